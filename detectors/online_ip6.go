package detectors

import (
	"bytes"
	"net/netip"
)

// sixIP judges a row of hexadecimal digits and colons.
func (n *number) sixIP() finding {
	v := n.data[n.start:n.end]
	switch n.by {
	case byKeyed: // a colon ties the address to the word before it: "ip:2001:db8::1"
		if n.start == 0 || n.data[n.start-1] != ':' || bytes.IndexByte(v, ':') < 0 {
			return finding{}
		}
		if k := bytes.IndexAny(v, "%/"); k > 0 {
			v = v[:k]
		}
	case byHexGroups:
	default:
		return finding{}
	}
	start := n.start
	if len(v) > 2 && v[0] == ':' && v[1] != ':' {
		v, start = v[1:], start+1
	}
	for len(v) > 2 && (v[len(v)-1] == '.' || v[len(v)-1] == ':' && v[len(v)-2] != ':') {
		v = v[:len(v)-1]
	}
	a, groups, ok := readSix(v)
	if !ok || len(v) < 3 {
		return finding{}
	}
	n.start, n.end = start, start+len(v)
	ip := netip.AddrFrom16(a)
	var f finding
	switch {
	case ip.Is4In6():
		f = fourClass(ip.As4())
	case ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast():
		f = finding{formed: true, valid: true, needsWord: true, vague: true}
	case a[0] == 0 && a[1] == 0x64 && a[2] == 0xff && a[3] == 0x9b, // NAT64, RFC 6052
		a[0]&0xe0 == 0x20: // what is given out, RFC 4291
		f = finding{formed: true, valid: true, needsWord: groups < 3}
		f.known = a[0] == 0x20 && a[1] == 1 && a[2] == 0x0d && a[3] == 0xb8 || // RFC 3849
			a[0] == 0x3f && a[1] == 0xff && a[2]&0xf0 == 0 || // RFC 9637
			bytes.HasPrefix(a[:], []byte{0x20, 1, 0x48, 0x60, 0x48, 0x60, 0, 0}) || bytes.HasPrefix(a[:], []byte{0x26, 6, 0x47, 0, 0x47, 0, 0, 0})
	}
	if !f.formed || n.isNetwork(128) {
		return finding{}
	}
	return n.clientOf(f)
}

// readSix reads an IPv6 address (RFC 4291, 2.2), perhaps with an IPv4 address at its
// end. groups counts the groups that are not zero.
func readSix(v []byte) (a [16]byte, groups int, ok bool) {
	at, gap := 0, -1
	i := 0
	if len(v) > 1 && v[0] == ':' && v[1] == ':' {
		gap, i = 0, 2
	}
	for i < len(v) {
		if at == 16 {
			return a, 0, false
		}
		k, x := i, 0
		for k < len(v) && isHex(v[k]) && k-i < 5 {
			x = x<<4 | hexValue(v[k])
			k++
		}
		if k < len(v) && v[k] == '.' {
			four, leading, good := readFour(v[i:])
			if !good || leading || at > 12 || at == 12 && gap < 0 && len(v) < 15 {
				return a, 0, false
			}
			copy(a[at:], four[:])
			at += 4
			groups += 2
			break
		}
		if k == i || k-i > 4 {
			return a, 0, false
		}
		a[at], a[at+1] = byte(x>>8), byte(x)
		at += 2
		if x != 0 {
			groups++
		}
		if i = k; i == len(v) {
			break
		}
		if v[i] != ':' || i+1 == len(v) {
			return a, 0, false
		}
		i++
		if v[i] == ':' {
			if gap >= 0 {
				return a, 0, false
			}
			gap = at
			i++
		}
	}
	switch {
	case gap < 0:
		return a, groups, at == 16
	case at == 16:
		return a, 0, false
	}
	moved := at - gap
	copy(a[16-moved:], a[gap:at])
	clear(a[gap : 16-moved])
	return a, groups, true
}

// inSix says whether an IPv4 address is the end of an IPv6 address.
func (n *number) inSix() bool {
	i := n.start
	for i > 0 && n.start-i < 32 && (isHex(n.data[i-1]) || n.data[i-1] == ':') {
		i--
	}
	row := n.data[i:n.start]
	return len(row) > 1 && row[len(row)-1] == ':' && (bytes.Contains(row, []byte("::")) || bytes.Count(row, []byte(":")) >= 6)
}
