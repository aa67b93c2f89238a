package inventory

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// A Part is what one step of a scan gave: the listing of one scope of a store,
// or the sample of one asset. An inventory is the fold of its Parts: in any
// order, each counted once however often it comes. A Part holds no value of the
// data and no raw path, so it can be kept and sent.
type Part struct {
	// Store is the alias, Kind the URL scheme.
	Store string
	Kind  string
	// Key identifies what the part is of: a digest of store, path and version
	// with a key that is not kept with the part. Two parts with one Key and one
	// Settings are the same part.
	Key      string
	Settings Settings

	// One of these is set.
	Opened  *Opened
	Listing *Listing
	Sample  *Sample
}

// Opened is what is known of a store as a whole.
type Opened struct {
	Discovered bool
	Facts      []scanners.Fact
	// Gaps of the store: not reached, stopped.
	Gaps []scanners.Gap
	// Failed says that the store could not be opened or described.
	Failed bool
	// Names counts personal data in the name of the bucket, database or directory.
	Names []CategoryTally `json:",omitempty"`
}

// Listing is the listing of one scope of a store, folded.
type Listing struct {
	Leaves []Leaf
	// Gaps of the listing itself: cut off, failed.
	Gaps []scanners.Gap
}

// Leaf is what was listed under one template.
type Leaf struct {
	Border, Kind        string
	Labels              []string
	Listed, Bytes, Rows int64
	Times               []Times
	Unlisted            []Gap
	// Facts are those that are about some of the assets.
	Facts     []Fact    `json:",omitempty"`
	Lifecycle Lifecycle `json:",omitzero"`
	Markers   int64     `json:",omitempty"`
	// Names counts personal data in the paths of the listed assets.
	Names []CategoryTally `json:",omitempty"`
	// Cells are those from which the assets were drawn.
	Cells []Cell
}

// Sample is what reading one asset gave.
type Sample struct {
	Border, AssetKind string
	// Labels is where the asset belongs, folded; Path is its path with personal
	// data masked.
	Labels []string
	Path   string

	Size, Rows int64
	Modified   time.Time
	// Version is that of the asset, as in scanners.Asset.
	Version string `json:",omitempty"`
	// Carried says that an earlier scan read it, and Beside that it is in the fold without
	// being part of the draw: it was drawn then, and would not be now.
	Carried, Beside bool `json:"-"`
	// Draws is how often it was drawn, where tables were drawn in proportion to their rows
	// and with putting back; 0 where they were not drawn so.
	Draws int64 `json:",omitempty"`
	Drawn scanners.Drawn
	// Units is the number of drawn units in which there were rows, as the batches told
	// them apart.
	Units int64 `json:",omitempty"`
	// Read is false when nothing could be read at all.
	Read   bool
	Fields []FieldTally
	Times  []Times // by source "field:NAME"
	// Older counts the rows before and behind the limits that were known.
	Older  []OlderTally `json:",omitempty"`
	Joined []Joined     `json:",omitempty"`
}

// OlderTally counts the rows of an asset before a limit, and behind it, by a source of
// times. Rows without a time are in neither.
type OlderTally struct {
	Source      string
	Before      time.Time
	Rows, Newer int64
	// Units and NewerUnits add up their shares of the drawn units, as in CategoryTally.
	Units, NewerUnits int64 `json:",omitempty"`
}

// FieldTally is what was counted in one field of one asset.
type FieldTally struct {
	Path   string // with personal data masked
	Values int64
	Tally  []CategoryTally
	// Closed counts ids of closed accounts, where there is a list of them. It is not kept,
	// since the next scan may have another list.
	Closed *ClosedTally `json:"-"`
}

// CategoryTally is what was counted of one category in one field.
type CategoryTally struct {
	Category                                 detectors.Category
	WellFormed, Valid, Whole, Known, Keyword int64
	// Units adds up, over the drawn units, the share of rows with a valid value, in
	// parts of 2^-40 (shareOne).
	Units int64 `json:",omitempty"`
	// Running counts valid values that go on with a row of running numbers.
	Running  int64 `json:",omitempty"`
	Distinct distinct
	Times    []Times
	// Allowed counts values by the allowance that covers them. They are in none of
	// the other counts.
	Allowed map[string]int64 `json:",omitempty"`
	// States counts values that are masked, hashed or encrypted. They are in none of
	// the other counts.
	States map[detectors.State]*StateTally `json:",omitempty"`
	// Ages are those of the persons that valid values speak of.
	Ages *AgeTally `json:",omitempty"`
	// Sure counts, in names, the valid values that are sure by themselves: by their
	// form, their check digit or a word beside them.
	Sure int64 `json:",omitempty"`
	// Shown counts the names of files that tell that a picture of the category is in
	// the file, and ShownSure those of them that leave little doubt.
	Shown     int64 `json:",omitempty"`
	ShownSure int64 `json:",omitempty"`
}

// StateTally is what was counted of one category in one field in one state other
// than the clear.
type StateTally struct {
	Values   int64
	Units    int64 `json:",omitempty"` // as in CategoryTally
	Distinct distinct
	Times    []Times `json:",omitempty"`
	// Assets counts them in the fold.
	assets int64
	at     []Times
}

// AgeTally counts persons by their full years on the day of the scan.
type AgeTally struct {
	// Known counts all values that tell an age.
	Known int64
	// Years counts those of minors, by their full years.
	Years [adult]int64
	// Distinct counts different values of minors.
	Distinct distinct
}

// adult is the age from which on nobody is a minor (Civil Code of China, article 17;
// Convention on the Rights of the Child, article 1). No declaration sets a higher
// limit that could be checked here.
const adult = 18

// partKey digests the identity of an asset with the run's or ledger's key.
func partKey(key []byte, parts ...string) string {
	h := hmac.New(sha256.New, key)
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
