package reports

import "piiventory/detectors"

// category names a category in the report's language. A category of one's own
// and one of another version have no name but their key, and neither has a
// pattern of several.
func category(w words, c detectors.Category) string {
	if info, ok := detectors.Lookup(c); ok {
		return info.Name(w.lang)
	}
	return clean(string(c))
}
