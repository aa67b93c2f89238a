package content

import (
	"strings"
	"testing"

	"piiventory/scanners"
)

// TestMacroExamples unpacks the examples of MS-OVBA 3.2.
func TestMacroExamples(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"3.2.1", "\x01\x19\xb0\x00abcdefgh\x00ijklmnop\x00qrstuv.", "abcdefghijklmnopqrstuv."},
		{"3.2.2", "\x01\x2f\xb0\x00#aaabcde\x82f\x00paghij\x018\x08akl\x000mnop\x06q\x02p\x04\x10rstuv\x10wxyz\x00<", "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"},
		{"3.2.3", "\x01\x03\xb0\x02aE\x00", strings.Repeat("a", 73)},
	} {
		if out, ok := unpackMacro([]byte(tc.in)); string(out) != tc.want || !ok {
			t.Errorf("%s: %q %v", tc.name, out, ok)
		}
		for n := 4; n < len(tc.in); n++ {
			if out, ok := unpackMacro([]byte(tc.in[:n])); ok || !strings.HasPrefix(tc.want, string(out)) {
				t.Errorf("%s cut to %d: %q %v", tc.name, n, out, ok)
			}
		}
	}
	if out, ok := unpackMacro([]byte("\x01" + strings.Repeat("\x03\xb0\x02aE\x00", 200_000))); ok || len(out) > 2*mostMacro+4096 {
		t.Errorf("%d bytes, %v", len(out), ok)
	}
}

// macroModule is the stream of a module with a source that is packed as literals.
func macroModule(src string) string {
	body := ""
	for i := 0; i < len(src); i += 8 {
		body += "\x00" + src[i:min(i+8, len(src))]
	}
	n := len(body) - 1
	return "cached\x01" + string([]byte{byte(n), byte(n>>8) | 0xb0}) + body
}

// TestMacrosInOffice reads the macros of documents old and new.
func TestMacrosInOffice(t *testing.T) {
	src := "Attribute VB_Name = \"M\"\r\n' call 13800000001\r\n"
	project := string(compoundOf([]file{{"VBA/dir", "x"}, {"VBA/M", macroModule(src)}, {"PROJECT", "x"}}, nil))
	broken := string(compoundOf([]file{{"VBA/dir", "x"}, {"VBA/M", "no source"}}, nil))
	for _, where := range []struct{ main, root, bin string }{
		{"xl/workbook.xml", "<workbook/>", "xl/vbaProject.bin"},
		{"word/document.xml", "<document/>", "word/vbaProject.bin"},
		{"ppt/presentation.xml", "<presentation/>", "ppt/vbaProject.bin"},
		{"xl/workbook.bin", "x", "xl/vbaProject.bin"},
	} {
		rows, drawn := gather(t, &standard, memory("a", zipOf(t, file{where.main, where.root}, file{where.bin, project})), full)
		if !strings.Contains(table(rows), "' call 13800000001") {
			t.Errorf("%s: %q %+v", where.bin, table(rows), drawn)
		}
		_, drawn = gather(t, &standard, memory("a", zipOf(t, file{where.main, where.root}, file{where.bin, broken})), full)
		if len(drawn.Gaps) == 0 || drawn.Design == scanners.Census {
			t.Errorf("%s: no gap: %+v", where.bin, drawn)
		}
	}
	book := biffFile(t, "", biff(biffLabel, biffCell(0, 0)+"\x01\x00\x00x"))
	rows, drawn := gather(t, &standard, memory("a.xls", compoundOf([]file{{"Workbook", book}, {"VBA/M", macroModule(src)}}, nil)), full)
	if !strings.Contains(table(rows), "' call 13800000001") || len(drawn.Gaps) > 0 {
		t.Errorf("%q %+v", table(rows), drawn)
	}
}

// TestTableOfOneRow sees that a row with nothing below it is no header.
func TestTableOfOneRow(t *testing.T) {
	book := biffFile(t, "", biff(biffLabel, biffCell(0, 0)+"\x04\x00\x00Jane")+biff(biffLabel, biffCell(0, 1)+"\x03\x00\x00Doe"))
	cell := func(ref, v string) string { return `<c r="` + ref + `" t="inlineStr"><is><t>` + v + `</t></is></c>` }
	for name, b := range map[string][]byte{
		"xls": compoundOf([]file{{"Workbook", book}}, nil),
		"xlsx": zipOf(t, file{"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`},
			file{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
			file{"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row>` + cell("A1", "Jane") + cell("B1", "Doe") + `</row></sheetData></worksheet>`}),
		"docx": zipOf(t, file{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Jane</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Doe</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`}),
		"ods":  zipOf(t, file{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, file{"content.xml", `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="S"><table:table-row><table:table-cell><text:p>Jane</text:p></table:table-cell><table:table-cell><text:p>Doe</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`}),
	} {
		rows, drawn := gather(t, &standard, memory("a", b), full)
		if got := table(rows); !strings.Contains(got, "Jane") || !strings.Contains(got, "Doe") || drawn.Format != name {
			t.Errorf("%s: %q %+v", name, got, drawn)
		}
	}
}
