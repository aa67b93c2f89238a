package mysql

import (
	"context"
	"crypto/tls"
	"net"
	"slices"
	"strings"
	"sync"

	"github.com/go-sql-driver/mysql"

	"piiventory/scanners"
	"piiventory/scanners/places"
	"piiventory/scanners/tables"
)

// A farEnd is what connections show of the server, and what it says of itself.
type farEnd struct {
	hostname, folder string // its own name, and where its programs lie

	mu      sync.Mutex
	address net.Addr
	// certificate says what the server's certificate tells of its place, nil without one.
	certificate *tables.Evidence
}

// watch has the driver note the far end of its connections.
func watch(cfg *mysql.Config) *farEnd {
	f := &farEnd{}
	dialer := net.Dialer{Timeout: cfg.Timeout}
	cfg.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dialer.DialContext(ctx, network, addr)
		if err == nil {
			f.mu.Lock()
			f.address = conn.RemoteAddr()
			f.mu.Unlock()
		}
		return conn, err
	}
	if cfg.TLS == nil && (cfg.TLSConfig == "preferred" || cfg.TLSConfig == "skip-verify") {
		cfg.TLS = &tls.Config{InsecureSkipVerify: true} // as the driver itself takes these names
	}
	if cfg.TLS != nil {
		cfg.TLS.VerifyConnection = func(s tls.ConnectionState) error {
			if chain := s.PeerCertificates; len(chain) > 0 {
				f.mu.Lock()
				defer f.mu.Unlock()
				f.certificate = &tables.Evidence{Source: tables.FromCertificate,
					Place: places.OfCertificate(chain[0].Issuer.CommonName, append([]string{chain[0].Subject.CommonName}, chain[0].DNSNames...))}
			}
			return nil
		}
	}
	return f
}

// standing tells all that is known of where the server stands: what the configuration
// states, and what its host, the other name of that, its certificate and its own name
// say.
func (s *server) standing(ctx context.Context, store scanners.Store, r places.Resolver) []scanners.Fact {
	s.farEnd.mu.Lock()
	address, certificate := s.farEnd.address, s.farEnd.certificate
	s.farEnd.mu.Unlock()
	var also []tables.Evidence
	if p, ok := places.CNAME(ctx, r, s.host()); ok {
		also = append(also, tables.Evidence{Source: places.FromCNAME, Place: p})
	}
	if certificate != nil {
		also = append(also, *certificate)
	}
	also = append(also, tables.Evidence{Source: tables.FromServer, Place: s.farEnd.said()})
	facts := tables.Place(store, tables.Evidence{Source: tables.FromHost, Place: places.OfDatabase(s.host())}, also...)
	return append(facts, places.Network(address))
}

// said is what the server's own name tells, and the folder of its programs, which at
// Amazon RDS is always the same.
func (f *farEnd) said() places.Place {
	p := places.OfMachine(f.hostname)
	if p.Provider == "" {
		p = places.Place{Reason: "the server's own name, @@hostname, names no region: state the country as region in piiventory.yaml"}
		if strings.HasPrefix(f.folder, rdsFolder) {
			p.Provider = "aws"
		}
	}
	return p
}

// rdsFolder is where the programs of Amazon RDS lie.
const rdsFolder = "/rdsdbbin/"

// run leaves of where the server stands what says that a vendor runs the server too: one's
// own server on a machine of a vendor says the name of that machine.
func (f *farEnd) run(where []scanners.Fact) []scanners.Fact {
	if strings.HasPrefix(f.folder, rdsFolder) || places.OfDatabase(f.hostname).Provider != "" {
		return where
	}
	return slices.DeleteFunc(slices.Clone(where), func(w scanners.Fact) bool { return w.Source == tables.FromServer })
}
