package s3

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"piiventory/scanners"
)

// An address is a parsed URL of a store:
//
//	s3://[KEY:SECRET@]bucket[/prefix][?parameters]
//
// Without a bucket it stands for every bucket of the server. Key, secret and
// prefix are percent-encoded where needed; the prefix is a prefix of keys, so
// that "logs" also stands for "logs2/x".
type address struct {
	bucket, prefix string
	key, secret    string
	endpoint       *url.URL // nil: the environment's, else AWS
	region         string
	provider       string
	profile        string
	anonymous      bool
	pathStyle      *bool // nil: decided by the endpoint
}

var parameters = []string{"anonymous", "endpoint", "path_style", "profile", "provider", "region"}

// parse reads a URL. Its errors name what is wrong and quote nothing, since a
// mistyped URL may show its secret anywhere.
func parse(raw string) (*address, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "s3" || u.Opaque != "" || u.Fragment != "" {
		return nil, errors.New("the S3 URL cannot be read: it is s3://bucket/prefix?endpoint=https://host, and # % ? / : @ inside a key, secret or prefix are written as %23 %25 %3F %2F %3A %40")
	}
	a := &address{bucket: u.Host, prefix: strings.TrimPrefix(u.Path, "/")}
	if u.Port() != "" || strings.Contains(u.Host, ":") {
		return nil, errors.New("the S3 URL names a port where the bucket stands: the server goes into ?endpoint=http://host:port, and a secret with a slash is written with %2F")
	}
	if a.bucket == "" && a.prefix != "" {
		return nil, errors.New("the S3 URL has a prefix and no bucket: write s3://bucket/prefix with two slashes")
	}
	if u.User != nil {
		a.key = u.User.Username()
		a.secret, _ = u.User.Password()
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, errors.New("the parameters of the S3 URL cannot be read: & separates them, and % is written as %25")
	}
	for name, values := range query {
		if !slices.Contains(parameters, name) {
			return nil, fmt.Errorf("the S3 URL has an unknown parameter; known are %s", strings.Join(parameters, ", "))
		}
		if len(values) > 1 {
			return nil, fmt.Errorf("the S3 URL has the parameter %s twice", name)
		}
		if err := a.set(name, values[0]); err != nil {
			return nil, err
		}
	}
	if a.anonymous && (a.key != "" || a.secret != "" || a.profile != "") {
		return nil, errors.New("the S3 URL asks for anonymous access and names credentials: leave out one of them")
	}
	return a, nil
}

func (a *address) set(name, value string) error {
	switch name {
	case "endpoint":
		u, err := url.Parse(value)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil ||
			strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
			return errors.New("the endpoint of the S3 URL is http://host:port or https://host, without path, user or parameters")
		}
		a.endpoint = &url.URL{Scheme: u.Scheme, Host: u.Host}
	case "region":
		a.region = value
	case "provider":
		a.provider = value
	case "profile":
		a.profile = value
	case "anonymous":
		on, err := strconv.ParseBool(value)
		if err != nil {
			return errors.New("anonymous in the S3 URL is true or false")
		}
		a.anonymous = on
	case "path_style":
		on, err := strconv.ParseBool(value)
		if err != nil {
			return errors.New("path_style in the S3 URL is true or false")
		}
		a.pathStyle = &on
	}
	return nil
}

// ofBucket returns the URL of one bucket of the server that raw names, with all
// that raw says otherwise.
func ofBucket(raw, bucket string) (string, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return "", errors.New("the S3 URL cannot be read")
	}
	u.Host, u.Path, u.RawPath = bucket, "", ""
	return u.String(), nil
}

// resolve reads the URL of a store and adds what its other fields say.
func resolve(s scanners.Store) (*address, error) {
	a, err := parse(s.URL)
	if err != nil {
		return nil, scanners.Unreadable(scanners.GapUnsupported, err.Error())
	}
	if s.Provider != "" {
		a.provider = s.Provider
	}
	if a.provider != "" {
		if err := CheckProvider(a.provider); err != nil {
			return nil, scanners.Unreadable(scanners.GapUnsupported, err.Error())
		}
	}
	if err := a.credentials(s); err != nil {
		return nil, scanners.Unreadable(scanners.GapPermission, err.Error())
	}
	return a, nil
}
