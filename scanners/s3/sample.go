package s3

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/scanners"
	"piiventory/scanners/content"
	"piiventory/scanners/places"
)

// archived are the storage classes whose objects must be restored before they
// can be read, in upper case without underscores: AWS writes DEEP_ARCHIVE and
// OSS ColdArchive.
var archived = map[string]bool{
	"GLACIER": true, "DEEPARCHIVE": true, "ARCHIVE": true, "COLDARCHIVE": true, "DEEPCOLDARCHIVE": true,
}

// frozen says that an object is of such a class. Google's archive is read like any other
// object, and OBS calls its archive COLD, which elsewhere is read as well.
func (s *scanner) frozen(class string) bool {
	class = strings.ReplaceAll(strings.ToUpper(class), "_", "")
	switch provider := s.vendor(); {
	case provider == "gcs":
		return false
	case provider == "obs" && class == "COLD":
		return true
	}
	return archived[class]
}

// vendor is the provider by the configuration, or else by the host.
func (s *scanner) vendor() string {
	if named := places.Provider(s.addr.provider); named != "" {
		return named
	}
	return s.place.Provider
}

// restored asks whether an archived object was restored and may be read for now, which
// no listing tells. Reading it to find out might cost a fee.
func (s *scanner) restored(ctx context.Context, a *scanners.Asset) (bool, error) {
	in := &s3.HeadObjectInput{Bucket: &s.addr.bucket, Key: &a.Path}
	if a.Kind == kindVersion {
		in.VersionId = &a.Version
	}
	out, err := s.client.HeadObject(ctx, in)
	if err != nil {
		return false, s.explain(ctx, err, aboutOf(a))
	}
	return strings.Contains(aws.ToString(out.Restore), `ongoing-request="false"`), nil
}

// Sample reads an object in ranges, all of one version: an object that was
// replaced since it was listed is a gap, never a mixture.
func (s *scanner) Sample(ctx context.Context, a scanners.Asset, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	if err := ctx.Err(); err != nil {
		return scanners.Drawn{Population: -1}, err
	}
	if a.Kind == kindMarker {
		return scanners.Drawn{Design: scanners.Census}, nil // it has no content
	}
	if s.frozen(a.Class) {
		switch ok, err := s.restored(ctx, &a); {
		case err != nil && (ctx.Err() != nil || errors.Is(err, scanners.ErrBudget)):
			return scanners.Drawn{Population: -1}, err
		case !ok:
			return scanners.Drawn{Population: -1, Gaps: []scanners.Gap{{Kind: scanners.GapArchived, Bytes: a.Size, Reason: archivedReason}}}, nil
		}
	}
	if a.Size < 0 {
		return scanners.Drawn{Population: -1}, scanners.Unreadable(scanners.GapUnreachable, "the store lists this object without its size, so that it cannot be read in ranges")
	}
	src := content.Source{Name: a.Path, Size: a.Size, Range: s.ranges(a)}
	return content.Sample(ctx, src, d, yield)
}
