package policy

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// WaiversFormat is the version of a file of waivers, as it stands in its "piiventory"
// key.
const WaiversFormat = "waivers/v1"

// Waivers are findings that somebody answers for leaving as they are, for a time.
type Waivers struct {
	Version string   `yaml:"piiventory" decl:"required"`
	Waivers []Waiver `yaml:"waivers" decl:"required"`
}

// A Waiver names findings, by fingerprint or by what they are about. All parts that are
// given must hold.
type Waiver struct {
	ID string `yaml:"id" decl:"required,id"`
	// Reason says why, and Owner who answers for it. Both stand in reports.
	Reason string `yaml:"reason" decl:"required"`
	Owner  string `yaml:"owner" decl:"required"`
	// Expires is the last day, in UTC, on which it holds.
	Expires Date `yaml:"expires" decl:"required"`
	// Severity and Verdict are how grave a finding may be for the waiver to hold. A finding
	// that became graver than what somebody answered for counts again. One without them
	// holds for all.
	Severity Severity `yaml:"severity" enum:"info,low,medium,high,critical"`
	Verdict  Verdict  `yaml:"verdict" enum:"note,not-examined,unverifiable,broken"`
	// Categories are those that a finding may be about. A fingerprint stays what it is when
	// another category is found at the same place, so a waiver by fingerprint covers no
	// category that it does not list, but the one that is part of the fingerprint.
	Categories []Pattern `yaml:"categories"`
	// Fingerprint is that of one finding. No other selector is given beside it.
	Fingerprint string `yaml:"fingerprint"`
	// Code is that of the findings, System, Store and Rule the ids and the alias, with the
	// wildcards * and ?.
	Code   string `yaml:"code"`
	System string `yaml:"system"`
	Store  string `yaml:"store"`
	Rule   string `yaml:"rule"`
	// Dataset is the path of the dataset as reports show it, in which "*" and "?" stop at a
	// slash and "**" does not.
	Dataset string `yaml:"dataset"`
	// Category covers all categories of a finding.
	Category Pattern `yaml:"category"`

	dataset *regexp.Regexp
}

// fingerprintForm is the form of Finding.Fingerprint.
var fingerprintForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// ParseWaivers reads a file of waivers, as strictly as Parse reads a declaration.
func ParseWaivers(name string, data []byte) (*Waivers, error) {
	p := &parser{file: name, what: "file of waivers", format: WaiversFormat, nodes: map[string]*yaml.Node{}}
	root := p.document(data)
	if root == nil {
		return nil, p.result()
	}
	w := &Waivers{}
	p.decode(root, "", reflect.ValueOf(w).Elem(), "")
	if w.Version != "" && w.Version != WaiversFormat {
		p.at("piiventory", "must be %s, not %q", WaiversFormat, w.Version)
	}
	ids := make([]string, len(w.Waivers))
	for i := range w.Waivers {
		ids[i] = w.Waivers[i].ID
		p.waiver(fmt.Sprintf("waivers[%d]", i), &w.Waivers[i])
	}
	p.unique("waivers", ids)
	if err := p.result(); err != nil {
		return nil, err
	}
	return w, nil
}

func (p *parser) waiver(at string, w *Waiver) {
	for _, key := range []struct{ name, text string }{{"reason", w.Reason}, {"owner", w.Owner}} {
		if key.text != "" && strings.TrimSpace(key.text) == "" {
			p.at(at+"."+key.name, "is blank; a waiver without it is none")
		}
	}
	selector := w.Code + w.System + w.Store + w.Rule + w.Dataset + string(w.Category)
	switch {
	case w.Fingerprint != "" && !fingerprintForm.MatchString(w.Fingerprint):
		p.at(at+".fingerprint", "%s is no fingerprint; copy the 32 hexadecimal digits from the report", quote(w.Fingerprint))
	case w.Fingerprint != "" && selector != "":
		p.at(at, "has a fingerprint, which names one finding, and more besides; give one or the other")
	case w.Fingerprint != "" && (w.Severity == "" || w.Verdict == "") && p.quiet(at):
		p.at(at, "has a fingerprint, and says not how grave the finding is; write its severity and its verdict, as the report shows them, so that it counts again when it gets worse")
	case w.Fingerprint == "" && strings.Trim(selector, "*?") == "" && p.quiet(at):
		p.at(at, "waives everything; say what with fingerprint, or with code, system, store, dataset, category or rule")
	}
	switch {
	case strings.HasPrefix(w.Code, "waiver."):
		p.at(at+".code", "what is said of waivers cannot be waived")
	case w.Code != "" && !slices.Contains(codes, w.Code):
		p.at(at+".code", "there is no finding %s%s", quote(w.Code), didYouMean(w.Code, codes))
	}
	w.dataset = globForm(w.Dataset)
}

// globForm makes a pattern of paths ready. Braces stand for themselves, since the paths of
// datasets have them.
func globForm(pattern string) *regexp.Regexp {
	q := regexp.QuoteMeta(pattern)
	q = strings.NewReplacer(`\*\*`, `.*`, `\*`, `[^/]*`, `\?`, `[^/]`).Replace(q)
	return regexp.MustCompile(`\A(?s:` + q + `)\z`)
}

// namedOnly are the codes of findings that say how little was looked at. Data that nobody
// read is no part of what a waiver for a store or a system was written for, so these must
// be named.
var namedOnly = []string{"coverage.gap", "scan.incomplete", "scan.names_only", "system.unreachable"}

// matches says whether the waiver names a finding. Nothing but its absence matches what a
// finding does not have: "*" is any store, and not none.
func (w *Waiver) matches(f *Finding) bool {
	if w.Fingerprint != "" {
		return w.Fingerprint == f.Fingerprint
	}
	if w.Code == "" && slices.Contains(namedOnly, f.Code) {
		return false
	}
	rules := strings.Split(f.Rule, ", ")
	return (w.Code == "" || w.Code == f.Code) &&
		(w.System == "" || f.System != "" && matchID(w.System, f.System)) &&
		(w.Store == "" || f.Store != "" && matchID(w.Store, f.Store)) &&
		(w.Rule == "" || f.Rule != "" && slices.ContainsFunc(rules, func(r string) bool { return matchID(w.Rule, r) })) &&
		(w.Dataset == "" || f.Dataset != "" && (w.Dataset == f.Dataset || w.dataset.MatchString(f.Dataset))) &&
		(w.Category == "" || w.allOf(f))
}

// allOf says whether all categories of a finding are covered. A finding without one is
// of none.
func (w *Waiver) allOf(f *Finding) bool {
	cats := strings.Split(f.Evidence["categories"], ", ")
	if f.Category != "" {
		cats = []string{f.Category}
	}
	return !slices.ContainsFunc(cats, func(c string) bool { return c == "" || !w.Category.Match(c) })
}

// rising are the verdicts of findings, each worse than the one before.
var rising = []Verdict{Note, NotExamined, Unverifiable, Broken}

// outgrown says in what a finding that the waiver names goes beyond it, and which
// categories are in excess.
func (w *Waiver) outgrown(f *Finding) (in, categories []string) {
	if w.Severity != "" && f.Severity.Rank() > w.Severity.Rank() {
		in = append(in, "severity")
	}
	if w.Verdict != "" && slices.Index(rising, f.Verdict) > slices.Index(rising, w.Verdict) {
		in = append(in, "verdict")
	}
	if w.Fingerprint == "" && len(w.Categories) == 0 {
		return in, nil
	}
	all := strings.Split(f.Evidence["categories"], ", ")
	if f.Category != "" {
		all = nil // it is part of the fingerprint
		if len(w.Categories) > 0 {
			all = []string{f.Category}
		}
	}
	for _, cat := range all {
		if cat != "" && !slices.ContainsFunc(w.Categories, func(p Pattern) bool { return p.Match(cat) }) {
			categories = append(categories, cat)
		}
	}
	if len(categories) > 0 {
		in = append(in, "categories")
	}
	return in, categories
}

// ends is the instant from which on the waiver no longer holds.
func (w *Waiver) ends() time.Time { return w.Expires.AddDate(0, 0, 1) }
