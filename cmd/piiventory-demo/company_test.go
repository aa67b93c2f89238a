package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// digest sums up every byte of a company, its database and its plan.
func digest(t *testing.T, seed uint64) string {
	t.Helper()
	c := NewCompany(seed)
	h := sha256.New()
	for _, b := range c.Buckets {
		for _, o := range b.Objects {
			fmt.Fprintf(h, "%s %s %s %d\n", b.Name, b.Region, o.Key, len(o.Body))
			h.Write(o.Body)
		}
	}
	path := filepath.Join(t.TempDir(), "shop.db")
	if err := WriteDatabase(t.Context(), path, c.Tables); err != nil {
		t.Fatal(err)
	}
	db, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	h.Write(db)
	for _, x := range c.Plan.Planted {
		fmt.Fprintln(h, *x)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestSameSeedSameBytes(t *testing.T) {
	one, again, other := digest(t, 1), digest(t, 1), digest(t, 2)
	if one != again {
		t.Error("the same seed made two different companies")
	}
	if one == other {
		t.Error("two seeds made the same company")
	}
}

// TestPlanCountsWhatIsThere counts the planted values again, by another way
// than the generator did.
func TestPlanCountsWhatIsThere(t *testing.T) {
	c := NewCompany(1)
	planted := map[string]int64{}
	for _, x := range c.Plan.Planted {
		if x.Rows == 0 {
			t.Errorf("nothing was planted in %v", x.Field)
		}
		planted[x.Store+" "+x.Category] += x.Rows
	}
	forms := map[string]*regexp.Regexp{
		"contact.email":  regexp.MustCompile(`@[a-z]+\.piiventory-demo\.`),
		"contact.mobile": regexp.MustCompile(`(^|[^0-9])1[3-9][0-9]{9}($|[^0-9])`),
		"id.cn_resident": regexp.MustCompile(`(^|[^0-9])[0-9]{14}000[0-9X]($|[^0-9X])`),
	}
	for _, tab := range c.Tables {
		if tab.Name == "orders" { // traps only
			continue
		}
		for _, row := range tab.Rows {
			for _, v := range row {
				s, _ := v.(string)
				for category, form := range forms {
					if form.MatchString(s) {
						planted[shop+" "+category]--
					}
				}
			}
		}
	}
	for category := range forms {
		if n := planted[shop+" "+category]; n != 0 {
			t.Errorf("%s in the database: the plan counts %d more than there are", category, n)
		}
	}
	for _, b := range c.Buckets {
		if b.Name != "metrics" && b.Name != "archive" {
			continue
		}
		for _, o := range b.Objects {
			for line := range bytes.SplitSeq(o.Body, []byte("\n")) {
				if forms["contact.email"].Match(line) {
					planted[b.Name+" contact.email"]--
				}
			}
		}
		if n := planted[b.Name+" contact.email"]; n != 0 {
			t.Errorf("contact.email in %s: the plan counts %d more than there are", b.Name, n)
		}
	}
}

func TestTheLastKeyMatters(t *testing.T) {
	for _, b := range NewCompany(1).Buckets {
		if b.Name != "metrics" {
			continue
		}
		if len(b.Objects) <= 3000 {
			t.Errorf("%d keys, want more than 3000", len(b.Objects))
		}
		last := b.Objects[len(b.Objects)-1]
		for _, o := range b.Objects[:len(b.Objects)-1] {
			if o.Key >= last.Key {
				t.Fatalf("key %s is listed after %s", o.Key, last.Key)
			}
			if bytes.ContainsAny(o.Body, "@") {
				t.Fatalf("key %s holds an address", o.Key)
			}
		}
	}
}

func TestTrapsAreTraps(t *testing.T) {
	for _, x := range NewCompany(1).Plan.Traps {
		share := float64(x.Pass) / float64(x.Rows)
		switch x.Name {
		case "order_no", "payment_no":
			if share < 0.05 || share > 0.15 {
				t.Errorf("%s: %.3f of the values pass the check, want about one in ten", x.Name, share)
			}
		case "sender":
			if share != 1 {
				t.Errorf("%s: %.3f of the values pass, want all", x.Name, share)
			}
		}
	}
}
