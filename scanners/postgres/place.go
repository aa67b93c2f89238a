package postgres

import (
	"context"
	"crypto/tls"
	"net"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"

	"piiventory/scanners"
	"piiventory/scanners/places"
	"piiventory/scanners/tables"
)

// A far end is what a connection shows of the server.
type farEnd struct {
	address net.Addr
	// certificate says what the server's certificate tells of its place, nil without one.
	certificate *tables.Evidence
}

func farEndOf(conn net.Conn) farEnd {
	f := farEnd{address: conn.RemoteAddr()}
	if secure, ok := conn.(*tls.Conn); ok {
		if chain := secure.ConnectionState().PeerCertificates; len(chain) > 0 {
			f.certificate = &tables.Evidence{Source: tables.FromCertificate,
				Place: places.OfCertificate(chain[0].Issuer.CommonName, append([]string{chain[0].Subject.CommonName}, chain[0].DNSNames...))}
		}
	}
	return f
}

// standing tells all that is known of where the server stands: what the configuration
// states, and what its hosts, their other names, its certificate and its settings say.
func (s *scanner) standing(ctx context.Context, r places.Resolver, vendor places.Place) []scanners.Fact {
	hosts := hostsOf(s.pool.cfg)
	var also []tables.Evidence
	for i, host := range hosts {
		if i > 0 {
			also = append(also, tables.Evidence{Source: tables.FromHost, Place: places.OfDatabase(host)})
		}
		if p, ok := places.CNAME(ctx, r, host); ok {
			also = append(also, tables.Evidence{Source: places.FromCNAME, Place: p})
		}
	}
	if s.farEnd.certificate != nil {
		also = append(also, *s.farEnd.certificate)
	}
	also = append(also, tables.Evidence{Source: tables.FromServer, Place: vendor})
	facts := tables.Place(s.store, tables.Evidence{Source: tables.FromHost, Place: places.OfDatabase(hosts[0])}, also...)
	return append(facts, places.Network(s.farEnd.address))
}

// hostsOf are the hosts that the URL names, in their order.
func hostsOf(cfg *pgconn.Config) []string {
	hosts := []string{cfg.Host}
	for _, f := range cfg.Fallbacks {
		if !slices.Contains(hosts, f.Host) {
			hosts = append(hosts, f.Host)
		}
	}
	return hosts
}

// askVendor asks for settings that only the servers of one vendor have. No server says
// in which region it stands.
func (a *about) askVendor(ctx context.Context, c *conn) error {
	return c.query(ctx, vendorSettings, nil, nil, func(row [][]byte) error {
		a.vendor.Provider = string(row[0])
		return nil
	})
}

// vendorSettings finds a setting that tells the vendor (Amazon RDS User Guide,
// "PostgreSQL extensions supported"; Azure Database for PostgreSQL, "Extensions"; Cloud
// SQL, "Configure database flags").
const vendorSettings = `SELECT coalesce(
	CASE WHEN current_setting('rds.extensions', true) IS NOT NULL THEN 'aws' END,
	CASE WHEN current_setting('azure.extensions', true) IS NOT NULL THEN 'azure' END,
	CASE WHEN current_setting('cloudsql.iam_authentication', true) IS NOT NULL THEN 'google' END, '')`
