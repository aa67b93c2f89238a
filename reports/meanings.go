package reports

import (
	"piiventory/detectors"
	"piiventory/inventory"
)

// A meaning says what a category is, by what it is found, and how sensitive it
// is in each profile.
type meaning struct {
	Key, Name   string
	Sensitivity []pair
}

// meanings explains the categories that were found, and names the profiles.
func meanings(w words, stores []inventory.Store) (list []meaning, profiles []string) {
	for _, p := range detectors.Profiles {
		profiles = append(profiles, w.or("profile."+p, p))
	}
	for _, c := range foundCategories(stores) {
		m := meaning{Key: clean(string(c)), Name: category(w, c)}
		info, _ := detectors.Lookup(c)
		own, isOwn := w.ownCategory(c)
		for i, name := range profiles {
			level := w.t("unknown")
			if isOwn {
				level = ownSensitivity(w, own)
			}
			if i < len(info.Sensitivity) {
				level = sensitivity(w, info.Sensitivity[i])
			}
			m.Sensitivity = append(m.Sensitivity, pair{name, level, false})
		}
		list = append(list, m)
	}
	return list, profiles
}

// sensitivity is what one profile says, with its basis.
func sensitivity(w words, s detectors.Sensitivity) string {
	level := w.or("level."+s.Level, s.Level)
	if s.Basis == "" {
		return level
	}
	return w.t("level.with-basis", "level", level, "basis", w.or("basis."+s.Basis, s.Basis))
}
