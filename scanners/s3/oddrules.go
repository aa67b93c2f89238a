package s3

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// ruleElements are the elements of a rule that say what it is about and what it deletes,
// by their paths (docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html). Other
// vendors have more of them, which the SDK leaves out, so that a rule would seem to be
// about more objects than it is, or about none.
var ruleElements = []string{
	"id", "prefix", "status",
	"filter", "filter/prefix", "filter/objectsizegreaterthan", "filter/objectsizelessthan",
	"filter/tag", "filter/tag/key", "filter/tag/value",
	"filter/and", "filter/and/prefix", "filter/and/objectsizegreaterthan", "filter/and/objectsizelessthan",
	"filter/and/tag", "filter/and/tag/key", "filter/and/tag/value",
	"expiration", "expiration/days", "expiration/date", "expiration/expiredobjectdeletemarker",
	"noncurrentversionexpiration", "noncurrentversionexpiration/noncurrentdays", "noncurrentversionexpiration/newernoncurrentversions",
}

// harmlessElements are those in which nothing says which objects are deleted, with all
// that stands in them. AbortMultipartUpload is Alibaba's name.
var harmlessElements = []string{"transition", "noncurrentversiontransition", "abortincompletemultipartupload", "abortmultipartupload"}

// An oddity says of a rule whether it has an element that is not known, or two of one that
// it may have once, and whether its prefix is one of those.
type oddity struct{ odd, anywhere bool }

// oddRules says it of each rule of a document, in its order.
func oddRules(doc []byte) []oddity {
	var odd []oddity
	var path []string
	var seen map[string]bool
	d := xml.NewDecoder(bytes.NewReader(doc))
	for {
		token, err := d.Token()
		if err != nil {
			return odd
		}
		switch t := token.(type) {
		case xml.StartElement:
			path = append(path, strings.ToLower(t.Name.Local))
			switch {
			case len(path) == 2 && path[1] == "rule":
				odd, seen = append(odd, oddity{}), map[string]bool{}
			case len(path) > 2 && path[1] == "rule" && !slices.Contains(harmlessElements, path[2]):
				at := strings.Join(path[2:], "/")
				again := seen[at] && !strings.Contains(at, "/tag")
				if !slices.Contains(ruleElements, at) || again {
					odd[len(odd)-1].odd = true
				}
				if again && strings.HasSuffix(at, "prefix") {
					odd[len(odd)-1].anywhere = true
				}
				seen[at] = true
			}
		case xml.EndElement:
			path = path[:len(path)-1]
		}
	}
}

// understood says that what a rule deletes is known: each action says when.
func understood(r *types.LifecycleRule) bool {
	e, n := r.Expiration, r.NoncurrentVersionExpiration
	return (strings.EqualFold(string(r.Status), string(types.ExpirationStatusEnabled)) || strings.EqualFold(string(r.Status), string(types.ExpirationStatusDisabled))) &&
		(e == nil || e.Days != nil || e.Date != nil || e.ExpiredObjectDeleteMarker != nil) &&
		(n == nil || aws.ToInt32(n.NoncurrentDays) > 0 || aws.ToInt32(n.NewerNoncurrentVersions) > 0) // MinIO counts without days
}
