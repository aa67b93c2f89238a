package s3

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"piiventory/scanners"
)

// A rule is one rule of a lifecycle, as far as it says which objects it is about.
type rule struct {
	prefix string
	// tags are the names of the tags that an object must have; a listing does not have them.
	tags []string
	// An object must be larger than above and smaller than below; -1 for no such bound.
	above, below int64
	// odd says that what it is about or what it does is not understood; what begins with
	// its prefix may be deleted by it, or not.
	odd bool
	types.LifecycleRule
}

// ruleOf reads the forms in which a rule says what it is about: a prefix of its own (the
// form of before 2016), a filter with one condition, and one with several.
func ruleOf(r types.LifecycleRule) rule {
	//lint:ignore SA1019 rules of the old form are still answered
	out := rule{prefix: aws.ToString(r.Prefix), above: -1, below: -1, LifecycleRule: r}
	f := r.Filter
	if f == nil {
		return out
	}
	prefix, above, below := f.Prefix, f.ObjectSizeGreaterThan, f.ObjectSizeLessThan
	tags := []types.Tag{}
	if f.Tag != nil {
		tags = append(tags, *f.Tag)
	}
	if and := f.And; and != nil {
		prefix, above, below = and.Prefix, and.ObjectSizeGreaterThan, and.ObjectSizeLessThan
		tags = append(tags, and.Tags...)
	}
	if prefix != nil {
		out.prefix = *prefix
	}
	if above != nil {
		out.above = *above
	}
	if below != nil {
		out.below = *below
	}
	for _, t := range tags {
		out.tags = append(out.tags, aws.ToString(t.Key))
	}
	return out
}

// askLifecycle asks by which rules the store deletes and moves objects by itself.
func (s *scanner) askLifecycle(ctx context.Context) ([]scanners.Fact, error) {
	s.rules = &lifecycle{unknown: true}
	var doc []byte
	out, err := s.client.GetBucketLifecycleConfiguration(ctx, &s3.GetBucketLifecycleConfigurationInput{Bucket: &s.addr.bucket}, answeredWith(&doc, "LifecycleConfiguration"))
	if none(err, "NoSuchLifecycleConfiguration", "NoSuchLifecycle") {
		s.rules = &lifecycle{}
		return []scanners.Fact{{Name: "lifecycle", Value: "none"}}, nil
	}
	if err != nil {
		return nil, err
	}
	var rules []rule
	var facts []scanners.Fact
	var disabled []string
	elsewhere := false
	odd := oddRules(doc)
	for i := range out.Rules {
		one := ruleOf(out.Rules[i])
		one.odd = len(odd) != len(out.Rules) || odd[i].odd || !understood(&one.LifecycleRule)
		if len(odd) != len(out.Rules) || odd[i].anywhere {
			one.prefix = ""
		}
		switch {
		case !strings.HasPrefix(one.prefix, s.addr.prefix) && !strings.HasPrefix(s.addr.prefix, one.prefix):
			elsewhere = true
		case strings.EqualFold(string(one.Status), string(types.ExpirationStatusDisabled)):
			disabled = append(disabled, fmt.Sprintf("rule %q is disabled", aws.ToString(one.ID)))
		case one.odd:
			rules = append(rules, one)
			facts = append(facts, scanners.Fact{Name: "lifecycle", Scope: one.prefix, Unknown: true, Reason: fmt.Sprintf(oddRule, aws.ToString(one.ID))})
		default:
			rules = append(rules, one)
			facts = append(facts, one.facts()...)
		}
	}
	s.rules = newLifecycle(rules)
	if len(facts) == 0 {
		facts = []scanners.Fact{{Name: "lifecycle", Value: "none"}}
		if elsewhere {
			facts[0].Detail = "the rules of the bucket are about other prefixes"
		}
	}
	facts[0].Detail = joined(append([]string{facts[0].Detail}, disabled...)...)
	return facts, nil
}

// oddRule is why it is not known what a rule does.
const oddRule = "what rule %q deletes is not understood here: look at it with the provider's own tools"

// facts are what a rule does, each with what limits it. Values of tags stay out of them,
// since they may be personal data.
func (r *rule) facts() []scanners.Fact {
	limits := []string{fmt.Sprintf("rule %q", aws.ToString(r.ID))}
	if len(r.tags) > 0 {
		limits = append(limits, fmt.Sprintf("only objects with the tags %q", r.tags))
	}
	if r.above >= 0 {
		limits = append(limits, fmt.Sprintf("only objects of more than %d bytes", r.above))
	}
	if r.below >= 0 {
		limits = append(limits, fmt.Sprintf("only objects of less than %d bytes", r.below))
	}
	var facts []scanners.Fact
	does := func(value string, more ...string) {
		facts = append(facts, scanners.Fact{Name: "lifecycle", Value: value, Scope: r.prefix, Detail: joined(append(slices.Clone(limits), more...)...)})
	}
	if e := r.Expiration; e != nil {
		switch {
		case e.Days != nil:
			does(fmt.Sprintf("expire %dd", *e.Days))
		case e.Date != nil:
			does("expire " + e.Date.UTC().Format(time.DateOnly))
		}
		if aws.ToBool(e.ExpiredObjectDeleteMarker) {
			does("markers")
		}
	}
	if n := r.NoncurrentVersionExpiration; n != nil && (n.NoncurrentDays != nil || n.NewerNoncurrentVersions != nil) {
		does(fmt.Sprintf("noncurrent %dd", aws.ToInt32(n.NoncurrentDays)), keeps(n.NewerNoncurrentVersions)...)
	}
	if a := r.AbortIncompleteMultipartUpload; a != nil && a.DaysAfterInitiation != nil {
		does(fmt.Sprintf("abort %dd", *a.DaysAfterInitiation))
	}
	for _, t := range r.Transitions {
		when := fmt.Sprintf("%dd", aws.ToInt32(t.Days))
		if t.Date != nil {
			when = t.Date.UTC().Format(time.DateOnly)
		}
		does("transition " + string(t.StorageClass) + " " + when)
	}
	for _, t := range r.NoncurrentVersionTransitions {
		does(fmt.Sprintf("noncurrent transition %s %dd", t.StorageClass, aws.ToInt32(t.NoncurrentDays)), keeps(t.NewerNoncurrentVersions)...)
	}
	return facts
}

func keeps(n *int32) []string {
	if n == nil || *n <= 0 {
		return nil
	}
	return []string{fmt.Sprintf("the newest %d older versions are left out", *n)}
}

// joined puts what is not empty of the parts of a detail into one text.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "; ")
}
