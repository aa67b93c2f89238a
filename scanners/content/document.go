package content

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"piiventory/scanners"
)

// A document is content that is not one text in one charset: an archive, a
// workbook, a column store, a mail with attachments.
type document interface {
	// read reads of the layer what the draw asks for, puts the rows into l.out, and
	// says how its units were drawn. Its errors are turned into gaps by the caller:
	// it may return those of the layer's readers, of l.out and of l.inner as they
	// come, a refusal, or any other error, which means that the content is broken at
	// this place. Texts of other errors are not shown, since libraries quote data.
	// What it left out on purpose it states as a gap of the layer. It may panic.
	read(l *layer) (taken, error)
}

// A binaryFormat is a format that is not text. They register themselves from their
// own file, under the name that reports show.
type binaryFormat struct {
	name string
	// rank orders the trials, lowest first.
	rank int
	// recognise looks at the start of the content and returns how it is read, or nil
	// when this is not its format.
	recognise func(h start) document
}

// A start is the beginning of content as it lies in its layer.
type start struct {
	b []byte
	// whole says that b is all there is.
	whole bool
	// size is the length of the content, -1 if unknown.
	size int64
	// ext is the lower-case extension of the name, with the dot.
	ext string
}

var binaries []binaryFormat

func registerBinary(b binaryFormat) bool {
	binaries = append(binaries, b)
	slices.SortFunc(binaries, func(a, b binaryFormat) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.name, b.name))
	})
	return true
}

// taken says how the units of a layer were drawn, as in scanners.Drawn.
type taken struct {
	design            scanners.Design
	population, units int64
}

// The usual outcomes: all of it was read; the head of it, or an unknown part,
// was; nothing was.
var (
	whole   = taken{scanners.Census, 1, 1}
	part    = taken{scanners.NotRandom, -1, 1}
	nothing = taken{scanners.NotRandom, 1, 0}
)

// A refusal says why a document is not read, or not further.
type refusal struct {
	kind   scanners.GapKind
	reason string // one sentence for people, without a value of the data
}

func (r *refusal) Error() string { return r.reason }

func refuse(kind scanners.GapKind, format string, args ...any) error {
	return &refusal{kind, fmt.Sprintf(format, args...)}
}

// A namer is a document or a parser that knows a better name for itself than
// that of its registration.
type namer interface{ named() string }

// document reads a document and turns what went wrong into gaps. The errors that
// it returns end the reading of the object: those of the store and of yield, and
// errRows.
func (j *job) document(l *layer, c *contents) (t taken, err error) {
	defer l.release()
	before := j.out.total
	t, err = l.careful(c.doc)
	if err != nil {
		j.out.settle()
	}
	if flushed := j.out.flush(); err == nil || !errors.Is(err, errRows) && flushed != nil {
		err = cmp.Or(flushed, err)
	}
	l.fileGaps()
	if err == nil {
		return t, nil
	}
	if fatal := j.fatal(err); fatal != nil {
		return part, fatal
	}
	if t = part; j.out.total == before {
		t = nothing
	}
	rest := l.unread()
	var no *refusal
	var own *scanners.Error
	switch {
	case errors.Is(err, errRows):
		return t, err
	case j.late():
		l.gap(scanners.GapTimeout, rest, "reading this "+c.name+" took longer than one object may take; what came before was read, the rest was not; read it with --depth full")
	case errors.As(err, &no):
		l.gap(no.kind, rest, no.reason)
	case errors.As(err, &own):
		l.gap(own.Kind, rest, own.Reason)
	case errors.Is(err, errExpanded):
		l.gap(scanners.GapOversized, rest, j.expandedReason())
	case errors.Is(err, errSpool):
		l.gap(scanners.GapOversized, rest, fmt.Sprintf(
			"a %s inside other content must be held in memory to be read, and it is longer than %s; unpack it first, nothing in it was looked at", c.name, human(j.spare()&^(1<<20-1))))
	case errors.Is(err, errLimit):
		l.gap(scanners.GapBudget, rest, fmt.Sprintf(
			"the bytes that may be read of one object were used up inside this %s; use --depth full or a larger --budget to read the rest", c.name))
	case t == nothing:
		l.gap(scanners.GapCorrupt, rest, fmt.Sprintf("the %s is broken or cut off; nothing in it could be read", c.name))
	default:
		l.gap(scanners.GapCorrupt, rest, fmt.Sprintf("the %s is broken or cut off; what came before was read, the rest cannot be", c.name))
	}
	return t, nil
}

// errBroke stands for the panic of a reader. What was recovered may quote data.
var errBroke = errors.New("the reader broke down")

func (l *layer) careful(d document) (t taken, err error) {
	defer func() {
		if recover() != nil {
			t, err = part, errBroke
			l.out.undo()
		}
	}()
	return d.read(l)
}

// fatal returns the error with which the reading of the whole object ends, or nil
// when err concerns this content only.
func (j *job) fatal(err error) error {
	switch {
	case j.late():
		return nil
	case j.ctx.Err() != nil:
		return j.ctx.Err()
	case j.raw.err != nil && j.raw.err != io.EOF && j.raw.err != errLimit:
		return j.raw.err
	case j.blocks != nil && j.blocks.err != nil:
		return j.blocks.err
	case j.out != nil && j.out.err != nil && !errors.Is(j.out.err, errRows):
		return j.out.err
	}
	return nil
}

func (j *job) expandedReason() string {
	return fmt.Sprintf("the content unpacks to more than %d times its size or to more than %s; only that much was read", j.ratio, human(j.expanded))
}
