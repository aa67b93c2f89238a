package content

import (
	"bytes"
	"slices"
	"strconv"
	"unicode/utf8"

	"piiventory/scanners"
)

// logLines reads a log of one record a line. Each record is a row, each of its
// fields a column. A line that is no record (a stack trace, a banner) is a row
// as well, with the line as free text; logs are full of such lines, so they are
// no gap.
type logLines struct {
	line   int64
	syntax syntax
}

// A syntax takes the lines of one kind of log apart. It is used by several
// goroutines at once.
type syntax interface {
	// take adds the fields of a line to the record and reports whether the line is
	// one. The line has no line ending.
	take(line []byte, r *record) bool
}

// A record is the fields of one line before it is sure that they are its fields.
type record struct {
	fields  []logField
	scratch []byte
	// names are the fields that the lines below a directive have.
	names []string
	places
}

// A logField is a field of a record. Its name is in key when it comes from the line
// itself, and else in name.
type logField struct {
	name string
	key  []byte
	v    []byte
}

// put adds a field with a name of ours. Empty fields and those that hold a hyphen,
// which is what logs write for nothing, are left out.
func (r *record) put(name string, v []byte) {
	if len(v) > 0 && (len(v) > 1 || v[0] != '-') {
		r.fields = append(r.fields, logField{name: name, v: v})
	}
}

// putKey adds a field whose name stands in the line.
func (r *record) putKey(key, v []byte) {
	if len(v) > 0 {
		r.fields = append(r.fields, logField{key: key, v: v})
	}
}

// plain returns the value without its escapes. It is valid until the next line.
func (r *record) plain(v []byte) []byte {
	if bytes.IndexByte(v, '\\') < 0 {
		return v
	}
	n := len(r.scratch)
	r.scratch = unescapeHex(r.scratch, v)
	if out := r.scratch[n:]; utf8.Valid(out) {
		return out
	}
	r.scratch = r.scratch[:n]
	return v
}

// recogniseLog returns the parser when four in five of the first lines are records,
// and there are so many at least.
func recogniseLog(h head, s syntax, least int) parser {
	n, good := 0, 0
	lines := h.lines(sniffed)
	r := h.record()
	for _, l := range lines {
		if len(bytes.TrimSpace(l)) == 0 {
			continue
		}
		n++
		r.reset()
		if s.take(l, r) {
			good++
		} else if (n-good)*5 > len(lines) {
			return nil
		}
	}
	if good < least || good*5 < n*4 {
		return nil
	}
	return logLines{line: 1, syntax: s}
}

// record is one to try logs with.
func (h head) record() *record {
	if h.first == nil {
		return new(record)
	}
	return &h.first.record
}

func (r *record) reset() { r.fields, r.scratch = r.fields[:0], r.scratch[:0] }

func (l logLines) parse(in *input, o *out) error {
	var r record
	for line := l.line; ; line = nextLine(line) {
		b, state := in.line(o.s)
		switch {
		case state == lineLong:
			o.begin(line)
			if err := longTextLine(in, o, r.column(o, "")); err != nil {
				return err
			}
			continue
		case state == lineLast && len(b) == 0:
			return o.err
		case state == lineLast && !in.done():
			// Half a line is no record.
			o.begin(line)
			o.cell(r.column(o, ""), o.s.sure(b, in))
			return o.endRow()
		}
		r.reset()
		o.begin(line)
		if l.syntax.take(b, &r) {
			for i := range r.fields {
				f := &r.fields[i]
				if f.key != nil {
					r.cell(o, i, f.key, f.v)
				} else {
					o.cell(r.at(o, i, f.name), f.v)
				}
			}
		} else {
			o.cell(r.column(o, ""), b)
		}
		if err := o.endRow(); err != nil || state == lineLast {
			return err
		}
	}
}

// A lineState says what came of looking for a line.
type lineState int

const (
	lineWhole lineState = iota
	lineLast            // the text ends here, without a newline
	lineLong            // longer than a value may be; nothing was read
)

// line reads the next line and returns it without its ending.
func (in *input) line(s *sizes) ([]byte, lineState) {
	seen := 0
	for {
		n := bytes.IndexByte(in.rest()[seen:], '\n')
		if n >= 0 && seen+n <= s.value {
			b := in.buf[in.pos : in.pos+seen+n]
			in.pos += seen + n + 1
			if n := len(b); n > 0 && b[n-1] == '\r' {
				b = b[:n-1]
			}
			return b, lineWhole
		}
		seen = len(in.rest())
		if n < 0 && seen <= s.value && in.more() {
			continue
		}
		if len(in.rest()) > s.value {
			return nil, lineLong
		}
		b := in.rest()
		in.pos = in.end
		if in.done() {
			b = bytes.TrimSuffix(b, []byte{'\r'})
		}
		return b, lineLast
	}
}

// longTextLine hands a line that is longer than a value on in parts.
func longTextLine(in *input, o *out, col int) error {
	sub := newInput(o.s, &lineReader{in: in})
	defer sub.free()
	o.open(col)
	for {
		b := sub.rest()
		if sub.err != nil {
			o.write(o.s.sure(b, sub))
			o.shut()
			return o.endRow()
		}
		// The last bytes stay, so that there is something to cut at in the end.
		n := max(0, len(b)-o.s.back)
		o.write(b[:n])
		sub.pos += n
		sub.more()
	}
}

// A piece of a log starts with a line.
func (logLines) start(b []byte, c *charset, _ bool) int { return newline(b, c) }
func (logLines) window(piece int64) int64               { return lineWindow(piece) }
func (logLines) sight(_, hi int64) int64                { return hi }
func (logLines) anywhere([]byte, *charset) int          { return -1 }
func (l logLines) at(off int64) parser                  { return logLines{lineAt(off), l.syntax} }

// places remembers in which columns the fields of the last record went. Fields
// mostly come in the same order.
type places struct {
	gen  int
	last []place
	all  map[string]place
}

type place struct {
	name string
	col  int
}

// column returns the column of the name.
func (p *places) column(o *out, name string) int { return p.find(o, name).col }

func (p *places) find(o *out, name string) place {
	p.fresh(o)
	at, ok := p.all[name]
	if !ok {
		at = place{name, slices.IndexFunc(o.cols, func(c scanners.Column) bool { return c.Path == name })}
		if at.col < 0 {
			at.col = o.column(name)
		}
		p.all[name] = at
	}
	return at
}

func (p *places) fresh(o *out) {
	if p.all == nil {
		p.all, p.gen = map[string]place{}, o.gen
	}
	if p.gen != o.gen {
		p.gen, p.last = o.gen, p.last[:0]
		clear(p.all)
	}
}

// at returns the column of the i-th field, which has the name.
func (p *places) at(o *out, i int, name string) int {
	p.fresh(o)
	if i < len(p.last) && p.last[i].name == name {
		return p.last[i].col
	}
	at := p.find(o, name)
	p.note(i, at)
	return at.col
}

func (p *places) note(i int, at place) {
	if i == len(p.last) {
		p.last = append(p.last, at)
	} else if i < len(p.last) {
		p.last[i] = at
	}
}

// cell puts a value into the column of a name that the text gives. Should there be
// more names than columns, they may be data themselves: they stand before their
// values in the column "*".
func (p *places) cell(o *out, i int, name, v []byte) {
	p.fresh(o)
	if i < len(p.last) && p.last[i].name == string(name) {
		o.cell(p.last[i].col, v)
		return
	}
	at, ok := p.all[string(name)]
	if !ok {
		if len(name) > maxName || o.crowded() {
			col := p.column(o, "*")
			o.cell(col, name)
			o.cell(col, v)
			return
		}
		at = p.find(o, string(name))
	}
	p.note(i, at)
	o.cell(at.col, v)
}

// unescapeHex appends v without the escapes of logs: those of JSON and "\xHH" for a
// byte. What is no escape stays as it is.
func unescapeHex(dst, v []byte) []byte {
	for from := 0; ; {
		i := bytes.Index(v[from:], []byte(`\x`))
		if i += from; i < from || i+4 > len(v) {
			return unescape(dst, v)
		}
		escapes := 0
		for escapes < i && v[i-1-escapes] == '\\' {
			escapes++
		}
		x, err := strconv.ParseUint(string(v[i+2:i+4]), 16, 8)
		if escapes%2 == 1 || err != nil {
			from = i + 2
			continue
		}
		dst = append(unescape(dst, v[:i]), byte(x))
		v, from = v[i+4:], 0
	}
}
