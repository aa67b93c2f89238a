package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"piiventory/detectors"
	"piiventory/policy"
	"piiventory/reports"
	"piiventory/scanners/content"
)

type detectFlags struct {
	field, rules        string
	show, jsonl, digest bool
	count               bool
}

func newDetect(c *console) *cobra.Command {
	f := &detectFlags{}
	cmd := &cobra.Command{
		Use:   "detect [FILE...|-]",
		Short: "Say what is seen in text, where, and why",
		Long: `Detect reads text (standard input without a FILE) and prints each place that looks
like personal data: line, column, category, confidence, and the reasons for the
confidence. What it found is masked; --show prints it as it stands.

With --jsonl each input line {"id":…,"field":…,"text":…} gives one output line
{"id":…,"matches":[{"category":…,"start":…,"end":…,"confidence":…}]}, with byte
offsets into the UTF-8 text. A line that is no such record is answered with
"error" in its place, and the command fails in the end.

With --count each FILE gives one line for each category: how often it was found, in
how many lines, how many lines hold its form, and the verdict on the file as one
column of lines. A wrong check digit counts as form only. A line that is longer than
8 MiB is counted in parts, each as a line.` + "\n" + renderStatus,
		Example: `  echo '电话 13912345678' | piiventory detect
  piiventory detect --field id_card notes.txt
  piiventory detect --count access.log
  piiventory detect --jsonl < records.jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.detect(cmd.Context(), f, args) },
	}
	cmd.Flags().StringVar(&f.field, "field", "", "name of the field or column that the text comes from")
	cmd.Flags().BoolVar(&f.show, "show", false, "print what was found as it stands, not masked")
	cmd.Flags().StringVar(&f.rules, "rules", "", "file with categories of your own")
	cmd.Flags().BoolVar(&f.digest, "digest", false, "print the digest of what was found, for an allowance in the rules file")
	cmd.Flags().BoolVar(&f.count, "count", false, "print counts by category, not places")
	cmd.Flags().BoolVar(&f.jsonl, "jsonl", false, "batch form: JSON lines in, JSON lines out")
	return cmd
}

func (c *console) detect(ctx context.Context, f *detectFlags, args []string) error {
	if f.jsonl && (f.show || f.digest) {
		return usagef("--show and --digest have no effect with --jsonl, which gives offsets only")
	}
	if f.count && (f.jsonl || f.show || f.digest) {
		return usagef("--show, --digest and --jsonl are about places, and --count prints none")
	}
	rules, err := readRules(f.rules)
	if err != nil {
		return err
	}
	if f.digest && (rules == nil || rules.Key == "") {
		return usagef("--digest needs a rules file with a digest_key (--rules FILE)")
	}
	engine, err := detectors.New(detectors.Options{Own: rules.Own()})
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(c.out, 1<<16)
	defer out.Flush()
	if len(args) == 0 {
		args = []string{"-"}
	}
	for _, name := range args {
		in := c.in
		if name != "-" {
			file, err := os.Open(name)
			if err != nil {
				return usagef("the text cannot be read: %w", err)
			}
			defer file.Close()
			in = file
		}
		switch {
		case f.jsonl:
			err = detectJSONL(ctx, engine, f, in, out)
		case f.count:
			err = c.detectCount(ctx, engine, rules, f.field, name, in, out)
		default:
			err = c.detectText(ctx, engine, rules, f, name, in, out)
		}
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

// maxLine bounds one line of input.
const maxLine = 64 << 20

// eachLine calls f for each line without its end.
func eachLine(ctx context.Context, in io.Reader, f func(n int, line []byte) error) error {
	s := bufio.NewScanner(in)
	s.Buffer(make([]byte, 1<<16), maxLine)
	n := 0
	for s.Scan() {
		n++
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f(n, s.Bytes()); err != nil {
			return err
		}
	}
	if errors.Is(s.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("line %d is longer than %d MiB; scan the file instead", n+1, maxLine>>20)
	}
	return s.Err()
}

// detectText prints one line for each match.
func (c *console) detectText(ctx context.Context, e *detectors.Engine, rules *policy.Rules, f *detectFlags, name string, in io.Reader, out io.Writer) error {
	if name == "-" {
		name = "stdin"
	}
	in, err := content.UTF8(in)
	if err != nil {
		return fmt.Errorf("%s: %w; scan it instead", name, err)
	}
	return eachLine(ctx, in, func(n int, line []byte) error {
		text := string(line)
		for _, m := range e.Text(f.field, text) {
			shown := text[m.Start:m.End]
			switch {
			case f.digest:
				shown = detectors.Digest(rules.Key, shown)
			case !f.show:
				shown = detectors.Mask(m.Category, shown)
			}
			called := calledIn(c.lang, rules, m.Category)
			column := utf8.RuneCountInString(text[:m.Start]) + 1
			if _, err := fmt.Fprintf(out, "%s:%d:%d\t%s\t%s\t%s\t%s\t%s\n", name, n, column, m.Category, called,
				reports.Confidence(c.lang, m.Confidence), shown, reports.Reasons(c.lang, m.Reasons)); err != nil {
				return err
			}
		}
		return nil
	})
}

// record is one line of input. Text is a pointer, to tell an empty text from
// none.
type record struct {
	ID    json.RawMessage `json:"id"`
	Field *string         `json:"field"`
	Text  *string         `json:"text"`
}

type matchJSON struct {
	Category   detectors.Category   `json:"category"`
	Start      int                  `json:"start"`
	End        int                  `json:"end"`
	Confidence detectors.Confidence `json:"confidence"`
}

type recordMatches struct {
	ID      json.RawMessage `json:"id"`
	Matches []matchJSON     `json:"matches"`
	Error   string          `json:"error,omitempty"`
}

// detectJSONL answers each line with one line. A line that is not a record is
// answered with an error in its place, and the command fails in the end.
func detectJSONL(ctx context.Context, e *detectors.Engine, f *detectFlags, in io.Reader, out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	bad, first := 0, 0
	err := eachLine(ctx, in, func(n int, line []byte) error {
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		res := recordMatches{Matches: []matchJSON{}}
		r, problem := parseRecord(line)
		res.ID = r.ID
		if problem != "" {
			if bad++; bad == 1 {
				first = n
			}
			res.Error = fmt.Sprintf("line %d: %s", n, problem)
			return enc.Encode(res)
		}
		field := f.field
		if r.Field != nil && *r.Field != "" {
			field = *r.Field
		}
		for _, m := range e.Text(field, *r.Text) {
			res.Matches = append(res.Matches, matchJSON{m.Category, m.Start, m.End, m.Confidence})
		}
		return enc.Encode(res)
	})
	if err == nil && bad > 0 {
		err = fmt.Errorf("%d lines of the input are not records, the first is line %d", bad, first)
	}
	return err
}

// parseRecord reads one line of input, or says what is wrong with it. The id is
// kept even then, where there is one.
func parseRecord(line []byte) (record, string) {
	const form = `this is not {"id":…,"field":…,"text":…}`
	var r record
	if !utf8.Valid(line) {
		// Broken bytes would be replaced, and the offsets would no longer fit.
		return r, "this is not UTF-8"
	}
	var keys map[string]json.RawMessage
	if json.Unmarshal(line, &keys) != nil || keys == nil {
		return r, form
	}
	r.ID = keys["id"]
	for key, into := range map[string]**string{"field": &r.Field, "text": &r.Text} {
		if raw, ok := keys[key]; ok && json.Unmarshal(raw, into) != nil {
			return r, key + " is not a string"
		}
	}
	if r.Text == nil {
		return r, "there is no text"
	}
	return r, ""
}
