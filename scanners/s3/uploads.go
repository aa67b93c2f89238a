package s3

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/scanners"
)

const (
	// uploadPages is how many pages of 1,000 unfinished uploads are counted.
	uploadPages = 3
	// uploadsName stands for what was uploaded and cannot be read.
	uploadsName = "{unfinished-uploads}"
)

// errOfOneKey says that MinIO lists the uploads of a key that is named in full, and else
// none, whatever there is.
var errOfOneKey = scanners.Unreadable(scanners.GapUnsupported, "the store lists unfinished uploads of one named key only, so that how many there are is not known")

// askUploads counts the uploads in parts that were begun and never finished. Their bytes
// are kept, and paid for, and no listing has them.
func (s *scanner) askUploads(ctx context.Context) ([]scanners.Fact, error) {
	var (
		in     = &s3.ListMultipartUploadsInput{Bucket: &s.addr.bucket, Prefix: optional(s.addr.prefix)}
		seen   = map[string]bool{}
		oldest time.Time
		more   = true
	)
	for page, before := 0, -1; more && len(seen) > before && page < uploadPages; page++ {
		out, err := s.client.ListMultipartUploads(ctx, in, answeredBy("ListMultipartUploadsResult"))
		if err != nil {
			return nil, err
		}
		before = len(seen)
		for _, u := range out.Uploads {
			if u.UploadId == nil {
				continue
			}
			seen[*u.UploadId] = true
			if u.Initiated != nil && (oldest.IsZero() || u.Initiated.Before(oldest)) {
				oldest = u.Initiated.UTC()
			}
		}
		more = aws.ToBool(out.IsTruncated)
		in.KeyMarker, in.UploadIdMarker = out.NextKeyMarker, out.NextUploadIdMarker
	}
	count := fmt.Sprint(len(seen))
	if more {
		count += "+"
	}
	fact := scanners.Fact{Name: "uploads", Value: count}
	switch {
	case len(seen) > 0:
		if !oldest.IsZero() {
			fact.Detail = "the oldest since " + oldest.Format(time.RFC3339)
		}
		reason := "1 upload was begun and not finished: it holds bytes that nobody can read; abort it, or let a lifecycle rule do so (AbortIncompleteMultipartUpload)"
		if count != "1" {
			reason = fmt.Sprintf("%s uploads were begun and not finished: they hold bytes that nobody can read; abort them, or let a lifecycle rule do so (AbortIncompleteMultipartUpload)", count)
		}
		gap := scanners.Gap{Kind: scanners.GapUnsupported, Bytes: -1, Reason: reason}
		s.uploadsGap = &scanners.Asset{Path: s.addr.prefix + uploadsName, Kind: kindObject, Size: -1, Rows: -1, Unlisted: &gap}
	case s.caller.is("MinIO"):
		return nil, errOfOneKey
	}
	return []scanners.Fact{fact}, nil
}
