package tables

import (
	"regexp"
	"strings"

	"piiventory/scanners"
)

// rds matches the endpoints of Amazon RDS and Aurora, NAME.ID.REGION.rds.
// amazonaws.com and, in China, NAME.ID.rds.REGION.amazonaws.com.cn (Amazon RDS
// User Guide, "Finding the connection information").
var rds = regexp.MustCompile(`\.(?:([a-z]{2}(?:-[a-z]+)+-\d)\.rds\.amazonaws\.com(?:\.cn)?|rds\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com\.cn)$`)

// Place returns what is known of where a database stands: what the
// configuration states and what the name of its host tells. Where neither says
// anything the region is unknown; where a server stands cannot be asked of it.
func Place(s scanners.Store, host string) []scanners.Fact {
	var facts []scanners.Fact
	switch r := s.Region; {
	case len(r) == 2 && r == strings.ToUpper(r):
		facts = append(facts,
			scanners.Fact{Name: "region", Value: r, Source: "configuration"},
			scanners.Fact{Name: "jurisdiction", Value: r, Source: "configuration"})
	case r != "":
		facts = append(facts, scanners.Fact{Name: "region", Value: r, Source: "configuration"})
	}
	if s.Provider != "" {
		facts = append(facts, scanners.Fact{Name: "provider", Value: s.Provider, Source: "configuration"})
	}
	if m := rds.FindStringSubmatch(strings.ToLower(strings.TrimSuffix(host, "."))); m != nil {
		facts = append(facts,
			scanners.Fact{Name: "region", Value: m[1] + m[2], Source: "endpoint host"},
			scanners.Fact{Name: "provider", Value: "aws", Source: "endpoint host"})
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
