package postgres

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"

	"piiventory/scanners"
	"piiventory/scanners/places"
	"piiventory/scanners/tables"
)

// mostQuestions is the number of requests that Facts makes at most where none fails: a
// connection, the beginning of a transaction and the statements of five questions.
const mostQuestions = 8

// A question is one statement about the server, and the facts that it answers.
type question struct {
	names []string
	ask   func(ctx context.Context, c *conn) error
}

// about collects what the server says of itself.
type about struct {
	*scanner
	facts    []scanners.Fact
	settings map[string]setting
	rights   map[string]bool
	vendor   places.Place
}

// Facts tells the server's version, whether this connection is encrypted, what is known of
// where the server stands, and what the catalogue shows of copies, access, logs and
// archives. Each question may be refused by itself.
func (s *scanner) Facts(ctx context.Context) ([]scanners.Fact, error) {
	a := &about{scanner: s}
	a.vendor = places.Place{Reason: "a database server does not say where it stands: state the region of the store in the configuration"}
	a.facts = append(a.facts,
		scanners.Fact{Name: "version", Value: "PostgreSQL " + s.version, Source: "server"},
		encrypted(s.tls))
	questions := []question{
		{nil, a.askVendor},
		{[]string{"listen", "backup", "audit", "encryption"}, a.askSettings},
		{[]string{"replica", "copy-of", "log-retention"}, a.askCopies},
		{[]string{"row-security", "grant", "publication"}, a.askTables},
		{[]string{"public", "tls-required"}, a.askAccess},
	}
	bounded, cancel, short := tables.Asking(ctx, s.store.Budget, mostQuestions)
	defer cancel()
	for len(questions) > 0 {
		asked := 0
		err := short
		if err == nil {
			err = s.pool.transaction(bounded, "", func(c *conn) error {
				for ; asked < len(questions); asked++ {
					if err := questions[asked].ask(bounded, c); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if ctx.Err() != nil {
			return a.facts, ctx.Err()
		}
		if asked == len(questions) {
			break
		}
		// A statement that fails ends the transaction, and the others are asked in a new one.
		for _, name := range questions[asked].names {
			a.unknown(name, tables.Unasked(ctx, err))
		}
		if len(questions[asked].names) == 0 {
			a.vendor.Reason = "the server was not asked who runs it: " + tables.Unasked(ctx, err)
		}
		questions = questions[asked+1:]
	}
	where := s.standing(ctx, net.DefaultResolver, a.vendor)
	return append(tables.Managed(a.facts, where), where...), nil
}

func (a *about) fact(name, value, detail string) {
	a.facts = append(a.facts, scanners.Fact{Name: name, Value: value, Detail: detail, Source: "server"})
}

func (a *about) unknown(name, reason string) {
	a.facts = append(a.facts, tables.Unknown(name, "server", reason))
}

// hidden is the reason where the server answers, but not to this user.
func (a *about) hidden(grant string) string {
	return fmt.Sprintf("the server does not show it to user %q: %s", a.pool.cfg.User, grant)
}

// monitor is the GRANT with which a user sees the statistics and settings of the server,
// and no data.
func (a *about) monitor() string { return "GRANT pg_monitor TO " + quote(a.pool.cfg.User) }

// encrypted tells whether the connection is, and how.
func encrypted(state *tls.ConnectionState) scanners.Fact {
	f := scanners.Fact{Name: "tls", Value: tables.YesNo(state != nil), Source: "connection"}
	if state != nil {
		f.Detail = tls.VersionName(state.Version) + ", " + tls.CipherSuiteName(state.CipherSuite)
	}
	return f
}
