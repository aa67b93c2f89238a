package policy

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"piiventory/detectors"
	"piiventory/inventory"
)

// draft drafts a declaration and reads it again.
func draft(t *testing.T, inv *inventory.Inventory) (*Draft, *Declaration, string) {
	t.Helper()
	w, err := NewDraft(inv)
	if errors.Is(err, errNothingToDeclare) {
		return nil, nil, ""
	}
	if err != nil {
		t.Fatal(err)
	}
	comments := map[string][]string{}
	for _, n := range w.Notes {
		comments[n.Path] = append(comments[n.Path], n.Code+" "+strings.Join(pairs(n.Evidence), " "))
	}
	file, err := w.Declaration.Write(comments)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse("draft.yaml", file)
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	return w, d, string(file)
}

// same says whether two declarations say the same, wherever they stand.
func same(a, b *Declaration) bool {
	x, y := *a, *b
	for _, d := range []*Declaration{&x, &y} {
		d.Name, d.SHA256, d.places = "", "", nil
	}
	return reflect.DeepEqual(x, y)
}

// fits holds what a draft promises against what it was made from.
func fits(t *testing.T, inv *inventory.Inventory) string {
	t.Helper()
	w, d, file := draft(t, inv)
	if w == nil {
		return ""
	}
	if !same(d, w.Declaration) {
		t.Fatalf("what was written is read as something else:\n%s", file)
	}
	unnamed, unknown := map[string]bool{}, ""
	for _, n := range w.Notes {
		switch n.Code {
		case "draft.store_unnamed":
			unnamed[n.Evidence["store"]+n.Evidence["kind"]] = true
		case "draft.category_unknown":
			unknown += n.Evidence["categories"]
		}
	}
	for _, f := range Check(inv, d, day("2026-06-15")) {
		switch {
		case f.Code == "store.undeclared" && unnamed[quote(f.Store)+quote(f.Evidence["kind"])],
			f.Code == "category.undeclared" && strings.Contains(unknown, quote(f.Category)):
			// The draft says that it cannot declare these.
		case f.Code == "category.undeclared", f.Code == "store.undeclared", f.Code == "dataset.undeclared", f.Code == "category.forbidden", f.Code == "system.uncertain",
			f.Code == "system.empty" && !someEmpty(inv, f.Store), f.Code == "rule.tie", strings.HasPrefix(f.Code, "residency."), strings.HasPrefix(f.Code, "retention.exc"), strings.HasPrefix(f.Code, "state.") && f.Verdict == Broken:
			t.Fatalf("%+v\n%s", f, file)
		}
	}
	for _, r := range Lint(d, inv) {
		switch r.Code {
		case "lint.publisher_missing", "lint.contact_missing", "lint.effective_missing", "lint.role_missing", "lint.retention_missing", "lint.system_without_rule",
			"lint.no_scanner", "lint.no_detector", "lint.selector_unknown":
		case "lint.selector_empty": // a store with nothing in it
		default:
			t.Fatalf("%+v\n%s", r, file)
		}
	}
	return file
}

// someEmpty says that a store with the alias holds nothing.
func someEmpty(inv *inventory.Inventory, alias string) bool {
	return slices.ContainsFunc(inv.Stores, func(s inventory.Store) bool { return s.Alias == alias && len(s.Datasets) == 0 })
}

func TestDraftFitsWhatWasFound(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	drafted := 0
	codes := map[string]bool{}
	for range 1500 {
		inv := drawn(r)
		if fits(t, inv) != "" {
			drafted++
			w, _ := NewDraft(inv)
			for _, n := range w.Notes {
				codes[n.Code] = true
			}
		}
	}
	if drafted < 800 {
		t.Errorf("only %d drafts", drafted)
	}
	for _, code := range DraftCodes() {
		if !codes[code] && code != "draft.timestamps" {
			t.Errorf("no draw gave %s", code)
		}
		delete(codes, code)
	}
	if len(codes) > 0 {
		t.Errorf("these are in no list: %v", codes)
	}
}

// The inventories that the reports are tested with, the hostile one among them.
func TestDraftOfSavedInventories(t *testing.T) {
	files, err := filepath.Glob("../testdata/reports/*.inventory.json")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		inv, err := inventory.Read(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		file := fits(t, inv)
		if hostile := strings.Contains(name, "hostile"); hostile != (file == "") {
			t.Errorf("%s: %s", name, file)
		}
	}
}

// Folders that hold different things become systems of their own, those that hold the
// same become one.
func TestDraftKeepsCategoriesApart(t *testing.T) {
	in := func(path, kind string, cats ...string) inventory.Dataset {
		ds := inventory.Dataset{Path: path, Kind: kind, Coverage: inventory.Coverage{Listed: 3}}
		for _, c := range cats {
			ds.Entries = append(ds.Entries, inventory.Entry{Category: detectors.Category(c), Field: "f", Confidence: detectors.High, Valid: 5, Values: 5, Rows: 5})
		}
		return ds
	}
	inv := &inventory.Inventory{Complete: true, Stores: []inventory.Store{
		{Alias: "Data Lake", Kind: "s3", Datasets: []inventory.Dataset{in("a/x", "object", "contact.email")}},
		{Alias: "lake", Kind: "s3", Datasets: []inventory.Dataset{
			in("logs/{date}.gz", "object", "online.ip"), in("crm/[a]/{n}.csv", "object", "contact.email", "id.cn_resident"), in("old-crm/{n}.csv", "object", "id.cn_resident", "contact.email"),
			in("readme.txt", "object"), in("{date}/x.csv", "object", "contact.mobile"),
		}},
		{Alias: "app", Kind: "postgres", Datasets: []inventory.Dataset{in("public.users", "table", "contact.email"), in("audit.log", "table", "online.ip"), in("audit.log_{date}", "table", "online.ip")}},
		{Alias: "school-{contact.mobile}", Kind: "postgres", Datasets: []inventory.Dataset{in("a", "table", "online.ip")}},
		{Alias: "same", Kind: "mysql", Datasets: []inventory.Dataset{in("a", "table", "online.ip"), in("b", "table", "contact.email")}},
	}}
	file := fits(t, inv)
	_, d, _ := draft(t, inv)
	var got []string
	for _, s := range d.Systems {
		line := s.ID + " " + s.Kind + " " + selectorsOf(&s) + ":"
		for _, r := range d.Rules {
			if r.Systems[0] == s.ID {
				line += " " + patterns(r.Categories)
			}
		}
		got = append(got, line)
	}
	want := []string{
		"data-lake object-storage s3://Data?Lake: contact.email",
		"app-audit rdb postgres://app/audit.*: online.ip",
		"app-public rdb postgres://app/public.*: contact.email",
		"lake-crm object-storage s3://lake/crm/**, s3://lake/old-crm/**: contact.email, id.cn_resident",
		"lake-logs object-storage s3://lake/logs/**: online.ip",
		"lake object-storage s3://lake: contact.mobile",
		"same rdb mysql://same: contact.email, online.ip",
		"school rdb postgres://school-*: online.ip",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s\n%s", strings.Join(got, "\n  "), strings.Join(want, "\n  "), file)
	}
}

// What the stores say of themselves goes into the draft, and what nobody can know does
// not.
func TestDraftSaysWhatIsKnown(t *testing.T) {
	inv := stock(bucket("logs", dataset("access/{date}.gz", entry("online.ip", "ip"))))
	inv.Complete = true
	_, d, file := draft(t, inv)
	if len(d.Rules) != 1 || d.Rules[0].Retention.Kind != "undeclared" || len(d.Rules[0].State) > 0 || d.Rules[0].Residency != nil || d.Systems[0].Role != "" || d.Policy.Publisher != "" {
		t.Errorf("the draft promises something:\n%s", file)
	}
	before, _ := json.Marshal(inv)
	a, _ := NewDraft(inv)
	b, _ := NewDraft(inv)
	if after, _ := json.Marshal(inv); string(after) != string(before) || !reflect.DeepEqual(a, b) {
		t.Error("two drafts differ, or the inventory was changed")
	}
}
