package s3

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/scanners"
)

// askPolicy asks for the bucket policy and what it lets everybody do.
func (s *scanner) askPolicy(ctx context.Context) ([]scanners.Fact, error) {
	out, err := s.client.GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: &s.addr.bucket}, answeredBy("{}"))
	if none(err, "NoSuchBucketPolicy") {
		return []scanners.Fact{{Name: "public", Value: "no"}}, nil
	}
	if err != nil {
		return nil, err
	}
	var doc struct{ Statement statements }
	if json.Unmarshal([]byte(aws.ToString(out.Policy)), &doc) != nil {
		return []scanners.Fact{{Name: "public", Unknown: true, Reason: strangePolicy}}, nil
	}
	if doc.Statement == nil {
		return nil, errNotAsked
	}
	return s.everybodyMay(doc.Statement), nil
}

// strangePolicy is why a policy does not say that nothing is public.
const strangePolicy = "the bucket policy has a statement whose form is not understood here: look at the policy with the provider's own tools"

// everybodyMay are the facts of what statements let everybody do, by the part of the
// bucket. What a Deny takes away counts only where it is plain (shuts), and so more is said
// to be public rather than less. At AWS everybody is everybody with an account there, too,
// whom a Deny of requests without credentials does not keep out.
func (s *scanner) everybodyMay(all statements) []scanners.Fact {
	may := map[reach][]string{}
	under := map[reach][]string{} // conditions that do not bind
	var bound []string
	deny, strange := false, false
	for i := range all {
		st := &all[i]
		strange = strange || !st.understood()
		if strings.EqualFold(st.Effect, "Deny") {
			deny = true
		}
		if !strings.EqualFold(st.Effect, "Allow") || !st.everybody() {
			continue
		}
		keys, out := st.conditions()
		for p := range slices.Values(powers) {
			if !st.allows(&p, s.vendor()) {
				continue
			}
			for _, r := range st.reaches(s.addr.bucket, &p) {
				if slices.ContainsFunc(all, func(d statement) bool {
					return d.shuts(&p, s.vendor(), s.addr.bucket, r) && (len(d.Condition) == 0 || s.vendor() != "aws")
				}) {
					continue
				}
				if out {
					bound = append(bound, keys...)
				} else if strings.HasPrefix(r.scope, s.addr.prefix) || !r.exact && strings.HasPrefix(s.addr.prefix, r.scope) {
					may[r], under[r] = append(may[r], p.word), append(under[r], keys...)
				}
			}
		}
	}
	var facts []scanners.Fact
	for r, words := range may {
		facts = append(facts, s.reachFact(r, words, under[r], deny))
	}
	slices.SortFunc(facts, func(a, b scanners.Fact) int {
		return cmp.Or(strings.Compare(a.Scope, b.Scope), strings.Compare(a.Value, b.Value), strings.Compare(a.Detail, b.Detail), cmp.Compare(strconv.FormatBool(a.Exact), strconv.FormatBool(b.Exact)))
	})
	if strange {
		return append(facts, scanners.Fact{Name: "public", Unknown: true, Reason: strangePolicy})
	}
	if len(facts) == 0 {
		f := scanners.Fact{Name: "public", Value: "no"}
		if len(bound) > 0 {
			f.Detail = "everybody under the conditions " + sorted(bound)
		}
		facts = append(facts, f)
	}
	return facts
}

func (s *scanner) reachFact(r reach, may, under []string, deny bool) scanners.Fact {
	f := scanners.Fact{Name: "public", Value: words(may), Scope: r.scope, Exact: r.exact}
	if r.some {
		f.Detail = "not all keys, by a pattern"
	}
	if len(under) > 0 {
		f.Detail = joined(f.Detail, "under the conditions "+sorted(under))
	}
	if deny {
		f.Detail = joined(f.Detail, "what the policy denies was not taken off")
	}
	return f
}

func sorted(names []string) string {
	names = slices.Clone(names)
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}
