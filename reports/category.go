package reports

import "piiventory/detectors"

// category names a category in the report's language, with its key where no
// name is known.
func category(w words, c detectors.Category) string { return clean(string(c)) }
