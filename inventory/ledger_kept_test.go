package inventory

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"piiventory/scanners"
)

// An alias that has come to stand for another store carries nothing over, though path,
// version and size are the same there.
func TestAnotherStoreOfOneAlias(t *testing.T) {
	s := versioned(50)
	_, ledger := scanOn(t, s, nil, nil)
	for _, a := range s.assets {
		s.rows[a.Path] = []string{"ip!"}
	}
	o := options(s)
	o.Since = ledger
	elsewhere := scanners.Store{Alias: "s", URL: "shelf:y"}
	inv, err := Take(t.Context(), []scanners.Store{elsewhere}, o)
	if err != nil {
		t.Fatal(err)
	}
	if c := inv.Stores[0].Coverage; c.Carried != 0 || len(inv.Stores[0].Datasets[0].Entries) == 0 {
		t.Errorf("%d assets of another store are carried over, and %d entries found", c.Carried, len(inv.Stores[0].Datasets[0].Entries))
	}
	if !ledger.Elsewhere(&elsewhere) || ledger.Elsewhere(&scanners.Store{Alias: "s", URL: "shelf:x"}) || ledger.Elsewhere(&scanners.Store{Alias: "new", URL: "shelf:x"}) {
		t.Error("the ledger does not tell which store is another one")
	}
}

// Where a store is does not depend on who asks, nor on the folder that is the current one.
func TestWhereabouts(t *testing.T) {
	key := []byte("0123456789abcdef")
	at := func(url string) string { return whereabouts(key, &scanners.Store{URL: url}) }
	here := t.TempDir()
	t.Chdir(here)
	for _, same := range [][2]string{
		{"s3://b/2026?endpoint=http://h:1", "s3://KEY:SECRET@b?endpoint=http://h:1"},
		{"postgres://a:b@h/db", "POSTGRES://c@h/db"},
		{"file:x", "file://" + here + "/x"},
	} {
		if at(same[0]) != at(same[1]) {
			t.Errorf("%s and %s are two stores", same[0], same[1])
		}
	}
	for _, other := range [][2]string{
		{"s3://b?endpoint=http://h:1", "s3://b?endpoint=http://h:2"}, {"s3://b", "s3://c"}, {"file:x", "file:y"}, {"mysql://h/a", "mysql://h/b"},
	} {
		if at(other[0]) == at(other[1]) {
			t.Errorf("%s and %s are one store", other[0], other[1])
		}
	}
	before := at("file:x")
	t.Chdir(t.TempDir())
	if at("file:x") == before {
		t.Error("one relative path in two folders is one store")
	}
}

// A scan of another prefix of the same bucket loses nothing of the first, and one of the
// same prefix drops what is gone.
func TestPrefixesKeepTheirParts(t *testing.T) {
	s := versioned(40)
	for i := 20; i < 40; i++ {
		p := &s.assets[i].Path
		s.rows["mails/"+*p] = s.rows[*p]
		*p = "mails/" + *p
	}
	all := s.assets
	scan := func(url string, assets []scanners.Asset, from *Ledger) *Ledger {
		t.Helper()
		s.assets = assets
		o := options(s)
		o.Kinds = map[string]scanners.Kind{"s3": s.kind()}
		o.Since, o.Keep = from, &Ledger{}
		if _, err := Take(t.Context(), []scanners.Store{{Alias: "s", URL: url}}, o); err != nil {
			t.Fatal(err)
		}
		return o.Keep
	}
	first := scan("s3://b/logs/?endpoint=http://h", all[:20], nil)
	both := scan("s3://b/mails/?endpoint=http://h", all[20:], first)
	if len(first.parts) != 20 || len(both.parts) != 40 {
		t.Fatalf("%d assets are known of the first prefix, and %d of both", len(first.parts), len(both.parts))
	}
	s.sampled.Store(0)
	last := scan("s3://b/logs/?endpoint=http://h", all[:15], both)
	if n := s.sampled.Load(); n != 0 || len(last.parts) != 35 {
		t.Errorf("%d assets were read again, and %d of 35 are known", n, len(last.parts))
	}
	if last = scan("s3://b?endpoint=http://h", all[:15], last); len(last.parts) != 15 {
		t.Errorf("%d assets are known of a bucket that has 15", len(last.parts))
	}
}

// A plan to read everything counts what need not be read again.
func TestPlanOfEverythingLeavesOutWhatIsKnown(t *testing.T) {
	s := versioned(30)
	_, ledger := scanOn(t, s, nil, nil)
	s.assets[0].Version = "other"
	o := options(s)
	o.Since, o.Depth, o.Limits = ledger, scanners.Full, Limits{}
	plan, err := Estimate(t.Context(), []scanners.Store{{Alias: "s", URL: "shelf:x"}}, o)
	if err != nil {
		t.Fatal(err)
	}
	d := plan.Stores[0].Datasets[0]
	if d.Assets != 30 || d.Carried != 29 || d.Cost.Requests != 1 || d.Cost.Bytes != 100 {
		t.Errorf("%+v", d)
	}
}

// Evidence about tables is not carried over, whatever version their file has.
func TestTablesAreNotCarried(t *testing.T) {
	s := versioned(3)
	for i := range s.assets {
		s.assets[i].Kind, s.assets[i].Size, s.assets[i].Rows = "table", -1, 10
	}
	_, ledger := scanOn(t, s, nil, nil)
	inv, _ := scanOn(t, s, ledger, nil)
	if c := inv.Stores[0].Coverage; len(ledger.parts) != 0 || c.Carried != 0 || c.Sampled != 3 {
		t.Errorf("%d tables are in the ledger, %d of %d carried over", len(ledger.parts), c.Carried, c.Sampled)
	}
}

// What is known is not lost by a scan that did not come to the end of a store, or could
// not open it, or looked at others only.
func TestNothingIsLostByScansThatBreakOff(t *testing.T) {
	for name, breakOff := range map[string]func(*shelf, *Options){
		"listing": func(s *shelf, _ *Options) { s.assets, s.list = s.assets[:2], errors.New("gone") },
		"opening": func(s *shelf, _ *Options) { s.open = errors.New("gone") },
		"time": func(s *shelf, o *Options) {
			s.pause, o.Limits.Time, o.Now = time.Millisecond, 20*time.Millisecond, time.Now
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := versioned(300)
			_, ledger := scanOn(t, s, nil, nil)
			all := len(ledger.parts)
			assets := s.assets
			_, ledger = scanOn(t, s, ledger, func(o *Options) { breakOff(s, o) })
			if len(ledger.parts) != all {
				t.Fatalf("of %d assets %d are left in the ledger", all, len(ledger.parts))
			}
			s.assets, s.list, s.open, s.pause = assets, nil, nil, 0
			s.sampled.Store(0)
			inv, _ := scanOn(t, s, ledger, nil)
			if n := s.sampled.Load(); n != 0 || inv.Stores[0].Coverage.Carried != 300 {
				t.Errorf("%d assets were read again, %d carried over", n, inv.Stores[0].Coverage.Carried)
			}
		})
	}
	s := versioned(10)
	_, ledger := scanOn(t, s, nil, nil)
	o := options(s)
	o.Since, o.Keep = ledger, &Ledger{}
	if _, err := Take(t.Context(), []scanners.Store{{Alias: "other", URL: "shelf:z"}}, o); err != nil {
		t.Fatal(err)
	}
	if len(o.Keep.parts) != 20 || o.Keep.Stores["s"] != ledger.Stores["s"] {
		t.Errorf("%d assets of two stores are left, want 20", len(o.Keep.parts))
	}
	// What is gone is gone, at the end of a whole listing.
	s.assets = s.assets[:4]
	if _, ledger = scanOn(t, s, ledger, nil); len(ledger.parts) != 4 {
		t.Errorf("%d of 4 assets are in the ledger", len(ledger.parts))
	}
}

// What one version of the program could not read is tried again by another one.
func TestAnotherVersionReadsWhatCouldNotBeRead(t *testing.T) {
	s := versioned(10)
	_, ledger := scanOn(t, s, nil, nil)
	for _, key := range slices.Sorted(maps.Keys(ledger.parts))[:3] {
		ledger.parts[key].Sample.Drawn.Gaps = []scanners.Gap{{Kind: scanners.GapFormat, Reason: "nobody knows it"}}
	}
	for version, want := range map[string]int64{"test": 10, "newer": 7} {
		inv, _ := scanOn(t, s, ledger, func(o *Options) { o.Version = version })
		if c := inv.Stores[0].Coverage; c.Carried != want || c.Sampled != 10 {
			t.Errorf("version %s carries %d of 10 over, want %d", version, c.Carried, want)
		}
	}
}

// What was written again with the same content has the time of its last writing, by which
// it is counted among the new ones in the listing.
func TestTheSameContentWrittenAgain(t *testing.T) {
	s := versioned(300)
	_, ledger := scanOn(t, s, nil, nil)
	again := ledger.Scans[0].AddDate(0, 0, 1)
	for i := range s.assets[:200] {
		s.assets[i].Modified = again
	}
	inv, next := scanOn(t, s, ledger, nil)
	if c := inv.Stores[0].Coverage; c.Carried != 300 {
		t.Fatalf("%d of 300 are carried over", c.Carried)
	}
	late := 0
	for _, p := range next.parts {
		if p.Sample.Modified.Equal(again) {
			late++
		}
	}
	if late != 200 {
		t.Errorf("%d assets are noted with the time of their last writing, want 200", late)
	}
}
