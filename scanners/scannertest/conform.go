package scannertest

import (
	"context"
	"testing"

	"piiventory/scanners"
)

// Want says what a store that is put to the suite holds.
type Want struct {
	// Assets are the paths of all assets, in any order; two or more.
	Assets []string
	// Planted are values, by asset path, that must come out at full depth. Each
	// stands in its asset once, unless Times says otherwise, and nowhere else.
	Planted map[string][]Planted
	// Columns are the column names, by asset path, that depth names must give,
	// in the order of the store. Assets that are left out are not asked.
	Columns map[string][]string
	// Vanish is the asset that Remove takes away behind the scanner's back, after
	// it was listed. This is the last check, so that one store may serve all.
	Vanish string
	Remove func(t *testing.T, path string)
	// Fails are stores that Open must refuse, by what is wrong with them: a wrong
	// password, a missing bucket, a refused connection.
	Fails map[string]scanners.Store
	// Secrets are texts that must stand in no error, gap or fact, beside the
	// password in the URL of the store: passwords, secret keys, planted values
	// that a server likes to quote.
	Secrets []string
}

// Planted is a value that was put into an asset.
type Planted struct {
	// Column is the path of the column, empty for any.
	Column string
	// Value is contained in one value of the column.
	Value string
	// Times is how often it is there; zero means once.
	Times int
}

// Conform holds a scanner against the contract of package scanners. open is
// called once for each check and gives a store that holds what want says; the
// suite sets its Budget.
func Conform(t *testing.T, open func(t *testing.T) (scanners.Kind, scanners.Store), want Want) {
	t.Helper()
	if len(want.Assets) < 2 || len(want.Planted) == 0 || want.Remove == nil || len(want.Fails) == 0 {
		t.Fatal("the suite needs two assets, planted values, a way to remove an asset and stores that fail")
	}
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			kind, store := open(t)
			s := &subject{kind: kind, store: store, want: want, secrets: secretsOf(store, want)}
			if err := c.run(t, s); err != nil {
				t.Error(err)
			}
			for _, leak := range s.leaks {
				t.Error(leak)
			}
		})
	}
}

// A check returns what is wrong with the subject. It uses t for its context and
// for Remove only, so that the tests of the suite can see it fail.
type check struct {
	name string
	run  func(t *testing.T, s *subject) error
}

var checks = []check{
	{"a URL that names a store stands for itself", discovers},
	{"opens, closes and leaves nothing behind", closes},
	{"refuses to open what cannot work", fails},
	{"lists every asset once, twice the same", lists},
	{"hands the error of yield back from the listing", listingYields},
	{"stops listing when cancelled", listingStops},
	{"gives batches as they must be", batches},
	{"keeps a batch until yield returns", keeps},
	{"finds what was planted", finds},
	{"draws the same for the same seed", repeats},
	{"keeps to the bounds of the draw", bounds},
	{"reads no content at depth names", names},
	{"hands the error of yield back from the sample", sampleYields},
	{"stops sampling when cancelled", sampleStops},
	{"samples side by side", sideBySide},
	{"charges the budget and stops at its end", budget},
	{"states facts with their source", facts},
	{"tells an asset that vanished", vanishes},
}

// A subject is the scanner under test, with what is known of its store.
type subject struct {
	kind    scanners.Kind
	store   scanners.Store
	want    Want
	secrets []string
	leaks   []string
}

// open opens the store with the budget.
func (s *subject) open(ctx context.Context, b *scanners.Budget) (scanners.Scanner, error) {
	store := s.store
	store.Budget = b
	sc, err := s.kind.Open(ctx, store)
	return sc, s.heard(err)
}

// with opens the store without bounds, runs f and closes it.
func (s *subject) with(ctx context.Context, f func(scanners.Scanner) error) error {
	sc, err := s.open(ctx, &scanners.Budget{})
	if err != nil {
		return err
	}
	defer sc.Close()
	return f(sc)
}

// assets lists all assets that are not gaps.
func (s *subject) assets(ctx context.Context, sc scanners.Scanner) ([]scanners.Asset, error) {
	var all []scanners.Asset
	err := sc.Assets(ctx, func(a scanners.Asset) error {
		if a.Unlisted == nil {
			all = append(all, a)
		} else {
			s.heardGap(*a.Unlisted)
		}
		return nil
	})
	return all, s.heard(err)
}
