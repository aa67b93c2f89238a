package reports

import (
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "",
		"orders_2026":            "orders_2026",
		"客户 信息　表":                "客户 信息　表",
		"naïve 👩‍💻":              "naïve 👩‍💻",
		"\x1b[31mred":            `\x1b[31mred`,
		"a\u009b2J":              `a\u009b2J`,
		"a\nb\tc\rd":             `a\nb\tc\rd`,
		"photo\u202egpj.exe":     `photo\u202egpj.exe`,
		"\u2066x\u2069":          `\u2066x\u2069`,
		"a\u200bb\ufeff":         `a\u200bb\ufeff`,
		"a\u00a0b\u2028c":        `a\u00a0b\u2028c`,
		"\xff\xfe":               `\xff\xfe`,
		"tag\U000e0041":          `tag\U000e0041`,
		"the sign \ufffd itself": "the sign \ufffd itself",
	} {
		got := clean(in)
		if got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
		if again := clean(got); again != got {
			t.Errorf("clean(%q) is not stable: %q, then %q", in, got, again)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\u202eb\x00")
	f.Fuzz(func(t *testing.T, s string) {
		got := clean(s)
		if !utf8.ValidString(got) {
			t.Fatalf("clean(%q) = %q is not UTF-8", s, got)
		}
		for _, r := range got {
			if !harmless(r) {
				t.Fatalf("clean(%q) leaves %U", s, r)
			}
		}
	})
}
