package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	_ "modernc.org/sqlite"
)

// WriteDatabase writes the tables into a new SQLite file.
func WriteDatabase(ctx context.Context, path string, tables []Table) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return fmt.Errorf("making the database: %w", err)
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("making the database: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // does nothing after the commit
	for _, t := range tables {
		if err := writeTable(ctx, tx, t); err != nil {
			return fmt.Errorf("making table %s: %w", t.Name, err)
		}
	}
	return tx.Commit()
}

func writeTable(ctx context.Context, tx *sql.Tx, t Table) error {
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = fmt.Sprintf("%q %s", c.Name, c.Type)
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("CREATE TABLE %q (%s)", t.Name, strings.Join(columns, ", "))); err != nil {
		return err
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ")
	insert, err := tx.PrepareContext(ctx, fmt.Sprintf("INSERT INTO %q VALUES (%s)", t.Name, marks))
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, row := range t.Rows {
		if _, err := insert.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return nil
}
