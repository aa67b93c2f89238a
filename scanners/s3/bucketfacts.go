package s3

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"piiventory/scanners"
)

const (
	// questionsAtOnce is how many questions a store is asked at the same time.
	questionsAtOnce = 4
	// shareOfQuestions is the part of the requests of a budget, one in so many, that the
	// questions may take. The default budget has room for all of them; a tiny one is for
	// the objects.
	shareOfQuestions = 10
	// longestSetting is what is read of an answer; a thousand uploads take up to 4 MiB.
	longestSetting = 8 << 20
	// questionWait is how long one question may take. A store that hangs on what it does
	// not know must not take the time that is for the objects.
	questionWait = 15 * time.Second
)

// A question is one thing that a bucket is asked about itself. It only gets and lists.
type question struct {
	// facts are the names of the facts that it answers, source is the call that it makes,
	// and permission what allows that call.
	facts              []string
	source, permission string
	// ask makes the call. An error is that of a store which did not answer; "there is
	// none" is an answer and no error.
	ask func(ctx context.Context) ([]scanners.Fact, error)
}

// questions are all that a bucket is asked, in the order in which the answers are told.
// What the listing needs comes first, since a small budget ends them.
func (s *scanner) questions() []question {
	return []question{
		{[]string{"versioning"}, "GetBucketVersioning", "s3:GetBucketVersioning", s.askVersioning},
		{[]string{"lifecycle"}, "GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration", s.askLifecycle},
		{[]string{"public-block"}, "GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock", s.askBlock},
		{[]string{"public"}, fromPolicy, "s3:GetBucketPolicy", s.askPolicy},
		{[]string{"public"}, fromPolicyStatus, "s3:GetBucketPolicyStatus", s.askPolicyStatus},
		{[]string{"public"}, fromACL, "s3:GetBucketAcl", s.askACL},
		{[]string{"public"}, fromAnybody, "", s.askAsAnybody},
		{[]string{"website"}, "GetBucketWebsite", "s3:GetBucketWebsite", s.askWebsite},
		{[]string{"encryption"}, "GetBucketEncryption", "s3:GetEncryptionConfiguration", s.askEncryption},
		{[]string{"replication", "copy-jurisdiction"}, "GetBucketReplication", "s3:GetReplicationConfiguration", s.askReplication},
		{[]string{"object-lock"}, "GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration", s.askObjectLock},
		{[]string{"uploads"}, "ListMultipartUploads", "s3:ListBucketMultipartUploads", s.askUploads},
		{[]string{"logging"}, "GetBucketLogging", "s3:GetBucketLogging", s.askLogging},
		{[]string{"reports"}, "ListBucketInventoryConfigurations", "s3:GetInventoryConfiguration", s.askReports},
		{[]string{"tag"}, "GetBucketTagging", "s3:GetBucketTagging", s.askTags},
	}
}

// settings asks the bucket all questions, few at a time, and returns the answers in the
// order of the questions. Only the end of the scan is an error.
func (s *scanner) settings(ctx context.Context) ([]scanners.Fact, error) {
	var (
		all     = s.questions()
		answers = make([][]scanners.Fact, len(all))
		errs    = make([]error, len(all))
		wg      sync.WaitGroup
		next    = make(chan int)
	)
	for range questionsAtOnce {
		wg.Go(func() {
			for i := range next {
				answers[i], errs[i] = s.put(ctx, all[i], i)
			}
		})
	}
	for i := range all {
		next <- i
	}
	close(next)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	s.settle(answers)
	return slices.Concat(answers...), nil
}

// put asks the question of a number. What was refused is unknown, and never "off".
func (s *scanner) put(ctx context.Context, q question, number int) ([]scanners.Fact, error) {
	facts, err := []scanners.Fact(nil), error(scanners.ErrBudget)
	if b := s.store.Budget; b.MaxRequests == 0 || int64(number) < b.MaxRequests/shareOfQuestions {
		one, cancel := context.WithTimeout(ctx, s.questionWait)
		facts, err = q.ask(one)
		cancel()
	}
	for i := range facts {
		if facts[i].Source == "" {
			facts[i].Source = q.source
		}
	}
	if err == nil {
		return facts, nil
	}
	reason, err := s.whyNot(ctx, err, q.permission)
	if err != nil {
		return nil, err
	}
	for _, name := range q.facts {
		facts = append(facts, scanners.Fact{Name: name, Source: q.source, Unknown: true, Reason: reason})
	}
	return facts, nil
}

// whyNot says why a question was not answered and what to do. Only the end of the scan
// is an error.
func (s *scanner) whyNot(ctx context.Context, err error, permission string) (string, error) {
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	code := codeOf(err)
	gap := scanners.GapOf(s.explain(ctx, err, aBucket))
	switch status := statusOf(err); {
	case errors.Is(err, errNotAsked), errors.Is(err, errNotReliable), errors.Is(err, errOfOneKey):
		return gap.Reason, nil
	case gap.Kind == scanners.GapBudget:
		return gap.Reason, nil
	case refused(err):
		return "the store refused the question: grant " + permission, nil
	case status == http.StatusNotImplemented || status == http.StatusMethodNotAllowed || code == "NotImplemented" || code == "MethodNotAllowed":
		return notKnown, nil
	}
	return "the store did not answer: " + gap.Reason, nil
}

// refused says that a call is not allowed.
func refused(err error) bool {
	status := statusOf(err)
	return status == http.StatusForbidden || status == http.StatusUnauthorized || codeOf(err) == "AccessDenied"
}

// codeOf returns the code of a refusal, "" when there was none.
func codeOf(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode()
	}
	return ""
}

const (
	notKnown    = "the store does not know this question"
	notReliable = "the provider says that this answer of its servers is not to be relied on"
)

// none says that a refusal means that there is no such setting: 404 with one of the
// codes that S3 has for it. Another 404 is no answer.
func none(err error, codes ...string) bool {
	return statusOf(err) == http.StatusNotFound && slices.Contains(codes, codeOf(err))
}

// errNotAsked says that a store answered another question than the one that it was
// asked: with the listing of the bucket, or with nothing.
var errNotAsked = scanners.Unreadable(scanners.GapUnsupported, notKnown)

// answeredBy sees that the answer to a question is a document of that question. Servers
// that do not know a question leave out what they do not know of the URL, and what
// remains of it is the listing of the bucket; the SDK would find an empty setting in that.
func answeredBy(roots ...string) func(*s3.Options) { return answeredWith(new([]byte), roots...) }

// answeredWith does the same and hands out the document, in which there may be more than
// the SDK reads.
func answeredWith(held *[]byte, roots ...string) func(*s3.Options) {
	check := func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		resp, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ok || resp.StatusCode < 200 || resp.StatusCode >= 300 {
			return out, metadata, err
		}
		doc, err := io.ReadAll(io.LimitReader(resp.Body, longestSetting))
		if err != nil {
			resp.Body = withBody(io.MultiReader(bytes.NewReader(doc), failing{err}), resp.Body)
			return out, metadata, nil
		}
		if resp.StatusCode != http.StatusOK || !slices.Contains(roots, rootOf(doc)) {
			return out, metadata, errNotAsked
		}
		*held = doc
		resp.Body = withBody(bytes.NewReader(doc), resp.Body)
		return out, metadata, nil
	}
	return s3.WithAPIOptions(func(stack *middleware.Stack) error {
		return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("AnsweredBy", check), middleware.After)
	})
}

// rootOf returns the name of the first element of a document of XML, "{}" for an object
// of JSON, and "" for anything else.
func rootOf(doc []byte) string {
	if json.Valid(doc) && bytes.HasPrefix(bytes.TrimSpace(doc), []byte("{")) {
		return "{}"
	}
	d := xml.NewDecoder(bytes.NewReader(doc))
	for {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		if e, ok := token.(xml.StartElement); ok {
			return e.Name.Local
		}
	}
}
