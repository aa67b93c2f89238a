package s3

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

func TestWhatAPolicyLetsEverybodyDo(t *testing.T) {
	const inB = `"Resource":["arn:aws:s3:::b/*"]`
	odd := []scanners.Fact{{Unknown: true, Reason: strangePolicy}}
	for name, c := range map[string]struct {
		statements string
		want       []scanners.Fact
	}{
		"reading":                    {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `}]`, []scanners.Fact{{Value: "read"}}},
		"one statement":              {`{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["s3:GetObject"],` + inB + `}`, []scanners.Fact{{Value: "read"}}},
		"COS writes it so":           {`[{"Effect":"allow","Principal":{"qcs":["qcs::cam::anyone:anyone"]},"Action":["name/cos:GetObject"],"Resource":["qcs::cos:ap-guangzhou:uid/1:b/*"]}]`, []scanners.Fact{{Value: "read"}}},
		"all of it":                  {`[{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"s3:*","Resource":"*"}]`, []scanners.Fact{{Value: "list,read,write"}}},
		"bucket and objects":         {`[{"Effect":"Allow","Principal":"*","Action":["s3:ListBucket","s3:GetObject"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]}]`, []scanners.Fact{{Value: "list,read"}}},
		"by wild cards":              {`[{"Effect":"Allow","Principal":"*","Action":["s3:Get*","s3:Lis?Bucket"],"Resource":"arn:aws:s3:::b*"}]`, []scanners.Fact{{Value: "list,read"}}},
		"parts":                      {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::b/open/*","arn:aws:s3:::b/one.txt","arn:aws:s3:::b/pic/*.jpg"]},{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/open/*"}]`, []scanners.Fact{{Value: "read", Scope: "one.txt", Exact: true}, {Value: "read,write", Scope: "open/"}, {Value: "read", Scope: "pic/", Detail: "not all keys, by a pattern"}}},
		"listing of keys is none":    {`[{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket",` + inB + `}]`, []scanners.Fact{{Value: "no"}}},
		"another bucket":             {`[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::c/*","arn:aws:s3:::bb"]}]`, []scanners.Fact{{Value: "no"}}},
		"somebody":                   {`[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:*","Resource":"*"}]`, []scanners.Fact{{Value: "no"}}},
		"a service":                  {`[{"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"*"}]`, []scanners.Fact{{Value: "no"}}},
		"all but somebody":           {`[{"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:GetObject",` + inB + `}]`, []scanners.Fact{{Value: "read"}}},
		"all but deleting":           {`[{"Effect":"Allow","Principal":"*","NotAction":["s3:Delete*","s3:Put*"],` + inB + `}]`, []scanners.Fact{{Value: "read"}}},
		"all but a part":             {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","NotResource":"arn:aws:s3:::b/closed/*"}]`, []scanners.Fact{{Value: "read", Detail: "not all keys, by a pattern"}}},
		"only denied":                {`[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]`, []scanners.Fact{{Value: "no"}}},
		"some denied":                {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `},{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/x"}]`, []scanners.Fact{{Value: "read", Detail: "what the policy denies was not taken off"}}},
		"from a network":             {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `,"Condition":{"IpAddress":{"aws:SourceIp":["192.0.2.0/24","2001:db8::/32"]}}}]`, []scanners.Fact{{Value: "no", Detail: "everybody under the conditions aws:sourceip"}}},
		"from half of all addresses": {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `,"Condition":{"IpAddress":{"aws:SourceIp":["192.0.2.0/24","0.0.0.0/1"]}}}]`, []scanners.Fact{{Value: "read", Detail: "under the conditions aws:sourceip"}}},
		"not from a network":         {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `,"Condition":{"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}]`, []scanners.Fact{{Value: "read", Detail: "under the conditions aws:sourceip"}}},
		"from an endpoint":           {`[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}}]`, []scanners.Fact{{Value: "no", Detail: "everybody under the conditions aws:sourcevpce"}}},
		"from an endpoint, if any":   {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `,"Condition":{"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1"}}}]`, []scanners.Fact{{Value: "read", Detail: "under the conditions aws:sourcevpce"}}},
		"from any account":           {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `,"Condition":{"StringLike":{"aws:PrincipalAccount":"*"}}}]`, []scanners.Fact{{Value: "read", Detail: "under the conditions aws:principalaccount"}}},
		"over TLS":                   {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `,"Condition":{"Bool":{"aws:SecureTransport":true}}}]`, []scanners.Fact{{Value: "read", Detail: "under the conditions aws:securetransport"}}},
		"over TLS in a network":      {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `,"Condition":{"Bool":{"aws:SecureTransport":"true"},"ArnEquals":{"aws:SourceArn":"arn:aws:x"}}}]`, []scanners.Fact{{Value: "no", Detail: "everybody under the conditions aws:securetransport, aws:sourcearn"}}},
		"OSS writes it so":           {`[{"Effect":"Allow","Principal":["*"],"Action":["oss:GetObject"],"Resource":["acs:oss:*:1234567890:b/*"]}]`, []scanners.Fact{{Value: "read"}}},
		"OSS lists":                  {`[{"Effect":"Allow","Principal":["123456","*"],"Action":["oss:ListObjects"],"Resource":["acs:oss:*:1234567890:b"]}]`, []scanners.Fact{{Value: "list"}}},
		"OSS, one user":              {`[{"Effect":"Allow","Principal":["1234567890"],"Action":["oss:*"],"Resource":["acs:oss:*:1234567890:*"]}]`, []scanners.Fact{{Value: "no"}}},
		"OSS, sessions of a role":    {`[{"Effect":"Allow","Principal":["arn:sts::1234567890:assumed-role/x/*"],"Action":["oss:*"],"Resource":["acs:oss:*:1234567890:*"]}]`, []scanners.Fact{{Value: "no"}}},
		"OSS, not of the service":    {`[{"Effect":"Allow","Principal":"*","Action":["s3:ListObjects"],"Resource":["arn:aws:s3:::b"]}]`, []scanners.Fact{{Value: "no"}}},
		"COS lists":                  {`[{"Effect":"allow","Principal":{"qcs":["qcs::cam::anyone:anyone"]},"Action":["name/cos:GetBucket"],"Resource":["qcs::cos:ap-guangzhou:uid/1:b/*"]}]`, []scanners.Fact{{Value: "list"}}},
		"COS lists versions":         {`[{"Effect":"allow","Principal":{"qcs":["qcs::cam::anyone:anyone"]},"Action":["cos:GetBucketObjectVersions"],"Resource":["qcs::cos:ap-guangzhou:uid/1:b/"]}]`, []scanners.Fact{{Value: "list"}}},
		"COS writes":                 {`[{"Effect":"allow","Principal":{"qcs":["qcs::cam::anyone:anyone"]},"Action":["name/cos:PostObject"],"Resource":["qcs::cos:ap-guangzhou:uid/1:b/in/*"]}]`, []scanners.Fact{{Value: "write", Scope: "in/"}}},
		"COS, the users of one":      {`[{"Effect":"allow","Principal":{"qcs":["qcs::cam::uin/100000000001:uin/*"]},"Action":["name/cos:*"],"Resource":["qcs::cos:ap-guangzhou:uid/1:b/*"]}]`, []scanners.Fact{{Value: "no"}}},
		"AWS gets, and lists not":    {`[{"Effect":"Allow","Principal":"*","Action":"s3:Get*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]}]`, []scanners.Fact{{Value: "read"}}},
		"OBS writes it so":           {`[{"Effect":"Allow","Principal":{"ID":"*"},"Action":["ListBucket","GetObject"],"Resource":["b","b/*"]}]`, []scanners.Fact{{Value: "list,read"}}},
		"OBS, the users of one":      {`[{"Effect":"Allow","Principal":{"ID":["domain/0123ab:user/*"]},"Action":"*","Resource":["b/*"]}]`, []scanners.Fact{{Value: "no"}}},
		"KS3 writes it so":           {`[{"Effect":"Allow","Principal":{"KSC":["*"]},"Action":["ks3:ListBucket","ks3:GetObject"],"Resource":["krn:ksc:ks3:::b","krn:ksc:ks3:::b/*"]}]`, []scanners.Fact{{Value: "list,read"}}},
		"keys with colons":           {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::b/a:c/*","arn:aws:s3:::b/home/${aws:username}/*"]}]`, []scanners.Fact{{Value: "read", Scope: "a:c/"}, {Value: "read", Scope: "home/", Detail: "not all keys, by a pattern"}}},
		"a pattern over the slash":   {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::b*.jpg"]}]`, []scanners.Fact{{Value: "read", Detail: "not all keys, by a pattern"}}},
		"principals of odd form":     {`[{"Effect":"Allow","Principal":[{"AWS":"*"}],"Action":"s3:GetObject",` + inB + `}]`, odd},
		"principals in deep":         {`[{"Effect":"Allow","Principal":{"AWS":{"x":"*"}},"Action":"s3:GetObject",` + inB + `}]`, odd},
		"principals of a new kind":   {`[{"Effect":"Allow","Principal":{"Crowd":"all"},"Action":"s3:GetObject",` + inB + `}]`, odd},
		"a pattern for names":        {`[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::*:root"},"Action":"s3:GetObject",` + inB + `}]`, odd},
		"no principal":               {`[{"Effect":"Allow","Action":"s3:GetObject",` + inB + `}]`, odd},
		"no action":                  {`[{"Effect":"Allow","Principal":"*",` + inB + `}]`, odd},
		"no resource":                {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}]`, odd},
		"a resource of odd form":     {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"xrn:b/*"}]`, odd},
		"a resource of older form":   {`[{"Effect":"Allow","Principal":{"qcs":"qcs::cam::anyone:anyone"},"Action":"name/cos:GetObject","Resource":"qcs::cos:ap-guangzhou:uid/1:prefix//1/b/*"}]`, odd},
		"an effect of odd form":      {`[{"Effect":"Permit","Principal":"*","Action":"s3:GetObject",` + inB + `}]`, odd},
		"a condition of odd form":    {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `,"Condition":"some"}]`, odd},
		"open, and something odd":    {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `},{"Effect":"Allow","Principal":7,"Action":"s3:PutObject",` + inB + `}]`, []scanners.Fact{{Value: "read"}, odd[0]}},
		"an odd Deny takes nothing":  {`[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + inB + `},{"Effect":"Deny","Principal":7,"Action":"s3:*","Resource":"*"}]`, []scanners.Fact{{Value: "read", Detail: "what the policy denies was not taken off"}}},
	} {
		t.Run(name, func(t *testing.T) {
			doc := `{"Version":"2012-10-17","Statement":` + c.statements + `}`
			if !json.Valid([]byte(doc)) {
				t.Fatal("the policy is not JSON")
			}
			v := &vendor{private: true, settings: map[string]setting{"policy": {body: doc}}}
			_, facts := factsOf(t, v, "")
			for i := range c.want {
				c.want[i].Name = "public"
			}
			if got := from(facts, fromPolicy); !slices.Equal(got, c.want) {
				t.Errorf("\n got %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestPolicyOfAnotherPrefixIsNotOfTheStore(t *testing.T) {
	v := &vendor{objects: map[string]string{"crm/a": "x\n"}, private: true, settings: map[string]setting{"policy": {
		body: `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::b/www/*","arn:aws:s3:::b/crm/open/*","arn:aws:s3:::b/c*"]}]}`}}}
	sc := openURL(t, strings.Replace(v.url(t), "@b?", "@b/crm/?", 1))
	facts, err := sc.Facts(t.Context())
	want := []scanners.Fact{{Name: "public", Value: "read", Scope: "c"}, {Name: "public", Value: "read", Scope: "crm/open/"}}
	if got := from(facts, fromPolicy); err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func grants(pairs ...string) setting {
	var b strings.Builder
	for _, p := range pairs {
		who, what, _ := strings.Cut(p, " ")
		fmt.Fprintf(&b, `<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>http://acs.amazonaws.com/groups/%s</URI></Grantee><Permission>%s</Permission></Grant>`, who, what)
	}
	return setting{body: `<AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList>` + b.String() + `</AccessControlList></AccessControlPolicy>`}
}

// granted is an access control list of grants as they are written.
func granted(list ...string) setting {
	return setting{body: `<AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList>` + strings.Join(list, "") + `</AccessControlList></AccessControlPolicy>`}
}

// TestAccessListsOfOtherForms gives lists as Huawei, Alibaba and Tencent write them, and
// such as nobody does.
func TestAccessListsOfOtherForms(t *testing.T) {
	owner := `<Grant><Grantee><ID>o</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant>`
	to := func(grantee string) string {
		return `<Grant>` + grantee + `<Permission>READ</Permission></Grant>`
	}
	no, list := scanners.Fact{Name: "public", Value: "no"}, scanners.Fact{Name: "public", Value: "list"}
	odd := scanners.Fact{Name: "public", Unknown: true, Reason: strangeList}
	for name, c := range map[string]struct {
		acl  setting
		want []scanners.Fact
	}{
		"OBS, everyone":          {granted(owner, to(`<Grantee><Canned>Everyone</Canned></Grantee>`)), []scanners.Fact{list}},
		"OBS, nobody":            {granted(owner, to(`<Grantee><ID>0123</ID></Grantee>`)), []scanners.Fact{no}},
		"OBS, a new word":        {granted(owner, to(`<Grantee><Canned>Somebody</Canned></Grantee>`)), []scanners.Fact{odd}},
		"COS, anyone":            {granted(to(`<Grantee><ID>qcs::cam::anyone:anyone</ID></Grantee>`)), []scanners.Fact{list}},
		"OSS, private":           {granted(`<Grant>private</Grant>`), []scanners.Fact{no}},
		"OSS, reading":           {granted(`<Grant> public-read </Grant>`), []scanners.Fact{{Name: "public", Value: "list,read"}}},
		"OSS, writing":           {granted(`<Grant>public-read-write</Grant>`), []scanners.Fact{{Name: "public", Value: "list,read,write"}}},
		"OSS, a new word":        {granted(`<Grant>default</Grant>`), []scanners.Fact{odd}},
		"by mail":                {granted(to(`<Grantee><EmailAddress>a@example.com</EmailAddress></Grantee>`)), []scanners.Fact{no}},
		"MinIO, the owner":       {granted(to(`<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID></ID></Grantee>`)), []scanners.Fact{no}},
		"a group without a name": {granted(to(`<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"></Grantee>`)), []scanners.Fact{odd}},
		"nobody in it":           {granted(owner, to(`<Grantee></Grantee>`)), []scanners.Fact{odd}},
		"no grantee":             {granted(owner, to(``)), []scanners.Fact{odd}},
		"another group":          {granted(to(`<Grantee><URI>http://example.com/groups/Everybody</URI></Grantee>`)), []scanners.Fact{odd}},
		"open, and nobody in it": {granted(to(`<Grantee><Canned>Everyone</Canned></Grantee>`), to(`<Grantee/>`)), []scanners.Fact{list, odd}},
		"no list":                {setting{body: `<AccessControlPolicy><Owner><ID>o</ID></Owner></AccessControlPolicy>`}, []scanners.Fact{{Name: "public", Unknown: true, Reason: notKnown}}},
	} {
		_, facts := factsOf(t, &vendor{private: true, settings: map[string]setting{"acl": c.acl}}, "")
		if got := from(facts, fromACL); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, c.want)
		}
	}
}

func block(on ...string) setting {
	var b strings.Builder
	for _, name := range []string{"BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"} {
		fmt.Fprintf(&b, "<%s>%t</%[1]s>", name, slices.Contains(on, name))
	}
	return setting{body: "<PublicAccessBlockConfiguration>" + b.String() + "</PublicAccessBlockConfiguration>"}
}

func TestWhatAnAccessListLetsEverybodyDo(t *testing.T) {
	for name, c := range map[string]struct {
		acl  setting
		want scanners.Fact
	}{
		"nobody":              {grants(), scanners.Fact{Value: "no"}},
		"the logs":            {grants("s3/LogDelivery WRITE"), scanners.Fact{Value: "no"}},
		"reading is listing":  {grants("global/AllUsers READ"), scanners.Fact{Value: "list"}},
		"writing":             {grants("global/AllUsers WRITE"), scanners.Fact{Value: "write"}},
		"everything":          {grants("global/AllUsers FULL_CONTROL"), scanners.Fact{Value: "list,write"}},
		"the list":            {grants("global/AllUsers READ_ACP"), scanners.Fact{Value: "read-acl"}},
		"whoever has account": {grants("global/AuthenticatedUsers READ", "global/AuthenticatedUsers WRITE_ACP"), scanners.Fact{Value: "list,write", Detail: "everybody who has an account with the provider"}},
	} {
		c.want.Name = "public"
		_, facts := factsOf(t, &vendor{private: true, settings: map[string]setting{"acl": c.acl}}, "")
		if got := from(facts, fromACL); !slices.Equal(got, []scanners.Fact{c.want}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestWhatIsBlockedIsNotPublic(t *testing.T) {
	policy := setting{body: `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}`}
	status := setting{body: `<PolicyStatus><IsPublic>true</IsPublic></PolicyStatus>`}
	for name, c := range map[string]struct {
		block               setting
		word                string
		policy, status, acl string
	}{
		"nothing is blocked":   {block(), "no", "read", "yes", "list"},
		"what is new is":       {block("BlockPublicAcls", "BlockPublicPolicy"), "partly", "read", "yes", "list"},
		"the policy is":        {block("RestrictPublicBuckets"), "partly", "no", "no", "list"},
		"the list is":          {block("IgnorePublicAcls"), "partly", "read", "yes", "no"},
		"everything is":        {block("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), "yes", "no", "no", "no"},
		"it is not known what": {setting{status: 403, code: "AccessDenied"}, "", "read", "yes", "list"},
	} {
		_, facts := factsOf(t, &vendor{private: true, settings: map[string]setting{
			"publicAccessBlock": c.block, "policy": policy, "policyStatus": status, "acl": grants("global/AllUsers READ")}}, "")
		for source, want := range map[string]string{"GetPublicAccessBlock": c.word, fromPolicy: c.policy, fromPolicyStatus: c.status, fromACL: c.acl} {
			got := from(facts, source)
			if len(got) != 1 || got[0].Value != want || got[0].Unknown != (want == "") {
				t.Errorf("%s: %s: %+v, want %q", name, source, got, want)
			}
			if want == "no" && source != "GetPublicAccessBlock" && !strings.Contains(got[0].Detail, "everybody might") {
				t.Errorf("%s: %s: %q does not say what is kept out", name, source, got[0].Detail)
			}
		}
	}
}

// TestStatusThatDoesNotAgreeWithThePolicy gives answers that servers were seen to give:
// not public with a policy for everybody, and public without a policy.
func TestStatusThatDoesNotAgreeWithThePolicy(t *testing.T) {
	public := func(v bool) setting {
		return setting{body: fmt.Sprintf(`<PolicyStatus><IsPublic>%t</IsPublic></PolicyStatus>`, v)}
	}
	open := setting{body: `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}`}
	bound := setting{body: `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"aws:SourceVpce":"v"}}}]}`}
	for name, c := range map[string]struct {
		policy, status setting
		want           string
	}{
		"both say yes":       {open, public(true), "yes"},
		"both say no":        {setting{status: 404, code: "NoSuchBucketPolicy"}, public(false), "no"},
		"open, and not":      {open, public(false), ""},
		"none, and open":     {setting{status: 404, code: "NoSuchBucketPolicy"}, public(true), ""},
		"under a condition":  {bound, public(true), "yes"},
		"the policy refused": {setting{status: 403, code: "AccessDenied"}, public(false), "no"},
	} {
		_, facts := factsOf(t, &vendor{private: true, settings: map[string]setting{"policy": c.policy, "policyStatus": c.status}}, "")
		if got := from(facts, fromPolicyStatus); len(got) != 1 || got[0].Value != c.want || got[0].Unknown != (c.want == "") {
			t.Errorf("%s: %+v, want %q", name, got, c.want)
		}
	}
}

func TestAskingAsAnybody(t *testing.T) {
	for name, c := range map[string]struct {
		v    *vendor
		want scanners.Fact
	}{
		"nothing":       {&vendor{private: true}, scanners.Fact{Value: "no"}},
		"listing":       {&vendor{private: true, open: map[string]bool{"list": true}}, scanners.Fact{Value: "list"}},
		"reading":       {&vendor{private: true, open: map[string]bool{"read": true}}, scanners.Fact{Value: "no"}},
		"both":          {&vendor{private: true, open: map[string]bool{"list": true, "read": true}}, scanners.Fact{Value: "list"}},
		"both, V1":      {&vendor{private: true, noV2: "NotImplemented", open: map[string]bool{"list": true, "read": true}}, scanners.Fact{Value: "list"}},
		"no object":     {&vendor{private: true, objects: map[string]string{}}, scanners.Fact{Value: "no", Detail: "there was no object to try"}},
		"not an answer": {&vendor{private: true, unsigned: 500}, scanners.Fact{Unknown: true, Reason: "the store did not answer: "}},
	} {
		t.Run(name, func(t *testing.T) {
			c.want.Name = "public"
			_, facts := factsOf(t, c.v, "")
			got := from(facts, fromAnybody)
			// What may be read is known of the one object that was tried.
			if one := len(got) > 1 && got[0] == (scanners.Fact{Name: "public", Value: "read", Scope: "key-00000", Exact: true, Source: got[0].Source}); one != c.v.open["read"] {
				t.Errorf("%+v", got)
			} else if one {
				got = got[1:]
			}
			if len(got) != 1 || got[0].Value != c.want.Value || got[0].Detail != c.want.Detail || got[0].Unknown != c.want.Unknown || !strings.HasPrefix(got[0].Reason, c.want.Reason) {
				t.Errorf("%+v, want %+v", got, c.want)
			}
			tried := 0
			for i, h := range c.v.headers {
				if h.Get("Authorization") == "" {
					tried++
					if c.v.unsigned == 0 && tried > 2 {
						t.Errorf("%s was one request too many", c.v.log[i])
					}
				}
			}
			if tried == 0 {
				t.Error("nothing was asked without a signature")
			}
		})
	}
}

// TestStrangerWhoGetsNoAnswer holds that a question that failed is no refusal, whatever
// the other one was answered.
func TestStrangerWhoGetsNoAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		list, head int
		want       []string
	}{
		"a refusal of both":        {403, 403, []string{"no"}},
		"no answer, a refusal":     {503, 403, []string{"?"}},
		"a refusal, no answer":     {403, 503, []string{"?"}},
		"no answer at all":         {503, 503, []string{"?"}},
		"a listing, no answer":     {200, 503, []string{"list", "?"}},
		"no answer, reading":       {503, 200, []string{"read", "?"}},
		"a refusal, no object":     {403, 404, []string{"?"}},
		"a listing, and a refusal": {200, 403, []string{"list"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := &vendor{objects: many(1)}
			srv := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				status := c.list
				if r.Method == http.MethodHead {
					status = c.head
				}
				if r.Header.Get("Authorization") == "" && status != 200 {
					refuse(w, status, map[int]string{403: "AccessDenied", 404: "NoSuchKey", 503: "InternalError"}[status], "")
					return
				}
				v.ServeHTTP(w, r)
			}))
			sc := openURL(t, "s3://k:s@b?endpoint="+srv)
			facts, err := sc.askAsAnybody(t.Context())
			if err != nil { // as for any question
				facts = append(facts, scanners.Fact{Unknown: true, Reason: err.Error()})
			}
			var got []string
			for _, f := range facts {
				if f.Unknown != (f.Reason != "") {
					t.Errorf("%+v", f)
				}
				if f.Unknown {
					f.Value = "?"
				}
				got = append(got, f.Value)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestPublicBucketOfARealServer sets policies and holds against one another what the
// policy says and what a stranger may do.
func TestPublicBucketOfARealServer(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	for name, c := range map[string]struct {
		actions []string
		policy  string
		anybody string
	}{
		"none": {nil, "no", "no"}, "list": {[]string{"s3:ListBucket"}, "list", "list"},
		"read": {[]string{"s3:GetObject"}, "read", "read no"}, "both": {[]string{"s3:ListBucket", "s3:GetObject"}, "list,read", "read list"},
	} {
		bucket := "is-public-" + name
		newBucket(t, server, bucket, map[string]string{"a.txt": "x\n"})
		if c.actions != nil {
			setPolicy(t, server, bucket, "", c.actions...)
		}
		facts, err := openURL(t, urlOf(server, bucket)).Facts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for source, want := range map[string]string{fromPolicy: c.policy, fromAnybody: c.anybody} {
			var got []string
			for _, f := range from(facts, source) {
				got = append(got, f.Value)
				if f.Exact && f.Scope != "a.txt" {
					t.Errorf("%s: %+v", name, f)
				}
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%s: %s: %q, want %q", name, source, got, want)
			}
		}
		// MinIO says of none of these that it is public.
		if got := from(facts, fromPolicyStatus); len(got) != 1 || (c.actions != nil) != (got[0].Value != "no") {
			t.Errorf("%s: the status is believed: %+v", name, got)
		}
	}
}
