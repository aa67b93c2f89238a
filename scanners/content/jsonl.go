package content

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"piiventory/scanners"
)

var _ = register(format{name: "jsonl", rank: 10, recognise: recogniseJSONL})

// jsonLines reads one JSON value a line, each a row. A line that is no JSON is a
// row as well, with the line as free text.
type jsonLines struct{ line int64 }

// recogniseJSONL wants two lines or more of which four in five are an object or
// an array each. With the extension one is enough, and half of them.
func recogniseJSONL(h head) parser {
	named := slices.Contains([]string{".jsonl", ".ndjson", ".ldjson", ".jsonlines"}, h.ext)
	n, good := 0, 0
	for _, l := range h.lines(sniffed) {
		if l = bytes.TrimSpace(l); len(l) == 0 {
			continue
		}
		n++
		// Lines that end in a comma are elements of an array.
		if (l[0] == '{' || l[0] == '[') && l[len(l)-1] != ',' {
			if values, err := tryJSON(h.s, l); err == nil && values == 1 {
				good++
			}
		}
	}
	switch {
	case n >= 2 && good*5 >= n*4, named && n > 0 && good*2 >= n:
		return jsonLines{line: 1}
	case named && n == 0 && len(h.text) > 0 && (h.text[0] == '{' || h.text[0] == '['):
		return jsonLines{line: 1}
	}
	return nil
}

func (jsonLines) start(b []byte, c *charset, _ bool) int { return newline(b, c) }
func (jsonLines) window(piece int64) int64               { return lineWindow(piece) }
func (jsonLines) sight(_, hi int64) int64                { return hi }
func (jsonLines) anywhere([]byte, *charset) int          { return -1 }
func (jsonLines) at(off int64) parser                    { return jsonLines{line: lineAt(off)} }

func (l jsonLines) parse(in *input, o *out) error {
	sub := bytesInput(nil)
	r := newJSONReader(sub, o)
	line := l.line
	for {
		n := bytes.IndexByte(in.rest(), '\n')
		last := false
		if n < 0 || n > o.s.value {
			if n < 0 && in.more() {
				continue
			}
			if len(in.rest()) > o.s.value {
				o.begin(line)
				if err := r.long(in); err != nil {
					return err
				}
				line = nextLine(line)
				continue
			}
			if n, last = len(in.rest()), true; n == 0 {
				return o.err
			}
		}
		b := in.buf[in.pos : in.pos+n]
		in.pos += n
		if !last {
			in.pos++
		}
		sub.buf, sub.pos, sub.end, sub.off = b, 0, n, 0
		o.begin(line)
		if _, ok := r.space(); ok {
			if err := r.line(b, last && !in.done()); err != nil {
				return err
			}
		} else if o.rowSize > 0 { // a comment
			if err := o.endRow(); err != nil {
				return err
			}
		}
		line = nextLine(line)
	}
}

func nextLine(n int64) int64 {
	if n == 0 {
		return 0
	}
	return n + 1
}

// line reads the line b, which is the reader's input. cut says that the line
// goes on beyond what may be read.
func (r *jsonReader) line(b []byte, cut bool) error {
	err := r.one()
	if err == nil {
		if _, more := r.space(); !more {
			return r.o.endRow()
		}
		err = r.fail("something follows the value")
	}
	if !errors.As(err, new(*corrupt)) {
		return err
	}
	r.o.undo()
	if cut {
		b = b[:r.o.s.gapIn(b, 0)]
	} else {
		r.o.broken++
	}
	r.o.cell(r.column(&r.text), bytes.TrimSuffix(b, []byte{'\r'}))
	return r.o.endRow()
}

// long reads a line that is too long to be looked at as a whole before its
// values are handed on. If it is broken, its rest becomes text.
func (r *jsonReader) long(in *input) error {
	sub := newInput(r.o.s, &lineReader{in: in})
	defer sub.free()
	outer := r.in
	r.in = sub
	defer func() { r.in = outer }()
	err := r.one()
	if err == nil {
		if _, more := r.space(); !more {
			return r.o.endRow()
		}
		err = r.fail("something follows the value")
	}
	var bad *corrupt
	if !errors.As(err, &bad) {
		return err
	}
	if sub.err == nil || sub.done() {
		r.o.broken++
	}
	if err := r.restAsText(bad); !errors.Is(err, bad) {
		return err
	}
	return nil
}

// lineReader reads one line of an input, without its newline.
type lineReader struct {
	in  *input
	end bool
}

func (l *lineReader) Read(p []byte) (int, error) {
	if l.end {
		return 0, io.EOF
	}
	if l.in.pos == l.in.end && !l.in.more() {
		return 0, l.in.err
	}
	b := l.in.rest()
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		b = b[:i]
	}
	n := copy(p, b)
	l.in.pos += n
	if l.in.pos < l.in.end && l.in.buf[l.in.pos] == '\n' {
		l.in.pos++
		l.end = true
	}
	return n, nil
}

func discard(*scanners.Batch) error { return nil }
