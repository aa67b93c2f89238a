package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// A source is one line of corpora.tsv.
type source struct {
	name, from string
	patterns   []string
}

// readSources reads the list of real corpora.
func readSources(name string) ([]source, error) {
	rows, err := readTable(name, 4)
	if err != nil {
		return nil, err
	}
	var out []source
	for _, f := range rows {
		out = append(out, source{f[0], f[1], strings.Fields(f[2])})
	}
	return out, nil
}

// readTable reads lines of cells between tabs, without comments.
func readTable(name string, cells int) ([][]string, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != cells {
			return nil, fmt.Errorf("%s:%d: %d cells, want %d", name, i+1, len(f), cells)
		}
		out = append(out, f)
	}
	return out, nil
}

// local says whether a corpus is on the machine as it is.
func (s *source) local() bool { return s.from == "here" || s.from == "goroot" }

// fetch returns the folder in which the files of a corpus are. What is not on the
// machine is fetched into the cache once.
func (s *source) fetch(cache string) (string, error) {
	kind, what, _ := strings.Cut(s.from, " ")
	switch kind {
	case "here":
		return ".", nil
	case "goroot":
		out, err := output(".", "go", "env", "GOROOT")
		return strings.TrimSpace(string(out)), err
	case "module":
		out, err := output(cache, "go", "mod", "download", "-json", what)
		var module struct{ Dir string }
		if err == nil {
			err = json.Unmarshal(out, &module)
		}
		return module.Dir, err
	case "git":
		return filepath.Join(cache, "git"), gitLog(filepath.Join(cache, "git"))
	case "deb":
		return debian(cache, what)
	case "npm":
		return npm(cache, what)
	}
	return "", fmt.Errorf("%s: there is no source %q", s.name, s.from)
}

// gitLog writes what "git log" says of this folder.
func gitLog(folder string) error {
	out, err := output(".", "git", "log", "--stat", "--format=fuller")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "log.txt"), out, 0o644)
}

// debian unpacks a package of the distribution into the cache, without installing it.
func debian(cache, name string) (string, error) {
	return unpacked(cache, name, func(work, to string) error {
		if _, err := output(work, "apt-get", "download", "-q", name); err != nil {
			return fmt.Errorf("%w (perhaps apt-get update has to run first)", err)
		}
		_, err := withFetched(work, "*.deb", func(file string) ([]byte, error) { return output(work, "dpkg-deb", "-x", file, to) })
		return err
	})
}

// npm unpacks a package of npm into the cache, without running anything of it.
func npm(cache, name string) (string, error) {
	return unpacked(cache, name, func(work, to string) error {
		if _, err := output(work, "npm", "pack", "--silent", "--ignore-scripts", name); err != nil {
			return err
		}
		if err := os.Mkdir(to, 0o755); err != nil {
			return err
		}
		_, err := withFetched(work, "*.tgz", func(file string) ([]byte, error) {
			return output(work, "tar", "-xzf", file, "--strip-components=1", "-C", to)
		})
		return err
	})
}

// unpacked returns the folder of a package in the cache, and has it filled when it is
// not there.
func unpacked(cache, name string, fill func(work, to string) error) (string, error) {
	folder := filepath.Join(cache, name)
	if _, err := os.Stat(folder); err == nil {
		return folder, nil
	}
	work, err := os.MkdirTemp(cache, "package")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work)
	to := filepath.Join(work, "unpacked")
	if err := fill(work, to); err != nil {
		return "", err
	}
	return folder, os.Rename(to, folder)
}

// withFetched does something with the one file of a folder that has the form.
func withFetched(folder, form string, do func(file string) ([]byte, error)) ([]byte, error) {
	found, err := filepath.Glob(filepath.Join(folder, form))
	if err != nil || len(found) != 1 {
		return nil, fmt.Errorf("%d files %s were fetched, not one", len(found), form)
	}
	return do(found[0])
}

func output(folder, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = folder
	var problem bytes.Buffer
	cmd.Stderr = &problem
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(append([]string{name}, args...), " "), err, strings.TrimSpace(problem.String()))
	}
	return out, nil
}

// files lists the files of a corpus; a pattern without a file is an error, so that
// a corpus cannot vanish unseen.
func (s *source) files(folder string) ([]string, error) {
	var out []string
	for _, p := range s.patterns {
		found, err := doublestar.Glob(os.DirFS(folder), p, doublestar.WithFilesOnly())
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, func(name string) bool { // links into other packages
			info, err := os.Lstat(filepath.Join(folder, name))
			return err != nil || !info.Mode().IsRegular()
		})
		if len(found) == 0 {
			return nil, fmt.Errorf("%s: no file fits %s", s.name, p)
		}
		out = append(out, found...)
	}
	return out, nil
}
