package s3

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"piiventory/scanners"
)

// page fetches one page of the listing.
//
// Keys are asked for as they are. Some cannot stand in XML: a server then sends
// a document that does not parse, or replaces the character. Only then is the
// page asked for once more with URL encoding, because some stores answer that
// with the same page for ever and others encode in ways of their own.
func (s *scanner) page(ctx context.Context, c cursor) (page, error) {
	p, err := s.fetch(ctx, c, "")
	var broken *smithy.DeserializationError
	switch {
	case err == nil && !replaced(p), err != nil && !errors.As(err, &broken), ctx.Err() != nil:
		return p, err
	case errors.Is(err, scanners.ErrBudget):
		return p, err
	}
	encoded, encodedErr := s.fetch(ctx, c, types.EncodingTypeUrl)
	if encodedErr != nil && err == nil && !errors.Is(encodedErr, scanners.ErrBudget) && ctx.Err() == nil {
		return p, nil // the store knows no encoding; U+FFFD may be in the key itself
	}
	return encoded, encodedErr
}

// replaced says that a key holds U+FFFD, which is what encoders write for a
// character that XML cannot hold.
func replaced(p page) bool {
	for i := range p.objects {
		if strings.ContainsRune(p.objects[i].Path, '\uFFFD') {
			return true
		}
	}
	return false
}

func (s *scanner) fetch(ctx context.Context, c cursor, encoding types.EncodingType) (page, error) {
	var limit *int32
	if c.limit > 0 {
		limit = &c.limit
	}
	var (
		p        page
		contents []types.Object
		answered types.EncodingType
	)
	if c.v1 {
		in := &s3.ListObjectsInput{Bucket: &s.addr.bucket, MaxKeys: limit, EncodingType: encoding, Prefix: optional(s.addr.prefix), Marker: optional(c.next)}
		out, err := s.client.ListObjects(ctx, in)
		if err != nil {
			return p, err
		}
		contents, answered = out.Contents, out.EncodingType
		p.more, p.next = aws.ToBool(out.IsTruncated), aws.ToString(out.NextMarker)
	} else {
		in := &s3.ListObjectsV2Input{Bucket: &s.addr.bucket, MaxKeys: limit, EncodingType: encoding, Prefix: optional(s.addr.prefix), ContinuationToken: optional(c.next)}
		out, err := s.client.ListObjectsV2(ctx, in)
		if err != nil {
			return p, err
		}
		contents, answered = out.Contents, out.EncodingType
		p.more, p.next = aws.ToBool(out.IsTruncated), aws.ToString(out.NextContinuationToken)
	}
	p.objects = make([]scanners.Asset, 0, len(contents))
	for i := range contents {
		o := &contents[i]
		a := asset(o.Key, o.ETag, (*string)(&o.StorageClass), o.Size, o.LastModified)
		if a.Path = decoded(a.Path, answered); a.Path == "" {
			continue
		}
		p.objects = append(p.objects, a)
	}
	if c.v1 {
		p.next = decoded(p.next, answered)
	}
	return p, nil
}

// decoded undoes URL encoding, when the answer says that it has it.
func decoded(s string, encoding types.EncodingType) string {
	if !strings.EqualFold(string(encoding), string(types.EncodingTypeUrl)) {
		return s
	}
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
