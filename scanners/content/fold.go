package content

import (
	"bytes"
	"slices"
	"strings"
)

var (
	_ = register(format{name: "vcard", rank: 16, recognise: func(h head) parser { return recogniseFolded(h, "VCARD", cards) }})
	_ = register(format{name: "icalendar", rank: 16, recognise: func(h head) parser { return recogniseFolded(h, "VCALENDAR", events) }})
	_ = register(format{name: "ldif", rank: 17, recognise: recogniseLDIF})
)

// folded reads the formats that write a record as lines "name: value" and go on
// with a line that begins with a blank: vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC
// 6350), iCalendar (RFC 5545) and LDIF (RFC 2849). Each card, each event and each
// entry is a row; its fields have the names of the lines in lower case, as "tel",
// "email", "n.family", "attendee.cn". A line that is none of the format is free
// text.
type folded struct{ ldif bool }

func recogniseFolded(h head, what string, begins []string) parser {
	t := bytes.TrimLeft(h.text, " \t\r\n")
	begin := "BEGIN:" + what
	if len(t) < len(begin) || !bytes.EqualFold(t[:len(begin)], []byte(begin)) {
		return nil
	}
	if t = t[len(begin):]; len(t) > 0 && t[0] != '\r' && t[0] != '\n' && t[0] != ' ' {
		return nil
	}
	if bytes.Contains(h.text, []byte("\nAGENT")) {
		return folded{} // a card in a card (vCard 2.1)
	}
	return foldedPieces{folded{}, begins}
}

// The lines that begin a record. No other line begins like that: what goes on with
// another line is indented there.
var (
	cards   = []string{"begin:vcard"}
	events  = []string{"begin:vevent", "begin:vtodo", "begin:vjournal", "begin:vfreebusy", "begin:vtimezone", "begin:vcalendar"}
	entries = []string{"dn:"}
)

// foldedPieces are records that can be found from the middle.
type foldedPieces struct {
	folded
	begins []string
}

// foldedSight is how much of a line tells whether a record begins with it.
const foldedSight = 16

func (d foldedPieces) start(b []byte, c *charset, end bool) int {
	return lineSeam(b, c, end, foldedSight, func(l []byte) bool {
		return slices.ContainsFunc(d.begins, func(w string) bool { return hasFold(l, w) })
	})
}

func (foldedPieces) window(piece int64) int64           { return lineWindow(piece) }
func (foldedPieces) sight(_, hi int64) int64            { return hi + 4*(foldedSight+1) }
func (foldedPieces) anywhere([]byte, *charset) int      { return -1 }
func (d foldedPieces) at(int64) parser                  { return d.folded }
func (d foldedPieces) measure(t []byte) (n, mean int64) { return measureBy(d, t) }

// recogniseLDIF wants an entry at the start, behind comments and the version.
func recogniseLDIF(h head) parser {
	for _, l := range h.lines(sniffed) {
		switch {
		case len(l) == 0 || l[0] == '#' || bytes.HasPrefix(l, []byte("version: ")):
			continue
		case bytes.HasPrefix(l, []byte("dn: ")) && bytes.IndexByte(l, '=') > 0, bytes.HasPrefix(l, []byte("dn:: ")):
			return foldedPieces{folded{ldif: true}, entries}
		}
		if h.ext == ".ldif" && bytes.IndexByte(l, ':') > 0 {
			return foldedPieces{folded{ldif: true}, entries}
		}
		return nil
	}
	return nil
}

// A foldReader collects logical lines and puts them into rows.
type foldReader struct {
	*jsonReader
	ldif  bool
	cur   []byte // the logical line
	soft  bool   // it goes on after a soft line break of quoted-printable
	open  []foldOpen
	value []byte
}

// A foldOpen is a component that is open.
type foldOpen struct {
	name string
	node *jsonNode
	row  bool
}

func (d folded) parse(in *input, o *out) error {
	r := &foldReader{jsonReader: newJSONReader(in, o), ldif: d.ldif}
	for o.err == nil {
		b := in.rest()
		n := bytes.IndexByte(b, '\n')
		switch {
		case n >= 0:
			in.pos += n + 1
			r.physical(bytes.TrimSuffix(b[:n], []byte{'\r'}))
			continue
		case len(b) > o.s.value:
			end, next := o.s.cut(b)
			r.physical(b[:end])
			in.pos += next
			r.soft = true // the rest is of the same line
			continue
		case in.more() || in.err == nil:
			continue
		}
		if b = o.s.sure(b, in); len(b) > 0 {
			r.physical(b)
		}
		in.pos = in.end
		r.logical()
		if o.rowSize > 0 {
			o.endRow()
		}
		break
	}
	return o.err
}

// physical adds a line of the text to the logical line.
func (r *foldReader) physical(l []byte) {
	soft := r.soft
	r.soft = false
	switch {
	case soft:
	case len(l) > 0 && (l[0] == ' ' || l[0] == '\t') && len(r.cur) > 0:
		l = l[1:]
	default:
		r.logical()
		if len(l) == 0 && r.ldif {
			if r.o.rowSize > 0 {
				r.o.endRow()
			}
			return
		}
	}
	r.cur = append(r.cur, l...)
	if n := len(r.cur); !r.ldif && n > 0 && r.cur[n-1] == '=' && quotedPrintable(r.cur) {
		r.cur, r.soft = r.cur[:n-1], true
	}
	if s := r.o.s; len(r.cur) > s.value+s.overlap {
		end, next := s.cut(r.cur)
		name := bytes.Clone(r.cur[:bytes.IndexByte(r.cur[:min(end, longestTagName)], ':')+1])
		rest := bytes.Clone(r.cur[next:])
		r.cur = r.cur[:end]
		r.logical()
		r.cur = append(append(r.cur, name...), rest...)
	}
}

// quotedPrintable reports whether the parameters of a line say so.
func quotedPrintable(l []byte) bool {
	name, _, ok := bytes.Cut(l, []byte{':'})
	return ok && len(name) < longestTagName && bytes.Contains(bytes.ToUpper(name), []byte("QUOTED-PRINTABLE"))
}

// logical puts the logical line into the row.
func (r *foldReader) logical() {
	l := r.cur
	r.cur = r.cur[:0]
	if len(bytes.TrimSpace(l)) == 0 || r.ldif && string(l) == "-" {
		return
	}
	if r.ldif && l[0] == '#' {
		r.put(&r.text, bytes.TrimLeft(l, "# "))
		return
	}
	at := colon(l)
	if at <= 0 || at > longestTagName {
		r.put(&r.text, l)
		r.o.broken++
		return
	}
	head, value := l[:at], l[at+1:]
	name, params, _ := bytes.Cut(head, []byte{';'})
	if r.ldif {
		r.ldifValue(name, value)
		return
	}
	if i := bytes.LastIndexByte(name, '.'); i >= 0 { // a group of vCard
		name = name[i+1:]
	}
	key := strings.ToLower(string(name))
	switch key {
	case "begin":
		r.begin(strings.ToLower(string(bytes.TrimSpace(value))))
		return
	case "end":
		r.end(strings.ToLower(string(bytes.TrimSpace(value))))
		return
	}
	node := r.kid(r.parent(), []byte(key))
	encoding, charset := "", ""
	for p := range strings.SplitSeq(string(params), ";") {
		k, v, _ := strings.Cut(p, "=")
		v = strings.Trim(v, `"`)
		switch k = strings.ToLower(k); k {
		case "encoding":
			encoding = strings.ToLower(v)
		case "charset":
			charset = v
		case "quoted-printable", "base64":
			encoding = k
		case "type", "value", "language", "pref", "role", "partstat", "rsvp", "cutype", "tzid", "altid", "mediatype", "fmttype", "related", "range":
		default:
			if v == "" && personal(k) {
				r.put(&r.text, []byte(k))
			} else if v != "" {
				r.put(r.kid(node, []byte(k)), []byte(strings.TrimPrefix(v, "mailto:")))
			}
		}
	}
	if encoding == "quoted-printable" {
		r.value = unquotePrintable(r.value[:0], value)
		value = toUTF8(r.value, charset)
	} else if encoding == "b" || encoding == "base64" {
		value = textOf64(value)
	}
	r.property(key, node, value)
}

// colon returns where the name and the parameters end, outside of quotes.
func colon(l []byte) int {
	quoted := false
	for i, c := range l {
		switch {
		case c == '"':
			quoted = !quoted
		case c == ':' && !quoted:
			return i
		}
	}
	return bytes.IndexByte(l, ':')
}

// parent is the node of the innermost component that is open.
func (r *foldReader) parent() *jsonNode {
	if len(r.open) == 0 {
		return &r.root
	}
	return r.open[len(r.open)-1].node
}

// begin opens a component. Cards and the components of a calendar are rows, what
// is inside these has its name in front of its fields.
func (r *foldReader) begin(name string) {
	c := foldOpen{name: name, node: &r.root}
	if inside := slices.IndexFunc(r.open, func(o foldOpen) bool { return o.row }) >= 0; inside {
		c.node = r.kid(r.parent(), []byte(name))
	} else {
		c.row = name != "vcalendar"
		if r.o.rowSize > 0 {
			r.o.endRow()
		}
	}
	if len(r.open) < deepestTable {
		r.open = append(r.open, c)
	}
}

func (r *foldReader) end(name string) {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].name != name {
			continue
		}
		if (r.open[i].row || i == 0) && r.o.rowSize > 0 {
			r.o.endRow()
		}
		r.open = r.open[:i]
		return
	}
}

// components are the names of the parts of a structured value.
var components = map[string][]string{"n": {"family", "given", "additional", "prefix", "suffix"}}

// property puts a value of a card or an event into the row.
func (r *foldReader) property(key string, node *jsonNode, v []byte) {
	r.scratch = r.scratch[:0]
	part := 0
	done := func() {
		b := bytes.TrimSpace(r.scratch)
		if names := components[key]; names != nil && len(b) > 0 {
			r.put(r.kid(node, []byte(names[min(part, len(names)-1)])), b)
			r.scratch = r.scratch[:0]
		} else if key == "adr" {
			if b = bytes.TrimRight(b, ", "); len(b) > 0 {
				b = append(b, ", "...)
			}
			r.scratch = b
		} else if names == nil {
			r.scratch = append(r.scratch, ' ')
		}
		part++
	}
	structured := key == "n" || key == "adr" || key == "org"
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c == '\\' && i+1 < len(v):
			i++
			switch v[i] {
			case 'n', 'N':
				r.scratch = append(r.scratch, '\n')
			default:
				r.scratch = append(r.scratch, v[i])
			}
		case c == ';' && structured:
			done()
		default:
			r.scratch = append(r.scratch, c)
		}
	}
	if components[key] != nil {
		done()
		return
	}
	b := bytes.TrimRight(bytes.TrimSpace(r.scratch), ", ")
	for _, scheme := range []string{"mailto:", "tel:"} {
		if len(b) > len(scheme) && bytes.EqualFold(b[:len(scheme)], []byte(scheme)) {
			b = b[len(scheme):]
		}
	}
	r.put(node, b)
}

// ldifValue puts a value of an entry into the row.
func (r *foldReader) ldifValue(name, v []byte) {
	key := bytes.ToLower(name)
	if string(key) == "dn" && r.o.rowSize > 0 {
		r.o.endRow()
	}
	switch {
	case len(v) > 0 && v[0] == ':':
		v = bytes.TrimSpace(v[1:])
		v = textOf64(v)
	case len(v) > 0 && v[0] == '<':
		v = v[1:]
	}
	r.put(r.kid(&r.root, key), bytes.TrimSpace(v))
}
