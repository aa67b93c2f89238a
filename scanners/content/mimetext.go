package content

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// toUTF8 returns text in UTF-8 that was written in the charset of that name (of
// the WHATWG's Encoding Standard). Where the name is missing, unknown or wrong, the
// bytes themselves decide.
func toUTF8(b []byte, name string) []byte {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
	case "utf-7", "unicode-1-1-utf-7":
		if t, err := io.ReadAll(&utf7Reader{r: bufio.NewReader(bytes.NewReader(b))}); err == nil {
			return t
		}
	case "gb2312", "gbk", "gb18030", "x-gbk", "cp936":
		if t, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b); err == nil {
			return t
		}
	default:
		if e, err := htmlindex.Get(name); err == nil {
			if t, err := e.NewDecoder().Bytes(b); err == nil {
				return t
			}
		}
	}
	if utf8.Valid(b) {
		return b
	}
	if c := charsetOf(b, true); c != nil {
		return c.decode(b)
	}
	return bytes.ToValidUTF8(b, []byte("\uFFFD"))
}

// unquotePrintable appends the bytes of quoted-printable text (RFC 2045) without its line
// breaks. What is no escape stays as it is.
func unquotePrintable(dst, b []byte) []byte {
	for i := 0; i < len(b); i++ {
		if b[i] == '=' && i+2 < len(b) {
			if hi, lo := hexDigit(b[i+1]), hexDigit(b[i+2]); hi >= 0 && lo >= 0 {
				dst = append(dst, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		dst = append(dst, b[i])
	}
	return dst
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
