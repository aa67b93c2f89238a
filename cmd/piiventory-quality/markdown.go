package main

import (
	"fmt"
	"io"
	"strings"

	"piiventory/cmd/internal/corpus"
)

// markdown prints the measurements in two tables, for docs/quality.md.
func markdown(w io.Writer, byValue, byColumn, byState *result) {
	fmt.Fprintln(w, "| category | floor | by value: precision | recall | F1 | by column: precision | recall | F1 |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|")
	for i, c := range measured() {
		value := "| | | "
		if i < len(corpus.Categories()) {
			value = figures(byValue.of(c))
		}
		fmt.Fprintf(w, "| `%s` | %.2f %s%s|\n", c, floorOf(c), value, figures(byColumn.of(c)))
	}
	fmt.Fprintln(w, "\n| what | floor | precision | recall | F1 |")
	fmt.Fprintln(w, "|---|---|---|---|---|")
	for _, c := range derivedKinds() {
		fmt.Fprintf(w, "| `%s` | %.2f %s|\n", c, floorOf(c), figures(byState.of(c)))
	}
}

func figures(s *score) string {
	var b strings.Builder
	for _, f := range []float64{s.precision(), s.recall(), s.f1()} {
		fmt.Fprintf(&b, "| %.4f ", f)
	}
	return b.String()
}
