package policy

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"piiventory/inventory"
)

// Check holds an inventory against a declaration as of now. It is a pure
// function: the same input gives the same findings in the same order, whatever
// the order of stores, datasets, entries, systems and rules.
//
// What the inventory contradicts is Broken. Where the evidence is missing the
// finding is Unverifiable, and where this version does not look, or the system
// was not scanned, it is NotExamined. Nothing that the declaration asks for is
// passed over in silence.
func Check(inv *inventory.Inventory, d *Declaration, now time.Time) []Finding {
	c := newChecker(inv, d, now)
	c.findings()
	// What there is to judge besides is whether the evidence is what is asked for.
	if d.Evidence != nil || slices.ContainsFunc(c.rules, func(r *Rule) bool { return r.Evidence != nil }) {
		c.judge()
	}
	slices.SortFunc(c.out, order)
	return c.out
}

// findings makes all findings but those that rest on judgements.
func (c *checker) findings() {
	c.coverage()
	c.systems()
	for i := range c.places {
		p := &c.places[i]
		c.belonging(p)
		c.accounts(p)
		for _, cand := range p.cands {
			c.categories(p, cand)
			c.state(p, cand)
			c.minors(p, cand)
			c.joined(p, cand)
			c.retention(p, cand)
			c.purpose(p, cand)
		}
	}
	c.notFound()
	c.residency()
	c.storage()
	c.encrypted()
	c.minimum()
	c.thresholds()
	c.backups()
	c.network()
	c.parts()
}

// checker holds the state of one Check.
type checker struct {
	inv   *inventory.Inventory
	d     *Declaration
	now   time.Time
	rules []*Rule
	// sorted says that the scan was made with this very declaration, and so knows
	// of each dataset to which systems it belongs.
	sorted bool
	// places are all datasets of the inventory with the systems they belong to.
	places []placed
	out    []Finding
	tied   map[string]bool
	// covered has the selectors that may cover a dataset of a store.
	covered map[covers]bool
	// resolved and covering keep what was asked of the rules.
	resolved map[question][]*Rule
	covering map[string][]*Rule
	// launch says that stores are looked at that hold nothing personal yet.
	launch bool
}

// placed is a dataset with its store and its systems.
type placed struct {
	store *inventory.Store
	ds    *inventory.Dataset
	cands []candidate
	found []*inventory.Entry
}

func newChecker(inv *inventory.Inventory, d *Declaration, now time.Time) *checker {
	c := &checker{inv: inv, d: d, now: now.UTC(), tied: map[string]bool{}, resolved: map[question][]*Rule{}, covering: map[string][]*Rule{}, covered: map[covers]bool{}}
	c.sorted = d.SHA256 != "" && inv.Settings.Declaration == d.SHA256
	for i := range d.Rules {
		c.rules = append(c.rules, &d.Rules[i])
	}
	slices.SortFunc(c.rules, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) })
	for i := range inv.Stores {
		s := &inv.Stores[i]
		for j := range s.Datasets {
			ds := &s.Datasets[j]
			c.places = append(c.places, placed{s, ds, c.place(s, ds), found(ds)})
		}
	}
	return c
}

func (c *checker) add(f Finding) {
	f.Fingerprint = f.fingerprint()
	c.out = append(c.out, f)
}

// addFor adds a finding that rests on a dataset belonging to a system. Where
// that is not certain, nothing can be called broken.
func (c *checker) addFor(cand candidate, f Finding) {
	f.System = cand.sys.ID
	if !cand.certain {
		if f.Verdict == Broken {
			f.Verdict = Unverifiable
		}
		f.Evidence["system"] = "uncertain"
	}
	c.add(f)
}

// tie reports, once for each system, that several rules speak equally
// specifically and differently of the same data, and how that was decided.
func (c *checker) tie(sys *System, rules []*Rule, part string, evidence map[string]string) {
	key := sys.ID + "\x00" + ids(rules) + "\x00" + part
	if len(rules) < 2 || c.tied[key] {
		return
	}
	c.tied[key] = true
	c.add(Finding{
		Code: "rule.tie", Verdict: Note, Severity: Info, System: sys.ID,
		Rule: ids(rules), Source: sources(rules), Part: part, Evidence: evidence,
	})
}

// ids joins the ids of rules; a residency that stands in the system has none.
func ids(rules []*Rule) string {
	var out []string
	for _, r := range rules {
		if r.ID != "" {
			out = append(out, r.ID)
		}
	}
	return list(out)
}

// sources joins the places in the policy text.
func sources(rules []*Rule) string {
	var out []string
	for _, r := range rules {
		if r.Source != "" {
			out = append(out, r.Source)
		}
	}
	return strings.Join(unique(out), "; ")
}

// unique returns the words sorted, each once.
func unique(words []string) []string {
	w := slices.Clone(words)
	slices.Sort(w)
	return slices.Compact(w)
}

// list joins words for an evidence text.
func list(words []string) string {
	return strings.Join(slices.DeleteFunc(unique(words), func(w string) bool { return w == "" }), ", ")
}

// categoriesOf lists the categories of entries.
func categoriesOf(entries []*inventory.Entry) []string {
	var out []string
	for _, e := range entries {
		out = append(out, string(e.Category))
	}
	return unique(out)
}
