package policy

import (
	"sync"

	"piiventory/detectors"
)

// categoryKeys are the keys of all categories, and of those that a detector
// finds.
var categoryKeys = sync.OnceValues(func() (all, detected []string) {
	for _, c := range detectors.Categories() {
		all = append(all, string(c.Key))
		if c.Detected {
			detected = append(detected, string(c.Key))
		}
	}
	return all, detected
})

// knownCategories returns the keys of all categories, those included that no
// detector finds yet.
func knownCategories() []string {
	all, _ := categoryKeys()
	return all
}

// detectable says whether any detector finds a category of the pattern.
func detectable(p Pattern) bool {
	_, detected := categoryKeys()
	for _, k := range detected {
		if p.Match(k) {
			return true
		}
	}
	return false
}
