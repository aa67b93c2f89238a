package content

import (
	"bytes"
	"encoding/xml"
	"errors"
	"strings"
	"testing"

	"piiventory/scanners"
)

func TestXML(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"rows", `<people v="1"><person id="1"><name>张三</name><phone t="h">1</phone><phone>2</phone></person><person id="2"><name>李四</name></person></people>`,
			"@v=1\nperson.@id=1;person.name=张三;person.phone=1⏎2;person.phone.@t=h\nperson.@id=2;person.name=李四"},
		{"one record", `<person><name>a</name><address><city>b</city></address></person>`, "address.city=b;name=a"},
		{"leaves", `<mails><mail>a@example.com</mail><mail>b@example.com</mail></mails>`, "mail=a@example.com\nmail=b@example.com"},
		{"outermost", `<o><order><line n="1"/><line n="2"/></order><order><line n="3"/></order></o>`, "order.line.@n=1⏎2\norder.line.@n=3"},
		{"two kinds", `<feed><title>t</title><link href="a"/><link href="b"/><entry><id>1</id></entry><entry><id>2</id></entry></feed>`,
			"title=t\nlink.@href=a\nlink.@href=b\nentry.id=1\nentry.id=2"},
		{"text at the top", `<phone>13800000000</phone>`, "phone=13800000000"},
		{"concatenated", "<p><n>1</n></p>\n<?xml version='1.0'?><p><n>2</n></p>", "n=1\nn=2"},
		{"prefixes", `<x:l xmlns:x="urn:x"><x:i y:a="1"/><x:i y:a="2"/></x:l>`, "i.@a=1\ni.@a=2"},
		{"mixed", `<d><p>call <b>138</b>00000<i>000</i> now, <phone>1</phone> or</p><p>x</p></d>`, "p=call 13800000000 now,⏎or;p.phone=1\np=x"},
		{"escapes", `<a><b>&lt;&amp;&#24352;&#x4E09;&eacute;&nope;&#0;& x</b><b c="&quot;"/></a>`, "b=<&张三é&nope;&#0;& x\nb.@c=\""},
		{"cdata", `<a><b>x<![CDATA[<y>&amp;]]>z</b></a>`, "b=x<y>&amp;z"},
		{"comments", "<!-- 1 --><a><!-- <b>2</b> --><c>3</c><?php 4?></a>", "=1\n=<b>2</b>⏎php 4;c=3"},
		{"document type", `<!DOCTYPE a SYSTEM "x>y" [<!ENTITY b "c]"> ] ><a>&b;</a>`, "=<!ENTITY b \"c⏎\">\na=&b;"},
		{"fields by name", `<r><row><field name="phone">1</field><field name='n'>2</field></row><row><field name="13800000000">3</field></row></r>`,
			"row.n=2;row.phone=1\nrow.field=3;row.field.@name=13800000000"},
		{"tables", `<dump><table_data name="users"><row><field name="id">1</field></row></table_data><table_data name="orders"><row><field name="id">2</field></row><row><field name="id">3</field></row></table_data></dump>`,
			"users.row.id=1\norders.row.id=2\norders.row.id=3"},
		{"property list", `<plist><dict><key>A B</key><string>1</string><key>l</key><array><dict><key>p</key><integer>2</integer></dict><dict><key>p</key><true/></dict></array><key>s</key><array><string>x</string><string>y</string></array></dict></plist>`,
			"A B=1\nl[].p=2\nl[].p=true\ns[]=x⏎y"},
		{"left open", `<a><b><c>1</b><b>2</b></a>`, "b.c=1\nb=2"},
		{"attributes", "<a><b c = '1'\n d=\"2>\"/></a>", "b.@c=1;b.@d=2>"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory("a", []byte(tc.in)), full)
			if got := table(rows); got != tc.want || drawn.Format != "xml" || len(drawn.Gaps) > 0 {
				t.Errorf("got %s %v\n%s\nwant\n%s", drawn.Format, drawn.Gaps, got, tc.want)
			}
		})
	}
}

// TestXMLWithAPicture reads a drawing whose first element is longer than what is
// looked at to recognise it.
func TestXMLWithAPicture(t *testing.T) {
	in := `<svg><image href="data:image/png;base64,` + strings.Repeat("iVBORw0K", 20_000) + `"/><text>x</text></svg>`
	rows, drawn := gather(t, &standard, memory("a", []byte(in)), full)
	if drawn.Format != "xml" || len(rows) != 1 || rows[0].values["text"] != "x" {
		t.Errorf("%s, %d rows", drawn.Format, len(rows))
	}
}

func TestNoXML(t *testing.T) {
	for _, in := range []string{
		"<nick> hello\n<joe> hi\n", "<jane@example.com>, <joe@example.com>\n", "<14>Oct 11 22:14:15 host su: failed\n", "<", "<a", "< a>b</a>",
		"<a href=x>y</a>\n", "<?php echo 1;\n",
	} {
		if _, drawn := gather(t, &standard, memory("a", []byte(in)), full); drawn.Format == "xml" {
			t.Errorf("%q was taken for XML", in)
		}
	}
}

func TestBrokenXML(t *testing.T) {
	for _, tc := range []struct{ name, in, reason, want string }{
		{"tag", `<?xml version="1.0"?><a><b>1</b><c =2 13800000000</a>`, "a tag has no name", "b=1\n==2 13800000000</a>"},
		{"end tag", `<?xml version="1.0"?><a><b>1</b></c>x`, "an end tag has no start tag", "b=1\n=</c>x"},
		{"behind", `<?xml version="1.0"?><a><b>1</b></a>13800000000`, "something stands outside", "b=1\n=13800000000"},
		{"cut off", `<?xml version="1.0"?><a><b>1</b><c>13800000000`, "ends in the middle", "b=1;c=13800000000"},
		{"cut off in a tag", `<?xml version="1.0"?><a><b>1</b><c d="13800000000`, "ends in the middle", "b=1\n=13800000000"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory("a", []byte(tc.in)), full)
			if got := table(rows); got != tc.want || drawn.Format != "xml" {
				t.Errorf("got %s\n%s\nwant\n%s", drawn.Format, got, tc.want)
			}
			if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapCorrupt || !strings.Contains(drawn.Gaps[0].Reason, tc.reason) {
				t.Errorf("gaps %+v", drawn.Gaps)
			}
		})
	}
}

// FuzzXML compares the text with that of encoding/xml where that accepts it, and
// checks that the sizes of buffers change nothing.
func FuzzXML(f *testing.F) {
	for _, s := range []string{
		`<a b="&lt;1"><c>x<d/>y</c><!-- z --></a>`, `<a><![CDATA[x]]>&#65;</a>`, "<a>", "<a></b>", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&amp;</a>",
		`<plist><dict><key>a</key><true/></dict></plist>`, `<a><b name="x">1</b><b name="y">2</b></a>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 2000 || strings.Contains(in, "xmlns") || strings.Contains(in, "plist") || strings.Contains(in, "\xc2") || strings.Contains(in, "\xe2") || strings.Contains(in, "\xe3") || strings.Contains(in, "\x00") {
			return // names of spaces are no data, and keys of lists become paths; spaces beyond ASCII are trimmed
		}
		small, large := tiny, standard
		small.row, large.row = 1<<20, 1<<20
		got, err := xmlBytes(t, &large, in)
		again, _ := xmlBytes(t, &small, in)
		if len(in) < 200 && got != again {
			t.Fatalf("%q: another size of buffers gave other text", in)
		}
		want, ok := stdBytes(in)
		if err == nil && ok && got != want {
			t.Fatalf("%q lost or gained text", in)
		}
	})
}

// xmlBytes counts the bytes of the values that are no white space.
func xmlBytes(t *testing.T, s *sizes, in string) (n [256]int, err error) {
	o := newOut(s, func(b *scanners.Batch) error {
		for _, c := range b.Columns {
			if c.Path != "*" {
				countBytes(&n, c.Data)
			}
		}
		return nil
	})
	err = xmlDoc{}.parse(newInput(s, strings.NewReader(in)), o)
	if err != nil && !errors.As(err, new(*corrupt)) {
		t.Fatal(err)
	}
	if e := o.flush(); e != nil {
		t.Fatal(e)
	}
	return n, err
}

func countBytes(n *[256]int, b []byte) {
	for _, c := range b {
		if !bytes.ContainsRune([]byte(" \t\r\n\v\f"), rune(c)) {
			n[c]++
		}
	}
}

func stdBytes(in string) (n [256]int, ok bool) {
	d := xml.NewDecoder(strings.NewReader(in))
	d.Strict = true
	depth := 0
	for {
		tok, err := d.Token()
		if err != nil {
			return n, err.Error() == "EOF"
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			depth++
			for _, a := range tok.Attr {
				if strings.EqualFold(a.Name.Local, "name") {
					return n, false
				}
				countBytes(&n, []byte(a.Value))
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			countBytes(&n, tok)
		case xml.Comment:
			countBytes(&n, tok)
		case xml.ProcInst, xml.Directive:
			return n, false
		}
	}
}
