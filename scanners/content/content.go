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
// larger one whose records can be found from the middle (text, CSV, JSON Lines)
// is cut into a fixed grid of pieces, of which a simple random sample is read:
// the design is equal, the units are pieces. A record belongs to the piece that
// holds its first byte, so that long records are not favoured. The pieces are
// made smaller until their rows fit MaxRows; should there be more rows in a
// piece than the first lines of the object let expect, the surplus is left out
// and the design is not-equal. Where most of the pieces that were drawn lie inside
// records far longer than a piece, their bytes are looked at as text, the design is
// not-equal (not-random if nothing could be looked at), and a gap says so. Everything else (compressed streams, JSON
// documents) is read from its start until MaxBytes of the stored bytes are read,
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
}

// standard holds the lengths in use. Pieces are 64 KiB because shorter ones
// slow the detectors down; ranges are 8 MiB because object stores charge and
// wait by request; 200 is well above what text compresses to (10–50) and well
// below what a bomb does (gzip's limit is 1,032).
var standard = sizes{
	head: 64 << 10, piece: 64 << 10, smallest: 4 << 10, largest: 4 << 20, reach: 1 << 20, span: 8 << 20,
	block: 256 << 10, value: 1 << 20, back: 64 << 10, overlap: 256, row: 4 << 20,
	batch: 1 << 20, rows: 1024, columns: 2048,
	floor: 64 << 20, ratio: 200, expanded: 1 << 30, nested: 3,
}

// A job is the reading of one object.
type job struct {
	*sizes
	ctx   context.Context
	src   Source
	draw  scanners.Draw
	out   *out
	drawn scanners.Drawn
}

func (s *sizes) sample(ctx context.Context, src Source, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	j := &job{sizes: s, ctx: ctx, src: src, draw: d}
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
	err := j.read()
	j.drawn.Rows = j.out.total
	return j.drawn, err
}

// read recognises the content and reads it in the way that suits it.
func (j *job) read() error {
	raw := &stream{ctx: j.ctx, src: &j.src, end: j.src.Size, span: j.span}
	partial := j.draw.Depth == scanners.Sample && j.draw.MaxBytes > 0 && j.src.Size > j.draw.MaxBytes
	if partial {
		raw.end = j.draw.MaxBytes
		raw.span = max(1, min(j.head, j.draw.MaxBytes/4))
	}
	defer raw.close()
	defer func() { j.drawn.Bytes += raw.off }()

	size := j.head
	if partial {
		size = raw.span
	}
	c, err := j.open(raw, size)
	if err != nil || c == nil {
		return err
	}
	if p, ok := c.parser.(aligned); ok && partial && len(c.codecs) == 0 {
		raw.close()
		return j.pieces(p, c)
	}
	raw.span = j.span
	return j.stream(raw, c, partial)
}

// stream reads the content from its start to its end, or to the limits.
func (j *job) stream(raw *stream, c *contents, partial bool) error {
	j.out.unit, j.out.left = "whole", -1
	if partial {
		j.out.unit = "head"
	}
	dec := newDecoder(c.charset, c.charset.skip(c.rest))
	in := newInput(j.sizes, dec)
	defer in.free()
	err := c.parser.parse(in, j.out)
	var bad *corrupt
	if err == nil || errors.As(err, &bad) {
		err = j.out.flush()
	}
	c.saw(dec)
	j.drawn.Format = c.format()
	j.drawn.Units = 1
	if err != nil {
		return err
	}
	if raw.err != nil && raw.err != io.EOF && raw.err != errLimit {
		return raw.err
	}
	j.drawn.Design = scanners.Census
	switch {
	case errors.Is(in.err, errExpanded):
		j.drawn.Design, j.drawn.Population = scanners.NotRandom, -1
		j.gap(scanners.GapOversized, j.src.Size-raw.off, fmt.Sprintf(
			"the compressed content unpacks to more than %d times its size or to more than %s; only that much was read",
			j.ratio, human(j.expanded)))
	case raw.err == errLimit:
		j.drawn.Design, j.drawn.Population = scanners.NotRandom, -1
		what := "a " + c.name + " document"
		if len(c.codecs) > 0 {
			what = "a compressed stream"
		}
		j.gap(scanners.GapBudget, j.src.Size-raw.off, fmt.Sprintf(
			"%s can only be read from its start: the first %d of %d bytes were read and nothing behind them; use --depth full or a larger --budget to read the rest",
			what, raw.off, j.src.Size))
	case in.err != nil && in.err != io.EOF:
		j.drawn.Design, j.drawn.Population = scanners.NotRandom, -1
		j.gap(scanners.GapCorrupt, -1, fmt.Sprintf(
			"the %s stream is broken or cut off after %d unpacked bytes; what came before was read, the rest cannot be",
			c.codecs[len(c.codecs)-1], in.total()))
	case bad != nil && bad.text:
		j.gap(scanners.GapCorrupt, 0, fmt.Sprintf(
			"the %s breaks off at byte %d of the text (%s); it was read as fields up to there and as lines of text from there",
			c.name, bad.off, bad.what))
	case bad != nil:
		j.gap(scanners.GapCorrupt, 0, fmt.Sprintf(
			"the %s ends at byte %d of the text in the middle of a value or a record; it may have been cut off", c.name, bad.off))
	}
	j.rowGaps()
	return nil
}

// rowGaps reports what the parser noticed of single rows.
func (j *job) rowGaps() {
	if n := j.out.broken; n > 0 {
		j.drawn.Gaps = append(j.drawn.Gaps, scanners.Gap{Kind: scanners.GapCorrupt, Rows: n,
			Reason: "lines that are no valid record of the format were read as plain text, without field names"})
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
