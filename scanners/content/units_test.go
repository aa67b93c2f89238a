package content

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hamba/avro/v2/ocf"
	"github.com/parquet-go/parquet-go"

	"piiventory/scanners"
)

// drawnUnits reads a sample and holds against each other what it says of its units and
// what the batches say.
func drawnUnits(t *testing.T, src Source, d scanners.Draw) scanners.Drawn {
	t.Helper()
	seen, last, back := map[string]bool{}, "", ""
	drawn, err := standard.sample(t.Context(), src, d, func(b *scanners.Batch) error {
		if b.Rows == 0 {
			return nil
		}
		if b.Unit != last && seen[b.Unit] {
			back = b.Unit
		}
		seen[b.Unit], last = true, b.Unit
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", src.Name, err)
	}
	if drawn.Design == scanners.Equal && back != "" {
		t.Errorf("%s, seed %d of %d bytes: %q comes back behind another unit", src.Name, d.Seed, d.MaxBytes, back)
	}
	if drawn.Design == scanners.Equal && int64(len(seen)) > drawn.Units {
		t.Errorf("%s, seed %d of %d bytes: rows of %d units, %+v", src.Name, d.Seed, d.MaxBytes, len(seen), drawn)
	}
	if drawn.Population >= 0 && drawn.Units > drawn.Population {
		t.Errorf("%s, seed %d of %d bytes: %+v", src.Name, d.Seed, d.MaxBytes, drawn)
	}
	return drawn
}

// nests are entries for archives: archives and mailboxes in them, and twice the same name.
func nests(t *testing.T) (names []string, bodies [][]byte) {
	add := func(name string, b []byte) { names, bodies = append(names, name), append(bodies, b) }
	for i := range 40 {
		in := zipOf(t, file{name: "a.txt", body: "some text\n"}, file{name: "b.txt", body: "more of it\n"}, file{name: "c.mbox", body: string(mailbox(4, "\n"))})
		switch i % 4 {
		case 0:
			add(fmt.Sprintf("%d.zip", i), append(in, make([]byte, 0)...))
		case 1:
			add(fmt.Sprintf("%d.mbox", i), mailbox(9, "\n"))
		case 2:
			add("twice.txt", fmt.Appendf(nil, "entry %d\n%s", i, strings.Repeat("a line of text\n", 500)))
		case 3:
			add(fmt.Sprintf("%d.csv", i), []byte("id,name\n"+strings.Repeat("1,x\n", 1000)))
		}
	}
	return names, bodies
}

// pdfOfPages has pages of 200 KB, and something more in its catalog.
func pdfOfPages(pages int, more string) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R" + more + ">>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
	kids := ""
	for i := range pages {
		n := len(objects) + 1
		kids += fmt.Sprintf("%d 0 R ", n)
		text := fmt.Sprintf("BT /F1 10 Tf 50 700 Td (page %d) Tj ET", i)
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", n+1),
			pdfStreamOf("", fmt.Sprintf("%s %%%s", text, strings.Repeat("x", 200<<10))))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, pages)
	return pdfOf(objects...)
}

// TestUnitsOfForms draws pages: what belongs to none of them, and is read in any case, is
// no page that was drawn.
func TestUnitsOfForms(t *testing.T) {
	form := "/AcroForm<</Fields[<</T(name)/V(a value)/FT/Tx>>]>>"
	for more, design := range map[string]scanners.Design{"": scanners.Equal, form: scanners.NotEqual} {
		if _, drawn := gather(t, &standard, memory("x.pdf", pdfOfPages(60, more)), sampled(1, 4<<20, 0)); drawn.Design != design {
			t.Errorf("%q: %+v", more, drawn)
		}
	}
}

// TestTarTwice draws from two archives that were put together, of which the second is told
// to stand there, and from one without an end.
func TestTarTwice(t *testing.T) {
	one := tarSized(t, tar.FormatGNU, slices.Repeat([]int{90_000}, 20)...)
	for what, in := range map[string][]byte{"twice": append(bytes.Clone(one), one...), "no end": one[:len(one)-1024]} {
		for most := range int64(4) {
			_, drawn := gather(t, &standard, memory("x.tar", in), sampled(1, 1_000_000+most*100_000, 1000))
			told := slices.ContainsFunc(drawn.Gaps, func(g scanners.Gap) bool { return g.Kind != scanners.GapSampled })
			if !told || what == "twice" && drawn.Design != scanners.NotRandom {
				t.Errorf("%s: %+v", what, drawn)
			}
		}
	}
	padded := append(bytes.Clone(one), make([]byte, 9<<10)...)
	if _, drawn := gather(t, &standard, memory("x.tar", padded), sampled(1, 1_000_000, 1000)); drawn.Design != scanners.Equal || len(drawn.Gaps) != 1 {
		t.Errorf("padded: %+v", drawn)
	}
}

// TestUnits draws from each format that can be drawn from: rows of a unit come one behind
// the other under one name, and there are no more of them than are said to be drawn.
func TestUnits(t *testing.T) {
	equal := map[string]int{}
	check := func(format string, src Source, most int64, seeds uint64) {
		for seed := range seeds {
			if d := drawnUnits(t, src, sampled(seed, most, 1<<30)); d.Design == scanners.Equal {
				equal[format]++
			}
			if src.Size > 100<<10 {
				drawnUnits(t, src, sampled(seed, most, 300))
			}
		}
	}
	names, bodies := nests(t)
	var zipped, tarred bytes.Buffer
	zw, tw := zip.NewWriter(&zipped), tar.NewWriter(&tarred)
	for i, name := range names {
		for len(bodies[i]) < 200<<10 && !strings.HasSuffix(name, "zip") {
			bodies[i] = append(bodies[i], bodies[i]...)
		}
		f, err := zw.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		f.Write(bodies[i])
		tw.WriteHeader(&tar.Header{Name: name, Size: int64(len(bodies[i])), Mode: 0o600, Typeflag: tar.TypeReg})
		tw.Write(bodies[i])
	}
	zw.Close()
	tw.Close()
	check("zip", memory("x.zip", zipped.Bytes()), 4<<20, 4)
	check("tar", memory("x.tar", tarred.Bytes()), 4<<20, 4)
	check("mbox", memory("x.mbox", mailbox(2000, "\n")), 256<<10, 4)
	var pages bytes.Buffer
	pw := parquet.NewGenericWriter[parquetLargeRow](&pages, parquet.PageBufferSize(16<<10), parquet.MaxRowsPerRowGroup(2000))
	if _, err := pw.Write(parquetLargeRows(20_000)); err != nil || pw.Close() != nil {
		t.Fatal(err)
	}
	avro := avroWritten(t, 20_000, ocf.Null)
	check("avro", memory("x.avro", avro), int64(len(avro)/3), 2)
	check("orc", memory("x.orc", orcPadded(orcSample(t, "clickhouse-zlib.orc"), 1<<20)), 256<<10, 4)
	check("parquet", memory("x.parquet", pages.Bytes()), 2<<20, 2)
	check("pdf", memory("x.pdf", pdfOfPages(60, "")), 4<<20, 2)

	files, err := filepath.Glob("../../testdata/content/*/*")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]bool{"text": true, "csv": true, "tsv": true, "jsonl": true, "json": true, "xml": true, "ldif": true, "vcard": true, "icalendar": true, "sql": true, "mbox": true}
	for _, f := range files {
		in, err := os.ReadFile(f)
		if format := filepath.Base(filepath.Dir(f)); err == nil && !strings.HasSuffix(f, ".want") && len(in) > 0 {
			src, size := memory(filepath.Base(f), in), int64(len(in))
			if texts[format] {
				src = madeOf(madePart{string(in), 1 + 256<<10/size})(filepath.Base(f))
				size = 64 << 10
			}
			for _, most := range []int64{size / 5, size / 2, size - 1} {
				check(format, src, max(most, 1), 1)
			}
		}
	}
	for _, format := range []string{"access-log", "avro", "csv", "icalendar", "json", "jsonl", "ldif", "mbox", "orc", "pdf", "sql", "tar", "text", "tsv", "vcard", "xml", "yaml", "zip"} {
		if equal[format] == 0 {
			t.Errorf("no equal draw from %s", format)
		}
	}
}
