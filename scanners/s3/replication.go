package s3

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"piiventory/scanners"
	"piiventory/scanners/places"
)

// mostDestinations is how many buckets to which objects are copied are looked up.
const mostDestinations = 10

// askReplication asks to which buckets the store copies objects, and where those are.
func (s *scanner) askReplication(ctx context.Context) ([]scanners.Fact, error) {
	off := []scanners.Fact{{Name: "replication", Value: "off"}}
	out, err := s.client.GetBucketReplication(ctx, &s3.GetBucketReplicationInput{Bucket: &s.addr.bucket}, answeredBy("ReplicationConfiguration"))
	if none(err, "ReplicationConfigurationNotFoundError", "NoSuchReplicationConfiguration") {
		return off, nil
	}
	if err != nil {
		return nil, err
	}
	var facts []scanners.Fact
	where := map[string][]scanners.Fact{} // by bucket
	if out.ReplicationConfiguration == nil {
		return off, nil
	}
	for _, r := range out.ReplicationConfiguration.Rules {
		if r.Status != types.ReplicationRuleStatusEnabled || r.Destination == nil {
			continue
		}
		prefix, tagged := replicated(&r)
		if !strings.HasPrefix(prefix, s.addr.prefix) && !strings.HasPrefix(s.addr.prefix, prefix) {
			continue
		}
		arn := aws.ToString(r.Destination.Bucket)
		bucket := arn[strings.LastIndexByte(arn, ':')+1:]
		fact := scanners.Fact{Name: "replication", Value: bucket, Scope: prefix}
		if tagged {
			fact.Detail = "only objects with certain tags"
		}
		facts = append(facts, fact)
		if _, ok := where[bucket]; !ok {
			if where[bucket], err = s.copiesLie(ctx, arn, bucket, len(where)); err != nil {
				return nil, err
			}
		}
		for _, j := range where[bucket] {
			j.Scope = prefix
			facts = append(facts, j)
		}
	}
	if len(facts) == 0 {
		return off, nil
	}
	return facts, nil
}

// replicated returns the prefix of the objects that a rule copies, and whether only some
// of them are.
func replicated(r *types.ReplicationRule) (prefix string, tagged bool) {
	//lint:ignore SA1019 rules of the old form are still answered
	prefix = aws.ToString(r.Prefix)
	f := r.Filter
	switch {
	case f == nil:
	case f.And != nil:
		return aws.ToString(f.And.Prefix), len(f.And.Tags) > 0
	case f.Tag != nil:
		return "", true
	case f.Prefix != nil:
		return *f.Prefix, false
	}
	return prefix, false
}

// copiesLie asks where a bucket of copies is. At AWS one name is one bucket whoever asks,
// and a refusal names the region, too; elsewhere the bucket may be on another server that
// only the owner knows.
func (s *scanner) copiesLie(ctx context.Context, arn, bucket string, before int) ([]scanners.Fact, error) {
	unknown := func(reason string) []scanners.Fact {
		return []scanners.Fact{{Name: "copy-jurisdiction", Source: fromHeader, Detail: bucket, Unknown: true, Reason: reason}}
	}
	if s.vendor() != "aws" || !strings.HasPrefix(arn, "arn:aws") || before >= mostDestinations {
		return unknown("the store does not say where the bucket of the copies is: ask its owner"), nil
	}
	name, source := "", fromHeader
	head, err := s.client.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &bucket})
	var re *smithyhttp.ResponseError
	switch {
	case err == nil:
		name = aws.ToString(head.BucketRegion)
	case errors.As(err, &re) && re.Response != nil:
		name = re.Response.Header.Get(regionHeader)
	}
	if !places.IsRegion(name) && (err == nil || statusOf(err) != http.StatusNotFound) {
		source = fromLocation
		var out *s3.GetBucketLocationOutput
		if out, err = s.client.GetBucketLocation(ctx, &s3.GetBucketLocationInput{Bucket: &bucket}, answeredBy("LocationConstraint")); err == nil {
			if name = string(out.LocationConstraint); name == "" {
				name = "us-east-1"
			}
		}
	}
	if !places.IsRegion(name) {
		if err == nil {
			err = errNotAsked
		}
		reason, err := s.whyNot(ctx, err, "s3:GetBucketLocation on the bucket of the copies")
		if err != nil {
			return nil, err
		}
		return unknown(reason), nil
	}
	fact := scanners.Fact{Name: "copy-jurisdiction", Source: source, Detail: bucket + ", " + name}
	if fact.Value, fact.Reason = places.Jurisdiction(s.vendor(), name); fact.Value == "" {
		fact.Unknown = true
	}
	return []scanners.Fact{fact}, nil
}
