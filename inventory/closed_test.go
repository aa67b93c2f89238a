package inventory

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"piiventory/scanners"
)

func closedOf(t testing.TB, ids ...string) *ClosedAccounts {
	t.Helper()
	c, err := ReadClosedAccounts(strings.NewReader(strings.Join(ids, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// An id is found as it is, and where one of the two is the other in small letters.
func TestClosedIDsAreFound(t *testing.T) {
	c := closedOf(t, "\xef\xbb\xbf10024", "  aB3xyz99\r", "", "7F3E-0001", "someone@example.com", "用户-甲", "42")
	if c.ids != 6 {
		t.Errorf("%d ids", c.ids)
	}
	var buf []byte
	for value, want := range map[string]bool{
		"10024": true, " 10024 ": true, "10024.0": true, "10025": false, "010024": false, "1002": false, "10024.5": false, "100240": false,
		"aB3xyz99": true, "ab3xyz99": true, "Ab3xyz99": false, "AB3XYZ99": false,
		"7F3E-0001": true, "7f3e-0001": true, "someone@example.com": true, "SomeOne@Example.com": true, "SOMEONE@EXAMPLE.COM": true,
		"用户-甲": true, "用户-乙": false, "42": true, "": false, strings.Repeat("x", 300): false, ".0": false, "42.0": true,
	} {
		data := []byte(value)
		v, found := c.match(data, &buf)
		if found != want {
			t.Errorf("%q: %v", value, found)
		}
		if string(data) != value || found && strings.TrimSuffix(strings.TrimSpace(value), ".0") != string(v) {
			t.Errorf("%q was changed to %q, or compared as %q", value, data, v)
		}
	}
}

// The digests of two lists differ, and no list holds its ids.
func TestClosedListsHoldNoIDs(t *testing.T) {
	a, b := closedOf(t, "10024xyzzy", "ABCDEFGH"), closedOf(t, "10024xyzzy", "ABCDEFGH")
	if a.key == b.key || a.digests[0] == b.digests[0] {
		t.Error("two lists have one key")
	}
	if text := fmt.Sprintf("%+v", a); strings.Contains(text, "xyzzy") || strings.Contains(text, "ABCDEFGH") {
		t.Error("the list holds an id")
	}
	//lint:ignore SA9005 that nothing of it is written is what is tested
	text, _ := json.Marshal(a)
	if string(text) != "{}" {
		t.Errorf("it can be saved: %s", text)
	}
}

// Of a long list every id is found and nothing else, in 24 bytes an id at most.
func TestLongListsOfClosedAccounts(t *testing.T) {
	const n = 200_000
	var list bytes.Buffer
	random := rand.New(rand.NewPCG(8, 8))
	ids := map[string]bool{}
	for len(ids) < n {
		id := fmt.Sprintf("%d", 1e9+random.Int64N(9e9))
		if !ids[id] {
			ids[id] = true
			fmt.Fprintln(&list, id)
		}
	}
	c, err := ReadClosedAccounts(&list)
	if err != nil {
		t.Fatal(err)
	}
	if bytes := 8*cap(c.digests) + 8*len(c.sieve); c.ids != n || bytes > 24*n {
		t.Errorf("%d ids in %d bytes", c.ids, bytes)
	}
	var buf []byte
	sieved := 0
	for id := range ids {
		if _, found := c.match([]byte(id), &buf); !found {
			t.Fatal("an id is missing")
		}
	}
	for range n {
		id := fmt.Sprintf("%d", 1e9+random.Int64N(9e9))
		if _, found := c.match([]byte(id), &buf); found != ids[id] {
			t.Fatal("an id that is none")
		}
		d := c.key.digest([]byte(id))
		if at := d >> c.shift; c.sieve[at/64]>>(at%64)&1 == 1 {
			sieved++
		}
	}
	if sieved > n/12 {
		t.Errorf("%d of %d pass the sieve", sieved, n)
	}
}

func TestBrokenListsOfClosedAccounts(t *testing.T) {
	for name, list := range map[string]string{
		"empty": "\n \n", "binary": "ok\n\xff\xfe\x00secret7\n", "zero": "a\x00secret7\n", "long": "ok\n" + strings.Repeat("secret7", 40), "longer": "ok\n" + strings.Repeat("secret7", 20_000),
	} {
		_, err := ReadClosedAccounts(strings.NewReader(list))
		if err == nil || strings.Contains(err.Error(), "secret7") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Rows and ids are counted by field, over all assets of a dataset, and only whole values.
func TestClosedAccountsAreCountedByField(t *testing.T) {
	engine := testEngine(t)
	closed := closedOf(t, "10024", "10031", "7f3e0001-aaaa", "1380013800000")
	part := func(path string, cols ...scanners.Column) *Part {
		ta := newTally(engine, []byte("k"), "")
		ta.closed = closed
		ta.batch(&scanners.Batch{Unit: "u", Rows: len(cols[0].Ends), Columns: cols})
		s := &Sample{AssetKind: "table", Labels: foldPath(path, true), Path: path, Read: true, Drawn: scanners.Drawn{Design: scanners.Census}}
		s.Fields, s.Times = ta.result()
		return &Part{Store: "db", Kind: "mysql", Key: path, Sample: s}
	}
	col := func(path, values string) scanners.Column { return columnOf(path, []byte(values)).Columns[0] }
	f := NewFold(engine)
	f.Add(part("users_2024", col("id", "10024\n10025\n10031\n"), col("note", "10024 left\nx\n7F3E0001-AAAA\n"), col("qty", "1\n10024\n10024\n")))
	f.Add(part("users_2025", col("id", "10024\n1\n2\n"), col("note", "x\ny\n7f3e0001-aaaa\n"), col("qty", "1\n2\n3\n")))
	if ds := f.Inventory(Settings{}).Stores[0].Datasets; len(ds) != 1 || ds[0].Closed != nil {
		t.Fatal("without a list nothing is said")
	}
	ds := f.Inventory(Settings{ClosedAccounts: 4}).Stores[0].Datasets
	exactly := func(n int64) Count { return Count{n, 0, n} }
	want := []ClosedField{
		{"id", 3, exactly(2), 0, true},
		{"note", 2, exactly(1), 2, false},
		{"qty", 2, exactly(1), 0, false},
	}
	if got := ds[0].Closed; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%+v, want\n%+v", got, want)
	}
	p := part("users_2026", col("id", "10024\n"))
	saved, _ := json.Marshal(p)
	if bytes.Contains(saved, []byte("Closed")) || bytes.Contains(saved, []byte("10024")) {
		t.Errorf("a saved Part tells of it: %s", saved)
	}
}

// What a field is called decides whether a short number in it is an account.
func TestFieldsThatNameAccounts(t *testing.T) {
	engine := testEngine(t)
	for _, c := range []struct {
		path, field string
		want        bool
	}{
		{"orders", "user_id", true}, {"orders", "customer_id", true}, {"orders", "id", false}, {"orders", "qty", false}, {"orders", "order_id", false},
		{"public.users", "id", true}, {"t_user", "id", true}, {"crm/members-{date}.csv", "id", true}, {"用户表", "编号", true}, {"orders", "buyer.uid", true},
		{"logs", "data[].account_id", true}, {"users", "age", false}, {"x", "mobile", true}, {"x", "username", true}, {"x", "", false},
	} {
		if got := namesAccount(engine, c.path, c.field); got != c.want {
			t.Errorf("%s %s: %v", c.path, c.field, got)
		}
	}
}

// BenchmarkClosed is the cost of comparing one value that is none of 100,000 ids.
func BenchmarkClosed(b *testing.B) {
	var list bytes.Buffer
	for i := range 100_000 {
		fmt.Fprintln(&list, 5_000_000+i*7)
	}
	c, err := ReadClosedAccounts(&list)
	if err != nil {
		b.Fatal(err)
	}
	var buf []byte
	v := []byte("1234567")
	for b.Loop() {
		v[3] = '0' + (v[3]-'0'+1)%10
		c.match(v, &buf)
	}
}
