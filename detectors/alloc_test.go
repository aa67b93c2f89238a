package detectors

import "testing"

// Scan allocates nothing once its memory is there, whatever it is given.
func TestScanAllocatesNothing(t *testing.T) {
	e := newEngine(t)
	n := 0
	emit := func(Candidate) { n++ }
	corpora := benchCorpora()
	mixed := &column{}
	for _, name := range []string{"log", "dense", "numbers", "chinese"} {
		c := corpora[name]
		for row := range 300 {
			start := int32(0)
			if row > 0 {
				start = c.ends[row-1] + 1
			}
			mixed.add("%s", c.data[start:c.ends[row]])
		}
	}
	for _, field := range []string{"", "remark", "mobile", "order_no"} {
		if a := testing.AllocsPerRun(10, func() { e.Scan(field, mixed.data, mixed.ends, emit) }); a != 0 {
			t.Errorf("%v allocations in a field %q", a, field)
		}
	}
	if n == 0 {
		t.Error("nothing was found")
	}
}
