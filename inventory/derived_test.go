package inventory

import (
	"fmt"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// trueEngine is the engine as it is, on a fixed day.
func trueEngine(t *testing.T) *detectors.Engine {
	t.Helper()
	e, err := detectors.New(detectors.Options{AsOf: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// residents makes numbers of an area that was never given out, with persons born in
// the years.
func residents(n int, years ...int) []string {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	var out []string
	for i := range n {
		s := fmt.Sprintf("110105%d0506%03d", years[i%len(years)], i)
		sum := 0
		for k, w := range weights {
			sum += w * int(s[k]-'0')
		}
		out = append(out, s+string("10X98765432"[sum%11]))
	}
	return out
}

// columnsOf folds one asset with one column.
func columnsOf(t *testing.T, columns map[string][]string) Dataset {
	t.Helper()
	e := trueEngine(t)
	tl := newTally(e, []byte("k"), "")
	b := &scanners.Batch{}
	for name, values := range columns {
		c := scanners.Column{Path: name}
		for _, v := range values {
			c.Append([]byte(v))
		}
		b.Rows = max(b.Rows, len(values))
		b.Columns = append(b.Columns, c)
	}
	tl.batch(b)
	s := &Sample{AssetKind: "file", Labels: []string{"a.csv"}, Path: "a.csv", Read: true, Drawn: scanners.Drawn{Design: scanners.Census, Rows: int64(b.Rows), Units: 1}}
	s.Fields, s.Times = tl.result()
	s.Joined = tl.joined.result()
	f := NewFold(e)
	f.Add(&Part{Store: "d", Kind: "file", Key: "a", Sample: s})
	return f.Inventory(Settings{}).Stores[0].Datasets[0]
}

func minorsOf(d Dataset) *Entry {
	for i := range d.Entries {
		if d.Entries[i].Category == minorCategory {
			return &d.Entries[i]
		}
	}
	return nil
}

// Ages come from fields that are sure; what looks like infants and may be order
// numbers makes no minors.
func TestMinors(t *testing.T) {
	m := minorsOf(columnsOf(t, map[string][]string{"id_card": residents(40, 2016, 2012, 2011, 1990), "guardian_name": make([]string, 40)}))
	if m == nil || fmt.Sprint(m.Ages) != "map[10:10 14:10 15:10]" || m.Rows != 30 || m.Values != 40 || m.Distinct != 30 ||
		m.Confidence != detectors.High || m.From != "id.cn_resident" || fmt.Sprint(m.Reasons) != "[derived minor-words]" {
		t.Errorf("%+v", m)
	}
	if m := minorsOf(columnsOf(t, map[string][]string{"id_card": residents(40, 1990, 1985)})); m != nil {
		t.Errorf("adults: %+v", m)
	}
	var orders []string
	for i := range 400 {
		orders = append(orders, fmt.Sprintf("110105202606%02d%04d", 1+i%28, i))
	}
	if m := minorsOf(columnsOf(t, map[string][]string{"order_no": orders})); m != nil {
		t.Errorf("order numbers: %+v", m)
	}
	if m := minorsOf(columnsOf(t, map[string][]string{"": residents(40, 2025)})); m != nil {
		t.Errorf("infants in a field without a name: %+v", m)
	}
	if m := minorsOf(columnsOf(t, map[string][]string{"id_card": residents(40, 2025)})); m == nil || m.Rows != 40 {
		t.Errorf("infants in a field that is named: %+v", m)
	}
	if m := minorsOf(columnsOf(t, map[string][]string{"age": {"7", "8"}})); m == nil || m.Confidence != detectors.Low {
		t.Errorf("two ages: %+v", m)
	}
	if m := minorsOf(columnsOf(t, map[string][]string{"age": {"7", "8", "40", "16", "9"}})); m == nil || m.Confidence < detectors.Medium || m.Rows != 4 {
		t.Errorf("five ages: %+v", m)
	}
	if m := minorsOf(columnsOf(t, map[string][]string{"birthday": {"2015-03-04", "1980-01-02", "2012-11-25", "2012-11-24"}})); m == nil || fmt.Sprint(m.Ages) != "map[11:1 13:1 14:1]" {
		t.Errorf("dates of birth: %+v", m)
	}
	if m := minorsOf(columnsOf(t, map[string][]string{"id_card": {"11010519491231002X", "11010519491231002X"}})); m != nil {
		t.Errorf("specimens: %+v", m)
	}
}

// A trace and an account in one row are counted, in two rows they are not.
func TestJoined(t *testing.T) {
	imei := "490154203237518"
	d := columnsOf(t, map[string][]string{
		"imei":   {imei, imei, "", imei, "490154203237526", imei, imei, imei},
		"mobile": {"13812345678", "", "13812345679", "13812345670", "138****8000", "13812345671", "13812345672", "13812345673"},
	})
	if len(d.Joined) != 1 || d.Joined[0].Rows != 5 || d.Joined[0].TraceField != "imei" || d.Joined[0].AccountField != "mobile" {
		t.Errorf("%+v of %+v", d.Joined, d.Entries)
	}
}

// Names of fields that are personal data are counted, and masked.
func TestNamesOfFields(t *testing.T) {
	d := columnsOf(t, map[string][]string{"users.13812345678.name": {"x"}, "users.13912345679.name": {"y"}, "users.total": {"2"}})
	for _, e := range d.Entries {
		if e.Field == FieldName {
			if e.Category != "contact.mobile" || e.Rows != 2 || e.Values != 3 || e.Distinct != 2 || e.Confidence < detectors.Medium || e.Unresolved {
				t.Errorf("%+v", e)
			}
			return
		}
	}
	t.Errorf("no entry: %+v", d.Entries)
}

// A name counts once for each category, and as valid only when something in it is.
func TestCountName(t *testing.T) {
	found := func(spec string) (out []detectors.NameMatch) {
		for i, c := range spec {
			m := detectors.NameMatch{Candidate: detectors.Candidate{Category: "contact.mobile", Start: int32(i), End: int32(i + 1), Valid: c != 'i', Known: c == 'k', Keyword: c == 'w'}}
			if c == 's' {
				m.Confidence = detectors.Medium
			}
			if c == 'e' {
				m.Category = "contact.email"
			}
			out = append(out, m)
		}
		return out
	}
	var list []CategoryTally
	for _, spec := range []string{"i", "is", "ss", "k", "we", "e"} {
		list = countName(list, newDigester([]byte("k")), "abcdef", found(spec))
	}
	mail, mobile := list[0], list[1]
	if len(list) != 2 || mail.Valid != 2 || mail.WellFormed != 2 || mobile.WellFormed != 5 || mobile.Valid != 4 || mobile.Known != 1 || mobile.Keyword != 1 || mobile.Sure != 2 {
		t.Errorf("%+v", list)
	}
}

// What was counted in names survives that names fold together.
func TestNamesFold(t *testing.T) {
	tr := newTree(mostPerCell)
	for i := range 200 {
		name := fmt.Sprintf("u%c%c/13800138000.txt", 'a'+i%26, 'a'+i/26)
		masked, found := lookFor{}.MaskName(name)
		a := scanners.Asset{Path: name}
		at := placeOf("", masked, "file")
		tr.add(1, "d", at, a, masked)
		l := tr.at(at)
		l.Names = countName(l.Names, newDigester([]byte("k")), name, found)
	}
	tr.settle()
	var leaves, names int64
	tr.each(func(_ place, l *leaf) {
		leaves++
		for _, n := range l.Names {
			names += n.Valid
		}
	})
	if leaves > 1 || names != 200 {
		t.Errorf("%d names in %d datasets, want 200 in one", names, leaves)
	}
}
