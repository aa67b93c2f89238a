package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// judged shows a judgement by its names, and what it rests on.
func judged(j Judgement) string {
	s := fmt.Sprintf("%s/%s %s: %s", j.Store, j.Dataset, strings.TrimPrefix(j.Rule+" "+string(j.Matter), " "), j.Verdict)
	for _, word := range []string{j.Reason, j.Grounds.Basis, j.Grounds.Without} {
		if word != "" {
			s += " " + word
		}
	}
	if m := j.Grounds.AtMost; m != nil {
		s += fmt.Sprintf(" %g of %g by %s", *m, j.Grounds.DetectAbove, j.Grounds.AskedBy)
	}
	return s
}

// wholly makes a dataset one that was read to its end, sampled one of which a sample
// gives a bound.
func wholly(ds inventory.Dataset) inventory.Dataset {
	ds.Coverage.Sampled, ds.Coverage.Whole, ds.Coverage.Design = 10, 10, scanners.Census
	return ds
}

func sampled(ds inventory.Dataset, most float64) inventory.Dataset {
	ds.Coverage.Design, ds.Bounds = scanners.Equal, atMost(300, most)
	return ds
}

func TestVerdicts(t *testing.T) {
	const no = `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs"]}
rules:
  - {id: no, systems: [logs], categories: [biometric.*], state: [forbidden]}
`
	const must = `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs"]}
rules:
  - {id: s, systems: [logs], categories: [contact.mobile], state: [hashed]}
`
	mobile, email := entry("contact.mobile", "m"), entry("contact.email", "e")
	low := with(entry("biometric.face", "f"), func(e *inventory.Entry) { e.Confidence = detectors.Low })
	rare := with(low, func(e *inventory.Entry) {
		e.Prevalence = &inventory.Prevalence{Records: &inventory.Share{AtMost: 0.004}}
	})
	old := func(e inventory.Entry) inventory.Entry { e.Times = aged("key", "2026-03-01", 4); return e }
	young := func(e inventory.Entry) inventory.Entry { e.Times = aged("key", "2026-06-01", 4); return e }
	stamped := func(e inventory.Entry) inventory.Entry {
		e.Times = aged("field:ts", "2026-06-01", 4)
		return e
	}
	timed := func(ds inventory.Dataset, days ...any) inventory.Dataset {
		ds.Times = aged("key", days...)
		return ds
	}
	wrote := func(e inventory.Entry) inventory.Entry { e.Times = aged("object", "2026-06-01", 4); return e }
	written := func(ds inventory.Dataset, days ...any) inventory.Dataset {
		ds.Times = aged("object", days...)
		return ds
	}
	holed := func(ds inventory.Dataset, g inventory.Gap) inventory.Dataset {
		ds.Gaps = append(ds.Gaps, g)
		return ds
	}
	reached := 0.004
	copying := func(s inventory.Store, f ...scanners.Fact) inventory.Store {
		s.Facts = append(s.Facts, f...)
		return s
	}
	none := scanners.Fact{Name: "replication", Value: "off"}
	for _, tc := range []struct {
		name, decl string
		inv        *inventory.Inventory
		of         Matter
		want       string
	}{
		// What must not be there.
		{"all was read", no, stock(bucket("logs", wholly(dataset("a")))), MatterForbidden, "logs/a no forbidden: kept census 0 of 0.01 by default"},
		{"a sample is enough", no, stock(bucket("logs", sampled(dataset("a"), 0.0099))), MatterForbidden, "logs/a no forbidden: kept bound 0.0099 of 0.01 by default"},
		{"just enough", no, stock(bucket("logs", sampled(dataset("a"), 0.01))), MatterForbidden, "logs/a no forbidden: kept bound 0.01 of 0.01 by default"},
		{"too small", no, stock(bucket("logs", sampled(dataset("a"), 0.0101))), MatterForbidden, "logs/a no forbidden: unverifiable bound 0.0101 of 0.01 by default"},
		{"no bound", no, stock(bucket("logs", with(dataset("a"), func(d *inventory.Dataset) { d.Bounds.Without = "not-random" }))), MatterForbidden, "logs/a no forbidden: unverifiable no-bound not-random"},
		{"the scan asked for more", no, with(stock(bucket("logs", sampled(dataset("a"), 0.005))), func(i **inventory.Inventory) { (*i).Settings.DetectAbove = 0.001 }), MatterForbidden, "logs/a no forbidden: unverifiable bound 0.005 of 0.001 by scan"},
		{"the scan asked for less", no, with(stock(bucket("logs", sampled(dataset("a"), 0.04))), func(i **inventory.Inventory) { (*i).Settings.DetectAbove = 0.05 }), MatterForbidden, "logs/a no forbidden: kept bound 0.04 of 0.05 by scan"},
		{"the declaration goes before the scan", no + "evidence: {detect_above: 2%}\n", with(stock(bucket("logs", sampled(dataset("a"), 0.015))), func(i **inventory.Inventory) { (*i).Settings.DetectAbove = 0.001 }), MatterForbidden, "logs/a no forbidden: kept bound 0.015 of 0.02 by declaration"},
		{"the rule goes before the declaration", replace(no, "[forbidden]", "[forbidden], evidence: {detect_above: 0.1%}") + "evidence: {detect_above: 2%}\n", stock(bucket("logs", sampled(dataset("a"), 0.015))), MatterForbidden, "logs/a no forbidden: unverifiable bound 0.015 of 0.001 by rule"},
		{"found", no, stock(bucket("logs", wholly(dataset("a", entry("biometric.face", "f"))))), MatterForbidden, "logs/a no forbidden: broken category.forbidden"},
		{"something else was found", no, stock(bucket("logs", wholly(dataset("a", mobile)))), MatterForbidden, "logs/a no forbidden: kept census 0 of 0.01 by default"},
		{"a hint of which nobody knows how much", no, stock(bucket("logs", wholly(dataset("a", low)))), MatterForbidden, "logs/a no forbidden: unverifiable hint"},
		{"a hint that is rare enough", no, stock(bucket("logs", sampled(dataset("a", rare), 0.002))), MatterForbidden, "logs/a no forbidden: kept bound 0.004 of 0.01 by default"},
		{"specimens only", no, stock(bucket("logs", wholly(dataset("a", with(entry("biometric.face", "f"), func(e *inventory.Entry) { e.Known = e.Valid }))))), MatterForbidden, "logs/a no forbidden: kept census 0 of 0.01 by default"},
		{"by names only, of a sample", replace(no, "biometric.*", "health.record"), stock(bucket("logs", sampled(dataset("a"), 0.001))), MatterForbidden, "logs/a no forbidden: not-examined names-only"},
		{"by names only, and all was read", replace(no, "biometric.*", "health.record"), stock(bucket("logs", wholly(dataset("a")))), MatterForbidden, "logs/a no forbidden: kept census 0 of 0.01 by default"},
		{"by names only, of a table", replace(no, "biometric.*", "health.record"), stock(bucket("logs", with(sampled(dataset("a"), 0.001), func(d *inventory.Dataset) { d.Kind = "table" }))), MatterForbidden, "logs/a no forbidden: kept bound 0.001 of 0.01 by default"},
		{"by names and by values, of a sample", replace(no, "biometric.*", "health.*"), stock(bucket("logs", sampled(dataset("a"), 0.001))), MatterForbidden, "logs/a no forbidden: kept bound 0.001 of 0.01 by default"},
		{"nothing was read", no, stock(bucket("logs", with(dataset("a"), func(d *inventory.Dataset) { d.Coverage = inventory.Coverage{Listed: 3} }))), MatterForbidden, "logs/a no forbidden: unverifiable unread"},
		{"names only", no, with(stock(bucket("logs", dataset("a"))), func(i **inventory.Inventory) { (*i).Settings.Depth = scanners.Names }), MatterForbidden, "logs/a no forbidden: not-examined scan.names_only"},
		{"some could not be read", no, stock(bucket("logs", holed(sampled(dataset("a"), 0.001), inventory.Gap{Kind: scanners.GapPermission}))), MatterForbidden, "logs/a no forbidden: unverifiable gap 0.001 of 0.01 by default"},
		{"a budget cut it, and the bound says so", no, stock(bucket("logs", holed(sampled(dataset("a"), 0.004), inventory.Gap{Kind: scanners.GapBudget, AtMost: &reached}))), MatterForbidden, "logs/a no forbidden: kept bound 0.004 of 0.01 by default"},
		{"a budget cut it, and no bound says so", no, stock(bucket("logs", holed(sampled(dataset("a"), 0.004), inventory.Gap{Kind: scanners.GapBudget}))), MatterForbidden, "logs/a no forbidden: unverifiable gap 0.004 of 0.01 by default"},
		{"the rest of a sample is no gap", no, stock(bucket("logs", holed(sampled(dataset("a"), 0.004), inventory.Gap{Kind: scanners.GapSampled}))), MatterForbidden, "logs/a no forbidden: kept bound 0.004 of 0.01 by default"},
		{"the listing was cut off", no, stock(with(bucket("logs", wholly(dataset("a"))), func(s *inventory.Store) { s.Gaps = []inventory.Gap{{Kind: scanners.GapTimeout}} })), MatterForbidden, "logs/a no forbidden: unverifiable listing 0 of 0.01 by default"},
		{"no detector", replace(no, "biometric.*", "x.loyalty"), stock(bucket("logs", wholly(dataset("a")))), MatterForbidden, "logs/a no forbidden: not-examined no-detector"},
		{"may be of another system", replace(no, "s3://logs", "s3://logs/x/**"), stock(bucket("logs", wholly(dataset("*/a")))), MatterForbidden, "logs/*/a no forbidden: unverifiable system.uncertain"},
		{"may be of another system, and found", replace(no, "s3://logs", "s3://logs/x/**"), stock(bucket("logs", wholly(dataset("*/a", entry("biometric.face", "f"))))), MatterForbidden, "logs/*/a no forbidden: unverifiable category.forbidden"},
		{"not scanned", no, stock(), MatterForbidden, "logs/ no forbidden: not-examined system.not_scanned"},
		{"not reached", no, stock(inventory.Store{Alias: "logs", Kind: "s3", Gaps: []inventory.Gap{{Kind: scanners.GapUnreachable}}}), MatterForbidden, "logs/ no forbidden: unverifiable system.unreachable"},
		{"nothing there", replace(no, "s3://logs", "s3://logs/x/**"), stock(bucket("logs")), MatterForbidden, "logs/ no forbidden: unverifiable system.empty"},

		// What is declared, and nothing else.
		{"all is declared", base, stock(bucket("logs", wholly(dataset("access/a", mobile))), good()[1]), MatterCategories, "crm/public.users categories: unverifiable no-bound; logs/access/a categories: kept census 0 of 0.01 by default"},
		{"undeclared", base, stock(bucket("logs", wholly(dataset("access/a", email)))), MatterCategories, "crm/ categories: not-examined system.not_scanned; logs/access/a categories: broken category.undeclared"},

		// States.
		{"hashed", must, stock(bucket("logs", wholly(dataset("a", inState(detectors.Hashed, mobile))))), MatterState, "logs/a s state: kept census 0 of 0.01 by default"},
		{"in the clear", must, stock(bucket("logs", wholly(dataset("a", with(mobile, func(e *inventory.Entry) { e.Reasons = []string{"checksum"} }))))), MatterState, "logs/a s state: broken state.clear"},
		{"by its name only", must, stock(bucket("logs", wholly(dataset("a", with(mobile, func(e *inventory.Entry) { e.Reasons = []string{"header"} }))))), MatterState, "logs/a s state: unverifiable state.unverifiable"},
		{"allowed promises nothing", replace(must, "[hashed]", "[allowed, hashed]"), stock(bucket("logs", wholly(dataset("a", mobile)))), MatterState, ""},

		// Retention.
		{"young, by the times of all assets", keep, stock(bucket("logs", timed(dataset("a", young(mobile)), "2026-06-01", 10))), MatterRetention, "logs/a keep retention: kept times"},
		{"young, by the last write only", keep, stock(bucket("logs", written(dataset("a", wrote(mobile)), "2026-06-01", 10))), MatterRetention, "logs/a keep retention: unverifiable object-time"},
		{"young, by the last write only, and all was read", keep, stock(bucket("logs", wholly(written(dataset("a", wrote(mobile)), "2026-06-01", 10)))), MatterRetention, "logs/a keep retention: unverifiable object-time"},
		{"young, by the last write as declared", replace(keep, "at: [", "timestamp: {object: true}, at: ["), stock(bucket("logs", written(dataset("a", wrote(mobile)), "2026-06-01", 10))), MatterRetention, "logs/a keep retention: kept times"},
		{"old", keep, stock(bucket("logs", timed(dataset("a", old(mobile)), "2026-03-01", 10))), MatterRetention, "logs/a keep retention: broken retention.exceeded"},
		{"older ones were not read", keep, stock(bucket("logs", timed(dataset("a", young(mobile)), "2026-06-01", 5, "2026-03-01", 5))), MatterRetention, "logs/a keep retention: unverifiable retention.unverifiable"},
		{"older ones were read and hold none", keep, stock(bucket("logs", wholly(timed(dataset("a", young(mobile)), "2026-06-01", 5, "2026-03-01", 5)))), MatterRetention, "logs/a keep retention: kept census 0 of 0.01 by default"},
		{"all was read, and some have no date", keep, stock(bucket("logs", wholly(with(timed(dataset("a", young(mobile)), "2026-06-01", 5), func(d *inventory.Dataset) { d.Times[0].Missing = 5 })))), MatterRetention, "logs/a keep retention: unverifiable no-time"},
		{"all was read, and some paths lie in the future", keep, stock(bucket("logs", wholly(timed(dataset("a", young(mobile)), "2026-06-01", 5, "2026-09-01", 5)))), MatterRetention, "logs/a keep retention: unverifiable no-time"},
		{"no time at all", keep, stock(bucket("logs", dataset("a", mobile))), MatterRetention, "logs/a keep retention: unverifiable retention.unverifiable"},
		{"nothing of it was found", keep, stock(bucket("logs", sampled(dataset("a", email), 0.003))), MatterRetention, "logs/a keep retention: kept bound 0.003 of 0.01 by default"},
		{"records of a sample", replace(keep, "at: [", "timestamp: {field: ts}, at: ["), stock(bucket("logs", sampled(dataset("a", stamped(mobile)), 0.003))), MatterRetention, "logs/a keep retention: kept bound 0.003 of 0.01 by default"},
		{"records of too small a sample", replace(keep, "at: [", "timestamp: {field: ts}, at: ["), stock(bucket("logs", sampled(dataset("a", stamped(mobile)), 0.03))), MatterRetention, "logs/a keep retention: unverifiable bound 0.03 of 0.01 by default"},
		{"one field has no time", replace(replace(keep, "at: [", "timestamp: {field: ts}, at: ["), "[contact.mobile], ret", "[contact.mobile, contact.phone], ret"), stock(bucket("logs", wholly(dataset("a", stamped(mobile), entry("contact.phone", "p"))))), MatterRetention, "logs/a keep retention: unverifiable no-time"},
		{"no maximum", replace(keep, "kind: fixed, max: P1M", "kind: law_or_contract"), stock(bucket("logs", wholly(dataset("a", mobile)))), MatterRetention, "logs/a keep retention: not-examined rule.not_examined"},
		{"no promise", replace(keep, "kind: fixed, max: P1M", "kind: undeclared"), stock(bucket("logs", wholly(dataset("a", mobile)))), MatterRetention, ""},

		// Places.
		{"in the right place, and copied nowhere", lie, stock(copying(bucket("logs", dataset("a", mobile)), none)), MatterResidency, "logs/a here residency: kept place"},
		{"whether it is copied was not seen", lie, stock(bucket("logs", dataset("a", mobile))), MatterResidency, "logs/a here residency: unverifiable copies"},
		{"whether it is copied may not be asked", lie, stock(copying(bucket("logs", dataset("a", mobile)), scanners.Fact{Name: "replication", Unknown: true, Reason: "no"})), MatterResidency, "logs/a here residency: not-examined residency.copies_unseen"},
		{"whether it is copied may not be asked, and nothing of it was found", lie, stock(copying(bucket("logs", dataset("a")), scanners.Fact{Name: "replication", Unknown: true, Reason: "no"})), MatterResidency, "logs/a here residency: unverifiable no-bound"},
		{"in the right place, copied nowhere, and nothing of it was found", lie, stock(copying(bucket("logs", dataset("a")), none)), MatterResidency, "logs/a here residency: kept place"},
		{"copied elsewhere", lie, stock(copying(bucket("logs", dataset("a", mobile)), none, scanners.Fact{Name: "copy-jurisdiction", Value: "SG"})), MatterResidency, "logs/a here residency: broken residency.copy"},
		{"in the wrong place", replace(lie, "[CN]", "[DE]"), stock(copying(bucket("logs", dataset("a", mobile)), none)), MatterResidency, "logs/a here residency: broken residency.outside"},
		{"in the wrong place, and nothing of it there", replace(lie, "[CN]", "[DE]"), stock(copying(bucket("logs", sampled(dataset("a"), 0.002)), none)), MatterResidency, "logs/a here residency: kept bound 0.002 of 0.01 by default"},
		{"in the wrong place, and nobody can say", replace(lie, "[CN]", "[DE]"), stock(copying(bucket("logs", dataset("a")), none)), MatterResidency, "logs/a here residency: unverifiable no-bound"},
		{"one dataset of two holds it", replace(lie, "[CN]", "[DE]"), stock(copying(bucket("logs", dataset("a", mobile), wholly(dataset("b"))), none)), MatterResidency, "logs/a here residency: broken residency.outside; logs/b here residency: kept census 0 of 0.01 by default"},
		{"of a place nobody knows", lie, stock(with(bucket("logs", dataset("a", mobile)), func(s *inventory.Store) { s.Facts = nil })), MatterResidency, "logs/a here residency: unverifiable residency.unknown"},
		{"told two ways", lie, stock(copying(bucket("logs", dataset("a", mobile)), none, scanners.Fact{Name: "jurisdiction", Value: "HK", Source: "x-amz-bucket-region"})), MatterResidency, "logs/a here residency: unverifiable residency.conflict"},
		{"everywhere", replace(lie, "{mode: list, allow: [CN]}", "{mode: global}"), stock(bucket("logs", dataset("a", mobile))), MatterResidency, ""},
		{"where the customer says", replace(lie, "{mode: list, allow: [CN]}", "{mode: customer_selected}"), stock(copying(bucket("logs", dataset("a", mobile)), none)), MatterResidency, "logs/a here residency: not-examined rule.not_examined"},
		{"of the system itself", replace(base, `at: ["s3`, `residency: {mode: list, allow: [DE]}, at: ["s3`), stock(copying(bucket("logs", dataset("access/a", mobile)), none), good()[1]), MatterResidency, "logs/access/a residency: broken residency.outside"},
		{"a system of a region", replace(lie, `at: [`, `region: [DE], at: [`), stock(copying(bucket("logs", dataset("a", mobile)), none)), MatterRegion, "logs/a region: broken residency.outside"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, j := range Verdicts(tc.inv, declare(t, tc.decl), day("2026-06-15")) {
				if j.Matter == tc.of {
					got = append(got, judged(j))
				}
			}
			if line := strings.Join(got, "; "); line != tc.want {
				t.Errorf("got  %s\nwant %s", line, tc.want)
			}
		})
	}
}

// What asks for evidence and gets too little of it is a finding, once for each dataset.
func TestScantEvidenceIsAFinding(t *testing.T) {
	decl := keep + "evidence: {detect_above: 0.1%}\n"
	inv := stock(bucket("logs", sampled(dataset("a"), 0.0075), wholly(dataset("b"))))
	var got []string
	for _, f := range Check(inv, declare(t, decl), day("2026-06-15")) {
		if f.Code == "evidence.insufficient" {
			got = append(got, line(f), f.Evidence["asked"], f.Evidence["at_most"], f.Evidence["rules"])
		}
	}
	want := []string{"evidence.insufficient unverifiable low system=logs store=logs dataset=a part=evidence.detect_above", "0.1 %", "0.75 %", "categories, keep"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if fs := Check(inv, declare(t, keep), day("2026-06-15")); slices.ContainsFunc(fs, func(f Finding) bool { return f.Code == "evidence.insufficient" }) {
		t.Error("nobody asked for it")
	}
}

// Backups are held against the rules of what they are backups of.
func TestVerdictsOnBackups(t *testing.T) {
	const decl = `piiventory: declaration/v1
id: t
systems:
  - {id: crm, kind: rdb, at: ["postgres://crm/*"]}
  - {id: backup, kind: object-storage, at: ["s3://backup"], backup_of: [crm]}
rules:
  - {id: keep, systems: [crm], categories: [contact.mobile], retention: {kind: fixed, max: P1M}}
  - {id: also, systems: [backup], categories: [contact.mobile]}
`
	dump := func(source string, days ...any) inventory.Dataset {
		return with(dataset("d", with(entry("contact.mobile", "m"), func(e *inventory.Entry) { e.Times = aged(source, days...) })), func(ds *inventory.Dataset) { ds.Times = aged(source, days...) })
	}
	for _, tc := range []struct {
		name, decl string
		ds         inventory.Dataset
		want       string
	}{
		{"young", decl, dump("key", "2026-06-01", 10), "backup/d keep backups: kept times"},
		{"old", decl, dump("key", "2026-03-01", 10), "backup/d keep backups: broken backup.outlives"},
		{"of unknown age", decl, dataset("d", entry("contact.mobile", "m")), "backup/d keep backups: unverifiable backup.unverifiable"},
		{"young by the last write", decl, dump("object", "2026-06-01", 10), "backup/d keep backups: unverifiable object-time"},
		{"nothing of it, all read", decl, wholly(dataset("d")), "backup/d keep backups: kept census 0 of 0.01 by default"},
		{"nothing of it in what was read", decl, dataset("d"), "backup/d keep backups: unverifiable no-bound"},
		{"not made anew", replace(decl, "backup_of: [crm]", "backup_of: [crm], refresh: P7D"), dump("key", "2026-06-01", 10), "backup/d backups: broken backup.stale; backup/d keep backups: kept times"},
		{"copies that are kept", replace(replace(decl, "backup_of: [crm]", "backup_of: [crm], refresh: P7D"), "{kind: fixed, max: P1M}", "{kind: purpose, backups: {after_user_deletion: next_refresh}}"),
			dump("key", "2026-05-01", 1, "2026-06-14", 1), "backup/d keep backups: broken backup.copies_kept"},
		{"held against the backup itself", replace(decl, "systems: [crm], cat", `systems: ["*"], cat`), dump("key", "2026-06-01", 10), ""},
		{"no backup", replace(decl, ", backup_of: [crm]", ""), dump("key", "2026-03-01", 10), ""},
	} {
		var got []string
		for _, j := range Verdicts(stock(bucket("backup", tc.ds)), declare(t, tc.decl), day("2026-06-15")) {
			if j.Matter == MatterBackups {
				got = append(got, judged(j))
			}
		}
		if s := strings.Join(got, "; "); s != tc.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tc.name, s, tc.want)
		}
	}
}

// What no other matter takes goes to the rest, in the datasets that it is about.
func TestTheRestTakesWhatNoMatterDoes(t *testing.T) {
	d := declare(t, base)
	inv := stock(bucket("logs", dataset("access/a"), dataset("access/b"), dataset("else")), good()[1])
	c := newChecker(inv, d, day("2026-06-15"))
	for _, f := range []Finding{
		{Code: "new.store", Verdict: Broken, System: "logs", Store: "logs"},
		{Code: "new.dataset", Verdict: Unverifiable, System: "logs", Store: "logs", Dataset: "access/a"},
		{Code: "new.rule", Verdict: NotExamined, System: "logs", Store: "logs", Dataset: "access/b", Rule: "r-logs"},
		{Code: "new.system", Verdict: Unverifiable, System: "crm"},
		{Code: "new.elsewhere", Verdict: Broken, System: "crm", Store: "archive"},
		{Code: "new.note", Verdict: Note, System: "crm"},
		{Code: "new.nobody", Verdict: Broken, Store: "logs"},
	} {
		c.add(f)
	}
	var got []string
	for _, j := range c.judge() {
		if j.Matter == MatterOther {
			got = append(got, fmt.Sprint(judged(j), " ", len(j.Findings)))
		}
	}
	slices.Sort(got)
	want := []string{
		"archive/ other: broken new.elsewhere 1",
		"crm/public.users other: unverifiable new.system 1",
		"logs/access/a other: broken new.store 2",
		"logs/access/b other: broken new.store 1",
		"logs/access/b r-logs other: not-examined new.rule 1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
