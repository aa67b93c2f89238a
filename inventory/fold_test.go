package inventory

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// lookFor is a detector for tests: values that begin with "id" are well-formed,
// those that begin with "id!" valid and those with "id*" and "id#" masked and hashed. The
// last digit of a valid one is the age. Values that begin with "ip" are traces.
type lookFor struct{}

func (lookFor) Scan(field string, data []byte, ends []int32, emit func(detectors.Candidate)) {
	start := int32(0)
	for row, end := range ends {
		v := data[start:end]
		c := detectors.Candidate{Category: "id.cn_resident", Row: int32(row), Start: start, End: end, Whole: true}
		switch {
		case bytes.HasPrefix(v, []byte("ip")):
			c.Category, c.Valid = "online.ip", true
			emit(c)
		case bytes.HasPrefix(v, []byte("id*")):
			c.State = detectors.Masked
			emit(c)
		case bytes.HasPrefix(v, []byte("id#")):
			c.State = detectors.Hashed
			emit(c)
		case bytes.HasPrefix(v, []byte("id!")):
			c.Valid, c.Aged, c.Years = true, true, 9+v[len(v)-1]-'0'
			emit(c)
		case bytes.HasPrefix(v, []byte("id")):
			emit(c)
		}
		start = end + 1
	}
}

func (lookFor) Judge(c detectors.Category, field string, ev detectors.Evidence) detectors.Verdict {
	if ev.Valid == 0 {
		return detectors.Verdict{}
	}
	if ev.State != detectors.Clear {
		return detectors.Verdict{Confidence: detectors.Medium, PassRate: 1, Reasons: []string{ev.State.String()}}
	}
	return detectors.Verdict{Confidence: detectors.High, PassRate: float64(ev.Valid) / float64(ev.WellFormed), Reasons: []string{"checksum"}}
}

func (lookFor) Header(field string) []detectors.HeaderHit {
	if field == "idcard" {
		return []detectors.HeaderHit{{Category: "id.cn_resident", Strength: "full"}}
	}
	return nil
}

func (lookFor) MaskName(s string) (string, []detectors.NameMatch) {
	const number = "13800138000"
	i := strings.Index(s, number)
	if i < 0 {
		return s, nil
	}
	return strings.ReplaceAll(s, number, "{contact.mobile}"), []detectors.NameMatch{{Confidence: detectors.Medium,
		Candidate: detectors.Candidate{Category: "contact.mobile", Start: int32(i), End: int32(i + len(number)), Valid: true}}}
}

// randomParts makes the Parts of a scan of two stores.
func randomParts(r *rand.Rand) []*Part {
	var parts []*Part
	for _, store := range []string{"crm", "logs"} {
		_, found := lookFor{}.MaskName("13800138000")
		parts = append(parts, &Part{Store: store, Kind: "s3", Key: "open", Opened: &Opened{
			Names: countName(nil, newDigester([]byte("key")), "13800138000", found),
			Facts: []scanners.Fact{{Name: "region", Value: "cn-north-1", Source: "GetBucketLocation"}}}})
		for scope := range 3 {
			tr := newTree(mostPerCell)
			for i := range 40 {
				a := scanners.Asset{Path: fmt.Sprintf("dt=2026-0%d-11/part-%d.json", 1+r.IntN(9), i), Size: r.Int64N(1 << 22), Modified: time.Unix(1.7e9+r.Int64N(1e7), 0)}
				at := placeOf("", a.Path, "object")
				tr.add(1, store, at, a, a.Path)
				if r.IntN(9) == 0 {
					name := fmt.Sprintf("13800138000-%d", r.IntN(5))
					_, found := lookFor{}.MaskName(name)
					l := tr.at(at)
					l.Names = countName(l.Names, newDigester([]byte("key")), name, found)
				}
			}
			l := &Listing{}
			tr.each(func(p place, f *leaf) {
				l.Leaves = append(l.Leaves, Leaf{Border: p.root.border, Kind: p.root.kind, Labels: p.labels, Listed: f.Listed, Bytes: f.Bytes, Rows: f.Rows, Times: timesList(f.Times), Unlisted: gapList(f.Unlisted), Names: f.Names, Cells: f.cells.list()})
			})
			parts = append(parts, &Part{Store: store, Kind: "s3", Key: fmt.Sprint("scope", scope), Listing: l})
		}
		for i := range 30 {
			t := newTally(lookFor{}, []byte("key"), "ts")
			t.allow = func(string) Allow {
				return func(_ detectors.Category, v []byte) string {
					if bytes.HasPrefix(v, []byte("id!7")) {
						return "sevens"
					}
					return ""
				}
			}
			b := &scanners.Batch{Rows: 20, Columns: []scanners.Column{{Path: "idcard"}, {Path: "ts"}, {Path: "ip"}, {Path: "of 13800138000"}}}
			for range b.Rows {
				b.Columns[0].Append(fmt.Appendf(nil, "id%s%d", []string{"", "!", "!", "*", "#"}[r.IntN(5)], r.IntN(900)))
				b.Columns[2].Append([]byte([]string{"", "ip"}[r.IntN(2)]))
				b.Columns[3].Append(nil)
				b.Columns[1].Append([]byte(time.Unix(1.7e9+r.Int64N(1e7), 0).UTC().Format(time.RFC3339)))
			}
			t.batch(b)
			p := placeOf("", fmt.Sprintf("dt=2026-01-11/part-%d.json", i), "object")
			s := &Sample{AssetKind: "object", Labels: p.labels, Path: fmt.Sprintf("dt=2026-01-11/part-%d.json", i), Read: true, Size: 100,
				Modified: time.Unix(1.7e9, 0), Drawn: scanners.Drawn{Format: "jsonl", Design: scanners.Equal, Units: 3, Rows: 20, Bytes: 100}}
			if r.IntN(4) == 0 {
				s.Drawn.Gaps = []scanners.Gap{{Kind: scanners.GapCorrupt, Reason: "broken", Bytes: r.Int64N(100)}}
			}
			s.Fields, s.Times = t.result()
			s.Joined = t.joined.result()
			parts = append(parts, &Part{Store: store, Kind: "s3", Key: fmt.Sprint("asset", i), Sample: s})
		}
	}
	return parts
}

func saved(t *testing.T, f *Fold) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Inventory(Settings{Seed: 1, Depth: scanners.Sample}).Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func foldOf(parts ...*Part) *Fold {
	f := NewFold(lookFor{})
	for _, p := range parts {
		f.Add(p)
	}
	return f
}

// TestFoldIsASet shuffles, doubles and splits the Parts: the inventory stays the
// same to the byte.
func TestFoldIsASet(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 0))
		parts := randomParts(r)
		want := saved(t, foldOf(parts...))
		if n := len(foldOf(parts...).Inventory(Settings{}).Stores[1].Datasets); n != 1 {
			t.Fatalf("%d datasets, want one", n)
		}
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		if got := saved(t, foldOf(parts...)); got != want {
			t.Fatalf("seed %d: shuffled parts gave another inventory", seed)
		}
		if got := saved(t, foldOf(append(parts, parts...)...)); got != want {
			t.Fatalf("seed %d: doubled parts gave another inventory", seed)
		}
		cut := r.IntN(len(parts))
		a, b := foldOf(parts[:cut]...), foldOf(parts[max(0, cut-5):]...)
		a.Merge(b)
		if got := saved(t, a); got != want {
			t.Fatalf("seed %d: two halves that overlap gave another inventory", seed)
		}
		b.Merge(a)
		if got := saved(t, b); got != want {
			t.Fatalf("seed %d: merging the other way gave another inventory", seed)
		}
		if got := saved(t, foldOf(parts[1:]...)); got == want {
			t.Fatalf("seed %d: leaving a part out made no difference", seed)
		}
	}
}

// TestFoldCountsWhatIsDerived holds the numbers of the fold against those of the
// Parts: states, ages, names and joined records are sums.
func TestFoldCountsWhatIsDerived(t *testing.T) {
	parts := randomParts(rand.New(rand.NewPCG(5, 5)))
	var masked, hashed, minors, joined, keys, names int64
	for _, p := range parts {
		if p.Store != "logs" {
			continue
		}
		if p.Listing != nil {
			for _, l := range p.Listing.Leaves {
				for _, n := range l.Names {
					keys += n.Valid
				}
			}
		}
		if p.Sample == nil {
			continue
		}
		for _, j := range p.Sample.Joined {
			joined += j.Rows
		}
		for _, f := range p.Sample.Fields {
			for _, c := range f.Tally {
				if f.Path == FieldName {
					names += c.Valid
				}
				for state, st := range c.States {
					if state == detectors.Masked {
						masked += st.Values
					} else {
						hashed += st.Values
					}
				}
				if c.Ages != nil {
					for _, n := range c.Ages.Years {
						minors += n
					}
				}
			}
		}
	}
	got := map[string]int64{}
	ds := foldOf(parts...).Inventory(Settings{}).Stores[1].Datasets
	for _, e := range ds[0].Entries {
		key := e.Field + " " + string(e.Category) + " " + e.State.String()
		got[key] = e.Rows
		if e.From != "" {
			var sum int64
			for age, n := range e.Ages {
				if sum += n; len(age) > 2 || n < 1 {
					t.Errorf("age %q: %d", age, n)
				}
			}
			if sum != e.Rows {
				t.Errorf("%d minors, of the ages %v", e.Rows, e.Ages)
			}
		}
	}
	want := map[string]int64{
		"idcard id.cn_resident masked": masked, "idcard id.cn_resident hashed": hashed, "idcard subject.minor clear": minors,
		"{key} contact.mobile clear": keys, "{name} contact.mobile clear": names, "{store} contact.mobile clear": 1,
	}
	for k, n := range want {
		if got[k] != n || n == 0 {
			t.Errorf("%s: %d, want %d", k, got[k], n)
		}
	}
	if n := len(ds[0].Joined); n != 1 || ds[0].Joined[0].Rows != joined || ds[0].Joined[0].Trace != "online.ip" || ds[0].Joined[0].AccountField != "idcard" {
		t.Errorf("joined: %+v, want %d rows", ds[0].Joined, joined)
	}
}

// TestPartsCanBeKept writes Parts as JSON and folds what is read back.
func TestPartsCanBeKept(t *testing.T) {
	parts := randomParts(rand.New(rand.NewPCG(7, 7)))
	want := saved(t, foldOf(parts...))
	b, err := json.Marshal(parts)
	if err != nil {
		t.Fatal(err)
	}
	var back []*Part
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if got := saved(t, foldOf(back...)); got != want {
		t.Error("parts that were kept as JSON fold to another inventory")
	}
}

func TestSavedInventoryReadsBack(t *testing.T) {
	want := saved(t, foldOf(randomParts(rand.New(rand.NewPCG(3, 3)))...))
	inv, err := Read(bytes.NewReader([]byte(want)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	inv.Write(&b)
	if b.String() != want {
		t.Error("an inventory changes when it is read and written again")
	}
	for name, bad := range map[string]string{
		"other format": `{"piiventory":"inventory/v9"}`,
		"no format":    `{"a":1}`,
		"no JSON":      `piiventory`,
		"unknown key":  `{"piiventory":"inventory/v1","extra":1}`,
	} {
		if _, err := Read(bytes.NewReader([]byte(bad))); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}

func TestDistinctIsExactAndMerges(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := r.IntN(2 * distinctLimit)
		var whole, a, b distinct
		seen := map[uint64]bool{}
		for range n {
			v := r.Uint64N(600)
			seen[v] = true
			whole.add(v)
			if r.IntN(2) == 0 {
				a.add(v)
			} else {
				b.add(v)
			}
		}
		a.merge(&b)
		want := int64(min(len(seen), distinctLimit))
		if whole.count() != want || a.count() != want || (a.more != nil) != (whole.more != nil) || (whole.more != nil) != (len(seen) > distinctLimit) {
			t.Fatalf("%d distinct values: whole %d %v, merged %d %v", len(seen), whole.count(), whole.more != nil, a.count(), a.more != nil)
		}
	}
}
