package inventory

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"piiventory/detectors"
	"piiventory/scanners"
)

// What a device or a log says is nobody's as long as nothing ties it to a person.
// Where it stands in one record with an account or a contact, it is personal data.
// The tally counts the records in which both stand, by pairs of fields.

// isTrace says whether a category is of devices, logs or places: what becomes
// personal beside an account.
func isTrace(c detectors.Category) bool {
	group, _, _ := strings.Cut(string(c), ".")
	return group == "device" || group == "online" || group == "location"
}

// isAccount says whether a category names a person or an account.
func isAccount(c detectors.Category) bool {
	switch c {
	case "contact.mobile", "contact.phone", "contact.email", "contact.im",
		"account.username", "account.user_id", "account.third_party",
		"identity.name", "finance.bank_card", "finance.bank_account", "finance.pay_account":
		return true
	case "id.card_image":
		return false
	}
	return strings.HasPrefix(string(c), "id.")
}

// Joined counts the records in which a trace of a device or a log stands beside an
// account, in one pair of fields.
type Joined struct {
	Trace        detectors.Category `json:"trace"`
	TraceField   string             `json:"trace_field"`
	Account      detectors.Category `json:"account"`
	AccountField string             `json:"account_field"`
	// Rows is the number of sampled rows in which both stand.
	Rows int64 `json:"rows"`
}

func (j *Joined) compare(o *Joined) int {
	return cmp.Or(
		cmp.Compare(j.Trace, o.Trace), cmp.Compare(j.TraceField, o.TraceField),
		cmp.Compare(j.Account, o.Account), cmp.Compare(j.AccountField, o.AccountField))
}

// joinCount counts, record by record, which of up to 64 pairs of a field and a
// category stand together.
type joinCount struct {
	bits     map[joinBit]uint8
	traces   uint64
	accounts uint64
	rows     []uint64 // of the current batch
	together map[uint64]int64
}

type joinBit struct {
	field    string
	category detectors.Category
}

// batch begins another batch.
func (j *joinCount) batch(b *scanners.Batch) {
	j.rows = slices.Grow(j.rows[:0], b.Rows)[:b.Rows]
	clear(j.rows)
}

// bit returns the bit of a category in a field, or 0 when it is of no interest.
func (j *joinCount) bit(field string, c detectors.Category) uint64 {
	trace := isTrace(c)
	if !trace && !isAccount(c) {
		return 0
	}
	k := joinBit{field, c}
	i, ok := j.bits[k]
	if !ok {
		if len(j.bits) == 64 {
			return 0
		}
		if j.bits == nil {
			j.bits, j.together = map[joinBit]uint8{}, map[uint64]int64{}
		}
		i = uint8(len(j.bits))
		j.bits[k] = i
		if trace {
			j.traces |= 1 << i
		} else {
			j.accounts |= 1 << i
		}
	}
	return 1 << i
}

// done counts the records of the batch.
func (j *joinCount) done() {
	for _, m := range j.rows {
		if m&j.traces != 0 && m&j.accounts != 0 {
			j.together[m]++
		}
	}
}

// result lists the pairs, sorted.
func (j *joinCount) result() []Joined {
	names := map[int]joinBit{}
	for k, i := range j.bits {
		names[int(i)] = k
	}
	pairs := map[Joined]int64{}
	for m, n := range j.together {
		for t := m & j.traces; t != 0; t &= t - 1 {
			for a := m & j.accounts; a != 0; a &= a - 1 {
				trace, account := names[bits.TrailingZeros64(t)], names[bits.TrailingZeros64(a)]
				pairs[Joined{Trace: trace.category, TraceField: trace.field, Account: account.category, AccountField: account.field}] += n
			}
		}
	}
	return joinedList(pairs)
}

func joinedList(pairs map[Joined]int64) []Joined {
	var out []Joined
	for k := range maps.Keys(pairs) {
		n := pairs[k]
		k.Rows = n
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b Joined) int { return a.compare(&b) })
	return out
}
