package s3

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"piiventory/scanners"
)

// probe asks for one key, and finds out in which dialect the store lists.
func (s *scanner) probe(ctx context.Context) error {
	p, err := s.page(ctx, cursor{v1: s.v1, prefix: s.addr.prefix, limit: 1})
	if err == nil && len(p.objects) > 0 {
		s.sight = &p.objects[0]
	}
	if err == nil && !s.v1 && p.more && p.next == "" {
		s.v1 = true // it ignored list-type=2 and answered in the old form
		return nil
	}
	if !s.v1 && wantsV1(err) {
		p, err1 := s.page(ctx, cursor{v1: true, prefix: s.addr.prefix, limit: 1})
		if err1 == nil {
			s.v1 = true
		}
		if len(p.objects) > 0 {
			s.sight = &p.objects[0]
		}
		return err1
	}
	return err
}

// wantsV1 says that the store does not know ListObjectsV2.
func wantsV1(err error) bool {
	var api smithy.APIError
	if errors.As(err, &api) {
		switch api.ErrorCode() {
		case "NotImplemented", "InvalidArgument", "MethodNotAllowed", "UnsupportedOperation", "InvalidRequest", "InvalidURI":
			return true
		}
	}
	var re *smithyhttp.ResponseError
	if errors.As(err, &re) {
		return re.HTTPStatusCode() == http.StatusNotImplemented || re.HTTPStatusCode() == http.StatusMethodNotAllowed
	}
	return false
}

// Assets lists every object of the bucket, or of the prefix, page by page, or takes them
// from a report.
func (s *scanner) Assets(ctx context.Context, yield func(scanners.Asset) error) error {
	if s.manifest != nil {
		return s.withGaps(s.listReport)(ctx, yield)
	}
	return s.withGaps(s.below(s.addr.prefix))(ctx, yield)
}

// withGaps lists what is known to be missing in the listing, and then a part of it.
func (s *scanner) withGaps(rest scanners.Part) scanners.Part {
	return func(ctx context.Context, yield func(scanners.Asset) error) error {
		for _, gap := range []*scanners.Asset{s.olderGap, s.uploadsGap} {
			if gap == nil {
				continue
			}
			if err := yield(*gap); err != nil {
				return err
			}
		}
		return rest(ctx, yield)
	}
}

// start is where the listing of what begins with a prefix begins.
func (s *scanner) start(prefix string) cursor {
	return cursor{v1: s.v1 && !s.versions, versions: s.versions, prefix: prefix}
}

// below lists the objects whose keys begin with a prefix.
func (s *scanner) below(prefix string) scanners.Part {
	return func(ctx context.Context, yield func(scanners.Asset) error) error {
		at := s.start(prefix)
		p, err := s.page(ctx, at)
		if err != nil {
			return s.explain(ctx, err, aBucket)
		}
		return s.from(ctx, p, at, yield)
	}
}

// from lists the objects of a page and of those that follow it.
func (s *scanner) from(ctx context.Context, p page, at cursor, yield func(scanners.Asset) error) error {
	seen, follow := &progress{}, &follower{s: s}
	for {
		if err := seen.page(p); err != nil {
			return err
		}
		for i := range p.objects {
			o := &p.objects[i]
			if !follow.next(&p, i) {
				continue
			}
			if at.prefix != s.addr.prefix && !strings.HasPrefix(o.Path, at.prefix) {
				return errPrefix // it would come again with another part
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := yield(*o); err != nil {
				return err
			}
		}
		if !p.more {
			return nil
		}
		follow.end(&p)
		if p.next == "" {
			// The old form has no NextMarker unless there is a delimiter, and some
			// stores answer in the old form whatever they are asked.
			if len(p.objects) == 0 {
				return errStuck
			}
			p.next = p.objects[len(p.objects)-1].Path
			if at.versions {
				p.nextVersion = p.editions[len(p.objects)-1].id
			} else {
				at.v1 = true
			}
		}
		at.next, at.nextVersion = p.next, p.nextVersion
		if err := seen.cursor(at); err != nil {
			return err
		}
		var err error
		if p, err = s.page(ctx, at); err != nil {
			return s.explain(ctx, err, aBucket)
		}
	}
}

var (
	errStuck = scanners.Unreadable(scanners.GapUnreachable,
		"the store says that there are more keys and does not say where to go on; the listing is incomplete")
	errLoop = scanners.Unreadable(scanners.GapUnreachable,
		"the store repeats a page of its listing, which would never end; the listing is incomplete")
	errPrefix = scanners.Unreadable(scanners.GapUnreachable,
		"the store lists keys that do not begin with the prefix that was asked for; the listing is incomplete")
)

// progress sees that a listing gets on. It keeps 16 bytes for each page of up to
// 1,000 keys and as many for where each began, which is 320 KiB for ten million keys.
type progress struct {
	seen map[[16]byte]struct{}
	buf  []byte
}

// page refuses a page whose keys are those of an earlier one.
func (p *progress) page(pg page) error {
	if len(pg.objects) == 0 {
		return nil
	}
	p.buf = p.buf[:0]
	for i := range pg.objects {
		p.buf = append(append(p.buf, pg.objects[i].Path...), 0)
		if pg.editions != nil {
			p.buf = append(append(p.buf, pg.editions[i].id...), 0)
		}
	}
	return p.once(sha256.Sum256(p.buf))
}

// cursor refuses to go on from where the listing was before.
func (p *progress) cursor(c cursor) error {
	return p.once(sha256.Sum256(fmt.Appendf(nil, "cursor %t %q %q", c.v1, c.next, c.nextVersion)))
}

func (p *progress) once(sum [32]byte) error {
	if p.seen == nil {
		p.seen = map[[16]byte]struct{}{}
	}
	short := [16]byte(sum[:16])
	if _, ok := p.seen[short]; ok {
		return errLoop
	}
	p.seen[short] = struct{}{}
	return nil
}

// A cursor is where the next page begins: a continuation token, in the old form a key,
// or of versions a key and an id.
type cursor struct {
	v1          bool
	versions    bool // all of them, and the markers of deletions
	prefix      string
	next        string
	nextVersion string
	limit       int32 // keys; 0 for the store's own page
	// delimiter has keys that go on behind it told by what stands before it.
	delimiter string
}

// A page is one answer to a listing.
type page struct {
	objects     []scanners.Asset
	editions    []edition // of the objects, in a listing of versions
	prefixes    []string  // in which more keys lie, with a delimiter
	more        bool
	next        string
	nextVersion string
}

// timed begins versions that are no ETag.
const timed = "time:"

// A described object is what a listing says of it.
type described struct {
	key, etag, class string
	size             int64 // -1 when unknown
	modified         time.Time
}

// asset turns what a listing says of an object into an asset.
//
// The version is the ETag. Where the listing has none, size and time stand in.
func (o *described) asset() scanners.Asset {
	a := scanners.Asset{Path: o.key, Kind: kindObject, Size: max(o.size, -1), Rows: -1, Modified: o.modified}
	if o.class != "STANDARD" {
		a.Class = o.class
	}
	switch {
	case o.etag != "":
		a.Version = o.etag
	case !a.Modified.IsZero():
		a.Version = fmt.Sprintf("%s%d-%s", timed, a.Size, a.Modified.Format(time.RFC3339Nano))
	}
	return a
}
