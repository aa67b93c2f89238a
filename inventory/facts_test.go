package inventory

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// telling is a shelf that says things of itself.
type telling struct {
	*shelf
	facts []scanners.Fact
}

func (s *telling) Facts(context.Context) ([]scanners.Fact, error) { return s.facts, nil }

// scanTelling scans a shelf that tells facts.
func scanTelling(t *testing.T, s *telling) *Inventory {
	t.Helper()
	kind := scanners.Kind{
		Open: func(_ context.Context, st scanners.Store) (scanners.Scanner, error) {
			s.budget = st.Budget
			return s, nil
		},
		Discover: func(_ context.Context, st scanners.Store) ([]scanners.Store, error) { return []scanners.Store{st}, nil },
	}
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := options(s.shelf)
	o.Engine = engine
	o.Kinds = map[string]scanners.Kind{"mem": kind}
	inv, err := Take(t.Context(), []scanners.Store{{Alias: "a", URL: "mem:"}}, o)
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

// What a store says of a part of itself stands in the datasets that lie there, with
// the number of assets it is about, and no personal data of names and tags stays.
func TestFactsReachTheirDatasets(t *testing.T) {
	day := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	obj := func(path string, expiry scanners.Expiry, days int) scanners.Asset {
		a := scanners.Asset{Path: path, Kind: "object", Size: 10, Rows: -1, Modified: day, Expiry: expiry}
		if expiry == scanners.Expiring {
			a.Expires = day.AddDate(0, 0, days).Add(12 * time.Hour)
		}
		return a
	}
	s := &telling{shelf: &shelf{assets: []scanners.Asset{
		obj("logs/2026-01-01.csv", scanners.Expiring, 30), obj("logs/2026-01-02.csv", scanners.Expiring, 60),
		obj("logs/2026-01-03.csv", scanners.Kept, 0), obj("logs/2026-01-04.csv", scanners.Unclear, 0),
		obj("media/13800138000/a.csv", scanners.Kept, 0),
		obj("lo", scanners.Unasked, 0),
	}}, facts: []scanners.Fact{
		{Name: "public", Value: "read", Source: "policy", Scope: "logs/"},
		{Name: "replication", Value: "copies", Source: "x", Scope: "logs/2026-01-0"},
		{Name: "replication", Value: "never", Source: "x", Scope: "logs/2027"},
		{Name: "public", Value: "list", Source: "policy", Scope: "media/13800138000/", Detail: "for mary.jones@example.com"},
		{Name: "grant", Value: "select", Source: "grants", Scope: "logs/2026-01-02.csv", Exact: true},
		{Name: "tag", Value: "owner=mary.jones@example.com", Source: "tags"},
	}}
	inv := scanTelling(t, s)
	got := map[string]string{}
	for _, d := range inv.Stores[0].Datasets {
		for _, f := range d.Facts {
			got[d.Path] += f.Name + " " + f.Value + " " + f.Scope + string('0'+rune(f.Assets)) + ";"
		}
		if l := d.Lifecycle; l != nil {
			got[d.Path] += string('0'+rune(l.Kept)) + string('0'+rune(l.Expiring)) + string('0'+rune(l.Unclear))
		}
	}
	want := map[string]string{
		"logs/{date}.csv":              "grant select logs/2026-01-02.csv1;public read logs/4;replication copies logs/2026-01-04;121",
		"media/{contact.mobile}/a.csv": "public list media/{contact.mobile}/1;100",
	}
	for path, w := range want {
		if got[path] != w {
			t.Errorf("%s: %q, want %q", path, got[path], w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%q", got)
	}
	i := slices.IndexFunc(inv.Stores[0].Datasets, func(d Dataset) bool { return d.Path == "logs/{date}.csv" })
	l := inv.Stores[0].Datasets[i].Lifecycle
	if l.Longest != 61 || !l.First.Equal(day.AddDate(0, 0, 30).Add(12*time.Hour)) || !l.Last.Equal(day.AddDate(0, 0, 60).Add(12*time.Hour)) {
		t.Errorf("%+v", l)
	}
	if n := len(inv.Stores[0].Facts); n != 5 {
		t.Errorf("%d facts of the store, want those that are not about one asset", n)
	}
	var saved bytes.Buffer
	if err := inv.Write(&saved); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"13800138000", "mary"} {
		if bytes.Contains(saved.Bytes(), []byte(secret)) {
			t.Errorf("the inventory holds %q", secret)
		}
	}
	again, err := Read(&saved)
	if err != nil || !slices.Equal(again.Stores[0].Datasets[i].Facts, inv.Stores[0].Datasets[i].Facts) {
		t.Errorf("%v: the facts are not as they were saved", err)
	}
}

// Old versions are a dataset of their own, which is read, and whose age is that of
// when they were written and of when they were replaced; marks of deletions are
// counted and never read.
func TestOldVersionsAreADatasetOfTheirOwn(t *testing.T) {
	day := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	s := &telling{shelf: &shelf{assets: []scanners.Asset{
		{Path: "staff.csv", Kind: "object", Version: "now", Size: 10, Rows: -1, Modified: day.AddDate(1, 0, 0)},
		{Path: "staff.csv", Kind: "version", Version: "v1", Size: 20, Rows: -1, Modified: day, Superseded: day.AddDate(0, 1, 0)},
		{Path: "staff.csv", Kind: "version", Version: "v2", Size: 30, Rows: -1, Modified: day.AddDate(0, 1, 0), Superseded: day.AddDate(0, 5, 0)},
		{Path: "staff.csv", Kind: "marker", Version: "m1", Modified: day.AddDate(0, 5, 0)},
		{Path: "gone.csv", Kind: "marker", Version: "m2", Modified: day},
	}, rows: map[string][]string{"staff.csv": {"11010519491231002X"}}}}
	inv := scanTelling(t, s)
	var old, now, gone *Dataset
	for i := range inv.Stores[0].Datasets {
		switch d := &inv.Stores[0].Datasets[i]; d.Path + " " + d.Kind {
		case "staff.csv version":
			old = d
		case "staff.csv object":
			now = d
		case "gone.csv version":
			gone = d
		}
	}
	if old == nil || now == nil || gone == nil {
		t.Fatalf("%+v", inv.Stores[0].Datasets)
	}
	if old.Coverage.Listed != 2 || old.Coverage.Sampled != 2 || old.Coverage.BytesListed != 50 || old.Markers != 1 || len(old.Entries) == 0 {
		t.Errorf("%+v", old)
	}
	if now.Coverage.Listed != 1 || now.Markers != 0 || now.Coverage.BytesListed != 10 {
		t.Errorf("%+v", now)
	}
	if gone.Coverage.Listed != 0 || gone.Markers != 1 || gone.Coverage.Sampled != 0 {
		t.Errorf("%+v", gone)
	}
	if s.sampled.Load() != 3 {
		t.Errorf("%d assets were read, want 3", s.sampled.Load())
	}
	times := map[string]time.Time{}
	for _, x := range old.Times {
		times[x.Source] = x.Oldest
	}
	if !times["object"].Equal(day) || !times["superseded"].Equal(day.AddDate(0, 1, 0)) {
		t.Errorf("%v", times)
	}
}

// Users, slots and programs bear the names of persons, in details and in reasons. Addresses
// of servers stay as they are, since a fact about their place refers to them.
func TestFactsAreMasked(t *testing.T) {
	facts := []scanners.Fact{
		{Name: "replica", Value: "10.1.2.3", Source: "server", Detail: `connected as "mary.jones@example.com", streaming, async`},
		{Name: "copy-jurisdiction", Source: "server", Detail: "10.1.2.3", Unknown: true, Reason: `the host of "mary.jones@example.com" names no place`},
		{Name: "replica", Source: "server", Unknown: true, Reason: `the replication slot "slot_13800138000" waits for a server or program that is not connected: ask for whom it is, or drop it`},
		{Name: "replica", Source: "server", Unknown: true, Reason: `1 servers or programs get a copy, and which is not shown to user "mary.jones@example.com": GRANT pg_monitor TO "mary.jones@example.com"`},
		{Name: "copy-of", Value: "db-13800138000.example.com", Source: "server", Detail: `through the subscription "mary.jones@example.com"`},
		{Name: "copy-jurisdiction", Source: "server", Detail: "db-13800138000.example.com", Value: "CN"},
		{Name: "listen", Value: "13800138000.example.com", Source: "server"},
		{Name: "row-security", Value: "on", Source: "server", Detail: `it holds for user "mary.jones@example.com", who scans`, Scope: "t", Exact: true},
		{Name: "encryption", Source: "server", Unknown: true, Reason: `not shown to "mary.jones@example.com"`, Scope: "t", Exact: true},
		{Name: "publication", Value: "for mary.jones@example.com", Source: "server", Scope: "t", Exact: true},
	}
	s := &telling{shelf: &shelf{assets: []scanners.Asset{{Path: "t", Kind: "table", Size: 10, Rows: -1}}}, facts: facts}
	inv := scanTelling(t, s)
	var saved bytes.Buffer
	if err := inv.Write(&saved); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(saved.Bytes(), []byte("mary")) {
		t.Error("the inventory names a person")
	}
	got := map[string]string{}
	for _, f := range inv.Stores[0].Facts {
		got[f.Name] += "|" + f.Value + "," + f.Detail + "," + f.Reason
	}
	for _, f := range inv.Stores[0].Datasets[0].Facts {
		got[f.Name] += "|" + f.Value + "," + f.Detail + "," + f.Reason
	}
	for name, want := range map[string][]string{
		"replica": {`10.1.2.3,connected as "{contact.email}", streaming, async,`, `the replication slot "slot_{contact.mobile}" waits for`,
			`not shown to user "{contact.email}": GRANT pg_monitor TO "{contact.email}"`},
		"copy-of":           {`|db-13800138000.example.com,through the subscription "{contact.email}"`},
		"copy-jurisdiction": {",10.1.2.3,", "CN,db-13800138000.example.com,", `the host of "{contact.email}" names`},
		"listen":            {"|13800138000.example.com,"},
		"row-security":      {`|on,it holds for user "{contact.email}", who scans,`},
		"encryption":        {`not shown to "{contact.email}"`},
		"publication":       {"|for {contact.email},"},
	} {
		for _, w := range want {
			if !strings.Contains(got[name], w) {
				t.Errorf("of %s stays %s, want %s", name, got[name], w)
			}
		}
	}
}
