package detectors

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// ruledOut says whether what a detector declares (register.go: what spares its check the
// question) rules a candidate out. A new declaration belongs here and in unfiltered.
func (d *detector) ruledOut(n *number) bool {
	switch {
	case n.by == byToken:
		for k := range d.shapes[n.end-n.start] {
			if n.start+k < len(n.data) && !d.fits(n.end-n.start, k, n.data[n.start+k]) {
				return true
			}
		}
		return d.tokenBehind != "" && n.start > 0 && strings.IndexByte(d.tokenBehind, n.data[n.start-1]) < 0
	case n.by == byNumber && !n.grouped && !n.plus && len(n.digits) > 1 && n.digits[len(n.digits)-1] != 'X':
		if only, given := d.behind[len(n.digits)]; given && n.start > 0 && strings.IndexByte(only, n.data[n.start-1]) < 0 {
			return true
		}
		if lead, given := d.leads[len(n.digits)]; given {
			twos, err := leadingTwos(lead)
			return err != nil || !twos[decimal(n.digits[:2])]
		}
	}
	return false
}

// unfiltered returns an engine whose detectors declare nothing, so that every check is
// asked about everything. It fails when a check takes what the declarations rule out.
func unfiltered(t testing.TB) *Engine {
	t.Helper()
	saved := detectorTable
	defer func() { detectorTable = saved }()
	detectorTable = slices.Clone(detectorTable)
	for i, d := range detectorTable {
		open := *d
		open.shapes, open.tokenBehind, open.behind, open.leads = nil, "", nil, nil
		open.check = func(n *number) finding {
			out, start := d.ruledOut(n), n.start
			f := d.check(n)
			if out && f.formed {
				t.Fatalf("%s takes what its declarations rule out: %q behind %q", d.category, n.data[start:n.end], n.data[max(start-3, 0):start])
			}
			return f
		}
		detectorTable[i] = &open
	}
	return newEngine(t)
}

// changed writes each line some times over with a few bytes of it replaced, left out
// or put in.
func changed(r *rand.Rand, out []byte, line string, times int) []byte {
	const signs = "0019 aAfFxXzZ-/:.<+\\%$*@=\"'_("
	for range times {
		at := len(out)
		out = append(out, line...)
		for range 1 + r.IntN(3) {
			k := at + r.IntN(len(out)-at+1)
			switch sign := signs[r.IntN(len(signs))]; {
			case k == len(out) || r.IntN(3) == 0:
				out = slices.Insert(out, k, sign)
			case r.IntN(2) == 0:
				out = slices.Delete(out, k, k+1)
			default:
				out[k] = sign
			}
		}
		out = append(out, '\n')
	}
	return out
}

func compareHits(t testing.TB, with, without *Engine, field string, data []byte) {
	t.Helper()
	got := hitsOf(with, field, data, (*walker).walk)
	want := hitsOf(without, field, data, (*walker).walk)
	for i := range max(len(got), len(want)) {
		switch {
		case i < len(got) && i < len(want) && got[i] == want[i]:
		case i < len(want) && (i >= len(got) || want[i].start <= got[i].start):
			h := want[i]
			t.Fatalf("%s: without declarations %+v, field %q, near %q", with.dets[h.det].category, h, field, data[max(h.start-40, 0):min(h.end+20, len(data))])
		default:
			h := got[i]
			t.Fatalf("%s: with declarations alone %+v, field %q, near %q", with.dets[h.det].category, h, field, data[max(h.start-40, 0):min(h.end+20, len(data))])
		}
	}
}

// A declaration that spares a check the question changes no answer.
func TestDeclarationsRuleOutWhatChecksRefuse(t *testing.T) {
	with, without := newEngine(t), unfiltered(t)
	r := rand.New(rand.NewPCG(11, 11))
	for _, d := range detectorTable {
		byField := map[string][]byte{}
		for _, file := range []string{"hits.txt", "misses.txt"} {
			for _, l := range readCorpus(t, d.category, file) {
				byField[l.field] = changed(r, append(append(byField[l.field], l.text...), '\n'), l.text, 8)
			}
		}
		for field, data := range byField {
			compareHits(t, with, without, field, data)
			if field != "" {
				compareHits(t, with, without, "", data)
			}
		}
	}
	for range 400 {
		compareHits(t, with, without, []string{"", "phone", "id_no"}[r.IntN(3)], mixedText(r, with, 1+r.IntN(2*piece)))
	}
	// What a declaration speaks of: short runs of digits behind any byte, and tokens that
	// begin in any way.
	var short bytes.Buffer
	for range 40000 {
		short.WriteByte("  \n-/,:=(.#AaZz1\"'$+_\\%\x00\xe5"[r.IntN(25)])
		for range 1 + r.IntN(4) {
			n := 1 + r.IntN(6)
			for range n {
				if r.IntN(4) == 0 {
					short.WriteByte("ABFXZabfxz"[r.IntN(10)])
				} else {
					short.WriteByte("0123456789"[r.IntN(10)])
				}
			}
			if r.IntN(5) == 0 {
				short.WriteByte(" -/().:"[r.IntN(7)])
			}
		}
	}
	compareHits(t, with, without, "", short.Bytes())
	for _, d := range detectorTable {
		if len(d.shapes)+len(d.behind)+len(d.leads)+len(d.tokenBehind) > 0 {
			compareHits(t, with, without, string(d.category), short.Bytes())
		}
	}
}
