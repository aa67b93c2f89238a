package s3

import (
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	smithyhttp "github.com/aws/smithy-go/transport/http"

	"piiventory/scanners"
)

// plainEnvironment hides the AWS settings of whoever runs the tests.
func plainEnvironment(t *testing.T) {
	t.Helper()
	for _, e := range os.Environ() {
		if name, _, _ := strings.Cut(e, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
			os.Unsetenv(name)
		}
	}
	none := filepath.Join(t.TempDir(), "none")
	t.Setenv("AWS_CONFIG_FILE", none)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", none)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
}

func TestEnvironmentNamesEndpointAndCredentials(t *testing.T) {
	for _, name := range []string{"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"} {
		t.Run(name, func(t *testing.T) {
			plainEnvironment(t)
			v := &vendor{objects: many(2)}
			t.Setenv(name, v.start(t))
			t.Setenv("AWS_ACCESS_KEY_ID", "fromenvironment")
			t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
			sc := openURL(t, "s3://b?region=ap-south-1")
			if all := listed(t, sc); len(all) != 2 {
				t.Errorf("%d keys", len(all))
			}
			if got := v.headers[0].Get("Authorization"); !strings.Contains(got, "Credential=fromenvironment/") || !strings.Contains(got, "/ap-south-1/s3/") {
				t.Errorf("signed %q", got)
			}
		})
	}
}

func TestProfileNamesEndpointAndCredentials(t *testing.T) {
	plainEnvironment(t)
	v := &vendor{objects: many(2)}
	dir := t.TempDir()
	write := func(variable, text string) {
		name := filepath.Join(dir, variable)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Setenv(variable, name)
	}
	write("AWS_CONFIG_FILE", "[profile other]\nregion = eu-west-3\nendpoint_url = "+v.start(t)+"\n")
	write("AWS_SHARED_CREDENTIALS_FILE", "[other]\naws_access_key_id = fromprofile\naws_secret_access_key = secret\n")

	check := func(u string) {
		t.Helper()
		if all := listed(t, openURL(t, u)); len(all) != 2 {
			t.Errorf("%d keys", len(all))
		}
		if got := v.headers[len(v.headers)-1].Get("Authorization"); !strings.Contains(got, "Credential=fromprofile/") || !strings.Contains(got, "/eu-west-3/s3/") {
			t.Errorf("signed %q", got)
		}
	}
	check("s3://b?profile=other")
	t.Setenv("AWS_PROFILE", "other")
	check("s3://b")

	_, err := Kind.Open(t.Context(), scanners.Store{URL: "s3://b?profile=nobody", Budget: &scanners.Budget{}})
	if err == nil || !strings.Contains(err.Error(), "profile") || scanners.GapOf(err).Kind != scanners.GapPermission {
		t.Errorf("a missing profile: %v", err)
	}
}

func TestNoCredentialsSaysWhatToDo(t *testing.T) {
	plainEnvironment(t)
	v := &vendor{objects: many(2)}
	_, err := Kind.Open(t.Context(), scanners.Store{URL: "s3://b?endpoint=" + v.start(t), Budget: &scanners.Budget{}})
	if err == nil || !strings.Contains(err.Error(), "anonymous=true") {
		t.Errorf("got %v", err)
	}
	sc := openURL(t, "s3://b?anonymous=true&endpoint="+v.start(t))
	if all := listed(t, sc); len(all) != 2 || v.headers[0].Get("Authorization") != "" {
		t.Errorf("anonymous: %d keys, signed %q", len(all), v.headers[0].Get("Authorization"))
	}
}

func TestHowBucketsAreAddressed(t *testing.T) {
	plainEnvironment(t)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>%s%s</Key></Contents></ListBucketResult>", r.Host, r.URL.Path)
	}))
	defer srv.Close()
	for u, want := range map[string]string{
		"s3://bkt?endpoint=http://store.example.com":                       "bkt.store.example.com/",
		"s3://bkt?endpoint=http://store.example.com:8080":                  "bkt.store.example.com:8080/",
		"s3://bkt?endpoint=http://store.example.com&path_style=true":       "store.example.com/bkt",
		"s3://bkt?endpoint=http://localhost:9000":                          "localhost:9000/bkt",
		"s3://bkt?endpoint=http://localhost:9000&path_style=false":         "bkt.localhost:9000/",
		"s3://bkt?endpoint=http://minio:9000":                              "minio:9000/bkt",
		"s3://bkt?endpoint=http://10.1.2.3":                                "10.1.2.3/bkt",
		"s3://bkt?endpoint=http://oss-cn-hangzhou.aliyuncs.com":            "bkt.oss-cn-hangzhou.aliyuncs.com/",
		"s3://bkt?endpoint=http://storage.googleapis.com":                  "storage.googleapis.com/bkt",
		"s3://bkt?endpoint=http://a.r2.cloudflarestorage.com":              "a.r2.cloudflarestorage.com/bkt",
		"s3://Upper_Case?endpoint=http://store.example.com":                "store.example.com/Upper_Case",
		"s3://bkt?endpoint=http://ks3-cn-beijing.ksyuncs.com&path_style=1": "ks3-cn-beijing.ksyuncs.com/bkt",
	} {
		a, err := parse(u)
		if err != nil {
			t.Fatal(err)
		}
		a.key, a.secret = "key", "secret"
		c, err := connect(t.Context(), a, scanners.Store{Budget: &scanners.Budget{}}, "")
		if err != nil {
			t.Fatal(err)
		}
		c.caller.transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, srv.Listener.Addr().String())
		}
		p, err := (&scanner{conn: c}).page(t.Context(), cursor{})
		c.caller.transport.CloseIdleConnections()
		if err != nil || len(p.objects) != 1 || strings.TrimSuffix(p.objects[0].Path, "/") != strings.TrimSuffix(want, "/") {
			t.Errorf("%s: %v, want %s: %v", u, p.objects, want, err)
		}
	}
}

func TestCertificateAuthorityFromTheEnvironment(t *testing.T) {
	plainEnvironment(t)
	v := &vendor{objects: many(2)}
	srv := httptest.NewUnstartedServer(v)
	srv.Config.ErrorLog = log.New(io.Discard, "", 0) // the refused handshakes are meant
	srv.StartTLS()
	defer srv.Close()
	u := "s3://key:secret@b?endpoint=" + srv.URL
	_, err := Kind.Open(t.Context(), scanners.Store{URL: u, Budget: &scanners.Budget{}})
	if err == nil || !strings.Contains(err.Error(), "AWS_CA_BUNDLE") {
		t.Errorf("an unknown authority: %v", err)
	}
	bundle := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: srv.Certificate().Raw})
	if err := os.WriteFile(bundle, block, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CA_BUNDLE", bundle)
	if all := listed(t, openURL(t, u)); len(all) != 2 {
		t.Errorf("%d keys", len(all))
	}
}

func TestCancelledRequestEndsAtOnce(t *testing.T) {
	hang := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	}))
	defer srv.Close()
	defer close(hang)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err := Kind.Open(ctx, scanners.Store{URL: "s3://k:s@b?endpoint=" + srv.URL, Budget: &scanners.Budget{}})
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) > time.Second {
		t.Errorf("%v after %v", err, time.Since(begun))
	}
}

func TestStoreThatStopsSendingTimesOut(t *testing.T) {
	v := &vendor{objects: map[string]string{"k": numbered(10_000)}}
	hang := make(chan struct{})
	stalls := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Range") == "" {
			v.ServeHTTP(w, r)
			return
		}
		var from, to int
		fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-%d", &from, &to)
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, to, len(v.objects["k"])))
		w.Header().Set("Content-Length", fmt.Sprint(to-from+1))
		w.WriteHeader(http.StatusPartialContent)
		fmt.Fprint(w, "a few bytes, and then nothing")
		_ = http.NewResponseController(w).Flush()
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	})
	srv := httptest.NewServer(stalls)
	defer srv.Close()
	defer close(hang)
	sc := openURL(t, "s3://k:s@b?endpoint="+srv.URL)
	sc.caller.bodyWait = 50 * time.Millisecond
	body, err := sc.ranges(listed(t, sc)["k"])(t.Context(), 100, 50_000)
	if err == nil {
		_, err = readAll(body)
	}
	if k := scanners.GapOf(err).Kind; k != scanners.GapTimeout {
		t.Errorf("got %v", err)
	}
}

func TestDiscoverGoesThroughEveryPage(t *testing.T) {
	pages := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := 0
		fmt.Sscan(r.URL.Query().Get("continuation-token"), &n)
		pages++
		token := ""
		if n < 2 {
			token = fmt.Sprintf("<ContinuationToken>%d</ContinuationToken>", n+1)
		}
		if r.URL.Query().Get("stuck") != "" {
			token = "<ContinuationToken>1</ContinuationToken>"
		}
		fmt.Fprintf(w, "<ListAllMyBucketsResult><Buckets><Bucket><Name>bucket-%d-a</Name></Bucket><Bucket><Name>bucket-%d-b</Name></Bucket></Buckets>%s</ListAllMyBucketsResult>", n, n, token)
	}))
	defer srv.Close()
	found, err := Kind.Discover(t.Context(), scanners.Store{Alias: "all", URL: "s3://k:s@?endpoint=" + srv.URL + "&region=x"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, f.Alias)
		if a, err := parse(f.URL); err != nil || a.bucket != f.Alias || a.key != "k" || a.secret != "s" || a.region != "x" {
			t.Errorf("%s: the URL is not that of the bucket: %v", f.Alias, err)
		}
	}
	want := []string{"bucket-0-a", "bucket-0-b", "bucket-1-a", "bucket-1-b", "bucket-2-a", "bucket-2-b"}
	if !slices.Equal(got, want) || pages != 3 {
		t.Errorf("got %q in %d pages", got, pages)
	}
}

func TestServersThatAreNotS3(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"a web page": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<!doctype html><p>hello & welcome") },
		"not found":  func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "hunter2", 404) },
		"a redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/hunter2", http.StatusMovedPermanently)
		},
		"a tea pot":   func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "hunter2", http.StatusTeapot) },
		"hangs up":    func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"unavailable": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "hunter2", http.StatusServiceUnavailable) },
	} {
		t.Run(name, func(t *testing.T) {
			srv := httptest.NewServer(h)
			defer srv.Close()
			_, err := Kind.Open(t.Context(), scanners.Store{URL: "s3://k:hunter2@b?endpoint=" + srv.URL, Budget: &scanners.Budget{}})
			var e *scanners.Error
			if !errors.As(err, &e) || e.Kind != scanners.GapUnreachable || strings.Contains(e.Reason, "hunter2") || !strings.Contains(e.Reason, "check") && !strings.Contains(e.Reason, "state") && !strings.Contains(e.Reason, "scan later") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func BenchmarkAssets(b *testing.B) {
	var page strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&page, "<Contents><Key>logs/dt=2026-01-02/part-%05d.json.gz</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>1234567</Size><StorageClass>STANDARD</StorageClass></Contents>", i)
	}
	doc := "<ListBucketResult><IsTruncated>false</IsTruncated>" + page.String() + "</ListBucketResult>"
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, doc) }))
	defer srv.Close()
	sc, err := Kind.Open(b.Context(), scanners.Store{URL: "s3://k:s@b?endpoint=" + srv.URL, Budget: &scanners.Budget{}})
	if err != nil {
		b.Fatal(err)
	}
	defer sc.Close()
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if err := sc.Assets(b.Context(), func(scanners.Asset) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "keys/s")
}

func TestEndOfTheBudgetIsNotTriedAgain(t *testing.T) {
	sent := &smithyhttp.RequestSendError{Err: errSpent{}}
	if newRetryer().IsErrorRetryable(sent) || !errors.Is(sent, scanners.ErrBudget) {
		t.Error("the SDK would try again")
	}
}
