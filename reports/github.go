package reports

import (
	"io"
	"strings"

	"piiventory/policy"
)

func init() { formats["github"] = writeGitHub }

// writeGitHub writes the findings as workflow commands of GitHub Actions, by which they
// stand beside the run: broken ones of at least medium severity as errors, the rest of
// the broken ones and what could not be verified as warnings, notes as notices. The last
// line, which is none, sums up.
func writeGitHub(w io.Writer, r *Report) error {
	t := wordsFor(r)
	var b strings.Builder
	for _, f := range ordered(r.Findings) {
		command := "notice"
		switch {
		case f.Waiver != nil:
		case f.Verdict == policy.Broken && f.Severity.Rank() >= policy.Medium.Rank():
			command = "error"
		case f.Verdict != policy.Note:
			command = "warning"
		}
		text, remedy := findingText(t, f)
		b.WriteString("::" + command + " title=" + workflowProperty(title(t, f.Code)+" ("+clean(f.Code)+")") +
			"::" + workflowData(t.t("sarif.message", "place", place(t, f), "text", text, "remedy", remedy)) + "\n")
	}
	b.WriteString(Summary(r) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// workflowData escapes what stands behind the second pair of colons, as the toolkit of
// GitHub Actions does.
func workflowData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// workflowProperty escapes the value of a property.
func workflowProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
