package s3

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"piiventory/scanners"
)

func TestURLForms(t *testing.T) {
	yes, no := true, false
	for raw, want := range map[string]address{
		"s3://bucket":                      {bucket: "bucket"},
		"s3://bucket/":                     {bucket: "bucket"},
		"s3://bucket/a/b":                  {bucket: "bucket", prefix: "a/b"},
		"s3://bucket/a/b/":                 {bucket: "bucket", prefix: "a/b/"},
		"s3://bucket//leading":             {bucket: "bucket", prefix: "/leading"},
		"s3://Bucket_1/客户/%E6%97%A5":       {bucket: "Bucket_1", prefix: "客户/日"},
		"s3://bucket/a%20b%3Fc%23d%25e":    {bucket: "bucket", prefix: "a b?c#d%e"},
		"s3://bucket/a@b:c+d":              {bucket: "bucket", prefix: "a@b:c+d"},
		"s3://bucket.with.dots/x":          {bucket: "bucket.with.dots", prefix: "x"},
		"s3://":                            {},
		"s3://KEY:SEC%2FRET+x@bucket":      {bucket: "bucket", key: "KEY", secret: "SEC/RET+x"},
		"s3://KEY@bucket":                  {bucket: "bucket", key: "KEY"},
		"s3://b?region=r&provider=oss":     {bucket: "b", region: "r", provider: "oss"},
		"s3://b?anonymous=true":            {bucket: "b", anonymous: true},
		"s3://b?profile=p&path_style=1":    {bucket: "b", profile: "p", pathStyle: &yes},
		"s3://b?path_style=false":          {bucket: "b", pathStyle: &no},
		"s3://?endpoint=http://h:9000":     {endpoint: &url.URL{Scheme: "http", Host: "h:9000"}},
		"s3://b?endpoint=https%3A%2F%2Fh/": {bucket: "b", endpoint: &url.URL{Scheme: "https", Host: "h"}},
	} {
		got, err := parse(raw)
		if err != nil {
			t.Errorf("%s: %v", raw, err)
			continue
		}
		if (got.endpoint == nil) != (want.endpoint == nil) || got.endpoint != nil && *got.endpoint != *want.endpoint {
			t.Errorf("%s: endpoint %v, want %v", raw, got.endpoint, want.endpoint)
		}
		if (got.pathStyle == nil) != (want.pathStyle == nil) || got.pathStyle != nil && *got.pathStyle != *want.pathStyle {
			t.Errorf("%s: path style differs", raw)
		}
		got.endpoint, want.endpoint, got.pathStyle, want.pathStyle = nil, nil, nil, nil
		if *got != want {
			t.Errorf("%s: %+v, want %+v", raw, *got, want)
		}
	}
}

func TestWrongURLsAreRefusedWithoutQuotingThem(t *testing.T) {
	for raw, says := range map[string]string{
		"s3:bucket":                          "s3://bucket/prefix",
		"http://bucket":                      "s3://bucket/prefix",
		"s3://bucket/100%":                   "%25",
		"s3://bucket/a#b":                    "%23",
		"s3://KEY:hunter2/rest@bucket":       "%2F",
		"s3://host:9000/bucket":              "?endpoint=",
		"s3:///prefix":                       "no bucket",
		"s3://b?hunter2=1":                   "known are anonymous, endpoint",
		"s3://b?region=a&region=hunter2":     "twice",
		"s3://b?anonymous=hunter2":           "true or false",
		"s3://b?path_style=hunter2":          "true or false",
		"s3://b?endpoint=hunter2":            "http://host:port",
		"s3://b?endpoint=ftp://hunter2":      "http://host:port",
		"s3://b?endpoint=http://u:hunter2@h": "without path, user",
		"s3://b?endpoint=http://h/bucket":    "without path",
		"s3://b?region=%zz":                  "%25",
		"s3://K:hunter2@b?anonymous=true":    "leave out one",
	} {
		_, err := parse(raw)
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v, want %q", raw, err, says)
		}
	}
}

func TestCredentialsComeFromTheirPlace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("from-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TEST_S3_SECRET", "from-env")
	for name, c := range map[string]struct {
		store            scanners.Store
		key, secret, err string
	}{
		"URL":                     {scanners.Store{URL: "s3://K:S@b", User: "other", PasswordEnv: "TEST_S3_SECRET"}, "K", "S", ""},
		"user and variable":       {scanners.Store{URL: "s3://b", User: "U", PasswordEnv: "TEST_S3_SECRET"}, "U", "from-env", ""},
		"user and file":           {scanners.Store{URL: "s3://b", User: "U", PasswordFile: file}, "U", "from-file", ""},
		"key in URL and file":     {scanners.Store{URL: "s3://K@b", PasswordFile: file}, "K", "from-file", ""},
		"nothing":                 {scanners.Store{URL: "s3://b"}, "", "", ""},
		"anonymous":               {scanners.Store{URL: "s3://b?anonymous=true", User: "U"}, "", "", ""},
		"variable not set":        {scanners.Store{URL: "s3://b", User: "U", PasswordEnv: "TEST_S3_NOT_SET"}, "", "", "TEST_S3_NOT_SET"},
		"file missing":            {scanners.Store{URL: "s3://b", User: "U", PasswordFile: file + "x"}, "", "", "cannot be read"},
		"file empty":              {scanners.Store{URL: "s3://b", User: "U", PasswordFile: empty}, "", "", "is empty"},
		"secret without user":     {scanners.Store{URL: "s3://b", PasswordFile: file}, "", "", "state user"},
		"user without any secret": {scanners.Store{URL: "s3://b", User: "U"}, "", "", "without its secret"},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := resolve(c.store)
			switch {
			case c.err != "":
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Errorf("got %v, want %q", err, c.err)
				}
			case err != nil:
				t.Error(err)
			case a.key != c.key || a.secret != c.secret:
				t.Errorf("got %q %q", a.key, a.secret)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, raw := range []string{
		"s3://bucket/prefix?endpoint=http://host:9000&region=r&path_style=true&anonymous=true&provider=aws&profile=p",
		"s3://KEY:SECRET@bucket/%25", "s3://?endpoint=https://h", "s3://a:b/c@d", "s3://[::1]/x", "s3://b?x", "s3:", "%",
	} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		a, err := parse(raw)
		if err != nil {
			if len(raw) > 12 && strings.Contains(err.Error(), raw) {
				t.Fatalf("the error quotes the URL: %v", err)
			}
			return
		}
		if a.bucket == "" && a.prefix != "" {
			t.Fatalf("a prefix of no bucket: %+v", a)
		}
		u, err := ofBucket(raw, "other")
		if err != nil {
			t.Fatal(err)
		}
		b, err := parse(u)
		if err != nil {
			t.Fatalf("%q became %q, which is refused: %v", raw, u, err)
		}
		if b.bucket != "other" || b.prefix != "" || b.key != a.key || b.secret != a.secret || b.region != a.region || b.anonymous != a.anonymous {
			t.Fatalf("%+v became %+v", a, b)
		}
	})
}
