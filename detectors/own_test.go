package detectors

import (
	"errors"
	"strings"
	"testing"
)

func staff() Own {
	return Own{
		Category: "x.staff_no", Begins: "EMP-", Pattern: `EMP-\d{6}`, Words: []string{"staff_no", "工号"},
		Hits: []string{"EMP-123456"}, Misses: []string{"EMP-12345", "EMP-1234567"},
	}
}

func ownEngine(t *testing.T, o ...Own) *Engine {
	t.Helper()
	e, err := New(Options{AsOf: testDay, Own: o})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestOwnCategories(t *testing.T) {
	card := Own{
		Category: "x.member_card", Digits: []int{10}, Check: "luhn", NeedsWord: true, Words: []string{"member_card_no", "会员卡号"},
		Hits: []string{"1234567897"}, Misses: []string{"1234567890"},
	}
	grade := Own{
		Category: "x.grade", Whole: true, Pattern: "[A-E][+-]?", Words: []string{"exam_grade", "考试成绩"},
		Hits: []string{"A+"}, Misses: []string{"Z"},
	}
	file := Own{
		Category: "x.case_file", Begins: "案卷", Pattern: `案卷第\d{1,6}号`, Hits: []string{"案卷第12号"}, Misses: []string{"案卷第号"},
	}
	asset := Own{ // the identifier of a global release, an example of ISO/IEC 7064
		Category: "x.release", Tokens: []int{18}, Check: "mod37-36", Hits: []string{"A12425GABC1234002M"}, Misses: []string{"A12425GABC1234002N"},
	}
	e := ownEngine(t, staff(), card, grade, file, asset)
	for _, c := range []struct {
		field, text string
		want        Category
		at          string
	}{
		{"", "asked by EMP-004711, closed", "x.staff_no", "EMP-004711"},
		{"", "asked by XEMP-004711", "", ""},
		{"note", "会员卡号：1234567897", "x.member_card", "1234567897"},
		{"note", "1234567897", "", ""},
		{"member_card_no", "1234567897", "x.member_card", "1234567897"},
		{"exam_grade", "B-", "x.grade", "B-"},
		{"grade", "B-", "", ""},
		{"", `{"exam_grade":"C+"}`, "x.grade", "C+"},
		{"", "release A12425GABC1234002M, one", "x.release", "A12425GABC1234002M"},
		{"", "见案卷第3042号。", "x.case_file", "案卷第3042号"},
	} {
		at, got := "", Category("")
		for _, m := range e.Text(c.field, c.text) {
			if strings.HasPrefix(string(m.Category), "x.") {
				at, got = c.text[m.Start:m.End], m.Category
			}
		}
		if got != c.want || at != c.at {
			t.Errorf("%q in %q: %s %q, want %s %q", c.text, c.field, got, at, c.want, c.at)
		}
	}
	v := e.Judge("x.staff_no", "staff_no", Evidence{Values: 50, WellFormed: 50, Valid: 50, Whole: 50, Distinct: 50})
	if v.Confidence != High {
		t.Errorf("a column of staff numbers is %s for %v", v.Confidence, v.Reasons)
	}
}

func TestOwnRefused(t *testing.T) {
	for want, change := range map[string]func(*Own){
		`begins with "x."`:    func(o *Own) { o.Category = "id.staff" },
		"no check \"crc\"":    func(o *Own) { o.Check = "crc" },
		"exactly one way":     func(o *Own) { o.Tokens = []int{9} },
		"upper bound":         func(o *Own) { o.Pattern = `EMP-\d+` },
		"longer than 256":     func(o *Own) { o.Pattern = `EMP-(\d{20}){20}` },
		"no RE2 expression":   func(o *Own) { o.Pattern = `EMP-(?=\d)` },
		"steps":               func(o *Own) { o.Pattern = `EMP-(\pL|\pN|[a-z]x|y[0-9]){60}` },
		"tried too often":     func(o *Own) { o.Begins = "EM" },
		"a pattern is needed": func(o *Own) { o.Pattern = "" },
		"like any other":      func(o *Own) { o.Begins, o.Digits, o.Pattern = "", []int{6}, "" },
		"in a MiB of ordinary text": func(o *Own) {
			o.Begins, o.Pattern, o.Hits, o.Misses = "202", `202\d{3,9}`, []string{"202600"}, []string{"2"}
		},
		"the word \"no 1\"":   func(o *Own) { o.Words = []string{"no 1"} },
		"needs examples":      func(o *Own) { o.Hits = nil },
		"example 1 of hits":   func(o *Own) { o.Hits = []string{"EMP-1"} },
		"example 2 of misses": func(o *Own) { o.Misses = append(o.Misses[:1:1], "EMP-123456") },
		"digits are 4 to":     func(o *Own) { o.Begins, o.Digits = "", []int{3} },
		"tokens have 4 to":    func(o *Own) { o.Begins, o.Tokens = "", []int{500} },
		"words are needed":    func(o *Own) { o.Begins, o.Whole, o.Words = "", true, nil },
	} {
		o := staff()
		change(&o)
		_, err := New(Options{Own: []Own{o}})
		var own *OwnError
		if !errors.As(err, &own) || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
	if _, err := New(Options{Own: []Own{staff(), staff()}}); err == nil {
		t.Error("one key twice is accepted")
	}
}

// TestCheckDigits holds each check against published examples: ISO/IEC 7064
// Annex and the publications named at the checks.
func TestCheckDigits(t *testing.T) {
	for name, v := range map[string]struct{ right, wrong string }{
		"luhn":     {"79927398713", "79927398710"},
		"verhoeff": {"2363", "2364"},
		"damm":     {"5724", "5727"},
		"ean":      {"4006381333931", "4006381333932"},
		"mod11-2":  {"079X", "0799"}, // ISNI and ORCID use it
		"mod37-2":  {"A999914123456N", "A999914123456M"},
		"mod97-10": {"3214282912345698765432161182", "3214282912345698765432161128"}, // GB82WEST…, digits moved
		"mod11-10": {"794623", "794626"},
		"mod37-36": {"A12425GABC1234002M", "A12425GABC1234002N"},
		"mod31":    {"91110000600037341L", "91110000600037341M"},
	} {
		check := checkDigits[name]
		if !check([]byte(v.right)) || check([]byte(v.wrong)) {
			t.Errorf("%s: %s is %v, %s is %v", name, v.right, check([]byte(v.right)), v.wrong, check([]byte(v.wrong)))
		}
	}
	if len(checkChance) != len(checkDigits)+1 {
		t.Error("a check has no chance")
	}
}
