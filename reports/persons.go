package reports

import (
	"math"
	"slices"
	"strings"

	"piiventory/inventory"
)

// persons says for each category how many different persons were read.
func (t *Totals) persons(w words) string {
	var parts []string
	for i := range t.Persons {
		s := &t.Persons[i]
		parts = append(parts, w.t("persons.of", "category", what(w, inventory.Entry{Category: s.Category, State: s.State}), "n", howMany(w, s), "datasets", s.Datasets))
	}
	return strings.Join(parts, w.t("list"))
}

// partly says that not all was read, so that there may be more persons.
func (t *Totals) partly() bool {
	return slices.ContainsFunc(t.Persons, func(s inventory.Subjects) bool { return !s.AllRead })
}

// howMany writes a number of persons: what it is at least, where not all was read.
func howMany(w words, s *inventory.Subjects) string {
	switch {
	case !s.AllRead:
		return w.t("persons.at-least", "n", s.AtLeast)
	case s.Error > 0:
		return w.t("persons.about", "about", about(w, &s.Count))
	}
	return w.t("persons.exactly", "n", s.Estimate)
}

// about writes an estimate with its standard error, which is rounded up.
func about(w words, c *inventory.Count) string {
	return w.t("about", "n", c.Estimate, "error", exact(math.Ceil(c.Error*1000)/1000))
}

// distinct writes how many different values an entry has.
func distinct(w words, e *inventory.Entry) string {
	switch {
	case e.Subjects != nil && e.Subjects.Error > 0:
		return about(w, e.Subjects)
	case e.DistinctMore:
		return w.t("more-than", "n", e.Distinct)
	}
	return w.number(e.Distinct)
}
