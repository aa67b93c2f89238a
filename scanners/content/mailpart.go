package content

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"

	"piiventory/scanners"
)

// deepestPart is how many multiparts and mails may lie in one another.
const deepestPart = 32

// entity reads a mail: its header and what follows.
func (m *mailReader) entity(depth int) error {
	h := m.header(true)
	if m.l.out.rowSize > 0 {
		if err := m.l.out.endRow(); err != nil {
			return err
		}
	}
	return m.body(h, depth)
}

// body reads what is behind a header, up to the boundary or the end.
func (m *mailReader) body(h partHeader, depth int) error {
	defer m.drain()
	plainly := h.encoding != "base64" && h.encoding != "quoted-printable"
	switch {
	case strings.HasPrefix(h.kind, "multipart/") && h.params["boundary"] != "" && depth < deepestPart:
		return m.multipart(strings.TrimRight(h.params["boundary"], " \t"), depth)
	case (h.kind == "message/rfc822" || h.kind == "message/global") && plainly && depth < deepestPart:
		return m.entity(depth + 1)
	}
	body := m.decoded(h.encoding)
	text := strings.HasPrefix(h.kind, "text/") || strings.HasPrefix(h.kind, "multipart/") || strings.HasPrefix(h.kind, "message/")
	if h.attached || h.file != "" || !text || h.kind == "text/calendar" || h.kind == "text/vcard" || h.kind == "text/x-vcard" || h.kind == "message/rfc822" {
		t, err := m.l.inner(entry{name: m.prefix + fileName(h), size: -1, r: body})
		if err != nil {
			return err
		}
		if t.design != scanners.Census {
			m.part = true
		}
		return nil
	}
	return m.textBody(h, body)
}

// fileName is the name of an attachment, made up from its type if it has none.
func fileName(h partHeader) string {
	if h.file != "" {
		return strings.ReplaceAll(h.file, "/", "_")
	}
	ext := ""
	if all, err := mime.ExtensionsByType(h.kind); err == nil && len(all) > 0 {
		ext = all[0]
	}
	switch h.kind {
	case "text/calendar":
		ext = ".ics"
	case "message/rfc822":
		ext = ".eml"
	}
	return "attachment" + ext
}

// multipart reads the parts of a multipart, and what stands around them.
func (m *mailReader) multipart(boundary string, depth int) error {
	i := len(m.bounds)
	m.bounds = append(m.bounds, boundary)
	err := m.textBody(partHeader{}, &mailBody{m: m}) // mostly empty, or words about MIME
	for err == nil && m.hit == i && !m.last {
		m.hit = noBoundary
		m.start = true
		err = m.body(m.header(false), depth+1)
	}
	m.bounds = m.bounds[:i]
	if err == nil && m.hit == i {
		m.hit, m.start = noBoundary, true
		err = m.textBody(partHeader{}, &mailBody{m: m})
	}
	return err
}

// textBody reads a text part as free text.
func (m *mailReader) textBody(h partHeader, r io.Reader) error {
	o := m.l.out
	if err := o.flush(); err != nil {
		return err
	}
	head := make([]byte, 4<<10)
	n, err := readFull(r, head)
	if head = head[:n]; n == 0 {
		return nil
	}
	if err != nil {
		r = io.MultiReader(bytes.NewReader(head), failed{err})
	} else {
		r = io.MultiReader(bytes.NewReader(head), r)
	}
	in := newInput(m.l.sizes, inCharset(r, head, err != nil, h.params["charset"]))
	defer in.free()
	var p parser = text{}
	if h.kind == "text/html" || h.kind == "application/xhtml+xml" {
		p = htmlDoc{}
	}
	if err := p.parse(in, o); err != nil {
		return err
	}
	if errors.Is(in.err, errEncoding) {
		m.part = true
		m.l.gap(scanners.GapCorrupt, -1, "the transfer encoding of a text in the mail is broken; what came before was read, the rest of that text was not")
	}
	return o.flush()
}

// inCharset gives the text in UTF-8. What is valid UTF-8 is not asked what it says
// to be; what says nothing is looked at.
func inCharset(r io.Reader, head []byte, whole bool, name string) io.Reader {
	name = strings.ToLower(strings.TrimSpace(name))
	stateful := strings.HasPrefix(name, "iso-2022") || strings.HasPrefix(name, "hz-")
	switch {
	case strings.HasPrefix(name, "hz-"):
		return simplifiedchinese.HZGB2312.NewDecoder().Reader(r)
	case name == "utf-16" || name == "utf-16le" || name == "utf-16be":
	case !stateful && utf8.Valid(head[:len(head)-cutRune(head)]) && !isASCII(head):
		return newDecoder(&charset{"utf-8", 1, 0}, r)
	case strings.HasPrefix(name, "gb") || name == "cp936" || name == "x-gbk":
		return newDecoder(&charset{"gb18030", 1, 0}, r)
	case name != "" && name != "utf-8" && name != "us-ascii":
		if e, err := htmlindex.Get(name); err == nil {
			return e.NewDecoder().Reader(r)
		}
	}
	c := charsetOf(head, whole)
	if c == nil {
		c = &charset{"utf-8", 1, 0}
	}
	return newDecoder(c, c.skip(r))
}

// errEncoding says that a transfer encoding is broken.
var errEncoding = errors.New("broken transfer encoding")

// decoded gives the bytes of the part without its transfer encoding.
func (m *mailReader) decoded(encoding string) io.Reader {
	b := &mailBody{m: m}
	switch encoding {
	case "base64":
		return &encoded{r: base64.NewDecoder(base64.StdEncoding, &sixBits{r: b}), m: m}
	case "quoted-printable":
		return &printable{r: b}
	}
	return b
}

// sixBits passes on what is of base64, up to its end.
type sixBits struct {
	r   io.Reader
	n   int // characters passed
	end bool
}

func (s *sixBits) Read(p []byte) (int, error) {
	for {
		if s.end { // the padding that belongs there
			if s.n%4 < 2 {
				return 0, io.EOF
			}
			p[0] = '='
			s.n++
			return 1, nil
		}
		n, err := s.r.Read(p)
		k := 0
		for _, c := range p[:n] {
			switch {
			case c == '=':
				s.end = true
			case !s.end && (letter(c) || c >= '0' && c <= '9' || c == '+' || c == '/'):
				p[k] = c
				k++
			}
		}
		s.n += k
		if err == io.EOF {
			s.end = true
			err = nil
		}
		if s.end && k == 0 {
			continue
		}
		if k > 0 || err != nil {
			return k, err
		}
	}
}

// encoded tells a broken encoding from a broken mail.
type encoded struct {
	r io.Reader
	m *mailReader
}

func (e *encoded) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	var bad base64.CorruptInputError
	if errors.As(err, &bad) || err == io.ErrUnexpectedEOF && (e.m.err == nil || e.m.err == io.EOF) {
		err = errEncoding
	}
	return n, err
}

// printable decodes quoted-printable (RFC 2045, section 6.7), line by line. What is
// no escape stays as it is.
type printable struct {
	r    *mailBody
	left []byte
	buf  []byte
}

func (q *printable) Read(p []byte) (int, error) {
	for len(q.left) == 0 {
		l, err := q.r.next()
		if err != nil {
			return 0, err
		}
		end := l[len(bytes.TrimRight(l, " \t\r\n")):]
		l = l[:len(l)-len(end)]
		if n := len(l); n > 0 && l[n-1] == '=' && len(end) > 0 {
			l, end = l[:n-1], nil
		}
		q.buf = append(unquotePrintable(q.buf[:0], l), end...)
		q.left = q.buf
	}
	n := copy(p, q.left)
	q.left = q.left[n:]
	return n, nil
}
