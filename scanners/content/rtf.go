package content

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"piiventory/scanners"
)

var _ = registerBinary(binaryFormat{name: "rtf", rank: 50, recognise: func(h start) document {
	if !bytes.HasPrefix(h.b, []byte(`{\rtf`)) {
		return nil
	}
	return rtfFile{}
}})

// rtfFile reads the text of Rich Text Format (version 1.9.1): each paragraph and
// each row of a table is one line, with tabs between the cells. What the document
// says of its author and title are fields of a row. Pictures and objects inside are
// a gap.
type rtfFile struct{}

func (rtfFile) read(l *layer) (taken, error) {
	if l.out.unit == "" {
		l.out.unit = "whole"
	}
	r := &rtfReader{
		r: bufio.NewReaderSize(l.r, 64<<10), fields: newJSONReader(bytesInput(nil), l.out), pages: map[int]string{}, page: "windows-1252",
	}
	err := r.read()
	if err == io.EOF {
		r.line()
		for n := len(r.aside); n > 0; n-- { // lines that were open around it
			r.now.field, r.text = "", r.aside[n-1]
			r.line()
		}
		if r.depth > 0 {
			err = io.ErrUnexpectedEOF
		} else {
			err = nil
		}
	} else if err == nil {
		r.line()
		err = r.behind(l)
	}
	if r.things {
		l.gap(scanners.GapFormat, -1, "pictures and objects inside the text were not looked at")
	}
	if err != nil {
		return part, err
	}
	return whole, nil
}

// behind reads what stands behind the end of the document as text.
func (r *rtfReader) behind(l *layer) error {
	head, err := r.r.Peek(4 << 10)
	if len(bytes.TrimLeft(head, " \t\r\n\x00\x1a")) == 0 {
		return nil
	}
	in := newInput(l.sizes, inCharset(r.r, bytes.Clone(head), err != nil, ""))
	defer in.free()
	if err := textLines(in, l.out, 0); err != nil {
		return err
	}
	if in.err != nil && in.err != io.EOF {
		return in.err
	}
	return nil
}

// An rtfReader reads the groups and control words.
type rtfReader struct {
	r      *bufio.Reader
	fields *jsonReader
	text   []byte // of the line, in UTF-8
	bytes  []byte // \'hh, not decoded yet
	high   rune   // the first half of a surrogate pair
	page   string // the charset of the document
	pages  map[int]string
	stack  []rtfState
	depth  int
	now    rtfState
	star   bool // the group began with \*
	skip   int  // characters that stand for the last \u
	things bool
	aside  [][]byte // lines that are open around a text beside them
	held   int      // bytes of these
}

// An rtfState is what a group changes for itself.
type rtfState struct {
	skip  bool // its text is no text
	fonts bool // it is the table of fonts
	field string
	aside int // texts beside the line that are open
	uc    int
	font  int
}

// Destinations without text for people, and those whose text is a field.
var (
	rtfHidden = map[string]bool{
		"colortbl": true, "stylesheet": true, "themedata": true, "colorschememapping": true, "datastore": true, "latentstyles": true,
		"listtable": true, "listoverridetable": true, "rsidtbl": true, "xmlnstbl": true, "filetbl": true, "generator": true,
		"pict": true, "objdata": true, "nonshppict": true, "panose": true, "falt": true, "fontemb": true, "fontfile": true,
		"mmathPr": true, "wgrffmtfilter": true, "pgptbl": true, "passwordhash": true, "writereservhash": true, "blipuid": true, "picprop": true,
		"datafield": true, "pnseclvl": true, "objclass": true, "objtime": true, "background": true, "fchars": true, "lchars": true, "ftnsep": true,
		"ftnsepc": true, "aftnsep": true, "aftnsepc": true, "oldcprops": true, "oldpprops": true, "oldtprops": true, "oldsprops": true, "defchp": true, "defpap": true, "sn": true, "pgdsctbl": true,
	}
	rtfField = map[string]string{
		"title": "title", "subject": "subject", "author": "author", "operator": "operator", "manager": "manager", "company": "company",
		"keywords": "keywords", "comment": "comment", "doccomm": "comment", "hlinkbase": "hlinkbase", "category": "category",
		"atnauthor": "author", "revtbl": "author",
	}
	// Behind \*, these stand in the line.
	rtfShown = map[string]bool{"fldinst": true, "shppict": true}
	// These stand beside the line: notes, what is repeated on each page.
	rtfAside = map[string]bool{
		"header": true, "headerl": true, "headerr": true, "headerf": true, "footer": true, "footerl": true, "footerr": true, "footerf": true,
		"footnote": true, "annotation": true, "shptxt": true, "xe": true, "tc": true, "sv": true,
	}
)

// read reads to the end of the outermost group.
func (r *rtfReader) read() error {
	r.now.uc = 1
	for r.fields.o.err == nil {
		c, err := r.r.ReadByte()
		if err != nil {
			return err
		}
		switch c {
		case '{':
			r.flush()
			if len(r.stack) < deepest {
				r.stack = append(r.stack, r.now)
			}
			r.depth++
			r.star, r.skip = false, 0
		case '}':
			r.flush()
			if n := len(r.stack); n > 0 && r.depth <= n && r.stack[n-1].aside < r.now.aside {
				r.line()
				r.held -= len(r.aside[r.now.aside-1])
				r.text = append(r.text, r.aside[r.now.aside-1]...)
				r.aside = r.aside[:r.now.aside-1]
			}
			if n := len(r.stack); n > 0 && r.depth <= n {
				r.now = r.stack[n-1]
				r.stack = r.stack[:n-1]
			}
			r.skip = 0
			if r.depth--; r.depth <= 0 {
				return r.fields.o.err
			}
		case '\\':
			if err := r.control(); err != nil {
				return err
			}
		case '\r', '\n':
		default:
			r.char(c)
		}
	}
	return r.fields.o.err
}

// char adds one byte of text.
func (r *rtfReader) char(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	if r.now.skip || r.now.fonts {
		return
	}
	if c >= 0x80 {
		r.bytes = append(r.bytes, c)
		return
	}
	// The second byte of a character may be written as it is.
	if len(r.bytes)%2 == 1 && r.charset() != "windows-1252" && c >= 0x40 {
		r.bytes = append(r.bytes, c)
		return
	}
	r.flush()
	r.put(c)
}

func (r *rtfReader) put(c ...byte) {
	r.text = append(r.text, c...)
	if s := r.fields.o.s; len(r.text) > s.value+s.overlap {
		end, next := s.cut(r.text)
		rest := bytes.Clone(r.text[next:])
		r.text = r.text[:end]
		r.line()
		r.text = append(r.text, rest...)
	}
}

// charset is that of the font, or else of the document.
func (r *rtfReader) charset() string {
	if p := r.pages[r.now.font]; p != "" {
		return p
	}
	return r.page
}

// flush decodes the bytes that came so far.
func (r *rtfReader) flush() {
	if len(r.bytes) > 0 {
		t := toUTF8(r.bytes, r.charset())
		r.bytes = r.bytes[:0]
		r.put(t...)
	}
}

// line ends a line, or a field.
func (r *rtfReader) line() {
	r.flush()
	v := bytes.TrimSpace(r.text)
	if len(v) > 0 {
		at := &r.fields.text
		if r.now.field != "" {
			at = r.fields.kid(&r.fields.root, []byte(r.now.field))
		}
		r.fields.put(at, v)
		r.fields.o.endRow()
	}
	r.text = r.text[:0]
}

// control reads a control word or symbol.
func (r *rtfReader) control() error {
	c, err := r.r.ReadByte()
	if err != nil {
		return err
	}
	if !letter(c) {
		switch c {
		case '\'':
			var h [2]byte
			if _, err := io.ReadFull(r.r, h[:]); err != nil {
				return err
			}
			hi, lo := hexDigit(h[0]), hexDigit(h[1])
			switch {
			case r.skip > 0:
				r.skip--
			case hi >= 0 && lo >= 0 && !r.now.skip && !r.now.fonts:
				r.bytes = append(r.bytes, byte(hi<<4|lo))
				if len(r.bytes) > 64<<10 {
					r.flush()
				}
			}
		case '*':
			r.star = true
		case '~':
			r.char(' ')
		case '_':
			r.char('-')
		case '\r', '\n':
			r.shown("\n")
		case '{', '}', '\\':
			r.char(c)
		}
		return nil
	}
	var name [32]byte
	n := 0
	for ; letter(c); c, err = r.r.ReadByte() {
		if n < len(name) {
			name[n] = c
			n++
		}
		if err != nil {
			return err
		}
	}
	var digits [12]byte
	k := 0
	for ; err == nil && (c >= '0' && c <= '9' || c == '-' && k == 0); c, err = r.r.ReadByte() {
		if k < len(digits) {
			digits[k] = c
			k++
		}
	}
	if err != nil {
		return err
	}
	if c != ' ' {
		r.r.UnreadByte()
	}
	value, bad := strconv.Atoi(string(digits[:k]))
	if bad != nil {
		value = 1
	}
	return r.word(string(name[:n]), value, k > 0)
}

// shown adds what a control word stands for.
func (r *rtfReader) shown(s string) {
	if r.now.skip || r.now.fonts {
		return
	}
	if s == "\n" {
		r.line()
		return
	}
	r.flush()
	r.put([]byte(s)...)
}

// beside begins a text that is none of the line in which it stands.
func (r *rtfReader) beside() {
	n := len(r.stack)
	if n == 0 || r.stack[n-1].aside < r.now.aside { // the group is one already
		return
	}
	r.flush()
	if r.held+len(r.text) > r.fields.o.s.value {
		r.line()
	}
	r.held += len(r.text)
	r.aside = append(r.aside, bytes.Clone(r.text))
	r.text = r.text[:0]
	r.now.aside++
}

// word deals with a control word.
func (r *rtfReader) word(name string, v int, valued bool) error {
	star := r.star
	r.star = false
	if name != "u" {
		r.skip = 0 // nothing stands for the character
	}
	if name != "u" && len(r.bytes) > 0 {
		r.flush()
	}
	switch name {
	case "par", "line", "row", "sect", "page", "column", "nestrow":
		r.shown("\n")
	case "cell", "tab", "nestcell":
		r.shown("\t")
	case "emspace", "enspace", "qmspace":
		r.shown(" ")
	case "mac":
		r.page = "macintosh"
	case "cpg":
		if r.now.fonts && len(r.pages) < 4096 {
			r.pages[r.now.font] = pageName(v)
		}
	case "emdash", "endash":
		r.shown("-")
	case "lquote", "rquote":
		r.shown("'")
	case "ldblquote", "rdblquote":
		r.shown("\"")
	case "uc":
		r.now.uc = max(0, min(v, 16))
	case "u":
		r.unicode(rune(uint16(v)))
	case "bin":
		if valued && v > 0 {
			_, err := r.r.Discard(v)
			return err
		}
	case "ansicpg":
		r.page = pageName(v)
	case "fonttbl":
		r.now.fonts = true
	case "f", "deff":
		if name == "f" {
			r.now.font = v
		}
	case "fcharset":
		if r.now.fonts && len(r.pages) < 4096 {
			r.pages[r.now.font] = fontCharsets[v]
		}
	case "pict", "objdata":
		r.now.skip, r.things = true, true
	default:
		switch {
		case r.now.skip || r.now.fonts:
		case rtfHidden[name]:
			r.now.skip = true
		case rtfField[name] != "" && len(r.stack) > 0:
			r.beside()
			r.now.field = rtfField[name]
		case star && !rtfShown[name], rtfAside[name] && len(r.stack) > 0:
			// What is not known is text until it is known to be none.
			r.beside()
		}
	}
	return nil
}

// unicode adds one UTF-16 unit and skips what stands for it in other programs.
func (r *rtfReader) unicode(c rune) {
	r.skip = r.now.uc
	if r.now.skip || r.now.fonts {
		return
	}
	r.flush()
	if utf16.IsSurrogate(c) {
		if r.high != 0 {
			c, r.high = utf16.DecodeRune(r.high, c), 0
		} else {
			r.high = c
			return
		}
	}
	r.high = 0
	var b [utf8.UTFMax]byte
	r.put(b[:utf8.EncodeRune(b[:], c)]...)
}

// pageName is the name of a Windows code page.
func pageName(n int) string {
	switch n {
	case 936, 54936:
		return "gb18030"
	case 950:
		return "big5"
	case 932:
		return "shift_jis"
	case 949:
		return "euc-kr"
	case 65001:
		return "utf-8"
	case 10000:
		return "macintosh"
	}
	return "windows-" + strconv.Itoa(n)
}

// fontCharsets are the values of \fcharset that are not of the document.
var fontCharsets = map[int]string{
	128: "shift_jis", 129: "euc-kr", 134: "gb18030", 136: "big5", 161: "windows-1253", 162: "windows-1254", 177: "windows-1255",
	178: "windows-1256", 186: "windows-1257", 204: "windows-1251", 222: "windows-874", 238: "windows-1250",
}
