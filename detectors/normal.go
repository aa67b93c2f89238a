package detectors

import (
	"bytes"
	"strings"
)

// Normal returns the function that appends a value of a category to dst in the form that
// all ways of writing it share: "+86 138-0013-8000" and "13800138000" are one number,
// and an address counts once in whichever case it is written. It is for telling apart
// what was found, not for showing it. Categories whose values differ by every
// character, as passwords and session IDs do, keep them as they are.
func Normal(c Category) func(dst, v []byte) []byte {
	switch c {
	case "contact.mobile", "contact.phone":
		return normalLine
	case "id.cn_resident":
		return normalResident
	case "contact.email", "account.username", "online.ip", "identity.name":
		return normalCase
	case "finance.bank_card", "finance.bank_account", "vehicle.plate", "vehicle.vin":
		return normalSigns
	}
	if group, _, _ := strings.Cut(string(c), "."); group == "id" || group == "device" {
		return normalSigns
	}
	return normalSpace
}

// normalSpace leaves the white space around a value out.
func normalSpace(dst, v []byte) []byte { return append(dst, bytes.TrimSpace(v)...) }

// normalCase writes letters small and full-width forms as the narrow ones.
func normalCase(dst, v []byte) []byte {
	v = bytes.TrimSpace(v)
	for i := 0; i < len(v); {
		b, n := v[i], 1
		if b >= 0x80 {
			b, n = plainByte(v, i)
		}
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		dst = append(dst, b)
		i += n
	}
	return dst
}

// normalSigns leaves out what stands between groups, and writes letters large.
func normalSigns(dst, v []byte) []byte {
	for i := 0; i < len(v); {
		b, n := v[i], 1
		if b >= 0x80 {
			b, n = plainByte(v, i)
		}
		switch {
		case b >= 'a' && b <= 'z':
			dst = append(dst, b-'a'+'A')
		case b >= '0' && b <= '9', b >= 'A' && b <= 'Z':
			dst = append(dst, b)
		case b == 0xc2 && i+1 < len(v): // "·" of plates, and the like
			n = 2
		case b == 0xe2 && i+2 < len(v) && v[i+1] == 0x80: // punctuation
			n = 3
		case b >= 0x80:
			dst = append(dst, b)
		}
		i += n
	}
	return dst
}

// normalResident is normalSigns, and writes a number of before 1999 with the century and
// the check character with which it went on to be the person's (GB 11643-1999).
func normalResident(dst, v []byte) []byte {
	from := len(dst)
	dst = normalSigns(dst, v)
	if d := dst[from:]; len(d) != 15 {
		return dst
	}
	dst = append(dst, 0, 0, 0)
	d := dst[from:]
	copy(d[8:], d[6:15])
	d[6], d[7] = '1', '9'
	sum := 0
	for i, w := range [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += w * int(d[i]-'0')
	}
	d[17] = "10X98765432"[sum%11]
	return dst
}

// normalLine writes the digits of a telephone number: a Chinese one as it is dialled at
// home, mobiles without and lines with a 0 in front, others behind their calling code.
func normalLine(dst, v []byte) []byte {
	from := len(dst)
	plus := false
	for i := 0; i < len(v); {
		b, n := v[i], 1
		if b >= 0x80 {
			b, n = plainByte(v, i)
		}
		if b >= '0' && b <= '9' {
			dst = append(dst, b)
		}
		plus = plus || b == '+' && len(dst) == from
		i += n
	}
	d := dst[from:]
	if !plus && len(d) > 12 && d[0] == '0' && d[1] == '0' { // as it is dialled from abroad
		d, plus = d[:copy(d, d[2:])], true
	}
	switch {
	case len(d) > 10 && d[0] == '8' && d[1] == '6' && (plus || len(d) == 13):
		d = d[:copy(d, d[2:])]
		// A mobile has eleven digits from 1 on; a line is written without its 0 then.
		if d[0] != '0' && !(d[0] == '1' && len(d) == 11) || d[0] == '1' && d[1] == '0' {
			d = inFront(d, "0")
		}
	case plus:
	case len(d) == 10 && d[0] == '0' && d[1] == '9': // as it is written in Taiwan
		d = inFront(d[:copy(d, d[1:])], "886")
	case len(d) == 10 && d[0] >= '2': // as it is written in North America
		d = inFront(d, "1")
	}
	return append(dst[:from], d...)
}

// inFront puts a few digits in front of others.
func inFront(d []byte, front string) []byte {
	n := len(d)
	d = append(d, front...)
	copy(d[len(front):], d[:n])
	copy(d, front)
	return d
}

// plainByte returns the byte at i and 1, or the ASCII that a full-width form at i stands
// for and its 3 bytes.
func plainByte(v []byte, i int) (byte, int) {
	if b := wideByte(v, i); b != 0 {
		return b, 3
	}
	return v[i], 1
}
