// Package inventory takes stock of stores: it lists them, samples them through
// the scanners, has the detectors look at what was read, and adds it up.
//
// An Inventory holds counts, positions in the schema and times. It never holds
// a value of the data.
package inventory

import (
	"math"
	"strconv"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// Format is the version of the saved form, as it stands in its "piiventory" key.
const Format = "inventory/v1"

// An Inventory says what was found in the stores, what was read to find it and
// what was not. All but Run is the same, byte for byte, for the same content,
// settings and seed.
type Inventory struct {
	Format   string   `json:"piiventory"`
	Settings Settings `json:"settings"`
	// Complete is false when the scan was stopped or a store could not be opened
	// or listed to its end. Gaps of single assets do not make it incomplete.
	Complete bool    `json:"complete"`
	Stores   []Store `json:"stores"`
	// Subjects are those of all stores: who stands in several of them counts once.
	Subjects []Subjects `json:"subjects,omitempty"`
	// Statements is the number of bounds, of entries and of what was not found, that
	// hold together in Share.AllAtMost and the like (by Bonferroni).
	Statements int64 `json:"statements"`
	Run        Run   `json:"run"`
}

// Settings are what the result depends on, besides the content.
type Settings struct {
	Seed  uint64         `json:"seed"`
	Depth scanners.Depth `json:"depth"`
	// OCR says that the text in pictures was read too.
	OCR bool `json:"ocr,omitempty"`
	// Confidence is that of each bound, 0.95 say, and DetectAbove the share of records
	// above which nothing was to be missed, 0 where the limits alone said how much is
	// read.
	Confidence  float64 `json:"confidence,omitempty"`
	DetectAbove float64 `json:"detect_above,omitempty"`
	// Limits bounded what was asked of each store, and Total what was asked of all.
	Limits Limits  `json:"limits"`
	Total  *Limits `json:"total,omitempty"`
	// Rules is the version of the detectors' rules and tables.
	Rules string `json:"rules"`
	// Declaration is the SHA-256 (hex) of the declaration that chose timestamps
	// and dataset borders, empty without one.
	Declaration string `json:"declaration,omitempty"`
	// ClosedAccounts is the number of ids of closed accounts with which values were compared, 0 without a list.
	ClosedAccounts int64 `json:"closed_accounts,omitempty"`
	// Since says when the scans were made from which this one goes on, the oldest first.
	Since []time.Time `json:"since,omitempty"`
	// Own are the categories that the organisation added, Allowances what it allows.
	Own        []OwnCategory `json:"own,omitempty"`
	Allowances []Allowance   `json:"allowances,omitempty"`
}

// goal is what the sample had to be good for.
func (s *Settings) goal() Goal { return Goal{Confidence: s.Confidence, DetectAbove: s.DetectAbove} }

// ConfidenceLevel writes the confidence of the bounds, "95 %" say.
func (s *Settings) ConfidenceLevel() string {
	c := s.Confidence
	if c == 0 {
		c = defaultConfidence // inventories that do not say so have it
	}
	return strconv.FormatFloat(math.Round(c*1e10)/1e8, 'f', -1, 64) + " %"
}

// An OwnCategory names a category that only this organisation has.
type OwnCategory struct {
	Key       detectors.Category `json:"key"`
	English   string             `json:"english,omitempty"`
	Chinese   string             `json:"chinese,omitempty"`
	Sensitive bool               `json:"sensitive,omitempty"`
}

// An Allowance is a rule by which something that looks like personal data is not
// counted as found, and the reason that the organisation gave.
type Allowance struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// Allowed is what an allowance took out of what was found.
type Allowed struct {
	Field    string             `json:"field"`
	Category detectors.Category `json:"category"`
	// Rule is the id of the allowance, Values the number of sampled values.
	Rule   string `json:"rule"`
	Values int64  `json:"values"`
}

// Run is what differs between two equal scans.
type Run struct {
	Version  string    `json:"version"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"`
	// Interrupted says that a person stopped the scan.
	Interrupted bool `json:"interrupted,omitempty"`
	// Cost is what was asked of each store, by alias, and Planned what was expected
	// once the store was listed.
	Cost    map[string]Cost `json:"cost,omitempty"`
	Planned map[string]Cost `json:"planned,omitempty"`
}

// A Store is one bucket, database or directory tree.
type Store struct {
	Alias string `json:"alias"`
	// Kind is the URL scheme: "s3", "postgres", "mysql", "sqlite", "file" …
	Kind string `json:"kind"`
	// Discovered says that nobody named the store; it was found on a server.
	Discovered bool            `json:"discovered,omitempty"`
	Facts      []scanners.Fact `json:"facts"`
	Coverage   Coverage        `json:"coverage"`
	Datasets   []Dataset       `json:"datasets"`
	// Subjects says how many different values of each category were read, sorted by
	// category and state.
	Subjects []Subjects `json:"subjects,omitempty"`
	// Gaps of the store as a whole: not reached, listing cut off …
	Gaps []Gap `json:"gaps"`
}

// A Dataset is assets of one store that have one shape.
type Dataset struct {
	// Path is the template of the assets' paths, with {date}, {n}, {hash},
	// {uuid}, * and {category} for the parts that differ or are personal data.
	Path string `json:"path"`
	// Kind is the assets' kind: "object", "file", "table", "partition", "view", or
	// "version" for what was overwritten or deleted and is still there.
	Kind string `json:"kind"`
	// Systems are the systems of the declaration with which the scan was made
	// that cover the dataset, sorted; empty without one, or where none does.
	Systems []string `json:"systems,omitempty"`
	// Formats are the formats that were met in the sampled assets, sorted.
	Formats  []string `json:"formats"`
	Coverage Coverage `json:"coverage"`
	// Times says how old the dataset is, one for each source that says so.
	Times []Times `json:"times"`
	// Facts are what the store says of some of the assets, beside what it says of itself
	// as a whole, and Lifecycle what its rules do with them, left out where it told
	// nothing of rules.
	Facts     []Fact     `json:"facts,omitempty"`
	Lifecycle *Lifecycle `json:"lifecycle,omitempty"`
	// Markers, of versions, is the number of marks that deletions left.
	Markers int64 `json:"markers,omitempty"`
	// Entries, sorted by field, category and state.
	Entries []Entry `json:"entries"`
	// Bounds say how much can be there of what has no entry.
	Bounds Bounds `json:"bounds"`
	// Joined are pairs of fields by which a trace of a device or a log and an account
	// stand in one record, sorted.
	Joined []Joined `json:"joined,omitempty"`
	// Closed, sorted by field, counts the ids of closed accounts, where a list of them was
	// given.
	Closed []ClosedField `json:"closed,omitempty"`
	// Allowed, sorted by field, category and rule, is not in Entries.
	Allowed []Allowed `json:"allowed,omitempty"`
	Gaps    []Gap     `json:"gaps"`
}

// Coverage says how much of the listed assets was looked at. Unknown numbers
// are -1.
type Coverage struct {
	// Listed assets were seen in the listing, Sampled were opened and read in
	// part or whole, Whole were read to the last byte or row.
	Listed  int64 `json:"listed"`
	Sampled int64 `json:"sampled"`
	Whole   int64 `json:"whole"`
	// Carried of the sampled ones were read by an earlier scan and are as they were.
	Carried int64 `json:"carried,omitempty"`
	// BytesListed is the sum of sizes, BytesRead what was read of the store.
	BytesListed int64 `json:"bytes_listed"`
	BytesRead   int64 `json:"bytes_read"`
	// RowsListed is the sum of the tables' estimates (-1 for objects and files).
	RowsListed int64 `json:"rows_listed"`
	RowsRead   int64 `json:"rows_read"`
	// Units counts the first-stage units read (blocks, pieces, whole objects):
	// the independent draws behind every number here.
	Units int64 `json:"units"`
	// Design is the weakest design among the sampled assets.
	Design scanners.Design `json:"design,omitempty"`
}

// Times is the age of records by one source.
type Times struct {
	// Source is "field:NAME" (a timestamp field, from sampled rows), "statistics:NAME"
	// (the same field, from the bounds that a column store keeps of all rows; there are no
	// days then), "index:NAME" (the same, from the ends of an index of a database), "line"
	// (the times at the beginnings of lines of text),
	// "key" (a date in the path, all listed assets), "object" (the store's
	// last-modified time, all listed assets) or "superseded" (since when versions are
	// not the current ones, all listed ones).
	Source string `json:"source"`
	// Found says that nobody declared the field: its name and what is in it tell that it
	// holds the times of records.
	Found  bool      `json:"found,omitempty"`
	Oldest time.Time `json:"oldest"`
	Newest time.Time `json:"newest"`
	// Count is the number of records (or assets) with a time, Missing without one.
	Count   int64 `json:"count"`
	Missing int64 `json:"missing"`
	// Days counts them by UTC day ("2026-01-31"). It is there for the sources
	// "key", "object" and "line" and for timestamp fields only, never for a date that is
	// itself personal data.
	Days map[string]int64 `json:"days,omitempty"`
	// Older estimates, for limits that were known when the scan was made, how much of the
	// dataset is older, sorted by the limit; for the sources "field:NAME" and "line".
	Older []Older `json:"older,omitempty"`
}

// Older says how many records of a dataset are from before a limit.
type Older struct {
	Before time.Time `json:"before"`
	// Rows are those of the records that were read.
	Rows int64 `json:"rows"`
	// Share is that of all records of the dataset, left out where it cannot be stated;
	// Bounds.Without says why. A record without a time may be older: the upper bound counts
	// it, and the lower does not.
	Share *Share `json:"share,omitempty"`
	// Records is the share as a number of records, where their number is known: by what was
	// read, or by the server's statistics.
	Records *Amount `json:"records,omitempty"`
}

// An Amount is an estimated number with the bounds of a Share.
type Amount struct {
	Of       int64 `json:"of"`
	Estimate int64 `json:"estimate"`
	AtLeast  int64 `json:"at_least"`
	AtMost   int64 `json:"at_most"`
}

// An Entry is one category in one field of one dataset, in one state.
type Entry struct {
	Category detectors.Category `json:"category"`
	// Field is the column name or path, empty for free text. Parts of it that are
	// themselves personal data are replaced by {category}. FieldKey, FieldName and
	// FieldStore stand for names that hold personal data; Values then counts names.
	Field string `json:"field"`
	// State is left out for what is in the clear. What is masked, hashed or encrypted
	// is an entry of its own.
	State detectors.State `json:"state,omitempty"`
	// From is the category from which this one is derived, and Ages, for
	// subject.minor, the numbers of values by full years below 18 on the day of the
	// scan. Values and WellFormed then count the values that tell an age.
	From       detectors.Category   `json:"from,omitempty"`
	Ages       map[string]int64     `json:"ages,omitempty"`
	Confidence detectors.Confidence `json:"confidence"`
	// Unresolved says that valid values are there, but that the field as a whole
	// is not of this category. Such an entry is reported apart.
	Unresolved bool `json:"unresolved,omitempty"`
	// Rows is the number of sampled rows in which a valid value stands, Values
	// the number of sampled values that were not empty.
	Rows   int64 `json:"rows"`
	Values int64 `json:"values"`
	// WellFormed and Valid count values that look like the category, and those
	// that pass its checks; Known are published test
	// values among the valid ones. PassRate is the ratio of the two without those.
	WellFormed int64 `json:"well_formed"`
	Valid      int64 `json:"valid"`
	Known      int64 `json:"known,omitempty"`
	// Keyword counts valid values with a word of the category within 30 characters.
	Keyword  int64   `json:"keyword,omitempty"`
	PassRate float64 `json:"pass_rate"`
	// Distinct valid values; DistinctMore says that there are more than that.
	Distinct     int64 `json:"distinct"`
	DistinctMore bool  `json:"distinct_more,omitempty"`
	// Subjects estimates how many they are where there are more. The values may be those
	// of as many persons, where the category names persons.
	Subjects *Count `json:"subjects,omitempty"`
	// Header is "full", "weak" or empty; see detectors.Verdict.
	Header  string   `json:"header,omitempty"`
	Reasons []string `json:"reasons"`
	// Assets is the number of sampled assets with a valid value.
	Assets int64 `json:"assets"`
	// Prevalence says how much of the dataset holds it, left out where nothing was
	// drawn at random and for names.
	Prevalence *Prevalence `json:"prevalence,omitempty"`
	// Times is the age of the rows with a valid value, by the same sources as the
	// dataset's ("key" and "object" count the sampled assets that hold it).
	Times []Times `json:"times"`
	// values are told apart in the fold, and nowhere after it.
	values *distinct
}

// A Gap is what was not read and why, added up over assets.
type Gap struct {
	Kind   scanners.GapKind `json:"kind"`
	Reason string           `json:"reason"`
	Assets int64            `json:"assets"`
	// Things counts things inside these assets: entries of archives, attachments. It
	// is 0 when the gap is about the assets themselves.
	Things int64 `json:"things,omitempty"`
	Bytes  int64 `json:"bytes,omitempty"`
	Rows   int64 `json:"rows,omitempty"`
	// AtMost is, where a budget cut the reading or a goal was missed, the share of the
	// dataset's records that could hold what was not found, as far as it was read; it is
	// left out where nothing can be stated.
	AtMost *float64 `json:"at_most,omitempty"`
	// Examples are at most three paths, sorted, with personal data in them masked.
	Examples []string `json:"examples,omitempty"`
}
