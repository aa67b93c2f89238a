package content

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
	"strings"
)

// A mailReader reads the lines of a mail, and as an io.Reader the bytes of the
// part that it is in, up to the boundary behind it.
type mailReader struct {
	l      *layer
	r      *bufio.Reader
	box    bool
	bounds []string // of the multiparts that are open
	start  bool     // the next byte begins a line
	blank  bool     // the line before was empty
	hit    int      // which of the boundaries ended the part
	last   bool     // it was the one at the end of its multipart
	from   []byte   // the From line that ended the mail
	err    error    // of r
	fixed  int64    // bytes in which no mail begins
	part   bool     // something inside was not read whole
	sealed bool     // there is an encrypted text
	prefix string   // of the names of attachments
	fields *jsonReader
	head   []byte // of the text that is read
}

// The values of hit that are no boundary.
const (
	noBoundary = -1
	nextMail   = -2 // a From line
)

// line returns the next line or a part of a very long one, with its newline. The
// bytes are valid until the next call. At a boundary and at the end it returns nil.
func (m *mailReader) line() []byte {
	if m.hit != noBoundary || m.err != nil {
		return nil
	}
	b, err := m.r.ReadSlice('\n')
	if err != nil && err != bufio.ErrBufferFull {
		m.err = err
		if len(b) == 0 {
			return nil
		}
	}
	if m.start {
		if m.box && m.blank && m.fixed <= 0 && fromLine(lineOf(b)) {
			if b = bytes.Clone(b); m.headerNext() {
				m.hit, m.from = nextMail, b
				return nil
			}
		}
		if len(m.bounds) > 0 && bytes.HasPrefix(b, []byte("--")) && m.boundary(bytes.TrimRight(b[2:], " \t\r\n")) {
			return nil
		}
	}
	if m.start {
		m.blank = len(lineOf(b)) == 0
	}
	m.start = b[len(b)-1] == '\n'
	m.fixed -= int64(len(b))
	return b
}

// headerNext reports whether a header begins with the next line, or nothing comes.
func (m *mailReader) headerNext() bool {
	p, _ := m.r.Peek(1000)
	return headerBegins(p)
}

// headerBegins is headerNext for the bytes that come.
func headerBegins(p []byte) bool {
	l, _, _ := bytes.Cut(p[:min(len(p), 1000)], []byte{'\n'})
	l = bytes.TrimRight(l, "\r")
	return len(l) == 0 || headerName(l) != nil || l[0] == '>' || marked(l)
}

// fix believes a length that a mailbox states of the text of a mail, if the next one
// or the end of the mailbox is there. Lines in the text may then begin as they like.
func (m *mailReader) fix(h partHeader) {
	if n := h.length; n > 0 && n < mailFixed {
		p, _ := m.r.Peek(int(n) + 16)
		if int64(len(p)) <= n {
			m.fixed = n
		} else if p = bytes.TrimLeft(p[n:], "\r\n"); len(p) == 0 || marked(p) {
			m.fixed = n
		}
	}
}

// boundary reports whether the line is a boundary of a multipart that is open.
func (m *mailReader) boundary(b []byte) bool {
	for i := len(m.bounds) - 1; i >= 0; i-- {
		end, last := bytes.CutSuffix(b, []byte("--"))
		switch {
		case string(b) == m.bounds[i]:
			m.hit, m.last = i, false
			return true
		case last && string(end) == m.bounds[i]:
			m.hit, m.last = i, true
			return true
		}
	}
	return false
}

// mailBody gives the bytes of the part.
type mailBody struct {
	m     *mailReader
	left  []byte
	watch bool   // look out for files in the text
	file  string // the name of the one that begins here
}

func (b *mailBody) Read(p []byte) (int, error) {
	for len(b.left) == 0 {
		var err error
		if b.left, err = b.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, b.left)
	b.left = b.left[n:]
	return n, nil
}

// next returns the next line of the part.
func (b *mailBody) next() ([]byte, error) {
	first := b.m.start
	l := b.m.line()
	if l == nil {
		if b.m.hit == noBoundary && b.m.err != nil {
			return nil, b.m.err
		}
		return nil, io.EOF
	}
	if b.watch && first && len(l) > 8 {
		if bytes.HasPrefix(l, []byte("begin ")) {
			l = bytes.Clone(l)
			p, _ := b.m.r.Peek(100)
			if b.file = uuFile(l, p); b.file != "" {
				return nil, io.EOF
			}
		}
		b.m.sealed = b.m.sealed || bytes.HasPrefix(l, []byte(sealedText))
	}
	if q := bytes.TrimLeft(l, ">"); b.m.box && first && len(q) < len(l) && marked(q) {
		l = l[1:]
	}
	return l, nil
}

// drain reads to the end of the part.
func (m *mailReader) drain() {
	for m.line() != nil {
	}
}

// A partHeader is what a header says of the part behind it.
type partHeader struct {
	kind     string // "text/plain"
	params   map[string]string
	encoding string
	file     string
	attached bool
	fields   int
	length   int64
}

// mostHeader bounds a header field that is remembered.
const mostHeader = 64 << 10

// header reads the header of a mail or of a part into a row. Of a part it is what is
// not only about how it is written.
func (m *mailReader) header(mail bool) partHeader {
	h := partHeader{kind: "text/plain"}
	var cur []byte
	done := func() {
		if name := headerName(cur); name != nil {
			h.fields++
			m.field(&h, string(bytes.ToLower(name)), bytes.TrimSpace(cur[len(name)+1:]), mail)
		} else if len(cur) > 0 {
			m.fields.put(&m.fields.text, toUTF8(cur, ""))
		}
		cur = cur[:0]
	}
	for {
		begins := m.start
		l := m.line()
		if l == nil {
			break
		}
		t := lineOf(l)
		if begins && len(t) == 0 {
			break
		}
		switch {
		case begins && t[0] != ' ' && t[0] != '\t', len(cur) > mostHeader:
			done()
		case begins:
			cur, t = append(cur, ' '), bytes.TrimLeft(t, " \t")
		}
		cur = append(cur, t...)
	}
	if m.err != nil && m.err != io.EOF {
		cur = cur[:0] // it may be half of one
	}
	done()
	return h
}

// signatures are fields that hold nothing but numbers made of the mail, and for whom
// it was signed.
var signatures = map[string]bool{
	"dkim-signature": true, "arc-seal": true, "arc-message-signature": true, "x-google-dkim-signature": true,
}

// messageNames are fields that hold names of messages, which look like addresses.
// They say so in their path.
var messageNames = map[string]bool{
	"in-reply-to": true, "references": true, "content-id": true, "obsoletes": true, "supersedes": true, "original-message": true,
	"x-original-message": true, "thread-parent": true, "x-forwarded-for-message": true,
}

// howWritten are fields of a part that only say how it is written.
var howWritten = map[string]bool{
	"content-type": true, "content-transfer-encoding": true, "content-disposition": true, "content-length": true, "mime-version": true,
	"content-language": true, "content-md5": true,
}

// field takes note of one field of a header.
func (m *mailReader) field(h *partHeader, name string, v []byte, mail bool) {
	switch name {
	case "content-type":
		h.kind, h.params = mediaType(v)
		if h.kind == "" {
			h.kind = "text/plain"
		}
		if f := h.params["name"]; f != "" && h.file == "" {
			h.file = decodeWords([]byte(f))
		}
	case "content-transfer-encoding":
		h.encoding = strings.ToLower(string(v))
	case "content-disposition":
		kind, params := mediaType(v)
		h.attached = kind == "attachment"
		if f := params["filename"]; f != "" {
			h.file = decodeWords([]byte(f))
		}
	case "content-length":
		h.length, _ = strconv.ParseInt(string(v), 10, 64)
	}
	switch {
	case !mail && howWritten[name]:
		return
	case signatures[name]:
		_, params := mediaType(append([]byte(";"), v...))
		v = []byte(params["i"])
		if len(v) == 0 {
			return
		}
		name += ".i"
	case messageNames[name]:
		name += ".message-id"
	}
	m.fields.put(m.fields.kid(&m.fields.root, []byte(name)), []byte(decodeWords(v)))
}
