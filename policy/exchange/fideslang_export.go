package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"piiventory/detectors"
	"piiventory/policy"
)

// The parts of a file of Fides that are written here, by the keys of ethyca/fideslang
// (src/fideslang/models.py, version 3). A key called meta is free there; what has no key
// of its own and is needed to read the file again stands in it.
type (
	fidesFile struct {
		Organization []fidesOrganization `yaml:"organization,omitempty"`
		Dataset      []fidesDataset      `yaml:"dataset"`
		System       []fidesSystem       `yaml:"system"`
	}
	fidesOrganization struct {
		Key        string        `yaml:"fides_key"`
		Name       string        `yaml:"name,omitempty"`
		Controller *fidesContact `yaml:"controller,omitempty"`
		DPO        *fidesContact `yaml:"data_protection_officer,omitempty"`
	}
	fidesContact struct {
		Name    string `yaml:"name,omitempty"`
		Address string `yaml:"address,omitempty"`
		Email   string `yaml:"email,omitempty"`
		Phone   string `yaml:"phone,omitempty"`
	}
	fidesDataset struct {
		Key         string    `yaml:"fides_key"`
		Name        string    `yaml:"name"`
		Meta        fidesMeta `yaml:"meta"`
		Categories  []string  `yaml:"data_categories,omitempty,flow"`
		Collections []string  `yaml:"collections"`
	}
	fidesSystem struct {
		Key            string         `yaml:"fides_key"`
		Type           string         `yaml:"system_type"`
		Meta           fidesMeta      `yaml:"meta"`
		Responsibility []string       `yaml:"responsibility,omitempty,flow"`
		Policy         string         `yaml:"privacy_policy,omitempty"`
		Datasets       []string       `yaml:"dataset_references,flow"`
		Declarations   []fidesPurpose `yaml:"privacy_declarations"`
	}
	fidesPurpose struct {
		Name       string   `yaml:"name"`
		Categories []string `yaml:"data_categories,flow"`
		Use        string   `yaml:"data_use"`
		Subjects   []string `yaml:"data_subjects,flow"`
		Retention  string   `yaml:"retention_period,omitempty"`
		Special    bool     `yaml:"processes_special_category_data,omitempty"`
		Shared     bool     `yaml:"data_shared_with_third_parties,omitempty"`
		Third      string   `yaml:"third_parties,omitempty"`
	}
	fidesMeta struct {
		Ours fidesOurs `yaml:"piiventory"`
	}
	fidesOurs struct {
		Declaration string               `yaml:"declaration,omitempty"`
		Kind        string               `yaml:"kind,omitempty"`
		Role        string               `yaml:"role,omitempty"`
		Region      []string             `yaml:"region,omitempty,flow"`
		At          []string             `yaml:"at,omitempty,flow"`
		Rules       map[string]fidesRule `yaml:"rules,omitempty"`
	}
	fidesRule struct {
		Categories []string `yaml:"categories,flow"`
		Optional   []string `yaml:"optional,omitempty,flow"`
		Purposes   []string `yaml:"purposes,omitempty,flow"`
	}
)

// saidInFideslang are the parts of a declaration that a file of Fides says.
var saidInFideslang = []string{
	"piiventory", "id", "policy.publisher", "policy.url", "contact.dpo", "contact.email", "contact.privacy", "contact.phone", "contact.address",
	"systems[].id", "systems[].kind", "systems[].role", "systems[].at", "systems[].region", "systems[].subjects", "systems[].purposes", "systems[].recipients", "rules[].id", "rules[].systems", "rules[].categories", "rules[].optional",
	"rules[].subjects", "rules[].purposes", "rules[].recipients", "rules[].retention.kind", "rules[].retention.max",
}

// everything is the key of fideslang under which all data of persons stands.
const everything = "user"

// notInKeyOfFides is what no fides_key may hold (validate_fides_key: letters, digits,
// underscores, dots, < and >, and hyphens).
var notInKeyOfFides = regexp.MustCompile(`[^a-zA-Z0-9_.<>-]+`)

func fidesKey(s string) string {
	return cmp.Or(strings.Trim(notInKeyOfFides.ReplaceAllString(s, "_"), "_"), unstated)
}

// exportFideslang writes the systems with a privacy declaration for each rule that
// declares something in them, and a dataset for each selector.
func exportFideslang(d *policy.Declaration) ([]byte, []policy.DraftNote, error) {
	var f fidesFile
	left := []policy.DraftNote{{Code: "left.terms", Evidence: map[string]string{"format": "fideslang"}}}
	note := func(code string, evidence ...string) {
		n := policy.DraftNote{Code: code, Evidence: map[string]string{}}
		for i := 0; i+1 < len(evidence); i += 2 {
			n.Evidence[evidence[i]] = evidence[i+1]
		}
		if !slices.ContainsFunc(left, func(o policy.DraftNote) bool {
			return o.Code == code && fmt.Sprint(o.Evidence) == fmt.Sprint(n.Evidence)
		}) {
			left = append(left, n)
		}
	}
	if o := organizationOf(d); o != nil {
		f.Organization = []fidesOrganization{*o}
	}
	taken := map[string]bool{}
	for i := range d.Systems {
		s := &d.Systems[i]
		out := fidesSystem{Key: s.ID, Type: s.Kind, Policy: d.Policy.URL, Datasets: []string{}, Declarations: []fidesPurpose{},
			Meta: fidesMeta{fidesOurs{Declaration: d.ID, Kind: s.Kind, Region: words(s.Region), Rules: map[string]fidesRule{}}}}
		switch s.Role {
		case "controller", "processor":
			out.Responsibility = []string{strings.ToUpper(s.Role[:1]) + s.Role[1:]}
		case "joint":
			out.Responsibility, out.Meta.Ours.Role = []string{"Controller"}, "joint"
		}
		var all []string
		for j := range d.Rules {
			r := &d.Rules[j]
			if !r.Covers(s.ID) || slices.Contains(r.State, "forbidden") {
				continue
			}
			for _, part := range byRetention(d, s.ID, r) {
				p := purposeOf(s, r, part, note)
				out.Declarations = append(out.Declarations, p)
				out.Meta.Ours.Rules[p.Name] = fidesRule{words(part.categories), words(part.optional), more(r.Purposes)}
				all = append(all, p.Categories...)
			}
		}
		slices.Sort(all)
		for _, sel := range s.At {
			key := policy.NewID(s.ID+"."+strings.Trim(sel.Alias, "*?"), s.ID, taken)
			out.Datasets = append(out.Datasets, key)
			f.Dataset = append(f.Dataset, fidesDataset{Key: key, Name: sel.String(), Categories: slices.Compact(slices.Clone(all)), Collections: []string{},
				Meta: fidesMeta{fidesOurs{At: []string{sel.String()}}}})
		}
		f.System = append(f.System, out)
	}
	for i := range d.Rules {
		r := &d.Rules[i]
		switch {
		case slices.Contains(r.State, "forbidden"):
			note("left.forbidden", "rule", r.ID)
		case !slices.Contains(r.State, "allowed") && !slices.ContainsFunc(append(slices.Clone(r.Categories), r.Optional...), func(p policy.Pattern) bool { return p != "*" }):
			note("left.everything", "rule", r.ID)
		}
	}
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(f); err != nil {
		return nil, nil, err
	}
	return b.Bytes(), append(left, unsaid(d, saidInFideslang)...), nil
}

func organizationOf(d *policy.Declaration) *fidesOrganization {
	c := d.Contact
	o := fidesOrganization{Key: "default_organization", Name: d.Policy.Publisher}
	if email := cmp.Or(c.Email, c.Privacy); d.Policy.Publisher+email+c.Phone+c.Address != "" {
		o.Controller = &fidesContact{d.Policy.Publisher, c.Address, email, c.Phone}
	}
	if c.DPO != "" {
		o.DPO = &fidesContact{Email: c.DPO}
	}
	if o.Name == "" && o.Controller == nil && o.DPO == nil {
		return nil
	}
	return &o
}

// A rulePart is what of a rule is kept for one time in a system.
type rulePart struct {
	name, retention      string
	categories, optional []policy.Pattern
}

// byRetention parts what a rule declares in a system by the retention that holds there,
// whichever rule states it: a privacy declaration has one. A rule for everything declares
// nothing and has no part, unless it allows everything.
func byRetention(d *policy.Declaration, system string, r *policy.Rule) []*rulePart {
	var out []*rulePart
	part := func(retention string) *rulePart {
		for _, p := range out {
			if p.retention == retention {
				return p
			}
		}
		name := r.ID
		if len(out) > 0 {
			name = fmt.Sprintf("%s-%d", r.ID, len(out)+1)
		}
		out = append(out, &rulePart{name: name, retention: retention})
		return out[len(out)-1]
	}
	add := func(ps []policy.Pattern, to func(*rulePart) *[]policy.Pattern) {
		for _, p := range ps {
			if p == "*" && !slices.Contains(r.State, "allowed") {
				continue
			}
			keys := []policy.Pattern{p}
			if all := keysOf(p); len(all) > 0 {
				keys = keys[:0]
				for _, i := range all {
					keys = append(keys, policy.Pattern(i.Key))
				}
			}
			// A group that is kept as one stays a group.
			text := retentionText(d, system, string(keys[0]))
			if !slices.ContainsFunc(keys, func(k policy.Pattern) bool { return retentionText(d, system, string(k)) != text }) {
				list := to(part(text))
				*list = append(*list, p)
				continue
			}
			for _, k := range keys {
				list := to(part(retentionText(d, system, string(k))))
				*list = append(*list, k)
			}
		}
	}
	add(r.Categories, func(p *rulePart) *[]policy.Pattern { return &p.categories })
	add(r.Optional, func(p *rulePart) *[]policy.Pattern { return &p.optional })
	return out
}

// purposeOf writes what a rule declares in a system.
func purposeOf(s *policy.System, r *policy.Rule, part *rulePart, note func(string, ...string)) fidesPurpose {
	ps := append(slices.Clone(part.categories), part.optional...)
	out := fidesPurpose{Name: part.name, Use: unstated, Subjects: []string{}, Retention: part.retention}
	var without []string
	if out.Categories, without = toTerms("fideslang", ps); slices.Contains(ps, "*") {
		out.Categories, without = []string{everything}, nil
	}
	for _, c := range without {
		note("left.no_term", "category", c, "format", "fideslang")
	}
	if out.Categories == nil {
		out.Categories = []string{}
	}
	purposes := append(slices.Clone(r.Purposes), r.OnlyFor...)
	if len(r.Purposes) == 0 {
		purposes = s.Purposes
	}
	if len(purposes) > 0 {
		out.Use = fidesKey(purposes[0])
	} else {
		note("left.purpose", "rule", r.ID)
	}
	for _, subject := range append(slices.Clone(r.Subjects), s.Subjects...) {
		out.Subjects = append(out.Subjects, fidesKey(subject))
	}
	if third := append(slices.Clone(r.Recipients), s.Recipients...); len(third) > 0 {
		out.Shared, out.Third = true, strings.Join(third, "; ")
	}
	for _, p := range ps {
		for _, i := range keysOf(p) {
			out.Special = out.Special || slices.ContainsFunc(i.Sensitivity, func(v detectors.Sensitivity) bool {
				return v.Profile == "gdpr" && v.Level == "sensitive" && strings.HasPrefix(v.Basis, "art. 9")
			})
		}
	}
	return out
}

// retentionText writes the retention of a category in a system, which fideslang takes as
// any text.
func retentionText(d *policy.Declaration, system, category string) string {
	switch t := d.Kept(system, category); {
	case t == nil:
		return ""
	case t.Kind == "fixed" && (t.From == "" || t.From == "record" || t.From == "collected"):
		return t.Max.String()
	case t.Max.Given():
		return t.Max.String() + " after " + cmp.Or(t.From, t.Kind)
	default:
		return t.Kind
	}
}

// more returns a list that says more than its first word.
func more(list []string) []string {
	if len(list) < 2 && (len(list) == 0 || fidesKey(list[0]) == list[0]) {
		return nil
	}
	return list
}

func words[T ~string](list []T) []string {
	var out []string
	for _, w := range list {
		out = append(out, string(w))
	}
	return out
}
