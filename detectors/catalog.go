package detectors

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// categoryTable is described in data/README.md.
//
//go:embed data/categories.tsv
var categoryTable string

// mappingTable is described in data/README.md.
//
//go:embed data/mappings.tsv
var mappingTable string

// Info describes a category.
type Info struct {
	Key     Category `json:"key"`
	English string   `json:"english"`
	Chinese string   `json:"chinese"`
	// Group is the part of the key before the dot.
	Group string `json:"group"`
	// Detected says whether this version finds the category in data. What is not
	// detected can still be declared.
	Detected bool `json:"detected"`
	// Evidence says by what it is detected, or "not yet detected".
	Evidence string `json:"evidence"`
	// NameOnly says that values cannot show the category: the verdict rests on the
	// name of the field, and its confidence is never high.
	NameOnly bool `json:"name_only"`
	// Words is how the category is spoken of in names of fields and in text, the
	// weak words left out, and those with a person in front ("patient_age").
	Words []string `json:"words,omitempty"`
	// Sensitivity says how sensitive the profiles hold the category to be, in the
	// order of Profiles.
	Sensitivity []Sensitivity `json:"sensitivity"`
	// Mappings say what others call it, in the order of Schemes. Theirs may be wider
	// or narrower.
	Mappings []Mapping `json:"mappings"`
}

// Schemes are the vocabularies and tools that categories are mapped to: the W3C Data
// Privacy Vocabulary (personal data), fideslang, Google Sensitive Data Protection and
// Presidio. data/mappings.tsv says which versions.
var Schemes = []string{"dpv-pd", "fideslang", "google-sdp", "presidio"}

// Mapping is what one scheme calls a category; Terms is empty when it has no word.
type Mapping struct {
	Scheme string   `json:"scheme"`
	Terms  []string `json:"terms"`
}

// Profiles are the rules by which a category may be sensitive: GB/T 35273-2020
// Annex B, PIPL article 28 with GB/T 45574-2025, and the GDPR.
var Profiles = []string{"gbt35273-2020", "pipl-gbt45574-2025", "gdpr"}

// Sensitivity is what one profile says of a category.
type Sensitivity struct {
	Profile string `json:"profile"`
	// Level is "sensitive", "context" (it depends on the use), "personal" or
	// "none" (no personal data).
	Level string `json:"level"`
	// Basis is the class or the article behind it, or empty.
	Basis string `json:"basis,omitempty"`
}

// NotDetected is the Evidence of a category that no detector finds.
const NotDetected = "not yet detected"

// mappings are the lines of the table by key.
func mappings() map[Category][]Mapping {
	out := map[Category][]Mapping{}
	for line := range strings.Lines(mappingTable) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(f) != 1+len(Schemes) {
			continue
		}
		var all []Mapping
		for k, s := range Schemes {
			m := Mapping{Scheme: s, Terms: []string{}}
			if f[k+1] != "-" {
				m.Terms = strings.Split(f[k+1], ",")
			}
			all = append(all, m)
		}
		out[Category(f[0])] = all
	}
	return out
}

// plainWords are the words of a detector that are not weak.
func plainWords(d *detector) (out []string) {
	for _, w := range strings.Fields(d.words) {
		if w[0] != '~' && w[0] != '+' && w[0] != '-' {
			out = append(out, strings.TrimPrefix(w, "="))
		}
	}
	return out
}

var catalog = sync.OnceValues(func() ([]Info, map[Category]int) {
	var list []Info
	others := mappings()
	index := map[Category]int{}
	for line := range strings.Lines(categoryTable) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(f) != 3+len(Profiles) {
			continue
		}
		group, _, _ := strings.Cut(f[0], ".")
		i := Info{Key: Category(f[0]), English: f[1], Chinese: f[2], Group: group, Evidence: NotDetected}
		if d := tableIndex(i.Key); d >= 0 {
			i.Detected, i.Evidence = true, detectorTable[d].evidence
			i.NameOnly, i.Words = detectorTable[d].headerOnly, plainWords(detectorTable[d])
		} else if i.Key == "subject.minor" {
			i.Detected, i.Evidence = true, "derived"
		}
		for k, p := range Profiles {
			level, basis, _ := strings.Cut(f[3+k], ":")
			i.Sensitivity = append(i.Sensitivity, Sensitivity{p, level, basis})
		}
		if i.Mappings = others[i.Key]; i.Mappings == nil { // of a category that nobody else has
			for _, s := range Schemes {
				i.Mappings = append(i.Mappings, Mapping{Scheme: s, Terms: []string{}})
			}
		}
		index[i.Key] = len(list)
		list = append(list, i)
	}
	return list, index
})

// Categories lists all categories in the order of their groups.
func Categories() []Info {
	list, _ := catalog()
	return slices.Clone(list)
}

// Lookup returns the description of a category.
func Lookup(c Category) (Info, bool) {
	list, index := catalog()
	i, ok := index[c]
	if !ok {
		return Info{}, false
	}
	return list[i], true
}

// Valid says whether a declaration may name the key: a category of the list, or
// an own one, "x." and more.
func Valid(key string) bool {
	if own, ok := strings.CutPrefix(key, "x."); ok {
		return own != ""
	}
	_, ok := Lookup(Category(key))
	return ok
}

// Name returns the name in "zh" or, for any other language, in English.
func (i Info) Name(lang string) string {
	if lang == "zh" {
		return i.Chinese
	}
	return i.English
}

// Sensitive says whether any profile holds the category to be sensitive: where
// they differ the strictest counts.
func (i Info) Sensitive() bool {
	return slices.ContainsFunc(i.Sensitivity, func(s Sensitivity) bool { return s.Level == "sensitive" })
}
