package reports

import (
	"cmp"

	"piiventory/detectors"
)

// category names a category in the report's language. A category
// of another version has no name but its key, and neither has a pattern of several.
func category(w words, c detectors.Category) string {
	if info, ok := detectors.Lookup(c); ok {
		return info.Name(w.lang)
	}
	if o, ok := w.ownCategory(c); ok {
		name := cmp.Or(o.English, o.Chinese)
		if w.lang == "zh" {
			name = cmp.Or(o.Chinese, o.English)
		}
		return clean(cmp.Or(name, string(c)))
	}
	return clean(string(c))
}
