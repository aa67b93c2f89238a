package reports

import "piiventory/inventory"

// A meaning says what a category is and how sensitive it is in each profile.
type meaning struct {
	Key, Name   string
	Sensitivity []pair
}

// meanings explains the categories that were found, and names the profiles.
func meanings(w words, stores []inventory.Store) ([]meaning, []string) {
	var out []meaning
	for _, c := range foundCategories(stores) {
		out = append(out, meaning{Key: clean(string(c)), Name: category(w, c)})
	}
	return out, nil
}
