package tables

import (
	"piiventory/scanners"
	"piiventory/scanners/places"
)

// Sources of what is known of where a database stands, besides "configuration".
const (
	FromHost        = "database host"
	FromCertificate = "server certificate"
	FromServer      = "server"
)

// Evidence is one thing that says where a database stands, and who said it.
type Evidence struct {
	Source string
	places.Place
}

// Place returns what is known of where a database stands: what the configuration
// states, and what each piece of evidence says. The first is the host that was
// connected to, and is told even where it says nothing.
func Place(s scanners.Store, host Evidence, also ...Evidence) []scanners.Fact {
	facts := Configured(s)
	stated := places.Vendor(s.Provider)
	for i, e := range append([]Evidence{host}, also...) {
		if e.Provider != "" {
			facts = append(facts, scanners.Fact{Name: "provider", Value: e.Provider, Source: e.Source})
		}
		if e.Provider == "" {
			e.Provider = stated
		}
		told := e.Facts(e.Source)
		if i > 0 && e.Region == "" {
			told = told[1:] // that it names no region is said once, of the host
		}
		facts = append(facts, told...)
	}
	return facts
}

// Configured returns what the configuration states of provider, region and
// jurisdiction.
func Configured(s scanners.Store) []scanners.Fact {
	var facts []scanners.Fact
	provider := places.Vendor(s.Provider)
	if provider != "" {
		facts = append(facts, scanners.Fact{Name: "provider", Value: provider, Source: "configuration"})
	}
	switch r := s.Region; {
	case places.IsCountry(r):
		facts = append(facts, scanners.Fact{Name: "jurisdiction", Value: r, Source: "configuration"})
	case r != "":
		facts = append(facts, places.Facts(provider, r, "configuration")...)
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
