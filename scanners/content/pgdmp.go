package content

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"

	"piiventory/scanners"
)

// pgDump reads dumps of PostgreSQL in its custom format ("pg_dump -Fc", archive versions
// 1.10 to 1.16): a header, a table of contents with all definitions as SQL, and blocks
// with what COPY wrote of each table, or with large objects. The definitions and the rows
// go through the reader of SQL, so that fields are called as in plain dumps. The table of
// contents of the forms "-Ft" and "-Fd", toc.dat, is read in the same way; the data lie in
// other files then.
type pgDump struct{ head []byte }

var _ = registerBinary(binaryFormat{name: "pgdmp", rank: 10, recognise: func(h start) document {
	if len(h.b) > 7 && bytes.HasPrefix(h.b, []byte("PGDMP")) && h.b[5] < 0x20 {
		return pgDump{h.b}
	}
	return nil
}})

var (
	errPgVersion  = refuse(scanners.GapFormat, "this dump of PostgreSQL is of a version that no reader here knows; turn it into SQL with pg_restore first, nothing in it was looked at")
	errPgCodec    = refuse(scanners.GapFormat, "the rows in this dump of PostgreSQL are compressed in a way that no reader here knows; turn it into SQL with pg_restore first, only the definitions were looked at")
	errPgLong     = refuse(scanners.GapCorrupt, "the table of contents of this dump of PostgreSQL holds a name or a statement that is longer than any; it is broken there, and nothing behind it was read")
	errPgMissing  = refuse(scanners.GapCorrupt, "the dump of PostgreSQL ends before the rows of all tables that it lists; it may have been cut off")
	pgTableBroken = "the rows of a table in the dump of PostgreSQL are broken; what came before was read, the rest of that table was not"
	pgNoEntry     = "the dump of PostgreSQL holds rows that its table of contents does not list, or lists behind more tables than fit the memory for one object; they were read without the names of their fields"
)

// The forms that have this header.
const (
	pgCustom    = 1
	pgTar       = 3
	pgDirectory = 5
)

// The blocks of data.
const (
	pgRows  = 1
	pgBlobs = 3
)

// pgCodecs are the compressions by their numbers in the header, as they are called here.
var pgCodecs = []string{"", "zlib", "lz4", "zstd"}

// A pgFile is the reading of one dump.
type pgFile struct {
	l       *layer
	in      *pgInput
	version int // the second number of the version
	format  int
	codec   int
	window  int
	charset *charset
	tables  map[int64]*pgTable // what has data, by its number
	bytes   int                // remembered of them
	known   map[string][]string
	packed  int64 // bytes of blocks that were read
	crowded bool  // there are more tables than are remembered
	broken  int64 // tables of which the rows broke off
}

// Bounds of what is remembered of the table of contents.
const (
	pgTables    = 64 << 10
	pgTableText = 8 << 20
	pgName      = 64 << 10     // the longest name
	pgStatement = sqlStatement // the longest COPY
)

func (d pgDump) read(l *layer) (taken, error) {
	f := &pgFile{l: l, tables: map[int64]*pgTable{}, known: map[string][]string{}, charset: pgCharset(d.head)}
	if l.object && l.partial {
		return f.sample()
	}
	f.in = &pgInput{r: bufio.NewReaderSize(l.r, 64<<10)}
	if l.depth == 0 {
		l.out.unit, l.out.left = "whole", -1
	}
	if err := f.contents(); err != nil {
		return part, err
	}
	return whole, f.blocks()
}

// header reads what stands before the table of contents.
func (f *pgFile) header() error {
	in := f.in
	in.skip(5)
	major, minor := in.byte(), in.byte()
	in.byte()
	if in.err == nil && (major != 1 || minor < 10 || minor > 16) {
		return errPgVersion
	}
	f.version, in.ints, in.offsets = minor, in.byte(), in.byte()
	f.format = in.byte()
	if in.err == nil && (in.ints < 1 || in.ints > 8 || in.offsets < 1 || in.offsets > 8 || f.format != pgCustom && f.format != pgTar && f.format != pgDirectory) {
		return errBroken
	}
	if f.version >= 15 {
		f.codec = in.byte()
	} else if in.int() != 0 { // a level
		f.codec = 1
	}
	for range 7 { // the date
		in.int()
	}
	return in.err
}

// contents reads the header and the table of contents, and hands the definitions on.
func (f *pgFile) contents() error {
	if err := f.header(); err != nil {
		return err
	}
	toc := &pgContents{f: f, left: -1}
	err := f.text(toc)
	if err == nil {
		err = f.l.out.flush()
	}
	if errors.Is(err, errRows) && f.l.object && f.l.partial {
		f.l.out.err = nil
		f.l.gap(scanners.GapBudget, -1, "the dump of PostgreSQL has more definitions than the rows allowed for one object; they were looked at in part; use --depth full to read them all")
		_, err = io.Copy(io.Discard, toc)
	}
	if err == nil && toc.left != 0 {
		err = errBroken
	}
	return err
}

// text reads SQL.
func (f *pgFile) text(r io.Reader) error {
	in := newInput(f.l.sizes, newDecoder(f.charset, r))
	defer in.free()
	return f.done(f.reader(in).all(), in)
}

func (f *pgFile) reader(in *input) *sqlReader {
	return &sqlReader{in: in, o: f.l.out, tables: f.known}
}

// done says how the reading of a text ended.
func (f *pgFile) done(err error, in *input) error {
	var bad *corrupt
	if errors.As(err, &bad) {
		f.l.gap(scanners.GapCorrupt, 0, "a statement in the dump of PostgreSQL breaks off in the middle; what came before was read as fields, the rest as lines of text or not at all")
		err = nil
	}
	if err == nil && in.err != nil && in.err != io.EOF {
		err = in.err
	}
	return err
}

// blocks reads the blocks of data one behind the other, to the end.
func (f *pgFile) blocks() error {
	if f.format != pgCustom {
		return nil // they lie in other files
	}
	if err := f.open(); err != nil {
		return err
	}
	for {
		kind, ok := f.in.maybe()
		if !ok {
			break
		}
		id := f.in.int()
		if err := f.block(kind, id); err != nil {
			return err
		}
	}
	if f.in.err != nil {
		return f.in.err
	}
	for _, t := range f.tables {
		if t.state != pgNoData && !t.met {
			return errPgMissing
		}
	}
	return nil
}

// open claims the memory for what unpacks.
func (f *pgFile) open() (err error) {
	if f.codec >= len(pgCodecs) {
		return errPgCodec
	}
	if name := pgCodecs[f.codec]; name != "" && f.window == 0 {
		f.window, err = f.l.window(name, nil)
	}
	return err
}

// block reads one block of data, from behind its header.
func (f *pgFile) block(kind int, id int64) error {
	t := f.tables[id]
	if t != nil {
		t.met = true
	}
	switch {
	case f.in.err != nil:
		return f.in.err
	case kind == pgRows:
		return f.chunks(func(r io.Reader, _ *pgChunks) error { return f.rows(t, r) })
	case kind != pgBlobs:
		return errBroken
	}
	for {
		oid := uint32(f.in.int())
		if oid == 0 || f.in.err != nil {
			return f.in.err
		}
		err := f.chunks(func(r io.Reader, c *pgChunks) error {
			_, err := f.l.inner(entry{name: "blobs/" + strconv.FormatUint(uint64(oid), 10), size: -1, packed: c.count, r: r})
			return err
		})
		if err != nil {
			return err
		}
	}
}

// chunks unpacks what lies in chunks, and goes on behind them. What breaks inside them
// does no harm to what comes behind.
func (f *pgFile) chunks(read func(io.Reader, *pgChunks) error) error {
	c := &pgChunks{f: f}
	c.next()
	var r io.Reader = c
	var err error
	if name := pgCodecs[f.codec]; name != "" && !c.end {
		i := slices.IndexFunc(codecs, func(k codec) bool { return k.name == name })
		if r, err = codecs[i].unpack(c, f.window); err == nil {
			r = f.l.bound(r, func() int64 { return f.packed })
		}
	}
	if err == nil {
		err = read(r, c)
	}
	if fatal := f.l.fatal(nil); fatal != nil {
		return fatal
	}
	switch {
	case err == nil:
	case errors.Is(err, errRows), errors.Is(err, errExpanded), errors.Is(err, errLimit), f.in.err != nil, f.l.ctx.Err() != nil:
		return err
	default:
		f.l.out.settle()
		f.broken++
		var own *scanners.Error
		if errors.As(err, &own) {
			f.l.gap(own.Kind, -1, own.Reason)
		} else if f.broken == 1 {
			f.l.gap(scanners.GapCorrupt, -1, pgTableBroken)
		}
	}
	return c.drain()
}

// rows reads the rows of a table.
func (f *pgFile) rows(t *pgTable, r io.Reader) error {
	in := newInput(f.l.sizes, newDecoder(f.charset, r))
	defer in.free()
	q := f.reader(in)
	if t == nil {
		if !f.crowded {
			f.l.gap(scanners.GapCorrupt, -1, pgNoEntry)
			f.crowded = true
		}
		q.into("", nil)
	} else if len(t.copy) == 0 { // written with --inserts
		return f.done(q.all(), in)
	} else {
		q.into(f.names(t))
	}
	for o := f.l.out; ; {
		end, err := q.copied()
		if err != nil {
			return f.done(err, in)
		}
		if end {
			break
		}
		if o.left >= 0 && int64(o.row) >= o.left {
			return f.enough()
		}
	}
	for { // a blank line or two come behind the end
		if b := in.rest(); len(b) > 0 {
			n := len(b) - len(bytes.TrimLeft(b, "\r\n"))
			if in.pos += n; n < len(b) {
				return f.done(q.all(), in)
			}
		}
		if !in.more() {
			return f.done(nil, in)
		}
	}
}

// enough hands on the last rows that were asked for.
func (f *pgFile) enough() error {
	if err := f.l.out.flush(); err != nil {
		return err
	}
	f.l.out.err = errRows
	return errRows
}

// names returns what the COPY of a table says.
func (f *pgFile) names(t *pgTable) (string, []string) {
	// Something has to stand behind a statement, as in a plain dump.
	b, _ := io.ReadAll(newDecoder(f.charset, bytes.NewReader(append(bytes.TrimSpace(t.copy), "\n\\.\n"...))))
	// Up to PostgreSQL 11 tables might have numbers of rows, which come first.
	head, rest, oids := bytes.Cut(b, []byte("OIDS"))
	if oids = oids && bytes.HasSuffix(head, []byte(") WITH ")); oids {
		b = append(bytes.TrimSuffix(head, []byte("WITH ")), rest...)
	}
	table, names, ok := f.reader(bytesInput(b)).copyHead()
	if !ok {
		return string(t.name), nil
	}
	if oids && names != nil {
		names = append([]string{"oid"}, names...)
	}
	return table, names
}
