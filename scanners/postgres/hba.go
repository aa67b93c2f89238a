package postgres

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// A rule is a line of pg_hba.conf. The first one that fits a connection decides.
type rule struct {
	line             string
	kind             string // local, host, hostssl, hostnossl, hostgssenc, hostnogssenc
	databases, users []string
	address          string
	method           string
}

// askAccess tells who gets in without a password, and whether everybody has to encrypt.
func (a *about) askAccess(ctx context.Context, c *conn) error {
	encrypting, told := a.settings["ssl"]
	if a.settings == nil {
		a.unknown("tls-required", "the server's settings could not be asked: scan again")
	} else if !told {
		a.shown("tls-required", "ssl")
	}
	if told && encrypting.value == "off" {
		a.fact("tls-required", "no", "the server offers no encrypted connections")
		told = false
	}
	if !a.rights["?hba"] {
		reason := a.hidden(fmt.Sprintf("GRANT SELECT ON pg_hba_file_rules TO %[1]s; GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO %[1]s", quote(a.pool.cfg.User)))
		a.unknown("public", reason)
		if told {
			a.unknown("tls-required", reason)
		}
		return nil
	}
	var rules []rule
	err := c.query(ctx, `SELECT line_number, type, array_to_string(database, E'\n'), array_to_string(user_name, E'\n'),
		coalesce(address, ''), coalesce(netmask, ''), auth_method FROM pg_hba_file_rules WHERE error IS NULL`, nil, nil, func(row [][]byte) error {
		rules = append(rules, rule{
			line: string(row[0]), kind: string(row[1]), databases: strings.Split(string(row[2]), "\n"), users: strings.Split(string(row[3]), "\n"),
			address: network(string(row[4]), string(row[5])), method: string(row[6]),
		})
		return nil
	})
	if err != nil {
		return err
	}
	database := a.pool.cfg.Database
	if database == "" {
		database = a.pool.cfg.User
	}
	value, detail := trusting(rules, database)
	a.fact("public", value, detail)
	if told {
		if line := plain(rules); line != "" {
			a.fact("tls-required", "no", fmt.Sprintf("line %s of pg_hba.conf lets connections in that are not encrypted", line))
		} else {
			a.fact("tls-required", "yes", "")
		}
	}
	return nil
}

// network writes an address with its mask as a prefix; "all" and names stay as they are.
func network(address, mask string) string {
	a, err := netip.ParseAddr(address)
	m, err2 := netip.ParseAddr(mask)
	if err != nil || err2 != nil {
		return address
	}
	bits := 0
	for _, b := range m.AsSlice() {
		for ; b&0x80 != 0; b <<= 1 {
			bits++
		}
	}
	return netip.PrefixFrom(a, bits).String()
}

// near says whether the rule is for programs on the machine of the server only.
func (r rule) near() bool {
	if p, err := netip.ParsePrefix(r.address); err == nil {
		return p.Addr().IsLoopback() && p.Bits() >= 8
	}
	return r.kind == "local" || r.address == "samehost" || r.address == "localhost"
}

// of says whether the rule may be one for the database.
func (r rule) of(database string) bool {
	return slices.ContainsFunc(r.databases, func(d string) bool {
		return d == "all" || d == database || strings.HasPrefix(d, "same") || strings.HasPrefix(d, "/") || strings.HasPrefix(d, "@")
	})
}

// covers says whether every connection that s fits fits r too, so that s never decides
// behind it.
func (r rule) covers(s rule) bool {
	kind := r.kind == s.kind || r.kind == "host" && s.kind != "local"
	return kind && wider(r.users, s.users) && wider(r.databases, s.databases) && within(s.address, r.address)
}

// wider says whether a names all that b names. The word all does not name replication.
func wider(a, b []string) bool {
	for _, name := range b {
		if !slices.Contains(a, name) && (!slices.Contains(a, "all") || name == "replication") {
			return false
		}
	}
	return true
}

func within(inner, outer string) bool {
	if inner == outer || outer == "all" {
		return true
	}
	i, err := netip.ParsePrefix(inner)
	o, err2 := netip.ParsePrefix(outer)
	return err == nil && err2 == nil && o.Bits() <= i.Bits() && o.Contains(i.Addr())
}

// undecided says whether no rule before number i takes its connections.
func undecided(rules []rule, i int, as rule) bool {
	return !slices.ContainsFunc(rules[:i], func(r rule) bool { return r.covers(as) })
}

// trusting tells what everybody may do who reaches the server, without a password: connect
// to the database, or replicate all of them.
func trusting(rules []rule, database string) (value, detail string) {
	var may, lines []string
	near := false
	for i, r := range rules {
		if r.method != "trust" || !undecided(rules, i, r) {
			continue
		}
		if r.near() {
			near = near || r.of(database)
			continue
		}
		for word, ok := range map[string]bool{"connect": r.of(database), "replicate": slices.Contains(r.databases, "replication")} {
			if ok {
				may, lines = append(may, word), append(lines, r.line)
			}
		}
	}
	switch {
	case may != nil:
		slices.Sort(may)
		return strings.Join(slices.Compact(may), ","), fmt.Sprintf("pg_hba.conf asks for no password (trust), line %s", strings.Join(slices.Compact(lines), ", "))
	case near:
		return "no", "but everybody on the machine of the server gets in without a password (trust)"
	}
	return "no", ""
}

// plain returns the line of the first rule that lets a connection in from another machine
// that is not encrypted, "" where there is none.
func plain(rules []rule) string {
	for i, r := range rules {
		if r.kind != "host" && r.kind != "hostnossl" && r.kind != "hostnogssenc" || r.method == "reject" || r.near() {
			continue
		}
		r.kind = "hostnossl"
		if undecided(rules, i, r) {
			return r.line
		}
	}
	return ""
}
