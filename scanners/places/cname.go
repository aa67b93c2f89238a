package places

import (
	"context"
	"strings"
	"time"
)

// A Resolver answers what a name is another name for; net.Resolver is one.
type Resolver interface {
	LookupCNAME(ctx context.Context, host string) (string, error)
}

// cnameWait bounds the question to the resolver, which has the answer at hand: the
// same name was resolved for the connection.
const cnameWait = 3 * time.Second

// FromCNAME is the source of what CNAME tells.
const FromCNAME = "CNAME of the host"

// CNAME asks of which host a custom domain is another name, and what that says of its
// place. ok is false for hosts that are no custom domain, of which nothing is asked.
func CNAME(ctx context.Context, r Resolver, host string) (p Place, ok bool) {
	if !OfAny(host).Custom {
		return Place{}, false
	}
	ctx, cancel := context.WithTimeout(ctx, cnameWait)
	defer cancel()
	name := bare(host)
	target, err := r.LookupCNAME(ctx, name+".")
	switch target = bare(target); {
	case err != nil:
		return Place{Reason: "the resolver did not say of which host the custom domain is another name"}, true
	case target == name || target == "":
		return Place{Reason: "the custom domain is no other name of a host"}, true
	}
	if p = OfAny(target); p.Custom {
		p.Reason = "the custom domain is another name of a host that names no region"
	}
	return p, true
}

// OfCertificate reads a place off the names for which a server's certificate was
// issued, and off who issued it: those of Amazon RDS have an authority for each region
// (Amazon RDS User Guide, "Using SSL/TLS to encrypt a connection"). Names that disagree
// say nothing. A server may send thousands of names; the first hundred are looked at.
func OfCertificate(issuer string, names []string) Place {
	var found Place
	if m := rdsAuthority.FindStringSubmatch(issuer); m != nil {
		found = Place{Provider: "aws", Region: m[1]}
	}
	for _, name := range names[:min(len(names), 100)] {
		p := OfDatabase(strings.Replace(name, "*", "any", 1))
		switch {
		case p.Provider == "":
		case p.Region == "" && p.Country == "":
			if found.Provider == "" {
				found = p
			}
		case found.Region == "" && found.Country == "":
			found = p
		case p != found:
			return Place{Reason: "the certificate of the server is for hosts in several regions"}
		}
	}
	if found.Provider == "" {
		return Place{Reason: "the certificate of the server names no host of a known provider"}
	}
	return found
}
