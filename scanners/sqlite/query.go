package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"modernc.org/sqlite"

	"piiventory/scanners"
)

// statementTimeout bounds every statement but those that read a whole table in
// one piece.
const statementTimeout = 15 * time.Second

// Result codes of SQLite ("Result and Error Codes"), without their extensions.
const (
	codeError     = 1
	codePerm      = 3
	codeBusy      = 5
	codeLocked    = 6
	codeInterrupt = 9
	codeIO        = 10
	codeCorrupt   = 11
	codeCantOpen  = 14
	codeNotADB    = 26
)

// query runs one statement and calls row for each row of the result.
func (s *scanner) query(ctx context.Context, statement string, args []any, row func([]any) error) error {
	limited, cancel := context.WithTimeout(ctx, statementTimeout)
	defer cancel()
	err := s.read(limited, statement, args, row)
	if ctx.Err() == nil && limited.Err() != nil && errors.Is(err, context.DeadlineExceeded) {
		return scanners.Unreadable(scanners.GapTimeout, fmt.Sprintf("it took longer than the statement timeout of %d s", int(statementTimeout.Seconds())))
	}
	return err
}

// read is query without a timeout.
func (s *scanner) read(ctx context.Context, statement string, args []any, row func([]any) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.budget.Request(); err != nil {
		return err
	}
	result, err := s.db.QueryContext(ctx, statement, args...)
	if err != nil {
		return s.explain(ctx, err)
	}
	defer result.Close()
	names, err := result.Columns()
	if err != nil {
		return s.explain(ctx, err)
	}
	values, targets := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	for result.Next() {
		if err := result.Scan(targets...); err != nil {
			return s.explain(ctx, err)
		}
		if err := row(values); err != nil {
			return err
		}
	}
	return s.explain(ctx, result.Err())
}

// explain turns the error of a statement into one that a person can act on.
func (s *scanner) explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return scanners.Unreadable(scanners.GapUnreachable, "the SQLite engine failed")
	}
	switch e.Code() & 0xff {
	case codeBusy, codeLocked:
		return scanners.Unreadable(scanners.GapTimeout, "another process keeps the database locked for more than a second: scan again when it is done")
	case codeCorrupt:
		return scanners.Unreadable(scanners.GapCorrupt, "the database file is damaged: run PRAGMA integrity_check on a copy")
	case codeNotADB:
		return scanners.Unreadable(scanners.GapFormat, "the file is not a SQLite database, or it is encrypted: scan a decrypted copy")
	case codeCantOpen, codePerm:
		return scanners.Unreadable(scanners.GapPermission, "the database cannot be opened: with a write-ahead log beside it (-wal) its folder must be writable; otherwise scan a copy")
	case codeIO:
		return scanners.Unreadable(scanners.GapUnreachable, "reading the database file failed: is the disk or the share all right?")
	case codeError:
		return scanners.Unreadable(scanners.GapFormat, "SQLite cannot read it: it was altered during the scan, or refers to tables, functions or modules that are not there (result code 1)")
	}
	return scanners.Unreadable(scanners.GapUnreachable, fmt.Sprintf("SQLite answered with result code %d", e.Code()))
}
