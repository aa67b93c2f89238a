package content

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// A dumped is a table of a made dump. Each of its values says of which table and column
// it is.
type dumped struct {
	name    string
	columns []string // each with its type
	rows    int
}

func (d dumped) value(col, i int) string {
	name, kind, _ := strings.Cut(d.columns[col], " ")
	switch {
	case strings.HasPrefix(kind, "int"):
		return fmt.Sprint(i)
	case strings.HasPrefix(kind, "date"):
		return fmt.Sprintf("%d-%02d-%02d", 1950+i%60, 1+i%12, 1+i%28)
	}
	return "v " + d.name + "." + name + " " + strings.Repeat("x", i%40)
}

func (d dumped) create() string {
	return "CREATE TABLE " + d.name + " (\n    " + strings.Join(d.columns, ",\n    ") + "\n);\n"
}

func (d dumped) names() string {
	var n []string
	for _, c := range d.columns {
		name, _, _ := strings.Cut(c, " ")
		n = append(n, name)
	}
	return strings.Join(n, ", ")
}

// postgres writes the tables as pg_dump does, mariadb as mariadb-dump does with
// statements of a megabyte.
func postgres(tables ...dumped) []byte {
	var b strings.Builder
	b.WriteString("--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n\n")
	for _, d := range tables {
		b.WriteString(d.create() + "\nALTER TABLE " + d.name + " OWNER TO postgres;\n\n")
	}
	for _, d := range tables {
		fmt.Fprintf(&b, "--\n-- Data for Name: x; Type: TABLE DATA\n--\n\nCOPY %s (%s) FROM stdin;\n", d.name, d.names())
		for i := range d.rows {
			for c := range d.columns {
				if c > 0 {
					b.WriteByte('\t')
				}
				b.WriteString(d.value(c, i))
			}
			b.WriteByte('\n')
		}
		b.WriteString("\\.\n\n\n")
	}
	for _, d := range tables {
		b.WriteString("ALTER TABLE ONLY " + d.name + "\n    ADD CONSTRAINT x PRIMARY KEY (id);\n\n")
	}
	return []byte(b.String())
}

func mariadb(tables ...dumped) []byte {
	var b strings.Builder
	b.WriteString("/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\n\n")
	for _, d := range tables {
		b.WriteString(d.create() + "\nLOCK TABLES `" + d.name + "` WRITE;\n")
		from := -1
		for i := range d.rows {
			if from < 0 {
				from = b.Len()
				b.WriteString("INSERT INTO `" + d.name + "` VALUES\n")
			}
			for c := range d.columns {
				b.WriteString(map[bool]string{true: "('", false: "','"}[c == 0] + d.value(c, i))
			}
			if b.WriteString("')"); b.Len()-from > 1<<20-2048 || i == d.rows-1 {
				b.WriteString(";\n")
				from = -1
			} else {
				b.WriteString(",\n")
			}
		}
		b.WriteString("UNLOCK TABLES;\n\n")
	}
	return []byte(b.String())
}

// TestSQLNames draws from dumps and checks that no value has the name of another table
// or column, and how many have their own.
func TestSQLNames(t *testing.T) {
	people := dumped{"public.people", []string{"id integer NOT NULL", "name text", "born date", "phone character varying(20)"}, 20_000}
	notes := dumped{"public.notes", []string{"id integer NOT NULL", "born text", "name text DEFAULT ', ('", "note text"}, 30_000}
	total := dumped{"public.sums", []string{"id integer", "a text", "b integer GENERATED ALWAYS AS (id * 2) STORED"}, 1}
	few := dumped{"public.few", []string{"id integer", "word text"}, 3}
	var parts []dumped
	for i := range 5 {
		parts = append(parts, dumped{fmt.Sprintf("public.p%d", i), []string{"id integer", "phone text", "mail text"}, 8_000})
	}
	same := dumped{"public.q", []string{"id integer", "colour text", "shape text"}, 20_000}
	plain := func(d dumped) dumped {
		d.name = strings.TrimPrefix(d.name, "public.")
		return d
	}
	more := func(d dumped) dumped {
		d.rows *= 5
		return d
	}
	for _, tc := range []struct {
		name  string
		in    []byte
		bytes int64
		named float64 // the share of the rows that have their names
		table bool    // and that of their table
	}{
		{"postgres", postgres(few, notes, people, total), 512 << 10, 1, true},
		{"partitions", postgres(append([]dumped{few, people}, parts...)...), 512 << 10, 1, false},
		{"alike", postgres(append([]dumped{same}, parts...)...), 512 << 10, 0, false},
		{"definitions behind the head", postgres(append(many(300), people, notes)...), 4 << 20, 1, true},
		{"two dumps", append(postgres(few, people), postgres(same, notes)...), 512 << 10, 0, false},
		{"mariadb", mariadb(plain(few), more(plain(people)), more(plain(notes)), plain(same)), 8 << 20, 0.5, true},
		{"mariadb with few bytes", mariadb(plain(few), plain(people), plain(notes), plain(same)), 512 << 10, 0, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			named, all, tables := 0, 0, 0
			for seed := range uint64(6) {
				rows, drawn := gather(t, &standard, memory("a.sql", tc.in), sampled(seed, tc.bytes, 3000))
				if drawn.Format != "sql" || drawn.Design != "equal" && drawn.Design != "not-equal" || drawn.Bytes > tc.bytes {
					t.Fatalf("%+v", drawn)
				}
				for _, r := range rows {
					if v := r.values[""]; v != "" {
						if strings.Contains(v, "\t") || strings.HasPrefix(v, "('") {
							all++
						}
						continue
					}
					all++
					named++
					whose := ""
					for path, v := range r.values {
						if _, say, ok := strings.Cut(v, "v "); ok {
							own, _, _ := strings.Cut(say, " ")
							if number := path[strings.LastIndexByte(path, '.')+1:]; number < "a" && strings.HasPrefix(own, path[:len(path)-len(number)]) {
								named--
								break // of the right table, whose definition was not seen
							}
							if path != own && path != own[strings.LastIndexByte(own, '.')+1:] {
								t.Fatalf("%s is called %s", own, path)
							}
							whose = path
						}
					}
					if strings.Contains(whose, ".") {
						tables++
					}
				}
			}
			if share := float64(named) / float64(all); share < tc.named || tc.named == 0 && share > 0.2 {
				t.Errorf("%d of %d rows are named", named, all)
			}
			if tc.table && tables < named*9/10 {
				t.Errorf("%d of %d rows have their table", tables, named)
			}
			t.Logf("%d rows, %d named, %d with the table", all, named, tables)
		})
	}
}

// many are tables that make the definitions longer than the head.
func many(n int) (list []dumped) {
	for i := range n {
		list = append(list, dumped{fmt.Sprintf("public.t%04d", i), []string{"id integer", "a_column_of_some_length text", "b text", "c text", "d text", "e text"}, 1})
	}
	return list
}

// TestSQLNamesHostile draws from texts made of the words that are looked for.
func TestSQLNamesHostile(t *testing.T) {
	words := []string{"INSERT INTO a VALUES\n", "(1,'x'),\n", "(2,'INSERT INTO b VALUES\n(3),'),\n", "COPY c (d, e) FROM stdin;\n", "1\t2\n", "\\.\n", "CREATE TABLE a (b int,\n", ");\n",
		"'", "(", "-- PostgreSQL database dump\n", "CREATE TABLE c (d int, e int);\n", "\n"}
	rnd := rand.New(rand.NewPCG(5, 6))
	for seed := range uint64(40) {
		var b strings.Builder
		b.WriteString("-- PostgreSQL database dump\nCREATE TABLE f (a integer, b text);\nINSERT INTO g VALUES (1);\n")
		for b.Len() < 200_000 {
			w := words[rnd.IntN(len(words))]
			b.WriteString(strings.Repeat(w, 1+rnd.IntN(1+rnd.IntN(300))))
		}
		_, drawn := gather(t, &standard, memory("a.sql", []byte(b.String())), sampled(seed, 64<<10, 2000))
		if drawn.Bytes > 64<<10 {
			t.Fatalf("%+v", drawn)
		}
	}
}
