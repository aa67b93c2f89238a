package content

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// fontPage is a PDF with one page that shows the codes in a font of the
// dictionary; further objects begin with number 6.
func fontPage(font, codes string, objects ...string) []byte {
	return pdfOf(append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
		pdfStreamOf("", "BT /F1 10 Tf 50 700 Td <"+codes+"> Tj ET"), font}, objects...)...)
}

// charsOf is a font program with nothing but a table of characters, in which the
// glyphs 3 and 4 are 张 and 三.
var charsOf, _ = hex.DecodeString("000100000001000000000000" + "636d6170" + "00000000" + "0000001c" + "00000034" +
	"0000" + "0001" + "0003000a" + "0000000c" +
	"000c0000" + "00000028" + "00000000" + "00000002" + "00004e09" + "00004e09" + "00000004" + "00005f20" + "00005f20" + "00000003")

func TestPDFFontsWithoutCharacters(t *testing.T) {
	type1 := "%!PS-AdobeFont-1.0: X\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 12 /fi put\ndup 2 /A put\nreadonly def\ncurrentfile eexec\n"
	// A font of two glyphs, at the codes 1 and 2: A and one named "odieresis.x".
	dict := func(v byte, op byte) string { return string([]byte{29, 0, 0, 0, v, op}) }
	cff := "\x01\x00\x04\x01" + "\x00\x01\x01\x01\x02X" + "\x00\x01\x01\x01\x13" + dict(55, 15) + dict(51, 16) + dict(60, 17) +
		"\x00\x01\x01\x01\x0codieresis.x" + "\x00\x00" + "\x00\x02\x01\x02" + "\x00\x00\x22\x01\x87" + "\x00\x03\x01\x01\x02\x03\x04\x0e\x0e\x0e"
	for _, tc := range []struct {
		name, codes, want string
		objects           []string
	}{
		{"numbers of a collection", "11660cd8", "=张三", []string{
			"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType0/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"}},
		{"font program", "00030004", "=张三", []string{
			"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>/FontDescriptor<</FontFile2 6 0 R>>>>]>>",
			pdfStreamOf("", string(charsOf))}},
		{"font program by a map of glyphs", "00000001", "=张三", []string{
			"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2/CIDToGIDMap 7 0 R/FontDescriptor<</FontFile2 6 0 R>>>>]>>",
			pdfStreamOf("", string(charsOf)), pdfStreamOf("", "\x00\x03\x00\x04")}},
		{"encoding of a Type 1 program", "020c", "=Afi", []string{
			"<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor<</FontFile 6 0 R>>>>", pdfStreamOf("", type1)}},
		{"encoding of a compact program", "0102", "=Aö", []string{
			"<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor<</FontFile3 6 0 R>>>>", pdfStreamOf("", cff)}},
		{"glyphs named by their codes", "4142", "=AB", []string{
			"<</Type/Font/Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/Encoding<</Differences[65/a65/a66]>>>>"}},
	} {
		rows, drawn := gather(t, &standard, memory("a.pdf", fontPage(tc.objects[0], tc.codes, tc.objects[1:]...)), full)
		if got := table(rows); got != tc.want || len(drawn.Gaps) > 0 || drawn.Design != scanners.Census {
			t.Errorf("%s: %q %+v", tc.name, got, drawn)
		}
	}
}

func TestPDFAccents(t *testing.T) {
	in := "BT /F1 10 Tf 50 700 Td (M) Tj 8.33 0 Td (\\250) Tj 0 0 Td (u) Tj 5.56 0 Td (ller) Tj ET"
	rows, _ := gather(t, &standard, memory("a.pdf", []byte(strings.Replace(string(onePage(pdfStreamOf("", in))), "/BaseFont/Helvetica", "/BaseFont/Helvetica/Encoding/WinAnsiEncoding", 1))), full)
	if got := table(rows); got != "=Müller" {
		t.Errorf("%q", got)
	}
}

// A page that is one large mask is a scan, and content that nobody can unpack is not
// nothing.
func TestPDFWhatIsNotSeen(t *testing.T) {
	mask := pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>", pdfStreamOf("", "/X Do"),
		pdfStreamOf("/Subtype/Image/ImageMask true/Width 1000/Height 1000/Filter/JBIG2Decode", "x"))
	if _, drawn := gather(t, &standard, memory("a.pdf", mask), full); len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapImage {
		t.Errorf("%+v", drawn)
	}
	xfa := pdfOf("<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA 3 0 R>>>>", "<</Type/Pages/Kids[]/Count 0>>",
		pdfStreamOf("", "<form><phone>13800000001</phone></form>"))
	if rows, _ := gather(t, &standard, memory("a.pdf", xfa), full); !strings.Contains(table(rows), "13800000001") {
		t.Errorf("%q", table(rows))
	}
	packed := onePage(pdfStreamOf("/Filter/Unknown", "BT /F1 10 Tf (x) Tj ET"))
	if _, drawn := gather(t, &standard, memory("a.pdf", packed), full); len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapCorrupt {
		t.Errorf("%+v", drawn)
	}
}

// Parts of a table of characters that overlap do not make it slow.
func TestPDFCharTableOverlaps(t *testing.T) {
	b := append([]byte("\x00\x00\x00\x01\x00\x03\x00\x0a\x00\x00\x00\x0c\x00\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00"),
		bytes.Repeat([]byte("\x00\x00\x00\x20\x7f\xff\xff\xff\x00\x00\x00\x01"), 80_000)...)
	at := time.Now()
	if m := charTable(b); len(m) == 0 || time.Since(at) > 5*time.Second {
		t.Errorf("%d characters in %v", len(m), time.Since(at))
	}
}
