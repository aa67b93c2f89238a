package policy

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"piiventory/inventory"
	"piiventory/scanners"
)

// twoSystems is a declaration of two systems with rules.
func twoSystems(rules string) string {
	return `piiventory: declaration/v1
id: t
systems:
  - {id: crm, kind: rdb, at: ["postgres://crm"]}
  - {id: crm-old, kind: rdb, at: ["postgres://old"]}
rules:
` + rules
}

// Which rules decide: the most specific system, then the most specific category, each
// matter by itself, and all of those that are equally specific.
func TestResolve(t *testing.T) {
	const may, keep, place, state = "", ", retention: {kind: fixed, max: P1M}", ", residency: {mode: list, allow: [CN]}", ", state: [hashed]"
	rule := func(id, systems, categories, more string) string {
		return "  - {id: " + id + ", systems: [" + systems + "], categories: [" + categories + "]" + more + "}\n"
	}
	speaks := map[string]func(*Rule, string) (Pattern, bool){
		"permission": (*Rule).declares, "retention": (*Rule).retains, "residency": (*Rule).resides, "state": (*Rule).states,
	}
	for _, tc := range []struct{ name, rules, system, category, matter, want string }{
		// The system goes first.
		{"an id before a pattern", rule("a", `"crm*"`, "contact.email", may) + rule("b", "crm", "contact.email", may), "crm", "contact.email", "permission", "b"},
		{"the longer pattern", rule("a", `"crm*"`, "contact.email", may) + rule("b", `"crm-*"`, "contact.email", may), "crm-old", "contact.email", "permission", "b"},
		{"a question mark counts as little as a star", rule("a", `"crm?ol?"`, "contact.email", may) + rule("b", `"crm-ol*"`, "contact.email", may), "crm-old", "contact.email", "permission", "b"},
		{"everything last", rule("a", `"*"`, "contact.email", may) + rule("b", `"c*"`, "contact.email", may), "crm", "contact.email", "permission", "b"},
		{"the best of several", rule("a", `"c*", crm`, "contact.email", may) + rule("b", `"crm*"`, "contact.email", may), "crm", "contact.email", "permission", "a"},
		{"a rule of another system", rule("a", "crm-old", "contact.email", may), "crm", "contact.email", "permission", ""},
		{"the system before the category", rule("a", `"*"`, "contact.email", may) + rule("b", "crm", "contact.*", may), "crm", "contact.email", "permission", "b"},

		// Then the category.
		{"a key before a group", rule("a", "crm", "contact.*", may) + rule("b", "crm", "contact.email", may), "crm", "contact.email", "permission", "b"},
		{"a group before everything", rule("a", "crm", `"*"`, keep) + rule("b", "crm", "contact.*", keep), "crm", "contact.email", "retention", "b"},
		{"the longer group", rule("a", "crm", "contact.*", may) + rule("b", "crm", `"c*"`, may), "crm", "contact.email", "permission", "a"},
		{"the best of several categories", rule("a", "crm", `"*", contact.email`, keep) + rule("b", "crm", "contact.*", keep), "crm", "contact.email", "retention", "a"},
		{"an optional one counts the same", rule("a", "crm", "contact.mobile", ", optional: [contact.email]") + rule("b", "crm", "contact.*", may), "crm", "contact.email", "permission", "a"},
		{"another category", rule("a", "crm", "contact.mobile", may), "crm", "contact.email", "permission", ""},

		// Each matter by itself.
		{"a rule without a retention leaves it", rule("a", `"*"`, `"*"`, keep) + rule("b", "crm", "contact.email", may), "crm", "contact.email", "retention", "a"},
		{"a rule without a place leaves it", rule("a", `"*"`, `"*"`, place) + rule("b", "crm", "contact.email", keep), "crm", "contact.email", "residency", "a"},
		{"a rule without a state leaves it", rule("a", `"*"`, "contact.*", state) + rule("b", "crm", "contact.email", keep), "crm", "contact.email", "state", "a"},
		{"a rule that forbids says nothing of the state", rule("a", `"*"`, "contact.*", state) + rule("b", "crm", "contact.*", ", state: [forbidden]") + rule("c", "crm", "contact.email", may), "crm", "contact.email", "state", "a"},

		// What everything declares.
		{"everything declares nothing", rule("a", "crm", `"*"`, keep), "crm", "contact.email", "permission", ""},
		{"but with a state it does", rule("a", "crm", `"*"`, ", state: [allowed]"), "crm", "contact.email", "permission", "a"},
		{"and it forbids", rule("a", "crm", `"*"`, ", state: [forbidden]"), "crm", "contact.email", "permission", "a"},
		{"hashed does not declare", rule("a", "crm", `"*"`, state), "crm", "contact.email", "permission", ""},
		{"a group of all declares", rule("a", "crm", "contact.*", keep), "crm", "contact.email", "permission", "a"},

		// Persons elsewhere.
		{"what is collected elsewhere is declared", rule("a", "crm", "contact.mobile", ", unless_region: {not: [CN], categories: [contact.email]}"), "crm", "contact.email", "permission", "a"},
		{"and is as specific as it says", rule("a", "crm", "contact.mobile", ", unless_region: {not: [CN], categories: [contact.email]}") + rule("b", "crm", "contact.*", may), "crm", "contact.email", "permission", "a"},
		{"but is not kept by that rule", rule("a", "crm", "contact.mobile", keep+", unless_region: {not: [CN], categories: [contact.email]}"), "crm", "contact.email", "retention", ""},
		{"and lies nowhere by it", rule("a", "crm", "contact.mobile", place+", unless_region: {not: [CN], categories: [contact.email]}"), "crm", "contact.email", "residency", ""},
		{"and is no worse for being named twice", rule("a", "crm", "contact.*", ", unless_region: {not: [CN], categories: [contact.email]}") + rule("b", "crm", "contact.email", may), "crm", "contact.email", "permission", "a, b"},

		// Equals decide together.
		{"two ids", rule("b", "crm", "contact.email", keep) + rule("a", "crm", "contact.email", keep), "crm", "contact.email", "retention", "a, b"},
		{"two patterns", rule("a", `"*m"`, "contact.email", keep) + rule("b", `"c*"`, "contact.email", keep), "crm", "contact.email", "retention", "a, b"},
		{"two groups", rule("a", "crm", "contact.*", keep) + rule("b", "crm", "contact.*", keep) + rule("c", "crm", `"*"`, keep), "crm", "contact.email", "retention", "a, b"},
		{"three, one of which is silent", rule("a", "crm", "contact.*", keep) + rule("b", "crm", "contact.*", place) + rule("c", "crm", "contact.*", keep), "crm", "contact.email", "retention", "a, c"},
	} {
		d := declare(t, twoSystems(tc.rules))
		for _, reversed := range []bool{false, true} {
			var rules []*Rule
			for i := range d.Rules {
				rules = append(rules, &d.Rules[i])
			}
			if reversed {
				slices.Reverse(rules)
			}
			got := ids(resolve(rules, tc.system, func(r *Rule) (Pattern, bool) { return speaks[tc.matter](r, tc.category) }))
			if got != tc.want {
				t.Errorf("%s: %q decide, want %q", tc.name, got, tc.want)
			}
		}
	}
}

// Of equals forbidden goes before allowed, and the more specific one before both.
func TestPermission(t *testing.T) {
	for _, tc := range []struct{ name, rules, want string }{
		{"no rule", "  - {id: a, systems: [crm], categories: [contact.mobile]}\n", ""},
		{"declared", "  - {id: a, systems: [crm], categories: [contact.email]}\n", "declared"},
		{"forbidden", "  - {id: a, systems: [crm], categories: [contact.email], state: [forbidden]}\n", "forbidden"},
		{"equals", "  - {id: a, systems: [crm], categories: [contact.email]}\n  - {id: b, systems: [crm], categories: [contact.email], state: [forbidden]}\n", "forbidden"},
		{"forbidden by a less specific category", "  - {id: a, systems: [crm], categories: [contact.email]}\n  - {id: b, systems: [crm], categories: [contact.*], state: [forbidden]}\n", "declared"},
		{"forbidden by a less specific system", "  - {id: a, systems: [crm], categories: [contact.*]}\n  - {id: b, systems: [\"*\"], categories: [contact.email], state: [forbidden]}\n", "declared"},
		{"forbidden by a more specific system", "  - {id: a, systems: [\"*\"], categories: [contact.email]}\n  - {id: b, systems: [crm], categories: [\"*\"], state: [forbidden]}\n", "forbidden"},
		{"of an optional one", "  - {id: a, systems: [crm], categories: [contact.mobile], optional: [contact.email], state: [forbidden]}\n", "forbidden"},
	} {
		d := declare(t, twoSystems(tc.rules))
		c := newChecker(stock(), d, day("2026-06-15"))
		_, declared, forbidden := c.permission(&d.Systems[0], "contact.email")
		got := map[[2]bool]string{{true, false}: "declared", {false, true}: "forbidden"}[[2]bool{declared, forbidden}]
		if got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

// Of equals the shortest maximum holds, its grace included, and a tie says so where they
// differ.
func TestShortestMaximum(t *testing.T) {
	for _, tc := range []struct{ name, a, b, used, tie string }{
		{"the shorter one", "{kind: fixed, max: P3M}", "{kind: fixed, max: P1M}", "b", "P1M"},
		{"in any order", "{kind: fixed, max: P1M}", "{kind: fixed, max: P3M}", "a", "P1M"},
		{"with its grace", "{kind: fixed, max: P1M, grace: P1M}", "{kind: fixed, max: P40D}", "b", "P40D"},
		{"the same by the calendar", "{kind: fixed, max: P31D}", "{kind: fixed, max: P1M}", "a", ""}, // 15 May is 31 days before 15 June
		{"shorter by the calendar", "{kind: fixed, max: P1M}", "{kind: fixed, max: P30D}", "b", "P30D"},
		{"the same", "{kind: fixed, max: P2M}", "{kind: fixed, max: P2M}", "a", ""},
		{"the same by another name", "{kind: fixed, max: P2W}", "{kind: fixed, max: P14D}", "a", ""},
		{"one without a maximum", "{kind: purpose}", "{kind: fixed, max: P2M}", "b", "P2M"},
		{"one that starts at another time", "{kind: event, max: P1D, from: account_closed}", "{kind: fixed, max: P2M}", "b", "P2M"},
	} {
		d := declare(t, twoSystems("  - {id: a, systems: [crm], categories: [contact.email], retention: "+tc.a+"}\n  - {id: b, systems: [crm], categories: [contact.email], retention: "+tc.b+"}\n"))
		e := entry("contact.email", "m")
		e.Times = aged("object", "2020-01-01", 4)
		fs := Check(stock(database("crm", with(dataset("public.t", e), func(ds *inventory.Dataset) { ds.Times = aged("object", "2020-01-01", 10) })), database("old", dataset("public.o"))), d, day("2026-06-15"))
		used, tie := "", ""
		for _, f := range fs {
			switch f.Code {
			case "retention.exceeded":
				used = f.Rule
			case "rule.tie":
				tie = f.Evidence["max"]
			}
		}
		if used != tc.used || tie != tc.tie {
			t.Errorf("%s: %q holds and the tie says %q, want %q and %q", tc.name, used, tie, tc.used, tc.tie)
		}
	}
}

// Of equals only the jurisdictions hold that all of them allow; a residency of the
// system is one of them for everything.
func TestIntersectionOfPlaces(t *testing.T) {
	rule := func(id, systems, categories, residency string) string {
		return "  - {id: " + id + ", systems: [" + systems + "], categories: [" + categories + "], residency: " + residency + "}\n"
	}
	for _, tc := range []struct{ name, system, rules, want string }{
		{"one", "", rule("a", "crm", "contact.email", "{mode: list, allow: [CN, HK]}"), "a: CN, HK"},
		{"two", "", rule("a", "crm", "contact.email", "{mode: list, allow: [CN, HK]}") + rule("b", "crm", "contact.email", "{mode: list, allow: [HK, SG]}"), "a, b: HK"},
		{"two that exclude each other", "", rule("a", "crm", "contact.email", "{mode: list, allow: [CN]}") + rule("b", "crm", "contact.email", "{mode: list, allow: [SG]}"), "a, b: "},
		{"a set and a member", "", rule("a", "crm", "contact.email", "{mode: list, allow: [EU]}") + rule("b", "crm", "contact.email", "{mode: list, allow: [DE, CN]}"), "a, b: DE"},
		{"anywhere takes nothing away", "", rule("a", "crm", "contact.email", "{mode: list, allow: [CN]}") + rule("b", "crm", "contact.email", "{mode: global}"), "a: CN"},
		{"anywhere for the more specific", "", rule("a", `"*"`, `"*"`, "{mode: list, allow: [CN]}") + rule("b", "crm", "contact.email", "{mode: global}"), ""},
		{"the more specific list", "", rule("a", `"*"`, `"*"`, "{mode: list, allow: [CN]}") + rule("b", "crm", "contact.email", "{mode: list, allow: [SG]}"), "b: SG"},
		{"of the system", "residency: {mode: list, allow: [CN, DE]}", "", ": CN, DE"},
		{"of the system, before a rule for all", "residency: {mode: list, allow: [CN, DE]}", rule("a", `"*"`, `"*"`, "{mode: list, allow: [SG]}"), ": CN, DE"},
		{"of the system, with a rule for everything in it", "residency: {mode: list, allow: [CN, DE]}", rule("a", "crm", `"*"`, "{mode: list, allow: [DE, SG]}"), "a: DE"},
		{"of the system, behind a rule for the category", "residency: {mode: list, allow: [CN, DE]}", rule("a", "crm", "contact.*", "{mode: list, allow: [SG]}"), "a: SG"},
		{"of another system", "", rule("a", "crm-old", "contact.email", "{mode: list, allow: [CN]}"), ""},
	} {
		text := twoSystems(tc.rules)
		if tc.rules == "" {
			text = replace(text, "rules:\n", "")
		}
		if tc.system != "" {
			text = replace(text, `at: ["postgres://crm"]`, `at: ["postgres://crm"], `+tc.system)
		}
		d := declare(t, text)
		inv := stock(database("crm", dataset("public.t", entry("contact.email", "m"))))
		var got []string
		c := newChecker(inv, d, day("2026-06-15"))
		for _, x := range c.demands(&inv.Stores[0], &d.Systems[0]) {
			got = append(got, ids(x.rules)+": "+list(slices.Collect(maps.Keys(x.allow))))
		}
		if strings.Join(got, "; ") != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

// The system of a dataset is the one with the most specific selector; of equals all are.
func TestPlace(t *testing.T) {
	for _, tc := range []struct{ name, a, b, want string }{
		{"an alias before a pattern of one", "s3://log*/x/**", "s3://logs", "b"},
		{"the longer alias", "s3://lo*/**", "s3://l*/x/y", "a"},
		{"a path before a pattern", "s3://logs/x/y", "s3://logs/x/*", "a"},
		{"the more literal pattern", "s3://logs/**", "s3://logs/x/*", "b"},
		{"equals", "s3://logs/x/*", "s3://logs/*/y", "a b"},
		{"the same", "s3://logs/x/y", "s3://logs/x/y", "a b"},
		{"only one covers it", "s3://logs/z/**", "s3://logs/**", "b"},
		{"none does", "s3://logs/z/**", "s3://logs/y/**", ""},
		{"another kind", "file://logs/x/y", "s3://logs", "b"},
	} {
		d := declare(t, "piiventory: declaration/v1\nid: t\nsystems:\n  - {id: a, kind: file, at: [\""+tc.a+"\"]}\n  - {id: b, kind: file, at: [\""+tc.b+"\"]}\n")
		inv := stock(bucket("logs", dataset("x/y")))
		var got []string
		for _, cand := range newChecker(inv, d, day("2026-06-15")).places[0].cands {
			if got = append(got, cand.sys.ID); !cand.certain {
				t.Errorf("%s: %s is not certain", tc.name, cand.sys.ID)
			}
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

// The residency that stands in a system is checked like that of a rule.
func TestResidencyOfASystem(t *testing.T) {
	d := declare(t, replace(base, `at: ["s3://logs/access/**"]`, `at: ["s3://logs/access/**"], residency: {mode: list, allow: [DE]}`))
	inv := stock(good()...)
	inv.Stores[0].Facts = append(inv.Stores[0].Facts, scanners.Fact{Name: "replication", Value: "off"})
	var got []string
	for _, f := range Check(inv, d, day("2026-06-15")) {
		got = append(got, line(f))
	}
	if want := []string{"residency.outside broken high system=logs store=logs part=residency.allow"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
