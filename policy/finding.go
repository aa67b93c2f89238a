package policy

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
)

// severities in rising order.
var severities = []Severity{Info, Low, Medium, High, Critical}

// Rank returns 0 for Info up to 4 for Critical, and -1 for anything else.
func (s Severity) Rank() int { return slices.Index(severities, s) }

// Codes returns the codes that a finding may have, sorted. docs/findings.md
// describes each.
func Codes() []string { return slices.Clone(codes) }

var codes = []string{
	"access.network", "access.public", "access.unknown",
	"accounts.residue", "accounts.sampled", "accounts.unverifiable",
	"backup.abroad", "backup.copies_kept", "backup.outlives", "backup.place_unknown", "backup.stale", "backup.unverifiable",
	"category.forbidden", "category.not_found", "category.undeclared", "category.unresolved",
	"coverage.gap",
	"dataset.undeclared",
	"encryption.none", "encryption.unknown",
	"evidence.insufficient",
	"expiry.late", "expiry.none", "expiry.overdue", "expiry.unknown",
	"minors.consent", "minors.no_limit", "minors.undeclared",
	"purpose.outside", "purpose.unverifiable",
	"record.joined", "record.unjoined",
	"residency.agreement", "residency.conflict", "residency.copies_unseen", "residency.copy", "residency.copy_unknown", "residency.outside", "residency.unknown",
	"retention.below_minimum", "retention.deleted_early", "retention.exceeded", "retention.open", "retention.sampled", "retention.unverifiable",
	"rule.not_examined", "rule.tie",
	"scan.incomplete", "scan.names_only",
	"state.clear", "state.other", "state.unresolved", "state.unverifiable",
	"store.undeclared",
	"subjects.threshold",
	"system.empty", "system.not_scanned", "system.uncertain", "system.unreachable",
	"transport.clear",
	"waiver.expired", "waiver.expiring", "waiver.outgrown", "waiver.unused",
}

// fingerprint is the first half of the SHA-256 of the stable names. Each name
// is preceded by its length, so that no two lists of names run together.
func (f *Finding) fingerprint() string {
	h := sha256.New()
	for _, name := range []string{f.Code, f.System, f.Store, f.Dataset, f.Field, f.Category, f.Rule, f.Part} {
		h.Write([]byte(strconv.Itoa(len(name)) + ":" + name))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// order sorts findings by severity, the gravest first, then by code, store,
// dataset, field and category. The rest makes the order total.
func order(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(b.Severity.Rank(), a.Severity.Rank()),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Store, b.Store),
		cmp.Compare(a.Dataset, b.Dataset),
		cmp.Compare(a.Field, b.Field),
		cmp.Compare(a.Category, b.Category),
		cmp.Compare(a.System, b.System),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Part, b.Part),
		cmp.Compare(a.Verdict, b.Verdict),
		slices.Compare(pairs(a.Evidence), pairs(b.Evidence)),
	)
}

func pairs(m map[string]string) []string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, k, m[k])
	}
	return out
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
