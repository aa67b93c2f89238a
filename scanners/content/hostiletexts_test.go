package content

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

// laughs are entities in one another that make up a billion of the innermost.
func laughs(root string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\"?>\n<!DOCTYPE %s [\n<!ENTITY lol \"lol\">\n", root)
	last := "lol"
	for i := range 9 {
		name := fmt.Sprintf("lol%d", i+1)
		fmt.Fprintf(&b, "<!ENTITY %s \"%s\">\n", name, strings.Repeat("&"+last+";", 10))
		last = name
	}
	return b.String() + "]>\n"
}

func hostileTexts(t testing.TB) []harm {
	yaml := "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
	for c := 'b'; c <= 'i'; c++ {
		yaml += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 9), ","))
	}
	return []harm{
		{name: "laughs.xml", in: []byte(laughs("a") + "<a><b>&lol9;</b><b>x</b></a>")},
		{name: "laughs.svg", in: []byte(laughs("svg") + `<svg xmlns="http://www.w3.org/2000/svg"><text>&lol9;</text></svg>`)},
		{name: "elsewhere.xml", in: []byte("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a><b>&b;</b></a>")},
		{name: "aliases.yaml", in: []byte(yaml)},
		{name: "itself.yaml", in: []byte("---\na: &a\n  b: *a\n  c: x\n")},
		{name: "deep.yaml", in: []byte("---\n" + strings.Repeat("[", 1<<20))},
		{name: "deep.json", in: []byte(strings.Repeat("[", 1_000_000) + strings.Repeat("]", 1_000_000)), kind: scanners.GapCorrupt, says: "nested too deeply"},
		{name: "deep objects.json", in: []byte(strings.Repeat(`{"a":`, 1_000_000)), kind: scanners.GapCorrupt, says: "nested too deeply"},
		{name: "names.json", in: []byte("[{" + manyNames(200_000) + "}]")},
		{name: "deep.xml", in: []byte("<?xml version=\"1.0\"?>" + strings.Repeat("<a>", 1<<20)), kind: scanners.GapCorrupt, says: "nested too deeply"},
		{name: "deep.html", in: []byte("<!doctype html><body>" + strings.Repeat("<table><tr><td>", 300_000) + "x")},
		{name: "deep.md", in: []byte("# a\n\n" + strings.Repeat(">", 1<<20) + " x\n\n" + strings.Repeat("[", 1<<20) + "\n")},
		{name: "line.csv", source: madeOf(madePart{"a,b\n1,2\n3,", 1}, madePart{"words of a line ", 100 << 20 / 16}, madePart{"\n5,6\n", 1})},
		{name: "columns.csv", in: []byte("a" + strings.Repeat(",a", 1<<20) + "\n1" + strings.Repeat(",1", 1<<20) + "\n")},
		{name: "quote.csv", source: madeOf(madePart{"a,b\n1,\"", 1}, madePart{"words, of a line", 20 << 20 / 16})},
		{name: "zeros.utf16", source: madeOf(madePart{"\xff\xfe", 1}, madePart{"\x00\x00", 16 << 20})},
		{name: "zeros", source: madeOf(madePart{"\x00", 32 << 20}), kind: scanners.GapFormat, says: "is not text in a known encoding"},
		{name: "sections.ini", in: []byte(strings.Repeat("[a]\n", 1<<20))},
		{name: "open.sql", in: []byte("INSERT INTO t VALUES (1);\nINSERT INTO t VALUES " + strings.Repeat("((", 1<<20)), kind: anyGap},
		{name: "folded.vcf", in: []byte("BEGIN:VCARD\nVERSION:3.0\nNOTE:x" + strings.Repeat("\n x", 1<<20) + "\nEND:VCARD\n")},
		{name: "deep.rtf", in: []byte(`{\rtf1 ` + strings.Repeat("{", 1<<20) + "x"), kind: anyGap},
	}
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"name%d":"v",`, i)
	}
	return strings.TrimSuffix(b.String(), ",")
}
