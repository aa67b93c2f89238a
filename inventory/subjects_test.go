package inventory

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"piiventory/detectors"
	"piiventory/scanners"
)

// mobiles makes numbers from..to of a prefix, written in a way.
func mobiles(way string, from, to int) []byte {
	var b strings.Builder
	for i := from; i < to; i++ {
		n := fmt.Sprintf("%08d", (i*7919)%100_000_000)
		fmt.Fprintf(&b, way+"\n", n[:4], n[4:])
	}
	return []byte(b.String())
}

// columnOf is a batch of one column.
func columnOf(path string, data []byte) *scanners.Batch {
	c := scanners.Column{Path: path, Data: data}
	for i, b := range data {
		if b == '\n' {
			c.Ends = append(c.Ends, int32(i))
		}
	}
	return &scanners.Batch{Unit: "u", Rows: len(c.Ends), Columns: []scanners.Column{c}}
}

// partOf is what reading some batches gives.
func partOf(engine Detector, key []byte, store, path string, batches ...*scanners.Batch) *Part {
	t := newTally(engine, key, "")
	for _, b := range batches {
		t.batch(b)
	}
	s := &Sample{AssetKind: "object", Labels: strings.Split(path, "/"), Path: path, Size: 1000, Read: true,
		Drawn: scanners.Drawn{Design: scanners.Census, Rows: t.rowsSeen, Units: 1, Bytes: 1000}}
	s.Fields, s.Times = t.result()
	s.Units = t.units
	return &Part{Store: store, Kind: "file", Key: path, Sample: s}
}

func testEngine(t testing.TB) *detectors.Engine {
	e, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func subjectsOf(list []Subjects, c detectors.Category) *Subjects {
	for i := range list {
		if list[i].Category == c && list[i].State == detectors.Clear {
			return &list[i]
		}
	}
	return nil
}

// Persons who stand in several fields, datasets and stores, and whose number is written
// in several ways, count once; also where some datasets are counted exactly.
func TestPersonsCountOnce(t *testing.T) {
	engine, key := testEngine(t), []byte("k")
	f := NewFold(engine)
	f.Add(partOf(engine, key, "a", "users.csv", columnOf("mobile", mobiles("139%s%s", 0, 3000))))
	f.Add(partOf(engine, key, "a", "orders.csv", columnOf("receiver_phone", mobiles("+86 139-%s-%s", 1000, 4000))))
	f.Add(partOf(engine, key, "b", "crm.csv", columnOf("tel", mobiles("86139%s%s", 2000, 5000)), columnOf("mobile", mobiles("139 %s %s", 0, 200))))
	f.Add(partOf(engine, key, "c", "few.csv", columnOf("mobile", mobiles("139%s%s", 4900, 5100))))
	inv := f.Inventory(Settings{Confidence: 0.95})
	near := func(s *Subjects, want, datasets int) {
		t.Helper()
		if s == nil || s.Datasets != datasets {
			t.Fatalf("%+v, want %d values in %d datasets", s, want, datasets)
		}
		if off := float64(s.Estimate)/float64(want) - 1; off < -4*s.Error || off > 4*s.Error || s.AtLeast > int64(want) {
			t.Errorf("%+v, and there are %d", s, want)
		}
	}
	near(subjectsOf(inv.Subjects, "contact.mobile"), 5100, 4)
	near(subjectsOf(inv.Stores[0].Subjects, "contact.mobile"), 4000, 2)
	near(subjectsOf(inv.Stores[1].Subjects, "contact.mobile"), 3000+200, 1)
	if s := subjectsOf(inv.Stores[2].Subjects, "contact.mobile"); s == nil || s.Count != (Count{200, 0, 200}) {
		t.Errorf("few are counted exactly: %+v", s)
	}
	for _, e := range inv.Stores[1].Datasets[0].Entries {
		if e.values != nil || e.DistinctMore != (e.Subjects != nil) || e.Subjects != nil && e.Subjects.Estimate > e.Values {
			t.Errorf("%+v", e)
		}
	}
}

// What was found and is no more than a hint, and what is masked, is nobody. What is
// hashed is counted by itself.
func TestHintsAreNobody(t *testing.T) {
	engine, key := testEngine(t), []byte("k")
	masked := strings.Repeat("138****8000\n139****9000\n137****7000\n", 20)
	f := NewFold(engine)
	f.Add(partOf(engine, key, "a", "masked.csv", columnOf("mobile", []byte(masked))))
	f.Add(partOf(engine, key, "a", "numbers.csv", columnOf("qty", mobiles("%s%s", 0, 500))))
	inv := f.Inventory(Settings{})
	if len(inv.Subjects) != 0 {
		t.Errorf("%+v", inv.Subjects)
	}
}

// That all was read is said only where it was.
func TestAllReadIsSaidWhereItIs(t *testing.T) {
	engine, key := testEngine(t), []byte("k")
	for name, change := range map[string]func(p *Part, l *Listing){
		"all":    func(*Part, *Listing) {},
		"sample": func(_ *Part, l *Listing) { l.Leaves[0].Listed = 2 },
		"gap": func(p *Part, _ *Listing) {
			p.Sample.Drawn.Gaps = []scanners.Gap{{Kind: scanners.GapCorrupt, Reason: "x"}}
		},
		"cut":  func(_ *Part, l *Listing) { l.Gaps = []scanners.Gap{{Kind: scanners.GapBudget, Reason: "x"}} },
		"rows": func(p *Part, _ *Listing) { p.Sample.Drawn.Design = scanners.Equal },
	} {
		p := partOf(engine, key, "a", "users.csv", columnOf("mobile", mobiles("139%s%s", 0, 50)))
		l := &Listing{Leaves: []Leaf{{Kind: "object", Labels: []string{"users.csv"}, Listed: 1, Bytes: 1000, Rows: -1}}}
		change(p, l)
		f := NewFold(engine)
		f.Add(p)
		f.Add(&Part{Store: "a", Kind: "file", Key: "listing", Listing: l})
		inv := f.Inventory(Settings{})
		got, store := subjectsOf(inv.Subjects, "contact.mobile"), subjectsOf(inv.Stores[0].Subjects, "contact.mobile")
		if want := name == "all"; got == nil || got.AllRead != want || store.AllRead != want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// When the sketches of many assets take too much room all of them get coarser, which
// depends on the Parts and not on their order, and changes no Part; the stated error grows.
func TestSketchesGetCoarserTogether(t *testing.T) {
	engine, key := testEngine(t), []byte("k")
	var parts []*Part
	for i := range 12 {
		parts = append(parts, partOf(engine, key, "a", fmt.Sprintf("part-%d.csv", i), columnOf("mobile", mobiles("139%s%s", i*300, i*300+600))))
	}
	room := parts[0].sketched() * 3 // of 12
	fold := func(order []int) *Fold {
		f := NewFold(engine)
		for _, i := range order {
			id := parts[i].id()
			if old := f.parts[id]; old != nil {
				f.sketched -= old.sketched()
			}
			f.put(id, parts[i])
			f.narrow(room)
		}
		return f
	}
	random := rand.New(rand.NewPCG(4, 4))
	want := fold(random.Perm(12))
	again := fold(append(random.Perm(12), random.Perm(12)...))
	if want.finest != finest-2 || want.sketched > room {
		t.Fatalf("2^%d registers in %d bytes of %d", want.finest, want.sketched, room)
	}
	a, b := want.Inventory(Settings{}), again.Inventory(Settings{})
	if !reflect.DeepEqual(a, b) {
		t.Error("another order gives something else")
	}
	s := subjectsOf(a.Subjects, "contact.mobile")
	if s == nil || s.Error < 0.032 || s.Error > 0.033 || float64(s.Estimate) < 3900*(1-4*s.Error) || float64(s.Estimate) > 3900*(1+4*s.Error) {
		t.Errorf("%+v", s)
	}
	for _, p := range parts {
		if p.sketched() != 1<<finest {
			t.Error("a Part was changed")
		}
	}
}
