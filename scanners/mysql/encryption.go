package mysql

import (
	"context"
	"strings"

	"piiventory/scanners"
)

// mostTables bounds the tables that are asked whether they are encrypted.
const mostTables = 10_000

// askEncryption tells which tables the server encrypts on its disk: what holds for the
// database, and the tables for which something else does.
func (a *about) askEncryption(ctx context.Context) error {
	usual, detail := "none", ""
	if a.on("innodb_encrypt_tables") || a.on("default_table_encryption") {
		usual, detail = "innodb", "by the setting of the server for new tables; those from before may not be encrypted yet"
	}
	a.fact("encryption", usual, detail)
	n := 0
	err := a.ask(ctx, `SELECT TABLE_NAME, ENGINE, CREATE_OPTIONS FROM information_schema.TABLES
		WHERE TABLE_SCHEMA = ? AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY TABLE_NAME LIMIT 10001`, []any{a.database}, func(row map[string]string) error {
		value := a.encrypted(usual, strings.ToLower(row["engine"]), strings.ToLower(row["create_options"]))
		if n++; n <= mostTables && value != usual {
			a.facts = append(a.facts, scanners.Fact{Name: "encryption", Value: value, Source: "server", Scope: row["table_name"], Exact: true})
		}
		return nil
	})
	if err == nil && n > mostTables {
		return refusal{"the database has more tables than are asked for their encryption: those whose names come last are left out"}
	}
	return err
}

// encrypted is what holds for a table: MariaDB writes encrypted=yes where the table says
// so itself, MySQL encryption='Y' for every table that is.
func (a *about) encrypted(usual, engine, options string) string {
	switch options = strings.NewReplacer("`", "", "'", "", `"`, "").Replace(options); {
	case strings.Contains(options, "encrypted=yes"), strings.Contains(options, "encryption=y"):
		return engine
	case strings.Contains(options, "encrypted=no"), strings.Contains(options, "encryption=n"), !a.mariadb && engine != "":
		return "none"
	case engine == "aria" && a.on("aria_encrypt_tables"):
		return engine
	case engine != "innodb":
		return "none"
	}
	return usual
}
