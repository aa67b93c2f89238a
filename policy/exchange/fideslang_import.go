package exchange

import (
	"slices"
	"strconv"
	"strings"

	"piiventory/policy"
)

// unstated stands in fideslang for the purpose of a rule that states none, since every
// privacy declaration has one there.
const unstated = "unstated"

// fideslang reads systems, datasets and the organisation of a file of Fides (keys after
// ethyca/fideslang, src/fideslang/models.py). What Export left under meta.piiventory is
// taken as it was declared.
func (im *importer) fideslang(root value) {
	d := im.draft.Declaration
	for i, o := range root.key("organization").list() {
		if i == 0 {
			im.organization(o)
		}
	}
	datasets := map[string]value{}
	var order []string
	for _, ds := range root.key("dataset").list() {
		if key := ds.key("fides_key").text(); key != "" && !datasets[key].ok() {
			datasets[key], order = ds, append(order, key)
		}
	}
	owned := map[string]bool{}
	for _, s := range root.key("system").list() {
		im.fidesSystem(s, datasets, owned)
	}
	for _, key := range order {
		if owned[key] {
			continue
		}
		path := im.addSystem(policy.System{Kind: "rdb"}, key, im.selectorsOf(key, datasets[key])...)
		im.draft.Note(path, "import.kind")
		s := &d.Systems[len(d.Systems)-1]
		im.datasetRule(s, key, datasets[key])
	}
}

// organization reads who publishes the declaration and how to reach it.
func (im *importer) organization(o value) {
	d := im.draft.Declaration
	o.key("fides_key").text()
	d.Policy.Publisher = o.key("name").text()
	c := o.key("controller")
	if name := c.key("name").text(); d.Policy.Publisher == "" {
		d.Policy.Publisher = name
	}
	d.Contact.Email, d.Contact.Phone, d.Contact.Address = c.key("email").text(), c.key("phone").text(), c.key("address").text()
	if dpo := o.key("data_protection_officer"); dpo.ok() {
		for _, k := range []string{"email", "name", "phone"} {
			if d.Contact.DPO == "" {
				d.Contact.DPO = dpo.key(k).text()
			}
		}
	}
}

func (im *importer) fidesSystem(s value, datasets map[string]value, owned map[string]bool) {
	d := im.draft.Declaration
	key := s.key("fides_key").text()
	ours := s.key("meta").key("piiventory")
	if id := ours.key("declaration").text(); d.ID == "" {
		d.ID = id
	}
	sys := policy.System{Kind: ours.key("kind").text(), Role: ours.key("role").text()}
	guessed := false
	if kind := s.key("system_type").text(); sys.Kind == "" {
		sys.Kind, guessed = kindOf(kind)
	}
	for _, r := range s.key("responsibility").texts() {
		role := map[string]string{"Controller": "controller", "Processor": "processor", "Sub-Processor": "processor"}[r]
		if sys.Role == "" {
			sys.Role = role
		} else if sys.Role != role && sys.Role != "joint" {
			im.draft.Note("", "left.role", "role", r, "system", key)
		}
	}
	for _, code := range ours.key("region").texts() {
		if j, err := policy.ParseJurisdiction(code); err == nil {
			sys.Region = append(sys.Region, j)
		}
	}
	if d.Contact.DPO == "" {
		d.Contact.DPO = s.key("dpo").text()
	}
	if d.Policy.URL == "" {
		d.Policy.URL = s.key("privacy_policy").text()
	}
	declarations := s.key("privacy_declarations").list()
	refs := s.key("dataset_references").texts()
	for _, p := range declarations {
		refs = append(refs, p.key("dataset_references").texts()...)
	}
	slices.Sort(refs)
	refs = slices.Compact(refs)
	at := ours.key("at").texts()
	for _, ref := range refs {
		owned[ref] = true
		at = append(at, im.selectorsOf(ref, datasets[ref])...)
	}
	slices.Sort(at)
	path := im.addSystem(sys, key, slices.Compact(at)...)
	if guessed {
		im.draft.Note(path, "import.kind")
	}
	id := d.Systems[len(d.Systems)-1].ID
	for i, p := range declarations {
		im.privacyDeclaration(id, ours.key("rules"), p, key+"-"+strconv.Itoa(i+1))
	}
	for _, ref := range refs {
		if ds := datasets[ref]; ds.ok() {
			im.datasetRule(&policy.System{ID: id}, ref, ds)
		}
	}
}

// kindOf reads the kind of a system from free text, and says when it is a guess.
func kindOf(text string) (kind string, guessed bool) {
	lower := strings.ToLower(text)
	kinds := []string{"object-storage", "file", "block", "rdb", "redis", "search", "log-service", "mapreduce", "cdn-cache"}
	if slices.Contains(kinds, lower) {
		return lower, false
	}
	for _, w := range []struct{ word, kind string }{{"database", "rdb"}, {"warehouse", "rdb"}, {"bucket", "object-storage"}, {"object", "object-storage"}, {"cache", "redis"}, {"search", "search"}, {"cdn", "cdn-cache"}} {
		if strings.Contains(lower, w.word) {
			return w.kind, true
		}
	}
	return "rdb", true
}

// selectorsOf are the selectors of a dataset: those that Export left, or the dataset as a
// store of which nobody has said what it is.
func (im *importer) selectorsOf(key string, ds value) []string {
	if ds.ok() {
		if at := ds.key("meta").key("piiventory").key("at").texts(); len(at) > 0 {
			return at
		}
	}
	return []string{unknownScheme + "://" + aliasOf(key)}
}

// privacyDeclaration reads one use of data by a system as a rule.
func (im *importer) privacyDeclaration(system string, rules, p value, fallback string) {
	path := im.nextRule()
	name := p.key("name").text()
	r := policy.Rule{Systems: []string{system}}
	exact := rules.key(name)
	for _, t := range exact.key("optional").texts() {
		if pat, err := policy.ParsePattern(t); err == nil {
			r.Optional = append(r.Optional, pat)
		}
	}
	if exact.key("categories").ok() {
		for _, t := range exact.key("categories").texts() {
			if pat, err := policy.ParsePattern(t); err == nil {
				r.Categories = append(r.Categories, pat)
			}
		}
		p.key("data_categories").all()
	} else {
		r.Categories = im.categories(p.key("data_categories").list(), path)
	}
	if use := p.key("data_use").text(); use != "" && use != unstated {
		r.Purposes = []string{use}
	}
	if all := exact.key("purposes").texts(); len(all) > 0 {
		r.Purposes = all
	}
	r.Subjects = p.key("data_subjects").texts()
	if third := p.key("third_parties").text(); third != "" {
		r.Recipients = append(r.Recipients, strings.Split(third, "; ")...)
		p.key("data_shared_with_third_parties").text()
	}
	if text := p.key("retention_period").text(); text != "" {
		if t, ok := duration(text); ok {
			r.Retention = fixed(t)
		} else if slices.Contains(openKinds, text) {
			r.Retention = &policy.Retention{Kind: text}
		} else {
			im.draft.Note(path, "left.retention", "text", text)
		}
	}
	if name == "" {
		name = fallback
	}
	im.addRule(r, name)
}

// openKinds are the retentions without a time that Export writes by their words.
var openKinds = []string{"purpose", "law_or_contract", "customer_determined", "undeclared"}

// categories reads data categories of fideslang.
func (im *importer) categories(list []value, path string) []policy.Pattern {
	var out []policy.Pattern
	for _, v := range list {
		t := v.text()
		keys := fromTerm("fideslang", t)
		switch own, ok := ownCategory(t); {
		case t == everything:
			out = append(out, "*")
		case len(keys) > 0:
			if len(keys) > 1 {
				im.draft.Note(path, "import.wider", "term", t, "n", strconv.Itoa(len(keys)))
			}
			out = append(out, grouped(keys)...)
		case t == "system" || strings.HasPrefix(t, "system.") || !ok:
			im.draft.Note(path, "left.category", "category", t)
		default:
			im.draft.Note(path, "left.own", "category", t, "own", string(own))
			out = append(out, own)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// datasetRule adds a rule for what a dataset, its collections and their fields are said
// to hold and no privacy declaration of the system names. Data categories add up
// downwards.
func (im *importer) datasetRule(s *policy.System, key string, ds value) {
	d := im.draft.Declaration
	declared := d.Declares(s.ID)
	var news []value
	var seen []string
	take := func(v value) {
		for _, item := range v.key("data_categories").list() {
			t := item.text()
			keys := fromTerm("fideslang", t)
			if own, ok := ownCategory(t); len(keys) == 0 && ok {
				keys = []string{string(own)}
			}
			known := slices.ContainsFunc(keys, func(k string) bool {
				return slices.ContainsFunc(declared, func(p policy.Pattern) bool { return p.Match(k) })
			})
			if !known && !slices.Contains(seen, t) {
				news, seen = append(news, item), append(seen, t)
			}
		}
	}
	var fields func(list []value, depth int)
	fields = func(list []value, depth int) {
		for _, f := range list {
			take(f)
			if depth < 20 {
				fields(f.key("fields").list(), depth+1)
			}
		}
	}
	take(ds)
	for _, c := range ds.key("collections").list() {
		take(c)
		fields(c.key("fields").list(), 0)
	}
	im.addRule(policy.Rule{Systems: []string{s.ID}, Categories: im.categories(news, im.nextRule())}, key+"-fields")
}
