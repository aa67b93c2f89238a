package postgres

import (
	"context"
	"fmt"

	"piiventory/scanners"
)

// mostTold bounds the facts about single tables. A reader of a report has seen enough
// before, and a server with a hundred thousand tables is not to be asked for all.
const mostTold = 10_000

// listedRelations is which relations the listing gives, of pg_class c and pg_namespace n.
const listedRelations = `WHERE c.relkind IN ('r', 'm', 'v', 'f', 'p') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
	AND (c.relkind <> 'p' OR NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid))`

// granting tells of each table whether rows are hidden by who asks, what PUBLIC may do with
// it and who is told its changes. What holds for a partitioned table holds for what is
// read of its partitions through it.
const granting = `WITH listed AS (
	SELECT c.oid, n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relispartition, coalesce(am.amname, '') AS am
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_am am ON am.oid = c.relam ` + listedRelations + `),
through AS (
	SELECT oid, oid AS at FROM listed
	UNION SELECT l.oid, a.relid::oid FROM listed l, LATERAL pg_partition_ancestors(l.oid) a(relid) WHERE l.relispartition),
granted AS (
	SELECT t.oid, c.relnamespace, lower(x.privilege_type) AS privilege, false AS partly FROM through t JOIN pg_class c ON c.oid = t.at, aclexplode(c.relacl) x WHERE x.grantee = 0
	UNION ALL SELECT t.oid, c.relnamespace, lower(x.privilege_type), true FROM through t JOIN pg_class c ON c.oid = t.at
		JOIN pg_attribute b ON b.attrelid = c.oid AND b.attnum > 0 AND NOT b.attisdropped, aclexplode(b.attacl) x WHERE x.grantee = 0),
said(oid, name, value, flag) AS (
	SELECT oid, 'row-security', CASE WHEN relforcerowsecurity THEN 'forced' ELSE 'on' END, row_security_active(oid)::text FROM listed WHERE relrowsecurity
	UNION ALL SELECT l.oid, 'row-security', 'parent', 'false' FROM listed l WHERE NOT l.relrowsecurity
		AND EXISTS (SELECT FROM through t JOIN pg_class c ON c.oid = t.at WHERE t.oid = l.oid AND c.relrowsecurity)
	UNION ALL SELECT oid, 'grant', string_agg(DISTINCT privilege, ',' ORDER BY privilege), bool_and(partly)::text FROM granted GROUP BY oid
	UNION ALL SELECT oid, 'public', string_agg(DISTINCT privilege, ',' ORDER BY privilege), bool_and(partly)::text FROM granted
		WHERE has_schema_privilege('public', relnamespace, 'USAGE') AND has_database_privilege('public', current_database(), 'CONNECT') GROUP BY oid
	UNION ALL SELECT DISTINCT t.oid, 'publication', p.pubname::text, '' FROM pg_publication_tables p JOIN pg_namespace n ON n.nspname = p.schemaname
		JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = p.tablename JOIN through t ON t.at = c.oid
	UNION ALL SELECT oid, 'encryption', am, '' FROM listed WHERE am LIKE 'tde\_heap%')
SELECT l.nspname, l.relname, s.name, s.value, s.flag FROM said s JOIN listed l ON l.oid = s.oid
ORDER BY l.nspname COLLATE "C", l.relname COLLATE "C", s.name, s.value LIMIT $1::int8`

// defaulting tells what PUBLIC will be granted of tables that do not exist yet.
const defaulting = `SELECT coalesce(n.nspname, ''), string_agg(DISTINCT lower(x.privilege_type), ',' ORDER BY lower(x.privilege_type))
FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace, aclexplode(d.defaclacl) x
WHERE d.defaclobjtype = 'r' AND x.grantee = 0 GROUP BY 1 ORDER BY 1`

// askTables tells what the catalogue says of single tables.
func (a *about) askTables(ctx context.Context, c *conn) error {
	n := 0
	var found []scanners.Fact
	add := func(row [][]byte) error {
		if n++; n > a.told {
			return nil
		}
		f := scanners.Fact{Name: string(row[2]), Value: string(row[3]), Source: "server", Scope: joinPath(string(row[0]), string(row[1])), Exact: true}
		flag := string(row[4]) == "true"
		switch {
		case f.Name == "row-security" && f.Value == "parent":
			f.Detail = "rows are hidden where they are read through the partitioned table, and not from those who may read the partition itself"
		case f.Name == "row-security" && flag:
			f.Detail = fmt.Sprintf("it holds for user %q, who scans", a.pool.cfg.User)
		case (f.Name == "grant" || f.Name == "public") && flag:
			f.Detail = "of some columns only"
		}
		found = append(found, f)
		return nil
	}
	if err := c.query(ctx, granting, []string{fmt.Sprint(a.told + 1)}, nil, add); err != nil {
		return err
	}
	err := c.query(ctx, defaulting, nil, nil, func(row [][]byte) error {
		f := scanners.Fact{Name: "default-grant", Value: string(row[1]), Source: "server", Detail: "PUBLIC gets it of every table that is made from now on"}
		if schema := string(row[0]); schema != "" {
			f.Scope = pathPart(schema) + "."
		}
		found = append(found, f)
		return nil
	})
	if err != nil {
		return err
	}
	a.facts = append(a.facts, found...)
	if n > a.told {
		for _, name := range []string{"grant", "public", "row-security", "publication"} {
			a.unknown(name, fmt.Sprintf("more was to be told of single tables than %d facts: the tables whose names come last are left out", a.told))
		}
	}
	return nil
}
