package mysql

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// mostTables bounds the tables that are asked whether they are encrypted.
const mostTables = 10_000

// byDefault is what is not certain of a table that does not say so itself.
const byDefault = "by the setting of the server for new tables; those from before may not be encrypted yet"

// A sealing is how the server encrypts a table.
type sealing struct {
	table, method string // no method where it does not
	byDefault     bool
}

// askEncryption tells how the server encrypts the tables of the database on its disk. What
// is said of the database holds for all of its tables. Where they differ it is the share
// that is encrypted, and each table has a fact of its own. Where the server does not encrypt,
// its disk still may, which it does not see: that is not known, and not none.
func (a *about) askEncryption(ctx context.Context) error {
	if _, ok := a.settings["innodb_encrypt_tables"]; !ok && a.mariadb && a.since(10, 1, 3) {
		return refusal{a.unseen("innodb_encrypt_tables")}
	}
	var found []sealing
	n := 0
	err := a.ask(ctx, `SELECT TABLE_NAME, ENGINE, CREATE_OPTIONS FROM information_schema.TABLES
		WHERE TABLE_SCHEMA = ? AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY TABLE_NAME LIMIT 10001`, []any{a.database}, func(row map[string]string) error {
		if n++; n <= mostTables {
			found = append(found, a.sealed(row["table_name"], strings.ToLower(row["engine"]), strings.ToLower(row["create_options"])))
		}
		return nil
	})
	if err != nil {
		return err
	}
	over := n > mostTables
	if over {
		a.unsaid("encryption", "the database has more tables than are asked for their encryption: those whose names come last are left out")
	}
	a.encryption(found, over)
	return nil
}

// encryption tells what holds for the tables; over says that there are others, so that
// nothing holds for all.
func (a *about) encryption(found []sealing, over bool) {
	var methods []string
	some, detail := 0, ""
	for _, s := range found {
		if s.method != "" {
			some++
			methods = append(methods, s.method)
		}
		if s.byDefault {
			detail = byDefault
		}
	}
	slices.Sort(methods)
	methods = slices.Compact(methods)
	if len(found) == 0 && (a.on("innodb_encrypt_tables") || a.on("default_table_encryption")) {
		methods, detail = []string{"innodb"}, byDefault
	}
	switch {
	case some > 0 && some < len(found):
		share := fmt.Sprintf("%d of %d tables", some, len(found))
		if detail != "" {
			share = fmt.Sprintf("%d of %d tables; some %s", some, len(found), byDefault)
		}
		a.fact("encryption", "partly", share)
		for _, s := range found {
			a.facts = append(a.facts, s.fact())
		}
	case over:
	case methods != nil:
		a.fact("encryption", strings.Join(methods, ","), detail)
	default:
		a.unsaid("encryption", "the server encrypts no table of the database, and does not see whether the disk below does: ask who runs the machine")
	}
}

// fact tells how one table is encrypted.
func (s sealing) fact() scanners.Fact {
	f := scanners.Fact{Name: "encryption", Value: s.method, Source: "server"}
	switch {
	case s.method == "":
		f = tables.Unknown("encryption", "server", "the server does not encrypt this table, and does not see whether the disk below does: ask who runs the machine, or encrypt the table")
	case s.byDefault:
		f.Detail = byDefault
	}
	f.Scope, f.Exact = s.table, true
	return f
}

// sealed is what holds for a table: MariaDB writes encrypted=yes where the table says so
// itself, MySQL encryption='Y' for every table that is.
func (a *about) sealed(table, engine, options string) sealing {
	options = strings.NewReplacer("`", "", "'", "", `"`, "").Replace(options)
	s := sealing{table: table}
	switch {
	case strings.Contains(options, "encrypted=yes"), strings.Contains(options, "encryption=y"):
		s.method = engine
	case strings.Contains(options, "encrypted=no"), strings.Contains(options, "encryption=n"), !a.mariadb:
	case engine == "aria" && a.on("aria_encrypt_tables"):
		s.method = engine
	case engine == "innodb" && a.on("innodb_encrypt_tables"):
		s.method, s.byDefault = engine, true
	}
	return s
}
