package content

import (
	"bytes"
	"slices"
	"strconv"
)

// A markdownReader reads one text.
type markdownReader struct {
	in   *input
	o    *out
	line int64
	// held is the last line, which is the header of a table if a line of hyphens
	// follows.
	held    []byte
	holding bool
	table   bool
	names   [][]byte
	rows    int  // of the table
	lost    bool // rows may belong to a table that began before the piece
	cells   [][]byte
	places
}

func (m markdown) parse(in *input, o *out) error {
	r := &markdownReader{in: in, o: o, line: m.line, lost: m.middle}
	if !m.middle {
		if err := r.front(); err != nil {
			return err
		}
	}
	for {
		b, state := in.line(o.s)
		if state == lineLong {
			r.release()
			o.begin(r.line)
			if err := longTextLine(in, o, r.column(o, "")); err != nil {
				return err
			}
			r.line = nextLine(r.line)
			continue
		}
		if state == lineLast {
			if !in.done() {
				b = o.s.sure(b, in)
			}
			if len(b) == 0 {
				return r.release()
			}
		}
		if err := r.one(b); err != nil {
			return err
		}
		r.line = nextLine(r.line)
		if state == lineLast {
			return r.release()
		}
	}
}

// mostFront bounds the settings in front of a text, in bytes.
const mostFront = 64 << 10

// front reads the settings in front of the text.
func (r *markdownReader) front() error {
	in, most := r.in, min(mostFront, r.o.s.value)
	for len(in.rest()) < 5 && in.more() {
	}
	mark := frontMark(in.rest())
	if mark == "" {
		return nil
	}
	settings, end := frontMatter(in.rest(), mark)
	for (end < 0 || end == len(in.rest())) && len(in.rest()) < most && in.more() {
		settings, end = frontMatter(in.rest(), mark)
	}
	if end < 0 || end > most || end == len(in.rest()) && !in.done() {
		return nil
	}
	var err error
	r.o.begin(nextLine(r.line))
	if mark == "---" {
		y := &yamlReader{jsonReader: newJSONReader(bytesInput(settings), r.o)}
		y.rows = true
		err = y.read()
	} else {
		err = iniFile{}.parse(bytesInput(settings), r.o)
	}
	if err != nil {
		return err
	}
	if err := r.o.flush(); err != nil {
		return err
	}
	r.o.forget()
	if r.line > 0 {
		r.line += int64(bytes.Count(in.rest()[:end], []byte{'\n'}))
	}
	in.pos += end
	return nil
}

// one reads one line.
func (r *markdownReader) one(b []byte) error {
	if bytes.IndexByte(b, '|') < 0 {
		if err := r.release(); err != nil {
			return err
		}
		r.lost = false
		return r.text(b, r.line)
	}
	if r.table {
		return r.row(b)
	}
	if r.holding && barRule(b) {
		r.cells = splitBars(r.cells[:0], b)
		n := len(r.cells)
		if r.cells = splitBars(r.cells[:0], r.held); len(r.cells) == n {
			return r.header()
		}
	}
	if err := r.release(); err != nil {
		return err
	}
	r.held, r.holding = append(r.held[:0], b...), true
	return nil
}

// release ends a table, and hands on the line that is held as text.
func (r *markdownReader) release() error {
	if !r.holding {
		return r.end()
	}
	r.holding = false
	if t := bytes.TrimLeft(r.held, " \t>"); r.lost && len(t) > 0 && t[0] == '|' {
		r.o.nameless++
	}
	line := r.line
	if line > 0 {
		line--
	}
	return r.text(r.held, line)
}

func (r *markdownReader) text(b []byte, line int64) error {
	r.o.begin(line)
	r.o.cell(r.column(r.o, ""), b)
	return r.o.endRow()
}

// header learns the names of a table. A header that holds a value is a row.
func (r *markdownReader) header() error {
	r.table, r.holding, r.lost, r.rows = true, false, false, 0
	if len(r.o.cols)+len(r.cells) >= r.o.s.columns-2 && r.o.flush() == nil {
		r.o.forget()
	}
	r.names = r.names[:0]
	values := slices.ContainsFunc(r.cells, func(c []byte) bool { return look(string(c)) == value || personal(c) })
	for _, c := range r.cells {
		if c = bytes.Trim(c, "*_` "); values || len(c) == 0 {
			c = strconv.AppendInt(nil, int64(len(r.names)+1), 10)
		}
		r.names = append(r.names, bytes.Clone(c))
	}
	if !values {
		return nil
	}
	return r.put(max(0, r.line-1))
}

// row hands on a row of the table.
func (r *markdownReader) row(b []byte) error {
	r.cells = splitBars(r.cells[:0], b)
	return r.put(r.line)
}

// put hands on the cells.
func (r *markdownReader) put(line int64) error {
	r.o.begin(line)
	r.rows++
	for i, c := range r.cells {
		for i >= len(r.names) {
			r.names = append(r.names, strconv.AppendInt(nil, int64(len(r.names)+1), 10))
		}
		if len(c) == 0 {
			continue
		}
		if bytes.IndexByte(c, '\\') >= 0 {
			c = bytes.ReplaceAll(c, []byte(`\|`), []byte{'|'})
		}
		r.cell(r.o, i, r.names[i], c)
	}
	return r.o.endRow()
}

// end ends a table. The names of one without rows may be all that it says.
func (r *markdownReader) end() error {
	if !r.table {
		return r.o.err
	}
	if r.table = false; r.rows > 0 {
		return r.o.err
	}
	return r.text(r.held, 0)
}
