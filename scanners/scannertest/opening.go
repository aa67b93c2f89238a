package scannertest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// promptly is how long a cancelled call may still take, and how soon a closed
// scanner's connections must be gone.
const promptly = time.Second

func discovers(t *testing.T, s *subject) error {
	store := s.store
	store.Budget = &scanners.Budget{}
	got, err := s.kind.Discover(t.Context(), store)
	if s.heard(err) != nil {
		return fmt.Errorf("Discover: %w", err)
	}
	if len(got) != 1 || got[0].URL != s.store.URL || got[0].Alias != s.store.Alias || got[0].Discovered {
		return fmt.Errorf("Discover gave %d stores, want the one it was given", len(got))
	}
	return nil
}

// closes opens and closes the store, used and unused, and counts goroutines,
// since connections that stay open keep one each.
func closes(t *testing.T, s *subject) error {
	before := runtime.NumGoroutine()
	for _, used := range []bool{false, true} {
		sc, err := s.open(t.Context(), &scanners.Budget{})
		if err != nil {
			return fmt.Errorf("Open: %w", err)
		}
		if used {
			if _, err := s.readAll(t.Context(), sc, full, nil); err != nil {
				return err
			}
		}
		if err := s.heard(sc.Close()); err != nil {
			return fmt.Errorf("Close: %w", err)
		}
	}
	deadline := time.Now().Add(promptly)
	for runtime.NumGoroutine() > before {
		if time.Now().After(deadline) {
			return fmt.Errorf("%d goroutines before, %d after Close: something stays open", before, runtime.NumGoroutine())
		}
		time.Sleep(10 * time.Millisecond)
	}
	return nil
}

func fails(t *testing.T, s *subject) error {
	names := make([]string, 0, len(s.want.Fails))
	for name := range s.want.Fails {
		names = append(names, name)
	}
	slices.Sort(names)
	var wrong []error
	for _, name := range names {
		store := s.want.Fails[name]
		store.Budget = &scanners.Budget{}
		s.secrets = append(s.secrets, secretsOf(store, Want{})...)
		sc, err := s.kind.Open(t.Context(), store)
		switch {
		case err == nil:
			sc.Close()
			wrong = append(wrong, fmt.Errorf("%s: Open succeeded", name))
		case strings.TrimSpace(err.Error()) == "":
			wrong = append(wrong, fmt.Errorf("%s: the error of Open says nothing", name))
		}
		s.heard(err)
	}

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	begun := time.Now()
	sc, err := s.open(ctx, &scanners.Budget{})
	if err == nil {
		sc.Close()
	}
	if time.Since(begun) > promptly {
		wrong = append(wrong, fmt.Errorf("Open with a cancelled context took %v", time.Since(begun)))
	}
	return errors.Join(wrong...)
}

func facts(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		d, ok := sc.(scanners.Describer)
		if !ok {
			return nil
		}
		all, err := d.Facts(t.Context())
		if s.heard(err) != nil {
			return fmt.Errorf("Facts: %w", err)
		}
		if len(all) == 0 {
			return errors.New("Facts gave none; what is not known is a fact with Unknown set")
		}
		listed, err := s.assets(t.Context(), sc)
		if err != nil {
			return err
		}
		for _, f := range all {
			s.heardText("a fact", f.Value+" "+f.Detail+" "+f.Reason+" "+f.Scope)
			switch {
			case f.Name == "" || f.Source == "":
				return fmt.Errorf("a fact without name or source: %+v", f)
			case f.Exact && !slices.ContainsFunc(listed, func(a scanners.Asset) bool { return a.Path == f.Scope }):
				return fmt.Errorf("a fact about an asset that is not there: %+v", f)
			case f.Unknown && (f.Value != "" || f.Reason == ""):
				return fmt.Errorf("an unknown fact has no value and a reason: %+v", f)
			case !f.Unknown && f.Value == "":
				return fmt.Errorf("a fact without value that is not unknown: %+v", f)
			}
		}
		return nil
	})
}
