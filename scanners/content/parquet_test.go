package content

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	parquetformat "github.com/parquet-go/parquet-go/format"

	"piiventory/scanners"
)

type parquetRow struct {
	ID    int64    `parquet:"id"`
	Name  string   `parquet:"name,dict"`
	Phone string   `parquet:"phone"`
	Email string   `parquet:"email,optional"`
	Tags  []string `parquet:"tags,list"`
	Note  string   `parquet:"note"`
}

func parquetRows(n int) []parquetRow {
	rows := make([]parquetRow, n)
	for i := range rows {
		rows[i] = parquetRow{ID: int64(i), Name: fmt.Sprintf("user%d", i%100), Phone: fmt.Sprintf("1380000%04d", i%10000),
			Note: fmt.Sprintf("note %d %x", i, uint64(i)*0x9e3779b97f4a7c15)}
		if i%2 == 0 {
			rows[i].Email = fmt.Sprintf("u%d@example.com", i)
		}
		for k := range i % 3 {
			rows[i].Tags = append(rows[i].Tags, fmt.Sprintf("t%d.%d", i, k))
		}
	}
	return rows
}

// parquetWritten writes the rows with the library, as other readers' test data are
// made by other programs.
func parquetWritten(t testing.TB, rows []parquetRow, perGroup int64, codec compress.Codec, options ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	options = append(options, parquet.MaxRowsPerRowGroup(perGroup), parquet.Compression(codec), parquet.PageBufferSize(16<<10))
	w := parquet.NewGenericWriter[parquetRow](&b, options...)
	for len(rows) > 0 {
		n := min(len(rows), 1000)
		if _, err := w.Write(rows[:n]); err != nil {
			t.Fatal(err)
		}
		rows = rows[n:]
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sameParquetRow compares what was read with what was written.
func sameParquetRow(t testing.TB, r row, want *parquetRow) {
	t.Helper()
	got := fmt.Sprintf("%s|%s|%s|%s|%s|%s", r.values["id"], r.values["name"], r.values["phone"], r.values["email"], r.values["tags[]"], r.values["note"])
	if w := fmt.Sprintf("%d|%s|%s|%s|%s|%s", want.ID, want.Name, want.Phone, want.Email, strings.Join(want.Tags, "\n"), want.Note); got != w {
		t.Fatalf("got %q, want %q", got, w)
	}
}

// Every codec and both versions of pages give the same rows, whole and in samples.
func TestParquetRows(t *testing.T) {
	rows := parquetRows(20_000)
	for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Gzip, &parquet.Zstd, &parquet.Brotli, &parquet.Lz4Raw} {
		for version := 1; version <= 2; version++ {
			in := parquetWritten(t, rows, 7000, codec, parquet.DataPageVersion(version))
			got, drawn := gather(t, &standard, memory("a.parquet", in), full)
			if len(got) != len(rows) || drawn.Format != "parquet" || drawn.Design != scanners.Census || len(drawn.Gaps) != 0 {
				t.Fatalf("%s: %d rows, %+v", codec, len(got), drawn)
			}
			for i := range got {
				sameParquetRow(t, got[i], &rows[i])
			}
			seen := map[string]bool{}
			got, drawn = gather(t, &standard, memory("a.parquet", in), sampled(3, int64(len(in)/2), 1000))
			for _, r := range got {
				var id int
				fmt.Sscan(r.values["id"], &id)
				sameParquetRow(t, r, &rows[id])
				if seen[r.values["id"]] {
					t.Fatalf("row %d twice", id)
				}
				seen[r.values["id"]] = true
			}
			if len(got) < 900 || len(got) > 1000 || drawn.Design != scanners.Equal || drawn.Units < 1 || drawn.Population < drawn.Units || drawn.Bytes > int64(len(in)/2) {
				t.Errorf("%s version %d: %d rows, %+v", codec, version, len(got), drawn)
			}
		}
	}
}

// A sparse is a file of thousands of row groups that are copies of one, made as it
// is read. It counts what is asked of it.
type sparseParquet struct {
	base, tail      []byte
	size            int64
	requests, bytes int64
}

func newSparseParquet(t testing.TB, base []byte, groups int, indexed bool) *sparseParquet {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(base), int64(len(base)), parquet.SkipBloomFilters(true))
	if err != nil {
		t.Fatal(err)
	}
	meta := *f.Metadata()
	one := meta.RowGroups[0]
	_, indexes, err := f.ReadPageIndex()
	if err != nil {
		t.Fatal(err)
	}
	end := int64(4)
	for _, c := range one.Columns {
		end = max(end, c.MetaData.DataPageOffset+c.MetaData.TotalCompressedSize)
	}
	s := &sparseParquet{base: base[4:end]}
	data := 4 + int64(len(s.base))*int64(groups)
	meta.RowGroups = nil
	protocol := new(thrift.CompactProtocol)
	for g := range groups {
		shift := int64(g) * int64(len(s.base))
		group := one
		group.Columns, group.Ordinal = nil, int16(g)
		for k, c := range one.Columns {
			c.FileOffset, c.ColumnIndexOffset, c.ColumnIndexLength, c.MetaData.BloomFilterOffset = 0, 0, 0, 0
			c.MetaData.DataPageOffset += shift
			if c.MetaData.DictionaryPageOffset > 0 {
				c.MetaData.DictionaryPageOffset += shift
			}
			c.OffsetIndexOffset, c.OffsetIndexLength = 0, 0
			if indexed {
				index := parquetformat.OffsetIndex{}
				for _, p := range indexes[k].PageLocations {
					p.Offset += shift
					index.PageLocations = append(index.PageLocations, p)
				}
				b, err := thrift.Marshal(protocol, &index)
				if err != nil {
					t.Fatal(err)
				}
				c.OffsetIndexOffset, c.OffsetIndexLength = data+int64(len(s.tail)), int32(len(b))
				s.tail = append(s.tail, b...)
			}
			group.Columns = append(group.Columns, c)
		}
		meta.RowGroups = append(meta.RowGroups, group)
	}
	meta.NumRows = one.NumRows * int64(groups)
	b, err := thrift.Marshal(protocol, &meta)
	if err != nil {
		t.Fatal(err)
	}
	s.tail = append(s.tail, b...)
	s.tail = binary.LittleEndian.AppendUint32(s.tail, uint32(len(b)))
	s.tail = append(s.tail, "PAR1"...)
	s.size = data + int64(len(s.tail))
	return s
}

func (s *sparseParquet) ReadAt(p []byte, off int64) (int, error) {
	data := s.size - int64(len(s.tail))
	n := 0
	for n < len(p) {
		switch at := off + int64(n); {
		case at < 4:
			n += copy(p[n:], "PAR1"[at:])
		case at < data:
			in := (at - 4) % int64(len(s.base))
			n += copy(p[n:], s.base[in:])
		case at < s.size:
			n += copy(p[n:], s.tail[at-data:])
		default:
			return n, io.EOF
		}
	}
	return n, nil
}

func (s *sparseParquet) source() Source {
	return Source{Name: "sparse.parquet", Size: s.size, Range: func(_ context.Context, off, n int64) (io.ReadCloser, error) {
		s.requests++
		s.bytes += n
		return io.NopCloser(io.NewSectionReader(s, off, n)), nil
	}}
}

// A thousand rows of a file of ten gigabytes cost a few requests and megabytes.
func TestParquetRequests(t *testing.T) {
	rows := parquetRows(100_000)
	for _, indexed := range []bool{true, false} {
		base := parquetWritten(t, rows, 1<<40, &parquet.Snappy)
		s := newSparseParquet(t, base, 10_000_000_000/len(base), indexed)
		var before, now runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		most := int64(0)
		got := 0
		drawn, err := Sample(t.Context(), s.source(), sampled(1, 8<<20, 1000), func(b *scanners.Batch) error {
			runtime.ReadMemStats(&now)
			most = max(most, int64(now.HeapAlloc)-int64(before.HeapAlloc))
			for _, r := range rowsOf(b) {
				var id int
				fmt.Sscan(r.values["id"], &id)
				sameParquetRow(t, r, &rows[id])
				got++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("indexed %v: %d bytes in %d row groups: %d rows, %d requests, %d bytes, %d MiB of memory, %+v", indexed, s.size, 10_000_000_000/len(base), got, s.requests, s.bytes, most>>20, drawn)
		if s.size < 9_000_000_000 || got < 900 || got > 1000 || s.requests > 80 || s.bytes > 8<<20 || s.bytes != drawn.Bytes || most > 64<<20 {
			t.Errorf("%d rows, %d requests, %d bytes, %d of memory", got, s.requests, s.bytes, most)
		}
		if drawn.Design != scanners.Equal || drawn.Units < 1 || drawn.Population < 100_000 {
			t.Errorf("%+v", drawn)
		}
	}
}

// The footer tells the bounds of columns of times, and of no others.
func TestParquetStatistics(t *testing.T) {
	type event struct {
		Name string    `parquet:"name"`
		At   time.Time `parquet:"at,timestamp(microsecond)"`
		Born int32     `parquet:"born,date"`
	}
	var b bytes.Buffer
	w := parquet.NewGenericWriter[event](&b, parquet.MaxRowsPerRowGroup(2))
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for i := range 5 {
		if _, err := w.Write([]event{{"a", start.AddDate(0, 0, i), int32(i)}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, drawn := gather(t, &standard, memory("a.parquet", b.Bytes()), full)
	want := []scanners.ColumnStats{
		{Path: "at", Type: "timestamp", Oldest: start, Newest: start.AddDate(0, 0, 4), Rows: 5},
		{Path: "born", Type: "date", Oldest: time.Unix(0, 0).UTC(), Newest: time.Unix(4*86400, 0).UTC(), Rows: 5},
	}
	if !slices.Equal(drawn.Stats, want) {
		t.Errorf("%+v", drawn.Stats)
	}
}

// Without an index, and with row groups larger than what may be read, the head of one
// of them is read, which is said to be no random sample.
func TestParquetHeads(t *testing.T) {
	rows := parquetRows(60_000)
	in := parquetWritten(t, rows, 30_000, &parquet.Uncompressed)
	s := newSparseParquet(t, in, 50, false)
	budget := int64(len(in)) / 8
	got, drawn := gather(t, &standard, s.source(), sampled(1, budget, 200))
	if len(got) != 200 || drawn.Design != scanners.NotRandom || drawn.Population != -1 || drawn.Bytes > budget || drawn.Bytes != s.bytes {
		t.Errorf("%d rows, %d bytes asked for, %+v", len(got), s.bytes, drawn)
	}
	for i := range got {
		sameParquetRow(t, got[i], &rows[i])
	}
	if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapBudget || !strings.Contains(drawn.Gaps[0].Reason, "no offset index") || drawn.Gaps[0].Bytes != s.size-drawn.Bytes {
		t.Errorf("%+v", drawn.Gaps)
	}
}

// A small budget is not spent on the end of the file, of which the footer is a part only.
func TestParquetSmallBudget(t *testing.T) {
	in := parquetWritten(t, parquetRows(60_000), 60_000, &parquet.Uncompressed)
	got, drawn := gather(t, &standard, memory("a.parquet", in), sampled(1, 48<<10, 20))
	if len(got) == 0 || drawn.Bytes > 48<<10 {
		t.Errorf("%d rows, %+v", len(got), drawn)
	}
}
