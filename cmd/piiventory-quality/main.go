// Command piiventory-quality measures how right the detectors are: on a corpus
// that it makes itself and whose truth it therefore knows, and on real files in
// which there is next to nothing to find.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"piiventory/cmd/internal/corpus"
)

func main() {
	o := options{}
	flag.Uint64Var(&o.seed, "seed", 1, "the corpus that is made")
	flag.IntVar(&o.values, "values", 600, "texts that hold a value, for each category, and as many traps")
	flag.IntVar(&o.rows, "rows", 200, "rows of a column")
	flag.IntVar(&o.worst, "worst", 40, "kinds of mistakes to print")
	flag.StringVar(&o.only, "only", "", "print the mistakes of this category only")
	flag.StringVar(&o.write, "write", "", "write the corpus of texts as JSON lines to this file, with its labels, and measure nothing")
	flag.StringVar(&o.folder, "corpora", "testdata/quality", "folder with the lists of real corpora and of what is allowed in them")
	flag.BoolVar(&o.real, "real", true, "measure the real corpora, too; what is not on this machine is fetched into the cache of the user")
	flag.BoolVar(&o.gaps, "gaps", false, "name the formats in the real corpora, and what of them was not read")
	flag.StringVar(&o.corpus, "corpus", "", "measure this real corpus only, and nothing else")
	flag.BoolVar(&o.markdown, "markdown", false, "print the figures as the table of docs/quality.md and measure no real files")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "piiventory-quality takes no arguments, only flags; see -help")
		os.Exit(2)
	}
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type options struct {
	seed                uint64
	values, rows, worst int
	only, write, folder string
	real, gaps          bool
	markdown            bool
	corpus              string
}

func run(o options) error {
	r := corpus.Seeded(o.seed)
	all := slices.Concat(corpus.Texts(r, o.values), corpus.Records(r, 10*o.values), corpus.Sparse(r, 10000))
	if o.write != "" {
		return writeFile(o.write, all)
	}
	e, err := newEngine()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	if o.corpus != "" {
		wrong, err := negatives(w, e, o.folder, o.gaps, func(s *source) bool { return s.name == o.corpus })
		for _, line := range wrong {
			fmt.Fprintln(w, line)
		}
		return err
	}
	begun := time.Now()
	byValue := texts(e, all)
	byColumn := columns(e, corpus.Columns(r, o.rows))
	byState := derivedFrom(e, corpus.StateColumns(r, o.rows/4), corpus.AgeColumns(r, o.rows))
	if o.markdown {
		markdown(w, byValue, byColumn, byState)
		return nil
	}
	byValue.table(w, fmt.Sprintf("By value: %d texts, seed %d", len(all), o.seed), corpus.Categories())
	byColumn.table(w, "By the verdict of the column", measured())
	byState.table(w, "States of values and minors, by value", derivedKinds())
	byValue.worst(w, "By value: what went wrong", o.only, o.worst)
	byColumn.worst(w, "By column: what went wrong", o.only, o.worst)
	byState.worst(w, "States and minors: what went wrong", o.only, o.worst)
	fmt.Fprintf(w, "measured in %.1f s\n", time.Since(begun).Seconds())
	var wrong []string
	if o.real {
		if wrong, err = negatives(w, e, o.folder, o.gaps, func(*source) bool { return true }); err != nil {
			return err
		}
	}
	low := slices.Concat(below("by value", byValue, corpus.Categories()), below("by column", byColumn, measured()), below("by state", byState, derivedKinds()))
	for _, line := range slices.Concat(low, wrong) {
		fmt.Fprintln(w, line)
	}
	if len(low)+len(wrong) > 0 {
		return fmt.Errorf("%d figures are below their floors, %d alarms in real files are not allowed", len(low), len(wrong))
	}
	return nil
}
