package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"golang.org/x/sync/errgroup"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// owner is a client with which the tests fill the server.
func owner(s scannertest.Server) *sdk.Client {
	return sdk.New(sdk.Options{
		BaseEndpoint: &s.Endpoint, Region: s.Region, UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider(s.AccessKey, s.SecretKey, ""),
	})
}

// newBucket makes a bucket with objects.
func newBucket(t *testing.T, s scannertest.Server, name string, objects map[string]string) {
	t.Helper()
	c := owner(s)
	if _, err := c.CreateBucket(t.Context(), &sdk.CreateBucketInput{Bucket: &name}); err != nil {
		t.Fatal(err)
	}
	var group errgroup.Group
	group.SetLimit(8)
	for key, text := range objects {
		group.Go(func() error {
			_, err := c.PutObject(t.Context(), &sdk.PutObjectInput{Bucket: &name, Key: &key, Body: strings.NewReader(text)})
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
}

// urlOf returns the URL of a bucket with the owner's credentials in it.
func urlOf(s scannertest.Server, bucketAndPrefix string, more ...string) string {
	q := "endpoint=" + url.QueryEscape(s.Endpoint)
	for _, m := range more {
		q += "&" + m
	}
	return fmt.Sprintf("s3://%s:%s@%s?%s", s.AccessKey, url.QueryEscape(s.SecretKey), bucketAndPrefix, q)
}

// anonymousURL is urlOf without credentials.
func anonymousURL(s scannertest.Server, bucketAndPrefix string) string {
	return fmt.Sprintf("s3://%s?anonymous=true&endpoint=%s", bucketAndPrefix, url.QueryEscape(s.Endpoint))
}

func openURL(t *testing.T, u string) *scanner {
	t.Helper()
	sc, err := Kind.Open(t.Context(), scanners.Store{Alias: "test", URL: u, Budget: &scanners.Budget{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sc.Close() })
	return sc.(*scanner)
}

// listed returns all assets by path; listing a path twice is an error.
func listed(t *testing.T, sc scanners.Scanner) map[string]scanners.Asset {
	t.Helper()
	all := map[string]scanners.Asset{}
	err := sc.Assets(t.Context(), func(a scanners.Asset) error {
		if _, ok := all[a.Path]; ok {
			return fmt.Errorf("%q is listed twice", a.Path)
		}
		all[a.Path] = a
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// text returns all values of an asset at full depth, with a newline after each.
func text(ctx context.Context, sc scanners.Scanner, a scanners.Asset) (string, error) {
	var b bytes.Buffer
	_, err := sc.Sample(ctx, a, scanners.Draw{Seed: 1, Depth: scanners.Full}, func(batch *scanners.Batch) error {
		for i := range batch.Columns {
			b.Write(batch.Columns[i].Data)
		}
		return nil
	})
	return b.String(), err
}

func TestConform(t *testing.T) {
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"} {
		t.Setenv(name, "")
	}
	server := scannertest.MinIO(t)
	lines := &strings.Builder{}
	for i := range 20_000 {
		fmt.Fprintf(lines, "line %06d of a log that is longer than one draw\n", i)
	}
	newBucket(t, server, "conform", map[string]string{
		"people.csv":      "name,mail\nfirst,planted-one@example.com\nsecond,b@example.com\n",
		"logs/app.log":    lines.String() + "the last line holds planted-two\n",
		"empty":           "",
		"folder/":         "",
		"deep/a/b/c.json": `{"a":{"b":"planted-three"}}`,
		"vanishes.txt":    "short\n",
	})
	c := owner(server)
	store := scanners.Store{Alias: "conform", URL: urlOf(server, "conform")}
	scannertest.Conform(t, func(*testing.T) (scanners.Kind, scanners.Store) { return Kind, store }, scannertest.Want{
		Assets: []string{"people.csv", "logs/app.log", "empty", "folder/", "deep/a/b/c.json", "vanishes.txt"},
		Planted: map[string][]scannertest.Planted{
			"people.csv":      {{Column: "mail", Value: "planted-one@example.com"}},
			"logs/app.log":    {{Value: "planted-two"}, {Value: "line 010000"}},
			"deep/a/b/c.json": {{Column: "a.b", Value: "planted-three"}},
		},
		Vanish: "vanishes.txt",
		Remove: func(t *testing.T, path string) {
			if _, err := c.DeleteObject(t.Context(), &sdk.DeleteObjectInput{Bucket: aws.String("conform"), Key: &path}); err != nil {
				t.Fatal(err)
			}
		},
		Fails: map[string]scanners.Store{
			"a wrong secret":       {URL: strings.Replace(store.URL, server.SecretKey, "another-secret", 1)},
			"an unknown key":       {URL: strings.Replace(store.URL, server.AccessKey+":", "nobody:", 1)},
			"a missing bucket":     {URL: urlOf(server, "no-such-bucket")},
			"a refused connection": {URL: "s3://k:refused-secret@b?endpoint=http://127.0.0.1:1"},
			"no bucket":            {URL: "s3://k:nobucket-secret@?endpoint=" + server.Endpoint},
			"an unknown parameter": {URL: "s3://k:parameter-secret@b?endpiont=http://127.0.0.1:1"},
		},
		Secrets: []string{server.SecretKey, server.AccessKey, "Signature=", "X-Amz"},
	})
}

func TestLastOfThreeThousandKeysIsListedAndRead(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	objects := map[string]string{}
	for i := range 2_999 {
		objects[fmt.Sprintf("data/%04d.txt", i)] = "nothing here\n"
	}
	objects["zzz/last.txt"] = "the one that matters\n"
	newBucket(t, server, "three-thousand", objects)
	sc := openURL(t, urlOf(server, "three-thousand", "region="+server.Region))
	all := listed(t, sc)
	if len(all) != 3_000 {
		t.Fatalf("%d of 3000 keys listed", len(all))
	}
	got, err := text(t.Context(), sc, all["zzz/last.txt"])
	if err != nil || got != "the one that matters\n" {
		t.Errorf("got %q, %v", got, err)
	}
	// One to open, three pages, and a fourth where the server thinks that there
	// may be more; one for the object.
	if n := sc.store.Budget.Requests(); n > 1+4+1 {
		t.Errorf("%d requests", n)
	}

	under := listed(t, openURL(t, urlOf(server, "three-thousand/zzz/")))
	if len(under) != 1 || under["zzz/last.txt"].Version != all["zzz/last.txt"].Version {
		t.Errorf("below the prefix: %v; the path must be the whole key", under)
	}
}

// MinIO refuses some keys that S3 allows, such as a slash in front; those are
// tested against the handler of dialect_test.go.
func TestNastyKeysAreListedAndRead(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	keys := []string{
		"with space", "two  spaces", "plus+plus", "100%", "%41", "a%2Fb", "question?mark", "hash#mark", "amp&amp;",
		"<xml>", "quote\"'", "semi;colon", "new\nline", "tab\tstop", "return\rhere", "客户/身份证.txt", "emoji-😀", "e\u0301-decomposed", "é-composed",
		"tilde~", "back\\slash", "star*", "brackets[]{}", "a=b", "@at", ":colon", "comma,", "control\x01char", "del\x7f", "replacement\uFFFD",
		strings.Repeat("長", 80) + ".txt",
	}
	objects := map[string]string{}
	for i, k := range keys {
		objects[k] = fmt.Sprintf("content %d\n", i)
	}
	newBucket(t, server, "nasty-keys", objects)
	sc := openURL(t, urlOf(server, "nasty-keys"))
	all := listed(t, sc)
	for i, k := range keys {
		a, ok := all[k]
		if !ok {
			t.Errorf("%q is not listed", k)
			continue
		}
		if got, err := text(t.Context(), sc, a); err != nil || got != fmt.Sprintf("content %d\n", i) {
			t.Errorf("%q: %q, %v", k, got, err)
		}
	}
	if len(all) != len(keys) {
		var extra []string
		for k := range all {
			if !slices.Contains(keys, k) {
				extra = append(extra, k)
			}
		}
		t.Errorf("%d keys, want %d; extra: %q", len(all), len(keys), extra)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	newBucket(t, server, "says-what", nil)
	for name, c := range map[string]struct {
		url, says string
		kind      scanners.GapKind
	}{
		"a wrong secret":    {strings.Replace(urlOf(server, "says-what"), server.SecretKey, "wrong-secret", 1), "wrong credentials", scanners.GapPermission},
		"an unknown key":    {strings.Replace(urlOf(server, "says-what"), server.AccessKey+":", "nobody:", 1), "does not know this access key id", scanners.GapPermission},
		"a missing bucket":  {urlOf(server, "missing-bucket"), `bucket "missing-bucket" does not exist`, scanners.GapUnreachable},
		"nobody listens":    {"s3://k:s@b?endpoint=http://127.0.0.1:1", "connection refused by 127.0.0.1:1", scanners.GapUnreachable},
		"no such host":      {"s3://k:s@b?endpoint=http://store.invalid", "cannot be resolved", scanners.GapUnreachable},
		"TLS where none is": {strings.Replace(urlOf(server, "says-what"), "http%3A", "https%3A", 1), "does not speak TLS", scanners.GapUnreachable},
		"not for everyone":  {anonymousURL(server, "says-what"), "may not be listed: grant s3:ListBucket", scanners.GapPermission},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Kind.Open(t.Context(), scanners.Store{URL: c.url, Budget: &scanners.Budget{}})
			var e *scanners.Error
			if !errors.As(err, &e) || e.Kind != c.kind || !strings.Contains(e.Reason, c.says) {
				t.Errorf("got %v, want kind %s and %q", err, c.kind, c.says)
			}
		})
	}
}

func TestEmptyBucketOpens(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	newBucket(t, server, "empty-bucket", nil)
	if all := listed(t, openURL(t, urlOf(server, "empty-bucket"))); len(all) != 0 {
		t.Errorf("got %v", all)
	}
}

// setPolicy lets everybody do the actions, and nobody read the denied key.
func setPolicy(t *testing.T, s scannertest.Server, bucket, denied string, actions ...string) {
	t.Helper()
	statements := []string{}
	for _, a := range actions {
		resource := "arn:aws:s3:::" + bucket
		if a == "s3:GetObject" {
			resource += "/*"
		}
		statements = append(statements, fmt.Sprintf(`{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":[%q],"Resource":[%q]}`, a, resource))
	}
	if denied != "" {
		statements = append(statements, fmt.Sprintf(`{"Effect":"Deny","Principal":{"AWS":["*"]},"Action":["s3:GetObject"],"Resource":["arn:aws:s3:::%s/%s"]}`, bucket, denied))
	}
	policy := `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`
	if _, err := owner(s).PutBucketPolicy(t.Context(), &sdk.PutBucketPolicyInput{Bucket: &bucket, Policy: &policy}); err != nil {
		t.Fatal(err)
	}
}

func TestBucketThatMayBeListedAndNotRead(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	newBucket(t, server, "list-only", map[string]string{"a.txt": "closed\n"})
	setPolicy(t, server, "list-only", "", "s3:ListBucket")
	sc := openURL(t, anonymousURL(server, "list-only"))
	_, err := text(t.Context(), sc, listed(t, sc)["a.txt"])
	var e *scanners.Error
	if !errors.As(err, &e) || e.Kind != scanners.GapPermission || !strings.Contains(e.Reason, `bucket "list-only" may be listed`) || !strings.Contains(e.Reason, "grant s3:GetObject") {
		t.Errorf("got %v", err)
	}
	if e != nil && strings.Contains(e.Reason, "a.txt") {
		t.Error("the reason holds the key")
	}
}

func TestPublicBucketWithOneClosedObject(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	newBucket(t, server, "public-bucket", map[string]string{"open.txt": "for all\n", "closed.txt": "for none\n"})
	setPolicy(t, server, "public-bucket", "closed.txt", "s3:ListBucket", "s3:GetObject")
	sc := openURL(t, anonymousURL(server, "public-bucket"))
	all := listed(t, sc)
	if got, err := text(t.Context(), sc, all["open.txt"]); err != nil || got != "for all\n" {
		t.Errorf("got %q, %v", got, err)
	}
	_, err := text(t.Context(), sc, all["closed.txt"])
	if scanners.GapOf(err).Kind != scanners.GapPermission {
		t.Errorf("got %v", err)
	}
}

func TestVersionedBucketListsWhatIsCurrent(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	newBucket(t, server, "versioned", nil)
	c, bucket := owner(server), aws.String("versioned")
	if _, err := c.PutBucketVersioning(t.Context(), &sdk.PutBucketVersioningInput{Bucket: bucket,
		VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}}); err != nil {
		t.Fatal(err)
	}
	put := func(key, text string) {
		if _, err := c.PutObject(t.Context(), &sdk.PutObjectInput{Bucket: bucket, Key: &key, Body: strings.NewReader(text)}); err != nil {
			t.Fatal(err)
		}
	}
	put("kept", "old\n")
	put("kept", "new\n")
	put("deleted", "gone\n")
	if _, err := c.DeleteObject(t.Context(), &sdk.DeleteObjectInput{Bucket: bucket, Key: aws.String("deleted")}); err != nil {
		t.Fatal(err)
	}
	sc := openURL(t, urlOf(server, "versioned"))
	all := listed(t, sc)
	if len(all) != 1 {
		t.Fatalf("got %v", all)
	}
	if got, err := text(t.Context(), sc, all["kept"]); err != nil || got != "new\n" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestObjectReplacedAfterTheListingVanished(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	newBucket(t, server, "replaced", map[string]string{"a.txt": "before\n"})
	sc := openURL(t, urlOf(server, "replaced"))
	a := listed(t, sc)["a.txt"]
	if _, err := owner(server).PutObject(t.Context(), &sdk.PutObjectInput{Bucket: aws.String("replaced"), Key: &a.Path, Body: strings.NewReader("after!\n")}); err != nil {
		t.Fatal(err)
	}
	got, err := text(t.Context(), sc, a)
	if scanners.GapOf(err).Kind != scanners.GapVanished || got != "" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestRegionIsFoundAndStated(t *testing.T) {
	server := scannertest.MinIOIn(t, "eu-central-1")
	newBucket(t, server, "in-europe", nil)
	sc := openURL(t, urlOf(server, "in-europe", "region=us-west-2", "provider=aws"))
	if sc.region != "eu-central-1" {
		t.Errorf("signs for %q, want the region that the server named", sc.region)
	}
	facts, err := sc.Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []scanners.Fact{
		{Name: "provider", Value: "aws", Source: "configuration"},
		{Name: "region", Value: "us-west-2", Source: "configuration"},
		{Name: "jurisdiction", Value: "US", Source: "configuration"},
		{Name: "region", Value: "eu-central-1", Source: "GetBucketLocation"},
		{Name: "jurisdiction", Value: "DE", Source: "GetBucketLocation"},
		{Name: "region", Value: "eu-central-1", Source: "x-amz-bucket-region"},
		{Name: "jurisdiction", Value: "DE", Source: "x-amz-bucket-region"},
	}
	for _, f := range want {
		if !slices.Contains(facts, f) {
			t.Errorf("missing: %+v", f)
		}
	}
}

func TestRegionMeansNothingWithoutAProvider(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	newBucket(t, server, "whose-region", nil)
	facts, err := openURL(t, urlOf(server, "whose-region")).Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(facts, scanners.Fact{Name: "region", Value: "cn-north-1", Source: "GetBucketLocation"}) {
		t.Errorf("the answer itself is missing: %+v", facts)
	}
	for _, f := range facts {
		if f.Name == "jurisdiction" && !f.Unknown {
			t.Errorf("guessed: %+v", f)
		}
		if f.Name == "jurisdiction" && f.Source == "GetBucketLocation" && !strings.Contains(f.Reason, "means nothing without its provider") {
			t.Errorf("does not say why: %+v", f)
		}
	}
}

func TestDiscoverFindsEveryBucket(t *testing.T) {
	server := scannertest.MinIO(t)
	newBucket(t, server, "first", map[string]string{"a": "x\n"})
	newBucket(t, server, "second.with.dots", nil)
	u := strings.Replace(urlOf(server, "B"), "@B?", "@?", 1)
	found, err := Kind.Discover(t.Context(), scanners.Store{Alias: "server", URL: u, Provider: "aws", Budget: &scanners.Budget{}})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range found {
		names = append(names, f.Alias)
		if !f.Discovered || f.Provider != "aws" {
			t.Errorf("%s: %v %q", f.Alias, f.Discovered, f.Provider)
		}
		f.Budget = &scanners.Budget{}
		sc, err := Kind.Open(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(listed(t, sc)); (f.Alias == "first") != (n == 1) {
			t.Errorf("%s holds %d objects", f.Alias, n)
		}
		sc.Close()
	}
	slices.Sort(names)
	if !slices.Equal(names, []string{"first", "second.with.dots"}) {
		t.Errorf("found %q", names)
	}
}
