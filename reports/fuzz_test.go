package reports

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
)

// A deal hands out pieces of a fuzzer's input until it is used up.
type deal struct{ data []byte }

func (d *deal) byte() byte {
	if len(d.data) == 0 {
		return 0
	}
	b := d.data[0]
	d.data = d.data[1:]
	return b
}

func (d *deal) text() string {
	n := min(int(d.byte())%48, len(d.data))
	s := string(d.data[:n])
	d.data = d.data[n:]
	return s
}

// number is small, unknown, huge or negative.
func (d *deal) number() int64 {
	switch b := d.byte(); b % 5 {
	case 0:
		return -1
	case 1:
		return int64(b)
	case 2:
		return int64(b) << 50
	case 3:
		return -int64(b) << 50
	}
	return int64(d.byte()) << 8
}

func (d *deal) few() int { return int(d.byte()) % 3 }

func pick[T any](d *deal, list ...T) T { return list[int(d.byte())%len(list)] }

func (d *deal) time() time.Time {
	if d.byte()%3 == 0 {
		return time.Time{}
	}
	return time.Unix(d.number()%(1<<37), 0)
}

func (d *deal) coverage() inventory.Coverage {
	return inventory.Coverage{
		Listed: d.number(), Sampled: d.number(), Whole: d.number(), BytesListed: d.number(), BytesRead: d.number(),
		RowsListed: d.number(), RowsRead: d.number(), Units: d.number(),
		Design: pick(d, "", scanners.Census, scanners.Equal, scanners.NotEqual, scanners.NotRandom, scanners.Design(d.text())),
	}
}

func (d *deal) gaps() []inventory.Gap {
	var out []inventory.Gap
	for range d.few() {
		out = append(out, inventory.Gap{Kind: pick(d, scanners.GapSampled, scanners.GapBudget, scanners.GapEmpty, scanners.GapKind(d.text())),
			Reason: d.text(), Assets: d.number(), Bytes: d.number(), Rows: d.number(), Examples: []string{d.text()}})
	}
	return out
}

func (d *deal) times() []inventory.Times {
	var out []inventory.Times
	for range d.few() {
		t := inventory.Times{Source: pick(d, "key", "object", "line", "field:"+d.text(), "index:"+d.text(), d.text()),
			Oldest: d.time(), Newest: d.time(), Count: d.number(), Missing: d.number(), Found: d.byte()%2 == 0}
		if d.byte()%2 == 0 {
			t.Older = []inventory.Older{{Before: d.time(), Rows: d.number()}, {Before: d.time(), Share: &inventory.Share{Estimate: 0.5, AtMost: 1}, Records: &inventory.Amount{Of: d.number(), Estimate: d.number()}}}
		}
		out = append(out, t)
	}
	return out
}

func (d *deal) report() *Report {
	r := &Report{Lang: pick(d, "en", "zh"), Width: int(d.byte()), AsOf: d.time(), Color: d.byte()%2 == 0}
	if d.byte()%4 > 0 {
		r.Declaration = &policy.Declaration{ID: d.text(), SHA256: d.text()}
	}
	inv := &inventory.Inventory{Complete: d.byte()%2 == 0}
	inv.Settings = inventory.Settings{Seed: uint64(d.number()), Depth: pick(d, scanners.Sample, scanners.Names, scanners.Depth(d.text())), Rules: d.text()}
	inv.Run.Interrupted = d.byte()%2 == 0
	for range d.few() {
		s := inventory.Store{Alias: d.text(), Kind: pick(d, "s3", d.text()), Coverage: d.coverage(), Gaps: d.gaps(), Discovered: d.byte()%2 == 0}
		for range d.few() {
			s.Facts = append(s.Facts, scanners.Fact{Name: pick(d, "region", d.text()), Value: d.text(), Source: d.text(), Unknown: d.byte()%2 == 0, Reason: d.text()})
		}
		for range d.few() {
			x := inventory.Dataset{Path: d.text(), Formats: []string{d.text()}, Coverage: d.coverage(), Times: d.times(), Gaps: d.gaps()}
			for range d.few() {
				x.Entries = append(x.Entries, inventory.Entry{Category: detectors.Category(pick(d, "contact.email", d.text())), Field: d.text(),
					Confidence: detectors.Confidence(d.byte() % 4), Unresolved: d.byte()%3 == 0, Rows: d.number(), Values: d.number(),
					WellFormed: d.number(), Valid: d.number(), Distinct: d.number(), DistinctMore: d.byte()%2 == 0,
					Reasons: []string{pick(d, "header", "pass-rate", "distinct", d.text())}, Times: d.times()})
			}
			s.Datasets = append(s.Datasets, x)
		}
		inv.Stores = append(inv.Stores, s)
	}
	if d.byte()%8 > 0 {
		r.Inventory = inv
	}
	for range d.few() {
		r.Findings = append(r.Findings, policy.Finding{
			Code:     pick(d, "retention.exceeded", "system.not_scanned", "category.undeclared", d.text()),
			Verdict:  pick(d, policy.Broken, policy.Unverifiable, policy.Verdict(d.text())),
			Severity: pick(d, policy.High, policy.Info, policy.Severity(d.text())),
			System:   d.text(), Store: d.text(), Dataset: d.text(), Field: d.text(), Category: d.text(), Rule: d.text(), Source: d.text(),
			Evidence: map[string]string{pick(d, "max", "cause", "distinct", d.text()): d.text()}, Fingerprint: d.text(),
		})
	}
	for range 2 * d.few() {
		j := policy.Judgement{System: d.text(), Store: pick(d, "a", d.text()), Dataset: pick(d, "", "x", d.text()), Rule: pick(d, "", "r", d.text()),
			Matter:  pick(d, policy.MatterRetention, policy.MatterCategories, policy.Matter(d.text())),
			Verdict: pick(d, policy.Kept, policy.Broken, policy.Unverifiable, policy.Verdict(d.text())),
			Reason:  pick(d, "", "bound", "no-bound", "no-detector", "rule.not_examined", d.text()),
			Grounds: policy.Grounds{Listed: d.number(), Sampled: d.number(), Whole: d.number(), Units: d.number(), Basis: pick(d, "", "bound", d.text()),
				AskedBy: d.text(), Without: d.text(), Parts: []string{d.text()}, Blind: []string{d.text()}, DetectAbove: float64(d.number())}}
		if d.byte()%2 == 0 {
			most := float64(d.number()) / 256
			j.Grounds.AtMost = &most
		}
		if d.byte()%3 == 0 {
			j.Waivers = []string{d.text()}
		}
		r.Verdicts = append(r.Verdicts, j)
	}
	return r
}

// FuzzReports renders whatever an inventory may hold: nothing panics, no line
// is too wide, no character that is not visible comes through, and the JSON
// can be read again.
func FuzzReports(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte(strings.Repeat("\x02\x01\x07客户\x1b[2J<b>\u202e{n}[[", 60)))
	f.Add([]byte(strings.Repeat("\x01\x02\x05\xff\x04", 300)))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := (&deal{data}).report()
		for _, name := range Names() {
			var b strings.Builder
			format, _ := Lookup(name)
			if err := format(&b, r); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out := b.String()
			for _, c := range ansi.ReplaceAllString(out, "") {
				if c != '\n' && !harmless(c) && (name != "html" || c != '\u00a0') {
					t.Fatalf("%s lets %U through", name, c)
				}
			}
			switch name {
			case "json":
				if err := json.Unmarshal([]byte(out), &Document{}); err != nil {
					t.Fatalf("the JSON cannot be read again: %v", err)
				}
			case "text":
				width := r.Width
				if width == 0 {
					width = defaultWidth
				}
				for _, line := range strings.Split(ansi.ReplaceAllString(out, ""), "\n") {
					if w := columns(line); w > max(width, leastWidth) {
						t.Fatalf("a line of %d columns at %d: %q", w, width, line)
					}
				}
			}
		}
		if strings.ContainsAny(Summary(r), "\n\x1b") {
			t.Fatalf("summary %q", Summary(r))
		}
	})
}

// Rendering is quick enough to do it again and again on a large inventory.
func BenchmarkFormats(b *testing.B) {
	r := &Report{Inventory: many(500), Lang: "zh"}
	for _, name := range Names() {
		format, _ := Lookup(name)
		b.Run(name, func(b *testing.B) {
			var n strings.Builder
			if err := format(&n, r); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(n.Len()))
			b.ReportAllocs()
			for b.Loop() {
				if err := format(io.Discard, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
