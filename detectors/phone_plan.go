package detectors

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"
	"google.golang.org/protobuf/proto"
)

// phoneTable is described in data/README.md.
//
//go:embed data/phones_cn.txt
var phoneTable string

// phonePlan is the Chinese numbering plan (MIIT): which prefixes of mobiles are
// given out, and which area codes with which lengths.
type phonePlan struct {
	mobile *[10000]bool  // by the first four digits
	area   *[1000]uint16 // by the area code without its 0; bit n: n digits follow
}

var chinesePhones = sync.OnceValue(func() phonePlan {
	p := phonePlan{&[10000]bool{}, &[1000]uint16{}}
	for line := range strings.Lines(phoneTable) {
		f := strings.Fields(line)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		n, err := strconv.Atoi(f[1])
		if err != nil {
			continue // the head of the file
		}
		for _, s := range f[2:] {
			k, _ := strconv.Atoi(s)
			if f[0] == "mobile" {
				p.mobile[n*10+k] = true
			} else {
				p.area[n] |= 1 << k
			}
		}
	}
	return p
})

// isMobile says whether 11 digits are a Chinese mobile.
func (p phonePlan) isMobile(d []byte) bool {
	return len(d) == 11 && d[0] == '1' && p.mobile[decimal(d[:4])] && !sameDigits(d[3:]) && !powerOfTwo(d)
}

// isLandline says whether the digits, with the leading 0 of the area code, are a
// Chinese landline. Numbers below an area begin with 2 to 8; 95xxx, 96xxx, 1xxxx
// are services.
func (p phonePlan) isLandline(d []byte) bool {
	if len(d) < 10 || len(d) > 12 || d[0] != '0' {
		return false
	}
	area := 3
	if d[1] > '2' {
		area = 4
	}
	return p.area[decimal(d[1:area])]>>(len(d)-area)&1 != 0 && d[area] >= '2' && d[area] <= '8' && !sameDigits(d[area:])
}

func sameDigits(d []byte) bool {
	for _, c := range d[1:] {
		if c != d[0] {
			return false
		}
	}
	return true
}

// lineKind is what a number of another country is.
type lineKind uint8

const (
	noLine lineKind = iota
	mobileLine
	fixedLine
	eitherLine // the plan does not tell them apart, as in North America
	serviceLine
)

// intlMemo remembers what kinds of numbers begin with some digits. An answer of
// the metadata takes some 20 microseconds.
type intlMemo struct {
	mu    sync.RWMutex
	kinds map[uint64]lineKind
}

// maxMemo bounds the memory to about 2 MiB.
const maxMemo = 1 << 16

// memoDigits is how many leading digits of the national number decide. What
// follows them is filled up, so that the answer does not depend on which number
// came first; the plans decide by the leading digits, which a test holds.
const memoDigits = 6

// memoHidden is how many of the last digits are never remembered, so that no whole
// number is kept.
const memoHidden = 3

// kind says what the number below a country calling code is, after the metadata
// of libphonenumber.
func (e *Engine) kind(cc int, national []byte) lineKind {
	lead := national[:max(min(memoDigits, len(national)-memoHidden), 0)]
	key := uint64(cc)<<48 | uint64(len(national))<<40 | uint64(len(lead))<<36 | uint64(decimal(lead))
	e.intl.mu.RLock()
	k, ok := e.intl.kinds[key]
	e.intl.mu.RUnlock()
	if ok {
		return k
	}
	n, zeros := uint64(0), 0
	for i, c := range national {
		if i >= len(lead) {
			c = "2345678"[i%7]
		}
		if c == '0' && n == 0 {
			zeros++
		}
		n = n*10 + uint64(c-'0')
	}
	pn := &phonenumbers.PhoneNumber{CountryCode: proto.Int32(int32(cc)), NationalNumber: proto.Uint64(n)}
	if zeros > 0 {
		pn.ItalianLeadingZero, pn.NumberOfLeadingZeros = proto.Bool(true), proto.Int32(int32(zeros))
	}
	switch phonenumbers.GetNumberType(pn) {
	case phonenumbers.MOBILE, phonenumbers.PAGER:
		k = mobileLine
	case phonenumbers.FIXED_LINE, phonenumbers.PERSONAL_NUMBER, phonenumbers.VOIP:
		k = fixedLine
	case phonenumbers.FIXED_LINE_OR_MOBILE:
		k = eitherLine
	case phonenumbers.UNKNOWN:
		k = noLine
	default:
		k = serviceLine
	}
	e.intl.mu.Lock()
	if e.intl.kinds == nil {
		e.intl.kinds = map[uint64]lineKind{}
	}
	if len(e.intl.kinds) < maxMemo {
		e.intl.kinds[key] = k
	}
	e.intl.mu.Unlock()
	return k
}

// callingCodes are the country calling codes of ITU-T E.164 that are in use.
var callingCodes = sync.OnceValue(func() *[1000]bool {
	t := &[1000]bool{}
	for cc := range phonenumbers.GetSupportedCallingCodes() {
		t[cc] = true
	}
	return t
})

// splitCallingCode takes the country calling code off the digits. No code is the
// beginning of another. It returns 0 when there is none.
func splitCallingCode(d []byte) (cc int, national []byte) {
	for n := 1; n <= 3 && n < len(d); n++ {
		if cc := decimal(d[:n]); cc > 0 && callingCodes()[cc] {
			return cc, d[n:]
		}
	}
	return 0, d
}
