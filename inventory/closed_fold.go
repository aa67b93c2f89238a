package inventory

import (
	"maps"
	"slices"
	"strings"

	"piiventory/detectors"
	"piiventory/scanners"
)

// ClosedField counts the ids of closed accounts in one field of a dataset.
type ClosedField struct {
	Field string `json:"field"`
	// Rows is the number of sampled rows in which the field is such an id, and IDs how
	// many different ones.
	Rows int64 `json:"rows"`
	IDs  Count `json:"ids"`
	// Telling is the number of those rows in which the id is no number by chance: one with ten digits, or
	// with six characters of which not all are digits.
	Telling int64 `json:"telling"`
	// Named says that the field's name speaks of an account or a person, or is that of the
	// key in a dataset that does, so that short numbers are ids too.
	Named bool `json:"named"`
}

// closedIn counts the values of a column that are ids of closed accounts.
func (t *tally) closedIn(c *scanners.Column, f *fieldCount) {
	normalID := detectors.Normal("account.username") // its case aside
	for i := range c.Ends {
		v, found := t.closed.match(c.Value(i), &t.digest.form)
		if !found {
			continue
		}
		if f.closed == nil {
			f.closed = &ClosedTally{}
		}
		f.closed.Rows++
		if byItself(v) {
			f.closed.Telling++
		}
		f.closed.Distinct.add(t.digest.of(normalID, v))
	}
}

// closedFields lists what was counted in a dataset.
func (d *datasetFold) closedFields(f *Fold, path string) []ClosedField {
	var out []ClosedField
	for _, field := range slices.Sorted(maps.Keys(d.fields)) {
		t := &d.fields[field].closed
		if t.Rows > 0 {
			out = append(out, ClosedField{Field: field, Rows: t.Rows, IDs: t.Distinct.estimate(f.goal.Confidence), Telling: t.Telling, Named: namesAccount(f.engine, path, field)})
		}
	}
	return out
}

// personWords are what tables of persons are called, besides what the detectors know.
var personWords = []string{"user", "users", "account", "accounts", "member", "members", "customer", "customers", "client", "clients", "person", "persons", "用户", "会员", "客户", "账号", "账户"}

// namesAccount says whether a field holds accounts by its name, or is the key of a dataset
// that does by its own.
func namesAccount(engine Detector, path, field string) bool {
	name := nameOf(field)
	for _, h := range engine.Header(name) {
		if isAccount(h.Category) || h.Category == "account.nickname" {
			return true
		}
	}
	last := name[strings.LastIndexAny(name, ".]")+1:]
	switch strings.ToLower(last) {
	case "uid", "userid", "user_id", "account_id", "accountid", "member_id", "customer_id", "client_id":
		return true
	case "id", "_id", "编号":
	default:
		return false
	}
	for _, part := range strings.FieldsFunc(strings.ToLower(path), func(r rune) bool { return strings.ContainsRune("/._-{} ", r) }) {
		if slices.Contains(personWords, part) || strings.HasPrefix(part, "用户") {
			return true
		}
	}
	return false
}
