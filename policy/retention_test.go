package policy

import (
	"testing"

	"piiventory/inventory"
	"piiventory/scanners"
)

// keep is base with a maximum for mobile numbers in the logs and none for crm.
const keep = `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs"]}
rules:
  - {id: keep, source: "9.2", systems: [logs], categories: [contact.mobile], retention: {kind: fixed, max: P1M}}
  - {id: more, systems: [logs], categories: [contact.email]}
`

// foundTimes are times of a source that nobody declared.
func foundTimes(source, day string, n int) []inventory.Times {
	out := aged(source, day, n)
	out[0].Found = true
	return out
}

// atMost is a bound on the records of a dataset.
func atMost(draws int64, share float64) inventory.Bounds {
	return inventory.Bounds{Records: &inventory.Bound{Draws: draws, AtMost: share, AllAtMost: 1}}
}

func TestCheckRetention(t *testing.T) {
	ts := func(decl, timestamp string) string {
		return replace(decl, `at: ["s3://logs"]}`, `at: ["s3://logs"], timestamp: {`+timestamp+`}}`)
	}
	ret := func(with string) string { return replace(keep, "{kind: fixed, max: P1M}", with) }
	// whole is a dataset of which every asset was read.
	whole := func(ds inventory.Dataset) inventory.Dataset {
		ds.Coverage = inventory.Coverage{Listed: 4, Sampled: 4, Whole: 4, Units: 4}
		return ds
	}
	mobile := func(times []inventory.Times) inventory.Entry {
		e := entry("contact.mobile", "m")
		e.Times = times
		return e
	}
	email := entry("contact.email", "e")
	logs := func(times []inventory.Times, es ...inventory.Entry) *inventory.Inventory {
		ds := whole(dataset("a.csv", append(es, email)...))
		ds.Times = times
		return stock(bucket("logs", ds))
	}
	where := " system=logs store=logs dataset=a.csv rule=keep part=retention.max"
	broken := []string{"retention.exceeded broken medium" + where}
	open := []string{"retention.unverifiable unverifiable medium" + where}
	// rows is a table of which some rows were drawn.
	rows := func(design scanners.Design, units int64, times []inventory.Times) *inventory.Inventory {
		return stock(bucket("logs", with(dataset("a.csv", mobile(times), email), func(ds *inventory.Dataset) {
			ds.Coverage = inventory.Coverage{Listed: 1, Sampled: 1, Units: units, RowsListed: 500_000, RowsRead: 3000, Design: design}
			if design == scanners.Equal && units > 0 {
				ds.Bounds = atMost(units, map[int64]float64{3000: 0.000999, 60: 0.0487, 1: 0.95}[units])
			}
		})))
	}
	// keys are assets of which some were read, and the times of all of them.
	keys := func(times ...inventory.Times) *inventory.Inventory {
		return stock(bucket("logs", with(dataset("a.csv", mobile(aged("key", "2026-06-01", 4)), email), func(ds *inventory.Dataset) {
			ds.Times, ds.Coverage.Design, ds.Bounds = times, scanners.Equal, atMost(4, 0.528)
		})))
	}
	field := ts(keep, "column: ts")
	recent := aged("field:ts", "2026-06-01", 2900)
	sampled := []string{"retention.sampled note info" + where}
	for _, tc := range []checkCase{
		{name: "a sample of rows without an older one", decl: field, now: "2026-06-15", inv: rows(scanners.Equal, 3000, recent), want: sampled,
			evidence: map[string]string{"drawn": "2900", "draws": "3000", "share": "0.1 %", "cutoff": "2026-05-15T00:00:00Z", "source": "field:ts"}},
		{name: "a field that was found", decl: keep, now: "2026-06-15", inv: logs(foundTimes("field:created_at", "2026-03-01", 9), mobile(foundTimes("field:created_at", "2026-03-01", 3))), want: broken,
			evidence: map[string]string{"source": "field:created_at", "found": "true", "records": "3", "basis": "entry"}},
		{name: "a found field does not stand for a declared one", decl: field, now: "2026-06-15", inv: logs(foundTimes("field:created_at", "2026-03-01", 9), mobile(nil)), want: open,
			evidence: map[string]string{"cause": "timestamp-missing", "found": ""}},
		{name: "beginnings of lines", decl: keep, now: "2026-06-15", inv: logs(foundTimes("line", "2026-03-01", 9), mobile(nil)), want: broken,
			evidence: map[string]string{"source": "line", "found": "true", "basis": "dataset"}},
		{name: "an index that tells of an older one", decl: field, now: "2026-06-15", want: broken,
			inv: with(rows(scanners.Equal, 3000, recent), func(inv **inventory.Inventory) {
				(*inv).Stores[0].Datasets[0].Times = append(aged("field:ts", "2026-06-01", 2900), aged("index:ts", "2019-03-01", 1)...)
			}), evidence: map[string]string{"source": "index:ts", "oldest": "2019-03-01T00:00:00Z", "basis": "dataset", "records": "1", "lower_bound": "true"}},
		{name: "an index that tells of none", decl: field, now: "2026-06-15", want: sampled,
			inv: with(rows(scanners.Equal, 3000, recent), func(inv **inventory.Inventory) {
				(*inv).Stores[0].Datasets[0].Times = append(aged("field:ts", "2026-06-01", 2900), aged("index:ts", "2026-05-20", 1)...)
			}), evidence: map[string]string{"source": "field:ts", "oldest_stated": "2026-05-20T00:00:00Z"}},
		{name: "an index of another field", decl: field, now: "2026-06-15", want: sampled,
			inv: with(rows(scanners.Equal, 3000, recent), func(inv **inventory.Inventory) {
				(*inv).Stores[0].Datasets[0].Times = append(aged("field:ts", "2026-06-01", 2900), aged("index:other", "2019-03-01", 1)...)
			}), evidence: map[string]string{"source": "field:ts", "oldest_stated": ""}},
		{name: "an estimate of all records", decl: field, now: "2026-06-15", want: broken,
			inv: with(rows(scanners.Equal, 3000, aged("field:ts", "2026-03-01", 30, "2026-06-01", 2900)), func(inv **inventory.Inventory) {
				(*inv).Stores[0].Datasets[0].Times = with(aged("field:ts", "2026-03-01", 40, "2026-06-01", 2900), func(x *[]inventory.Times) {
					(*x)[0].Older = []inventory.Older{
						{Before: day("2026-05-01"), Rows: 40, Share: &inventory.Share{Draws: 3000, Estimate: 0.5}},
						{Before: day("2026-05-15"), Rows: 40, Share: &inventory.Share{Draws: 3000, Estimate: 0.0133, AtLeast: 0.01, AtMost: 0.0174}, Records: &inventory.Amount{Of: 500_000, Estimate: 6650, AtLeast: 5000, AtMost: 8700}},
					}
				})
			}), evidence: map[string]string{"records": "30", "older": "6650", "older_least": "5000", "older_most": "8700", "older_share": "1.33 %", "older_share_least": "1 %", "older_share_most": "1.74 %"}},
		{name: "an estimate for another limit", decl: field, now: "2026-06-20", want: broken,
			inv: with(rows(scanners.Equal, 3000, aged("field:ts", "2026-03-01", 30, "2026-06-01", 2900)), func(inv **inventory.Inventory) {
				(*inv).Stores[0].Datasets[0].Times = with(aged("field:ts", "2026-03-01", 40), func(x *[]inventory.Times) {
					(*x)[0].Older = []inventory.Older{{Before: day("2026-05-15"), Rows: 40, Share: &inventory.Share{Draws: 3000, Estimate: 0.5}}}
				})
			}), evidence: map[string]string{"records": "30", "older_share": ""}},
		{name: "rows in blocks", decl: field, now: "2026-06-15", inv: rows(scanners.Equal, 60, recent), want: sampled,
			evidence: map[string]string{"draws": "60", "share": "4.9 %"}},
		{name: "one draw", decl: field, now: "2026-06-15", inv: rows(scanners.Equal, 1, recent), want: sampled,
			evidence: map[string]string{"draws": "1", "share": "95 %"}},
		{name: "draws that say nothing", decl: field, now: "2026-06-15", inv: with(rows(scanners.Equal, 60, recent), func(inv **inventory.Inventory) {
			(*inv).Stores[0].Datasets[0].Bounds = atMost(60, 1)
		}), want: open, evidence: map[string]string{"cause": "not-all-read"}},
		{name: "a sample with unequal chances", decl: field, now: "2026-06-15", inv: rows(scanners.NotEqual, 3000, recent), want: open,
			evidence: map[string]string{"cause": "not-all-read", "design": "not-equal", "drawn": "2900", "share": ""}},
		{name: "the head only", decl: field, now: "2026-06-15", inv: rows(scanners.NotRandom, 1, recent), want: open,
			evidence: map[string]string{"cause": "not-all-read", "design": "not-random"}},
		{name: "equal chances, and nobody knows of how many", decl: field, now: "2026-06-15", inv: rows(scanners.Equal, -1, recent), want: open,
			evidence: map[string]string{"cause": "not-all-read"}},
		{name: "a sample with older ones", decl: field, now: "2026-06-15", inv: rows(scanners.Equal, 3000, aged("field:ts", "2020-06-01", 3, "2026-06-01", 9)), want: broken,
			evidence: map[string]string{"records": "3", "lower_bound": "true", "drawn": "true"}},
		{name: "a sample with older ones, of whatever category", decl: field, now: "2026-06-15", inv: with(rows(scanners.Equal, 3000, nil), func(inv **inventory.Inventory) {
			(*inv).Stores[0].Datasets[0].Times = aged("field:ts", "2020-06-01", 3)
		}), want: broken, evidence: map[string]string{"records": "3", "lower_bound": "true", "drawn": "true", "basis": "dataset"}},
		{name: "some lie in the future", decl: field, now: "2026-06-15", inv: logs(nil, mobile(aged("field:ts", "2026-06-01", 7, "2026-06-18", 3))), want: open,
			evidence: map[string]string{"cause": "some-without-time", "missing": "3", "future": "3"}},
		{name: "most lie in the future", decl: field, now: "2026-06-15", inv: logs(nil, mobile(aged("field:ts", "2026-06-01", 3, "9999-12-31", 4))), want: open,
			evidence: map[string]string{"cause": "future", "future": "4"}},
		{name: "all lie in the future", decl: field, now: "2026-06-15", inv: rows(scanners.Equal, 3000, aged("field:ts", "2030-01-01", 2900)), want: open,
			evidence: map[string]string{"cause": "future", "future": "2900"}},
		{name: "tomorrow somewhere", decl: field, now: "2026-06-15", inv: logs(nil, mobile(aged("field:ts", "2026-06-01", 7, "2026-06-16", 3)))},
		{name: "the scan was later than the day of the check", decl: field, now: "2026-06-15", inv: with(logs(nil, mobile(aged("field:ts", "2026-06-01", 7, "2026-06-20", 3))), func(inv **inventory.Inventory) {
			(*inv).Run.Finished = day("2026-06-20")
		})},
		{name: "too old, and some in the future", decl: field, now: "2026-06-15", inv: logs(nil, mobile(aged("field:ts", "2026-03-01", 2, "2030-06-20", 3))), want: broken,
			evidence: map[string]string{"records": "2", "future": "3", "lower_bound": "true"}},
		{name: "paths in the future", decl: keep, now: "2026-06-15", want: open, inv: keys(aged("key", "2026-06-01", 8, "2026-08-01", 2)...),
			evidence: map[string]string{"cause": "assets-without-time", "missing": "2"}},
		{name: "all rows", decl: field, now: "2026-06-15", inv: with(rows(scanners.Census, 3000, recent), func(inv **inventory.Inventory) {
			(*inv).Stores[0].Datasets[0].Coverage.Whole = 1
		})},
		{name: "the paths of all assets", decl: keep, now: "2026-06-15", inv: keys(aged("key", "2026-06-01", 10)...)},
		{name: "the paths of some assets", decl: keep, now: "2026-06-15", want: open,
			inv:      keys(with(aged("key", "2026-06-01", 8)[0], func(t *inventory.Times) { t.Missing = 2 })),
			evidence: map[string]string{"cause": "assets-without-time", "missing": "2"}},
		{name: "the paths of the read assets only", decl: keep, now: "2026-06-15", inv: keys(), want: sampled,
			evidence: map[string]string{"drawn": "4", "draws": "4", "share": "53 %"}},
		{name: "object time", decl: keep, now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2026-05-01", 2, "2026-05-14", 1, "2026-05-15", 7))),
			want: broken, evidence: map[string]string{"source": "object", "oldest": "2026-05-01T00:00:00Z", "cutoff": "2026-05-15T00:00:00Z",
				"max": "P1M", "assets": "3", "lower_bound": "", "basis": "entry", "categories": "contact.mobile"}},
		{name: "object time within", decl: ts(keep, "object: true"), now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2026-05-15", 7)))},
		{name: "object time within, and nobody says that it tells the age", decl: keep, now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2026-05-15", 7))),
			want: open, evidence: map[string]string{"cause": "object-time", "source": "object", "oldest": "2026-05-15T00:00:00Z"}},
		{name: "the same, of all that is listed", decl: keep, now: "2026-06-15", want: open, evidence: map[string]string{"cause": "object-time"},
			inv: with(keys(aged("object", "2026-06-01", 10)...), func(inv **inventory.Inventory) {
				(*inv).Stores[0].Datasets[0].Entries[0].Times = aged("object", "2026-06-01", 4)
			})},
		{name: "the same, of what was read", decl: keep, now: "2026-06-15", want: open, evidence: map[string]string{"cause": "object-time"},
			inv: with(keys(), func(inv **inventory.Inventory) {
				(*inv).Stores[0].Datasets[0].Entries[0].Times = aged("object", "2026-06-01", 4)
			})},
		{name: "older ones that were not read are said first", decl: keep, now: "2026-06-15", want: open, evidence: map[string]string{"cause": "older-not-read"},
			inv: with(keys(aged("object", "2026-03-01", 2, "2026-06-01", 8)...), func(inv **inventory.Inventory) {
				(*inv).Stores[0].Datasets[0].Entries[0].Times = aged("object", "2026-06-01", 4)
			})},
		{name: "a date in the path needs no word", decl: keep, now: "2026-06-15", inv: logs(nil, mobile(append(aged("object", "2026-06-01", 2), aged("key", "2026-06-01", 2)...)))},
		{name: "date in the key before object time", decl: keep, now: "2026-06-15",
			inv:  logs(nil, mobile(append(aged("object", "2026-06-01", 2), aged("key", "2026-05-14", 2)...))),
			want: broken, evidence: map[string]string{"source": "key", "oldest": "2026-05-14T00:00:00Z", "assets": "2"}},
		{name: "a rewritten object is as old as its key says", decl: keep, now: "2026-06-15",
			inv: logs(nil, mobile(append(aged("object", "2026-01-01", 2), aged("key", "2026-06-01", 2)...)))},
		{name: "the day of the key is not over", decl: keep, now: "2026-06-15T12:00:00Z", inv: logs(nil, mobile(aged("key", "2026-05-15", 2)))},
		{name: "an object of that morning is", decl: keep, now: "2026-06-15T12:00:00Z", inv: logs(nil, mobile(aged("object", "2026-05-15T11:59:59Z", 2))),
			want: broken, evidence: map[string]string{"assets": "1", "lower_bound": "true"}},
		{name: "exactly at the cutoff", decl: ts(keep, "object: true"), now: "2026-06-15T12:00:00Z", inv: logs(nil, mobile(aged("object", "2026-05-15T12:00:00Z", 2)))},
		{name: "another zone", decl: keep, now: "2026-06-15T07:00:00+08:00", inv: logs(nil, mobile(aged("object", "2026-05-15T06:59:59+08:00", 1))),
			want: broken, evidence: map[string]string{"oldest": "2026-05-14T22:59:59Z", "cutoff": "2026-05-14T23:00:00Z"}},
		{name: "declared field", decl: ts(keep, `field: "$.ts"`), now: "2026-06-15",
			inv:  logs(nil, mobile(append(aged("object", "2026-06-01", 2), aged("field:ts", "2026-04-01", 30, "2026-06-01", 5)...))),
			want: broken, evidence: map[string]string{"source": "field:ts", "records": "30", "assets": ""}},
		{name: "declared field is within, the object is not", decl: ts(keep, "column: ts"), now: "2026-06-15",
			inv: logs(nil, mobile(append(aged("object", "2026-01-01", 2), aged("field:ts", "2026-06-01", 30)...)))},
		{name: "declared field missing", decl: ts(keep, "column: ts"), now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2026-06-01", 2))),
			want: open, evidence: map[string]string{"cause": "timestamp-missing", "field": "ts"}},
		{name: "declared object", decl: ts(keep, "object: true"), now: "2026-06-15",
			inv:  logs(nil, mobile(append(aged("object", "2026-05-01", 2), aged("key", "2026-06-01", 2)...))),
			want: broken, evidence: map[string]string{"source": "object"}},
		{name: "some records without a time", decl: ts(keep, "column: ts"), now: "2026-06-15",
			inv:  logs(nil, mobile([]inventory.Times{with(aged("field:ts", "2026-06-01", 30)[0], func(x *inventory.Times) { x.Missing = 2 })})),
			want: open, evidence: map[string]string{"cause": "some-without-time", "missing": "2"}},
		{name: "no time at all", decl: keep, inv: logs(nil, mobile(nil)), want: open, evidence: map[string]string{"cause": "no-time"}},
		{name: "the dataset's time stands in", decl: keep, now: "2026-06-15", inv: logs(aged("object", "2026-05-01", 4), mobile(nil)),
			want: broken, evidence: map[string]string{"basis": "dataset", "assets": "4", "assets_before": "4"}},
		{name: "older assets were not read", decl: keep, now: "2026-06-15",
			inv: stock(bucket("logs", with(dataset("a.csv", mobile(aged("object", "2026-06-01", 4)), email), func(ds *inventory.Dataset) {
				ds.Times = aged("object", "2026-01-01", 6, "2026-06-01", 4)
			}))),
			want: open, evidence: map[string]string{"cause": "older-not-read", "assets_before": "6", "oldest": "2026-01-01T00:00:00Z"}},
		{name: "older assets were read whole and hold none", decl: ts(keep, "object: true"), now: "2026-06-15",
			inv: logs(aged("object", "2026-01-01", 1, "2026-06-01", 3), mobile(aged("object", "2026-06-01", 3)))},
		{name: "the number of a sample is a lower bound", decl: keep, now: "2026-06-15",
			inv: stock(bucket("logs", with(dataset("a.csv", mobile(aged("object", "2026-01-01", 2)), email), func(ds *inventory.Dataset) {
				ds.Times = aged("object", "2026-01-01", 6, "2026-06-01", 4)
			}))),
			want: broken, evidence: map[string]string{"assets": "2", "lower_bound": "true", "assets_before": "6"}},
		{name: "grace", decl: ts(ret("{kind: fixed, max: P1M, grace: PT24H}"), "object: true"), now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2026-05-14", 2)))},
		{name: "after the grace", decl: ret("{kind: fixed, max: P1M, grace: PT24H}"), now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2026-05-13", 2))),
			want: broken, evidence: map[string]string{"cutoff": "2026-05-14T00:00:00Z", "grace": "PT24H"}},
		{name: "event with the record's own clock", decl: ret("{kind: event, max: P1M, from: collected}"), now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2026-05-01", 2))), want: broken},
		{name: "event that no store shows", decl: ret("{kind: event, max: P1M, from: account_closed}"), now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2026-05-01", 2))),
			want: []string{
				"rule.not_examined not-examined low rule=keep part=retention.from",
				"retention.open note info system=logs store=logs dataset=a.csv rule=keep part=retention.kind"}},
		{name: "purpose is no pass", decl: ret("{kind: purpose}"), now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2020-05-01", 2))),
			want: []string{
				"rule.not_examined not-examined low rule=keep part=retention.kind",
				"retention.open note info system=logs store=logs dataset=a.csv rule=keep part=retention.kind"}},
		{name: "undeclared is information", decl: ret("{kind: undeclared}"), now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2020-05-01", 2))),
			want:     []string{"retention.open note info system=logs store=logs dataset=a.csv rule=keep part=retention.kind"},
			evidence: map[string]string{"oldest": "2020-05-01T00:00:00Z", "source": "object", "kind": "undeclared"}},
		{name: "only where the category was found", decl: keep, now: "2026-06-15",
			inv:  logs(aged("object", "2020-01-01", 4)),
			want: []string{"category.not_found note info system=logs category=contact.mobile rule=keep"}},
		{name: "everything, with what is more specific left out", decl: ts(keep, "object: true") + `  - {id: all, systems: ["*"], categories: ["*"], retention: {kind: fixed, max: P3Y}}
`, now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2026-05-01", 2)), with(entry("contact.email", "e2"), func(e *inventory.Entry) {
			e.Times = aged("object", "2026-05-01", 2)
		})), want: broken},
		{name: "the shortest of equals, and the tie is printed", decl: keep + `  - {id: twin, systems: [logs], categories: [contact.mobile], retention: {kind: fixed, max: P30D}}
`, now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2026-05-15", 2))),
			want: []string{
				"retention.exceeded broken medium system=logs store=logs dataset=a.csv rule=twin part=retention.max",
				"rule.tie note info system=logs rule=keep, twin part=retention"},
			evidence: map[string]string{"cutoff": "2026-05-16T00:00:00Z"}},
		{name: "sensitive", decl: keep + "sensitive: [contact.mobile]\n", now: "2026-06-15", inv: logs(nil, mobile(aged("object", "2026-05-01", 2))),
			want: []string{"retention.exceeded broken high" + where}},
		{name: "uncertain dataset", decl: replace(keep, "s3://logs", "s3://logs/b/**"), now: "2026-06-15",
			inv: stock(bucket("logs", whole(dataset("*/a.csv", mobile(aged("object", "2026-05-01", 2)), email)))),
			want: []string{
				"retention.exceeded unverifiable medium system=logs store=logs dataset=*/a.csv rule=keep part=retention.max",
				"system.uncertain unverifiable low system=logs store=logs dataset=*/a.csv"}},
	} {
		t.Run(tc.name, tc.run)
	}
}
