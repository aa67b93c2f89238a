// Package places knows where the regions of providers lie and what the names of
// hosts say of provider and region: one table for object storage and databases, with no
// client library of any.
//
// A name is in its tables only if a document of the vendor or the code of a widely used
// client shows it; each table says which. What is not in here is unknown, and that is
// never a pass.
package places

import (
	"net"
	"net/netip"
	"regexp"
	"strings"
)

// A Place is what one piece of evidence says of where something stands.
type Place struct {
	// Provider is the vendor, empty when it is not known.
	Provider string
	// Region is the vendor's own name of the region, empty when the evidence names none;
	// Reason then says why.
	Region string
	// Country is set where the evidence tells the country and not the region.
	Country string
	Reason  string
	// Custom says that the host is a name of somebody's own, which may stand for another.
	Custom bool
}

// A hostPattern recognises the hosts of one provider. Its first group is the region; a
// group that matched empty means that the host names none.
type hostPattern struct {
	provider string
	pattern  *regexp.Regexp
	reason   string // why a host without region has none
	country  string // where all hosts of this form are, when they name no region
}

// OfHost reads provider and region off the endpoint host of an object store, with or
// without a bucket in front and a port behind. A host that names no provider is told
// apart: an address, a name of a local network, a CDN, a domain of one's own.
func OfHost(host string) Place { return of(host, hostPatterns) }

// OfDatabase reads them off the host name of a database server.
func OfDatabase(host string) Place { return of(host, databasePatterns) }

// OfMachine reads them off the name that a server gives itself, or that its address
// has: what machines of a cloud are called, and what OfDatabase knows.
func OfMachine(host string) Place { return of(host, databasePatterns, machinePatterns) }

// OfAny reads them off any of these names.
func OfAny(host string) Place { return of(host, hostPatterns, databasePatterns, machinePatterns) }

// longest is how long the name of a host may be (RFC 1035, 2.3.4).
const longest = 253

func of(host string, lists ...[]hostPattern) Place {
	name := bare(host)
	if len(name) > longest {
		lists = nil // it is none
	}
	for _, patterns := range lists {
		for _, p := range patterns {
			m := p.pattern.FindStringSubmatch(name)
			if m == nil {
				continue
			}
			if m[1] == "" {
				return Place{Provider: p.provider, Country: p.country, Reason: p.reason}
			}
			return Place{Provider: p.provider, Region: m[1]}
		}
	}
	return unnamed(name)
}

// bare is a host without port and final dot, in lower case.
func bare(host string) string {
	if h, port, err := net.SplitHostPort(host); err == nil && strings.Trim(port, "0123456789") == "" {
		host = h
	}
	return strings.TrimSuffix(strings.ToLower(host), ".")
}

// unnamed says what kind of host it is that names no provider.
func unnamed(name string) Place {
	if _, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
		return Place{Reason: "the host is an IP address, which names no region: state the country as region in piiventory.yaml"}
	}
	if strings.HasPrefix(name, "/") || name == "" {
		return Place{Reason: "the server was reached through a socket of this machine, which names no region: state the country as region in piiventory.yaml"}
	}
	if cdn := cdnOf(name); cdn != "" {
		return Place{Reason: "the host is one of the CDN " + cdn + ", which keeps copies in many places: state the country of the store behind it as region in piiventory.yaml"}
	}
	if local(name) {
		return Place{Reason: "the host is a name of a local network, which names no region: state the country as region in piiventory.yaml"}
	}
	return Place{Custom: true, Reason: "the host is a custom domain, which names no region: state the country as region in piiventory.yaml"}
}

// local says whether a name has a meaning on a network of one's own only: without a
// dot, or below a name that is reserved for that (RFC 6761, RFC 6762, RFC 8375, and
// .internal, which ICANN reserved in 2024).
func local(name string) bool {
	if !strings.Contains(name, ".") {
		return true
	}
	for _, suffix := range []string{".localhost", ".local", ".internal", ".home.arpa", ".test", ".invalid"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}
