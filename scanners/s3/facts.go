package s3

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"piiventory/scanners"
	"piiventory/scanners/places"
)

// The sources of facts, in the order of their weight.
const (
	fromConfiguration = "configuration"
	fromJurisdiction  = "jurisdiction host" // one below which a provider promises a place
	fromHost          = "endpoint host"
	fromLocation      = "GetBucketLocation"
	fromHeader        = "x-amz-bucket-region"
)

// Facts tells the provider, for each piece of evidence of the region what it says and
// which jurisdiction that is, and the settings of the bucket. Evidence is kept side by
// side: that it disagrees is for others to judge.
func (s *scanner) Facts(ctx context.Context) ([]scanners.Fact, error) {
	var facts []scanners.Fact
	if s.manifest != nil {
		facts = append(facts, s.manifest.fact())
	}
	named := places.Provider(s.addr.provider)
	switch {
	case named != "":
		facts = append(facts, scanners.Fact{Name: "provider", Value: named, Source: fromConfiguration})
		if s.place.Provider != "" && s.place.Provider != named {
			facts = append(facts, scanners.Fact{Name: "provider", Value: s.place.Provider, Source: fromHost})
		}
	case s.place.Provider != "":
		named = s.place.Provider
		facts = append(facts, scanners.Fact{Name: "provider", Value: named, Source: fromHost})
	default:
		facts = append(facts, scanners.Fact{Name: "provider", Source: fromHost, Unknown: true,
			Reason: "the host is not one of a known provider: state provider in piiventory.yaml"})
	}

	facts = append(facts, s.configured(named)...)
	switch {
	case s.host == "": // AWS's own; the region in it is the one that was asked for
	case s.place.Provider == "r2" && s.place.Region != "":
		facts = append(facts, s.place.Facts(fromJurisdiction)...)
	default:
		facts = append(facts, s.place.Facts(fromHost)...)
	}
	facts = append(facts, s.renamed(ctx, net.DefaultResolver)...)
	located, err := s.located(ctx, named)
	if err != nil {
		return nil, err
	}
	facts = append(facts, located...)
	headed, err := s.headed(ctx, named)
	if err != nil {
		return nil, err
	}
	facts = append(append(facts, headed...), s.caller.network(), s.tls())
	settings, err := s.settings(ctx)
	return append(facts, settings...), err
}

// renamed tells of which host a custom domain is another name. A proxy looks names up
// itself, so that nothing is asked here then.
func (s *scanner) renamed(ctx context.Context, r places.Resolver) []scanners.Fact {
	if s.caller.proxied.Load() {
		return nil
	}
	p, ok := places.CNAME(ctx, r, s.host)
	if !ok || s.host == "" {
		return nil
	}
	facts := p.Facts(places.FromCNAME)
	if p.Region == "" {
		facts = facts[1:] // that none is named is said of the host
	}
	if p.Provider != "" {
		facts = append([]scanners.Fact{{Name: "provider", Value: p.Provider, Source: places.FromCNAME}}, facts...)
	}
	return facts
}

// configured returns what the configuration states: a region, a jurisdiction,
// or nothing. Where both the store and its URL state something, both count.
func (s *scanner) configured(provider string) []scanners.Fact {
	var facts []scanners.Fact
	for i, r := range []string{s.store.Region, s.addr.region} {
		switch {
		case r == "" || i == 1 && r == s.store.Region:
		case places.IsCountry(r):
			facts = append(facts, scanners.Fact{Name: "jurisdiction", Value: r, Source: fromConfiguration})
		default:
			facts = append(facts, places.Facts(provider, r, fromConfiguration)...)
		}
	}
	return facts
}

// located asks the store where the bucket is.
func (s *scanner) located(ctx context.Context, provider string) ([]scanners.Fact, error) {
	answer := ""
	_, err := s.client.GetBucketLocation(ctx, &s3.GetBucketLocationInput{Bucket: &s.addr.bucket},
		s3.WithAPIOptions(func(stack *middleware.Stack) error {
			return stack.Deserialize.Add(readLocation(&answer), middleware.After)
		}))
	if err != nil {
		return s.unanswered(ctx, err, fromLocation)
	}
	switch {
	case answer == "" && presets[provider].emptyLocation != "":
		answer = presets[provider].emptyLocation
	case answer == "":
		return places.Unknown(fromLocation, "the answer was empty, which means us-east-1 at AWS and nothing elsewhere"), nil
	case s.disbelieves(fromLocation):
		return []scanners.Fact{
			{Name: "region", Value: answer, Source: fromLocation},
			{Name: "jurisdiction", Source: fromLocation, Unknown: true, Reason: notReliable},
		}, nil
	}
	return places.Facts(provider, answer, fromLocation), nil
}

// headed reads the region that the store names in the head of its answers.
func (s *scanner) headed(ctx context.Context, provider string) ([]scanners.Fact, error) {
	out, err := s.client.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &s.addr.bucket})
	if err != nil {
		return s.unanswered(ctx, err, fromHeader)
	}
	if r := strings.TrimSpace(aws.ToString(out.BucketRegion)); places.IsRegion(r) {
		return places.Facts(provider, r, fromHeader), nil
	}
	return places.Unknown(fromHeader, "the store does not name a region in its answers"), nil
}

// unanswered turns a refused question into unknown facts. Only the end of the
// scan is an error.
func (s *scanner) unanswered(ctx context.Context, err error, source string) ([]scanners.Fact, error) {
	permission := "s3:ListBucket"
	if source == fromLocation {
		permission = "s3:GetBucketLocation"
	}
	reason, err := s.whyNot(ctx, err, permission)
	if err != nil {
		return nil, err
	}
	return places.Unknown(source, reason), nil
}

// readLocation reads the answer to GetBucketLocation before the SDK does. The
// SDK knows AWS's form only; other vendors put the region one element deeper or
// call it Location.
func readLocation(answer *string) middleware.DeserializeMiddleware {
	return middleware.DeserializeMiddlewareFunc("ReadLocation", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		resp, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ok || resp.StatusCode != http.StatusOK {
			return out, metadata, err
		}
		doc, err := io.ReadAll(io.LimitReader(resp.Body, errorBody))
		if err != nil {
			return out, metadata, fmt.Errorf("reading the answer: %w", err)
		}
		*answer = locationIn(string(doc))
		resp.Body = struct {
			io.Reader
			io.Closer
		}{strings.NewReader(string(doc)), resp.Body}
		return out, metadata, nil
	})
}

// locationIn returns the text of the first LocationConstraint or Location in an
// XML document, or "" when there is none or it is no region's name.
func locationIn(doc string) string {
	d := xml.NewDecoder(strings.NewReader(doc))
	inside := 0
	for {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "LocationConstraint" || t.Name.Local == "Location" {
				inside++
			}
		case xml.EndElement:
			if t.Name.Local == "LocationConstraint" || t.Name.Local == "Location" {
				inside--
			}
		case xml.CharData:
			if v := strings.TrimSpace(string(t)); inside > 0 && v != "" {
				if !places.IsRegion(v) {
					return ""
				}
				return v
			}
		}
	}
}
