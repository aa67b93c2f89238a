package main

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"piiventory/detectors"
	"piiventory/policy"
	"piiventory/reports"
	"piiventory/scanners/content"
)

// counter counts what stands in one file, its lines taken as one column.
type counter struct {
	engine *detectors.Engine
	field  string
	ends   []int32
	byKind []kindCount // by Candidate.Index
	lines  int64
	seed   maphash.Seed
	data   []byte // of the piece that is looked at
}

// kindCount is what was counted of one category.
type kindCount struct {
	category   detectors.Category
	found      int64 // places
	evidence   detectors.Evidence
	distinct   map[uint64]struct{}
	formed, in lastLine
}

// lastLine is where something was counted last, since a value counts once.
type lastLine struct{ line, whole, known, keyword, running int64 }

// countDistinct bounds the values that are told apart; no verdict asks for more.
const countDistinct = 200

// countPiece is the size of the pieces that are read. What is remembered within a piece
// is forgotten at its end, so it is not small.
const countPiece = 1 << 20

// detectCount prints a line for each category that stands in a file: how often, in how
// many of the lines that have its form, and what that makes of the file as a column.
func (c *console) detectCount(ctx context.Context, e *detectors.Engine, rules *policy.Rules, field, name string, in io.Reader, out io.Writer) error {
	if name == "-" {
		name = "stdin"
	}
	in, err := content.UTF8(in)
	if err != nil {
		return fmt.Errorf("%s: %w; scan it instead", name, err)
	}
	k := counter{engine: e, field: field, seed: maphash.MakeSeed()}
	if err := k.read(ctx, in); err != nil {
		return err
	}
	slices.SortFunc(k.byKind, func(a, b kindCount) int { return strings.Compare(string(a.category), string(b.category)) })
	for i := range k.byKind {
		n := &k.byKind[i]
		if n.found == 0 {
			continue
		}
		n.evidence.Values, n.evidence.Distinct = k.lines, int64(len(n.distinct))
		v := e.Judge(n.category, field, n.evidence)
		if _, err := fmt.Fprintf(out, "%s\t%s\t%s\t%d\t%d\t%d\t%s\t%s\n", name, n.category, calledIn(c.lang, rules, n.category), n.found,
			n.evidence.Valid, n.evidence.WellFormed, reports.Confidence(c.lang, v.Confidence), reports.Reasons(c.lang, v.Reasons)); err != nil {
			return err
		}
	}
	return nil
}

// calledIn is the name of a category in a language.
func calledIn(lang string, rules *policy.Rules, c detectors.Category) string {
	if info, ok := detectors.Lookup(c); ok {
		return info.Name(lang)
	}
	return rules.Name(c, lang)
}

// countLine is how much of one line is looked at as a whole.
const countLine = 8 << 20

// read counts piece by piece. A piece ends with a line; a line that is longer than a
// piece is read as a whole, up to countLine, and what is longer in parts, which count as
// lines.
func (k *counter) read(ctx context.Context, in io.Reader) error {
	buf := make([]byte, countPiece)
	have := 0
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := io.ReadFull(in, buf[have:])
		have += n
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			k.piece(bytes.TrimSuffix(buf[:have], []byte("\n")))
			return nil
		}
		if err != nil {
			return err
		}
		last := bytes.LastIndexByte(buf, '\n')
		if last < 0 {
			if len(buf) >= countLine {
				last = seam(buf)
				k.piece(buf[:last])
				have = copy(buf, buf[last:])
				continue
			}
			buf = append(buf, make([]byte, len(buf))...)
			continue
		}
		k.piece(buf[:last])
		have = copy(buf, buf[last+1:])
	}
}

// seam returns where a line is cut that goes on behind b: behind the last sign between
// things in the last bytes, or before the last character, which may be a part of one.
func seam(b []byte) int {
	const back = 64 << 10
	if k := bytes.LastIndexAny(b[len(b)-back:], " \t,;&|"); k > 0 {
		return len(b) - back + k + 1
	}
	k := len(b) - 1
	for k > len(b)-utf8.UTFMax && !utf8.RuneStart(b[k]) {
		k--
	}
	return k
}

// piece counts whole lines.
func (k *counter) piece(data []byte) {
	if len(data) == 0 {
		return
	}
	k.ends, k.data = k.ends[:0], data
	for i := 0; ; i++ {
		n := bytes.IndexByte(data[i:], '\n')
		if n < 0 {
			break
		}
		i += n
		k.ends = append(k.ends, int32(i))
	}
	k.ends = append(k.ends, int32(len(data)))
	k.engine.Scan(k.field, data, k.ends, k.count)
	k.lines += int64(len(k.ends))
}

func (k *counter) count(c detectors.Candidate) {
	for int(c.Index) >= len(k.byKind) {
		k.byKind = append(k.byKind, kindCount{})
	}
	n := &k.byKind[c.Index]
	n.category = c.Category
	line := k.lines + int64(c.Row) + 1
	once := func(mark *int64, count *int64) {
		if *mark != line {
			*mark = line
			*count++
		}
	}
	once(&n.formed.line, &n.evidence.WellFormed)
	if !c.Valid {
		return
	}
	n.found++
	once(&n.in.line, &n.evidence.Valid)
	if c.Whole {
		once(&n.in.whole, &n.evidence.Whole)
	}
	if c.Known {
		once(&n.in.known, &n.evidence.Known)
	}
	if c.Keyword {
		once(&n.in.keyword, &n.evidence.Keyword)
	}
	if c.Running {
		once(&n.in.running, &n.evidence.Running)
	}
	if len(n.distinct) < countDistinct {
		if n.distinct == nil {
			n.distinct = map[uint64]struct{}{}
		}
		n.distinct[maphash.Bytes(k.seed, k.data[c.Start:c.End])] = struct{}{}
	}
}
