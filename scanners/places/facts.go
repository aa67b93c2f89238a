package places

import (
	"net"
	"net/netip"

	"piiventory/scanners"
)

// Facts returns a region as it was told, with the jurisdiction that it means.
func Facts(provider, region, source string) []scanners.Fact {
	j := scanners.Fact{Name: "jurisdiction", Source: source}
	if j.Value, j.Reason = Jurisdiction(provider, region); j.Value == "" {
		j.Unknown = true
	}
	return []scanners.Fact{{Name: "region", Value: region, Source: source}, j}
}

// Unknown returns the facts of a source that told neither region nor jurisdiction.
func Unknown(source, reason string) []scanners.Fact {
	return []scanners.Fact{
		{Name: "region", Source: source, Unknown: true, Reason: reason},
		{Name: "jurisdiction", Source: source, Unknown: true, Reason: reason},
	}
}

// Facts returns what a place says of region and jurisdiction.
func (p Place) Facts(source string) []scanners.Fact {
	if p.Region != "" {
		return Facts(p.Provider, p.Region, source)
	}
	facts := Unknown(source, p.Reason)
	if p.Country != "" {
		facts[1] = scanners.Fact{Name: "jurisdiction", Value: p.Country, Source: source}
	}
	return facts
}

// Network says whether the address at the other end of a connection is one of the
// public internet. One that is not may still be the near end of a tunnel. The detail of
// one that does not leave the machine is ThisMachine.
func Network(remote net.Addr) scanners.Fact {
	f := scanners.Fact{Name: "network", Source: "connection"}
	switch a := remote.(type) {
	case *net.UnixAddr:
		f.Value, f.Detail = "private", ThisMachine
		return f
	case *net.TCPAddr:
		if ip, ok := netip.AddrFromSlice(a.IP); ok {
			f.Value = "private"
			switch ip = ip.Unmap(); {
			case public(ip):
				f.Value = "public"
			case ip.IsLoopback():
				f.Detail = ThisMachine
			}
			return f
		}
	}
	f.Unknown, f.Reason = true, "the address at the other end of the connection was not seen"
	return f
}

// ThisMachine is the detail of an address of the machine itself.
const ThisMachine = "an address of this machine"

// special are the blocks of addresses that are not reachable over the public internet,
// besides those that the standard library knows (IANA's registries of special-purpose
// addresses for IPv4 and IPv6, columns "Globally Reachable").
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // shared by carriers
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("3fff::/20"),
	netip.MustParsePrefix("5f00::/16"),
}

func public(ip netip.Addr) bool {
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, block := range special {
		if block.Contains(ip) {
			return false
		}
	}
	return true
}
