package policy

import (
	"slices"

	"piiventory/scanners"
	"piiventory/scanners/places"
)

// Disagreements lists the names of facts about the place of a store ("provider",
// "region", "jurisdiction") on which its sources exclude each other. Two names of one
// thing do not, nor does a country and a set that it is in.
func Disagreements(facts []scanners.Fact) []string {
	var out []string
	for _, name := range []string{"provider", "region", "jurisdiction"} {
		var told []scanners.Fact
		for _, f := range facts {
			if f.Name == name && !f.Unknown && f.Value != "" && f.Scope == "" {
				told = append(told, f)
			}
		}
		for i, a := range told {
			if slices.ContainsFunc(told[:i], func(b scanners.Fact) bool { return excludes(facts, a, b) }) {
				out = append(out, name)
				break
			}
		}
	}
	return out
}

// excludes says whether two facts of one name cannot both be true.
func excludes(facts []scanners.Fact, a, b scanners.Fact) bool {
	switch a.Name {
	case "provider":
		return !places.SameProvider(a.Value, b.Value)
	case "jurisdiction":
		x, y := countriesOf(a.Value), countriesOf(b.Value)
		if x == nil || y == nil {
			return a.Value != b.Value && x == nil && y == nil
		}
		return disjoint(x, y)
	}
	if places.IsCountry(a.Value) || places.IsCountry(b.Value) {
		return false // a jurisdiction that was stated as a region
	}
	provider := vendorBy(facts, a.Source)
	if !places.SameProvider(provider, vendorBy(facts, b.Source)) {
		return false // that the providers differ is said of them
	}
	if meaningful(facts, a) != meaningful(facts, b) {
		return false // one of the two is a name that means nothing here
	}
	return !places.SameRegion(provider, a.Value, b.Value)
}

// vendorBy is the provider that a source names, or else the best known one.
func vendorBy(facts []scanners.Fact, source string) string {
	var best *scanners.Fact
	for i := range facts {
		f := &facts[i]
		switch {
		case f.Name != "provider" || f.Unknown:
		case f.Source == source:
			return f.Value
		case best == nil || trust(f.Source) < trust(best.Source):
			best = f
		}
	}
	if best == nil {
		return ""
	}
	return best.Value
}

// meaningful says whether the source of a region also told the jurisdiction.
func meaningful(facts []scanners.Fact, region scanners.Fact) bool {
	return !slices.ContainsFunc(facts, func(f scanners.Fact) bool {
		return f.Name == "jurisdiction" && f.Source == region.Source && f.Unknown
	})
}
