package detectors

import "math"

// Judge says what the evidence of one category in one field amounts to. p is
// Valid/WellFormed, published specimens left out; "named" means that the field's
// name speaks of the category in full. The first line that fits counts:
//
//	nothing valid                                      none
//	only published specimens are valid                 low, specimen
//	named, p >= 0.8                                    high
//	named, p >= 0.5, or more than chance               medium
//	half of the values are running numbers             low and unresolved
//	the name speaks of something else (order_no …),    low and unresolved, but medium
//	or of a key (user_id) and there is no checksum     when p >= 0.95 of >= 20 distinct
//	                                                   and the category has a checksum
//	p >= 0.95, >= 20 distinct; the name speaks of a
//	subject (token) or is turned (phone_count)         medium, but for addresses
//	p >= 0.95, >= 20 distinct                          high
//	named weakly, p >= 0.8, more than chance           high
//	words beside at least half of the values, p >= 0.5 medium
//	more than chance                                   medium
//	the rest                                           low and unresolved
//
// "More than chance" is a binomial test: were the well-formed values unrelated
// to the category, each would be valid with the category's chance (MOD 11-2 1 in
// 11, Luhn 1 in 10 …); half as much again is allowed, because the digits of
// order numbers are not drawn evenly. The chance to see so many valid ones must
// be below 1 in 1,000. Equal values count once, since they are no new evidence.
//
// Values that are masked, hashed or encrypted are judged apart, as Evidence.State
// says: medium, and high when at least half of the values are, the field's name
// speaks of the category and, but for masks, says that a digest or a ciphertext
// stands there.
//
// A Verdict of confidence None with Header set says that a field with such a
// name holds nothing valid.
func (e *Engine) Judge(c Category, field string, ev Evidence) Verdict {
	det := e.index(c)
	if det < 0 {
		return Verdict{}
	}
	if ev.State != Clear {
		return e.stateVerdict(det, field, ev)
	}
	named := e.named(field)
	v := Verdict{Header: named[det].String()}
	if judged := ev.WellFormed - ev.Known; judged > 0 {
		v.PassRate = float64(ev.Valid-ev.Known) / float64(judged)
	}
	if ev.Valid <= 0 || ev.WellFormed <= 0 {
		return v
	}
	if ev.Known >= ev.Valid {
		v.Confidence, v.Reasons = Low, []string{"specimen"}
		return v
	}
	in := &verdictInput{detector: e.dets[det], header: named[det], other: named[len(e.dets)], Evidence: ev, Verdict: v}
	if in.detector.judge != nil {
		return in.detector.judge(e, in)
	}
	return e.verdict(in)
}

// A verdictInput is what a verdict rests on. header says how clearly the field's
// name speaks of the category, other how clearly it speaks of something else.
type verdictInput struct {
	detector      *detector
	header, other strength
	Evidence
	Verdict // with Header and PassRate set
}

// minDistinct and manyPass are the bar for a field without a name (taxonomy of
// the verdicts): distinct valid values and the share of the well-formed ones.
const (
	minDistinct = 20
	manyPass    = 0.95
	mostPass    = 0.8
	halfPass    = 0.5
	maxTail     = 1e-3
	slack       = 1.5
	mostChance  = 0.9
)

func (e *Engine) verdict(in *verdictInput) Verdict {
	d, header, other, ev, v := in.detector, in.header, in.other, in.Evidence, in.Verdict
	valid, formed := ev.Valid-ev.Known, ev.WellFormed-ev.Known
	pass := float64(valid) / float64(formed)
	distinct := min(max(ev.Distinct, 1), valid)
	elsewhere := header <= faint && (other == full || other == weak && proofOf(d) == "format" && !d.addresses())
	beyond := moreThanChance(d.chance, valid, formed, distinct)
	proof := proofOf(d)
	give := func(c Confidence, reasons ...string) Verdict {
		v.Confidence, v.Reasons = c, reasons
		return v
	}
	open := func(reasons ...string) Verdict {
		v.Unresolved = true
		return give(Low, reasons...)
	}
	switch {
	case d.headerOnly && header == full:
		return give(Medium, "header")
	case d.headerOnly && ev.Keyword > 0:
		return give(Medium, "keyword")
	case d.headerOnly:
		return v // a weak word is no evidence where values are none
	case header == full && pass >= mostPass:
		return give(High, "header", "pass-rate", proof)
	case header == full && (pass >= halfPass || beyond):
		return give(Medium, "header", "pass-rate")
	case header == full:
		return open("accidental", "header")
	case 2*ev.Running >= valid && ev.Running > 0:
		return open("running")
	case elsewhere && pass >= manyPass && distinct >= minDistinct:
		if proof == "checksum" {
			return give(Medium, "pass-rate", "distinct", proof)
		}
		return open("pass-rate", proof)
	case elsewhere && pass >= manyPass:
		return open("few")
	case elsewhere:
		return open("accidental")
	case pass >= manyPass && distinct >= minDistinct && !d.addresses() && (header == faint || header == silent && other == faint):
		return give(Medium, "pass-rate", "distinct", proof)
	case pass >= manyPass && distinct >= minDistinct:
		return give(High, "pass-rate", "distinct", proof)
	case header == weak && pass >= mostPass && beyond:
		return give(High, "header-weak", "pass-rate", proof)
	case 2*ev.Keyword >= valid && ev.Keyword > 0 && pass >= halfPass:
		return give(Medium, "keyword", "pass-rate")
	case beyond:
		return give(Medium, "pass-rate", proof)
	case pass < max(halfPass, min(d.chance*slack, mostChance)):
		return open("accidental")
	}
	return open("few")
}

// proofOf names what the checks of a detector rest on.
func proofOf(d *detector) string {
	if d.checksum {
		return "checksum"
	}
	return "format"
}

// moreThanChance is the test that Judge describes.
func moreThanChance(chance float64, valid, formed, distinct int64) bool {
	n := int64(math.Round(float64(formed) * float64(distinct) / float64(valid)))
	return binomialTail(max(n, distinct), distinct, min(chance*slack, mostChance)) < maxTail
}

// binomialTail is the probability of k or more successes in n trials of
// probability p.
func binomialTail(n, k int64, p float64) float64 {
	if k <= 0 {
		return 1
	}
	if float64(k) <= float64(n)*p {
		return 1 // at or below the mean: more than maxTail, whatever it is
	}
	logN, _ := math.Lgamma(float64(n + 1))
	sum := 0.0
	for i := k; i <= n; i++ {
		a, _ := math.Lgamma(float64(i + 1))
		b, _ := math.Lgamma(float64(n - i + 1))
		term := math.Exp(logN - a - b + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
		sum += term
		if term < sum*1e-12 {
			break
		}
	}
	return min(sum, 1)
}
