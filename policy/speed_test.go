package policy

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/inventory"
)

// manyDatasets is a data lake and a database with many datasets, and a declaration of
// many systems and rules over them: folders, wildcards in the middle, and tables.
func manyDatasets(tb testing.TB, datasets, systems int) (*inventory.Inventory, *Declaration) {
	tb.Helper()
	lake := inventory.Store{Alias: "lake", Kind: "s3", Coverage: inventory.Coverage{Listed: 1, Sampled: 1, Whole: 1}}
	crm := inventory.Store{Alias: "crm", Kind: "postgres", Coverage: inventory.Coverage{Listed: 1, Sampled: 1, Whole: 1}}
	day := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	for i := range datasets {
		ds := inventory.Dataset{
			Path: fmt.Sprintf("team%d/part%d/{date}/*.csv", i%systems, i), Kind: "object", Coverage: inventory.Coverage{Listed: 9, Sampled: 9, Whole: 9},
			Times: []inventory.Times{{Source: "object", Count: 9, Oldest: day, Newest: day}},
		}
		for _, cat := range []string{"contact.email", "contact.phone", "identity.name"} {
			ds.Entries = append(ds.Entries, inventory.Entry{Field: cat, Category: detectors.Category(cat), Confidence: detectors.High, Valid: 9, Values: 9, Rows: 9})
		}
		if i%4 == 3 {
			ds.Path, ds.Kind = fmt.Sprintf("team%d.table%d", i%systems, i), "table"
			crm.Datasets = append(crm.Datasets, ds)
			continue
		}
		lake.Datasets = append(lake.Datasets, ds)
	}
	var text strings.Builder
	text.WriteString("piiventory: declaration/v1\nid: many\nsystems:\n")
	for i := range systems {
		fmt.Fprintf(&text, "  - {id: s%d, kind: rdb, at: [\"s3://lake/team%d/**\", \"s3://lake/*/old%d/**\", \"postgres://crm/team%d.*\"], region: [CN]}\n", i, i, i, i)
	}
	text.WriteString("rules:\n")
	for i := range systems {
		fmt.Fprintf(&text, "  - {id: r%d, systems: [s%d], categories: [contact.*, identity.name], retention: {kind: fixed, max: P6M}}\n", i, i)
	}
	d, err := Parse("many.yaml", []byte(text.String()))
	if err != nil {
		tb.Fatal(err)
	}
	return &inventory.Inventory{Complete: true, Stores: []inventory.Store{lake, crm}}, d
}

// BenchmarkCheckManyDatasets holds 4,000 datasets against 200 systems and rules.
func BenchmarkCheckManyDatasets(b *testing.B) {
	inv, d := manyDatasets(b, 4000, 200)
	now := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	for b.Loop() {
		if len(Check(inv, d, now)) == 0 {
			b.Fatal("nothing found")
		}
	}
}

// BenchmarkDraftManyDatasets drafts a declaration of 4,000 datasets in as many folders.
func BenchmarkDraftManyDatasets(b *testing.B) {
	inv, _ := manyDatasets(b, 4000, 4000)
	for b.Loop() {
		if _, err := NewDraft(inv); err != nil {
			b.Fatal(err)
		}
	}
}

// TestCoversAsTheWalk holds the short ways of Selector.dataset against the walk of both
// automata, which they save.
func TestCoversAsTheWalk(t *testing.T) {
	patterns := []string{"**", "a/**", "a/*", "a/b", "*/b", "a/*/c.csv", "**/c.csv", "a/?/**", "ab/**", `a\*/**`, `\a/**`, "a/**/**", "public.*", "*.users", "public.users", "a/b/**/c"}
	templates := []string{"", "a", "a/", "a/b", "ab/x", "a/{n}.csv", "{date}/c.csv", "a/b/{uuid}/c", "*/b", "*.*", "a/*.*", "a*/x", "public.users", "public.{n}", "a{b/c", "a/x/c.csv", "a*/b"}
	for _, pattern := range patterns {
		sel, err := ParseSelector("s3://x/" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, template := range templates {
			want := no
			for _, p := range sel.forms {
				want = max(want, matchTemplate(p.graph, template))
			}
			if got := sel.dataset(template); got != want {
				t.Errorf("%s of %s: %d, and by the walk %d", pattern, template, got, want)
			}
		}
	}
}
