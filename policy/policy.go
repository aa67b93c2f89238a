// Package policy holds an inventory against what an organisation declared:
// which systems it has, which categories lie there, how long they are kept and
// in which jurisdiction.
package policy

// Severity says how grave a finding is.
type Severity string

// The severities, from information upwards.
const (
	Info     Severity = "info"
	Low      Severity = "low"
	Medium   Severity = "medium"
	High     Severity = "high"
	Critical Severity = "critical"
)

// Verdict says what kind of statement a finding makes.
type Verdict string

const (
	// Broken means that the inventory contradicts the declaration.
	Broken Verdict = "broken"
	// Unverifiable means that the evidence that would decide is missing.
	Unverifiable Verdict = "unverifiable"
	// NotExamined means that the declaration asks for a check that this version
	// does not make, or that the system was not scanned.
	NotExamined Verdict = "not-examined"
	// Kept means that what was read agrees with the declaration, and that it is enough
	// to say so. Judgements have it, findings never.
	Kept Verdict = "kept"
	// Note is information: nothing is broken.
	Note Verdict = "note"
)

// A Finding is one place where inventory and declaration disagree, or where
// neither can be verified. It holds no value of the data.
type Finding struct {
	// Code is stable, "area.what"; see docs/findings.md.
	Code     string   `json:"code"`
	Verdict  Verdict  `json:"verdict"`
	Severity Severity `json:"severity"`
	// Where: as much of it as applies.
	System   string `json:"system,omitempty"`
	Store    string `json:"store,omitempty"`
	Dataset  string `json:"dataset,omitempty"`
	Field    string `json:"field,omitempty"`
	Category string `json:"category,omitempty"`
	// Rule is the rule's id in the declaration and Source the section of the
	// policy text that it was taken from.
	Rule   string `json:"rule,omitempty"`
	Source string `json:"source,omitempty"`
	// Part is the key of the declaration that the finding is about
	// ("retention.on_expiry"), where one rule has several findings.
	Part string `json:"part,omitempty"`
	// Evidence are the numbers behind the finding by stable names ("rows",
	// "oldest", "cutoff", "max", "observed", "allowed", "key" …), as text.
	Evidence map[string]string `json:"evidence,omitempty"`
	// Fingerprint is made of the stable names alone (code, system, store,
	// dataset, field, category, rule, part), so that it survives rescans.
	Fingerprint string `json:"fingerprint"`
	// Waiver is there when somebody answers for leaving it as it is.
	Waiver *Waived `json:"waiver,omitempty"`
}
