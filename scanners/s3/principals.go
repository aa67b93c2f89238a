package s3

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// principals are who a statement is about, and whether its form is known. Most vendors
// write "*" or names by kind, {"AWS": "*"}; Alibaba writes a list, ["*"].
func principals(raw json.RawMessage) (who []string, known bool) {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		return []string{one}, one != ""
	}
	if json.Unmarshal(raw, &who) == nil {
		return who, len(who) > 0 && !slices.Contains(who, "")
	}
	var of map[string]json.RawMessage
	if json.Unmarshal(raw, &of) != nil || len(of) == 0 {
		return nil, false
	}
	known, who = true, nil
	for kind, names := range of {
		if names[0] == '{' {
			return nil, false
		}
		some, ok := principals(names)
		who = append(who, some...)
		known = known && ok && slices.Contains(kinds, strings.ToLower(kind))
	}
	return who, known
}

// kinds are the kinds of those who are named: those of AWS, and Tencent's, Huawei's and
// Kingsoft's.
var kinds = []string{"aws", "service", "federated", "canonicaluser", "qcs", "id", "ksc"}

// anybody says that a name is that of everybody, as AWS or as Tencent writes it.
func anybody(who string) bool { return who == "*" || strings.HasSuffix(who, "anyone:anyone") }

// ofAccount is the form of names that may go on with any characters, since an account
// stands before: arn:sts::1234567890:assumed-role/*, domain/0123abcd:user/*.
var ofAccount = regexp.MustCompile(`[0-9]{6,}[^*]*\*|^domain/[^*:]+:[^*]*\*`)

// everybody says that a statement is about everybody, with an account or without.
func (s *statement) everybody() bool {
	if len(s.NotPrincipal) > 0 {
		return true // but for some
	}
	who, _ := principals(s.Principal)
	return slices.ContainsFunc(who, anybody)
}

// understood says that a statement that allows something has a form that is known, so that
// what it does not say can be relied on. What is not understood of a Deny takes nothing
// away.
func (s *statement) understood() bool {
	switch {
	case strings.EqualFold(s.Effect, "Deny"):
		return true
	case !strings.EqualFold(s.Effect, "Allow"):
		return false
	case len(s.Action) == 0 && len(s.NotAction) == 0, len(s.Resource) == 0 && len(s.NotResource) == 0:
		return false
	}
	for _, r := range s.Resource {
		if _, known := inService(r); !known {
			return false
		}
	}
	if len(s.NotPrincipal) > 0 {
		return true
	}
	who, known := principals(s.Principal)
	return known && !slices.ContainsFunc(who, func(w string) bool {
		return strings.ContainsAny(w, "*?") && !anybody(w) && !ofAccount.MatchString(w)
	})
}
