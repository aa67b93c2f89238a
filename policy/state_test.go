package policy

import (
	"testing"

	"piiventory/detectors"
	"piiventory/inventory"
)

// states is a declaration that speaks of states, of minors and of what is personal
// only beside an account.
const states = `piiventory: declaration/v1
id: s
sensitive: [id.*]
systems:
  - {id: crm, kind: rdb, at: ["postgres://crm/*"]}
  - {id: logs, kind: object-storage, at: ["s3://logs/**"]}
  - {id: school, kind: rdb, at: ["postgres://school/*"]}
rules:
  - {id: r, source: "1", systems: [crm], categories: [contact.mobile, contact.email, id.cn_resident], state: [hashed, encrypted]}
  - {id: open, source: "2", systems: [crm], categories: [contact.phone], state: [allowed, encrypted]}
  - {id: d, source: "3", systems: [crm], categories: [identity.name, account.password], state: [deidentified]}
  - {id: all, systems: ["*"], categories: ["*"], state: [allowed]}
  - {id: kids, systems: [school], categories: [subject.minor, id.cn_resident]}
  - {id: h, systems: [logs], categories: [contact.email], state: [hashed]}
  - {id: dev, source: "4", systems: [logs], categories: [device.*, online.*], personal_when: {joined_with: [contact.*]}}
minors: {age: 14, inclusive: false, needs: guardian_consent, source: "8"}
`

func inState(s detectors.State, e inventory.Entry) inventory.Entry {
	e.State, e.Reasons = s, []string{"header", s.String()}
	return e
}

// quiet leaves out the notes that every case of a test would repeat.
func (tc checkCase) quiet(t *testing.T, codes ...string) {
	t.Helper()
	now := day("2026-06-15")
	var got []string
	var first Finding
next:
	for _, f := range Check(tc.inv, declare(t, tc.decl), now) {
		for _, c := range codes {
			if f.Code == c {
				continue next
			}
		}
		if len(got) == 0 {
			first = f
		}
		got = append(got, line(f))
	}
	if len(got) != len(tc.want) {
		t.Fatalf("got %q, want %q", got, tc.want)
	}
	for i := range got {
		if got[i] != tc.want[i] {
			t.Errorf("got %s\nwant %s", got[i], tc.want[i])
		}
	}
	for k, v := range tc.evidence {
		if first.Evidence[k] != v {
			t.Errorf("evidence %s is %q, want %q (all: %v)", k, first.Evidence[k], v, first.Evidence)
		}
	}
}

var usual = []string{"category.not_found", "system.not_scanned", "rule.not_examined", "retention.open"}

// What is declared to be hashed or encrypted must not be read in the clear.
func TestCheckState(t *testing.T) {
	crm := func(es ...inventory.Entry) *inventory.Inventory {
		return stock(database("crm", dataset("users", es...)))
	}
	at := " system=crm store=crm dataset=users"
	low := with(entry("contact.mobile", "f"), func(e *inventory.Entry) { e.Confidence, e.Unresolved = detectors.Low, true })
	named := with(entry("identity.name", "f"), func(e *inventory.Entry) { e.Reasons = []string{"header"} })
	for _, tc := range []checkCase{
		{name: "clear", inv: crm(entry("contact.mobile", "f")), want: []string{"state.clear broken high" + at + " field=f category=contact.mobile rule=r part=state"},
			evidence: map[string]string{"declared": "encrypted, hashed", "rows": "40"}},
		{name: "clear and sensitive", inv: crm(entry("id.cn_resident", "f")), want: []string{"state.clear broken critical" + at + " field=f category=id.cn_resident rule=r part=state"}},
		{name: "hashed", inv: crm(inState(detectors.Hashed, entry("contact.mobile", "f")))},
		{name: "encrypted", inv: crm(inState(detectors.Encrypted, entry("contact.mobile", "f")))},
		{name: "masked", inv: crm(inState(detectors.Masked, entry("contact.mobile", "f")))},
		{name: "a few in the clear", inv: crm(low), want: []string{"state.unresolved note info" + at + " field=f category=contact.mobile rule=r part=state"}},
		{name: "allowed", inv: crm(entry("contact.phone", "f"))},
		{name: "another protection", inv: crm(inState(detectors.Hashed, entry("contact.phone", "f")))},
		{name: "de-identified", inv: crm(inState(detectors.Hashed, entry("identity.name", "f")))},
		{name: "not de-identified", inv: crm(with(entry("identity.name", "f"), func(e *inventory.Entry) { e.Reasons = []string{"pass-rate"} })),
			want: []string{"state.clear broken high" + at + " field=f category=identity.name rule=d part=state"}},
		{name: "the name alone", inv: crm(named), want: []string{"state.unverifiable unverifiable low" + at + " field=f category=identity.name rule=d part=state"}},
		{name: "a password that is no digest", inv: crm(with(entry("account.password", "f"), func(e *inventory.Entry) { e.Reasons = []string{"header"} })),
			want: []string{"state.clear broken high" + at + " field=f category=account.password rule=d part=state"}},
		{name: "no rule of states", inv: crm(entry("finance.bank_card", "f"))},
	} {
		tc.decl = states
		t.Run(tc.name, func(t *testing.T) { tc.quiet(t, usual...) })
	}
	hashOnly := replace(states, "state: [hashed, encrypted]", "state: [hashed]")
	tc := checkCase{decl: hashOnly, inv: crm(inState(detectors.Encrypted, entry("contact.mobile", "f"))),
		want: []string{"state.other broken low" + at + " field=f category=contact.mobile rule=r part=state"}, evidence: map[string]string{"state": "encrypted"}}
	t.Run("encrypted for hashed", func(t *testing.T) { tc.quiet(t, usual...) })
}

// Masked values are not found; digests and ciphertexts are personal data all the same.
func TestCheckFindsWhatIsHidden(t *testing.T) {
	where := " system=crm store=crm dataset=users field=f"
	for _, tc := range []checkCase{
		{name: "masked", inv: stock(good()[0], database("crm", dataset("users", inState(detectors.Masked, entry("finance.bank_card", "f")))))},
		{name: "hashed", inv: stock(good()[0], database("crm", dataset("users", inState(detectors.Hashed, entry("finance.bank_card", "f"))))),
			want: []string{"category.undeclared broken high" + where + " category=finance.bank_card"}, evidence: map[string]string{"state": "hashed"}},
	} {
		tc.decl = base
		t.Run(tc.name, func(t *testing.T) { tc.quiet(t, usual...) })
		if got := OutcomeOf(tc.inv, nil, "", true).Code == ExitFindings; got != true && tc.name == "hashed" {
			t.Error("a digest is not counted as found")
		}
	}
	only := stock(database("crm", dataset("users", inState(detectors.Masked, entry("finance.bank_card", "f")))))
	if OutcomeOf(only, nil, "", true).Code != ExitNothing {
		t.Error("a masked value counts as found")
	}
}

func minor(field string, ages map[string]int64) inventory.Entry {
	e := entry("subject.minor", field)
	e.From, e.Ages, e.Valid = "id.cn_resident", ages, 0
	for _, n := range ages {
		e.Valid += n
	}
	return e
}

// The declared limit decides who is a minor.
func TestCheckMinors(t *testing.T) {
	ages := map[string]int64{"13": 5, "14": 3, "17": 2}
	in := func(alias string, e inventory.Entry) *inventory.Inventory {
		return stock(database(alias, dataset("users", e)))
	}
	at := " system=crm store=crm dataset=users field=f category=subject.minor"
	strict := replace(states, `rules:
`, `rules:
  - {id: no, systems: [crm], categories: [subject.minor], state: [forbidden]}
`)
	plain := replace(states, "  - {id: all, systems: [\"*\"], categories: [\"*\"], state: [allowed]}\n", "")
	for _, tc := range []checkCase{
		{name: "below 14", decl: plain, inv: in("crm", minor("f", ages)), want: []string{"minors.undeclared broken medium" + at + " part=minors"},
			evidence: map[string]string{"persons": "5", "limit": "14", "from": "id.cn_resident"}},
		{name: "14 included", decl: replace(plain, "inclusive: false", "inclusive: true"), inv: in("crm", minor("f", ages)),
			want: []string{"minors.undeclared broken medium" + at + " part=minors"}, evidence: map[string]string{"persons": "8", "inclusive": "true"}},
		{name: "below 18", decl: replace(plain, "age: 14", "age: 18"), inv: in("crm", minor("f", ages)),
			want: []string{"minors.undeclared broken medium" + at + " part=minors"}, evidence: map[string]string{"persons": "10"}},
		{name: "below 16", decl: replace(plain, "age: 14", "age: 16"), inv: in("crm", minor("f", ages)),
			want: []string{"minors.undeclared broken medium" + at + " part=minors"}, evidence: map[string]string{"persons": "8"}},
		{name: "all are older", decl: plain, inv: in("crm", minor("f", map[string]int64{"14": 3, "17": 2}))},
		{name: "sensitive", decl: replace(plain, "sensitive: [id.*]", "sensitive: [subject.minor]"), inv: in("crm", minor("f", ages)), want: []string{"minors.undeclared broken high" + at + " part=minors"}},
		{name: "forbidden", decl: strict, inv: in("crm", minor("f", ages)), want: []string{"category.forbidden broken high" + at + " rule=no"}},
		{name: "declared", decl: plain, inv: in("school", minor("f", ages)),
			want: []string{"minors.consent unverifiable medium system=school store=school dataset=users field=f category=subject.minor rule=kids part=minors"}},
		{name: "no limit declared", decl: base, inv: in("crm", minor("f", ages)), want: []string{"minors.no_limit note info" + at + " part=minors"}, evidence: map[string]string{"persons": "10", "limit": "18"}},
		{name: "not sure", decl: plain, inv: in("crm", with(minor("f", ages), func(e *inventory.Entry) { e.Confidence = detectors.Low }))},
	} {
		t.Run(tc.name, func(t *testing.T) { tc.quiet(t, usual...) })
	}
}

// Data of devices and logs is personal beside an account; where it stands alone that
// is open.
func TestCheckJoined(t *testing.T) {
	logs := func(joined ...inventory.Joined) *inventory.Inventory {
		d := dataset("a.log", entry("online.ip", "ip"), entry("contact.mobile", "m"))
		d.Joined = joined
		return stock(bucket("logs", d))
	}
	ip := inventory.Joined{Trace: "online.ip", TraceField: "ip", Account: "contact.mobile", AccountField: "m", Rows: 12}
	at := " system=logs store=logs dataset=a.log rule=dev part=personal_when"
	for _, tc := range []checkCase{
		{name: "joined", inv: logs(ip), want: []string{"record.joined note info" + at}, evidence: map[string]string{"categories": "online.ip", "accounts": "contact.mobile", "rows": "12"}},
		{name: "with something else", inv: logs(inventory.Joined{Trace: "online.ip", Account: "account.user_id", Rows: 3}), want: []string{"record.unjoined unverifiable low" + at}},
		{name: "alone", inv: logs(), want: []string{"record.unjoined unverifiable low" + at}, evidence: map[string]string{"declared": "contact.*"}},
		{name: "no trace", inv: stock(bucket("logs", dataset("a.log", entry("contact.mobile", "m"))))},
	} {
		tc.decl = states
		t.Run(tc.name, func(t *testing.T) { tc.quiet(t, usual...) })
	}
}
