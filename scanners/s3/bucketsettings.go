package s3

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"piiventory/scanners"
)

// askWebsite asks whether the bucket is served as a web site.
func (s *scanner) askWebsite(ctx context.Context) ([]scanners.Fact, error) {
	out, err := s.client.GetBucketWebsite(ctx, &s3.GetBucketWebsiteInput{Bucket: &s.addr.bucket}, answeredBy("WebsiteConfiguration"))
	switch {
	case none(err, "NoSuchWebsiteConfiguration"):
		return []scanners.Fact{{Name: "website", Value: "no"}}, nil
	case err != nil:
		return nil, err
	}
	f := scanners.Fact{Name: "website", Value: "yes"}
	if r := out.RedirectAllRequestsTo; r != nil {
		f.Detail = "all requests are sent on to " + aws.ToString(r.HostName)
	}
	return []scanners.Fact{f}, nil
}

// askObjectLock asks whether and how long nothing can be deleted.
func (s *scanner) askObjectLock(ctx context.Context) ([]scanners.Fact, error) {
	out, err := s.client.GetObjectLockConfiguration(ctx, &s3.GetObjectLockConfigurationInput{Bucket: &s.addr.bucket}, answeredBy("ObjectLockConfiguration"))
	if none(err, "ObjectLockConfigurationNotFoundError", "NoSuchObjectLockConfiguration") {
		return []scanners.Fact{{Name: "object-lock", Value: "off"}}, nil
	}
	if err != nil {
		return nil, err
	}
	c := out.ObjectLockConfiguration
	if c == nil || c.ObjectLockEnabled != types.ObjectLockEnabledEnabled {
		return []scanners.Fact{{Name: "object-lock", Value: "off"}}, nil
	}
	f := scanners.Fact{Name: "object-lock", Value: "enabled", Detail: "objects are locked one by one"}
	if c.Rule != nil && c.Rule.DefaultRetention != nil {
		switch r := c.Rule.DefaultRetention; {
		case r.Days != nil && *r.Days > 0:
			f.Value, f.Detail = fmt.Sprintf("%s %dd", r.Mode, *r.Days), ""
		case r.Years != nil && *r.Years > 0:
			f.Value, f.Detail = fmt.Sprintf("%s %dy", r.Mode, *r.Years), ""
		}
	}
	return []scanners.Fact{f}, nil
}

// askLogging asks where accesses to the bucket are written down.
func (s *scanner) askLogging(ctx context.Context) ([]scanners.Fact, error) {
	out, err := s.client.GetBucketLogging(ctx, &s3.GetBucketLoggingInput{Bucket: &s.addr.bucket}, answeredBy("BucketLoggingStatus"))
	if err != nil {
		return nil, err
	}
	if out.LoggingEnabled == nil || aws.ToString(out.LoggingEnabled.TargetBucket) == "" {
		return []scanners.Fact{{Name: "logging", Value: "off"}}, nil
	}
	l := out.LoggingEnabled
	return []scanners.Fact{{Name: "logging", Value: aws.ToString(l.TargetBucket) + "/" + aws.ToString(l.TargetPrefix)}}, nil
}

// inventoryPages bounds the pages of 100 inventory reports each, of which AWS allows
// 1,000 in all.
const inventoryPages = 10

// askReports asks how often and where the store lists its objects itself.
func (s *scanner) askReports(ctx context.Context) ([]scanners.Fact, error) {
	in := &s3.ListBucketInventoryConfigurationsInput{Bucket: &s.addr.bucket}
	var facts []scanners.Fact
	for range inventoryPages {
		out, err := s.client.ListBucketInventoryConfigurations(ctx, in, answeredBy("ListInventoryConfigurationsResult", "ListBucketInventoryConfigurationsResult"))
		if err != nil {
			return nil, err
		}
		for _, c := range out.InventoryConfigurationList {
			if !aws.ToBool(c.IsEnabled) || c.Destination == nil || c.Destination.S3BucketDestination == nil {
				continue
			}
			to := c.Destination.S3BucketDestination
			arn := aws.ToString(to.Bucket)
			f := scanners.Fact{Name: "reports", Value: arn[strings.LastIndexByte(arn, ':')+1:] + "/" + aws.ToString(to.Prefix)}
			if c.Schedule != nil {
				f.Value = strings.ToLower(string(c.Schedule.Frequency)) + " " + f.Value
			}
			f.Detail = string(to.Format)
			if c.IncludedObjectVersions == types.InventoryIncludedObjectVersionsAll {
				f.Detail = joined(f.Detail, "with all versions")
			}
			if c.Filter != nil {
				f.Scope = aws.ToString(c.Filter.Prefix)
			}
			facts = append(facts, f)
		}
		next := aws.ToString(out.NextContinuationToken)
		if !aws.ToBool(out.IsTruncated) || next == "" || next == aws.ToString(in.ContinuationToken) {
			break
		}
		in.ContinuationToken = &next
	}
	if len(facts) == 0 {
		facts = []scanners.Fact{{Name: "reports", Value: "off"}}
	}
	return facts, nil
}

// askTags asks for the tags of the bucket, by which owners and purposes are noted.
func (s *scanner) askTags(ctx context.Context) ([]scanners.Fact, error) {
	out, err := s.client.GetBucketTagging(ctx, &s3.GetBucketTaggingInput{Bucket: &s.addr.bucket}, answeredBy("Tagging"))
	if none(err, "NoSuchTagSet", "NoSuchTagSetError") || err == nil && len(out.TagSet) == 0 {
		return []scanners.Fact{{Name: "tag", Value: "none"}}, nil
	}
	if err != nil {
		return nil, err
	}
	var facts []scanners.Fact
	for _, t := range out.TagSet {
		facts = append(facts, scanners.Fact{Name: "tag", Value: aws.ToString(t.Key) + "=" + aws.ToString(t.Value)})
	}
	return facts, nil
}
