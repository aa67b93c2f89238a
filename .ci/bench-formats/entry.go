package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"piiventory/scanners"
)

// An entry is one format beside one library.
type entry struct {
	// name is the name that reports show, perhaps with words behind it.
	name string
	// file is the name under which the content is read.
	file string
	// made makes the content.
	made func() (made, error)
	bare bare
	// why says why ours is slower by more than a fifth, where it is.
	why string
}

// format is the name without the words behind it.
func (e entry) format() string {
	name, _, _ := strings.Cut(e.name, ",")
	name, _, _ = strings.Cut(name, " ")
	return name
}

// check reads the content with both, and sees to it that ours takes it for what it is and
// reads all of it. It returns how many values ours handed on.
func (e entry) check(c made) (int, error) {
	n, d, err := values(e.file, c.bytes)
	if err != nil {
		return 0, err
	}
	for _, g := range d.Gaps {
		if g.Kind != scanners.GapImage {
			return 0, fmt.Errorf("a gap: %s", g.Reason)
		}
	}
	if n == 0 && len(d.Gaps) == 0 {
		return 0, errors.New("nothing was read")
	}
	// "text+gb18030+gzip", "zip(csv)"
	parts := strings.FieldsFunc(d.Format, func(r rune) bool { return strings.ContainsRune("+(,)", r) })
	if !slices.Contains(parts, e.format()) {
		return 0, fmt.Errorf("it was read as %s", d.Format)
	}
	_, err = e.bare.read(c.bytes)
	return n, err
}

// made is content, and how many bytes it has when it is unpacked, by which the rates are
// counted.
type made struct {
	bytes []byte
	plain int64
}

// A bare is a library used on its own.
type bare struct {
	what string // in the last column
	read reader
}

// usual is the length of content, in bytes before it is packed.
const usual = 4 << 20

// textOf makes content of numbered records until it is long enough.
func textOf(size int, before, after string, record func(b []byte, i int) []byte) func() (made, error) {
	return func() (made, error) {
		b := []byte(before)
		for i := 0; len(b) < size; i++ {
			b = record(b, i)
		}
		b = append(b, after...)
		return made{b, int64(len(b))}, nil
	}
}

// specimen is a sample of testdata/content.
func specimen(name string) func() (made, error) {
	return func() (made, error) {
		_, here, _, _ := runtime.Caller(0)
		b, err := os.ReadFile(filepath.Join(filepath.Dir(here), "../../testdata/content", name))
		return made{b, int64(len(b))}, err
	}
}

// phone and day are parts of records. The numbers were given to nobody.
func phone(i int) string { return fmt.Sprintf("1380000%04d", i%10000) }

func day(i int) string {
	return fmt.Sprintf("2026-%02d-%02d %02d:%02d:%02d", i/7%12+1, i%28+1, i%24, i/3%60, i%60)
}
