package s3

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"piiventory/scanners"
)

// A dialect is how a vendor's S3 is spoken and what it answers, written by hand from the
// vendors' documents and the provider files of rclone, and not from the presets.
type dialect struct {
	url, provider, region string // what a person states
	host, path            string // where requests for the bucket go, and what stands before keys
	v1                    bool   // lists with ListObjects
	scope                 string // region of the signature
	unencoded             bool   // encoding-type is never asked for
	location, header      string // answers to GetBucketLocation (404 when empty) and HeadBucket
	facts                 []string
}

var dialects = map[string]dialect{
	"ks3": {provider: "ks3", region: "cn-beijing", host: "bucket.ks3-cn-beijing.ksyuncs.com", v1: true, scope: "cn-beijing",
		location: `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">BEIJING</LocationConstraint>`,
		facts:    []string{"provider=ks3 configuration", "jurisdiction=CN configuration", "jurisdiction=CN endpoint host", "region=BEIJING GetBucketLocation", "jurisdiction=CN GetBucketLocation"}},
	"ks3 in Hong Kong, as its console says": {provider: "kingsoft", region: "HONGKONG", host: "bucket.ks3-cn-hk-1.ksyuncs.com", v1: true, scope: "HONGKONG",
		location: `<LocationConstraint>HONGKONG</LocationConstraint>`,
		facts:    []string{"jurisdiction=HK configuration", "region=cn-hk-1 endpoint host", "jurisdiction=HK endpoint host", "jurisdiction=HK GetBucketLocation"}},
	"kodo": {provider: "kodo", region: "cn-south-1", host: "s3.cn-south-1.qiniucs.com", path: "/bucket", scope: "cn-south-1", unencoded: true,
		location: `<LocationConstraint>z2</LocationConstraint>`,
		facts:    []string{"provider=qiniu configuration", "jurisdiction=CN endpoint host", "jurisdiction=CN GetBucketLocation"}},
	"kodo by its other name": {provider: "qiniu", region: "ap-southeast-2", host: "s3.ap-southeast-2.qiniucs.com", path: "/bucket", scope: "ap-southeast-2", unencoded: true,
		facts: []string{"jurisdiction=VN endpoint host", "jurisdiction=? GetBucketLocation"}},
	"us3": {provider: "us3", region: "hk", host: "bucket.s3-hk.ufileos.com", v1: true, scope: "hk",
		location: `<LocationConstraint>cn-bj</LocationConstraint>`,
		facts:    []string{"jurisdiction=HK endpoint host", "region=cn-bj GetBucketLocation", "jurisdiction=? GetBucketLocation"}},
	"wangsu": {provider: "wangsu", region: "cn-south-1", host: "bucket.s3-cn-south-1.wcsapi.com", v1: true, scope: "cn-south-1",
		facts: []string{"jurisdiction=CN endpoint host", "region=? GetBucketLocation"}},
	"oss": {provider: "oss", region: "cn-hongkong", host: "bucket.oss-cn-hongkong.aliyuncs.com", scope: "cn-hongkong",
		location: `<?xml version="1.0"?><LocationConstraint>oss-cn-hongkong</LocationConstraint>`,
		facts:    []string{"jurisdiction=HK configuration", "jurisdiction=HK endpoint host", "region=oss-cn-hongkong GetBucketLocation", "jurisdiction=HK GetBucketLocation"}},
	"cos": {url: "s3://bucket-1250000000", provider: "cos", region: "ap-hongkong", host: "bucket-1250000000.cos.ap-hongkong.myqcloud.com", v1: true, scope: "ap-hongkong",
		location: `<LocationConstraint>ap-hongkong</LocationConstraint>`,
		facts:    []string{"jurisdiction=HK endpoint host", "jurisdiction=HK GetBucketLocation"}},
	"obs": {provider: "obs", region: "ap-southeast-1", host: "bucket.obs.ap-southeast-1.myhuaweicloud.com", v1: true, scope: "ap-southeast-1", unencoded: true,
		location: `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>ap-southeast-1</LocationConstraint></CreateBucketConfiguration>`,
		facts:    []string{"jurisdiction=HK endpoint host", "jurisdiction=HK GetBucketLocation"}},
	"obs, its own answer": {provider: "huawei", region: "cn-north-4", host: "bucket.obs.cn-north-4.myhuaweicloud.com", v1: true, scope: "cn-north-4", unencoded: true,
		location: `<Location xmlns="http://obs.myhwclouds.com/doc/2015-06-30/">cn-north-4</Location>`,
		facts:    []string{"jurisdiction=CN endpoint host", "jurisdiction=CN GetBucketLocation"}},
	"obs, an empty answer": {provider: "obs", region: "cn-north-4", host: "bucket.obs.cn-north-4.myhuaweicloud.com", v1: true, scope: "cn-north-4", unencoded: true,
		location: `<CreateBucketConfiguration/>`,
		facts:    []string{"jurisdiction=CN endpoint host", "region=? GetBucketLocation", "jurisdiction=? GetBucketLocation"}},
	"r2": {url: "s3://bucket?endpoint=https://0a1b.r2.cloudflarestorage.com", provider: "r2", host: "0a1b.r2.cloudflarestorage.com", path: "/bucket", scope: "auto",
		facts: []string{"region=? endpoint host", "jurisdiction=? endpoint host"}},
	"r2 in a jurisdiction": {url: "s3://bucket?endpoint=https://0a1b.eu.r2.cloudflarestorage.com", provider: "cloudflare", host: "0a1b.eu.r2.cloudflarestorage.com", path: "/bucket", scope: "auto",
		facts: []string{"region=eu jurisdiction host", "jurisdiction=EU jurisdiction host"}},
	"gcs": {provider: "gcs", host: "storage.googleapis.com", path: "/bucket", scope: "auto",
		location: `<LocationConstraint>ASIA-EAST2</LocationConstraint>`,
		facts:    []string{"region=? endpoint host", "region=ASIA-EAST2 GetBucketLocation", "jurisdiction=HK GetBucketLocation"}},
	"gcs in two regions": {provider: "gcs", host: "storage.googleapis.com", path: "/bucket", scope: "auto",
		location: `<LocationConstraint>EUR4</LocationConstraint>`,
		facts:    []string{"jurisdiction=FI,NL GetBucketLocation"}},
	"b2": {provider: "b2", region: "eu-central-003", host: "bucket.s3.eu-central-003.backblazeb2.com", scope: "eu-central-003",
		location: `<LocationConstraint>eu-central-003</LocationConstraint>`,
		facts:    []string{"jurisdiction=NL endpoint host", "jurisdiction=NL GetBucketLocation"}},
	"minio": {url: "s3://bucket?endpoint=https://storage.example.com", provider: "minio", host: "storage.example.com", path: "/bucket", scope: "eu-west-1",
		location: `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></LocationConstraint>`,
		facts:    []string{"provider=minio configuration", "region=? endpoint host", "region=? GetBucketLocation", "jurisdiction=? GetBucketLocation"}},
	"aws": {provider: "aws", region: "ap-east-1", host: "bucket.s3.ap-east-1.amazonaws.com", scope: "ap-east-1",
		location: `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">ap-east-1</LocationConstraint>`, header: "ap-east-1",
		facts: []string{"jurisdiction=HK configuration", "jurisdiction=HK GetBucketLocation", "jurisdiction=HK x-amz-bucket-region"}},
	"aws, which says null": {provider: "aws", region: "us-east-1", host: "bucket.s3.us-east-1.amazonaws.com", scope: "us-east-1",
		location: `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>`,
		facts:    []string{"region=us-east-1 GetBucketLocation", "jurisdiction=US GetBucketLocation"}},
	"aws in China": {provider: "aws", region: "cn-north-1", host: "bucket.s3.cn-north-1.amazonaws.com.cn", scope: "cn-north-1",
		location: `<LocationConstraint>cn-north-1</LocationConstraint>`,
		facts:    []string{"jurisdiction=CN configuration", "jurisdiction=CN GetBucketLocation"}},
	"nobody's": {url: "s3://bucket?endpoint=https://s3.example.com", host: "bucket.s3.example.com", scope: "eu-west-1",
		location: `<LocationConstraint>us-east-1</LocationConstraint>`,
		facts:    []string{"provider=? endpoint host", "region=us-east-1 GetBucketLocation", "jurisdiction=? GetBucketLocation"}},
}

// replacedKey cannot stand in XML as it is, so that it is asked for once more with URL
// encoding where the vendor knows that.
const replacedKey = "c\uFFFD.txt"

// A counter is a vendor's server with three objects on two pages. It keeps what it was
// asked and complains of requests that the vendor would not understand.
type counter struct {
	d dialect

	mu    sync.Mutex
	seen  []string
	wrong []string
}

var scoped = regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=preset-key/\d{8}/([^/]+)/s3/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}$`)

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	q := r.URL.Query()
	key, inside := strings.CutPrefix(r.URL.Path, c.d.path+"/")
	if !inside && r.URL.Path == c.d.path {
		key, inside = "", true
	}
	wrong := func(format string, args ...any) {
		c.wrong = append(c.wrong, fmt.Sprintf("%s %s%s?%s: ", r.Method, r.Host, r.URL.Path, r.URL.RawQuery)+fmt.Sprintf(format, args...))
	}
	if r.Host != c.d.host || !inside {
		wrong("want the host %s and the path %s", c.d.host, c.d.path)
	}
	m := scoped.FindStringSubmatch(r.Header.Get("Authorization"))
	stranger := r.Header.Get("Authorization") == ""
	switch {
	case stranger && (r.Method == http.MethodHead && key != "" || q.Get("max-keys") == "1"):
		// what everybody may do is asked without a key
	case m == nil:
		wrong("not signed as SigV4: %s", r.Header.Get("Authorization"))
	case m[1] != c.d.scope:
		wrong("signed for %s, want %s", m[1], c.d.scope)
	case slices.Contains(strings.Split(m[2], ";"), "accept-encoding"):
		wrong("Accept-Encoding is signed")
	case !slices.Contains(strings.Split(m[2], ";"), "host"):
		wrong("the host is not signed")
	}
	for _, name := range []string{"X-Amz-Checksum-Mode", "X-Amz-Sdk-Checksum-Algorithm", "X-Amz-Trailer"} {
		if r.Header.Get(name) != "" {
			wrong("has %s", name)
		}
	}
	if q.Has("x-id") {
		wrong("has x-id")
	}
	if q.Has("encoding-type") && c.d.unencoded {
		wrong("asks for an encoding")
	}
	switch {
	case stranger:
		refuse(w, http.StatusForbidden, "AccessDenied", "")
	case slices.ContainsFunc(questionsOfABucket, q.Has) && r.Method == http.MethodGet && key == "":
		refuse(w, http.StatusNotImplemented, "NotImplemented", "")
	case r.Method == http.MethodHead && key == "":
		c.seen = append(c.seen, "HeadBucket")
		w.Header().Set("x-amz-bucket-region", c.d.header)
	case r.Method != http.MethodGet:
		wrong("a method that may write")
	case q.Has("location"):
		c.seen = append(c.seen, "GetBucketLocation")
		if c.d.location == "" {
			refuse(w, http.StatusNotImplemented, "NotImplemented", "")
			return
		}
		fmt.Fprint(w, c.d.location)
	case key != "":
		c.seen = append(c.seen, "GetObject")
		w.Header().Set("ETag", `"e"`)
		fmt.Fprint(w, "text\n")
	default:
		v2 := q.Get("list-type") == "2"
		if v2 == c.d.v1 {
			wrong("lists in the other version")
		}
		c.seen = append(c.seen, "List")
		fmt.Fprint(w, c.page(v2, q.Get("marker")+q.Get("continuation-token"), q.Get("max-keys") == "1", q.Has("encoding-type")))
	}
}

// questionsOfABucket are those about the bucket itself, by the parameters that the API
// reference of S3 gives them.
var questionsOfABucket = []string{"versioning", "policy", "policyStatus", "publicAccessBlock", "acl", "website", "encryption", "replication", "lifecycle",
	"object-lock", "logging", "inventory", "tagging", "uploads", "versions"}

// page is one of two pages.
func (c *counter) page(v2 bool, at string, one, encoded bool) string {
	entry := func(key string) string {
		return `<Contents><Key>` + key + `</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>"e"</ETag><Size>5</Size><StorageClass>STANDARD</StorageClass></Contents>`
	}
	last, encoding := entry(replacedKey), ""
	if encoded {
		last, encoding = entry("c%EF%BF%BD.txt"), "<EncodingType>url</EncodingType>"
	}
	switch {
	case at == "token" && v2, at == "b.txt" && !v2:
		return `<ListBucketResult>` + encoding + `<IsTruncated>false</IsTruncated>` + last + `</ListBucketResult>`
	case at != "":
		c.wrong = append(c.wrong, "goes on at "+at)
	}
	next := "<NextContinuationToken>token</NextContinuationToken>"
	if !v2 {
		next = ""
	}
	entries := entry("a.txt") + entry("b.txt")
	if one {
		entries = entry("a.txt")
	}
	return `<ListBucketResult>` + encoding + `<IsTruncated>true</IsTruncated>` + next + entries + `</ListBucketResult>`
}

func TestEveryPresetSpeaksItsDialect(t *testing.T) {
	for name, d := range dialects {
		t.Run(name, func(t *testing.T) {
			c := &counter{d: d}
			stands(t, c)
			if d.url == "" {
				d.url = "s3://bucket"
			}
			u := strings.Replace(d.url, "s3://", "s3://preset-key:preset-secret@", 1)
			opened, err := Kind.Open(t.Context(), scanners.Store{Alias: "b", URL: u, Provider: d.provider, Region: d.region, Budget: &scanners.Budget{}})
			if err != nil {
				t.Fatal(err)
			}
			defer opened.Close()
			sc := opened.(*scanner)
			facts, err := sc.Facts(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			got := said(facts)
			for _, want := range d.facts {
				if !slices.Contains(got, want) {
					t.Errorf("missing the fact %q in %q", want, got)
				}
			}
			if d.region != "" && !slices.Contains(got, "region="+d.region+" configuration") {
				t.Errorf("what was stated is lost: %q", got)
			}
			all := listed(t, sc)
			if len(all) != 3 || all[replacedKey].Path == "" {
				t.Errorf("listed %v", all)
			}
			if body, err := text(t.Context(), sc, all["a.txt"]); err != nil || body != "text\n" {
				t.Errorf("read %q, %v", body, err)
			}
			c.mu.Lock()
			defer c.mu.Unlock()
			for _, complaint := range c.wrong {
				t.Error(complaint)
			}
			for _, asked := range []string{"HeadBucket", "GetBucketLocation", "GetObject", "List"} {
				if !slices.Contains(c.seen, asked) {
					t.Errorf("%s was not asked: %q", asked, c.seen)
				}
			}
		})
	}
}

// Every preset that can be named has a dialect above, so that none is untested.
func TestEveryPresetHasADialect(t *testing.T) {
	for _, name := range []string{"ks3", "kodo", "us3", "wangsu", "oss", "cos", "obs", "r2", "gcs", "b2", "minio", "aws"} {
		if _, ok := dialects[name]; !ok || CheckProvider(name) != nil {
			t.Errorf("%s: a dialect %v, known: %v", name, ok, CheckProvider(name))
		}
	}
	for _, name := range Providers() {
		if _, ok := dialects[name]; !ok && name != "eos" { // of which no more than the hosts is known
			t.Errorf("%s has no dialect", name)
		}
	}
}

func TestPresetsSayWhatTheyLack(t *testing.T) {
	for name, c := range map[string]struct {
		store scanners.Store
		says  string
	}{
		"no region":           {scanners.Store{URL: "s3://K:hunter2@b", Provider: "oss"}, "an endpoint for each region"},
		"a country":           {scanners.Store{URL: "s3://K:hunter2@b", Provider: "oss", Region: "CN"}, "an endpoint for each region"},
		"a region with dots":  {scanners.Store{URL: "s3://K:hunter2@b?region=evil.example/", Provider: "oss"}, "letters, digits and hyphens"},
		"R2":                  {scanners.Store{URL: "s3://K:hunter2@b", Provider: "r2"}, "https://ACCOUNT.r2.cloudflarestorage.com"},
		"MinIO":               {scanners.Store{URL: "s3://K:hunter2@b", Provider: "minio"}, "endpoint=https://HOST:9000"},
		"a slip":              {scanners.Store{URL: "s3://K:hunter2@b", Provider: "osss", Region: "cn-hangzhou"}, "did you mean oss?"},
		"four are as near":    {scanners.Store{URL: "s3://K:hunter2@b", Provider: "oos"}, "did you mean cos, eos, obs, oss?"},
		"a slip in the URL":   {scanners.Store{URL: "s3://K:hunter2@b?provider=koddo"}, "did you mean kodo?"},
		"a secret":            {scanners.Store{URL: "s3://K:hunter2@b?provider=hunter2"}, "known are aws, b2, cos, eos, gcs, kodo, ks3, minio, obs, oss, r2, us3, wangsu"},
		"every bucket of OSS": {scanners.Store{URL: "s3://", Provider: "oss", User: "K"}, "without its secret"},
	} {
		_, err := Kind.Open(t.Context(), c.store)
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "evil") {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}

// What is stated in the URL goes before the preset, and the environment before it too.
func TestPresetFillsInOnlyWhatIsLeftOut(t *testing.T) {
	v := &vendor{objects: many(3)}
	endpoint := v.start(t)
	sc := openURL(t, "s3://key:dialect-secret@b?provider=oss&region=cn-hangzhou&endpoint="+endpoint)
	if len(listed(t, sc)) != 3 || "http://"+sc.host != endpoint || sc.virtual {
		t.Errorf("host %s, virtual %v", sc.host, sc.virtual)
	}
	t.Setenv("AWS_ENDPOINT_URL", endpoint)
	sc = openURL(t, "s3://key:dialect-secret@b?provider=oss&region=cn-hangzhou")
	if len(listed(t, sc)) != 3 || "http://"+sc.host != endpoint {
		t.Errorf("host %s", sc.host)
	}
	c := &counter{d: dialect{host: "s3.example.com", path: "/bucket", scope: "cn-hangzhou"}}
	stands(t, c)
	sc = openURL(t, "s3://preset-key:preset-secret@bucket?provider=oss&region=cn-hangzhou&path_style=true&endpoint=https://s3.example.com")
	if len(listed(t, sc)) != 3 || len(c.wrong) > 0 {
		t.Errorf("%q", c.wrong)
	}
}
