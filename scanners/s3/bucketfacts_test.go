package s3

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"piiventory/scanners"
)

// asked are the questions about a bucket: the parameter that asks, what it needs, the
// facts that answer it and the values that say "off".
var asked = []struct {
	parameter, permission, source string
	facts                         []string
}{
	{"versioning", "s3:GetBucketVersioning", "GetBucketVersioning", []string{"versioning"}},
	{"versions", "s3:ListBucketVersions", "ListObjectVersions", []string{"versions"}},
	{"lifecycle", "s3:GetLifecycleConfiguration", "GetBucketLifecycleConfiguration", []string{"lifecycle"}},
	{"publicAccessBlock", "s3:GetBucketPublicAccessBlock", "GetPublicAccessBlock", []string{"public-block"}},
	{"policy", "s3:GetBucketPolicy", "GetBucketPolicy", []string{"public"}},
	{"policyStatus", "s3:GetBucketPolicyStatus", "GetBucketPolicyStatus", []string{"public"}},
	{"acl", "s3:GetBucketAcl", "GetBucketAcl", []string{"public"}},
	{"website", "s3:GetBucketWebsite", "GetBucketWebsite", []string{"website"}},
	{"encryption", "s3:GetEncryptionConfiguration", "GetBucketEncryption", []string{"encryption"}},
	{"replication", "s3:GetReplicationConfiguration", "GetBucketReplication", []string{"replication", "copy-jurisdiction"}},
	{"object-lock", "s3:GetBucketObjectLockConfiguration", "GetObjectLockConfiguration", []string{"object-lock"}},
	{"uploads", "s3:ListBucketMultipartUploads", "ListMultipartUploads", []string{"uploads"}},
	{"logging", "s3:GetBucketLogging", "GetBucketLogging", []string{"logging"}},
	{"inventory", "s3:GetInventoryConfiguration", "ListBucketInventoryConfigurations", []string{"reports"}},
	{"tagging", "s3:GetBucketTagging", "GetBucketTagging", []string{"tag"}},
}

// factsOf opens the bucket of a vendor and asks.
func factsOf(t *testing.T, v *vendor, more string) (*scanner, []scanners.Fact) {
	t.Helper()
	if v.objects == nil {
		v.objects = many(1)
	}
	sc := openURL(t, v.url(t)+more)
	facts, err := sc.Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return sc, facts
}

// from returns the facts of a source.
func from(facts []scanners.Fact, source string) []scanners.Fact {
	var out []scanners.Fact
	for _, f := range facts {
		if f.Source == source {
			f.Source = ""
			out = append(out, f)
		}
	}
	return out
}

// all answers every question alike.
func all(a setting) map[string]setting {
	m := map[string]setting{}
	for _, q := range asked {
		m[q.parameter] = a
	}
	return m
}

// TestWhatIsNotAnsweredIsUnknown holds that no refusal, no failure and no answer to
// another question is ever taken for "off".
func TestWhatIsNotAnsweredIsUnknown(t *testing.T) {
	listing := `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>false</IsTruncated></ListBucketResult>`
	for name, c := range map[string]struct {
		answers map[string]setting
		reason  string // with the permission behind it where it ends in "grant "
	}{
		"403":                       {all(setting{status: 403, code: "AccessDenied"}), "the store refused the question: grant "},
		"401":                       {all(setting{status: 401, code: "Unauthorized"}), "the store refused the question: grant "},
		"501":                       {all(setting{status: 501, code: "NotImplemented"}), notKnown},
		"405":                       {all(setting{status: 405, code: "MethodNotAllowed"}), notKnown},
		"400, not implemented":      {all(setting{status: 400, code: "NotImplemented"}), notKnown},
		"404 of another kind":       {all(setting{status: 404, code: "NoSuchKey"}), "the store did not answer: "},
		"404 of no bucket":          {all(setting{status: 404, code: "NoSuchBucket"}), "the store did not answer: "},
		"400":                       {all(setting{status: 400, code: "InvalidArgument"}), "the store did not answer: "},
		"the listing, whatever":     {nil, notKnown},
		"the listing of other form": {all(setting{body: listing}), notKnown},
		"nothing":                   {all(setting{body: ""}), notKnown},
		"204 and nothing":           {all(setting{status: 204}), notKnown},
		"an empty list of JSON":     {all(setting{body: "{}"}), notKnown},
		"a page of a web site":      {all(setting{body: "<!DOCTYPE html><html><body>welcome</body></html>"}), notKnown},
	} {
		t.Run(name, func(t *testing.T) {
			for _, provider := range []string{"", "&provider=aws"} {
				v := &vendor{settings: c.answers, private: true}
				sc, facts := factsOf(t, v, provider)
				for _, q := range asked {
					answers := from(facts, q.source)
					if len(answers) != len(q.facts) {
						t.Errorf("%s: %+v", q.source, answers)
					}
					for _, f := range answers {
						reason := c.reason
						if strings.HasSuffix(reason, "grant ") {
							reason += q.permission
						}
						if !f.Unknown || f.Value != "" || !strings.HasPrefix(f.Reason, reason) || !slices.Contains(q.facts, f.Name) {
							t.Errorf("%s: %+v, want unknown with %q", q.source, f, reason)
						}
						if strings.Contains(f.Reason, "dialect-secret") {
							t.Errorf("%s: the reason has the server's text", q.source)
						}
					}
				}
				for _, f := range facts {
					if off := []string{"off", "none", "no", "0"}; slices.Contains(off, f.Value) && f.Source != fromAnybody && f.Name != "tls" {
						t.Errorf("%+v says that something is not there", f)
					}
				}
				for _, a := range listed(t, sc) {
					if a.Expiry != scanners.Unclear || !a.Expires.IsZero() {
						t.Errorf("%s: %v %v without rules that are known", a.Path, a.Expiry, a.Expires)
					}
				}
			}
		})
	}
}

// TestWhatIsNotSetIsOff gives the answers that S3 has for settings that are not there.
func TestWhatIsNotSetIsOff(t *testing.T) {
	v := &vendor{private: true, settings: map[string]setting{
		"versioning":        {body: `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>`},
		"lifecycle":         {status: 404, code: "NoSuchLifecycleConfiguration"},
		"publicAccessBlock": {status: 404, code: "NoSuchPublicAccessBlockConfiguration"},
		"policy":            {status: 404, code: "NoSuchBucketPolicy"},
		"policyStatus":      {status: 404, code: "NoSuchBucketPolicy"},
		"acl":               {body: `<AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>o</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>`},
		"website":           {status: 404, code: "NoSuchWebsiteConfiguration"},
		"encryption":        {status: 404, code: "ServerSideEncryptionConfigurationNotFoundError"},
		"replication":       {status: 404, code: "ReplicationConfigurationNotFoundError"},
		"object-lock":       {status: 404, code: "ObjectLockConfigurationNotFoundError"},
		"uploads":           {body: `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>`},
		"logging":           {body: `<BucketLoggingStatus/>`},
		"inventory":         {body: `<ListInventoryConfigurationsResult><IsTruncated>false</IsTruncated></ListInventoryConfigurationsResult>`},
		"tagging":           {status: 404, code: "NoSuchTagSet"},
	}}
	sc, facts := factsOf(t, v, "&provider=aws")
	want := map[string]string{
		"versioning": "off", "lifecycle": "none", "public-block": "no", "public": "no", "website": "no", "encryption": "AES256",
		"replication": "off", "object-lock": "off", "uploads": "0", "logging": "off", "reports": "off", "tag": "none", "tls": "no",
	}
	seen := map[string]int{}
	for _, f := range facts {
		if value, ok := want[f.Name]; ok {
			seen[f.Name]++
			if f.Value != value || f.Unknown {
				t.Errorf("%+v, want %q", f, value)
			}
		}
	}
	for name := range want {
		if n := seen[name]; n != 1 && (name != "public" || n != 4) {
			t.Errorf("%d facts %q", n, name)
		}
	}
	for _, a := range listed(t, sc) {
		if a.Expiry != scanners.Kept {
			t.Errorf("%s: %v, want it kept", a.Path, a.Expiry)
		}
	}
	if _, facts = factsOf(t, &vendor{private: true, settings: v.settings}, "&provider=oss"); from(facts, "GetBucketEncryption")[0].Value != "none" {
		t.Error("only AWS encrypts where nothing is set")
	}
}

// TestWhatIsSetIsTold gives answers as AWS writes them.
func TestWhatIsSetIsTold(t *testing.T) {
	_, facts := factsOf(t, &vendor{private: true, settings: map[string]setting{
		"versioning":  {body: `<VersioningConfiguration><Status>Suspended</Status><MfaDelete>Enabled</MfaDelete></VersioningConfiguration>`},
		"website":     {body: `<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>`},
		"encryption":  {body: `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>arn:aws:kms:eu-west-1:111122223333:key/k</KMSMasterKeyID></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`},
		"object-lock": {body: `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Years>7</Years></DefaultRetention></Rule></ObjectLockConfiguration>`},
		"uploads":     {body: `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated><Upload><Key>k</Key><UploadId>1</UploadId><Initiated>2026-03-01T00:00:00.000Z</Initiated></Upload><Upload><Key>k</Key><UploadId>2</UploadId><Initiated>2025-12-24T18:00:00.000Z</Initiated></Upload></ListMultipartUploadsResult>`},
		"logging":     {body: `<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket><TargetPrefix>b/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>`},
		"inventory":   {body: `<ListInventoryConfigurationsResult><IsTruncated>false</IsTruncated><InventoryConfiguration><Id>i</Id><IsEnabled>true</IsEnabled><Filter><Prefix>crm/</Prefix></Filter><Destination><S3BucketDestination><Format>Parquet</Format><Bucket>arn:aws:s3:::reports</Bucket><Prefix>lists</Prefix></S3BucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule><IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration><InventoryConfiguration><Id>j</Id><IsEnabled>false</IsEnabled></InventoryConfiguration></ListInventoryConfigurationsResult>`},
		"tagging":     {body: `<Tagging><TagSet><Tag><Key>owner</Key><Value>crm</Value></Tag><Tag><Key>stage</Key><Value/></Tag></TagSet></Tagging>`},
	}}, "&provider=aws")
	for source, want := range map[string][]scanners.Fact{
		"GetBucketVersioning":        {{Name: "versioning", Value: "suspended", Detail: "versions can only be deleted with a second factor"}},
		"GetBucketWebsite":           {{Name: "website", Value: "yes"}},
		"GetBucketEncryption":        {{Name: "encryption", Value: "aws:kms", Detail: "key arn:aws:kms:eu-west-1:111122223333:key/k"}},
		"GetObjectLockConfiguration": {{Name: "object-lock", Value: "COMPLIANCE 7y"}},
		"ListMultipartUploads":       {{Name: "uploads", Value: "2", Detail: "the oldest since 2025-12-24T18:00:00Z"}},
		"GetBucketLogging":           {{Name: "logging", Value: "logs/b/"}},
		"ListBucketInventoryConfigurations": {
			{Name: "reports", Value: "daily reports/lists", Detail: "Parquet; with all versions", Scope: "crm/"}},
		"GetBucketTagging": {{Name: "tag", Value: "owner=crm"}, {Name: "tag", Value: "stage="}},
	} {
		if got := from(facts, source); !slices.Equal(got, want) {
			t.Errorf("%s:\n got %+v\nwant %+v", source, got, want)
		}
	}
}

// TestAnswersThatAreNotTrue holds that what a provider answers whatever is the case is
// not believed.
func TestAnswersThatAreNotTrue(t *testing.T) {
	everybody := `<AccessControlPolicy><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>`
	v := &vendor{private: true, settings: map[string]setting{"versioning": {body: `<VersioningConfiguration/>`}, "acl": {body: everybody}}}
	_, facts := factsOf(t, v, "&provider=us3")
	for source, name := range map[string]string{"GetBucketVersioning": "versioning", "GetBucketAcl": "public"} {
		if got, want := from(facts, source), []scanners.Fact{{Name: name, Unknown: true, Reason: notReliable}}; !slices.Equal(got, want) {
			t.Errorf("%s: %+v", source, got)
		}
	}
	if got := from(facts, fromAnybody); len(got) != 1 || got[0].Value != "no" {
		t.Errorf("what was tried: %+v", got)
	}

	// A server that says that it has no versions, and lists some.
	v = &vendor{private: true, settings: map[string]setting{"versioning": {body: `<VersioningConfiguration/>`},
		"versions": {body: `<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>k</Key><VersionId>v1</VersionId><IsLatest>true</IsLatest><Size>1</Size></Version></ListVersionsResult>`}}}
	sc, facts := factsOf(t, v, "")
	if got := from(facts, "GetBucketVersioning"); len(got) != 1 || !got[0].Unknown || got[0].Value != "" {
		t.Errorf("versions were seen: %+v", got)
	}
	if !sc.versions {
		t.Error("the versions are not listed")
	}
}

// TestStateOfVersioning holds that only an empty answer is "off", and elsewhere than at
// AWS only where the versions could be looked at.
func TestStateOfVersioning(t *testing.T) {
	state := func(s string) setting {
		return setting{body: `<VersioningConfiguration>` + s + `</VersioningConfiguration>`}
	}
	none := setting{body: `<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>`}
	one := setting{body: `<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>k</Key><VersionId>v1</VersionId><IsLatest>true</IsLatest><Size>1</Size></Version></ListVersionsResult>`}
	refusal := setting{status: 403, code: "AccessDenied"}
	for name, c := range map[string]struct {
		provider        string
		state, versions setting
		want            string // "?" for unknown
		listed          bool
	}{
		"off":                   {"minio", state(""), none, "off", false},
		"off at AWS":            {"aws", state(""), refusal, "off", false},
		"off, refused":          {"minio", state(""), refusal, "?", false},
		"off, not known":        {"minio", state(""), setting{status: 501, code: "NotImplemented"}, "off", false},
		"a new word":            {"minio", state("<Status>Paused</Status>"), none, "?", false},
		"a new word, a version": {"minio", state("<Status>Paused</Status>"), one, "?", true},
		"a new word, refused":   {"minio", state("<Status>Paused</Status>"), refusal, "?", false},
		"a new word at AWS":     {"aws", state("<Status>Paused</Status>"), one, "?", true},
		"in lower case":         {"minio", state("<Status>enabled</Status>"), none, "enabled", true},
	} {
		v := &vendor{private: true, settings: map[string]setting{"versioning": c.state, "versions": c.versions}}
		sc, facts := factsOf(t, v, "&provider="+c.provider)
		got := from(facts, "GetBucketVersioning")
		if len(got) != 1 || got[0].Unknown != (c.want == "?") || !got[0].Unknown && got[0].Value != c.want || got[0].Unknown && (got[0].Value != "" || got[0].Reason == "") {
			t.Errorf("%s: %+v, want %q", name, got, c.want)
		}
		if sc.versions != c.listed {
			t.Errorf("%s: versions are listed: %v", name, sc.versions)
		}
		if a := (scanners.Asset{Path: "k", Kind: kindObject, Size: 1, Modified: day("2026-01-01")}); c.want == "?" {
			if sc.versioning != versioningUnknown {
				t.Errorf("%s: %v", name, sc.versioning)
			}
			newLifecycle([]rule{ruleOf(types.LifecycleRule{Expiration: &types.LifecycleExpiration{Days: aws.Int32(1)}})}).expire(&a, sc.versioning, edition{latest: true}, 0, 0)
			if a.Expiry != scanners.Unclear {
				t.Errorf("%s: %v", name, a.Expiry)
			}
		}
	}
}

// TestQuestionThatHangsIsGivenUp asks a store that does not answer two of the questions.
func TestQuestionThatHangsIsGivenUp(t *testing.T) {
	v := &vendor{objects: many(1), private: true, settings: all(setting{status: 403, code: "AccessDenied"})}
	over := make(chan struct{})
	hung := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if q := r.URL.Query(); q.Has("website") || q.Has("versioning") {
			select {
			case <-r.Context().Done():
			case <-over:
			}
			return
		}
		v.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { close(over) })
	sc := openURL(t, "s3://k:s@b?endpoint="+hung)
	sc.questionWait = time.Second
	facts, err := sc.Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range asked {
		for _, f := range from(facts, q.source) {
			late := strings.Contains(f.Reason, "did not answer in time")
			if !f.Unknown || !late && (q.parameter == "website" || q.parameter == "versioning") {
				t.Errorf("%s: %+v", q.source, f)
			}
		}
	}
}

func TestSmallBudgetIsNotSpentOnQuestions(t *testing.T) {
	for limit, want := range map[int64]int64{10: 1, 50: 5, 100: 10, 2000: 15} {
		v := &vendor{objects: many(1), private: true, settings: all(setting{status: 403, code: "AccessDenied"})}
		sc, err := Kind.Open(t.Context(), scanners.Store{URL: v.url(t), Budget: &scanners.Budget{MaxRequests: limit}})
		if err != nil {
			t.Fatal(err)
		}
		before := sc.(*scanner).store.Budget.Requests() + 2 // for the region
		facts, err := sc.(scanners.Describer).Facts(t.Context())
		_ = sc.Close()
		if err != nil {
			t.Fatal(err)
		}
		answered := map[string]bool{}
		for _, f := range facts {
			if strings.Contains(f.Reason, "refused") || f.Source == fromAnybody && f.Value == "no" {
				answered[f.Source] = true
			}
		}
		delete(answered, fromVersions) // asked with versioning
		if spent := sc.(*scanner).store.Budget.Requests() - before; int64(len(answered)) < min(want, 15) || spent > want+3 {
			t.Errorf("of %d requests %d were spent, for %d answers: %v", limit, spent, len(answered), slices.Sorted(maps.Keys(answered)))
		}
		for _, q := range asked {
			if len(from(facts, q.source)) == 0 && q.parameter != "versions" {
				t.Errorf("with %d requests nothing is told of %s", limit, q.source)
			}
		}
	}
}

func TestQuestionsOnlyRead(t *testing.T) {
	v := &vendor{}
	factsOf(t, v, "")
	for _, l := range v.log {
		if m, _, _ := strings.Cut(l, " "); m != http.MethodGet && m != http.MethodHead {
			t.Errorf("it sent %s", l)
		}
	}
	if len(v.log) < len(asked) {
		t.Errorf("only %d requests", len(v.log))
	}
}

func TestEndOfTheScanEndsQuestions(t *testing.T) {
	v := &vendor{objects: many(1)}
	sc := openURL(t, v.url(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := sc.Facts(ctx); !errors.Is(err, ctx.Err()) {
		t.Errorf("got %v", err)
	}
}
