package reports

import (
	"strings"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
)

// sep stands between the parts of a place: store › dataset › field.
const sep = " › "

// place says where a finding is, as far as it says so.
func place(w words, f policy.Finding) string {
	var parts []string
	switch {
	case f.Store != "":
		parts = append(parts, clean(f.Store))
	case f.System != "":
		parts = append(parts, w.t("place.system", "system", f.System))
	}
	if f.Dataset != "" {
		name := clean(f.Dataset)
		if f.Part == "version" {
			name = w.t("dataset.version", "path", f.Dataset)
		}
		parts = append(parts, name)
	}
	if f.Field != "" {
		parts = append(parts, field(w, f.Field))
	}
	switch {
	case len(parts) > 0 && f.Category != "":
		// The key is what a declaration names.
		return strings.Join(parts, sep) + " · " + clean(f.Category)
	case len(parts) > 0:
		return strings.Join(parts, sep)
	case f.Rule != "":
		return w.t("place.rule", "rule", f.Rule)
	case strings.HasPrefix(f.Code, "waiver."):
		return w.t("place.waiver", "id", f.Part)
	}
	return w.t("place.whole")
}

// waiverLine says who answers for a finding, until when and why.
func waiverLine(w words, x *policy.Waived) string {
	return w.t("waived.line", "id", x.ID, "owner", x.Owner, "expires", x.Expires, "reason", x.Reason)
}

// authority names the rule and the section of the policy text behind a finding.
func authority(w words, f policy.Finding) string {
	switch {
	case f.Rule != "" && f.Source != "":
		return w.t("rule.both", "rule", f.Rule, "source", f.Source)
	case f.Rule != "":
		return w.t("rule.rule", "rule", f.Rule)
	case f.Source != "":
		return w.t("rule.source", "source", f.Source)
	}
	return ""
}

// field names a field; free text has no name.
func field(w words, name string) string {
	switch name {
	case "":
		return w.t("field.text")
	case inventory.FieldKey, inventory.FieldName, inventory.FieldStore:
		return w.t("field." + strings.Trim(name, "{}"))
	}
	if in, ok := strings.CutSuffix(name, "!/"); ok { // a text inside an archive
		return clean(in) + " " + w.t("field.text")
	}
	return clean(name)
}

// storeName is the alias of a store with its kind.
func storeName(w words, s *inventory.Store) string {
	return w.t("store.name", "alias", s.Alias, "kind", w.or("kind."+s.Kind, s.Kind))
}

// rowsWith says in how many of the sampled rows an entry's values stand.
func rowsWith(w words, e inventory.Entry, c inventory.Coverage) string {
	switch {
	case inventory.InNames(e.Field):
		return w.t("rows.names", "rows", e.Rows, "of", e.Values)
	case e.From != "":
		return w.t("rows.minors", "n", e.Rows, "of", e.Values, "ages", minors(e).ages(w))
	case inLines(e) && whole(c):
		return w.t("rows.lines-all", "rows", e.Rows, "of", e.Values)
	case inLines(e):
		return w.t("rows.lines", "rows", e.Rows, "of", e.Values)
	case c.RowsRead <= 0 && e.Rows == 0:
		return w.t("rows.none-read")
	case c.RowsRead < 0:
		return w.t("rows.unknown", "rows", e.Rows)
	case whole(c):
		return w.t("rows.all", "rows", e.Rows, "of", c.RowsRead)
	}
	return w.t("rows.sampled", "rows", e.Rows, "of", c.RowsRead)
}

// validOf says how many of the values of a field, or of the lines of a text, are valid.
func validOf(w words, e inventory.Entry) string {
	if inLines(e) {
		return w.t("valid.lines", "valid", e.Valid, "values", e.Values)
	}
	return w.t("valid.of", "valid", e.Valid, "values", e.Values)
}

// whole says whether all of a dataset was read.
func whole(c inventory.Coverage) bool { return c.Design == scanners.Census && c.Whole >= c.Listed }

// confidence names a confidence.
func confidence(w words, c detectors.Confidence) string {
	if c > detectors.High {
		return w.t("unknown")
	}
	return w.t("confidence." + c.String())
}

// intended says that a gap is the rest of a sample and nothing went wrong.
func intended(k scanners.GapKind) bool { return k == scanners.GapSampled }

// gapAmount says how much a gap leaves out.
func gapAmount(w words, g inventory.Gap) string {
	parts := []string{}
	if g.Assets > 0 {
		parts = append(parts, w.t("amount.assets", "n", g.Assets))
	}
	if g.Things > 0 {
		parts = append(parts, w.t("amount.things", "n", g.Things))
	}
	switch {
	case g.Bytes > 0:
		parts = append(parts, size(g.Bytes))
	case g.Bytes < 0:
		parts = append(parts, w.t("amount.size-unknown"))
	}
	switch {
	case g.Rows > 0:
		parts = append(parts, w.t("amount.rows", "n", g.Rows))
	case g.Rows < 0 && g.Bytes >= 0:
		parts = append(parts, w.t("amount.rows-unknown"))
	}
	if len(parts) == 0 {
		return w.t("unknown")
	}
	return strings.Join(parts, w.t("list"))
}

// when returns the text under the key if the condition holds, else nothing.
func (w words) when(ok bool, key string) string {
	if !ok {
		return ""
	}
	return w.t(key)
}

// gapReason says why something was not read. A reason without a text in the
// report's language stands in English in the brackets.
func gapReason(w words, g inventory.Gap) string {
	kind := w.or("gap."+string(g.Kind), string(g.Kind))
	if g.Reason == "" {
		return kind
	}
	why := w.t("gap.with-reason", "kind", kind, "reason", reason(w, g.Reason))
	if g.AtMost != nil {
		why += w.t("gap.at-most", "confidence", w.confidence, "share", atMost(*g.AtMost))
	}
	return why
}

// design says how the units of a sample were drawn.
func design(w words, d scanners.Design) string {
	if d == "" {
		return w.t("design.none")
	}
	return w.or("design."+string(d), string(d))
}

// source names where the times of a dataset come from.
func source(w words, s string) string {
	if name, ok := strings.CutPrefix(s, "field:"); ok {
		return w.t("source.field", "field", name)
	}
	if name, ok := strings.CutPrefix(s, "statistics:"); ok {
		return w.t("source.statistics", "field", name)
	}
	if name, ok := strings.CutPrefix(s, "index:"); ok {
		return w.t("source.index", "field", name)
	}
	return w.or("source."+s, s)
}

// sourceOf names where times come from, and says that nobody declared it.
func sourceOf(w words, t inventory.Times) string {
	if t.Found && t.Source != "line" {
		return w.t("source.found", "source", source(w, t.Source))
	}
	return source(w, t.Source)
}

// declarationID is the name of the declaration, empty without one.
func declarationID(r *Report) string {
	if r.Declaration == nil {
		return ""
	}
	return clean(r.Declaration.ID)
}
