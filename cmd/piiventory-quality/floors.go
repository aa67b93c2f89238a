package main

import (
	"fmt"

	"piiventory/cmd/internal/corpus"
	"piiventory/detectors"
)

// Floors of F1: what has a check digit or a form of its own, and names and
// addresses, which have neither.
const (
	structured = 0.99
	language   = 0.95
)

// byLanguage are the categories that no form tells.
var byLanguage = map[string]bool{"identity.name": true, "contact.address": true}

func floorOf(category string) float64 {
	if byLanguage[category] {
		return language
	}
	return structured
}

// undetected says that this version has no detector for a category, which is
// then measured and held to nothing.
func undetected(category string) bool {
	info, ok := detectors.Lookup(detectors.Category(category))
	return ok && !info.Detected
}

// below lists the categories that are under their floor.
func below(kind string, r *result, categories []string) []string {
	var out []string
	for _, c := range categories {
		if s := r.of(c); s.f1() < floorOf(c) && !undetected(c) {
			out = append(out, fmt.Sprintf("%s %s: F1 %.4f is below %.2f", kind, c, s.f1(), floorOf(c)))
		}
	}
	return out
}

// measured are all categories with a floor.
func measured() []string { return append(corpus.Categories(), corpus.FactCategories()...) }
