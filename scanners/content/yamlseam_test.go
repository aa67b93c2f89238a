package content

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

func init() {
	trap := "---\nid: 7\ntext: |\n  a line\n  ---\n  --- x\n\n  end\nquoted: \"--- a\n  --- b\"\nplain: x\n  ---\n---x: 1\nlist:\n- a: 1\n- a: 2\n"
	top := "--- |\n a text\n ---\n of its own\n"
	records["yaml"] = strings.Repeat("---\nid: 0\nname: 文\n", 8) + strings.Repeat(trap+"--- {id: 3, name: 字}\n", 2) + "...\n%YAML 1.2\n---\nid: 5\n" + top +
		"---\nid: 9\nname: @ " + planted + "\n" + trap + "---\r\nid: 4\r\nname: y\r\n# a comment\n---\tid\n---\nid: 8\n" + strings.Repeat("---\nid: 6\nlist: [a, b]\n", 20)
	serieses["yaml"] = series{"", func(i int) string {
		return fmt.Sprintf("---\nid: %d\nname: name %d\nin: {id: x%d}\ntext: |\n  ---\n  %s\n", i, i, i, strings.Repeat("long ", i%7*i%11))
	}, ""}
}

// TestYAMLHeadOnly reads one large document from its start, and says so.
func TestYAMLHeadOnly(t *testing.T) {
	in := "a:\n" + fill(400_000, "- b: 1\n  c: |\n    ---\n")
	_, drawn := gather(t, &standard, memory("a.yaml", []byte(in)), sampled(1, 160<<10, 0))
	if drawn.Format != "yaml" || drawn.Design != scanners.NotRandom || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapBudget {
		t.Errorf("%+v", drawn)
	}
}
