package scannertest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"piiventory/scanners"
)

// budget measures what opening, listing and reading everything costs, and then
// allows less.
func budget(t *testing.T, s *subject) error {
	var b scanners.Budget
	short, err := s.spend(t.Context(), &b)
	if err != nil {
		return err
	}
	requests, bytes := b.Requests(), b.Bytes()
	var values int64
	for _, planted := range s.want.Planted {
		for _, p := range planted {
			values += int64(len(p.Value))
		}
	}
	switch {
	case short:
		return errors.New("ErrBudget without a bound")
	case requests == 0:
		return errors.New("no request was charged")
	case bytes < values:
		return fmt.Errorf("%d bytes were charged for %d bytes of planted values", bytes, values)
	}

	for _, limit := range []int64{1, requests / 2, requests - 1} {
		if limit < 1 {
			continue
		}
		b := scanners.Budget{MaxRequests: limit}
		short, err := s.spend(t.Context(), &b)
		switch {
		case err != nil:
			return fmt.Errorf("with %d of %d requests: %w", limit, requests, err)
		case !short:
			return fmt.Errorf("with %d of %d requests: nothing says that the budget is used up", limit, requests)
		case b.Requests() > limit:
			return fmt.Errorf("with %d requests: %d were charged", limit, b.Requests())
		}
	}
	short, err = s.spend(t.Context(), &scanners.Budget{MaxBytes: 1})
	if err != nil {
		return fmt.Errorf("with one byte: %w", err)
	}
	if !short {
		return errors.New("with one byte: nothing says that the budget is used up")
	}
	return nil
}

// spend opens the store, lists it and reads all of it, and says whether it came
// to the end of the budget. Any other error is returned.
func (s *subject) spend(ctx context.Context, b *scanners.Budget) (short bool, err error) {
	sc, err := s.open(ctx, b)
	if errors.Is(err, scanners.ErrBudget) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("Open: %w", err)
	}
	defer sc.Close()
	all, err := s.assets(ctx, sc)
	if errors.Is(err, scanners.ErrBudget) {
		short, err = true, nil
	}
	if err != nil {
		return false, fmt.Errorf("Assets: %w", err)
	}
	for _, a := range all {
		drawn, err := sc.Sample(ctx, a, full, func(*scanners.Batch) error { return nil })
		s.heardDrawn(drawn)
		for _, g := range drawn.Gaps {
			short = short || g.Kind == scanners.GapBudget
		}
		if errors.Is(s.heard(err), scanners.ErrBudget) {
			short = true
		} else if err != nil {
			return false, fmt.Errorf("Sample of %q: %w", a.Path, err)
		}
	}
	return short, nil
}
