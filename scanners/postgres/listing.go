package postgres

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"

	"piiventory/scanners"
)

// page is the number of tables that one statement of the listing returns.
const page = 1000

// listing gives the leaves of partitioned tables, and a partitioned table only
// when it has none. Temporary tables belong to other sessions and cannot be
// read. The size is asked of the file system under a lock that is not always to
// be had; then the size that the last VACUUM saw stands in.
const listing = `SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition, c.reltuples, c.relpages, %s
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
` + listedRelations + ` AND c.oid > $1::oid
ORDER BY c.oid LIMIT %d`

const (
	sizeNow  = `CASE WHEN c.relkind IN ('r', 'm') THEN pg_table_size(c.oid) END`
	sizeThen = `CASE WHEN c.relkind IN ('r', 'm') AND c.relpages > 0
		THEN (c.relpages::int8 + coalesce((SELECT t.relpages FROM pg_class t WHERE t.oid = c.reltoastrelid), 0)) * current_setting('block_size')::int8 END`
)

// Assets lists the tables, partitions and views of all schemas but the
// system's.
func (s *scanner) Assets(ctx context.Context, yield func(scanners.Asset) error) error {
	last, size := "0", sizeNow
	for {
		var found []scanners.Asset
		next := last
		err := s.pool.transaction(ctx, "", func(c *conn) error {
			return c.query(ctx, fmt.Sprintf(listing, size, page), []string{last}, nil, func(row [][]byte) error {
				next = string(row[0])
				found = append(found, asset(row))
				return nil
			})
		})
		if size == sizeNow && isTimeout(err) {
			size = sizeThen
			continue
		}
		if err != nil {
			return err
		}
		for _, a := range found {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := yield(a); err != nil {
				return err
			}
		}
		if len(found) < page {
			break
		}
		last = next
	}
	return s.largeObjects(ctx, yield)
}

func isTimeout(err error) bool {
	var e *scanners.Error
	return errors.As(err, &e) && e.Kind == scanners.GapTimeout
}

func asset(row [][]byte) scanners.Asset {
	a := scanners.Asset{Path: joinPath(string(row[1]), string(row[2])), Kind: "table", Size: -1, Rows: -1}
	relkind, pages := row[3][0], number(row[6])
	switch {
	case relkind == 'v', relkind == 'm':
		a.Kind = "view"
	case row[4][0] == 't' && relkind != 'p':
		a.Kind = "partition"
	}
	if row[7] != nil {
		a.Size = number(row[7])
	}
	// Before version 14 a table that was never analysed has 0 rows, not -1.
	if rows, err := strconv.ParseFloat(string(row[5]), 64); err == nil && rows >= 0 && (rows > 0 || pages > 0) {
		a.Rows = int64(math.Round(rows))
	}
	if a.Size == 0 && relkind != 'v' || relkind == 'p' {
		a.Size, a.Rows = 0, 0
	}
	return a
}

func number(v []byte) int64 {
	n, err := strconv.ParseInt(string(v), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// largeObjects reports large objects, which lie in no table of the user's and
// which the sampling of rows does not reach.
func (s *scanner) largeObjects(ctx context.Context, yield func(scanners.Asset) error) error {
	some := false
	err := s.pool.transaction(ctx, "", func(c *conn) error {
		return c.query(ctx, `SELECT FROM pg_largeobject_metadata LIMIT 1`, nil, nil, func([][]byte) error {
			some = true
			return nil
		})
	})
	if err != nil || !some {
		return err
	}
	return yield(scanners.Asset{Path: "pg_catalog.pg_largeobject", Kind: "table", Size: -1, Rows: -1, Unlisted: &scanners.Gap{
		Kind: scanners.GapUnsupported, Bytes: -1, Rows: -1,
		Reason: "the database holds large objects (lo_create), which are not looked at: export them with lo_export and scan the files",
	}})
}
