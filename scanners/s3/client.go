package s3

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/ec2rolecreds"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"piiventory/scanners"
	"piiventory/scanners/places"
)

// attempts is how often one call is tried, the first time included.
const attempts = 3

// A conn is a client of one server, with what it takes to explain its errors.
type conn struct {
	client *s3.Client
	caller *caller
	addr   *address
	// host is host:port of the endpoint; empty for AWS's own.
	host string
	// place is what the endpoint host says.
	place places.Place
	// virtual says that buckets are addressed as host names.
	virtual bool
	region  string
	// questionWait bounds each question to a bucket about itself.
	questionWait time.Duration
	// plainHTTP says that the connection is not encrypted.
	plainHTTP bool
	// preset is what is known of the provider that was stated, or of the host's.
	preset preset
}

// connect makes a client. region, when not empty, is the one that the server
// named and goes before all others. Nothing is sent yet, unless the credentials
// come from a service.
func connect(ctx context.Context, a *address, s scanners.Store, region string) (*conn, error) {
	cfg, err := configure(ctx, a)
	if err != nil {
		return nil, err
	}
	c := &conn{addr: a, questionWait: questionWait, caller: &caller{budget: s.Budget, pace: newPace(), bodyWait: bodyWait}}
	c.caller.transport = transport(cfg)
	c.client = s3.NewFromConfig(cfg, func(o *s3.Options) {
		stands, known := presets[places.Provider(a.provider)]
		if a.endpoint != nil {
			o.BaseEndpoint = aws.String(a.endpoint.String())
		} else if o.BaseEndpoint == nil && known {
			var at string
			if at, err = stands.at(a.provider, cmp.Or(a.region, stated(s.Region))); at != "" {
				o.BaseEndpoint = &at
			}
		}
		c.place = places.Place{Provider: "aws"}
		if o.BaseEndpoint != nil {
			if u, err := url.Parse(*o.BaseEndpoint); err == nil {
				c.host, c.place, c.plainHTTP = u.Host, places.OfHost(u.Host), u.Scheme == "http"
			}
		}
		if !known {
			stands = presets[c.place.Provider]
		}
		c.preset = stands
		// The region of the environment is one of AWS, so that it comes last.
		o.Region = cmp.Or(region, a.region, stated(s.Region), c.place.Region, cfg.Region, "us-east-1")
		if region == "" && stands.signing != "" {
			o.Region = stands.signing
		}
		o.UsePathStyle = a.usePathStyle(c.host, stands)
		o.HTTPClient = c.caller
		o.Logger = logging.Nop{}
		// Other vendors' servers answer neither checksum trailers nor x-id, and
		// Google changes Accept-Encoding after it was signed; caller sets it.
		o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
		o.ResponseChecksumValidation = aws.ResponseChecksumValidationWhenRequired
		o.DisableLogOutputChecksumValidationSkipped = true
		o.APIOptions = append(o.APIOptions, plain)
		o.RetryMode = aws.RetryModeStandard
		o.Retryer = newRetryer()
		c.virtual, c.region = !o.UsePathStyle, o.Region
	})
	if err != nil {
		return nil, scanners.Unreadable(scanners.GapUnsupported, err.Error())
	}
	return c, nil
}

// A retryer tries again what broke, and leaves what the store found too much to the
// caller, which has tried it again at a slower pace.
type retryer struct{ *retry.Standard }

func newRetryer() retryer {
	return retryer{retry.NewStandard(func(o *retry.StandardOptions) {
		o.MaxAttempts, o.MaxBackoff = attempts, 5*time.Second
		// Its bucket of tokens runs dry when all calls fail, and then nothing is tried
		// again (aws-sdk-go-v2, issue 3413).
		o.RateLimiter = ratelimit.None
	})}
}

// IsErrorRetryable says whether a call may be tried again.
func (r retryer) IsErrorRetryable(err error) bool {
	return !refusedAsTooMany(err) && r.Standard.IsErrorRetryable(err)
}

func refusedAsTooMany(err error) bool {
	status := statusOf(err)
	var api smithy.APIError
	return status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests || errors.As(err, &api) && slowCodes[api.ErrorCode()]
}

// stated returns a configured region unless it is a jurisdiction, which no
// server signs for.
func stated(region string) string {
	if places.IsCountry(region) {
		return ""
	}
	return region
}

// configure loads the environment, the shared files and the chain of
// credentials of AWS, as every program that uses its SDK does.
func configure(ctx context.Context, a *address) (aws.Config, error) {
	options := []func(*config.LoadOptions) error{
		config.WithHTTPClient(awshttp.NewBuildableClient()), // AWS_CA_BUNDLE is added to it
		config.WithLogger(logging.Nop{}),                    // its lines hold addresses, and stderr is ours
	}
	if a.profile != "" {
		options = append(options, config.WithSharedConfigProfile(a.profile))
	}
	switch {
	case a.anonymous:
		options = append(options, config.WithCredentialsProvider(aws.AnonymousCredentials{}))
	case a.key != "":
		options = append(options, config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(a.key, a.secret, "")))
	}
	cfg, err := config.LoadDefaultConfig(ctx, options...)
	var missing config.SharedConfigProfileNotExistError
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return cfg, ctx.Err()
	case errors.As(err, &missing):
		return cfg, scanners.Unreadable(scanners.GapPermission, "the AWS profile asked for is in neither ~/.aws/config nor ~/.aws/credentials: check profile in the URL and AWS_PROFILE")
	default:
		return cfg, scanners.Unreadable(scanners.GapPermission, "the AWS configuration cannot be loaded: check the AWS_* variables, AWS_CA_BUNDLE and the files below ~/.aws")
	}
	if a.anonymous {
		return cfg, nil
	}
	if aws.IsCredentialsProvider(cfg.Credentials, (*ec2rolecreds.Provider)(nil)) {
		cfg.Credentials = instanceRole(cfg)
	}
	if _, err := cfg.Credentials.Retrieve(ctx); err != nil {
		if ctx.Err() != nil {
			return cfg, ctx.Err()
		}
		return cfg, scanners.Unreadable(scanners.GapPermission, "no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, name a user for the store, or add anonymous=true to the URL of a public bucket")
	}
	return cfg, nil
}

// instanceRole asks the metadata service of the instance once and not three
// times: it answers at once where there is one, and where there is none each call
// waits for up to 0.75 s. One call for a token and one for the role remain, so
// that a container which gets no token still has its role.
func instanceRole(cfg aws.Config) aws.CredentialsProvider {
	return aws.NewCredentialsCache(ec2rolecreds.New(func(o *ec2rolecreds.Options) {
		o.Client = imds.NewFromConfig(cfg, func(o *imds.Options) { o.Retryer = aws.NopRetryer{} })
	}))
}

// transport returns the HTTP transport of the configuration, with its proxies
// and certificates, bounded.
func transport(cfg aws.Config) *http.Transport {
	b, ok := cfg.HTTPClient.(*awshttp.BuildableClient)
	if !ok {
		b = awshttp.NewBuildableClient()
	}
	t := b.WithDialerOptions(func(d *net.Dialer) { d.Timeout = dialWait }).GetTransport()
	t.DisableCompression = true
	t.ResponseHeaderTimeout = headerWait
	t.MaxConnsPerHost, t.MaxIdleConnsPerHost = connections, connections
	return t
}

// plain removes from the requests what only AWS understands.
func plain(stack *middleware.Stack) error {
	_, _ = stack.Finalize.Remove("DisableAcceptEncodingGzip") // absent in calls without it
	return stack.Build.Add(middleware.BuildMiddlewareFunc("WithoutXID", func(
		ctx context.Context, in middleware.BuildInput, next middleware.BuildHandler,
	) (middleware.BuildOutput, middleware.Metadata, error) {
		if req, ok := in.Request.(*smithyhttp.Request); ok {
			q := req.URL.Query()
			if q.Has("x-id") {
				q.Del("x-id")
				req.URL.RawQuery = q.Encode()
			}
		}
		return next.HandleBuild(ctx, in)
	}), middleware.After)
}

// usePathStyle decides how buckets are addressed: as host names, unless the URL or the
// provider says otherwise or the endpoint cannot have names below it. The SDK itself
// falls back for addresses and for buckets that are no host names.
func (a *address) usePathStyle(host string, p preset) bool {
	if a.pathStyle != nil {
		return *a.pathStyle
	}
	if host == "" {
		return false
	}
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	if net.ParseIP(strings.Trim(name, "[]")) != nil || !strings.Contains(name, ".") || strings.HasSuffix(name, ".localhost") {
		return true
	}
	return p.path
}

// namedRegion returns the region that a refusal names as the right one, or "".
func (c *conn) namedRegion(err error) string {
	var re *smithyhttp.ResponseError
	if !errors.As(err, &re) || re.Response == nil {
		return ""
	}
	switch re.HTTPStatusCode() {
	case http.StatusMovedPermanently, http.StatusTemporaryRedirect, http.StatusBadRequest, http.StatusForbidden:
	default:
		return ""
	}
	named := re.Response.Header.Get(regionHeader)
	if named == c.region || !places.IsRegion(named) {
		return ""
	}
	return named
}
