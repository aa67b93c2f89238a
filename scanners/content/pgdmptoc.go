package content

import (
	"bytes"
	"io"
)

// A pgTable is an entry of the table of contents that has data.
type pgTable struct {
	id    int64
	name  []byte
	copy  []byte // the statement COPY, if it has one
	state int
	off   int64 // where its block begins
	end   int64 // where the next one does
	met   bool
}

// What the table of contents knows of where data lie.
const (
	pgNowhere = 1 // the dump was written to a pipe
	pgPlaced  = 2
	pgNoData  = 3
)

// pgContents reads the table of contents as the text that a plain dump has: of each entry
// its definition, and a line with its name and its owner. What an entry says of its data
// is noted on the way. Definitions are passed through, however long they are.
type pgContents struct {
	f       *pgFile
	left    int64 // entries, -1 before their number was read
	text    []byte
	through int64 // bytes of the string at which the input stands
	last    byte  // of it that was passed through
	within  bool  // an entry, behind its definition
	e       pgEntry
}

// pgEntry is what an entry says before its definition.
type pgEntry struct {
	id        int64
	tag, desc []byte
	data      bool
}

func (c *pgContents) Read(p []byte) (int, error) {
	in := c.f.in
	for len(p) > 0 {
		switch {
		case len(c.text) > 0:
			n := copy(p, c.text)
			c.text = c.text[n:]
			return n, nil
		case in.err != nil:
			return 0, in.err
		case c.through > 0:
			n, err := in.r.Read(p[:min(int64(len(p)), c.through)])
			c.through -= int64(n)
			in.fail(err)
			if n > 0 {
				c.last = p[n-1]
				return n, nil
			}
		case c.left < 0:
			c.begin()
		case c.within:
			c.finish()
			c.within = false
			c.left--
		case c.left == 0:
			return 0, io.EOF
		default:
			c.entry()
		}
	}
	return 0, nil
}

// begin reads what the header says of the database, and the number of entries.
func (c *pgContents) begin() {
	in := c.f.in
	name, server, program := in.str(pgName), in.str(pgName), in.str(pgName)
	if c.left = in.int(); in.err == nil && c.left < 0 {
		in.err = errBroken
	}
	if in.err != nil {
		c.left = 1
		return
	}
	c.note("Name: ", name, "; Type: DATABASE", nil)
	c.note("Dumped from database version ", server, "", nil)
	c.note("Dumped by pg_dump version ", program, "", nil)
}

// note adds a comment as plain dumps have them.
func (c *pgContents) note(what string, name []byte, more string, last []byte) {
	if len(name) == 0 && len(last) == 0 {
		return
	}
	line := append([]byte("-- "+what), name...)
	line = append(append(line, more...), last...)
	for i, b := range line {
		if b == '\n' || b == '\r' {
			line[i] = ' '
		}
	}
	c.text = append(append(c.text, line...), '\n')
}

// entry reads up to the definition.
func (c *pgContents) entry() {
	in := c.f.in
	c.text, c.within, c.last = nil, true, '\n'
	c.e = pgEntry{id: in.int()}
	c.e.data = in.int() != 0
	in.pass()
	in.pass()
	c.e.tag, c.e.desc = in.str(pgName), in.str(pgName)
	if c.f.version >= 11 {
		in.int() // the section
	}
	c.through = max(0, in.int())
}

// finish reads what comes behind the definition.
func (c *pgContents) finish() {
	f, in := c.f, c.f.in
	t := &pgTable{id: c.e.id, name: c.e.tag}
	in.pass() // the statement DROP, which names what the definition names
	t.copy = in.str(pgStatement)
	schema := in.str(pgName)
	in.pass()
	if f.version >= 14 {
		in.pass()
	}
	if f.version >= 16 {
		in.int()
	}
	owner := in.str(pgName)
	in.pass()
	for in.more() { // what it depends on
	}
	if f.format == pgCustom {
		t.state, t.off = in.byte(), in.offset()
	} else {
		in.pass() // the name of the file with its data
		t.state = pgNoData
	}
	if in.err != nil {
		return
	}
	if c.e.data && t.state != pgNoData {
		f.remember(t)
	}
	if c.text = c.text[:0]; c.last != '\n' {
		c.text = append(c.text, '\n')
	}
	var more []byte
	for _, v := range []struct {
		what string
		b    []byte
	}{{"; Type: ", c.e.desc}, {"; Schema: ", schema}, {"; Owner: ", owner}} {
		if len(v.b) > 0 {
			more = append(append(more, v.what...), v.b...)
		}
	}
	c.note("Name: ", c.e.tag, "", more)
}

// remember notes where the rows of a table lie and how they are called.
func (f *pgFile) remember(t *pgTable) {
	n := len(t.copy) + len(t.name)
	if len(f.tables) >= pgTables || f.bytes+n > pgTableText {
		return // its rows will have no entry
	}
	f.bytes += n
	t.copy, t.name = bytes.Clone(t.copy), bytes.Clone(t.name)
	f.tables[t.id] = t
}

// pgCharset finds the charset of all texts by the first entries of the table of contents.
func pgCharset(head []byte) *charset {
	_, b, ok := bytes.Cut(head, []byte("SET client_encoding = '"))
	name, _, _ := bytes.Cut(b[:min(len(b), 40)], []byte("'"))
	if named := pgCharsets[string(name)]; ok && named != "" {
		return &charset{name: named, unit: 1}
	}
	return &charset{name: "utf-8", unit: 1}
}

// pgCharsets are the charsets of PostgreSQL that are not UTF-8. Those that are missing
// (SQL_ASCII, EUC_TW, JOHAB, MULE_INTERNAL) are told line by line.
var pgCharsets = map[string]string{
	"EUC_CN": "gb18030", "GBK": "gb18030", "GB18030": "gb18030", "BIG5": "big5",
	"EUC_JP": "euc-jp", "EUC_JIS_2004": "euc-jp", "SJIS": "shift-jis", "SHIFT_JIS_2004": "shift-jis",
	"EUC_KR": "euc-kr", "UHC": "euc-kr",
	"LATIN1": "windows-1252", "LATIN2": "iso-8859-2", "LATIN3": "iso-8859-3", "LATIN4": "iso-8859-4",
	"LATIN5": "windows-1254", "LATIN6": "iso-8859-10", "LATIN7": "iso-8859-13", "LATIN8": "iso-8859-14",
	"LATIN9": "iso-8859-15", "LATIN10": "iso-8859-16", "ISO_8859_5": "iso-8859-5", "ISO_8859_6": "iso-8859-6",
	"ISO_8859_7": "iso-8859-7", "ISO_8859_8": "iso-8859-8", "KOI8R": "koi8-r", "KOI8U": "koi8-u",
	"WIN866": "ibm866", "WIN874": "windows-874", "WIN1250": "windows-1250", "WIN1251": "windows-1251",
	"WIN1252": "windows-1252", "WIN1253": "windows-1253", "WIN1254": "windows-1254", "WIN1255": "windows-1255",
	"WIN1256": "windows-1256", "WIN1257": "windows-1257", "WIN1258": "windows-1258",
}
