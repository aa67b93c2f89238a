package corpus

import (
	"slices"
)

// subjects are all that values can show.
var subjects = slices.Concat(
	[]*subject{residentSubject, foreignerSubject, passportSubject, travelDocumentSubject, permitSubject, militarySubject},
	abroad, contacts, finances, places, devices, onlines, peopleSubjects,
)

// Categories are the categories that values can show, in the order of the
// corpus; FactCategories those that only a field's name tells.
func Categories() []string { return categoriesOf(subjects) }

// FactCategories are the categories that are measured by columns with a name only.
func FactCategories() []string { return categoriesOf(facts) }

func categoriesOf(list []*subject) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s.category) {
			out = append(out, s.category)
		}
	}
	return out
}

func subjectsOf(category string) []*subject {
	var out []*subject
	for _, s := range subjects {
		if s.category == category {
			out = append(out, s)
		}
	}
	return out
}
