package content

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"piiventory/scanners"
)

// sheetOf is a workbook with one sheet of the rows.
func sheetOf(t testing.TB, rows string, more ...file) []byte {
	return zipOf(t, append([]file{
		{"xl/workbook.xml", `<workbook><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`},
	}, more...)...)
}

func TestSheets(t *testing.T) {
	for _, tc := range []struct{ name, rows, want string }{
		{"exponents", `<row><c r="A1"><v>1.3800000001E10</v></c></row>`, "S.1=13800000001"},
		{"gaps between cells", `<row><c r="C1" t="str"><v>x</v></c></row>`, "S.3=x"},
		{"references left out", `<row><c t="str"><v>name</v></c><c t="str"><v>phone</v></c></row><row><c t="str"><v>Jane Doe</v></c><c><v>13800000001</v></c></row>`, "S.name=Jane Doe;S.phone=13800000001"},
		{"inline", `<row><c r="A1" t="inlineStr"><is><r><t>138</t></r><r><t>00000001</t></r></is></c></row>`, "S.1=13800000001"},
		{"entities", `<row><c r="A1" t="str"><v>a&amp;b&#x4e2d;&lt;</v></c></row>`, "S.1=a&b中<"},
		{"formula", `<row><c r="A1"><f>SUM(B1)</f><v>5</v></c></row>`, "S.1=5"},
		{"empty rows", `<row/><row><c r="A1"/></row>`, ""},
	} {
		rows, drawn := gather(t, &standard, memory("a.xlsx", sheetOf(t, tc.rows)), full)
		if got := table(rows); got != tc.want || drawn.Format != "xlsx" || len(drawn.Gaps) > 0 || drawn.Design != scanners.Census {
			t.Errorf("%s: %q %+v", tc.name, got, drawn)
		}
	}
}

func TestSheetBroken(t *testing.T) {
	in := zipOf(t, file{"xl/workbook.xml", `<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>`})
	_, drawn := gather(t, &standard, memory("a.xlsx", in), full)
	if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapCorrupt || drawn.Design == scanners.Census {
		t.Errorf("%+v", drawn)
	}
	in = sheetOf(t, strings.Repeat("<a>", 10)+`<row><c r="A1"><v>13800000001</v></c></row><row attr="`+strings.Repeat("x", 100<<10))
	var rows []row
	rows, drawn = gather(t, &standard, memory("a.xlsx", in), full)
	if len(rows) != 1 || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapCorrupt || drawn.Design == scanners.Census {
		t.Errorf("%v %+v", rows, drawn)
	}
	in = zipOf(t, file{"xl/workbook.bin", "x"})
	if _, drawn = gather(t, &standard, memory("a.xlsb", in), full); drawn.Format != "xlsb" || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapFormat {
		t.Errorf("%+v", drawn)
	}
	in = zipOf(t, file{"mimetype", "application/vnd.oasis.opendocument.text"}, file{"content.xml", "noise"},
		file{"META-INF/manifest.xml", `<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`})
	if _, drawn = gather(t, &standard, memory("a.odt", in), full); len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapEncrypted {
		t.Errorf("%+v", drawn)
	}
}

// A large sheet streams, and where only a part may be read each sheet gives its
// head.
func TestSheetLarge(t *testing.T) {
	var b strings.Builder
	for i := range 300_000 {
		fmt.Fprintf(&b, `<row r="%d"><c r="A%d"><v>%d</v></c><c r="B%d" t="str"><v>%x</v></c></row>`, i+1, i+1, i*7919, i+1, uint64(i)*0x9e3779b97f4a7c15)
	}
	in := sheetOf(t, b.String())
	d, err := standard.sample(t.Context(), memory("a.xlsx", in), full, discard)
	if err != nil || d.Rows != 300_000 || len(d.Gaps) != 0 {
		t.Fatalf("%+v %v", d, err)
	}
	d, err = standard.sample(t.Context(), memory("a.xlsx", in), sampled(1, 1<<20, 0), discard)
	if err != nil || d.Rows < 10_000 || d.Rows > 250_000 || d.Bytes > 1<<20 || d.Design != scanners.NotRandom || len(d.Gaps) != 1 || d.Gaps[0].Kind != scanners.GapBudget {
		t.Fatalf("%+v %v", d, err)
	}
}

func TestWordChanges(t *testing.T) {
	in := zipOf(t, file{"word/document.xml", `<w:document><w:body><w:p><w:del w:author="Jane Doe"><w:r><w:delText>13800000001</w:delText></w:r></w:del></w:p>` +
		`<w:p><w:r><w:instrText>HYPERLINK "mailto:jane.doe@example.com"</w:instrText></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>only</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>13800000002</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`})
	rows, drawn := gather(t, &standard, memory("a.docx", in), full)
	want := "author=Jane Doe\n=13800000001\n=HYPERLINK \"mailto:jane.doe@example.com\"\n=only\t13800000002"
	if got := table(rows); got != want || drawn.Format != "docx" {
		t.Errorf("%q %+v", got, drawn)
	}
}

func FuzzOffice(f *testing.F) {
	for _, name := range []string{"xlsx/openpyxl.xlsx", "docx/python-docx.docx", "ods/calc.ods", "odp/impress.odp"} {
		r, err := zip.OpenReader(filepath.Join("../../testdata/content", name))
		if err != nil {
			f.Fatal(err)
		}
		for _, e := range r.File {
			if strings.HasSuffix(e.Name, ".xml") {
				b, err := r.Open(e.Name)
				if err != nil {
					f.Fatal(err)
				}
				var buf bytes.Buffer
				buf.ReadFrom(b)
				f.Add(buf.String())
			}
		}
		r.Close()
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 1<<17 {
			return
		}
		for _, files := range [][]file{
			{{"xl/workbook.xml", in}, {"xl/sharedStrings.xml", in}, {"xl/styles.xml", in}},
			{{"word/document.xml", in}, {"docProps/core.xml", in}},
			{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", in}},
		} {
			if _, err := standard.sample(t.Context(), memory("a", zipOf(t, files...)), full, discard); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := standard.sample(t.Context(), memory("a", sheetOf(t, in)), full, discard); err != nil {
			t.Fatal(err)
		}
	})
}
