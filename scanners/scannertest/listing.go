package scannertest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"piiventory/scanners"
)

func lists(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		first, err := s.assets(t.Context(), sc)
		if err != nil {
			return fmt.Errorf("Assets: %w", err)
		}
		var got []string
		for _, a := range first {
			if err := wellFormed(a); err != nil {
				return err
			}
			got = append(got, a.Path)
		}
		if err := sameSet(got, s.want.Assets); err != nil {
			return err
		}
		again, err := s.assets(t.Context(), sc)
		if err != nil {
			return fmt.Errorf("Assets, the second time: %w", err)
		}
		// Estimates of size and rows may move on a live server, nothing else.
		same := func(a, b scanners.Asset) bool {
			return a.Path == b.Path && a.Kind == b.Kind && a.Version == b.Version && a.Class == b.Class && a.Modified.Equal(b.Modified)
		}
		if !slices.EqualFunc(first, again, same) {
			return errors.New("the second listing differs from the first")
		}
		return inParts(t.Context(), sc, s.want.Assets)
	})
}

// inParts sees that the parts of a listing come to all of it.
func inParts(ctx context.Context, sc scanners.Scanner, want []string) error {
	sp, ok := sc.(scanners.Splitter)
	if !ok {
		return nil
	}
	parts, err := sp.Split(ctx)
	if err != nil {
		return fmt.Errorf("Split: %w", err)
	}
	var got []string
	for _, part := range parts {
		if err := part(ctx, func(a scanners.Asset) error {
			if a.Unlisted == nil {
				got = append(got, a.Path)
			}
			return nil
		}); err != nil {
			return fmt.Errorf("a part: %w", err)
		}
	}
	if err := sameSet(got, want); err != nil {
		return fmt.Errorf("in %d parts: %w", len(parts), err)
	}
	return nil
}

func wellFormed(a scanners.Asset) error {
	switch {
	case a.Path == "" || !utf8.ValidString(a.Path):
		return fmt.Errorf("asset %q: the path is empty or not UTF-8", a.Path)
	case !slices.Contains([]string{"object", "file", "table", "partition", "view"}, a.Kind):
		return fmt.Errorf("asset %q: unknown kind %q", a.Path, a.Kind)
	case a.Size < -1 || a.Rows < -1:
		return fmt.Errorf("asset %q: size %d, rows %d", a.Path, a.Size, a.Rows)
	case !a.Modified.IsZero() && a.Modified.Location() != time.UTC:
		return fmt.Errorf("asset %q: modified is not in UTC", a.Path)
	}
	return nil
}

// sameSet compares two lists without order, with repetitions.
func sameSet(got, want []string) error {
	count := map[string]int{}
	for _, p := range want {
		count[p]++
	}
	for _, p := range got {
		count[p]--
	}
	var wrong []string
	for p, n := range count {
		switch {
		case n > 0:
			wrong = append(wrong, fmt.Sprintf("%q is missing", p))
		case n < 0:
			wrong = append(wrong, fmt.Sprintf("%q is listed %d times too often", p, -n))
		}
	}
	if wrong == nil {
		return nil
	}
	slices.Sort(wrong)
	return errors.New("listing: " + strings.Join(wrong[:min(len(wrong), 10)], ", "))
}

var errStop = errors.New("enough")

func listingYields(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		calls := 0
		err := sc.Assets(t.Context(), func(scanners.Asset) error { calls++; return errStop })
		if s.heard(err) != errStop {
			return fmt.Errorf("Assets returned %v, want the error of yield itself", err)
		}
		if calls != 1 {
			return fmt.Errorf("yield was called %d times after it failed", calls-1)
		}
		return nil
	})
}

func listingStops(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := s.endsPromptly(func() error {
			return sc.Assets(ctx, func(scanners.Asset) error { return nil })
		})
		if err != nil {
			return fmt.Errorf("Assets, cancelled before: %w", err)
		}

		// Cancelled halfway, it may still finish what it holds, but it must not
		// say that it finished when it did not.
		ctx, cancel = context.WithCancel(t.Context())
		defer cancel()
		seen, begun := 0, time.Time{}
		err = sc.Assets(ctx, func(scanners.Asset) error {
			if seen++; seen == 1 {
				cancel()
				begun = time.Now()
			}
			return nil
		})
		if seen == 0 {
			return fmt.Errorf("Assets yielded nothing: %v", s.heard(err))
		}
		if took := time.Since(begun); took > promptly {
			return fmt.Errorf("Assets went on for %v after it was cancelled", took)
		}
		if err == nil && seen < len(s.want.Assets) {
			return fmt.Errorf("Assets was cancelled after %d of %d assets and returned no error", seen, len(s.want.Assets))
		}
		if s.heard(err) != nil && scanners.GapOf(err).Kind != scanners.GapInterrupted {
			return fmt.Errorf("Assets, cancelled halfway, returned %v, which does not say so", err)
		}
		return nil
	})
}

// endsPromptly runs f, whose context is cancelled.
func (s *subject) endsPromptly(f func() error) error {
	begun := time.Now()
	err := s.heard(f())
	if took := time.Since(begun); took > promptly {
		return fmt.Errorf("took %v", took)
	}
	if err == nil {
		return errors.New("returned no error")
	}
	if k := scanners.GapOf(err).Kind; k != scanners.GapInterrupted {
		return fmt.Errorf("returned %v, which counts as %q instead of %q", err, k, scanners.GapInterrupted)
	}
	return nil
}
