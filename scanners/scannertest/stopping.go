package scannertest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"piiventory/scanners"
)

// planted returns the assets that hold planted values, which therefore yield.
func (s *subject) planted(ctx context.Context, sc scanners.Scanner) ([]scanners.Asset, error) {
	all, err := s.assets(ctx, sc)
	if err != nil {
		return nil, fmt.Errorf("Assets: %w", err)
	}
	var some []scanners.Asset
	for _, a := range all {
		if len(s.want.Planted[a.Path]) > 0 {
			some = append(some, a)
		}
	}
	if some == nil {
		return nil, errors.New("no asset with planted values is listed")
	}
	return some, nil
}

func sampleYields(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		some, err := s.planted(t.Context(), sc)
		if err != nil {
			return err
		}
		for _, a := range some {
			calls := 0
			drawn, err := sc.Sample(t.Context(), a, full, func(*scanners.Batch) error { calls++; return errStop })
			s.heardDrawn(drawn)
			if s.heard(err) != errStop {
				return fmt.Errorf("Sample of %q returned %v, want the error of yield itself", a.Path, err)
			}
			if calls != 1 {
				return fmt.Errorf("Sample of %q called yield %d times after it failed", a.Path, calls-1)
			}
		}
		return nil
	})
}

func sampleStops(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		some, err := s.planted(t.Context(), sc)
		if err != nil {
			return err
		}
		for _, a := range some {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			err := s.endsPromptly(func() error {
				drawn, err := sc.Sample(ctx, a, full, func(*scanners.Batch) error { return nil })
				s.heardDrawn(drawn)
				return err
			})
			if err != nil {
				return fmt.Errorf("Sample of %q, cancelled before: %w", a.Path, err)
			}

			ctx, cancel = context.WithCancel(t.Context())
			begun := time.Time{}
			drawn, err := sc.Sample(ctx, a, full, func(*scanners.Batch) error {
				if begun.IsZero() {
					begun = time.Now()
					cancel()
				}
				return nil
			})
			cancel()
			s.heardDrawn(drawn)
			if took := time.Since(begun); took > promptly {
				return fmt.Errorf("Sample of %q went on for %v after it was cancelled", a.Path, took)
			}
			if s.heard(err) != nil && scanners.GapOf(err).Kind != scanners.GapInterrupted {
				return fmt.Errorf("Sample of %q, cancelled halfway, returned %v, which does not say so", a.Path, err)
			}
		}
		return nil
	})
}

// sideBySide samples all assets at once, while the store is listed and
// described, and compares with what each gave alone. Under the race detector it
// also finds what they share.
func sideBySide(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		alone, err := s.readAll(t.Context(), sc, sampled, nil)
		if err != nil {
			return err
		}
		all, err := s.assets(t.Context(), sc)
		if err != nil {
			return err
		}
		var (
			group sync.WaitGroup
			mu    sync.Mutex
			wrong []error
		)
		note := func(err error) {
			mu.Lock()
			defer mu.Unlock()
			if s.heard(err) != nil {
				wrong = append(wrong, err)
			}
		}
		group.Go(func() {
			if d, ok := sc.(scanners.Describer); ok { // before the listing, which may go by what it learns
				if _, err := d.Facts(t.Context()); err != nil {
					note(fmt.Errorf("Facts beside Sample: %w", err))
				}
			}
			if err := sc.Assets(t.Context(), func(scanners.Asset) error { return nil }); err != nil {
				note(fmt.Errorf("Assets beside Sample: %w", err))
			}
		})
		slots := make(chan struct{}, 8)
		for _, a := range all {
			slots <- struct{}{}
			group.Go(func() {
				defer func() { <-slots }()
				h := sha256.New()
				_, err := sc.Sample(t.Context(), a, sampled, func(b *scanners.Batch) error { addBatch(h, b); return nil })
				switch {
				case err != nil:
					note(fmt.Errorf("Sample of %q beside others: %w", a.Path, err))
				case string(h.Sum(nil)) != alone[a.Path]:
					note(fmt.Errorf("Sample of %q gave other bytes beside others than alone", a.Path))
				}
			})
		}
		group.Wait()
		return errors.Join(wrong...)
	})
}

func vanishes(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		all, err := s.assets(t.Context(), sc)
		if err != nil {
			return err
		}
		for _, a := range all {
			if a.Path != s.want.Vanish {
				continue
			}
			s.want.Remove(t, a.Path)
			drawn, err := sc.Sample(t.Context(), a, full, func(*scanners.Batch) error { return nil })
			s.heardDrawn(drawn)
			var e *scanners.Error
			if !errors.As(s.heard(err), &e) || e.Kind != scanners.GapVanished {
				return fmt.Errorf("Sample of a vanished asset returned %v, want a *scanners.Error of kind %q", err, scanners.GapVanished)
			}
			return nil
		}
		return fmt.Errorf("%q, the asset to vanish, is not listed", s.want.Vanish)
	})
}
