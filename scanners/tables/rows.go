package tables

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"piiventory/scanners"
)

// Kind says how the values of a column are understood.
type Kind uint8

const (
	// Text is passed on as it is.
	Text Kind = iota
	// Binary is passed on when it is UTF-8 without a zero byte.
	Binary
	// Time is a date and time as SQL writes it, passed on in the form of RFC 3339
	// without an offset, since the column has none.
	Time
	// UTCTime is a point in time that the server writes in UTC.
	UTCTime
)

// A Column is one column of the rows.
type Column struct {
	Name, Type string
	Kind       Kind
}

// ErrFull is returned by Add when the row would exceed the bounds of the draw.
// The row is then not part of the sample.
var ErrFull = errors.New("the draw is full")

// Rows gathers rows into batches.
type Rows struct {
	// Limit is what CellLimitFor gave: the server was asked for one character
	// more, so that a value that was cut can be told.
	Limit int
	// Count and Bytes are the rows and the bytes of their values so far.
	Count, Bytes int64
	// Blobs says of each value of the next row whether it is binary, for stores
	// that tell by the value and not by the column. It is nil for others.
	Blobs []bool
	// Unread counts the rows with a value that the scanner did not ask for since
	// it is longer than UnreadLimit bytes.
	Unread, UnreadLimit int64

	columns  []Column
	maxRows  int64
	maxBytes int64
	budget   *scanners.Budget
	yield    func(*scanners.Batch) error
	batch    scanners.Batch
	size     int
	opaque   []int64 // rows whose value is not text, by column
	cut      []bool  // columns with a value that was cut
	cutRows  int64
	failed   bool
}

// NewRows returns an empty collection that hands its batches to yield and
// charges the bytes of the values to the budget.
func NewRows(columns []Column, d scanners.Draw, b *scanners.Budget, yield func(*scanners.Batch) error) *Rows {
	r := &Rows{
		Limit: CellLimitFor(len(columns), d), columns: columns, budget: b, yield: yield,
		opaque: make([]int64, len(columns)), cut: make([]bool, len(columns)),
	}
	if d.Depth == scanners.Sample {
		r.maxRows, r.maxBytes = d.MaxRows, d.MaxBytes
	}
	r.batch.Columns = make([]scanners.Column, len(columns))
	for i, c := range columns {
		r.batch.Columns[i] = scanners.Column{Path: c.Name, Type: c.Type}
	}
	return r
}

// Names yields the one batch without rows that depth names asks for.
func (r *Rows) Names() error { return r.yield(&r.batch) }

// Unit names the first-stage unit of the rows to come.
func (r *Rows) Unit(name string) error {
	if name == r.batch.Unit {
		return nil
	}
	err := r.Flush()
	r.batch.Unit = name
	return err
}

// Add adds one row, one value for each column, nil for NULL. It copies the
// values. It returns ErrFull, scanners.ErrBudget when the store's bytes were used
// up before, or the error of yield.
func (r *Rows) Add(values [][]byte) error {
	if r.budget.MaxBytes > 0 && r.budget.Bytes() >= r.budget.MaxBytes {
		return scanners.ErrBudget
	}
	var size int64
	for _, v := range values {
		size += int64(len(v))
	}
	r.budget.Read(int(size))
	if r.maxRows > 0 && r.Count >= r.maxRows || r.maxBytes > 0 && r.Bytes+size > r.maxBytes {
		return ErrFull
	}
	r.Count++
	r.Bytes += size
	cut := false
	for i, v := range values {
		v, whole := r.clip(i, v)
		if !whole {
			cut, r.cut[i] = true, true
		}
		if c := &r.batch.Columns[i]; r.columns[i].Kind == Time || r.columns[i].Kind == UTCTime {
			c.Append(isoTime(v, r.columns[i].Kind == UTCTime))
		} else {
			c.Append(v)
		}
		r.size += len(v) + 1
	}
	if cut {
		r.cutRows++
	}
	r.batch.Rows++
	if r.batch.Rows >= BatchRows || r.size >= BatchBytes {
		return r.Flush()
	}
	return nil
}

// clip returns what of value v of column i is passed on, and whether the store
// holds no more of it.
func (r *Rows) clip(i int, v []byte) (text []byte, whole bool) {
	whole = true
	if r.columns[i].Kind == Binary || r.Blobs != nil && r.Blobs[i] {
		if len(v) > r.Limit {
			v, whole = trimRune(v[:r.Limit]), false
		}
		if bytes.IndexByte(v, 0) >= 0 || !utf8.Valid(v) {
			r.opaque[i]++
			return nil, true
		}
		return v, whole
	}
	if len(v) > r.Limit && utf8.RuneCount(v) > r.Limit {
		whole = false
		n := 0
		for range r.Limit {
			_, size := utf8.DecodeRune(v[n:])
			n += size
		}
		v = v[:n]
	}
	if !utf8.Valid(v) {
		r.opaque[i]++
		return nil, true
	}
	return v, whole
}

// trimRune takes an incomplete last character away.
func trimRune(v []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(v); i++ {
		if b := v[len(v)-i]; utf8.RuneStart(b) {
			if !utf8.FullRune(v[len(v)-i:]) {
				return v[:len(v)-i]
			}
			break
		}
	}
	return v
}

// isoTime turns "2026-01-31 23:59:59.5+00" into "2026-01-31T23:59:59.5Z". What
// is not of that form ("infinity", years before Christ) stays as it is.
func isoTime(v []byte, utc bool) []byte {
	if len(v) < len("2026-01-31 23:59:59") || v[4] != '-' || v[7] != '-' || v[10] != ' ' || v[13] != ':' || bytes.HasSuffix(v, []byte(" BC")) {
		return v
	}
	v = bytes.TrimSuffix(v, []byte("+00"))
	out := append(make([]byte, 0, len(v)+1), v...)
	out[10] = 'T'
	if utc {
		out = append(out, 'Z')
	}
	return out
}

// Flush yields the rows that were gathered, if any.
func (r *Rows) Flush() error {
	if r.batch.Rows == 0 {
		return nil
	}
	err := r.yield(&r.batch)
	r.failed = err != nil
	r.batch.Rows, r.size = 0, 0
	for i := range r.batch.Columns {
		c := &r.batch.Columns[i]
		if cap(c.Data) > BatchBytes {
			c.Data = nil
		}
		c.Reset()
	}
	return err
}

// End yields what is left after reading ended with err, and returns the error to
// return: err itself, or none for ErrFull. After yield failed, or when the
// context was cancelled, nothing more is yielded and the rest does not count.
func (r *Rows) End(ctx context.Context, err error) error {
	if r.failed || ctx.Err() != nil {
		r.Count -= int64(r.batch.Rows)
		return err
	}
	if flushed := r.Flush(); err == nil || errors.Is(err, ErrFull) {
		return flushed
	}
	return err
}

// Gaps says which values were not looked at, or not to their end.
func (r *Rows) Gaps() []scanners.Gap {
	var gaps []scanners.Gap
	for i, n := range r.opaque {
		if n > 0 {
			gaps = append(gaps, scanners.Gap{Kind: scanners.GapFormat, Bytes: -1, Rows: n,
				Reason: fmt.Sprintf("column %q holds binary data that is not text in %d of the rows read: not looked at", r.columns[i].Name, n)})
		}
	}
	if r.cutRows > 0 {
		var names []string
		for i, cut := range r.cut {
			if cut {
				names = append(names, fmt.Sprintf("%q", r.columns[i].Name))
			}
		}
		gaps = append(gaps, scanners.Gap{Kind: scanners.GapOversized, Bytes: -1, Rows: r.cutRows,
			Reason: fmt.Sprintf("values longer than %d characters were read only that far, in %d of the rows read, column %s", r.Limit, r.cutRows, strings.Join(names, ", "))})
	}
	if r.Unread > 0 {
		gaps = append(gaps, scanners.Gap{Kind: scanners.GapOversized, Bytes: -1, Rows: r.Unread,
			Reason: fmt.Sprintf("values of more than %d bytes were not read at all, in %d of the rows read", r.UnreadLimit, r.Unread)})
	}
	return gaps
}
