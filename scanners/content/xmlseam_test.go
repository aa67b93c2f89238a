package content

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

func init() {
	row := func(i int) string {
		return fmt.Sprintf(`<p:rec id="%d" t="a>b</p:rec>"><name>文</name><!-- rec --><x><k>1</k><k>2</k></x><![CDATA[</p:re]]></p:rec>`, i)
	}
	rows := strings.Repeat(row(1)+" \n ", 3)
	records["xml"] = `<?xml version="1.0"?><all xmlns:p="urn:p">` + strings.Repeat("<p:rec id='0'/>", 12) + rows + `<p:rec><name>@ ` + planted + `</name></p:rec>` + rows + "<!-- between -->" + rows + "<p:rec/><end>1</end></all>\n"
	records["xml in elements"] = `<all><of>12</of><list at="1">` + strings.Repeat("<rec id='0'/>", 20) + strings.ReplaceAll(rows, "p:", "") + `<rec><name>@ ` + planted + `</name></rec>` + strings.ReplaceAll(rows+rows, "p:", "") + "</list></all>"

	serieses["xml"] = series{`<?xml version="1.0"?><people>`, func(i int) string {
		return fmt.Sprintf("<person id=\"%d\"><name>name %d</name><tag>a</tag><tag>b</tag></person>\n", i, i)
	}, "</people>"}
	serieses["xml in elements"] = series{`<all><meta>x</meta><people>`, func(i int) string {
		return fmt.Sprintf("<person id=\"%d\"><name>%s</name></person>", i, strings.Repeat("long ", i%7*i%11))
	}, "</people></all>"}
}

// TestXMLHeadOnly reads what cannot be drawn from its start, and says so.
func TestXMLHeadOnly(t *testing.T) {
	for name, unit := range map[string]string{
		"rows in rows":  `<r><r>1</r><r>2</r></r>`,
		"cdata":         `<r><a>1</a><![CDATA[<r>]]></r>`,
		"comments":      `<!-- <r> --><r><a>1</a></r>`,
		"named parents": `</row></table_data><table_data name="b"><row><field name="a">x</field>`,
	} {
		in := "<l>" + fill(400_000, unit) + "</l>"
		if name == "named parents" {
			in = `<dump><table_data name="a"><row>` + fill(400_000, `<field name="a">x</field></row><row>`) + "</row></table_data></dump>"
		}
		_, drawn := gather(t, &standard, memory("a.xml", []byte(in)), sampled(1, 160<<10, 0))
		if drawn.Format != "xml" || drawn.Design != scanners.NotRandom || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapBudget {
			t.Errorf("%s: %+v", name, drawn)
		}
	}
}

// TestXMLParents draws from a text with two lists of like rows: no row is said to be of
// the other one.
func TestXMLParents(t *testing.T) {
	list := func(name string) string {
		var b strings.Builder
		for range 9000 {
			fmt.Fprintf(&b, "<person><of>%s</of><x>1</x></person>", name)
		}
		return "<" + name + ">" + b.String() + "</" + name + ">"
	}
	for seed := range uint64(10) {
		rows, drawn := gather(t, &standard, memory("a.xml", []byte("<l>"+list("a")+list("b")+"</l>")), sampled(seed, 160<<10, 3000))
		if drawn.Format != "xml" || drawn.Design != scanners.Equal {
			t.Fatalf("%+v", drawn)
		}
		for _, r := range rows {
			for path, v := range r.values {
				if of, ok := strings.CutSuffix(path, ".person.of"); ok && of != v {
					t.Fatalf("a row of %s is called %s", v, path)
				}
			}
		}
	}
}

// TestOtherRecords draws from texts whose rows become of another kind: the design does
// not say that all had the same chance.
func TestOtherRecords(t *testing.T) {
	for name, in := range map[string]string{
		"a.xml":  "<l>" + fill(800_000, "<a><b>1</b><c>2</c></a>") + fill(4_000_000, "<d><b>1</b><c>2</c></d>") + "</l>",
		"a.json": `[{"a":1}` + fill(800_000, `,{"a":1,"b":"x"}`) + fill(4_000_000, `,{"c":1,"b":"x"}`) + "]",
	} {
		rows, drawn := gather(t, &standard, memory(name, []byte(in)), sampled(3, 512<<10, 3000))
		if drawn.Design != scanners.NotEqual || len(rows) == 0 {
			t.Errorf("%s: %d rows, %+v", name, len(rows), drawn)
		}
	}
}
