package s3

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// A witness passes requests on to a server and writes down what was asked.
type witness struct {
	mu    sync.Mutex
	calls map[string]int // by method and operation
	bytes int64          // that were sent to the server
}

// before puts a witness before a server.
func before(t *testing.T, s scannertest.Server) (scannertest.Server, *witness) {
	t.Helper()
	to, err := url.Parse(s.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	w := &witness{calls: map[string]int{}}
	// The host stays what was signed.
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to); r.Out.Host = r.In.Host }}
	s.Endpoint = serve(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.note(r)
		proxy.ServeHTTP(rw, r)
	}))
	return s, w
}

func (w *witness) note(r *http.Request) {
	_, key, _ := strings.Cut(strings.Trim(r.URL.Path, "/"), "/")
	what := "Bucket"
	q := r.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(q)) {
		switch name {
		case "prefix", "max-keys", "encoding-type", "continuation-token", "delimiter", "key-marker", "version-id-marker":
		default:
			what += "?" + name
		}
	}
	if key != "" {
		what = strings.Replace(what, "Bucket", "Object", 1)
	}
	if r.Header.Get("Authorization") == "" {
		what += ", unsigned"
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls[r.Method+" "+what]++
	w.bytes += max(r.ContentLength, 0)
}

// allowed is a policy of AWS with some actions on a bucket and on its objects.
func allowed(bucket string, onBucket, onObjects []string) string {
	return fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[%s],"Resource":["arn:aws:s3:::%s"]},{"Effect":"Allow","Action":[%s],"Resource":["arn:aws:s3:::%[2]s/*"]}]}`,
		quoted(onBucket), bucket, quoted(onObjects))
}

func quoted(names []string) string { return `"` + strings.Join(names, `","`) + `"` }

// scanned asks, lists in parts and reads everything, as a scan does.
func scanned(t *testing.T, sc *scanner) (facts []scanners.Fact, texts map[string]string) {
	t.Helper()
	facts, err := sc.Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	parts, err := sc.Split(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	texts = map[string]string{}
	for _, part := range parts {
		err := part(t.Context(), func(a scanners.Asset) error {
			if a.Unlisted != nil {
				texts[a.Kind+" "+a.Path] = a.Unlisted.Reason
				return nil
			}
			got, err := text(t.Context(), sc, a)
			if err != nil {
				got = scanners.GapOf(err).Reason
			}
			texts[a.Kind+" "+a.Path] = got
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return facts, texts
}

// kept makes a bucket with versions, rules, tags, a lock and a policy.
func kept(t *testing.T, server scannertest.Server, name string) {
	t.Helper()
	c, bucket := owner(server), aws.String(name)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := c.CreateBucket(t.Context(), &sdk.CreateBucketInput{Bucket: bucket, ObjectLockEnabledForBucket: aws.Bool(true)})
	must(err)
	for _, text := range []string{"old\n", "new\n"} {
		_, err = c.PutObject(t.Context(), &sdk.PutObjectInput{Bucket: bucket, Key: aws.String("logs/a.txt"), Body: strings.NewReader(text)})
		must(err)
	}
	_, err = c.PutObject(t.Context(), &sdk.PutObjectInput{Bucket: bucket, Key: aws.String("gone.txt"), Body: strings.NewReader("deleted\n")})
	must(err)
	_, err = c.DeleteObject(t.Context(), &sdk.DeleteObjectInput{Bucket: bucket, Key: aws.String("gone.txt")})
	must(err)
	_, err = c.PutObjectLockConfiguration(t.Context(), &sdk.PutObjectLockConfigurationInput{Bucket: bucket, ObjectLockConfiguration: &types.ObjectLockConfiguration{
		ObjectLockEnabled: types.ObjectLockEnabledEnabled, Rule: &types.ObjectLockRule{DefaultRetention: &types.DefaultRetention{Mode: types.ObjectLockRetentionModeGovernance, Days: aws.Int32(1)}}}})
	must(err)
	_, err = c.PutBucketTagging(t.Context(), &sdk.PutBucketTaggingInput{Bucket: bucket, Tagging: &types.Tagging{TagSet: []types.Tag{{Key: aws.String("owner"), Value: aws.String("crm")}}}})
	must(err)
	_, err = c.PutBucketLifecycleConfiguration(t.Context(), &sdk.PutBucketLifecycleConfigurationInput{Bucket: bucket, LifecycleConfiguration: &types.BucketLifecycleConfiguration{Rules: []types.LifecycleRule{
		{ID: aws.String("logs"), Status: types.ExpirationStatusEnabled, Filter: &types.LifecycleRuleFilter{Prefix: aws.String("logs/")}, Expiration: &types.LifecycleExpiration{Days: aws.Int32(30)}, NoncurrentVersionExpiration: &types.NoncurrentVersionExpiration{NoncurrentDays: aws.Int32(5)}},
	}}})
	must(err)
	setPolicy(t, server, name, "", "s3:ListBucket")
}

// All that a bucket is asked about, as the documentation lists it, and what is needed to
// read it at all.
var (
	toScan = []string{"s3:ListBucket"}
	toRead = []string{"s3:GetObject"}
	toAsk  = []string{"s3:GetBucketLocation", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads", "s3:GetBucketVersioning", "s3:GetLifecycleConfiguration", "s3:GetBucketPublicAccessBlock", "s3:GetBucketPolicy",
		"s3:GetBucketPolicyStatus", "s3:GetBucketAcl", "s3:GetBucketWebsite", "s3:GetEncryptionConfiguration", "s3:GetReplicationConfiguration", "s3:GetBucketObjectLockConfiguration", "s3:GetBucketLogging",
		"s3:GetInventoryConfiguration", "s3:GetBucketTagging"}
	toReadVersions = []string{"s3:GetObjectVersion"}
)

// onMinIO leaves out the actions that MinIO takes in no policy. It answers those questions
// to who may ask for the policy.
func onMinIO(actions []string) []string {
	return slices.DeleteFunc(slices.Clone(actions), func(a string) bool {
		return slices.Contains([]string{"s3:GetBucketWebsite", "s3:GetBucketLogging", "s3:GetBucketAcl", "s3:GetBucketPublicAccessBlock", "s3:GetInventoryConfiguration"}, a)
	})
}

// TestLeastPrivilege scans with credentials that may only list and get, which the server
// enforces, and looks at every request that reached it.
func TestLeastPrivilege(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	kept(t, server, "least-privilege")
	user := scannertest.MinIOUser(t, server, "least-reader", allowed("least-privilege", toScan, toRead))
	seen, w := before(t, user)
	facts, texts := scanned(t, openURL(t, urlOf(seen, "least-privilege")))

	if texts["object logs/a.txt"] != "new\n" {
		t.Errorf("read %q", texts)
	}
	unanswered := 0
	for _, f := range facts {
		if slices.ContainsFunc(asked, func(q struct {
			parameter, permission, source string
			facts                         []string
		}) bool {
			return q.source == f.Source
		}) {
			unanswered++
			if !f.Unknown || f.Value != "" || !strings.Contains(f.Reason, "grant s3:") && f.Reason != notKnown {
				t.Errorf("%+v was answered without permission", f)
			}
		}
	}
	if unanswered < 14 {
		t.Errorf("only %d questions are told as not examined: %+v", unanswered, facts)
	}
	w.onlyReads(t, `^(GET|HEAD) (Bucket|Object)(\?(accept|acl|encryption|inventory|lifecycle|list-type|location|logging|object-lock|policy|policyStatus|publicAccessBlock|replication|tagging|uploads|versionId|versioning|versions|website))?(, unsigned)?$`)
	if n := w.calls["HEAD Object, unsigned"] + w.calls["GET Bucket?list-type, unsigned"]; n != 2 {
		t.Errorf("%d requests without a signature", n)
	}
}

// onlyReads holds that nothing but such requests was sent, and no content.
func (w *witness) onlyReads(t *testing.T, pattern string) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	re := regexp.MustCompile(pattern)
	for call := range w.calls {
		if !re.MatchString(call) {
			t.Errorf("%s was sent", call)
		}
	}
	if w.bytes > 0 {
		t.Errorf("%d bytes were sent", w.bytes)
	}
	t.Logf("%v", w.calls)
}

// TestAllPermissions gives what the documentation lists, and everything that MinIO knows
// is answered.
func TestAllPermissions(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	kept(t, server, "all-permissions")
	user := scannertest.MinIOUser(t, server, "all-reader", allowed("all-permissions", slices.Concat(toScan, onMinIO(toAsk)), slices.Concat(toRead, toReadVersions)))
	seen, w := before(t, user)
	sc := openURL(t, urlOf(seen, "all-permissions"))
	facts, texts := scanned(t, sc)
	for source, want := range map[string]scanners.Fact{
		"GetBucketVersioning":               {Name: "versioning", Value: "enabled"},
		"GetPublicAccessBlock":              {Name: "public-block", Unknown: true, Reason: notKnown},
		fromPolicy:                          {Name: "public", Value: "list"},
		fromAnybody:                         {Name: "public", Value: "list"},
		fromACL:                             {Name: "public", Value: "no"},
		"GetBucketWebsite":                  {Name: "website", Value: "no"},
		"GetBucketEncryption":               {Name: "encryption", Value: "none"},
		"GetBucketReplication":              {Name: "replication", Value: "off"},
		"GetObjectLockConfiguration":        {Name: "object-lock", Value: "GOVERNANCE 1d"},
		"ListMultipartUploads":              {Name: "uploads", Unknown: true, Reason: errOfOneKey.Error()},
		"GetBucketLogging":                  {Name: "logging", Value: "off"},
		"ListBucketInventoryConfigurations": {Name: "reports", Unknown: true, Reason: notKnown},
		"GetBucketTagging":                  {Name: "tag", Value: "owner=crm"},
	} {
		if got := from(facts, source); !slices.Equal(got, []scanners.Fact{want}) {
			t.Errorf("%s:\n got %+v\nwant %+v", source, got, want)
		}
	}
	if got := from(facts, "GetBucketLifecycleConfiguration"); !slices.Equal(got, []scanners.Fact{
		{Name: "lifecycle", Value: "expire 30d", Scope: "logs/", Detail: `rule "logs"`}, {Name: "lifecycle", Value: "noncurrent 5d", Scope: "logs/", Detail: `rule "logs"`}}) {
		t.Errorf("lifecycle %+v", got)
	}
	if want := map[string]string{"object logs/a.txt": "new\n", "version logs/a.txt": "old\n", "version gone.txt": "deleted\n", "marker gone.txt": ""}; !maps.Equal(texts, want) {
		t.Errorf("read %q", texts)
	}
	w.onlyReads(t, `^(GET|HEAD) `)

	all, err := gatheredAsTheyAre(t, sc)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		want := scanners.Kept // no rule is about gone.txt
		until := time.Time{}
		if a.Path == "logs/a.txt" {
			want = scanners.Expiring
			if a.Kind == kindObject {
				until = a.Modified.Truncate(24*time.Hour).AddDate(0, 0, 31+6)
			} else {
				until = a.Superseded.Truncate(24*time.Hour).AddDate(0, 0, 6)
			}
		}
		if a.Expiry != want || !a.Expires.Equal(until) {
			t.Errorf("%s %s: %v at %v, want %v at %v", a.Kind, a.Path, a.Expiry, a.Expires, want, until)
		}
	}
}

func gatheredAsTheyAre(t *testing.T, sc *scanner) (all []scanners.Asset, err error) {
	err = sc.Assets(t.Context(), func(a scanners.Asset) error {
		all = append(all, a)
		return nil
	})
	return all, err
}

// TestVersionsThatMayNotBeRead says which permission is missing. MinIO lets whoever may
// read objects read their versions.
func TestVersionsThatMayNotBeRead(t *testing.T) {
	sc := openURL(t, (&vendor{objects: map[string]string{"k": "text\n"}, closed: "k"}).url(t))
	for kind, grant := range map[string]string{kindVersion: "grant s3:GetObjectVersion", kindObject: "grant s3:GetObject "} {
		_, err := text(t.Context(), sc, scanners.Asset{Path: "k", Kind: kind, Version: "v1", Size: 5})
		if g := scanners.GapOf(err); g.Kind != scanners.GapPermission || !strings.Contains(g.Reason, grant) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
