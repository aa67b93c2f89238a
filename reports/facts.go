package reports

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"piiventory/inventory"
	"piiventory/scanners"
)

// factOrder is the order in which facts are shown: where the data is, who can get at it,
// how it is protected, how long it stays, and then the rest. Others come last.
var factOrder = []string{
	"provider", "region", "jurisdiction", "replication", "replica", "copy-jurisdiction", "network",
	"public", "public-block", "grant", "row-security", "website",
	"tls", "encryption", "versioning", "object-lock", "lifecycle", "uploads", "log-retention", "backup",
	"logging", "audit", "reports", "tag", "version", "listing",
}

// factsOf returns facts in the order in which they are shown.
func factsOf(facts []scanners.Fact) []scanners.Fact {
	at := func(f scanners.Fact) int {
		if i := slices.Index(factOrder, f.Name); i >= 0 {
			return i
		}
		return len(factOrder)
	}
	return slices.SortedStableFunc(slices.Values(facts), func(a, b scanners.Fact) int {
		return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(a.Scope, b.Scope))
	})
}

// fact names what a store says of itself, its answer and who says so.
func fact(w words, f scanners.Fact) (name, value, by string) {
	name = w.or("fact."+f.Name, f.Name)
	if f.Scope != "" {
		name = w.t("fact.scoped", "fact", name, "scope", f.Scope)
	}
	return name, factValue(w, f), w.or("by."+f.Source, f.Source)
}

// factValue writes the value of a fact for a person.
func factValue(w words, f scanners.Fact) string {
	if f.Unknown || f.Value == "" {
		if f.Reason != "" {
			return w.t("fact.unknown", "reason", reason(w, f.Reason))
		}
		return w.t("unknown")
	}
	value := clean(f.Value)
	switch f.Name {
	case "lifecycle":
		value = lifecycleRule(w, f.Value)
	case "public", "grant":
		value = eachValue(w, f.Value)
	case "jurisdiction", "copy-jurisdiction", "region", "provider", "version", "tag", "listing":
	default:
		value = w.or("fact-value."+f.Value, f.Value)
	}
	if f.Detail != "" {
		value = w.t("fact.detail", "value", value, "detail", reason(w, f.Detail))
	}
	return value
}

// eachValue writes what everybody may do.
func eachValue(w words, value string) string {
	if value == "no" {
		return w.t("fact-value.nobody")
	}
	var parts []string
	for v := range strings.SplitSeq(value, ",") {
		parts = append(parts, w.or("may."+v, v))
	}
	return strings.Join(parts, w.t("list"))
}

// ruleForm is that of the values of the fact "lifecycle".
var ruleForm = regexp.MustCompile(`^(expire|noncurrent|abort|transition) (?:([A-Z_]+) )?(?:([0-9]+)d|([0-9-]+))$`)

// lifecycleRule writes what a rule of a lifecycle does.
func lifecycleRule(w words, value string) string {
	m := ruleForm.FindStringSubmatch(value)
	if m == nil {
		return w.or("fact-value.lifecycle."+value, value)
	}
	key := "rule." + m[1]
	if m[3] == "" {
		key += "-on"
	}
	return w.t(key, "class", m[2], "n", m[3], "day", m[4])
}

// keptLine says what the store's own rules will do with a dataset, empty where nobody
// asked.
func keptLine(w words, d *inventory.Dataset) string {
	l := d.Lifecycle
	if l == nil {
		return ""
	}
	total := l.Kept + l.Expiring + l.Unclear
	switch {
	case l.Kept == total:
		return w.t("lifecycle.none")
	case l.Unclear == total:
		return w.t("lifecycle.unclear")
	case l.Expiring == total && l.Longest > 0:
		return w.t("lifecycle.all-after", "n", l.Longest, "first", day(l.First), "last", day(l.Last))
	case l.Expiring == total:
		return w.t("lifecycle.all", "first", day(l.First), "last", day(l.Last))
	}
	line := w.t("lifecycle.some", "n", l.Expiring, "of", total)
	if l.Kept > 0 {
		line += w.t("lifecycle.some-kept", "n", l.Kept)
	}
	if l.Unclear > 0 {
		line += w.t("lifecycle.some-unclear", "n", l.Unclear)
	}
	return line + w.t("lifecycle.end")
}

// datasetFacts are the lines that say what the store says of a dataset.
func datasetFacts(w words, d *inventory.Dataset) []string {
	var out []string
	if d.Kind == "version" {
		out = append(out, w.t("versions.line", "n", d.Coverage.Listed, "bytes", w.size(d.Coverage.BytesListed), "markers", d.Markers))
	}
	if line := keptLine(w, d); line != "" {
		out = append(out, line)
	}
	for _, f := range d.Facts {
		if f.Name == "lifecycle" {
			continue // that line has it
		}
		name, value, by := fact(w, f.Fact)
		out = append(out, w.t("fact.line", "fact", name, "value", value, "by", by, "n", f.Assets, "of", d.Coverage.Listed))
	}
	return out
}

// datasetName is the path of a dataset, and that it is of old versions.
func datasetName(w words, d *inventory.Dataset) string {
	if d.Kind == "version" {
		return w.t("dataset.version", "path", d.Path)
	}
	return clean(d.Path)
}
