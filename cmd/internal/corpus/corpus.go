// Package corpus makes labelled data: values that look like personal data, what
// stands around them in tables, logs, prose and JSON, and what looks like them
// and is something else. It exists to measure the detectors and therefore shares
// no code with them: the check digits, the words and the tables are its own.
//
// Nothing of it is anybody's as far as that can be had: resident numbers have
// area codes that were never given out and the serial 000, cards are of blocks
// that no bank has. Where no part of the numbers is kept free, as with Chinese
// telephones, values are drawn at random when the program runs and are stored
// nowhere.
package corpus

import (
	"math/rand/v2"
	"strings"
)

// A Span is a place in a text that stands for a category. Start and End are byte
// offsets.
type Span struct {
	Category   string
	Start, End int
	// Also are categories that may be reported for it in place of Category: a
	// foreign number may be a mobile or a landline.
	Also []string
	// Bare is set when nothing but the value itself speaks for the category. Such
	// a value must be seen, and may be seen with low confidence.
	Bare bool
}

// A Text is one cell, line or sentence with its labels. What is not labelled is
// nothing that a detector should report.
type Text struct {
	Field string
	Text  string
	Spans []Span
	// About is the category that the text was made for, also where it is a trap for
	// that category and holds nothing.
	About string
	// Kind says what sort of text it is: "cell", "prose-zh", "log-java" …, and for
	// a trap what was used: "trap order number in a field".
	Kind string
	// May are categories that it would not be wrong to report.
	May []string
}

// A Column is one field of a table with its values.
type Column struct {
	Field  string
	Values []string
	// Is are the categories that the column holds, empty for traps. May are those
	// that it would not be wrong to report as well.
	Is, May []string
	// Also are those that may be reported in place of the one in Is.
	Also []string

	// Trace are categories of which a single value is among many others: the column
	// is not of them, and yet they must be told of.
	Trace []string
	About string
	Kind  string
}

// A subject is how one category looks.
type subject struct {
	category string
	// make makes a value as a database holds it, write other ways that people
	// write it (nil: as it is).
	make  func(*rand.Rand) string
	write func(*rand.Rand, string) string
	// near makes what is nearly a value: of the same form, with one thing wrong.
	near func(*rand.Rand) string
	// fields are names of fields; words are what stands before it in sentences.
	fields, zh, en []string
	// nearFields are the fields of what is nearly a value, where fields are too clear.
	nearFields []string
	// bare says that the value alone is enough in running text, alone that it is in
	// a column without a name.
	bare, alone bool
	// plain is set where only the usual way of writing speaks for itself.
	plain bool

	// sentences replace the sentences that all subjects share; "{}" is the value.
	sentences []string
	// also are categories that may stand in its place.
	also []string
	// may are categories that a column of it may be given as well.
	may []string
	// part finds the value inside what make returns; nil: it is the whole.
	part func(string) (int, int)
	// cellsOnly is set for what only a field's name tells: no sentences.
	cellsOnly bool
}

// builder puts a text together and remembers where the labels are.
type builder struct {
	strings.Builder
	spans []Span
}

func (b *builder) mark(s *subject, text string, bare bool) {
	start, end := 0, len(text)
	if s.part != nil {
		start, end = s.part(text)
	}
	b.spans = append(b.spans, Span{s.category, b.Len() + start, b.Len() + end, s.also, bare})
	b.WriteString(text)
}

// fill writes a sentence with the value in the place of "{}" and the word in the
// place of "{w}".
func (b *builder) fill(sentence, word string, s *subject, text string, bare bool) {
	if n := len(word); n > 0 && word[n-1] < 0x80 { // no letters or digits against letters
		sentence = strings.ReplaceAll(sentence, "{w}{}", "{w} {}")
	}
	sentence = strings.ReplaceAll(sentence, "{w}", word)

	before, after, found := strings.Cut(sentence, "{}")
	b.WriteString(before)
	if found {
		if s == nil {
			b.WriteString(text)
		} else {
			b.mark(s, text, bare)
		}
		b.WriteString(after)
	}
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// list splits words at blanks; "_" stands for a blank inside a word when the
// word begins with "~".
func list(s string) []string {
	out := strings.Fields(s)
	for i, w := range out {
		if rest, ok := strings.CutPrefix(w, "~"); ok {
			out[i] = strings.ReplaceAll(rest, "_", " ")
		}
	}
	return out
}

func digits(r *rand.Rand, n int) string { return drawn(r, "0123456789", n) }

func upper(r *rand.Rand, n int) string { return drawn(r, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", n) }

func lower(r *rand.Rand, n int) string { return drawn(r, "abcdefghijklmnopqrstuvwxyz", n) }

func hexes(r *rand.Rand, n int) string { return drawn(r, "0123456789abcdef", n) }

func alnum(r *rand.Rand, n int) string {
	return drawn(r, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", n)
}

func drawn(r *rand.Rand, from string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = from[r.IntN(len(from))]
	}
	return string(b)
}

// grouped writes a value in groups of the given lengths.
func grouped(s, sep string, lengths ...int) string {
	var parts []string
	for _, n := range lengths {
		if n >= len(s) {
			break
		}
		parts = append(parts, s[:n])
		s = s[n:]
	}
	return strings.Join(append(parts, s), sep)
}

// fullWidth writes digits and letters as Chinese input methods do.
func fullWidth(s string) string {
	return strings.Map(func(c rune) rune {
		if c > ' ' && c < 0x7f {
			return c + 0xfee0
		}
		return c
	}, s)
}

// spoiled changes one digit so that a check digit over the digits fails: any one
// changed digit does that in all the checks here but those that valid tells.
func spoiled(r *rand.Rand, s string, valid func(string) bool) string {
	b := []byte(s)
	for {
		i := r.IntN(len(b))
		if b[i] < '0' || b[i] > '9' {
			continue
		}
		old := b[i]
		b[i] = '0' + (b[i]-'0'+1+byte(r.IntN(9)))%10
		if !valid(string(b)) {
			return string(b)
		}
		b[i] = old
	}
}
