package policy

import (
	"fmt"
	"path"
	"regexp"
	"slices"
)

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)

// sha256Form is a SHA-256 digest in hexadecimal digits.
var sha256Form = regexp.MustCompile(`^[0-9a-fA-F]{64}$`)

// fieldForm is a path inside a record, with or without the $ of JSONPath.
var fieldForm = regexp.MustCompile(`^(\$\.)?[^.\[\]$]+(\[\*?\])*(\.[^.\[\]$]+(\[\*?\])*)*$`)

// validate holds the parts of a declaration against each other.
func (p *parser) validate(d *Declaration) {
	if d.Version != "" && d.Version != Format {
		p.at("piiventory", "%s is not a format that can be read here; write %s", quote(d.Version), Format)
	}
	if s := d.Policy.SHA256; s != "" && !sha256Form.MatchString(s) {
		p.at("policy.sha256", "%s is not a SHA-256 digest; write its 64 hexadecimal digits, or leave it out", quote(s))
	}
	ids := make([]string, len(d.Systems))
	for i, s := range d.Systems {
		ids[i] = s.ID
		p.system(fmt.Sprintf("systems[%d]", i), &s)
	}
	p.unique("systems", ids)
	for i, s := range d.Systems {
		for j, b := range s.BackupOf {
			at := fmt.Sprintf("systems[%d].backup_of[%d]", i, j)
			switch {
			case b == s.ID && b != "":
				p.at(at, "a system cannot be the backup of itself")
			case b != "" && !slices.Contains(ids, b):
				p.at(at, "there is no system %s%s", quote(b), didYouMean(b, ids))
			}
		}
	}
	rules := make([]string, len(d.Rules))
	for i := range d.Rules {
		rules[i] = d.Rules[i].ID
		p.rule(fmt.Sprintf("rules[%d]", i), &d.Rules[i], ids)
	}
	p.unique("rules", rules)
	legal := make([]string, len(d.LegalMinimum))
	for i, l := range d.LegalMinimum {
		legal[i] = l.ID
	}
	p.unique("legal_minimum", legal)
	reached := make([]string, len(d.Thresholds))
	for i, t := range d.Thresholds {
		reached[i] = t.ID
		at := fmt.Sprintf("thresholds[%d]", i)
		if t.At < 1 && p.quiet(at+".at") {
			p.at(at+".at", "%d is not a number of persons", t.At)
		}
		if t.Sensitive && len(d.Sensitive) == 0 {
			p.at(at+".sensitive", "nothing is declared as sensitive; list the categories under sensitive, as in sensitive: [id.*]")
		}
	}
	p.unique("thresholds", reached)
	if d.Minors != nil && (d.Minors.Age < 0 || d.Minors.Age > 120) {
		p.at("minors.age", "%d is not an age", d.Minors.Age)
	}
}

// unique reports ids that are used twice in a list.
func (p *parser) unique(list string, ids []string) {
	first := map[string]int{}
	for i, id := range ids {
		if id == "" {
			continue
		}
		if j, dup := first[id]; dup {
			at := fmt.Sprintf("%s[%d].id", list, i)
			line := 0
			if n := p.nodes[fmt.Sprintf("%s[%d].id", list, j)]; n != nil {
				line = n.Line
			}
			p.at(at, "the id %s is used twice; it stands in line %d already", quote(id), line)
			continue
		}
		first[id] = i
	}
}

func (p *parser) system(at string, s *System) {
	if t := s.Timestamp; t != nil {
		given := 0
		for _, is := range []bool{t.Field != "", t.Column != "", t.Object} {
			if is {
				given++
			}
		}
		if given != 1 {
			p.at(at+".timestamp", "must have exactly one of field, column and object: true")
		}
	}
	if t := s.Timestamp; t != nil && t.Field != "" && !fieldForm.MatchString(t.Field) {
		p.at(at+".timestamp.field", "%s is not a path; write $.a.b or a.b, and [] behind a list, as in $.items[].ts", quote(t.Field))
	}
	p.residency(at+".residency", s.Residency)
}

func (p *parser) rule(at string, r *Rule, systems []string) {
	for i, pat := range r.Systems {
		here := fmt.Sprintf("%s.systems[%d]", at, i)
		found := slices.ContainsFunc(systems, func(id string) bool { return matchID(pat, id) })
		if _, err := path.Match(pat, ""); err != nil {
			p.at(here, "%s is not a pattern; only * and ? may stand for anything", quote(pat))
		} else if !found && pat != "" {
			p.at(here, "there is no system %s%s", quote(pat), didYouMean(pat, systems))
		}
	}
	if slices.Contains(r.State, "forbidden") && len(r.State) > 1 {
		p.at(at+".state", "forbidden excludes every other state")
	}
	p.retention(at+".retention", r.Retention)
	p.residency(at+".residency", r.Residency)
}

func (p *parser) retention(at string, r *Retention) {
	if r == nil || r.Kind == "" {
		return
	}
	switch timed := r.Kind == "fixed" || r.Kind == "event"; {
	case r.Max.Given() && !timed:
		p.at(at+".max", "a maximum is given with the kinds fixed and event only, not with %s", r.Kind)
	case r.Kind == "fixed" && !r.Max.Given() && p.quiet(at+".max"):
		p.at(at, `the kind fixed needs a maximum, as in max: P1M`)
	case r.Grace.Given() && !r.Max.Given() && p.quiet(at+".max"):
		p.at(at+".grace", "a grace period needs a maximum that it is added to")
	}
}

func (p *parser) residency(at string, r *Residency) {
	if r == nil {
		return
	}
	switch {
	case r.Mode == "list" && len(r.Allow) == 0 && p.quiet(at+".allow"):
		p.at(at, "the mode list needs the jurisdictions, as in allow: [CN]")
	case r.Mode == "global" && len(r.Allow) > 0:
		p.at(at+".allow", "the mode global allows every jurisdiction; leave the list out or write mode: list")
	}
}

// matchID says whether a pattern of a rule covers a system.
func matchID(pattern, id string) bool {
	ok, err := path.Match(pattern, id)
	return ok && err == nil
}
