package content

import (
	"bytes"
	"strings"
)

// declaredOf returns the charset that a text which is not UTF-8 says to be in, in
// the declaration of XML or the meta element of HTML, if the text is valid in it;
// else an empty string.
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
	name := strings.ReplaceAll(string(t[:i]), "_", "-")
	switch name {
	case "gb2312", "gbk", "cp936", "x-gbk":
		name = "gb18030"
	case "big5-hkscs":
		name = "big5"
	case "sjis", "windows-31j", "cp932", "x-sjis":
		name = "shift-jis"
	case "ks-c-5601-1987", "cp949", "windows-949":
		name = "euc-kr"
	}
	for i := range multibytes {
		if m := &multibytes[i]; m.name == name {
			if _, _, n, _ := m.cost(b, whole); n > 0 {
				return name
			}
		}
	}
	return ""
}
