package detectors

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// everyByte is the plainest walker: it stops everywhere. The one that counts must
// come to the same.
func (w *walker) everyByte() {
	w.n = number{e: w.e, data: w.data, others: w.named}
	for i := 0; i < len(w.data); {
		i, _ = w.step(i)
	}
	w.comeTo(len(w.data))
	w.flush()
}

// allTriggers returns an engine with a detector more for each trigger, so that the
// walkers are compared on all of them whatever the table holds.
func allTriggers(t testing.TB) *Engine {
	t.Helper()
	saved := detectorTable
	defer func() { detectorTable = saved }()
	detectorTable = slices.Clip(detectorTable)
	yes := func(n *number) finding { return finding{formed: true, valid: true} }
	for i, d := range []detector{
		{lengths: []int{6, 9, 20}, groups: []string{"3-2-4", "2-6", "6-7", "3-3-3", "1-4-4"}},
		{tokens: []int{5, 8, 9, 17, 32, 128}, words: "token"}, {uuid: true}, {dotted: true, decimals: true}, {hexGroups: true},
		{literals: []string{"eyJ", "AKIA", "$2a$", "Mozilla/5.0", "2088", "-----BEGIN ", "P<", "o:", "a@"}},
		{han: func() []string { return []string{"张", "北京", "北京市", "朝阳区", "京A", "欧阳"} }},
		{value: true, hanValue: true, words: "name birthday xm dob fullname 姓名 生日 number"},
		{tokens: []int{2, 64}, literals: []string{"13", "x1"}, groups: []string{"4-2"}},
	} {
		d.category, d.evidence, d.chance, d.check = Category(fmt.Sprintf("test.%d", i)), "test", 0.5, yes
		if d.han != nil { // as a check may move the end
			d.check = func(n *number) finding {
				n.end = min(n.end+n.start%5, len(n.data))
				return finding{formed: true, valid: true}
			}
		}
		register(d)
	}
	return newEngine(t)
}

// hitsOf walks over data in one of the ways.
func hitsOf(e *Engine, field string, data []byte, walk func(w *walker)) (out []hit) {
	w := walker{e: e, data: data, masks: &masks{}, named: e.named(field), fn: func(h hit) { out = append(out, h) }}
	w.beside.e = e
	walk(&w)
	return out
}

func compareWalks(t testing.TB, e *Engine, field string, data []byte) {
	t.Helper()
	want := hitsOf(e, field, data, (*walker).everyByte)
	got := hitsOf(e, field, data, (*walker).walk)
	for i := range max(len(want), len(got)) {
		if i >= len(want) || i >= len(got) || want[i] != got[i] {
			var a, b []hit
			if i < len(want) {
				a = want[i:min(i+2, len(want))]
			}
			if i < len(got) {
				b = got[i:min(i+2, len(got))]
			}
			at := 0
			if len(a) > 0 {
				at = a[0].start
			} else {
				at = b[0].start
			}
			t.Fatalf("hit %d of %d and %d differs: byte by byte %+v, by bit maps %+v, near %q", i, len(want), len(got), a, b, data[max(at-40, 0):min(at+60, len(data))])
		}
	}
	compareMasks(t, e, data)
}

// compareMasks holds the ways to make bit maps to the portable one.
func compareMasks(t testing.TB, e *Engine, data []byte) {
	t.Helper()
	blocks := min((len(data)-2)/block, pieceBlocks)
	if blocks <= 0 {
		return
	}
	s := &e.filters.starts
	var want masks
	classifyPortable(&want, data[:blocks*block], 1, s)
	for name, way := range classifiers() {
		var got masks
		way(&got, data, blocks, 1, s)
		for c := range inStart {
			if !bytes.Equal(got[c][:], want[c][:]) {
				t.Fatalf("%s: class %d differs from the portable way in %d bytes of text %q", name, c, len(data), data)
			}
		}
		for i := range blocks * block {
			for _, l := range e.triggers.literal[data[i]] {
				if bytes.HasPrefix(data[i:], []byte(l.text)) && got[inStart][8+i/8]>>(i%8)&1 == 0 {
					t.Fatalf("%s: the literal %q is missed at %d", name, l.text, i)
				}
			}
		}
	}
}

// mixedText is made of what makes walkers stop, cut at any place and glued.
func mixedText(r *rand.Rand, e *Engine, size int) []byte {
	var bits []string
	for _, d := range e.dets {
		bits = append(bits, d.literals...)
	}
	bits = append(bits, "13912345678", "11010519491231002X", "4111 1111 1111 1111", "a@b.com", "%40", "%2B86", "+44 20 7946 0958", "0044207946", "86-10-65529988",
		"(010) 6552-9988", "10.0.0.1", "1.2.3.4.5", "31.23041,121.4737", "2001:db8::1", "00:1a:2b:3c:4d:5e", "00-1a-2b-3c-4d-5e", "123e4567-e89b-12d3-a456-426614174000",
		"2024-03-05T12:34:56.789Z", "\\u624b", "\\n", "%20", "\"name\":\"", "姓名：", "=", ":", "::", "电话", "身份证", "北京市朝阳区建国路1号", "张伟", "京A12345", "\n",
		" ", "-", ".", ",", "1", "86", "00", "x", "X", "E12345678", "A座", "１３９", "\xe4", "\xef\xbc", "\x00", "\\", "'", "name=", "birthday: ", "abc", "deadbeef")
	var out []byte
	for len(out) < size {
		s := bits[r.IntN(len(bits))]
		switch r.IntN(4) {
		case 0:
			s = s[r.IntN(len(s)):]
		case 1:
			s = s[:1+r.IntN(len(s))]
		}
		out = append(out, s...)
		switch r.IntN(6) {
		case 0:
			out = append(out, " ,:=\n-/\"'%+\\"[r.IntN(12)])
		case 1:
			out = fmt.Append(out, r.Uint64()>>r.IntN(64))
		}
	}
	return out
}

// The walker by bit maps finds what a walker finds that stops everywhere, whatever
// stands at the borders of blocks, windows and pieces.
func TestWalkersAgree(t *testing.T) {
	for name, e := range map[string]*Engine{"the table": newEngine(t), "all triggers": allTriggers(t)} {
		t.Run(name, func(t *testing.T) { walkersAgree(t, e) })
	}
}

func walkersAgree(t *testing.T, e *Engine) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 400 {
		compareWalks(t, e, []string{"", "phone", "name", "id_no"}[r.IntN(4)], mixedText(r, e, 1+r.IntN(2*piece)))
	}
	for range 400 {
		b := make([]byte, r.IntN(600))
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		compareWalks(t, e, "", b)
	}
	for name, c := range benchCorpora() {
		t.Run(name, func(t *testing.T) { compareWalks(t, e, "", c.data[:min(len(c.data), 1<<20)]) })
	}
	for _, d := range detectorTable {
		var all []byte
		for _, file := range []string{"hits.txt", "misses.txt"} {
			for _, l := range readCorpus(t, d.category, file) {
				all = append(append(all, l.text...), '\n')
			}
		}
		for shift := range 3 {
			compareWalks(t, e, "", append(bytes.Repeat([]byte("-"), shift*17), all...))
		}
	}
}

func FuzzWalk(f *testing.F) {
	e := allTriggers(f)
	r := rand.New(rand.NewPCG(8, 8))
	for range 40 {
		f.Add("", string(mixedText(r, e, 200)), uint16(r.Uint32()))
	}
	f.Fuzz(func(t *testing.T, field, s string, shift uint16) {
		data := slices.Concat(bytes.Repeat([]byte{' '}, int(shift%(2*piece))), []byte(s))
		compareWalks(t, e, field, data)
	})
}
