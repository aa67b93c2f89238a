package policy

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"piiventory/detectors"
	"piiventory/inventory"
)

// RulesFormat is the version of the rules file, as it stands in its "piiventory"
// key.
const RulesFormat = "rules/v1"

// Rules are an organisation's own: categories that only it has, and what it
// allows to lie where it was found.
type Rules struct {
	Version    string        `yaml:"piiventory" decl:"required"`
	Categories []OwnCategory `yaml:"categories"`
	Allow      []Allow       `yaml:"allow"`
	// Key is mixed into the digests under Allow, so that nobody who has the file can
	// look them up in a table. `piiventory detect --digest` computes them.
	Key string `yaml:"digest_key"`
	// SHA256 is over the bytes of the file.
	SHA256 string `yaml:"-"`
}

// An OwnCategory is a category in the words of the file.
type OwnCategory struct {
	Key  string  `yaml:"key" decl:"required"`
	Name OwnName `yaml:"name"`
	// Sensitive puts the category with the sensitive ones.
	Sensitive bool        `yaml:"sensitive"`
	Begins    string      `yaml:"begins"`
	Digits    []int       `yaml:"digits"`
	Tokens    []int       `yaml:"tokens"`
	Whole     bool        `yaml:"whole"`
	Pattern   string      `yaml:"pattern"`
	Check     string      `yaml:"check"`
	Words     []string    `yaml:"words"`
	NeedsWord bool        `yaml:"needs_word"`
	Examples  OwnExamples `yaml:"examples"`
}

// OwnName is what reports call a category.
type OwnName struct {
	English string `yaml:"en"`
	Chinese string `yaml:"zh"`
}

// OwnExamples are tried whenever the file is read.
type OwnExamples struct {
	Hits   []string `yaml:"hits"`
	Misses []string `yaml:"misses"`
}

// An Allow takes what it describes out of what is found. What was allowed is
// counted and reported with the reason. All parts that are given must hold.
type Allow struct {
	ID string `yaml:"id" decl:"required,id"`
	// Reason is printed in reports.
	Reason string `yaml:"reason" decl:"required"`
	// Categories are the categories that are allowed; none stands for all.
	Categories []Pattern `yaml:"categories"`
	// Assets says where, as the selectors of a declaration do.
	Assets []Selector `yaml:"assets"`
	// Fields are names of fields as reports show them; * stands for any characters.
	Fields []string `yaml:"fields"`
	// Values are digests of single values.
	Values []string `yaml:"values"`

	fields *regexp.Regexp
	values map[string]bool
}

// ParseRules reads a rules file, as strictly as Parse reads a declaration. The
// categories are tried by making an engine with them.
func ParseRules(name string, data []byte) (*Rules, error) {
	p := &parser{file: name, what: "rules file", format: RulesFormat, nodes: map[string]*yaml.Node{}}
	root := p.document(data)
	if root == nil {
		return nil, p.result()
	}
	r := &Rules{}
	p.decode(root, "", reflect.ValueOf(r).Elem(), "")
	if r.Version != "" && r.Version != RulesFormat {
		p.at("piiventory", "must be %s, not %q", RulesFormat, r.Version)
	}
	seen := map[string]bool{}
	for i := range r.Allow {
		p.allow(fmt.Sprintf("allow[%d]", i), r, &r.Allow[i], seen)
	}
	if p.result() == nil {
		p.tryCategories(r)
	}
	if err := p.result(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	r.SHA256 = hex.EncodeToString(sum[:])
	return r, nil
}

// tryCategories makes an engine with one category at a time, so that every one
// that is wrong is reported.
func (p *parser) tryCategories(r *Rules) {
	var own []detectors.Own
	for i, o := range r.Own() {
		at := fmt.Sprintf("categories[%d]", i)
		if slices.ContainsFunc(own, func(d detectors.Own) bool { return d.Category == o.Category }) {
			p.at(at+".key", "the key %s is there twice", quote(string(o.Category)))
			continue
		}
		own = append(own, o)
		_, err := detectors.New(detectors.Options{Own: []detectors.Own{o}})
		var bad *detectors.OwnError
		if errors.As(err, &bad) {
			p.at(at, "%s", bad.Err)
		}
	}
}

// digestForm is a SHA-256 in hexadecimal digits.
var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (p *parser) allow(at string, r *Rules, a *Allow, seen map[string]bool) {
	if a.ID != "" && seen[a.ID] {
		p.at(at+".id", "the id %s is there twice", quote(a.ID))
	}
	seen[a.ID] = true
	if len(a.Assets)+len(a.Fields)+len(a.Values) == 0 {
		p.at(at, "allows everything; say where with assets, fields or values")
	}
	var fields []string
	for _, f := range a.Fields {
		fields = append(fields, strings.ReplaceAll(regexp.QuoteMeta(f), `\*`, ".*"))
	}
	if len(fields) > 0 {
		a.fields = regexp.MustCompile(`\A(?s:` + strings.Join(fields, "|") + `)\z`)
	}
	if len(a.Values) > 0 {
		a.values = map[string]bool{}
	}
	for i, v := range a.Values {
		if !digestForm.MatchString(v) {
			p.at(fmt.Sprintf("%s.values[%d]", at, i), "must be a digest of 64 hexadecimal digits, as detect --digest prints it, never a value")
		}
		a.values[v] = true
	}
	if len(a.Values) > 0 && len(r.Key) < 16 {
		p.at(at+".values", "digests need a digest_key of 16 characters or more in the file")
	}
}

// Name returns what the file calls a category of its own, or "".
func (r *Rules) Name(c detectors.Category, lang string) string {
	if r != nil {
		for i := range r.Categories {
			if o := &r.Categories[i]; o.Key == string(c) {
				if lang == "zh" {
					return cmp.Or(o.Name.Chinese, o.Name.English)
				}
				return cmp.Or(o.Name.English, o.Name.Chinese)
			}
		}
	}
	return ""
}

// Own returns the categories as the engine takes them. A nil *Rules has none.
func (r *Rules) Own() []detectors.Own {
	if r == nil {
		return nil
	}
	var out []detectors.Own
	for i := range r.Categories {
		c := &r.Categories[i]
		out = append(out, detectors.Own{
			Category: detectors.Category(c.Key), English: c.Name.English, Chinese: c.Name.Chinese, Sensitive: c.Sensitive,
			Begins: c.Begins, Digits: c.Digits, Tokens: c.Tokens, Whole: c.Whole,
			Pattern: c.Pattern, Check: c.Check, Words: c.Words, NeedsWord: c.NeedsWord, Hits: c.Examples.Hits, Misses: c.Examples.Misses,
		})
	}
	return out
}

// Named returns what an inventory keeps of the rules, so that its readers need not
// have the file.
func (r *Rules) Named() (own []inventory.OwnCategory, allowances []inventory.Allowance) {
	for i := range r.Categories {
		c := &r.Categories[i]
		own = append(own, inventory.OwnCategory{Key: detectors.Category(c.Key), English: c.Name.English, Chinese: c.Name.Chinese, Sensitive: c.Sensitive})
	}
	for i := range r.Allow {
		allowances = append(allowances, inventory.Allowance{ID: r.Allow[i].ID, Reason: r.Allow[i].Reason})
	}
	return own, allowances
}

// AllowAt returns the function that says which allowance, by its id, covers a
// value of a category in a field of an asset, or "". A nil *Rules allows nothing, and
// where nothing can be allowed the function is nil.
func (r *Rules) AllowAt(kind, alias, path, field string) func(c detectors.Category, value []byte) string {
	if r == nil {
		return nil
	}
	var here []*Allow
	for i := range r.Allow {
		a := &r.Allow[i]
		inAsset := func(s Selector) bool { return s.store(kind, alias) && s.asset(path) }
		if (len(a.Assets) == 0 || slices.ContainsFunc(a.Assets, inAsset)) && (a.fields == nil || a.fields.MatchString(field)) {
			here = append(here, a)
		}
	}
	if len(here) == 0 {
		return nil
	}
	return func(c detectors.Category, value []byte) string {
		for _, a := range here {
			if len(a.Categories) > 0 && !slices.ContainsFunc(a.Categories, func(p Pattern) bool { return p.Match(string(c)) }) {
				continue
			}
			if a.values == nil || a.values[detectors.Digest(r.Key, string(value))] {
				return a.ID
			}
		}
		return ""
	}
}
