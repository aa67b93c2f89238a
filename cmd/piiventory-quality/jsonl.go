package main

import (
	"bufio"
	"encoding/json"
	"os"

	"piiventory/cmd/internal/corpus"
)

// A line is one text in the form that "piiventory detect --jsonl" reads, with its
// labels beside it.
type line struct {
	ID     int     `json:"id"`
	Field  string  `json:"field"`
	Text   string  `json:"text"`
	Labels []label `json:"labels"`
	Kind   string  `json:"kind"`
}

type label struct {
	Category string `json:"category"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
}

func writeFile(name string, all []corpus.Text) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for i, t := range all {
		l := line{ID: i, Field: t.Field, Text: t.Text, Labels: []label{}, Kind: t.Kind}
		for _, s := range t.Spans {
			l.Labels = append(l.Labels, label{s.Category, s.Start, s.End})
		}
		if err := enc.Encode(l); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
