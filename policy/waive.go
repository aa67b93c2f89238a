package policy

import (
	"slices"
	"time"
)

// A Waived is what a finding says of the waiver that it falls under.
type Waived struct {
	ID      string `json:"id"`
	Reason  string `json:"reason"`
	Owner   string `json:"owner"`
	Expires string `json:"expires"`
}

// expiresSoon is the time before its end at which a waiver is reported.
const expiresSoon = 30 * 24 * time.Hour

// Apply holds findings and verdicts against the waivers as of now. What is waived stays
// where it is and says so; a verdict is waived when all findings behind it are. Waivers
// that expired, expire soon, match nothing or are outgrown are findings of their own. A nil *Waivers
// changes nothing. The input is not changed.
func (ws *Waivers) Apply(findings []Finding, verdicts []Judgement, now time.Time) ([]Finding, []Judgement) {
	if ws == nil {
		return findings, verdicts
	}
	out := slices.Clone(findings)
	for i := range ws.Waivers {
		w := &ws.Waivers[i]
		n, in := 0, now.Before(w.ends())
		beyond := excess{}
		for k := range findings {
			f := &out[k]
			if !w.matches(f) {
				continue
			}
			if parts, cats := w.outgrown(f); len(parts) > 0 {
				beyond.add(f, parts, cats)
				continue
			}
			n++
			if f.Waiver == nil && in {
				f.Waiver = &Waived{w.ID, w.Reason, w.Owner, w.Expires.Format(time.DateOnly)}
			}
		}
		for _, f := range []*Finding{w.standing(n, now), beyond.finding(w, in)} {
			if f != nil && !(f.Code == "waiver.unused" && beyond.findings > 0) {
				f.Fingerprint = f.fingerprint()
				out = append(out, *f)
			}
		}
	}
	slices.SortStableFunc(out, order)
	return out, waive(verdicts, out)
}

// excess is what goes beyond a waiver.
type excess struct {
	findings       int64
	in, categories []string
	severity       Severity
	verdict        Verdict
}

func (x *excess) add(f *Finding, in, categories []string) {
	x.findings++
	x.in, x.categories = append(x.in, in...), append(x.categories, categories...)
	if f.Severity.Rank() > x.severity.Rank() {
		x.severity = f.Severity
	}
	if slices.Index(rising, f.Verdict) > slices.Index(rising, x.verdict) {
		x.verdict = f.Verdict
	}
}

// finding says that findings count which a waiver in force names, since they went beyond
// it. It is a note: they count themselves.
func (x *excess) finding(w *Waiver, in bool) *Finding {
	if x.findings == 0 || !in {
		return nil
	}
	f := &Finding{Code: "waiver.outgrown", Verdict: Note, Severity: Info, Part: w.ID, Evidence: map[string]string{
		"owner": w.Owner, "why": w.Reason, "expires": w.Expires.Format(time.DateOnly), "findings": number(x.findings), "beyond": list(x.in),
	}}
	if slices.Contains(x.in, "severity") {
		f.Evidence["severity"] = string(x.severity)
	}
	if slices.Contains(x.in, "verdict") {
		f.Evidence["verdict"] = string(x.verdict)
	}
	if len(x.categories) > 0 {
		f.Evidence["categories"] = list(x.categories)
	}
	return f
}

// standing is the finding on a waiver itself that matches so many findings, nil when it
// is simply in force. One that expired has broken what was undertaken, as long as there
// is something that it waived.
func (w *Waiver) standing(matches int, now time.Time) *Finding {
	f := &Finding{Verdict: Note, Severity: Info, Part: w.ID, Evidence: map[string]string{
		"owner": w.Owner, "why": w.Reason, "expires": w.Expires.Format(time.DateOnly), "findings": number(int64(matches)),
	}}
	switch expired := !now.Before(w.ends()); {
	case expired && matches > 0:
		f.Code, f.Verdict, f.Severity = "waiver.expired", Broken, Medium
	case expired:
		f.Code, f.Evidence["cause"] = "waiver.expired", "unused"
	case matches == 0:
		f.Code = "waiver.unused"
	case w.ends().Sub(now) <= expiresSoon:
		f.Code = "waiver.expiring"
	default:
		return nil
	}
	return f
}

// waive marks the verdicts of which all findings are waived.
func waive(verdicts []Judgement, findings []Finding) []Judgement {
	by := map[string]*Waived{}
	open := map[string]bool{} // two findings may have one fingerprint
	for i := range findings {
		by[findings[i].Fingerprint] = findings[i].Waiver
		open[findings[i].Fingerprint] = open[findings[i].Fingerprint] || findings[i].Waiver == nil
	}
	out := slices.Clone(verdicts)
	for i := range out {
		j := &out[i]
		var ids []string
		for _, print := range j.Findings {
			if by[print] == nil || open[print] {
				ids = nil
				break
			}
			ids = append(ids, by[print].ID)
		}
		j.Waivers = unique(ids)
	}
	return out
}
