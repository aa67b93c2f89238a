package s3

import (
	"slices"
	"strings"
)

// shuts says that a statement keeps everybody without credentials from an action on all
// of a part of a bucket. That it does so is only believed where nothing in it narrows it
// down: the conditions of a Deny may be there to let somebody through.
func (s *statement) shuts(p *power, vendor, bucket string, r reach) bool {
	if !strings.EqualFold(s.Effect, "Deny") || len(s.NotPrincipal)+len(s.NotAction)+len(s.NotResource) > 0 || !s.everybody() || !s.allows(p, vendor) {
		return false
	}
	if len(s.Condition) > 0 && !s.strangersOnly() {
		return false
	}
	return slices.ContainsFunc(s.reaches(bucket, p), func(d reach) bool {
		if d.some || d.exact && !r.exact {
			return false
		}
		return d.exact && d.scope == r.scope || !d.exact && strings.HasPrefix(r.scope, d.scope)
	})
}

// strangersOnly says that the only condition is that the request has no credentials
// (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
// aws:PrincipalType).
func (s *statement) strangersOnly() bool {
	if len(s.Condition) != 1 {
		return false
	}
	for operator, of := range s.Condition {
		if !strings.EqualFold(operator, "StringEquals") || len(of) != 1 {
			return false
		}
		for key, values := range of {
			return strings.EqualFold(key, "aws:PrincipalType") && slices.Equal(values, texts{"Anonymous"})
		}
	}
	return false
}
