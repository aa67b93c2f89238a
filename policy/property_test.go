package policy

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// drawn makes an inventory of anything that the types allow, likely or not.
func drawn(r *rand.Rand) *inventory.Inventory {
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	count := func() int64 { return r.Int64N(7) - 1 }
	other := rand.New(rand.NewPCG(7, 7)) // leaves the draws of r as they were
	times := func() (out []inventory.Times) {
		for range r.IntN(3) {
			at := day("2026-06-15").Add(-time.Duration(r.Int64N(int64(time.Duration(20+r.IntN(2)*1480) * 24 * time.Hour))))
			tm := inventory.Times{Source: pick("key", "object", "field:ts", "field:created_at"), Found: other.IntN(3) == 0, Oldest: at, Newest: at, Count: count(), Missing: max(0, count()-3)}
			if r.IntN(3) > 0 {
				tm.Days = map[string]int64{at.Format(time.DateOnly): count(), pick("", "x", "2026-06-01"): 1}
			}
			if other.IntN(6) == 0 {
				tm.Source = []string{"line", "index:ts", "statistics:created_at"}[other.IntN(3)]
			}
			if other.IntN(3) == 0 {
				tm.Older = []inventory.Older{{Before: at, Rows: count()}, {Before: at, Share: &inventory.Share{Estimate: 0.5}, Records: &inventory.Amount{Of: count()}}}
			}
			if r.IntN(8) == 0 {
				tm.Oldest = time.Time{}
			}
			out = append(out, tm)
		}
		return out
	}
	gaps := func() (out []inventory.Gap) {
		if r.IntN(4) == 0 {
			out = append(out, inventory.Gap{Kind: scanners.GapKind(pick("budget", "sampled", "permission", "unsupported", "new")), Reason: pick("", "why"), Assets: count()})
		}
		return out
	}
	inv := &inventory.Inventory{Complete: r.IntN(2) == 0}
	inv.Settings.Depth = scanners.Depth(pick("names", "sample", "full", ""))
	for range r.IntN(5) {
		s := inventory.Store{Kind: pick("s3", "s3", "mysql", "postgres", "cdn", "new"), Gaps: gaps(), Coverage: inventory.Coverage{Listed: count()},
			Alias: pick("logs", "logs", "logs", "app", "accounts", "backup", "weblog", "crm", "tenant-1", "kyc", "x", "")}
		for range r.IntN(5) {
			s.Facts = append(s.Facts, scanners.Fact{Name: pick("jurisdiction", "jurisdiction", "region"), Value: pick("CN", "HK", "EU", "EU,US", "ASIA", ""), Source: pick("configuration", "server", "endpoint host"), Unknown: r.IntN(5) == 0})
		}
		for range r.IntN(5) {
			s.Facts = append(s.Facts, scanners.Fact{Name: pick("public", "public", "public-block", "grant", "replication", "replica", "copy-jurisdiction", "copy-jurisdiction", "copy-jurisdiction", "tls", "encryption", "network", "network"),
				Value: pick("no", "read", "read,list", "yes", "none", "CN", "SG", "SG", "private", "public", ""), Source: pick("policy", "anonymous request"), Reason: pick("", "it refused"), Unknown: r.IntN(3) == 0, Scope: pick("", "", "access/")})
		}
		for range r.IntN(4) {
			ds := inventory.Dataset{Path: pick("access/{date}.gz", "public.users", "users", "*/{n}", "", "orders_{date}", "{weird"), Gaps: gaps(), Times: times(),
				Coverage: inventory.Coverage{Listed: count(), Whole: count(), Sampled: count(), Units: 3 * count(),
					Design: scanners.Design(pick("", "census", "equal", "equal", "equal", "not-equal", "not-random"))}}
			if r.IntN(3) > 0 {
				ds.Facts = append(ds.Facts, inventory.Fact{Fact: scanners.Fact{Name: pick("public", "grant"), Value: pick("no", "read", "select"), Source: "policy", Unknown: r.IntN(3) == 0}, Assets: count()})
				ds.Lifecycle = &inventory.Lifecycle{Kept: max(0, count()), Expiring: max(0, count()), Unclear: max(0, count()), Longest: int64(r.IntN(90)), First: day(pick("2026-05-01", "2026-06-15", "2026-07-01"))}
				ds.Kind = pick("object", "version", "table")
			}
			if r.IntN(3) > 0 {
				ds.Bounds = atMost(count(), r.Float64()*1.1)
			}
			for range r.IntN(4) {
				ds.Entries = append(ds.Entries, inventory.Entry{Category: detectors.Category(pick("contact.email", "contact.mobile", "contact.mobile", "contact.mobile", "id.cn_resident", "biometric.face", "online.ip", "nonsense")),
					Field: pick("", "a", "b"), Confidence: detectors.Confidence(r.IntN(4)), Unresolved: r.IntN(6) == 0, Valid: count(), Known: max(0, count()-3), Times: times(),
					State: detectors.State(max(0, r.IntN(8)-4)), Reasons: []string{pick("header", "header", "checksum", "masked")}})
			}
			if r.IntN(3) == 0 {
				ds.Entries = append(ds.Entries, inventory.Entry{Category: "subject.minor", From: detectors.Category(pick("id.cn_resident", "identity.birth_date")), Field: pick("a", "b"),
					Confidence: detectors.Confidence(r.IntN(4)), Valid: 9, Values: 20, Ages: map[string]int64{pick("3", "13"): 4, "14": 2, pick("15", "17", "x"): 3}})
			}
			if r.IntN(2) == 0 {
				ds.Joined = append(ds.Joined, inventory.Joined{Trace: "online.ip", TraceField: "a", Account: detectors.Category(pick("contact.mobile", "account.user_id")), AccountField: "b", Rows: 3})
			}
			s.Datasets = append(s.Datasets, ds)
		}
		inv.Stores = append(inv.Stores, s)
	}
	if n := len(inv.Stores); n > 2 {
		inv.Settings.ClosedAccounts = int64(n)
		for i := range inv.Stores[0].Datasets {
			if ds := &inv.Stores[0].Datasets[i]; i != 1 {
				ds.Closed = []inventory.ClosedField{{Field: "id", Rows: 3, IDs: inventory.Count{Estimate: 2, AtLeast: 2}, Telling: int64(i), Named: n == 3}, {Field: "n", Rows: 1, IDs: inventory.Count{Estimate: 1, AtLeast: 1}}}
			}
		}
	}
	for i, c := range []detectors.Category{"contact.email", "contact.mobile", "health.record", "id.cn_resident"} {
		if n := int64(len(inv.Stores)); n > int64(i) {
			inv.Subjects = append(inv.Subjects, inventory.Subjects{Category: c, Count: inventory.Count{Estimate: 100 * n, Error: 0.016, AtLeast: 97 * n}, Datasets: i})
		}
	}
	return inv
}

// shuffled returns the same inventory and declaration in another order.
func shuffled(r *rand.Rand, inv *inventory.Inventory, d *Declaration) (*inventory.Inventory, *Declaration) {
	mix := func(v any) {
		s := reflect.ValueOf(v)
		r.Shuffle(s.Len(), reflect.Swapper(v))
	}
	i := *inv
	i.Stores = slices.Clone(inv.Stores)
	for k := range i.Stores {
		s := &i.Stores[k]
		s.Datasets, s.Facts, s.Gaps = slices.Clone(s.Datasets), slices.Clone(s.Facts), slices.Clone(s.Gaps)
		for n := range s.Datasets {
			s.Datasets[n].Entries = slices.Clone(s.Datasets[n].Entries)
			mix(s.Datasets[n].Entries)
			s.Datasets[n].Facts = slices.Clone(s.Datasets[n].Facts)
			mix(s.Datasets[n].Facts)
			s.Datasets[n].Joined = slices.Clone(s.Datasets[n].Joined)
			mix(s.Datasets[n].Joined)
		}
		mix(s.Datasets)
		mix(s.Facts)
		mix(s.Gaps)
	}
	mix(i.Stores)
	e := *d
	e.Systems, e.Rules = slices.Clone(d.Systems), slices.Clone(d.Rules)
	for k := range e.Rules {
		e.Rules[k].Categories = slices.Clone(e.Rules[k].Categories)
		mix(e.Rules[k].Categories)
	}
	mix(e.Systems)
	mix(e.Rules)
	return &i, &e
}

func TestCheckOfAnythingIsOrderedAndNeverPanics(t *testing.T) {
	var ds []*Declaration
	for name, data := range samples(t) {
		d, err := Parse(name, data)
		if err != nil {
			t.Fatal(err)
		}
		ds = append(ds, d)
	}
	ds = append(ds, declare(t, base), declare(t, keep), declare(t, lie), declare(t, keep+"contact: {privacy: k}\n"), declare(t, states),
		declare(t, promises), declare(t, base+"evidence: {detect_above: 5%}\n"),
		declare(t, keep+"  - {id: closed, systems: [\"*\"], categories: [\"*\"], retention: {kind: event, from: account_closed}}\n"),
		declare(t, base+"thresholds: [{id: few, at: 200}, {id: many, at: 1000, obligation: ask}, {id: cards, at: 5, sensitive: true}, {id: ill, at: 50, categories: [health.*, online.*]}]\n"))
	slices.SortFunc(ds, func(a, b *Declaration) int { return strings.Compare(a.SHA256, b.SHA256) })
	r := rand.New(rand.NewPCG(7, 8))
	now := day("2026-06-15")
	seen := map[string]bool{}
	for round := range 10000 {
		d := ds[round%len(ds)]
		inv := drawn(r)
		before, _ := json.Marshal(inv)
		demands := PreflightDemands{}
		if r.IntN(2) == 0 {
			demands.Allow = []Jurisdiction{"CN"}
			demands.MaxAge.set("P1M")
		}
		declared := d
		if r.IntN(2) == 0 {
			declared = nil
		}
		early := Preflight(inv, declared, demands, now)
		want := Check(inv, d, now)
		if after, _ := json.Marshal(inv); string(before) != string(after) {
			t.Fatal("Check changed the inventory")
		}
		if !slices.IsSortedFunc(want, order) {
			t.Fatal("the findings are not in order")
		}
		i2, d2 := shuffled(r, inv, d)
		got := Check(i2, d2, now.In(time.FixedZone("", 8*3600)))
		if !reflect.DeepEqual(got, want) {
			a, _ := json.MarshalIndent(want, "", " ")
			b, _ := json.MarshalIndent(got, "", " ")
			t.Fatalf("round %d: the order matters\n%s\n%s", round, a, b)
		}
		if declared != nil {
			declared = d2
		}
		if later := Preflight(i2, declared, demands, now); !reflect.DeepEqual(early, later) || !slices.IsSortedFunc(early, order) {
			a, _ := json.MarshalIndent(early, "", " ")
			b, _ := json.MarshalIndent(later, "", " ")
			t.Fatalf("round %d: the order matters before launch\n%s\n%s", round, a, b)
		}
		for _, f := range append(want, early...) {
			seen[f.Code] = true
			if f.Severity.Rank() < 0 || len(f.Fingerprint) != 32 {
				t.Fatalf("finding %+v", f)
			}
			for k, v := range f.Evidence {
				if v == "" && k != "reason" && k != "declared" && k != "categories" {
					t.Fatalf("%s has no %s: %v", f.Code, k, f.Evidence)
				}
			}
		}
		OutcomeOf(inv, want, "", true)
	}
	for _, code := range codesInSource(t) {
		// What is said of waivers comes when they are applied.
		if !seen[code] && code != "rule.tie" && !strings.HasPrefix(code, "waiver.") {
			t.Errorf("no draw gave %s", code)
		}
	}
}

// A fingerprint is made of the names alone, and of all of them.
func TestFingerprint(t *testing.T) {
	full := Finding{Code: "a", System: "b", Store: "c", Dataset: "d", Field: "e", Category: "f", Rule: "g", Part: "h"}
	same := full
	same.Evidence, same.Severity, same.Verdict, same.Source = map[string]string{"rows": "1"}, High, Broken, "9"
	if full.fingerprint() != same.fingerprint() {
		t.Error("what changes from scan to scan changes the fingerprint")
	}
	prints := map[string]string{full.fingerprint(): "all"}
	v := reflect.ValueOf(&full).Elem()
	for _, name := range []string{"Code", "System", "Store", "Dataset", "Field", "Category", "Rule", "Part"} {
		old := v.FieldByName(name).String()
		v.FieldByName(name).SetString(old + "x")
		if was, dup := prints[full.fingerprint()]; dup {
			t.Errorf("%s does not count (as %s)", name, was)
		}
		prints[full.fingerprint()] = name
		v.FieldByName(name).SetString(old)
	}
	a, b := Finding{Store: "ab", Dataset: "c"}, Finding{Store: "a", Dataset: "bc"}
	if a.fingerprint() == b.fingerprint() {
		t.Error("two lists of names run together")
	}
}

func BenchmarkCheck(b *testing.B) {
	d := declare(b, base)
	var ds []inventory.Dataset
	for i := range 100 {
		ds = append(ds, dataset(fmt.Sprintf("access/%d/{date}/part-{n}.json.gz", i), entry("contact.email", "m"), entry("contact.mobile", "p")))
	}
	inv := stock(bucket("logs", ds...), good()[1])
	b.ReportAllocs()
	for b.Loop() {
		Check(inv, d, day("2026-06-15"))
	}
}

func BenchmarkBorder(b *testing.B) {
	d := declare(b, base)
	const path = "access/2026-01-31/part-000123.json.gz"
	b.SetBytes(int64(len(path)))
	b.ReportAllocs()
	for b.Loop() {
		d.Border("logs", path)
	}
}
