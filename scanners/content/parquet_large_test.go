package content

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"

	"piiventory/scanners"
)

type parquetLargeRow struct {
	ID    int64    `parquet:"id"`
	Text  string   `parquet:"text,plain"`
	Maybe *string  `parquet:"maybe,optional,plain"`
	Tags  []string `parquet:"tags,list,plain"`
	F     float64  `parquet:"f"`
}

func parquetLargeRows(n int) []parquetLargeRow {
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 997)
	for i := range words {
		words[i] = fmt.Sprintf("%x", random.Uint64())
	}
	rows := make([]parquetLargeRow, n)
	for i := range rows {
		b := make([]byte, 0, 400)
		for len(b) < 330 {
			b = append(append(b, words[random.IntN(len(words))]...), ' ')
		}
		rows[i] = parquetLargeRow{ID: int64(i), Text: string(strconv.AppendInt(b, int64(i), 10)), F: float64(i) / 2}
		if i%3 == 0 {
			rows[i].Maybe = &rows[i].Text
		}
		for k := range i % 4 {
			rows[i].Tags = append(rows[i].Tags, fmt.Sprintf("t%d.%d", i, k))
		}
	}
	return rows
}

func parquetLargeWritten(t testing.TB, rows []parquetLargeRow, codec compress.Codec, version int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[parquetLargeRow](&b, parquet.Compression(codec), parquet.DataPageVersion(version), parquet.PageBufferSize(1<<30), parquet.WriteBufferSize(0))
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sameParquetLargeRow compares a row of a batch with what was written, without a map for
// each.
func sameParquetLargeRow(t testing.TB, b *scanners.Batch, k int, want *parquetLargeRow) {
	t.Helper()
	var buf [64]byte
	met := 0
	for ci := range b.Columns {
		c := &b.Columns[ci]
		from := int32(0)
		if k > 0 {
			from = c.Ends[k-1] + 1
		}
		got, same := c.Data[from:c.Ends[k]], false
		switch c.Path {
		case "id":
			same = string(got) == string(strconv.AppendInt(buf[:0], want.ID, 10))
		case "f":
			same = string(got) == string(strconv.AppendFloat(buf[:0], want.F, 'g', -1, 64))
		case "text":
			same = string(got) == want.Text
		case "maybe":
			same = want.Maybe == nil && len(got) == 0 || want.Maybe != nil && string(got) == *want.Maybe
		case "tags[]":
			same = string(got) == strings.Join(want.Tags, "\n")
		}
		if !same {
			t.Fatalf("%s of row %d: %q", c.Path, want.ID, got)
		}
		met++
	}
	if met < 4 {
		t.Fatalf("row %d has %d columns", want.ID, met)
	}
}

// Pages larger than what is held of one are read in parts, within the bound on memory.
func TestParquetLargePages(t *testing.T) {
	all := parquetLargeRows(65_000)
	version := 1
	for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Gzip, &parquet.Zstd, &parquet.Brotli, &parquet.Lz4Raw} {
		version = 3 - version
		rows := all[:8000] // more than is decoded at once
		if codec == &parquet.Zstd {
			rows = all // and more than may be held
		}
		in := parquetLargeWritten(t, rows, codec, version)
		most := uint64(0)
		var now runtime.MemStats
		for range 3 { // pools are emptied, too
			runtime.GC()
		}
		runtime.ReadMemStats(&now)
		before, calls, i := now.HeapAlloc, 0, 0
		drawn, err := Sample(t.Context(), memory("a.parquet", in), full, func(b *scanners.Batch) error {
			if calls++; calls%40 == 0 {
				runtime.GC()
				runtime.ReadMemStats(&now)
				most = max(most, now.HeapAlloc-min(before, now.HeapAlloc))
			}
			for k := range b.Rows {
				sameParquetLargeRow(t, b, k, &rows[i])
				i++
			}
			return nil
		})
		t.Logf("%s, version %d: %d MiB in the file, %d MiB held, %d rows", codec, version, len(in)>>20, most>>20, i)
		if err != nil || i != len(rows) || len(drawn.Gaps) != 0 || drawn.Design != scanners.Census || most > 64<<20 {
			t.Errorf("%s, version %d: %d rows, %d MiB, %+v %v", codec, version, i, most>>20, drawn, err)
		}
	}
}
