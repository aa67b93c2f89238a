package detectors

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func scan(e *Engine, field string, values ...string) (out []Candidate, c column) {
	for _, v := range values {
		c.add("%s", v)
	}
	e.Scan(field, c.data, c.ends, func(cand Candidate) { out = append(out, cand) })
	return out, c
}

// valid returns the valid candidates of a category as the text they cover.
func valid(e *Engine, cat Category, field string, values ...string) []string {
	var out []string
	cands, c := scan(e, field, values...)
	for _, cand := range cands {
		if cand.Category == cat && cand.Valid {
			out = append(out, string(c.data[cand.Start:cand.End]))
		}
	}
	return out
}

// specimen values of each detector that any place in a column must let through, by
// the field they stand in: one without a name, or for values that count only where
// they are named the first name of the corpus.
func specimens(t *testing.T) (out map[Category][]string, field map[Category]string) {
	out, field = map[Category][]string{}, map[Category]string{}
	for _, d := range detectorTable {
		byField := map[string][]string{}
		first := ""
		for _, l := range readCorpus(t, d.category, "hits.txt") {
			if len(l.want) == 1 && l.want[0] == [2]int{0, len(l.text)} { // nothing but the value
				if byField[l.field] = append(byField[l.field], l.text); len(byField[l.field]) == 2 && first == "" {
					first = l.field
				}
			}
		}
		if len(byField[""]) >= 2 {
			first = ""
		}
		if out[d.category], field[d.category] = byField[first], first; len(byField[first]) < 2 {
			t.Errorf("%s: the corpus has fewer than two texts in one field that are nothing but the value", d.category)
		}
	}
	return out, field
}

// Every detector finds its values at the start, in the middle and at the end of
// a column, between equal and other values, and after any sign that is no part
// of a number or an address.
func TestSeams(t *testing.T) {
	e := newEngine(t)
	texts, fields := specimens(t)
	for cat, values := range texts {
		field := fields[cat]
		values = values[:min(len(values), 4)]
		for k, v := range values {
			for name, col := range map[string][]string{
				"alone": {v}, "at the start": {v, "x", ""}, "at the end": {"", "x", v}, "in the middle": {"a", v, "b"},
				"adjacent": {v, v, v}, "beside other values": {values[(k+1)%len(values)], v, "13012345678", "1"},
			} {
				cands, c := scan(e, field, col...)
				rows := map[int32]bool{}
				for _, cand := range cands {
					if cand.Category == cat && cand.Valid && string(c.data[cand.Start:cand.End]) == v {
						rows[cand.Row] = true
						if !cand.Whole {
							t.Errorf("%s: a value %s is not whole", cat, name)
						}
					}
				}
				for row, w := range col {
					if w == v && !rows[int32(row)] {
						t.Errorf("%s: value %d of the corpus is missed %s, in row %d", cat, k, name, row)
					}
				}
			}
			if d := detectorTable[tableIndex(cat)]; d.nameOnly() || d.hanValue || d.value && (d.han == nil || field != "") {
				continue // told as a whole value, which a sign beside it changes
			}
			for b := range 256 {
				text := string([]byte{byte(b)}) + v
				switch {
				case isLetter(byte(b)) || isDigit(byte(b)) || strings.ContainsRune("$*\\.+-_%'", rune(b)), b >= 0x80, b == '@' && cat == "contact.email":
					continue // these may be part of it, or of something else
				}
				if !slices.Contains(valid(e, cat, field, text, "x"), v) {
					t.Errorf("%s: value %d is missed after the byte %#x", cat, k, b)
				}
				if !slices.Contains(valid(e, cat, field, v+string([]byte{byte(b)})), v) {
					t.Errorf("%s: value %d is missed before the byte %#x", cat, k, b)
				}
			}
			for _, glue := range []string{"是", "：", "（", "，", "\u3000", "\u00a0", "é"} {
				if glue == "é" && cat == "contact.email" {
					continue
				}
				if got := valid(e, cat, field, glue+v+"，"+glue+v); len(got) != 2 {
					t.Errorf("%s: value %d is seen %d times of two between %q", cat, k, len(got), glue)
				}
			}
		}
	}
}

// What a value gives does not depend on what stands before and behind it in the
// column.
func checkColumn(t testing.TB, e *Engine, field string, values []string) {
	t.Helper()
	all, c := scan(e, field, values...)
	start, last := int32(0), int32(-1)
	k := 0
	for row, v := range values {
		alone, _ := scan(e, field, v)
		for _, want := range alone {
			want.Row = int32(row)
			want.Start += start
			want.End += start
			if k < len(all) {
				all[k].Running = false // the one thing that rests on what stands before
			}
			if k >= len(all) || all[k] != want {
				t.Fatalf("row %d of %d in a field %q: alone %+v, in the column differs", row, len(values), field, want)
			}
			got := all[k]
			if got.Start < last || got.Start >= got.End || got.Start < start || got.End > c.ends[row] {
				t.Fatalf("row %d: candidate out of range or order: %+v after start %d", row, got, last)
			}
			if strings.ContainsRune(string(c.data[got.Start:got.End]), '\n') {
				t.Fatalf("row %d: a candidate spans a newline", row)
			}
			last = got.Start
			k++
		}
		start = c.ends[row] + 1
	}
	if k != len(all) {
		t.Fatalf("%d candidates in the column, %d in the values alone", len(all), k)
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{
		"13800138000\x00+86 138-0013-8000", "身份证１１０１０５19491231002x\x00a@b.com", "(010) 6552-9988-1\x004111-1111 1111 1111",
		"zhang%40qq.com\nx@例子.中国", "\\u624b13800138000\x00%2B8613800138000", "+1 (415) 555-2671\x0000 44 20 7946 0958", "62\xef\xbc\x90", "ａ13800138000\x00１", "ｚhang@qq.com\x00１\x00x",
	} {
		f.Add("phone", s)
		f.Add("", s)
	}
	seedAll(f)
	e := newEngine(f)
	f.Fuzz(func(t *testing.T, field, s string) {
		checkColumn(t, e, field, strings.Split(s, "\x00"))
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"手机13800138000", "a@b.com.", "id 11010519491231002X", "+852 9123 4567"} {
		f.Add("", s)
	}
	seedAll(f)
	e := newEngine(f)
	f.Fuzz(func(t *testing.T, field, s string) {
		last := 0 // matches may overlap: what is told by a word competes with nothing
		for _, m := range e.Text(field, s) {
			if m.Start < last || m.End <= m.Start || m.End > len(s) || m.Confidence < Low || len(m.Reasons) == 0 {
				t.Fatalf("match %+v after %d in %d bytes", m, last, len(s))
			}
			last = m.Start
			if shown := Mask(m.Category, s[m.Start:m.End]); shown == s[m.Start:m.End] {
				t.Fatalf("mask of %s shows all", m.Category)
			}
		}
		e.MaskText(s)
	})
}

func TestColumnsOfTheCorpora(t *testing.T) {
	e := newEngine(t)
	for _, d := range detectorTable {
		for _, file := range []string{"hits.txt", "misses.txt"} {
			byField := map[string][]string{}
			for _, l := range readCorpus(t, d.category, file) {
				byField[l.field] = append(byField[l.field], l.text)
			}
			for field, values := range byField {
				checkColumn(t, e, field, values)
			}
		}
	}
}

// The vectors of the standards.
func TestGoldenVectors(t *testing.T) {
	e := newEngine(t)
	for _, test := range []struct {
		cat   Category
		field string
		value string
		want  bool
	}{
		{"id.cn_resident", "", "11010519491231002X", true},   // GB 11643-1999
		{"id.cn_resident", "", "360426199101010071", true},   // python-stdnum
		{"id.cn_resident", "", "440524188001010014", false},  // GB 11643-1999: valid, but born in 1880
		{"id.cn_resident", "", "360426199101010070", false},  // wrong check digit
		{"finance.bank_card", "", "490154203237518", false},  // an IMEI of 3GPP TS 23.003
		{"finance.bank_card", "", "4111111111111111", true},  // published test number
		{"finance.bank_card", "", "4111111111111112", false}, // wrong check digit
		{"contact.mobile", "", "13800138000", true},
		{"contact.phone", "", "+442079460958", true}, // Ofcom, numbers for drama
	} {
		if got := valid(e, test.cat, test.field, test.value); (len(got) == 1) != test.want {
			t.Errorf("%s %s: %v, want %v", test.cat, test.value, got, test.want)
		}
	}
}

func TestResidentDates(t *testing.T) {
	r := func(area, born string) string { return residentOf(area + born + "000") }
	for _, test := range []struct {
		name, asOf, id string
		want           bool
	}{
		{"today", "2024-06-30", r(testArea, "20240630"), true},
		{"tomorrow", "2024-06-30", r(testArea, "20240701"), false},
		{"tomorrow, asked a day later", "2024-07-01", r(testArea, "20240701"), true},
		{"leap day", "2024-06-30", r(testArea, "20000229"), true},
		{"no leap day", "2024-06-30", r(testArea, "19000229"), false},
		{"30 February", "2024-06-30", r(testArea, "19800230"), false},
		{"31 April", "2024-06-30", r(testArea, "19800431"), false},
		{"130 years", "2024-06-30", r(testArea, "18940630"), true},
		{"131 years", "2024-06-30", r(testArea, "18930630"), false},
		{"area unknown", "2024-06-30", r("659998", "19800101"), false},
		{"retired area", "2024-06-30", r("132121", "19560704"), true},
		{"Hong Kong", "2024-06-30", r("810000", "19900101"), true},
		{"Macau", "2024-06-30", r("820000", "19900101"), true},
		{"Taiwan", "2024-06-30", r("830000", "19900101"), true},
		{"no permit", "2024-06-30", r("840000", "19900101"), false},
		{"foreigner of the USA in Beijing", "2024-06-30", r("911840", "19900101"), true},
		{"foreigner of no country", "2024-06-30", r("911999", "19900101"), false},
		{"foreigner in no province", "2024-06-30", r("999840", "19900101"), false},
	} {
		day, err := time.Parse("2006-01-02", test.asOf)
		if err != nil {
			t.Fatal(err)
		}
		e, err := New(Options{AsOf: day, MoreAreaCodes: []string{testArea}})
		if err != nil {
			t.Fatal(err)
		}
		cat := Category("id.cn_resident")
		if test.id[0] == '9' {
			cat = "id.foreigner_pr"
		}
		if got := len(valid(e, cat, "", test.id)) == 1; got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	if _, err := New(Options{AreaCodes: []string{"12345"}}); err == nil {
		t.Error("an area code of five digits is taken")
	}
	e, err := New(Options{AsOf: testDay, AreaCodes: []string{testArea}})
	if err != nil {
		t.Fatal(err)
	}
	if got := valid(e, "id.cn_resident", "", r("110105", "19800101"), r(testArea, "19800101")); len(got) != 1 {
		t.Errorf("with one area code %d of two numbers are valid", len(got))
	}
}

// Where two categories claim the same digits one is valid, and the other is
// still counted as well-formed.
func TestSettle(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(3, 3))
	var both string // a resident number of Gansu (62) that is a UnionPay number, too
	for both == "" {
		if id := residentOf(fmt.Sprintf("620102%04d%02d%02d000", 1950+r.IntN(50), 1+r.IntN(12), 1+r.IntN(28))); id[17] != 'X' && luhnBySum(id) {
			both = id
		}
	}
	for field, want := range map[string]Category{"": "id.cn_resident", "id_card": "id.cn_resident", "card_no": "finance.bank_card"} {
		cands, _ := scan(e, field, both)
		if len(cands) != 2 || cands[0].Valid == cands[1].Valid {
			t.Fatalf("field %q: %+v", field, cands)
		}
		for _, c := range cands {
			if c.Valid != (c.Category == want) {
				t.Errorf("field %q: %s is valid: %v", field, c.Category, c.Valid)
			}
		}
	}
	if cands, _ := scan(e, "", "13012345678@139.com"); len(cands) != 1 || cands[0].Category != "contact.email" {
		t.Errorf("a mobile inside an address: %+v", cands)
	}
	if cands, _ := scan(e, "", "13012345678_13112345678@139.com"); len(cands) != 1 || cands[0].Category != "contact.email" {
		t.Errorf("two mobiles inside an address: %+v", cands)
	}
}

// The answer about a number of another country is taken from its first digits;
// here it is compared with the answer for the whole number.
func TestMemoIsExact(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(4, 4))
	wrong, total := 0, 0
	for _, cc := range []int{1, 7, 33, 39, 44, 49, 55, 61, 65, 81, 82, 91, 852, 853, 886} {
		for range 300 {
			n := string(rune('1'+r.IntN(9))) + digits(r, 7+r.IntN(3))
			total++
			if e.kind(cc, []byte(n)) != exactKind(cc, n) {
				wrong++
			}
		}
	}
	if wrong*200 > total {
		t.Errorf("%d of %d kinds differ", wrong, total)
	}
}

// An engine serves many goroutines with the same answers.
func TestConcurrent(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(5, 5))
	values := many(300, func() string {
		return genMobile(r) + " +4420794" + digits(r, 5) + " １３８" + digits(r, 8) + " u@b.com " + genCard(r)
	})
	want, _ := scan(e, "note", values...)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got, _ := scan(e, "note", values...); !slices.Equal(got, want) {
				t.Error("another answer beside other goroutines")
			}
		})
	}
	wg.Wait()
}

// Scan allocates nothing for a row.
func TestScanAllocatesNothingPerRow(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(6, 6))
	var c column
	for range 2000 {
		c.add("%s %s %s-%s u%d@qq.com text", genResident(r), genMobile(r), "010", "6"+digits(r, 7), r.IntN(1e6))
	}
	n := testing.AllocsPerRun(5, func() { e.Scan("", c.data, c.ends, func(Candidate) {}) })
	if n > 100 {
		t.Errorf("%v allocations for 2000 rows", n)
	}
}

// A line break at the end of a value is no part of what is told as the whole value, and
// what stands in the value before has no say. Found by fuzzing.
func TestLineBreakAtTheEnd(t *testing.T) {
	e := newEngine(t)
	for _, field := range []string{"visitorid", "name", "password", "密码", "remark"} {
		checkColumn(t, e, field, []string{"13812345678 a", "0\n", "\n\nb1c2d3e4f5a6b7c8\r\n", "b 1"})
		checkColumn(t, e, field, []string{"13812345678 a", `0] "GET / HTTP/`, `0] "GET /" 0`, "b 1"})
		checkColumn(t, e, field, []string{"13812345678 a", "1.70.0.1 - [0", "0\n0", "b 1"})
	}
}
