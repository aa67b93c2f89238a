package s3

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
)

// A twin is a vendor that also has buckets of copies, of which it says where they are or
// not.
type twin struct {
	*vendor
	// heads are the answers to HEAD by bucket: a status and a region.
	heads map[string]struct {
		status int
		region string
	}
	locations map[string]string // by bucket, what GetBucketLocation says
}

func (s *twin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	bucket, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if bucket == "b" {
		s.vendor.ServeHTTP(w, r)
		return
	}
	if l, ok := s.locations[bucket]; ok && r.Method == http.MethodGet {
		setting{body: l}.write(w)
		return
	}
	h := s.heads[bucket]
	if h.region != "" {
		w.Header().Set("x-amz-bucket-region", h.region)
	}
	if r.Method == http.MethodGet {
		refuse(w, 403, "AccessDenied", "")
		return
	}
	w.WriteHeader(max(h.status, 200))
}

func TestWhereCopiesGo(t *testing.T) {
	rule := func(body string) string {
		return `<Rule><ID>r</ID><Priority>1</Priority><Status>Enabled</Status>` + body + `</Rule>`
	}
	to := func(bucket string) string {
		return `<Destination><Bucket>arn:aws:s3:::` + bucket + `</Bucket></Destination>`
	}
	heads := map[string]struct {
		status int
		region string
	}{"mine": {200, "eu-west-1"}, "others": {403, "cn-north-1"}, "silent": {403, ""}, "strange": {200, "xx-mars-1"}, "gone": {404, ""}, "told": {403, ""}}
	copies := func(bucket, source, value, region string) scanners.Fact {
		return scanners.Fact{Name: "copy-jurisdiction", Value: value, Detail: bucket + ", " + region, Source: source}
	}
	replication := func(bucket, scope string) scanners.Fact {
		return scanners.Fact{Name: "replication", Value: bucket, Scope: scope, Source: "GetBucketReplication"}
	}
	for name, c := range map[string]struct {
		rules, provider string
		want            []scanners.Fact
	}{
		"to one of ours":   {rule(to("mine")), "aws", []scanners.Fact{replication("mine", ""), copies("mine", fromHeader, "IE", "eu-west-1")}},
		"to one of others": {rule(to("others")), "aws", []scanners.Fact{replication("others", ""), copies("others", fromHeader, "CN", "cn-north-1")}},
		"told by location": {rule(to("told")), "aws", []scanners.Fact{replication("told", ""), copies("told", fromLocation, "JP", "ap-northeast-1")}},
		"to one of which nothing is told": {rule(to("silent")), "aws", []scanners.Fact{replication("silent", ""),
			{Name: "copy-jurisdiction", Detail: "silent", Source: fromHeader, Unknown: true, Reason: "the store refused the question: grant s3:GetBucketLocation on the bucket of the copies"}}},
		"to a region that nobody knows": {rule(to("strange")), "aws", []scanners.Fact{replication("strange", ""),
			{Name: "copy-jurisdiction", Detail: "strange, xx-mars-1", Source: fromHeader, Unknown: true, Reason: "this region of the provider is not known here: state the country as region in piiventory.yaml"}}},
		"elsewhere": {rule(to("mine")), "minio", []scanners.Fact{replication("mine", ""),
			{Name: "copy-jurisdiction", Detail: "mine", Source: fromHeader, Unknown: true, Reason: "the store does not say where the bucket of the copies is: ask its owner"}}},
		"prefixes": {`<Rule><ID>1</ID><Prefix>old/</Prefix><Status>Enabled</Status>` + to("mine") + `</Rule>` + rule(`<Filter><Prefix>new/</Prefix></Filter>`+to("mine")) +
			rule(`<Filter><And><Prefix>a/</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter>`+to("mine")), "aws", []scanners.Fact{
			replication("mine", "old/"), ofPart(copies("mine", fromHeader, "IE", "eu-west-1"), "old/"),
			replication("mine", "new/"), ofPart(copies("mine", fromHeader, "IE", "eu-west-1"), "new/"),
			{Name: "replication", Value: "mine", Scope: "a/", Detail: "only objects with certain tags", Source: "GetBucketReplication"}, ofPart(copies("mine", fromHeader, "IE", "eu-west-1"), "a/")}},
		"disabled": {`<Rule><ID>1</ID><Prefix/><Status>Disabled</Status>` + to("mine") + `</Rule>`, "aws", []scanners.Fact{{Name: "replication", Value: "off", Source: "GetBucketReplication"}}},
	} {
		t.Run(name, func(t *testing.T) {
			v := &vendor{objects: many(1), private: true, settings: map[string]setting{"replication": {body: `<ReplicationConfiguration><Role>arn:aws:iam::1:role/r</Role>` + c.rules + `</ReplicationConfiguration>`}}}
			s := &twin{vendor: v, heads: heads, locations: map[string]string{"told": `<LocationConstraint>ap-northeast-1</LocationConstraint>`}}
			sc := openURL(t, "s3://k:s@b?provider="+c.provider+"&endpoint="+serve(t, s))
			facts, err := sc.Facts(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var got []scanners.Fact
			for _, f := range facts {
				if f.Name == "replication" || f.Name == "copy-jurisdiction" {
					got = append(got, f)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("\n got %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func ofPart(f scanners.Fact, scope string) scanners.Fact {
	f.Scope = scope
	return f
}
