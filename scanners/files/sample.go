package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"piiventory/scanners"
	"piiventory/scanners/content"
)

// vanished says that the file is not the one that was listed.
var vanished = scanners.Unreadable(scanners.GapVanished, "the file was removed or changed after it was listed; scan it again")

// Sample opens the file once and reads ranges of it. A file that changed since
// it was listed is not read; one that changes while it is read gets a gap.
func (s *scanner) Sample(ctx context.Context, a scanners.Asset, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	none := scanners.Drawn{Population: -1}
	if err := ctx.Err(); err != nil {
		return none, err
	}
	if d.Depth == scanners.Names {
		return content.Sample(ctx, content.Source{Name: a.Path, Size: a.Size}, d, yield)
	}
	if err := s.store.Budget.Request(); err != nil {
		return none, err
	}
	name := unquote(a.Path)
	f, err := s.openAs(name, a.Version)
	if err != nil {
		return none, err
	}
	defer f.Close()
	// The name as it is on disk: a quoted one ends in a quote and not in its
	// extension.
	src := content.Source{Name: name, Size: a.Size, Range: func(_ context.Context, off, n int64) (io.ReadCloser, error) {
		return &ranged{io.NewSectionReader(f, off, n), s.store.Budget}, nil
	}}
	drawn, err := content.Sample(ctx, src, d, yield)
	if info, e := f.Stat(); err == nil && (e != nil || version(info) != a.Version) {
		drawn.Gaps = append(drawn.Gaps, scanners.Gap{Kind: scanners.GapVanished, Bytes: -1,
			Reason: "the file changed while it was read, so that parts of it may be missing; scan it again"})
	}
	return drawn, err
}

// openAs opens the file if it still is a regular file of that version.
func (s *scanner) openAs(name, want string) (*os.File, error) {
	// A link or a pipe in the place of the file is not opened at all.
	if info, err := s.root.Lstat(name); err != nil {
		return nil, unreadable(err)
	} else if !info.Mode().IsRegular() || version(info) != want {
		return nil, vanished
	}
	f, err := s.root.Open(name)
	if err != nil {
		return nil, unreadable(err)
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() || version(info) != want {
		f.Close()
		return nil, vanished
	}
	return f, nil
}

func unreadable(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return vanished
	case errors.Is(err, fs.ErrPermission):
		return scanners.Unreadable(scanners.GapPermission, "the file may not be read by this user; grant it, or run as another user")
	}
	return scanners.Unreadable(scanners.GapUnreachable, "the file could not be opened")
}

// ranged reads a range of a file within the budget.
type ranged struct {
	r      io.Reader
	budget *scanners.Budget
}

func (r *ranged) Read(p []byte) (int, error) {
	if b := r.budget; b.MaxBytes > 0 && b.Bytes() >= b.MaxBytes {
		return 0, scanners.ErrBudget
	}
	n, err := r.r.Read(p)
	r.budget.Read(n)
	if err != nil && err != io.EOF {
		// The operating system's own words name paths of this machine.
		err = scanners.Unreadable(scanners.GapUnreachable, "the file system failed while the file was read")
	}
	return n, err
}

func (r *ranged) Close() error { return nil }
