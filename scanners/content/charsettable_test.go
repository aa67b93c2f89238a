package content

import (
	"bytes"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

var tabled = map[string]encoding.Encoding{
	"gb18030": simplifiedchinese.GB18030, "big5": traditionalchinese.Big5, "shift-jis": japanese.ShiftJIS, "euc-jp": japanese.EUCJP,
	"euc-kr": korean.EUCKR, "windows-1251": charmap.Windows1251, "koi8-r": charmap.KOI8R, "ibm866": charmap.CodePage866,
}

// sameAsText holds a table against x/text: what the table takes is what x/text makes of
// it, and where it stops there is no character, or one that x/text takes for a whole
// although the standard has none (GB18030 with a second byte beyond the digits).
func sameAsText(t *testing.T, name string, b []byte) {
	t.Helper()
	got, n := tableNamed(name).decode([]byte("x"), b)
	want, err := tabled[name].NewDecoder().Bytes(b[:n])
	if err != nil || string(got) != "x"+string(want) || bytes.Contains(want, []byte("\uFFFD")) {
		t.Fatalf("%s: % x became %q, not %q (%v)", name, b[:n], got, want, err)
	}
	if n == len(b) || name == "gb18030" && n+1 < len(b) && b[n+1] >= 0x3A && b[n+1] < 0x40 {
		return
	}
	rest, _ := tabled[name].NewDecoder().Bytes(b[n:])
	if !bytes.HasPrefix(rest, []byte("\uFFFD")) {
		t.Fatalf("%s: % x is not taken, and is %q", name, b[n:], rest)
	}
}

// TestTables goes over all characters of one and two bytes.
func TestTables(t *testing.T) {
	for name := range tabled {
		for c := range 256 {
			sameAsText(t, name, []byte{byte(c)})
			for d := range 256 {
				sameAsText(t, name, []byte{'a', byte(c), byte(d), '1', ','})
			}
		}
	}
}

func FuzzTables(f *testing.F) {
	for _, s := range prose {
		f.Add([]byte(gb(s)))
		for _, e := range tabled {
			b, _ := encoding.ReplaceUnsupported(e.NewEncoder()).Bytes([]byte(s))
			f.Add(b)
		}
	}
	f.Add([]byte(gb("😀 가나다 ÀÉ 𠮷 héllo €")))
	f.Add([]byte("\x8f\xb0\xa1\x8f\xb0\xa2\x8f\x80 a\x8e\xb1\x88\x62"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for name := range tabled {
			sameAsText(t, name, b)
		}
		for _, big := range []bool{false, true} {
			order := unicode.LittleEndian
			if big {
				order = unicode.BigEndian
			}
			for _, last := range []bool{false, true} {
				got, n := decodeUTF16(nil, b, big, last)
				want := make([]byte, 3*len(b)+8)
				m, k, _ := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Transform(want, b, last)
				if n != k || !bytes.Equal(got, want[:m]) {
					t.Fatalf("UTF-16 (big %v, last %v): % x became %q of %d, not %q of %d", big, last, b, got, n, want[:m], k)
				}
			}
		}
	})
}
