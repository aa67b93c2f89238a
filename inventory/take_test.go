package inventory

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// shelf is a store in memory.
type shelf struct {
	assets  []scanners.Asset
	rows    map[string][]string // values of the field "idcard" by path
	fails   map[string]error    // Sample fails
	panics  map[string]bool     // Sample breaks down
	hangs   map[string]bool     // Sample waits for the context and then some
	list    error               // the listing breaks off with this at its end
	shuffle *rand.Rand          // lists in another order
	open    error
	slow    time.Duration // each Sample takes this long
	pause   time.Duration // the listing waits this long after each asset
	ended   func()        // called when the listing ends
	budget  *scanners.Budget
	sampled atomic.Int64
}

func (s *shelf) Assets(ctx context.Context, yield func(scanners.Asset) error) error {
	order := append([]scanners.Asset(nil), s.assets...)
	if s.shuffle != nil {
		s.shuffle.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	for _, a := range order {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := yield(a); err != nil {
			return err
		}
		time.Sleep(s.pause)
	}
	if s.ended != nil {
		s.ended()
	}
	return s.list
}

func (s *shelf) Sample(ctx context.Context, a scanners.Asset, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	s.sampled.Add(1)
	if err := s.budget.Request(); err != nil {
		return scanners.Drawn{}, err
	}
	if s.hangs[a.Path] {
		<-ctx.Done()
		time.Sleep(5 * time.Second)
		return scanners.Drawn{}, ctx.Err()
	}
	select {
	case <-time.After(s.slow):
	case <-ctx.Done():
		return scanners.Drawn{}, ctx.Err()
	}
	b := &scanners.Batch{Columns: []scanners.Column{{Path: "idcard"}}}
	for _, v := range s.rows[a.Path] {
		b.Columns[0].Append([]byte(v))
		b.Rows++
	}
	if d.Depth == scanners.Names {
		b = &scanners.Batch{Columns: []scanners.Column{{Path: "idcard"}}}
	}
	if err := yield(b); err != nil {
		return scanners.Drawn{}, err
	}
	if s.panics[a.Path] {
		panic("a value: 11010519491231002X")
	}
	drawn := scanners.Drawn{Format: "text", Design: scanners.Census, Population: 1, Units: 1, Rows: int64(b.Rows), Bytes: a.Size}
	return drawn, s.fails[a.Path]
}

func (s *shelf) Close() error { return nil }

func (s *shelf) kind() scanners.Kind {
	return scanners.Kind{
		Open: func(ctx context.Context, st scanners.Store) (scanners.Scanner, error) {
			s.budget = st.Budget
			return s, s.open
		},
		Discover: func(ctx context.Context, st scanners.Store) ([]scanners.Store, error) {
			return []scanners.Store{st}, nil
		},
	}
}

func newShelf(n int) *shelf {
	s := &shelf{rows: map[string][]string{}, fails: map[string]error{}, panics: map[string]bool{}, hangs: map[string]bool{}}
	for i := range n {
		p := fmt.Sprintf("logs/part-%05d.txt", i)
		s.assets = append(s.assets, scanners.Asset{Path: p, Kind: "object", Size: 100, Rows: -1, Modified: time.Unix(1.7e9, 0)})
		s.rows[p] = []string{"id!" + fmt.Sprint(i), "", "other"}
	}
	return s
}

func options(s *shelf) Options {
	fixed := time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)
	return Options{
		Engine: lookFor{}, Kinds: map[string]scanners.Kind{"shelf": s.kind()}, Seed: 1, Depth: scanners.Sample,
		Limits: DefaultLimits, Now: func() time.Time { return fixed }, Version: "test",
	}
}

func stockOf(t *testing.T, ctx context.Context, s *shelf, o Options) *Inventory {
	t.Helper()
	inv, err := Take(ctx, []scanners.Store{{Alias: "s", URL: "shelf:x"}}, o)
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

func gapKinds(gaps []Gap) string {
	var out []string
	for _, g := range gaps {
		out = append(out, fmt.Sprintf("%s×%d", g.Kind, g.Assets))
	}
	return strings.Join(out, " ")
}

func TestTakeIsTheSameForTheSameSeed(t *testing.T) {
	var first string
	for i := range 4 {
		s := newShelf(5000)
		s.shuffle = rand.New(rand.NewPCG(uint64(i), 1))
		o := options(s)
		o.Workers = 1 + i*3
		inv := stockOf(t, t.Context(), s, o)
		inv.Run = Run{}
		var b bytes.Buffer
		inv.Write(&b)
		if i == 0 {
			first = b.String()
			d := inv.Stores[0].Datasets[0]
			if d.Coverage.Listed != 5000 || d.Coverage.Sampled < 1500 || d.Coverage.Sampled > 2000 {
				t.Fatalf("coverage %+v", d.Coverage)
			}
			if gapKinds(d.Gaps) != fmt.Sprintf("sampled×%d", 5000-d.Coverage.Sampled) {
				t.Errorf("gaps %v", d.Gaps)
			}
		} else if b.String() != first {
			t.Fatal("another order of listing or number of workers gives another inventory")
		}
	}
	s := newShelf(5000)
	o := options(s)
	o.Seed = 2
	inv := stockOf(t, t.Context(), s, o)
	inv.Run, inv.Settings.Seed = Run{}, 1
	var b bytes.Buffer
	inv.Write(&b)
	if b.String() != first {
		t.Log("another seed gives another inventory, as it may") // the counts are equal by construction
	}
}

func TestTroubleWithOneAssetIsAGap(t *testing.T) {
	s := newShelf(1000)
	s.fails["logs/part-00007.txt"] = scanners.Unreadable(scanners.GapPermission, "grant s3:GetObject")
	s.fails["logs/part-00008.txt"] = fmt.Errorf("driver said: value 11010519491231002X is too long")
	s.panics["logs/part-00009.txt"] = true
	s.assets = append(s.assets, scanners.Asset{Path: "secret", Kind: "object", Unlisted: &scanners.Gap{Kind: scanners.GapPermission, Reason: "may not be listed"}})
	inv := stockOf(t, t.Context(), s, options(s))
	var b bytes.Buffer
	inv.Write(&b)
	if strings.Contains(b.String(), "11010519491231002X") {
		t.Fatal("a value that an error or a fault quoted is in the inventory")
	}
	all := ""
	for _, d := range inv.Stores[0].Datasets {
		all += d.Path + ": " + gapKinds(d.Gaps) + "\n"
	}
	if want := "logs/part-{n}.txt: corrupt×1 permission×1 unreachable×1\nsecret: permission×1\n"; all != want {
		t.Errorf("gaps:\n%swant:\n%s", all, want)
	}
	if e := inv.Stores[0].Datasets[0].Entries[0]; e.Assets != 1000 || e.Rows != 1000 {
		t.Errorf("what was read before the trouble is lost: %+v", e)
	}
	if !inv.Complete {
		t.Error("gaps of single assets make the scan incomplete")
	}
}

func TestStoresThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		change func(s *shelf)
		want   string
	}{
		"open":    {func(s *shelf) { s.open = scanners.Unreadable(scanners.GapPermission, "wrong password") }, "permission×1"},
		"listing": {func(s *shelf) { s.list = fmt.Errorf("boom") }, "unreachable×1"},
		"empty":   {func(s *shelf) { s.assets = nil }, "empty×1"},
	} {
		s := newShelf(3)
		c.change(s)
		inv := stockOf(t, t.Context(), s, options(s))
		if got := gapKinds(inv.Stores[0].Gaps); got != c.want {
			t.Errorf("%s: gaps %s, want %s", name, got, c.want)
		}
		if inv.Complete != (name == "empty") {
			t.Errorf("%s: complete is %v", name, inv.Complete)
		}
		if name == "listing" && inv.Stores[0].Coverage.Sampled != 3 {
			t.Errorf("what was listed before the listing broke off was not read: %+v", inv.Stores[0].Coverage)
		}
	}
	if _, err := Take(t.Context(), []scanners.Store{{Alias: "x", URL: "gopher://x"}}, options(newShelf(1))); err == nil {
		t.Error("an unknown scheme is no error")
	}
}

func TestAnInterruptStopsWithinASecond(t *testing.T) {
	s := newShelf(100)
	s.hangs["logs/part-00005.txt"] = true
	s.slow = 20 * time.Millisecond
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(200*time.Millisecond, cancel)
	start := time.Now()
	inv := stockOf(t, ctx, s, options(s))
	if d := time.Since(start); d > 1200*time.Millisecond {
		t.Errorf("stopped after %v", d)
	}
	if inv.Complete || !inv.Run.Interrupted {
		t.Error("an interrupted scan says that it is complete")
	}
	d := inv.Stores[0].Datasets[0]
	if d.Coverage.Sampled == 0 || d.Coverage.Sampled == 100 || len(d.Entries) != 2 {
		t.Errorf("what was read before the interrupt is not there: %+v", d.Coverage)
	}
	if !strings.Contains(gapKinds(d.Gaps), "interrupted") {
		t.Errorf("gaps %v", d.Gaps)
	}
}

func TestTheBudgetCutsWithAGap(t *testing.T) {
	s := newShelf(1000)
	o := options(s)
	o.Limits.Requests = 100
	inv := stockOf(t, t.Context(), s, o)
	d := inv.Stores[0].Datasets[0]
	if n := s.budget.Requests(); n > 100 {
		t.Errorf("%d requests within a budget of 100", n)
	}
	if d.Coverage.Sampled < 50 || d.Coverage.Sampled > 100 || !strings.HasPrefix(gapKinds(d.Gaps), "budget×") {
		t.Errorf("sampled %d, gaps %v", d.Coverage.Sampled, d.Gaps)
	}
	s = newShelf(1000)
	s.slow = 50 * time.Millisecond
	o = options(s)
	o.Limits.Time = 300 * time.Millisecond
	inv = stockOf(t, t.Context(), s, o)
	d = inv.Stores[0].Datasets[0]
	if d.Coverage.Sampled == 0 || !strings.HasPrefix(gapKinds(d.Gaps), "budget×") {
		t.Errorf("sampled %d, gaps %v", d.Coverage.Sampled, d.Gaps)
	}
}

func TestDepths(t *testing.T) {
	s := newShelf(4000)
	o := options(s)
	o.Depth, o.Limits = scanners.Full, Limits{}
	inv := stockOf(t, t.Context(), s, o)
	if d := inv.Stores[0].Datasets[0]; d.Coverage.Whole != 4000 || d.Entries[0].Rows != 4000 || d.Entries[0].Distinct != distinctLimit || !d.Entries[0].DistinctMore || len(d.Gaps) != 0 {
		t.Errorf("full: %+v", d)
	}
	s = newShelf(2)
	s.assets[0].Kind = "table"
	o = options(s)
	o.Depth = scanners.Names
	inv = stockOf(t, t.Context(), s, o)
	got := ""
	for _, d := range inv.Stores[0].Datasets {
		got += fmt.Sprintf("%s %d %v;", d.Kind, d.Coverage.RowsRead, len(d.Entries))
		if d.Kind == "table" && (d.Entries[0].Confidence != detectors.Low || d.Entries[0].Rows != 0) {
			t.Errorf("names: %+v", d.Entries)
		}
		if d.Kind == "object" && gapKinds(d.Gaps) != "sampled×1" {
			t.Errorf("names: gaps %v", d.Gaps)
		}
	}
	if got != "object 0 0;table 0 1;" || s.sampled.Load() != 1 {
		t.Errorf("names: %s sampled %d", got, s.sampled.Load())
	}
}

func TestTimesComeFromDeclaredFieldKeyAndObject(t *testing.T) {
	s := newShelf(0)
	s.assets = []scanners.Asset{{Path: "dt=2026-01-05/a.txt", Kind: "object", Size: 1, Modified: time.Date(2026, 1, 9, 1, 0, 0, 0, time.UTC)}}
	tl := newTally(lookFor{}, []byte("k"), "$.ts")
	b := &scanners.Batch{Rows: 3, Columns: []scanners.Column{{Path: "ts"}, {Path: "idcard"}}}
	for _, v := range []string{"2026-01-02T03:04:05Z", "nothing", "1767225600"} {
		b.Columns[0].Append([]byte(v))
	}
	for _, v := range []string{"id!1", "id!2", "none"} {
		b.Columns[1].Append([]byte(v))
	}
	tl.batch(b)
	fields, times := tl.result()
	if len(times) != 1 || times[0].Source != "field:ts" || times[0].Count != 2 || times[0].Missing != 1 || times[0].Oldest.Format(time.RFC3339) != "2026-01-01T00:00:00Z" {
		t.Errorf("times %+v", times)
	}
	if at := fields[0].Tally[0].Times[0]; at.Count != 1 || at.Missing != 1 || at.Oldest.Format(time.DateOnly) != "2026-01-02" {
		t.Errorf("times of the rows with an id: %+v", at)
	}
	s.rows["dt=2026-01-05/a.txt"] = []string{"id!1"}
	inv := stockOf(t, t.Context(), s, options(s))
	got := ""
	for _, at := range inv.Stores[0].Datasets[0].Times {
		got += at.Source + "=" + at.Oldest.Format(time.DateOnly) + " "
	}
	if got != "key=2026-01-05 object=2026-01-09 " {
		t.Errorf("times by %s", got)
	}
}

// The bounds that a column store keeps count for the declared timestamp only, and
// defaults for none.
func TestTimesComeFromStatistics(t *testing.T) {
	at := func(s string) time.Time {
		when, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	tl := newTally(lookFor{}, []byte("k"), "$.ts")
	tl.statistics([]scanners.ColumnStats{
		{Path: "born", Type: "date", Oldest: at("1990-01-01"), Newest: at("1999-01-01"), Rows: 5},
		{Path: "ts", Type: "timestamp", Oldest: at("2025-01-01"), Newest: at("2025-03-01"), Rows: 5},
		{Path: "TS", Type: "timestamp", Oldest: at("2024-06-01"), Newest: at("2025-02-01"), Rows: 7},
		{Path: "ts", Type: "timestamp", Oldest: at("1970-01-01"), Newest: at("2025-02-01"), Rows: 7},
	})
	_, times := tl.result()
	if len(times) != 1 || times[0].Source != "statistics:ts" || times[0].Count != 12 || times[0].Oldest != at("2024-06-01") || times[0].Newest != at("2025-03-01") || times[0].Days != nil {
		t.Errorf("times %+v", times)
	}
}

func TestPathsWithPersonalDataAreMasked(t *testing.T) {
	s := newShelf(0)
	s.assets = []scanners.Asset{{Path: "photos/13800138000.jpg", Kind: "object", Size: 1}}
	s.fails["photos/13800138000.jpg"] = scanners.Unreadable(scanners.GapFormat, "a picture")
	inv := stockOf(t, t.Context(), s, options(s))
	var b bytes.Buffer
	inv.Write(&b)
	if strings.Contains(b.String(), "13800138000") || !strings.Contains(b.String(), "photos/{contact.mobile}.jpg") {
		t.Errorf("the inventory holds %s", b.String())
	}
}

func TestParseTime(t *testing.T) {
	for in, want := range map[string]string{
		"2026-01-31T23:59:59+08:00":  "2026-01-31T15:59:59Z",
		"2026-01-31 08:00:00":        "2026-01-31T08:00:00Z",
		"2026-01-31 08:00:00.123+08": "2026-01-31T00:00:00Z",
		"31/Jan/2026:08:00:00 +0800": "2026-01-31T00:00:00Z",
		"1767225600":                 "2026-01-01T00:00:00Z",
		"1767225600123":              "2026-01-01T00:00:00Z",
		"20260131":                   "2026-01-31T00:00:00Z",
		"2026年1月31日":                 "2026-01-31T00:00:00Z",
		"1970-01-01":                 "",
		"13800138000":                "",
		"":                           "",
		"not a time":                 "",
	} {
		got := ""
		if at, ok := parseTime([]byte(in)); ok {
			got = at.Truncate(time.Second).Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%q is %s, want %s", in, got, want)
		}
	}
}

func TestRequestsAreNotBoundedOnThisMachine(t *testing.T) {
	s := newShelf(1000)
	o := options(s)
	o.Limits.Requests = 100
	k := s.kind()
	k.Local = true
	o.Kinds["shelf"] = k
	inv := stockOf(t, t.Context(), s, o)
	if d := inv.Stores[0].Datasets[0]; d.Coverage.Whole != 1000 {
		t.Errorf("%+v", d.Coverage)
	}
}

// TestAFirstResultComesWhileListingGoesOn lets the clock run a second for every
// asset that is listed.
func TestAFirstResultComesWhileListingGoesOn(t *testing.T) {
	s := newShelf(40)
	s.pause = 5 * time.Millisecond
	o := options(s)
	var seconds atomic.Int64
	begin := time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)
	o.Now = func() time.Time { return begin.Add(time.Duration(seconds.Add(1)) * time.Second / 2) }
	o.Limits.Time = 0
	o.Progress = NewProgress()
	found := int64(0)
	s.ended = func() {
		for _, st := range o.Progress.Snapshot() {
			found += st.Found["id.cn_resident"]
		}
	}
	inv := stockOf(t, t.Context(), s, o)
	if found == 0 {
		t.Error("nothing was shown before the listing ended")
	}
	if c := inv.Stores[0].Coverage; c.Sampled != 40 || inv.Stores[0].Datasets[0].Entries[0].Rows != 40 {
		t.Errorf("the early look changed what is counted: %+v", c)
	}
}
