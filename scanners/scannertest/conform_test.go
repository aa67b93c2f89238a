package scannertest

import (
	"testing"

	"piiventory/scanners"
)

func (f *fakeStore) store() scanners.Store { return scanners.Store{Alias: "fake", URL: fakeURL} }

func TestConformPassesAScannerThatKeepsTheContract(t *testing.T) {
	f := newFakeStore("")
	Conform(t, func(*testing.T) (scanners.Kind, scanners.Store) { return f.kind(), f.store() }, f.want())
}

// Each check is shown scanners that break what it is for. A check that none of
// them upsets would be worth nothing.
func TestEachCheckFails(t *testing.T) {
	faults := map[string][]string{
		"a URL that names a store stands for itself":     {"discovers nothing", "renames what it discovers"},
		"opens, closes and leaves nothing behind":        {"stays open", "close fails"},
		"refuses to open what cannot work":               {"opens anything", "silent error", "tells the password", "slow open"},
		"lists every asset once, twice the same":         {"forgets an asset", "repeats an asset", "lists in another order", "unknown kind of asset", "size of nonsense", "local time"},
		"hands the error of yield back from the listing": {"goes on listing", "wraps the error of the listing"},
		"stops listing when cancelled":                   {"listing ignores the context", "listing hides that it stopped", "listing names another reason", "slow listing"},
		"gives batches as they must be":                  {"fewer values than rows", "ends descend", "ends beyond the data", "no newline", "bytes of no value", "not UTF-8", "negative line", "counts wrong", "unknown design", "no format", "more units than there are", "full is no census", "gap without reason", "gap tells a value"},
		"keeps a batch until yield returns":              {"touches the batch later"},
		"finds what was planted":                         {"misses the last", "gives one twice"},
		"draws the same for the same seed":               {"draws by the call", "draws by the scanner"},
		"keeps to the bounds of the draw":                {"ignores MaxRows", "ignores MaxBytes"},
		"reads no content at depth names":                {"reads at depth names", "forgets a column", "values at depth names"},
		"hands the error of yield back from the sample":  {"goes on sampling", "wraps the error of the sample"},
		"stops sampling when cancelled":                  {"sample ignores the context", "sample names another reason", "slow sample"},
		"samples side by side":                           {"others disturb", "fails beside others"},
		"charges the budget and stops at its end":        {"charges nothing", "ignores the budget", "calls the end of the budget a failure", "charges no bytes"},
		"states facts with their source":                 {"facts fail", "no facts", "fact without source", "unknown without reason", "empty fact", "fact tells the password"},
		"tells an asset that vanished":                   {"vanished is nothing", "vanished is unreachable"},
	}
	for _, c := range checks {
		if len(faults[c.name]) == 0 {
			t.Errorf("%s: no fault is known to upset this check", c.name)
		}
		for _, fault := range faults[c.name] {
			t.Run(fault, func(t *testing.T) {
				if raceDetector && fault == "touches the batch later" {
					return // the fault is a data race, which the detector reports by itself
				}
				f := newFakeStore(fault)
				s := &subject{kind: f.kind(), store: f.store(), want: f.want(), secrets: secretsOf(f.store(), f.want())}
				err := c.run(t, s)
				t.Log(err, s.leaks)
				if err == nil && len(s.leaks) == 0 {
					t.Errorf("%q did not notice", c.name)
				}
			})
		}
	}
}

func TestSameSetCountsRepetitions(t *testing.T) {
	for _, c := range []struct {
		got, want []string
		ok        bool
	}{
		{[]string{"b", "a"}, []string{"a", "b"}, true},
		{[]string{"a"}, []string{"a", "b"}, false},
		{[]string{"a", "a"}, []string{"a", "b"}, false},
		{[]string{"a", "b", "c"}, []string{"a", "b"}, false},
	} {
		if err := sameSet(c.got, c.want); (err == nil) != c.ok {
			t.Errorf("%v against %v: %v", c.got, c.want, err)
		}
	}
}
