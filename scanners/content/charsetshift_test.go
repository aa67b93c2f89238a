package content

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"

	"piiventory/scanners"
)

// TestShifted reads texts in the charsets that are written in ASCII alone, without a
// declaration: whole, by draws from the middle, and where they begin behind the head.
func TestShifted(t *testing.T) {
	for _, tc := range []struct {
		name       string
		enc        encoding.Encoding
		head, line string // of a table
		column     string
	}{
		{"iso-2022-jp", japanese.ISO2022JP, "氏名,電話番号,住所\r\n", "山田太郎,0312345678,東京都\r\n", "電話番号"},
		{"iso-2022-jp", japanese.ISO2022JP, "氏名,電話番号,住所\n", "山田 太郎,0312345678,東京都、港区\n", "電話番号"},
		{"hz-gb-2312", simplifiedchinese.HZGB2312, "姓名,手机号,住址\n", "张三,13912345678,上海市\n", "手机号"},
	} {
		raw := encoded8(t, tc.enc, tc.head+strings.Repeat(tc.line, 3))
		for _, s := range []*sizes{&standard, &tiny} {
			rows, drawn := gather(t, s, memory("a.csv", []byte(raw)), full)
			name, _, _ := strings.Cut(tc.line, ",")
			if drawn.Format != "csv+"+tc.name || len(rows) != 3 || rows[2].values[tc.column] == "" || !strings.Contains(fmt.Sprint(rows[2].values), name) || len(drawn.Gaps) > 0 {
				t.Errorf("%s: %v, %+v", tc.name, rows, drawn)
			}
		}
		// Every length puts the buffers' seams elsewhere.
		text := tc.head + strings.Repeat(tc.line, 40)
		for n := range 80 {
			in := strings.Repeat("x", n) + "\n" + encoded8(t, tc.enc, text)
			rows, _ := gather(t, &tiny, memory("a.txt", []byte(in)), full)
			var b strings.Builder
			for _, r := range rows {
				for _, v := range r.values {
					b.WriteString(v)
				}
			}
			if i := strings.IndexAny(b.String(), "\x1b\uFFFD"); i >= 0 || strings.Contains(b.String(), "~{") {
				t.Fatalf("%s, n %d: %q", tc.name, n, b.String())
			}
		}
		late := strings.Repeat("a line of text\n", 20_000) + encoded8(t, tc.enc, strings.Repeat(tc.line, 20_000))
		for _, d := range []scanners.Draw{full, sampled(1, 256<<10, 0)} {
			rows, drawn := gather(t, &standard, memory("a.txt", []byte(late)), d)
			own := 0
			for _, r := range rows {
				if l := r.values[""]; strings.Contains(l, strings.TrimSpace(tc.line)) {
					own++
				} else if strings.ContainsAny(l, "\x1b{") {
					t.Fatalf("%s: %q", tc.name, l)
				}
			}
			if own < 100 || !strings.HasSuffix(drawn.Format, "+"+tc.name) {
				t.Errorf("%s: %d lines, %+v", tc.name, own, drawn)
			}
		}
	}
}

// TestShiftedBesideUTF8 leaves lines of UTF-8 what they are, however short, where others
// have marks, and all other charsets read as they are without.
func TestShiftedBesideUTF8(t *testing.T) {
	lines := []string{"\x1b[31mred\x1b[0m", "Ж", "é", "文", "ab\u00a0", "~{;3~}", "ü ö"}
	in := strings.Repeat(strings.Join(lines, "\n")+"\na line of words in between, and more words\n", 40)
	rows, drawn := gather(t, &standard, memory("a.log", []byte(in)), full)
	if drawn.Format != "text+hz-gb-2312" || len(rows) != 320 {
		t.Fatalf("%d rows, %+v", len(rows), drawn)
	}
	for i, r := range rows {
		if want := i % 8; want < 5 && r.values[""] != lines[want] || want == 5 && r.values[""] != "怀" {
			t.Fatalf("line %d: %q", i, r.values[""])
		}
	}
	gbk := strings.Repeat(gb("一行文字\n")+"\x1b[1mbold\x1b[0m\n", 40)
	if rows, drawn := gather(t, &standard, memory("a.log", []byte(gbk)), full); drawn.Format != "text+gb18030" || rows[0].values[""] != "一行文字" {
		t.Errorf("%+v", drawn)
	}
}

// TestNotShifted leaves lines as they are that have the marks of these charsets by chance.
func TestNotShifted(t *testing.T) {
	for _, l := range []string{
		"\x1b[31mred\x1b[0m and \x1b[1mbold", "cd ~{ab~}x ~user", "~{abc~} of three", "a ~{ b ~} c", "~{~}", "~{zzzz~} of no row", "\x1b$B;3 and no end", "\x1b(B only ASCII",
		"\x1b$B;\x1b(B half", "~{;3 文 2<~}",
	} {
		in := "a line of text\nand another one of them, and more of it so that a few controls are few\n" + l + "\n"
		rows, drawn := gather(t, &standard, memory("a.txt", []byte(in)), full)
		if len(rows) != 3 || rows[2].values[""] != l || drawn.Format != "text" {
			t.Errorf("%q: %v, %+v", l, rows, drawn)
		}
	}
}
