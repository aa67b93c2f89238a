package content

import (
	"context"
	"sync"

	"piiventory/scanners"
)

// An out collects values into rows and rows into batches, and hands these on.
// Values of one row may come in any order. Its errors stick.
type out struct {
	s     *sizes
	yield func(*scanners.Batch) error
	err   error

	cols []scanners.Column
	live []scanners.Column // the columns of the batch that is handed on
	gen  int               // counts how often the columns were forgotten
	all  bool              // hand on columns without values as well

	ctx     context.Context // ends the reading when it is done, if not nil
	unit    string
	drawn   string // the unit that was drawn, for all that lies inside of it, if not ""
	inside  string // as in scanners.Batch
	line    int64  // of the first row of the batch
	row     int    // complete rows in the batch
	size    int    // bytes in the batch
	rowSize int    // bytes in the row that is being filled
	left    int64  // rows that may still be handed on, -1 for no limit
	total   int64  // rows handed on
	broken  int64  // records that were read as text because they are none
	// nameless counts lines that were read as text because what names their fields
	// stands in a part that was not read.
	nameless int64
	files    int64 // values that are files in base64

	batch  scanners.Batch // that is handed on
	ends   []int32        // of lines that are handed on
	opened int            // the column of a value that is being written, or -1
	openAt int
	spare  []byte
}

// maxCells bounds the values of a batch, for rows of very many columns.
const maxCells = 1 << 20

var outs = sync.Pool{New: func() any { return new(out) }}

// keep bounds the memory of columns that a pooled out carries along.
const keep = 16 << 20

func newOut(s *sizes, yield func(*scanners.Batch) error) *out {
	o := outs.Get().(*out)
	*o = out{s: s, yield: yield, cols: o.cols[:0], live: o.live[:0], spare: o.spare[:0], ends: o.ends[:0], left: -1, opened: -1}
	return o
}

func (o *out) free() {
	o.forget()
	o.yield, o.ctx, o.batch = nil, nil, scanners.Batch{}
	outs.Put(o)
}

// forget drops the columns and keeps their memory within bounds.
func (o *out) forget() {
	o.gen++
	o.trim()
	for i := range o.cols {
		o.cols[i].Reset()
		o.cols[i].Path = ""
	}
	o.cols = o.cols[:0]
}

// trim frees the memory of the columns when they hold too much.
func (o *out) trim() {
	all := o.cols[:cap(o.cols)]
	sum := cap(o.spare)
	for i := range all {
		sum += cap(all[i].Data) + 4*cap(all[i].Ends)
	}
	if sum <= keep {
		return
	}
	for i := range all {
		all[i].Data, all[i].Ends = nil, nil
	}
	o.spare = nil
}

// column adds a column and returns its index. When there are too many, it is
// the index of the column "*", which holds the paths beside the values.
func (o *out) column(path string) int {
	n := len(o.cols)
	if n >= o.s.columns {
		return n - 1
	}
	if n == o.s.columns-1 {
		path = "*"
	}
	if n < cap(o.cols) {
		o.cols = o.cols[:n+1]
		o.cols[n].Reset()
		o.cols[n].Path = path
		return n
	}
	o.cols = append(o.cols, scanners.Column{Path: path})
	return n
}

// crowded says that there is no room for a further column with its own path.
func (o *out) crowded() bool { return len(o.cols) >= o.s.columns-1 }

// prepare makes the column ready for a value of this row and reports whether
// it has one already.
func (o *out) prepare(c *scanners.Column) bool {
	n := len(c.Ends)
	for ; n < o.row; n++ {
		c.Ends = append(c.Ends, int32(len(c.Data)))
		c.Data = append(c.Data, '\n')
	}
	return n > o.row
}

// cell puts a value into a column of the row. A further value of the same
// column becomes a line of its own in the same value.
func (o *out) cell(i int, v []byte) {
	if o.rowSize > o.s.row || len(v) > o.s.value {
		o.open(i)
		o.write(v)
		o.shut()
		return
	}
	if len(v) >= leastFile {
		o.notice(v)
	}
	c := &o.cols[i]
	if o.prepare(c) {
		o.reopen(c)
		c.Data = append(c.Data, v...)
		c.Ends = append(c.Ends, int32(len(c.Data)))
		c.Data = append(c.Data, '\n')
	} else {
		c.Append(v)
	}
	o.size += len(v) + 1
	o.rowSize += len(v) + 1
}

// reopen takes back the end of the row's value, so that a line can be added.
func (o *out) reopen(c *scanners.Column) {
	last := len(c.Ends) - 1
	start := int32(0)
	if last > 0 {
		start = c.Ends[last-1] + 1
	}
	if c.Ends[last] == start {
		c.Data = c.Data[:start]
	}
	c.Ends = c.Ends[:last]
}

// open starts a value that is written in parts.
func (o *out) open(i int) {
	o.opened = i
	if o.rowSize > o.s.row {
		o.endRow()
	}
	c := &o.cols[i]
	if o.prepare(c) {
		o.reopen(c)
	}
	o.openAt = len(c.Data)
}

// write adds to the value that is open. When it becomes too long it is cut, and
// goes on as the value of a further row.
func (o *out) write(p []byte) {
	limit := o.s.value + o.s.overlap
	for {
		c := &o.cols[o.opened]
		n := min(len(p), max(0, limit-(len(c.Data)-o.openAt)))
		c.Data = append(c.Data, p[:n]...)
		o.size += n
		o.rowSize += n
		if p = p[n:]; len(p) == 0 {
			return
		}
		o.notice(c.Data[o.openAt:])
		end, next := o.s.cut(c.Data[o.openAt:])
		o.spare = append(o.spare[:0], c.Data[o.openAt+next:]...)
		c.Data = c.Data[:o.openAt+end]
		i := o.opened
		c.Ends = append(c.Ends, int32(len(c.Data)))
		c.Data = append(c.Data, '\n')
		o.endRow()
		c = &o.cols[i]
		o.prepare(c)
		o.openAt = len(c.Data)
		c.Data = append(c.Data, o.spare...)
		o.size += len(o.spare)
		o.rowSize += len(o.spare)
	}
}

// shut ends the value that is open.
func (o *out) shut() {
	c := &o.cols[o.opened]
	o.notice(c.Data[o.openAt:])
	c.Ends = append(c.Ends, int32(len(c.Data)))
	c.Data = append(c.Data, '\n')
	o.size++
	o.rowSize++
	o.opened = -1
}

// begin notes the line on which a row starts.
func (o *out) begin(line int64) {
	if o.row == 0 {
		o.line = line
	}
}

// endRow completes the row.
func (o *out) endRow() error {
	o.row++
	o.rowSize = 0
	if o.row >= o.s.rows || o.size >= o.s.batch || o.row*len(o.cols) >= maxCells {
		return o.flush()
	}
	return o.err
}

// undo drops what was put into the row that is not complete.
func (o *out) undo() {
	o.opened = -1
	o.size -= o.rowSize
	o.rowSize = 0
	for i := range o.cols {
		c := &o.cols[i]
		end := 0
		if len(c.Ends) > o.row {
			c.Ends = c.Ends[:o.row]
		}
		if n := len(c.Ends); n > 0 {
			end = int(c.Ends[n-1]) + 1
		}
		c.Data = c.Data[:end]
	}
}

// settle ends the row in the middle of which a reader stopped. A value that it was
// writing is dropped, since it may be half of one.
func (o *out) settle() {
	if o.opened >= 0 {
		o.undo()
	} else if o.rowSize > 0 {
		o.endRow()
	}
}

// draw begins a unit that was drawn. Archives and mails inside of it have no units of
// their own: what is stated with certainty counts those that were drawn.
func (o *out) draw(unit string) { o.unit, o.drawn = unit, unit }

// flush hands the batch on.
func (o *out) flush() error {
	if o.err == nil && o.row > 0 {
		rows := o.row
		if o.left >= 0 && int64(rows) > o.left {
			rows = int(o.left)
		}
		o.live = o.live[:0]
		for i := range o.cols {
			c := &o.cols[i]
			o.prepare(c)
			if !o.all && len(c.Data) == o.row {
				continue
			}
			l := *c
			if rows < o.row {
				l.Ends = l.Ends[:rows]
				l.Data = l.Data[:0]
				if rows > 0 {
					l.Data = c.Data[:l.Ends[rows-1]+1]
				}
			}
			o.live = append(o.live, l)
		}
		if rows > 0 {
			o.hand(scanners.Batch{Unit: o.unit, Rows: rows, Columns: o.live, Line: o.line})
		}
		if rows < o.row && o.err == nil {
			o.err = errRows
		}
	}
	for i := range o.cols {
		o.cols[i].Reset()
	}
	o.trim()
	o.row, o.size, o.rowSize = 0, 0, 0
	if !o.all && o.opened < 0 && o.crowded() {
		o.forget()
	}
	return o.err
}

// enter tells the caller of a thing inside the object, whose name is evidence whatever
// is found in it, and has the next rows come from there.
func (o *out) enter(inside string) error {
	o.inside = inside
	if o.err == nil {
		o.hand(scanners.Batch{Unit: o.unit})
	}
	return o.err
}

// hand passes a batch to the caller and counts its rows.
func (o *out) hand(b scanners.Batch) {
	o.total += int64(b.Rows)
	if o.left >= 0 {
		o.left -= int64(b.Rows)
	}
	b.Inside = o.inside
	if o.drawn != "" {
		b.Unit = o.drawn
	}
	o.batch = b
	if o.err = o.yield(&o.batch); o.err == nil && o.ctx != nil {
		o.err = o.ctx.Err()
	}
}
