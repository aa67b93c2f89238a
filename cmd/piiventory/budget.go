package main

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
)

var amount = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)([A-Za-z]+)$`)

// units are the words that may stand behind a number in --budget.
var units = map[string]float64{
	"b": 1, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40,
	"kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12,
}

var durations = map[string]time.Duration{
	"s": time.Second, "sec": time.Second, "m": time.Minute, "min": time.Minute, "h": time.Hour,
}

// parseBudget reads a budget. What it does not name keeps its default.
func parseBudget(flag, s string, l inventory.Limits) (inventory.Limits, error) {
	switch strings.ToLower(s) {
	case "":
		return l, nil
	case "none":
		return inventory.Limits{}, nil
	}
	var named inventory.Limits // by this budget
	twice := false
	for _, part := range strings.Split(s, ",") {
		m := amount.FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			return l, badBudget(flag, part)
		}
		n, err := strconv.ParseFloat(m[1], 64)
		if err != nil || n <= 0 || n > 1e15 {
			return l, badBudget(flag, part)
		}
		unit := strings.ToLower(m[2])
		if unit == "req" {
			twice, named.Requests = named.Requests > 0, max(1, int64(n))
			l.Requests = named.Requests
		} else if unit == "rows" {
			twice, named.Rows = named.Rows > 0, max(1, int64(n))
			l.Rows = named.Rows
		} else if d, ok := durations[unit]; ok {
			twice, named.Time = named.Time > 0, time.Duration(min(n*float64(d), math.MaxInt64/2))
			l.Time = named.Time
		} else if u, ok := units[unit]; ok {
			twice, named.Bytes = named.Bytes > 0, max(1, int64(min(n*u, math.MaxInt64/2)))
			l.Bytes = named.Bytes
		} else if policy.IsCurrency(m[2]) {
			twice, named.Money = named.Money > 0, n
			l.Money, l.Currency = n, m[2]
		} else {
			return l, badBudget(flag, part)
		}
		if twice {
			return l, usagef("%s: %q bounds what was bounded before it; give each bound once", flag, part)
		}
	}
	return l, nil
}

func badBudget(flag, part string) error {
	return usagef("%s: %q is none of bytes (2GiB), requests (10000req), rows (50000rows), time (5min) or money (2USD); or write none", flag, part)
}

// goal reads --confidence and --detect-above.
func (f *scanFlags) goal() (inventory.Goal, error) {
	confidence, ok := parseShare(f.confidence, true)
	if !ok || confidence < 0.5 || confidence >= 1 {
		return inventory.Goal{}, usagef("--confidence must be from 50 to below 100 per cent, such as 95 or 99.9, not %q", f.confidence)
	}
	g := inventory.Goal{Confidence: confidence}
	if f.detectAbove == "" {
		return g, nil
	}
	if g.DetectAbove, ok = parseShare(f.detectAbove, false); !ok || g.DetectAbove < leastShare || g.DetectAbove >= 1 {
		return inventory.Goal{}, usagef("--detect-above must be per cent with the sign, from 0.0001 to below 100, not %q", f.detectAbove)
	}
	if f.depth == string(scanners.Names) {
		return g, usagef("--detect-above says how much content is read, and at depth names none is")
	}
	return g, nil
}

// leastShare is the smallest share that a sample is sized for: 3 million draws.
const leastShare = 1e-6

// parseShare reads a share as per cent; the sign may be left out where it is plain.
func parseShare(s string, plain bool) (float64, bool) {
	number, sign := strings.CutSuffix(strings.TrimSpace(s), "%")
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || !sign && !plain || n < 0 || n > 100 {
		return 0, false
	}
	// 99.9 is not exact, and 99.9/100 is not 0.999.
	return math.Round(n*1e8) / 1e10, true
}

// limits reads --budget and --total-budget. Where the goal sizes the sample, nothing
// else bounds it unless it is said.
func (f *scanFlags) limits(depth scanners.Depth, g inventory.Goal) (each, total inventory.Limits, err error) {
	each = inventory.DefaultLimits
	if depth == scanners.Full || g.DetectAbove > 0 {
		each = inventory.Limits{}
	}
	if each, err = parseBudget("--budget", f.budget, each); err != nil {
		return each, total, err
	}
	total, err = parseBudget("--total-budget", f.totalBudget, inventory.Limits{})
	return each, total, err
}

// pricesOf says what the providers of stores ask for. The environment may name another
// place for S3 than AWS.
func pricesOf(prices *policy.Prices) func(*scanners.Store) scanners.Price {
	elsewhere := false
	for _, name := range []string{"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_PROFILE"} {
		elsewhere = elsewhere || os.Getenv(name) != ""
	}
	return func(s *scanners.Store) scanners.Price {
		at := *s
		if elsewhere && at.Provider == "" && !strings.Contains(at.URL, "endpoint=") {
			at.Provider = "unknown" // by a profile or the environment
		}
		return prices.Of(&at)
	}
}

// priced makes sure that a bound on money can be kept.
func priced(stores []scanners.Store, price func(*scanners.Store) scanners.Price, each, total inventory.Limits) error {
	for _, l := range []inventory.Limits{each, total} {
		for i := range stores {
			s := &stores[i]
			if l.Money == 0 || kinds[inventory.Scheme(s.URL)].Local {
				continue
			}
			switch p := price(s); p.Currency {
			case l.Currency:
			case "":
				return usagef("no price is known for the store %s, so that a budget in money cannot be kept; name it in a file with --prices", s.Alias)
			default:
				return usagef("the price for the store %s is in %s and the budget in %s; give both in one currency", s.Alias, p.Currency, l.Currency)
			}
		}
	}
	return nil
}
