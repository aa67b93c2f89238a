package s3

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"piiventory/scanners"
)

// versioning says whether a bucket keeps what is overwritten or deleted.
type versioning int

const (
	versioningUnknown versioning = iota
	versioningOff
	versioningSuspended
	versioningEnabled
)

// fromVersions is the call that lists versions, permitted by permitVersions.
const (
	fromVersions   = "ListObjectVersions"
	permitVersions = "s3:ListBucketVersions"
)

// olderName stands for the versions that could not be listed.
const olderName = "{older-versions}"

// askVersioning asks whether the bucket keeps versions, and whether they may be listed.
// An empty answer means "never" at AWS; elsewhere the versions themselves are looked at,
// since some servers answer so whatever is the case.
func (s *scanner) askVersioning(ctx context.Context) ([]scanners.Fact, error) {
	fact := scanners.Fact{Name: "versioning"}
	out, err := s.client.GetBucketVersioning(ctx, &s3.GetBucketVersioningInput{Bucket: &s.addr.bucket}, answeredBy("VersioningConfiguration"))
	switch {
	case err != nil:
		reason, err := s.whyNot(ctx, err, "s3:GetBucketVersioning")
		if err != nil {
			return nil, err
		}
		fact.Unknown, fact.Reason = true, reason
	case strings.EqualFold(string(out.Status), string(types.BucketVersioningStatusEnabled)):
		fact.Value, s.versioning = "enabled", versioningEnabled
	case strings.EqualFold(string(out.Status), string(types.BucketVersioningStatusSuspended)):
		fact.Value, s.versioning = "suspended", versioningSuspended
	case s.disbelieves("GetBucketVersioning"):
		fact.Unknown, fact.Reason = true, notReliable
	case out.Status == "":
		fact.Value, s.versioning = "off", versioningOff
	default:
		fact.Unknown, fact.Reason = true, "the store answered a state of versioning that is not known here"
	}
	if out != nil && strings.EqualFold(string(out.MFADelete), string(types.MFADeleteStatusEnabled)) {
		fact.Detail = "versions can only be deleted with a second factor"
	}
	if s.versioning == versioningOff && s.vendor() == "aws" || s.manifest != nil {
		return []scanners.Fact{fact}, nil
	}
	return s.lookAtVersions(ctx, fact)
}

// lookAtVersions lists the first versions, which shows whether they may be listed and
// whether there are any.
func (s *scanner) lookAtVersions(ctx context.Context, fact scanners.Fact) ([]scanners.Fact, error) {
	known := s.versioning >= versioningSuspended
	at := cursor{versions: true, prefix: s.addr.prefix}
	if known {
		at.limit = 1
	}
	p, err := s.page(ctx, at)
	if err == nil {
		seen := p.older()
		s.versions = known || seen
		if seen && s.versioning == versioningOff {
			s.versioning = versioningUnknown
			fact.Value, fact.Unknown, fact.Reason = "", true, "the store says that it keeps no versions, and lists some"
		}
		return []scanners.Fact{fact}, nil
	}
	reason, err := s.whyNot(ctx, err, permitVersions)
	if err != nil {
		return nil, err
	}
	if s.versioning == versioningOff {
		if reason == notKnown { // it has no versions at all
			return []scanners.Fact{fact}, nil
		}
		s.versioning = versioningUnknown
		fact.Value, fact.Unknown, fact.Reason = "", true, "the store says that it keeps no versions, which listing them would show: "+reason
	}
	if known {
		gap := scanners.Gap{Kind: scanners.GapPermission, Bytes: -1, Reason: "versions of objects that were overwritten or deleted were not looked at: " + reason}
		if reason == notKnown {
			gap.Kind = scanners.GapUnsupported
		}
		s.olderGap = &scanners.Asset{Path: s.addr.prefix + olderName, Kind: kindVersion, Size: -1, Rows: -1, Unlisted: &gap}
	}
	return []scanners.Fact{fact, {Name: "versions", Source: fromVersions, Unknown: true, Reason: reason}}, nil
}

// older says that a page has something that only a bucket with versions has: an id other
// than "null", a version that is not the current one, or a mark of a deletion.
func (p *page) older() bool {
	for i := range p.objects {
		if id := p.editions[i].id; p.objects[i].Kind != kindObject || id != "" && id != nullVersion {
			return true
		}
	}
	return false
}
