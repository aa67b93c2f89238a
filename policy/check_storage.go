package policy

import (
	"maps"
	"slices"
	"strings"

	"piiventory/inventory"
	"piiventory/scanners"
)

// storage holds against a store what it says of itself where personal data was found
// in it: whom it is open to.
func (c *checker) storage() {
	for i := range c.inv.Stores {
		s := &c.inv.Stores[i]
		if !unopened(s) {
			c.opennessOf(s)
		}
	}
}

// personalIn returns the datasets of a store in which personal data was found.
func (c *checker) personalIn(s *inventory.Store) []*placed {
	var out []*placed
	for i := range c.places {
		if p := &c.places[i]; p.store == s && len(p.found) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// openTo are the facts by which everybody may do something with a store or a part of
// it. A setting that keeps all public access out takes away what policies and lists
// of grants allow, but not what a request without a key was given.
func openTo(s *inventory.Store, facts []scanners.Fact) []scanners.Fact {
	blocked := false
	for _, f := range s.Facts {
		blocked = blocked || f.Name == "public-block" && f.Value == "yes"
	}
	var out []scanners.Fact
	for _, f := range facts {
		switch {
		case f.Name != "public" && !(f.Name == "grant" && onDisk(s)), f.Unknown, f.Value == "", f.Value == "no", f.Value == "none":
		case blocked && f.Source != anonymousRequest:
		default:
			out = append(out, f)
		}
	}
	return out
}

// onDisk says that what is granted is granted to everybody on one machine.
func onDisk(s *inventory.Store) bool { return s.Kind == "file" || s.Kind == "sqlite" }

// anonymousRequest is the source of what a request without a key was given.
const anonymousRequest = "anonymous request"

// opennessOf reports personal data that everybody may get at: once for a store that is
// open as a whole, and once for each dataset in an open part of it.
func (c *checker) opennessOf(s *inventory.Store) {
	with := c.personalIn(s)
	if len(with) == 0 && !c.launch {
		return
	}
	var all []scanners.Fact
	for _, f := range s.Facts {
		if f.Scope == "" {
			all = append(all, f)
		}
	}
	if open := openTo(s, all); len(open) > 0 {
		var cats []string
		for _, p := range with {
			cats = append(cats, categoriesOf(p.found)...)
		}
		f := c.opened(s, open, cats)
		f.Evidence["datasets"] = number(int64(len(with)))
		if len(with) == 0 {
			// Before there is anything in it nobody knows what will be; what was looked at
			// and holds nothing may be meant for everybody.
			f.Evidence["cause"] = "nothing-found"
			delete(f.Evidence, "categories")
			if f.Verdict == Broken {
				if f.Severity = Medium; s.Coverage.Sampled > 0 {
					f.Severity = Low
				}
			}
		}
		c.add(f)
		return
	}
	for _, p := range with {
		var facts []scanners.Fact
		var assets int64
		for _, f := range p.ds.Facts {
			if open := openTo(s, []scanners.Fact{f.Fact}); len(open) > 0 {
				facts = append(facts, open...)
				assets = max(assets, f.Assets)
			}
		}
		if len(facts) == 0 {
			continue
		}
		f := c.opened(s, facts, categoriesOf(p.found))
		f.Dataset = p.ds.Path
		if !isTable(p.ds.Kind) {
			f.Evidence["assets"] = number(assets)
		}
		c.add(f)
	}
	if reasons := unseenAccess(s); len(reasons) > 0 {
		c.add(Finding{
			Code: "access.unknown", Verdict: Unverifiable, Severity: Low, Store: s.Alias,
			Evidence: map[string]string{"reason": strings.Join(unique(reasons), "; ")},
		})
	}
}

// unseenAccess says why it is not known whether a store is open to everybody, empty where
// it is: everything is kept out, or both policy and list of grants were told in full. A request
// without a key that was refused proves no more than that about one object.
func unseenAccess(s *inventory.Store) []string {
	var reasons []string
	told, partly := map[string]bool{}, map[string]bool{}
	for _, f := range s.Facts {
		switch {
		case f.Name == "public-block" && f.Value == "yes":
			return nil
		case f.Name != "public":
		case f.Unknown:
			reasons = append(reasons, f.Source+": "+f.Reason)
			partly[f.Source] = true
		default:
			told[f.Source] = true
		}
	}
	for source := range partly {
		delete(told, source)
	}
	switch {
	case len(reasons) == 0:
		return nil
	case s.Kind != "s3":
		if len(told) > 0 {
			return nil
		}
	case (told["GetBucketPolicy"] || told["GetBucketPolicyStatus"]) && told["GetBucketAcl"]:
		return nil
	}
	return reasons
}

func isTable(kind string) bool { return kind == "table" || kind == "partition" || kind == "view" }

// opened is the finding that something is open to everybody.
func (c *checker) opened(s *inventory.Store, facts []scanners.Fact, categories []string) Finding {
	f := Finding{Code: "access.public", Verdict: Broken, Severity: Critical, Store: s.Alias}
	may, by := map[string]bool{}, map[string]bool{}
	for _, x := range facts {
		for v := range strings.SplitSeq(x.Value, ",") {
			may[v] = true
		}
		by[x.Source] = true
	}
	// On a server that asks for a password everybody is every user; files are open to who
	// is on the machine, as most are that nobody thought about.
	switch {
	case s.Kind == "s3":
	case onDisk(s):
		f.Verdict, f.Severity = Note, Info
	default:
		f.Severity = High
	}
	if len(may) > 1 {
		delete(may, "yes") // which says no more than that it is open
	}
	f.Evidence = map[string]string{
		"may": list(slices.Collect(maps.Keys(may))), "observed_by": list(slices.Collect(maps.Keys(by))), "categories": list(categories),
	}
	return f
}

// copies holds the places to which a store copies its data against a demand.
func (c *checker) copies(s *inventory.Store, d demand) {
	if !d.personal {
		return
	}
	base := func() Finding {
		f := Finding{
			Verdict: Broken, Severity: High, Store: s.Alias, Rule: ids(d.rules), Source: sources(d.rules), Part: d.part,
			Evidence: map[string]string{"allowed": list(slices.Collect(maps.Keys(d.allow)))},
		}
		if d.assumed != "" {
			f.Evidence["assumed"] = d.assumed
		}
		return f
	}
	var outside, unknown, unseen []string
	from := map[string]bool{} // of which the store is a copy itself
	for _, f := range factsNamed(s, "copy-of") {
		from[f.Value] = true
	}
	for _, f := range s.Facts {
		switch f.Name {
		case "copy-jurisdiction":
			if from[f.Detail] {
				continue
			}
			set := countriesOf(f.Value)
			switch {
			case f.Unknown && f.Detail == "": // nobody knows whether there is a copy
			case f.Unknown || set == nil:
				unknown = append(unknown, strings.TrimPrefix(f.Source+": "+f.Reason, ": "))
			case !subset(set, d.allow):
				outside = append(outside, f.Value+" ("+f.Source+")")
			}
		case "replication", "replica":
			if f.Unknown {
				unseen = append(unseen, f.Source+": "+f.Reason)
			}
		}
	}
	if len(outside) > 0 {
		f := base()
		f.Code = "residency.copy"
		f.Evidence["observed"] = strings.Join(unique(outside), "; ")
		c.addFor(candidate{d.sys, d.certain}, f)
	}
	if len(unknown) > 0 {
		f := base()
		f.Code, f.Verdict, f.Severity = "residency.copy_unknown", Unverifiable, Medium
		f.Evidence["reason"] = strings.Join(unique(unknown), "; ")
		c.addFor(candidate{d.sys, d.certain}, f)
	}
	if len(unseen) > 0 {
		f := base()
		f.Code, f.Verdict, f.Severity = "residency.copies_unseen", NotExamined, Low
		f.Evidence["reason"] = strings.Join(unique(unseen), "; ")
		c.addFor(candidate{d.sys, d.certain}, f)
	}
}
