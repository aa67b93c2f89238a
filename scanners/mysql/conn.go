package mysql

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

const (
	// shortStatement bounds every statement but those that read a whole table
	// which has no integer key to read it in pieces; these have longStatement.
	shortStatement = 15 * time.Second
	longStatement  = 10 * time.Minute
)

// A server is a pool of at most tables.MaxConns connections.
type server struct {
	db        *sql.DB
	address   *address
	budget    *scanners.Budget
	version   string
	mariadb   bool
	encrypted string          // how the connection is, "" where it is not
	settings  map[string]bool // system variables that this server has
	farEnd    *farEnd
}

// A session is one read-only transaction.
type session struct {
	conn *sql.Conn
	srv  *server
}

// optional are the settings that not every server has. MariaDB counts the time
// of a statement in seconds, MySQL in milliseconds.
var optional = []struct {
	name string
	set  func(d time.Duration) string
}{
	{"max_statement_time", func(d time.Duration) string { return fmt.Sprintf("%g", d.Seconds()) }},
	{"max_execution_time", func(d time.Duration) string { return fmt.Sprint(d.Milliseconds()) }},
	{"idle_transaction_timeout", func(time.Duration) string { return "60" }},
	{"information_schema_stats_expiry", func(time.Duration) string { return "0" }},
	{"in_predicate_conversion_threshold", func(time.Duration) string { return "0" }}, // keeps lists of keys out of temporary tables
	{"innodb_lock_wait_timeout", func(time.Duration) string { return "1" }},
}

func connect(ctx context.Context, a *address, b *scanners.Budget) (*server, error) {
	end := watch(a.cfg)
	connector, err := mysql.NewConnector(a.cfg)
	if err != nil {
		return nil, scanners.Unreadable(scanners.GapUnsupported, "the URL of the store cannot be read: "+form)
	}
	s := &server{db: sql.OpenDB(prompt{connector}), address: a, budget: b, settings: map[string]bool{}, farEnd: end}
	s.db.SetMaxOpenConns(tables.MaxConns)
	s.db.SetMaxIdleConns(tables.MaxConns)
	if err := s.learn(ctx); err != nil {
		_ = s.close() // the first error is the one to tell
		return nil, err
	}
	return s, nil
}

// prompt bounds each handshake. The driver's own timeout covers the dialling
// only, and a server that accepts and stays silent would hold the scan for as
// long as the longest statement may take.
type prompt struct{ driver.Connector }

// Connect opens one connection, which the pool keeps; ctx bounds its handshake.
func (p prompt) Connect(ctx context.Context) (driver.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	return p.Connector.Connect(ctx)
}

// learn asks what kind of server it is.
func (s *server) learn(ctx context.Context) error {
	conn, err := s.conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	c := &session{conn, s}
	names := make([]string, len(optional))
	for i, o := range optional {
		names[i] = "'" + o.name + "'"
	}
	err = c.query(ctx, "SHOW VARIABLES WHERE Variable_name IN ('version', 'hostname', 'basedir', "+strings.Join(names, ", ")+")", nil, func(row []sql.RawBytes) error {
		switch name := string(row[0]); name {
		case "version":
			s.version = string(row[1])
		case "hostname":
			s.farEnd.hostname = string(row[1])
		case "basedir":
			s.farEnd.folder = string(row[1])
		default:
			s.settings[name] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.mariadb = strings.Contains(s.version, "MariaDB")
	tls := map[string]string{}
	err = c.query(ctx, "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_cipher', 'Ssl_version')", nil, func(row []sql.RawBytes) error {
		tls[string(row[0])] = string(row[1])
		return nil
	})
	if tls["Ssl_cipher"] != "" {
		s.encrypted = tls["Ssl_version"] + ", " + tls["Ssl_cipher"]
	}
	return err
}

func (s *server) conn(ctx context.Context) (*sql.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := s.budget.Request(); err != nil {
		return nil, err
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, s.refused(ctx, err)
	}
	return conn, nil
}

func (s *server) close() error {
	if err := s.db.Close(); err != nil {
		return scanners.Unreadable(scanners.GapUnreachable, "the connection to the server did not end properly")
	}
	return nil
}

// transaction runs f in a read-only transaction. One snapshot serves all
// statements of it, where the storage engine has such a thing.
func (s *server) transaction(ctx context.Context, f func(*session) error) error {
	conn, err := s.conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	c := &session{conn, s}
	if err := c.limit(ctx, shortStatement); err != nil {
		return err
	}
	if err := c.exec(ctx, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"); err != nil {
		return err
	}
	err = f(c)
	if ctx.Err() != nil {
		if err == nil {
			err = ctx.Err()
		}
		_ = conn.Raw(func(any) error { return driver.ErrBadConn }) // closes it, and the transaction with it
		return err
	}
	// The end of the transaction asks nothing of the store and is not charged.
	if _, ended := conn.ExecContext(ctx, "ROLLBACK"); ended != nil && err == nil {
		err = s.explain(ctx, ended)
	}
	return err
}

// limit sets the bounds of the session: the time of a statement, of waiting for
// locks, and the time zone in which timestamps are told.
func (c *session) limit(ctx context.Context, statement time.Duration) error {
	set := "SET time_zone = '+00:00', sql_mode = '', lock_wait_timeout = 1"
	for _, o := range optional {
		if c.srv.settings[o.name] {
			set += ", " + o.name + " = " + o.set(statement)
		}
	}
	return c.exec(ctx, set)
}

func (c *session) exec(ctx context.Context, statement string) error {
	if err := c.srv.budget.Request(); err != nil {
		return err
	}
	_, err := c.conn.ExecContext(ctx, statement)
	return c.srv.explain(ctx, err)
}

// query runs one statement and calls row for each row of the result, whose
// values are valid until row returns.
func (c *session) query(ctx context.Context, statement string, args []any, row func([]sql.RawBytes) error) error {
	return c.named(ctx, statement, args, func(_ []string, values []sql.RawBytes) error { return row(values) })
}

// named is query for results whose columns differ by version: it calls row with the names
// too.
func (c *session) named(ctx context.Context, statement string, args []any, row func(names []string, values []sql.RawBytes) error) error {
	if err := c.srv.budget.Request(); err != nil {
		return err
	}
	result, err := c.conn.QueryContext(ctx, statement, args...)
	if err != nil {
		return c.srv.explain(ctx, err)
	}
	defer result.Close()
	names, err := result.Columns()
	if err != nil {
		return c.srv.explain(ctx, err)
	}
	values := make([]sql.RawBytes, len(names))
	targets := make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	for result.Next() {
		if err := result.Scan(targets...); err != nil {
			return c.srv.explain(ctx, err)
		}
		if err := row(names, values); err != nil {
			return err
		}
	}
	return c.srv.explain(ctx, result.Err())
}
