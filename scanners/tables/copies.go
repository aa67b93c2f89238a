package tables

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"piiventory/scanners"
	"piiventory/scanners/places"
)

// Copy returns the facts of a server that holds a copy of what the store holds, or from
// which the store is a copy: the host, under the name of the fact, and the jurisdiction in
// which the host stands, whose detail is the host again. A copy on the machine of the
// server stands where the server does, and has no jurisdiction of its own.
func Copy(name, host, detail string) []scanners.Fact {
	facts := []scanners.Fact{{Name: name, Value: host, Detail: detail, Source: "server"}}
	a, err := netip.ParseAddr(host)
	if host == LocalHost || err == nil && a.Unmap().IsLoopback() {
		return facts
	}
	where := Unknown("copy-jurisdiction", "server", nowhere(host))
	if p := places.OfAny(host); p.Region != "" {
		if country, reason := places.Jurisdiction(p.Provider, p.Region); country != "" {
			where = scanners.Fact{Name: "copy-jurisdiction", Value: country, Source: "server"}
		} else {
			where.Reason = reason
		}
	}
	where.Detail = host
	return append(facts, where)
}

// nowhere says why a host does not tell where it stands.
func nowhere(host string) string {
	a, err := netip.ParseAddr(host)
	switch {
	case err == nil && (a.Unmap().IsPrivate() || a.Unmap().IsLinkLocalUnicast()):
		return "an address of a private network names no place: ask where this host stands"
	case err == nil:
		return "an address does not say where its host stands: ask where this one does"
	}
	return "the name of the host does not say where it stands: ask where this one does"
}

// Managed adds to what a server tells of its copies that a vendor may keep others, where
// anything of where it stands names one. Standbys and replicas below the file system are
// run by the vendor (Amazon Aurora User Guide, "Replication with Amazon Aurora"), and a
// server that lists no copy has not said that there is none.
func Managed(facts, where []scanners.Fact) []scanners.Fact {
	i := slices.IndexFunc(where, func(f scanners.Fact) bool { return f.Name == "provider" && f.Value != "" })
	if i < 0 {
		return facts
	}
	facts = slices.DeleteFunc(facts, func(f scanners.Fact) bool { return f.Name == "replica" && f.Value == "none" })
	return append(facts, Unknown("replica", "server",
		fmt.Sprintf("%s may keep copies of the servers that it runs which these do not list: look for replicas in its console, or ask who runs it", where[i].Value)))
}

// LocalHost stands for a peer that is connected through a socket of the machine itself.
const LocalHost = "[local]"

// HostOf returns the host of "host:port", "[host]:port" or a host alone.
func HostOf(address string) string {
	if rest, ok := strings.CutPrefix(address, "["); ok {
		host, _, _ := strings.Cut(rest, "]")
		return host
	}
	if i := strings.LastIndexByte(address, ':'); i >= 0 && strings.IndexByte(address, ':') == i {
		return address[:i]
	}
	return address
}
