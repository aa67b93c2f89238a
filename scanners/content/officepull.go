package content

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
	"unicode/utf8"
)

// An xmlPull goes over the XML of an office document, tag by tag. Such XML is
// written by programs, without document types; names count without prefixes.
type xmlPull struct {
	r *bufio.Reader
	// name of the tag, what is known of it, and whether it ends an element, or is one
	// without content.
	name       string
	known      *officeTag
	end, empty bool
	prefix     []byte // of the name
	attrs      []byte // valid until the next call
	text       []byte // that stood before the tag
	cut        bool   // a text was longer than what is kept of one
	tag        []byte
	names      map[string]*officeTag
	value      []byte
}

// Bounds of one document's XML, in bytes.
const (
	pullText = 1 << 20
	pullTag  = 64 << 10
	pullHold = 16 << 10 // the buffer
)

func newPull(r io.Reader) *xmlPull {
	x := &xmlPull{r: bufio.NewReaderSize(r, pullHold), names: make(map[string]*officeTag, 64)}
	x.begin()
	return x
}

// reset has the next tags come from r.
func (x *xmlPull) reset(r io.Reader) {
	x.cut = false
	x.r.Reset(r)
	x.begin()
}

// begin sees to it that what is read is UTF-8.
func (x *xmlPull) begin() {
	b, _ := x.r.Peek(512)
	if len(b) > 1 && (b[0] == 0 || b[1] == 0 || b[0] >= 0xfe) {
		if c := charsetOf(b, false); c != nil && c.name != "utf-8" {
			x.r = bufio.NewReaderSize(newDecoder(c, c.skip(x.r)), pullHold)
		}
	}
}

// next moves to the next tag. It returns io.EOF behind the last one.
func (x *xmlPull) next() error {
	x.text = x.text[:0]
	for {
		b, err := x.r.ReadSlice('<')
		if n := len(b); err == nil {
			b = b[:n-1]
		}
		if room := pullText - len(x.text); len(b) > room {
			b, x.cut = b[:room], true
		}
		x.text = append(x.text, b...)
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil {
			return err
		}
		if done, err := x.markup(); done || err != nil {
			return err
		}
	}
}

// markup reads what begins with "<", and returns whether it was a tag.
func (x *xmlPull) markup() (bool, error) {
	c, err := x.r.ReadByte()
	if err != nil {
		return false, brokenOff(err)
	}
	switch c {
	case '?':
		return false, x.until("?>", nil)
	case '!':
		if b, _ := x.r.Peek(7); bytes.HasPrefix(b, []byte("--")) {
			return false, x.until("-->", nil)
		} else if string(b) == "[CDATA[" {
			x.r.Discard(7)
			return false, x.until("]]>", &x.text)
		}
		return false, x.until(">", nil)
	}
	x.r.UnreadByte()
	t, err := x.rest()
	if err != nil {
		return false, err
	}
	if x.end = len(t) > 0 && t[0] == '/'; x.end {
		t = t[1:]
	}
	if x.empty = len(t) > 0 && t[len(t)-1] == '/'; x.empty {
		t = t[:len(t)-1]
	}
	n, colon := 0, -1
	for n < len(t) && t[n] != ' ' && t[n] != '\n' && t[n] != '\t' && t[n] != '\r' {
		if t[n] == ':' && colon < 0 {
			colon = n
		}
		n++
	}
	x.attrs, x.prefix = t[n:], t[:max(0, colon)]
	name := t[colon+1 : n]
	k, ok := x.names[string(name)]
	if !ok {
		k = tagOf(string(name))
		if len(x.names) < 1000 {
			x.names[k.name] = k
		}
	}
	x.name, x.known = k.name, k
	x.text = pullUnescape(x.text)
	return true, nil
}

// rest reads a tag up to its end, which is no ">" in quotes.
func (x *xmlPull) rest() ([]byte, error) {
	t, err := x.r.ReadSlice('>')
	if err == nil && openQuote(t, 0) == 0 {
		return t[:len(t)-1], nil
	}
	x.tag = x.tag[:0]
	quote := byte(0)
	for {
		if x.tag = append(x.tag, t...); len(x.tag) > pullTag {
			return nil, errBroken
		}
		quote = openQuote(t, quote)
		switch {
		case err == nil && quote == 0:
			return x.tag[:len(x.tag)-1], nil
		case err != nil && err != bufio.ErrBufferFull:
			return nil, brokenOff(err)
		}
		t, err = x.r.ReadSlice('>')
	}
}

// openQuote returns the quote that is open behind t, or 0; quote is open before it.
func openQuote(t []byte, quote byte) byte {
	for _, c := range t {
		switch {
		case c != '"' && c != '\'':
		case quote == 0:
			quote = c
		case quote == c:
			quote = 0
		}
	}
	return quote
}

// raw gives the text in front of the next tag as it stands there, however long it
// is. It is read to its end before the next call of next.
func (x *xmlPull) raw() io.Reader { return (*pullRaw)(x) }

type pullRaw xmlPull

func (x *pullRaw) Read(p []byte) (int, error) {
	if _, err := x.r.Peek(1); err != nil {
		return 0, brokenOff(err)
	}
	b, _ := x.r.Peek(min(len(p), max(1, x.r.Buffered())))
	if len(b) > 0 {
		if i := bytes.IndexByte(b, '<'); i >= 0 {
			b = b[:i]
		}
	}
	if len(b) == 0 {
		return 0, io.EOF
	}
	n := copy(p, b)
	x.r.Discard(n)
	return n, nil
}

// until reads up to an end mark; what stands before it is added to to.
func (x *xmlPull) until(mark string, to *[]byte) error {
	var last [3]byte
	n := len(mark)
	from := len(x.text)
	for {
		c, err := x.r.ReadByte()
		if err != nil {
			return brokenOff(err)
		}
		copy(last[:], last[1:])
		last[2] = c
		if to != nil && len(*to) < pullText {
			if c == '&' { // it stands for itself here
				*to = append(*to, "&amp;"...)
			} else {
				*to = append(*to, c)
			}
		}
		if string(last[3-n:]) == mark {
			if to != nil {
				*to = (*to)[:max(from, len(*to)-n)]
			}
			return nil
		}
	}
}

// nextAttr returns the name of the first attribute in b, its value as it stands
// there, and what comes behind it; no name when there is none.
func nextAttr(b []byte) (key, value, rest []byte) {
	i := 0
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	eq := bytes.IndexByte(b[i:], '=')
	if eq < 0 {
		return nil, nil, nil
	}
	key = bytes.TrimRight(b[i:i+eq], " \t\r\n")
	b = b[i+eq+1:]
	if len(b) > 0 && b[0] != '"' && b[0] != '\'' {
		b = bytes.TrimLeft(b, " \t\r\n")
	}
	if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
		return nil, nil, nil
	}
	end := bytes.IndexByte(b[1:], b[0])
	if end < 0 {
		return nil, nil, nil
	}
	return key, b[1 : 1+end], b[2+end:]
}

// localName is a name without its prefix.
func localName(key []byte) []byte {
	return key[bytes.LastIndexByte(key, ':')+1:]
}

// attr is the value of an attribute, by its name without a prefix; nil if it is not
// there. It is valid until the next call.
func (x *xmlPull) attr(name string) []byte {
	for key, value, b := nextAttr(x.attrs); key != nil; key, value, b = nextAttr(b) {
		if string(localName(key)) == name {
			return x.plain(value)
		}
	}
	return nil
}

// plain resolves the entities of a value. It is valid until the next call.
func (x *xmlPull) plain(value []byte) []byte {
	x.value = pullUnescape(append(x.value[:0], value...))
	return x.value
}

// namespace is the one that the element is in, as far as it is declared here.
func (x *xmlPull) namespace() string {
	want := "xmlns"
	if len(x.prefix) > 0 {
		want += ":" + string(x.prefix)
	}
	for key, value, b := nextAttr(x.attrs); key != nil; key, value, b = nextAttr(b) {
		if string(key) == want {
			return string(value)
		}
	}
	return ""
}

// number is the value of an attribute that is a whole number.
func (x *xmlPull) number(name string, or int) int {
	n, err := strconv.Atoi(string(x.attr(name)))
	if err != nil {
		return or
	}
	return n
}

// pullUnescape resolves the entities of XML, in place.
func pullUnescape(b []byte) []byte {
	i := bytes.IndexByte(b, '&')
	if i < 0 {
		return b
	}
	out := b[:i]
	for i < len(b) {
		if b[i] != '&' {
			out = append(out, b[i])
			i++
			continue
		}
		end := bytes.IndexByte(b[i:min(len(b), i+12)], ';')
		if end < 0 {
			out = append(out, b[i])
			i++
			continue
		}
		name := b[i+1 : i+end]
		i += end + 1
		switch string(name) {
		case "lt":
			out = append(out, '<')
		case "gt":
			out = append(out, '>')
		case "amp":
			out = append(out, '&')
		case "quot":
			out = append(out, '"')
		case "apos":
			out = append(out, '\'')
		default:
			if len(name) > 1 && name[0] == '#' {
				base, digits := 10, name[1:]
				if digits[0] == 'x' {
					base, digits = 16, digits[1:]
				}
				if v, err := strconv.ParseUint(string(digits), base, 32); err == nil && v <= utf8.MaxRune {
					out = utf8.AppendRune(out, rune(v))
				}
			}
		}
	}
	return out
}

// brokenOff is the error of a text that ends in the middle of something. Other errors,
// as that the bytes allowed are used up, stay what they are.
func brokenOff(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
