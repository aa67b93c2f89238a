package policy

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func duration(t testing.TB, s string) Duration {
	t.Helper()
	d, err := ParseDuration(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDurationAfterIsClamped(t *testing.T) {
	for _, tc := range []struct{ from, d, want string }{
		{"2026-01-31", "P1M", "2026-02-28"}, // time.AddDate says 3 March
		{"2028-01-31", "P1M", "2028-02-29"},
		{"2026-01-30", "P1M", "2026-02-28"},
		{"2026-01-28", "P1M", "2026-02-28"},
		{"2026-03-31", "P6M", "2026-09-30"},
		{"2026-10-31", "P4M", "2027-02-28"},
		{"2028-02-29", "P1Y", "2029-02-28"},
		{"2028-02-29", "P4Y", "2032-02-29"},
		{"2026-01-31", "P1M1D", "2026-03-01"},
		{"2026-01-31", "P30D", "2026-03-02"},
		{"2026-01-31", "P2W", "2026-02-14"},
		{"2026-12-31", "P2M", "2027-02-28"},
		{"2026-01-31T23:30:00Z", "PT24H", "2026-02-01T23:30:00Z"},
		{"2026-01-31T23:30:00Z", "P1MT1H", "2026-03-01T00:30:00Z"},
		{"2026-02-01T07:00:00+08:00", "P1M", "2026-02-28T23:00:00Z"}, // still January in UTC
		{"2026-03-01T07:00:00+08:00", "P1M", "2026-03-28T23:00:00Z"}, // still February in UTC
		{"2026-01-15", "P0D", "2026-01-15"},
	} {
		if got := duration(t, tc.d).After(day(tc.from)); !got.Equal(day(tc.want)) || got.Location() != time.UTC {
			t.Errorf("%s + %s = %s, want %s", tc.from, tc.d, got, tc.want)
		}
	}
}

func TestDurationBefore(t *testing.T) {
	for _, tc := range []struct{ now, d, want string }{
		{"2026-06-15", "P1M", "2026-05-15"},
		{"2026-06-15T08:00:00Z", "P1M", "2026-05-15T08:00:00Z"},
		{"2026-02-28", "P1M", "2026-01-28"},
		{"2026-03-01", "P1M", "2026-02-01"}, // a record of 31 January is over
		{"2026-03-31", "P1M", "2026-03-01"}, // and so is all of February
		{"2026-03-30", "P1M", "2026-03-01"},
		{"2026-03-29", "P1M", "2026-03-01"},
		{"2026-03-28", "P1M", "2026-02-28"},
		{"2028-03-29", "P1M", "2028-02-29"},
		{"2028-03-30", "P1M", "2028-03-01"},
		{"2028-02-29", "P1Y", "2027-03-01"},
		{"2029-02-28", "P1Y", "2028-02-28"},
		{"2026-08-31", "P6M", "2026-03-01"},
		{"2026-01-31", "P3Y", "2023-01-31"},
		{"2026-03-02", "P30D", "2026-01-31"},
		{"2026-01-01T00:30:00+08:00", "P1M", "2025-12-01"}, // 31 December in UTC, and November has no 31st
		{"2026-03-01T01:00:00Z", "PT24H", "2026-02-28T01:00:00Z"},
		{"2026-01-15", "P14M", "2024-11-15"},
	} {
		if got := duration(t, tc.d).Before(day(tc.now)); !got.Equal(day(tc.want)) {
			t.Errorf("%s - %s = %s, want %s", tc.now, tc.d, got.Format(time.RFC3339), tc.want)
		}
	}
}

// Before every instant that Before returns all records are over, and at it
// none that the same clock shows is.
func TestBeforeAgreesWithAfter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		d := Duration{given: true, Years: r.IntN(4), Months: r.IntN(15), Days: r.IntN(40), Hours: r.IntN(30)}
		now := time.Unix(1_700_000_000+r.Int64N(400_000_000), 0)
		cut := d.Before(now)
		earlier := cut.Add(-time.Duration(1 + r.Int64N(int64(60*24*time.Hour))))
		if !d.After(earlier).Before(now) {
			t.Fatalf("%+v as of %s: the cutoff is %s, but %s lasts until %s", d, now.UTC(), cut, earlier, d.After(earlier))
		}
		if d.After(cut).Before(now) {
			t.Fatalf("%+v as of %s: the cutoff %s lasts until %s only", d, now.UTC(), cut, d.After(cut))
		}
	}
}

func TestParseDuration(t *testing.T) {
	for s, want := range map[string]Duration{
		"P1M":            {Months: 1},
		"P30D":           {Days: 30},
		"P6M":            {Months: 6},
		"P3Y":            {Years: 3},
		"PT24H":          {Hours: 24},
		"P2W":            {Weeks: 2},
		"P1Y2M3DT4H5M6S": {Years: 1, Months: 2, Days: 3, Hours: 4, Minutes: 5, Seconds: 6},
		"PT1M":           {Minutes: 1},
		"P0D":            {},
	} {
		want.given, want.text = true, s
		if got := duration(t, s); got != want {
			t.Errorf("%s is %+v", s, got)
		}
	}
	for s, why := range map[string]string{
		"": "P1M for one month", "P": "P1M for one month", "1M": "P1M for one month", "30 days": "P1M for one month",
		"P1X": `unit "X"`, "P1": "needs a unit", "PM": "needs a unit", "PT": "nothing follows the T", "P1DT": "nothing follows the T",
		"P1D1M": `unit "M"`, "P1M1M": `unit "M"`, "P1H": `unit "H"`, "PT1D": `unit "D"`, "P1.5M": "fractions", "P0,5Y": "fractions",
		"P1W2D": "mixes weeks", "P1M1W": "mixes weeks", "P99999D": "above 9999", "P-1M": "needs a unit", "p1m": "P1M for one month",
		"PT1HT1M": "needs a unit",
	} {
		_, err := ParseDuration(s)
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: %v, want %q", s, err, why)
		}
	}
}
