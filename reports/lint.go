package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"piiventory/policy"
)

// LintFormats are the formats in which lint writes its remarks.
var LintFormats = []string{"text", "json", "github"}

// LintFormat is the version of the remarks as JSON.
const LintFormat = "lint/v1"

// A Linted is what lint says of one declaration.
type Linted struct {
	// File is the name of the declaration's file, and ID the id in it.
	File, ID string
	Remarks  []policy.Remark
	// Lang is "en" or "zh".
	Lang string
}

// lintLine is one remark as JSON.
type lintLine struct {
	policy.Remark
	Text   string `json:"text"`
	Remedy string `json:"remedy"`
}

// WriteLint writes the remarks: as text, one line of "file:line:column: …" for each with
// the remedy below it; as JSON; or as workflow commands of GitHub Actions, by which they
// stand beside the lines of the file.
func WriteLint(w io.Writer, format string, l *Linted) error {
	t := wordsOf(l.Lang)
	var b bytes.Buffer
	switch format {
	case "json":
		lines := []lintLine{}
		for _, r := range l.Remarks {
			text, remedy := lintText(t, r)
			lines = append(lines, lintLine{r, text, remedy})
		}
		e := json.NewEncoder(&b)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		if err := e.Encode(struct {
			Format  string     `json:"piiventory"`
			File    string     `json:"file"`
			ID      string     `json:"id"`
			Remarks []lintLine `json:"remarks"`
		}{LintFormat, l.File, l.ID, lines}); err != nil {
			return err
		}
		_, err := w.Write(visible(b.Bytes()))
		return err
	case "github":
		for _, r := range l.Remarks {
			command := "notice"
			switch {
			case r.Severity.Rank() >= policy.Medium.Rank():
				command = "error"
			case r.Open || r.Severity == policy.Low:
				command = "warning"
			}
			text, remedy := lintText(t, r)
			fmt.Fprintf(&b, "::%s file=%s,line=%d,col=%d,title=%s::%s\n", command, workflowProperty(clean(l.File)), max(r.Line, 1), max(r.Column, 1),
				workflowProperty(t.t(r.Code+".title")+" ("+r.Code+")"), workflowData(text+" "+remedy))
		}
	default:
		for _, r := range l.Remarks {
			text, remedy := lintText(t, r)
			place := fmt.Sprintf("%s:%d:%d", clean(l.File), max(r.Line, 1), max(r.Column, 1))
			b.WriteString(t.t("lint.line", "place", place, "severity", t.t("severity."+string(r.Severity)), "text", text, "code", r.Code) + "\n")
			b.WriteString("    " + remedy + "\n")
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// WriteLintErrors writes what makes a declaration unreadable as workflow commands of GitHub
// Actions, beside the lines of the file.
func WriteLintErrors(w io.Writer, errs policy.Errors, lang string) error {
	var b bytes.Buffer
	for _, e := range errs {
		text := Message(lang, e.Message)
		if e.Path != "" {
			text = e.Path + ": " + text
		}
		fmt.Fprintf(&b, "::error file=%s,line=%d,col=%d::%s\n", workflowProperty(clean(e.File)), max(e.Line, 1), max(e.Column, 1), workflowData(clean(text)))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// LintSummary says in one line how many remarks there are, the gravest first.
func LintSummary(l *Linted) string {
	t := wordsOf(l.Lang)
	id := clean(l.ID)
	if len(l.Remarks) == 0 {
		return t.t("lint.nothing", "id", id)
	}
	var counts []string
	for _, s := range severityOrder {
		n := 0
		for _, r := range l.Remarks {
			if r.Severity == s {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, t.t("severity."+string(s))))
		}
	}
	return t.t("lint.summary", "id", id, "n", len(l.Remarks), "counts", strings.Join(counts, t.t("list")))
}

// lintText says what a remark remarks on and what to do about it.
func lintText(w words, r policy.Remark) (text, remedy string) {
	get := func(name string) string {
		switch name {
		case "system":
			return clean(r.System)
		case "rule":
			return clean(r.Rule)
		case "categories", "systems":
			return short(w, r.Evidence[name])
		}
		return clean(r.Evidence[name])
	}
	return fill(w.table[r.Code+".text"], get), fill(w.table[r.Code+".remedy"], get)
}

// shown is how many names of a list a remark spells out.
const shown = 6

// short writes a list of keys as they stand in the file, cut where it is long.
func short(w words, value string) string {
	parts := strings.Split(value, ", ")
	if len(parts) <= shown+1 {
		return clean(value)
	}
	return w.t("lint.more", "names", strings.Join(parts[:shown], ", "), "n", len(parts)-shown)
}
