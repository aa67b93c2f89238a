// Package scanners lists what lies in a store and reads samples of it.
//
// A store is one bucket, one database or one directory tree. Each kind of
// store is a folder below this one and is found by the scheme of its URL. A
// scanner only reads: it lists assets, it reads ranges of bytes or random
// rows, and it tells what the store says of itself. What the bytes mean is
// decided elsewhere; this package knows nothing of personal data.
package scanners

import (
	"context"
	"time"
)

// A Scanner reads one store. Assets and Facts may run while Sample runs in
// other goroutines, and Sample is called from several goroutines at once, each
// with another asset.
type Scanner interface {
	// Assets lists the store and calls yield once for each asset, from the
	// goroutine that called Assets. It reads no content. It returns the first
	// error of yield unchanged. An error of its own means that the listing is
	// incomplete: what was yielded before stays true. A part of the store that
	// could not be listed (a schema without permission, an unreadable folder)
	// is not an error: it is handed to yield as an Asset with Unlisted set.
	Assets(ctx context.Context, yield func(Asset) error) error

	// Sample reads of one asset what the draw asks for and hands it on in
	// batches. A batch and its bytes belong to the scanner and are valid until
	// yield returns. What of the asset was not read, and why, stands in the
	// gaps of Drawn. An error means that the asset as a whole could not be
	// read any further; Drawn then describes what was read before. Errors carry
	// no credential and no value of the data; use Unreadable to give one a Kind.
	Sample(ctx context.Context, a Asset, d Draw, yield func(*Batch) error) (Drawn, error)

	// Close releases connections. It is called once, after all other calls have
	// returned.
	Close() error
}

// A Describer is a Scanner that can also tell what the store says of itself.
// Facts that could not be learned (403, 501) are returned with Unknown set and
// the reason in Reason; they are never left out and never guessed. Facts is called
// once, before Assets, and an error of it is that of a question without which nothing
// can be told; the facts learned before it stay true.
type Describer interface {
	Facts(ctx context.Context) ([]Fact, error)
}

// A Splitter is a Scanner whose listing can go on in several places at once.
type Splitter interface {
	// Split finds parts of the listing. Together they list what Assets lists, each
	// asset in one part and once. There may be one part only, and parts may be of very
	// unlike sizes. The parts are listed at most once each.
	Split(ctx context.Context) ([]Part, error)
}

// A Part lists some of the assets as Assets lists all; several may run at once.
type Part func(ctx context.Context, yield func(Asset) error) error

// A Kind is one kind of store, as it is registered under its URL schemes.
type Kind struct {
	// Open connects to the store that the URL names. It fails early: a wrong
	// password or a missing bucket is an error of Open, not of the first Sample.
	Open func(ctx context.Context, s Store) (Scanner, error)

	// Discover returns the stores that the URL stands for. A URL that names a
	// bucket, a database or a path stands for itself and is returned as it is; a
	// URL that names only a server stands for every bucket or database that may
	// be seen there, each with its own alias (the bucket's or database's name)
	// and Discovered set.
	Discover func(ctx context.Context, s Store) ([]Store, error)

	// Local says that the store lies on this machine. Opening a file is no request
	// to anybody, so a bound on requests does not apply.
	Local bool
}

// A Store says which store is meant and how it is reached. The URL may carry
// credentials; only the Alias ever reaches an inventory, a report or an error.
type Store struct {
	// Alias names the store in declarations, inventories and reports.
	Alias string
	// URL is the address, with the scheme that picks the kind.
	URL string
	// Provider is the vendor of the storage ("aws", "oss", "ks3" …) when the
	// configuration names it; empty means that the host has to tell.
	Provider string
	// Region is the region or the jurisdiction (ISO 3166-1 alpha-2, upper case)
	// that the configuration states; it is evidence beside what the store says.
	Region string
	// PasswordEnv names an environment variable that holds the password or the
	// secret key, PasswordFile a file that holds it. Both are optional.
	PasswordEnv, PasswordFile string
	// User is the user name or access key id when the URL has none.
	User string
	// Listing is where a list of the objects lies that the store itself has written: the
	// URL or path of the manifest of an inventory report. The objects are then taken from
	// there and not listed. It is empty for the usual listing, and for buckets only.
	Listing string
	// Discovered says that the store was found on a server, not named by anyone.
	Discovered bool
	// Budget bounds what may be asked of the store. It is never nil in Open.
	Budget *Budget
}

// An Asset is the smallest thing that a scanner lists: an object, a file, a
// table.
type Asset struct {
	// Path is the object key, the path relative to the root with forward
	// slashes, or the table name (for PostgreSQL "schema.table"; a part that
	// holds a dot or a quote is quoted as SQL does).
	Path string
	// Kind is "object", "file", "table", "partition" or "view"; "version" for an object
	// that was overwritten or deleted and is still there, and "marker" for the mark that a
	// deletion left, which has no content.
	Kind string
	// Version changes whenever the content does: an ETag, a size with a time, or
	// empty where the store has no such thing.
	Version string
	// Size is in bytes and Rows in rows; -1 means unknown. Rows of a table is the
	// server's own estimate.
	Size, Rows int64
	// Modified is when the store last wrote the asset, in UTC; zero means unknown.
	Modified time.Time
	// Superseded is since when a version is not the current one any more, in UTC; zero
	// for what is current and where it is unknown.
	Superseded time.Time
	// Class is the storage class of an object, empty for the usual one.
	Class string
	// Expiry says whether a rule of the store will delete the asset, and Expires when, in
	// UTC; it is zero for all but Expiring.
	Expiry  Expiry
	Expires time.Time
	// Unlisted is set for a part of the store that could not be listed; the asset
	// is then a gap and nothing else.
	Unlisted *Gap
}

// Expiry says what the rules of a store itself, its lifecycle, do with an asset.
type Expiry uint8

const (
	// Unasked means that the store has no such rules, or that nobody looked.
	Unasked Expiry = iota
	// Kept means that no rule will ever delete it.
	Kept
	// Expiring means that a rule will.
	Expiring
	// Unclear means that it depends on what the listing does not tell (tags), or that
	// the store did not say which rules there are.
	Unclear
)

// A Batch is rows of one shape, by column. Value i of every column belongs to
// row i. Free text is one column with an empty Path whose values are lines.
type Batch struct {
	// Unit names the first-stage unit from which the rows were drawn: the block
	// of a table, the piece of an object. Rows of one unit are not independent.
	Unit string
	// Inside is the path of the thing inside the asset from which the rows come,
	// where an asset holds several: an entry of an archive, an attachment of a mail.
	// It is empty for the asset itself; "inner.zip!/a.csv" is an entry of an archive
	// in an archive. Like the path of an asset it may hold personal data. A batch with
	// Inside and without columns tells that the thing is there, and no more.
	Inside string
	// Rows is the number of rows in each column.
	Rows    int
	Columns []Column
	// Line is the 1-based number of the first row's line in a text, 0 if unknown.
	Line int64
}

// A Column is one field of a batch. The values lie one behind the other in
// Data, each followed by one newline that does not belong to it, in UTF-8.
// Value i is Data[Ends[i-1]+1 : Ends[i]], with -1 for Ends[-1], and so
// Data[Ends[i]] is that newline. A value may itself hold newlines; an array
// inside a row is one value with its elements on lines of their own. NULL and a
// field that the row does not have are empty values.
type Column struct {
	// Path is the column's name, or the path inside the record in the form
	// "a.b" and "a[].b"; empty for free text.
	Path string
	// Type is the store's own name of the type, or empty.
	Type string
	Data []byte
	Ends []int32
}

// Value returns value i. It shares the column's bytes.
func (c *Column) Value(i int) []byte {
	start := int32(0)
	if i > 0 {
		start = c.Ends[i-1] + 1
	}
	return c.Data[start:c.Ends[i]]
}

// Append adds one value to the column, copying its bytes.
func (c *Column) Append(v []byte) {
	c.Data = append(c.Data, v...)
	c.Ends = append(c.Ends, int32(len(c.Data)))
	c.Data = append(c.Data, '\n')
}

// Reset empties the column and keeps its memory.
func (c *Column) Reset() { c.Data, c.Ends = c.Data[:0], c.Ends[:0] }

// Depth says how much of the assets is read.
type Depth string

const (
	// Names reads no content at all, only the listing and the column names: it
	// yields batches without rows, whose columns have a Path and a Type.
	Names Depth = "names"
	// Sample reads random pieces and rows within the limits of the draw.
	Sample Depth = "sample"
	// Full reads everything, still within the store's budget.
	Full Depth = "full"
)

// A Draw says what to read of one asset.
type Draw struct {
	// Seed decides every random choice, together with the asset's path: the same
	// seed on an unchanged asset reads the same bytes.
	Seed  uint64
	Depth Depth
	// MaxBytes bounds the bytes read from the store for this asset, MaxRows the
	// rows yielded. They hold for Sample; Full ignores them. An object or file
	// that fits MaxBytes is read whole, whatever number of rows it has, and one that
	// can only be read from its start is read up to MaxBytes likewise.
	MaxBytes, MaxRows int64
	// Units is how many independent units should be drawn of an asset that is not read
	// whole, where its format and the bounds let so many be; zero leaves it to the reader.
	Units int64
	// OCR also reads the text in pictures, with a program that must be installed.
	OCR bool
	// Timestamp is the declared column of the times of the records, empty where none is.
	Timestamp string
}

// Design says how the units of a sample were drawn.
type Design string

const (
	// Census means that all of the asset was read.
	Census Design = "census"
	// Equal means that each unit (or row, where Units equals Rows) had the same
	// chance of being drawn.
	Equal Design = "equal"
	// NotEqual means that the draw was random but not with equal chances.
	NotEqual Design = "not-equal"
	// NotRandom means that the draw was not random: the head of a compressed
	// stream, say. No bound can be stated from it.
	NotRandom Design = "not-random"
)

// Drawn says what was read of one asset.
type Drawn struct {
	// Format names how the content was understood ("csv", "jsonl+gzip", "table").
	Format string
	Design Design
	// Population is the number of first-stage units that the asset has, Units the
	// number read; -1 means unknown.
	Population, Units int64
	// Rows and Bytes were read, Bytes as they lie in the store.
	Rows, Bytes int64
	Gaps        []Gap
	// Stats are the bounds of columns of times that the asset states of itself, over
	// all its rows and not only those that were read.
	Stats []ColumnStats `json:"-"`
}

// ColumnStats says between which moments the values of a column lie, by the
// statistics that column stores keep, or by the ends of an index. Bounds of other columns than those of times are
// values of persons and never leave the reader.
type ColumnStats struct {
	// Path is the column's name, as in Column, and Type "date" or "timestamp".
	Path, Type string
	// Oldest and Newest are inclusive and in UTC.
	Oldest, Newest time.Time
	// Rows is the number of rows that the bounds cover.
	Rows int64
	// Index says that they are the ends of an index of a database.
	Index bool
}

// A Gap is something that was not read, and why.
type Gap struct {
	// Kind is one of the Gap constants.
	Kind GapKind `json:"kind"`
	// Bytes and Rows not read; -1 means unknown, 0 not applicable.
	Bytes int64 `json:"bytes,omitempty"`
	Rows  int64 `json:"rows,omitempty"`
	// Reason says in English, in one sentence without a value of the data, what
	// happened and what to do.
	Reason string `json:"reason"`
	// Things is the number of things inside the asset that the gap is about, entries
	// of an archive say; 0 when it is about the asset itself. Inside is the path of the
	// first of them, as in Batch; a scanner gives it as it is, and it may hold personal
	// data.
	Things int64  `json:"things,omitempty"`
	Inside string `json:"inside,omitempty"`
}

// GapKind says why something was not read.
type GapKind string

const (
	GapBudget      GapKind = "budget"      // the budget of the store was used up
	GapSampled     GapKind = "sampled"     // read as a sample on purpose; the rest was not drawn
	GapPermission  GapKind = "permission"  // the store refused
	GapVanished    GapKind = "vanished"    // it was listed and is gone or changed now
	GapFormat      GapKind = "format"      // nobody here can read this content
	GapCorrupt     GapKind = "corrupt"     // the content breaks its own format
	GapOversized   GapKind = "oversized"   // one value or entry is beyond the limits
	GapEncrypted   GapKind = "encrypted"   // a password or a key is needed
	GapImage       GapKind = "image"       // a picture whose text was not read
	GapArchived    GapKind = "archived"    // must be restored before it can be read
	GapUnreachable GapKind = "unreachable" // no connection, or the store failed
	GapTimeout     GapKind = "timeout"     // the store took longer than allowed
	GapInterrupted GapKind = "interrupted" // the person stopped the scan
	GapUnsupported GapKind = "unsupported" // no scanner for this kind of store, or no alias
	GapEmpty       GapKind = "empty"       // nothing there; nothing can be said
	GapGoal        GapKind = "goal"        // what was read says less than was asked for
)

// A Fact is one thing that the store says of itself, or of a part of it, with who said
// so. docs/facts.md lists the names and what their values mean.
type Fact struct {
	// Name is "region", "jurisdiction", "provider", "version", "tls", "public" …
	Name string `json:"name"`
	// Value is as it was answered; a jurisdiction is ISO 3166-1 alpha-2.
	Value string `json:"value,omitempty"`
	// Detail says more of the value to a person: the key of an encryption, the rule.
	Detail string `json:"detail,omitempty"`
	// Source says where the value comes from: "configuration", "endpoint host", "database
	// host", "GetBucketLocation", "server" …; docs/facts.md lists those of places.
	Source string `json:"source"`
	// Scope is the part of the store that the fact is about: all assets whose path begins
	// with it, or with Exact the one asset whose path it is. Empty is the whole store. A
	// scanner gives it as it is, and it may hold personal data.
	Scope string `json:"scope,omitempty"`
	Exact bool   `json:"exact,omitempty"`
	// Unknown is set when the source gave no answer; Value is then empty and
	// Reason says why.
	Unknown bool   `json:"unknown,omitempty"`
	Reason  string `json:"reason,omitempty"`
}
