package s3

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"piiventory/scanners"
)

const (
	// enoughParts is how many parts of a listing are looked for, several for each of
	// those that are listed at once, since nobody knows how large they are.
	enoughParts = 32
	// mostProbes is how many questions that may take.
	mostProbes = 16
)

// Split parts the keys by what they begin with. A bucket of one page is one part. For a
// larger one the store is asked which folders there are, and which are in those, until
// there are enough; of a folder with more folders than are needed those that begin alike
// go together. That depends on no order of the keys. A folder with more than one page of
// names is a part of its own, so that a bucket without folders is listed in one.
func (s *scanner) Split(ctx context.Context) ([]scanners.Part, error) {
	parts, err := s.split(ctx)
	if err == nil {
		parts[0] = s.withGaps(parts[0])
	}
	return parts, err
}

func (s *scanner) split(ctx context.Context) ([]scanners.Part, error) {
	if s.manifest != nil { // one file after the other, since each may take its memory
		return []scanners.Part{s.listReport}, nil
	}
	at := s.start(s.addr.prefix)
	first, err := s.page(ctx, at)
	if err != nil {
		return nil, s.explain(ctx, err, aBucket)
	}
	inOne := []scanners.Part{func(ctx context.Context, yield func(scanners.Asset) error) error {
		return s.from(ctx, first, at, yield)
	}}
	if !first.more {
		return inOne, nil
	}
	folders := []string{s.addr.prefix} // that may be looked into
	var parts []string                 // that are listed as they are
	var objects []scanners.Asset       // that were met on the way
	for probe := 0; probe < mostProbes && len(folders) > 0 && len(folders)+len(parts) < enoughParts; probe++ {
		f := folders[0]
		folder := s.start(f)
		folder.delimiter = "/"
		p, err := s.page(ctx, folder)
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return inOne, nil // whatever it is, the listing will meet it or not
		}
		folders = folders[1:]
		if p.more || !p.below(f) {
			parts = append(parts, f)
			continue
		}
		groups := alike(p.prefixes, f, enoughParts-len(folders)-len(parts))
		for _, g := range groups {
			if g.one {
				folders = append(folders, g.prefix)
			} else {
				parts = append(parts, g.prefix)
			}
		}
		follow := &follower{s: s}
		for i := range p.objects {
			o := &p.objects[i]
			if !follow.next(&p, i) {
				continue
			}
			// Between folders that begin alike lie objects that do, too, and are listed
			// with them.
			if !slices.ContainsFunc(groups, func(g group) bool { return strings.HasPrefix(o.Path, g.prefix) }) {
				objects = append(objects, *o)
			}
		}
	}
	parts = append(parts, folders...)
	if len(parts) < 2 && len(objects) == 0 {
		return inOne, nil
	}
	var list []scanners.Part
	for _, p := range parts {
		list = append(list, s.below(p))
	}
	if len(objects) > 0 {
		list = append(list, func(ctx context.Context, yield func(scanners.Asset) error) error {
			for _, o := range objects {
				if err := yield(o); err != nil {
					return err
				}
			}
			return ctx.Err()
		})
	}
	return list, nil
}

// below says that everything on a page lies below a folder, and that the folders on it
// are such, with names that can be asked for.
func (p *page) below(folder string) bool {
	for i := range p.objects {
		if !strings.HasPrefix(p.objects[i].Path, folder) {
			return false
		}
	}
	for _, name := range p.prefixes {
		rest, ok := strings.CutPrefix(name, folder)
		if !ok || rest == "" || strings.IndexByte(rest, '/') != len(rest)-1 || !utf8.ValidString(name) || strings.ContainsRune(name, utf8.RuneError) {
			return false
		}
	}
	return true
}

// A group is folders that begin alike.
type group struct {
	prefix  string
	one     bool     // it is a single folder
	folders []string // sorted
}

// alike puts folders that all begin with a text into at most n groups, or a few more
// where they part: no group's prefix begins with that of another, and every folder begins
// with one of them.
func alike(folders []string, common string, n int) []group {
	if len(folders) == 0 {
		return nil
	}
	folders = slices.Clone(folders)
	slices.Sort(folders)
	groups := []group{{prefix: common, folders: slices.Compact(folders)}}
	for len(groups) < n {
		largest := -1
		for i, g := range groups {
			if len(g.folders) > 1 && (largest < 0 || len(g.folders) > len(groups[largest].folders)) {
				largest = i
			}
		}
		if largest < 0 {
			break
		}
		parted := groups[largest].part()
		if len(parted) > 1 && len(groups)-1+len(parted) > 2*n {
			break // a hundred folders that differ in their first letter
		}
		groups = slices.Replace(groups, largest, largest+1, parted...)
	}
	for i := range groups {
		if g := &groups[i]; len(g.folders) == 1 {
			g.prefix, g.one = g.folders[0], true
		}
	}
	return groups
}

// part parts a group by the first character in which its folders differ.
func (g group) part() []group {
	first, last := g.folders[0], g.folders[len(g.folders)-1]
	n := 0 // bytes that all have in common, since they are sorted
	for n < min(len(first), len(last)) && first[n] == last[n] {
		n++
	}
	for n > 0 && n < len(first) && !utf8.RuneStart(first[n]) {
		n--
	}
	var out []group
	for _, f := range g.folders {
		_, size := utf8.DecodeRuneInString(f[n:])
		prefix := f[:n+size]
		if k := len(out); k > 0 && out[k-1].prefix == prefix {
			out[k-1].folders = append(out[k-1].folders, f)
			continue
		}
		out = append(out, group{prefix: prefix, folders: []string{f}})
	}
	return out
}
