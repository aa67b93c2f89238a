package policy

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// An example is the one that docs/findings.md gives of a finding.
type example struct {
	decl      string
	inv       *inventory.Inventory
	preflight bool
	demands   PreflightDemands
	// waivers are a file of them, and now is the day of the check, 2026-06-15 if empty.
	waivers, now string
}

// declaring writes a declaration of some systems and rules.
func declaring(systems, rules string, more ...string) string {
	return "piiventory: declaration/v1\nid: example\nsystems:\n" + indented(systems) + "rules:\n" + indented(rules) + strings.Join(more, "\n") + "\n"
}

func indented(lines string) string {
	out := ""
	for l := range strings.SplitSeq(lines, "\n") {
		out += "  - " + l + "\n"
	}
	return out
}

func system(id, at, more string) string {
	kind := "object-storage"
	if !strings.HasPrefix(at, "s3:") {
		kind = "rdb"
	}
	return "{id: " + id + ", kind: " + kind + `, at: ["` + at + `"]` + more + "}"
}

// in puts a fact into a store, and another dataset's facts are added by at.
func in(s inventory.Store, facts ...scanners.Fact) inventory.Store {
	s.Facts = append(s.Facts, facts...)
	return s
}

func table(path string, entries ...inventory.Entry) inventory.Dataset {
	ds := dataset(path, entries...)
	ds.Kind = "table"
	return ds
}

func counted(category, field string, valid, values int64) inventory.Entry {
	e := entry(category, field)
	e.Rows, e.Valid, e.WellFormed, e.Values = valid, valid, valid, values
	return e
}

func timed(e inventory.Entry, days ...any) inventory.Entry {
	e.Times = aged("object", days...)
	return e
}

func read(ds inventory.Dataset, listed int64) inventory.Dataset {
	ds.Coverage.Listed, ds.Coverage.Sampled, ds.Coverage.Whole = listed, listed, listed
	return ds
}

// closing is an example in which the retention ends with the account, and ids of closed
// ones were given.
func closing(ds inventory.Dataset) example {
	inv := stock(database("crm", ds))
	inv.Settings.ClosedAccounts, inv.Settings.Confidence = 100, 0.95
	return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: closed, systems: [crm], categories: [contact.mobile], retention: {kind: event, from: account_closed}}"), inv: inv}
}

// examples are those of docs/findings.md, by code.
var examples = map[string]func() example{
	"access.network": func() example {
		return example{decl: declaring(system("app", "postgres://app/*", ", network: intranet"), "{id: r, systems: [app], categories: [contact.mobile]}"),
			inv: stock(in(database("app", table("users")), scanners.Fact{Name: "network", Value: "public", Source: "connection"}))}
	},
	"access.public": func() example {
		ds := dataset("exports/{date}.csv", entry("contact.mobile", "m"))
		ds.Facts = []inventory.Fact{{Fact: scanners.Fact{Name: "public", Value: "read", Source: "GetBucketPolicy", Scope: "exports/", Detail: "s3:GetObject on exports/*"}, Assets: 10}}
		return example{inv: stock(bucket("logs", ds)), preflight: true}
	},
	"access.unknown": func() example {
		return example{inv: stock(in(bucket("logs", dataset("a", entry("contact.mobile", "m"))), refused("public", "GetBucketPolicy"), refused("public", "anonymous request"))), preflight: true}
	},
	"category.undeclared": func() example {
		return example{decl: declaring(system("web-logs", "s3://logs", ""), "{id: r, systems: [web-logs], categories: [online.ip]}"),
			inv: stock(bucket("logs", dataset("exports/{date}.csv", entry("id.cn_resident", "id_no"), entry("online.ip", "ip"))))}
	},
	"category.forbidden": func() example {
		return example{decl: declaring(system("kyc", "s3://kyc", ""), "{id: q-face, systems: [kyc], categories: [biometric.face], state: [forbidden]}"),
			inv: stock(bucket("kyc", dataset("kyc/*.bin", entry("biometric.face", "f"))))}
	},
	"category.unresolved": func() example {
		e := counted("finance.bank_card", "order_no", 3, 1000)
		e.Unresolved = true
		return example{decl: declaring(system("shop", "postgres://shop/*", ""), "{id: r, systems: [shop], categories: [contact.mobile]}"), inv: stock(database("shop", table("public.orders", e)))}
	},
	"category.not_found": func() example {
		return example{decl: declaring(system("accounts", "mysql://accounts/*", ""), "{id: k-reg, systems: [accounts], categories: [account.username]}"),
			inv: stock(with(database("accounts", table("a"), table("b"), table("c"), table("d")), func(s *inventory.Store) { s.Kind = "mysql" }))}
	},
	"dataset.undeclared": func() example {
		return example{decl: declaring(system("access", "s3://logs/access/**", ""), "{id: r, systems: [access], categories: [online.ip]}"),
			inv: stock(bucket("logs", dataset("access/{date}.gz", entry("online.ip", "ip")), dataset("backup/users.csv", entry("contact.mobile", "m"))))}
	},
	"store.undeclared": func() example {
		s := bucket("tmp-share", dataset("a.csv", entry("contact.mobile", "m")))
		s.Discovered = true
		return example{decl: declaring(system("access", "s3://logs", ""), "{id: r, systems: [access], categories: [online.ip]}"), inv: stock(s)}
	},
	"system.not_scanned": func() example {
		return example{decl: declaring("{id: cdn-cache, kind: cdn-cache, at: [\"cdn://*\"]}", "{id: r, systems: [cdn-cache], categories: [online.ip]}"), inv: stock(bucket("x"))}
	},
	"system.unreachable": func() example {
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: r, systems: [crm], categories: [contact.mobile]}"),
			inv: stock(inventory.Store{Alias: "crm", Kind: "postgres", Gaps: []inventory.Gap{{Kind: scanners.GapUnreachable, Reason: "the server refused the connection", Assets: 1}}})}
	},
	"subjects.threshold": func() example {
		inv := stock(database("crm", table("users", entry("contact.mobile", "m"))))
		inv.Settings.Confidence = 0.95
		inv.Subjects = []inventory.Subjects{{Category: "contact.mobile", Count: inventory.Count{Estimate: 1_240_000, Error: 0.016, AtLeast: 1_203_000}, Datasets: 14}}
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: r, systems: [crm], categories: [contact.mobile]}", "thresholds: [{id: pipl, at: 1000000}]"), inv: inv}
	},
	"system.empty": func() example {
		return example{decl: declaring(system("access", "s3://logs/access/**", ""), "{id: r, systems: [access], categories: [online.ip]}"), inv: stock(bucket("logs", dataset("other/{date}.gz")))}
	},
	"system.uncertain": func() example {
		return example{decl: declaring(system("access", "s3://logs/access/**", ""), "{id: r, systems: [access], categories: [online.ip]}"), inv: stock(bucket("logs", dataset("*/{date}.csv", entry("online.ip", "ip"))))}
	},
	"state.clear": func() example {
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: r, systems: [crm], categories: [id.cn_resident], state: [encrypted]}"),
			inv: stock(database("crm", table("public.users", entry("id.cn_resident", "id_no"))))}
	},
	"state.other": func() example {
		e := entry("contact.mobile", "m")
		e.State = detectors.Encrypted
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: r, systems: [crm], categories: [contact.mobile], state: [hashed]}"), inv: stock(database("crm", table("public.users", e)))}
	},
	"state.unresolved": func() example {
		e := counted("contact.mobile", "mobile_enc", 3, 1000)
		e.Unresolved = true
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: r, systems: [crm], categories: [contact.mobile], state: [encrypted]}"), inv: stock(database("crm", table("public.users", e)))}
	},
	"state.unverifiable": func() example {
		e := entry("biometric.face", "face_feature")
		e.Reasons = []string{"header"}
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: r, systems: [crm], categories: [biometric.face], state: [encrypted]}"), inv: stock(database("crm", table("public.users", e)))}
	},
	"minors.undeclared": func() example {
		e := counted("subject.minor", "id_no", 48, 1000)
		e.From, e.Ages = "id.cn_resident", map[string]int64{"12": 48}
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: r, systems: [crm], categories: [id.cn_resident]}", "minors: {age: 14}"),
			inv: stock(database("crm", table("public.users", entry("id.cn_resident", "id_no"), e)))}
	},
	"minors.consent": func() example {
		e := counted("subject.minor", "id_no", 48, 1000)
		e.From, e.Ages = "id.cn_resident", map[string]int64{"12": 48}
		return example{decl: declaring(system("school", "postgres://school/*", ""), "{id: kids, systems: [school], categories: [id.cn_resident, subject.minor]}", "minors: {age: 14, needs: guardian_consent}"),
			inv: stock(database("school", table("public.pupils", entry("id.cn_resident", "id_no"), e)))}
	},
	"minors.no_limit": func() example {
		e := counted("subject.minor", "born", 12, 1000)
		e.From, e.Ages = "identity.birth_date", map[string]int64{"17": 12}
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: r, systems: [crm], categories: [identity.birth_date]}"),
			inv: stock(database("crm", table("public.users", entry("identity.birth_date", "born"), e)))}
	},
	"record.joined": func() example {
		ds := dataset("access/{date}.gz", entry("online.ip", "ip"), entry("contact.mobile", "m"))
		ds.Joined = []inventory.Joined{{Trace: "online.ip", TraceField: "ip", Account: "contact.mobile", AccountField: "m", Rows: 812}}
		return example{decl: declaring(system("logs", "s3://logs", ""), "{id: r, systems: [logs], categories: [online.ip], personal_when: {joined_with: [contact.mobile]}}"), inv: stock(bucket("logs", ds))}
	},
	"record.unjoined": func() example {
		return example{decl: declaring(system("app", "postgres://app/*", ""), "{id: r, systems: [app], categories: [device.imei], personal_when: {joined_with: [account.user_id]}}"),
			inv: stock(database("app", table("devices", entry("device.imei", "imei"))))}
	},
	"retention.exceeded": func() example {
		return example{decl: declaring(system("logs", "s3://logs", ""), "{id: r, systems: [logs], categories: [online.ip], retention: {kind: fixed, max: P1M}}"),
			inv: stock(bucket("logs", dataset("access/{date}.gz", timed(entry("online.ip", "ip"), "2026-01-03", 4))))}
	},
	"retention.unverifiable": func() example {
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: r, systems: [crm], categories: [contact.mobile], retention: {kind: fixed, max: P3Y}}"),
			inv: stock(database("crm", table("public.users", entry("contact.mobile", "m"))))}
	},
	"retention.sampled": func() example {
		ds := table("public.users", with(entry("contact.mobile", "m"), func(e *inventory.Entry) { e.Times = aged("field:created_at", "2026-06-01", 3000) }))
		ds.Coverage = inventory.Coverage{Listed: 1, Sampled: 1, RowsListed: 500_000, RowsRead: 3000, Units: 60, Design: scanners.Equal}
		ds.Bounds.Records = &inventory.Bound{Draws: 60, AtMost: 0.0487, AllAtMost: 0.0487}
		return example{decl: declaring(system("crm", "postgres://crm/*", ", timestamp: {column: created_at}"), "{id: r, systems: [crm], categories: [contact.mobile], retention: {kind: fixed, max: P3Y}}"), inv: stock(database("crm", ds))}
	},
	"retention.open": func() example {
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: r, systems: [crm], categories: [contact.mobile], retention: {kind: purpose}}"),
			inv: stock(database("crm", table("orders", timed(entry("contact.mobile", "m"), "2019-04-02", 4))))}
	},
	"retention.below_minimum": func() example {
		return example{decl: declaring(system("logs", "s3://logs", ""), "{id: r, systems: [logs], categories: [online.ip], retention: {kind: fixed, max: P1M}}", "legal_minimum: [{id: law, categories: [online.ip], min: P6M}]"),
			inv: stock(bucket("logs"))}
	},
	"retention.deleted_early": func() example {
		ds := dataset("access/{date}.gz", entry("online.ip", "ip"))
		ds.Lifecycle = &inventory.Lifecycle{Expiring: 10, Longest: 30}
		return example{decl: declaring(system("logs", "s3://logs", ""), "{id: r, systems: [logs], categories: [online.ip]}", "legal_minimum: [{id: law, categories: [online.ip], min: P6M}]"), inv: stock(bucket("logs", ds))}
	},
	"residency.outside": func() example {
		s := bucket("kyc", dataset("a", entry("contact.mobile", "m")))
		s.Facts[0].Value = "HK"
		return example{decl: declaring(system("kyc", "s3://kyc", ""), "{id: r, systems: [kyc], categories: [contact.mobile], residency: {mode: list, allow: [CN]}}"), inv: stock(s)}
	},
	"residency.agreement": func() example {
		s := bucket("kyc", dataset("a", entry("contact.mobile", "m")))
		s.Facts[0].Value = "SG"
		return example{decl: declaring(system("kyc", "s3://kyc", ""), "{id: r, systems: [kyc], categories: [contact.mobile], residency: {mode: user_agreement, allow: [CN]}}"), inv: stock(s)}
	},
	"residency.unknown": func() example {
		s := bucket("kyc", dataset("a", entry("contact.mobile", "m")))
		s.Facts = []scanners.Fact{says("region", "us-east-1", "GetBucketLocation"), refused("jurisdiction", "GetBucketLocation")}
		return example{decl: declaring(system("kyc", "s3://kyc", ""), "{id: r, systems: [kyc], categories: [contact.mobile], residency: {mode: list, allow: [CN]}}"), inv: stock(s)}
	},
	"residency.conflict": func() example {
		s := in(bucket("kyc", dataset("a", entry("contact.mobile", "m"))), says("jurisdiction", "HK", "endpoint host"))
		s.Facts[0].Source = "configuration"
		return example{decl: declaring(system("kyc", "s3://kyc", ""), "{id: r, systems: [kyc], categories: [contact.mobile], residency: {mode: list, allow: [CN]}}"), inv: stock(s)}
	},
	"residency.copy": func() example {
		return example{decl: declaring(system("kyc", "s3://kyc", ""), "{id: r, systems: [kyc], categories: [contact.mobile], residency: {mode: list, allow: [CN]}}"),
			inv: stock(in(bucket("kyc", dataset("a", entry("contact.mobile", "m"))), says("replication", "kyc-copy", "GetBucketReplication"), says("copy-jurisdiction", "SG", "x-amz-bucket-region")))}
	},
	"residency.copy_unknown": func() example {
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: r, systems: [crm], categories: [contact.mobile], residency: {mode: list, allow: [CN]}}"),
			inv: stock(in(database("crm", table("users", entry("contact.mobile", "m"))), says("replica", "10.1.2.3", "server"), with(refused("copy-jurisdiction", "server"), func(f *scanners.Fact) { f.Detail = "10.1.2.3" })))}
	},
	"residency.copies_unseen": func() example {
		return example{decl: declaring(system("kyc", "s3://kyc", ""), "{id: r, systems: [kyc], categories: [contact.mobile], residency: {mode: list, allow: [CN]}}"),
			inv: stock(in(bucket("kyc", dataset("a", entry("contact.mobile", "m"))), refused("replication", "GetBucketReplication")))}
	},
	"coverage.gap": func() example {
		ds := dataset("uploads/*.zip")
		ds.Gaps = []inventory.Gap{{Kind: scanners.GapFormat, Reason: "nobody reads it", Assets: 12}}
		return example{decl: declaring(system("up", "s3://up", ""), "{id: r, systems: [up], categories: [contact.mobile]}"), inv: stock(bucket("up", ds))}
	},
	"evidence.insufficient": func() example {
		ds := dataset("uploads/{n}.csv")
		ds.Coverage = inventory.Coverage{Listed: 90_000, Sampled: 400, Whole: 400, Units: 400, Design: scanners.Equal}
		ds.Bounds.Records = &inventory.Bound{Draws: 400, AtMost: 0.00746, AllAtMost: 0.00746}
		return example{decl: declaring(system("up", "s3://up", ""), "{id: r, systems: [up], categories: [contact.mobile], state: [forbidden]}", "evidence: {detect_above: 0.1%}"), inv: stock(bucket("up", ds))}
	},
	"scan.incomplete": func() example {
		inv := stock(bucket("logs"))
		inv.Complete, inv.Run.Interrupted = false, true
		inv.Run.Started, inv.Run.Finished = day("2026-06-15T08:00:00Z"), day("2026-06-15T08:00:40Z")
		return example{decl: declaring(system("logs", "s3://logs", ""), "{id: r, systems: [logs], categories: [online.ip]}"), inv: inv}
	},
	"scan.names_only": func() example {
		s := bucket("logs")
		for range 12 {
			s.Datasets = append(s.Datasets, dataset("a"))
		}
		inv := stock(s)
		inv.Settings.Depth = scanners.Names
		return example{decl: declaring(system("logs", "s3://logs", ""), "{id: r, systems: [logs], categories: [online.ip]}"), inv: inv}
	},
	"backup.copies_kept": func() example {
		return example{decl: declaring(system("crm", "postgres://crm/*", "")+"\n"+system("backup", "s3://backup", ", backup_of: [crm], refresh: P7D"),
			"{id: r, systems: [crm], categories: [contact.mobile], retention: {kind: purpose, backups: {after_user_deletion: next_refresh}}}\n{id: s, systems: [backup], categories: [contact.mobile]}"),
			inv: stock(bucket("backup", dataset("accounts-{date}.sql", with(entry("contact.mobile", "m"), func(e *inventory.Entry) { e.Times = aged("object", "2026-05-15", 1, "2026-06-14", 1) }))))}
	},
	"accounts.residue": func() example {
		ds := read(table("orders", entry("contact.mobile", "m")), 10)
		ds.Closed = []inventory.ClosedField{{Field: "user_id", Rows: 31, IDs: inventory.Count{Estimate: 12, AtLeast: 12}, Named: true}}
		return closing(ds)
	},
	"accounts.sampled": func() example {
		ds := table("public.users", entry("contact.mobile", "m"))
		ds.Coverage = inventory.Coverage{Listed: 1, Sampled: 1, RowsListed: 500_000, RowsRead: 3000, Units: 3000, Design: scanners.Equal}
		ds.Bounds = atMost(3000, 0.000998)
		return closing(ds)
	},
	"accounts.unverifiable": func() example {
		ds := dataset("export.csv.gz", entry("contact.mobile", "m"))
		ds.Coverage.Design = scanners.NotRandom
		return closing(ds)
	},
	"backup.outlives": func() example {
		return example{decl: declaring(system("crm", "postgres://crm/*", "")+"\n"+system("backup", "s3://backup", ", backup_of: [crm]"),
			"{id: r, systems: [crm], categories: [contact.mobile], retention: {kind: fixed, max: P1M}}\n{id: s, systems: [backup], categories: [contact.mobile]}"),
			inv: stock(bucket("backup", dataset("dump-{date}.sql", timed(entry("contact.mobile", "m"), "2025-03-01", 4))))}
	},
	"backup.stale": func() example {
		ds := dataset("dump-{date}.sql")
		ds.Times = aged("object", "2026-05-25", 4)
		return example{decl: declaring(system("crm", "postgres://crm/*", "")+"\n"+system("backup", "s3://backup", ", backup_of: [crm], refresh: P7D"), "{id: r, systems: [crm], categories: [contact.mobile]}"), inv: stock(bucket("backup", ds))}
	},
	"backup.unverifiable": func() example {
		return example{decl: declaring(system("crm", "postgres://crm/*", "")+"\n"+system("backup", "postgres://copy/*", ", backup_of: [crm]"), "{id: r, systems: [crm], categories: [contact.mobile], retention: {kind: fixed, max: P1M}}\n{id: s, systems: [backup], categories: [contact.mobile]}"),
			inv: stock(database("copy", table("users", entry("contact.mobile", "m"))))}
	},
	"backup.abroad": func() example {
		b := bucket("backup", dataset("a"))
		b.Facts[0].Value = "HK"
		return example{decl: declaring(system("crm", "postgres://crm/*", "")+"\n"+system("backup", "s3://backup", ", backup_of: [crm]"), "{id: r, systems: [crm], categories: [contact.mobile], residency: {mode: global, backups: same_country}}"),
			inv: stock(database("crm", table("users")), b)}
	},
	"backup.place_unknown": func() example {
		b := bucket("backup", dataset("a"))
		b.Facts = []scanners.Fact{refused("jurisdiction", "endpoint host")}
		return example{decl: declaring(system("crm", "postgres://crm/*", "")+"\n"+system("backup", "s3://backup", ", backup_of: [crm]"), "{id: r, systems: [crm], categories: [contact.mobile], residency: {mode: global, backups: same_country}}"),
			inv: stock(database("crm", table("users")), b)}
	},
	"purpose.outside": func() example {
		return example{decl: declaring(system("shop", "postgres://shop/*", ", purposes: [sales]"), "{id: r, systems: [shop], categories: [finance.bank_card], only_for: [kyc]}"),
			inv: stock(database("shop", table("users", entry("finance.bank_card", "card"))))}
	},
	"purpose.unverifiable": func() example {
		return example{decl: declaring(system("users", "postgres://users/*", ""), "{id: r, systems: [users], categories: [finance.bank_card], only_for: [kyc]}"),
			inv: stock(database("users", table("users", entry("finance.bank_card", "card"))))}
	},
	"transport.clear": func() example {
		return example{inv: stock(in(database("crm", table("users", entry("contact.mobile", "m"))), says("tls", "no", "connection"))), preflight: true}
	},
	"encryption.none": func() example {
		return example{inv: stock(in(bucket("logs", dataset("a", entry("contact.mobile", "m"))), says("encryption", "none", "GetBucketEncryption"))), preflight: true}
	},
	"encryption.unknown": func() example {
		return example{inv: stock(in(bucket("logs", dataset("a", entry("contact.mobile", "m"))), refused("encryption", "GetBucketEncryption"))), preflight: true}
	},
	"expiry.none": func() example {
		ds := dataset("exports/{n}.csv", entry("contact.mobile", "m"))
		ds.Lifecycle = &inventory.Lifecycle{Kept: 4000}
		return example{inv: stock(bucket("logs", ds)), preflight: true}
	},
	"expiry.late": func() example {
		ds := dataset("exports/{n}.csv", entry("contact.mobile", "m"))
		ds.Lifecycle = &inventory.Lifecycle{Expiring: 4000, Longest: 90}
		return example{decl: declaring(system("logs", "s3://logs", ""), "{id: r, systems: [logs], categories: [contact.mobile], retention: {kind: fixed, max: P1M}}"), inv: stock(bucket("logs", ds)), preflight: true}
	},
	"expiry.overdue": func() example {
		ds := dataset("exports/{n}.csv", entry("contact.mobile", "m"))
		ds.Lifecycle = &inventory.Lifecycle{Expiring: 4000, Longest: 30, First: day("2026-05-01"), Last: day("2026-07-01")}
		return example{inv: stock(bucket("logs", ds)), preflight: true}
	},
	"expiry.unknown": func() example {
		ds := dataset("exports/{n}.csv", entry("contact.mobile", "m"))
		ds.Lifecycle = &inventory.Lifecycle{Unclear: 4000}
		return example{inv: stock(in(bucket("logs", ds), scanners.Fact{Name: "lifecycle", Value: "expire 30d", Source: "GetBucketLifecycleConfiguration", Detail: "objects with the tag temporary"})), preflight: true}
	},
	"rule.not_examined": func() example {
		return example{decl: declaring(system("crm", "postgres://crm/*", ""), "{id: q-kyc, systems: [crm], categories: [contact.mobile], retention: {kind: event, from: account_closed}}"), inv: stock(database("crm", table("users")))}
	},
	"rule.tie": func() example {
		return example{decl: declaring(system("logs", "s3://logs", ""), "{id: keep, systems: [logs], categories: [contact.mobile], retention: {kind: fixed, max: P1M}}\n{id: twin, systems: [logs], categories: [contact.mobile], retention: {kind: fixed, max: P30D}}"),
			inv: stock(bucket("logs", read(dataset("a", timed(entry("contact.mobile", "m"), "2026-06-14", 4)), 4)))}
	},
}

// waiverOf writes a file with one waiver.
func waiverOf(id, expires, of string) string {
	return "piiventory: waivers/v1\nwaivers:\n  - {id: " + id + ", reason: being mended, owner: platform team, expires: " + expires + ", " + of + "}\n"
}

// overdue is an example of logs that are too old, under a waiver.
func overdue(waivers, now string) example {
	x := examples["retention.exceeded"]()
	x.waivers, x.now = waivers, now
	return x
}

// Each example of docs/findings.md is run: it gives a finding with the code under which it
// stands, with the verdict and one of the severities that are said there, and what it
// names, in code or as a number, is in it.
func TestTheExamplesOfTheDocumentation(t *testing.T) {
	doc, err := os.ReadFile("../docs/findings.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := regexp.MustCompile("(?ms)^### `([a-z_.]+)`\n\n(.*?)\\*\\*Example\\.\\*\\* (.*?)\n\n").FindAllStringSubmatch(string(doc), -1)
	for _, m := range sections {
		code, claim, text := m[1], m[2], m[3]
		t.Run(code, func(t *testing.T) {
			if strings.Contains(text, "**Example.**") {
				t.Fatalf("there are two examples: %s", text)
			}
			make, ok := examples[code]
			switch code {
			case "waiver.expired":
				make, ok = func() example {
					return overdue(waiverOf("spring-cleaning", "2026-12-31", "code: retention.exceeded"), "2027-01-10")
				}, true
			case "waiver.expiring":
				make, ok = func() example {
					return overdue(waiverOf("payout-cards", "2027-01-31", "code: retention.exceeded"), "2027-01-10")
				}, true
			case "waiver.outgrown":
				make, ok = func() example {
					x := overdue("", "2027-01-10")
					x.decl = replace(x.decl, "[online.ip]", "[online.ip, finance.bank_card]")
					fs := Check(x.inv, declare(t, x.decl), day(x.now))
					i := slices.IndexFunc(fs, func(f Finding) bool { return f.Code == "retention.exceeded" })
					x.waivers = waiverOf("old-logs", "2027-12-31", "fingerprint: "+fs[i].Fingerprint+", severity: medium, verdict: broken, categories: ["+fs[i].Evidence["categories"]+"]")
					ds := &x.inv.Stores[0].Datasets[0]
					card := ds.Entries[0]
					card.Category, card.Field = "finance.bank_card", "card"
					ds.Entries = append(ds.Entries, card)
					return x
				}, true
			case "waiver.unused":
				make, ok = func() example {
					x := overdue(waiverOf("logs", "2027-12-31", `dataset: "access/**"`), "2027-01-10")
					x.inv.Stores[0].Datasets = nil
					return x
				}, true
			}
			if !ok {
				t.Fatal("nobody runs its example")
			}
			x := make()
			var d *Declaration
			if x.decl != "" {
				d = declare(t, x.decl)
			}
			now := day(cmp.Or(x.now, "2026-06-15"))
			var findings []Finding
			if x.preflight {
				findings = Preflight(x.inv, d, x.demands, now)
			} else {
				findings = Check(x.inv, d, now)
			}
			if x.waivers != "" {
				ws, err := ParseWaivers("w.yaml", []byte(x.waivers))
				if err != nil {
					t.Fatal(err)
				}
				findings, _ = ws.Apply(findings, nil, now)
			}
			i := slices.IndexFunc(findings, func(f Finding) bool { return f.Code == code })
			if i < 0 {
				t.Fatalf("it gives %v", findings)
			}
			f := findings[i]
			said, _, _ := strings.Cut(claim, ".")
			if !strings.HasPrefix(said, string(f.Verdict)) || f.Verdict != Note && !strings.Contains(said, string(f.Severity)) {
				t.Errorf("it is %s and %s, and the page says %q", f.Verdict, f.Severity, said)
			}
			var all bytes.Buffer
			all.WriteString(x.decl + x.waivers + x.now)
			e := json.NewEncoder(&all)
			e.SetEscapeHTML(false)
			for _, v := range []any{x.inv, f, x.inv.Run.Finished.Sub(x.inv.Run.Started) / time.Second} {
				if err := e.Encode(v); err != nil {
					t.Fatal(err)
				}
			}
			for _, span := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(text, -1) {
				if !strings.Contains(all.String(), span[1]) {
					t.Errorf("%q is not in the example", span[1])
				}
			}
			plain := regexp.MustCompile("`[^`]+`").ReplaceAllString(text, "")
			for _, n := range regexp.MustCompile(`[0-9][0-9,.-]*[0-9]|[0-9]`).FindAllString(plain, -1) {
				if bare := strings.ReplaceAll(n, ",", ""); !strings.Contains(all.String(), bare) {
					t.Errorf("%s is not in the example", n)
				}
			}
		})
	}
	if len(sections) != len(examples)+4 || len(sections) != len(Codes()) {
		t.Errorf("%d sections with an example, %d examples, %d codes", len(sections), len(examples), len(Codes()))
	}
}
