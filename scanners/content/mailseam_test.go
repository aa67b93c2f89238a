package content

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

// mailbox has n mails: some with a part in base64 that is long, some with lines that
// look like the start of a mail.
func mailbox(n int, eol string) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "From sender Mon Nov 30 19:51:32 2026\nFrom: a%d@example.com\nSubject: mail %d\nMIME-Version: 1.0\n", i, i)
		switch i % 5 {
		case 1:
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=iso-8859-1\n\ntext \xe9 %d\n--x\nContent-Type: text/csv; name=t%d.csv\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=t%d.csv\n\n", i, i, i)
			b.WriteString(strings.Repeat("aWQsbmFtZSxtb3JlCjEsc29tZSB3b3Jkcywgc29tZSBtb3JlCjIsMSwy\n", i%9*10))
			b.WriteString("--x--\n\n")
		case 2:
			b.WriteString("\nFrom here on\nit goes on\n\nFrom me to you in 2026\n>From sender Mon Nov 30 19:51:32 2026\nFrom sender Mon Nov 30 19:51:32 2026\nis no mail\n\n")
		default:
			b.WriteString("\n" + strings.Repeat("a line of text\n", i%17*3) + "\n")
		}
	}
	return []byte(strings.ReplaceAll(b.String(), "\n", eol))
}

// TestMailboxPieces reads every piece of a mailbox and compares with the whole.
func TestMailboxPieces(t *testing.T) {
	for _, eol := range []string{"\n", "\r\n"} {
		in := mailbox(60, eol)
		census, drawn := gather(t, &standard, memory("a.mbox", in), full)
		if drawn.Format[:4] != "mbox" || len(drawn.Gaps) > 0 {
			t.Fatalf("%+v", drawn)
		}
		for piece := int64(200); piece < 9000; piece = piece*2 + 13 {
			var got []row
			j := standard.job(t.Context(), memory("a.mbox", in), scanners.Draw{Depth: scanners.Sample, MaxBytes: 1 << 40})
			j.out = newOut(j.sizes, func(b *scanners.Batch) error {
				got = append(got, rowsOf(b)...)
				return nil
			})
			p := mailPieces{l: &layer{job: j, object: true}}
			c := &contents{charset: &charset{name: "utf-8", unit: 1}}
			for lo := int64(0); lo < int64(len(in)); lo += piece {
				w := &window{j: j, left: 1 << 40, keep: max(0, lo-1)}
				from, to, whole, err := j.seams(w, p, c, lo, min(lo+piece, int64(len(in))), p.window(piece))
				if err != nil || !whole {
					t.Fatal(err, whole)
				}
				if from < to {
					if err := p.at(from).(mailPieces).bytes(in[from:to], true); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := j.out.flush(); err != nil {
				t.Fatal(err)
			}
			if a, b := table(census), table(got); a != b {
				t.Fatalf("pieces of %d: census\n%s\npieces\n%s", piece, a, b)
			}
			j.out.free()
		}
	}
}

// TestMailboxDraw draws from a large mailbox: each mail has the same chance, however
// long it is.
func TestMailboxDraw(t *testing.T) {
	const n = 4000
	src := memory("a.mbox", mailbox(n, "\n"))
	const seeds = 60
	var often [5]float64
	var thirds [3]int
	share := 0.0
	for seed := range uint64(seeds) {
		rows, drawn := gather(t, &standard, src, sampled(seed, 512<<10, 4000))
		if drawn.Design != scanners.Equal || drawn.Units < 5 || drawn.Population <= drawn.Units || drawn.Bytes > 512<<10 {
			t.Fatalf("%+v", drawn)
		}
		if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapSampled {
			t.Fatalf("%+v", drawn.Gaps)
		}
		share += float64(drawn.Units) / float64(drawn.Population)
		seen := map[int]bool{}
		for _, r := range rows {
			if s := r.values["subject"]; s != "" {
				i := 0
				if _, err := fmt.Sscanf(s, "mail %d", &i); err != nil || seen[i] || r.values["from"] != fmt.Sprintf("a%d@example.com", i) {
					t.Fatalf("%+v %v", r, err)
				}
				seen[i] = true
				often[i%5]++
				thirds[i*3/n]++
			}
		}
	}
	for kind, k := range often {
		if r := k / seeds / (n / 5) / (share / seeds); r < 0.85 || r > 1.15 {
			t.Errorf("mails of kind %d are drawn %.2f times as often as pieces", kind, r)
		}
	}
	sum := thirds[0] + thirds[1] + thirds[2]
	for _, k := range thirds {
		if k < sum/4 || k > sum*5/12 {
			t.Errorf("the thirds were drawn %v times", thirds)
		}
	}
}

// TestMailboxLengths draws from mailboxes in which mails begin to state their lengths
// behind the head, and then have whole mails in their texts.
func TestMailboxLengths(t *testing.T) {
	var b strings.Builder
	b.Write(mailbox(2000, "\n"))
	inner := "From sender Mon Nov 30 19:51:32 2026\nFrom: inner@example.com\nSubject: inside\n\n" + fill(2000, "a line of text\n") + "\n"
	for i := range 1500 {
		text := "look at this\n\n" + strings.Repeat(inner, 1+i%5) + "that was it\n"
		fmt.Fprintf(&b, "From sender Mon Nov 30 19:51:32 2026\nFrom: outer@example.com\nSubject: around\nContent-Length: %d\n\n%s\n", len(text), text)
	}
	src := memory("a.mbox", []byte(b.String()))
	rows, _ := gather(t, &standard, src, full)
	around := 0
	for _, r := range rows {
		switch r.values["subject"] {
		case "inside":
			t.Fatal("a mail is read inside a text")
		case "around":
			around++
		}
	}
	if around != 1500 {
		t.Fatalf("%d mails", around)
	}
	around, inside := 0, 0
	for seed := range uint64(20) {
		rows, drawn := gather(t, &standard, src, sampled(seed, 512<<10, 1<<30))
		if drawn.Design != scanners.Equal || drawn.Bytes > 512<<10 {
			t.Fatalf("%+v", drawn)
		}
		for _, r := range rows {
			switch r.values["subject"] {
			case "inside":
				inside++
			case "around":
				around++
			}
		}
	}
	if around < 800 || inside*100 > around {
		t.Errorf("in 20 draws %d mails, and %d inside of others", around, inside)
	}
	t.Log(around, inside)
}
