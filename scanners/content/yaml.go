package content

import (
	"bytes"
	"slices"
)

var _ = register(format{name: "yaml", rank: 25, recognise: recogniseYAML})

// yamlDoc reads YAML 1.1 and 1.2, one document or several. The elements of a
// sequence at the top are rows, and so is each document that is none; in a file of
// a single mapping the elements of its sequences are rows as well, as in JSON.
// Aliases are not followed, except to scalars: what an anchor holds was read where
// it stands. Comments are free text.
type yamlDoc struct {
	wrap bool
	// known is what the library made of the parts in the head.
	known []yamlKnown
}

// recogniseYAML believes the name as soon as half of the text can be read. Without
// a name that says so it wants a document marker or nested keys, keys that are
// single words, and no line that is something else: prose, logs, source code and
// mail have lines with colons too.
func recogniseYAML(h head) parser {
	named := slices.Contains([]string{".yaml", ".yml"}, h.ext)
	t := bytes.TrimLeft(h.text, "\r\n")
	if len(t) == 0 || h.ext == ".md" || h.ext == ".markdown" || h.ext == ".log" {
		return nil
	}
	if !named {
		if c := t[0]; c != '-' && c != '#' && c != '%' && c != '"' && c < 0x80 && !letter(c) && (c < '0' || c > '9') {
			return nil
		}
		if !yamlShaped(h) {
			return nil
		}
	}
	o := newOut(h.s, discard)
	defer o.free()
	if !h.whole {
		t = t[:lastEntry(t)]
	}
	in := bytesInput(t)
	r := &yamlReader{jsonReader: newJSONReader(in, o), shy: true, learns: true}
	r.rows = true
	if r.read() != nil {
		return nil
	}
	if r.good == 0 || r.bad > 0 && (!named || r.bad > r.good) {
		return nil
	}
	d := yamlDoc{wrap: r.documents <= 1, known: r.known}
	if !h.whole && r.documents >= yamlSeveral {
		return yamlPieces{d}
	}
	return d
}

// yamlSeveral is how many documents the head must have for a draw of them.
const yamlSeveral = 4

// yamlPieces are many documents, which can be found from the middle: "---" in front of a
// line and a blank or the end of the line behind it is a document marker wherever it
// stands, also in scalars (YAML 1.2.2, 9.1.2, c-forbidden).
type yamlPieces struct{ yamlDoc }

func (yamlPieces) start(b []byte, c *charset, end bool) int {
	return lineSeam(b, c, end, len("--- "), yamlMarker)
}

// yamlMarker reports whether the line is the start of a document.
func yamlMarker(l []byte) bool {
	rest, ok := bytes.CutPrefix(l, []byte("---"))
	return ok && (len(rest) == 0 || rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r')
}

func (yamlPieces) window(piece int64) int64           { return max(piece/4, 1<<10) }
func (yamlPieces) sight(_, hi int64) int64            { return hi + 4*int64(len("---- ")) }
func (yamlPieces) anywhere([]byte, *charset) int      { return -1 }
func (d yamlPieces) measure(t []byte) (n, mean int64) { return measureBy(d, t) }
func (d yamlPieces) at(off int64) parser {
	if off > 0 {
		d.known = nil
	}
	return d.yamlDoc
}

// lastEntry returns where the last line begins that is indented as the first one
// is, or the length if there is none but the first.
func lastEntry(b []byte) int {
	base, at, last := -1, 0, len(b)
	for l := range bytes.Lines(b) {
		t := bytes.TrimLeft(l, " ")
		switch {
		case len(t) == 0 || bytes.IndexByte([]byte("\t\r\n#%"), t[0]) >= 0 || bytes.HasPrefix(t, []byte("---")):
		case base < 0:
			base = len(l) - len(t)
		case len(l)-len(t) == base:
			last = at
		}
		at += len(l)
	}
	return last
}

// yamlShaped reports whether each line of the head may be one of YAML with short
// keys, and whether some are surely.
func yamlShaped(h head) bool {
	keys, nested, marked := 0, 0, false
	block := -1 // lines that are indented deeper are text
	for i, l := range h.lines(sniffed) {
		t := bytes.TrimLeft(l, " ")
		indent := len(l) - len(t)
		switch {
		case len(bytes.TrimSpace(t)) == 0:
			continue
		case block >= 0 && indent > block:
			continue
		case t[0] == '#' || t[0] == '%' && indent == 0:
			continue
		case string(t) == "---" || string(t) == "...":
			marked = marked || i < 3
			continue
		}
		block = -1
		item := false
		for bytes.HasPrefix(t, []byte("- ")) || string(t) == "-" {
			t, item = bytes.TrimLeft(t[1:], " "), true
		}
		key, rest, ok := bytes.Cut(t, []byte{':'})
		switch {
		case ok && isKey(key) && (len(rest) == 0 || rest[0] == ' '):
			keys++
			if indent > 0 {
				nested++
			}
			if rest = bytes.TrimSpace(rest); len(rest) > 0 && (rest[0] == '|' || rest[0] == '>') {
				block = indent
			}
		case item, len(t) > 0 && (t[0] == '}' || t[0] == ']'):
		default:
			return false
		}
	}
	return keys >= 2 && marked || keys >= 4 && nested >= 2
}

// isKey reports whether the bytes may be a key that people write: one word.
func isKey(b []byte) bool {
	b = bytes.Trim(b, `"'`)
	for _, c := range b {
		if c <= ' ' || bytes.IndexByte([]byte("()[]{}<>=,;&*!|@`\"'\\"), c) >= 0 {
			return false
		}
	}
	return len(b) > 0 && len(b) <= longestName
}

func (d yamlDoc) parse(in *input, o *out) error {
	r := &yamlReader{jsonReader: newJSONReader(in, o), known: d.known}
	r.rows, r.wrap = true, d.wrap
	return r.read()
}
