package inventory

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// The first and the last of the digests that the authors of SipHash publish, for the key
// 00 01 … 0f and inputs of 0 to 63 such bytes, and the one of their paper.
func TestDigestsAreSipHash(t *testing.T) {
	var b [64]byte
	for i := range b {
		b[i] = byte(i)
	}
	key := sipKeyOf(b[:16])
	for n, want := range map[int]uint64{0: 0x726fdb47dd0e0e31, 8: 0x93f5f5799a932462, 15: 0xa129ca6149be45e5, 63: 0x958a324ceb064572} {
		if got := key.digest(b[:n]); got != want {
			t.Errorf("of %d bytes %#x, and it is %#x", n, got, want)
		}
	}
	if newDigester([]byte("one")).digest(b[:9]) == newDigester([]byte("other")).digest(b[:9]) {
		t.Error("another key gives the same digest")
	}
}

// sizes are numbers of different values at which estimators are known to fail: around the
// limit of exact counting, and where the small range passes into the middle one.
var sizes = []int{100, 256, 257, 400, 1_000, 4_096, 10_000, 12_000, 20_000, 100_000, 1_000_000}

// Over many keys the estimates have the error that is stated, and no bias that would show
// in it; and the lower bound is above the truth no more often than it says.
func TestEstimatesHaveTheStatedError(t *testing.T) {
	for _, n := range sizes {
		runs := max(24, min(400, 3_000_000/n))
		var sum, squares float64
		above := 0
		var stated Count
		for run := range runs {
			random := rand.New(rand.NewPCG(uint64(n), uint64(run)))
			var d distinct
			for range n {
				d.add(random.Uint64())
			}
			c := d.estimate(0.95)
			off := float64(c.Estimate)/float64(n) - 1
			sum, squares = sum+off, squares+off*off
			if c.AtLeast > int64(n) {
				above++
			}
			stated = c
			if c.AtLeast > c.Estimate {
				t.Fatalf("at least %d of an estimate of %d", c.AtLeast, c.Estimate)
			}
		}
		if n <= distinctLimit {
			if squares != 0 || stated.Error != 0 || stated.AtLeast != int64(n) {
				t.Errorf("%d values are not counted exactly: %+v", n, stated)
			}
			continue
		}
		// The mean of so many runs, and their spread, may be off by chance: by four standard errors.
		r := float64(runs)
		bias, spread := sum/r, math.Sqrt(squares/r)
		if stated.Error != sketch(make([]byte, 1<<finest)).relativeError() || stated.Error > 0.0163 {
			t.Errorf("the stated error is %v", stated.Error)
		}
		if n == distinctLimit+1 {
			bias = 0 // no estimate is below it, since that is certain
		}
		if math.Abs(bias) > 4*stated.Error/math.Sqrt(r) || spread > stated.Error*(1+4/math.Sqrt(2*r)) {
			t.Errorf("of %d values in %d runs: the bias is %.4f and the error %.4f, which was to be %.4f", n, runs, bias, spread, stated.Error)
		}
		if most := 0.05*r + 4*math.Sqrt(0.05*0.95*r); float64(above) > most {
			t.Errorf("of %d values: the lower bound was above the truth in %d of %d runs", n, above, runs)
		}
	}
}

// The sketch of the middle range is not wider than it says, but not much narrower either:
// an estimator that returned too steady a number would be wrong, too.
func TestErrorIsNotOverstated(t *testing.T) {
	var squares float64
	const runs, n = 200, 30_000
	for run := range runs {
		random := rand.New(rand.NewPCG(77, uint64(run)))
		var d distinct
		for range n {
			d.add(random.Uint64())
		}
		off := float64(d.estimate(0.95).Estimate)/n - 1
		squares += off * off
	}
	if got, want := math.Sqrt(squares/runs), newSketch().relativeError(); got < 0.8*want {
		t.Errorf("the error is %.4f, and %.4f is stated", got, want)
	}
}

// Merging gives what counting all of it at once gives, in any order, and again and again;
// also across the limit of exact counting.
func TestSketchesAreSets(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	for range 300 {
		var parts [4]distinct
		var whole distinct
		for i := range parts {
			for range random.IntN([...]int{5, 200, 300, 3000}[random.IntN(4)]) {
				v := random.Uint64N(2000) * 0x9e3779b97f4a7c15 // so that they share some
				parts[i].add(v)
				whole.add(v)
			}
		}
		var merged distinct
		for _, i := range random.Perm(len(parts)) {
			merged.merge(&parts[i])
		}
		again := merged
		again.seen = append([]uint64(nil), merged.seen...)
		again.more = append(sketch(nil), merged.more...)
		again.merge(&parts[random.IntN(len(parts))])
		again.merge(&merged)
		if !same(&merged, &whole) || !same(&again, &whole) {
			t.Fatalf("whole %d %v, merged %d %v, again %d %v", len(whole.seen), whole.more != nil, len(merged.seen), merged.more != nil, len(again.seen), again.more != nil)
		}
		saved, err := json.Marshal(merged)
		if err != nil {
			t.Fatal(err)
		}
		var back distinct
		if err := json.Unmarshal(saved, &back); err != nil || !same(&back, &whole) {
			t.Fatalf("it was read back as something else: %v", err)
		}
	}
}

func same(a, b *distinct) bool {
	return fmt.Sprint(a.seen) == fmt.Sprint(b.seen) && bytes.Equal(a.more, b.more) && (a.more == nil) == (b.more == nil)
}

// A merge shares no memory with what it was made of.
func TestMergedSketchesAreApart(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 9))
	var a, b distinct
	for range 1000 {
		b.add(random.Uint64())
	}
	before := append(sketch(nil), b.more...)
	a.merge(&b)
	for range 1000 {
		a.add(random.Uint64())
	}
	if !bytes.Equal(before, b.more) {
		t.Error("what was merged has changed with the result")
	}
}

// A coarser sketch is the one that the same values would have given, and merges with a
// finer one.
func TestCoarserSketchesAreThoseOfTheSameValues(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 9))
	for p := coarsest; p < finest; p++ {
		fine, direct, part := newSketch(), make(sketch, 1<<p), newSketch()
		for i := range 5000 {
			v := random.Uint64()
			if i%50 == 0 {
				v &= 1<<(64-finest) - 1>>random.IntN(52) // long rows of zeros
			}
			fine.add(v)
			direct.add(v)
			if i%2 == 0 {
				part.add(v)
			}
		}
		if got := fine.coarser(p); !reflect.DeepEqual(got, direct) || !got.valid() {
			t.Errorf("with 2^%d registers they differ", p)
		}
		if got := part.union(direct); !reflect.DeepEqual(got, direct) {
			t.Errorf("the union with 2^%d registers differs", p)
		}
	}
}

// What is no sketch is refused.
func TestBrokenCountsAreRefused(t *testing.T) {
	for _, text := range []string{
		`{"digests":[2,1]}`, `{"more":"AAAA"}`, `{"digests":[1],"more":"` + string(bytes.Repeat([]byte("AAAA"), 1365)) + `AA=="}`,
		`{"more":"` + string(bytes.Repeat([]byte("////"), 1365)) + `/w=="}`, `{"more":true}`,
	} {
		var d distinct
		if json.Unmarshal([]byte(text), &d) == nil {
			t.Errorf("%.40s… was read", text)
		}
	}
	var d distinct
	if err := json.Unmarshal([]byte(`{"more":"`+string(bytes.Repeat([]byte("AAAA"), 1365))+`AA=="}`), &d); err != nil {
		t.Error(err)
	}
}

func BenchmarkDigest(b *testing.B) {
	d := newDigester([]byte("key"))
	v := []byte("13800138000")
	var seen distinct
	for b.Loop() {
		v[10] = '0' + v[10]%10
		seen.add(d.digest(v))
	}
}
