package sqlite

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"piiventory/scanners"
)

// settings keep the engine from writing, from running what the schema of the
// file might have it run, and from waiting long for another process.
const settings = "&_pragma=query_only(1)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_pragma=busy_timeout(1000)"

// fileOf returns the path that a URL names. It stands there as it is; only where
// there is no such file are %-escapes decoded.
func fileOf(address string) (string, error) {
	_, path, _ := strings.Cut(address, ":")
	if strings.HasPrefix(path, "//") {
		path = path[2:]
		if !strings.HasPrefix(path, "/") {
			path = ""
		}
	}
	if path == "" {
		return "", scanners.Unreadable(scanners.GapUnsupported, "the URL names no file: write it as sqlite:PATH or sqlite:///ABSOLUTE/PATH")
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if decoded, err := url.PathUnescape(path); err == nil && decoded != path {
			if _, err := os.Stat(decoded); err == nil {
				return decoded, nil
			}
		}
	}
	return path, nil
}

// magic begins every database file (SQLite, "Database File Format").
var magic = []byte("SQLite format 3\x00")

// examine looks at the file before the engine does, since the engine cannot tell
// the cases apart, and returns the address for the engine.
func examine(path string) (address string, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", scanners.Unreadable(scanners.GapVanished, fmt.Sprintf("there is no file %q: check the path", path))
	case errors.Is(err, fs.ErrPermission):
		return "", scanners.Unreadable(scanners.GapPermission, fmt.Sprintf("the file %q may not be looked up: give the user who scans access to its folder", path))
	case err != nil:
		return "", scanners.Unreadable(scanners.GapUnreachable, fmt.Sprintf("the file %q cannot be looked up", path))
	case info.IsDir():
		return "", scanners.Unreadable(scanners.GapUnsupported, fmt.Sprintf("%q is a folder, not a database file: scan it as file:PATH, or name the database file in it", path))
	case !info.Mode().IsRegular():
		return "", scanners.Unreadable(scanners.GapUnsupported, fmt.Sprintf("%q is not a regular file", path))
	}
	f, err := os.Open(path)
	if err != nil {
		return "", scanners.Unreadable(scanners.GapPermission, fmt.Sprintf("the file %q may not be read: give the user who scans the right to", path))
	}
	defer f.Close()
	address = "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=ro" + settings
	var header [20]byte
	n, err := io.ReadFull(f, header[:])
	if n == 0 && err == io.EOF {
		return address, nil // an empty file is a database without tables
	}
	if err != nil || !bytes.HasPrefix(header[:], magic) {
		return "", scanners.Unreadable(scanners.GapFormat, fmt.Sprintf("the file %q is not a SQLite database, or it is encrypted: scan a decrypted copy, or scan it as file:PATH", path))
	}
	// In write-ahead mode even a reader makes files beside the database. When
	// there is no log nobody has it open, and then it can be read without.
	if _, err := os.Stat(path + "-wal"); header[18] == 2 && errors.Is(err, fs.ErrNotExist) {
		address += "&immutable=1"
	}
	return address, nil
}
