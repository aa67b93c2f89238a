package tables

import (
	"piiventory/scanners"
	"piiventory/scanners/places"
)

// Place returns what is known of where a database stands: what the
// configuration states and what the name of its host tells. Where neither says
// anything the region is unknown; where a server stands cannot be asked of it.
func Place(s scanners.Store, host string) []scanners.Fact {
	var facts []scanners.Fact
	switch r := s.Region; {
	case places.IsCountry(r):
		facts = append(facts,
			scanners.Fact{Name: "region", Value: r, Source: "configuration"},
			scanners.Fact{Name: "jurisdiction", Value: r, Source: "configuration"})
	case r != "":
		facts = append(facts, scanners.Fact{Name: "region", Value: r, Source: "configuration"})
	}
	if s.Provider != "" {
		facts = append(facts, scanners.Fact{Name: "provider", Value: s.Provider, Source: "configuration"})
	}
	if p := places.OfDatabase(host); p.Region != "" {
		facts = append(facts,
			scanners.Fact{Name: "region", Value: p.Region, Source: "endpoint host"},
			scanners.Fact{Name: "provider", Value: p.Provider, Source: "endpoint host"})
	} else if s.Region == "" {
		facts = append(facts, scanners.Fact{Name: "region", Source: "server", Unknown: true,
			Reason: "a database server does not say where it stands: state the region of the store in the configuration"})
	}
	return facts
}

// YesNo is the value of a fact that is true or not.
func YesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
