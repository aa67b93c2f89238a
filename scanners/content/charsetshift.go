package content

import (
	"bytes"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// ISO-2022-JP (RFC 1468) and HZ (RFC 1843) write all characters with bytes of ASCII, and
// say by marks of which set those are that follow. Both begin each line in ASCII, so
// that lines are looked at on their own, and only those are decoded that are well formed.

var shiftHZ = []byte("~{")

// shifts reports whether such a mark may stand in b, or begin at its end.
func shifts(b []byte) bool {
	return bytes.IndexByte(b, 0x1b) >= 0 || bytes.Contains(b, shiftHZ) || len(b) > 0 && b[len(b)-1] == '~'
}

// shifted appends the line in UTF-8 and returns the name of the charset, if it is in one
// of these two.
func shifted(dst, l []byte) (out []byte, name string) {
	var e encoding.Encoding
	switch {
	case jis(l):
		e, name = japanese.ISO2022JP, "iso-2022-jp"
	case hz(l):
		e, name = simplifiedchinese.HZGB2312, "hz-gb-2312"
	default:
		return dst, ""
	}
	t, err := e.NewDecoder().Bytes(l)
	if err != nil || bytes.Contains(t, []byte("\uFFFD")) {
		return dst, ""
	}
	return append(dst, t...), name
}

// jisMarks are the marks of ISO-2022-JP and of its extensions, and how many bytes a
// character has behind each.
var jisMarks = []struct {
	mark  string
	bytes int
}{{"\x1b$B", 2}, {"\x1b$@", 2}, {"\x1b$(D", 2}, {"\x1b(B", 1}, {"\x1b(J", 1}, {"\x1b(I", 1}}

// jis reports whether the line is well formed ISO-2022-JP with characters of its own.
func jis(l []byte) bool {
	own, size := false, 1
	for {
		i := bytes.IndexByte(l, 0x1b)
		if i < 0 {
			return own && (size == 1 || len(l) == 0)
		}
		if size == 2 && (i%2 != 0 || !graphic(l[:i])) {
			return false
		}
		size = 0
		for _, m := range jisMarks {
			if bytes.HasPrefix(l[i:], []byte(m.mark)) {
				l, size = l[i+len(m.mark):], m.bytes
				own = own || m.mark != "\x1b(B"
				break
			}
		}
		if size == 0 {
			return false // something else, such as a colour of a terminal
		}
	}
}

// hz reports whether the line is well formed HZ with characters of its own.
func hz(l []byte) bool {
	own := false
	for {
		i := bytes.IndexByte(l, '~')
		if i < 0 || i+1 == len(l) {
			return own && i < 0
		}
		l = l[i+1:]
		switch l[0] {
		case '~', '\n':
			l = l[1:]
		case '{':
			n := bytes.Index(l, []byte("~}"))
			if n < 3 || n%2 == 0 || !graphic(l[1:n]) {
				return false
			}
			for i := 1; i < n; i += 2 {
				if l[i] > 0x77 { // there are no more rows
					return false
				}
			}
			l, own = l[n+2:], true
		default:
			return false
		}
	}
}

// graphic reports whether the bytes are such as characters of two bytes are made of.
func graphic(b []byte) bool {
	for _, c := range b {
		if c < 0x21 || c > 0x7e {
			return false
		}
	}
	return true
}

// jisControls is how many bytes of b are no control characters for being marks.
func jisControls(b []byte) (n int) {
	if bytes.IndexByte(b, 0x1b) < 0 {
		return 0
	}
	for _, m := range jisMarks {
		n += bytes.Count(b, []byte(m.mark))
	}
	return n
}
