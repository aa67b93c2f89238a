// Package s3 reads buckets of S3 and of the many stores that speak its dialect.
//
// It only lists and reads: ListObjectsV2 or ListObjects, ranged GetObject,
// HeadBucket, GetBucketLocation and ListBuckets are the only calls it makes.
package s3

import (
	"context"

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
		if err = sc.caller.first(ctx, sc.probe); err == nil {
			return sc, nil
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

// Close closes the connections that wait for further requests.
func (s *scanner) Close() error {
	s.caller.transport.CloseIdleConnections()
	return nil
}
