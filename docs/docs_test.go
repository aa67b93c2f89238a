// Package docs_test keeps what the documents say true: the direction of the
// imports, the list of dependencies, the steps for adding something.
package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the module's folder.
const root = ".."

// A source is one Go file of the module.
type source struct {
	// path is relative to the root with forward slashes, dir its folder.
	path, dir string
	test      bool
	imports   []string
	file      *ast.File
	set       *token.FileSet
}

// sources parses every Go file of the module.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if name := d.Name(); rel != "." && (name == "testdata" || name[0] == '.' || name[0] == '_') {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") {
			return nil
		}
		s := source{path: rel, dir: filepath.ToSlash(filepath.Dir(rel)), test: strings.HasSuffix(rel, "_test.go"), set: token.NewFileSet()}
		if s.file, err = parser.ParseFile(s.set, path, nil, 0); err != nil {
			return err
		}
		for _, i := range s.file.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			s.imports = append(s.imports, name)
		}
		all = append(all, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 20 {
		t.Fatalf("only %d Go files found", len(all))
	}
	return all
}

// within says whether a package or folder is one of a room, or below it.
func within(path, room string) bool {
	return path == room || strings.HasPrefix(path, room+"/")
}

// rooms are the packages that a room may import, besides its own.
var rooms = map[string][]string{
	"cmd":       {"reports", "policy", "inventory", "scanners", "detectors"},
	"reports":   {"policy", "inventory", "scanners", "detectors"},
	"policy":    {"inventory", "scanners", "detectors"},
	"inventory": {"scanners", "detectors"},
	"scanners":  {},
	"detectors": {},
	"docs":      {},
}

func TestImportsRunOneWay(t *testing.T) {
	for _, s := range sources(t) {
		room, _, _ := strings.Cut(s.path, "/")
		allowed, known := rooms[room]
		if !known {
			t.Errorf("%s: there is no room %s; see decisions.md", s.path, room)
			continue
		}
		for _, name := range s.imports {
			rel, ours := strings.CutPrefix(name, "piiventory/")
			if !ours || within(rel, room) {
				continue
			}
			if target, _, _ := strings.Cut(rel, "/"); !slices.Contains(allowed, target) {
				t.Errorf("%s imports %s: imports run cmd → reports → policy → inventory → scanners, detectors", s.path, name)
			}
		}
	}
}

// TestScannersStandApart holds that a store's scanner knows no other store's,
// and that only tests use the suite of the tests.
func TestScannersStandApart(t *testing.T) {
	shared := []string{"piiventory/scanners", "piiventory/scanners/content", "piiventory/scanners/places", "piiventory/scanners/tables"}
	for _, s := range sources(t) {
		if !within(s.dir, "scanners") || s.dir == "scanners" || s.dir == "scanners/scannertest" {
			continue
		}
		for _, name := range s.imports {
			rel, ours := strings.CutPrefix(name, "piiventory/")
			switch {
			case !ours || slices.Contains(shared, name) || within(rel, strings.Join(strings.SplitN(s.dir, "/", 3)[:2], "/")):
			case s.test && name == "piiventory/scanners/scannertest":
			default:
				t.Errorf("%s imports %s: a store knows only scanners, scanners/content, scanners/places, scanners/tables and itself", s.path, name)
			}
		}
	}
}

// clients names the folders outside of which a client library must not be
// imported. The demo makes its own store and so needs some of them, and the benchmark
// compares with one.
var clients = map[string][]string{
	"github.com/aws":                {"scanners/s3"},
	"github.com/jackc/pgx":          {"scanners/postgres"},
	"github.com/go-sql-driver":      {"scanners/mysql"},
	"modernc.org/sqlite":            {"scanners/sqlite", "cmd/piiventory-demo", "scanners/content"},
	"github.com/rclone/gofakes3":    {"cmd/piiventory-demo"},
	"github.com/nyaruka":            {"detectors"},
	"github.com/klauspost/compress": {"scanners/content", "cmd/piiventory-bench"},
	"github.com/spf13/cobra":        {"cmd/piiventory"},
	"github.com/schollz":            {"cmd/piiventory"},
	"github.com/rivo/uniseg":        {"reports"},
}

func TestClientLibrariesStayInTheirFolder(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || s.dir == "scanners/scannertest" {
			continue // tests make and fill the stores that they scan
		}
		for _, name := range s.imports {
			for lib, folders := range clients {
				if within(name, lib) && !slices.ContainsFunc(folders, func(f string) bool { return within(s.dir, f) }) {
					t.Errorf("%s imports %s, which belongs in %s", s.path, name, strings.Join(folders, ", "))
				}
			}
		}
	}
}

// TestGoroutinesStartInOneRoom holds that concurrency can be understood by
// reading one package, and one function that waits for a few questions to a bucket.
func TestGoroutinesStartInOneRoom(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || within(s.dir, "cmd") || within(s.dir, "inventory") || s.dir == "scanners/scannertest" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if g, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s starts a goroutine; only inventory does", s.set.Position(g.Pos()))
			}
			if c, ok := n.(*ast.SelectorExpr); ok && c.Sel.Name == "Go" && s.path != "scanners/s3/bucketfacts.go" {
				t.Errorf("%s starts a goroutine; only inventory does", s.set.Position(c.Pos()))
			}
			return true
		})
		for _, name := range s.imports {
			if name == "golang.org/x/sync/errgroup" {
				t.Errorf("%s imports errgroup; only inventory starts goroutines", s.path)
			}
		}
	}
}

func TestNamesSayWhatIsInside(t *testing.T) {
	empty := []string{"util", "utils", "common", "helper", "helpers", "types", "misc", "shared"}
	for _, s := range sources(t) {
		base := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(s.path), ".go"), "_test")
		if slices.Contains(empty[:7], base) {
			t.Errorf("%s: a file is named for the one thing that it holds", s.path)
		}
		for part := range strings.SplitSeq(s.dir, "/") {
			if slices.Contains(empty, part) {
				t.Errorf("%s: a package is named for the one thing that it holds", s.dir)
			}
		}
	}
}

// TestDemoComparesWithoutTheDetectors holds that what checks the demo shares no
// code with what it checks.
func TestDemoComparesWithoutTheDetectors(t *testing.T) {
	for _, s := range sources(t) {
		if s.dir != "cmd/piiventory-demo" {
			continue
		}
		for _, name := range s.imports {
			if strings.HasPrefix(name, "piiventory/") && name != "piiventory/cmd/internal/people" {
				t.Errorf("%s imports %s", s.path, name)
			}
		}
	}
}
