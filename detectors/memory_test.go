package detectors

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// forgetful returns an engine that remembers nothing within a text.
func forgetful(t testing.TB) *Engine {
	e := newEngine(t)
	e.scratches.New = func() any {
		s := newScratch()
		s.alikes, s.memos = nil, nil
		return s
	}
	return e
}

func candidatesOf(e *Engine, field string, data []byte) (out []Candidate) {
	var ends []int32
	for i, c := range data {
		if c == '\n' {
			ends = append(ends, int32(i))
		}
	}
	e.Scan(field, data, ends, func(c Candidate) { out = append(out, c) })
	return out
}

// otherDigits writes a line with some of its digits changed.
func otherDigits(r *rand.Rand, line string) []byte {
	out := []byte(line)
	for i, c := range out {
		if isDigit(c) && r.IntN(4) == 0 {
			out[i] = '0' + byte(r.IntN(10))
		}
	}
	return append(out, '\n')
}

// What is remembered of lines, browsers, domains and keys that come again in a text
// changes no answer.
func TestMemoryChangesNothing(t *testing.T) {
	with, without := newEngine(t), forgetful(t)
	r := rand.New(rand.NewPCG(3, 14))
	compare := func(field string, data []byte) {
		t.Helper()
		got, want := candidatesOf(with, field, data), candidatesOf(without, field, data)
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Fatalf("candidate %d of %d and %d differs in %q", i, len(got), len(want), data[max(0, len(data)-200):])
			}
		}
	}
	var lines []string
	for _, d := range detectorTable {
		for _, file := range []string{"hits.txt", "misses.txt"} {
			for _, l := range readCorpus(t, d.category, file) {
				lines = append(lines, l.text)
			}
		}
	}
	for range 150 {
		var data []byte
		some := make([]string, 1+r.IntN(6))
		for i := range some {
			some[i] = lines[r.IntN(len(lines))]
		}
		for len(data) < 12<<10 {
			line := otherDigits(r, some[r.IntN(len(some))])
			if r.IntN(8) == 0 {
				line = append(bytes.Repeat([]byte("x, "), r.IntN(200)), line...)
			}
			data = append(data, line...)
		}
		compare("", data)
	}
	// A word reaches into what it stands before.
	var data []byte
	for i := range 40 {
		data = append(data, bytes.Repeat([]byte("x, "), 90)...)
		data = append(data, [...]string{"paid to IBAN NO9386011117947 today by somebody\n", "paid to IBAN GB82WEST12345698765432 today by somebody\n"}[i%2]...)
	}
	compare("", data)
	named := 0
	for _, c := range candidatesOf(with, "", data) {
		if c.Category == "finance.bank_account" && c.Keyword {
			named++
		}
	}
	if named != 40 {
		t.Fatalf("a word before %d of 40 accounts", named)
	}
	// Lines of one length that differ in their words.
	data = nil
	for range 3000 {
		word := []byte("abcd")
		for i := range word {
			word[i] = 'a' + byte(r.IntN(26))
		}
		if r.IntN(3) == 0 {
			word = []byte([...]string{"idfa", "oaid", "gaid", "uuid"}[r.IntN(4)])
		}
		data = fmt.Appendf(data, "%s %s, %04d\n", word, genUUID(r), r.IntN(10000))
	}
	compare("", data)
}

func genUUID(r *rand.Rand) string {
	return fmt.Sprintf("%08x-%04x-4%03x-a%03x-%012x", r.Uint32(), r.IntN(65536), r.IntN(4096), r.IntN(4096), r.Int64N(1<<48))
}

// Words are the same however they are read: one by one, in one go, and in pieces.
func TestWordsInOneGo(t *testing.T) {
	l := newEngine(t).lexicon
	r := rand.New(rand.NewPCG(2, 71))
	parts := []string{"n", "t", "IMEI", "PHONE", "imei", "id", "Card", "ID", "card", "user", "_", "-", " ", ", ", "\\", "4", "2024", "手机", "号", "身份证", "ip", "IP", "v4", "ipv4", "IPV6", "地址", "wifi", "WiFi", "密码", "e", "mail", "Mail", "number", "No", "no", ".", "\"", "é", "\xe6", "mobilephonenumber", "X"}
	for range 20000 {
		var text []byte
		for range 1 + r.IntN(14) {
			text = append(text, parts[r.IntN(len(parts))]...)
		}
		want := slices.Collect(l.words(text))
		if got, _ := l.appendWords(nil, text, 0, len(text)); !slices.Equal(got, want) {
			t.Fatalf("%q: in one go %v, one by one %v", text, got, want)
		}
		var got []wordHit
		for i, stop := 0, 0; i < len(text); {
			stop = min(max(stop, i)+1+r.IntN(6), len(text))
			got, i = l.appendWords(got, text, i, stop)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q: in pieces %v, one by one %v", text, got, want)
		}
	}
}

// A mask whose head holds a sign is no index into a table.
func TestMasksWithSignsInTheirHead(t *testing.T) {
	e := newEngine(t)
	for _, s := range []string{"123 456****1234", "138-000**1234", "card 110 101******1234 ok", "1-23456***7890", "12 3456******1234"} {
		e.Text("", s)
		e.MaskText(s)
	}
}
