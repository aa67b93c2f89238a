package content

import (
	"bytes"
	"io"
)

// Files that stand in the text of a mail without MIME: the blocks of uuencode
// (POSIX.1-2017, uuencode).

// uuFile is the name in the line that begins such a block, "" if it is none. The
// line behind it must be one of the block.
func uuFile(l, next []byte) string {
	l = bytes.TrimRight(l, "\r\n")
	rest, ok := bytes.CutPrefix(l, []byte("begin "))
	if !ok {
		return ""
	}
	mode, name, ok := bytes.Cut(rest, []byte{' '})
	if !ok || len(mode) < 3 || len(mode) > 4 || len(name) == 0 || len(name) > maxName {
		return ""
	}
	for _, c := range mode {
		if c < '0' || c > '7' {
			return ""
		}
	}
	next, _, _ = bytes.Cut(next, []byte{'\n'})
	next = bytes.TrimSuffix(next, []byte{'\r'})
	if len(next) == 0 || next[0] < ' ' || next[0] > '`' || len(next)-1 > (int(next[0]-' ')&63+2)/3*4+2 {
		return ""
	}
	return string(toUTF8(name, ""))
}

// A uuReader decodes the lines of a block up to its end.
type uuReader struct {
	b    *mailBody
	left []byte
	buf  []byte
	end  bool
}

func (u *uuReader) Read(p []byte) (int, error) {
	for len(u.left) == 0 {
		if u.end {
			return 0, io.EOF
		}
		l, err := u.b.next()
		if err != nil {
			return 0, err
		}
		l = bytes.TrimRight(l, "\r\n")
		if string(bytes.TrimSpace(l)) == "end" {
			u.end = true
			continue
		}
		if len(l) == 0 {
			continue
		}
		n := int(l[0]-' ') & 63
		u.buf = u.buf[:0]
		for l = l[1:]; len(u.buf) < n; {
			var q [4]byte
			for i := range q {
				if i < len(l) {
					q[i] = (l[i] - ' ') & 63
				}
			}
			l = l[min(4, len(l)):]
			u.buf = append(u.buf, q[0]<<2|q[1]>>4, q[1]<<4|q[2]>>2, q[2]<<6|q[3])
		}
		u.left = u.buf[:n]
	}
	n := copy(p, u.left)
	u.left = u.left[n:]
	return n, nil
}

// plainText reads a text, and the files that stand in it.
func (m *mailReader) plainText(h partHeader, body *mailBody) error {
	body.watch = true
	for {
		if err := m.textBody(h, body); err != nil || body.file == "" {
			return err
		}
		u := &uuReader{b: body}
		name := body.file
		body.file, body.watch = "", false
		if err := m.inside(partHeader{file: name}, u); err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, u); err != nil && m.err == nil {
			return err
		}
		body.watch = true
	}
}
