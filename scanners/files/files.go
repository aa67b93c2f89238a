// Package files scans a directory tree, or one file. Only regular files are
// read. Links are not followed, so that a scan never leaves the tree: what a
// link inside the tree points to is listed at its own place, and a link that
// leads out is a gap.
package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"piiventory/scanners"
)

// Kind is registered for the URL scheme "file": "file:path" is taken literally
// and may be relative, "file:///path" is a URL with percent-encoding.
var Kind = scanners.Kind{Open: open, Discover: discover, Local: true}

func discover(_ context.Context, s scanners.Store) ([]scanners.Store, error) {
	return []scanners.Store{s}, nil
}

// A scanner reads one tree through a root that nothing leads out of.
type scanner struct {
	root   *os.Root
	path   string // of the root, without links
	single string // the only file's name, when the store is one file
	store  scanners.Store
}

func open(ctx context.Context, s scanners.Store) (scanners.Scanner, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	given, err := pathOf(s.URL)
	if err != nil {
		return nil, err
	}
	if err := s.Budget.Request(); err != nil {
		return nil, err
	}
	info, err := os.Stat(given)
	if err != nil {
		return nil, refused(given, err)
	}
	real, err := filepath.EvalSymlinks(given)
	if err != nil {
		return nil, refused(given, err)
	}
	if real, err = filepath.Abs(real); err != nil {
		return nil, refused(given, err)
	}
	sc := &scanner{path: real, store: s}
	switch {
	case info.Mode().IsRegular():
		sc.path, sc.single = filepath.Dir(real), filepath.Base(real)
	case !info.IsDir():
		return nil, scanners.Unreadable(scanners.GapUnsupported, fmt.Sprintf(
			"%q is neither a directory nor a regular file, and cannot be scanned", given))
	}
	if sc.root, err = os.OpenRoot(sc.path); err != nil {
		return nil, refused(given, err)
	}
	return sc, nil
}

// pathOf returns the path that the URL stands for, as it was given.
func pathOf(u string) (string, error) {
	path := strings.TrimPrefix(u, "file:")
	if rest, ok := strings.CutPrefix(path, "//"); ok {
		i := strings.IndexByte(rest, '/')
		if host := rest[:max(i, 0)]; i < 0 || host != "" && host != "localhost" {
			return "", scanners.Unreadable(scanners.GapUnsupported, fmt.Sprintf(
				"%q names another host: a file URL has three slashes before an absolute path (file:///data), or none before any path (file:data)", u))
		}
		plain, err := url.PathUnescape(rest[i:])
		if err != nil {
			return "", scanners.Unreadable(scanners.GapUnsupported, fmt.Sprintf(
				"%q has a percent sign that two hexadecimal digits do not follow: write %%25, or file:PATH without slashes before the path", u))
		}
		path = plain
	}
	if path == "" {
		return "", scanners.Unreadable(scanners.GapUnsupported, "a file URL without a path: write file:. for the working directory")
	}
	if strings.IndexByte(path, 0) >= 0 {
		return "", scanners.Unreadable(scanners.GapUnsupported, "a path cannot hold a NUL")
	}
	return path, nil
}

// refused says why the path that was given cannot be opened.
func refused(given string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return scanners.Unreadable(scanners.GapVanished, fmt.Sprintf("there is no file or directory %q; check the path", given))
	case errors.Is(err, fs.ErrPermission):
		return scanners.Unreadable(scanners.GapPermission, fmt.Sprintf("%q may not be read by this user; grant it, or run as another user", given))
	}
	// A path that goes on behind a file: say which part of it is the file.
	for at := given; ; {
		if info, e := os.Stat(at); e == nil {
			if !info.IsDir() {
				return scanners.Unreadable(scanners.GapUnsupported, fmt.Sprintf(
					"%q is a file, not a directory; to scan the file itself give its path without a slash or anything else behind it", at))
			}
			break
		}
		up := filepath.Dir(strings.TrimRight(at, "/"))
		if trimmed := strings.TrimRight(at, "/"); trimmed != at {
			up = trimmed
		}
		if up == at || up == "" {
			break
		}
		at = up
	}
	return scanners.Unreadable(scanners.GapUnreachable, fmt.Sprintf("%q cannot be opened", given))
}

// Close closes the tree.
func (s *scanner) Close() error { return s.root.Close() }

// Facts returns what the configuration states, and what every user of the machine may do. A
// directory itself says nothing.
func (s *scanner) Facts(context.Context) ([]scanners.Fact, error) {
	return []scanners.Fact{s.place(), scanners.Everybody(filepath.Join(s.path, s.single))}, nil
}

func (s *scanner) place() scanners.Fact {
	r := s.store.Region
	switch {
	case r == "":
		return scanners.Fact{Name: "region", Source: "directory", Unknown: true,
			Reason: "a directory does not tell in which region it lies; state it in piiventory.yaml"}
	case len(r) == 2 && strings.ToUpper(r) == r:
		return scanners.Fact{Name: "jurisdiction", Value: r, Source: "configuration"}
	}
	return scanners.Fact{Name: "region", Value: r, Source: "configuration"}
}
