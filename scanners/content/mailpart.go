package content

import (
	"bufio"
	"bytes"
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
	if m.box && depth == 0 {
		m.fix(h)
	}
	return m.body(h, depth)
}

// body reads what is behind a header, up to the boundary or the end.
func (m *mailReader) body(h partHeader, depth int) error {
	defer m.drain()
	plainly := h.encoding != "base64" && h.encoding != "quoted-printable"
	switch {
	case h.kind == "multipart/encrypted":
		m.locked()
		return nil
	case strings.HasPrefix(h.kind, "multipart/") && depth < deepestPart:
		b := strings.TrimRight(h.params["boundary"], " \t")
		if b == "" {
			b = m.guessBoundary()
		}
		if b != "" {
			return m.multipart(b, depth)
		}
	case (h.kind == "message/rfc822" || h.kind == "message/global") && plainly && depth < deepestPart:
		return m.entity(depth + 1)
	}
	text := strings.HasPrefix(h.kind, "text/") || strings.HasPrefix(h.kind, "multipart/") || strings.HasPrefix(h.kind, "message/")
	if h.attached || h.file != "" || !text || partNames[h.kind] != "" {
		return m.inside(h, m.decoded(h.encoding))
	}
	if plainly && h.kind != "text/html" && h.kind != "application/xhtml+xml" {
		return m.plainText(h, &mailBody{m: m})
	}
	return m.textBody(h, m.decoded(h.encoding))
}

// inside reads a part that is content of its own.
func (m *mailReader) inside(h partHeader, body io.Reader) error {
	head := make([]byte, 64)
	n, err := readFull(body, head)
	if head = head[:n]; sealedContent(head) {
		m.locked()
		return nil
	}
	if err != nil {
		body = failed{err}
	}
	body = &behindHead{head, body}
	if name := strings.ToLower(h.params["charset"]); strings.HasPrefix(h.kind, "text/") && stateful(name) {
		body = inCharset(body, nil, false, name)
	}
	t, err := m.l.inner(entry{name: m.prefix + fileName(h), size: -1, r: body})
	if err != nil {
		return err
	}
	if t.design != scanners.Census {
		m.part = true
	}
	return nil
}

// sealedText begins a text that is encrypted with PGP.
const sealedText = "-----BEGIN PGP MESSAGE-----"

// sealedContent reports whether content is encrypted with PGP or S/MIME (RFC 5652).
func sealedContent(head []byte) bool {
	if bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte(sealedText)) {
		return true
	}
	if len(head) < 20 || head[0] != 0x30 {
		return false
	}
	i := bytes.Index(head, []byte("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07")) // pkcs7, of which 3 is enveloped and 6 encrypted
	j := bytes.Index(head, []byte("\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17"))
	return i > 0 && i < 8 && (head[i+10] == 3 || head[i+10] == 6) || j > 0 && j < 8
}

// locked notes something that is encrypted.
func (m *mailReader) locked() {
	m.part = true
	m.l.gap(scanners.GapEncrypted, -1, "something in the mail is encrypted (PGP or S/MIME); decrypt it first, nothing in it was looked at")
}

// guessBoundary looks for the boundary of a multipart that names none.
func (m *mailReader) guessBoundary() string {
	b, _ := m.r.Peek(16 << 10)
	for l := range bytes.Lines(b) {
		rest := b[len(l):]
		b = rest
		l = bytes.TrimRight(l, " \t\r\n")
		if len(l) < 3 || len(l) > 2+200 || !bytes.HasPrefix(l, []byte("--")) {
			continue
		}
		again := bytes.Contains(rest, append([]byte("\n"), l...))
		if n := headerName(rest); len(n) > 8 && strings.EqualFold(string(n[:8]), "content-") || again {
			return string(l[2:])
		}
		return ""
	}
	return ""
}

// partNames are the names of parts without one that are read by their type. Other
// texts are free text.
var partNames = map[string]string{
	"text/calendar": ".ics", "text/vcard": ".vcf", "text/x-vcard": ".vcf", "text/directory": ".vcf", "text/csv": ".csv",
	"text/comma-separated-values": ".csv", "text/tab-separated-values": ".tsv", "text/rtf": ".rtf", "text/xml": ".xml", "text/markdown": ".md",
	"text/yaml": ".yaml", "text/x-yaml": ".yaml", "text/json": ".json", "text/ldif": ".ldif", "text/x-ldif": ".ldif",
	"application/json": ".json", "application/xml": ".xml", "application/rtf": ".rtf", "application/pdf": ".pdf", "application/zip": ".zip",
	"application/ms-tnef": ".tnef", "application/vnd.ms-tnef": ".tnef", "message/rfc822": ".eml", "message/global": ".eml",
}

// fileName is the name of an attachment, made up from its type if it has none.
func fileName(h partHeader) string {
	if h.file != "" {
		return strings.ReplaceAll(h.file, "/", "_")
	}
	ext := partNames[h.kind]
	if ext == ".tnef" {
		return "winmail.dat"
	}
	if all, err := mime.ExtensionsByType(h.kind); ext == "" && err == nil && len(all) > 0 {
		ext = all[0]
	}
	return "attachment" + ext
}

// multipart reads the parts of a multipart, and what stands around them.
func (m *mailReader) multipart(boundary string, depth int) error {
	i := len(m.bounds)
	m.bounds = append(m.bounds, boundary)
	err := m.plainText(partHeader{}, &mailBody{m: m}) // mostly empty, or words about MIME
	for err == nil && m.hit == i && !m.last {
		m.hit = noBoundary
		m.start = true
		h := m.header(false)
		if m.l.out.rowSize > 0 {
			if err = m.l.out.endRow(); err != nil {
				break
			}
		}
		err = m.body(h, depth+1)
	}
	m.bounds = m.bounds[:i]
	if err == nil && m.hit == i {
		m.hit, m.start = noBoundary, true
		err = m.plainText(partHeader{}, &mailBody{m: m})
	}
	return err
}

// textBody reads a text part as free text.
func (m *mailReader) textBody(h partHeader, r io.Reader) error {
	o := m.l.out
	if err := o.flush(); err != nil {
		return err
	}
	if m.head == nil {
		m.head = make([]byte, 4<<10)
	}
	n, err := readFull(r, m.head)
	head := m.head[:n]
	if n == 0 {
		return nil
	}
	if err != nil {
		r = failed{err}
	}
	in := newInput(m.l.sizes, inCharset(&behindHead{head, r}, head, err != nil, h.params["charset"]))
	defer in.free()
	var p parser = text{}
	if h.kind == "text/html" || h.kind == "application/xhtml+xml" {
		p = htmlDoc{}
	}
	if err := p.parse(in, o); err != nil {
		return err
	}
	if m.sealed {
		m.sealed = false
		m.locked()
	}
	if errors.Is(in.err, errEncoding) {
		m.part = true
		m.l.gap(scanners.GapCorrupt, -1, "the transfer encoding of a text in the mail is broken; what came before was read, the rest of that text was not")
	}
	return o.flush()
}

// stateful reports whether a charset is written in ASCII alone, so that the bytes do
// not show it.
func stateful(name string) bool {
	return strings.HasPrefix(name, "iso-2022") || strings.HasPrefix(name, "hz-") || strings.Contains(name, "utf-7")
}

// inCharset gives the text in UTF-8. What is valid UTF-8 is not asked what it says
// to be; what says nothing is looked at.
func inCharset(r io.Reader, head []byte, whole bool, name string) io.Reader {
	name = strings.ToLower(strings.TrimSpace(name))
	stateful := stateful(name)
	switch {
	case strings.Contains(name, "utf-7"):
		return &utf7Reader{r: bufio.NewReader(r)}
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

// decoded gives the bytes of the part without its transfer encoding.
func (m *mailReader) decoded(encoding string) io.Reader {
	b := &mailBody{m: m}
	switch encoding {
	case "base64":
		return &sixBits{r: b}
	case "quoted-printable":
		return &printable{r: b}
	}
	return b
}
