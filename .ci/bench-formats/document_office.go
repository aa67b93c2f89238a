package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A part is an entry of an archive.
type part struct{ name, text string }

func zipped(method uint16, parts ...part) (made, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	plain := int64(0)
	for i, p := range parts {
		h := zip.FileHeader{Name: p.name, Method: method}
		if i == 0 && p.name == "mimetype" {
			h.Method = zip.Store
		}
		f, err := w.CreateHeader(&h)
		if err != nil {
			return made{}, err
		}
		if _, err := io.WriteString(f, p.text); err != nil {
			return made{}, err
		}
		plain += int64(len(p.text))
	}
	err := w.Close()
	return made{b.Bytes(), plain}, err
}

// body repeats a paragraph, a row or a slide, which is numbered.
func body(size int, before, after, each string) string {
	var b strings.Builder
	b.WriteString(before)
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, each, i, phone(i))
	}
	b.WriteString(after)
	return b.String()
}

const ooxmlTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`

func ooxmlLinks(kind, target string) string {
	return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + target + `"/></Relationships>`
}

func docx(size int) func() (made, error) {
	return func() (made, error) {
		return zipped(zip.Deflate, part{"[Content_Types].xml", ooxmlTypes}, part{"_rels/.rels", ooxmlLinks("officeDocument", "word/document.xml")},
			part{"word/document.xml", body(size, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`, `</w:body></w:document>`,
				`<w:p w:rsidR="00A77427"><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>User %d</w:t></w:r><w:r><w:t xml:space="preserve"> can be called at %s during the day.</w:t></w:r></w:p>`)})
	}
}

func pptx(size int) func() (made, error) {
	return func() (made, error) {
		parts := []part{{"[Content_Types].xml", ooxmlTypes}, {"_rels/.rels", ooxmlLinks("officeDocument", "ppt/presentation.xml")}, {"ppt/presentation.xml", `<p:presentation xmlns:p="p"/>`}}
		for i := range 20 {
			parts = append(parts, part{fmt.Sprintf("ppt/slides/slide%d.xml", i+1), body(size/20,
				`<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree><p:sp><p:txBody>`, `</p:txBody></p:sp></p:spTree></p:cSld></p:sld>`,
				`<a:p><a:r><a:rPr lang="en-US"/><a:t>User %d can be called at %s</a:t></a:r></a:p>`)})
		}
		return zipped(zip.Deflate, parts...)
	}
}

func openDocument(size int, kind, before, after, each string) func() (made, error) {
	return func() (made, error) {
		return zipped(zip.Deflate, part{"mimetype", "application/vnd.oasis.opendocument." + kind},
			part{"content.xml", body(size, `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="d"><office:body>`+before, after+`</office:body></office:document-content>`, each)},
			part{"META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="m"/>`})
	}
}

const odfParagraph = `<text:p text:style-name="P1">User %d can be called at <text:span text:style-name="T1">%s</text:span> during the day.</text:p>`

func odt(size int) func() (made, error) {
	return openDocument(size, "text", `<office:text>`, `</office:text>`, odfParagraph)
}

func odp(size int, kind string) func() (made, error) {
	return openDocument(size, kind, `<office:presentation><draw:page draw:name="page1"><draw:frame><draw:text-box>`, `</draw:text-box></draw:frame></draw:page></office:presentation>`, odfParagraph)
}

func ods(size int) func() (made, error) {
	return openDocument(size, "spreadsheet", `<office:spreadsheet><table:table table:name="Sheet1"><table:table-row><table:table-cell><text:p>id</text:p></table:table-cell><table:table-cell><text:p>phone</text:p></table:table-cell></table:table-row>`,
		`</table:table></office:spreadsheet>`,
		`<table:table-row table:style-name="ro1"><table:table-cell office:value-type="float" office:value="1"><text:p>%d</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell></table:table-row>`)
}

// onePiece is a document that is one piece of XML.
func onePiece(size int, before, after, each string) func() (made, error) {
	return func() (made, error) {
		b := []byte(body(size, before, after, each))
		return made{b, int64(len(b))}, nil
	}
}

func flatODT(size int) func() (made, error) {
	return onePiece(size, `<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="t" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>`, `</office:text></office:body></office:document>`, odfParagraph)
}

const wordParagraph = `<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>User %d</w:t></w:r><w:r><w:t xml:space="preserve"> can be called at %s during the day.</w:t></w:r></w:p>`

func wordXML(size int) func() (made, error) {
	return onePiece(size, `<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>`, `</w:body></w:wordDocument>`, wordParagraph)
}

func flatOPC(size int) func() (made, error) {
	return onePiece(size, `<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document xmlns:w="w"><w:body>`, `</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>`, wordParagraph)
}

func excelXML(size int) func() (made, error) {
	return onePiece(size, `<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Sheet1"><Table><Row><Cell><Data ss:Type="String">id</Data></Cell><Cell><Data ss:Type="String">phone</Data></Cell></Row>`, `</Table></Worksheet></Workbook>`,
		`<Row><Cell><Data ss:Type="Number">%d</Data></Cell><Cell><Data ss:Type="String">%s</Data></Cell></Row>`)
}

func epub(size int) func() (made, error) {
	return func() (made, error) {
		return zipped(zip.Deflate, part{"mimetype", "application/epub+zip"}, part{"OPS/a.xhtml",
			body(size, `<html xmlns="http://www.w3.org/1999/xhtml"><body>`, `</body></html>`, `<p class="c">User %d can be called at <b>%s</b> during the day.</p>`)})
	}
}

// xlsx is written by the library itself, in its way for many rows.
func xlsx(rows int) func() (made, error) {
	return func() (made, error) {
		f := excelize.NewFile()
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			return made{}, err
		}
		if err := w.SetRow("A1", []any{"id", "name", "phone", "amount", "created"}); err != nil {
			return made{}, err
		}
		for i := range rows {
			if err := w.SetRow(fmt.Sprint("A", i+2), record(i)); err != nil {
				return made{}, err
			}
		}
		if err := w.Flush(); err != nil {
			return made{}, err
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			return made{}, err
		}
		z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			return made{}, err
		}
		plain := int64(0)
		for _, e := range z.File {
			plain += int64(e.UncompressedSize64)
		}
		return made{b.Bytes(), plain}, f.Close()
	}
}

var excelizeRows = bare{"`xuri/excelize/v2`, Rows", func(in []byte) (n int, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(in))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.Rows(sheet)
		if err != nil {
			return n, err
		}
		for rows.Next() {
			cells, err := rows.Columns()
			if err != nil {
				return n, err
			}
			n += len(cells)
		}
		if err := rows.Close(); err != nil {
			return n, err
		}
	}
	return n, nil
}}

var zipXML = bare{"`archive/zip` and `encoding/xml`, Decoder.Token", func(in []byte) (n int, err error) {
	return entries(in, func(e *zip.File, r io.Reader) (int, error) {
		if !strings.HasSuffix(e.Name, ".xml") && !strings.HasSuffix(e.Name, ".xhtml") {
			return 0, nil
		}
		return xmlTokens(r)
	})
}}

var encodingXMLTokens = bare{"`encoding/xml`, Decoder.Token", func(in []byte) (int, error) { return xmlTokens(bytes.NewReader(in)) }}

// entries reads what is in a zip archive.
func entries(in []byte, each func(*zip.File, io.Reader) (int, error)) (n int, err error) {
	z, err := zip.NewReader(bytes.NewReader(in), int64(len(in)))
	if err != nil {
		return 0, err
	}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			return n, err
		}
		k, err := each(e, r)
		r.Close()
		if n += k; err != nil {
			return n, err
		}
	}
	return n, nil
}
