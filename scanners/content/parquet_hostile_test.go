package content

import (
	"bytes"
	"encoding/binary"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	parquetformat "github.com/parquet-go/parquet-go/format"

	"piiventory/scanners"
)

// reparqueted changes the footer of a file.
func reparqueted(t testing.TB, in []byte, change func(*parquetformat.FileMetaData)) []byte {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(in), int64(len(in)))
	if err != nil {
		t.Fatal(err)
	}
	meta := *f.Metadata()
	change(&meta)
	footer, err := thrift.Marshal(new(thrift.CompactProtocol), &meta)
	if err != nil {
		t.Fatal(err)
	}
	n := len(in) - 8 - int(binary.LittleEndian.Uint32(in[len(in)-8:]))
	out := append(bytes.Clone(in[:n]), footer...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(footer)))
	return append(out, "PAR1"...)
}

// allocates runs f and holds what it allocates in all against a limit in bytes.
func allocates(t testing.TB, limit uint64, f func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > limit {
		t.Errorf("%d MiB were allocated", n>>20)
	}
}

// What a file states of itself is believed nowhere.
func TestParquetHostile(t *testing.T) {
	in := parquetWritten(t, parquetRows(500), 300, &parquet.Snappy)
	chunk := func(change func(*parquetformat.ColumnChunk)) []byte {
		return reparqueted(t, in, func(m *parquetformat.FileMetaData) { change(&m.RowGroups[0].Columns[2]) })
	}
	footer := func(b string) []byte {
		out := append([]byte("PAR1"), b...)
		out = binary.LittleEndian.AppendUint32(out, uint32(len(b)))
		return append(out, "PAR1"...)
	}
	for name, tc := range map[string]struct {
		in   []byte
		rows int
		gap  scanners.GapKind
		says string
	}{
		"rows beyond counting": {reparqueted(t, in, func(m *parquetformat.FileMetaData) {
			m.NumRows, m.RowGroups[0].NumRows = 1<<60, 1<<60
		}), 500, scanners.GapCorrupt, "fewer rows"},
		"negative rows":   {reparqueted(t, in, func(m *parquetformat.FileMetaData) { m.RowGroups[0].NumRows = -1 }), 0, scanners.GapCorrupt, "footer"},
		"beyond the end":  {chunk(func(c *parquetformat.ColumnChunk) { c.MetaData.DataPageOffset = 1 << 50 }), 500, scanners.GapCorrupt, "do not lie where"},
		"huge chunk":      {chunk(func(c *parquetformat.ColumnChunk) { c.MetaData.TotalCompressedSize = math.MaxInt64 }), 500, scanners.GapCorrupt, "do not lie where"},
		"other codec":     {chunk(func(c *parquetformat.ColumnChunk) { c.MetaData.Codec = parquetformat.Gzip }), 500, scanners.GapCorrupt, "broken"},
		"lzo":             {chunk(func(c *parquetformat.ColumnChunk) { c.MetaData.Codec = parquetformat.LZO }), 500, scanners.GapFormat, "LZO"},
		"other type":      {chunk(func(c *parquetformat.ColumnChunk) { c.MetaData.Type = parquetformat.Int64 }), 500, scanners.GapCorrupt, "do not lie where"},
		"other file":      {chunk(func(c *parquetformat.ColumnChunk) { c.FilePath = "elsewhere" }), 500, scanners.GapFormat, "another file"},
		"no footer":       {in[:len(in)-3], 0, scanners.GapCorrupt, "does not end with its footer"},
		"encrypted":       {[]byte("PARE\x00\x00\x00\x00 \x10\x00\x00\x00PARE"), 0, scanners.GapEncrypted, "encrypted"},
		"encrypted end":   {append(bytes.Clone(in[:len(in)-4]), "PARE"...), 0, scanners.GapEncrypted, "encrypted"},
		"long footer":     {append(bytes.Clone(in[:len(in)-8]), "\xff\xff\xff\xffPAR1"...), 0, scanners.GapCorrupt, "footer"},
		"list of billons": {footer("\x15\x02\x29\xfc\xff\xff\xff\xff\x07"), 0, scanners.GapCorrupt, "footer"},
		"deep":            {footer(strings.Repeat("\x1c", 5000)), 0, scanners.GapCorrupt, "footer"},
		"wide schema": {reparqueted(t, in, func(m *parquetformat.FileMetaData) {
			m.Schema[0].NumChildren.V = math.MaxInt32
		}), 0, scanners.GapCorrupt, "schema"},
	} {
		t.Run(name, func(t *testing.T) {
			allocates(t, 32<<20, func() {
				rows, drawn := gather(t, &standard, memory("a.parquet", tc.in), full)
				if len(rows) != tc.rows || drawn.Format != "parquet" || drawn.Design != scanners.NotRandom || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != tc.gap || !strings.Contains(drawn.Gaps[0].Reason, tc.says) {
					t.Errorf("%d rows, %+v", len(rows), drawn)
				}
			})
		})
	}
	got, drawn := gather(t, &standard, memory("notes", []byte("PAR1 is how such files begin\nsecond line\n")), full)
	if len(got) != 2 || drawn.Format != "text" {
		t.Errorf("%d %+v", len(got), drawn)
	}
}

// A page whose runs state billions of values is broken before it is decoded.
func TestParquetPageBombs(t *testing.T) {
	text, number := &parquetColumn{kind: parquetBytes}, &parquetColumn{kind: parquetInt64}
	long := func(n uint64) []byte { return binary.AppendUvarint(nil, n) }
	levels := append(long(1<<32), 1)
	v1 := append([]byte{byte(len(levels)), 0, 0, 0}, levels...)
	for name, tc := range map[string]struct {
		h   parquetHeader
		c   *parquetColumn
		b   []byte
		def int
	}{
		"levels":          {parquetHeader{values: 10, encoding: parquetEncPlain}, text, v1, 1},
		"levels 2":        {parquetHeader{kind: 3, values: 10, levels: int64(len(levels))}, text, levels, 1},
		"many runs":       {parquetHeader{values: 100, encoding: parquetEncDict}, text, append([]byte{0}, bytes.Repeat(long(200), 100)...), 0},
		"indexes":         {parquetHeader{values: 10, encoding: parquetEncDict}, text, append([]byte{1}, levels...), 0},
		"deltas":          {parquetHeader{values: 10, encoding: parquetEncDelta}, number, append(append(long(128), long(4)...), long(1<<31)...), 0},
		"delta lengths":   {parquetHeader{values: 10, encoding: parquetEncDeltaLen}, text, append(append(long(128), long(4)...), long(1<<31)...), 0},
		"unknown":         {parquetHeader{values: 10, encoding: 77}, text, nil, 0},
		"dictionary":      {parquetHeader{kind: 2, values: 10, encoding: parquetEncDelta}, text, nil, 0},
		"short":           {parquetHeader{values: 10, encoding: parquetEncPlain}, text, []byte{9}, 1},
		"levels too long": {parquetHeader{kind: 3, values: 10, levels: 9}, text, []byte{9}, 1},
	} {
		if tc.h.sound(tc.c, tc.b, 0, tc.def) {
			t.Errorf("%s: passed", name)
		}
	}
	h := parquetHeader{packed: parquetPage + 1}
	if !h.tooLarge(text) || !(&parquetHeader{values: parquetValues + 1}).tooLarge(text) || (&parquetHeader{packed: 1000, values: 1000}).tooLarge(text) {
		t.Error("sizes are not looked at")
	}
}

// FuzzParquet holds that broken files end without harm and without much memory.
func FuzzParquet(f *testing.F) {
	for v := 1; v <= 2; v++ {
		f.Add(parquetWritten(f, parquetRows(20), 10, &parquet.Uncompressed, parquet.DataPageVersion(v)))
	}
	f.Add(parquetWritten(f, parquetRows(20), 10, &parquet.Snappy))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 64<<10 || !bytes.HasPrefix(in, []byte("PAR1")) {
			return
		}
		allocates(t, 256<<20, func() {
			for _, d := range []scanners.Draw{full, sampled(1, int64(len(in)/2), 100)} {
				if _, err := standard.sample(t.Context(), memory("a.parquet", in), d, discard); err != nil {
					t.Fatal(err)
				}
			}
		})
	})
}
