package content

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"

	"math"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	parquetformat "github.com/parquet-go/parquet-go/format"

	"piiventory/scanners"
)

// docxOf is a text whose document is body.
func docxOf(t testing.TB, body string) []byte {
	return zipOf(t, file{"[Content_Types].xml", `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		file{"word/document.xml", body})
}

// looping is a database whose inner page points at itself.
func looping(t testing.TB) []byte {
	b := sqliteWritten(t, "CREATE TABLE t (a)",
		"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c WHERE x<2000) INSERT INTO t SELECT 'a word and more words ' || x FROM c")
	size := int(binary.BigEndian.Uint16(b[16:]))
	root := b[size:]
	if root[0] != 5 {
		t.Fatalf("page 2 is of kind %d", root[0])
	}
	binary.BigEndian.PutUint32(root[8:], 2)
	for i := range int(binary.BigEndian.Uint16(root[3:])) {
		cell := binary.BigEndian.Uint16(root[12+2*i:])
		binary.BigEndian.PutUint32(root[cell:], 2)
	}
	return b
}

func hostileDocuments(t testing.TB) []harm {
	var pdfBomb, twice bytes.Buffer
	w := zlib.NewWriter(&pdfBomb)
	w.Write(bytes.Repeat([]byte("(1) "), 20<<20))
	w.Close()
	w = zlib.NewWriter(&twice)
	w.Write(pdfBomb.Bytes())
	w.Close()
	rows := strings.Repeat(`<row><c t="str"><v>a word of a sheet</v></c></row>`, 1_500_000)
	parquetFile := parquetWritten(t, parquetRows(500), 300, &parquet.Snappy)
	const schema = `{"type":"record","name":"r","fields":[{"name":"a","type":"string"}]}`
	mail := "From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
	deepMail := "a text\n"
	for i := range 200 {
		deepMail = fmt.Sprintf("From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\nContent-Type: message/rfc822\n\n%s\n--b%d--\n", i, i, deepMail, i)
	}
	const much = "unpacks to more than 200 times its size"
	return []harm{
		{name: "bomb.pdf", in: onePage(pdfStreamOf("/Filter/FlateDecode", pdfBomb.String())), kind: anyGap},
		{name: "twice.pdf", in: onePage(pdfStreamOf("/Filter[/FlateDecode/FlateDecode]", twice.String())), kind: anyGap},
		{name: "forms.pdf", in: onePage(pdfStreamOf("", "/X Do"))},
		{name: "circle.pdf", in: pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"), kind: anyGap},
		{name: "references.pdf", in: pdfOf("<</Type/Catalog/Pages 2 0 R>>", "3 0 R", "2 0 R"), kind: anyGap},
		{name: "deep.pdf", in: onePage(pdfStreamOf("", strings.Repeat("[", 1<<20))), kind: anyGap},
		{name: "previous.pdf", in: []byte("%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer <</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF"), kind: anyGap},
		{name: "bomb.xlsx", in: sheetOf(t, rows), kind: scanners.GapOversized, says: much},
		{name: "column.xlsx", in: sheetOf(t, `<row><c r="XFD1048576" t="str"><v>x</v></c></row><row r="999999999"><c r="ZZZZZZ1"><v>1</v></c></row>`)},
		{name: "strings.xlsx", in: sheetOf(t, `<row><c t="s"><v>0</v></c></row>`, file{"xl/sharedStrings.xml", "<sst>" + strings.Repeat("<si><t>a word and another</t></si>", 2_500_000) + "</sst>"}), kind: anyGap},
		{name: "laughs.docx", in: docxOf(t, laughs("w:document")+`<w:document><w:body><w:p><w:r><w:t>&lol9;</w:t></w:r></w:p></w:body></w:document>`)},
		{name: "deep.docx", in: docxOf(t, `<w:document><w:body>`+strings.Repeat("<w:tbl><w:tr><w:tc>", 300_000))},
		{name: "bomb.docx", in: docxOf(t, `<w:document><w:body>`+strings.Repeat(`<w:p><w:r><w:t>a word and another</w:t></w:r></w:p>`, 2_000_000)+`</w:body></w:document>`), kind: scanners.GapOversized, says: much},
		{name: "repeated.ods", in: zipOf(t, file{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, file{"content.xml", `<office:document-content><office:body><office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="1000000000"><table:table-cell office:value-type="string" table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`})},
		{name: "looping.db", in: looping(t), kind: scanners.GapCorrupt, says: "SQLite"},
		{name: "rows.parquet", in: reparqueted(t, parquetFile, func(m *parquetformat.FileMetaData) { m.NumRows, m.RowGroups[0].NumRows = 1<<60, 1<<60 }), kind: scanners.GapCorrupt, says: "fewer rows"},
		{name: "chunk.parquet", in: reparqueted(t, parquetFile, func(m *parquetformat.FileMetaData) {
			m.RowGroups[0].Columns[2].MetaData.TotalCompressedSize = math.MaxInt64
		}), kind: scanners.GapCorrupt, says: "do not lie where"},
		{name: "block.avro", in: avroFileOf(schema, "null", "\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), kind: scanners.GapCorrupt, says: "avro"},
		{name: "schema.avro", in: avroFileOf(strings.Repeat(`{"type":"array","items":`, 100_000), "null", ""), kind: anyGap},
		{name: "deep.plist", in: append([]byte("bplist00\xa1\x08"), "\x08\x00\x00\x00\x00\x00\x00\x01\x01\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0a"...), kind: anyGap},
		{name: "parts.eml", in: []byte(mail + strings.Repeat("--b\nContent-Type: text/plain\n\nx\n", 20_000) + "--b--\n")},
		{name: "deep.eml", in: []byte(deepMail)},
		{name: "open.eml", source: madeOf(madePart{mail + "--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n", 1}, madePart{base64.StdEncoding.EncodeToString([]byte("words of a line for sixty bytes, no more and no less of them")) + "\n", 1 << 19})},
		{name: "headers.eml", source: madeOf(madePart{"From: a@example.com\nSubject: x", 1}, madePart{"\n a word that goes on and on", 1 << 20}, madePart{"\n\nx\n", 1})},
	}
}
