package mysql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// mostQuestions is the number of requests that Facts makes at most: a connection, two to
// begin a transaction, and the questions, of which each server is asked some.
const mostQuestions = 11

// about collects what the server says of itself.
type about struct {
	version        string
	mariadb        bool
	user, database string
	// ask runs one statement and hands on each row, by the names of its columns in lower case.
	ask      func(ctx context.Context, statement string, args []any, row func(map[string]string) error) error
	facts    []scanners.Fact
	settings map[string]string // those that the server has, by name in lower case
}

// Facts tells the server's version, whether this connection is encrypted, what is known of
// where the server stands, and what the server shows of copies, access, logs and audits.
// Each question may be refused by itself.
func (s *scanner) Facts(ctx context.Context) ([]scanners.Fact, error) {
	a := &about{version: s.version, mariadb: s.mariadb, user: s.address.cfg.User, database: s.database}
	name := "MySQL "
	if s.mariadb {
		name = "MariaDB "
	}
	where := s.standing(ctx, s.store, net.DefaultResolver)
	a.facts = append(slices.Clone(where),
		scanners.Fact{Name: "version", Value: name + s.version, Source: "server"},
		scanners.Fact{Name: "tls", Value: tables.YesNo(s.encrypted != ""), Detail: s.encrypted, Source: "connection"})
	bounded, cancel, err := tables.Asking(ctx, s.budget, mostQuestions)
	defer cancel()
	asked := 0
	if err == nil {
		err = s.transaction(bounded, func(c *session) error {
			a.ask = func(ctx context.Context, statement string, args []any, row func(map[string]string) error) error {
				return c.named(ctx, statement, args, func(names []string, values []sql.RawBytes) error {
					by := make(map[string]string, len(names))
					for i, n := range names {
						by[strings.ToLower(n)] = string(values[i])
					}
					return row(by)
				})
			}
			for _, q := range questions {
				if bounded.Err() != nil {
					return bounded.Err()
				}
				if err := q.of(a, bounded); err != nil {
					a.unknown(ctx, err, q.names)
				}
				asked++
			}
			return nil
		})
	}
	if ctx.Err() != nil {
		return a.facts, ctx.Err()
	}
	for _, q := range questions[asked:] {
		a.unknown(ctx, err, q.names)
	}
	return tables.Managed(a.facts, s.farEnd.run(where)), nil
}

// questions are about the server, each with the facts that are unknown where it fails. One
// that fails does not end the transaction.
var questions = []struct {
	names []string
	of    func(a *about, ctx context.Context) error
}{
	{[]string{"listen", "tls-required", "log-retention", "audit", "backup"}, (*about).askSettings},
	{[]string{"replica"}, (*about).askReplicas},
	{[]string{"replica"}, (*about).askCluster},
	{[]string{"copy-of"}, (*about).askSources},
	{[]string{"grant"}, (*about).askPublic},
	{[]string{"public"}, (*about).askNameless},
	{[]string{"encryption"}, (*about).askEncryption},
}

func (a *about) fact(name, value, detail string) {
	a.facts = append(a.facts, scanners.Fact{Name: name, Value: value, Detail: detail, Source: "server"})
}

func (a *about) unsaid(name, reason string) {
	a.facts = append(a.facts, tables.Unknown(name, "server", reason))
}

// unknown states of all facts of a question why they are.
func (a *about) unknown(ctx context.Context, err error, names []string) {
	reason := tables.Unasked(ctx, err)
	if r := (refusal{}); errors.As(err, &r) {
		reason = r.reason
	}
	for _, name := range names {
		a.unsaid(name, reason)
	}
}

// A refusal is the error of a question that the server does not answer to this user, with
// what to grant.
type refusal struct{ reason string }

func (r refusal) Error() string { return r.reason }

// refused gives an error of the kind GapPermission its reason.
func (a *about) refused(err error, grant string) error {
	if !denied(err) {
		return err
	}
	return refusal{fmt.Sprintf("the server does not show it to user %q: %s", a.user, grant)}
}

// since says whether the server is of the version or later.
func (a *about) since(major, minor, patch int) bool {
	var v [3]int
	_, _ = fmt.Sscanf(a.version, "%d.%d.%d", &v[0], &v[1], &v[2]) // what it does not understand is old
	for i, want := range []int{major, minor, patch} {
		if v[i] != want {
			return v[i] > want
		}
	}
	return true
}
