package places

import (
	"net"
	"testing"

	"piiventory/scanners"
)

func TestNetworkTellsPublicFromPrivate(t *testing.T) {
	for address, want := range map[string]string{
		"8.8.8.8": "public", "1.1.1.1": "public", "2606:4700:4700::1111": "public", "::ffff:8.8.8.8": "public",
		"10.1.2.3": "private", "172.16.0.1": "private", "172.32.0.1": "public", "192.168.1.1": "private", "127.0.0.1": "private",
		"::1": "private", "fd00::1": "private", "fe80::1": "private", "169.254.169.254": "private", "100.64.0.1": "private",
		"100.63.255.255": "public", "198.18.0.9": "private", "198.20.0.1": "public", "192.0.2.1": "private", "203.0.113.9": "private",
		"2001:db8::1": "private", "224.0.0.1": "private", "0.0.0.0": "private", "255.255.255.255": "private", "::ffff:10.0.0.1": "private",
	} {
		f := Network(&net.TCPAddr{IP: net.ParseIP(address), Port: 443})
		if f.Name != "network" || f.Value != want || f.Source != "connection" || f.Unknown {
			t.Errorf("%s: %+v, want %s", address, f, want)
		}
	}
	if f := Network(&net.UnixAddr{Name: "/tmp/s", Net: "unix"}); f.Value != "private" || f.Detail != ThisMachine {
		t.Errorf("a socket: %+v", f)
	}
	if f := Network(nil); !f.Unknown || f.Value != "" || f.Reason == "" {
		t.Errorf("nothing seen: %+v", f)
	}
}

func TestFactsOfAPlace(t *testing.T) {
	for name, c := range map[string]struct {
		place Place
		want  []scanners.Fact
	}{
		"region": {Place{Provider: "oss", Region: "cn-hongkong"}, []scanners.Fact{
			{Name: "region", Value: "cn-hongkong", Source: "s"}, {Name: "jurisdiction", Value: "HK", Source: "s"}}},
		"region of nobody": {Place{Region: "cn-north-1"}, []scanners.Fact{
			{Name: "region", Value: "cn-north-1", Source: "s"},
			{Name: "jurisdiction", Source: "s", Unknown: true, Reason: "region id means nothing without its provider: state provider or region in piiventory.yaml"}}},
		"country only": {Place{Provider: "azure", Country: "CN", Reason: "r"}, []scanners.Fact{
			{Name: "region", Source: "s", Unknown: true, Reason: "r"}, {Name: "jurisdiction", Value: "CN", Source: "s"}}},
		"nothing": {Place{Reason: "r"}, []scanners.Fact{
			{Name: "region", Source: "s", Unknown: true, Reason: "r"}, {Name: "jurisdiction", Source: "s", Unknown: true, Reason: "r"}}},
	} {
		got := c.place.Facts("s")
		if len(got) != len(c.want) || got[0] != c.want[0] || got[1] != c.want[1] {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
