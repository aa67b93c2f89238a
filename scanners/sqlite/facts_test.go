package sqlite

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// A database file is as open as its permissions are, and no question about it costs the
// listing anything.
func TestFacts(t *testing.T) {
	top, err := os.MkdirTemp("", "facts-") // those of the test are closed to others
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(top)
	path := filepath.Join(top, "shop.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE t (v TEXT)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	away, err := os.MkdirTemp("", "facts-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(away)
	link := filepath.Join(away, "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(away, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		top, file os.FileMode
		want      string
	}{{0o755, 0o644, "read"}, {0o711, 0o666, "read,write"}, {0o755, 0o660, "none"}, {0o750, 0o644, "none"}} {
		if err := os.Chmod(top, c.top); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, c.file); err != nil {
			t.Fatal(err)
		}
		budget := &scanners.Budget{}
		k := scannertest.Facts(t, Kind, scanners.Store{URL: "sqlite:" + path, Budget: budget})
		if k.Value("grant", "") != c.want || k.Value("encryption", "") != "?" || k.Value("region", "") != "?" || !strings.HasPrefix(k.Value("version", ""), "SQLite 3.") {
			t.Errorf("%o/%o: %+v", c.top, c.file, k)
		}
		// A link is as open as what it leads to, whatever its own folder lets others do.
		if k := scannertest.Facts(t, Kind, scanners.Store{URL: "sqlite:" + link}); k.Value("grant", "") != c.want {
			t.Errorf("%o/%o: %s by a link", c.top, c.file, k.Value("grant", ""))
		}
		if budget.Requests() > 1 {
			t.Errorf("%d requests", budget.Requests())
		}
	}
}
