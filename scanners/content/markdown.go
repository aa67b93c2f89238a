package content

import (
	"bytes"
	"slices"
	"strings"
)

var _ = register(format{name: "markdown", rank: 29, recognise: recogniseMarkdown})

// markdown reads Markdown (CommonMark, GitHub Flavored Markdown). Tables of the latter
// are rows with the names of their headers, and the settings in front of a text, in
// YAML between lines "---" or in TOML between "+++", are fields as in those formats.
// All other lines are free text, links with where they lead to.
//
// A piece from the middle begins with a line. Rows of a table of which the header
// stands before the piece are text, and counted as having no names.
type markdown struct {
	text
	middle bool
}

var markdownNames = []string{".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rmd", ".qmd"}

// recogniseMarkdown believes the name. Without one it wants a table with its line of
// hyphens, settings in front that a text follows, or headings beside links or fences:
// a "#" alone begins a comment in many languages.
func recogniseMarkdown(h head) parser {
	if slices.Contains(markdownNames, h.ext) {
		return markdown{text: text{line: 1}}
	}
	if slices.Contains(programs, h.ext) || slices.Contains([]string{".log", ".yaml", ".yml", ".csv", ".tsv", ".psv", ".sql"}, h.ext) {
		return nil
	}
	lines := h.lines(sniffed)
	headings, marks, fences := 0, 0, 0
	last, before := 0, 0 // cells of the two lines above
	var cells [][]byte
	for i, l := range lines {
		cells = splitBars(cells[:0], l)
		n := len(cells)
		if n > 0 && n == last && before == 0 && barRule(l) {
			return markdown{text: text{line: 1}}
		}
		last, before = n, last
		switch l = bytes.TrimSpace(l); {
		case bytes.HasPrefix(l, []byte("```")), bytes.HasPrefix(l, []byte("~~~")):
			fences++
		case heading(l) && (i == 0 || len(bytes.TrimSpace(lines[i-1])) == 0):
			headings++
		case bytes.Contains(l, []byte("](")) && (bytes.Contains(l, []byte("](http")) || bytes.Contains(l, []byte("](#")) || bytes.Contains(l, []byte("](/")) || bytes.Contains(l, []byte("](./"))):
			marks++
		}
	}
	if headings >= 2 && (marks > 0 || fences >= 2) || settledFront(h, lines) {
		return markdown{text: text{line: 1}}
	}
	return nil
}

func heading(l []byte) bool {
	n := 0
	for n < len(l) && l[n] == '#' {
		n++
	}
	return n > 0 && n <= 6 && n+1 < len(l) && l[n] == ' '
}

// settledFront reports whether settings stand in front, and something behind them that
// YAML was not found in.
func settledFront(h head, lines [][]byte) bool {
	b, mark := h.text, frontMark(h.text)
	if mark == "" {
		return false
	}
	_, end := frontMatter(b, mark)
	if end <= 0 || len(bytes.TrimSpace(b[end:])) == 0 {
		return false
	}
	keys := 0
	for _, l := range lines[1:] {
		if t := string(bytes.TrimSpace(l)); t == mark {
			break
		}
		sign := byte(':')
		if mark == "+++" {
			sign = '='
		}
		key, _, ok := bytes.Cut(l, []byte{sign})
		switch {
		case ok && isKey(bytes.TrimSpace(key)):
			keys++
		case len(l) == 0 || bytes.IndexByte([]byte(" #-[]"), l[0]) >= 0:
		default:
			return false
		}
	}
	return keys > 0
}

// frontMark returns the line that begins settings, if the text begins with one.
func frontMark(b []byte) string {
	for _, mark := range []string{"---", "+++"} {
		if rest, ok := bytes.CutPrefix(b, []byte(mark)); ok && len(rest) > 0 && strings.IndexByte("\r\n \t", rest[0]) >= 0 {
			if l, _, ok := bytes.Cut(rest, []byte{'\n'}); ok && len(bytes.TrimSpace(l)) == 0 {
				return mark
			}
		}
	}
	return ""
}

// frontMatter returns the settings and where what follows them begins, -1 if their end
// is not there.
func frontMatter(b []byte, mark string) (settings []byte, end int) {
	at := bytes.IndexByte(b, '\n') + 1
	from := at
	for l := range bytes.Lines(b[at:]) {
		t := string(bytes.TrimRight(l, " \t\r\n"))
		if t == mark || t == "..." && mark == "---" {
			return b[from:at], at + len(l)
		}
		at += len(l)
	}
	return nil, -1
}

// barRule reports whether a line parts the header of a table from its rows.
func barRule(l []byte) bool {
	l = bytes.TrimLeft(l, " \t>")
	dash, bar := false, false
	for _, c := range bytes.TrimRight(l, " \t\r") {
		switch c {
		case '-':
			dash = true
		case '|':
			bar = true
		case ':', ' ', '\t':
		default:
			return false
		}
	}
	if !dash || !bar {
		return false
	}
	for _, cell := range splitBars(nil, l) {
		if cell = bytes.TrimSuffix(bytes.TrimPrefix(cell, []byte{':'}), []byte{':'}); len(cell) == 0 || len(bytes.Trim(cell, "-")) > 0 {
			return false
		}
	}
	return true
}

// splitBars appends the cells of a row, without the blanks around them. A line without
// a bar has none.
func splitBars(cells [][]byte, l []byte) [][]byte {
	if bytes.IndexByte(l, '|') < 0 {
		return cells
	}
	l = bytes.TrimRight(bytes.TrimLeft(l, " \t>"), " \t\r")
	l = bytes.TrimPrefix(l, []byte{'|'})
	from := 0
	if bytes.IndexByte(l, '\\') < 0 {
		for n := 0; n >= 0; {
			if n = bytes.IndexByte(l[from:], '|'); n >= 0 {
				cells, from = append(cells, trimmed(l[from:from+n])), from+n+1
			}
		}
	} else {
		for i := 0; i < len(l); i++ {
			switch l[i] {
			case '\\':
				i++
			case '|':
				cells, from = append(cells, trimmed(l[from:i])), i+1
			}
		}
	}
	if rest := trimmed(l[from:]); len(rest) > 0 || from == 0 {
		cells = append(cells, rest)
	}
	return cells
}

// trimmed is bytes.TrimSpace, faster where the blanks are what they mostly are.
func trimmed(b []byte) []byte {
	for len(b) > 0 && b[0] == ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	if n := len(b); n > 0 && (b[0] < ' ' || b[0] >= 0x80 || b[n-1] < ' ' || b[n-1] >= 0x80) {
		return bytes.TrimSpace(b)
	}
	return b
}

func (m markdown) at(off int64) parser {
	return markdown{text{line: lineAt(off)}, off > 0}
}
