package detectors

import (
	"strings"
	"testing"
)

func TestMask(t *testing.T) {
	for _, test := range []struct {
		category    Category
		value, want string
	}{
		{"contact.mobile", "13800138000", "1****00"},
		{"contact.email", "zhang@qq.com", "z****@qq.com"},
		{"contact.email", "zhang@family-zhang.cn", "z****@****.cn"},
		{"contact.email", "ab@qq.com", "****@qq.com"},
		{"id.cn_resident", "11010519491231002X", ""},
		{"finance.bank_card", "4111-1111-1111-1111", ""},
		{"contact.phone", "+44 20 7946 0958", ""},
		{"contact.mobile", "１３８００１３８０００", ""},
		{"contact.mobile", "1", "****"},
		{"x.own", "", "****"},
	} {
		got := Mask(test.category, test.value)
		if test.want != "" && got != test.want {
			t.Errorf("%s: %q, want %q", test.category, got, test.want)
		}
		if test.category == "contact.email" {
			continue
		}
		if shown, all := signs(got), signs(test.value); 3*shown > all {
			t.Errorf("%s: %q shows %d of %d characters", test.category, got, shown, all)
		}
	}
}

// signs counts letters and digits.
func signs(s string) int {
	n := 0
	for _, r := range s {
		if r > 0x7f || isLetter(byte(r)) || isDigit(byte(r)) {
			n++
		}
	}
	return n
}

func TestMaskText(t *testing.T) {
	e := newEngine(t)
	id := residentOf(testArea + "19800101000")
	for _, test := range []struct{ text, want string }{
		{"photos/13800138000.jpg", "photos/{contact.mobile}.jpg"},
		{"u/zhang@qq.com/" + id + ".pdf", "u/{contact.email}/{id.cn_resident}.pdf"},
		{"backup_13800138000_13900139000.csv", "backup_{contact.mobile}_{contact.mobile}.csv"},
		{"logs/dt=2024-03-01/part-00000.json.gz", "logs/dt=2024-03-01/part-00000.json.gz"},
		{"users.13800138000.phone", "users.{contact.mobile}.phone"},
		{"客户" + id, "客户{id.cn_resident}"},
		{"order_no", "order_no"},
		{"", ""},
	} {
		if got := e.MaskText(test.text); got != test.want {
			t.Errorf("%q gives %q, want %q", test.text, got, test.want)
		}
	}
	for _, d := range detectorTable {
		for _, l := range readCorpus(t, d.category, "hits.txt") {
			if l.field != "" || len(l.want) != 1 || l.want[0][1]-l.want[0][0] != len(l.text) {
				continue
			}
			if got := e.MaskText(l.text); strings.ContainsAny(got, "0123456789@") {
				t.Errorf("%s: something of the value is left", l.at)
			}
		}
	}
}
