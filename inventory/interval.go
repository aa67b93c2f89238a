package inventory

import "math"

// A trial is a number of draws, each of which gave a value from 0 to 1. They were made
// independently of one another, or without putting back. They need not be alike: the
// bounds are on the mean of what they can be expected to give.
type trial struct {
	draws int64
	// binary says that the draws are alike, each of one chance, and give 0 or 1 only.
	binary bool
	// population is the number of things from which binary draws were made without
	// putting back, each with the same chance; 0 when it is unknown or without end.
	population int64
}

// atMost returns the number that the mean exceeds with a probability of alpha at
// most, when the values drawn add up to sum.
//
// For binary draws it is the bound of Clopper and Pearson ("The use of confidence or
// fiducial limits illustrated in the case of the binomial", Biometrika 26, 1934), or
// the same with the hypergeometric distribution, when the population is known. For
// others it is the largest mean p whose p-value is not below alpha, by Bentkus ("On
// Hoeffding's inequalities", Annals of Probability 32, 2004), which rests on what
// Hoeffding showed in 1956 and 1963: the sum of values from 0 to 1 is no more spread
// than a binomial variable B of the same mean, whatever they are and also without
// putting back, so that P(sum <= s) is at most E(t-B)+ / (t-s) for every t > s. For a
// sum of 0 this is (1-p)^draws, as for binary draws.
func (t trial) atMost(sum, alpha float64) float64 {
	n := float64(t.draws)
	switch {
	case t.draws <= 0 || sum >= n:
		return 1
	case t.binary && t.population > 0:
		return float64(t.population-t.fewest(t.draws-int64(math.Ceil(sum)), alpha)) / float64(t.population)
	case sum <= 0:
		return -math.Expm1(math.Log(alpha) / n)
	}
	p := func(mean float64) float64 { return bentkus(t.draws, mean, sum) }
	if t.binary {
		x := int64(math.Ceil(sum))
		p = func(mean float64) float64 { return binomial(t.draws, mean, x) }
	}
	low, high := sum/n, 1.0
	for high-low > 1e-12+low*1e-7 {
		middle := (low + high) / 2
		if p(middle) >= alpha {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// atLeast returns the number below which the mean lies with a probability of alpha at
// most.
func (t trial) atLeast(sum, alpha float64) float64 {
	if t.draws <= 0 || sum <= 0 {
		return 0
	}
	return max(0, 1-t.atMost(float64(t.draws)-sum, alpha))
}

// fewest returns the smallest number of things with a property in the population of
// which so many as hits, or more, are drawn with a probability above alpha.
func (t trial) fewest(hits int64, alpha float64) int64 {
	low, high := hits-1, hits+t.population-t.draws // low is too few, high is enough
	for high-low > 1 {
		middle := low + (high-low)/2
		// So many hits or more are so many misses or fewer.
		if hypergeometric(t.population, t.population-middle, t.draws, t.draws-hits) > alpha {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

// binomial returns P(B <= x) for x below n.
func binomial(n int64, p float64, x int64) float64 {
	if p <= 0 {
		return 1
	}
	if p >= 1 {
		return 0
	}
	sum, odds := 0.0, p/(1-p)
	term := 1.0
	// From x down, as multiples of P(B = x), to where nothing is added any more, or
	// from x+1 up where that side is the smaller one.
	if float64(x) <= float64(n)*p {
		for k := x; k >= 0 && term > 1e-17*sum; k-- {
			sum += term
			term *= float64(k) / float64(n-k+1) / odds
		}
		return min(1, sum*point(n, p, x))
	}
	for k := x + 1; k <= n && term > 1e-17*sum; k++ {
		sum += term
		term *= float64(n-k) / float64(k+1) * odds
	}
	return max(0, 1-sum*point(n, p, x+1))
}

// point returns P(B = k).
func point(n int64, p float64, k int64) float64 {
	return math.Exp(choose(n, k) + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
}

// choose returns the logarithm of the binomial coefficient.
func choose(n, k int64) float64 { return gamma(n) - gamma(k) - gamma(n-k) }

// gamma returns the logarithm of n factorial.
func gamma(n int64) float64 {
	g, _ := math.Lgamma(float64(n) + 1)
	return g
}

// bentkus bounds P(sum <= s) from above for n values from 0 to 1 with a mean of p.
func bentkus(n int64, p, s float64) float64 {
	if p <= 0 || s >= float64(n)*p {
		return 1
	}
	// The ratio is piecewise monotone in t, so its smallest value is at an integer.
	t := int64(math.Floor(s)) + 1
	odds := p / (1 - p)
	// F is P(B < t), and short is E(t-B)+, the sum of P(B < j) up to j = t.
	at := point(n, p, t-1)
	F, short, term := 0.0, 0.0, at
	for k := t - 1; k >= 0 && term > 1e-17*F; k-- {
		F += term
		short += float64(t-k) * term
		term *= float64(k) / float64(n-k+1) / odds
	}
	best := short / (float64(t) - s)
	for ; t < n; t++ {
		at *= float64(n-t+1) / float64(t) * odds // P(B = t)
		F += at
		short += F
		ratio := short / (float64(t+1) - s)
		if ratio > best {
			break
		}
		best = ratio
	}
	return min(1, best)
}

// hypergeometric returns P(X <= x) for the number X of things with a property among
// so many drawn without putting back from a population in which so many have it.
func hypergeometric(population, having, drawn, x int64) float64 {
	least, most := max(0, drawn-(population-having)), min(drawn, having)
	switch {
	case x < least:
		return 0
	case x >= most:
		return 1
	}
	probability := func(k int64) float64 {
		return math.Exp(choose(having, k) + choose(population-having, drawn-k) - choose(population, drawn))
	}
	sum, term := 0.0, 1.0
	if float64(x) <= float64(drawn)*float64(having)/float64(population) {
		for k := x; k >= least && term > 1e-17*sum; k-- {
			sum += term
			term *= float64(k) / float64(having-k+1) * float64(population-having-drawn+k) / float64(drawn-k+1)
		}
		return min(1, sum*probability(x))
	}
	for k := x + 1; k <= most && term > 1e-17*sum; k++ {
		sum += term
		term *= float64(having-k) / float64(k+1) * float64(drawn-k) / float64(population-having-drawn+k+1)
	}
	return max(0, 1-sum*probability(x+1))
}
