package content

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
)

// memory makes a source of bytes.
func memory(name string, b []byte) Source {
	return Source{Name: name, Size: int64(len(b)), Range: func(_ context.Context, off, n int64) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(b[off:min(off+n, int64(len(b)))])), nil
	}}
}

// row is one row of a batch, by path.
type row struct {
	unit   string
	inside string
	line   int64
	values map[string]string
}

// gather reads all that the draw asks for and checks what holds for every batch.
func gather(t testing.TB, s *sizes, src Source, d scanners.Draw) ([]row, scanners.Drawn) {
	t.Helper()
	rows, drawn, err := collect(t, s, src, d)
	if err != nil {
		t.Fatalf("%s: %v", src.Name, err)
	}
	return rows, drawn
}

func collect(t testing.TB, s *sizes, src Source, d scanners.Draw) ([]row, scanners.Drawn, error) {
	t.Helper()
	var rows []row
	drawn, err := s.sample(t.Context(), src, d, func(b *scanners.Batch) error {
		if b.Rows > s.rows && len(b.Columns) > 0 || b.Rows == 0 && (b.Inside == "" || len(b.Columns) > 0) {
			t.Errorf("%d rows in a batch", b.Rows)
		}
		size := 0
		rows = append(rows, rowsOf(b)...)
		for ci := range b.Columns {
			c := &b.Columns[ci]
			size += len(c.Data)
			if slices.ContainsFunc(b.Columns[:ci], func(o scanners.Column) bool { return o.Path == c.Path }) {
				t.Fatalf("column %q is there twice", c.Path)
			}
			if len(c.Ends) != b.Rows {
				t.Fatalf("column %q: %d values in %d rows", c.Path, len(c.Ends), b.Rows)
			}
			if len(c.Data) != int(c.Ends[b.Rows-1])+1 {
				t.Fatalf("column %q: %d bytes, the last value ends at %d", c.Path, len(c.Data), c.Ends[b.Rows-1])
			}
			for i := range b.Rows {
				if c.Data[c.Ends[i]] != '\n' {
					t.Fatalf("column %q: value %d is not followed by a newline", c.Path, i)
				}
			}
		}
		if limit := s.batch + 2*s.row + 2*s.value + b.Rows*len(b.Columns); size > limit {
			t.Errorf("a batch of %d bytes", size)
		}
		return nil
	})
	if drawn.Rows != int64(len(rows)) {
		t.Errorf("%s: Rows is %d, %d were handed on", src.Name, drawn.Rows, len(rows))
	}
	return rows, drawn, err
}

// rowsOf turns a batch into rows.
func rowsOf(b *scanners.Batch) []row {
	rows := make([]row, b.Rows)
	for i := range rows {
		rows[i] = row{unit: b.Unit, inside: b.Inside, line: b.Line + int64(i), values: map[string]string{}}
		for ci := range b.Columns {
			if v := string(b.Columns[ci].Value(i)); v != "" {
				rows[i].values[b.Columns[ci].Path] = v
			}
		}
	}
	return rows
}

var full = scanners.Draw{Depth: scanners.Full}

func TestTextLines(t *testing.T) {
	in := "one\r\ntwo\n\nfour"
	rows, drawn := gather(t, &standard, memory("a.log", []byte(in)), full)
	var got []string
	for _, r := range rows {
		got = append(got, r.values[""])
	}
	if s := strings.Join(got, "|"); s != "one|two||four" {
		t.Errorf("lines %q", s)
	}
	if drawn.Format != "text" || drawn.Design != scanners.Census || drawn.Units != 1 || drawn.Population != 1 || drawn.Bytes != int64(len(in)) {
		t.Errorf("%+v", drawn)
	}
	if rows[3].line != 4 {
		t.Errorf("line %d", rows[3].line)
	}
}
