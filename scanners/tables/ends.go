package tables

import (
	"strconv"
	"strings"
	"time"

	"piiventory/scanners"
)

// TimeColumn returns the place of the column whose smallest and largest value tell how old
// the records of a table are, or -1: the declared one, or else the best of all by
// scanners.TimeRank, and only where usable says that an index of times begins with it. It
// is never one of dates of birth.
func TimeColumn(columns []Column, declared string, usable func(i int) bool) int {
	best, bestRank, bestRest := -1, 0, 0
	for i := range columns {
		name := columns[i].Name
		if declared != "" {
			if strings.EqualFold(name, declared) && !scanners.SpeaksOfBirth(name) {
				best = i
				break
			}
			continue
		}
		rank, rest := scanners.TimeRank(name)
		if rank > 0 && (best < 0 || rank < bestRank || rank == bestRank && rest < bestRest) {
			best, bestRank, bestRest = i, rank, rest
		}
	}
	if best < 0 || !usable(best) {
		return -1
	}
	return best
}

// Ends makes the bounds of a column from the ends of its index, as the server wrote them.
// It gives none where one of them is no time. rows is how many rows they cover, as far as
// that is known.
func Ends(c *Column, low, high string, rows int64) []scanners.ColumnStats {
	oldest, ok := parseEnd(low)
	newest, also := parseEnd(high)
	if !ok || !also || newest.Before(oldest) {
		return nil
	}
	return []scanners.ColumnStats{{Path: c.Name, Type: "timestamp", Oldest: oldest, Newest: newest, Rows: max(rows, 1), Index: true}}
}

// endForms are the forms in which databases write times, in UTC where they have a zone.
var endForms = []string{"2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05.999999999", time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07", "2006-01-02 15:04", time.DateOnly}

// parseEnd reads one end: a date, a time, or seconds or milliseconds since 1970.
func parseEnd(s string) (time.Time, bool) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		switch len(s) {
		case 10:
			return time.Unix(n, 0).UTC(), true
		case 13:
			return time.UnixMilli(n).UTC(), true
		}
		return time.Time{}, false
	}
	for _, form := range endForms {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}
