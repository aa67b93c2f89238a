package reports

import "slices"

// formats is filled by the init function of each format's own file.
var formats = map[string]Format{}

// Lookup returns the format that is registered under a name, as "--format"
// takes it.
func Lookup(name string) (Format, bool) {
	f, ok := formats[name]
	return f, ok
}

// Names lists the formats, sorted.
func Names() []string {
	names := make([]string, 0, len(formats))
	for n := range formats {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
