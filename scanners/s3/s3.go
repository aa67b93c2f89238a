// Package s3 reads buckets of S3 and of the many stores that speak its dialect.
//
// It only lists and reads: ListObjectsV2 or ListObjects, ranged GetObject, HeadBucket,
// GetBucketLocation and ListBuckets are the calls it needs. What a bucket says of itself
// (questions in bucketfacts.go) and its older versions are asked for with further calls
// of Get, Head and List, each of which may be refused.
package s3

import (
	"context"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"piiventory/scanners"
)

// Kind is the kind of store behind URLs of the form
//
//	s3://[KEY:SECRET@]bucket[/prefix][?endpoint=…&region=…&path_style=…&anonymous=…&provider=…&profile=…]
//
// Without a bucket the URL stands for every bucket of the server.
var Kind = scanners.Kind{Open: open, Discover: discover}

type scanner struct {
	*conn
	store scanners.Store
	// v1 says that the store lists with ListObjects only.
	v1 bool
	// manifest is of the report that is taken for the listing, and reports where it
	// lies; nil for the usual listing.
	manifest *manifest
	reports  reportPlace
	// learned is what the facts taught, which the listing uses.
	learned
}

// learned is what a bucket said of itself. Facts writes it, each part once, before
// anything is listed.
type learned struct {
	// sight is an object that was seen when the bucket was opened, nil where there was none.
	sight *scanners.Asset
	// blocked are the settings that keep the public out, as far as they are known.
	blocked types.PublicAccessBlockConfiguration
	// versioning is the state of it, and versions says that older versions are listed.
	versioning versioning
	versions   bool
	// rules are those of the lifecycle; nil when nobody asked.
	rules *lifecycle
	// olderGap and uploadsGap are gaps of the listing that are about no object in it.
	olderGap, uploadsGap *scanners.Asset
}

// open connects to a bucket and asks for one key, which shows in one request
// whether the endpoint, the credentials, the bucket and its permission are
// right; a bucket that may be listed but not be asked with HEAD works.
func open(ctx context.Context, s scanners.Store) (scanners.Scanner, error) {
	a, err := resolve(s)
	if err != nil {
		return nil, err
	}
	if a.bucket == "" {
		return nil, scanners.Unreadable(scanners.GapUnsupported, "the S3 URL names no bucket: write s3://bucket, or discover the buckets of the server first")
	}
	sc := &scanner{store: s}
	region := ""
	for {
		if sc.conn, err = connect(ctx, a, s, region); err != nil {
			return nil, err
		}
		sc.v1 = sc.preset.v1
		if err = sc.caller.first(ctx, sc.probe); err == nil || s.Listing != "" && statusOf(err) == http.StatusForbidden {
			return sc.listing(ctx) // who has a report need not be allowed to list
		}
		named := sc.namedRegion(err)
		err = sc.explain(ctx, err, aBucket)
		_ = sc.Close()
		if named == "" || region != "" || ctx.Err() != nil {
			return nil, err
		}
		region = named // the server said where the bucket is; ask there, once
	}
}

// listing opens the report that is to be taken for the listing, if there is one.
func (s *scanner) listing(ctx context.Context) (scanners.Scanner, error) {
	if s.store.Listing == "" {
		return s, nil
	}
	m, at, err := s.openListing(ctx)
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	s.manifest, s.reports = m, at
	return s, nil
}

// Close closes the connections that wait for further requests.
func (s *scanner) Close() error {
	if s.reports != nil {
		s.reports.close()
	}
	s.caller.transport.CloseIdleConnections()
	return nil
}
