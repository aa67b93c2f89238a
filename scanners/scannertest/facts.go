package scannertest

import (
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
)

// Facts opens the store, asks for its facts and closes it.
func Facts(t testing.TB, kind scanners.Kind, store scanners.Store) Known {
	t.Helper()
	if store.Budget == nil {
		store.Budget = &scanners.Budget{}
	}
	sc, err := kind.Open(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	facts, err := sc.(scanners.Describer).Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

// Known are the facts of a store.
type Known []scanners.Fact

// Of are the facts with a name about one scope, the store itself for "".
func (k Known) Of(name, scope string) []scanners.Fact {
	var found []scanners.Fact
	for _, f := range k {
		if f.Name == name && f.Scope == scope {
			found = append(found, f)
		}
	}
	return found
}

// Value joins what Of finds: "a|b", with "?" for what is unknown.
func (k Known) Value(name, scope string) string {
	var values []string
	for _, f := range k.Of(name, scope) {
		if f.Unknown {
			f.Value = "?"
		}
		values = append(values, f.Value)
	}
	return strings.Join(values, "|")
}

// Said joins the details and reasons of what Of finds.
func (k Known) Said(name, scope string) string {
	var said []string
	for _, f := range k.Of(name, scope) {
		said = append(said, f.Detail+f.Reason)
	}
	return strings.Join(said, "|")
}

// Unknown are the names of what is not known, each once.
func (k Known) Unknown() []string {
	var names []string
	for _, f := range k {
		if f.Unknown {
			names = append(names, f.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// LeavesRoom checks with one budget after another, from none to what is needed for all,
// that asking for facts is no error, that each fact that could not be asked is told and not
// left out, and that whatever the facts cost the store can still be listed where it could
// be without them.
func LeavesRoom(t testing.TB, kind scanners.Kind, store scanners.Store) {
	t.Helper()
	names := func(facts []scanners.Fact) []string {
		var all []string
		for _, f := range facts {
			if f.Scope == "" && f.Name != "copy-jurisdiction" {
				all = append(all, f.Name)
			}
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	run := func(limit int64, ask bool) (facts []scanners.Fact, listed, asked int64, err error) {
		store.Budget = &scanners.Budget{MaxRequests: limit}
		sc, err := kind.Open(t.Context(), store)
		if err != nil {
			return nil, 0, 0, err
		}
		defer sc.Close()
		before := store.Budget.Requests()
		if ask {
			if facts, err = sc.(scanners.Describer).Facts(t.Context()); err != nil {
				t.Fatalf("with %d requests: %v", limit, err)
			}
		}
		asked = store.Budget.Requests() - before
		err = sc.Assets(t.Context(), func(scanners.Asset) error { listed++; return nil })
		return facts, listed, asked, err
	}
	all, every, cost, err := run(0, true)
	if err != nil || every == 0 || cost == 0 {
		t.Fatalf("%d assets, %d requests for facts, %v", every, cost, err)
	}
	full := names(all)
	for limit := int64(1); limit < 10*cost+20; limit++ {
		_, alone, _, errAlone := run(limit, false)
		facts, listed, asked, err := run(limit, true)
		if (err == nil) != (errAlone == nil) || listed != alone {
			t.Errorf("with %d requests, %d of them for facts: %d assets are listed (%v), and without facts %d (%v)", limit, asked, listed, err, alone, errAlone)
		}
		for _, name := range full {
			if err == nil && !slices.Contains(names(facts), name) {
				t.Errorf("with %d requests nothing is said of %s", limit, name)
			}
		}
		if limit > cost+10 {
			limit += 4
		}
	}
}
