package content

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

// huge are objects of one value of 12 MB with the planted one in it every few
// KiB, in words or without any place to cut it.
func huge(words bool) map[string]string {
	value := fill(12<<20, fill(3000, "word and word, ")+planted+" ")
	if !words {
		value = fill(12<<20, "QUJDREVGR0hJSktMTU5P")
	}
	return map[string]string{
		"a.csv":   "id,note\n1," + strings.ReplaceAll(value, ",", ";") + "\n2,x\n",
		"a.jsonl": `{"id":1,"note":"` + value + "\"}\n{\"id\":2}\n",
		"a.txt":   value + "\nlast line\n",
	}
}

// TestValueOfMostOfTheObject draws from objects in whose pieces no record begins.
func TestValueOfMostOfTheObject(t *testing.T) {
	for _, words := range []bool{true, false} {
		for name, in := range huge(words) {
			t.Run(fmt.Sprint(name, words), func(t *testing.T) {
				for seed := range uint64(8) {
					rows, drawn := gather(t, &standard, memory(name, []byte(in)), sampled(seed, 1<<20, 3000))
					kinds := map[scanners.GapKind]string{}
					for _, g := range drawn.Gaps {
						kinds[g.Kind] = g.Reason
					}
					if drawn.Bytes > 1<<20 || len(rows) > 3000 {
						t.Errorf("seed %d: %d bytes, %d rows", seed, drawn.Bytes, len(rows))
					}
					switch {
					case words && count(rows) < 50:
						t.Errorf("seed %d: the planted value was seen %d times in %d rows: %+v", seed, count(rows), len(rows), drawn)
					case !words && len(rows) == 0 && drawn.Design != scanners.NotRandom:
						t.Errorf("seed %d: nothing was seen and the design is %s", seed, drawn.Design)
					case !(words && name == "a.txt") && kinds[scanners.GapOversized] == "": // a text is cut anywhere
						t.Errorf("seed %d: %+v", seed, drawn)
					}
					for _, r := range rows {
						for _, v := range r.values {
							if strings.HasPrefix(v, planted[1:9]) || words && strings.HasSuffix(v, "@example.co") {
								t.Errorf("half a value: %.40q", v)
							}
						}
					}
				}
			})
		}
	}
}

// TestOverlongIsReadOnce sees that what is read as text was not also read as the
// end of a record.
func TestOverlongIsReadOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("{\"id\":1}\n{\"id\":2,\"note\":\"")
	for i := range 200_000 {
		fmt.Fprintf(&b, "word %06d, and word, ", i)
	}
	b.WriteString("\"}\n")
	for seed := range uint64(40) {
		rows, _ := gather(t, &standard, memory("a.jsonl", []byte(b.String())), sampled(seed, 3<<20, 0))
		seen := map[string]bool{}
		for _, r := range rows {
			for _, v := range r.values {
				for _, w := range strings.Split(v, ", ") {
					if strings.HasPrefix(w, "word ") && len(w) == 11 {
						if seen[w] {
							t.Fatalf("seed %d: %q was read twice", seed, w)
						}
						seen[w] = true
					}
				}
			}
		}
		if len(seen) == 0 {
			t.Errorf("seed %d: nothing was seen", seed)
		}
	}
}
