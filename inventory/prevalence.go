package inventory

import "math"

// A Prevalence says how much of a dataset holds what an entry is of. Where it cannot
// be said, a share is nil; Dataset.Bounds says why.
type Prevalence struct {
	// Records is the share of the records: of the rows of tables, else of the content,
	// in which each unit that is drawn counts by its bytes.
	Records *Share `json:"records,omitempty"`
	// Assets is the share of the assets, of those that can be read whole.
	Assets *Share `json:"assets,omitempty"`
}

// A Share is a share of a whole with its bounds. Each bound by itself holds with the
// confidence of the settings, 95 % say: the share is above AtMost with a probability of
// 5 % at most, and below AtLeast likewise. AllAtMost and AllAtLeast are those that hold
// together for all statements of the inventory with that confidence.
type Share struct {
	// Draws is the number of independent draws behind it, 0 when it was counted.
	Draws      int64   `json:"draws"`
	Estimate   float64 `json:"estimate"`
	AtLeast    float64 `json:"at_least"`
	AtMost     float64 `json:"at_most"`
	AllAtLeast float64 `json:"all_at_least"`
	AllAtMost  float64 `json:"all_at_most"`
}

// Bounds say how much of a dataset can hold a category, or a state of one, that has no
// entry because nothing of it was found.
type Bounds struct {
	Records *Bound `json:"records,omitempty"`
	Assets  *Bound `json:"assets,omitempty"`
	// Without says why there is no bound on the records: "not-random", "not-equal",
	// "not-drawn" (the scan was cut off where nothing was drawn at random),
	// "unknown-sizes", "nothing-read" or "names-only"; WithoutAssets for assets, also
	// "not-whole".
	Without       string `json:"without,omitempty"`
	WithoutAssets string `json:"without_assets,omitempty"`
}

// A Bound is an upper bound with the confidence of the settings, as in Share.
type Bound struct {
	Draws     int64   `json:"draws"`
	AtMost    float64 `json:"at_most"`
	AllAtMost float64 `json:"all_at_most"`
}

// A hit is what one sample gave of one category in one field.
type hit struct {
	sample int
	rows   int64 // with a valid value
	units  int64 // shares of the drawn units, added up
}

// sums are those of the draws of each stratum.
type sums struct {
	// low is what is sure, high what may be, and seen what was seen, also in assets of
	// which that says nothing of the rest.
	low, high, seen []int64
	dark            float64 // seen in assets that are no draws, by weight
}

// records sums the draws of each stratum for shares of records: what was seen, and what
// was seen with all units without rows.
func (s *strata) records(samples []drawnSample, hits []hit) sums {
	low, high, blind := make([]int64, len(s.list)), make([]int64, len(s.list)), make([]int64, len(s.list))
	dark := 0.0
	for i := range hits {
		h := &hits[i]
		at := s.of[h.sample]
		if at < 0 {
			dark += s.dark[h.sample] * float64(samples[h.sample].share(h)) / shareOne
			continue
		}
		if samples[h.sample].blind() {
			blind[at] += s.scale(h.sample, samples[h.sample].share(h))
			continue
		}
		switch st := &s.list[at]; {
		case st.own && st.binary:
			low[at] += h.rows * shareOne
		case st.own:
			low[at] += h.units
		default:
			low[at] += s.scale(h.sample, samples[h.sample].share(h))
		}
	}
	for i := range s.list {
		high[i] = low[i] + s.list[i].empty
		blind[i] += low[i]
	}
	return sums{low, high, blind, dark}
}

// assets sums the assets with a hit.
func (s *strata) assets(hits []hit) []int64 {
	sums := make([]int64, len(s.list))
	for i := range hits {
		if at := s.of[hits[i].sample]; at >= 0 && hits[i].rows > 0 {
			sums[at] += shareOne
		}
	}
	return sums
}

// folded is what the sums of the strata come to.
type folded struct {
	certain float64 // weight of what was counted
	sum     float64 // of the draws, each in parts of what the heaviest stands for
	left    float64 // weight behind the draws
	trial   trial
}

func (s *strata) fold(sums []int64) folded {
	var f folded
	var fixed int64
	with := 0
	for i := range s.list {
		st := &s.list[i]
		switch {
		case st.draws == 0:
			f.certain += float64(sums[i]) / shareOne / float64(st.samples) * st.weight
		case s.kept[i]:
			with++
			f.trial.draws += st.draws
			f.trial.binary, f.trial.population = st.binary && st.largest == 1, st.population
			f.left += st.weight
			fixed += int64(float64(sums[i]) * (st.scale() / s.most))
		}
	}
	if with > 1 { // they are not alike
		f.trial.binary, f.trial.population = false, 0
	}
	f.sum = float64(fixed) / shareOne
	return f
}

// atMost returns the upper bound on the share, for sums of the draws by stratum.
func (s *strata) atMost(sums []int64, alpha float64) float64 {
	f := s.fold(sums)
	if n := f.trial.draws; n > 0 {
		f.certain += min(f.left, float64(n)*s.most*f.trial.atMost(f.sum, alpha))
	}
	return outward((s.unknown+f.certain)/s.total, true)
}

// atLeast returns the lower bound.
func (s *strata) atLeast(sums []int64, alpha float64) float64 {
	f := s.fold(sums)
	if n := f.trial.draws; n > 0 {
		f.certain += min(f.left, float64(n)*s.most*f.trial.atLeast(f.sum, alpha))
	}
	return outward(f.certain/s.total, false)
}

// estimate is the share that the draws suggest.
func (s *strata) estimate(sums []int64, dark float64) float64 {
	sum := dark
	for i := range s.list {
		st := &s.list[i]
		value := float64(sums[i]) / shareOne
		if st.draws == 0 {
			sum += value / float64(st.samples) * st.weight
		} else {
			sum += value * st.scale()
		}
	}
	return rounded(min(1, sum/s.total))
}

// rounded rounds a share to six digits behind the point, and a small one to four that
// count, so that it stays between its bounds.
func rounded(x float64) float64 {
	digits := 1e6
	if x > 0 && x < 1e-3 {
		digits = math.Pow(10, 3-math.Floor(math.Log10(x)))
	}
	return math.Round(x*digits) / digits
}

// share states a share for sums of what was seen, and of what may have been.
func (s *strata) share(t sums, statements int64) *Share {
	low, high := t.low, t.high
	all := s.alpha / float64(max(1, statements))
	return &Share{
		Draws: s.draws, Estimate: s.estimate(t.seen, t.dark),
		AtLeast: s.atLeast(low, s.alpha), AtMost: s.atMost(high, s.alpha),
		AllAtLeast: s.atLeast(low, all), AllAtMost: s.atMost(high, all),
	}
}

// bound states what may be of something of which nothing was seen.
func (s *strata) bound(statements int64) *Bound {
	sums := make([]int64, len(s.list))
	for i := range sums {
		sums[i] = s.list[i].empty
	}
	return &Bound{Draws: s.draws, AtMost: s.atMost(sums, s.alpha), AllAtMost: s.atMost(sums, s.alpha/float64(max(1, statements)))}
}

// outward rounds a share to three digits, up or down, so that a bound stays one.
func outward(x float64, up bool) float64 {
	if x <= 0 {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(x))-2)
	n := x / unit
	if up {
		n = math.Ceil(n - 1e-6)
	} else {
		n = math.Floor(n + 1e-6)
	}
	// A power of ten with a minus is not exact, one without is.
	if unit < 1 {
		x = n / math.Round(1/unit)
	} else {
		x = n * unit
	}
	return min(1, x)
}
