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

// severals are large objects with several entries, sheets, tables or pages each, all of
// which have more rows than the draw asks for.
func severals(t testing.TB) map[string][]byte {
	rows := func(n int) string {
		var b strings.Builder
		b.WriteString("id,name,phone\n")
		for i := range n {
			fmt.Fprintf(&b, "%d,name %d,%d\n", i, i, 13800000000+i)
		}
		return b.String()
	}
	var entries []file
	for i := range 40 {
		entries = append(entries, file{fmt.Sprintf("t%d.csv", i), rows(400 + i%7*300)})
	}
	zip := zipOf(t, entries...)
	nested := zipOf(t, append(entries[:4:4], file{"in.zip", string(zip)}, file{"in.tar", tarOf(t, entries...)}, file{"in2.zip", string(zip)})...)
	var large []file
	for i := range 8 {
		large = append(large, file{fmt.Sprintf("t%d.csv", i), rows(20_000)})
	}
	var mails, mail strings.Builder
	mail.WriteString("From: a@example.com\nSubject: many\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n")
	for i := range 40 {
		part := fmt.Sprintf("--x\nContent-Type: text/csv; name=t%d.csv\nContent-Disposition: attachment; filename=t%d.csv\nContent-Transfer-Encoding: base64\n\n%s\n", i, i, base64.StdEncoding.EncodeToString([]byte(rows(300))))
		mail.WriteString(part)
		fmt.Fprintf(&mails, "From a Mon Nov 30 19:51:32 2026\nFrom: a@example.com\nSubject: mail %d\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n%s--x--\n\n", i, part)
	}
	mail.WriteString("--x--\n")
	seven := strings.Repeat(rows(20_000), 3)
	var rars []string
	rars = append(rars, rarHead)
	for _, f := range large {
		rars = append(rars, rarEntry(f.name, f.body, 0, '0', len(f.body)))
	}
	statements := []string{}
	for i := range 12 {
		statements = append(statements, fmt.Sprintf("CREATE TABLE t%d (id INTEGER, name TEXT, phone TEXT)", i),
			fmt.Sprintf("INSERT INTO t%d WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < %d) SELECT i, 'name ' || i, '138' || i FROM n", i, 500+i*500))
	}
	var book strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&book, `<row r="%d"><c t="inlineStr"><is><t>name %d</t></is></c><c><v>%d</v></c></row>`, i+1, i, i)
	}
	return map[string][]byte{
		"a.zip": zip, "nested.zip": nested, "a.tar": []byte(tarOf(t, large...)), "many.tar": []byte(tarOf(t, entries...)),
		"a.mbox": []byte(mails.String()), "a.eml": []byte(mail.String()), "a.7z": sevenOf([]byte("\x01\x00"), []byte(seven), 1, uint64(len(seven))),
		"a.rar": rarOf(append(rars, rarTail)...), "a.db": sqliteWritten(t, statements...), "a.pdf": pdfOfPages(200, ""),
		"a.xlsx": sheetOf(t, book.String()), "a.pgdmp": pgDumped(14, 0, 8, 8_000, true),
	}
}

// TestMaxRows draws from objects with several entries: where a draw is made the rows are
// never more than it asks for, and where only the head can be read the report says so.
func TestMaxRows(t *testing.T) {
	all := severals(t)
	files, err := filepath.Glob("../../testdata/content/*/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if b, err := os.ReadFile(f); err == nil && !strings.HasSuffix(f, ".want") {
			all[filepath.Base(filepath.Dir(f))+"/"+filepath.Base(f)] = b
		}
	}
	drawn := map[string]bool{}
	for name, in := range all {
		for seed, most := range []int64{int64(len(in)) - 1, int64(len(in)) / 2, int64(len(in)) / 5} {
			for _, rows := range []int64{1, 7, 300} {
				got, d := gather(t, &standard, memory(filepath.Base(name), in), sampled(uint64(seed), max(most, 1), rows))
				if int64(len(got)) != d.Rows {
					t.Errorf("%s: %d rows and %+v", name, len(got), d)
				}
				if most > 0 && d.Design != scanners.NotRandom && d.Design != scanners.Census {
					if drawn[d.Format] = true; d.Rows > rows {
						t.Errorf("%s with %d bytes and %d rows: %d rows of %s, %s", name, most, rows, d.Rows, d.Format, d.Design)
					}
				} else if len(d.Gaps) == 0 && d.Bytes < int64(len(in)) {
					t.Errorf("%s: %+v", name, d)
				}
			}
		}
	}
	t.Log(drawn)
}
