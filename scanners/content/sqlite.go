package content

import (
	"bytes"
	"cmp"
	crand "crypto/rand"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	_ "modernc.org/sqlite" // registers the driver
	"modernc.org/sqlite/vfs"

	"piiventory/scanners"
)

// sqliteDoc reads SQLite database files ("Database File Format") with the engine
// itself, which gets its pages through a file system that reads the content where
// it lies: nothing is written to disk. The schema of the file is not trusted: no
// view, trigger, virtual table or computed column of it is run.
type sqliteDoc struct{ wal bool }

var _ = registerBinary(binaryFormat{name: "sqlite", rank: 10, recognise: func(h start) document {
	if len(h.b) < 100 || !bytes.HasPrefix(h.b, []byte("SQLite format 3\x00")) {
		return nil
	}
	return sqliteDoc{wal: h.b[18] == 2}
}})

const (
	// A small cache uses its pages again; a large one asks for fresh memory for each.
	sqliteSettings = "&_pragma=query_only(1)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_pragma=mmap_size(0)&_pragma=cache_size(-1024)&_pragma=temp_store(2)"
	sqliteValue    = 8 << 20 // a longer value is not read, in bytes
	sqliteRanges   = 6       // ranges of keys that are read of each table of a large file
	sqliteTables   = 500     // tables that are read
)

// A sqliteFile is the reading of one file.
type sqliteFile struct {
	l     *layer
	file  *sqliteReader
	db    *sql.DB
	text  parquetFile // counts values that are no text
	long  int64
	wide  bool // a table has more columns than are read
	spare []byte
	raw   []byte
	// mark stands where a value is too long to be read. No other value is like it.
	mark []byte
}

// A sqliteTable is a table with its ordinary columns.
type sqliteTable struct {
	name    string
	columns []string
	key     string // the name of the row's number, empty if it has none
	// at are the columns of the layer's out, as long as it is of this generation.
	at  []int
	gen int
}

func (d sqliteDoc) read(l *layer) (taken, error) {
	r, size, err := l.random()
	if err != nil {
		return nothing, err
	}
	f := &sqliteFile{l: l, file: &sqliteReader{r: r, size: size}, mark: make([]byte, 16)}
	crand.Read(f.mark)
	name, files, err := vfs.New(f.file)
	if err != nil {
		return nothing, err
	}
	defer files.Close()
	f.db, err = sql.Open("sqlite", "file:db?mode=ro&immutable=1&vfs="+url.QueryEscape(name)+sqliteSettings)
	if err != nil {
		return nothing, err
	}
	defer f.db.Close()
	f.db.SetMaxOpenConns(1)
	t, err := f.read()
	if d.wal {
		l.gap(scanners.GapFormat, 0, "the SQLite database is in write-ahead mode: changes that lie only in a file -wal beside it were not read with it; a copy made with VACUUM INTO holds them")
	}
	if f.text.binary > 0 {
		l.gaps(scanners.Gap{Kind: scanners.GapFormat, Rows: f.text.binary, Inside: l.inside, Reason: "values that are binary data and no text were not looked at"})
	}
	if f.long > 0 {
		l.gaps(scanners.Gap{Kind: scanners.GapOversized, Rows: f.long, Inside: l.inside, Reason: fmt.Sprintf("values of more than %s were not read", human(sqliteValue))})
	}
	return t, err
}

// read reads all tables, or ranges of rows of each.
func (f *sqliteFile) read() (taken, error) {
	all, err := f.tables()
	if err != nil {
		return nothing, f.fail(err)
	}
	t := whole
	if len(all) > sqliteTables {
		f.l.gap(scanners.GapOversized, -1, fmt.Sprintf("the SQLite database has more than %d tables; the others were not read", sqliteTables))
		all, t = all[:sqliteTables], part
	}
	sampling := f.l.object && f.l.partial
	rows := int64(1 << 20)
	if m := f.l.draw.MaxRows; sampling && m > 0 && len(all) > 0 {
		rows = max(m/int64(len(all)), 30)
	}
	if sampling {
		t = taken{scanners.NotEqual, -1, 0}
		if left := f.l.blocks.left; len(all) > 0 {
			f.file.share = left / int64(len(all))
		}
	}
	broken := false
	for i := range all {
		table := &all[i]
		if err := f.l.out.flush(); err != nil {
			return part, err
		}
		f.l.out.forget()
		f.l.out.left = -1
		if m := f.l.draw.MaxRows; sampling && m > 0 {
			f.l.out.left = mulDiv(m, int64(i+1), int64(len(all))) - f.l.out.total
		}
		if f.l.depth == 0 {
			f.l.out.unit = "table " + strconv.Itoa(i)
		}
		if sampling {
			if err = f.sample(table, rows, &t); err == nil {
				err = f.l.out.flush()
			}
			if errors.Is(f.l.out.err, errRows) { // the other tables have theirs
				f.l.out.err, err = nil, nil
			}
		} else {
			err = f.rows(table, "", nil, new(int64))
		}
		if err = f.fail(err); errors.Is(err, errLimit) {
			break
		} else if errors.Is(err, errSQLite) {
			broken = true // the others may be whole
		} else if err != nil {
			return part, err
		}
	}
	if err := f.l.out.flush(); err != nil {
		return part, err
	}
	if f.wide { // nothing can be said of the columns that are missing
		t.design = scanners.NotRandom
		f.l.gap(scanners.GapOversized, -1, fmt.Sprintf("tables of the SQLite database have more than %d columns; those behind were not read", f.l.columns-1))
	}
	if broken {
		t = part
		f.l.gap(scanners.GapCorrupt, -1, "tables of the SQLite database are damaged; their rows were read as far as they can be; run PRAGMA integrity_check on a copy")
	}
	if sampling {
		f.l.gap(scanners.GapSampled, f.l.unread(), "read as a sample of ranges of rows of each table; use --depth full to read it all")
	}
	return t, nil
}

var errSQLite = errors.New("the engine refused")

// fail tells errors of the store and of the caller from those of the engine.
func (f *sqliteFile) fail(err error) error {
	switch {
	case err == nil:
		return nil
	case f.file.err != nil && f.file.err != io.EOF:
		err, f.file.err = f.file.err, nil
		return err
	case f.l.ctx.Err() != nil || f.l.out.err != nil || errors.Is(err, errExpanded):
		return cmp.Or(f.l.ctx.Err(), f.l.out.err, err)
	}
	return errSQLite
}

// tables lists the ordinary tables, and those in which full-text indexes keep their
// texts. Views and virtual tables hold nothing of their own.
func (f *sqliteFile) tables() ([]sqliteTable, error) {
	rows, err := f.db.QueryContext(f.l.ctx, `SELECT l.name, l.wr, c.name, c.hidden FROM pragma_table_list l JOIN pragma_table_xinfo(l.name, l.schema) c
		WHERE l.schema = 'main' AND (l.type = 'table' OR l.type = 'shadow' AND l.name LIKE '%\_content' ESCAPE '\') AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY l.name, c.cid`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []sqliteTable
	for rows.Next() && len(all) <= sqliteTables {
		var table, column string
		var bare, hidden int
		if err := rows.Scan(&table, &bare, &column, &hidden); err != nil {
			return nil, err
		}
		if len(all) == 0 || all[len(all)-1].name != table {
			all = append(all, sqliteTable{name: table})
			if bare == 0 {
				all[len(all)-1].key = "rowid"
			}
		}
		t := &all[len(all)-1]
		if strings.EqualFold(column, t.key) { // the name is taken
			t.key = map[string]string{"rowid": "_rowid_", "_rowid_": "oid"}[t.key]
		}
		if hidden == 0 && len(t.columns) < f.l.columns-1 {
			t.columns = append(t.columns, column)
		} else if hidden == 0 {
			f.wide = true
		}
	}
	return all, rows.Err()
}

func sqliteQuoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// selection is the query for the rows of a table. The columns are expressions, so that
// the driver leaves them as they are. No value is longer than the file that it lies in;
// in a larger file the length of each is asked for before it is loaded.
func (f *sqliteFile) selection(t *sqliteTable, where string) string {
	b := []byte("SELECT " + cmp.Or(t.key, "0"))
	for _, c := range t.columns {
		if c = sqliteQuoted(c); f.file.size <= sqliteValue {
			b = append(append(b, ", +"...), c...)
		} else {
			b = fmt.Appendf(b, ", CASE WHEN octet_length(%s) > %d THEN x'%x' ELSE %[1]s END", c, sqliteValue, f.mark)
		}
	}
	return string(b) + " FROM main." + sqliteQuoted(t.name) + where
}

// rows hands on the rows of a table that a condition selects. It asks the driver, since
// the rows of database/sql cost as much again.
func (f *sqliteFile) rows(t *sqliteTable, where string, args []driver.NamedValue, last *int64) error {
	if len(t.columns) == 0 {
		return nil
	}
	conn, err := f.db.Conn(f.l.ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(c any) error {
		q, ok := c.(driver.QueryerContext)
		if !ok {
			return errSQLite
		}
		rows, err := q.QueryContext(f.l.ctx, f.selection(t, where), args)
		if err != nil {
			return err
		}
		defer rows.Close()
		values := make([]driver.Value, 1+len(t.columns))
		for n := 0; ; n++ {
			if n%64 == 63 && f.l.ctx.Err() != nil {
				return f.l.ctx.Err()
			}
			if err := rows.Next(values); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
			if err := f.row(t, values, last); err != nil {
				return err
			}
		}
	})
}

// row hands on one row.
func (f *sqliteFile) row(t *sqliteTable, values []driver.Value, last *int64) error {
	if t.at == nil || t.gen != f.l.out.gen {
		t.at, t.gen = t.at[:0], f.l.out.gen
		for _, c := range t.columns {
			t.at = append(t.at, f.l.out.column(t.name+"."+c))
		}
	}
	if n, ok := values[0].(int64); ok {
		*last = n
	}
	size := 0
	for i, v := range values[1:] {
		if b, ok := v.([]byte); ok && bytes.Equal(b, f.mark) {
			f.long++
			continue
		}
		f.spare = f.value(f.spare[:0], v)
		size += len(f.spare)
		if len(f.spare) > 0 {
			f.l.out.cell(t.at[i], f.spare)
		}
	}
	if err := f.l.expand(int64(size/16 + 1)); err != nil {
		return err
	}
	return f.l.out.endRow()
}

// value adds a value as text.
func (f *sqliteFile) value(b []byte, v any) []byte {
	switch v := v.(type) {
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		return appendFloat(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case time.Time: // the driver reads columns that are declared as times
		return appendTime(b, v, true)
	case string:
		f.raw = append(f.raw[:0], v...)
		return f.text.text(b, f.raw)
	case []byte:
		return f.text.text(b, v)
	}
	return b
}

// sample reads ranges of rows that begin at random keys, or the head of a table
// without keys.
func (f *sqliteFile) sample(t *sqliteTable, most int64, drawn *taken) error {
	f.file.spend()
	var last int64
	if t.key == "" {
		drawn.design = scanners.NotRandom
		return f.rows(t, " LIMIT "+strconv.FormatInt(most, 10), nil, &last)
	}
	var low, high sql.NullInt64
	from := " FROM main." + sqliteQuoted(t.name)
	// Two subqueries: the ends are found in the tree only when asked for apart.
	row := f.db.QueryRowContext(f.l.ctx, fmt.Sprintf("SELECT (SELECT min(%s)%s), (SELECT max(%[1]s)%[2]s)", t.key, from))
	if err := row.Scan(&low, &high); err != nil || !low.Valid {
		return err
	}
	h := fnv.New64a()
	io.WriteString(h, f.l.src.Name+"\x00"+t.name)
	random := rand.New(rand.NewPCG(f.l.draw.Seed, h.Sum64()))
	width := uint64(high.Int64) - uint64(low.Int64)
	var starts []int64
	for range sqliteRanges {
		k := random.Uint64()
		if width < 1<<64-1 {
			k = uint64(low.Int64) + k%(width+1)
		}
		starts = append(starts, int64(k))
	}
	slices.Sort(starts)
	each := max(1, most/sqliteRanges)
	last = low.Int64 - 1
	if low.Int64 == -1<<63 {
		last = low.Int64
	}
	for _, k := range starts {
		k = max(k, last+1)
		if k > high.Int64 || last == high.Int64 {
			break
		}
		err := f.rows(t, fmt.Sprintf(" WHERE %s >= ?1 ORDER BY %[1]s LIMIT %d", t.key, each), []driver.NamedValue{{Ordinal: 1, Value: k}}, &last)
		if errors.Is(f.file.err, errSQLiteShare) { // the other tables have theirs
			f.file.err = nil
			return nil
		}
		if err != nil {
			return err
		}
		drawn.units++
	}
	return nil
}

// errSQLiteShare ends the reading of one table where others are to be read too.
var errSQLiteShare = errors.New("the share of the table is used up")

// A sqliteReader is the file system that the engine sees: one file, and none beside.
type sqliteReader struct {
	r     io.ReaderAt
	size  int64
	err   error // of the store, or errLimit; the engine does not pass it on
	share int64 // bytes that each table may cost, 0 for no bound
	from  int64 // what the blocks had left when the table began
}

func (r *sqliteReader) spend() {
	if b, ok := r.r.(*blocks); ok {
		r.from = b.left
	}
}

func (r *sqliteReader) Open(name string) (fs.File, error) {
	if name != "db" {
		return nil, fs.ErrNotExist
	}
	return &sqliteHandle{fs: r, SectionReader: io.NewSectionReader(r, 0, r.size)}, nil
}

func (r *sqliteReader) ReadAt(p []byte, off int64) (int, error) {
	if b, ok := r.r.(*blocks); ok && r.share > 0 && r.from > 0 && r.from-b.left > r.share {
		r.err = errSQLiteShare
		return 0, r.err
	}
	n, err := r.r.ReadAt(p, off)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

type sqliteHandle struct {
	fs *sqliteReader
	*io.SectionReader
}

func (h *sqliteHandle) Close() error               { return nil }
func (h *sqliteHandle) Stat() (fs.FileInfo, error) { return h, nil }
func (h *sqliteHandle) Name() string               { return "db" }
func (h *sqliteHandle) Mode() fs.FileMode          { return 0o400 }
func (h *sqliteHandle) ModTime() time.Time         { return time.Time{} }
func (h *sqliteHandle) IsDir() bool                { return false }
func (h *sqliteHandle) Sys() any                   { return nil }
