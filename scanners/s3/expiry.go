package s3

import (
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"piiventory/scanners"
)

// A lifecycle tells which objects the rules of a bucket will delete, and when. It follows
// what AWS documents ("Lifecycle configuration elements" and "Expiring objects" in the
// user guide of S3); other vendors document the same.
type lifecycle struct {
	// unknown says that the store did not tell its rules.
	unknown bool
	// branches are the prefixes that rules have, in the order of their bytes.
	branches []branch
}

// A branch is a prefix with all rules for what begins with it.
type branch struct {
	prefix string
	// parent is the longest other prefix with which this one begins, -1 for none.
	parent int
	rules  []rule
}

func newLifecycle(rules []rule) *lifecycle {
	l := &lifecycle{}
	for _, r := range rules {
		l.branches = append(l.branches, branch{prefix: r.prefix, parent: -1})
	}
	slices.SortFunc(l.branches, func(a, b branch) int { return strings.Compare(a.prefix, b.prefix) })
	l.branches = slices.CompactFunc(l.branches, func(a, b branch) bool { return a.prefix == b.prefix })
	for i := range l.branches {
		b := &l.branches[i]
		if i > 0 {
			b.parent = l.beginning(i-1, b.prefix)
		}
		for _, r := range rules {
			if strings.HasPrefix(b.prefix, r.prefix) {
				b.rules = append(b.rules, r)
			}
		}
	}
	return l
}

// beginning returns the longest prefix up to number i with which a key begins, or -1. No
// prefix behind number i may be one of the key: then all others that are begin number i.
func (l *lifecycle) beginning(i int, key string) int {
	for i >= 0 && !strings.HasPrefix(key, l.branches[i].prefix) {
		i = l.branches[i].parent
	}
	return i
}

// of returns the rules for a key.
func (l *lifecycle) of(key string) []rule {
	if len(l.branches) == 0 {
		return nil
	}
	low, high := 0, len(l.branches) // the first prefix that comes behind the key
	for low < high {
		if mid := (low + high) / 2; l.branches[mid].prefix <= key {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if i := l.beginning(low-1, key); i >= 0 {
		return l.branches[i].rules
	}
	return nil
}

// expire says of an asset whether the rules will delete it and when. Of a key's versions
// and markers that are not current so many came, this one included.
//
// What is deleted is the data. In a bucket that keeps versions the expiration of a
// current object leaves a marker before it and the data behind, as a version that is not
// current from then on; so it is deleted only where a rule for such versions takes it as
// well, and then. A marker goes when no older version of the key is left.
func (l *lifecycle) expire(a *scanners.Asset, v versioning, e edition, versions, markers int) {
	if l == nil {
		return
	}
	if l.unknown {
		a.Expiry = scanners.Unclear
		return
	}
	rules := l.of(a.Path)
	if len(rules) == 0 {
		a.Expiry = scanners.Kept
		return
	}
	size := a.Size
	if a.Kind == kindMarker {
		// Whether a marker counts as small is not documented, and what is behind it may
		// have any size.
		size = -1
	}
	var when outcome
	switch {
	case !e.latest:
		when = noncurrent(rules, size, a.Superseded, versions, markers)
	case a.Kind == kindMarker:
		when = expiration(rules, size, a.Modified, true).then(func(t time.Time) outcome {
			older := noncurrent(rules, size, a.Modified, 1, 0)
			if !older.sure {
				return outcome{perhaps: true} // it goes only where it is alone
			}
			return outcome{sure: true, at: laterOf(t, older.at)}
		})
	case v == versioningOff, v == versioningSuspended && e.id == nullVersion:
		when = expiration(rules, size, a.Modified, false)
	default:
		when = expiration(rules, size, a.Modified, false).then(func(t time.Time) outcome {
			after := noncurrent(rules, size, t, 1, 0)
			if v == versioningUnknown && !after.sure {
				return outcome{perhaps: true}
			}
			return after
		})
	}
	switch {
	case when.sure:
		a.Expiry, a.Expires = scanners.Expiring, when.at
	case when.perhaps:
		a.Expiry = scanners.Unclear
	default:
		a.Expiry = scanners.Kept
	}
}

// An outcome says whether something is deleted: surely, at the latest then, or perhaps.
type outcome struct {
	sure, perhaps bool
	at            time.Time
}

// then is what follows from an outcome.
func (o outcome) then(next func(time.Time) outcome) outcome {
	switch {
	case o.sure:
		return next(o.at)
	case o.perhaps:
		if n := next(o.at); n.sure || n.perhaps {
			return outcome{perhaps: true}
		}
	}
	return outcome{}
}

// earlier adds what one more rule does with something of a size.
func (o outcome) earlier(at time.Time, r *rule, size int64) outcome {
	switch {
	case len(r.tags) > 0, size < 0 && (r.above >= 0 || r.below >= 0), at.IsZero():
		o.perhaps = true
	case !o.sure || at.Before(o.at):
		o.sure, o.at = true, at
	}
	return o
}

// takes says that a rule is about objects of a size; one that is unknown passes.
func (r *rule) takes(size int64) bool {
	return size < 0 || (r.above < 0 || size > r.above) && (r.below < 0 || size < r.below)
}

// expiration is what the rules do with what is current: with an object, or with a marker
// of a deletion behind which nothing is.
func expiration(rules []rule, size int64, written time.Time, marker bool) outcome {
	var o outcome
	for i := range rules {
		r := &rules[i]
		e := r.Expiration
		if r.odd {
			o.perhaps = true
			continue
		}
		if e == nil || !marker && !r.takes(size) {
			continue
		}
		switch {
		case e.Days != nil:
			o = o.earlier(midnight(written, *e.Days), r, size)
		case e.Date != nil && !marker:
			o = o.earlier(laterOf(e.Date.UTC(), midnight(written, 0)), r, size)
		case aws.ToBool(e.ExpiredObjectDeleteMarker) && marker:
			o = o.earlier(midnight(written, 0), r, size)
		}
	}
	return o
}

// noncurrent is what the rules do with the versions-th version that is not current, in
// front of which some markers are.
func noncurrent(rules []rule, size int64, since time.Time, versions, markers int) outcome {
	var o outcome
	for i := range rules {
		r := &rules[i]
		n := r.NoncurrentVersionExpiration
		if r.odd {
			o.perhaps = true
			continue
		}
		if n == nil || !r.takes(size) {
			continue
		}
		kept := int(aws.ToInt32(n.NewerNoncurrentVersions))
		switch at := midnight(since, aws.ToInt32(n.NoncurrentDays)); {
		case kept == 0 || versions > kept:
			o = o.earlier(at, r, size)
		case versions+markers > kept:
			o.perhaps = true // whether markers count as versions is not documented
		}
	}
	return o
}
