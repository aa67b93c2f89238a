package main

import (
	"fmt"
	"io"
	"strings"

	"piiventory/cmd/internal/corpus"
)

// markdown prints both measurements in one table, for docs/quality.md.
func markdown(w io.Writer, byValue, byColumn *result) {
	fmt.Fprintln(w, "| category | floor | by value: precision | recall | F1 | by column: precision | recall | F1 |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|")
	for i, c := range measured() {
		value := "| | | "
		if i < len(corpus.Categories()) {
			value = figures(byValue.of(c))
		}
		fmt.Fprintf(w, "| `%s` | %.2f %s%s|\n", c, floorOf(c), value, figures(byColumn.of(c)))
	}
}

func figures(s *score) string {
	var b strings.Builder
	for _, f := range []float64{s.precision(), s.recall(), s.f1()} {
		fmt.Fprintf(&b, "| %.4f ", f)
	}
	return b.String()
}
