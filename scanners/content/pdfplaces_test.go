package content

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"piiventory/scanners"
)

// TestPDFPlaces holds that text in every place of a PDF is found, also in what other
// programs made of the file. They leave out what nothing refers to any more.
func TestPDFPlaces(t *testing.T) {
	const markers = 77
	for name, without := range map[string]map[int]bool{
		"places":        {},
		"places-qpdf":   {73: true, 74: true, 75: true, 76: true, 77: true},
		"places-mutool": {73: true, 74: true, 75: true, 76: true, 77: true},
	} {
		in, err := os.ReadFile("../../testdata/content/pdf/" + name + ".pdf")
		if err != nil {
			t.Fatal(err)
		}
		rows, drawn := gather(t, &standard, memory("a.pdf", in), full)
		var b strings.Builder
		for _, r := range rows {
			fmt.Fprintln(&b, r.inside, table([]row{r}))
		}
		for i := 1; i <= markers; i++ {
			if m := fmt.Sprintf("m%d@example.com", i); !strings.Contains(b.String(), m) && !without[i] {
				t.Errorf("%s: %s is lost", name, m)
			}
		}
		for _, g := range drawn.Gaps {
			if g.Kind != scanners.GapCorrupt { // a picture without its end
				t.Errorf("%s: %+v", name, g)
			}
		}
	}
}

// TestPDFWrongOffsets finds objects that are not where the table says.
func TestPDFWrongOffsets(t *testing.T) {
	in := onePage(pdfStreamOf("", "BT /F1 10 Tf 50 700 Td (m1@example.com) Tj ET"))
	i := bytes.Index(in, []byte("4 0 obj"))
	bad := bytes.Replace(in, fmt.Appendf(nil, "%010d", i), fmt.Appendf(nil, "%010d", i+3), 1)
	rows, drawn := gather(t, &standard, memory("a.pdf", bad), full)
	if got := table(rows); got != "=m1@example.com" || len(drawn.Gaps) > 0 {
		t.Errorf("%q %+v", got, drawn.Gaps)
	}
}

// TestPDFRebuiltEncrypted opens an encrypted file with object streams whose table is
// gone.
func TestPDFRebuiltEncrypted(t *testing.T) {
	in, err := os.ReadFile("../../testdata/content/pdf/places-qpdf.pdf")
	if err != nil {
		t.Fatal(err)
	}
	i := bytes.LastIndex(in, []byte("startxref"))
	bad := append(bytes.Clone(in[:i]), "startxref\n5\n%%EOF\n"...)
	rows, _ := gather(t, &standard, memory("a.pdf", bad), full)
	if got := table(rows); !strings.Contains(got, "m1@example.com") || !strings.Contains(got, "form.field=m") {
		t.Errorf("%d rows", len(rows))
	}
}

// TestPDFRevisionsUnread says that there are earlier revisions where they cannot be
// told apart.
func TestPDFRevisionsUnread(t *testing.T) {
	in, err := os.ReadFile("../../testdata/content/pdf/places.pdf")
	if err != nil {
		t.Fatal(err)
	}
	bad := bytes.ReplaceAll(in, []byte("startxref"), []byte("startxxxx"))
	_, drawn := gather(t, &standard, memory("a.pdf", bad), full)
	for _, g := range drawn.Gaps {
		if strings.Contains(g.Reason, "earlier revisions") {
			return
		}
	}
	t.Errorf("%+v", drawn.Gaps)
}

// TestPDFSmallPictures holds that a sign beside text is no gap, and a card is one.
func TestPDFSmallPictures(t *testing.T) {
	for _, tc := range []struct {
		name, content, picture string
		gaps                   int
	}{
		{"logo", "q 100 0 0 30 50 750 cm /X Do Q BT /F1 10 Tf (text) Tj ET", "/Width 400/Height 120", 0},
		{"card", "q 240 0 0 150 50 500 cm /X Do Q BT /F1 10 Tf (text) Tj ET", "/Width 400/Height 250", 1},
		{"large and shown small", "q 24 0 0 15 50 500 cm /X Do Q BT /F1 10 Tf (text) Tj ET", "/Width 4000/Height 2500", 1},
		{"strip with a number", "q 400 0 0 40 50 500 cm /X Do Q BT /F1 10 Tf (text) Tj ET", "/Width 800/Height 80", 1},
		{"alone", "q 100 0 0 30 50 750 cm /X Do Q", "/Width 400/Height 120", 1},
		{"nowhere shown", "BT /F1 10 Tf (text) Tj ET", "/Width 400/Height 320", 1},
		{"inline", "q 400 0 0 400 0 0 cm BI /W 200 /H 200 /BPC 1 /CS /G /F /Fl ID xxx EI Q BT /F1 10 Tf (text) Tj ET", "/Width 4/Height 4", 1},
	} {
		in := pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
			"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>/Contents 4 0 R>>",
			pdfStreamOf("", tc.content), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
			pdfStreamOf("/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceGray"+tc.picture, "xxx"))
		_, drawn := gather(t, &standard, memory("a.pdf", in), full)
		if len(drawn.Gaps) != tc.gaps || tc.gaps > 0 && drawn.Gaps[0].Kind != scanners.GapImage {
			t.Errorf("%s: %+v", tc.name, drawn.Gaps)
		}
	}
}

// TestPDFPredefinedMaps reads fonts by the names of their maps.
func TestPDFPredefinedMaps(t *testing.T) {
	for _, tc := range []struct{ name, codes, want string }{
		{"GB-H", "55457d7d", "=张"}, {"GB-EUC-H", "d5c541", "=张A"}, {"GBK-EUC-H", "d5c5", "=张"}, {"H", "3b33", "=山"}, {"V", "3b33", "=山"},
		{"EUC-H", "bbb341", "=山A"}, {"90ms-RKSJ-H", "8e5241", "=山A"}, {"KSC-H", "3021", "=가"}, {"KSCms-UHC-H", "b0a141", "=가A"}, {"ETen-B5-H", "b16941", "=張A"},
		{"CNS-EUC-H", "c4e38ea1a1a141", ""},
	} {
		font := "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/" + tc.name + "/DescendantFonts[<</Subtype/CIDFontType0/CIDSystemInfo<</Ordering(Other)>>>>]>>"
		rows, drawn := gather(t, &standard, memory("a.pdf", fontPage(font, tc.codes)), full)
		got := table(rows)
		if tc.name == "GB-H" { // with a code that is none
			got = strings.TrimRight(got, "\x7d\uFFFD")
		}
		if got != tc.want || tc.want == "" && (len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapFormat) {
			t.Errorf("%s: %q %+v", tc.name, got, drawn.Gaps)
		}
	}
}
