package mysql

import (
	"bytes"
	"testing"

	"piiventory/scanners/tables"
)

func TestValuesLieBetweenTheEnds(t *testing.T) {
	m := &sample{random: tables.Random(1, "t")}
	for _, c := range []struct {
		kind      partKind
		low, high string
	}{
		{signed, "-9223372036854775808", "9223372036854775807"}, {signed, "-3", "-3"}, {unsigned, "0", "18446744073709551615"},
		{letters, "00000000-a", "ffffffff-b"}, {letters, "客户1", "客户9"}, {letters, "abc", "abc"}, {letters, "", ""},
		{octets, "\x00\x01", "\xff"}, {octets, "same", "same"}, {days, "2020-02-29", "2026-01-01"}, {days, "0000-00-00", "2026-01-01"},
	} {
		seen := map[string]bool{}
		for range 200 {
			v := m.value(c.kind, interval{low: []byte(c.low), high: []byte(c.high)})
			seen[string(v)] = true
			switch n := m.argument(c.kind, v).(type) {
			case int64:
				if low := m.argument(signed, []byte(c.low)).(int64); n < low || n > m.argument(signed, []byte(c.high)).(int64) {
					t.Errorf("%d is not between %s and %s", n, c.low, c.high)
				}
			case []byte:
				if c.low != c.high && (bytes.Compare(n, []byte(c.low)) < 0 || n[0] > c.high[0]) {
					t.Errorf("%x is not between %x and %x", n, c.low, c.high)
				}
			case string:
				if c.kind == days && (n < c.low || n > c.high+" 24") {
					t.Errorf("%s is not between %s and %s", n, c.low, c.high)
				}
				if c.kind == letters && len(c.low) > 8 && n[0] > 'f' {
					t.Errorf("%s is beyond %s", n, c.high)
				}
			}
		}
		if c.low != c.high && c.low != "0000-00-00" && len(seen) < 150 {
			t.Errorf("%s to %s gave %d values", c.low, c.high, len(seen))
		}
	}
}
