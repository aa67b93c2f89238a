package content

import (
	"bytes"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// declaredOf returns the charset that a text which is not UTF-8 says to be in, in
// the declaration of XML or the meta element of HTML, if the text bears it out; else an
// empty string.
func declaredOf(b []byte, whole bool) string {
	t := bytes.ToLower(b[:min(len(b), 2048)])
	i := bytes.Index(t, []byte("encoding="))
	switch {
	case bytes.HasPrefix(bytes.TrimLeft(t, " \t\r\n"), []byte("<?xml")) && i > 0 && i < 200:
		t = t[i+len("encoding="):]
	default:
		if i = bytes.Index(t, []byte("charset=")); i < 0 || !bytes.Contains(t[max(0, i-200):i], []byte("<meta")) {
			return ""
		}
		t = t[i+len("charset="):]
	}
	t = bytes.TrimLeft(t, `"' `)
	if i = bytes.IndexAny(t, "\"' />;?"); i < 0 {
		return ""
	}
	name := charsetNamed(string(t[:i]))
	if name == "" || tableNamed(name) == nil {
		return ""
	}
	// A charset of two bytes is borne out by text that is valid in it, one of one byte
	// by text that is not plainly in another.
	e, w := evidence(b, whole)
	if m := modelNamed(name); m != nil && m.two != nil {
		if m.broken(e, w) == 0 {
			return name
		}
		return ""
	}
	if other, least := likeliest(b, whole, name); other != "utf-8" && other != name {
		if m := modelNamed(other); m.two != nil && m.broken(e, w) == 0 && costUTF8(e, w, 1<<40)-least > doubtful {
			return ""
		}
	}
	return name
}

// doubtful is by how much a text has to be likelier in another charset than in the one
// that it says to be in.
const doubtful = 40 * bit

// charsetNamed is the name that a charset has in this package, by any that it has
// elsewhere; empty if it is none that is read with a table, UTF-8 or UTF-16.
func charsetNamed(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "gb2312", "gbk", "cp936", "x-gbk", "ms936", "windows-936", "euc-cn", "gb18030-2022":
		return "gb18030"
	case "cp950", "ms950", "windows-950", "big5hkscs", "big5-eten":
		return "big5"
	case "cp932", "windows-932", "cp943":
		return "shift-jis"
	case "ks-c-5601-1987", "cp949", "ms949", "uhc":
		return "euc-kr"
	case "utf8":
		return "utf-8"
	}
	for _, n := range []string{name, strings.ReplaceAll(name, "_", "-"), strings.Replace(name, "cp", "ibm", 1),
		strings.Replace(name, "cp", "windows-", 1), strings.Replace(name, "cp-", "windows-", 1)} {
		if e, err := htmlindex.Get(n); err == nil {
			if s, err := htmlindex.Name(e); err == nil {
				switch s {
				case "gbk":
					return "gb18030"
				case "shift_jis":
					return "shift-jis"
				case "replacement", "x-user-defined", "iso-2022-jp":
					return ""
				}
				return s
			}
		}
	}
	return ""
}
