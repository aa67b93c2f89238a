package tables

import (
	"context"
	"errors"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"piiventory/scanners"
	"piiventory/scanners/places"
)

func TestKeyspace(t *testing.T) {
	r := Random(1, "keyspace")
	k := NewKeyspace(0, 999)
	in := make([]bool, 1000)
	for i := range in {
		in[i] = true
	}
	for range 300 {
		a, b := r.Uint64N(1000), r.Uint64N(1000)
		if b > a+60 {
			continue
		}
		k.Remove(a, b)
		for x := a + 1; x < b; x++ {
			in[x] = false
		}
		size := uint64(0)
		for _, there := range in {
			if there {
				size++
			}
		}
		if k.Size() != size {
			t.Fatalf("after (%d, %d): %d keys, want %d: %v", a, b, k.Size(), size, k.spans)
		}
		for _, x := range k.Draw(r, 50) {
			if !in[x] {
				t.Fatalf("drew %d, which was removed: %v", x, k.spans)
			}
		}
	}
	seen := map[uint64]int{}
	for range 400 {
		for _, x := range k.Draw(r, 20) {
			seen[x]++
		}
	}
	if uint64(len(seen)) != k.Size() {
		t.Errorf("%d of %d keys were ever drawn", len(seen), k.Size())
	}
	whole := NewKeyspace(0, math.MaxUint64)
	whole.Remove(5, math.MaxUint64-5)
	if got := whole.Size(); got != 12 || len(NewKeyspace(0, math.MaxUint64).Draw(r, 5)) != 5 {
		t.Errorf("%d keys", got)
	}
	for _, n := range []int64{math.MinInt64, -1, 0, 1, math.MaxInt64} {
		if Signed(Ordered(n)) != n {
			t.Error(n)
		}
	}
	if Ordered(-1) >= Ordered(0) {
		t.Error("negative keys do not come first")
	}
}

// column is a table in memory with nothing but a key.
type column struct {
	keys   []uint64
	calls  int
	tried  int
	passed bool // all keys may be read
}

func (c *column) Present(_ context.Context, some []uint64) (found []uint64, err error) {
	c.calls++
	c.tried += len(some)
	for _, k := range some {
		if _, ok := slices.BinarySearch(c.keys, k); ok {
			found = append(found, k)
		}
	}
	return found, nil
}

func (c *column) Near(_ context.Context, some []uint64, n int) (near [][]uint64, err error) {
	c.calls++
	for _, k := range some {
		i, _ := slices.BinarySearch(c.keys, k)
		near = append(near, c.keys[max(i-1, 0):min(i+n, len(c.keys))])
	}
	return near, nil
}

func passed(c *column) *column {
	c.passed = true
	return c
}

func (c *column) Pass(_ context.Context, _ int, key func(uint64)) (chance float64, err error) {
	if !c.passed {
		return 0, nil
	}
	c.calls++
	for i, k := range c.keys {
		if i%7 > 0 { // as if the server had thinned them
			key(k)
		}
	}
	return 6.0 / 7, nil
}

func TestDrawKeys(t *testing.T) {
	make := func(n int, key func(i uint64) uint64) *column {
		c := &column{}
		for i := range uint64(n) {
			c.keys = append(c.keys, key(i))
		}
		slices.Sort(c.keys)
		return c
	}
	random := Random(9, "keys")
	for name, c := range map[string]struct {
		column *column
		equal  bool
		calls  int
	}{
		"dense":    {make(100_000, func(i uint64) uint64 { return i + 7 }), true, 2},
		"steps":    {make(100_000, func(i uint64) uint64 { return i * 10 }), true, 12},
		"islands":  {make(100_000, func(i uint64) uint64 { return i/1000*1_000_000_000_000 + i%1000 }), true, 20},
		"outliers": {make(100_000, func(i uint64) uint64 { return i * (1 + i/99_998*1_000_000_000_000) }), true, 10},
		"random":   {make(100_000, func(uint64) uint64 { return random.Uint64() }), false, 20},
		// Rejection serves where 2 % of the keys are there, and not where 1 % are.
		"one in forty":   {make(100_000, func(i uint64) uint64 { return i * 40 }), true, 12},
		"one in hundred": {make(100_000, func(i uint64) uint64 { return i * 100 }), false, 20},
		"all keys read":  {passed(make(100_000, func(uint64) uint64 { return random.Uint64() })), true, 15},
	} {
		var hits [10]int
		for seed := range uint64(10) {
			c.column.calls, c.column.tried = 0, 0
			got, err := DrawKeys(t.Context(), c.column, Random(seed, name), c.column.keys[0], c.column.keys[len(c.column.keys)-1], 1000)
			if err != nil || len(got.Keys) != 1000 || got.Equal != c.equal {
				t.Fatalf("%s: %d keys, %+v, %v", name, len(got.Keys), got.Equal, err)
			}
			seen := map[uint64]bool{}
			for _, k := range got.Keys {
				i, ok := slices.BinarySearch(c.column.keys, k)
				if !ok || seen[k] {
					t.Fatalf("%s: %d is no key, or came twice", name, k)
				}
				seen[k] = true
				hits[i*10/len(c.column.keys)]++
			}
			if c.equal && (got.Rows < 80_000 || got.Rows > 120_000) {
				t.Errorf("%s: %d rows estimated", name, got.Rows)
			}
			if c.column.calls > c.calls {
				t.Errorf("%s: %d calls", name, c.column.calls)
			}
			if c.column.tried > 100_000 {
				t.Errorf("%s: %d keys tried", name, c.column.tried)
			}
		}
		// A tenth of 10,000 draws has a standard deviation of 30.
		for i, n := range hits {
			if n < 850 || n > 1150 {
				t.Errorf("%s: tenth %d was drawn %d times: %v", name, i, n, hits)
			}
		}
	}
}

// Of each key a reservoir holds the same share, whatever its place in the stream,
// and no order is left in it.
func TestReservoir(t *testing.T) {
	const all, want, seeds = 40, 8, 4000
	var held, first [all]float64
	for seed := range uint64(seeds) {
		v := NewReservoir[int](Random(seed, "reservoir"), want)
		for k := range all {
			v.Add(k)
		}
		keys := v.Keys()
		if len(keys) != want || v.Seen() != all {
			t.Fatalf("%d keys of %d", len(keys), v.Seen())
		}
		first[keys[0]]++
		for _, k := range keys {
			held[k]++
		}
	}
	chi := func(seen [all]float64, total float64) (sum float64) {
		for _, n := range seen {
			sum += (n - total/all) * (n - total/all) / (total / all)
		}
		return sum
	}
	// 39 degrees of freedom: 72.1 is exceeded once in a thousand.
	if a, b := chi(held, want*seeds), chi(first, seeds); a > 72.1 || b > 72.1 {
		t.Errorf("chi square %.1f of those held, %.1f of the first", a, b)
	}
	if v := NewReservoir[int](Random(1, "few"), want); len(v.Keys()) != 0 {
		t.Error("something out of nothing")
	}
}

// A selection takes exactly as many as it is asked for, each row with the same
// chance.
func TestSelection(t *testing.T) {
	const rows, want, seeds = 40, 8, 4000
	var held [rows]float64
	for seed := range uint64(seeds) {
		v, taken := NewSelection(Random(seed, "selection"), want, rows), 0
		for i := range rows {
			if v.Take() {
				held[i]++
				taken++
			}
		}
		if taken != want || v.Take() {
			t.Fatalf("%d of %d rows", taken, rows)
		}
	}
	chi := 0.0
	for _, n := range held {
		chi += (n - want*seeds/rows) * (n - want*seeds/rows) / (want * seeds / rows)
	}
	// 39 degrees of freedom: 72.1 is exceeded once in a thousand.
	if chi > 72.1 {
		t.Errorf("chi square %.1f", chi)
	}
	few := NewSelection(Random(1, "few"), 5, 3)
	for i := range 5 {
		if few.Take() != (i < 3) {
			t.Errorf("of three rows, where five are wanted, row %d", i)
		}
	}
}

func TestFetchKeepsToTheDraw(t *testing.T) {
	value := []byte(strings.Repeat("x", 100))
	for _, c := range []struct {
		draw  scanners.Draw
		keys  int
		rows  int64
		early bool
	}{
		{scanners.Draw{Depth: scanners.Sample, MaxRows: 500, MaxBytes: 1 << 30}, 500, 500, false},
		{scanners.Draw{Depth: scanners.Sample, MaxRows: 500, MaxBytes: 1 << 30}, 5000, 500, true},
		{scanners.Draw{Depth: scanners.Sample, MaxRows: 5000, MaxBytes: 10_000}, 5000, 94, true},
		{scanners.Draw{Depth: scanners.Full}, 5000, 5000, false},
	} {
		var yielded int64
		rows := NewRows([]Column{{Name: "v"}}, c.draw, &scanners.Budget{}, func(b *scanners.Batch) error { yielded += int64(b.Rows); return nil })
		asked := 0
		early, err := Fetch(rows, make([]int, c.keys), func(some []int) error {
			asked += len(some)
			for range some {
				if err := rows.Add([][]byte{value}); err != nil {
					return err
				}
			}
			return nil
		})
		if end := rows.End(t.Context(), err); end != nil || early != c.early || rows.Count != yielded || int64(asked) != rows.Count {
			t.Errorf("%+v: early %v, %d asked, %d counted, %d yielded, %v", c.draw, early, asked, rows.Count, yielded, end)
		}
		if rows.Count < c.rows*95/100 || rows.Count > c.rows {
			t.Errorf("%+v: %d rows", c.draw, rows.Count)
		}
	}
}

func TestRowsEnd(t *testing.T) {
	failure := errors.New("failed")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx         context.Context
		err, yields error
		want        error
		count       int64
	}{
		"full":              {t.Context(), ErrFull, nil, nil, 1},
		"other error":       {t.Context(), failure, nil, failure, 1},
		"yield fails":       {t.Context(), nil, failure, failure, 1},
		"cancelled, no row": {cancelled, context.Canceled, nil, context.Canceled, 0},
	} {
		rows := NewRows([]Column{{Name: "v"}}, scanners.Draw{Depth: scanners.Full}, &scanners.Budget{}, func(*scanners.Batch) error { return c.yields })
		if err := rows.Add([][]byte{[]byte("x")}); err != nil {
			t.Fatal(err)
		}
		if got := rows.End(c.ctx, c.err); got != c.want || rows.Count != c.count {
			t.Errorf("%s: %v and %d rows", name, got, rows.Count)
		}
	}
	// The error of yield is handed back once, and no other batch is yielded.
	calls := 0
	rows := NewRows([]Column{{Name: "v"}}, scanners.Draw{Depth: scanners.Full}, &scanners.Budget{}, func(*scanners.Batch) error { calls++; return failure })
	var err error
	for err == nil {
		err = rows.Add([][]byte{[]byte("x")})
	}
	if got := rows.End(t.Context(), err); got != failure || calls != 1 {
		t.Errorf("%v after %d calls", got, calls)
	}
}

func TestISOTime(t *testing.T) {
	for in, want := range map[string][2]string{
		"2026-01-31 23:59:59":       {"2026-01-31T23:59:59", "2026-01-31T23:59:59Z"},
		"2026-01-31 23:59:59.25+00": {"2026-01-31T23:59:59.25", "2026-01-31T23:59:59.25Z"},
		"0000-00-00 00:00:00":       {"0000-00-00T00:00:00", "0000-00-00T00:00:00Z"},
		"0044-03-15 12:00:00 BC":    {"0044-03-15 12:00:00 BC", "0044-03-15 12:00:00 BC"},
		"infinity":                  {"infinity", "infinity"},
		"":                          {"", ""},
	} {
		if got := string(isoTime([]byte(in), false)); got != want[0] {
			t.Errorf("%q gave %q", in, got)
		}
		if got := string(isoTime([]byte(in), true)); got != want[1] {
			t.Errorf("%q in UTC gave %q", in, got)
		}
	}
}

func TestPlace(t *testing.T) {
	host := func(name string) Evidence { return Evidence{FromHost, places.OfDatabase(name)} }
	for _, c := range []struct {
		name  string
		store scanners.Store
		host  Evidence
		also  []Evidence
		want  string
	}{
		{"an address", scanners.Store{}, host("10.0.0.1"), nil, "region unknown database host;jurisdiction unknown database host;"},
		{"a country", scanners.Store{Region: "CN"}, host("db"), nil,
			"jurisdiction=CN configuration;region unknown database host;jurisdiction unknown database host;"},
		{"a region", scanners.Store{Region: "cn-hongkong", Provider: "oss"}, host("db"), nil,
			"provider=alibaba configuration;region=cn-hongkong configuration;jurisdiction=HK configuration;region unknown database host;jurisdiction unknown database host;"},
		{"a region of nobody", scanners.Store{Region: "cn-north-1"}, host("crm.cabc.eu-central-1.rds.amazonaws.com"), nil,
			"region=cn-north-1 configuration;jurisdiction unknown configuration;provider=aws database host;region=eu-central-1 database host;jurisdiction=DE database host;"},
		{"a country and no region", scanners.Store{}, host("crm.postgres.database.chinacloudapi.cn"), nil,
			"provider=azure database host;region unknown database host;jurisdiction=CN database host;"},
		{"all evidence is kept", scanners.Store{Region: "CN"}, host("db.example.com"), []Evidence{
			{places.FromCNAME, places.OfAny("ec2-192-0-2-1.ap-east-1.compute.amazonaws.com")},
			{FromCertificate, places.OfCertificate("", []string{"crm.cabc.ap-east-2.rds.amazonaws.com"})},
			{FromServer, places.OfMachine("mysql-0")},
		}, "jurisdiction=CN configuration;region unknown database host;jurisdiction unknown database host;" +
			"provider=aws CNAME of the host;region=ap-east-1 CNAME of the host;jurisdiction=HK CNAME of the host;" +
			"provider=aws server certificate;region=ap-east-2 server certificate;jurisdiction=TW server certificate;" +
			"jurisdiction unknown server;"},
		{"a stated provider gives a region its meaning", scanners.Store{Provider: "huawei"}, Evidence{FromServer, places.Place{Region: "ap-southeast-1"}}, nil,
			"provider=huawei configuration;region=ap-southeast-1 server;jurisdiction=HK server;"},
	} {
		got := ""
		for _, f := range Place(c.store, c.host, c.also...) {
			if f.Unknown {
				got += f.Name + " unknown " + f.Source + ";"
			} else {
				got += f.Name + "=" + f.Value + " " + f.Source + ";"
			}
			if f.Unknown != (f.Reason != "") || f.Unknown != (f.Value == "") {
				t.Errorf("%s: %+v", c.name, f)
			}
		}
		if got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
	}
}

func TestPasswordFileIsNotTold(t *testing.T) {
	name := t.TempDir() + "/pw"
	if err := os.WriteFile(name, []byte(" s p a c e s \r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if p, ok, err := Password(scanners.Store{PasswordFile: name}); p != " s p a c e s " || !ok || err != nil {
		t.Errorf("%q, %v, %v", p, ok, err)
	}
}

// Whatever bytes a store gives, what is passed on is UTF-8 and within the limit.
func FuzzClip(f *testing.F) {
	f.Add([]byte("客户\x00"), 3, true)
	f.Add([]byte("\xff\xfe"), 1, false)
	f.Fuzz(func(t *testing.T, v []byte, limit int, binary bool) {
		if limit < 1 || limit > 1<<20 {
			return
		}
		c := Column{Name: "v"}
		if binary {
			c.Kind = Binary
		}
		r := NewRows([]Column{c}, scanners.Draw{Depth: scanners.Full}, &scanners.Budget{}, nil)
		r.Limit = limit
		got, whole := r.clip(0, v)
		if !utf8.Valid(got) || utf8.RuneCount(got) > limit {
			t.Errorf("%q became %q", v, got)
		}
		if whole && len(got) > 0 && len(got) != len(v) {
			t.Errorf("%q became %q and nobody says so", v, got)
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	row := [][]byte{[]byte("1234567890"), []byte("someone@example.com"), []byte("2026-01-31 23:59:59")}
	rows := NewRows([]Column{{Name: "a"}, {Name: "b"}, {Name: "c", Kind: UTCTime}}, scanners.Draw{Depth: scanners.Full}, &scanners.Budget{}, func(*scanners.Batch) error { return nil })
	b.SetBytes(int64(len(row[0]) + len(row[1]) + len(row[2])))
	b.ReportAllocs()
	for b.Loop() {
		if err := rows.Add(row); err != nil {
			b.Fatal(err)
		}
	}
}
