package content

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hamba/avro/v2/ocf"

	"piiventory/scanners"
)

type avroUser struct {
	ID    int64   `avro:"id"`
	Phone *string `avro:"phone"`
	Note  string  `avro:"note"`
}

const avroUserSchema = `{"type":"record","name":"User","fields":[{"name":"id","type":"long"},{"name":"phone","type":["null","string"]},{"name":"note","type":"string"}]}`

func avroWritten(t testing.TB, n int, codec ocf.CodecName) []byte {
	t.Helper()
	var b bytes.Buffer
	e, err := ocf.NewEncoder(avroUserSchema, &b, ocf.WithCodec(codec), ocf.WithBlockLength(50), ocf.WithSyncBlock([16]byte([]byte("0123456789abcdef"))))
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		u := avroUser{ID: int64(i), Note: fmt.Sprintf("note %d %x", i, uint64(i)*0x9e3779b97f4a7c15)}
		if i%2 == 0 {
			phone := fmt.Sprintf("1380000%04d", i%10000)
			u.Phone = &phone
		}
		if err := e.Encode(u); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sameAvroRow(t testing.TB, r row) string {
	t.Helper()
	var i int
	fmt.Sscan(r.values["id"], &i)
	phone := ""
	if i%2 == 0 {
		phone = fmt.Sprintf("1380000%04d", i%10000)
	}
	if want := fmt.Sprintf("note %d %x", i, uint64(i)*0x9e3779b97f4a7c15); r.values["note"] != want || r.values["phone"] != phone {
		t.Fatalf("%v", r.values)
	}
	return r.values["id"]
}

func TestAvroRows(t *testing.T) {
	for _, codec := range []ocf.CodecName{ocf.Null, ocf.Deflate, ocf.Snappy, ocf.ZStandard} {
		in := avroWritten(t, 60_000, codec)
		rows, drawn := gather(t, &standard, memory("a.avro", in), full)
		if len(rows) != 60_000 || drawn.Format != "avro" || drawn.Design != scanners.Census || len(drawn.Gaps) != 0 {
			t.Fatalf("%s: %d rows, %+v", codec, len(rows), drawn)
		}
		for i, r := range rows {
			if sameAvroRow(t, r) != fmt.Sprint(i) {
				t.Fatalf("row %d: %v", i, r.values)
			}
		}
		seen := map[string]bool{}
		rows, drawn = gather(t, &standard, memory("a.avro", in), sampled(1, int64(len(in)/3), 0))
		for _, r := range rows {
			id := sameAvroRow(t, r)
			if seen[id] {
				t.Fatalf("%s: row %s twice", codec, id)
			}
			seen[id] = true
		}
		if len(rows) < 3000 || drawn.Design != scanners.Equal || drawn.Units < 3 || drawn.Bytes > int64(len(in)/3) {
			t.Errorf("%s: %d rows, %+v", codec, len(rows), drawn)
		}
	}
	// Each block belongs to exactly one piece.
	in := avroWritten(t, 3000, ocf.Null)
	l := (&job{sizes: &standard, ctx: t.Context(), draw: full, src: memory("a", in)}).object()
	for _, size := range []int64{17, 100, 1000, 30_000} {
		n := 0
		for lo := int64(0); lo < int64(len(in)); lo += size {
			l.out = newOut(&standard, func(b *scanners.Batch) error { n += b.Rows; return nil })
			if err := (&avroFile{l: l, gen: -1, sync: []byte("0123456789abcdef"), root: avroRoot(t, in)}).piece(&ranges{r: bytes.NewReader(in), size: int64(len(in))}, lo, min(lo+size, int64(len(in)))); err != nil {
				t.Fatal(err)
			}
			l.out.free()
		}
		if n != 3000 {
			t.Errorf("pieces of %d bytes: %d rows", size, n)
		}
	}
}

func avroRoot(t testing.TB, in []byte) *avroNode {
	t.Helper()
	f := &avroFile{}
	if err := f.header(bufio.NewReader(bytes.NewReader(in))); err != nil {
		t.Fatal(err)
	}
	return f.root
}

func avroFileOf(schema, codec string, blocks ...string) []byte {
	text := func(b []byte, s string) []byte { return append(binary.AppendVarint(b, int64(len(s))), s...) }
	b := binary.AppendVarint([]byte("Obj\x01"), 2)
	b = text(text(b, "avro.schema"), schema)
	b = text(text(b, "avro.codec"), codec)
	b = append(append(b, 0), "0123456789abcdef"...)
	for _, k := range blocks {
		b = append(append(b, k...), "0123456789abcdef"...)
	}
	return b
}

func TestAvroHostile(t *testing.T) {
	n := func(all ...int64) string {
		var b []byte
		for _, v := range all {
			b = binary.AppendVarint(b, v)
		}
		return string(b)
	}
	good := n(1, 2) + n(7) + "\x02"
	pair := `{"type":"record","name":"r","fields":[{"name":"a","type":"long"},{"name":"b","type":"long"}]}`
	for name, tc := range map[string]struct {
		in   []byte
		rows int
		kind scanners.GapKind
	}{
		"good":           {avroFileOf(pair, "null", good, good), 2, ""},
		"cut":            {avroFileOf(pair, "null", good, good)[:len(avroFileOf(pair, "null", good, good))-5], 1, scanners.GapCorrupt},
		"wrong marker":   {bytes.Replace(avroFileOf(pair, "null", good, good), []byte("\x02\x04\x0e\x02012"), []byte("\x02\x04\x0e\x02x12"), 1), 0, scanners.GapCorrupt},
		"long block":     {avroFileOf(pair, "null", good, n(1, 1<<40)), 1, scanners.GapOversized},
		"negative":       {avroFileOf(pair, "null", good, n(1, -4)), 1, scanners.GapCorrupt},
		"more records":   {avroFileOf(pair, "null", n(1<<40, 2)+n(7)+"\x02"), 1, scanners.GapCorrupt},
		"rows of null":   {avroFileOf(`"null"`, "null", n(1<<50, 0)), 64 << 10, scanners.GapOversized},
		"items of null":  {avroFileOf(`{"type":"array","items":"null"}`, "null", n(1, 11)+n(1<<60)+"\x00"), 0, scanners.GapCorrupt},
		"endless record": {avroFileOf(`{"type":"record","name":"r","fields":[{"name":"a","type":"r"}]}`, "null", n(1, 0)), 0, scanners.GapCorrupt},
		"branch":         {avroFileOf(`["null","long"]`, "null", n(1, 1)+n(2)), 0, scanners.GapCorrupt},
		"codec":          {avroFileOf(pair, "zip", good), 0, scanners.GapFormat},
		"schema":         {avroFileOf(`{"type":"rec`, "null", good), 0, scanners.GapCorrupt},
		"header":         {[]byte("Obj\x01" + n(1<<60)), 0, scanners.GapCorrupt},
		"long header":    {[]byte("Obj\x01" + n(1, 1<<40)), 0, scanners.GapCorrupt},
		"bomb":           {avroFileOf(pair, "snappy", n(1, 9)+"\xff\xff\xff\xff\x0f0000"), 0, scanners.GapOversized},
	} {
		t.Run(name, func(t *testing.T) {
			allocates(t, 64<<20, func() {
				rows, drawn := gather(t, &standard, memory("a.avro", tc.in), sampled(1, 0, 0))
				if len(rows) != tc.rows || drawn.Format != "avro" || (tc.kind == "") != (len(drawn.Gaps) == 0) || tc.kind != "" && drawn.Gaps[0].Kind != tc.kind {
					t.Errorf("%d rows, %+v", len(rows), drawn)
				}
			})
		})
	}
	deep := strings.Repeat(`{"type":"array","items":`, 20_000) + `"long"` + strings.Repeat("}", 20_000)
	if _, drawn := gather(t, &standard, memory("a.avro", avroFileOf(deep, "null", "")), full); len(drawn.Gaps) != 1 {
		t.Errorf("%+v", drawn)
	}
}

// FuzzAvro holds that broken files end without harm and without much memory.
func FuzzAvro(f *testing.F) {
	for _, codec := range []ocf.CodecName{ocf.Null, ocf.Deflate} {
		f.Add(avroWritten(f, 100, codec))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 64<<10 || !bytes.HasPrefix(in, []byte("Obj\x01")) {
			return
		}
		allocates(t, 128<<20, func() {
			for _, d := range []scanners.Draw{sampled(1, 0, 0), sampled(1, int64(len(in)/2), 100)} {
				if _, err := standard.sample(t.Context(), memory("a.avro", in), d, discard); err != nil {
					t.Fatal(err)
				}
			}
		})
	})
}

// Blocks that are too large are not passed over in silence when a file is sampled.
func TestAvroLargeBlocksInSamples(t *testing.T) {
	in := avroWritten(t, 2000, ocf.Null)
	marker := []byte("0123456789abcdef")
	size := int64(avroBlock + 1)
	in = binary.AppendVarint(binary.AppendVarint(in, 1), size)
	in = append(append(in, make([]byte, size)...), marker...)
	seen := false
	for seed := uint64(0); seed < 60 && !seen; seed++ {
		_, drawn := gather(t, &standard, memory("a.avro", in), sampled(seed, int64(len(in)-1), 0))
		for _, g := range drawn.Gaps {
			if g.Kind == scanners.GapOversized && strings.Contains(g.Reason, "blocks") && drawn.Design == scanners.NotRandom {
				seen = true
			}
		}
	}
	if !seen {
		t.Error("no gap says so")
	}
}

// What lies too deep and what is too long is passed over and stated; the rest is read.
func TestAvroBounds(t *testing.T) {
	n := func(all ...int64) string {
		var b []byte
		for _, v := range all {
			b = binary.AppendVarint(b, v)
		}
		return string(b)
	}
	block := func(record string) string { return n(1, int64(len(record))) + record }
	list := `{"type":"record","name":"r","fields":[{"name":"v","type":"long"},{"name":"next","type":["null","r"]}]}`
	chain := func(steps int) string { return block(strings.Repeat(n(7, 1), steps) + n(7, 0)) }
	decimal := `{"type":"record","name":"r","fields":[{"name":"d","type":{"type":"bytes","logicalType":"decimal","precision":400,"scale":2}},{"name":"v","type":"long"}]}`
	number := func(size int) string { return block(n(int64(size)) + strings.Repeat("\x01", size) + n(7)) }
	for name, tc := range map[string]struct {
		in   []byte
		rows int
		says string
	}{
		"shallow":      {avroFileOf(list, "null", chain(10), chain(1)), 2, ""},
		"deep":         {avroFileOf(list, "null", chain(500), chain(1)), 2, "64 deep"},
		"far too deep": {avroFileOf(list, "null", chain(1), chain(100_000)), 1, ""},
		"short":        {avroFileOf(decimal, "null", number(64)), 1, ""},
		"long":         {avroFileOf(decimal, "null", number(65), number(2)), 2, "64 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory("a.avro", tc.in), full)
			if len(rows) != tc.rows || rows[len(rows)-1].values["v"] != "7" {
				t.Errorf("%d rows", len(rows))
			}
			if name == "far too deep" {
				if len(drawn.Gaps) != 2 || drawn.Gaps[1].Kind != scanners.GapCorrupt {
					t.Errorf("%+v", drawn)
				}
				return
			}
			if (tc.says == "") != (len(drawn.Gaps) == 0 && drawn.Design == scanners.Census) {
				t.Errorf("%+v", drawn)
			}
			if tc.says != "" && (drawn.Gaps[0].Kind != scanners.GapOversized || !strings.Contains(drawn.Gaps[0].Reason, tc.says) || drawn.Design != scanners.NotRandom) {
				t.Errorf("%+v", drawn)
			}
		})
	}
	// Records that lie in records without a byte, doubled with each level.
	doubled := `"null"`
	for i := range 40 {
		doubled = fmt.Sprintf(`{"type":"record","name":"r%d","fields":[{"name":"a","type":%s},{"name":"b","type":%s}]}`, i, doubled, map[bool]string{true: `"null"`, false: fmt.Sprintf(`"r%d"`, i-1)}[i == 0])
	}
	began := time.Now()
	if _, drawn := gather(t, &standard, memory("a.avro", avroFileOf(doubled, "null", n(1, 0))), full); len(drawn.Gaps) != 1 || time.Since(began) > 20*time.Second {
		t.Errorf("%v, %+v", time.Since(began), drawn)
	}
}
