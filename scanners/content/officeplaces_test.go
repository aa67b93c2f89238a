package content

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"piiventory/scanners"
)

// Other writers use other names, absolute targets, no prefixes or other ones, and the
// strict dialect.
func TestOfficeElsewhere(t *testing.T) {
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
	const strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
	in := zipOf(t,
		file{"_rels/.rels", fmt.Sprintf(rels, `<Relationship Id="a" Type="`+strict+`officeDocument" Target="/mappe/buch.xml"/>`)},
		file{"mappe/_rels/buch.xml.rels", fmt.Sprintf(rels, `<Relationship Id="b" Type="`+strict+`worksheet" Target="/blatt/eins.xml"/><Relationship Id="c" Type="`+strict+`sharedStrings" Target="../texte.xml"/><Relationship Id="d" Type="`+strict+`styles" Target="stil.xml"/>`)},
		file{"mappe/buch.xml", `<s:workbook xmlns:s="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="` + strict + `"><s:sheets><s:sheet name="S" sheetId="1" q:id="b"/></s:sheets></s:workbook>`},
		file{"mappe/stil.xml", `<styleSheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><numFmts><numFmt numFmtId="164" formatCode="000\-00\-0000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`},
		file{"texte.xml", `<sst xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><si><t>Jane Doe</t></si></sst>`},
		file{"blatt/eins.xml", `<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData><row><c t="s"><v>0</v></c><c s="1"><v>32874</v></c><c s="2"><v>78051120</v></c><c t="d"><v>1990-01-02</v></c></row></sheetData></worksheet>`})
	rows, drawn := gather(t, &standard, memory("a", in), full)
	if got := table(rows); got != "S.1=Jane Doe;S.2=1990-01-01;S.3=078-05-1120;S.4=1990-01-02" || drawn.Format != "xlsx" || len(drawn.Gaps) > 0 {
		t.Errorf("%q %+v", got, drawn)
	}
}

func TestSheetHeaders(t *testing.T) {
	cells := func(r int, v ...string) string {
		var b strings.Builder
		for i, s := range v {
			if s != "" {
				fmt.Fprintf(&b, `<c r="%c%d" t="str"><v>%s</v></c>`, 'A'+i, r, s)
			}
		}
		return "<row>" + b.String() + "</row>"
	}
	for _, tc := range []struct{ name, rows, want string }{
		{"two rows", cells(1, "姓名", "联系方式", "", "地址") + cells(2, "", "电话", "邮箱") + cells(3, "张三", "13800000001", "a@example.com", "上海"),
			"S.地址=上海;S.姓名=张三;S.电话=13800000001;S.邮箱=a@example.com"},
		{"title above", cells(1, "客户名单") + cells(3, "姓名", "电话") + cells(4, "张三", "13800000001"), "=客户名单\nS.姓名=张三;S.电话=13800000001"},
		{"the group above", cells(1, "姓名", "联系方式") + cells(2, "", "电话", "邮箱") + cells(3, "张三", "13800000001", "a@example.com") + cells(4, "李四", "13800000002", "b@example.com"),
			"=姓名\t联系方式\nS.姓名=张三;S.电话=13800000001;S.邮箱=a@example.com\nS.姓名=李四;S.电话=13800000002;S.邮箱=b@example.com"},
		{"one row", cells(1, "姓名", "电话") + cells(2, "张三", "13800000001") + cells(3, "", "13800000002"), "S.姓名=张三;S.电话=13800000001\nS.电话=13800000002"},
	} {
		rows, _ := gather(t, &standard, memory("a.xlsx", sheetOf(t, tc.rows)), full)
		if got := strings.ReplaceAll(table(rows), "\r", ""); got != tc.want {
			t.Errorf("%s: %q", tc.name, got)
		}
	}
}

// Excel keeps fifteen digits of a number.
func TestSheetRounded(t *testing.T) {
	for v, want := range map[string]int{"6.2284800402564E+18": 1, "6228480040256400": 1, "6228480000000000": 0, "6228480040256410": 1, "1000000000000000": 0, "138000000010": 0, "622848004025641": 0, "6228480040256411": 0} {
		rows, drawn := gather(t, &standard, memory("a.xlsx", sheetOf(t, `<row><c r="A1"><v>`+v+`</v></c></row>`)), full)
		if len(drawn.Gaps) != want || strings.ContainsAny(table(rows), "E+") {
			t.Errorf("%s: %q %+v", v, table(rows), drawn.Gaps)
		}
	}
}

// What was edited counts as it was and as it is.
func TestWordEdited(t *testing.T) {
	in := zipOf(t, file{"word/document.xml", `<w:document><w:body><w:p><w:r><w:t>call 138000</w:t></w:r><w:del w:author="a"><w:r><w:delText>00001</w:delText></w:r></w:del><w:ins w:author="a"><w:r><w:t>00002</w:t></w:r></w:ins><w:r><w:t> now</w:t></w:r></w:p></w:body></w:document>`})
	rows, _ := gather(t, &standard, memory("a.docx", in), full)
	if got := table(rows); got != "=call 13800000002 now\n=call 13800000001 now" {
		t.Errorf("%q", got)
	}
}

// A part that nobody here knows is read, or is a gap; what programs write for
// themselves is neither.
func TestOfficeUnknownParts(t *testing.T) {
	in := sheetOf(t, "", file{"xl/model/item.data", "\x00\x01\x02\x03\xff\xfe binary"}, file{"xl/new/part.xml", `<n xmlns="urn:new" phone="13800000001"/>`},
		file{"xl/theme/theme1.xml", `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="x@example.com"/>`})
	rows, drawn := gather(t, &standard, memory("a.xlsx", in), full)
	if got := table(rows); !strings.Contains(got, "13800000001") || strings.Contains(got, "x@") || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapFormat {
		t.Errorf("%q %+v", got, drawn)
	}
	in = zipOf(t, file{"Index/Document.iwa", "\x00\x10\x00\x00xyz"}, file{"Data/note.txt", "call 13800000001"})
	rows, drawn = gather(t, &standard, memory("a.pages", in), full)
	if got := table(rows); got != "=call 13800000001" || drawn.Format != "iwork(text)" || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapFormat {
		t.Errorf("%q %+v", got, drawn)
	}
}

func TestBookEncrypted(t *testing.T) {
	in := zipOf(t, file{"mimetype", "application/epub+zip"}, file{"OPS/a.xhtml", "\x8f\x02\x11noise"}, file{"OPS/b.xhtml", "<html><body>13800000001</body></html>"}, file{"OPS/f.otf", "\x00\x01\x02"},
		file{"META-INF/encryption.xml", `<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><CipherData><CipherReference URI="OPS/a.xhtml"/></CipherData></EncryptedData></encryption>`})
	rows, drawn := gather(t, &standard, memory("a.epub", in), full)
	if got := table(rows); !strings.Contains(got, "13800000001") || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapEncrypted {
		t.Errorf("%q %+v", got, drawn)
	}
}

// Documents in one piece that are cut off, at every length, say so and give what came
// before.
func TestOfficeFlatCut(t *testing.T) {
	for _, name := range []string{"markers-excel2003.xml", "markers-word2003.xml", "markers-opc.xml"} {
		in, err := os.ReadFile(filepath.Join("testdata/office", name))
		if err != nil {
			t.Fatal(err)
		}
		for n := 700; n < len(in)-1; n += 41 {
			_, drawn := gather(t, &standard, memory(name, in[:n]), full)
			if len(drawn.Gaps) == 0 || drawn.Design == scanners.Census {
				t.Fatalf("%s cut at %d: %+v", name, n, drawn)
			}
		}
	}
	long := strings.Repeat("A", 3<<20)
	in := `<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:binData w:name="a.txt">` +
		base64.StdEncoding.EncodeToString([]byte(long+"\ncall 13800000001\n")) + `</w:binData><w:t>13800000002</w:t></w:p></w:body></w:wordDocument>`
	rows, drawn := gather(t, &standard, memory("a.xml", []byte(in)), full)
	if got := table(rows); !strings.Contains(got, "call 13800000001") || !strings.Contains(got, "13800000002") || len(drawn.Gaps) > 0 || drawn.Format != "word-xml(text)" {
		t.Errorf("%d bytes, %+v", len(got), drawn)
	}
}

// Wide rows of long texts are not held.
func TestOfficePeak(t *testing.T) {
	var row strings.Builder
	for range 200 {
		row.WriteString(`<c t="s"><v>0</v></c>`)
	}
	sheet := sheetOf(t, strings.Repeat("<row>"+row.String()+"</row>", 1), file{"xl/sharedStrings.xml", "<sst><si><t>" + strings.Repeat("x", 900<<10) + "</t></si></sst>"})
	ods := zipOf(t, file{"mimetype", odfMedia + "spreadsheet"}, file{"content.xml", `<office:document-content><table:table table:name="S"><table:table-row table:number-rows-repeated="50"><table:table-cell table:number-columns-repeated="16000"><text:p>` +
		strings.Repeat("x", 900<<10) + `</text:p></table:table-cell></table:table-row></table:table></office:document-content>`})
	word := zipOf(t, file{"word/document.xml", "<w:document><w:p>" + strings.Repeat("<w:r><w:t>"+strings.Repeat("word ", 100<<10)+"</w:t></w:r>", 60) + "</w:p></w:document>"})
	for name, in := range map[string][]byte{"a.xlsx": sheet, "a.ods": ods, "a.docx": word} {
		most := peak(t, func() {
			if _, err := standard.sample(t.Context(), memory(name, in), sampled(1, 0, 0), discard); err != nil {
				t.Error(err)
			}
		})
		if most > bound {
			t.Errorf("%s takes %d MiB", name, most>>20)
		}
	}
}

// FuzzOfficeFlat reads anything as a document in one piece.
func FuzzOfficeFlat(f *testing.F) {
	for _, name := range []string{"markers-excel2003.xml", "markers-word2003.xml", "markers-opc.xml", "markers.fods", "markers.fodt"} {
		in, err := os.ReadFile(filepath.Join("testdata/office", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 1<<17 {
			return
		}
		if _, err := standard.sample(t.Context(), memory("a.xml", in), full, discard); err != nil {
			t.Fatal(err)
		}
	})
}
