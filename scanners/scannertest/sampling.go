package scannertest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"piiventory/scanners"
)

// full reads everything; sampled is a usual draw.
var (
	full    = scanners.Draw{Seed: 1, Depth: scanners.Full}
	sampled = scanners.Draw{Seed: 1, Depth: scanners.Sample, MaxBytes: 1 << 20, MaxRows: 10_000}
)

// readAll samples every asset and returns a digest of all that was yielded of
// each. each may be nil.
func (s *subject) readAll(ctx context.Context, sc scanners.Scanner, d scanners.Draw, each func(scanners.Asset, *scanners.Batch) error) (map[string]string, error) {
	all, err := s.assets(ctx, sc)
	if err != nil {
		return nil, fmt.Errorf("Assets: %w", err)
	}
	digests := map[string]string{}
	for _, a := range all {
		h := sha256.New()
		drawn, err := sc.Sample(ctx, a, d, func(b *scanners.Batch) error {
			addBatch(h, b)
			if each != nil {
				return each(a, b)
			}
			return nil
		})
		s.heardDrawn(drawn)
		if s.heard(err) != nil {
			return nil, fmt.Errorf("Sample of %q: %w", a.Path, err)
		}
		digests[a.Path] = string(h.Sum(nil))
	}
	return digests, nil
}

// addBatch adds all that a batch says to a digest.
func addBatch(h hash.Hash, b *scanners.Batch) {
	fmt.Fprintf(h, "%q %d %d %d\n", b.Unit, b.Rows, b.Line, len(b.Columns))
	for _, c := range b.Columns {
		fmt.Fprintf(h, "%q %q %d %d\n", c.Path, c.Type, len(c.Ends), len(c.Data))
		_ = binary.Write(h, binary.LittleEndian, c.Ends)
		h.Write(c.Data)
	}
}

// batchErr says how a batch breaks the contract.
func batchErr(b *scanners.Batch) error {
	if b.Rows < 0 || b.Line < 0 {
		return fmt.Errorf("rows %d, line %d", b.Rows, b.Line)
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		if len(c.Ends) != b.Rows {
			return fmt.Errorf("column %d has %d values in a batch of %d rows", i, len(c.Ends), b.Rows)
		}
		last := int32(-1)
		for _, end := range c.Ends {
			if end <= last || int(end) >= len(c.Data) {
				return fmt.Errorf("column %d: ends do not ascend within the data", i)
			}
			if c.Data[end] != '\n' {
				return fmt.Errorf("column %d: no newline behind a value", i)
			}
			last = end
		}
		if int(last) != len(c.Data)-1 {
			return fmt.Errorf("column %d: %d bytes belong to no value", i, len(c.Data)-1-int(last))
		}
		if !utf8.Valid(c.Data) {
			return fmt.Errorf("column %d is not UTF-8", i)
		}
	}
	return nil
}

var designs = []scanners.Design{scanners.Census, scanners.Equal, scanners.NotEqual, scanners.NotRandom}

// batches looks at every batch of every asset, and whether Drawn agrees.
func batches(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		all, err := s.assets(t.Context(), sc)
		if err != nil {
			return err
		}
		for _, d := range []scanners.Draw{full, sampled} {
			for _, a := range all {
				var rows int64
				drawn, err := sc.Sample(t.Context(), a, d, func(b *scanners.Batch) error {
					rows += int64(b.Rows)
					return batchErr(b)
				})
				s.heardDrawn(drawn)
				switch {
				case s.heard(err) != nil:
					return fmt.Errorf("%q at depth %s: %w", a.Path, d.Depth, err)
				case drawn.Rows != rows:
					return fmt.Errorf("%q at depth %s: %d rows yielded, Drawn says %d", a.Path, d.Depth, rows, drawn.Rows)
				case rows > 0 && !slices.Contains(designs, drawn.Design):
					return fmt.Errorf("%q at depth %s: unknown design %q", a.Path, d.Depth, drawn.Design)
				case rows > 0 && drawn.Format == "":
					return fmt.Errorf("%q at depth %s: rows without a format", a.Path, d.Depth)
				case drawn.Population >= 0 && drawn.Units > drawn.Population:
					return fmt.Errorf("%q at depth %s: %d units of %d", a.Path, d.Depth, drawn.Units, drawn.Population)
				case d.Depth == scanners.Full && rows > 0 && len(drawn.Gaps) == 0 && drawn.Design != scanners.Census:
					return fmt.Errorf("%q was read in full without a gap, but its design is %q", a.Path, drawn.Design)
				}
				if err := gapsErr(drawn.Gaps); err != nil {
					return fmt.Errorf("%q at depth %s: %w", a.Path, d.Depth, err)
				}
			}
		}
		return nil
	})
}

func gapsErr(gaps []scanners.Gap) error {
	for _, g := range gaps {
		if g.Kind == "" || strings.TrimSpace(g.Reason) == "" || g.Bytes < -1 || g.Rows < -1 {
			return fmt.Errorf("a gap without kind or reason: %+v", g)
		}
	}
	return nil
}

// keeps looks at each batch twice while yield has it.
func keeps(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		seen := 0
		_, err := s.readAll(t.Context(), sc, full, func(a scanners.Asset, b *scanners.Batch) error {
			if seen++; seen > 20 {
				return nil
			}
			before, after := sha256.New(), sha256.New()
			addBatch(before, b)
			time.Sleep(5 * time.Millisecond)
			addBatch(after, b)
			if string(before.Sum(nil)) != string(after.Sum(nil)) {
				return fmt.Errorf("the batch of %q changed before yield returned", a.Path)
			}
			return nil
		})
		return err
	})
}

func finds(t *testing.T, s *subject) error {
	count := map[string]map[Planted]int{}
	err := s.with(t.Context(), func(sc scanners.Scanner) error {
		_, err := s.readAll(t.Context(), sc, full, func(a scanners.Asset, b *scanners.Batch) error {
			for _, p := range s.want.Planted[a.Path] {
				for i := range b.Columns {
					c := &b.Columns[i]
					if p.Column != "" && p.Column != c.Path {
						continue
					}
					if count[a.Path] == nil {
						count[a.Path] = map[Planted]int{}
					}
					count[a.Path][p] += strings.Count(string(c.Data), p.Value)
				}
			}
			return nil
		})
		return err
	})
	if err != nil {
		return err
	}
	var wrong []error
	for path, planted := range s.want.Planted {
		for _, p := range planted {
			if got := count[path][p]; got != max(p.Times, 1) {
				wrong = append(wrong, fmt.Errorf("a value planted in %q, column %q, came out %d times instead of %d", path, p.Column, got, max(p.Times, 1)))
			}
		}
	}
	return errors.Join(wrong...)
}

// repeats draws twice from one scanner and once from another.
func repeats(t *testing.T, s *subject) error {
	var first map[string]string
	draw := scanners.Draw{Seed: 42, Depth: scanners.Sample, MaxBytes: 128 << 10, MaxRows: 50}
	for range 2 {
		err := s.with(t.Context(), func(sc scanners.Scanner) error {
			for range 2 {
				got, err := s.readAll(t.Context(), sc, draw, nil)
				if err != nil {
					return err
				}
				if first == nil {
					first = got
				}
				for path := range first {
					if got[path] != first[path] {
						return fmt.Errorf("the same seed drew other bytes from %q", path)
					}
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// bounds draws three rows, and 64 KiB, of each asset. An object or file that
// fits MaxBytes is cheaper to read whole than to cut, and then MaxRows may be
// exceeded; of tables it never may.
func bounds(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		all, err := s.assets(t.Context(), sc)
		if err != nil {
			return err
		}
		for _, d := range []scanners.Draw{
			{Seed: 7, Depth: scanners.Sample, MaxBytes: 1 << 30, MaxRows: 3},
			{Seed: 7, Depth: scanners.Sample, MaxBytes: 64 << 10, MaxRows: 1 << 30},
		} {
			for _, a := range all {
				var rows int64
				drawn, err := sc.Sample(t.Context(), a, d, func(b *scanners.Batch) error { rows += int64(b.Rows); return nil })
				s.heardDrawn(drawn)
				switch {
				case s.heard(err) != nil:
					return fmt.Errorf("Sample of %q: %w", a.Path, err)
				case rows > d.MaxRows && (drawn.Design != scanners.Census || a.Kind != "object" && a.Kind != "file"):
					return fmt.Errorf("%q: %d rows of a draw of %d", a.Path, rows, d.MaxRows)
				case drawn.Bytes > d.MaxBytes:
					return fmt.Errorf("%q: %d bytes of a draw of %d", a.Path, drawn.Bytes, d.MaxBytes)
				}
			}
		}
		return nil
	})
}

func names(t *testing.T, s *subject) error {
	return s.with(t.Context(), func(sc scanners.Scanner) error {
		got := map[string][]string{}
		_, err := s.readAll(t.Context(), sc, scanners.Draw{Seed: 1, Depth: scanners.Names}, func(a scanners.Asset, b *scanners.Batch) error {
			if b.Rows != 0 {
				return fmt.Errorf("%d rows of %q at depth names", b.Rows, a.Path)
			}
			for _, c := range b.Columns {
				if len(c.Data) != 0 || len(c.Ends) != 0 {
					return fmt.Errorf("values of %q at depth names", a.Path)
				}
				got[a.Path] = append(got[a.Path], c.Path)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for path, want := range s.want.Columns {
			if !slices.Equal(got[path], want) {
				return fmt.Errorf("depth names gave the columns %q of %q, want %q", got[path], path, want)
			}
		}
		return nil
	})
}
