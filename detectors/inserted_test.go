package detectors

import (
	"fmt"
	"strings"
	"testing"
)

// TestInsertedRows checks that what stands in the rows of a statement is found in the
// order of its places among what is found by its own form, in text and in columns.
func TestInsertedRows(t *testing.T) {
	e := newEngine(t)
	var b strings.Builder
	b.WriteString("sql: INSERT INTO users (id, real_name, phone, password) VALUES ")
	for i := range 40 {
		fmt.Fprintf(&b, "(%d,'林小燕','1381234%04d','tulip%d!Gate'),", i, 1000+i, i)
	}
	text := b.String()
	counts, last := map[Category]int{}, 0
	for _, m := range e.Text("", text) {
		if m.Start < last {
			t.Fatalf("%s at %d stands behind a match at %d", m.Category, m.Start, last)
		}
		last = m.Start
		counts[m.Category]++
	}
	for _, c := range []Category{"identity.name", "contact.mobile", "account.password"} {
		if counts[c] != 40 {
			t.Errorf("%d of 40 of %s are found", counts[c], c)
		}
	}
	found := map[Category]int{}
	e.Scan("message", []byte(text+"\n"), []int32{int32(len(text))}, func(c Candidate) {
		if c.Valid {
			found[c.Category]++
		}
	})
	for c, want := range map[Category]int{"identity.name": 40, "contact.mobile": 40} {
		if found[c] != want {
			t.Errorf("in a column %d of %s are found, want %d", found[c], c, want)
		}
	}
}

// TestBrokenInsert checks that statements that are cut off anywhere are read within
// bounds.
func TestBrokenInsert(t *testing.T) {
	e := newEngine(t)
	text := "INSERT INTO t (`name`,\"phone\") VALUES (N'林小''燕', f(1,'x'), NULL),\n ('a\\\\'b','c')"
	for i := range len(text) {
		e.Text("", text[:i])
		e.Text("", text[i:])
	}
	if got := matchesOf(e, "identity.name", "", "INSERT INTO t (name) VALUES ('林小燕'"); len(got) != 0 {
		t.Errorf("a row that does not end has %d names", len(got))
	}
}
