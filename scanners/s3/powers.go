package s3

import (
	"slices"
	"strings"
)

// A power is something that may be done with a bucket, with the word for it.
type power struct {
	word, action string
	// object says that it is allowed for keys, and not for the bucket.
	object bool
	// service is the one vendor's service that has the action, empty where all have it.
	service string
}

// powers are the actions that are looked for. Alibaba's and Tencent's lists of actions
// for policies (alibabacloud.com/help/en/oss/user-guide/ram-policy-overview, tencentcloud.
// com/document/product/436/45236) have names of their own for listing; Huawei's and
// Kingsoft's are those of S3.
var powers = []power{
	{"read", "getobject", true, ""}, {"read", "getobjectversion", true, ""},
	{"list", "listbucket", false, ""}, {"list", "listbucketversions", false, ""},
	{"list", "listobjects", false, "oss"}, {"list", "listobjectversions", false, "oss"},
	{"list", "getbucket", false, "cos"}, {"list", "getbucketobjectversions", false, "cos"},
	{"write", "putobject", true, ""}, {"write", "deleteobject", true, ""}, {"write", "deleteobjectversion", true, ""}, {"write", "putobjectacl", true, ""},
	{"write", "postobject", true, "cos"}, {"write", "completemultipartupload", true, "cos"},
	{"write", "putbucketpolicy", false, ""}, {"write", "putbucketacl", false, ""},
}

// keyed says that resources of the power may be keys. Tencent allows the listing of a
// bucket for its keys.
func (p *power) keyed() bool { return p.object || p.service == "cos" }

// allows says that a statement is about a power. What stands before the last colon of an
// action is the vendor's name for its service.
func (s *statement) allows(p *power, vendor string) bool {
	of := func(a string) bool {
		i := strings.LastIndexByte(a, ':')
		return p.service == "" || i < 0 && vendor == p.service || i >= 0 && strings.Contains(strings.ToLower(a[:i]), p.service)
	}
	is := func(a string) bool {
		return glob(strings.ToLower(a[strings.LastIndexByte(a, ':')+1:]), p.action)
	}
	if len(s.NotAction) > 0 {
		return slices.ContainsFunc(s.NotAction, of) && !slices.ContainsFunc(s.NotAction, is)
	}
	return slices.ContainsFunc(s.Action, func(a string) bool { return of(a) && is(a) })
}

// A reach is a part of a bucket that a policy is about.
type reach struct {
	scope string
	exact bool
	// some says that not all keys of that part are meant.
	some bool
}

// reaches are the parts of a bucket that a statement is about, for a power.
func (s *statement) reaches(bucket string, p *power) []reach {
	if len(s.NotResource) > 0 {
		return []reach{{some: true}}
	}
	var all []reach
	for _, r := range s.Resource {
		r, known := inService(r)
		if !known {
			continue
		}
		name, key, keyed := strings.Cut(r, "/")
		switch {
		case !keyed && (!p.object && glob(name, bucket) || p.keyed() && strings.HasSuffix(name, "*") && glob(name, bucket+"/")):
			all = append(all, reach{})
		case keyed && p.keyed() && glob(name, bucket):
			literal := key
			if i := strings.IndexAny(key, "*?$"); i >= 0 {
				literal = key[:i]
			}
			all = append(all, reach{literal, literal == key && key != "", literal != key && key != literal+"*"})
		case p.keyed() && begins(r, bucket+"/"):
			all = append(all, reach{some: true})
		}
	}
	return all
}

// begins says that a pattern has texts that begin so.
func begins(pattern, text string) bool {
	for i := range len(text) {
		switch {
		case i == len(pattern):
			return false
		case pattern[i] == '*':
			return true
		case pattern[i] != '?' && pattern[i] != text[i]:
			return false
		}
	}
	return true
}

// schemes are how names of resources begin, with the number of colons before the bucket:
// arn:aws:s3:::bucket/key, qcs::cos:ap-guangzhou:uid/1250000000:bucket/key, krn:ksc:ks3:::
// bucket/key, acs:oss:*:1234567890:bucket/key. Huawei also writes bucket/key.
var schemes = map[string]int{"arn": 5, "qcs": 5, "krn": 5, "acs": 4}

// inService is the bucket and the key in the name of a resource, and whether the form of
// the name is known. Keys may hold colons.
func inService(r string) (name string, known bool) {
	scheme, rest, ok := strings.Cut(r, ":")
	if !ok || strings.Contains(scheme, "/") {
		return r, r != ""
	}
	colons, known := schemes[strings.ToLower(scheme)]
	for n := 1; n < colons && ok; n++ {
		_, rest, ok = strings.Cut(rest, ":")
	}
	// Tencent's older names are qcs::cos:ap-guangzhou:uid/1:prefix//1/bucket/key.
	return rest, known && ok && rest != "" && !strings.HasPrefix(rest, "prefix//")
}
