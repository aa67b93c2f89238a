package s3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/scanners"
)

// ranges returns how content reads ranges of one object.
func (s *scanner) ranges(a scanners.Asset) func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	return func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
		n = min(n, a.Size-off)
		if n <= 0 {
			return io.NopCloser(strings.NewReader("")), nil
		}
		r := &rangeReader{s: s, ctx: ctx, asset: a, off: off, end: off + n}
		if err := r.open(); err != nil {
			return nil, err
		}
		return r, nil
	}
}

// A rangeReader reads one range. When the connection breaks it asks for the
// rest, as often as the SDK tries a call.
type rangeReader struct {
	s        *scanner
	ctx      context.Context // of the Sample that reads
	asset    scanners.Asset
	off, end int64
	body     io.ReadCloser
	broken   int
}

func (r *rangeReader) Read(p []byte) (int, error) {
	if r.off >= r.end {
		return 0, io.EOF
	}
	if b := r.s.store.Budget; b.MaxBytes > 0 && b.Bytes() >= b.MaxBytes {
		return 0, scanners.ErrBudget
	}
	if int64(len(p)) > r.end-r.off {
		p = p[:r.end-r.off]
	}
	for {
		n, err := r.body.Read(p)
		r.off += int64(n)
		if n > 0 || (err == nil && len(p) == 0) {
			return n, nil // an error comes again with the next read
		}
		if err == nil {
			continue
		}
		if r.ctx.Err() != nil {
			return 0, r.ctx.Err()
		}
		if r.broken++; r.broken >= attempts {
			if err == io.EOF {
				return 0, scanners.Unreadable(scanners.GapUnreachable, "the store sent fewer bytes than the object has, several times in a row; scan again")
			}
			return 0, r.s.explain(r.ctx, err, aboutOf(&r.asset))
		}
		_ = r.body.Close()
		if err := r.open(); err != nil {
			return 0, err
		}
	}
}

func (r *rangeReader) Close() error { return r.body.Close() }

// open asks for the bytes from off on.
func (r *rangeReader) open() error {
	in := &s3.GetObjectInput{Bucket: &r.s.addr.bucket, Key: &r.asset.Path}
	if r.asset.Kind == kindVersion {
		in.VersionId = &r.asset.Version
	} else if match, _ := etag(r.asset.Version); match != "" {
		in.IfMatch = &match
	}
	all := r.off == 0 && r.end == r.asset.Size
	if !all {
		in.Range = aws.String(fmt.Sprintf("bytes=%d-%d", r.off, r.end-1))
	}
	out, err := r.s.client.GetObject(r.ctx, in)
	if err != nil {
		r.body = io.NopCloser(strings.NewReader(""))
		return r.s.explain(r.ctx, err, aboutOf(&r.asset))
	}
	r.body = out.Body
	if err := r.check(out, all); err != nil {
		_ = r.body.Close()
		r.body = io.NopCloser(strings.NewReader(""))
		return err
	}
	return nil
}

// errChanged says that the object is not the one that was listed.
var errChanged = scanners.Unreadable(scanners.GapVanished, vanishedReason)

// check sees that the answer is what was asked for: the same version, where a
// store ignores If-Match, and the same bytes, where it ignores Range.
func (r *rangeReader) check(out *s3.GetObjectOutput, all bool) error {
	if r.asset.Kind == kindVersion {
		// A version never changes, but the one without an id may be written anew.
		if r.asset.Version == nullVersion && out.LastModified != nil && out.LastModified.Sub(r.asset.Modified).Abs() >= 2*time.Second {
			return errChanged
		}
	} else if _, listed := etag(r.asset.Version); listed != "" && out.ETag != nil && bare(*out.ETag) != listed {
		return errChanged
	}
	if out.ContentRange == nil {
		if out.ContentLength != nil && *out.ContentLength >= 0 && *out.ContentLength != r.asset.Size {
			if all || *out.ContentLength < r.end {
				return errChanged
			}
		}
		// The whole object comes. What lies before the range is read and dropped.
		return r.skip()
	}
	var first, last, size int64
	switch n, err := fmt.Sscanf(*out.ContentRange, "bytes %d-%d/%d", &first, &last, &size); {
	case n < 2:
		return scanners.Unreadable(scanners.GapUnreachable, "the store answered a range in a form that is not HTTP; the object cannot be read in parts")
	case err == nil && size != r.asset.Size:
		return errChanged
	case first != r.off:
		return scanners.Unreadable(scanners.GapUnreachable, "the store answered with another range than it was asked for; the object cannot be read in parts")
	}
	return nil
}

// skip reads up to the range in an answer that begins at the object's start.
func (r *rangeReader) skip() error {
	budget := r.s.store.Budget
	buf := make([]byte, 64<<10)
	for left := r.off; left > 0; {
		if budget.MaxBytes > 0 && budget.Bytes() >= budget.MaxBytes {
			return scanners.ErrBudget
		}
		n, err := r.body.Read(buf[:min(left, int64(len(buf)))])
		left -= int64(n)
		if err != nil && left > 0 {
			if errors.Is(err, io.EOF) {
				return errChanged
			}
			return r.s.explain(r.ctx, err, aboutOf(&r.asset))
		}
	}
	return nil
}

// etag returns the ETag of a version in the form of an If-Match, and what it is
// compared by. Both are empty where the store listed none.
func etag(version string) (header, opaque string) {
	if version == "" || strings.HasPrefix(version, timed) {
		return "", ""
	}
	opaque = bare(version)
	if strings.HasPrefix(version, "W/") {
		return "", opaque // weak: it never matches an If-Match
	}
	return `"` + opaque + `"`, opaque
}

// bare returns the part of an ETag that all spellings of it share.
func bare(etag string) string {
	return strings.Trim(strings.TrimPrefix(etag, "W/"), `"`)
}
