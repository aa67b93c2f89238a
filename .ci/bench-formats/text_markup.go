package main

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"

	"github.com/emersion/go-ical"
	"github.com/emersion/go-vcard"
	"github.com/go-ldap/ldif"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v3"
	"golang.org/x/net/html"
)

func xmlRecords(size int) func() (made, error) {
	return textOf(size, "<?xml version=\"1.0\"?>\n<users>\n", "</users>\n", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "<user id=\"%d\"><name>%s</name><phone>%s</phone><amount>%d.50</amount><address><city>Shanghai</city></address><created>%s</created><note>some words of a note</note></user>\n", record(i)...)
	})
}

func htmlTable(size int) func() (made, error) {
	return textOf(size, "<!DOCTYPE html><html><body><table><tr><th>id</th><th>name</th><th>phone</th><th>note</th></tr>\n", "</table></body></html>\n", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "<tr class=\"row\"><td>%d</td><td>user%d</td><td><a href=\"tel:%s\">%s</a></td><td>some words of a note</td></tr>\n", i, i, phone(i), phone(i))
	})
}

func markdownTable(size int) func() (made, error) {
	return textOf(size, "# Users\n\n| id | name | phone | note |\n|---|---|---|---|\n", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "| %d | user%d | 1380000%04d | some words of a note |\n", i, i, i%10000)
	})
}

// goldmarkTree walks over the tree that the library makes, tables included.
var goldmarkTree = bare{"`yuin/goldmark` with tables, Parse, the texts of the tree", func(in []byte) (n int, err error) {
	tree := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(in))
	err = ast.Walk(tree, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := node.(*ast.Text); ok && entering && len(t.Segment.Value(in)) > 0 {
			n++
		}
		return ast.WalkContinue, nil
	})
	return n, err
}}

func yamlRecords(size int) func() (made, error) {
	return textOf(size, "users:\n", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "  - id: %d\n    name: %s\n    phone: \"%s\"\n    amount: %d.50\n    address:\n      city: Shanghai\n    created: %s\n    note: some words of a note\n", record(i)...)
	})
}

// yamlDocuments are tiny, as those of an export of settings are.
func yamlDocuments(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "---\nid: %d\nname: user%d\nphone: \"%s\"\n", i, i, phone(i))
	})
}

func vCards(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:User %d\r\nN:User;No %d;;;\r\nTEL;TYPE=CELL:%s\r\nEMAIL:user%d@example.com\r\nADR;TYPE=HOME:;;%d Long Street;Shanghai;;200000;China\r\nEND:VCARD\r\n", i, i, phone(i), i, i%99)
	})
}

func iCalendar(size int) func() (made, error) {
	return textOf(size, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\n", "END:VCALENDAR\r\n", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "BEGIN:VEVENT\r\nUID:event-%d@example.com\r\nDTSTAMP:20260102T030405Z\r\nDTSTART:202601%02dT080000Z\r\nSUMMARY:Meeting %d\r\nATTENDEE;CN=User %d:mailto:user%d@example.com\r\nLOCATION:Room %d\r\nEND:VEVENT\r\n", i, i%28+1, i, i, i, i%20)
	})
}

func ldifEntries(size int) func() (made, error) {
	return textOf(size, "version: 1\n\n", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "dn: uid=user%d,ou=people,dc=example,dc=com\nobjectClass: inetOrgPerson\nuid: user%d\ncn: User %d\nsn: User\nmail: user%d@example.com\nmobile: %s\n\n", i, i, i, i, phone(i))
	})
}

func sqlCopy(size int) func() (made, error) {
	return textOf(size, "COPY public.users (id, name, phone, amount, city, status, created, note) FROM stdin;\n", "\\.\n", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "%d\t%s\t%s\t%d.50\tShanghai\tactive\t%s\tsome words of a note\n", record(i)...)
	})
}

func sqlInsert(size int) func() (made, error) {
	return textOf(size, "CREATE TABLE `users` (`id` int, `name` text, `phone` text, `amount` decimal(9,2), `city` text, `status` text, `created` datetime, `note` text);\n", "(1,NULL,NULL,1,'','',NULL,'');\n", func(b []byte, i int) []byte {
		if i%1000 == 0 {
			b = append(b, "INSERT INTO `users` VALUES "...)
		}
		b = fmt.Appendf(b, "(%d,'%s','%s',%d.50,'Shanghai','active','%s','some words of a note')", record(i)...)
		if i%1000 == 999 {
			return append(b, ";\n"...)
		}
		return append(b, ',')
	})
}

var encodingXML = bare{"`encoding/xml`, Decoder.Token", func(in []byte) (int, error) { return xmlTokens(bytes.NewReader(in)) }}

func xmlTokens(r io.Reader) (n int, err error) {
	d := xml.NewDecoder(r)
	for {
		switch t, err := d.Token(); err {
		case nil:
			if _, ok := t.(xml.CharData); ok {
				n++
			}
		case io.EOF:
			return n, nil
		default:
			return n, err
		}
	}
}

var htmlTokens = bare{"`golang.org/x/net/html`, Tokenizer", func(in []byte) (n int, err error) {
	z := html.NewTokenizer(bytes.NewReader(in))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() == io.EOF {
				return n, nil
			}
			return n, z.Err()
		case html.TextToken:
			z.Text()
			n++
		case html.StartTagToken:
			for _, more := z.TagName(); more; n++ {
				_, _, more = z.TagAttr()
			}
		}
	}
}}

var yamlNodes = bare{"`go.yaml.in/yaml/v3`, Decoder into Node", func(in []byte) (n int, err error) {
	d := yaml.NewDecoder(bytes.NewReader(in))
	for {
		var node yaml.Node
		switch err := d.Decode(&node); err {
		case nil:
			n += scalars(&node)
		case io.EOF:
			return n, nil
		default:
			return n, err
		}
	}
}}

func scalars(n *yaml.Node) (k int) {
	if n.Kind == yaml.ScalarNode {
		return 1
	}
	for _, c := range n.Content {
		k += scalars(c)
	}
	return k
}

var goVCard = bare{"`emersion/go-vcard`, Decoder", func(in []byte) (n int, err error) {
	d := vcard.NewDecoder(bytes.NewReader(in))
	for {
		switch card, err := d.Decode(); err {
		case nil:
			n += len(card)
		case io.EOF:
			return n, nil
		default:
			return n, err
		}
	}
}}

var goICal = bare{"`emersion/go-ical`, Decoder", func(in []byte) (n int, err error) {
	d := ical.NewDecoder(bytes.NewReader(in))
	for {
		switch c, err := d.Decode(); err {
		case nil:
			for _, e := range c.Children {
				n += len(e.Props)
			}
		case io.EOF:
			return n, nil
		default:
			return n, err
		}
	}
}}

var goLDIF = bare{"`go-ldap/ldif`, Parse", func(in []byte) (n int, err error) {
	l, err := ldif.Parse(string(in))
	if err != nil {
		return 0, err
	}
	for _, e := range l.Entries {
		n += len(e.Entry.Attributes)
	}
	return n, nil
}}

// sqlFields cuts the lines of a dump at the marks between values, and looks at nothing else.
var sqlFields = bare{"`bufio.Scanner` and `bytes.SplitSeq` at commas or tabs; a lower bound", func(in []byte) (n int, err error) {
	s := bufio.NewScanner(bytes.NewReader(in))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		sep := []byte(",")
		if bytes.IndexByte(s.Bytes(), '\t') >= 0 {
			sep[0] = '\t'
		}
		for range bytes.SplitSeq(s.Bytes(), sep) {
			n++
		}
	}
	return n, s.Err()
}}
