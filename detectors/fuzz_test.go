package detectors

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// seed gives a fuzz target the lines of the corpora of categories.
func seed(f *testing.F, categories ...Category) {
	f.Helper()
	for _, c := range categories {
		for _, file := range []string{"hits.txt", "misses.txt"} {
			for _, l := range readCorpus(f, c, file) {
				f.Add(l.field, l.text)
			}
		}
	}
}

// seedAll gives it three lines of each corpus: going over all of them takes a minute.
func seedAll(f *testing.F) {
	f.Helper()
	for _, d := range detectorTable {
		for _, file := range []string{"hits.txt", "misses.txt"} {
			lines := readCorpus(f, d.category, file)
			for k := range 3 {
				l := lines[k*(len(lines)-1)/2]
				f.Add(l.field, l.text)
			}
		}
	}
}

// A judged holds the engines that must come to the same.
type judged struct{ e, open *Engine }

func newJudged(t testing.TB) judged { return judged{newEngine(t), unfiltered(t)} }

// text holds a text to what is true of any: matches lie in it in the order of their
// starts, on the borders of characters, are the same a second time, and are not shown
// by their masks; columns do not depend on what stands beside a value, and neither on
// the way of walking nor on what spares checks a question.
func (j judged) text(t *testing.T, field, s string) {
	t.Helper()
	last := 0
	valid := utf8.ValidString(s)
	first := j.e.Text(field, s)
	for _, m := range first {
		if m.Start < last || m.End <= m.Start || m.End > len(s) || m.Confidence < Low || len(m.Reasons) == 0 {
			t.Fatalf("match %+v after %d in %d bytes", m, last, len(s))
		}
		last = m.Start
		if valid && !(utf8.RuneStart(s[m.Start]) && (m.End == len(s) || utf8.RuneStart(s[m.End]))) {
			t.Fatalf("match %+v cuts a character: %q in %q", m, s[m.Start:m.End], s)
		}
		if shown := Mask(m.Category, s[m.Start:m.End]); shown == s[m.Start:m.End] {
			t.Fatalf("the mask of %s shows all", m.Category)
		}
	}
	if again := j.e.Text(field, s); !slices.EqualFunc(first, again, func(a, b TextMatch) bool {
		return a.Category == b.Category && a.Start == b.Start && a.End == b.End && a.Confidence == b.Confidence && slices.Equal(a.Reasons, b.Reasons)
	}) {
		t.Fatalf("%+v, and again %+v", first, again)
	}
	checkColumn(t, j.e, field, strings.Split(s, "\n"))
	checkColumn(t, j.e, field, []string{"13812345678 a", s, "b 1"})
	compareWalks(t, j.e, field, []byte(s))
	compareHits(t, j.e, j.open, field, []byte(s))
	j.e.MaskText(s)
}

// fuzzDetectors holds texts like those of some categories to what is true of any. more
// looks at the parts of the detectors by themselves.
func fuzzDetectors(f *testing.F, more func(t *testing.T, v []byte), categories ...Category) {
	seed(f, categories...)
	j := newJudged(f)
	f.Fuzz(func(t *testing.T, field, s string) {
		j.text(t, field, s)
		if more != nil {
			v := []byte(s)
			more(t, v[:len(v):len(v)])
		}
	})
}

// within fails when a part of a text does not lie in it.
func within(t *testing.T, what string, v []byte, start, end int) {
	t.Helper()
	if start < 0 || end < start || end > len(v) {
		t.Fatalf("%s: [%d:%d] of %d bytes %q", what, start, end, len(v), v)
	}
}

func FuzzDates(f *testing.F) {
	fuzzDetectors(f, func(t *testing.T, v []byte) {
		for i := range v {
			d, size, ok := dateAt(v[i:])
			if !ok {
				continue
			}
			within(t, "a date", v[i:], 0, size)
			if d.m < 0 || d.m > 12 || d.d < 0 || d.d > 0 && d.d > monthDays(d.y, d.m) || size < 4 {
				t.Fatalf("%+v of %q", d, v[i:i+size])
			}
		}
		if d, ok := sinceEpoch(v); ok && !calendarDay(d.y, d.m, d.d) {
			t.Fatalf("%+v of %q", d, v)
		}
	}, "identity.birth_date", "identity.age")
}

func FuzzMachineReadableZones(f *testing.F) {
	fuzzDetectors(f, func(t *testing.T, v []byte) {
		for n := range min(len(v), 92) {
			row := number{data: v, span: span{start: 0, end: n + 1, digits: v[:n+1]}}
			row.readableRow(0, n+1)
			within(t, "a row", v, row.start, row.end)
		}
	}, "id.passport")
}

func FuzzUserAgents(f *testing.F) {
	fuzzDetectors(f, func(t *testing.T, v []byte) {
		product(v)
		robot(v)
		for i := range v {
			within(t, "an agent", v, i, agentEnd(v, i))
			within(t, "a line", v, i, lineEnd(v, i))
		}
	}, "online.user_agent")
}

func FuzzCookies(f *testing.F) {
	fuzzDetectors(f, func(t *testing.T, v []byte) {
		if list := cookieList(v); !bytes.HasPrefix(v, list) {
			t.Fatalf("the list of %q is %q", v, list)
		}
		if cookiePair(v) && bytes.IndexByte(v, '=') < 1 {
			t.Fatalf("%q is a pair", v)
		}
		flagLike(v)
	}, "online.cookie", "online.session")
}

func FuzzURLs(f *testing.F) {
	fuzzDetectors(f, func(t *testing.T, v []byte) {
		host, path := splitURL(v)
		if len(host) > 0 && (!bytes.Contains(v, host) || !bytes.HasSuffix(v, path)) {
			t.Fatalf("%q is %q and %q", v, host, path)
		}
		sharedSite(host, path)
		profileAt(host, path)
		placeholderIn(v)
	}, "contact.url", "online.browsing", "online.search")
}

func FuzzAddresses(f *testing.F) {
	fuzzDetectors(f, nil, "contact.address", "contact.postal_code", "contact.region")
}

func FuzzEmails(f *testing.F) {
	fuzzDetectors(f, func(t *testing.T, v []byte) {
		for i, c := range v {
			if c == '@' {
				within(t, "a local part", v, localStart(v, i), i)
				if end := domainEnd(v, i+1); end != 0 {
					within(t, "a domain", v, i+1, end)
				}
			}
		}
	}, "contact.email", "contact.im")
}

func FuzzNetworkAddresses(f *testing.F) {
	fuzzDetectors(f, nil, "online.ip", "device.mac", "device.ad_id", "device.android_id")
}

func FuzzPlaces(f *testing.F) {
	fuzzDetectors(f, func(t *testing.T, v []byte) {
		for i := range v {
			if s := sexagesimalAt(v, i); s.sky != 0 {
				within(t, "a half of a place", v, s.start, s.end)
			}
			if _, _, end := fraction(v, i); end >= 0 {
				within(t, "a number", v, i, end)
			}
			if start := numberBefore(v, i); start >= 0 {
				within(t, "a number before", v, start, i)
			}
		}
	}, "location.precise")
}

func FuzzTelephones(f *testing.F) { fuzzDetectors(f, nil, "contact.mobile", "contact.phone") }

func FuzzNumbers(f *testing.F) {
	fuzzDetectors(f, nil, "id.cn_resident", "org.uscc", "finance.bank_card", "device.imei", "device.iccid", "device.imsi", "device.meid", "id.hkid", "id.macau", "id.taiwan", "id.uk_nino", "id.kr_rrn", "id.us_ssn")
}

func FuzzAccounts(f *testing.F) { fuzzDetectors(f, nil, "finance.bank_account", "finance.pay_account") }

func FuzzVehicles(f *testing.F) { fuzzDetectors(f, nil, "vehicle.plate", "vehicle.vin") }

func FuzzSecrets(f *testing.F) {
	fuzzDetectors(f, func(t *testing.T, v []byte) {
		hexBytes(v)
		if n := base64Bytes(v); n > len(v) {
			t.Fatalf("%d bytes in %q", n, v)
		}
		sealed(v)
	}, "account.password", "account.credential", "account.otp")
}

// Values behind words: of JSON, of XML, of queries, with escapes.
func FuzzKeyed(f *testing.F) {
	for _, s := range []string{
		`{"name":"张伟","birthday":"1990-01-31"}`, `name=%E5%BC%A0%E4%BC%9F&x=1`, `\"name\":\"\u5f20\u4f1f\"`, "<name>张伟</name>", "姓名：张伟，性别：男", "user.birth_date = 1990/1/31;",
		`name="张`, `name=`, `name='%`, `<name>`, `name=%E5%BC&`, `"name":"\ud83d\ude00"`, "date of birth: 31 Jan 1990",
	} {
		f.Add("", s)
	}
	fuzzDetectors(f, func(t *testing.T, v []byte) {
		for i := range v {
			within(t, "a word", v, keyStart(v, i), i)
			start, end := keyedValue(v, i)
			within(t, "a value", v, start, end)
			start, end = elementValue(v, i)
			within(t, "an element", v, start, end)
			if _, size := escapedRune(v[i:]); size > 0 {
				within(t, "an escape", v, i, i+size)
			}
			piece := v[i:min(len(v), i+maxKeyed)]
			var out [maxKeyed + utf8.UTFMax]byte
			for _, query := range []bool{false, true} {
				if p := plain(out[:], piece, query); len(p) > len(piece) || !utf8.Valid(p) {
					t.Fatalf("%q is %q without its escapes", piece, p)
				}
			}
		}
	}, "identity.name", "identity.gender", "account.nickname")
}

func FuzzMasked(f *testing.F) {
	for _, s := range []string{
		"138****8000", "z***@qq.com", "+86 138****8000", "110105********002X", "6222 **** **** 1234", "***-**-1234", "张*", "**a**@b.cn", "010-****1234", "138xxxx8000", "a**", "**", "*1*2**3",
	} {
		f.Add("", s)
		f.Add("phone", s)
		f.Add("name_masked", s)
	}
	j := newJudged(f)
	f.Fuzz(func(t *testing.T, field, s string) {
		j.text(t, field, s)
		v := []byte(s)
		masked(v, true)
		newMask(v)
		last := 0
		for _, h := range j.e.hidden(nil, field, v, []int32{int32(len(v))}) {
			within(t, "a masked value", v, h.start, h.end)
			if h.start < last || h.state == Clear {
				t.Fatalf("%+v after %d", h, last)
			}
			last = h.start
		}
	})
}

// Digests and ciphertexts in fields that speak of them.
func FuzzDigests(f *testing.F) {
	for _, s := range []string{
		"5f4dcc3b5aa765d61d8327deb882cf99", "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy", "{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr", "eyJhbGciOiJSU0EifQ.a.b.c.d", "0x5f4dcc3b5aa765d61d8327deb882cf99",
		"X03MO1qnZdYdgyfeuILPmQ==", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	} {
		for _, field := range []string{"phone_md5", "id_card_enc", "mobile", "password_hash", "手机号密文"} {
			f.Add(field, s)
		}
	}
	j := newJudged(f)
	f.Fuzz(func(t *testing.T, field, s string) { j.text(t, field, s) })
}

// A category of one's own is refused with a reason or works on any text.
func FuzzOwn(f *testing.F) {
	for _, o := range []Own{
		staff(), {Category: "x.a", Tokens: []int{8}, Pattern: `[A-Z]{2}\d{6}`}, {Category: "x.b", Whole: true, Pattern: "[A-E][+-]?", Words: []string{"exam_grade"}},
		{Category: "x.c", Begins: "案卷", Pattern: `案卷第\d{1,6}号`}, {Category: "x.d", Digits: []int{10}, Check: "luhn"}, {Category: "x.e", Begins: "a", Pattern: `a(b|c)*`}, {Category: "x.f", Begins: "中", Pattern: "中.{3}"},
	} {
		length := 0
		for _, n := range slices.Concat(o.Digits, o.Tokens) {
			length = n
		}
		f.Add(o.Begins, o.Pattern, o.Check, strings.Join(o.Words, " "), length, o.Whole, "asked by EMP-004711 案卷第3042号 1234567897 AB123456")
	}
	// An engine is made for each text, of a table with little in it.
	saved := detectorTable
	f.Cleanup(func() { detectorTable = saved })
	detectorTable = slices.Clone(detectorTable)
	for i, d := range detectorTable {
		if d.category != "contact.mobile" && d.category != "contact.phone" && d.category != "contact.email" {
			detectorTable[i] = &detector{category: d.category, evidence: d.evidence, chance: d.chance, check: func(*number) finding { return finding{} }}
		}
	}
	f.Fuzz(func(t *testing.T, begins, pattern, check, words string, length int, whole bool, s string) {
		if len(pattern) > 200 || len(words) > 200 {
			return
		}
		o := Own{Category: "x.own", Begins: begins, Pattern: pattern, Check: check, Words: strings.Fields(words), Whole: whole}
		switch {
		case length > 0 && begins == "" && pattern == "":
			o.Digits = []int{length}
		case length > 0 && begins == "":
			o.Tokens = []int{length}
		}
		e, err := New(Options{AsOf: testDay, Own: []Own{o}})
		if err != nil {
			return
		}
		for _, field := range []string{"", words} {
			checkColumn(t, e, field, strings.Split(s, "\n"))
			compareWalks(t, e, field, []byte(s))
		}
	})
}
