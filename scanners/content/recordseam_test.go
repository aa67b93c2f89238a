package content

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

// records are formats whose records are longer than a line, or shorter. Each holds one
// "@", where a filler of any length goes, and the planted value.
var records = map[string]string{
	"vcard": "BEGIN:VCARD\nVERSION:3.0\nFN:张三\nEND:VCARD\n" + strings.Repeat("begin:vcard\r\nFN:Jane Doe\r\nTEL:1\r\n 2\r\nNOTE:END:VCARD is how a card ends\r\n BEGIN:VCARD\r\nEND:VCARD\r\n", 3) +
		"BEGIN:VCARD\nNOTE:@ " + planted + "\nEND:VCARD\n" + strings.Repeat("BEGIN:VCARD\nFN:李四\nEND:VCARD\n\n", 40),
	"icalendar": "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:张三\nEND:VEVENT\n" + strings.Repeat("BEGIN:VEVENT\nSUMMARY:x\nBEGIN:VALARM\nDESCRIPTION:y\nEND:VALARM\nLOCATION:z\nEND:VEVENT\nBEGIN:VTODO\nSUMMARY:w\nEND:VTODO\n", 4) +
		"BEGIN:VEVENT\nSUMMARY:@ " + planted + "\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:字\nEND:VEVENT\n" + strings.Repeat("BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n", 20) + "END:VCALENDAR\n",
	"ldif": "version: 1\n\ndn: cn=张三,dc=example\ncn: 张三\n\n" + strings.Repeat("# a comment\n# dn: no entry\ndn: cn=a,dc=b\ncn: a\ndescription: x\n dn: no entry\n y\n\n", 4) +
		"dn: cn=c\nmail: @ " + planted + "\n\n" + strings.Repeat("dn: cn=d,dc=b\ncn: 李四\n\n", 30),
}

// TestRecordPieces reads every piece of the grid on its own and checks that together
// they are what a census reads, wherever the seams lie.
func TestRecordPieces(t *testing.T) {
	for name, layout := range records {
		for _, enc := range []string{"utf-8", "utf-8 bom", "gb18030", "utf-16"} {
			step := 1
			if enc != "utf-8" {
				step = 7
			}
			t.Run(name+"/"+enc, func(t *testing.T) {
				for n := 0; n < 300; n += step {
					src := memory("a."+strings.Fields(name)[0], []byte(encode(enc, strings.Replace(layout, "@", strings.Repeat("x", n), 1))))
					census, drawn := gather(t, &tiny, src, full)
					if !strings.HasPrefix(drawn.Format, strings.Fields(name)[0]) || len(drawn.Gaps) > 0 || count(census) != 1 {
						t.Fatalf("n %d: %+v", n, drawn)
					}
					if a, b := table(census), table(allPieces(t, &tiny, src)); a != b {
						t.Fatalf("n %d: census\n%s\npieces\n%s", n, a, b)
					}
				}
			})
		}
	}
}

// A series is a large object of numbered records.
type series struct {
	head   string
	record func(i int) string
	tail   string
}

var serieses = map[string]series{
	"vcard": {"", func(i int) string {
		return fmt.Sprintf("BEGIN:VCARD\nVERSION:3.0\nFN:name %d\nTEL;TYPE=CELL:138\n 00000000\nEND:VCARD\n", i)
	}, ""},
	"icalendar": {"BEGIN:VCALENDAR\nVERSION:2.0\n", func(i int) string {
		return fmt.Sprintf("BEGIN:VEVENT\nSUMMARY:name %d\nBEGIN:VALARM\nDESCRIPTION:y\nEND:VALARM\nEND:VEVENT\n", i)
	}, "END:VCALENDAR\n"},
	"ldif": {"version: 1\n\n", func(i int) string {
		return fmt.Sprintf("dn: cn=name %d,dc=example\ncn: name %d\ntelephoneNumber: 1\n\n", i, i)
	}, ""},
}

// large has n records.
func (s series) large(n int) []byte {
	var b strings.Builder
	b.WriteString(s.head)
	for i := range n {
		b.WriteString(s.record(i))
	}
	b.WriteString(s.tail)
	return []byte(b.String())
}

// TestRecordDraw draws from large objects of such formats: what is drawn are rows of
// the whole, each record has the same chance, and the bounds are kept and used.
func TestRecordDraw(t *testing.T) {
	for name, s := range serieses {
		t.Run(name, func(t *testing.T) {
			const n = 12000
			src := memory("a."+strings.Fields(name)[0], s.large(n))
			census, _ := gather(t, &standard, src, full)
			known := map[string]bool{}
			for i := range census {
				known[table(census[i:i+1])] = true
			}
			drawnOften := map[string]int{}
			const seeds = 40
			sum := 0
			for seed := range uint64(seeds) {
				rows, drawn := gather(t, &standard, src, sampled(seed, 160<<10, 500))
				if drawn.Design != scanners.Equal || drawn.Units < 5 || drawn.Population <= drawn.Units || drawn.Bytes > 160<<10 {
					t.Fatalf("%+v", drawn)
				}
				if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapSampled {
					t.Fatalf("%+v", drawn.Gaps)
				}
				if len(rows) > 500 || len(rows) < 200 {
					t.Fatalf("%d rows of at most 500", len(rows))
				}
				for i := range rows {
					r := table(rows[i : i+1])
					if !known[r] {
						t.Fatalf("no row of the whole: %s", r)
					}
					drawnOften[r]++
				}
				sum += len(rows)
			}
			// Thirds of the object are drawn alike.
			var thirds [3]int
			for i := range census {
				thirds[i*3/len(census)] += drawnOften[table(census[i:i+1])]
			}
			for _, k := range thirds {
				if k < sum/4 || k > sum*5/12 {
					t.Errorf("the thirds of the object were drawn %v times", thirds)
				}
			}
		})
	}
}
