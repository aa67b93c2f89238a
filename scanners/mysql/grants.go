package mysql

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"piiventory/scanners"
)

// A granted is what may be done with a table, or with all for "".
type granted struct {
	privileges []string
	some       bool // of some columns only
}

// granting are the rights that reach data, in the words of SHOW GRANTS, and what they are
// called in a fact.
var granting = map[string]string{"ALL PRIVILEGES": "all", "ALL": "all", "DELETE": "delete", "INSERT": "insert", "SELECT": "select", "UPDATE": "update"}

// and adds what g holds. What holds for some columns and for the table holds for the table.
func (g granted) and(h granted) granted {
	some := (g.some || len(g.privileges) == 0) && h.some
	all := append(slices.Clone(g.privileges), h.privileges...)
	slices.Sort(all)
	return granted{slices.Compact(all), some}
}

// mostGranted bounds the tables of which grants are told, with two facts of each. A reader
// of a report has seen enough before.
const mostGranted = 5_000

// grants are what was granted, by table.
type grants struct {
	by   map[string]granted
	over bool // there were more
}

// add notes what was granted of a table. Of more than twice the bound only those are kept
// whose names come first, so that what is told does not hang on the order in which the
// server lists them.
func (g *grants) add(table string, more granted) {
	if g.by == nil {
		g.by = map[string]granted{}
	}
	g.by[table] = g.by[table].and(more)
	if len(g.by) > 2*mostGranted {
		g.cut()
	}
}

// cut returns the tables in their order, without those that are beyond the bound.
func (g *grants) cut() []string {
	names := slices.Sorted(maps.Keys(g.by))
	most := mostGranted
	if len(names) > 0 && names[0] == "" { // of all tables
		most++
	}
	if len(names) <= most {
		return names
	}
	g.over = true
	for _, name := range names[most:] {
		delete(g.by, name)
	}
	return names[:most]
}

// askPublic tells what every account may do: what was granted to PUBLIC, which MariaDB has
// since 10.11, and the roles that MySQL gives to all. Everybody may ask for it.
func (a *about) askPublic(ctx context.Context) error {
	if roles := a.settings["mandatory_roles"]; roles != "" {
		return refusal{"every account has the roles that mandatory_roles names, and what these may do is not looked at: SHOW GRANTS FOR each"}
	}
	if _, ok := a.settings["mandatory_roles"]; !ok && !a.mariadb && a.since(8, 0, 2) {
		return refusal{a.unseen("mandatory_roles")}
	}
	if !a.mariadb || !a.since(10, 11, 0) {
		return nil
	}
	var found grants
	var roles error
	err := a.ask(ctx, "SHOW GRANTS FOR PUBLIC", nil, func(row map[string]string) error {
		for _, line := range row {
			privileges, object := cutGrant(line)
			if object == "" {
				roles = refusal{"every account has a role that was granted to PUBLIC, and what it may do is not looked at: SHOW GRANTS FOR PUBLIC"}
			} else if table, ok := tableOf(object, a.database); ok && len(privileges.privileges) > 0 {
				found.add(table, privileges)
			}
		}
		return nil
	})
	var none *scanners.Error
	if errors.As(err, &none) && none.Kind == scanners.GapEmpty {
		err = nil
	}
	a.tell(found, "granted to PUBLIC, which is every account")
	return errors.Join(err, roles)
}

// tell states what was granted, table by table.
func (a *about) tell(found grants, detail string) {
	for _, table := range found.cut() {
		g := found.by[table]
		for _, name := range []string{"grant", "public"} {
			f := scanners.Fact{Name: name, Value: strings.Join(g.privileges, ","), Detail: detail, Source: "server", Scope: table, Exact: table != ""}
			if g.some {
				f.Detail = detail + "; of some columns only"
			}
			a.facts = append(a.facts, f)
		}
	}
	if found.over {
		for _, name := range []string{"grant", "public"} {
			a.unsaid(name, fmt.Sprintf("more was to be told of single tables than %d facts: the tables whose names come last are left out", 2*mostGranted))
		}
	}
}

// cutGrant reads a line of SHOW GRANTS: what of data is granted, and of which object. The
// object is empty where a role is granted.
func cutGrant(line string) (g granted, object string) {
	g.some = true
	rest := strings.TrimPrefix(line, "GRANT ")
	word, depth, quoted := "", 0, false
	add := func(some bool) {
		if name := granting[strings.TrimSpace(word)]; name != "" {
			g.privileges = append(g.privileges, name)
			g.some = g.some && some
		}
		word = ""
	}
	some := false
	for i, c := range rest {
		switch {
		case c == '`':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth, some = depth+1, true
		case c == ')':
			depth--
		case depth > 0:
		case c == ',':
			add(some)
			some = false
		case strings.HasPrefix(rest[i:], " ON "):
			add(some)
			object = rest[i+len(" ON "):]
			if end := strings.LastIndex(object, " TO "); end >= 0 {
				object = object[:end]
			}
			return g, object
		default:
			word += string(c)
		}
	}
	return g, ""
}

// tableOf returns the table of the database that a grant's object names, "" for all of
// them. The name of a database is a pattern where all its tables are named.
func tableOf(object, database string) (table string, ok bool) {
	names := make([]string, 0, 2)
	for part := range strings.SplitSeq(object, "`") {
		names = append(names, part)
	}
	switch {
	case object == "*.*":
		return "", true
	case len(names) == 3 && names[0] == "" && names[2] == ".*": // `db`.*
		return "", like(names[1], database)
	case len(names) == 5 && names[0] == "" && names[2] == "." && names[4] == "": // `db`.`table`
		return names[3], names[1] == database
	}
	return "", false // of a routine, or with a quote in a name
}

// like says whether a name fits a pattern with % and _, which a backslash makes plain.
func like(pattern, name string) bool {
	if pattern == "" {
		return name == ""
	}
	p, rest := pattern[0], pattern[1:]
	switch {
	case p == '%':
		for i := 0; i <= len(name); i++ {
			if like(rest, name[i:]) {
				return true
			}
		}
		return false
	case name == "":
		return false
	case p == '_':
		_, size := utf8.DecodeRuneInString(name)
		return like(rest, name[size:])
	case p == '\\' && rest != "":
		p, rest = rest[0], rest[1:]
	}
	return name[0] == p && like(rest, name[1:])
}
