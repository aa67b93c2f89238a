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
		if r.depth > 0 {
			err = io.ErrUnexpectedEOF
		} else {
			err = nil
		}
	} else if err == nil {
		r.line()
	}
	if r.things {
		l.gap(scanners.GapFormat, -1, "pictures and objects inside the text were not looked at")
	}
	if err != nil {
		return part, err
	}
	return whole, nil
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
}

// An rtfState is what a group changes for itself.
type rtfState struct {
	skip  bool // its text is no text
	fonts bool // it is the table of fonts
	field string
	uc    int
	font  int
}

// Destinations without text for people, and those whose text is a field.
var (
	rtfHidden = map[string]bool{
		"colortbl": true, "stylesheet": true, "themedata": true, "colorschememapping": true, "datastore": true, "latentstyles": true,
		"listtable": true, "listoverridetable": true, "rsidtbl": true, "xmlnstbl": true, "filetbl": true, "generator": true,
		"pict": true, "objdata": true, "nonshppict": true, "panose": true, "falt": true, "fontemb": true, "fontfile": true,
	}
	rtfField = map[string]string{
		"title": "title", "subject": "subject", "author": "author", "operator": "operator", "manager": "manager", "company": "company",
		"keywords": "keywords", "comment": "comment", "doccomm": "comment", "hlinkbase": "hlinkbase", "category": "category",
		"atnauthor": "author", "revtbl": "author",
	}
	// Behind \*, these hold text all the same.
	rtfShown = map[string]bool{"fldinst": true, "annotation": true, "atnauthor": true, "revtbl": true, "shppict": true, "shpinst": true, "shptxt": true, "userprops": true, "staticval": true, "propname": true}
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
			if r.now.field != "" && len(r.stack) > 0 && r.stack[len(r.stack)-1].field != r.now.field {
				r.line()
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

// word deals with a control word.
func (r *rtfReader) word(name string, v int, valued bool) error {
	star := r.star
	r.star = false
	if name != "u" && len(r.bytes) > 0 {
		r.flush()
	}
	switch name {
	case "par", "line", "row", "sect", "page", "column", "nestrow":
		r.shown("\n")
	case "cell", "tab", "nestcell":
		r.shown("\t")
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
		case rtfField[name] != "" && !r.now.skip && len(r.stack) > 0:
			if len(bytes.TrimSpace(r.text)) > 0 && r.now.field == "" {
				r.line()
			}
			r.now.field = rtfField[name]
		case rtfHidden[name], star && !rtfShown[name]:
			r.now.skip = true
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
