package docs_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A step is one fenced block of a document that a reader acts on.
type step struct {
	line int
	// file is set for a block that becomes a file of the tree; the line before the
	// block names it: "`path/to/file.go`:". With changed, the block is a diff.
	file    string
	changed bool
	// run is set for a block of commands ("console"), each with what it prints.
	run  bool
	text string
}

var named = regexp.MustCompile("^`([^`]+)`(, changed)?:$")

// steps reads the blocks of a document, in order.
func steps(doc string) []step {
	var all []step
	lines := strings.Split(doc, "\n")
	for i := 0; i < len(lines); i++ {
		lang, ok := strings.CutPrefix(lines[i], "```")
		if !ok {
			continue
		}
		s := step{line: i + 1, run: lang == "console"}
		for j := i - 1; j >= 0 && j >= i-2; j-- {
			if m := named.FindStringSubmatch(lines[j]); m != nil {
				s.file, s.changed = m[1], m[2] != ""
				break
			}
		}
		var body []string
		for i++; i < len(lines) && lines[i] != "```"; i++ {
			body = append(body, lines[i])
		}
		s.text = strings.Join(body, "\n") + "\n"
		if s.run || s.file != "" {
			all = append(all, s)
		}
	}
	return all
}

// follow does what a step says in the folder.
func follow(t *testing.T, dir string, s step, env []string) error {
	t.Helper()
	switch {
	case s.run:
		return runAll(t, dir, s.text, env)
	case s.changed:
		return change(filepath.Join(dir, s.file), s.text)
	}
	path := filepath.Join(dir, s.file)
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("%s is there already; the example must be a new one", s.file)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(s.text), 0o644)
}

// runAll runs the commands of a console block ("$ " before each) and asks that
// each prints the lines below it, in that order; "…" stands for any lines.
func runAll(t *testing.T, dir, text string, env []string) error {
	t.Helper()
	blocks := strings.Split("\n"+text, "\n$ ")
	for _, b := range blocks[1:] {
		command, want, _ := strings.Cut(strings.TrimRight(b, "\n"), "\n")
		cmd := exec.CommandContext(t.Context(), "bash", "-c", command)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		err := cmd.Run()
		code := cmd.ProcessState.ExitCode()
		printed := out.String()
		if code != 0 {
			printed += fmt.Sprintf("[exit status %d]\n", code)
		}
		if code != 0 && !strings.Contains(want, "[exit status ") {
			return fmt.Errorf("$ %s\n%s%v", command, printed, err)
		}
		rest := printed
		for line := range strings.SplitSeq(want, "\n") {
			if line = strings.TrimSpace(line); line == "" || line == "…" {
				continue
			}
			i := strings.Index(rest, line)
			if i < 0 {
				return fmt.Errorf("$ %s\nprinted\n%s\nbut the document shows the line\n%s", command, printed, line)
			}
			rest = rest[i+len(line):]
		}
	}
	return nil
}

// change applies a diff: lines that start with a blank are looked for from the
// last place on, those with a minus are taken away there and those with a plus
// added.
func change(path, diff string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text, at := string(data), 0
	for line := range strings.SplitSeq(strings.TrimRight(diff, "\n"), "\n") {
		if line == "" || !strings.Contains(" -+", line[:1]) {
			return fmt.Errorf("a line in the diff of %s starts with none of blank, minus and plus", path)
		}
		body := line[1:] + "\n"
		if line[0] == '+' {
			text = text[:at] + body + text[at:]
			at += len(body)
			continue
		}
		i := strings.Index("\n"+text[at:], "\n"+body)
		if i < 0 {
			return fmt.Errorf("%s has no line %q there", path, line[1:])
		}
		at += i
		if line[0] == '-' {
			text = text[:at] + text[at+len(body):]
		} else {
			at += len(body)
		}
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// copyTree copies what git would see of the module.
func copyTree(t *testing.T, to string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case rel == ".git" || rel == "bin" || rel == "demo-out" || rel == ".cache":
			return filepath.SkipDir
		case d.IsDir():
			return os.MkdirAll(target, 0o755)
		case !d.Type().IsRegular():
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAddingIsWhatItSays follows adding.md in a copy of the tree.
func TestAddingIsWhatItSays(t *testing.T) {
	doc, err := os.ReadFile("adding.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copyTree(t, dir)
	all := steps(string(doc))
	if len(all) < 4 {
		t.Fatalf("only %d steps found in adding.md", len(all))
	}
	for _, s := range all {
		if err := follow(t, dir, s, []string{"GOFLAGS=-trimpath"}); err != nil {
			t.Fatalf("adding.md:%d: %v", s.line, err)
		}
	}
}

func TestStepsAreRead(t *testing.T) {
	doc := "Some text.\n\n`a/b.go`:\n\n```go\npackage b\n```\n\n```console\n$ echo one; echo two\none\n…\ntwo\n$ false\n[exit status 1]\n```\n\n`a/b.go`, changed:\n\n```diff\n package b\n+var x = 1\n```\n\n`a/b.go`, changed:\n\n```diff\n-var x = 1\n+var x = 2\n```\n"
	all := steps(doc)
	if len(all) != 4 {
		t.Fatalf("%d steps", len(all))
	}
	dir := t.TempDir()
	for _, s := range all {
		if err := follow(t, dir, s, nil); err != nil {
			t.Errorf("line %d: %v", s.line, err)
		}
	}
	got, err := os.ReadFile(filepath.Join(dir, "a/b.go"))
	if err != nil || string(got) != "package b\nvar x = 2\n" {
		t.Errorf("%v: %q", err, got)
	}
	for _, bad := range []string{"```console\n$ echo one\ntwo\n```\n", "```console\n$ exit 3\n```\n", "`a/b.go`:\n```\nx\n```\n", "`a/b.go`, changed:\n```diff\n nothing\n+y\n```\n"} {
		if err := follow(t, dir, steps(bad)[0], nil); err == nil {
			t.Errorf("no error from %q", bad)
		}
	}
}
