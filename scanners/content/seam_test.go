package content

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

// tiny makes every seam near: the buffer's at 64 bytes, the cut at 512, the
// pieces' at 256.
var tiny = sizes{
	head: 512, piece: 256, smallest: 256, largest: 256, reach: 8192, span: 300,
	block: 64, value: 512, back: 128, overlap: 64, row: 2048,
	batch: 1024, rows: 8, columns: 64,
	floor: 64 << 20, ratio: 200, expanded: 1 << 30, nested: 3,
}

const planted = "planted.value@example.com"

// count returns in how many values the planted one stands whole.
func count(rows []row) int {
	n := 0
	for _, r := range rows {
		for _, v := range r.values {
			n += strings.Count(v, planted)
		}
	}
	return n
}

// layouts put filler of n bytes before a planted value, in each format. The
// first lines make the format recognisable.
var layouts = map[string]func(n int) string{
	"text": func(n int) string {
		return "a line\nand one more\n" + fill(n, "word 文字 x, y\n") + " " + planted + " end\n" + fill(700, "tail of 文\n")
	},
	"long text": func(n int) string {
		return "a line\n" + fill(n, "word and word, ") + " " + planted + " " + fill(900, "word and word, ")
	},
	"csv": func(n int) string {
		return "id,name,n\n1,文,3\n2,y,4\n" + fill(n, "3,名字 zz,5\n4,\"q,\"\"\n \",6\n") + "5," + planted + ",7\n" + fill(700, "3,字 zz,5\n")
	},
	"csv quoted": func(n int) string {
		return "id,name,n\n1,文,3\n2,y,4\n" + fill(n, "3,名字 zz,5\n4,\"q,\"\"\n \",6\n") + "5,\"" + planted + "\",7\n" + fill(700, "3,字 zz,5\n")
	},
	"csv long": func(n int) string {
		return "id,name,n\n1,x,3\n2,y,4\n5," + fill(n, "word and word; ") + " " + planted + " " + fill(900, "word and word; ") + ",7\n"
	},
	"csv long quoted": func(n int) string {
		return "id,name,n\n1,x,3\n2,y,4\n5,\"" + fill(n, "word \"\"and\"\" word,\n") + " " + planted + " " + fill(900, "word \"\"and\"\" word, ") + "\",7\n"
	},
	"json": func(n int) string {
		return `[{"id":1,"s":"文"},{"id":2}` + fill(n, `,{"id":"字","a":[{"b":"x\n"}]}`) + `,{"id":3,"s":"` + planted + `"}` + fill(700, `,{"id":"字","a":[{"b":"x\n"}]}`) + "]"
	},
	"json long": func(n int) string {
		return `[{"id":1},{"id":2},{"s":"` + fill(n, `word \"and\" 文\\ `) + " " + planted + " " + fill(900, `word \"and\" 文\\ `) + `"}]`
	},
	"jsonl": func(n int) string {
		return "{\"id\":1,\"s\":\"文\"}\n{\"id\":2}\n" + fill(n, "{\"id\":\"字\",\"a\":[{\"b\":\"x\\n\"}]}\n") + `{"id":3,"s":"` + planted + "\"}\n" + fill(700, "{\"id\":\"字\"}\n")
	},
	"jsonl long": func(n int) string {
		return "{\"id\":1}\n{\"id\":2}\n{\"s\":\"" + fill(n, `word \"and\" 文\\ `) + " " + planted + " " + fill(900, `word \"and\" 文\\ `) + "\"}\n{\"id\":3}\n"
	},
}

// fill repeats a whole number of units, to n bytes or a little more.
func fill(n int, unit string) string { return strings.Repeat(unit, (n+len(unit)-1)/len(unit)) }

// TestSeams moves a value over every byte of the buffer's seam and of the cut,
// in each format, each charset, plain and packed.
func TestSeams(t *testing.T) {
	for name, layout := range layouts {
		for _, enc := range []string{"utf-8", "utf-8 bom", "gb18030", "utf-16"} {
			for _, packed := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/%s/%v", name, enc, packed), func(t *testing.T) {
					for n := range 700 {
						// Widths of one byte, so that n moves by single bytes.
						in := encode(enc, strings.Replace(layout(600), " "+planted, strings.Repeat(" ", n%64)+" "+planted, 1))
						if n >= 64 {
							if n%7 != 0 {
								continue
							}
							in = encode(enc, layout(n))
						}
						if packed {
							in = gz(t, in[:len(in)/2], in[len(in)/2:])
						}
						rows, drawn := gather(t, &tiny, memory("a", []byte(in)), full)
						if count(rows) != 1 {
							t.Fatalf("n %d: seen %d times; %+v", n, count(rows), drawn)
						}
						if len(drawn.Gaps) > 0 || drawn.Design != scanners.Census || strings.Contains(drawn.Format, "latin1") {
							t.Fatalf("n %d: %+v", n, drawn)
						}
					}
				})
			}
		}
	}
}

func encode(enc, s string) string {
	switch enc {
	case "utf-8 bom":
		return "\ufeff" + s
	case "gb18030":
		return gb(s)
	case "utf-16":
		return utf16le(s)
	}
	return s
}

// TestHardCut checks values in text without any place for a cut: each is whole
// in one part at least.
func TestHardCut(t *testing.T) {
	for n := 380; n < 1300; n += 3 {
		for name, wrap := range map[string]string{"text": "%s", "json": `["%s"]`, "csv": "a,b\n1,%s\n2,\"x\"\n3,y\n"} {
			in := fmt.Sprintf(wrap, strings.Repeat("文", n/3)+strings.Repeat("x", n%3)+"文"+planted+strings.Repeat("文", 300))
			rows, drawn := gather(t, &tiny, memory("a."+name, []byte(in)), full)
			if count(rows) < 1 || len(drawn.Gaps) > 0 || strings.Contains(drawn.Format, "latin1") {
				t.Fatalf("%s, n %d: seen %d times; %+v", name, n, count(rows), drawn)
			}
		}
	}
}

// TestPieceSeams reads every piece of the grid on its own and checks that
// together they are what a census reads, whatever lies on the seams.
func TestPieceSeams(t *testing.T) {
	for name, layout := range layouts {
		if strings.HasPrefix(name, "json") && !strings.HasPrefix(name, "jsonl") {
			continue
		}
		for _, enc := range []string{"utf-8", "utf-8 bom", "gb18030", "utf-16"} {
			step := 1 // every byte where the text is as it lies, else what is coprime to the units
			if enc != "utf-8" {
				step = 7
			}
			t.Run(name+"/"+enc, func(t *testing.T) {
				for n := 0; n < 600; n += step {
					in := []byte(encode(enc, strings.Replace(layout(1000+n%50), " "+planted, strings.Repeat("x", n)+" "+planted, 1)))
					census, _ := gather(t, &tiny, memory("a", in), full)
					pieces := allPieces(t, &tiny, memory("a", in))
					if count(pieces) != 1 {
						t.Fatalf("n %d: seen %d times", n, count(pieces))
					}
					if strings.Contains(name, "long") {
						continue // cut at other places
					}
					if a, b := table(census), table(pieces); a != b {
						t.Fatalf("n %d: census\n%s\npieces\n%s", n, a, b)
					}
				}
			})
		}
	}
}

// allPieces reads each piece of the grid by a window of its own.
func allPieces(t *testing.T, s *sizes, src Source) []row {
	t.Helper()
	var all []row
	j := s.job(t.Context(), src, scanners.Draw{Depth: scanners.Sample, MaxBytes: 1 << 40})
	j.out = newOut(s, func(b *scanners.Batch) error {
		all = append(all, rowsOf(b)...)
		return nil
	})
	c, err := j.object().open(s.head)
	if err != nil || c == nil {
		t.Fatal(err)
	}
	p, ok := c.parser.(aligned)
	if !ok {
		t.Fatalf("%s has no pieces", c.name)
	}
	last := int64(0)
	for lo := int64(0); lo < src.Size; lo += s.piece {
		w := &window{j: j, left: 1 << 40, keep: max(0, lo-int64(c.charset.unit))}
		from, to, whole, err := j.seams(w, p, c, lo, min(lo+s.piece, src.Size), p.window(s.piece))
		if err != nil {
			t.Fatal(err)
		}
		if from >= to {
			continue
		}
		if from != last {
			t.Fatalf("the piece at %d starts at %d, the last one ended at %d", lo, from, last)
		}
		last = to
		b, err := w.bytes(from, to)
		if err != nil || int64(len(b)) != to-from {
			t.Fatal(err, len(b))
		}
		if err := j.records(p.at(from), c, bytes.Clone(b), from, whole); err != nil {
			t.Fatal(err)
		}
	}
	if last != src.Size {
		t.Fatalf("the last piece ends at %d of %d", last, src.Size)
	}
	return all
}
