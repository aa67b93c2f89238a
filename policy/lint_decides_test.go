package policy

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// drawnDeclaration writes a declaration of a few systems and rules that meet in many ways.
func drawnDeclaration(r *rand.Rand) string {
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	var b strings.Builder
	b.WriteString(lintHead + "systems:\n")
	ids := []string{"app", "app-logs", "crm"}[:1+r.IntN(3)]
	for i, id := range ids {
		fmt.Fprintf(&b, "  - {id: %s, kind: rdb, role: controller, at: [\"postgres://%s\"]%s%s}\n", id, id,
			pick("", ", residency: {mode: list, allow: [CN]}", ", residency: {mode: global}"), pick("", ", region: [CN]", ", region: [HK]"))
		if i > 0 && r.IntN(2) == 0 {
			b.WriteString("    # one more\n")
		}
	}
	b.WriteString("rules:\n")
	for i := range 1 + r.IntN(6) {
		fmt.Fprintf(&b, "  - {id: r%d, systems: [\"%s\"], categories: [\"%s\", \"%s\"]%s%s%s%s}\n", i,
			pick("*", "a*", "app", ids[r.IntN(len(ids))]), pick("*", "vehicle.*", "vehicle.plate", "online.ip", "x.a"), pick("*", "vehicle.vin", "x.*", "online.*"),
			pick("", ", optional: [vehicle.plate]"),
			pick("", ", retention: {kind: fixed, max: P1M}", ", retention: {kind: fixed, max: P1Y}", ", retention: {kind: purpose}"),
			pick("", ", residency: {mode: list, allow: [CN, HK]}", ", residency: {mode: list, allow: [US]}", ", residency: {mode: user_agreement}"),
			pick("", ", state: [hashed]", ", state: [forbidden]", ", state: [allowed]"))
	}
	b.WriteString("legal_minimum: [{id: m, categories: [vehicle.vin, \"x.*\"], min: P6M}]\n")
	return b.String()
}

// Lint finds for each system and category the very rules by which the check decides, and
// calls a rule unreachable when, and only when, the check never comes to it.
func TestLintFindsTheRulesOfTheCheck(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	lost, breached := 0, 0
	for range 600 {
		d, err := Parse("drawn.yaml", []byte(drawnDeclaration(r)))
		if err != nil {
			continue // a drawn pattern names no system
		}
		l := newLinter(d)
		for m := presence; int(m) < len(l.speaks); m++ {
			came := map[string]bool{}
			l.each(m, func(s, c int, deciding []int) {
				var got []string
				for _, i := range deciding {
					got = append(got, l.rules[i].ID)
				}
				want := resolve(slices.Clone(l.rules), d.Systems[s].ID, func(r *Rule) (Pattern, bool) { return r.speaksOf(m, l.categories[c]) })
				var names []string
				for _, w := range want {
					names = append(names, w.ID)
					came[w.ID] = true
				}
				slices.SortFunc(got, cmp.Compare)
				slices.SortFunc(names, cmp.Compare)
				if !slices.Equal(got, names) {
					t.Fatalf("%s in %s: lint says %v, the check %v\n%s", l.categories[c], d.Systems[s].ID, got, names, drawnText(d))
				}
			})
			for i := range d.Rules {
				if l.decided[m][i] != came[d.Rules[i].ID] {
					t.Fatalf("matter %d: lint has %v for %s, the check %v\n%s", m, l.decided[m][i], d.Rules[i].ID, came[d.Rules[i].ID], drawnText(d))
				}
			}
		}
		for _, remark := range Lint(d, nil) {
			switch remark.Code {
			case "lint.rule_unreachable":
				lost++
			case "lint.legal_minimum":
				breached++
				// The check would delete by this very rule, in each system and for each category.
				for _, system := range strings.Split(remark.Evidence["systems"], ", ") {
					for _, category := range strings.Split(remark.Evidence["categories"], ", ") {
						if k := d.Kept(system, strings.Replace(category, "x.*", "x.other", 1)); k == nil || k.Max.String() != "P1M" {
							t.Fatalf("%s in %s is kept for %+v: %+v\n%s", category, system, k, remark, drawnText(d))
						}
					}
				}
			}
		}
	}
	if lost < 20 || breached < 20 {
		t.Errorf("only %d rules were unreachable and %d too short", lost, breached)
	}
}

func drawnText(d *Declaration) string {
	b, _ := d.Write(nil)
	return string(b)
}
