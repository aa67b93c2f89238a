package content

import (
	"bytes"
	"slices"
)

var _ = register(format{name: "html", rank: 13, recognise: recogniseHTML})

// htmlDoc reads HTML and XHTML as a reader sees it and beyond: each block of text
// is one line of free text, also what scripts, styles and comments hold. The
// attributes of a block's elements are fields of its row ("a.@href"), the values of
// a form have the names of its fields. The rows of a table with a header are rows
// with these names; other tables are lines with tabs between the cells.
type htmlDoc struct{}

// recogniseHTML wants a document type, one of the elements that only HTML begins
// with, or a name that says so and a tag.
func recogniseHTML(h head) parser {
	t := h.text
	for {
		t = bytes.TrimLeft(t, " \t\r\n\ufeff")
		end := ""
		switch {
		case bytes.HasPrefix(t, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(t, []byte("<?xml")):
			end = "?>"
		}
		if end == "" {
			break
		}
		i := bytes.Index(t, []byte(end))
		if i < 0 {
			return nil
		}
		t = t[i+len(end):]
	}
	if len(t) == 0 {
		return nil
	}
	if slices.Contains([]string{".html", ".htm", ".xhtml", ".shtml"}, h.ext) {
		if i := bytes.IndexByte(t, '<'); i >= 0 && i+1 < len(t) && (letter(t[i+1]) || t[i+1] == '/' || t[i+1] == '!') {
			return htmlDoc{}
		}
		return nil
	}
	begins := func(s string) bool { return len(t) >= len(s) && bytes.EqualFold(t[:len(s)], []byte(s)) }
	if begins("<!doctype") && bytes.HasPrefix(bytes.ToLower(bytes.TrimLeft(t[9:min(len(t), 30)], " \t\r\n")), []byte("html")) {
		return htmlDoc{}
	}
	for _, tag := range []string{"<html", "<head", "<body", "<meta", "<table"} {
		if !begins(tag) || len(t) == len(tag) || bytes.IndexByte([]byte("> \t\r\n"), t[len(tag)]) < 0 {
			continue
		}
		if l := bytes.ToLower(h.text); tag != "<table" || bytes.Contains(l, []byte("<tr")) {
			return htmlDoc{}
		}
	}
	return nil
}

func (htmlDoc) parse(in *input, o *out) error {
	r := &htmlReader{xmlReader: newXMLReader(in, o)}
	return r.read()
}
