package policy

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/places"
)

// PreflightDemands are what a store must be like before it goes into service, beside
// what a declaration says.
type PreflightDemands struct {
	// Allow are the jurisdictions in which it may lie; empty leaves that to the
	// declaration.
	Allow []Jurisdiction
	// MaxAge is how long personal data may stay there; what is not given is left to the
	// declaration, and something must then delete it at all.
	MaxAge Duration
}

// ownCodes are the codes of findings that a check before launch makes by itself.
var ownCodes = []string{"access.public", "access.unknown", "encryption.none", "encryption.unknown", "transport.clear"}

// Preflight says what speaks against putting the stores of an inventory into service,
// in the same way as Check: what is Broken blocks, what is Unverifiable could not be
// checked. The declaration may be nil. Of what it declares, only what is about these
// stores counts. It is a pure function.
func Preflight(inv *inventory.Inventory, d *Declaration, demands PreflightDemands, now time.Time) []Finding {
	var out []Finding
	if d != nil {
		for _, f := range Check(inv, d, now) {
			elsewhere := f.Code == "system.not_scanned" && !slices.ContainsFunc(inv.Stores, func(s inventory.Store) bool { return s.Alias == f.Store })
			if !elsewhere && !slices.Contains(ownCodes, f.Code) {
				out = append(out, f)
			}
		}
	} else {
		d = &Declaration{}
	}
	c := newChecker(inv, d, now)
	c.launch = true
	c.storage()
	if len(d.Systems) == 0 { // Check has not said it
		c.coverage()
		for i := range c.places {
			c.accounts(&c.places[i])
		}
	}
	for i := range inv.Stores {
		s := &inv.Stores[i]
		if unopened(s) {
			continue
		}
		c.transport(s)
		c.atRest(s)
		c.stands(s, demands.Allow)
		for _, p := range c.personalIn(s) {
			c.expires(p, demands.MaxAge)
			c.tooOld(p, demands.MaxAge)
		}
	}
	out = onePlace(append(out, c.out...))
	slices.SortFunc(out, order)
	return slices.CompactFunc(out, func(a, b Finding) bool { return a.Fingerprint == b.Fingerprint && a.Verdict == b.Verdict })
}

// onePlace leaves one finding of each store of which nobody knows where it stands: the
// place is found out once, whoever asks for it. The gravest stays, and of these what a
// rule asks, which has a section of the policy.
func onePlace(findings []Finding) []Finding {
	stays := map[string]int{}
	for i, f := range findings {
		if f.Code != "residency.unknown" {
			continue
		}
		j, seen := stays[f.Store]
		if !seen || cmp.Or(cmp.Compare(f.Severity.Rank(), findings[j].Severity.Rank()), ruled(f)-ruled(findings[j]), order(findings[j], f)) > 0 {
			stays[f.Store] = i
		}
	}
	var out []Finding
	for i, f := range findings {
		if j, seen := stays[f.Store]; f.Code != "residency.unknown" || seen && i == j {
			out = append(out, f)
		}
	}
	return out
}

// ruled is 1 for what a rule asks.
func ruled(f Finding) int { return min(len(f.Rule), 1) }

// factsNamed returns the facts of a store as a whole with a name.
func factsNamed(s *inventory.Store, name string) []scanners.Fact {
	var out []scanners.Fact
	for _, f := range s.Facts {
		if f.Name == name && f.Scope == "" {
			out = append(out, f)
		}
	}
	return out
}

// transport reports a connection that anybody on the way can read. One that does not
// leave the machine has no way.
func (c *checker) transport(s *inventory.Store) {
	for _, f := range factsNamed(s, "network") {
		if f.Detail == places.ThisMachine {
			return
		}
	}
	var clear []string
	for _, f := range factsNamed(s, "tls") {
		if f.Value == "no" {
			clear = append(clear, f.Source)
		}
	}
	if len(clear) > 0 {
		c.add(Finding{Code: "transport.clear", Verdict: Broken, Severity: Medium, Store: s.Alias, Evidence: map[string]string{"observed_by": list(clear)}})
	}
}

// tooOld holds the age of what is there already against the age that a person named.
func (c *checker) tooOld(p *placed, demanded Duration) {
	if demanded.Given() {
		r := &Rule{Retention: &Retention{Kind: "fixed", Max: demanded}}
		c.exceeded(p, candidate{&System{}, true}, r, p.found)
	}
}

// tablesAtRest reports tables with personal data that are kept in the clear, and says
// whether all of them tell it.
func (c *checker) tablesAtRest(s *inventory.Store) bool {
	all := false
	for i, p := range c.personalIn(s) {
		told, none := false, false
		var reasons []string
		for _, f := range p.ds.Facts {
			if f.Name != "encryption" || !f.Exact {
				continue
			}
			told, none = true, none || !f.Unknown && f.Value == "none"
			if f.Unknown {
				reasons = append(reasons, f.Source+": "+f.Reason)
			}
		}
		switch {
		case none:
			c.add(Finding{Code: "encryption.none", Verdict: Broken, Severity: Medium, Store: s.Alias, Dataset: p.ds.Path, Evidence: map[string]string{"observed_by": "server"}})
		case len(reasons) > 0:
			c.add(Finding{Code: "encryption.unknown", Verdict: Note, Severity: Info, Store: s.Alias, Dataset: p.ds.Path, Evidence: map[string]string{"reason": strings.Join(unique(reasons), "; ")}})
		}
		all = told && (all || i == 0)
	}
	return all
}

// atRest reports a store that keeps what it holds in the clear.
func (c *checker) atRest(s *inventory.Store) {
	if c.tablesAtRest(s) {
		return
	}
	known := false
	var none, reasons []string
	for _, f := range factsNamed(s, "encryption") {
		known = known || !f.Unknown && f.Value != "partly"
		switch {
		case f.Unknown:
			reasons = append(reasons, f.Source+": "+f.Reason)
		case f.Value == "partly":
			reasons = append(reasons, f.Source+": it encrypts only some of the tables")
		case f.Value == "none":
			none = append(none, f.Source)
		}
	}
	switch {
	case len(none) > 0:
		c.add(Finding{Code: "encryption.none", Verdict: Broken, Severity: Medium, Store: s.Alias, Evidence: map[string]string{"observed_by": list(none)}})
	case len(reasons) > 0 && !known:
		f := Finding{Code: "encryption.unknown", Verdict: Unverifiable, Severity: Low, Store: s.Alias, Evidence: map[string]string{"reason": strings.Join(unique(reasons), "; ")}}
		if s.Kind != "s3" { // a database or a disk has no question for it that could be granted
			f.Verdict, f.Severity = Note, Info
		}
		c.add(f)
	}
}

// stands holds the place of a store against the jurisdictions that a person named.
func (c *checker) stands(s *inventory.Store, allow []Jurisdiction) {
	j := standing(s)
	if j.conflict {
		c.add(Finding{Code: "residency.conflict", Verdict: Broken, Severity: Medium, Store: s.Alias, Evidence: map[string]string{"observed": j.observed}})
	}
	if len(allow) == 0 {
		return
	}
	set := expand(allow)
	c.copies(s, demand{sys: &System{}, part: "allow", allow: set, personal: true, certain: true})
	f := Finding{Store: s.Alias, Part: "allow", Evidence: map[string]string{"allowed": list(codesOf(allow))}}
	if j.observed != "" {
		f.Evidence["observed"] = j.observed
	}
	switch {
	case j.set == nil:
		f.Code, f.Verdict, f.Severity = "residency.unknown", Unverifiable, Medium
		if j.reasons != "" {
			f.Evidence["reason"] = j.reasons
		}
	case !subset(j.set, set):
		f.Code, f.Verdict, f.Severity = "residency.outside", Broken, High
	default:
		return
	}
	c.add(f)
}

func codesOf(js []Jurisdiction) []string {
	var out []string
	for _, j := range js {
		out = append(out, string(j))
	}
	return out
}

// expires reports a dataset that the store's own rules never delete, or later than what
// is declared or demanded.
func (c *checker) expires(p *placed, demanded Duration) {
	l := p.ds.Lifecycle
	if l == nil {
		return
	}
	limit, rule := c.shortest(p, demanded)
	f := Finding{Store: p.store.Alias, Dataset: p.ds.Path, Rule: rule, Part: p.ds.Kind,
		Evidence: map[string]string{"categories": list(categoriesOf(p.found)), "assets": number(l.Kept)}}
	if limit.Given() {
		f.Evidence["max"] = limit.String()
	}
	if overdue := c.now.Add(-deletesWithin); l.Expiring > 0 && !l.First.IsZero() && l.First.Before(overdue) {
		late := f
		late.Evidence = maps.Clone(f.Evidence)
		late.Code, late.Verdict, late.Severity = "expiry.overdue", Broken, Medium
		late.Evidence["assets"], late.Evidence["due"] = number(l.Expiring), instant(l.First)
		c.add(late)
	}
	switch {
	case l.Kept > 0:
		f.Code, f.Verdict, f.Severity = "expiry.none", Broken, Medium
		if p.ds.Kind == "version" {
			f.Evidence["cause"] = "versions"
		}
	case limit.Given() && l.Longest > limit.LeastDays()+1: // a store deletes at the end of a day
		f.Code, f.Verdict, f.Severity = "expiry.late", Broken, Medium
		f.Evidence["assets"], f.Evidence["days"] = number(l.Expiring), number(l.Longest)
	case l.Unclear > 0:
		f.Code, f.Verdict, f.Severity = "expiry.unknown", Unverifiable, Low
		f.Evidence["assets"] = number(l.Unclear)
	default:
		return
	}
	c.add(f)
}

// deletesWithin is how long a store may take to delete what is due: a day by AWS's
// documentation of lifecycles, and some days where much is due at once.
const deletesWithin = 3 * 24 * time.Hour

// shortest returns how long the data of a dataset may be kept at most, and the rule that
// says so.
func (c *checker) shortest(p *placed, demanded Duration) (limit Duration, rule string) {
	limit = demanded
	for _, cand := range p.cands {
		for _, e := range p.found {
			for _, r := range c.resolve(retention, cand.sys.ID, string(e.Category), (*Rule).retains) {
				if !r.Retention.timed() {
					continue
				}
				days := r.Retention.Max.LeastDays()
				if !limit.Given() || days < limit.LeastDays() || days == limit.LeastDays() && r.ID < rule {
					limit, rule = r.Retention.Max, r.ID
				}
			}
		}
	}
	return limit, rule
}

// LeastDays is the number of full days that the duration lasts at least, wherever in the
// calendar it begins: 28 for P1M.
func (d Duration) LeastDays() int64 {
	least := int64(1) << 62
	for day := range 4 * 366 { // all days of a leap year and the three after it
		from := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)
		least = min(least, int64(d.After(from).Sub(from)/(24*time.Hour)))
	}
	return least
}
