// Package postgres lists the tables of a PostgreSQL database and reads random
// rows of them. It needs PostgreSQL 12 or later and the right to SELECT.
//
// Every statement runs in a read-only transaction with timeouts for the
// statement, for locks and for idling, on at most two connections. Only the
// leaves of partitioned tables are listed, as partitions, so that no row is
// counted twice; a leaf that may be read through its parent only is read so.
// Views are listed and read from their beginning, since their rows lie in
// tables that are listed themselves; a materialised view has rows of its own and
// is sampled like a table. Foreign tables are read from their beginning.
package postgres

import (
	"context"
	"crypto/tls"
	"fmt"
	"math"
	"strconv"
	"strings"

	"piiventory/scanners"
)

// Kind is the kind of store behind the schemes postgres and postgresql.
var Kind = scanners.Kind{Open: open, Discover: discover}

// oldest is the oldest major version of the server that the statements of this
// package were written for.
const oldest = 12

type scanner struct {
	store   scanners.Store
	pool    *pool
	version string
	tls     *tls.ConnectionState // nil where the connection is not encrypted
	farEnd  farEnd
	told    int // the number of facts about single tables
}

func open(ctx context.Context, s scanners.Store) (scanners.Scanner, error) {
	cfg, err := configure(s)
	if err != nil {
		return nil, err
	}
	p := newPool(cfg, s.Budget)
	c, err := p.get(ctx)
	if err != nil {
		return nil, err
	}
	version := c.pg.ParameterStatus("server_version")
	var encrypted *tls.ConnectionState
	if t, ok := c.pg.Conn().(*tls.Conn); ok {
		state := t.ConnectionState()
		encrypted = &state
	}
	seen := farEndOf(c.pg.Conn())
	p.put(ctx, c)
	if n := major(version); n < oldest {
		p.close(ctx)
		return nil, scanners.Unreadable(scanners.GapUnsupported,
			fmt.Sprintf("the server runs PostgreSQL %d: version %d or later is needed", n, oldest))
	}
	return &scanner{store: s, pool: p, version: version, tls: encrypted, farEnd: seen, told: mostTold}, nil
}

// major returns the major version of "15.18 (Debian 15.18-0)" or "19beta1", and
// a high one for what it does not understand.
func major(version string) int {
	end := strings.IndexFunc(version, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(version)
	}
	n, err := strconv.Atoi(version[:end])
	if err != nil {
		return math.MaxInt
	}
	return n
}

// Close ends all connections.
func (s *scanner) Close() error {
	s.pool.close(context.Background())
	return nil
}

// discover lists the databases that the user may connect to.
func discover(ctx context.Context, s scanners.Store) ([]scanners.Store, error) {
	cfg, err := configure(s)
	if err != nil {
		return nil, err
	}
	if cfg.Database != "" {
		return []scanners.Store{s}, nil
	}
	var names []string
	for _, maintenance := range []string{"postgres", "template1", cfg.User} {
		cfg.Database = maintenance
		p := newPool(cfg, s.Budget)
		names, err = databases(ctx, p)
		p.close(ctx)
		if err == nil || !wrongDatabase(err) {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	var found []scanners.Store
	for _, name := range names {
		d := s
		d.Alias, d.URL, d.Discovered = name, withDatabase(s.URL, name), true
		found = append(found, d)
	}
	return found, nil
}

func databases(ctx context.Context, p *pool) (names []string, err error) {
	err = p.transaction(ctx, "", func(c *conn) error {
		return c.query(ctx, `SELECT datname FROM pg_database
			WHERE datallowconn AND NOT datistemplate AND has_database_privilege(oid, 'CONNECT')
			ORDER BY datname COLLATE "C"`, nil, nil, func(row [][]byte) error {
			names = append(names, string(row[0]))
			return nil
		})
	})
	return names, err
}
