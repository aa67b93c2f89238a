package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// plantedFiles writes 600 files of 40 to 400 lines, an address in each line of every
// thirtieth file, and returns the share of the bytes in lines of such files, which is
// that of the records by their bytes, and the share of the files.
func plantedFiles(t *testing.T) (store string, records, assets float64) {
	dir := t.TempDir()
	var all, planted, files int
	for i := range 600 {
		var b bytes.Buffer
		for line := range 40 + i*7919%361 {
			if i%30 == 7 {
				fmt.Fprintf(&b, "please write to someone%06d@example.org\n", line)
			} else {
				fmt.Fprintf(&b, "please write to nobody, this is line %06d\n", line)
			}
		}
		all += b.Len()
		if i%30 == 7 {
			planted += b.Len()
			files++
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("note-%d.txt", i)), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return "file://" + dir, float64(planted) / float64(all), float64(files) / 600
}

// plantedTable makes a table of 60,000 rows of which the last 600 hold an address.
func plantedTable(t *testing.T) (store string, records float64) {
	path := filepath.Join(t.TempDir(), "shop.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Exec(`CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT);
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 60000)
		INSERT INTO notes SELECT i, CASE WHEN i > 59400 THEN printf('write to someone%06d@example.org', i) ELSE printf('line %06d', i) END FROM n`)
	if err != nil {
		t.Fatal(err)
	}
	return "sqlite://" + path, 0.01
}

// The whole path keeps what it says: of many scans with other seeds, the share of
// records and of files that hold an address lies between the stated bounds in 95 of
// 100, on each side, as far as so many scans can tell.
func TestStatedSharesHold(t *testing.T) {
	files, ofBytes, ofFiles := plantedFiles(t)
	table, ofRows := plantedTable(t)
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const seeds = 120
	missed := map[string]int{}
	draws := map[string]int64{}
	count := func(what string, s *inventory.Share, truth float64) {
		if s.AtMost < truth {
			missed[what+" below"]++
		}
		if s.AtLeast > truth {
			missed[what+" above"]++
		}
		draws[what] = max(draws[what], s.Draws)
	}
	for seed := range uint64(seeds) {
		var stores []inventory.Store
		for _, s := range []scanners.Store{{Alias: "files", URL: files}, {Alias: "shop", URL: table}} {
			limits := inventory.Limits{}
			if s.Alias == "files" {
				limits.Bytes = 1500 << 10 // some of the files only
			}
			inv, err := inventory.Take(t.Context(), []scanners.Store{s}, inventory.Options{
				Engine: engine, Kinds: kinds, Seed: seed, Depth: scanners.Sample, Limits: limits, Key: []byte("key"), Rules: "test",
			})
			if err != nil {
				t.Fatal(err)
			}
			stores = append(stores, inv.Stores...)
		}
		for _, s := range stores {
			for _, d := range s.Datasets {
				none := &inventory.Prevalence{}
				if b := d.Bounds.Records; b != nil {
					none.Records = &inventory.Share{AtMost: b.AtMost, Draws: b.Draws}
				}
				if b := d.Bounds.Assets; b != nil {
					none.Assets = &inventory.Share{AtMost: b.AtMost, Draws: b.Draws}
				}
				p := none
				for _, e := range d.Entries {
					if e.Category == "contact.email" {
						p = e.Prevalence
					}
				}
				if p == nil || p.Records == nil {
					t.Fatalf("seed %d states nothing of %s: %+v", seed, d.Path, d)
				}
				if s.Alias == "shop" {
					count("rows", p.Records, ofRows)
					continue
				}
				count("bytes", p.Records, ofBytes)
				count("files", p.Assets, ofFiles)
			}
		}
	}
	allowed := seeds*0.05 + 3*math.Sqrt(seeds*0.05*0.95)
	for what, n := range missed {
		if float64(n) > allowed {
			t.Errorf("%s the truth in %d of %d scans", what, n, seeds)
		}
	}
	if draws["rows"] != 3000 || draws["files"] < 40 || draws["files"] > 300 {
		t.Errorf("draws: %v", draws)
	}
	t.Logf("missed %v, draws %v", missed, draws)
}
