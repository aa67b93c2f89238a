package mysql

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"piiventory/scanners"
)

// nameless lists the accounts without a name, as which everybody may log in from their
// hosts, with what of the database they may reach, and counts the others that may log in
// from everywhere.
const nameless = `SELECT Host AS host, '' AS tab, CONCAT_WS(',', IF(Delete_priv = 'Y', 'delete', NULL), IF(Insert_priv = 'Y', 'insert', NULL), IF(Select_priv = 'Y', 'select', NULL), IF(Update_priv = 'Y', 'update', NULL)) AS may, '' AS columns_may
	FROM mysql.user WHERE User = '' AND Host <> ''
UNION ALL SELECT Host, '', CONCAT_WS(',', IF(Delete_priv = 'Y', 'delete', NULL), IF(Insert_priv = 'Y', 'insert', NULL), IF(Select_priv = 'Y', 'select', NULL), IF(Update_priv = 'Y', 'update', NULL)), ''
	FROM mysql.db WHERE User = '' AND Host <> '' AND ? LIKE Db
UNION ALL SELECT Host, Table_name, LOWER(Table_priv), LOWER(Column_priv) FROM mysql.tables_priv WHERE User = '' AND Host <> '' AND Db = ?
UNION ALL SELECT '*', '', COUNT(*), '' FROM mysql.user WHERE User <> '' AND Host = '%'`

const namelessGrant = "GRANT SELECT (Host, User, Select_priv, Insert_priv, Update_priv, Delete_priv) ON mysql.user; GRANT SELECT ON mysql.db; GRANT SELECT ON mysql.tables_priv"

// askNameless tells whether everybody gets in, and what with.
func (a *about) askNameless(ctx context.Context) error {
	var far, near []string // hosts
	var found grants
	everywhere := ""
	err := a.ask(ctx, nameless, []any{a.database, a.database}, func(row map[string]string) error {
		host, table := row["host"], row["tab"]
		if host == "*" {
			everywhere = row["may"]
			return nil
		}
		if host == "localhost" || host == "127.0.0.1" || host == "::1" {
			near = append(near, host)
		} else {
			far = append(far, host)
		}
		for i, list := range []string{row["may"], row["columns_may"]} {
			var g granted
			for word := range strings.SplitSeq(list, ",") {
				if granting[strings.ToUpper(word)] != "" {
					g.privileges, g.some = append(g.privileges, word), i == 1
				}
			}
			if g.privileges != nil {
				found.add(table, g)
			}
		}
		return nil
	})
	if err != nil {
		return a.refused(err, namelessGrant)
	}
	hosts := append(far, near...)
	slices.Sort(hosts)
	list := fmt.Sprintf("%q", slices.Compact(hosts))
	open := slices.ContainsFunc(a.facts, func(f scanners.Fact) bool { return f.Name == "public" && f.Scope == "" && !f.Unknown })
	switch {
	case far != nil:
		a.fact("public", "connect", fmt.Sprintf("an account without a name lets everybody in from %s", list))
	case open: // what PUBLIC may do is told already
	case near != nil:
		a.fact("public", "no", fmt.Sprintf("but an account without a name lets everybody in from %s", list))
	default:
		a.fact("public", "no", fmt.Sprintf("%s accounts may log in from everywhere, with their passwords", everywhere))
	}
	a.tell(found, fmt.Sprintf("granted to an account without a name, from %s", list))
	return nil
}
