package postgres

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"piiventory/scanners/tables"
)

// copying lists who gets the changes of the server and from where it gets its own. Strings
// with which servers connect to each other hold passwords, so the hosts in them are picked
// out by the server, word by word as libpq does, and nothing else leaves it. Without one
// libpq takes the socket of the machine.
const copying = `WITH strings(kind, name, line) AS (
	SELECT 'primary', ''::text, setting FROM pg_settings WHERE name = 'primary_conninfo' AND setting <> ''
	UNION ALL SELECT 'subscription', subname::text, %s FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()),
hosts AS (
	SELECT kind, name, line, CASE WHEN line ~ $re$^postgres(ql)?://$re$
		THEN (SELECT coalesce(nullif(substring(rest FROM $re$^[^/?]*$re$), ''), substring(rest FROM $re$[?&]host=([^&]*)$re$), substring(rest FROM $re$[?&]hostaddr=([^&]*)$re$))
			FROM (SELECT regexp_replace(line, $re$^postgres(ql)?://([^@/]*@)?$re$, '')) u(rest))
		ELSE (SELECT coalesce(min(btrim(m[2], '''')) FILTER (WHERE m[1] = 'host'), min(btrim(m[2], '''')) FILTER (WHERE m[1] = 'hostaddr'))
			FROM regexp_matches(line, $re$(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)(?:[^\s\\]|\\.)*)$re$, 'g') m) END AS host
	FROM strings)
SELECT kind, name, coalesce(host, CASE WHEN line <> '' THEN '/' END, ''), '', '' FROM hosts
UNION ALL SELECT 'recovery', pg_is_in_recovery()::text, '', '', ''
UNION ALL SELECT 'receiver', '', coalesce(sender_host, ''), '', '' FROM pg_stat_wal_receiver
UNION ALL SELECT 'sender', coalesce(application_name, ''), coalesce(client_hostname, host(client_addr), ''), coalesce(state, ''), coalesce(sync_state, '') FROM pg_stat_replication
UNION ALL SELECT 'slot', slot_name::text, '', '', '' FROM pg_replication_slots WHERE NOT active AND restart_lsn IS NOT NULL
ORDER BY 1, 2, 3, 4, 5`

// askCopies tells who gets a copy of the data, and of whom the data is one.
func (a *about) askCopies(ctx context.Context, c *conn) error {
	line := "NULL" // what only superusers see
	if a.rights["?subconninfo"] {
		line = "subconninfo"
	}
	found := map[string][][4]string{}
	err := c.query(ctx, fmt.Sprintf(copying, line), nil, nil, func(row [][]byte) error {
		kind := string(row[0])
		found[kind] = append(found[kind], [4]string{string(row[1]), string(row[2]), string(row[3]), string(row[4])})
		return nil
	})
	if err != nil {
		return err
	}
	a.replicas(found["sender"], found["slot"])
	a.sources(found)
	a.retention(len(found["slot"]) > 0)
	return nil
}

func (a *about) replicas(senders, slots [][4]string) {
	hidden := 0
	for _, s := range senders {
		if s[2] == "" { // the state of others is shown to those who may see it
			hidden++
			continue
		}
		host := s[1]
		if host == "" {
			host = tables.LocalHost
		}
		a.facts = append(a.facts, tables.Copy("replica", host, fmt.Sprintf("connected as %q, %s, %s", s[0], s[2], s[3]))...)
	}
	if hidden > 0 {
		a.unknown("replica", fmt.Sprintf("%d servers or programs get a copy, and which is not shown to user %q: %s", hidden, a.pool.cfg.User, a.monitor()))
	}
	for _, s := range slots {
		a.unknown("replica", fmt.Sprintf("the replication slot %q waits for a server or program that is not connected: ask for whom it is, or drop it", s[0]))
	}
	if len(senders)+len(slots) == 0 {
		a.fact("replica", "none", "")
	}
}

// sources tells of which servers this one is a copy, as a standby or by subscriptions.
func (a *about) sources(found map[string][][4]string) {
	standby := found["recovery"][0][0] == "true"
	var from string
	for _, kind := range []string{"primary", "receiver"} {
		for _, f := range found[kind] {
			if f[1] != "" {
				from = f[1]
			}
		}
	}
	switch {
	case standby && from != "":
		a.copyOf(from, "this server is a standby")
	case standby:
		a.unknown("copy-of", fmt.Sprintf("this server is a standby, and of which server is not shown to user %q, or it is fed from an archive: %s", a.pool.cfg.User, a.monitor()))
	}
	for _, s := range found["subscription"] {
		if s[1] == "" {
			a.unknown("copy-of", fmt.Sprintf("the subscription %q copies from another server, and only superusers see which, since a password stands beside it: ask who runs it", s[0]))
			continue
		}
		a.copyOf(s[1], fmt.Sprintf("through the subscription %q", s[0]))
	}
	if !standby && len(found["subscription"]) == 0 {
		a.fact("copy-of", "none", "")
	}
}

// hostName matches names and addresses of hosts.
var hostName = regexp.MustCompile(`^[\pL\pN._:-]+$`)

// copyOf states one fact for each host of a list as libpq takes it.
func (a *about) copyOf(hosts, detail string) {
	for host := range strings.SplitSeq(hosts, ",") {
		if host = tables.HostOf(host); host == "" || strings.HasPrefix(host, "/") || strings.HasPrefix(host, "%2F") {
			host = tables.LocalHost // the folder of a socket
		} else if !hostName.MatchString(host) { // it may be the rest of a password
			a.unknown("copy-of", "the host from which this server copies has no proper name: ask who runs it")
			continue
		}
		a.facts = append(a.facts, tables.Copy("copy-of", host, detail)...)
	}
}
