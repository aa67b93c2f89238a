package files

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestConform(t *testing.T) {
	dir := t.TempDir()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	for range 500 {
		fmt.Fprintln(w, `{"user":{"mail":"common"}}`)
	}
	fmt.Fprintln(w, `{"user":{"mail":"packed@example.com"}}`)
	w.Close()
	write(t, dir+"/logs/2026/app.log", strings.Repeat("nothing to see here\n", 20000)+"said text@example.com today\n")
	write(t, dir+"/logs/2026/app.json.gz", packed.String())
	write(t, dir+"/客户/名单.csv", "id,mail,n\n1,csv@example.com,3\n2,x,4\n")
	write(t, dir+"/a \"quoted\".txt", "one\ntwo\n")
	write(t, dir+"/empty", "")
	write(t, dir+"/gone.txt", "soon\n")
	write(t, dir+"/file", "x")
	store := scanners.Store{Alias: "tree", URL: "file:" + dir}
	fail := func(url string) scanners.Store { return scanners.Store{Alias: "bad", URL: url} }
	scannertest.Conform(t, func(t *testing.T) (scanners.Kind, scanners.Store) { return Kind, store }, scannertest.Want{
		Assets: []string{"logs/2026/app.log", "logs/2026/app.json.gz", "客户/名单.csv", "a \"quoted\".txt", "empty", "gone.txt", "file"},
		Planted: map[string][]scannertest.Planted{
			"logs/2026/app.log":     {{Value: "text@example.com"}},
			"logs/2026/app.json.gz": {{Column: "user.mail", Value: "packed@example.com"}, {Column: "user.mail", Value: "common", Times: 500}},
			"客户/名单.csv":             {{Column: "mail", Value: "csv@example.com"}},
		},
		Vanish: "gone.txt",
		Remove: func(t *testing.T, path string) {
			if err := os.Remove(filepath.Join(dir, path)); err != nil {
				t.Fatal(err)
			}
		},
		Fails: map[string]scanners.Store{
			"a missing path":        fail("file:" + dir + "/missing"),
			"a file as a directory": fail("file:" + dir + "/file/"),
			"a path below a file":   fail("file:" + dir + "/file/more"),
			"another host":          fail("file://host/path"),
			"no path":               fail("file:"),
		},
		Secrets: []string{"text@example.com", "packed@example.com", "csv@example.com"},
	})
}

// list opens and lists a store; gaps are by path.
func list(t *testing.T, url string) (scanners.Scanner, []scanners.Asset, map[string]scanners.Gap) {
	t.Helper()
	sc, err := Kind.Open(t.Context(), scanners.Store{Alias: "a", URL: url, Budget: &scanners.Budget{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sc.Close() })
	var all []scanners.Asset
	gaps := map[string]scanners.Gap{}
	err = sc.Assets(t.Context(), func(a scanners.Asset) error {
		if a.Unlisted != nil {
			gaps[a.Path] = *a.Unlisted
		} else {
			all = append(all, a)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sc, all, gaps
}

func paths(all []scanners.Asset) (p []string) {
	for _, a := range all {
		p = append(p, a.Path)
	}
	return p
}

// TestNothingIsSkippedInSilence lists what is no regular file.
func TestNothingIsSkippedInSilence(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	write(t, dir+"/b/plain", "x")
	write(t, other+"/secret", "x")
	for name, target := range map[string]string{
		"in": "b/plain", "in-dir": "b", "b/up": "../b/plain", "in-abs": dir + "/b/plain",
		"out": other + "/secret", "out-dir": other, "out-up": "../" + filepath.Base(other), "dangling": "nowhere", "loop": "loop",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(dir+"/fifo", 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", dir+"/sock")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, all, gaps := list(t, "file:"+dir)
	if got := paths(all); !slices.Equal(got, []string{"b/plain"}) {
		t.Errorf("assets %q", got)
	}
	want := map[string]string{"fifo": "not a regular file", "sock": "not a regular file", "out": "leads out", "out-dir": "leads out", "out-up": "leads out", "loop": "leads out"}
	if filepath.Dir(dir) != filepath.Dir(other) {
		delete(want, "out-up")
		delete(gaps, "out-up")
	}
	for p, reason := range want {
		if g := gaps[p]; g.Kind != scanners.GapUnsupported || !strings.Contains(g.Reason, reason) {
			t.Errorf("%s: %+v", p, g)
		}
	}
	if len(gaps) != len(want) {
		t.Errorf("gaps %v", gaps)
	}
}

// TestUnreadable gives up the rights of root, if it has them, since root may
// read everything.
func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	for d := dir; d != os.TempDir() && d != "/"; d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir+"/closed/x", "x")
	write(t, dir+"/file", "x")
	write(t, dir+"/open", "x")
	for _, p := range []string{"/closed", "/file"} {
		if err := os.Chmod(dir+p, 0); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(dir+p, 0o700)
	}
	if os.Geteuid() == 0 {
		runtime.LockOSThread() // never unlocked: the thread ends with the test
		if err := syscall.Setfsuid(65534); err != nil {
			t.Fatal(err)
		}
		defer syscall.Setfsuid(0)
	}
	sc, all, gaps := list(t, "file:"+dir)
	if got := paths(all); !slices.Equal(got, []string{"file", "open"}) {
		t.Errorf("assets %q", got)
	}
	if g := gaps["closed/"]; len(gaps) != 1 || g.Kind != scanners.GapPermission {
		t.Errorf("gaps %+v", gaps)
	}
	_, err := sc.Sample(t.Context(), all[0], scanners.Draw{Depth: scanners.Full}, func(*scanners.Batch) error { return nil })
	if g := scanners.GapOf(err); g.Kind != scanners.GapPermission {
		t.Errorf("%v", err)
	}
	_, err = Kind.Open(t.Context(), scanners.Store{URL: "file:" + dir + "/closed", Budget: &scanners.Budget{}})
	if g := scanners.GapOf(err); g.Kind != scanners.GapPermission {
		t.Errorf("%v", err)
	}
}

// TestMessages checks what a person reads when the path is wrong.
func TestMessages(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/file", "x")
	if err := syscall.Mkfifo(dir+"/fifo", 0o644); err != nil {
		t.Fatal(err)
	}
	for url, want := range map[string]string{
		"file:" + dir + "/missing":    `there is no file or directory "` + dir + `/missing"; check the path`,
		"file:" + dir + "/file/":      `"` + dir + `/file" is a file, not a directory;`,
		"file:" + dir + "/file/a/b":   `"` + dir + `/file" is a file, not a directory;`,
		"file:" + dir + "/fifo":       `"` + dir + `/fifo" is neither a directory nor a regular file`,
		"file://host/data":            "three slashes",
		"file:":                       "without a path",
		"file:///%zz":                 "%25",
		"file:nowhere/relative":       `"nowhere/relative"`,
		"file:" + dir + "/file\x00.a": "NUL",
	} {
		_, err := Kind.Open(t.Context(), scanners.Store{URL: url, Budget: &scanners.Budget{}})
		var e *scanners.Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestPaths(t *testing.T) {
	dir := t.TempDir()
	odd := "bad\xff\nname\t"
	write(t, dir+"/a b/"+odd, "odd@example.com\n")
	write(t, dir+`/a b/"q"`, "q@example.com\n")
	write(t, dir+"/a b/100%41", "x\n")
	t.Chdir(dir)
	for _, url := range []string{"file:" + dir, "file://" + strings.ReplaceAll(dir, " ", "%20"), "file://localhost" + dir + "/a%20b", "file:a b", "file:.", "file:a b/" + odd, "file:a b/"} {
		sc, all, gaps := list(t, url)
		if len(gaps) > 0 {
			t.Fatalf("%s: %v", url, gaps)
		}
		read := 0
		for _, a := range all {
			_, err := sc.Sample(t.Context(), a, scanners.Draw{Depth: scanners.Full}, func(b *scanners.Batch) error {
				read += bytes.Count(b.Columns[0].Data, []byte("@example.com"))
				return nil
			})
			if err != nil {
				t.Fatalf("%s: %q: %v", url, a.Path, err)
			}
			if !utf8.ValidString(a.Path) || strings.ContainsAny(a.Path, "\n\t") {
				t.Errorf("%s: raw bytes in %q", url, a.Path)
			}
		}
		want := 2
		if strings.HasSuffix(url, odd) {
			want = 1
		}
		if read != want {
			t.Errorf("%s: %d values of %q", url, read, paths(all))
		}
	}
	if u, err := pathOf("file:100%41"); u != "100%41" || err != nil {
		t.Errorf("%q %v", u, err)
	}
	if u, err := pathOf("file:///100%41"); u != "/100A" || err != nil {
		t.Errorf("%q %v", u, err)
	}
	for _, name := range []string{"plain", "客户", `"`, `"a`, `a"`, "\xff", "a\nb", `\xff`, `"\xff"`} {
		if got := unquote(quote(name)); got != name {
			t.Errorf("%q becomes %q", name, got)
		}
	}
}

func TestOneFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/one.csv", "a,b\n1,2\n")
	write(t, dir+"/two.csv", "a,b\n1,2\n")
	stamp := time.Date(2026, 1, 2, 3, 4, 5, 6000, time.FixedZone("x", 8*3600))
	if err := os.Chtimes(dir+"/one.csv", stamp, stamp); err != nil {
		t.Fatal(err)
	}
	_, all, _ := list(t, "file:"+dir+"/one.csv")
	if len(all) != 1 {
		t.Fatalf("%+v", all)
	}
	a := all[0]
	if a.Path != "one.csv" || a.Kind != "file" || a.Size != 8 || a.Rows != -1 || !a.Modified.Equal(stamp) || a.Modified.Location() != time.UTC || a.Version != fmt.Sprintf("8-%d", stamp.UnixNano()) {
		t.Errorf("%+v", a)
	}
}

// TestChanges changes files between listing and reading, and while they are
// read.
func TestChanges(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"grown", "linked", "piped", "during", "shrunk"} {
		write(t, dir+"/"+name, strings.Repeat("a line\n", 400_000))
	}
	write(t, dir+"/target", "x")
	sc, all, _ := list(t, "file:"+dir)
	write(t, dir+"/grown", "more")
	os.Remove(dir + "/linked")
	if err := os.Symlink("target", dir+"/linked"); err != nil {
		t.Fatal(err)
	}
	os.Remove(dir + "/piped")
	if err := syscall.Mkfifo(dir+"/piped", 0o644); err != nil { // to open it would wait for ever
		t.Fatal(err)
	}
	for _, a := range all {
		var once bool
		drawn, err := sc.Sample(t.Context(), a, scanners.Draw{Depth: scanners.Full}, func(*scanners.Batch) error {
			if once {
				return nil
			}
			once = true
			switch a.Path {
			case "during":
				f, err := os.OpenFile(dir+"/during", os.O_APPEND|os.O_WRONLY, 0)
				if err != nil {
					return err
				}
				f.WriteString("more\n")
				return f.Close()
			case "shrunk":
				return os.Truncate(dir+"/shrunk", 10)
			}
			return nil
		})
		switch a.Path {
		case "target":
			if err != nil {
				t.Error(err)
			}
		case "during":
			if err != nil || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapVanished {
				t.Errorf("%s: %+v %v", a.Path, drawn, err)
			}
		default:
			if scanners.GapOf(err).Kind != scanners.GapVanished {
				t.Errorf("%s: %+v %v", a.Path, drawn, err)
			}
		}
	}
}

func TestFacts(t *testing.T) {
	for region, want := range map[string]scanners.Fact{
		"":           {Name: "region", Source: "directory", Unknown: true, Reason: "a directory does not tell in which region it lies; state it in piiventory.yaml"},
		"CN":         {Name: "jurisdiction", Value: "CN", Source: "configuration"},
		"cn-north-1": {Name: "region", Value: "cn-north-1", Source: "configuration"},
	} {
		sc, err := Kind.Open(t.Context(), scanners.Store{URL: "file:" + t.TempDir(), Region: region, Budget: &scanners.Budget{}})
		if err != nil {
			t.Fatal(err)
		}
		defer sc.Close()
		got, err := sc.(scanners.Describer).Facts(t.Context())
		if err != nil || len(got) != 2 || got[0] != want || got[1].Name != "grant" {
			t.Errorf("%+v %v", got, err)
		}
	}
}

// What every user may do of a folder is told by its permissions and those above it.
func TestFactsOfPermissions(t *testing.T) {
	top, err := os.MkdirTemp("", "permissions-") // those of the test are closed to others
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(top)
	dir := filepath.Join(top, "inner")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	file := dir + "/people.csv"
	write(t, file, "name\nx\n")
	if err := os.Symlink(dir, top+"/link"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		top, inner, file os.FileMode
		path, want       string
	}{
		{0o755, 0o755, 0o644, dir, "list,enter"},
		{0o755, 0o755, 0o644, top + "/link", "list,enter"},
		{0o755, 0o1777, 0o600, dir, "list,write,enter"},
		{0o711, 0o711, 0o666, file, "read,write"},
		{0o755, 0o711, 0o640, file, "none"},
		{0o755, 0o750, 0o644, file, "none"},
		{0o755, 0o750, 0o644, dir, "none"},
		{0o754, 0o755, 0o644, dir, "none"},
		{0o700, 0o755, 0o644, file, "none"},
	} {
		for path, mode := range map[string]os.FileMode{top: c.top, dir: c.inner, file: c.file} {
			if mode > 0o777 {
				mode = mode&0o777 | os.ModeSticky
			}
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
		}
		k := scannertest.Facts(t, Kind, scanners.Store{URL: "file:" + c.path})
		if got := k.Value("grant", ""); got != c.want {
			t.Errorf("%o/%o/%o: %s is open for %q, want %q", c.top, c.inner, c.file, strings.TrimPrefix(c.path, top), got, c.want)
		}
	}
}

// TestFormatOfANameThatIsNotUTF8 sees that a name which the inventory quotes
// keeps its extension where the format is recognised.
func TestFormatOfANameThatIsNotUTF8(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/caf\xe9.csv", "note\nx\ny\n")
	sc, all, _ := list(t, dir)
	if len(all) != 1 || !strings.HasPrefix(all[0].Path, `"`) {
		t.Fatalf("%+v", all)
	}
	var columns []string
	drawn, err := sc.Sample(t.Context(), all[0], scanners.Draw{Depth: scanners.Full}, func(b *scanners.Batch) error {
		for i := range b.Columns {
			columns = append(columns, b.Columns[i].Path)
		}
		return nil
	})
	if err != nil || drawn.Format != "csv" || len(columns) != 1 || columns[0] != "note" {
		t.Errorf("%v, %+v, %q", err, drawn, columns)
	}
}
