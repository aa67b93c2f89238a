package s3

import (
	"context"
	"strings"

	"piiventory/scanners"
	"piiventory/scanners/content"
)

// archived are the storage classes whose objects must be restored before they
// can be read, in upper case without underscores: AWS writes DEEP_ARCHIVE and
// OSS ColdArchive.
var archived = map[string]bool{
	"GLACIER": true, "DEEPARCHIVE": true, "ARCHIVE": true, "COLDARCHIVE": true, "DEEPCOLDARCHIVE": true,
}

// Sample reads an object in ranges, all of one version: an object that was
// replaced since it was listed is a gap, never a mixture.
func (s *scanner) Sample(ctx context.Context, a scanners.Asset, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	if err := ctx.Err(); err != nil {
		return scanners.Drawn{Population: -1}, err
	}
	if archived[strings.ReplaceAll(strings.ToUpper(a.Class), "_", "")] {
		return scanners.Drawn{Population: -1, Gaps: []scanners.Gap{{Kind: scanners.GapArchived, Bytes: a.Size, Reason: archivedReason}}}, nil
	}
	if a.Size < 0 {
		return scanners.Drawn{Population: -1}, scanners.Unreadable(scanners.GapUnreachable, "the store lists this object without its size, so that it cannot be read in ranges")
	}
	src := content.Source{Name: a.Path, Size: a.Size, Range: s.ranges(a)}
	return content.Sample(ctx, src, d, yield)
}
