// Package content turns the bytes of one object or file into batches of rows.
//
// It recognises the format by the bytes themselves, and by the name only where
// the bytes leave a choice. Each format is one file here; so is each
// compression. What cannot be read becomes a gap with a reason, never silence.
//
// Memory for one object stays below 64 MiB whatever the object holds: content
// streams through buffers of at most a few MiB, pieces are at most 4 MiB, and a
// value of more than 1 MiB is handed on in parts (see cut).
package content

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"piiventory/scanners"
)

// A Source gives ranged reads of one object.
type Source struct {
	// Name is the key or the path. Its extension breaks ties between formats, and
	// together with the draw's seed it decides which pieces are read.
	Name string
	// Size is the object's size in bytes as it was listed.
	Size int64
	// Range opens n bytes from off. The reader may be closed before its end. Its
	// errors end the reading of the object and are returned by Sample unchanged.
	Range func(ctx context.Context, off, n int64) (io.ReadCloser, error)
}

// Sample reads of the object what the draw asks for and hands it on in batches
// of at most 1,024 rows and about 1 MiB. A batch and its bytes belong to this
// package and are valid until yield returns; an error of yield is returned
// unchanged.
//
// An object that fits Draw.MaxBytes (and any object at depth Full) is read
// whole: the design is census, one unit of one, and MaxRows does not apply. A
// larger one whose records can be found from the middle (text, CSV, JSON, XML, mailboxes …)
// is cut into a fixed grid of pieces, of which a simple random sample is read:
// the design is equal, the units are pieces. A record belongs to the piece that
// holds its first byte, so that long records are not favoured. The pieces are
// made smaller until their rows fit MaxRows; should there be more rows in a
// piece than the first lines of the object let expect, the surplus is left out
// and the design is not-equal. Where most of the pieces that were drawn lie inside
// records far longer than a piece, their bytes are looked at as text, the design is
// not-equal (not-random if nothing could be looked at), and a gap says so. Of a zip
// archive, and of a tar archive of few entries, whole entries are drawn, as many as fit
// MaxBytes whichever they are; their rows are estimated beforehand, and where that was
// too few the design is not-equal. Everything else (compressed streams, HTML) is read from its start until MaxBytes of the stored bytes are read,
// whatever number of rows that is; it is not random, and the rest is a gap of the
// kind budget, since nothing of it had a chance to be drawn. MaxBytes and MaxRows
// of zero mean no bound. At depth Names no content is read at all.
//
// Drawn is meaningful also when the error is not nil.
func Sample(ctx context.Context, src Source, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	return standard.sample(ctx, src, d, yield)
}

// sizes are the lengths that the package works with, in bytes unless said
// otherwise. Tests make them small so that every seam is near.
type sizes struct {
	head     int64 // looked at to recognise the format
	piece    int64 // a piece of the grid, before it is fitted to the budget
	smallest int64 // the smallest piece
	largest  int64 // the largest piece
	reach    int64 // read past a piece's end for its last record, at most
	span     int64 // one ranged request when the object is read whole
	block    int   // the input buffer, which grows to value+back when it must
	value    int   // a longer value is handed on in parts
	back     int   // how far before that length a good place for the cut is looked for
	overlap  int   // shared by two parts when there was no good place
	row      int   // a longer row is handed on as several rows
	batch    int   // a batch is handed on when it has this many bytes
	rows     int   // or this many rows
	columns  int   // more columns in one batch go into the column "*"
	floor    int64 // a compressed object may always expand to this
	ratio    int64 // and beyond that to so many times its size
	expanded int64 // and never beyond this at depth Sample
	nested   int   // layers of compression
	deepest  int   // containers in one another
	spool    int64 // held in memory of content that is read from anywhere
	// slow is how long one object with documents in it may take at depth Sample, and
	// pace how much more for each MiB of it.
	slow, pace time.Duration
}

// standard holds the lengths in use. Pieces are 64 KiB because shorter ones
// slow the detectors down; ranges are 8 MiB because object stores charge and
// wait by request; 200 is well above what text compresses to (10–50) and well
// below what a bomb does (gzip's limit is 1,032).
var standard = sizes{
	head: 64 << 10, piece: 64 << 10, smallest: 4 << 10, largest: 4 << 20, reach: 1 << 20, span: 8 << 20,
	block: 256 << 10, value: 1 << 20, back: 64 << 10, overlap: 256, row: 4 << 20,
	batch: 1 << 20, rows: 1024, columns: 2048,
	floor: 64 << 20, ratio: 200, expanded: 1 << 30, nested: 3, deepest: 4, spool: 24 << 20,
	slow: time.Minute, pace: time.Second,
}

// A job is the reading of one object.
type job struct {
	*sizes
	ctx   context.Context
	outer context.Context // without the bound on time
	src   Source
	draw  scanners.Draw
	out   *out
	drawn scanners.Drawn
	// partial says that the object is longer than what may be read of it.
	partial bool
	raw     *stream // the object from its start
	blocks  *blocks // the object from anywhere, if it is read so

	unpacked int64 // bytes that all layers expanded to
	spooled  int64 // bytes of layers that are held in memory
	windows  int64 // and of the windows of their compressions
	inners   []nestedGap
	kinds    map[string]bool // the formats of what lies inside
}

func (s *sizes) sample(ctx context.Context, src Source, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	j := s.job(ctx, src, d)
	j.drawn.Population = 1
	if d.Depth == scanners.Names {
		j.gap(scanners.GapSampled, src.Size, "content is not read at depth names; use --depth sample to look into it")
		return j.drawn, nil
	}
	if src.Size == 0 {
		j.drawn.Format, j.drawn.Design, j.drawn.Units = "empty", scanners.Census, 1
		return j.drawn, nil
	}
	j.out = newOut(s, yield)
	defer j.out.free()
	err := j.run()
	j.drawn.Rows = j.out.total
	return j.drawn, err
}

func (s *sizes) job(ctx context.Context, src Source, d scanners.Draw) *job {
	j := &job{sizes: s, ctx: ctx, outer: ctx, src: src, draw: d}
	j.raw = &stream{j: j, end: src.Size, span: s.span}
	return j
}

// object is the outermost layer.
func (j *job) object() *layer {
	return &layer{job: j, name: j.src.Name, size: j.src.Size, r: j.raw, object: true}
}

// run recognises the content and reads it in the way that suits it.
func (j *job) run() error {
	j.partial = j.draw.Depth == scanners.Sample && j.draw.MaxBytes > 0 && j.src.Size > j.draw.MaxBytes
	if j.partial {
		j.raw.end = j.draw.MaxBytes
		j.raw.span = max(1, min(j.head, j.draw.MaxBytes/4))
	} else if j.src.Size > j.span {
		j.raw.span = j.head
	}
	defer j.raw.close()
	c, t, err := j.layer(j.object())
	j.drawn.Bytes = j.got()
	j.drawn.Design, j.drawn.Population, j.drawn.Units = t.design, t.population, t.units
	if c != nil {
		j.drawn.Format = c.format()
		if len(j.kinds) > 0 {
			j.drawn.Format += "(" + j.contained() + ")"
		}
	}
	j.tellNested()
	return err
}

// got is how many bytes of the object were read so far.
func (j *job) got() int64 {
	n := j.raw.off + j.drawn.Bytes
	if j.blocks != nil {
		n += j.blocks.n
	}
	return n
}

// contained names the formats of what lies inside the object, eight at most.
func (j *job) contained() string {
	names := slices.Sorted(maps.Keys(j.kinds))
	if len(names) > 8 {
		names = append(names[:8], "…")
	}
	return strings.Join(names, ",")
}

// layer reads one layer in the way that suits its content. The contents are nil
// when it is a format that nobody here reads.
func (j *job) layer(l *layer) (*contents, taken, error) {
	size := j.head
	if l.depth == 0 && j.partial {
		size = j.raw.span
	}
	defer l.yieldRoom()
	c, err := l.open(size)
	switch {
	case err != nil || c == nil:
		return nil, nothing, err
	}
	defer c.free()
	if c.doc != nil {
		defer j.hurry()()
		j.raw.span = j.span
		t, err := j.document(l, c)
		return c, t, err
	}
	if p, ok := c.parser.(aligned); ok && l.object && j.partial && j.affords(p, c) {
		j.raw.close()
		err := j.pieces(p, c)
		return c, taken{j.drawn.Design, j.drawn.Population, j.drawn.Units}, err
	}
	j.raw.span = j.span
	t, err := l.stream(c)
	return c, t, err
}

// hurry bounds the time from now on, if it is not bounded yet, and returns what
// takes the bound back.
func (j *job) hurry() func() {
	if j.draw.Depth == scanners.Full || j.ctx != j.outer {
		return func() {}
	}
	ctx, cancel := context.WithTimeout(j.outer, j.slow+j.pace*time.Duration(min(j.src.Size>>20, 3600)))
	j.ctx, j.out.ctx = ctx, ctx
	return func() {
		cancel()
		j.ctx, j.out.ctx = j.outer, nil
	}
}

// late says that the bound on time has passed.
func (j *job) late() bool { return j.ctx.Err() != nil && j.outer.Err() == nil }

// stream reads text from its start to its end, or to the limits.
func (l *layer) stream(c *contents) (taken, error) {
	j, raw := l.job, l.raw
	if l.depth == 0 {
		j.out.unit, j.out.left = "whole", -1
		if j.partial {
			j.out.unit = "head"
		}
	}
	dec := newDecoder(c.charset, c.charset.skip(c.rest))
	in := newInput(j.sizes, dec)
	defer in.free()
	err := c.parser.parse(in, j.out)
	var bad *corrupt
	var own *scanners.Error
	if err == nil || errors.As(err, &bad) {
		err = j.out.flush()
	}
	c.saw(dec)
	l.rowGaps()
	if j.late() {
		l.gap(scanners.GapTimeout, -1, "reading this took longer than one object may take; what came before was read, the rest was not; read it with --depth full")
		return part, nil
	}
	if err != nil {
		return part, err
	}
	if err := j.fatal(nil); err != nil {
		return part, err
	}
	switch {
	case errors.Is(in.err, errExpanded):
		l.gap(scanners.GapOversized, l.unread(), j.expandedReason())
		return part, nil
	case errors.Is(in.err, errLimit) && l.depth > 0:
		l.gap(scanners.GapBudget, -1, "the bytes that may be read of one object were used up inside this; use --depth full or a larger --budget to read the rest")
		return part, nil
	case raw.err == errLimit && (l.depth == 0 || in.err != io.EOF):
		what := "a " + c.name + " document"
		if len(c.codecs) > 0 {
			what = "a compressed stream"
		}
		l.gap(scanners.GapBudget, j.src.Size-raw.off, fmt.Sprintf(
			"%s can only be read from its start, and nothing was read behind the bytes that may be read of one object; use --depth full or a larger --budget to read the rest", what))
		return part, nil
	case errors.As(in.err, &own):
		l.gap(own.Kind, -1, own.Reason)
		return part, nil
	case in.err != nil && in.err != io.EOF:
		if len(c.codecs) == 0 {
			l.gap(scanners.GapCorrupt, -1, "what it lies in is broken or cut off; what came before was read, the rest cannot be")
			return part, nil
		}
		l.gap(scanners.GapCorrupt, -1, fmt.Sprintf(
			"the %s stream is broken or cut off; what came before was read, the rest cannot be", c.codecs[len(c.codecs)-1]))
		return part, nil
	case bad != nil && bad.text:
		l.gap(scanners.GapCorrupt, 0, fmt.Sprintf(
			"the %s breaks off in the middle (%s); it was read as fields up to there and as lines of text from there", c.name, bad.what))
	case bad != nil:
		l.gap(scanners.GapCorrupt, 0, fmt.Sprintf("the %s ends in the middle of a value or a record; it may have been cut off", c.name))
	}
	return whole, nil
}

// rowGaps reports what the parser noticed of single rows.
func (l *layer) rowGaps() {
	if n := l.out.broken; n > 0 {
		l.gaps(scanners.Gap{Kind: scanners.GapCorrupt, Rows: n, Inside: l.inside,
			Reason: "lines that are no valid record of the format were read as plain text, without field names"})
		l.out.broken = 0
	}
	if n := l.out.nameless; n > 0 {
		l.gaps(scanners.Gap{Kind: scanners.GapSampled, Rows: n, Inside: l.inside,
			Reason: "lines of tables whose names stand further up, in a part that was not drawn, were read as plain text; use --depth full to read them as fields"})
		l.out.nameless = 0
	}
	l.fileGaps()
}

// fileGaps reports the files that values are.
func (l *layer) fileGaps() {
	if n := l.out.files; n > 0 {
		l.gaps(scanners.Gap{Kind: scanners.GapFormat, Rows: n, Inside: l.inside,
			Reason: "values are whole files in base64 (pictures, documents, archives), which were not opened; decode them to look into them"})
		l.out.files = 0
	}
}

func (j *job) gap(kind scanners.GapKind, bytes int64, reason string) {
	j.drawn.Gaps = append(j.drawn.Gaps, scanners.Gap{Kind: kind, Bytes: bytes, Reason: reason})
}

// A corrupt error says where the content breaks its own format.
type corrupt struct {
	off  int64
	what string
	// ended says that the content ended there, text that the rest was read as text.
	ended, text bool
}

func (e *corrupt) Error() string { return fmt.Sprintf("byte %d: %s", e.off, e.what) }

// errRows stops a parser that has yielded as many rows as were asked for.
var errRows = errors.New("enough rows")

// human writes a number of bytes with a binary unit.
func human(n int64) string {
	for _, u := range []struct {
		size int64
		name string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= u.size && n%u.size == 0 {
			return fmt.Sprintf("%d %s", n/u.size, u.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
