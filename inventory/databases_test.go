package inventory_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/postgres"
	"piiventory/scanners/scannertest"
)

func TestMain(m *testing.M) { scannertest.Main(m) }

// madeIn makes a database of PostgreSQL with the statements and returns its URL.
func madeIn(t *testing.T, name string, statements ...string) string {
	t.Helper()
	server := scannertest.Postgres(t)
	execute(t, server.URL("postgres"), "CREATE DATABASE "+name)
	execute(t, server.URL(name), statements...)
	return server.URL(name)
}

func execute(t *testing.T, url string, statements ...string) {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// ofPostgres are options for scans of one database with the real detectors.
func ofPostgres(t *testing.T) inventory.Options {
	t.Helper()
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return inventory.Options{
		Engine: engine, Kinds: map[string]scanners.Kind{"postgres": postgres.Kind}, Depth: scanners.Sample, Seed: 1,
		Limits: inventory.DefaultLimits, Rules: detectors.Rules(),
	}
}

// Of a table with many partitions of very unlike sizes a tight budget reads some, drawn
// by their rows, from which the share of the whole table follows.
func TestPartitionsOfPostgres(t *testing.T) {
	// 120 partitions: 80 of 20 rows, and 40 of 200 to 8,000. In the small ones every row
	// has a number of a mobile phone, in the large ones one in ten.
	url := madeIn(t, "partitions", `CREATE TABLE orders (day int, id int, contact text) PARTITION BY LIST (day)`, `DO $$ BEGIN
		FOR i IN 0..119 LOOP
			EXECUTE format('CREATE TABLE orders_%s PARTITION OF orders FOR VALUES IN (%s)', to_char(date '2026-01-01' + i, 'YYYY_MM_DD'), i);
			EXECUTE format('INSERT INTO orders SELECT %s, n, CASE WHEN ''%s'' = ''t'' OR n %% 10 = 0 THEN ''1391234'' || lpad((n * 7919 %% 10000)::text, 4, ''0'') ELSE ''none'' END FROM generate_series(1, %s) n',
				i, i % 3 <> 0, CASE WHEN i % 3 <> 0 THEN 20 ELSE 200 + i / 3 * 200 END);
		END LOOP; END $$`, `ANALYZE`)
	o := ofPostgres(t)
	o.Limits = inventory.Limits{Requests: 500, Bytes: 64 << 20}
	var first string
	for _, workers := range []int{1, 8} {
		o.Workers = workers
		stores := []scanners.Store{{Alias: "db", URL: url}}
		plan, err := inventory.Estimate(t.Context(), stores, o)
		if err != nil {
			t.Fatal(err)
		}
		inv, err := inventory.Take(t.Context(), stores, o)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(inv.Stores[0].Datasets); n != 1 || len(plan.Stores[0].Datasets) != 1 {
			t.Fatalf("%d datasets of one partitioned table", n)
		}
		d, p := &inv.Stores[0].Datasets[0], plan.Stores[0].Datasets[0]
		if d.Path != "public.orders_{date}" || d.Coverage.Listed != 120 || d.Coverage.Sampled >= 60 || d.Coverage.Sampled < 20 {
			t.Fatalf("%s: %+v", d.Path, d.Coverage)
		}
		if p.Assets != d.Coverage.Sampled || p.Cost.Rows != d.Coverage.RowsRead || p.AtMost == nil || *p.AtMost != d.Bounds.Records.AtMost {
			t.Errorf("planned %+v, read %+v, bounds %+v", p, d.Coverage, d.Bounds.Records)
		}
		if c := inv.Run.Cost["db"]; c.Requests > 500 || c.Requests > plan.Cost.Requests*3/2 || c.Requests < plan.Cost.Requests*2/3 {
			t.Errorf("%d requests, planned %d", c.Requests, plan.Cost.Requests)
		}
		// 15,600 + 1,600 of 165,600 rows; equal chances would come to seven in ten.
		truth := (164_000*0.1 + 1600) / 165_600
		e := d.Entries[0]
		if e.Category != "contact.mobile" || e.Prevalence == nil || e.Prevalence.Records == nil {
			t.Fatalf("%+v", e)
		}
		if r := e.Prevalence.Records; r.AtLeast > truth || r.AtMost < truth || r.Estimate < 0.08 || r.Estimate > 0.2 || r.Draws < 40 || r.Draws > 60 {
			t.Errorf("%+v, want about %.3f", r, truth)
		}
		inv.Run = inventory.Run{}
		var b bytes.Buffer
		if err := inv.Write(&b); err != nil {
			t.Fatal(err)
		}
		if first != "" && b.String() != first {
			t.Error("another number of workers gives another inventory")
		}
		first = b.String()
	}
	// Where all can be opened, all are.
	o.Limits = inventory.Limits{Requests: 2000, Bytes: 64 << 20}
	inv, err := inventory.Take(t.Context(), []scanners.Store{{Alias: "db", URL: url}}, o)
	if err != nil {
		t.Fatal(err)
	}
	if c := inv.Stores[0].Datasets[0].Coverage; c.Sampled != 120 {
		t.Errorf("of 120 partitions %d were read: %s", c.Sampled, fmt.Sprint(inv.Stores[0].Datasets[0].Gaps))
	}
}

// Of a large table with an old record that no sample holds, an index tells the age; dates
// of birth, indexed or not, are nowhere in the inventory.
func TestAgeOfATableOfPostgres(t *testing.T) {
	url := madeIn(t, "aged", `CREATE TABLE customers (id int, 注册时间 timestamptz, birth_date date, 生日 date, mobile text)`,
		`INSERT INTO customers SELECT i, timestamptz '2025-01-01 00:00:00+00' + i * interval '1 minute', date '1985-11-17' + i % 3, date '1985-11-17', '1391234' || lpad((i % 10000)::text, 4, '0') FROM generate_series(1, 40000) i`,
		`UPDATE customers SET 注册时间 = '2009-08-07 06:05:04+00' WHERE id = 777`,
		`CREATE INDEX ON customers (注册时间)`, `CREATE INDEX ON customers (birth_date)`, `CREATE INDEX ON customers (生日)`, `ANALYZE`)
	o := ofPostgres(t)
	half := time.Date(2025, 1, 1+14, 0, 0, 0, 0, time.UTC) // after 20,159 rows and the old one
	o.Cutoffs = func(string, string, string) []time.Time { return []time.Time{half} }
	inv, err := inventory.Take(t.Context(), []scanners.Store{{Alias: "db", URL: url}}, o)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := inv.Write(&b); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema(t).Validate(doc); err != nil {
		t.Error(err)
	}
	d := &inv.Stores[0].Datasets[0]
	if len(d.Times) != 2 || d.Times[0].Source != "field:注册时间" || !d.Times[0].Found || d.Times[0].Oldest.Year() != 2025 || d.Times[0].Count != 3000 ||
		d.Times[1].Source != "index:注册时间" || !d.Times[1].Found || d.Times[1].Oldest.Year() != 2009 || d.Times[1].Count < 39_000 {
		t.Errorf("%+v", d.Times)
	}
	older := d.Times[0].Older
	if len(older) != 1 || older[0].Records == nil || older[0].Records.Of < 39_000 || older[0].Records.AtLeast > 20_160 || older[0].Records.AtMost < 20_160 ||
		older[0].Records.AtMost-older[0].Records.AtLeast > 3000 || older[0].Share.Draws != 3000 || d.Times[1].Older != nil {
		t.Errorf("%+v", older)
	}
	if s := b.String(); strings.Contains(s, "1985-11") || !strings.Contains(s, "identity.birth_date") {
		t.Error("a date of birth is in the inventory, or none was found")
	}
}
