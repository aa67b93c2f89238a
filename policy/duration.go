package policy

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Duration is a time span by ISO 8601-1, 5.5.2.3 ("P1M", "P30D", "PT24H").
// Months and years are calendar months and years. Fractions are not allowed,
// and weeks do not mix with other units.
type Duration struct {
	Years, Months, Weeks, Days int
	Hours, Minutes, Seconds    int
	given                      bool
	text                       string
}

// Given says whether the declaration states the duration at all. "P0D" is
// given.
func (d Duration) Given() bool { return d.given }

// String returns the duration as it was written.
func (d Duration) String() string { return d.text }

// maxUnit bounds each number of a duration. Nothing that is declared for people
// lasts longer than 10,000 years, and so no sum can overflow.
const maxUnit = 9999

// ParseDuration reads an ISO 8601 duration.
func ParseDuration(s string) (Duration, error) {
	d := Duration{given: true, text: s}
	rest, ok := strings.CutPrefix(s, "P")
	if !ok || rest == "" {
		return Duration{}, fmt.Errorf("%s is not an ISO 8601 duration; write P1M for one month, P30D for thirty days, PT24H for a day", quote(s))
	}
	date := []struct {
		unit byte
		to   *int
	}{{'Y', &d.Years}, {'M', &d.Months}, {'W', &d.Weeks}, {'D', &d.Days}}
	clock := []struct {
		unit byte
		to   *int
	}{{'H', &d.Hours}, {'M', &d.Minutes}, {'S', &d.Seconds}}
	units, parts := date, 0
	inClock, inWeeks := false, false
	for rest != "" {
		if rest[0] == 'T' && !inClock {
			inClock, units, rest = true, clock, rest[1:]
			if rest == "" {
				return Duration{}, fmt.Errorf("%s is not an ISO 8601 duration: nothing follows the T", quote(s))
			}
			continue
		}
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		switch {
		case n < len(rest) && (rest[n] == '.' || rest[n] == ','):
			return Duration{}, fmt.Errorf("%s is not a duration that can be checked: fractions are not allowed", quote(s))
		case n == 0 || n == len(rest):
			return Duration{}, fmt.Errorf("%s is not an ISO 8601 duration: each number needs a unit behind it (Y, M, W, D, and after a T: H, M, S)", quote(s))
		}
		v, err := strconv.Atoi(rest[:n])
		if err != nil || v > maxUnit {
			return Duration{}, fmt.Errorf("%s is not a usable duration: no number may be above %d", quote(s), maxUnit)
		}
		unit := rest[n]
		at := -1
		for i, u := range units {
			if u.unit == unit {
				at = i
			}
		}
		if at < 0 {
			return Duration{}, fmt.Errorf("%s is not an ISO 8601 duration: the unit %s is unknown, repeated or out of order (P, then Y M W D, then T and H M S)", quote(s), quote(string(unit)))
		}
		*units[at].to = v
		inWeeks = inWeeks || (unit == 'W' && !inClock)
		units, rest, parts = units[at+1:], rest[n+1:], parts+1
	}
	if inWeeks && parts > 1 {
		return Duration{}, fmt.Errorf("%s mixes weeks with other units; write days instead", quote(s))
	}
	return d, nil
}

// After returns t plus the duration, in UTC. Years and months come first and
// are clamped to the last day of the month: 31 January + P1M is 28 or 29
// February. (time.AddDate would give 2 or 3 March.) Then the days and the clock
// part are added.
func (d Duration) After(t time.Time) time.Time {
	t = t.UTC()
	y, m, day := t.Date()
	first := time.Date(y+d.Years, m+time.Month(d.Months), 1, 0, 0, 0, 0, time.UTC)
	if last := daysIn(first); day > last {
		day = last
	}
	clock := t.Sub(time.Date(y, m, t.Day(), 0, 0, 0, 0, time.UTC))
	return first.AddDate(0, 0, day-1).Add(clock + d.fixed())
}

// Before returns the latest instant of which it is true that for every earlier
// t, After(t) lies before now. Where the day of now does not exist in the month
// that it leads back to, this is the first instant of the following month: on 31
// March every record of February is older than one month.
func (d Duration) Before(now time.Time) time.Time {
	now = now.UTC().Add(-d.fixed())
	y, m, day := now.Date()
	first := time.Date(y-d.Years, m-time.Month(d.Months), 1, 0, 0, 0, 0, time.UTC)
	if day > daysIn(first) {
		return first.AddDate(0, 1, 0)
	}
	return first.AddDate(0, 0, day-1).Add(now.Sub(time.Date(y, m, day, 0, 0, 0, 0, time.UTC)))
}

// fixed is the part of the duration that has the same length everywhere, since
// a day in UTC is 24 hours.
func (d Duration) fixed() time.Duration {
	return time.Duration(d.Weeks*7+d.Days)*24*time.Hour +
		time.Duration(d.Hours)*time.Hour + time.Duration(d.Minutes)*time.Minute + time.Duration(d.Seconds)*time.Second
}

// daysIn is the number of days of the month that begins at first.
func daysIn(first time.Time) int { return first.AddDate(0, 1, -1).Day() }

func (d *Duration) set(s string) (err error) {
	*d, err = ParseDuration(s)
	return err
}

// NewDate returns a day that is written as 2026-01-31.
func NewDate(s string) (Date, error) {
	var d Date
	err := d.set(s)
	return d, err
}

// A Date is a calendar day, "2026-01-31".
type Date struct{ time.Time }

func (d *Date) set(s string) error {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return fmt.Errorf("%s is not a date; write it as 2026-01-31", quote(s))
	}
	d.Time = t
	return nil
}

// zero says that the duration is no time at all.
func (d Duration) zero() bool {
	return d.Years == 0 && d.Months == 0 && d.fixed() == 0
}

// months is the part of the duration that has another length from month to month.
func (d Duration) months() int { return 12*d.Years + d.Months }

// same says that the duration always ends when another does that begins with it.
func (d Duration) same(o Duration) bool {
	return d.months() == o.months() && d.fixed() == o.fixed()
}

// Shorter says whether the duration ends before another that begins on the same day, for
// at least one day to begin on.
func (d Duration) Shorter(o Duration) bool { return d.shorter(o) }

// shorter says whether the duration ends before another that begins on the same day, for
// at least one day to begin on: P30D is shorter than P1M in January, and P1M shorter
// than P30D in February.
func (d Duration) shorter(o Duration) bool {
	const day = 24 * time.Hour
	longer := o.months() - d.months()
	if longer == 0 {
		return d.fixed() < o.fixed()
	}
	// 400 years have 4,800 months and 146,097 days, and no number of months differs from
	// that average by more than four days.
	average := time.Duration(longer) * (day / 4800 * 146097)
	switch gap := d.fixed() - o.fixed(); {
	case gap < average-4*day:
		return true
	case gap > average+4*day:
		return false
	}
	// Every day of four years: the lengths of months and years repeat after that, but for
	// the turns of most centuries.
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := range 4*365 + 1 {
		if t := first.AddDate(0, 0, n); d.After(t).Before(o.After(t)) {
			return true
		}
	}
	return false
}
