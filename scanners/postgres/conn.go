package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// begin starts every transaction. One snapshot serves all statements of it, so
// that row identifiers stay true. Nothing parallel, nothing compiled: a scan
// must not be noticed. The search path keeps objects of other schemas from
// standing in for those of the catalogue. A role that would rather have an error than
// miss rows that row-level security hides gets what it may see, and a gap.
const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = '15s';
SET LOCAL lock_timeout = '1s';
SET LOCAL idle_in_transaction_session_timeout = '60s';
SET LOCAL search_path = pg_catalog;
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL TimeZone = 'UTC';
SET LOCAL jit = off;
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL synchronize_seqscans = off;
SET LOCAL row_security = on;`

// tidScans keeps the planner from reading a whole table where some row
// identifiers of it are asked for.
const tidScans = ` SET LOCAL enable_seqscan = off;`

// A pool holds at most tables.MaxConns connections. A statement whose context is
// cancelled costs its connection, and pgconn tells the server to stop it.
type pool struct {
	cfg    *pgconn.Config
	budget *scanners.Budget
	tokens chan struct{}
	idle   chan *conn
}

type conn struct {
	pg   *pgconn.PgConn
	pool *pool
}

func newPool(cfg *pgconn.Config, b *scanners.Budget) *pool {
	return &pool{cfg: cfg, budget: b, tokens: make(chan struct{}, tables.MaxConns), idle: make(chan *conn, tables.MaxConns)}
}

// get returns a connection that put gives back.
func (p *pool) get(ctx context.Context) (*conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case p.tokens <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case c := <-p.idle:
		return c, nil
	default:
	}
	err := p.budget.Request()
	if err == nil {
		var pg *pgconn.PgConn
		if pg, err = pgconn.ConnectConfig(ctx, p.cfg); err == nil {
			return &conn{pg, p}, nil
		}
		err = p.refused(ctx, err)
	}
	<-p.tokens
	return nil, err
}

// put gives a connection back; one that is in no good state is closed.
func (p *pool) put(ctx context.Context, c *conn) {
	if ctx.Err() != nil || c.pg.IsClosed() || c.pg.TxStatus() != 'I' {
		_ = c.pg.Close(ctx)
	} else {
		p.idle <- c
	}
	<-p.tokens
}

func (p *pool) close(ctx context.Context) {
	for {
		select {
		case c := <-p.idle:
			_ = c.pg.Close(ctx)
		default:
			return
		}
	}
}

// transaction runs f between begin, with further settings, and a rollback, which
// asks nothing of the store and is not charged.
func (p *pool) transaction(ctx context.Context, settings string, f func(*conn) error) error {
	c, err := p.get(ctx)
	if err != nil {
		return err
	}
	defer p.put(ctx, c)
	if err := c.exec(ctx, begin+settings); err != nil {
		return err
	}
	err = f(c)
	if ctx.Err() == nil {
		if ended := p.explain(ctx, c.pg.Exec(ctx, "ROLLBACK").Close()); err == nil {
			err = ended
		}
	} else if err == nil {
		err = ctx.Err()
	}
	return err // put closes a connection that is still in the transaction
}

// exec runs statements without a result.
func (c *conn) exec(ctx context.Context, sql string) error {
	if err := c.pool.budget.Request(); err != nil {
		return err
	}
	return c.pool.explain(ctx, c.pg.Exec(ctx, sql).Close())
}

// query runs one statement and calls row for each row of the result, whose
// values are valid until row returns. Formats are the protocol's: 0 for text, 1
// for binary, none for all text.
func (c *conn) query(ctx context.Context, sql string, args []string, formats []int16, row func([][]byte) error) error {
	if err := c.pool.budget.Request(); err != nil {
		return err
	}
	params := make([][]byte, len(args))
	for i, a := range args {
		params[i] = []byte(a)
	}
	result := c.pg.ExecParams(ctx, sql, params, nil, nil, formats)
	var stop error
	for stop == nil && result.NextRow() {
		stop = row(result.Values())
	}
	_, err := result.Close()
	if stop != nil && !errors.Is(stop, tables.ErrFull) {
		return stop
	}
	if err != nil {
		return c.pool.explain(ctx, err)
	}
	return stop
}
