// Package detectors says where in the bytes a category of personal data
// stands, and how sure that is. It knows nothing of stores and formats: it is
// given the values of one field and the field's name.
//
// A value that looks right is only evidence. About one in ten arbitrary digit
// strings passes the Luhn or the MOD 11-2 check, so the verdict belongs to the
// field: how many of its well-formed values are valid, how many distinct ones
// there are, and what the field is called. Scan gathers the evidence and Judge
// gives the verdict; Text does both for free text.
package detectors

import "fmt"

// A Category is the key of one kind of personal data, "group.item", as in
// "id.cn_resident". Categories lists them all.
type Category string

// Confidence says how sure a verdict is.
type Confidence uint8

// The confidences, from "there is nothing to say" upwards.
const (
	None Confidence = iota
	Low
	Medium
	High
)

var confidenceNames = [...]string{"none", "low", "medium", "high"}

// String returns "none", "low", "medium" or "high".
func (c Confidence) String() string { return confidenceNames[c] }

// MarshalText writes the confidence as String does.
func (c Confidence) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (c *Confidence) UnmarshalText(b []byte) error {
	for i, n := range confidenceNames {
		if n == string(b) {
			*c = Confidence(i)
			return nil
		}
	}
	return fmt.Errorf("confidence %q is none of none, low, medium, high", b)
}

// A Candidate is one place in a column that is formed like a value of a
// category. It holds positions, never content.
type Candidate struct {
	Category Category
	// Index numbers the categories of the engine from 0, for counters that lie in a row.
	Index int32
	// Row is the index of the value, Start and End are byte offsets into the
	// column's data.
	Row, Start, End int32
	// Valid says that all checks passed (checksum, tables, dates, neighbours).
	// Well-formed candidates that are not valid count against the column.
	Valid bool
	// Known is set for published specimens, test numbers and example domains,
	// which are nobody's data.
	Known bool
	// Whole says that the candidate is the whole value, but for white space.
	Whole bool
	// Keyword says that a word of the category stands within 30 characters in the
	// same value; it is looked for in values that are longer than the candidate.
	Keyword bool
	// Running says that the number goes on with a row of running numbers, as counters
	// and keys are, by what stands before it in the column. Nothing names the category.
	Running bool
	// Aged says that the value tells a person's age, and Years how many full years
	// it is on the engine's day.
	Aged  bool
	Years uint8
	// State says whether the value is in the clear. What is not in the clear is never
	// Valid.
	State State
}

// A State says in what form a value of a category is held. Declarations speak of
// it, and a masked number is not the number.
type State uint8

// The states.
const (
	Clear     State = iota
	Masked          // most of it replaced by stars: 138****8000
	Hashed          // a digest takes its place
	Encrypted       // a ciphertext takes its place
)

var stateWord = [...]string{"clear", "masked", "hashed", "encrypted"}

// String returns "clear", "masked", "hashed" or "encrypted".
func (s State) String() string { return stateWord[s] }

// MarshalText writes the state as String does.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (s *State) UnmarshalText(b []byte) error {
	for i, n := range stateWord {
		if n == string(b) {
			*s = State(i)
			return nil
		}
	}
	return fmt.Errorf("state %q is none of clear, masked, hashed, encrypted", b)
}

// A HeaderHit is a category that a field's name speaks of.
type HeaderHit struct {
	Category Category
	// Strength is "full" or "weak", as in Verdict.Header.
	Strength string
}

// Evidence is what was counted of one category in one field.
type Evidence struct {
	// Values counts the values that are not empty.
	Values int64
	// WellFormed and Valid count candidates, each value at most once for each.
	WellFormed, Valid int64
	// Whole counts valid candidates that are the whole value; Known counts those
	// that are published specimens (they are in Valid too).
	Whole, Known int64
	// Keyword counts valid candidates of free text that have a word of the
	// category within 30 characters.
	Keyword int64
	// Running counts valid candidates that go on with a row of running numbers.
	Running int64
	// Distinct is the number of distinct valid values, exact up to the limit that
	// the caller keeps.
	Distinct int64
	// State is the state of the values that Valid counts. What is in the clear and
	// what is not are judged apart.
	State State
}

// A Verdict is what the evidence amounts to.
type Verdict struct {
	Confidence Confidence
	// PassRate is Valid/WellFormed, published specimens left out of both, or 0 when
	// nothing else is well-formed.
	PassRate float64
	// Header is "full" when the field's name names the category, "weak" when it
	// may (a two-letter pinyin abbreviation), else empty.
	Header string
	// Unresolved is set when valid values are there and the field as a whole is
	// not of the category. They are reported as such, not thrown away.
	Unresolved bool
	// Reasons are stable words that say why, most important first: "header",
	// "header-weak", "pass-rate", "distinct", "checksum", "format" (there is no
	// checksum, but a prefix or a domain that is given out), "dictionary" (the words
	// are names), "keyword",
	// "accidental" (the pass rate is what chance gives), "few" (too few values),
	// "running" (most values are running numbers, as counters and keys are),
	// "specimen" (published test values only), "masked", "hashed", "encrypted" (the
	// values are in that state).
	Reasons []string
}
