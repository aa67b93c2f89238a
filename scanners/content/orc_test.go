package content

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/encoding/protowire"

	"piiventory/scanners"
)

func orcSample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata/orc", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// orcFlat writes a row of Apache's own listing under the paths of ours.
func orcFlat(m map[string]string, path string, v any) {
	add := func(s string) {
		if old, ok := m[path]; ok {
			s = old + "\n" + s
		}
		m[path] = s
	}
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 2 && v["tag"] != nil { // a union
			orcFlat(m, path, v["value"])
			return
		}
		for k, x := range v {
			if path != "" {
				k = path + "." + k
			}
			orcFlat(m, k, x)
		}
	case []any:
		for _, x := range v {
			orcFlat(m, path+"[]", x)
		}
	case json.Number:
		add(v.String())
	case bool:
		add(fmt.Sprint(v))
	case string:
		add(v)
	}
}

var orcZeros = regexp.MustCompile(`^(-?\d+)(?:\.0+|(\.\d*?[1-9])0+)$`)

// The files of Apache ORC give the values that its own programs list: both versions of
// runs, unions, times before 1970 and of other zones, decimals.
func TestOrcListings(t *testing.T) {
	lists, err := filepath.Glob("testdata/orc/*.jsn.gz")
	if err != nil || len(lists) < 4 {
		t.Fatal(lists, err)
	}
	for _, list := range lists {
		name := strings.TrimSuffix(filepath.Base(list), ".jsn.gz") + ".orc"
		rows, drawn := gather(t, &standard, memory(name, orcSample(t, name)), full)
		if drawn.Design != scanners.Census || len(drawn.Gaps) > 0 {
			t.Fatalf("%s: %+v", name, drawn)
		}
		f, err := os.Open(list)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for lines := bufio.NewScanner(z); lines.Scan(); n++ {
			d := json.NewDecoder(bytes.NewReader(lines.Bytes()))
			d.UseNumber()
			var v any
			if err := d.Decode(&v); err != nil {
				t.Fatal(err)
			}
			want := map[string]string{}
			orcFlat(want, "", v)
			if n >= len(rows) {
				continue
			}
			got := rows[n].values
			for path, w := range want {
				g := got[path]
				if len(w) > 10 && w[4] == '-' && w[10] == ' ' { // a time
					w = strings.TrimSuffix(strings.Replace(w, " ", "T", 1), ".0")
				}
				if w, g := orcZeros.ReplaceAllString(w, "$1$2"), orcZeros.ReplaceAllString(g, "$1$2"); w != g {
					t.Fatalf("%s: row %d, %s: %q instead of %q", name, n, path, g, w)
				}
			}
			for path := range got {
				if _, ok := want[path]; !ok {
					t.Fatalf("%s: row %d has %s", name, n, path)
				}
			}
		}
		if n != len(rows) || n == 0 {
			t.Errorf("%s: %d rows instead of %d", name, len(rows), n)
		}
	}
}

// sameOrcRow compares a row of the samples of ClickHouse with what it was asked to
// write.
func sameOrcRow(t testing.TB, r row) int {
	t.Helper()
	var i int
	fmt.Sscan(r.values["id"], &i)
	want := map[string]string{
		"id": fmt.Sprint(i), "phone": fmt.Sprintf("1380000%04d", i), "t.a": fmt.Sprint(i), "t.b": fmt.Sprint(2 * i),
		"d":      time.Date(1960, 1, 1+40*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly),
		"even":   map[bool]string{true: "1", false: "0"}[i%2 == 0],
		"small":  fmt.Sprint(i % 100),
		"powers": fmt.Sprint((1 - i%2*2) << (i % 60)), "m[].key": "k\nl", "m[].value": fmt.Sprintf("%d\n%d", i, i+1),
	}
	if i%3 > 0 {
		want["name"] = fmt.Sprintf("client%d", i%17)
	}
	if i%7 > 0 {
		want["mail"] = fmt.Sprintf("c%d@example.com", i)
	}
	for k := range i % 4 {
		want["tags[]"] += fmt.Sprintf("\nt%d", k)
	}
	want["tags[]"] = strings.TrimPrefix(want["tags[]"], "\n")
	for k, w := range want {
		if r.values[k] != w {
			t.Fatalf("row %d, %s: %q instead of %q", i, k, r.values[k], w)
		}
	}
	if i%3 == 2 && r.values["nested[][]"] != fmt.Sprint(i) {
		t.Fatalf("row %d: %v", i, r.values)
	}
	return i
}

// orcPadded puts zeros before the footer, so that a small file is a large one.
func orcPadded(in []byte, n int) []byte {
	behind := int(in[len(in)-1]) + 1
	orcFieldsOf(in[len(in)-behind:len(in)-1], func(id protowire.Number, v int64, _ []byte) bool {
		if id == 1 {
			behind += int(v)
		}
		return true
	})
	at := len(in) - behind
	return slices.Concat(in[:at], make([]byte, n), in[at:])
}

// Rows are found by the row index, and without it; whole, and in samples of any seed.
func TestOrcRows(t *testing.T) {
	for _, name := range []string{"clickhouse-zlib.orc", "clickhouse-none.orc"} {
		in := orcSample(t, name)
		rows, drawn := gather(t, &standard, memory(name, in), full)
		if len(rows) != 300 || drawn.Format != "orc" || drawn.Design != scanners.Census || len(drawn.Gaps) != 0 {
			t.Fatalf("%s: %d rows, %+v", name, len(rows), drawn)
		}
		for i, r := range rows {
			if sameOrcRow(t, r) != i {
				t.Fatalf("row %d: %v", i, r.values)
			}
		}
		if len(drawn.Stats) != 2 || drawn.Stats[0].Path != "d" || drawn.Stats[0].Oldest.Format(time.DateOnly) != "1960-01-01" ||
			drawn.Stats[1].Newest.Format(time.DateTime) != "2015-06-13 11:06:13" || drawn.Stats[1].Rows != 300 {
			t.Errorf("%+v", drawn.Stats)
		}
		met := map[int]bool{}
		large := orcPadded(in, 1<<20)
		for seed := range uint64(40) {
			got, drawn := gather(t, &standard, memory(name, large), sampled(seed, 256<<10, 20))
			for _, r := range got {
				met[sameOrcRow(t, r)] = true
				if fmt.Sprint(r.values) != fmt.Sprint(rows[sameOrcRow(t, r)].values) {
					t.Fatalf("%v", r.values)
				}
			}
			if len(got) == 0 || drawn.Design != scanners.Equal || drawn.Units < 1 || len(drawn.Gaps) != 1 {
				t.Fatalf("%s: %d rows, %+v", name, len(got), drawn)
			}
		}
		if len(met) < 200 {
			t.Errorf("%s: %d rows were met", name, len(met))
		}
	}
}

// The examples of the specification, and places in the midst of runs.
func TestOrcRuns(t *testing.T) {
	prices := []int64{2030, 2000, 2020, 1000000}
	for v := int64(2040); v <= 2190; v += 10 {
		prices = append(prices, v)
	}
	for name, tc := range map[string]struct {
		v2, signed bool
		b          []byte
		want       []int64
	}{
		"repeat":   {true, false, []byte{0x0a, 0x27, 0x10}, []int64{10000, 10000, 10000, 10000, 10000}},
		"direct":   {true, false, []byte{0x5e, 0x03, 0x5c, 0xa1, 0xab, 0x1e, 0xde, 0xad, 0xbe, 0xef}, []int64{23713, 43806, 57005, 48879}},
		"patched":  {true, false, []byte{0x8e, 0x13, 0x2b, 0x21, 0x07, 0xd0, 0x1e, 0x00, 0x14, 0x70, 0x28, 0x32, 0x3c, 0x46, 0x50, 0x5a, 0x64, 0x6e, 0x78, 0x82, 0x8c, 0x96, 0xa0, 0xaa, 0xb4, 0xbe, 0xfc, 0xe8}, prices},
		"delta":    {true, false, []byte{0xc6, 0x09, 0x02, 0x02, 0x22, 0x42, 0x42, 0x46}, []int64{2, 3, 5, 7, 11, 13, 17, 19, 23, 29}},
		"old":      {false, false, []byte{0x02, 0xff, 0x64, 0xfb, 0x02, 0x03, 0x06, 0x07, 0x0b}, []int64{100, 99, 98, 97, 96, 2, 3, 6, 7, 11}},
		"negative": {false, true, []byte{0x00, 0x00, 0x01}, []int64{-1, -1, -1}},
	} {
		f := &orcFile{l: &layer{job: standard.job(t.Context(), memory("x", tc.b), full)}, src: ranges{r: bytes.NewReader(tc.b), size: int64(len(tc.b))}, tail: &orcTail{}}
		r := &orcInts{s: &orcStream{f: f, n: int64(len(tc.b))}, v2: tc.v2, signed: tc.signed}
		got := make([]int64, len(tc.want))
		for from := range tc.want {
			r.back(orcMark{used: int64(from)})
			for i := from; i < len(got); i++ { // each from where the one before left off
				if err := r.next(got[i : i+1]); err != nil {
					t.Fatal(name, err)
				}
				r.drop()
			}
			if !slices.Equal(got[from:], tc.want[from:]) {
				t.Errorf("%s: %d", name, got)
			}
		}
		if err := r.next(got[:1]); err == nil {
			t.Errorf("%s goes on", name)
		}
	}
}

// orcMade writes a file without compression: one stripe with one column of strings
// below the root. Change the parts before they are put together.
type orcMade struct {
	post, footer, stripe orcMessage
	types                []orcMessage
	streams              map[int64][]byte // of column 1, by kind
	rows                 uint64
	encoding, words      uint64
}

type orcMessage []byte

func (m orcMessage) num(id protowire.Number, v uint64) orcMessage {
	return protowire.AppendVarint(protowire.AppendTag(m, id, protowire.VarintType), v)
}

func (m orcMessage) sub(id protowire.Number, b []byte) orcMessage {
	return protowire.AppendBytes(protowire.AppendTag(m, id, protowire.BytesType), b)
}

func (m *orcMade) file() []byte {
	out := []byte("ORC")
	stripe := m.stripe
	kinds := []int64{}
	for kind := range m.streams {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		out = append(out, m.streams[kind]...)
		stripe = stripe.sub(1, orcMessage{}.num(1, uint64(kind)).num(2, 1).num(3, uint64(len(m.streams[kind]))))
	}
	data := uint64(len(out) - 3)
	stripe = stripe.sub(2, orcMessage{}.num(1, 0)).sub(2, orcMessage{}.num(1, m.encoding).num(2, m.words))
	out = append(out, stripe...)
	footer := m.footer.sub(3, orcMessage{}.num(1, 3).num(3, data).num(4, uint64(len(stripe))).num(5, m.rows))
	for _, k := range m.types {
		footer = footer.sub(4, k)
	}
	footer = footer.num(6, m.rows)
	out = append(out, footer...)
	post := append(orcMessage{}.num(1, uint64(len(footer))), m.post...).sub(8000, []byte("ORC"))
	return append(append(out, post...), byte(len(post)))
}

func newOrcMade() *orcMade {
	return &orcMade{
		types:   []orcMessage{orcMessage{}.num(1, orcStruct).num(2, 1).sub(3, []byte("phone")), orcMessage{}.num(1, orcString)},
		streams: map[int64][]byte{orcData: []byte("1380013800013800138001"), orcLength: {0xfe, 11, 11}},
		rows:    2,
	}
}

// What a file states of itself is believed nowhere.
func TestOrcHostile(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*orcMade)
		rows   int
		gap    scanners.GapKind
		says   string
	}{
		"sound":              {func(*orcMade) {}, 2, "", ""},
		"more rows":          {func(m *orcMade) { m.rows = 1 << 40 }, 2, scanners.GapCorrupt, "broken in some stripes"},
		"rows beyond number": {func(m *orcMade) { m.rows = 1 << 60 }, 0, scanners.GapCorrupt, "footer"},
		"fewer rows":         {func(m *orcMade) { m.footer = m.footer.num(6, 7) }, 2, "", ""},
		"long value":         {func(m *orcMade) { m.streams[orcLength] = []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f} }, 0, scanners.GapCorrupt, "broken in some stripes"},
		"many words":         {func(m *orcMade) { m.encoding, m.words = 1, 1<<40 }, 0, scanners.GapOversized, "dictionaries"},
		"long words": {func(m *orcMade) {
			m.encoding, m.words = 1, 3
			m.streams[orcLength] = append([]byte{0, 0}, protowire.AppendVarint(nil, 1<<62)...)
			m.streams[orcDictionary], m.streams[orcData] = []byte("a"), []byte{0xfe, 0, 0}
		}, 0, scanners.GapOversized, "dictionaries"},
		"no such word": {func(m *orcMade) {
			m.encoding, m.words = 1, 1
			m.streams[orcLength], m.streams[orcDictionary], m.streams[orcData] = []byte{0xff, 1}, []byte("a"), []byte{0xfe, 0, 9}
		}, 1, scanners.GapCorrupt, "broken in some stripes"},
		"lzo":       {func(m *orcMade) { m.post = m.post.num(2, 3) }, 0, scanners.GapFormat, "LZO"},
		"codec":     {func(m *orcMade) { m.post = m.post.num(2, 77) }, 0, scanners.GapFormat, "compressed"},
		"zlib":      {func(m *orcMade) { m.post = m.post.num(2, 1) }, 0, scanners.GapCorrupt, "footer"},
		"version 2": {func(m *orcMade) { m.post = m.post.num(4, 2).num(4, 0) }, 0, scanners.GapFormat, "version"},
		"encrypted": {func(m *orcMade) {
			m.footer = m.footer.sub(10, orcMessage{}.sub(3, orcMessage{}.num(1, 1)))
		}, 0, scanners.GapEncrypted, "encrypted"},
		"new type": {func(m *orcMade) { m.types[1] = orcMessage{}.num(1, 99) }, 0, scanners.GapFormat, "of a type"},
		"itself":   {func(m *orcMade) { m.types[1] = orcMessage{}.num(1, orcList).num(2, 1) }, 0, scanners.GapCorrupt, "schema"},
		"no kid":   {func(m *orcMade) { m.types[1] = orcMessage{}.num(1, orcMap).num(2, 1) }, 0, scanners.GapCorrupt, "schema"},
		"deep": {func(m *orcMade) {
			for i := range 500 {
				m.types[1+i] = orcMessage{}.num(1, orcList).num(2, uint64(i+2))
				m.types = append(m.types, orcMessage{}.num(1, orcLong))
			}
		}, 0, scanners.GapCorrupt, "schema"},
		"endless list": {func(m *orcMade) {
			m.types[1] = orcMessage{}.num(1, orcList).num(2, 2)
			m.types = append(m.types, orcMessage{}.num(1, orcStruct))
			m.streams = map[int64][]byte{orcLength: append([]byte{0, 0}, protowire.AppendVarint(nil, 1<<62)...)}
		}, 0, "", ""},
		"list without end": {func(m *orcMade) {
			m.types[1] = orcMessage{}.num(1, orcList).num(2, 2)
			m.types = append(m.types, orcMessage{}.num(1, orcLong))
			m.streams = map[int64][]byte{orcLength: append([]byte{0, 0}, protowire.AppendVarint(nil, 1<<62)...)}
		}, 0, scanners.GapCorrupt, "broken in some stripes"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newOrcMade()
			tc.change(m)
			allocates(t, 32<<20, func() {
				rows, drawn := gather(t, &standard, memory("a.orc", m.file()), full)
				if len(rows) != tc.rows || drawn.Format != "orc" || (tc.gap == "") != (len(drawn.Gaps) == 0) ||
					tc.gap != "" && (len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != tc.gap || !strings.Contains(drawn.Gaps[0].Reason, tc.says) || drawn.Design != scanners.NotRandom) {
					t.Errorf("%d rows, %+v", len(rows), drawn)
				}
			})
		})
	}
	got, drawn := gather(t, &standard, memory("notes", []byte("ORC is how such files begin\nsecond line\n")), full)
	if len(got) != 2 || drawn.Format != "text" {
		t.Errorf("%d %+v", len(got), drawn)
	}
}

// A file that was cut off anywhere says so.
func TestOrcCut(t *testing.T) {
	for _, in := range [][]byte{newOrcMade().file(), orcSample(t, "clickhouse-zlib.orc")} {
		for n := 8; n < len(in); n += 1 + n/50 {
			rows, drawn := gather(t, &standard, memory("a.orc", in[:n]), full)
			if drawn.Format == "orc" && (len(rows) > 0 || len(drawn.Gaps) == 0) {
				t.Fatalf("%d bytes: %d rows, %+v", n, len(rows), drawn)
			}
		}
	}
}

// Columns of which each unpacks to more than can be held give the same rows, within the
// memory of an object; so do rows of very different lengths.
func TestOrcMemory(t *testing.T) {
	const columns, rows = 400, 300
	m := &orcMade{rows: rows, encoding: 0, streams: map[int64][]byte{}}
	root := orcMessage{}.num(1, orcStruct)
	m.types = []orcMessage{nil}
	out := []byte("ORC")
	stripe := orcMessage{}
	for c := range columns {
		root = root.num(2, uint64(c+1)).sub(3, fmt.Appendf(nil, "c%d", c))
		m.types = append(m.types, orcMessage{}.num(1, orcString))
		var data, lengths []byte
		for r := range rows {
			size := 200
			if r%97 == c%97 {
				size = 20_000
			}
			v := fmt.Appendf(nil, "%d.%d.", c, r)
			data = append(data, append(v, bytes.Repeat([]byte{'x'}, size-len(v))...)...)
			lengths = protowire.AppendVarint(append(lengths, 0xff), uint64(size))
		}
		stripe = stripe.sub(1, orcMessage{}.num(1, orcData).num(2, uint64(c+1)).num(3, uint64(len(data))))
		stripe = stripe.sub(1, orcMessage{}.num(1, orcLength).num(2, uint64(c+1)).num(3, uint64(len(lengths))))
		out = append(append(out, data...), lengths...)
	}
	m.types[0] = root
	data := uint64(len(out) - 3)
	out = append(out, stripe...)
	footer := orcMessage{}.sub(3, orcMessage{}.num(1, 3).num(3, data).num(4, uint64(len(stripe))).num(5, rows))
	for _, k := range m.types {
		footer = footer.sub(4, k)
	}
	out = append(out, footer...)
	post := orcMessage{}.num(1, uint64(len(footer))).sub(8000, []byte("ORC"))
	out = append(append(out, post...), byte(len(post)))
	n := 0
	most := peak(t, func() {
		drawn, err := standard.sample(t.Context(), memory("a.orc", out), full, func(b *scanners.Batch) error {
			if len(b.Columns) != columns {
				t.Errorf("%d columns", len(b.Columns))
			}
			for i := range b.Columns {
				v, _, _ := bytes.Cut(b.Columns[i].Data, []byte{'x'})
				if string(v) != fmt.Sprintf("%d.%d.", i, n) {
					t.Fatalf("%s instead of %d of row %d", v, i, n)
				}
			}
			n += b.Rows
			return nil
		})
		if err != nil || len(drawn.Gaps) > 0 {
			t.Error(drawn, err)
		}
	})
	if most > bound || n != rows {
		t.Errorf("%d MiB, %d rows", most>>20, n)
	}
	t.Log(most>>20, "MiB")
}

// FuzzOrc holds that broken files end without harm and without much memory.
func FuzzOrc(f *testing.F) {
	f.Add(newOrcMade().file())
	f.Add(orcSample(f, "clickhouse-zlib.orc"))
	f.Add(orcSample(f, "clickhouse-none.orc"))
	f.Add(orcSample(f, "TestOrcFile.testMemoryManagementV11.orc"))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 64<<10 || !bytes.HasPrefix(in, []byte("ORC")) {
			return
		}
		allocates(t, 512<<20, func() {
			for _, d := range []scanners.Draw{full, sampled(1, int64(len(in)-1), 100)} {
				if _, err := standard.sample(t.Context(), memory("a.orc", in), d, discard); err != nil {
					t.Fatal(err)
				}
			}
		})
	})
}
