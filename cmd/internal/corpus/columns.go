package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// nameless are names of fields that say nothing.
var nameless = list("c3 col_7 value field4 f1 data column5 v")

// Columns makes columns of about the given number of rows: each category under
// each of its names, and without a name where its values are enough; as many
// columns hold what looks like it.
func Columns(r *rand.Rand, rows int) []Column {
	var out []Column
	for _, s := range subjects {
		for _, field := range s.fields {
			out = append(out, s.column(r, field, rows, "column with a name"))
			if s.nearFields == nil {
				near := s.nearColumn(r, field, rows)
				out = append(out, near)
			}
		}
		for _, field := range s.nearFields {
			out = append(out, s.nearColumn(r, field, rows))
		}
		if s.alone {
			for range 4 {
				out = append(out, s.column(r, pick(r, nameless), rows, "column without a name"))
			}
		}
		if s.bare && s.sentences == nil && len(s.zh) > 0 {
			out = append(out, s.proseColumn(r, rows, "remark", proseEN, s.en), s.proseColumn(r, rows, "备注", proseZH, s.zh))
		}
	}
	for _, s := range facts {
		for _, field := range s.fields {
			out = append(out, s.column(r, field, rows, "column with a name"))
		}
	}
	for _, t := range slices.Concat(traps, namesOfThings) {
		for _, field := range append(slices.Clone(t.fields), pick(r, nameless), pick(r, nameless)) {
			c := Column{Field: field, May: t.may, About: t.name, Kind: "trap " + t.name}
			for range rows {
				c.Values = append(c.Values, t.make(r))
			}
			out = append(out, c)
		}
	}
	return append(out, sparseColumn(r))
}

// column fills a column as tables are filled: some values are missing, a few are
// broken, people write them in several ways or a program wrote them in one.
func (s *subject) column(r *rand.Rand, field string, rows int, kind string) Column {
	c := Column{Field: field, Is: []string{s.category}, May: slices.Concat(s.may, s.also), Also: s.also, About: s.category, Kind: kind}
	byHand := r.IntN(2) == 0
	for range rows/2 + r.IntN(rows) {
		switch n := r.IntN(100); {
		case n < 6:
			c.Values = append(c.Values, "")
		case n < 8:
			c.Values = append(c.Values, pick(r, []string{"无", "N/A", "-", "null", "0"}))
		case byHand:
			c.Values = append(c.Values, s.written(r))
		default:
			c.Values = append(c.Values, s.make(r))
		}
	}
	return c
}

func (s *subject) nearColumn(r *rand.Rand, field string, rows int) Column {
	c := Column{Field: field, May: s.may, About: s.category, Kind: "trap column of what is nearly a value"}
	for range rows {
		c.Values = append(c.Values, s.near(r))
	}
	return c
}

// proseColumn is free text in every cell, most of it with a value behind a word.
func (s *subject) proseColumn(r *rand.Rand, rows int, field string, sentences, words []string) Column {
	c := Column{Field: field, Is: []string{s.category}, May: slices.Concat(s.may, s.also, []string{"comm.content"}), Also: s.also, About: s.category, Kind: "column of prose"}
	for range rows {
		b := &builder{}
		f := &frame{sentence: pick(r, sentences), word: pick(r, words)}
		f.put(r, b, s, s.written(r))
		c.Values = append(c.Values, strings.ReplaceAll(b.String(), "\n", " "))
	}
	return c
}

// sparseColumn holds one resident number among ten thousand order numbers.
func sparseColumn(r *rand.Rand) Column {
	c := Column{Field: "order_no", Trace: []string{"id.cn_resident"}, About: "id.cn_resident", Kind: "sparse column"}
	at := r.IntN(10000)
	for i := range 10000 {
		if i == at {
			c.Values = append(c.Values, resident(r))
			continue
		}
		c.Values = append(c.Values, fmt.Sprint("90", digits(r, 16)))
	}
	return c
}
