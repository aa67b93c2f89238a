package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/bmatcuk/doublestar/v4"

	"piiventory/detectors"
	"piiventory/scanners"
	"piiventory/scanners/content"
)

// An alarm is what was reported with high confidence in a real file: a category
// of a field, or of values in it.
type alarm struct {
	corpus, file, category, where string
	count                         int
	// lines are the first of the rows in which values are, 1-based, for a person
	// who wants to look. The values themselves are not kept: they are real.
	lines []int64
}

// An allowance is an alarm that is right.
type allowance struct {
	corpus, file, category, where string
	// most is how many may be there, seen how many are.
	most, seen int
}

func readAllowances(name string) ([]*allowance, error) {
	rows, err := readTable(name, 6)
	if err != nil {
		return nil, err
	}
	var out []*allowance
	for _, f := range rows {
		most, err := strconv.Atoi(f[4])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, &allowance{corpus: f[0], file: f[1], category: f[2], where: f[3], most: most})
	}
	return out, nil
}

// A reading says what became of the files of a corpus.
type reading struct {
	files, bytes, rows int64
	// whole were read to the last byte, part in part, shut not at all.
	whole, part, shut int64
	alarms            []alarm
	// lost are files of which nobody says what became of them.
	lost    []string
	formats map[string]int64
	gaps    map[string]int64
}

// real measures one corpus of real files: what was read, and the alarms in it.
func real(e engine, s *source, folder string) (*reading, error) {
	files, err := s.files(folder)
	if err != nil {
		return nil, err
	}
	r := &reading{formats: map[string]int64{}, gaps: map[string]int64{}}
	for _, name := range files {
		drawn, size, found, err := realFile(e, folder, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", s.name, name, err)
		}
		r.account(name, size, drawn)
		for i := range found {
			found[i].corpus, found[i].file = s.name, name
		}
		r.alarms = append(r.alarms, found...)
	}
	return r, nil
}

// account adds a file to what was read. Whatever is not read to the end must have
// a gap that says so.
func (r *reading) account(name string, size int64, d scanners.Drawn) {
	r.files++
	r.bytes += size
	r.rows += d.Rows
	r.formats[d.Format]++
	for _, g := range d.Gaps {
		r.gaps[string(g.Kind)+": "+g.Reason]++
	}
	switch {
	case d.Design == scanners.Census:
		r.whole++
		if d.Bytes < size {
			r.lost = append(r.lost, name)
		}
	case len(d.Gaps) == 0 || d.Format == "":
		r.lost = append(r.lost, name)
	case d.Rows > 0:
		r.part++
	default:
		r.shut++
	}
}

// realFile reads a file as the scanners do, judges its columns as the inventory
// does, and looks at each value as free text.
func realFile(e engine, folder, name string) (scanners.Drawn, int64, []alarm, error) {
	var none scanners.Drawn
	path := filepath.Join(folder, name)
	info, err := os.Stat(path)
	if err != nil {
		return none, 0, nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return none, 0, nil, err
	}
	defer f.Close()
	src := content.Source{Name: name, Size: info.Size(), Range: func(_ context.Context, off, n int64) (io.ReadCloser, error) {
		return io.NopCloser(io.NewSectionReader(f, off, n)), nil
	}}
	fields := map[string]*field{}
	values := map[string]*alarm{}
	row := int64(0)
	drawn, err := content.Sample(context.Background(), src, scanners.Draw{Depth: scanners.Full}, func(b *scanners.Batch) error {
		for i := range b.Columns {
			c := &b.Columns[i]
			if fields[c.Path] == nil {
				fields[c.Path] = newField(c.Path)
			}
			fields[c.Path].batch(e, c.Data, c.Ends)
			for r := range b.Rows {
				for _, m := range e.Text(c.Path, string(c.Value(r))) {
					if m.Confidence == detectors.High {
						note(values, string(m.Category), row+int64(r)+1)
					}
				}
			}
		}
		row += int64(b.Rows)
		return nil
	})
	if err != nil {
		return none, 0, nil, err
	}
	var out []alarm
	for _, a := range values {
		out = append(out, *a)
	}
	for path, f := range fields {
		for category, v := range f.verdicts(e) {
			if v.Confidence == detectors.High {
				where := path
				if where == "" {
					where = "-"
				}
				out = append(out, alarm{category: category, where: where, count: int(f.counts[detectors.Category(category)].evidence.Valid)})
			}
		}
	}
	slices.SortFunc(out, func(a, b alarm) int {
		return slices.Compare([]string{a.category, a.where}, []string{b.category, b.where})
	})
	return drawn, info.Size(), out, nil
}

func note(values map[string]*alarm, category string, line int64) {
	a := values[category]
	if a == nil {
		a = &alarm{category: category, where: "value"}
		values[category] = a
	}
	a.count++
	if len(a.lines) < 5 && !slices.Contains(a.lines, line) {
		a.lines = append(a.lines, line)
	}
}

// allowed says whether somebody has looked at an alarm and found it right. Most
// is for all the files of an allowance together.
func allowed(list []*allowance, a *alarm) bool {
	for _, l := range list {
		if l.corpus != a.corpus || l.category != a.category || l.where != "*" && l.where != a.where {
			continue
		}
		if ok, err := doublestar.Match(l.file, a.file); !ok || err != nil {
			continue
		}
		l.seen += a.count
		return l.seen <= l.most
	}
	return false
}
