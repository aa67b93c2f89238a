package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"piiventory/scanners"
)

// Assets lists the tree in the order of names, folder by folder. It keeps the
// names of one folder and of those around it in memory.
func (s *scanner) Assets(ctx context.Context, yield func(scanners.Asset) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.single == "" {
		return s.folder(ctx, ".", yield)
	}
	info, err := s.root.Lstat(s.single)
	if err != nil {
		return vanished
	}
	return yield(asset(s.single, info))
}

// folder lists one folder and those below it.
func (s *scanner) folder(ctx context.Context, dir string, yield func(scanners.Asset) error) error {
	if err := s.store.Budget.Request(); err != nil {
		return err
	}
	entries, err := s.names(dir)
	if err != nil {
		gap := scanners.Gap{Kind: scanners.GapUnreachable, Bytes: -1, Reason: "the folder could not be listed to its end"}
		switch {
		case errors.Is(err, fs.ErrPermission):
			gap.Kind, gap.Reason = scanners.GapPermission, "the folder may not be listed by this user; grant it, or run as another user"
		case errors.Is(err, fs.ErrNotExist):
			gap.Kind, gap.Reason = scanners.GapVanished, "the folder was removed during the scan"
		}
		if err := s.unlisted(dir+"/", gap, yield); err != nil {
			return err
		}
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.entry(ctx, path.Join(dir, e.Name()), e, yield); err != nil {
			return err
		}
	}
	return nil
}

// names reads a folder, sorted. With an error it returns what it has.
func (s *scanner) names(dir string) ([]fs.DirEntry, error) {
	f, err := s.root.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// entry lists what has one name.
func (s *scanner) entry(ctx context.Context, name string, e fs.DirEntry, yield func(scanners.Asset) error) error {
	switch {
	case e.IsDir():
		return s.folder(ctx, name, yield)
	case e.Type()&fs.ModeSymlink != 0:
		if s.inside(name) {
			return nil
		}
		return s.unlisted(name, scanners.Gap{Kind: scanners.GapUnsupported, Bytes: -1,
			Reason: "a link that leads out of the directory, or in a circle, is not followed; scan its target as a store of its own"}, yield)
	case !e.Type().IsRegular():
		return s.unlisted(name, scanners.Gap{Kind: scanners.GapUnsupported, Bytes: -1,
			Reason: "not a regular file (a device, a socket or a pipe), and so not read"}, yield)
	}
	info, err := s.root.Lstat(name)
	if err != nil {
		gap := scanners.Gap{Kind: scanners.GapPermission, Bytes: -1, Reason: "nothing may be learned of the file by this user; grant it, or run as another user"}
		if errors.Is(err, fs.ErrNotExist) {
			gap.Kind, gap.Reason = scanners.GapVanished, "the file was removed during the scan"
		}
		return s.unlisted(name, gap, yield)
	}
	return yield(asset(name, info))
}

// inside reports whether a link leads to something in the tree, which is listed
// there, or to nothing at all.
func (s *scanner) inside(name string) bool {
	target, err := filepath.EvalSymlinks(filepath.Join(s.path, filepath.FromSlash(name)))
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	rel, err := filepath.Rel(s.path, target)
	return err == nil && filepath.IsLocal(rel)
}

func (s *scanner) unlisted(name string, gap scanners.Gap, yield func(scanners.Asset) error) error {
	return yield(scanners.Asset{Path: quote(name), Kind: "file", Size: -1, Rows: -1, Unlisted: &gap})
}

func asset(name string, info fs.FileInfo) scanners.Asset {
	return scanners.Asset{Path: quote(name), Kind: "file", Version: version(info), Size: info.Size(), Rows: -1, Modified: info.ModTime().UTC()}
}

// version changes with the content, as far as a file system tells.
func version(info fs.FileInfo) string {
	return fmt.Sprintf("%d-%d", info.Size(), info.ModTime().UnixNano())
}

// quote makes a path of any bytes printable: one that is not UTF-8 or has
// control characters is written as a Go string literal, and so is one that
// begins with a quote, so that it can be undone.
func quote(name string) string {
	if utf8.ValidString(name) && !strings.HasPrefix(name, `"`) && strings.IndexFunc(name, unicode.IsControl) < 0 {
		return name
	}
	return strconv.Quote(name)
}

func unquote(path string) string {
	if strings.HasPrefix(path, `"`) {
		if name, err := strconv.Unquote(path); err == nil {
			return name
		}
	}
	return path
}
