package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"piiventory/inventory"
)

// A Remark is something that a declaration says and cannot mean, says twice, or
// leaves out, and where in the file that is.
type Remark struct {
	// Code is stable, "lint.what"; docs/lint.md describes each.
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	// Open says that the inventory does not tell whether it is so.
	Open bool `json:"open,omitempty"`
	// Path is the part of the document ("rules[2].retention.max"), empty for the
	// document itself. Where something is missing it is the part that should hold it.
	// Line and Column, from 1, are where that part stands; they are 0 in a declaration
	// that was not read from a file.
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	System string `json:"system,omitempty"`
	Rule   string `json:"rule,omitempty"`
	// Evidence is what the text of the remark names, by stable names ("max", "min",
	// "categories" …).
	Evidence map[string]string `json:"evidence,omitempty"`
}

// lintCodes are the codes of remarks with their severities. High is what cannot be
// kept as it stands, or breaks a law if it is; medium is what makes the declaration
// say something else than it seems to, or leaves out what the law asks for.
var lintCodes = map[string]Severity{
	"lint.backup_place":        High,
	"lint.category_twice":      Low,
	"lint.cache_everywhere":    Medium,
	"lint.contact_missing":     Medium,
	"lint.duration_zero":       Medium,
	"lint.effective_missing":   Low,
	"lint.grace_longer":        Medium,
	"lint.legal_minimum":       High,
	"lint.minors_needs":        Low,
	"lint.no_detector":         Info,
	"lint.no_scanner":          Low,
	"lint.placeholder":         Medium,
	"lint.publisher_missing":   Medium,
	"lint.region_outside":      High,
	"lint.residency_empty":     High,
	"lint.retention_missing":   Medium,
	"lint.role_missing":        Medium,
	"lint.rule_empty":          Low,
	"lint.rule_tie":            Medium,
	"lint.rule_unreachable":    Medium,
	"lint.selector_empty":      Medium,
	"lint.selector_unknown":    Low,
	"lint.store_unknown":       Medium,
	"lint.system_without_rule": Low,
	"lint.timestamp_missing":   Medium,
}

// LintCodes returns the codes that a remark may have, sorted.
func LintCodes() []string {
	out := make([]string, 0, len(lintCodes))
	for c := range lintCodes {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// Lint says what is wrong with a declaration that can be read: what was never filled
// in, what contradicts itself or a legal minimum, what can never take effect, and what
// is missing. With an inventory it also says which selectors match nothing. The remarks
// are in the order of the file; the same input gives the same ones.
//
// It looks at the rules as Check does (docs/declaration.md, "How rules are chosen"):
// for each system and each category it asks which rules decide, so that patterns count
// by what they really cover, and a rule that a more specific one overrides everywhere
// contradicts nothing.
func Lint(d *Declaration, inv *inventory.Inventory) []Remark {
	l := newLinter(d)
	l.placeholders()
	l.missing()
	l.durations()
	l.repeated()
	l.undetected(inv)
	l.rulesThatSayNothing()
	l.presence()
	l.retention()
	l.residency()
	l.state()
	l.unreachable()
	l.scanners()
	if inv != nil {
		l.selectors(inv)
	}
	slices.SortFunc(l.out, func(a, b Remark) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.System, b.System), cmp.Compare(a.Rule, b.Rule), slices.Compare(pairs(a.Evidence), pairs(b.Evidence)))
	})
	return l.out
}

// LintOutcome sums remarks up: the exit code is 3 when one has at least the severity
// failOn (empty means Medium), else 4 when the inventory left one open, else 0. The
// severity is that of the gravest.
func LintOutcome(remarks []Remark, failOn Severity) (code int, worst Severity) {
	if failOn.Rank() < 0 {
		failOn = Medium
	}
	for _, r := range remarks {
		if worst == "" || r.Severity.Rank() > worst.Rank() {
			worst = r.Severity
		}
		if r.Open {
			code = ExitIncomplete
		}
	}
	if worst.Rank() >= failOn.Rank() {
		code = ExitFindings
	}
	return code, worst
}

// remark adds one, at a part of the file. The severity is that of the code.
func (l *linter) remark(code, path string, r Remark) {
	r.Code, r.Path = code, path
	if r.Severity == "" {
		r.Severity = lintCodes[code]
	}
	// What is missing has no place; the part that should hold it has one.
	for at := path; ; at = parentOf(at) {
		if p, ok := l.d.places[at]; ok {
			r.Line, r.Column = p.line, p.column
			break
		}
		if at == "" {
			break
		}
	}
	l.out = append(l.out, r)
}

// parentOf returns the path of the part that holds another.
func parentOf(path string) string {
	if i := strings.LastIndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return ""
}

func rulePath(i int) string   { return fmt.Sprintf("rules[%d]", i) }
func systemPath(i int) string { return fmt.Sprintf("systems[%d]", i) }
