package inventory

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// versioned makes a shelf whose assets have versions and were written before 2026.
func versioned(n int) *shelf {
	s := newShelf(n)
	for i := range s.assets {
		s.assets[i].Version = fmt.Sprint("v", i)
	}
	return s
}

// scanOn scans the shelf, from an earlier scan if there is one, and returns what a later
// one needs, as it comes back from where it was saved.
func scanOn(t *testing.T, s *shelf, from *Ledger, change func(*Options)) (*Inventory, *Ledger) {
	t.Helper()
	o := options(s)
	o.Limits, o.Since, o.Keep = Limits{Requests: 400}, from, &Ledger{}
	o.Now = func() time.Time { return time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC) }
	if from != nil {
		last := from.Scans[len(from.Scans)-1]
		o.Now = func() time.Time { return last.AddDate(0, 0, 7) }
	}
	if change != nil {
		change(&o)
	}
	inv := stockOf(t, t.Context(), s, o)
	var b bytes.Buffer
	if err := o.Keep.Write(&b); err != nil {
		t.Fatal(err)
	}
	l, err := ReadLedger(&b)
	if err != nil {
		t.Fatal(err)
	}
	return inv, l
}

// what is what an inventory says of its only dataset, without how it came about.
func what(t *testing.T, inv *Inventory) string {
	t.Helper()
	c := *inv
	c.Run, c.Settings, c.Statements = Run{}, Settings{}, 0
	c.Stores = slices.Clone(c.Stores)
	c.Stores[0].Coverage.Carried = 0
	c.Stores[0].Datasets = slices.Clone(c.Stores[0].Datasets)
	c.Stores[0].Datasets[0].Coverage.Carried = 0
	var b bytes.Buffer
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Scans that go on from one another read slices of one order, each asset once, and
// together come to the very inventory of one scan that reads as much.
func TestScansAddUp(t *testing.T) {
	s := versioned(3000)
	var ledger *Ledger
	var inv *Inventory
	read := int64(0)
	last := 1.0
	for range 4 {
		s.sampled.Store(0)
		inv, ledger = scanOn(t, s, ledger, nil)
		read += s.sampled.Load()
		d := inv.Stores[0].Datasets[0]
		if d.Coverage.Sampled != read || d.Coverage.Carried != read-s.sampled.Load() {
			t.Fatalf("%d assets were read, and the inventory has %d, %d of them carried over", read, d.Coverage.Sampled, d.Coverage.Carried)
		}
		if b := d.Bounds.Records.AtMost; b >= last {
			t.Errorf("the bound stays at %v after %v", b, last)
		} else {
			last = b
		}
	}
	one := stockOf(t, t.Context(), s, func() Options {
		o := options(s)
		o.Limits = Limits{Requests: 400 * 4}
		o.Key = ledger.Key
		return o
	}())
	// As many as four scans, whose reserves for listing are more than that of one.
	if n := one.Stores[0].Coverage.Sampled; n < read {
		t.Fatalf("one scan reads %d, four read %d", n, read)
	}
	o := options(s)
	o.Key, o.Limits = ledger.Key, Limits{Rows: read * 3 * 2}
	for limit := read + 60; ; limit++ {
		o.Limits = Limits{Requests: limit}
		if one = stockOf(t, t.Context(), s, o); one.Stores[0].Coverage.Sampled >= read {
			break
		}
	}
	if got, want := what(t, inv), what(t, one); got != want {
		t.Errorf("four scans that add up say\n%s\nand one says\n%s", got, want)
	}
}

// What has changed is read again, what is gone is gone, and what is new is drawn from as
// much as what lay there before.
func TestChangesAreRead(t *testing.T) {
	s := versioned(3000)
	_, ledger := scanOn(t, s, nil, nil)
	var changed, gone string
	for _, key := range slices.Sorted(maps.Keys(ledger.parts)) {
		for i := range s.assets {
			switch p := s.assets[i].Path; {
			case partKey(ledger.Key, "s", p, s.assets[i].Version) != key:
			case changed == "":
				changed = p
				s.assets[i].Version = "w"
				s.rows[p] = []string{"ip!"}
			case gone == "":
				gone = p
				s.assets = slices.Delete(s.assets, i, i+1)
			}
			if gone != "" {
				break
			}
		}
	}
	since := ledger.Scans[0]
	for i := range 60 {
		p := fmt.Sprintf("logs/part-%05d.txt", 5000+i)
		s.assets = append(s.assets, scanners.Asset{Path: p, Kind: "object", Size: 100, Rows: -1, Version: "n", Modified: since.Add(time.Hour)})
		s.rows[p] = []string{"id!5"}
	}
	before := len(ledger.parts)
	inv, after := scanOn(t, s, ledger, nil)
	versions := map[string]int{}
	for _, p := range after.parts {
		if v := p.Sample.Version; v == "n" || v == "w" {
			versions[v]++
		}
	}
	if versions["n"] != 60 {
		t.Errorf("%d of 60 new assets were read", versions["n"])
	}
	if c := inv.Stores[0].Coverage.Carried; c != int64(before-2) {
		t.Errorf("%d of %d assets were carried over, and one had changed and one was gone", c, before)
	}
	if versions["w"] > 0 {
		found := false
		for _, e := range inv.Stores[0].Datasets[0].Entries {
			found = found || e.Category == "online.ip"
		}
		if !found {
			t.Error("what stands in the changed asset now is not in the inventory")
		}
	}
}

// What was found does not vanish because the next sample is smaller; it is in no share
// then.
func TestWhatWasFoundStays(t *testing.T) {
	s := versioned(3000)
	for p := range s.rows {
		s.rows[p] = []string{"other"}
	}
	inv, ledger := scanOn(t, s, nil, nil)
	var last *Part
	key := uint64(0)
	for _, p := range ledger.parts { // the one that comes last in the order
		for _, a := range s.assets {
			if h := rank(1, "s", &a); partKey(ledger.Key, "s", a.Path, a.Version) == p.Key && h > key {
				last, key = p, h
			}
		}
	}
	last.Sample.Fields[0].Tally = []CategoryTally{{Category: "id.cn_resident", WellFormed: 1, Valid: 1, Units: shareOne}}
	if inv.Stores[0].Coverage.Sampled < 300 {
		t.Fatal(inv.Stores[0].Coverage)
	}
	// Many more assets come, older than the first scan, so that the last one falls out.
	for i := range 20000 {
		p := fmt.Sprintf("logs/part-%05d.txt", 30000+i)
		s.assets = append(s.assets, scanners.Asset{Path: p, Kind: "object", Size: 100, Rows: -1, Version: "o", Modified: time.Unix(1.7e9, 0)})
		s.rows[p] = []string{"other"}
	}
	inv, _ = scanOn(t, s, ledger, func(o *Options) { o.Limits = Limits{Requests: 300} })
	d := inv.Stores[0].Datasets[0]
	if len(d.Entries) != 1 || d.Entries[0].Rows != 1 {
		t.Fatalf("what was found has vanished: %+v", d.Entries)
	}
	p := d.Entries[0].Prevalence
	if p == nil || p.Records == nil || p.Records.Estimate != 0 || p.Records.Draws >= d.Coverage.Sampled {
		t.Errorf("a draw that is none counts in a share: %+v of %d", p.Records, d.Coverage.Sampled)
	}
}

// The bounds hold for a store that changes between the scans.
func TestBoundsHoldOverScans(t *testing.T) {
	misses, assetMisses, n := 0, 0, 0
	const rounds = 250
	for round := range uint64(rounds) {
		random := rand.New(rand.NewPCG(round, 7))
		s := &shelf{rows: map[string][]string{}}
		add := func(i int, at time.Time, share float64) {
			p := fmt.Sprintf("logs/part-%05d.txt", i)
			s.assets = append(s.assets, scanners.Asset{Path: p, Kind: "object", Size: 100, Rows: -1, Version: "v", Modified: at})
			s.rows[p] = []string{"other"}
			if random.Float64() < share {
				s.rows[p] = []string{"id!1"}
			}
		}
		for i := range 400 {
			add(i, time.Unix(1.7e9, 0), 0.02)
		}
		var ledger *Ledger
		var inv *Inventory
		for scan := range 3 {
			inv, ledger = scanOn(t, s, ledger, func(o *Options) { o.Seed, o.Limits = round+1, Limits{Requests: 120} })
			truth := 0.0
			for _, a := range s.assets {
				if s.rows[a.Path][0] != "other" {
					truth += 1 / float64(len(s.assets))
				}
			}
			n++
			d := inv.Stores[0].Datasets[0]
			records, assets := d.Bounds.Records.AtMost, d.Bounds.Assets.AtMost
			if len(d.Entries) > 0 {
				records, assets = d.Entries[0].Prevalence.Records.AtMost, d.Entries[0].Prevalence.Assets.AtMost
			}
			if records < truth-1e-9 {
				misses++
			}
			if assets < truth-1e-9 {
				assetMisses++
			}
			// A tenth goes, a tenth changes for the worse, and as much is new.
			at := ledger.Scans[len(ledger.Scans)-1].Add(time.Hour)
			s.assets = slices.DeleteFunc(s.assets, func(scanners.Asset) bool { return random.Float64() < 0.1 })
			for i := range s.assets {
				if random.Float64() < 0.1 {
					s.assets[i].Version += "x"
					s.assets[i].Modified = at
					s.rows[s.assets[i].Path] = []string{"id!1"}[:1]
					if random.Float64() < 0.9 {
						s.rows[s.assets[i].Path] = []string{"other"}
					}
				}
			}
			for i := range 40 {
				add(1000*(scan+1)+i, at, 0.1)
			}
		}
	}
	most := 0.05*float64(n) + 3*math.Sqrt(0.05*0.95*float64(n))
	t.Logf("of %d bounds %d on records and %d on assets are too low", n, misses, assetMisses)
	if float64(misses) > most || float64(assetMisses) > most {
		t.Errorf("of %d bounds %d on records and %d on assets are too low, more than %.0f", n, misses, assetMisses, most)
	}
}

// Nothing is carried over from a scan that looked for something else, or elsewhere.
func TestLedgerThatDoesNotFit(t *testing.T) {
	s := versioned(500)
	_, ledger := scanOn(t, s, nil, nil)
	for name, change := range map[string]func(*Options){
		"rules":       func(o *Options) { o.Rules = "other" },
		"declaration": func(o *Options) { o.Declaration = "other" },
		"ocr":         func(o *Options) { o.OCR = true },
		"seed":        func(o *Options) { o.Seed = 99 },
		"own":         func(o *Options) { o.Own = []OwnCategory{{Key: "a.b"}} },
		"names":       func(o *Options) { o.Depth = scanners.Names },
	} {
		inv, _ := scanOn(t, s, ledger, change)
		if c := inv.Stores[0].Coverage; c.Carried != 0 || len(inv.Settings.Since) != 0 {
			t.Errorf("%s: %+v", name, c)
		}
	}
	inv, _ := scanOn(t, s, ledger, nil)
	if c := inv.Stores[0].Coverage; c.Carried == 0 || len(inv.Settings.Since) != 1 {
		t.Errorf("nothing is carried over where it fits: %+v", c)
	}
	for _, a := range []string{"x", ""} {
		inv, _ = scanOn(t, s, ledger, func(o *Options) {
			for i := range s.assets {
				s.assets[i].Version = a
			}
		})
		if c := inv.Stores[0].Coverage; c.Carried != 0 {
			t.Errorf("version %q: %+v", a, c)
		}
	}
}

// A ledger is read whole or not at all, and what reading again may mend is not in it.
func TestLedgerIsWholeOrNothing(t *testing.T) {
	s := versioned(300)
	s.fails[s.assets[3].Path] = scanners.Unreadable(scanners.GapUnreachable, "the store was away")
	o := options(s)
	o.Keep = &Ledger{}
	stockOf(t, t.Context(), s, o)
	if len(o.Keep.parts) != 299 {
		t.Errorf("%d of 300 assets are in the ledger, and one could not be reached", len(o.Keep.parts))
	}
	var b bytes.Buffer
	if err := o.Keep.Write(&b); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	for n := 0; n < len(whole); n += max(1, len(whole)/97) {
		l, err := ReadLedger(bytes.NewReader(whole[:n]))
		if err == nil {
			t.Fatalf("%d of %d bytes are a ledger with %d parts", n, len(whole), len(l.parts))
		}
		if strings.Contains(err.Error(), "logs/") {
			t.Fatalf("the error names content: %v", err)
		}
	}
	z, err := gzip.NewReader(bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(z); err != nil || bytes.Contains(plain, []byte("id!")) || !bytes.Contains(plain, []byte("idcard")) {
		t.Errorf("a value is in the ledger, or it cannot be read: %v", err)
	}
}

// Scans that go on from one another come to the end of a cell, however large it is.
func TestScansReachAll(t *testing.T) {
	s := versioned(3*mostPerCell + 5)
	var ledger *Ledger
	var inv *Inventory
	for range 4 {
		inv, ledger = scanOn(t, s, ledger, func(o *Options) { o.Limits = Limits{} })
	}
	if c := inv.Stores[0].Coverage; c.Sampled != c.Listed {
		t.Errorf("after four scans %d of %d assets are read", c.Sampled, c.Listed)
	}
}
