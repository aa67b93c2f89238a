package content

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
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
		var b bytes.Buffer
		for b.Len() < 330 {
			b.WriteString(words[random.IntN(len(words))])
			b.WriteByte(' ')
		}
		fmt.Fprint(&b, i)
		rows[i] = parquetLargeRow{ID: int64(i), Text: b.String(), F: float64(i) / 2}
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
			for _, r := range rowsOf(b) {
				want := &rows[i]
				maybe := ""
				if want.Maybe != nil {
					maybe = *want.Maybe
				}
				if r.values["id"] != fmt.Sprint(i) || r.values["text"] != want.Text || r.values["maybe"] != maybe || r.values["f"] != fmt.Sprint(want.F) {
					t.Fatalf("row %d: %v", i, r.values)
				}
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
