package content

import (
	"strings"
	"testing"

	"piiventory/scanners"
)

func TestRTF(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"text", `{\rtf1\ansi Call \b 138\b0 0000\par{\i x}\line y\tab z\par}`, "=Call 1380000\n=x\n=y\tz"},
		{"unicode", `{\rtf1\ansi\uc1 \u24352?\u19977 ?\uc2 \u-10179xx\u-8704xx!\par}`, "=张三😀!"},
		{"code page", `{\rtf1\ansi\ansicpg936 \'d5\'c5\'c8\'fd a\'81@\par}`, "=张三 a丂"},
		{"font charset", `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset134 \'cb\'ce\'cc\'e5;}}\f1\'d5\'c5\f0 \'e9\par}`, "=张é"},
		{"table", `{\rtf1 \trowd\intbl a\cell b\cell\row c\cell\row}`, "=a\tb\n=c"},
		{"about", `{\rtf1{\info{\title T}{\author Jane Doe}{\creatim\yr2026}}{\*\generator x;}{\stylesheet{s;}}body{\*\unknown y}\par{\field{\*\fldinst HYPERLINK "mailto:a@example.com"}{\fldrslt mail}}\par}`,
			"title=T\nauthor=Jane Doe\n=y\n=body\n=HYPERLINK \"mailto:a@example.com\"mail"},
		{"escapes", `{\rtf1 a\{b\}\\c\~d\_e\par}`, `=a{b}\c d-e`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory("a", []byte(tc.in)), full)
			if got := table(rows); got != tc.want || drawn.Format != "rtf" || len(drawn.Gaps) > 0 {
				t.Errorf("got %s %v\n%s\nwant\n%s", drawn.Format, drawn.Gaps, got, tc.want)
			}
		})
	}
	for in, want := range map[string]scanners.GapKind{
		`{\rtf1 a\par{\pict\bin3 }}}x}b\par}`: scanners.GapFormat,
		`{\rtf1 a\par b`:                      scanners.GapCorrupt,
	} {
		rows, drawn := gather(t, &standard, memory("a", []byte(in)), full)
		if got := table(rows); got != "=a\n=b" || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != want {
			t.Errorf("%s: %s %v", in, got, drawn.Gaps)
		}
	}
}

// TestDeepRTF reads groups without end.
func TestDeepRTF(t *testing.T) {
	rows, _ := gather(t, &standard, memory("a", []byte(`{\rtf1 `+strings.Repeat("{", 50_000)+"x"+strings.Repeat("}", 50_000)+`13800000000\par}`)), full)
	if got := table(rows); got != "=x13800000000" {
		t.Error(got)
	}
}

// FuzzRTF reads anything as RTF.
func FuzzRTF(f *testing.F) {
	f.Add(`\ansi\ansicpg936\uc1 \u24352?\'d5\'c5{\*\x y}\par}`)
	f.Add(`{\fonttbl{\f1\fcharset128 x;}}\f1\'82\'a0\bin9 a`)
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 4000 {
			return
		}
		for _, d := range []scanners.Draw{full, sampled(1, 300, 0)} {
			if _, _, err := collect(t, &standard, memory("a", []byte(`{\rtf1 `+in)), d); err != nil {
				t.Fatal(err)
			}
		}
	})
}
