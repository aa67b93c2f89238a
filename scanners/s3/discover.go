package s3

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/scanners"
)

// discover returns the store itself when its URL names a bucket, and else one
// store for each bucket that the credentials may see at the server. They share
// the budget that the given store has, if any.
func discover(ctx context.Context, st scanners.Store) ([]scanners.Store, error) {
	a, err := resolve(st)
	if err != nil {
		return nil, err
	}
	if a.bucket != "" {
		return []scanners.Store{st}, nil
	}
	if st.Listing != "" {
		return nil, scanners.Unreadable(scanners.GapUnsupported, "a listing is of one bucket, and the URL names none: write s3://bucket")
	}
	asked := st
	if asked.Budget == nil {
		asked.Budget = &scanners.Budget{}
	}
	names, err := buckets(ctx, a, asked, "")
	if err != nil {
		return nil, err
	}
	found := make([]scanners.Store, 0, len(names))
	for _, name := range names {
		u, err := ofBucket(st.URL, name)
		if err != nil {
			return nil, scanners.Unreadable(scanners.GapUnsupported, err.Error())
		}
		one := st
		one.Alias, one.URL, one.Discovered = name, u, true
		found = append(found, one)
	}
	return found, nil
}

// buckets lists the names of all buckets, page by page. region is the one that
// the server named after a first refusal.
func buckets(ctx context.Context, a *address, st scanners.Store, region string) ([]string, error) {
	c, err := connect(ctx, a, st, region)
	if err != nil {
		return nil, err
	}
	defer c.caller.transport.CloseIdleConnections()
	in := &s3.ListBucketsInput{}
	if c.place.Provider == "aws" {
		in.MaxBuckets = aws.Int32(1000) // accounts with many buckets must ask in pages
	}
	var names []string
	seen := &progress{}
	for {
		var out *s3.ListBucketsOutput
		err := c.caller.first(ctx, func(ctx context.Context) (err error) {
			out, err = c.client.ListBuckets(ctx, in)
			return err
		})
		if err != nil {
			if named := c.namedRegion(err); named != "" && region == "" && ctx.Err() == nil {
				return buckets(ctx, a, st, named)
			}
			return nil, c.explain(ctx, err, aServer)
		}
		for _, b := range out.Buckets {
			if name := aws.ToString(b.Name); name != "" {
				names = append(names, name)
			}
		}
		if in.ContinuationToken = out.ContinuationToken; aws.ToString(in.ContinuationToken) == "" {
			return names, nil
		}
		if err := seen.cursor(cursor{next: *in.ContinuationToken}); err != nil {
			return nil, fmt.Errorf("listing the buckets of %s: %w", c.endpoint(), err)
		}
	}
}
