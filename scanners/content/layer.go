package content

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"piiventory/scanners"
)

// A layer is content at one depth: the object itself, an entry of an archive in
// it, an attachment of a mail in that archive.
type layer struct {
	*job
	// name is the name at this depth; its extension breaks ties between formats.
	name string
	// inside is the path from the object to this layer, as Batch.Inside states it.
	inside string
	// size is the length in bytes, -1 if it is unknown. It is what somebody said, and
	// no memory may be allocated by it.
	size int64
	// depth counts the containers around the layer.
	depth int
	// r gives the content from its start, with the head.
	r io.Reader
	// object says that the bytes lie in the store as they are read here, so that they
	// can be read from anywhere.
	object bool
	// holds is what of this layer is in job.spooled, and claimed are its bytes in
	// job.windows.
	holds   []*held
	claimed int64
}

// errSpool is returned when a layer is too long to be held in memory.
var errSpool = errors.New("too long to be held in memory")

// random gives access to any place of the layer. The object itself is read in
// ranges, within what the draw allows, and errLimit tells that no more may be
// read. Everything else is held in memory until the layer is done, if it is not
// longer than sizes.spool with all that is held already; errSpool otherwise.
// It must be called before anything was read of l.r, and l.r not be used
// afterwards.
func (l *layer) random() (io.ReaderAt, int64, error) {
	j := l.job
	if l.object && (j.partial || l.size > j.span) {
		j.raw.close()
		j.blocks = &blocks{j: j, left: -1}
		if j.partial {
			j.blocks.left = j.draw.MaxBytes - j.raw.off
		}
		return j.blocks, l.size, nil
	}
	h := &held{}
	if err := h.fill(l.r, l.size, j.spare()); err != nil {
		return nil, 0, err
	}
	l.holds = append(l.holds, h)
	j.spooled += h.n
	return h, h.n, nil
}

// spare is how much may be held now of something that is read from anywhere.
func (j *job) spare() int64 { return max(0, min(j.spool-j.spooled, j.free())) }

// release gives back what the layer held in memory.
func (l *layer) release() {
	for _, h := range l.holds {
		l.spooled -= h.n
		h.free()
	}
	l.holds = nil
}

// unread is how many bytes of the object were not read, as far as that can be
// told: only for the object itself.
func (l *layer) unread() int64 {
	if l.depth > 0 {
		return -1
	}
	return max(0, l.src.Size-l.got())
}

// gap records that something of the layer was not read. The same gap of several
// things inside one object is one gap with their number.
func (l *layer) gap(kind scanners.GapKind, bytes int64, reason string) {
	l.gaps(scanners.Gap{Kind: kind, Bytes: bytes, Reason: reason, Inside: l.inside})
}

// gaps adds a gap to those of the object.
func (j *job) gaps(g scanners.Gap) {
	if g.Inside != "" && g.Bytes > j.floor && g.Bytes/j.ratio > j.src.Size {
		g.Bytes = -1 // an archive says so that cannot hold it
	}
	if g.Inside == "" {
		j.drawn.Gaps = append(j.drawn.Gaps, g)
		return
	}
	for i := range j.inners {
		n := &j.inners[i]
		if n.Kind == g.Kind && n.Reason == g.Reason {
			n.count++
			n.Bytes = addKnown(n.Bytes, g.Bytes)
			n.Rows = addKnown(n.Rows, g.Rows)
			return
		}
	}
	if len(j.inners) >= maxNestedGaps {
		g.Kind, g.Reason = scanners.GapFormat, "further things in it were not read or not whole, each for another reason"
		if last := &j.inners[len(j.inners)-1]; last.Reason == g.Reason {
			last.count++
			return
		}
	}
	j.inners = append(j.inners, nestedGap{g, 1})
}

// maxNestedGaps bounds the kinds of gaps that are told apart inside one object.
const maxNestedGaps = 40

type nestedGap struct {
	scanners.Gap
	count int64
}

func addKnown(a, b int64) int64 {
	if a < 0 || b < 0 {
		return -1
	}
	return a + b
}

// tellNested writes the gaps of what lies inside the object.
func (j *job) tellNested() {
	for _, n := range j.inners {
		n.Things, n.Reason = n.count, fmt.Sprintf("inside it: %s", n.Reason)
		j.drawn.Gaps = append(j.drawn.Gaps, n.Gap)
	}
	j.inners = nil
}

// An entry is content that lies inside other content.
type entry struct {
	// name is the path in the container. It may come from anywhere and is only ever
	// shown and looked at, never opened.
	name string
	// size is the length in bytes that the container states, -1 if it does not.
	size int64
	// packed tells how many bytes of the container were read for the entry so far,
	// when the entry is compressed; it bounds what the entry may expand to.
	packed func() int64
	r      io.Reader
}

// inner reads an entry with whatever reader suits it, and says how it was drawn.
// What cannot be read of it is a gap, not an error; the errors that it returns
// (those of the store, of yield, and errRows) are returned by the document at
// once, except that one which gave each entry its own l.out.left goes on after
// errRows, when it has set l.out.err to nil. The caller sees to it that what of
// e.r was not read does no harm to what comes behind it.
func (l *layer) inner(e entry) (taken, error) {
	name := entryName(e.name)
	in := &layer{job: l.job, name: name, inside: name, size: e.size, depth: l.depth + 1}
	if l.inside != "" {
		in.inside = l.inside + "!/" + name
	}
	if in.depth > l.sizes.deepest {
		in.gap(scanners.GapOversized, e.size, fmt.Sprintf(
			"it lies deeper than %d archives in one another; unpack them first, nothing in it was looked at", l.sizes.deepest))
		return nothing, nil
	}
	in.r = &bounded{r: e.r, j: l.job, packed: l.got}
	if e.packed != nil {
		in.r = l.bound(e.r, e.packed)
	}
	unit, inside := l.out.unit, l.out.inside
	err := l.out.flush()
	if err != nil {
		return part, err
	}
	l.out.forget()
	l.out.unit = "entry " + in.inside
	defer func() { l.out.unit, l.out.inside = unit, inside }()
	if err := l.out.enter(in.inside); err != nil {
		return part, err
	}
	c, t, err := l.job.layer(in)
	l.out.forget()
	if c != nil {
		l.met(c)
	}
	return t, err
}

// met notes the format of something inside the object.
func (j *job) met(c *contents) {
	if j.kinds == nil {
		j.kinds = map[string]bool{}
	}
	j.kinds[c.format()] = true
}

// entryName makes a name from a container fit to be shown: forward slashes,
// valid UTF-8, no control characters, at most 200 bytes of its end.
func entryName(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, `\`, "/"), "\uFFFD")
	s = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '\uFFFD'
		}
		return r
	}, s)
	s = strings.TrimPrefix(path.Clean("/"+s), "/")
	if len(s) > 200 {
		s = s[len(s)-200:]
		for len(s) > 0 && !utf8.RuneStart(s[0]) {
			s = s[1:]
		}
		s = "…" + s
	}
	if s == "" {
		s = "content"
	}
	return s
}
