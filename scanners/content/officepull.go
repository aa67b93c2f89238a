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
	// name of the tag, and whether it ends an element, or is one without content.
	name       string
	end, empty bool
	attrs      []byte
	text       []byte // that stood before the tag
	cut        bool   // a text was longer than what is kept of one
	tag        []byte
	names      map[string]string
	value      []byte
}

// Bounds of one document's XML, in bytes.
const (
	pullText = 1 << 20
	pullTag  = 64 << 10
)

func newPull(r io.Reader) *xmlPull {
	br := bufio.NewReaderSize(r, 64<<10)
	if b, _ := br.Peek(512); len(b) > 1 && (b[0] == 0 || b[1] == 0 || b[0] >= 0xfe) {
		if c := charsetOf(b, false); c != nil && c.name != "utf-8" {
			br = bufio.NewReaderSize(newDecoder(c, c.skip(br)), 64<<10)
		}
	}
	return &xmlPull{r: br, names: map[string]string{}}
}

// next moves to the next tag. It returns io.EOF behind the last one.
func (x *xmlPull) next() error {
	x.text = x.text[:0]
	for {
		b, err := x.r.ReadSlice('<')
		raw := len(x.text)
		if n := len(b); err == nil {
			b = b[:n-1]
		}
		if room := pullText - raw; len(b) > room {
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
		return false, io.ErrUnexpectedEOF
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
	x.tag = append(x.tag[:0], c)
	quote := byte(0)
	for {
		if c, err = x.r.ReadByte(); err != nil {
			return false, io.ErrUnexpectedEOF
		}
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		}
		if c == '>' && quote == 0 {
			break
		}
		if x.tag = append(x.tag, c); len(x.tag) > pullTag {
			return false, errBroken
		}
	}
	t := x.tag
	if x.end = t[0] == '/'; x.end {
		t = t[1:]
	}
	if x.empty = len(t) > 0 && t[len(t)-1] == '/'; x.empty {
		t = t[:len(t)-1]
	}
	n := bytes.IndexAny(t, " \t\r\n")
	if n < 0 {
		n = len(t)
	}
	x.attrs = t[n:]
	name := t[:n]
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	s, ok := x.names[string(name)]
	if !ok {
		s = string(name)
		if len(x.names) < 1000 {
			x.names[s] = s
		}
	}
	x.name = s
	x.text = pullUnescape(x.text)
	return true, nil
}

// until reads up to an end mark; what stands before it is added to to.
func (x *xmlPull) until(mark string, to *[]byte) error {
	var last [3]byte
	n := len(mark)
	from := len(x.text)
	for {
		c, err := x.r.ReadByte()
		if err != nil {
			return io.ErrUnexpectedEOF
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

// attr is the value of an attribute, by its name without a prefix; nil if it is not
// there. It is valid until the next call.
func (x *xmlPull) attr(name string) []byte {
	for b := x.attrs; ; {
		b = bytes.TrimLeft(b, " \t\r\n")
		eq := bytes.IndexByte(b, '=')
		if eq < 0 {
			return nil
		}
		key := bytes.TrimSpace(b[:eq])
		if i := bytes.LastIndexByte(key, ':'); i >= 0 {
			key = key[i+1:]
		}
		b = bytes.TrimLeft(b[eq+1:], " \t\r\n")
		if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(b[1:], b[0])
		if end < 0 {
			return nil
		}
		if string(key) == name {
			x.value = pullUnescape(append(x.value[:0], b[1:1+end]...))
			return x.value
		}
		b = b[2+end:]
	}
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
		name := string(b[i+1 : i+end])
		i += end + 1
		switch name {
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
				if v, err := strconv.ParseUint(digits, base, 32); err == nil && v <= utf8.MaxRune {
					out = utf8.AppendRune(out, rune(v))
				}
			}
		}
	}
	return out
}
