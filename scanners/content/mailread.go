package content

import (
	"bufio"
	"bytes"
	"io"
	"mime"
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
	part   bool     // something inside was not read whole
	prefix string   // of the names of attachments
	fields *jsonReader
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
		if m.box && m.blank && fromLine(bytes.TrimRight(b, "\r\n")) {
			m.hit, m.from = nextMail, bytes.Clone(b)
			return nil
		}
		if len(m.bounds) > 0 && bytes.HasPrefix(b, []byte("--")) && m.boundary(bytes.TrimRight(b[2:], " \t\r\n")) {
			return nil
		}
	}
	if m.start {
		m.blank = len(bytes.TrimRight(b, "\r\n")) == 0
	}
	m.start = b[len(b)-1] == '\n'
	return b
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
	m    *mailReader
	left []byte
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
}

// mostHeader bounds a header field that is remembered.
const mostHeader = 64 << 10

// header reads the header of a part. That of a mail becomes fields of a row.
func (m *mailReader) header(put bool) partHeader {
	h := partHeader{kind: "text/plain"}
	var cur []byte
	done := func() {
		if name := headerName(cur); name != nil {
			h.fields++
			m.field(&h, string(bytes.ToLower(name)), bytes.TrimSpace(cur[len(name)+1:]), put)
		} else if len(cur) > 0 && put {
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
		t := bytes.TrimRight(l, "\r\n")
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

// signatures are fields that hold nothing but numbers made of the mail.
var signatures = map[string]bool{
	"dkim-signature": true, "arc-seal": true, "arc-message-signature": true, "x-google-dkim-signature": true,
}

var mailWords = mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
	b, err := io.ReadAll(r)
	return bytes.NewReader(toUTF8(b, charset)), err
}}

// field takes note of one field of a header.
func (m *mailReader) field(h *partHeader, name string, v []byte, put bool) {
	switch name {
	case "content-type":
		h.kind, h.params = mediaType(string(v))
		if f := h.params["name"]; f != "" && h.file == "" {
			h.file = decodeWords([]byte(f))
		}
	case "content-transfer-encoding":
		h.encoding = strings.ToLower(string(v))
	case "content-disposition":
		kind, params := mediaType(string(v))
		h.attached = kind == "attachment"
		if f := params["filename"]; f != "" {
			h.file = decodeWords([]byte(f))
		}
	}
	if put && !signatures[name] {
		m.fields.put(m.fields.kid(&m.fields.root, []byte(name)), []byte(decodeWords(v)))
	}
}

// decodeWords decodes the words of RFC 2047 in a field, and what is not ASCII
// without being one.
func decodeWords(v []byte) string {
	s := string(toUTF8(v, ""))
	if !strings.Contains(s, "=?") {
		return s
	}
	if t, err := mailWords.DecodeHeader(s); err == nil {
		return t
	}
	return s
}

// mediaType parses the value of a field with parameters. Of a broken one it takes
// what there is.
func mediaType(s string) (string, map[string]string) {
	kind, params, err := mime.ParseMediaType(s)
	if err == nil && kind != "" {
		return kind, params
	}
	kind, rest, _ := strings.Cut(s, ";")
	params = map[string]string{}
	for p := range strings.SplitSeq(rest, ";") {
		if k, v, ok := strings.Cut(p, "="); ok {
			params[strings.ToLower(strings.TrimSpace(k))] = strings.Trim(strings.TrimSpace(v), `"`)
		}
	}
	return strings.ToLower(strings.TrimSpace(kind)), params
}
