package s3

import (
	"context"
	"encoding/xml"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"piiventory/scanners"
)

// An accessList is the answer to GetBucketAcl, which the SDK reads in AWS's form only.
type accessList struct {
	List *struct {
		Grants []grant `xml:"Grant"`
	} `xml:"AccessControlList"`
}

// A grant is one of an access control list.
type grant struct {
	// Word is what stands instead of a grantee at Alibaba: "private", "public-read" or
	// "public-read-write" (help.aliyun.com/en/oss/developer-reference/getbucketacl).
	Word    string `xml:",chardata"`
	Grantee *struct {
		// Type is xsi:type, all that MinIO says of the owner.
		Type                  string `xml:"type,attr"`
		ID, URI, EmailAddress string
		// Canned is "Everyone" at Huawei, whose list has no URI (the API reference of OBS,
		// "Configuring a Bucket ACL"), and at Wangsu.
		Canned string
	}
	Permission types.Permission
}

// strangeList is why an access control list does not say that nothing is public.
const strangeList = "the access control list has a grant whose form is not understood here: look at the list with the provider's own tools"

// withAccount is the detail of what everybody with an account may do.
const withAccount = "everybody who has an account with the provider"

// askACL asks for the access control list, and whether everybody, or everybody who has an
// account with the provider, stands in it. Objects have lists of their own, which are not
// asked for one by one.
func (s *scanner) askACL(ctx context.Context) ([]scanners.Fact, error) {
	if s.disbelieves("GetBucketAcl") {
		return nil, errNotReliable
	}
	var doc []byte
	_, err := s.client.GetBucketAcl(ctx, &s3.GetBucketAclInput{Bucket: &s.addr.bucket}, answeredWith(&doc, "AccessControlPolicy"))
	if err != nil {
		return nil, err
	}
	var acl accessList
	if xml.Unmarshal(doc, &acl) != nil || acl.List == nil {
		return nil, errNotAsked
	}
	f := scanners.Fact{Name: "public", Value: "no"}
	var may []string
	strange := false
	for i := range acl.List.Grants {
		some, everybody, known := acl.List.Grants[i].public()
		strange = strange || !known
		may = append(may, some...)
		if len(some) > 0 && !everybody {
			f.Detail = withAccount
		}
	}
	var facts []scanners.Fact
	if len(may) > 0 {
		f.Value = words(may)
	}
	if !strange || len(may) > 0 {
		facts = append(facts, f)
	}
	if strange {
		facts = append(facts, scanners.Fact{Name: "public", Unknown: true, Reason: strangeList})
	}
	return facts, nil
}

// public is what a grant lets everybody do, or everybody who has an account, and whether
// its form is known.
func (g *grant) public() (may []string, everybody, known bool) {
	if g.Grantee == nil {
		switch strings.TrimSpace(g.Word) {
		case "private":
			return nil, false, true
		case "public-read":
			return []string{"list", "read"}, true, true
		case "public-read-write":
			return []string{"list", "read", "write"}, true, true
		}
		return nil, false, false
	}
	uri := g.Grantee.URI
	switch {
	case strings.HasSuffix(uri, "/AllUsers"), strings.EqualFold(g.Grantee.Canned, "Everyone"), anybody(g.Grantee.ID):
		everybody = true
	case strings.HasSuffix(uri, "/AuthenticatedUsers"):
	case strings.HasSuffix(uri, "/LogDelivery"), uri == "" && g.Grantee.Canned == "" && (g.Grantee.ID+g.Grantee.EmailAddress != "" || g.Grantee.Type == string(types.TypeCanonicalUser)):
		return nil, false, true
	default:
		return nil, false, false
	}
	switch g.Permission {
	case types.PermissionFullControl:
		return []string{"list", "write"}, everybody, true
	case types.PermissionRead:
		return []string{"list"}, everybody, true
	case types.PermissionReadAcp:
		return []string{"read-acl"}, everybody, true
	}
	return []string{"write"}, everybody, true // WRITE, and WRITE_ACP, which leads to it
}
