package s3

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"slices"
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
	case errors.Is(err, scanners.ErrBudget), s.preset.plainKeys:
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
	return slices.ContainsFunc(p.prefixes, func(name string) bool { return strings.ContainsRune(name, '\uFFFD') })
}

func (s *scanner) fetch(ctx context.Context, c cursor, encoding types.EncodingType) (page, error) {
	var (
		limit *int32
		a     answer
		known bool // a was read here, and not by the SDK
		delim = optional(c.delimiter)
	)
	if c.limit > 0 {
		limit = &c.limit
	}
	held := answers.Get().(*bytes.Buffer)
	defer answers.Put(held)
	here := s3.WithAPIOptions(readAnswer(&a, &known, held, c.versions))
	switch {
	case c.versions:
		in := &s3.ListObjectVersionsInput{Bucket: &s.addr.bucket, MaxKeys: limit, EncodingType: encoding, Prefix: optional(c.prefix), KeyMarker: optional(c.next), VersionIdMarker: optional(c.nextVersion), Delimiter: delim}
		out, err := s.client.ListObjectVersions(ctx, in, here)
		if err != nil {
			return page{}, err
		}
		if !known {
			a = versionsOf(out)
		}
	case c.v1:
		in := &s3.ListObjectsInput{Bucket: &s.addr.bucket, MaxKeys: limit, EncodingType: encoding, Prefix: optional(c.prefix), Marker: optional(c.next), Delimiter: delim}
		out, err := s.client.ListObjects(ctx, in, here)
		if err != nil {
			return page{}, err
		}
		if !known {
			a = answerOf(out.Contents, out.CommonPrefixes, out.IsTruncated, out.EncodingType)
			a.marker = aws.ToString(out.NextMarker)
		}
	default:
		in := &s3.ListObjectsV2Input{Bucket: &s.addr.bucket, MaxKeys: limit, EncodingType: encoding, Prefix: optional(c.prefix), ContinuationToken: optional(c.next), Delimiter: delim}
		out, err := s.client.ListObjectsV2(ctx, in, here)
		if err != nil {
			return page{}, err
		}
		if !known {
			a = answerOf(out.Contents, out.CommonPrefixes, out.IsTruncated, out.EncodingType)
			a.token = aws.ToString(out.NextContinuationToken)
		}
	}
	p := page{objects: a.objects[:0], more: a.more, next: a.token, nextVersion: a.versionMarker}
	for i, o := range a.objects {
		if o.Path = decoded(o.Path, a.encoding); o.Path == "" {
			continue
		}
		p.objects = append(p.objects, o)
		if c.versions {
			p.editions = append(p.editions, a.editions[i])
		}
	}
	for _, name := range a.prefixes {
		p.prefixes = append(p.prefixes, decoded(name, a.encoding))
	}
	if c.v1 || c.versions {
		p.next = decoded(a.marker, a.encoding)
	}
	return p, nil
}

// answerOf is an answer that the SDK has read.
func answerOf(contents []types.Object, prefixes []types.CommonPrefix, more *bool, encoding types.EncodingType) answer {
	a := answer{more: aws.ToBool(more), encoding: string(encoding)}
	for i := range contents {
		c := &contents[i]
		o := described{key: aws.ToString(c.Key), etag: aws.ToString(c.ETag), class: string(c.StorageClass), size: -1}
		if c.Size != nil {
			o.size = *c.Size
		}
		if c.LastModified != nil {
			o.modified = c.LastModified.UTC()
		}
		a.objects = append(a.objects, o.asset())
	}
	for i := range prefixes {
		a.prefixes = append(a.prefixes, aws.ToString(prefixes[i].Prefix))
	}
	return a
}

// decoded undoes URL encoding, when the answer says that it has it.
func decoded(s, encoding string) string {
	if !strings.EqualFold(encoding, string(types.EncodingTypeUrl)) {
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
