package detectors

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// count gathers the evidence of one column as the inventory does.
func count(e *Engine, field string, values []string) map[Category]Evidence {
	var c column
	n := int64(0)
	for _, v := range values {
		c.add("%s", v)
		if v != "" {
			n++
		}
	}
	type key struct {
		cat  Category
		kind string
	}
	last := map[key]int32{}
	distinct := map[Category]map[string]bool{}
	out := map[Category]Evidence{}
	e.Scan(field, c.data, c.ends, func(cand Candidate) {
		ev := out[cand.Category]
		ev.Values = n
		once := func(kind string, n *int64) {
			if k := (key{cand.Category, kind}); last[k] != cand.Row+1 {
				last[k] = cand.Row + 1
				*n++
			}
		}
		once("formed", &ev.WellFormed)
		if cand.Valid {
			once("valid", &ev.Valid)
			if cand.Whole {
				once("whole", &ev.Whole)
			}
			if cand.Known {
				once("known", &ev.Known)
			}
			if cand.Keyword {
				once("keyword", &ev.Keyword)
			}
			if cand.Running {
				once("running", &ev.Running)
			}
			d := distinct[cand.Category]
			if d == nil {
				d = map[string]bool{}
				distinct[cand.Category] = d
			}
			d[string(c.data[cand.Start:cand.End])] = true
			ev.Distinct = int64(len(d))
		}
		out[cand.Category] = ev
	})
	return out
}

func best(e *Engine, field string, values []string) map[Category]Verdict {
	out := map[Category]Verdict{}
	for c, ev := range count(e, field, values) {
		out[c] = e.Judge(c, field, ev)
	}
	return out
}

func many(n int, f func() string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = f()
	}
	return out
}

// traps are columns in which nothing is personal data.
func traps(r *rand.Rand) map[string]func() string {
	day := func() string { return testDay.Add(-time.Duration(r.IntN(700*24)) * time.Hour).Format("20060102") }
	imei := func() string {
		body := "35" + digits(r, 12)
		for c := '0'; ; c++ {
			if luhnBySum(body + string(c)) {
				return body + string(c)
			}
		}
	}
	return map[string]func() string{
		"18-digit order numbers": func() string {
			return []string{"110101", "310104", "620102", "440305"}[r.IntN(4)] + day() + digits(r, 4)
		},
		"snowflakes":                func() string { return fmt.Sprint(1_600_000_000_000_000_000 + r.Int64N(300_000_000_000_000_000)) },
		"18-digit snowflakes":       func() string { return fmt.Sprint(100_000_000_000_000_000 + r.Int64N(800_000_000_000_000_000)) },
		"16 random digits":          func() string { return string(rune('1'+r.IntN(9))) + digits(r, 15) },
		"16 digits that start as 4": func() string { return "4" + digits(r, 15) },
		"19 digits that start as 62": func() string {
			return "62" + digits(r, 17)
		},
		"IMEI":                   imei,
		"ms timestamps":          func() string { return fmt.Sprint(1_700_000_000_000 + r.Int64N(50_000_000_000)) },
		"s timestamps":           func() string { return fmt.Sprint(1_700_000_000 + r.Int64N(50_000_000)) },
		"11 random digits":       func() string { return string(rune('1'+r.IntN(9))) + digits(r, 10) },
		"1 and 10 random digits": func() string { return "1" + digits(r, 10) },
		"parts in groups":        func() string { return fmt.Sprintf("%d-%d-%s", 200+r.IntN(800), 200+r.IntN(800), digits(r, 4)) },
		"10 random digits":       func() string { return string(rune('1'+r.IntN(9))) + digits(r, 9) },
		"13-digit EAN of 4":      func() string { return "4" + digits(r, 12) },
		"zero-padded counters":   func() string { return fmt.Sprintf("%011d", r.IntN(100_000_000)) },
		"UUIDs": func() string {
			return fmt.Sprintf("%08x-%04x-4%03x-a%03x-%012x", r.Uint32(), r.IntN(65536), r.IntN(4096), r.IntN(4096), r.Int64N(1<<48))
		},
		"IPv4":          func() string { return fmt.Sprintf("%d.%d.%d.%d", r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(256)) },
		"floats":        func() string { return fmt.Sprint(r.Float64()) },
		"coordinates":   func() string { return fmt.Sprintf("%.11f,%.11f", 73+r.Float64()*60, 18+r.Float64()*35) },
		"service lines": func() string { return fmt.Sprintf("400-%03d-%04d", 100+r.IntN(900), r.IntN(10000)) },
		"times": func() string {
			return testDay.Add(-time.Duration(r.IntN(1e9)) * time.Second).Format("2006-01-02T15:04:05.000+0800")
		},
		"example.com":    func() string { return fmt.Sprintf("u%d@example.com", r.IntN(1e6)) },
		"hashes":         func() string { return fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()) },
		"log of numbers": func() string { return "order=" + digits(r, 18) + " ref " + digits(r, 16) + " t " + digits(r, 13) },
		"packages": func() string {
			return fmt.Sprintf("npm i lib%d@%d.%d.%d", r.IntN(99), r.IntN(9), r.IntN(99), r.IntN(99))
		},
	}
}

// realTraps are the columns of traps that are personal data of another category than
// the one they are mistaken for.
var realTraps = map[string]Category{"IMEI": "device.imei", "coordinates": "location.precise", "IPv4": "online.ip"}

// No column of numbers that merely look right may reach medium: not without a
// name, not under the name that such a column has, and for the checked
// categories not even under the name of the category.
func TestTrapsStayLow(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(7, 7))
	gens := traps(r)
	for _, name := range slices.Sorted(mapKeys(gens)) {
		values := many(20_000, gens[name])
		for _, field := range []string{"", "value", "order_no", "trade.serialNo", "订单编号", "id_card", "card_no", "银行卡号", "sfzh"} {
			for c, v := range best(e, field, values) {
				if v.Confidence >= Medium && c != realTraps[name] {
					t.Errorf("%s in a field %q are %s of confidence %s: pass rate %.4f, %v", name, field, c, v.Confidence, v.PassRate, v.Reasons)
				}
			}
		}
		// Short columns have less to show; a thousand of them give chance its turn.
		for range 200 {
			for c, v := range best(e, "", many(5+r.IntN(30), gens[name])) {
				if v.Confidence >= Medium && c != realTraps[name] {
					t.Errorf("a short column of %s is %s of confidence %s: %v", name, c, v.Confidence, v.Reasons)
				}
			}
		}
	}
}

func mapKeys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// Mobiles in a column named after something else are reported, numbers of other
// things in columns named after them are not, however many look right.
func TestNamesOfOtherThings(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(10, 10))
	n := 13_800_000_000
	next := func() string { n++; return fmt.Sprint(n) }
	between := func() string { return fmt.Sprint(13_000_000_000 + r.Int64N(7_000_000_000)) }
	american := func() string { return fmt.Sprintf("415-%d-%s", 300+r.IntN(90), digits(r, 4)) }
	for _, test := range []struct {
		field      string
		gen        func() string
		category   Category
		want       Confidence
		unresolved bool
	}{
		{"order_remark", func() string { return "张三" + genMobile(r) }, "contact.mobile", Medium, false},
		{"wechat", func() string { return genMobile(r) }, "contact.mobile", High, false},
		{"token", func() string { return genMobile(r) }, "contact.mobile", Medium, false},
		{"phone_count", func() string { return genMobile(r) }, "contact.mobile", Medium, false},
		{"order_no", func() string { return genMobile(r) }, "contact.mobile", Low, true},
		{"seq_id", next, "contact.mobile", Low, true},
		{"uid", between, "contact.mobile", Low, true},
		{"c5", between, "contact.mobile", Low, true},
		{"mobile", american, "contact.mobile", High, false},
		{"c9", american, "contact.phone", High, false},
		{"phone", func() string { return genMobile(r) + ".0" }, "contact.mobile", High, false},
		{"mail_msgid", func() string { return "<2025." + digits(r, 8) + "@mail.corp.cn>" }, "contact.email", Low, true},
		{"msgid", func() string { return "<2025." + digits(r, 8) + "@mail.corp.cn>" }, "contact.email", Low, true},
	} {
		v := best(e, test.field, many(1024, test.gen))[test.category]
		if v.Confidence != test.want || v.Unresolved != test.unresolved || v.PassRate > 0.9 && slices.Contains(v.Reasons, "accidental") {
			t.Errorf("%s: %+v", test.field, v)
		}
	}
}

// Columns of true values are found, with a name and without.
func TestTrueColumnsAreHigh(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(8, 8))
	for _, test := range []struct {
		category Category
		gen      func() string
		fields   []string
	}{
		{"id.cn_resident", func() string { return genResident(r) }, []string{"", "id_card", "sfzh", "zjh", "客户身份证号码", "certNo", "c7"}},
		{"finance.bank_card", func() string { return genCard(r) }, []string{"", "card_no", "bankCardNo", "yhkh", "kh", "银行卡号"}},
		{"contact.mobile", func() string { return genMobile(r) }, []string{"", "mobile", "user.contact.phoneNumber", "sjh", "a[].mobile", "联系电话"}},
		{"contact.phone", func() string { return genLandline(r) }, []string{"", "tel", "phone", "dh", "固定电话"}},
		{"contact.phone", func() string { return fmt.Sprintf("+44 20 7946 %04d", r.IntN(1000)) }, []string{"", "phone", "电话"}},
		{"contact.email", func() string { return fmt.Sprintf("u%d@mail.piiventory-demo.cn", r.IntN(1e6)) }, []string{"", "email", "邮箱"}},
	} {
		values := many(2000, test.gen)
		for _, field := range test.fields {
			got := best(e, field, values)
			if v := got[test.category]; v.Confidence != High || v.Unresolved {
				t.Errorf("%s in a field %q has confidence %s: %.4f %v", test.category, field, v.Confidence, v.PassRate, v.Reasons)
			}
			for c, v := range got {
				if c != test.category && v.Confidence >= Medium {
					t.Errorf("%s in a field %q are taken for %s, %s", test.category, field, c, v.Confidence)
				}
			}
		}
	}
}

// A few true values in a column of something else are kept, as unresolved.
func TestFewAmongMany(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(9, 9))
	notes := many(1000, func() string { return "客户要求更换颜色,仓库有货" })
	notes[500] = "对方提供 " + genResident(r)
	v := best(e, "remark", notes)["id.cn_resident"]
	if v.Confidence != Low || !v.Unresolved || !slices.Contains(v.Reasons, "few") {
		t.Errorf("one value in free text gives %+v", v)
	}
	for i := range 100 {
		notes[i*7] = "请回电,手机号 " + genMobile(r) + ",下午方便"
	}
	if v := best(e, "remark", notes)["contact.mobile"]; v.Confidence < Medium {
		t.Errorf("a hundred mobiles with their word give %+v", v)
	}
	// Half of the rows of a log hold true numbers, the other half order numbers
	// that one time in eleven pass: a mixture, not chance.
	orders := many(2000, traps(r)["18-digit order numbers"])
	for i := range 500 {
		orders[i*4] = genResident(r)
	}
	if v := best(e, "msg", orders)["id.cn_resident"]; v.Confidence != Medium {
		t.Errorf("a mixture gives %+v", v)
	}
	if v := best(e, "order_no", orders)["id.cn_resident"]; v.Confidence != Low || !v.Unresolved {
		t.Errorf("a mixture in a field of order numbers gives %+v", v)
	}
}

func TestJudge(t *testing.T) {
	e := newEngine(t)
	ev := func(formed, valid, distinct int64) Evidence {
		return Evidence{Values: formed, WellFormed: formed, Valid: valid, Distinct: distinct, Whole: valid}
	}
	for _, test := range []struct {
		name       string
		category   Category
		field      string
		ev         Evidence
		want       Confidence
		unresolved bool
		reasons    string
	}{
		{"nothing", "id.cn_resident", "id_card", Evidence{Values: 50}, None, false, ""},
		{"named, nothing valid", "id.cn_resident", "id_card", ev(50, 0, 0), None, false, ""},
		{"named, at the bar", "id.cn_resident", "id_card", ev(100, 80, 80), High, false, "header pass-rate checksum"},
		{"named, below the bar", "id.cn_resident", "id_card", ev(100, 79, 79), Medium, false, "header pass-rate"},
		{"named, beyond chance", "id.cn_resident", "id_card", ev(100, 40, 40), Medium, false, "header pass-rate"},
		{"named, chance", "id.cn_resident", "id_card", ev(1000, 95, 95), Low, true, "accidental header"},
		{"named, one value", "id.cn_resident", "id_card", ev(1, 1, 1), High, false, "header pass-rate checksum"},
		{"no name, at the bar", "id.cn_resident", "x", ev(100, 95, 95), High, false, "pass-rate distinct checksum"},
		{"no name, twenty distinct", "finance.bank_card", "x", ev(20, 20, 20), High, false, "pass-rate distinct checksum"},
		{"no name, nineteen distinct", "finance.bank_card", "x", ev(20, 20, 19), Medium, false, "pass-rate checksum"},
		{"no name, below the bar", "id.cn_resident", "x", ev(100, 94, 94), Medium, false, "pass-rate checksum"},
		{"no name, chance", "id.cn_resident", "x", ev(3000, 290, 290), Low, true, "accidental"},
		{"no name, three of three", "finance.bank_card", "x", ev(3, 3, 3), Low, true, "few"},
		{"no name, five of five", "finance.bank_card", "x", ev(5, 5, 5), Medium, false, "pass-rate checksum"},
		{"no name, one value five hundred times", "finance.bank_card", "x", ev(500, 500, 1), Low, true, "few"},
		{"order number, chance", "id.cn_resident", "order_no", ev(3000, 290, 290), Low, true, "accidental"},
		{"order number, all valid", "id.cn_resident", "order_no", ev(300, 299, 299), Medium, false, "pass-rate distinct checksum"},
		{"order number, all like mobiles", "contact.mobile", "order_no", ev(300, 299, 299), Low, true, "pass-rate format"},
		{"key, all like mobiles", "contact.mobile", "seq_id", ev(1024, 1024, 1024), Low, true, "pass-rate format"},
		{"key, chance", "contact.mobile", "user_id", ev(1024, 521, 521), Low, true, "accidental"},
		{"key of residents", "id.cn_resident", "customer_id", ev(300, 299, 299), High, false, "pass-rate distinct checksum"},
		{"no name, numbers that begin with 1", "contact.mobile", "x", ev(1024, 764, 764), Low, true, "accidental"},
		{"no name, mobiles", "contact.mobile", "x", ev(1024, 1020, 1020), High, false, "pass-rate distinct format"},
		{"subject, all like mobiles", "contact.mobile", "order_remark", ev(1024, 1021, 1021), Medium, false, "pass-rate distinct format"},
		{"turned, all like mobiles", "contact.mobile", "phone_md5", ev(1024, 1021, 1021), Medium, false, "pass-rate distinct format"},
		{"turned, mobiles", "contact.mobile", "phone_count", ev(1024, 1021, 1021), Medium, false, "pass-rate distinct format"},
		{"parts in groups of 3-3-4", "contact.phone", "part_no", ev(1024, 552, 552), Low, true, "accidental"},
		{"names of messages", "contact.email", "message_id", ev(40, 40, 40), Low, true, "pass-rate format"},
		{"weak name", "id.cn_resident", "zjh", ev(10, 9, 9), High, false, "header-weak pass-rate checksum"},
		{"weak name, few", "id.cn_resident", "zjh", ev(2, 2, 2), Low, true, "few"},
		{"specimens", "finance.bank_card", "card_no", Evidence{Values: 9, WellFormed: 9, Valid: 5, Known: 5, Distinct: 2}, Low, false, "specimen"},
		{"specimens and others", "finance.bank_card", "card_no", Evidence{Values: 9, WellFormed: 9, Valid: 9, Known: 5, Distinct: 6}, High, false, "header pass-rate checksum"},
		{"words beside it", "contact.mobile", "note", Evidence{Values: 900, WellFormed: 2, Valid: 2, Keyword: 2, Distinct: 2}, Medium, false, "keyword pass-rate"},
		{"one address", "contact.email", "note", ev(1, 1, 1), Low, true, "few"},
		{"four addresses", "contact.email", "note", ev(4, 4, 4), Medium, false, "pass-rate format"},
		{"addresses in a field of something else", "contact.email", "token", ev(40, 40, 40), High, false, "pass-rate distinct format"},
		{"unknown category", "x.own", "note", ev(4, 4, 4), None, false, ""},
	} {
		v := e.Judge(test.category, test.field, test.ev)
		if v.Confidence != test.want || v.Unresolved != test.unresolved || strings.Join(v.Reasons, " ") != test.reasons {
			t.Errorf("%s: %s unresolved=%v %v, want %s unresolved=%v %s", test.name, v.Confidence, v.Unresolved, v.Reasons, test.want, test.unresolved, test.reasons)
		}
	}
}

func TestBinomialTail(t *testing.T) {
	for _, test := range []struct {
		n, k int64
		p    float64
		want float64
	}{
		{3, 3, 0.1, 0.001}, {5, 3, 0.2, 0.05792}, {5, 1, 0.2, 1}, {10, 0, 0.5, 1}, {1000, 1000, 0.5, 0},
	} {
		if got := binomialTail(test.n, test.k, test.p); got-test.want > 1e-9 || test.want-got > 1e-9 {
			t.Errorf("tail(%d, %d, %v) = %v, want %v", test.n, test.k, test.p, got, test.want)
		}
	}
}
