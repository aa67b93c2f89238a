package content

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

var (
	_ = registerBinary(binaryFormat{name: "eml", rank: 60, recognise: func(h start) document {
		b := h.b
		if h.ext == ".emlx" { // of Apple Mail: the length of the mail comes first
			if n, rest, ok := bytes.Cut(b, []byte{'\n'}); ok && len(bytes.Trim(n, " \r0123456789")) == 0 {
				b = rest
			}
		}
		if !isMail(b, slices.Contains([]string{".eml", ".emlx", ".mht", ".mhtml"}, h.ext)) {
			return nil
		}
		return mailFile{counted: len(b) < len(h.b)}
	}})
	_ = registerBinary(binaryFormat{name: "mbox", rank: 59, recognise: func(h start) document {
		first, rest, ok := bytes.Cut(h.b, []byte{'\n'})
		if !ok || !fromLine(first) || !isMail(rest, true) {
			return nil
		}
		return mailFile{box: true}
	}})
)

// mailFile reads a mail (RFC 5322, MIME of RFC 2045 to 2049) or a mailbox of
// several (RFC 4155; also with quoted From lines, as in mboxo and mboxrd, or with the
// length of each mail, as in mboxcl). The header of each
// mail is a row with fields such as "from" and "subject"; texts are free text, also
// those in HTML; everything else is content of its own, by its file name. It reads
// a stream, whatever its parts are encoded in, and a header or a part that is broken
// does not hide what comes behind it.
type mailFile struct{ box, counted bool }

// isMail wants a block of header lines, among them three that mails have and one
// that only mails have; with a name that says so one of them is enough.
func isMail(b []byte, named bool) bool {
	known, sure, odd := 0, 0, 0
	for n := 0; n < sniffed; n++ {
		l, rest, ok := bytes.Cut(b, []byte{'\n'})
		l = bytes.TrimSuffix(l, []byte{'\r'})
		if !ok || len(l) == 0 {
			break
		}
		if b = rest; n > 0 && (l[0] == ' ' || l[0] == '\t') {
			continue
		}
		name := headerName(l)
		if name == nil {
			if odd++; odd > 2 || known < 3 {
				return false
			}
			continue
		}
		switch strings.ToLower(string(name)) {
		case "received", "message-id", "return-path", "delivered-to", "mime-version":
			sure++
			known++
		case "from", "to", "subject", "date", "cc", "reply-to", "sender", "content-type", "content-transfer-encoding":
			known++
		}
	}
	return named && known > 0 || known >= 4 || known >= 3 && sure > 0
}

// headerName returns the name of a header line, or nil if it is none.
func headerName(l []byte) []byte {
	i := bytes.IndexByte(l, ':')
	if i <= 0 || i > 78 {
		return nil
	}
	for _, c := range l[:i] {
		if c <= ' ' || c >= 0x7f {
			return nil
		}
	}
	return l[:i]
}

// fromMark is the word that a From line begins with.
const fromMark = "From"

// marked reports whether the line begins with that word and a blank.
func marked(l []byte) bool {
	return len(l) > len(fromMark) && l[len(fromMark)] == ' ' && bytes.HasPrefix(l, []byte(fromMark))
}

// fromLine reports whether the line parts two mails of a mailbox: it ends in a
// date with a time and a year.
func fromLine(l []byte) bool {
	if !marked(l) || len(l) > 1000 {
		return false
	}
	f := bytes.Fields(l[len(fromMark):])
	time, year := false, false
	for _, w := range f {
		time = time || len(w) >= 5 && len(w) <= 8 && w[2] == ':' && w[0] >= '0' && w[0] <= '2'
		year = year || len(w) == 4 && (bytes.HasPrefix(w, []byte("19")) || bytes.HasPrefix(w, []byte("20")))
	}
	return time && year
}

func (d mailFile) read(l *layer) (taken, error) {
	if d.box && l.object && l.partial {
		if t, drawn, err := d.sample(l); drawn {
			return t, err
		}
	}
	r := newBuffer(l.r)
	defer freeBuffer(r)
	m := &mailReader{l: l, r: r, box: d.box, hit: noBoundary, start: true, blank: true, fields: newJSONReader(bytesInput(nil), l.out)}
	outer := l.out.unit
	defer func() { l.out.unit = outer }()
	if !d.box {
		if d.counted {
			m.line()
		}
		if outer == "" {
			l.out.unit = "whole"
		}
		if err := m.entity(0); err != nil {
			return part, err
		}
		return m.taken(whole)
	}
	n, err := m.mails(func(n int64) {
		l.out.unit = fmt.Sprintf("%smail %d", inFront(outer, l.depth), n)
		m.prefix = fmt.Sprintf("mail-%d/", n)
	})
	if err != nil {
		return part, err
	}
	return m.taken(taken{whole.design, n, n})
}

// mails reads the mails of a mailbox. Each is announced with its number.
func (m *mailReader) mails(next func(n int64)) (n int64, err error) {
	m.line() // the first From line
	for m.hit == nextMail {
		n++
		m.hit, m.start = noBoundary, true
		next(n)
		m.fields.put(m.fields.kid(&m.fields.root, []byte("from_")), bytes.TrimSpace(m.from[len(fromMark)+1:]))
		if err := m.entity(0); err != nil {
			return n, err
		}
		if err := m.l.out.flush(); err != nil {
			return n, err
		}
	}
	return n, nil
}

// inFront is what stands in front of the name of a unit inside other content.
func inFront(unit string, depth int) string {
	if depth == 0 || unit == "" {
		return ""
	}
	return unit + ", "
}

// taken says what was read, or what the reader failed with.
func (m *mailReader) taken(t taken) (taken, error) {
	if m.err != nil && m.err != io.EOF {
		return part, m.err
	}
	if m.part {
		return part, nil
	}
	return t, nil
}
