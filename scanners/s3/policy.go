package s3

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// texts is one text or a list of them in a policy.
type texts []string

// UnmarshalJSON reads a value or a list of values, of which all are kept as text.
func (t *texts) UnmarshalJSON(b []byte) error {
	var list []any
	if json.Unmarshal(b, &list) != nil {
		list = make([]any, 1)
		if err := json.Unmarshal(b, &list[0]); err != nil {
			return err
		}
	}
	*t = nil
	for _, v := range list {
		*t = append(*t, fmt.Sprint(v))
	}
	return nil
}

// A statement is one of a bucket policy.
type statement struct {
	Effect                                   string
	Principal, NotPrincipal                  json.RawMessage
	Action, NotAction, Resource, NotResource texts
	Condition                                map[string]map[string]texts
}

// statements is one statement or a list of them.
type statements []statement

// UnmarshalJSON reads a statement or a list of statements.
func (s *statements) UnmarshalJSON(b []byte) error {
	var list []statement
	if json.Unmarshal(b, &list) == nil {
		*s = list
		return nil
	}
	var one statement
	err := json.Unmarshal(b, &one)
	*s = statements{one}
	return err
}

// The keys of conditions that bind a request to a network, an account or a resource; with
// fixed values they make a statement not public (docs.aws.amazon.com/AmazonS3/latest/
// userguide/access-control-block-public-access.html, "The meaning of public").
var binding = []string{
	"aws:sourceip", "aws:sourcearn", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceowner", "aws:sourceaccount", "aws:userid", "aws:vpcsourceip",
	"aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "s3:dataaccesspointarn", "s3:dataaccesspointaccount",
	"s3:x-amz-server-side-encryption-aws-kms-key-id",
}

// conditions returns the keys of the conditions of a statement, and whether they keep the
// public out. Operators that hold when the key is missing do not.
func (s *statement) conditions() (keys []string, bound bool) {
	for operator, of := range s.Condition {
		operator = strings.ToLower(operator)
		operator = strings.TrimPrefix(operator, "foranyvalue:")
		for key, values := range of {
			key = strings.ToLower(key)
			keys = append(keys, key)
			if !slices.Contains(binding, key) || len(values) == 0 {
				continue
			}
			switch operator {
			case "stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike":
				bound = bound || !slices.ContainsFunc(values, func(v string) bool { return strings.ContainsAny(v, "*?") })
			case "ipaddress":
				bound = bound || !slices.ContainsFunc(values, wide)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys), bound
}

// wide says that a range of addresses is none that keeps anybody out: more than 1/256 of
// all, or of those of version 6 more than any provider is given, or no range at all.
func wide(cidr string) bool {
	if _, err := netip.ParseAddr(cidr); err == nil {
		return false
	}
	p, err := netip.ParsePrefix(cidr)
	return err != nil || p.Bits() < 8 || p.Addr().Is6() && p.Bits() < 32
}

// glob says that a text is of a pattern, in which "*" stands for any characters and "?"
// for one.
func glob(pattern, text string) bool {
	star, mark := -1, 0
	p, t := 0, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
