package policy

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// anyDeclaration makes a declaration of two systems with rules that overlap in every way.
func anyDeclaration(r *rand.Rand) *Declaration {
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	some := func(n int, from ...string) []string {
		r.Shuffle(len(from), func(i, k int) { from[i], from[k] = from[k], from[i] })
		return from[:n]
	}
	selector := func(s string) Selector {
		var out Selector
		if err := out.set(s); err != nil {
			panic(err)
		}
		return out
	}
	patterns := func(words []string) (out []Pattern) {
		for _, w := range words {
			out = append(out, Pattern(w))
		}
		return out
	}
	places := func() (out []Jurisdiction) {
		for _, p := range some(1+r.IntN(3), "CN", "HK", "SG", "DE") {
			out = append(out, Jurisdiction(p))
		}
		return out
	}
	duration := func(s string) Duration { d, _ := ParseDuration(s); return d }
	d := &Declaration{ID: "any", Systems: []System{
		{ID: "logs", Kind: "object-storage", At: []Selector{selector("s3://logs/**")}},
		{ID: "crm", Kind: "rdb", At: []Selector{selector("postgres://crm/*")}},
	}}
	for i := range d.Systems {
		s := &d.Systems[i]
		if r.IntN(4) == 0 {
			s.Region = places()
		}
		if r.IntN(4) == 0 {
			s.Residency = &Residency{Mode: "list", Allow: places()}
		}
		if r.IntN(2) == 0 {
			s.Timestamp = &Timestamp{Field: "ts"}
		}
	}
	for i := range 2 + r.IntN(5) {
		rule := Rule{ID: fmt.Sprint("r", i), Systems: []string{pick("*", "logs", "crm", "l*", "logs")},
			Categories: patterns(some(1+r.IntN(2), "contact.email", "contact.mobile", "contact.*", "id.*", "*", "id.cn_resident"))}
		if r.IntN(3) == 0 {
			rule.Optional = patterns(some(1, "contact.phone", "contact.mobile", "id.cn_resident", "subject.minor"))
		}
		switch r.IntN(8) {
		case 0:
			rule.State = []string{"forbidden"}
		case 1:
			rule.State = some(1+r.IntN(2), "hashed", "encrypted", "deidentified")
		case 2:
			rule.State = []string{"allowed"}
		case 3:
			rule.State = []string{"allowed", "encrypted"}
		}
		if r.IntN(2) == 0 {
			rule.Retention = &Retention{Kind: "fixed", Max: duration(pick("P10D", "P1M", "P2M", "P3M", "P6M"))}
			if r.IntN(2) == 0 {
				rule.Retention.Grace = duration(pick("P5D", "P1M"))
			}
		} else if r.IntN(6) == 0 {
			rule.Retention = &Retention{Kind: pick("purpose", "undeclared", "law_or_contract")}
		}
		if r.IntN(3) == 0 {
			rule.Residency = &Residency{Mode: "list", Allow: places()}
		} else if r.IntN(9) == 0 {
			rule.Residency = &Residency{Mode: pick("global", "customer_selected")}
		}
		if r.IntN(6) == 0 {
			rule.Evidence = &Evidence{DetectAbove: 0.02}
		}
		if r.IntN(9) == 0 {
			rule.PersonalWhen = &PersonalWhen{JoinedWith: []Pattern{"contact.*"}}
		}
		d.Rules = append(d.Rules, rule)
	}
	if r.IntN(2) == 0 {
		d.Minors = &Minors{Age: 12 + r.IntN(4), Needs: pick("", "guardian_consent")}
	}
	if r.IntN(3) == 0 {
		d.Evidence = &Evidence{DetectAbove: 0.05}
	}
	return d
}

// dense makes an inventory of the stores that anyDeclaration names, in which there is
// nearly always something to say of each rule.
func dense(r *rand.Rand) *inventory.Inventory {
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	now := day("2026-06-15")
	inv := &inventory.Inventory{Complete: true}
	for _, kind := range []string{"s3", "postgres"} {
		alias := map[string]string{"s3": "logs", "postgres": "crm"}[kind]
		s := inventory.Store{Alias: alias, Kind: kind, Coverage: inventory.Coverage{Listed: 10}}
		if r.IntN(5) > 0 {
			s.Facts = append(s.Facts, scanners.Fact{Name: "jurisdiction", Value: pick("CN", "HK", "SG", "DE", "EU"), Source: "endpoint host"})
		}
		if r.IntN(3) > 0 {
			s.Facts = append(s.Facts, scanners.Fact{Name: "replication", Value: pick("off", "b"), Source: "replication rule", Unknown: r.IntN(5) == 0, Reason: "no"})
		}
		if r.IntN(4) == 0 {
			s.Facts = append(s.Facts, scanners.Fact{Name: "copy-jurisdiction", Value: pick("CN", "HK", "SG"), Source: "replication rule", Unknown: r.IntN(5) == 0, Reason: "no"})
		}
		for i := range 1 + r.IntN(3) {
			ds := inventory.Dataset{Path: fmt.Sprint("d", i), Kind: "object"}
			ds.Coverage = inventory.Coverage{Listed: 10, Sampled: 5, Whole: 2, Units: 200, Design: scanners.Equal}
			switch r.IntN(6) {
			case 0:
				ds.Coverage.Sampled, ds.Coverage.Whole, ds.Coverage.Design = 10, 10, scanners.Census
			case 1:
				ds.Coverage.Design, ds.Bounds.Without = scanners.NotRandom, "not-random"
			case 2:
				ds.Bounds = atMost(30, 0.09)
			default:
				ds.Bounds = atMost(300, []float64{0.0005, 0.008, 0.03}[r.IntN(3)])
			}
			if r.IntN(8) == 0 {
				ds.Gaps = append(ds.Gaps, inventory.Gap{Kind: scanners.GapPermission})
			}
			source := pick("key", "object", "field:ts")
			times := func(missing int64) []inventory.Times {
				from := now.AddDate(0, 0, -r.IntN(250))
				tm := inventory.Times{Source: source, Oldest: from, Newest: now, Count: 2, Missing: missing,
					Days: map[string]int64{from.Format(time.DateOnly): 1, now.Format(time.DateOnly): 1}}
				return []inventory.Times{tm}
			}
			ds.Times = times(int64(max(0, r.IntN(6)-4)))
			seen := map[string]bool{}
			for range r.IntN(5) {
				e := entry(pick("contact.email", "contact.mobile", "contact.phone", "id.cn_resident", "biometric.face"), pick("a", "b"))
				if e.Reasons = []string{pick("checksum", "checksum", "header")}; r.IntN(4) == 0 {
					e.Confidence = detectors.Low
				}
				e.State = detectors.State(max(0, r.IntN(7)-3))
				if r.IntN(3) > 0 {
					e.Times = times(int64(max(0, r.IntN(8)-6)))
				}
				if key := fmt.Sprint(e.Category, e.Field, e.State); !seen[key] {
					seen[key] = true
					ds.Entries = append(ds.Entries, e)
				}
			}
			if r.IntN(3) == 0 {
				ds.Entries = append(ds.Entries, inventory.Entry{Category: "subject.minor", From: "id.cn_resident", Field: "a", Confidence: detectors.High, Valid: 6, Values: 9,
					Ages: map[string]int64{fmt.Sprint(10 + r.IntN(8)): 6}})
			}
			s.Datasets = append(s.Datasets, ds)
		}
		inv.Stores = append(inv.Stores, s)
	}
	return inv
}

// unalike gives the stores of an inventory aliases of their own, and their datasets paths.
func unalike(inv *inventory.Inventory) {
	seen := map[string]bool{}
	inv.Stores = slices.DeleteFunc(inv.Stores, func(s inventory.Store) bool {
		dup := seen[s.Alias]
		seen[s.Alias] = true
		return dup
	})
	for i := range inv.Stores {
		paths := map[string]bool{}
		s := &inv.Stores[i]
		for k := range s.Datasets {
			if s.Datasets[k].Path == "" {
				s.Datasets[k].Path = "a"
			}
		}
		s.Datasets = slices.DeleteFunc(s.Datasets, func(d inventory.Dataset) bool {
			dup := paths[d.Path]
			paths[d.Path] = true
			return dup
		})
	}
}
