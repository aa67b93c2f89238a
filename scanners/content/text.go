package content

import (
	"bytes"

	"piiventory/scanners"
)

var _ = register(format{name: "text", rank: 1000, recognise: func(h head) parser { return text{line: 1} }})

// text reads plain text and log files: each line is one value of free text.
type text struct{ line int64 }

func (t text) parse(in *input, o *out) error { return textLines(in, o, t.line) }

// textLines reads lines in place. The first has the given number, or 0 when that
// is unknown.
func textLines(in *input, o *out, line int64) error {
	if err := o.flush(); err != nil {
		return err
	}
	for {
		start, w := in.pos, in.pos
		ends := o.ends[:0]
		for len(ends) < o.s.rows && w-start < o.s.batch {
			n := bytes.IndexByte(in.buf[in.pos:in.end], '\n')
			if n < 0 || n > o.s.value {
				break
			}
			b := in.buf[in.pos : in.pos+n]
			if n > 0 && b[n-1] == '\r' {
				b = b[:n-1]
			}
			if w != in.pos {
				copy(in.buf[w:], b)
			}
			w += len(b)
			in.buf[w] = '\n'
			ends = append(ends, int32(w-start))
			w++
			in.pos += n + 1
		}
		o.ends = ends
		if len(ends) > 0 {
			if err := o.lines(in.buf[start:w], ends, line); err != nil {
				return err
			}
			if line > 0 {
				line += int64(len(ends))
			}
			continue
		}
		rest := in.rest()
		if len(rest) > o.s.value {
			end, next := o.s.cut(rest)
			if err := o.textLine(rest[:end], line); err != nil {
				return err
			}
			in.pos += next
			continue
		}
		if in.more() {
			continue
		}
		if rest = in.rest(); in.err != nil && len(rest) <= o.s.value && bytes.IndexByte(rest, '\n') < 0 {
			in.pos = in.end
			if rest = o.s.sure(rest, in); len(rest) > 0 {
				return o.textLine(rest, line)
			}
			return nil
		}
	}
}

// sure returns what of the last bytes of a text may be looked at. When the text
// goes on beyond them, the last value may be half of one, and is left out.
func (s *sizes) sure(b []byte, in *input) []byte {
	if in.done() {
		return bytes.TrimSuffix(b, []byte{'\r'})
	}
	return b[:s.gapIn(b, 0)]
}

// lines hands on free text, of which the bytes lie as in a Column.
func (o *out) lines(data []byte, ends []int32, line int64) error {
	if o.err != nil {
		return o.err
	}
	n := len(ends)
	if o.left >= 0 && int64(n) > o.left {
		n = int(o.left)
	}
	if n > 0 {
		o.live = append(o.live[:0], scanners.Column{Data: data[:ends[n-1]+1], Ends: ends[:n]})
		o.hand(scanners.Batch{Unit: o.unit, Rows: n, Columns: o.live, Line: line})
	}
	if n < len(ends) && o.err == nil {
		o.err = errRows
	}
	return o.err
}

// textLine hands on one line of free text.
func (o *out) textLine(b []byte, line int64) error {
	o.spare = append(append(o.spare[:0], b...), '\n')
	return o.lines(o.spare, []int32{int32(len(b))}, line)
}

// newline is where the first line after b[unit-1] begins, or -1.
func newline(b []byte, c *charset) int {
	if i := c.index(b, 0, '\n'); i >= 0 {
		return i + c.unit
	}
	return -1
}

func (text) start(b []byte, c *charset, _ bool) int { return newline(b, c) }
func (text) window(piece int64) int64               { return lineWindow(piece) }
func (text) sight(_, hi int64) int64                { return hi }
func (text) at(off int64) parser                    { return text{line: lineAt(off)} }

// lineWindow is what is read past a piece at first: most lines end there.
func lineWindow(piece int64) int64 { return min(max(piece/16, 64), 4<<10) }

// lineAt is the number of the line that starts at the offset, 0 if unknown.
func lineAt(off int64) int64 {
	if off == 0 {
		return 1
	}
	return 0
}

// anywhere cuts a long line at a place where no value can stand. In GB18030 only
// a byte below 0x30 is surely a character of its own.
func (text) anywhere(b []byte, c *charset) int {
	for i := c.unit; i+c.unit <= len(b); i += c.unit {
		if c.unit > 1 {
			x, y := c.ascii(b[i-c.unit:]), c.ascii(b[i:])
			if x != 0 && y != 0 && !inValue[x] && !inValue[y] {
				return i
			}
			continue
		}
		if x, y := b[i-1], b[i]; x < 0x30 && y < 0x30 && !inValue[x] && !inValue[y] {
			return i
		}
	}
	return -1
}
