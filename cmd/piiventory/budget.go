package main

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"piiventory/inventory"
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

// parseBudget reads --budget. What it does not name keeps its default, and at
// depth full the default is no bound.
func parseBudget(s string, depth scanners.Depth) (inventory.Limits, error) {
	l := inventory.DefaultLimits
	if depth == scanners.Full {
		l = inventory.Limits{}
	}
	switch s {
	case "":
		return l, nil
	case "none":
		return inventory.Limits{}, nil
	}
	for _, part := range strings.Split(s, ",") {
		m := amount.FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			return l, badBudget(part)
		}
		n, err := strconv.ParseFloat(m[1], 64)
		if err != nil || n <= 0 || n > 1e15 {
			return l, badBudget(part)
		}
		unit := strings.ToLower(m[2])
		if unit == "req" {
			l.Requests = max(1, int64(n))
		} else if d, ok := durations[unit]; ok {
			l.Time = time.Duration(min(n*float64(d), math.MaxInt64/2))
		} else if u, ok := units[unit]; ok {
			l.Bytes = max(1, int64(min(n*u, math.MaxInt64/2)))
		} else {
			return l, badBudget(part)
		}
	}
	return l, nil
}

func badBudget(part string) error {
	return usagef("--budget: %q is none of bytes (2GiB), requests (10000req) or time (5min); or write none", part)
}
