package reports

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"piiventory/detectors"
	"piiventory/policy"
)

// Text says in the language ("en" or "zh") what a finding found and what to do
// about it. A code that has no text of its own gets a general sentence that
// shows the code and its evidence, so that nothing is hidden.
func Text(f policy.Finding, lang string) (text, remedy string) {
	return findingText(wordsOf(lang), f)
}

// findingText is Text for a language already chosen.
func findingText(w words, f policy.Finding) (text, remedy string) {
	key := "finding." + f.Code
	if !w.has(key + ".text") {
		return w.t("finding.unknown.text", "code", f.Code, "evidence", evidenceList(w, f.Evidence)),
			w.t("finding.unknown.remedy")
	}
	get := func(name string) string { return parameter(w, f, name) }
	text = fill(w.variant(key+".text", f.Evidence["cause"]), get)
	remedy = fill(w.variant(key+".remedy", f.Evidence["cause"]), get)
	if f.Evidence["system"] == "uncertain" {
		text += w.t("finding.uncertain")
	}
	if a := f.Evidence["assumed"]; a != "" {
		text += w.t("finding.assumed", "assumed", evidence(w, "assumed", a))
	}
	return text, remedy
}

// variant returns the text for a cause, or the one for all of them.
func (w words) variant(key, cause string) string {
	if text, ok := w.table[key+"."+cause]; ok && cause != "" {
		return text
	}
	return w.table[key]
}

// title names a kind of finding in a few words.
func title(w words, code string) string { return w.or("finding."+code+".title", code) }

// parameter returns what a finding's text may name: where it is, its rule and
// its evidence.
func parameter(w words, f policy.Finding, name string) string {
	var own string
	switch name {
	case "system":
		own = clean(f.System)
	case "store":
		own = clean(f.Store)
	case "dataset":
		own = clean(f.Dataset)
	case "field":
		own = clean(f.Field)
	case "rule":
		own = clean(f.Rule)
	case "part":
		own = clean(f.Part)
	case "category":
		if f.Category != "" {
			own = category(w, detectors.Category(f.Category))
		}
	case "by":
		name = "source" // of a time; the finding's own Source is of the rule
	}
	// A gap of a store counts no assets.
	if own != "" || f.Evidence[name] == "" || f.Code == "coverage.gap" && f.Evidence[name] == "0" {
		return own
	}
	return evidence(w, name, f.Evidence[name])
}

// evidence writes one number behind a finding for a person.
func evidence(w words, name, value string) string {
	switch name {
	case "categories", "accounts", "from":
		return each(w, value, func(s string) string { return category(w, detectors.Category(s)) })
	case "kinds":
		return each(w, value, func(s string) string { return w.or("gap."+s, s) })
	case "reasons":
		return each(w, value, func(s string) string { return w.or("reason-name."+s, s) })
	case "severity":
		return w.or("severity."+value, value)
	case "verdict":
		return w.or("verdict-word."+value, value)
	case "beyond":
		return each(w, value, func(s string) string { return w.or("beyond."+s, s) })
	case "confidence":
		return w.or("confidence."+value, value)
	case "source":
		return source(w, value)
	case "observed_by":
		return each(w, value, func(s string) string { return w.or("by."+s, s) })
	case "may":
		return each(w, value, func(s string) string { return w.or("may."+s, s) })
	case "assumed":
		return clean(strings.ReplaceAll(value, "collected in ", w.t("finding.collected-in")))
	case "reason":
		return clean(joinedReasons(w, value))
	case "observed":
		return observed(w, value)
	case "without":
		return w.or("without."+value, value)
	case "field", "selector", "allowed", "why", "owner", "expires":
		return clean(value)
	}
	if n, err := strconv.ParseInt(value, 10, 64); err == nil && strconv.FormatInt(n, 10) == value {
		return w.number(n)
	}
	if n, err := strconv.ParseInt(strings.TrimSuffix(value, "+"), 10, 64); err == nil && n >= 0 && strings.HasSuffix(value, "+") {
		return w.t("more-than", "n", n)
	}
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		return stamp(t)
	}
	return each(w, value, func(s string) string {
		if d := duration(w, s); d != "" {
			return d
		}
		if w.has("kind." + s) {
			return w.t("kind." + s)
		}
		return w.or("evidence-value."+s, s)
	})
}

// each writes the parts of a list.
func each(w words, value string, write func(string) string) string {
	parts := strings.Split(value, ", ")
	for i, p := range parts {
		parts[i] = write(p)
	}
	return strings.Join(parts, w.t("list"))
}

// evidenceList writes all the evidence of a finding, sorted by name.
func evidenceList(w words, e map[string]string) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(e)) {
		parts = append(parts, w.or("evidence."+name, name)+" "+evidence(w, name, e[name]))
	}
	return strings.Join(parts, w.t("list"))
}
