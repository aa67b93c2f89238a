package exchange

import (
	"regexp"
	"strings"

	"piiventory/policy"
)

// units are the words for units of time, by the letter of ISO 8601. "m" is none: it is a
// month to some and a minute to others.
var units = map[string]string{
	"d": "D", "day": "D", "days": "D", "w": "W", "week": "W", "weeks": "W", "mo": "M", "month": "M", "months": "M", "y": "Y", "yr": "Y", "yrs": "Y", "year": "Y", "years": "Y",
	"h": "TH", "hour": "TH", "hours": "TH", "天": "D", "日": "D", "周": "W", "个月": "M", "年": "Y",
}

var spoken = regexp.MustCompile(`^(\d{1,4})\s*(\p{L}+)$`)

// duration reads a time that is written as in ISO 8601 or as a number and a unit, "30
// days". Anything else is free text, and nobody but a person can say what it promises.
func duration(text string) (policy.Duration, bool) {
	text = strings.TrimSpace(text)
	if d, err := policy.ParseDuration(text); err == nil {
		return d, true
	}
	m := spoken.FindStringSubmatch(text)
	if m == nil {
		return policy.Duration{}, false
	}
	unit := units[strings.ToLower(m[2])]
	iso := "P" + m[1] + unit
	if t, clock := strings.CutPrefix(unit, "T"); clock {
		iso = "PT" + m[1] + t
	}
	d, err := policy.ParseDuration(iso)
	return d, err == nil && unit != ""
}

// fixed is a retention of a fixed time.
func fixed(d policy.Duration) *policy.Retention { return &policy.Retention{Kind: "fixed", Max: d} }
