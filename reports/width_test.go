package reports

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"short", 10, []string{"short"}},
		{"one two three", 8, []string{"one two", "three"}},
		{"exactly ten chars", 10, []string{"exactly", "ten chars"}},
		{"unbreakableword", 6, []string{"unbrea", "kablew", "ord"}},
		{"客户信息登记表", 8, []string{"客户信息", "登记表"}},
		{"客户信息登记表", 7, []string{"客户信", "息登记", "表"}},
		{"logs/access/part.gz", 12, []string{"logs/access/", "part.gz"}},
		{"read 5.0 MiB of 45.0 GiB", 16, []string{"read 5.0 MiB of", "45.0 GiB"}},
		{"it has 5.0 MiB", 10, []string{"it has", "5.0 MiB"}},
	} {
		if diff := cmp.Diff(c.want, wrap(c.in, c.width)); diff != "" {
			t.Errorf("wrap(%q, %d):\n%s", c.in, c.width, diff)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"short", 5, "short"},
		{"logs/2026/part-0001.gz", 11, "logs/…01.gz"},
		{"客户信息登记表", 7, "客…记表"},
		{"abcdef", 1, "a…f"},
	} {
		got := shorten(c.in, c.width)
		if got != c.want {
			t.Errorf("shorten(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

// Wrapping keeps within the width and loses nothing but blanks.
func FuzzWrap(f *testing.F) {
	f.Add("客户信息 a/b-c 5 MiB 👩‍💻 é", 7)
	f.Add("  leading and   inner  ", 5)
	f.Fuzz(func(t *testing.T, s string, width int) {
		s, width = clean(s), 2+width&0x3f
		lines := wrap(s, width)
		for _, line := range lines {
			if w := columns(line); w > width {
				t.Fatalf("wrap(%q, %d) has a line of %d columns: %q", s, width, w, line)
			}
		}
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := bare(strings.Join(lines, "")); got != bare(s) {
			t.Fatalf("wrap(%q, %d) = %q lost text", s, width, lines)
		}
		if w := columns(shorten(s, width)); w > max(width, 3) {
			t.Fatalf("shorten(%q, %d) takes %d columns", s, width, w)
		}
	})
}
