package content

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"piiventory/scanners"
)

// pdfOf writes a PDF of the objects, of which the first is the catalog.
func pdfOf(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	x := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, x)
	return b.Bytes()
}

func pdfStreamOf(dict, body string) string {
	return fmt.Sprintf("<</Length %d%s>>stream\n%s\nendstream", len(body), dict, body)
}

// onePage is a PDF with one page of the content, in Helvetica as F1.
func onePage(content string) []byte {
	return pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>/Contents 4 0 R>>",
		content, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		pdfStreamOf("/Type/XObject/Subtype/Form", "q 1 0 0 1 1 0 cm /X Do /X Do Q"))
}

func TestPDFLines(t *testing.T) {
	for _, tc := range []struct{ name, content, want string }{
		{"kerned", "BT /F1 10 Tf 50 700 Td [(138)30(0000)-20(0001)] TJ ET", "=13800000001"},
		{"words by distance", "BT /F1 10 Tf 50 700 Td [(call)-300(13800000001)] TJ ET", "=call 13800000001"},
		{"cells", "BT /F1 10 Tf 50 700 Td (1234) Tj 100 0 Td (5678) Tj ET", "=1234\t5678"},
		{"adjacent cells are not glued", "BT /F1 10 Tf 50 700 Td (1234) Tj 25 0 Td (5678) Tj ET", "=1234 5678"},
		{"spaced", "BT /F1 10 Tf 3 Tc 50 700 Td (13800000001) Tj ET", "=13800000001"},
		{"boxes", boxesOf("13800000001"), "=13800000001"},
		{"bold by printing twice", "BT /F1 10 Tf 50 700 Td (13800000001) Tj 0.3 0 Td (13800000001) Tj ET", "=13800000001"},
		{"one over the other", "BT /F1 10 Tf 50 700 Td (call 13800000001 today) Tj ET BT /F1 12 Tf 53 700 Td [(DRAFT)-200(1234)10(5678)] TJ ET", "=call 13800000001 today\n=DRAFT 12345678"},
		{"out of order", "BT /F1 10 Tf 50 680 Td (two) Tj 0 20 Td (one) Tj ET", "=one\n=two"},
		{"digit by digit", digitsOf("13800000001"), "=13800000001"},
		{"rotated", "BT /F1 10 Tf 0 1 -1 0 300 100 Tm (13800000001) Tj ET", "=13800000001"},
		{"scaled", "q .1 0 0 .1 0 0 cm BT /F1 100 Tf 500 7000 Td (13800000001) Tj ET Q", "=13800000001"},
		{"quotes and escapes", "BT /F1 10 Tf 12 TL 50 700 Td (a\\(b\\)\\101) ' (c) ' ET", "=a(b)A\n=c"},
		{"picture in the content", "BI /W 1 /H 1 ID \xff(\x00EI Q BT /F1 10 Tf 50 700 Td (after) Tj ET", "=after"},
	} {
		rows, drawn := gather(t, &standard, memory("a.pdf", onePage(pdfStreamOf("", tc.content))), full)
		if got := table(rows); got != tc.want || drawn.Format != "pdf" || len(drawn.Gaps) > 0 || drawn.Design != scanners.Census {
			t.Errorf("%s: %q %+v", tc.name, got, drawn)
		}
	}
}

func boxesOf(s string) string {
	b := "BT /F1 10 Tf 50 700 Td "
	for _, c := range s {
		b += fmt.Sprintf("(%c) Tj 18 0 Td ", c)
	}
	return b + "ET"
}

func digitsOf(s string) string {
	b := ""
	for i, c := range s {
		b += fmt.Sprintf("BT /F1 10 Tf %.2f 700 Td (%c) Tj ET ", 50+5.56*float64(i), c)
	}
	return b
}

// What is hostile or broken ends as a gap, and costs little.
func TestPDFHostile(t *testing.T) {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write(bytes.Repeat([]byte("(1) "), 20<<20))
	w.Close()
	whole := onePage(pdfStreamOf("", "BT /F1 10 Tf 50 700 Td (13800000001) Tj ET"))
	for name, in := range map[string][]byte{
		"bomb":                 onePage(pdfStreamOf("/Filter/FlateDecode", z.String())),
		"forms in one another": onePage(pdfStreamOf("", "/X Do")),
		"arrays in arrays":     onePage(pdfStreamOf("", strings.Repeat("[", 1<<20))),
		"pages in a circle":    pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"),
		"references":           pdfOf("<</Type/Catalog/Pages 2 0 R>>", "3 0 R", "2 0 R"),
		"size":                 []byte("%PDF-1.7\n1 0 obj<</Type/XRef/Size 99999999999/W[8 8 8]/Root 1 0 R/Length 0>>stream\n\nendstream endobj\nstartxref\n9\n%%EOF"),
		"cut":                  whole[:len(whole)/2],
		"nothing":              []byte("%PDF-1.7\n"),
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		_, drawn := gather(t, &standard, memory("a.pdf", in), full)
		runtime.ReadMemStats(&after)
		if len(drawn.Gaps) == 0 && name != "forms in one another" {
			t.Errorf("%s: no gap, %+v", name, drawn)
		}
		if held := int64(after.HeapSys) - int64(before.HeapSys); held > 64<<20 {
			t.Errorf("%s: %d MiB", name, held>>20)
		}
	}
}

// Of a large file some pages are read at random, and the table says which part.
func TestPDFSample(t *testing.T) {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
	kids := ""
	const pages = 400
	for i := range pages {
		n := len(objects) + 1
		kids += fmt.Sprintf("%d 0 R ", n)
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", n+1),
			pdfStreamOf("", fmt.Sprintf("BT /F1 10 Tf 50 700 Td (page %d) Tj ET %%%s", i, strings.Repeat("x", 100<<10))))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, pages)
	in := pdfOf(objects...)
	seen := map[string]bool{}
	for seed := range uint64(4) {
		rows, drawn := gather(t, &standard, memory("a.pdf", in), sampled(seed, 6<<20, 0))
		if drawn.Population != pages || drawn.Units < 10 || int64(len(rows)) != drawn.Units || drawn.Bytes > 6<<20 || drawn.Design == scanners.Census {
			t.Fatalf("%+v, %d rows", drawn, len(rows))
		}
		if g := drawn.Gaps; len(g) != 1 || g[0].Kind != scanners.GapSampled || g[0].Bytes < int64(len(in))-6<<20 {
			t.Errorf("%+v", g)
		}
		for _, r := range rows {
			seen[r.values[""]] = true
		}
	}
	if len(seen) < 60 {
		t.Errorf("four seeds saw %d pages", len(seen))
	}
}

func FuzzPDF(f *testing.F) {
	for _, name := range []string{"contract", "gbk-euc", "attached", "no-printing-aes256", "broken-table"} {
		b, err := os.ReadFile("../../testdata/content/pdf/" + name + ".pdf")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add(onePage(pdfStreamOf("", "/X Do [(a)1 0 R] TJ <</a[1 2]>> BI ID EI")))
	f.Fuzz(func(t *testing.T, in []byte) {
		if !bytes.HasPrefix(in, []byte("%PDF-")) || len(in) > 1<<18 {
			return
		}
		// Without the net under readers that break down.
		j := standard.job(t.Context(), memory("a.pdf", in), full)
		j.out = newOut(&standard, discard)
		defer j.out.free()
		(pdfDoc{}).read(j.object())
	})
}
