package content

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"

	"piiventory/scanners"
)

// pgWriter writes dumps as PostgreSQL does, of any version and compression.
type pgWriter struct {
	bytes.Buffer
	version, codec int
}

func (w *pgWriter) int(n int) {
	w.WriteByte(0)
	w.Write(binary.LittleEndian.AppendUint32(nil, uint32(n)))
}

func (w *pgWriter) str(s string) {
	w.int(len(s))
	w.WriteString(s)
}

func (w *pgWriter) null() { w.WriteString("\x01\x01\x00\x00\x00") }

func (w *pgWriter) header(entries int) {
	w.WriteString("PGDMP\x01" + string(rune(w.version)) + "\x00\x04\x08\x01")
	if w.version >= 15 {
		w.WriteByte(byte(w.codec))
	} else {
		w.int(w.codec)
	}
	for range 7 {
		w.int(1)
	}
	w.str("office")
	w.str("17.0")
	w.str("17.0")
	w.int(entries)
}

// entry writes an entry and returns where its offset stands.
func (w *pgWriter) entry(id int, tag, desc, defn, copied string, data bool) int {
	w.int(id)
	if data {
		w.int(1)
	} else {
		w.int(0)
	}
	w.str("0")
	w.str("0")
	w.str(tag)
	w.str(desc)
	if w.version >= 11 {
		w.int(3)
	}
	w.str(defn)
	w.null()
	w.str(copied)
	w.str("public")
	w.null()
	if w.version >= 14 {
		w.null()
	}
	if w.version >= 16 {
		w.int('r')
	}
	w.str("desk_owner")
	w.str("false")
	w.str("1")
	w.null()
	at := w.Len() + 1
	w.WriteByte(pgNoData)
	if data {
		w.Bytes()[at-1] = pgNowhere
	}
	w.Write(make([]byte, 8))
	return at
}

func (w *pgWriter) block(at, kind, id int) {
	if at > 0 {
		w.Bytes()[at-1] = pgPlaced
		binary.LittleEndian.PutUint64(w.Bytes()[at:], uint64(w.Len()))
	}
	w.WriteByte(byte(kind))
	w.int(id)
}

func (w *pgWriter) chunks(text string) {
	var b bytes.Buffer
	var z io.WriteCloser
	switch w.codec {
	case 1:
		z = zlib.NewWriter(&b)
	case 2:
		l := lz4.NewWriter(&b)
		_ = l.Apply(lz4.BlockSizeOption(lz4.Block64Kb))
		z = l
	case 3:
		z, _ = zstd.NewWriter(&b)
	}
	if z == nil {
		b.WriteString(text)
	} else {
		io.WriteString(z, text)
		z.Close()
	}
	for b.Len() > 0 {
		part := b.Next(4096)
		w.int(len(part))
		w.Write(part)
	}
	w.int(0)
}

// pgDumped makes a dump of tables with so many rows each, and of one large object.
func pgDumped(version, codec, tables, rows int, placed bool) []byte {
	w := &pgWriter{version: version, codec: codec}
	w.header(tables + 2)
	w.entry(1, "ENCODING", "ENCODING", "SET client_encoding = 'UTF8';\n", "", false)
	var at []int
	for i := range tables {
		at = append(at, w.entry(10+i, fmt.Sprintf("t%d", i), "TABLE DATA", "", fmt.Sprintf("COPY public.t%d (id, phone, token) FROM stdin;\n", i), true))
	}
	at = append(at, w.entry(9, "BLOBS", "BLOBS", "", "", true))
	if !placed {
		clear(at)
	}
	for i := range tables {
		w.block(at[i], pgRows, 10+i)
		var b strings.Builder
		for k := range rows {
			fmt.Fprintf(&b, "%d\t1380013%04d\t%016x\n", k, k%10000, mix(uint64(k)+1))
		}
		w.chunks(b.String() + "\\.\n\n\n")
	}
	w.block(at[tables], pgBlobs, 9)
	w.int(4242)
	w.chunks("a letter")
	w.int(4243)
	w.int(0) // empty
	w.int(0)
	return w.Bytes()
}

// TestPgDumpVersions reads what no program here writes.
func TestPgDumpVersions(t *testing.T) {
	want := ""
	for version := 10; version <= 16; version++ {
		for codec := range 4 {
			if version < 15 && codec > 1 {
				continue
			}
			rows, drawn := gather(t, &standard, memory("x", pgDumped(version, codec, 2, 3, version%2 == 0)), full)
			got := table(rows)
			if want == "" {
				want = got
			}
			if got != want || len(drawn.Gaps) > 0 || drawn.Design != scanners.Census {
				t.Errorf("1.%d, compression %d: %s\n%+v", version, codec, got, drawn)
			}
		}
	}
	for _, s := range []string{"public.t1.id=2;public.t1.phone=13800130002", "Owner: desk_owner", "a letter"} {
		if !strings.Contains(want, s) {
			t.Errorf("no %q in\n%s", s, want)
		}
	}
}

// TestPgDumpNames reads names as statements of old versions have them.
func TestPgDumpNames(t *testing.T) {
	f := &pgFile{charset: pgCharset(nil), known: map[string][]string{}}
	f.l = &layer{job: standard.job(t.Context(), memory("x", nil), full)}
	f.l.out = newOut(&standard, discard)
	for in, want := range map[string]string{
		"COPY t (a, b) WITH OIDS FROM stdin;\n": "t [oid a b]",
		"COPY t (a, \"OIDS\") FROM stdin;\n":    "t [a OIDS]",
		"COPY public.\"T x\" (a) FROM stdin;\n": "public.T x [a]",
		"COPY t FROM stdin;\n":                  "t []",
		"nonsense":                              "tag []",
	} {
		table, names := f.names(&pgTable{copy: []byte(in), name: []byte("tag")})
		if got := fmt.Sprint(table, " ", names); got != want {
			t.Errorf("%q: %s, not %s", in, got, want)
		}
	}
}

// TestPgDumpRefused holds what cannot be read.
func TestPgDumpRefused(t *testing.T) {
	good := pgDumped(16, 0, 2, 3, true)
	changed := func(at int, to string) []byte {
		b := bytes.Clone(good)
		copy(b[at:], to)
		return b
	}
	zipped := pgDumped(16, 1, 2, 300, true)
	at := bytes.Index(zipped, []byte("\x78\x9c"))
	copy(zipped[at+20:], "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
	for _, h := range []harm{
		{name: "newer", in: changed(6, "\x11"), kind: scanners.GapFormat, says: "version"},
		{name: "older", in: changed(6, "\x09"), kind: scanners.GapFormat, says: "version"},
		{name: "other compression", in: changed(11, "\x09"), kind: scanners.GapFormat, says: "compressed in a way"},
		{name: "long numbers", in: changed(8, "\x20"), kind: scanners.GapCorrupt, says: "broken"},
		{name: "long string", in: changed(12+35+1, "\xff\xff\xff\x7f"), kind: scanners.GapCorrupt, says: "longer than any"},
		{name: "many entries", in: changed(12+35+11+9+9+1, "\xff\xff\xff\x7f"), kind: scanners.GapCorrupt, says: "broken"},
		{name: "long chunk", in: bytes.Replace(good, []byte("\x01\x00\x0a\x00\x00\x00\x00"), []byte("\x01\x00\x0a\x00\x00\x00\x00\xff\xff\xff\x7f")[:11], 1), kind: anyGap},
		{name: "rows", in: zipped, kind: scanners.GapCorrupt, says: "the rows of a table"},
		{name: "other number", in: bytes.Replace(good, []byte("\x01\x00\x0a\x00\x00\x00\x00"), []byte("\x01\x00\x7a\x00\x00\x00\x00"), 1), kind: scanners.GapCorrupt, says: "does not list"},
	} {
		t.Run(h.name, func(t *testing.T) { h.suffer(t) })
	}
	rows, _ := gather(t, &standard, memory("x", zipped), full)
	if !strings.Contains(table(rows), "public.t1.id=299") {
		t.Error("the table behind the broken one was not read")
	}
}

// TestPgDumpCut says of dumps of every length that they were cut.
func TestPgDumpCut(t *testing.T) {
	files, _ := filepath.Glob("../../testdata/content/pgdmp/*.dump")
	if len(files) < 4 {
		t.Fatal("no samples")
	}
	for _, file := range files[:4] {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		step := 7
		if testing.Short() {
			step = 101
		}
		for n := 8; n < len(b); n += step {
			_, drawn := gather(t, &standard, memory("x.dump", b[:n]), full)
			if drawn.Format == "" || len(drawn.Gaps) == 0 || drawn.Design == scanners.Census {
				t.Fatalf("%s, %d bytes: %+v", filepath.Base(file), n, drawn)
			}
		}
	}
}

// TestPgDumpSample reads the head of each table of a large dump, by few requests.
func TestPgDumpSample(t *testing.T) {
	for codec := range 4 {
		in := pgDumped(16, codec, 8, 30_000, true)
		src := memory("x.dump", in)
		open, requests := src.Range, 0
		src.Range = func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
			requests++
			return open(ctx, off, n)
		}
		rows, drawn := gather(t, &standard, src, sampled(1, 2<<20, 1000))
		all := table(rows)
		for i := range 8 {
			if !strings.Contains(all, fmt.Sprintf("public.t%d.id=3;", i)) {
				t.Errorf("compression %d: no row of table %d", codec, i)
			}
		}
		if !strings.Contains(all, "a letter") {
			t.Errorf("compression %d: no large object", codec)
		}
		if len(rows) > 1000 || len(rows) < 500 || requests > 24 || drawn.Bytes > 2<<20 || drawn.Design != scanners.NotRandom || drawn.Population != 9 || drawn.Units != 9 || len(drawn.Gaps) == 0 {
			t.Errorf("compression %d, %d bytes: %d rows, %d requests, %+v", codec, len(in), len(rows), requests, drawn)
		}
	}
	// More tables than can be begun.
	in := pgDumped(16, 0, 60, 4000, true)
	rows, drawn := gather(t, &standard, memory("x.dump", in), sampled(1, 1<<20, 0))
	if drawn.Units < 5 || drawn.Units > 20 || drawn.Population != 61 || drawn.Bytes > 1<<20 || len(rows) < 1000 || len(drawn.Gaps) != 1 {
		t.Errorf("%d rows, %+v", len(rows), drawn)
	}
	// Without places it is read from its start.
	rows, drawn = gather(t, &standard, memory("x.dump", pgDumped(16, 0, 8, 8_000, false)), sampled(1, 1<<20, 0))
	if drawn.Design != scanners.NotRandom || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapBudget || len(rows) < 20_000 {
		t.Errorf("%d rows, %+v", len(rows), drawn)
	}
}

// FuzzPgDump reads anything as a dump: no panic, no error, nothing in silence.
func FuzzPgDump(f *testing.F) {
	for codec := range 4 {
		f.Add(pgDumped(16, codec, 2, 5, codec%2 == 0))
	}
	f.Add(pgDumped(12, 1, 1, 200, true))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 1<<16 || !bytes.HasPrefix(in, []byte("PGDMP\x01")) {
			return
		}
		s := tiny
		s.expanded, s.floor = 1<<20, 1<<16
		for _, d := range []scanners.Draw{full, sampled(1, int64(len(in)/2), 20), sampled(2, 300, 0)} {
			_, drawn, err := collect(t, &s, memory("x", in), d)
			if err != nil {
				t.Fatal(err)
			}
			if drawn.Format == "" || drawn.Design != scanners.Census && len(drawn.Gaps) == 0 {
				t.Fatalf("%+v", drawn)
			}
		}
	})
}
