package content

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	parquetformat "github.com/parquet-go/parquet-go/format"

	"piiventory/scanners"
)

// parquetPaged writes columns of one kind, each of one page.
func parquetPaged(t testing.TB, columns, rows int, node parquet.Node, codec compress.Codec, value func(*rand.Rand) parquet.Value) []byte {
	t.Helper()
	group := parquet.Group{}
	for i := range columns {
		group[fmt.Sprintf("c%02d", i)] = parquet.Compressed(node, codec)
	}
	var b bytes.Buffer
	w := parquet.NewWriter(&b, parquet.NewSchema("wide", group), parquet.PageBufferSize(1<<30), parquet.WriteBufferSize(0), parquet.DataPageStatistics(false))
	random := rand.New(rand.NewPCG(1, 2))
	batch := make([]parquet.Row, 0, 1000)
	for i := range rows {
		row := make(parquet.Row, columns)
		for k := range row {
			row[k] = value(random).Level(0, 0, k)
		}
		if batch = append(batch, row); len(batch) == cap(batch) || i == rows-1 {
			if _, err := w.WriteRows(batch); err != nil {
				t.Fatal(err)
			}
			batch = batch[:0]
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return reparqueted(t, b.Bytes(), func(m *parquetformat.FileMetaData) { // bounds as long as the values
		for i := range m.RowGroups[0].Columns {
			m.RowGroups[0].Columns[i].MetaData.Statistics = parquetformat.Statistics{}
		}
	})
}

// What waits for other columns, and what is decoded of each, stays within the bound on
// memory in every encoding and compression: with pages of the largest size in several
// columns of a row group, and with long values in many columns of a row.
func TestParquetMemory(t *testing.T) {
	pool := make([]byte, 1<<17)
	random := rand.New(rand.NewPCG(3, 4))
	for i := range pool {
		pool[i] = 'a' + byte(random.IntN(8))
	}
	text := func(r *rand.Rand) parquet.Value {
		at := r.IntN(len(pool) - 1024)
		return parquet.ByteArrayValue(pool[at : at+1024])
	}
	words := bytes.Repeat([]byte("words "), 8<<20/6)
	long := func(*rand.Rand) parquet.Value { return parquet.ByteArrayValue(words) }
	number := func(r *rand.Rand) parquet.Value { return parquet.Int64Value(int64(r.Uint64())) }
	float := func(r *rand.Rand) parquet.Value { return parquet.DoubleValue(r.Float64()) }
	codecs := []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Zstd}
	next := 0
	for _, tc := range []struct {
		name          string
		columns, rows int
		node          parquet.Node
		value         func(*rand.Rand) parquet.Value
		codecs        int
		gap           string
	}{
		{"delta integers", 3, 150_000, parquet.Encoded(parquet.Int(64), &parquet.DeltaBinaryPacked), number, 1, ""},
		{"split floats", 3, 150_000, parquet.Encoded(parquet.Leaf(parquet.DoubleType), &parquet.ByteStreamSplit), float, 1, ""},
		{"delta lengths", 3, 9_500, parquet.Encoded(parquet.String(), &parquet.DeltaLengthByteArray), text, 3, ""},
		{"delta texts", 3, 9_500, parquet.Encoded(parquet.String(), &parquet.DeltaByteArray), text, 1, ""},
		{"dictionaries", 3, 9_500, parquet.Encoded(parquet.String(), &parquet.RLEDictionary), text, 1, ""},
		{"larger pages", 2, 20_000, parquet.Encoded(parquet.String(), &parquet.DeltaLengthByteArray), text, 1, "more than 10 MiB"},
		{"long values", 6, 1, parquet.Encoded(parquet.String(), &parquet.Plain), long, 1, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for range tc.codecs {
				codec := codecs[next%len(codecs)]
				next++
				in := parquetPaged(t, tc.columns, tc.rows, tc.node, codec, tc.value)
				rows, size := 0, int64(0)
				var drawn scanners.Drawn
				began := time.Now()
				most := peak(t, func() {
					drawn, _ = standard.sample(t.Context(), memory("a.parquet", in), full, func(b *scanners.Batch) error {
						rows += b.Rows
						for i := range b.Columns {
							size += int64(len(b.Columns[i].Data))
						}
						return nil
					})
				})
				t.Logf("%s, %s: %d MiB in the file, %d rows, %d MiB of text, %d MiB held, %v, %+v", tc.name, codec, len(in)>>20, rows, size>>20, most>>20, time.Since(began), drawn.Gaps)
				if most > bound {
					t.Errorf("%s, %s: %d MiB held", tc.name, codec, most>>20)
				}
				if tc.gap == "" && (rows < tc.rows || drawn.Design != scanners.Census || len(drawn.Gaps) != 0) || tc.gap != "" && (len(drawn.Gaps) != 1 || !strings.Contains(drawn.Gaps[0].Reason, tc.gap)) {
					t.Errorf("%s, %s: %d rows, %+v", tc.name, codec, rows, drawn)
				}
			}
		})
	}
}
