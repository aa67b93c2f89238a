package s3

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/scanners"
)

// The sources of what is public.
const (
	fromPolicy       = "GetBucketPolicy"
	fromPolicyStatus = "GetBucketPolicyStatus"
	fromACL          = "GetBucketAcl"
	fromAnybody      = "anonymous request"
)

// askBlock asks which public access is kept out whatever else is set.
func (s *scanner) askBlock(ctx context.Context) ([]scanners.Fact, error) {
	// The setting of the account, which is asked with another service, may keep out more.
	const perhaps = "the setting of the account was not looked at"
	out, err := s.client.GetPublicAccessBlock(ctx, &s3.GetPublicAccessBlockInput{Bucket: &s.addr.bucket}, answeredBy("PublicAccessBlockConfiguration"))
	if none(err, "NoSuchPublicAccessBlockConfiguration") {
		return []scanners.Fact{{Name: "public-block", Value: "no", Detail: perhaps}}, nil
	}
	if err != nil {
		return nil, err
	}
	f := scanners.Fact{Name: "public-block", Value: "yes"}
	if c := out.PublicAccessBlockConfiguration; c != nil {
		s.blocked = *c
	}
	b := &s.blocked
	on := []string{}
	for _, set := range []struct {
		name string
		on   *bool
	}{{"BlockPublicAcls", b.BlockPublicAcls}, {"IgnorePublicAcls", b.IgnorePublicAcls}, {"BlockPublicPolicy", b.BlockPublicPolicy}, {"RestrictPublicBuckets", b.RestrictPublicBuckets}} {
		if aws.ToBool(set.on) {
			on = append(on, set.name)
		}
	}
	switch len(on) {
	case 0:
		f.Value, f.Detail = "no", perhaps
	case 4:
	default:
		f.Value, f.Detail = "partly", joined(strings.Join(on, ", "), perhaps)
	}
	return []scanners.Fact{f}, nil
}

// askPolicyStatus asks whether the store itself holds the policy to be public.
func (s *scanner) askPolicyStatus(ctx context.Context) ([]scanners.Fact, error) {
	out, err := s.client.GetBucketPolicyStatus(ctx, &s3.GetBucketPolicyStatusInput{Bucket: &s.addr.bucket}, answeredBy("PolicyStatus"))
	f := scanners.Fact{Name: "public", Value: "no"}
	switch {
	case none(err, "NoSuchBucketPolicy"):
	case err != nil:
		return nil, err
	case out.PolicyStatus == nil || out.PolicyStatus.IsPublic == nil:
		return nil, errNotAsked
	case *out.PolicyStatus.IsPublic:
		f.Value = "yes"
	}
	return []scanners.Fact{f}, nil
}

// words are what may be done, each once and in one order.
func words(may []string) string {
	may = slices.Clone(may)
	slices.Sort(may)
	return strings.Join(slices.Compact(may), ",")
}

// errNotReliable says that a provider tells of an answer that it is not true.
var errNotReliable = scanners.Unreadable(scanners.GapUnsupported, notReliable)

// settle holds the answers on public access against one another: what is blocked has no
// effect, and what the store says of its policy is not believed where the policy shows
// that it is wrong.
func (s *scanner) settle(answers [][]scanners.Fact) {
	var open, closed bool // what the policy itself says
	all := func(yield func(*scanners.Fact) bool) {
		for _, facts := range answers {
			for i := range facts {
				if f := &facts[i]; f.Name == "public" && !f.Unknown && !yield(f) {
					return
				}
			}
		}
	}
	for f := range all {
		if f.Source == fromPolicy {
			open = open || f.Value != "no"
			closed = closed || f.Value == "no" && f.Detail == ""
		}
	}
	for f := range all {
		switch {
		case f.Source == fromPolicyStatus && (f.Value == "no" && open || f.Value == "yes" && closed):
			f.Value, f.Unknown, f.Reason = "", true, "the store's answer does not agree with the policy that it shows, and is not relied on"
			continue
		case f.Value == "no":
		case (f.Source == fromPolicy || f.Source == fromPolicyStatus) && aws.ToBool(s.blocked.RestrictPublicBuckets):
			f.Detail, f.Value = joined(fmt.Sprintf("everybody might %s, but RestrictPublicBuckets keeps them out", f.Value), f.Detail), "no"
		case f.Source == fromACL && aws.ToBool(s.blocked.IgnorePublicAcls):
			f.Detail, f.Value = joined(fmt.Sprintf("everybody might %s, but IgnorePublicAcls keeps them out", f.Value), f.Detail), "no"
		}
	}
}

// askAsAnybody asks as somebody without credentials, which needs no belief in what the
// store says of itself: for one key of the listing, and for the head of one object. No
// content is read.
func (s *scanner) askAsAnybody(ctx context.Context) ([]scanners.Fact, error) {
	client := s3.New(s.client.Options(), func(o *s3.Options) {
		// What the other client has for directory buckets is tied to that client.
		o.Credentials, o.ExpressCredentials = aws.AnonymousCredentials{}, nil
	})
	bucket, one := &s.addr.bucket, aws.Int32(1)
	list := func() (err error) {
		if s.v1 {
			_, err = client.ListObjects(ctx, &s3.ListObjectsInput{Bucket: bucket, MaxKeys: one, Prefix: optional(s.addr.prefix)}, answeredBy(rootOfObjects))
		} else {
			_, err = client.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: bucket, MaxKeys: one, Prefix: optional(s.addr.prefix)}, answeredBy(rootOfObjects))
		}
		return err
	}
	read := func() error {
		_, err := client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: bucket, Key: &s.sight.Path})
		return err
	}
	var facts []scanners.Fact
	var unclear error // a question without an answer, which is neither yes nor no
	f := scanners.Fact{Name: "public", Value: "no"}
	switch err := list(); {
	case err == nil:
		f.Value = "list"
	case !refused(err):
		unclear = err
	}
	if s.sight == nil {
		f.Detail = "there was no object to try"
	} else {
		switch err := read(); {
		case err == nil: // which is known of this one
			facts = append(facts, scanners.Fact{Name: "public", Value: "read", Scope: s.sight.Path, Exact: true})
		case !refused(err):
			unclear = err
		}
	}
	if unclear == nil || f.Value != "no" {
		facts = append(facts, f)
	}
	if unclear == nil {
		return facts, nil
	}
	reason, err := s.whyNot(ctx, unclear, "")
	if err != nil {
		return nil, err
	}
	return append(facts, scanners.Fact{Name: "public", Unknown: true, Reason: reason}), nil
}
