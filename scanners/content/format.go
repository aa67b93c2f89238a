package content

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strings"
	"sync"

	"piiventory/scanners"
)

// A format is one way to understand text. Formats register themselves from
// their own file.
type format struct {
	name string
	// rank orders the trials, lowest first.
	rank int
	// recognise looks at the start of the content and returns a parser for the
	// rest, or nil when this is not its format.
	recognise func(h head) parser
}

// A head is the start of the content, for recognition.
type head struct {
	// text is UTF-8 without a byte order mark.
	text []byte
	// whole says that text is all there is.
	whole bool
	// ext is the lower-case extension of the name, without those of the
	// compressions, and with the dot.
	ext string
	s   *sizes
	// first are the complete lines at the start, which many formats ask for, and rest
	// is what stands behind them. It may be nil.
	first *headLines
}

// headLines are used again, and so is the record that logs are tried with.
type headLines struct {
	lines  [][]byte
	rest   []byte
	begun  bool
	record record
}

var headLinesPool = sync.Pool{New: func() any { return new(headLines) }}

// free ends the use of the lines.
func (f *headLines) free() {
	clear(f.lines)
	clear(f.record.fields)
	f.record.reset()
	f.record.names = nil
	f.lines, f.rest, f.begun = f.lines[:0], nil, false
	headLinesPool.Put(f)
}

// lines returns the complete lines of the head, at most n.
func (h head) lines(n int) [][]byte {
	f := h.first
	if f == nil {
		f = &headLines{}
	}
	if !f.begun {
		f.begun, f.rest = true, h.text
	}
	for len(f.rest) > 0 && len(f.lines) < n {
		i := bytes.IndexByte(f.rest, '\n')
		if i < 0 && !h.whole {
			break
		}
		line, after := f.rest, f.rest[len(f.rest):]
		if i >= 0 {
			line, after = f.rest[:i], f.rest[i+1:]
		}
		if k := len(line); k > 0 && line[k-1] == '\r' {
			line = line[:k-1]
		}
		f.lines, f.rest = append(f.lines, line), after
	}
	return f.lines[:min(n, len(f.lines))]
}

// each goes over the complete lines of the head, at most n, and cuts no more of them than
// are asked for.
func (h head) each(n int) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := range n {
			if l := h.lines(i + 1); i >= len(l) || !yield(l[i]) {
				return
			}
		}
	}
}

// A parser turns the content's text into rows.
type parser interface {
	// parse reads all of in and puts the rows into out. It returns the errors of
	// out unchanged, and a *corrupt when the content breaks its format. It leaves
	// the judgement of in.err to the caller, and hands on nothing that may be half
	// a value when that is not io.EOF.
	parse(in *input, out *out) error
}

// aligned is a parser whose records can be found from the middle.
type aligned interface {
	parser
	// start returns the offset in b of the first record that starts at or after
	// b[unit], where unit is the charset's; b begins one unit before the place of
	// interest. It returns -1 when b does not tell. The answer depends on nothing
	// but b and on whether the object ends with it, so that the pieces on both
	// sides of a seam agree.
	start(b []byte, c *charset, end bool) int
	// window is the number of bytes that start wants to see at first, when the
	// pieces have the given size.
	window(piece int64) int64
	// sight is up to which offset start may have to see the content to find a record
	// that starts in [lo, hi), hi at least.
	sight(lo, hi int64) int64
	// anywhere returns the offset of a place where the content may be cut when no
	// record starts in b, or -1 when it must not be cut.
	anywhere(b []byte, c *charset) int
	// at returns the parser for a piece that starts at the offset.
	at(off int64) parser
}

var formats []format

func register(f format) bool {
	formats = append(formats, f)
	slices.SortFunc(formats, func(a, b format) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.name, b.name))
	})
	return true
}

// contents is what an object turned out to be.
type contents struct {
	name    string   // of the format
	doc     document // nil for text, and then charset and parser are set
	codecs  []string
	charset *charset
	odd     []string // charsets of single lines that are not of the main one
	head    []byte   // as it lies in the innermost layer
	rest    io.Reader
	parser  parser
	text    []byte // the head in UTF-8
	rooms   []*[]byte
}

// heads are where heads were, to be used again: one is needed for each thing inside an
// object, and for each compression of it.
var heads = sync.Pool{New: func() any { b := make([]byte, standard.head); return &b }}

// room returns a place for a head, which is valid until free.
func (c *contents) room(n int) []byte {
	if n > int(standard.head) {
		return make([]byte, n)
	}
	p := heads.Get().(*[]byte)
	c.rooms = append(c.rooms, p)
	return (*p)[:n]
}

// free gives back what the contents held. Their name stays.
func (c *contents) free() {
	for _, p := range c.rooms {
		heads.Put(p)
	}
	c.head, c.text, c.rest, c.rooms = nil, nil, nil, nil
}

// format writes the name: "csv", "csv+gb18030", "jsonl+gzip".
func (c *contents) format() string {
	s := c.name
	if n, ok := c.doc.(namer); ok {
		s = n.named()
	}
	if c.charset != nil && c.charset.name != "utf-8" {
		s += "+" + c.charset.name
	}
	for _, o := range c.odd {
		s += "+" + o
	}
	for i := len(c.codecs) - 1; i >= 0; i-- {
		s += "+" + c.codecs[i]
	}
	return s
}

// saw notes which charsets the decoder met beside the main one.
func (c *contents) saw(d *decoder) {
	for _, o := range d.odd() {
		if o != c.charset.name && !slices.Contains(c.odd, o) {
			c.odd = append(c.odd, o)
		}
	}
	slices.Sort(c.odd)
}

// open unpacks, decodes and recognises the start of the content. It returns nil
// contents when a gap says that nobody can read it. size is how much of the start
// is looked at.
func (l *layer) open(size int64) (opened *contents, err error) {
	c := &contents{}
	defer func() {
		if opened == nil {
			c.free()
		}
	}()
	name := strings.ToLower(l.name)
	all, packed := l.size, l.got
	if b, ok := l.r.(*bounded); ok {
		packed = b.packed
	}
	if all < 0 {
		all = size
	}
	for {
		b := c.room(int(min(size, max(all, 1))))
		n, err := readFull(l.r, b)
		b = b[:n]
		if fatal := l.fatal(nil); fatal != nil {
			return nil, fatal
		}
		if n == 0 && len(c.codecs) > 0 && err != io.EOF && err != errLimit && err != errExpanded {
			l.unpackable(c.codecs[len(c.codecs)-1], err)
			return nil, nil
		}
		c.head = b
		c.rest = &behindHead{b, l.r}
		if err != nil {
			c.rest = &behindHead{b, failed{err}}
		}
		k := codecOf(b, name)
		if k == nil {
			break
		}
		if len(c.codecs) == l.nested {
			l.unreadable(strings.Join(c.codecs, "+"), scanners.GapOversized, fmt.Sprintf(
				"compressed %d times over and still compressed; unpack it first, nothing in it was looked at", l.nested))
			return nil, nil
		}
		for _, e := range k.ext {
			name = strings.TrimSuffix(name, e)
		}
		c.codecs = append(c.codecs, k.name)
		window, err := l.window(k.name, b)
		if err != nil {
			l.unreadable(k.name, scanners.GapOversized, err.Error())
			return nil, nil
		}
		u, err := k.unpack(c.rest, window)
		if fatal := l.fatal(nil); fatal != nil {
			return nil, fatal
		}
		if err != nil {
			l.unpackable(k.name, err)
			return nil, nil
		}
		l.r, l.object = l.bound(u, packed), false
		l.size, size, all = -1, l.job.head, l.job.head
	}
	whole := int64(len(c.head)) < size || len(c.codecs) == 0 && int64(len(c.head)) == l.size
	l.name, l.r = name, c.rest
	for _, f := range binaries {
		if d := f.recognise(start{b: c.head, whole: whole, size: l.size, ext: path.Ext(name)}); d != nil {
			c.name, c.doc = f.name, d
			return c, nil
		}
	}
	if what := foreign(c.head); what != "" {
		l.unreadable(what, scanners.GapFormat, fmt.Sprintf("content starts with bytes % x (%s): no reader for it; nothing in it was looked at",
			c.head[:min(4, len(c.head))], what))
		return nil, nil
	}
	if c.charset = charsetOf(c.head, whole); c.charset == nil && volumePart(l.name) {
		l.unreadable("binary", scanners.GapFormat, "its name is that of one part of an archive in several files; put the parts together first, nothing in it was looked at")
		return nil, nil
	}
	if c.charset == nil {
		l.unreadable("binary", scanners.GapFormat, fmt.Sprintf("content starts with bytes % x and is not text in a known encoding: no reader for it; nothing in it was looked at",
			c.head[:min(4, len(c.head))]))
		return nil, nil
	}
	c.text = c.charset.decode(c.head)
	h := head{text: c.text, whole: whole, ext: path.Ext(name), s: l.sizes, first: headLinesPool.Get().(*headLines)}
	defer h.first.free()
	for _, f := range formats {
		if p := f.recognise(h); p != nil {
			c.name, c.parser = f.name, p
			if n, ok := p.(namer); ok {
				c.name = n.named()
			}
			return c, nil
		}
	}
	panic("text recognises everything")
}

// unpackable records that a compressed stream gave nothing but an error.
func (l *layer) unpackable(codec string, err error) {
	var own *scanners.Error
	if errors.As(err, &own) {
		l.unreadable(codec, own.Kind, own.Reason)
		return
	}
	l.unreadable(codec, scanners.GapCorrupt, fmt.Sprintf(
		"the content starts like %s and its header is broken or cut off; nothing in it was looked at", codec))
}

// unreadable records that nothing of the layer was looked at.
func (l *layer) unreadable(format string, kind scanners.GapKind, reason string) {
	if l.depth == 0 {
		l.drawn.Format = format
	} else {
		l.met(&contents{name: format})
	}
	size := l.size
	if l.depth == 0 {
		size = l.src.Size
	}
	l.gap(kind, size, reason)
}

// behindHead reads the head first and what follows it then.
type behindHead struct {
	b []byte
	r io.Reader
}

func (h *behindHead) Read(p []byte) (int, error) {
	if len(h.b) == 0 {
		return h.r.Read(p)
	}
	n := copy(p, h.b)
	h.b = h.b[n:]
	return n, nil
}

// failed is a reader at whose place an error happened.
type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }
