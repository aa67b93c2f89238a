package mysql

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"piiventory/scanners"
)

// groups are the groups of an option file that every client reads: MySQL's, and
// MariaDB's own.
var groups = []string{"client", "client-server", "client-mariadb"}

// includes bounds how deep option files include each other; a file that includes
// itself ends there.
const includes = 8

var errWritable = errors.New("everybody may write the file")

// options reads the option files of MySQL's programs (MySQL Reference Manual,
// "Using Option Files"): those that every system has, or the named one alone. A
// later line wins.
func options(named string) (map[string]string, error) {
	found := map[string]string{}
	if named != "" {
		if err := readOptions(named, found, includes); err != nil {
			return nil, scanners.Unreadable(scanners.GapPermission, "the option file that the URL names cannot be read, or everybody may write it: check its path and its permissions")
		}
		return found, nil
	}
	files := []string{"/etc/my.cnf", "/etc/mysql/my.cnf"}
	if home, err := os.UserHomeDir(); err == nil {
		files = append(files, filepath.Join(home, ".my.cnf"))
	}
	for _, name := range files {
		_ = readOptions(name, found, includes) // as with MySQL's programs, a file that is not there or not ours does not matter
	}
	return found, nil
}

func readOptions(name string, found map[string]string, depth int) error {
	if depth == 0 {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil {
		return err
	} else if info.Mode().Perm()&0o002 != 0 {
		return errWritable // MySQL's programs ignore it, too
	}
	group := ""
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case strings.HasPrefix(line, "!includedir "):
			more, _ := filepath.Glob(filepath.Join(strings.TrimSpace(line[len("!includedir "):]), "*.cnf"))
			slices.Sort(more)
			for _, name := range more {
				_ = readOptions(name, found, depth-1)
			}
		case strings.HasPrefix(line, "!include "):
			_ = readOptions(strings.TrimSpace(line[len("!include "):]), found, depth-1)
		case line[0] == '[':
			group, _, _ = strings.Cut(line[1:], "]")
		case slices.Contains(groups, group):
			key, value := option(line)
			found[key] = value
		}
	}
	return lines.Err()
}

// option splits a line "key = value". Underscores in the key stand for hyphens.
// A number sign outside quotes starts a comment.
func option(line string) (key, value string) {
	var quote byte
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		case c == '#' && quote == 0:
			line = line[:i]
		}
	}
	key, value, _ = strings.Cut(line, "=")
	key = strings.ReplaceAll(strings.TrimSpace(key), "_", "-")
	value = strings.TrimSpace(value)
	if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		value = value[1 : n-1]
	}
	return key, unescape.Replace(value)
}

var unescape = strings.NewReplacer(`\b`, "\b", `\t`, "\t", `\n`, "\n", `\r`, "\r", `\\`, `\`, `\s`, " ", `\"`, `"`, `\'`, `'`)
