package content

import (
	"fmt"
	"strings"
	"testing"
)

// statement writes rows of a table as one statement, a tuple on each line, each value of
// which says whose it is.
func (d dumped) statement(b *strings.Builder, whose string, from, to int) {
	b.WriteString("INSERT INTO `" + d.name + "` VALUES\n")
	for i := from; i < to; i++ {
		b.WriteString(d.tuple(whose, i))
		b.WriteString(map[bool]string{true: ";\n", false: ",\n"}[i == to-1])
	}
}

// tuple writes a row.
func (d dumped) tuple(whose string, i int) string {
	var v []string
	for c := range d.columns {
		v = append(v, strings.Replace("'"+d.value(c, i)+"'", "'v ", "'v "+whose, 1))
	}
	return "(" + strings.Join(v, ",") + ")"
}

// ownNames checks that no value has the name of another table or column, and returns how
// many of the values have names: that of their table, and that of their column.
func ownNames(t *testing.T, in []byte, bytes int64) (all, tables, columns int) {
	t.Helper()
	for seed := range uint64(8) {
		rows, drawn := gather(t, &standard, memory("a.sql", in), sampled(seed, bytes, 3000))
		if drawn.Format != "sql" || drawn.Bytes > bytes || drawn.Units < 2 {
			t.Fatalf("%+v", drawn)
		}
		for _, r := range rows {
			for path, v := range r.values {
				_, own, ok := strings.Cut(v, "v ")
				if !ok {
					continue
				}
				own, _, _ = strings.Cut(own, " ")
				all++
				if path == "" {
					continue
				}
				if i := strings.LastIndexByte(path, '.'); path[i+1:] < "a" {
					if i > 0 && !strings.HasSuffix(own[:strings.LastIndexByte(own, '.')], path[:i]) {
						t.Fatalf("seed %d: %s is called %s", seed, own, path)
					}
					tables++
				} else if !strings.HasSuffix(own, path) {
					t.Fatalf("seed %d: %s is called %s", seed, own, path)
				} else {
					tables++
					columns++
				}
			}
		}
	}
	return all, tables, columns
}

// TestSQLAlternating draws from dumps in which the statements of several tables alternate,
// or in which tables come again: a statement of the same table above and below says
// nothing of what stands between.
func TestSQLAlternating(t *testing.T) {
	a := dumped{"a", []string{"id varchar(9)", "name text", "phone text"}, 0}
	b := dumped{"b", []string{"id varchar(9)", "colour text", "shape text"}, 0}
	c := dumped{"c", []string{"id varchar(9)", "plant text", "tree text"}, 0}
	alternating := func(head string, size ...int) []byte {
		var s strings.Builder
		s.WriteString(head)
		for i := range 60 {
			a.statement(&s, "", i*1000, i*1000+size[0])
			b.statement(&s, "", i*1000, i*1000+size[1])
		}
		return []byte(s.String())
	}
	// databases are dumped one behind the other and have tables of the same names, whose
	// columns differ.
	databases := func(head string, between func(i int) string, tables func(i int) []dumped) []byte {
		var s strings.Builder
		s.WriteString(head)
		for i := range 8 {
			s.WriteString(between(i))
			for _, d := range tables(i) {
				s.WriteString(d.create())
				for n := range 4 {
					d.statement(&s, "", n*2500, n*2500+2500)
				}
			}
		}
		return []byte(s.String())
	}
	same := func(int) []dumped { return []dumped{a, b, c} }
	grown := func(i int) []dumped {
		x := a
		if i%2 == 1 {
			x.columns = []string{a.columns[0], "since date", a.columns[1], a.columns[2]}
		}
		return []dumped{x, b, c}
	}
	use := func(i int) string { return fmt.Sprintf("--\n-- Current Database: `d%d`\n--\n\nUSE `d%d`;\n\n", i, i) }
	none := func(int) string { return "" }
	mysql := "-- MySQL dump 10.13  Distrib 8.0.36\n--\n-- Host: localhost    Database: d0\n\n"
	for _, tc := range []struct {
		name string
		in   []byte
		want float64 // the share of the values that have their table
	}{
		{"short statements", alternating("-- orders\n", 600, 600), 0.95},
		{"one long", alternating("-- orders\n", 100, 3000), 0.85},
		{"the other long", alternating("-- orders\n", 3000, 100), 0.85},
		{"both long", alternating("-- orders\n", 2500, 2500), 0.85},
		{"databases", databases(mysql, use, same), 0.3},
		{"databases that differ", databases(mysql, use, grown), 0.3},
		{"dumps one behind the other", databases("-- some export\n", none, same), 0.3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, bytes := range []int64{256 << 10, 1 << 20, 4 << 20} {
				all, tables, columns := ownNames(t, tc.in, bytes)
				t.Logf("of %d MiB with %d KiB: %d values, %d with their table, %d with their column", len(tc.in)>>20, bytes>>10, all, tables, columns)
				if bytes > 1<<20 && float64(tables) < tc.want*float64(all) {
					t.Errorf("%d of %d values have their table", tables, all)
				}
			}
		})
	}
}

// TestSQLSingle draws from dumps with a statement for each row, none of which names the
// columns: those are in the definitions further up.
func TestSQLSingle(t *testing.T) {
	var s strings.Builder
	s.WriteString("-- MySQL dump 10.13  Distrib 8.0.36\n--\n-- Host: localhost    Database: d0\n\n")
	for _, d := range []dumped{
		{"few", []string{"id varchar(9)", "word text"}, 3},
		{"people", []string{"id varchar(9)", "name text", "phone text"}, 30_000},
		{"notes", []string{"id varchar(9)", "note text"}, 30_000},
		{"last", []string{"id varchar(9)", "tree text"}, 10_000},
	} {
		s.WriteString("DROP TABLE IF EXISTS `" + d.name + "`;\n" + d.create() + "\nLOCK TABLES `" + d.name + "` WRITE;\n")
		for i := range d.rows {
			s.WriteString("INSERT INTO `" + d.name + "` VALUES " + d.tuple("", i) + ";\n")
		}
		s.WriteString("UNLOCK TABLES;\n\n")
	}
	for _, bytes := range []int64{256 << 10, 1 << 20} {
		all, tables, columns := ownNames(t, []byte(s.String()), bytes)
		t.Logf("of %d MiB with %d KiB: %d values, %d with their table, %d with their column", s.Len()>>20, bytes>>10, all, tables, columns)
		if tables < all || bytes > 256<<10 && columns < all {
			t.Errorf("of %d values %d have their table and %d their column", all, tables, columns)
		}
	}
}

// TestSQLTwoDumps draws from two dumps of PostgreSQL put one behind the other, of which the
// second has other tables that look alike.
func TestSQLTwoDumps(t *testing.T) {
	people := dumped{"public.people", []string{"id integer NOT NULL", "name text", "born date", "phone character varying(20)"}, 20_000}
	visits := dumped{"public.visits", []string{"id integer NOT NULL", "place text", "seen date", "note text"}, 20_000}
	few := dumped{"public.few", []string{"id integer", "word text"}, 3}
	for name, in := range map[string][]byte{
		"others": append(postgres(few, people), postgres(visits)...),
		"alike":  postgres(few, people, visits),
	} {
		for _, bytes := range []int64{256 << 10, 1 << 20} {
			all, tables, columns := ownNames(t, in, bytes)
			t.Logf("%s of %d MiB with %d KiB: %d values, %d with their table, %d with their column", name, len(in)>>20, bytes>>10, all, tables, columns)
		}
	}
}
