package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/inventory"
)

// What lint says of the five policies, written by hand from their texts.
func TestLintOfTheFivePolicies(t *testing.T) {
	want := map[string][]string{
		"channel.yaml": {
			"3:1 medium lint.contact_missing",
			"6:14 medium lint.placeholder text={{channelName}}",
			"43:5 low lint.system_without_rule system=tapes",
			"46:10 low lint.no_scanner system=tapes scheme=block",
			"58:18 low lint.category_twice rule=c-pwd rules=c-reg category=account.password systems=users",
			"104:18 low lint.category_twice rule=c-closed rules=c-reg category=contact.email systems=users",
			"104:33 low lint.category_twice rule=c-closed rules=c-reg category=contact.mobile systems=users",
			"104:49 low lint.category_twice rule=c-closed rules=c-reg category=account.password systems=users",
		},
		"kingsoft.yaml": {
			"3:1 medium lint.contact_missing",
			"56:10 low lint.no_scanner system=sessions scheme=redis",
			"61:10 low lint.no_scanner system=edge scheme=cdn",
			"152:16 low lint.rule_tie rule=k-closed rules=k-keep, k-closed part=retention", // both of everything, neither with a time
		},
		"platform.yaml": {
			"3:1 medium lint.contact_missing",
			"6:3 low lint.effective_missing",
			"19:5 medium lint.timestamp_missing system=accounts rules=p-browse",
			"25:5 medium lint.timestamp_missing system=messages rules=p-browse",
			"33:10 low lint.no_scanner system=sessions scheme=redis",
			"40:35 high lint.legal_minimum rule=p-browse max=P1M min=P6M minimum=csl-logs categories=online.ip systems=web-logs, accounts, messages, sessions",
			"70:18 low lint.no_detector rule=p-third category=x.third_party_collected",
		},
		"qiniu.yaml": {
			"3:1 medium lint.contact_missing",
			"54:10 low lint.no_scanner system=edge scheme=cdn",
		},
		"wangsu.yaml": {
			"7:3 low lint.effective_missing",
			"20:10 low lint.no_scanner system=cdn-cache scheme=cdn",
			"26:10 low lint.no_scanner system=hosting scheme=block",
			"65:16 medium lint.retention_missing rule=w-contacts systems=crm",
		},
	}
	for name, data := range samples(t) {
		remarks := Lint(declare(t, string(data)), nil)
		if len(remarks) != len(want[name]) {
			t.Errorf("%s: %d remarks, %d are expected: %+v", name, len(remarks), len(want[name]), remarks)
			continue
		}
		for i, r := range remarks {
			head := strings.SplitN(want[name][i], " ", 4)
			got := []string{fmt.Sprintf("%d:%d", r.Line, r.Column), string(r.Severity), r.Code}
			if !slices.Equal(got, head[:3]) {
				t.Errorf("%s: %v, want %v", name, got, head[:3])
			}
			all := fmt.Sprintf("system=%s rule=%s", r.System, r.Rule)
			for k, v := range r.Evidence {
				all += " " + k + "=" + v + " "
			}
			for _, part := range head[3:] {
				for _, pair := range splitPairs(part) {
					if !strings.Contains(all+" ", pair+" ") {
						t.Errorf("%s: %s is without %s: %s", name, r.Code, pair, all)
					}
				}
			}
		}
	}
}

// splitPairs parts "a=b c=d, e" before each name.
func splitPairs(s string) (out []string) {
	for _, word := range strings.Split(s, " ") {
		if strings.Contains(word, "=") || len(out) == 0 {
			out = append(out, word)
		} else {
			out[len(out)-1] += " " + word
		}
	}
	return out
}

const lintHead = `piiventory: declaration/v1
id: t
policy: {publisher: P, effective: 2026-01-01}
contact: {privacy: p@shop.example}
`

const lintSystems = `systems:
  - {id: crm, kind: rdb, role: controller, at: ["postgres://crm"], timestamp: {column: c}}
  - {id: app-logs, kind: object-storage, role: controller, at: ["s3://logs"]}
  - {id: web-logs, kind: object-storage, role: controller, at: ["s3://web"]}
`

// TestLintDecidesAsTheCheck holds what counts as overlapping, reached and shorter: the
// codes of each declaration, with the evidence that matters.
func TestLintDecidesAsTheCheck(t *testing.T) {
	kept := "retention: {kind: purpose}"
	everywhere := `  - {id: base, systems: ["*"], categories: [contact.email, online.ip], ` + kept + "}\n"
	for name, c := range map[string]struct{ text, want string }{
		"a pattern overlaps through a pattern": {lintSystems + "rules:\n" + everywhere + `  - {id: short, systems: ["*-logs"], categories: ["*"], retention: {kind: fixed, max: P5M}}
legal_minimum: [{id: m, categories: ["online.*"], min: P6M}]
`, "lint.legal_minimum categories=(online.*) max=P5M min=P6M minimum=m systems=app-logs, web-logs"},
		"overridden everywhere, a maximum contradicts nothing": {lintSystems + "rules:\n" + everywhere + `  - {id: short, systems: ["*-logs"], categories: [online.ip], retention: {kind: fixed, max: P1M}}
  - {id: long, systems: [app-logs, web-logs], categories: [online.ip], retention: {kind: fixed, max: P6M}}
legal_minimum: [{id: m, categories: [online.ip], min: P6M}]
`, "lint.rule_unreachable rules=long"},
		"six months are no 180 days": {lintSystems + "rules:\n" + everywhere + `  - {id: short, systems: [app-logs], categories: [online.ip], retention: {kind: fixed, max: P180D}}
legal_minimum: [{id: m, categories: [online.ip], min: P6M}]
`, "lint.legal_minimum categories=online.ip max=P180D min=P6M minimum=m systems=app-logs"},
		"but 184 days are never less": {lintSystems + "rules:\n" + everywhere + `  - {id: short, systems: [app-logs], categories: [online.ip], retention: {kind: fixed, max: P184D}}
legal_minimum: [{id: m, categories: [online.ip], min: P6M}]
`, ""},
		"the law may lengthen": {lintSystems + "rules:\n" + everywhere + `  - {id: short, systems: [app-logs], categories: [online.ip], retention: {kind: fixed, max: P1M, extend_for: [law]}}
legal_minimum: [{id: m, categories: [online.ip], min: P6M}]
`, ""},
		"a time after an event is a maximum too": {lintSystems + "rules:\n" + everywhere + `  - {id: short, systems: [app-logs], categories: [online.ip], retention: {kind: event, from: account_closed, max: P1M}}
legal_minimum: [{id: m, categories: [online.ip], min: P6M}]
`, "lint.legal_minimum categories=online.ip max=P1M min=P6M minimum=m systems=app-logs"},
		"optional categories count": {lintSystems + "rules:\n" + everywhere + `  - {id: short, systems: [app-logs], categories: [contact.mobile], optional: [x.points], retention: {kind: fixed, max: P1M}}
legal_minimum: [{id: m, categories: ["x.*"], min: P1Y}]
`, "lint.legal_minimum categories=x.points max=P1M min=P1Y minimum=m systems=app-logs"},
		"two minimums are two remarks": {lintSystems + "rules:\n" + everywhere + `  - {id: short, systems: [app-logs], categories: [online.ip], retention: {kind: fixed, max: P1M}}
legal_minimum: [{id: m, categories: [online.ip], min: P6M}, {id: n, categories: ["*"], min: P1Y}]
`, "lint.legal_minimum categories=online.ip max=P1M min=P1Y minimum=n systems=app-logs\nlint.legal_minimum categories=online.ip max=P1M min=P6M minimum=m systems=app-logs"},

		"equal maximums in other words tie nothing": {lintSystems + "rules:\n" + everywhere + `  - {id: a, systems: [crm], categories: ["finance.*"], retention: {kind: fixed, max: P1Y}}
  - {id: b, systems: [crm], categories: ["finance.*"], retention: {kind: event, max: P12M}}
`, ""},
		"rules that only sometimes meet tie there": {lintSystems + "rules:\n" + everywhere + `  - {id: a, systems: [crm, app-logs], categories: [finance.bank_card], retention: {kind: fixed, max: P1Y}}
  - {id: b, systems: [crm, web-logs], categories: [finance.bank_card, finance.invoice], retention: {kind: fixed, max: P2Y}}
`, "lint.category_twice categories=finance.bank_card category=finance.bank_card rules=a systems=crm\nlint.rule_tie categories=finance.bank_card part=retention rules=a, b systems=crm used=P1Y"},
		"a state against another": {lintSystems + "rules:\n" + everywhere + `  - {id: a, systems: [crm], categories: ["finance.*"], state: [encrypted], ` + kept + `}
  - {id: b, systems: [crm], categories: ["finance.*"], state: [forbidden]}
`, "lint.rule_tie categories=(finance.*) part=state rules=a, b systems=crm used=forbidden"},
		"forbidden against declared": {lintSystems + "rules:\n" + everywhere + `  - {id: a, systems: [crm], categories: [finance.invoice], ` + kept + `}
  - {id: b, systems: [crm], categories: [finance.invoice], state: [forbidden]}
`, "lint.rule_tie categories=finance.invoice part=categories rules=a, b systems=crm used=forbidden"},
		"a place against anywhere": {lintSystems + "rules:\n" + everywhere + `  - {id: a, systems: [crm], categories: ["*"], residency: {mode: list, allow: [EEA]}}
  - {id: b, systems: [crm], categories: ["*"], residency: {mode: list, allow: [DE, NO, CH]}}
`, "lint.rule_tie categories=* part=residency rules=a, b systems=crm used=DE, NO"},
		"a system's own residency decides beside rules that name it": {`systems: [{id: crm, kind: rdb, role: controller, at: ["postgres://crm"], residency: {mode: list, allow: [US]}}]
rules:
  - {id: a, systems: [crm], categories: ["*"], residency: {mode: list, allow: [CN]}}
  - {id: b, systems: [crm], categories: [contact.email], ` + kept + `}
`, "lint.residency_empty categories=* rules=a, crm systems=crm"},
		"a category of its own escapes an empty intersection": {`systems: [{id: crm, kind: rdb, role: controller, at: ["postgres://crm"], residency: {mode: list, allow: [US]}}]
rules:
  - {id: b, systems: [crm], categories: [contact.email], ` + kept + `, residency: {mode: list, allow: [CN]}}
`, ""},

		"a pattern without its best part is still reached": {lintSystems + "rules:\n" + everywhere + `  - {id: a, systems: [crm], categories: ["finance.*"], retention: {kind: fixed, max: P1Y}}
  - {id: b, systems: [crm], categories: [finance.bank_card], retention: {kind: fixed, max: P2Y}}
`, ""},
		"a group of which each member has its own rule is not": {lintSystems + "rules:\n" + everywhere + `  - {id: a, systems: [crm], categories: ["vehicle.*"], retention: {kind: fixed, max: P1Y}}
  - {id: b, systems: [crm], categories: [vehicle.plate, vehicle.vin], retention: {kind: fixed, max: P2Y}}
`, "lint.rule_unreachable rules=b"},
		"one matter may be lost alone": {lintSystems + "rules:\n" + everywhere + `  - {id: a, systems: [crm], categories: ["vehicle.*"], retention: {kind: fixed, max: P1Y}, residency: {mode: list, allow: [CN]}}
  - {id: b, systems: [crm], categories: [vehicle.plate, vehicle.vin], retention: {kind: fixed, max: P2Y}}
`, "lint.rule_unreachable part=retention rules=b"},
		"declaring again with a purpose is no loss": {lintSystems + "rules:\n" + everywhere + `  - {id: a, systems: ["c*"], categories: [vehicle.plate], purposes: [parking]}
  - {id: b, systems: [crm], categories: [vehicle.plate], ` + kept + `}
`, ""},

		"a region within what is allowed": {`systems: [{id: crm, kind: rdb, role: controller, at: ["postgres://crm"], region: [DE, NO]}]
rules: [{id: b, systems: [crm], categories: [contact.email], ` + kept + `, residency: {mode: list, allow: [EEA]}}]
`, ""},
		"a backup that may lie anywhere": {`systems:
  - {id: crm, kind: rdb, role: controller, at: ["postgres://crm"], residency: {mode: list, allow: [CN]}}
  - {id: copy, kind: rdb, role: processor, at: ["postgres://copy"], backup_of: [crm], residency: {mode: global}}
rules: [{id: b, systems: [crm], categories: [contact.email], ` + kept + `}]
`, "lint.backup_place allowed=CN categories=contact.email elsewhere=true source=crm systems=copy"},
		"backups in the same country": {`systems:
  - {id: crm, kind: rdb, role: controller, at: ["postgres://crm"], region: [CN]}
  - {id: copy, kind: rdb, role: processor, at: ["postgres://copy"], backup_of: [crm], region: [HK]}
rules: [{id: b, systems: [crm], categories: [contact.email], ` + kept + `, residency: {mode: user_agreement, backups: same_country}}]
`, "lint.backup_place allowed=CN categories=contact.email region=HK source=crm systems=copy"},
		"a category that the source may keep anywhere": {`systems:
  - {id: crm, kind: rdb, role: controller, at: ["postgres://crm"]}
  - {id: copy, kind: rdb, role: processor, at: ["postgres://copy"], backup_of: [crm], region: [HK]}
rules:
  - {id: b, systems: [crm], categories: [contact.email], ` + kept + `}
  - {id: c, systems: [crm], categories: [contact.mobile], residency: {mode: list, allow: [CN]}, state: [forbidden]}
`, ""},

		"an event has no clock to read": {`systems: [{id: crm, kind: rdb, role: controller, at: ["postgres://crm"]}]
rules: [{id: b, systems: [crm], categories: [contact.email], retention: {kind: fixed, max: P1Y, from: contract_end}}]
`, ""},
		"a processor need not say how long": {`systems: [{id: crm, kind: rdb, role: processor, at: ["postgres://crm"]}]
rules: [{id: b, systems: [crm], categories: [contact.email]}]
`, ""},
		"what is forbidden is not kept": {`systems: [{id: crm, kind: rdb, role: controller, at: ["postgres://crm"]}]
rules:
  - {id: b, systems: [crm], categories: [contact.email], ` + kept + `}
  - {id: c, systems: [crm], categories: [biometric.face], state: [forbidden]}
`, ""},
		"twice in one list": {`systems: [{id: crm, kind: rdb, role: controller, at: ["postgres://crm"]}]
rules: [{id: b, systems: [crm], categories: [contact.email, contact.mobile], optional: [contact.email], ` + kept + `}]
`, "lint.category_twice category=contact.email within=true"},
	} {
		var got []string
		for _, r := range Lint(declare(t, lintHead+c.text), nil) {
			line := []string{r.Code}
			e := pairs(r.Evidence)
			for i := 0; i < len(e); i += 2 {
				line = append(line, e[i]+"="+e[i+1])
			}
			got = append(got, strings.Join(line, " "))
		}
		slices.Sort(got)
		want := c.want
		for _, g := range []Pattern{"online.*", "finance.*"} { // all that the catalogue has of a group
			want = strings.Replace(want, "("+string(g)+")", strings.Join(slices.DeleteFunc(slices.Clone(knownCategories()), func(k string) bool { return !g.Match(k) }), ", "), 1)
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s:\n got %s\nwant %s", name, strings.Join(got, "\n     "), want)
		}
	}
}

// What a template leaves behind, and what only looks like it.
func TestPlaceholders(t *testing.T) {
	for _, left := range []string{
		"{{channelName}}", "the {{ company }} policy", "${COMPANY}", "<%= name %>", "【公司名称】", "【请填写】", "_____", "XXX", "XX公司", "Xxx of xxx XXX", "××市",
		"某某公司", "TBD", "Privacy policy (TODO)", "to be determined", "Lorem ipsum dolor", "[Modify according to actual situation]", "[Your company]",
		"<insert date>", "[Name of the controller]", "（请根据实际情况修改）", "[根据实际情况修改]", "保存期限待定", "待补充", "????", "(此处填写地址)", "[如适用]",
		"${section}", "<xx公司>", "‹xx公司›", "‹公司名称›", "xx公司", "＜xx＞", "《XX平台隐私政策》", "[xx]",
	} {
		if !placeholder.MatchString(left) {
			t.Errorf("%q was not seen", left)
		}
	}
	for _, fine := range []string{
		"Privacy policy", "2.2 9)-11)", "4.1; 4.2(4); 8", "VIII (no age stated)", "MAXXAM Ltd", "XIX", "收集于中国境内（不含港澳台）", "客户请求", "privacy@shop.example",
		"https://shop.example/privacy?lang=en", "real-name API", "Contact us: reasonable period", "collects, item 1", "《网络安全法》", "a_b__c", "Section [3]", "[employees]", "明确待遇", "why?", "等待客户", "$.items[].ts",
	} {
		if found := placeholder.FindString(fine); found != "" {
			t.Errorf("%q in %q is no placeholder", found, fine)
		}
	}
	for sel, left := range map[string]bool{"unknown://crm": true, "s3://XXX/**": true, "mysql://TBD": true, "s3://logs/part-???.gz": false, "s3://x/**": false, "postgres://crm/a___b": false, "s3://XXXL": false} {
		d := declare(t, lintHead+`systems: [{id: a, kind: rdb, role: processor, at: ["`+sel+`"]}]`+"\n")
		if got := Lint(d, nil); (len(got) == 1 && got[0].Code == "lint.placeholder" && got[0].Path == "systems[0].at[0]") != left {
			t.Errorf("%s: %+v", sel, got)
		}
	}
	// Every text of the file is looked at.
	d := declare(t, lintHead+`systems: [{id: crm, kind: rdb, role: controller, at: ["postgres://crm"], purposes: [TBD]}]
rules: [{id: b, source: "[Modify according to actual situation]", systems: [crm], categories: [contact.email], recipients: [a, "{{b}}"], retention: {kind: purpose}}]
rights: {refuse: ["XXX"]}
`)
	var paths []string
	for _, r := range Lint(d, nil) {
		paths = append(paths, r.Code+" "+r.Path)
	}
	want := "lint.placeholder systems[0].purposes[0], lint.placeholder rules[0].source, lint.placeholder rules[0].recipients[1], lint.placeholder rights.refuse[0]"
	if got := strings.Join(paths, ", "); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestShorter(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"P1M", "P6M", true}, {"P6M", "P1M", false}, {"P6M", "P6M", false}, {"P30D", "P1M", true}, {"P1M", "P30D", true}, {"P31D", "P1M", false}, {"P28D", "P1M", false},
		{"P12M", "P1Y", false}, {"P365D", "P1Y", true}, {"P366D", "P1Y", false}, {"P1Y", "P366D", true}, {"PT24H", "P1D", false}, {"PT23H", "P1D", true}, {"P2W", "P14D", false}, {"P1M", "PT720H", true}, {"P0D", "P1D", true},
	} {
		a, _ := ParseDuration(c.a)
		b, _ := ParseDuration(c.b)
		if c.a == "P28D" { // never longer than a month, and as long in one February of four
			c.want = true
		}
		if got := a.shorter(b); got != c.want {
			t.Errorf("%s shorter than %s: %v", c.a, c.b, got)
		}
	}
}

func TestLintOutcome(t *testing.T) {
	low, high, open := Remark{Severity: Low}, Remark{Severity: High}, Remark{Severity: Low, Open: true}
	for _, c := range []struct {
		remarks []Remark
		failOn  Severity
		code    int
		worst   Severity
	}{
		{nil, "", 0, ""}, {[]Remark{low}, "", 0, Low}, {[]Remark{low}, Low, 3, Low}, {[]Remark{low, high}, "", 3, High},
		{[]Remark{open}, "", 4, Low}, {[]Remark{open, high}, "", 3, High}, {[]Remark{high}, Critical, 0, High}, {[]Remark{open}, Info, 3, Low},
	} {
		if code, worst := LintOutcome(c.remarks, c.failOn); code != c.code || worst != c.worst {
			t.Errorf("%v at %q: %d, %s", c.remarks, c.failOn, code, worst)
		}
	}
}

// A category that the rules file of a scan defines has a detector.
func TestLintKnowsOwnDetectors(t *testing.T) {
	d := declare(t, lintHead+lintSystems+`rules: [{id: b, systems: ["*"], categories: [x.points, x.level], retention: {kind: purpose}}]`+"\n")
	inv := scannedShop()
	inv.Settings.Own = []inventory.OwnCategory{{Key: "x.points"}}
	var got []string
	for _, r := range Lint(d, inv) {
		if r.Code == "lint.no_detector" {
			got = append(got, r.Path)
		}
	}
	if fmt.Sprint(got) != "[rules[0].categories[1]]" {
		t.Error(got)
	}
}

// Lint takes anything that can be read, says the same each time, and does not need a file.
func TestLintOfAnything(t *testing.T) {
	for name, data := range samples(t) {
		d := declare(t, string(data))
		if a, b := Lint(d, scannedShop()), Lint(d, scannedShop()); fmt.Sprint(a) != fmt.Sprint(b) {
			t.Errorf("%s: two runs differ", name)
		}
		d.places = nil
		for _, r := range Lint(d, nil) {
			if r.Line != 0 || r.Column != 0 {
				t.Errorf("%s: %+v has a place in no file", name, r)
			}
		}
	}
	// Many systems and rules that all meet are told apart by what they differ in.
	var b strings.Builder
	b.WriteString(lintHead + "systems:\n")
	for i := range 60 {
		fmt.Fprintf(&b, "  - {id: s%d, kind: rdb, role: controller, at: [\"postgres://s%d\"]}\n", i, i)
	}
	b.WriteString("rules:\n")
	for i := range 60 {
		fmt.Fprintf(&b, "  - {id: r%d, systems: [\"s*\"], categories: [\"*\"], retention: {kind: fixed, max: P%dD}, residency: {mode: list, allow: [CN]}}\n", i, i+1)
	}
	b.WriteString("legal_minimum: [{id: m, categories: [\"*\"], min: P6M}]\n")
	d := declare(t, b.String())
	// Each system lacks a timestamp and a category, each rule falls short of six months, and
	// all of them tie.
	if n := len(Lint(d, nil)); n != 60+60+60+1 {
		t.Errorf("%d remarks", n)
	}
}

// The short way to compare durations answers as the long one does.
func TestShorterByTheCalendar(t *testing.T) {
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for months := range 14 {
		for days := 30*months - 5; days < 31*months+7; days++ {
			for _, c := range [][2]Duration{{{Months: months}, {Days: days}}, {{Days: days}, {Months: months}}, {{Months: months, Days: 3}, {Months: 2, Days: days}}} {
				want := false
				for n := 0; n < 4*365+1 && !want; n++ {
					from := first.AddDate(0, 0, n)
					want = c[0].After(from).Before(c[1].After(from))
				}
				if got := c[0].shorter(c[1]); got != want {
					t.Fatalf("%+v shorter than %+v: %v", c[0], c[1], got)
				}
			}
		}
	}
}

// A cache keeps to no list of places but where its region is declared; lint and check say so.
func TestCacheEverywhere(t *testing.T) {
	for _, c := range []struct {
		name, system, residency, want string
	}{
		{"a list", "kind: cdn-cache", "{mode: list, allow: [CN]}", "CN"},
		{"a list and a region", "kind: cdn-cache, region: [CN]", "{mode: list, allow: [CN]}", ""},
		{"anywhere", "kind: cdn-cache", "{mode: global}", ""},
		{"no cache", "kind: log-service", "{mode: list, allow: [CN]}", ""},
	} {
		d := declare(t, lintHead+`systems: [{id: edge, role: controller, at: ["cdn://edge"], `+c.system+`}]
rules: [{id: r, source: "1", systems: [edge], categories: [online.ip], retention: {kind: purpose}, residency: `+c.residency+`}]
`)
		linted, checked := "", ""
		for _, r := range Lint(d, nil) {
			if r.Code == "lint.cache_everywhere" {
				linted = r.Evidence["allowed"]
			}
		}
		for _, f := range Check(stock(), d, day("2026-06-15")) {
			if f.Code == "system.not_scanned" {
				checked = f.Evidence["allowed"]
			}
		}
		if linted != c.want || checked != c.want {
			t.Errorf("%s: lint says %q, check %q, want %q", c.name, linted, checked, c.want)
		}
	}
}
