package policy

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// about is what a finding is about, apart from the rule that decided, which a stricter
// one may have taken the place of.
func about(f *Finding) string {
	return strings.Join([]string{f.Code, f.System, f.Store, f.Dataset, f.Field, f.Category, f.Part, f.Evidence["categories"]}, "\x00")
}

// supersedes says whether a finding says more than another of the same data: what is
// forbidden needs no state and no consent, and who is undeclared needs none.
func supersedes(n, o *Finding) bool {
	if n.System != o.System || n.Store != o.Store || n.Dataset != o.Dataset || n.Field != o.Field || n.Category != o.Category {
		return false
	}
	switch n.Code {
	case "category.forbidden":
		return strings.HasPrefix(o.Code, "category.") || strings.HasPrefix(o.Code, "state.") || strings.HasPrefix(o.Code, "minors.")
	case "minors.undeclared":
		return o.Code == "minors.consent"
	case "state.clear":
		return o.Code == "state.other"
	}
	return false
}

// graver says that what is said of the same data is as grave at least.
func graver(n, o *Finding) bool {
	if n.Verdict != o.Verdict {
		return n.Verdict == Broken
	}
	return n.Severity.Rank() >= o.Severity.Rank()
}

// A declaration that is made stricter has every broken and every unverifiable finding that
// it had, or a graver one of the same data. What was not kept is not kept then.
func TestStricterNeverRemovesAFinding(t *testing.T) {
	now := day("2026-06-15")
	r := rand.New(rand.NewPCG(21, 22))
	done, changed := map[string]int{}, map[string]int{}
	compared := 0
	for round := range 2500 {
		d, inv := anyDeclaration(r), dense(r)
		strict, names := copied(d), ""
		forbidden := false
		for range 1 + r.IntN(2) {
			w := ways[r.IntN(len(ways))]
			if forbidden && w.name == "one more category forbidden" { // its rule would have the same id
				continue
			}
			if w.do(r, strict, now) {
				done[w.name]++
				names += "; " + w.name
				forbidden = forbidden || w.name == "one more category forbidden"
			}
		}
		was, is := Check(inv, d, now), Check(inv, strict, now)
		if !strings.Contains(names[min(len(names), 2):], ";") && lines(was) != lines(is) {
			changed[strings.TrimPrefix(names, "; ")]++
		}
		by := map[string][]*Finding{}
		for i := range is {
			by[about(&is[i])] = append(by[about(&is[i])], &is[i])
		}
		for i := range was {
			o := &was[i]
			// Too little evidence matters as long as nothing graver is known; the verdicts
			// below hold that.
			if o.Verdict != Broken && o.Verdict != Unverifiable || o.Code == "evidence.insufficient" {
				continue
			}
			compared++
			still := slices.ContainsFunc(by[about(o)], func(n *Finding) bool { return graver(n, o) }) ||
				o.Code == "retention.unverifiable" && retentionBroken(is, o) ||
				slices.ContainsFunc(is, func(n Finding) bool { return supersedes(&n, o) && graver(&n, o) })
			if !still {
				t.Fatalf("round %d: %s, and this is gone: %s %v\nof %v", round, strings.TrimPrefix(names, "; "), line(*o), o.Evidence, lines(is))
			}
		}
		if forbidden {
			continue // what is forbidden is no longer a matter of the rules that allowed it
		}
		kept := map[string]Verdict{}
		for _, j := range Verdicts(inv, strict, now) {
			kept[fmt.Sprint(j.System, j.Store, j.Dataset, j.Rule, j.Matter)] = j.Verdict
		}
		for _, j := range Verdicts(inv, d, now) {
			if v, ok := kept[fmt.Sprint(j.System, j.Store, j.Dataset, j.Rule, j.Matter)]; ok && v == Kept && j.Verdict != Kept {
				t.Fatalf("round %d: %s, and this is kept then: %+v", round, strings.TrimPrefix(names, "; "), j)
			}
		}
	}
	for _, w := range ways {
		if done[w.name] < 20 || changed[w.name] < 3 {
			t.Errorf("%s was tried %d times and changed something %d times", w.name, done[w.name], changed[w.name])
		}
	}
	if compared < 5000 {
		t.Errorf("only %d findings were compared", compared)
	}
}

// retentionBroken says whether what could not be verified is known to be too old, now that
// the maximum is shorter.
func retentionBroken(findings []Finding, o *Finding) bool {
	return slices.ContainsFunc(findings, func(n Finding) bool {
		return n.Code == "retention.exceeded" && n.System == o.System && n.Store == o.Store && n.Dataset == o.Dataset && n.Evidence["categories"] == o.Evidence["categories"]
	})
}

func lines(fs []Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, line(f))
	}
	return strings.Join(out, "\n  ")
}
