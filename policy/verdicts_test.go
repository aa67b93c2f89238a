package policy

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
)

// many are the declarations on which the property tests draw.
func many(t *testing.T) []*Declaration {
	t.Helper()
	var ds []*Declaration
	for name, data := range samples(t) {
		d, err := Parse(name, data)
		if err != nil {
			t.Fatal(err)
		}
		ds = append(ds, d)
	}
	tied := replace(states, "rules:\n", `rules:
  - {id: tied-a, systems: [logs], categories: [contact.*], retention: {kind: fixed, max: P1M}, residency: {mode: list, allow: [CN, HK]}, evidence: {detect_above: 30%}}
  - {id: tied-b, systems: [logs], categories: [contact.*], retention: {kind: fixed, max: P3M}, residency: {mode: list, allow: [CN, SG]}}
  - {id: tied-c, systems: ["*"], categories: ["*"], residency: {mode: list, allow: [CN]}, retention: {kind: purpose}}
  - {id: blind, systems: [logs], categories: [x.loyalty], state: [forbidden]}
  - {id: records, systems: ["*"], categories: [health.record], state: [forbidden]}
  - {id: faces, systems: ["*"], categories: [biometric.*], state: [forbidden]}
`) + "evidence: {detect_above: 60%}\n"
	ds = append(ds, declare(t, base), declare(t, keep), declare(t, lie), declare(t, keep+"minors: {age: 14, needs: guardian_consent}\n"),
		declare(t, replace(lie, "at: ", "region: [CN], at: ")),
		declare(t, replace(lie, "at: ", "region: [CN, HK], residency: {mode: list, allow: [CN, HK, SG]}, at: ")),
		declare(t, states), declare(t, tied), declare(t, `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs"], backup_of: [crm]}
  - {id: crm, kind: rdb, at: ["postgres://crm/*"]}
rules:
  - {id: keep, systems: [crm], categories: [contact.mobile], retention: {kind: fixed, max: P1M}}
  - {id: points, systems: [crm], categories: [x.loyalty], retention: {kind: fixed, max: P1M}}
evidence: {detect_above: 60%}
`))
	slices.SortFunc(ds, func(a, b *Declaration) int { return strings.Compare(a.SHA256, b.SHA256) })
	return ds
}

// What is broken has a broken finding, and the other way round; the order of the input
// does not matter; and a kept rule has what its basis says.
func TestVerdictsAreThoseOfTheFindings(t *testing.T) {
	ds := many(t)
	r := rand.New(rand.NewPCG(11, 12))
	now := day("2026-06-15")
	verdicts, reasons, bases := map[string]int{}, map[string]int{}, map[string]int{}
	for round := range 3000 {
		d, inv := anyDeclaration(r), dense(r)
		if round%2 == 0 {
			d, inv = ds[round/2%len(ds)], drawn(r)
			unalike(inv)
		}
		for i := range inv.Stores {
			if place := [...]string{"", "CN", "SG"}[r.IntN(3)]; place != "" && round%2 == 0 {
				inv.Stores[i].Facts = []scanners.Fact{{Name: "jurisdiction", Value: place, Source: "configuration"}, {Name: [...]string{"replication", "tag"}[r.IntN(2)], Value: "off"}}
			}
		}
		before, _ := json.Marshal(inv)
		js, fs := Verdicts(inv, d, now), Check(inv, d, now)
		if after, _ := json.Marshal(inv); string(before) != string(after) {
			t.Fatal("Verdicts changed the inventory")
		}
		i2, d2 := shuffled(r, inv, d)
		if again := Verdicts(i2, d2, now); !reflect.DeepEqual(js, again) {
			a, _ := json.MarshalIndent(js, "", " ")
			b, _ := json.MarshalIndent(again, "", " ")
			t.Fatalf("round %d: the order matters\n%s\n%s", round, a, b)
		}
		by := map[string]*Finding{}
		for i := range fs {
			by[fs[i].Fingerprint] = &fs[i]
		}
		behind := map[string]bool{}
		seen := map[[5]string]bool{}
		for _, j := range js {
			verdicts[string(j.Verdict)+" "+string(j.Matter)]++
			reasons[j.Reason]++
			bases[j.Grounds.Basis]++
			key := [5]string{j.System, j.Store, j.Dataset, j.Rule, string(j.Matter)}
			if seen[key] {
				t.Fatalf("round %d: judged twice: %+v", round, j)
			}
			seen[key] = true
			gravest := Note
			for _, print := range j.Findings {
				f := by[print]
				if f == nil {
					t.Fatalf("round %d: %+v rests on a finding that is not there", round, j)
				}
				if f.Verdict == Broken && f.Code != "residency.conflict" {
					gravest = Broken
					if j.Verdict == Broken {
						behind[print] = true
					}
				}
			}
			switch {
			case j.Verdict == Broken && gravest != Broken:
				t.Fatalf("round %d: broken without a finding: %+v", round, j)
			case j.Verdict == Kept && len(j.Findings) > 0:
				t.Fatalf("round %d: kept, and something speaks against it: %+v", round, j)
			case (j.Verdict == Kept) != (j.Reason == ""):
				t.Fatalf("round %d: a reason is missing, or one too many: %+v", round, j)
			}
			if j.Verdict == Kept {
				grounded(t, j)
			}
		}
		for _, f := range fs {
			// A finding without a system is about what nobody declared.
			if f.Verdict == Broken && f.System != "" && f.Store != "" && !behind[f.Fingerprint] {
				t.Fatalf("round %d: no verdict is broken by %+v\nall: %+v", round, f, js)
			}
		}
	}
	for _, m := range matters {
		for _, v := range []Verdict{Kept, Broken, Unverifiable, NotExamined} {
			n := verdicts[string(v)+" "+string(m)]
			never := m == MatterOther && v == Kept
			if n > 0 && never || n == 0 && m != MatterOther {
				t.Errorf("%s was %s %d times", m, v, n)
			}
		}
	}
	for _, reason := range Reasons() {
		if reasons[reason] == 0 {
			t.Errorf("no draw gave the reason %s", reason)
		}
	}
	for _, basis := range []string{"census", "bound", "times", "place"} {
		if bases[basis] == 0 {
			t.Errorf("no draw gave the basis %s", basis)
		}
	}
}

// grounded holds that a kept judgement has what its basis promises.
func grounded(t *testing.T, j Judgement) {
	t.Helper()
	g := j.Grounds
	ok := false
	switch g.Basis {
	case "census":
		ok = g.Listed > 0 && g.Whole >= g.Listed && g.AtMost != nil && *g.AtMost <= g.DetectAbove
	case "bound":
		ok = g.AtMost != nil && *g.AtMost <= g.DetectAbove && g.AskedBy != ""
	case "times":
		ok = j.Matter == MatterRetention || j.Matter == MatterBackups
	case "place":
		ok = j.Matter == MatterResidency || j.Matter == MatterRegion
	}
	if !ok {
		t.Fatalf("kept without grounds: %+v", j)
	}
}
