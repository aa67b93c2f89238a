package s3

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"piiventory/scanners"
)

// A vendor is a server with one bucket, "b", that speaks S3 in a dialect. The
// zero value of all but objects speaks it as AWS does.
type vendor struct {
	objects map[string]string
	order   []string // of the keys; sorted when nil
	perPage int

	noV2          string // code with which ListObjectsV2 is refused
	ignoresV2     bool   // answers it in the old form
	repeatsPage   bool   // the same page whatever token or marker
	sameToken     bool   // pages get on, the token does not
	emptyTruncate bool   // truncated without keys and without a token
	inclusive     bool   // a page begins with the key of its marker
	nextMarker    bool   // gives one in the old form
	rawKeys       bool   // writes keys into XML as they are, even control characters
	encodesBadly  bool   // refuses encoding-type=url
	ignoresRange  bool
	ignoresMatch  bool
	shiftsRange   bool // answers a range one byte off
	cutsBody      int  // so many answers break off halfway
	etagAfter     string
	modified      string // Last-Modified of what is read
	restore       string // x-amz-restore of what is read
	closed        string // key that may not be read
	ssec          string // key that needs a customer's key
	class         map[string]string
	location      string // body of GetBucketLocation; status 501 when empty
	headStatus    int
	headRegion    string
	slowDowns     int    // so many 503 before each kind of answer
	region        string // refuses signatures for others, naming it in the body only
	// settings are the answers to questions about the bucket, by the parameter that asks.
	// Without one the listing is answered, as by servers that do not know the question.
	settings map[string]setting
	private  bool            // refuses who does not sign, but for what open has
	open     map[string]bool // "list", "read"
	unsigned int             // status with which that fails instead

	mu      sync.Mutex
	log     []string // "method key range"
	headers []http.Header
	queries []url.Values
}

// A setting is the answer to a question: a refusal with a code, or a document.
type setting struct {
	status int
	code   string
	body   string
}

func (a setting) write(w http.ResponseWriter) {
	if a.code != "" {
		refuse(w, a.status, a.code, "")
		return
	}
	w.WriteHeader(max(a.status, 200))
	fmt.Fprint(w, a.body)
}

func (v *vendor) start(t *testing.T) string { return serve(t, v) }

func serve(t *testing.T, h http.Handler) string {
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv.URL
}

func (v *vendor) url(t *testing.T) string {
	return "s3://key:dialect-secret@b?endpoint=" + v.start(t)
}

func refuse(w http.ResponseWriter, status int, code, more string) {
	w.WriteHeader(status)
	fmt.Fprintf(w, `<?xml version="1.0"?><Error><Code>%s</Code><Message>text of the server with dialect-secret</Message>%s</Error>`, code, more)
}

func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	defer v.mu.Unlock()
	key := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/b"), "/")
	v.log = append(v.log, strings.TrimSpace(r.Method+" "+key+" "+r.Header.Get("Range")))
	v.headers = append(v.headers, r.Header.Clone())
	q := r.URL.Query()
	v.queries = append(v.queries, q)
	if v.region != "" && !strings.Contains(r.Header.Get("Authorization"), "/"+v.region+"/s3/") {
		refuse(w, 400, "AuthorizationHeaderMalformed", "<Region>"+v.region+"</Region>")
		return
	}
	if v.slowDowns > 0 {
		v.slowDowns--
		refuse(w, 503, "SlowDown", "")
		return
	}
	if v.private && r.Header.Get("Authorization") == "" && !v.open[map[bool]string{true: "list", false: "read"}[key == ""]] {
		if v.unsigned > 0 {
			refuse(w, v.unsigned, "InternalError", "")
			return
		}
		refuse(w, 403, "AccessDenied", "")
		return
	}
	for name, a := range v.settings {
		if q.Has(name) && r.Method == http.MethodGet {
			a.write(w)
			return
		}
	}
	switch {
	case r.Method == http.MethodHead && key == "":
		if v.headRegion != "" {
			w.Header().Set("x-amz-bucket-region", v.headRegion)
		}
		w.WriteHeader(max(v.headStatus, 200))
	case q.Has("location"):
		if v.location == "" {
			refuse(w, 501, "NotImplemented", "")
			return
		}
		fmt.Fprint(w, v.location)
	case key == "":
		v.list(w, r)
	default:
		v.get(w, r, key)
	}
}

func (v *vendor) keys() []string {
	if v.order != nil {
		return v.order
	}
	keys := make([]string, 0, len(v.objects))
	for k := range v.objects {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (v *vendor) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	v2 := q.Get("list-type") == "2" && !v.ignoresV2
	if v2 && v.noV2 != "" {
		refuse(w, 400, v.noV2, "")
		return
	}
	encode := q.Get("encoding-type") == "url"
	if encode && v.encodesBadly {
		refuse(w, 400, "InvalidArgument", "")
		return
	}
	keys, from := v.keys(), 0
	if at := q.Get("marker") + q.Get("continuation-token"); at != "" && !v.repeatsPage {
		if n, err := strconv.Atoi(strings.TrimRight(q.Get("continuation-token"), "x")); err == nil {
			from = n
			if v.sameToken { // counts the pages by itself
				from = v.perPage * (len(v.log) - 2)
			}
		} else if from = slices.Index(keys, at); from >= 0 && !v.inclusive {
			from++
		}
	}
	size := v.perPage
	if size == 0 {
		size = 1000
	}
	if n, err := strconv.Atoi(q.Get("max-keys")); err == nil {
		size = min(size, n)
	}
	to := min(from+size, len(keys))
	truncated := to < len(keys) || v.repeatsPage || v.emptyTruncate
	if v.emptyTruncate {
		from, to = 0, 0
	}
	text := func(s string) string {
		switch {
		case encode:
			s = strings.ReplaceAll(httpEscape(s), "%2F", "/")
		case v.rawKeys:
			return s
		}
		var b strings.Builder
		_ = xml.EscapeText(&b, []byte(s))
		return b.String()
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><ListBucketResult>`)
	if encode {
		b.WriteString("<EncodingType>url</EncodingType>")
	}
	fmt.Fprintf(&b, "<IsTruncated>%t</IsTruncated>", truncated)
	if truncated && !v.emptyTruncate {
		switch {
		case v2 && v.sameToken:
			b.WriteString("<NextContinuationToken>0</NextContinuationToken>")
		case v2 && v.repeatsPage:
			fmt.Fprintf(&b, "<NextContinuationToken>%d%s</NextContinuationToken>", to, strings.Repeat("x", len(v.log)))
		case v2:
			fmt.Fprintf(&b, "<NextContinuationToken>%d</NextContinuationToken>", to)
		case v.nextMarker:
			fmt.Fprintf(&b, "<NextMarker>%s</NextMarker>", text(keys[to-1]))
		}
	}
	for _, k := range keys[from:to] {
		class := v.class[k]
		if class == "" {
			class = "STANDARD"
		}
		fmt.Fprintf(&b, "<Contents><Key>%s</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>&quot;%s&quot;</ETag><Size>%d</Size><StorageClass>%s</StorageClass></Contents>",
			text(k), tag(v.objects[k]), len(v.objects[k]), class)
	}
	b.WriteString("</ListBucketResult>")
	fmt.Fprint(w, b.String())
}

// httpEscape encodes all that is not a letter or digit, and a space as plus.
func httpEscape(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func tag(text string) string { return fmt.Sprintf("t%d-%d", len(text), strings.Count(text, "a")) }

func (v *vendor) get(w http.ResponseWriter, r *http.Request, key string) {
	text, ok := v.objects[key]
	etag := `"` + tag(text) + `"`
	if v.etagAfter != "" {
		etag = v.etagAfter
	}
	switch {
	case !ok:
		refuse(w, 404, "NoSuchKey", "<Key>"+key+"</Key>")
		return
	case key == v.closed:
		refuse(w, 403, "AccessDenied", "")
		return
	case key == v.ssec:
		refuse(w, 400, "InvalidRequest", "")
		return
	case r.Header.Get("If-Match") != "" && r.Header.Get("If-Match") != etag && !v.ignoresMatch:
		refuse(w, 412, "PreconditionFailed", "")
		return
	}
	w.Header().Set("ETag", etag)
	if v.restore != "" {
		w.Header().Set("x-amz-restore", v.restore)
	}
	if v.modified != "" {
		w.Header().Set("Last-Modified", v.modified)
	}
	status := 200
	if from, to, ok := strings.Cut(strings.TrimPrefix(r.Header.Get("Range"), "bytes="), "-"); ok && !v.ignoresRange {
		a, _ := strconv.Atoi(from)
		z, _ := strconv.Atoi(to)
		if v.shiftsRange {
			a, z = a-1, z-1
		}
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", a, z, len(text)))
		text, status = text[a:z+1], 206
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	if v.cutsBody > 0 {
		v.cutsBody--
		text = text[:len(text)/2] // the connection is closed, since the length is not met
	}
	fmt.Fprint(w, text)
}

func (v *vendor) count(prefix string) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	n := 0
	for _, l := range v.log {
		if strings.HasPrefix(l, prefix) {
			n++
		}
	}
	return n
}

// many returns n objects with short texts.
func many(n int) map[string]string {
	m := map[string]string{}
	for i := range n {
		m[fmt.Sprintf("key-%05d", i)] = "text\n"
	}
	return m
}

func TestEveryPageIsListed(t *testing.T) {
	backwards := []string{}
	for i := range 3_001 {
		backwards = append(backwards, fmt.Sprintf("key-%05d", 3_000-i))
	}
	for name, v := range map[string]*vendor{
		"V2":                            {},
		"V2 not implemented":            {noV2: "NotImplemented"},
		"V2 an invalid argument":        {noV2: "InvalidArgument"},
		"V2 a method not allowed":       {noV2: "MethodNotAllowed"},
		"V2 ignored":                    {ignoresV2: true},
		"V1 with NextMarker":            {noV2: "NotImplemented", nextMarker: true},
		"V1 with an inclusive marker":   {noV2: "NotImplemented", inclusive: true},
		"keys in no order":              {order: backwards},
		"keys in no order, V1":          {order: backwards, noV2: "NotImplemented"},
		"pages of seven":                {perPage: 7},
		"another region, named in text": {region: "ap-east-1"},
	} {
		t.Run(name, func(t *testing.T) {
			v.objects = many(3_001)
			if all := listed(t, openURL(t, v.url(t))); len(all) != 3_001 {
				t.Errorf("%d of 3001 keys", len(all))
			}
		})
	}
}

func TestListingThatDoesNotGetOnIsAnErrorAndNoLoop(t *testing.T) {
	for name, v := range map[string]*vendor{
		"the same page with new tokens": {repeatsPage: true, perPage: 5},
		"the same page, V1":             {repeatsPage: true, perPage: 5, noV2: "NotImplemented"},
		"the same token":                {sameToken: true, perPage: 5},
		"nothing, and more to come":     {emptyTruncate: true},
	} {
		t.Run(name, func(t *testing.T) {
			v.objects = many(20)
			sc := openURL(t, v.url(t))
			seen := 0
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			err := sc.Assets(ctx, func(scanners.Asset) error { seen++; return nil })
			var e *scanners.Error
			if !errors.As(err, &e) || e.Kind != scanners.GapUnreachable || !strings.Contains(e.Reason, "incomplete") {
				t.Errorf("after %d keys: %v", seen, err)
			}
			if n := v.count("GET"); n > 10 {
				t.Errorf("%d requests before it gave up", n)
			}
		})
	}
}

func TestKeysThatXMLCannotHold(t *testing.T) {
	keys := map[string]string{"a\x01b": "one\n", "plain +%41": "two\n", "\uFFFD": "three\n", "/leading/slash": "four\n"}
	for name, v := range map[string]*vendor{
		"the document does not parse":    {rawKeys: true},
		"the character was replaced":     {},
		"the character was replaced, V1": {noV2: "NotImplemented", nextMarker: true, perPage: 2},
	} {
		t.Run(name, func(t *testing.T) {
			v.objects = keys
			if v.rawKeys {
				v.objects = map[string]string{"a\x01b": "one\n", "plain +%41": "two\n"}
			}
			sc := openURL(t, v.url(t))
			all := listed(t, sc)
			for k, want := range v.objects {
				if got, err := text(t.Context(), sc, all[k]); err != nil || got != want {
					t.Errorf("%q: %q, %v", k, got, err)
				}
			}
			if len(all) != len(v.objects) {
				t.Errorf("%d keys, want %d", len(all), len(v.objects))
			}
		})
	}
	t.Run("the store knows no encoding", func(t *testing.T) {
		v := &vendor{objects: map[string]string{"\uFFFD": "x\n"}, encodesBadly: true}
		if all := listed(t, openURL(t, v.url(t))); len(all) != 1 {
			t.Errorf("got %v", all)
		}
	})
}

func TestArchivedObjectIsAGapUnlessItWasRestored(t *testing.T) {
	for _, c := range []struct{ provider, class, restore, kind string }{
		{"", "GLACIER", "", kindObject}, {"", "DEEP_ARCHIVE", "", kindObject}, {"", "Archive", "", kindObject}, {"oss", "ColdArchive", "", kindObject},
		{"obs", "COLD", "", kindObject}, {"", "GLACIER", `ongoing-request="true"`, kindObject}, {"", "GLACIER", "", kindVersion},
	} {
		v := &vendor{objects: map[string]string{"k": "frozen\n"}, class: map[string]string{"k": c.class}, restore: c.restore}
		sc := openURL(t, v.url(t)+"&provider="+c.provider)
		a := listed(t, sc)["k"]
		if a.Class != c.class {
			t.Errorf("class %q, want %q", a.Class, c.class)
		}
		if a.Kind = c.kind; c.kind == kindVersion {
			a.Version = "v1"
		}
		drawn, err := sc.Sample(t.Context(), a, scanners.Draw{Depth: scanners.Full}, func(*scanners.Batch) error {
			t.Error("a batch")
			return nil
		})
		if err != nil || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapArchived || drawn.Gaps[0].Bytes != 7 {
			t.Errorf("%+v: %+v, %v", c, drawn, err)
		}
		if n := v.count("GET k"); n != 0 {
			t.Errorf("%+v: it was read, which may cost a fee", c)
		}
		if q := v.queries[len(v.queries)-1]; c.kind == kindVersion && q.Get("versionId") != "v1" {
			t.Errorf("the head of %v was asked for", q)
		}
	}
	for _, c := range []struct{ provider, class, restore string }{
		{"", "GLACIER_IR", ""}, {"gcs", "ARCHIVE", ""}, {"", "COLD", ""},
		{"", "GLACIER", `ongoing-request="false", expiry-date="Fri, 21 Dec 2029 00:00:00 GMT"`},
	} {
		v := &vendor{objects: map[string]string{"k": "warm\n"}, class: map[string]string{"k": c.class}, restore: c.restore}
		sc := openURL(t, v.url(t)+"&provider="+c.provider)
		if got, err := text(t.Context(), sc, listed(t, sc)["k"]); err != nil || got != "warm\n" {
			t.Errorf("%+v: %q, %v", c, got, err)
		}
	}
}

// numbered is a text of n lines that all differ.
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "line %07d\n", i)
	}
	return b.String()
}

func TestRangesAreRightInEveryDialect(t *testing.T) {
	content := numbered(5_000)
	for name, v := range map[string]*vendor{
		"as AWS":                 {},
		"Range is ignored":       {ignoresRange: true},
		"answers break off":      {cutsBody: 2},
		"one ignored, one broke": {ignoresRange: true, cutsBody: 1},
	} {
		t.Run(name, func(t *testing.T) {
			v.objects = map[string]string{"k": content}
			sc := openURL(t, v.url(t))
			a := listed(t, sc)["k"]
			for _, r := range [][2]int64{{0, int64(len(content))}, {0, 10}, {1, 1}, {12_345, 20_000}, {int64(len(content)) - 5, 5}, {int64(len(content)) - 5, 500}, {60_000, 1 << 40}} {
				body, err := sc.ranges(a)(t.Context(), r[0], r[1])
				if err != nil {
					t.Fatal(err)
				}
				got, err := readAll(body)
				want := content[r[0]:min(r[0]+r[1], int64(len(content)))]
				if err != nil || got != want {
					t.Errorf("range %v: %d bytes, want %d: %v", r, len(got), len(want), err)
				}
			}
		})
	}
}

func TestWholeObjectIsOneRequest(t *testing.T) {
	v := &vendor{objects: map[string]string{"k": numbered(20_000)}}
	sc := openURL(t, v.url(t))
	if _, err := text(t.Context(), sc, listed(t, sc)["k"]); err != nil {
		t.Fatal(err)
	}
	if n := v.count("GET k"); n != 1 {
		t.Errorf("%d requests for an object of 240 kB: %q", n, v.log)
	}
	if n := v.count("GET k bytes"); n != 0 {
		t.Error("a range was asked for")
	}
}

func TestWhatObjectsAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		v    *vendor
		kind scanners.GapKind
		says string
	}{
		"403":                       {&vendor{closed: "k"}, scanners.GapPermission, "grant s3:GetObject"},
		"a customer's key":          {&vendor{ssec: "k"}, scanners.GapPermission, "SSE-C"},
		"another version":           {&vendor{etagAfter: `"other"`}, scanners.GapVanished, "changed"},
		"another, If-Match ignored": {&vendor{etagAfter: `"other"`, ignoresMatch: true}, scanners.GapVanished, "changed"},
		"another range":             {&vendor{shiftsRange: true}, scanners.GapUnreachable, "another range"},
		"breaks off each time":      {&vendor{cutsBody: 99}, scanners.GapUnreachable, "connection"},
		"slow down, always":         {&vendor{}, scanners.GapUnreachable, "slow down"},
	} {
		t.Run(name, func(t *testing.T) {
			v := c.v
			v.objects = map[string]string{"k": numbered(100), "other": "fine\n"}
			sc := openURL(t, v.url(t))
			all := listed(t, sc)
			if c.says == "slow down" {
				v.slowDowns = patience
			}
			body, err := sc.ranges(all["k"])(t.Context(), 100, 200)
			if err == nil {
				_, err = readAll(body)
			}
			var e *scanners.Error
			if !errors.As(err, &e) || e.Kind != c.kind || !strings.Contains(e.Reason, c.says) || strings.Contains(e.Reason, "dialect-secret") {
				t.Fatalf("got %v, want %s and %q", err, c.kind, c.says)
			}
			if v.shiftsRange || v.cutsBody > 0 || v.etagAfter != "" {
				return
			}
			if got, err := text(t.Context(), sc, all["other"]); err != nil || got != "fine\n" {
				t.Errorf("the next object: %q, %v", got, err)
			}
		})
	}
}

func TestWeakAndUnquotedETagsAreTheSameVersion(t *testing.T) {
	for _, spelled := range []string{`W/"t5-0"`, `t5-0`, `"t5-0"`} {
		v := &vendor{objects: map[string]string{"k": "text\n"}, etagAfter: spelled, ignoresMatch: true}
		sc := openURL(t, v.url(t))
		if got, err := text(t.Context(), sc, listed(t, sc)["k"]); err != nil || got != "text\n" {
			t.Errorf("%s: %q, %v", spelled, got, err)
		}
	}
}

func TestSlowDownThenOKCostsARequestEach(t *testing.T) {
	v := &vendor{objects: many(3)}
	sc := openURL(t, v.url(t))
	before := sc.store.Budget.Requests()
	v.slowDowns = 2
	if all := listed(t, sc); len(all) != 3 {
		t.Errorf("%d keys", len(all))
	}
	if n := sc.store.Budget.Requests() - before; n != 3 {
		t.Errorf("%d requests were charged for two refusals and an answer", n)
	}
}

func TestBudgetEndsRetriesAtOnce(t *testing.T) {
	v := &vendor{objects: many(3)}
	u := v.url(t)
	v.slowDowns = 99
	begun := time.Now()
	_, err := Kind.Open(t.Context(), scanners.Store{URL: u, Budget: &scanners.Budget{MaxRequests: 1}})
	if !errors.Is(err, scanners.ErrBudget) {
		t.Errorf("got %v", err)
	}
	if n := v.count("GET"); n != 1 || time.Since(begun) > 10*time.Second {
		t.Errorf("%d requests in %v", n, time.Since(begun))
	}
}

func TestRequestsArePlain(t *testing.T) {
	v := &vendor{objects: map[string]string{"k": "text\n"}}
	sc := openURL(t, v.url(t))
	if _, err := text(t.Context(), sc, listed(t, sc)["k"]); err != nil {
		t.Fatal(err)
	}
	for i, h := range v.headers {
		signed := h.Get("Authorization")
		switch {
		case h.Get("Accept-Encoding") != "identity":
			t.Errorf("%s: Accept-Encoding %q", v.log[i], h.Get("Accept-Encoding"))
		case strings.Contains(signed, "accept-encoding"):
			t.Errorf("%s: Accept-Encoding is signed", v.log[i])
		case h.Get("X-Amz-Checksum-Mode") != "":
			t.Errorf("%s: asks for checksums", v.log[i])
		case v.queries[i].Has("x-id"):
			t.Errorf("%s: has x-id", v.log[i])
		case strings.HasPrefix(v.log[i], "GET k") && h.Get("If-Match") != `"t5-0"`:
			t.Errorf("%s: If-Match %q", v.log[i], h.Get("If-Match"))
		case signed == "":
			t.Errorf("%s: not signed", v.log[i])
		}
	}
}

func TestFactsOfDialects(t *testing.T) {
	for name, c := range map[string]struct {
		v        *vendor
		provider string
		want     scanners.Fact
	}{
		"empty at AWS":      {&vendor{location: `<LocationConstraint/>`}, "aws", scanners.Fact{Name: "region", Value: "us-east-1", Source: "GetBucketLocation"}},
		"empty elsewhere":   {&vendor{location: `<LocationConstraint/>`}, "obs", scanners.Fact{Name: "region", Source: "GetBucketLocation", Unknown: true, Reason: "the answer was empty, which means us-east-1 at AWS and nothing elsewhere"}},
		"AWS's EU":          {&vendor{location: `<LocationConstraint>EU</LocationConstraint>`}, "aws", scanners.Fact{Name: "jurisdiction", Value: "IE", Source: "GetBucketLocation"}},
		"KS3":               {&vendor{location: `<LocationConstraint>HONGKONG</LocationConstraint>`}, "ks3", scanners.Fact{Name: "jurisdiction", Value: "HK", Source: "GetBucketLocation"}},
		"OSS":               {&vendor{location: `<LocationConstraint>oss-cn-hangzhou</LocationConstraint>`}, "oss", scanners.Fact{Name: "region", Value: "oss-cn-hangzhou", Source: "GetBucketLocation"}},
		"OSS, country":      {&vendor{location: `<LocationConstraint>oss-cn-hongkong</LocationConstraint>`}, "aliyun", scanners.Fact{Name: "jurisdiction", Value: "HK", Source: "GetBucketLocation"}},
		"OBS, one deeper":   {&vendor{location: `<CreateBucketConfiguration xmlns="x"><LocationConstraint>ap-southeast-1</LocationConstraint></CreateBucketConfiguration>`}, "obs", scanners.Fact{Name: "jurisdiction", Value: "HK", Source: "GetBucketLocation"}},
		"OBS, own name":     {&vendor{location: `<CreateBucketConfiguration xmlns="x"><Location>af-south-1</Location></CreateBucketConfiguration>`}, "obs", scanners.Fact{Name: "jurisdiction", Value: "ZA", Source: "GetBucketLocation"}},
		"US3":               {&vendor{location: `<LocationConstraint>cn-bj</LocationConstraint>`}, "us3", scanners.Fact{Name: "jurisdiction", Source: "GetBucketLocation", Unknown: true, Reason: "the provider says that this answer of its servers is not to be relied on"}},
		"501":               {&vendor{}, "aws", scanners.Fact{Name: "region", Source: "GetBucketLocation", Unknown: true, Reason: "the store does not know this question"}},
		"HEAD forbidden":    {&vendor{headStatus: 403}, "aws", scanners.Fact{Name: "region", Source: "x-amz-bucket-region", Unknown: true, Reason: "the store refused the question: grant s3:ListBucket"}},
		"HEAD names none":   {&vendor{}, "aws", scanners.Fact{Name: "region", Source: "x-amz-bucket-region", Unknown: true, Reason: "the store does not name a region in its answers"}},
		"HEAD names one":    {&vendor{headRegion: "ap-east-2"}, "aws", scanners.Fact{Name: "jurisdiction", Value: "TW", Source: "x-amz-bucket-region"}},
		"HEAD names a page": {&vendor{headRegion: "<b>dialect-secret</b>"}, "aws", scanners.Fact{Name: "region", Source: "x-amz-bucket-region", Unknown: true, Reason: "the store does not name a region in its answers"}},
	} {
		t.Run(name, func(t *testing.T) {
			v := c.v
			v.objects = many(1)
			sc := openURL(t, v.url(t)+"&provider="+c.provider)
			facts, err := sc.Facts(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(facts, c.want) {
				t.Errorf("missing %+v in %+v", c.want, facts)
			}
		})
	}
}

func TestStatedJurisdictionIsTakenAsItIs(t *testing.T) {
	v := &vendor{objects: many(1)}
	sc, err := Kind.Open(t.Context(), scanners.Store{URL: v.url(t), Region: "CN", Budget: &scanners.Budget{}})
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	facts, err := sc.(scanners.Describer).Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(facts, scanners.Fact{Name: "jurisdiction", Value: "CN", Source: "configuration"}) {
		t.Errorf("got %+v", facts)
	}
}

func readAll(r io.ReadCloser) (string, error) {
	defer r.Close()
	b, err := io.ReadAll(r)
	return string(b), err
}
