// Package reports writes inventories and findings down for people and
// machines. A report is a pure view: the same input gives the same bytes.
package reports

import (
	"io"
	"time"

	"piiventory/inventory"
	"piiventory/policy"
)

// A Report is everything that a format may show.
type Report struct {
	Inventory *inventory.Inventory
	// Declaration is nil when nothing was checked.
	Declaration *policy.Declaration
	Findings    []policy.Finding
	// Verdicts are those of every rule in every dataset.
	Verdicts []policy.Judgement
	// AsOf is the date for which the check was made, in UTC.
	AsOf time.Time
	// Lang is "en" or "zh".
	Lang string
	// Color allows terminal colours in the text format, Width is the number of
	// columns to fill (100 where unknown).
	Color bool
	Width int
	// Launch is there for a check before launch.
	Launch *Launch
}

// A Format writes one report. It returns only errors of w.
type Format func(w io.Writer, r *Report) error
