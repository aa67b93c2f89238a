package s3

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"piiventory/scanners"
)

// What a failed call was about; it decides what a refusal means.
type subject int

const (
	aServer subject = iota
	aBucket
	anObject
	aVersion
)

// one says that the call was about one object or version.
func (s subject) one() bool { return s == anObject || s == aVersion }

// aboutOf is what the reading of an asset is about.
func aboutOf(a *scanners.Asset) subject {
	if a.Kind == kindVersion {
		return aVersion
	}
	return anObject
}

// explain turns an error of the SDK into one that a person can act on. The text
// of the SDK is never passed on: it holds request URLs, and servers quote keys
// and signatures in theirs.
func (c *conn) explain(ctx context.Context, err error, about subject) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, scanners.ErrBudget):
		return scanners.ErrBudget
	}
	var known *scanners.Error
	if errors.As(err, &known) {
		return known
	}
	status := statusOf(err)
	code := ""
	var api smithy.APIError
	if errors.As(err, &api) {
		code = api.ErrorCode()
	}
	if status == 0 && code == "" {
		return c.explainNetwork(err)
	}
	if refusedAsTooMany(err) {
		return scanners.Unreadable(scanners.GapUnreachable, fmt.Sprintf("the store asked to slow down %d times in a row: scan later", patience))
	}
	if e, ok := c.explainCode(code, about); ok {
		return e
	}
	return c.explainStatus(status, about)
}

// statusOf returns the HTTP status of a refusal, 0 when there was no answer.
func statusOf(err error) int {
	var re *smithyhttp.ResponseError
	if errors.As(err, &re) && re.Response != nil {
		return re.HTTPStatusCode()
	}
	return 0
}

// bucket names the bucket for a sentence.
func (c *conn) bucket() string { return fmt.Sprintf("bucket %q", c.addr.bucket) }

// endpoint names the server for a sentence, without credentials.
func (c *conn) endpoint() string {
	if c.host == "" {
		return "AWS (region " + c.region + ")"
	}
	return c.host
}

// explainCode knows the codes that say more than their HTTP status.
func (c *conn) explainCode(code string, about subject) (error, bool) {
	kind, reason := scanners.GapPermission, ""
	switch code {
	case "InvalidAccessKeyId", "InvalidAccessKeyID", "InvalidClientTokenId", "InvalidSecurity":
		reason = fmt.Sprintf("%s does not know this access key id: check it, and that the endpoint is the right one", c.endpoint())
	case "SignatureDoesNotMatch":
		reason = fmt.Sprintf("wrong credentials: %s refused the signature, so the secret key does not belong to this access key id", c.endpoint())
	case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "InvalidToken":
		reason = "the session token has expired or is not valid: sign in again"
	case "RequestTimeTooSkewed", "RequestExpired":
		reason = "the clock of this machine and that of the store differ by too much: set the clock"
	case "AccountProblem", "NotSignedUp", "OptInRequired", "UserDisable", "AllAccessDisabled":
		reason = "the store refuses this account altogether: ask its owner"
	case "NoSuchBucket":
		kind, reason = scanners.GapUnreachable, c.noBucket()
		if about.one() {
			kind, reason = scanners.GapVanished, fmt.Sprintf("%s was listed and is gone", c.bucket())
		}
	case "InvalidBucketName":
		kind, reason = scanners.GapUnreachable, fmt.Sprintf("%s is no name that the store allows: check the URL", c.bucket())
	case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "TemporaryRedirect", "AuthorizationQueryParametersError":
		kind, reason = scanners.GapUnreachable, fmt.Sprintf("%s is not in region %s or not at this endpoint: state the right region with region= in the URL", c.bucket(), c.region)
	case "InvalidObjectState":
		kind, reason = scanners.GapArchived, archivedReason
	default:
		if about.one() && len(code) > 4 && code[:4] == "KMS." {
			reason = fmt.Sprintf("%s may be listed, but the key that encrypts this object cannot be used: grant kms:Decrypt, or see that the key is enabled", c.bucket())
		}
	}
	return scanners.Unreadable(kind, reason), reason != ""
}

const (
	archivedReason = "the object is in an archive class and must be restored before it can be read"
	vanishedReason = "the object was listed and is gone or has changed since; scan again"
)

func (c *conn) noBucket() string {
	return fmt.Sprintf("%s does not exist at %s: check its name, the endpoint and the account", c.bucket(), c.endpoint())
}

func (c *conn) explainStatus(status int, about subject) error {
	kind, reason := scanners.GapUnreachable, ""
	switch {
	case status == http.StatusForbidden || status == http.StatusUnauthorized:
		kind = scanners.GapPermission
		switch about {
		case anObject:
			reason = fmt.Sprintf("%s may be listed, but this object may not be read: grant s3:GetObject (and kms:Decrypt when it is encrypted with a key of its own)", c.bucket())
		case aVersion:
			reason = fmt.Sprintf("the versions in %s may be listed, but not read: grant s3:GetObjectVersion (and kms:Decrypt when they are encrypted with a key of their own)", c.bucket())
		case aBucket:
			reason = fmt.Sprintf("%s may not be listed: grant s3:ListBucket, or check that these are the credentials meant", c.bucket())
		default:
			reason = "the buckets may not be listed: grant s3:ListAllMyBuckets, or name a bucket in the URL"
		}
	case status == http.StatusNotFound && about.one(), status == http.StatusPreconditionFailed, status == http.StatusRequestedRangeNotSatisfiable:
		kind, reason = scanners.GapVanished, vanishedReason
	case status == http.StatusNotFound && about == aBucket:
		reason = c.noBucket()
	case status == http.StatusMovedPermanently || status == http.StatusTemporaryRedirect:
		reason = fmt.Sprintf("%s sends requests elsewhere: the bucket is in another region or at another endpoint; state region= or endpoint= in the URL", c.endpoint())
	case status == http.StatusBadRequest && about.one():
		kind = scanners.GapPermission
		reason = "the store wants more than a plain request to read this object; an object that was encrypted with a customer's key (SSE-C) cannot be read without that key"
	case status >= 500:
		reason = fmt.Sprintf("%s failed with HTTP status %d, %d times in a row", c.endpoint(), status, attempts)
	case status >= 200 && status < 300:
		reason = fmt.Sprintf("%s gave an answer that is not S3: check the endpoint", c.endpoint())
	default:
		reason = fmt.Sprintf("%s refused the request with HTTP status %d: check that the endpoint speaks S3", c.endpoint(), status)
	}
	return scanners.Unreadable(kind, reason)
}

// explainNetwork explains errors that came before any answer.
func (c *conn) explainNetwork(err error) error {
	var (
		dns      *net.DNSError
		unknown  x509.UnknownAuthorityError
		name     x509.HostnameError
		invalid  x509.CertificateInvalidError
		verify   *tls.CertificateVerificationError
		record   tls.RecordHeaderError
		decoding *smithy.DeserializationError
		timeout  interface{ Timeout() bool }
	)
	kind, reason := scanners.GapUnreachable, ""
	switch {
	case errors.Is(err, errStalled):
		kind, reason = scanners.GapTimeout, fmt.Sprintf("%s sent nothing for %v in the middle of an answer", c.endpoint(), bodyWait)
	case errors.Is(err, errSilent):
		kind, reason = scanners.GapTimeout, fmt.Sprintf("%s did not answer within %d s: check the endpoint, the network and any proxy", c.endpoint(), int(openWait.Seconds()))
	case errors.As(err, &dns):
		reason = fmt.Sprintf("the name of %s cannot be resolved: check the endpoint and the network", c.endpoint())
		if c.virtual && c.host != "" {
			reason += "; the bucket was addressed as a host name below it, add path_style=true to the URL if the store does not have those"
		}
	case errors.Is(err, syscall.ECONNREFUSED):
		reason = fmt.Sprintf("connection refused by %s: nothing listens there; check the endpoint and that the store runs", c.endpoint())
	case errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &invalid), errors.As(err, &verify):
		reason = fmt.Sprintf("the TLS certificate of %s is not trusted here: name its authority in AWS_CA_BUNDLE, or check the host name", c.endpoint())
		if errors.As(err, &name) && c.virtual {
			reason += "; a bucket addressed as a host name may need path_style=true"
		}
	case errors.As(err, &record):
		reason = fmt.Sprintf("%s does not speak TLS: use http:// in the endpoint, or another port", c.endpoint())
	case errors.As(err, &timeout) && timeout.Timeout():
		kind, reason = scanners.GapTimeout, fmt.Sprintf("%s did not answer in time: check the endpoint, the network and any proxy", c.endpoint())
	case errors.As(err, &decoding):
		reason = fmt.Sprintf("%s gave an answer that is not S3: check the endpoint", c.endpoint())
	default:
		reason = fmt.Sprintf("the connection to %s failed: check the endpoint, the network and any proxy", c.endpoint())
	}
	return scanners.Unreadable(kind, reason)
}
