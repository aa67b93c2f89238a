package detectors

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// All ways of writing one value have one form, and no two values share one. The numbers
// are specimens and such as are not given out.
func TestNormalFormsTellValuesApart(t *testing.T) {
	for category, values := range map[Category][][]string{
		"contact.mobile": {
			{"13800138000", "138 0013 8000", "138-0013-8000", "+8613800138000", "+86 138-0013-8000", "8613800138000", "008613800138000", "１３８００１３８０００", "+86 (138) 0013 8000", "13800138000 "},
			{"13800138001", "+8613800138001"},
			{"+44 7700 900123", "00447700900123"},
			{"0912-345-678", "+886 912 345 678", "+886912345678"},
			{"+85291234567", "852-9123-4567"},
		},
		"contact.phone": {
			{"010-12345678", "+86 10 12345678", "+86 (010) 12345678", "(010)12345678", "0086-10-12345678", "010 1234 5678"},
			{"0755-1234567", "+86 755 1234567"},
			{"021-12345678", "+86 21 12345678"},
			{"(212) 555-0123", "+1 212 555 0123", "212.555.0123"},
			{"+49 30 12345678"},
		},
		"id.cn_resident":    {{"11010519491231002X", "11010519491231002x", "110105 19491231 002X", "110105491231002"}, {"440308199901101512", "440308990110151"}},
		"id.hkid":           {{"A123456(3)", "a1234563", "A123456 (3)"}, {"B123456(3)"}},
		"finance.bank_card": {{"6222021234567890123", "6222 0212 3456 7890 123", "6222-0212-3456-7890-123"}, {"6222021234567890124"}},
		"vehicle.plate":     {{"川A·12345", "川A12345", "川a 12345", "川A-12345", "川A•12345"}, {"京A12345"}, {"川A12346"}},
		"contact.email":     {{"Someone@Example.com", "someone@example.com", " someone@example.com"}, {"some.one@example.com"}},
		"device.mac":        {{"00:00:5E:00:53:01", "00-00-5e-00-53-01", "0000.5e00.5301"}, {"00:00:5E:00:53:02"}},
		"account.password":  {{"hunter2", " hunter2 "}, {"Hunter2"}},
		"contact.address":   {{"北京市海淀区1号"}, {"北京市海淀区2号"}},
	} {
		of := map[string]string{}
		for _, same := range values {
			var first string
			for i, v := range same {
				got := string(Normal(category)([]byte("x"), []byte(v)))
				if !strings.HasPrefix(got, "x") {
					t.Fatalf("%s: what stood before was overwritten", category)
				}
				if i == 0 {
					first = got
				} else if got != first {
					t.Errorf("%s: %q is written as %q, and %q as %q", category, same[0], first, v, got)
				}
			}
			if other, taken := of[first]; taken {
				t.Errorf("%s: %q and %q are written alike", category, other, same[0])
			}
			of[first] = same[0]
		}
	}
}

// Any bytes have a form, and it grows with nothing but the few digits that are put in.
func TestNormalFormsOfAnyBytes(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	alphabet := []byte("0123456789+0086 -()Xx\xef\xbc\x90\xe2\x80\x93\xc2\xb7ab")
	for range 20_000 {
		v := make([]byte, random.IntN(24))
		for i := range v {
			v[i] = alphabet[random.IntN(len(alphabet))]
		}
		before := string(v)
		for _, c := range []Category{"contact.mobile", "id.cn_resident", "contact.email", "vehicle.plate", "x.own"} {
			if got := Normal(c)(nil, v); len(got) > len(v)+3 {
				t.Fatalf("%s: %q is written as %q", c, v, got)
			}
		}
		if string(v) != before {
			t.Fatal("the value itself was changed")
		}
	}
}
