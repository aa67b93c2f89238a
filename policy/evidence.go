package policy

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Evidence says how much evidence a verdict needs before it says "kept".
type Evidence struct {
	// DetectAbove is the share of the records of a dataset above which nothing may
	// have been missed.
	DetectAbove Share `yaml:"detect_above" decl:"required"`
}

// A Share is a part of a whole, written in per cent ("0.1%"). It is 0 where it was not
// given.
type Share float64

// leastShare is the smallest share that can be asked for, as with --detect-above: one
// in a million.
const leastShare = 1e-6

func (s *Share) set(text string) error {
	digits, sign := strings.CutSuffix(text, "%")
	n, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	// 99.9 is not exact, and 99.9/100 is not 0.999.
	share := math.Round(n*1e8) / 1e10
	if err != nil || !sign || !(share >= leastShare && share < 1) {
		return fmt.Errorf("%s is not a share; write per cent with the sign, from 0.0001%% to below 100%%, as in 0.1%%", quote(text))
	}
	*s = Share(share)
	return nil
}

// defaultDetectAbove is the share above which nothing may have been missed where nobody
// says: 1 %. It takes 299 independent draws of equal size with 95 % confidence
// (1 - 0.05^(1/299)), which the usual budget of a scan reaches for tables and for
// datasets of some hundred objects, and few pages or pieces do not.
const defaultDetectAbove = 0.01

// asked is a share above which nothing may have been missed, and who asks for it:
// "rule", "declaration", "scan" (--detect-above) or "default".
type asked struct {
	share float64
	by    string
}

// asks returns what has to be known before a rule counts as kept. The rule is nil where
// the declaration as a whole speaks.
func (c *checker) asks(r *Rule) asked {
	switch {
	case r != nil && r.Evidence != nil:
		return asked{float64(r.Evidence.DetectAbove), "rule"}
	case c.d.Evidence != nil:
		return asked{float64(c.d.Evidence.DetectAbove), "declaration"}
	case c.inv.Settings.DetectAbove > 0:
		return asked{c.inv.Settings.DetectAbove, "scan"}
	}
	return asked{defaultDetectAbove, "default"}
}

// scant reports a dataset of which less is known than the declaration asks for.
func (c *checker) scant(p *placed, cand candidate, js []Judgement) {
	least, most, without := 1.0, 0.0, ""
	var rules []string
	var of []*Judgement
	for i := range js {
		j := &js[i]
		if g := j.Grounds; (j.Reason == "bound" || j.Reason == "no-bound") && (g.AskedBy == "rule" || g.AskedBy == "declaration") {
			of = append(of, j)
			least, rules = min(least, g.DetectAbove), append(rules, cmp.Or(j.Rule, string(j.Matter)))
			if without == "" && g.AtMost == nil {
				without = cmp.Or(g.Without, "unknown")
			}
			if g.AtMost != nil {
				most = max(most, *g.AtMost)
			}
		}
	}
	if len(of) == 0 {
		return
	}
	f := Finding{
		Code: "evidence.insufficient", Verdict: Unverifiable, Severity: Low, Store: p.store.Alias, Dataset: p.ds.Path, Part: "evidence.detect_above",
		Evidence: map[string]string{"asked": percent(least), "rules": list(rules), "units": number(max(p.ds.Coverage.Units, 0)),
			"confidence_level": c.inv.Settings.ConfidenceLevel()},
	}
	if without != "" {
		f.Evidence["without"] = without
	} else {
		f.Evidence["at_most"] = percent(most)
	}
	c.addFor(cand, f)
	for _, j := range of {
		j.Findings = append(j.Findings, c.out[len(c.out)-1].Fingerprint)
	}
}
