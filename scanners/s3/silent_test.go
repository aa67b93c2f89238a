package s3

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// silent listens, accepts, and never says a word.
func silent(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var accepted []net.Conn
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			accepted = append(accepted, c)
		}
	}()
	t.Cleanup(func() {
		l.Close()
		<-done
		for _, c := range accepted {
			c.Close()
		}
	})
	return "http://" + l.Addr().String()
}

func TestServerThatNeverAnswersIsGivenUp(t *testing.T) {
	t.Parallel()
	for what, call := range map[string]func(u string) error{
		"open": func(u string) error {
			_, err := Kind.Open(t.Context(), scanners.Store{URL: strings.Replace(u, "s3://", "s3://KEY:SECRET@b", 1), Budget: &scanners.Budget{}})
			return err
		},
		"discover": func(u string) error {
			_, err := Kind.Discover(t.Context(), scanners.Store{URL: strings.Replace(u, "s3://", "s3://KEY:SECRET@", 1), Budget: &scanners.Budget{}})
			return err
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			err := call("s3://?endpoint=" + silent(t))
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("it took %v", took)
			}
			if g := scanners.GapOf(err); err == nil || g.Kind != scanners.GapTimeout || !strings.Contains(g.Reason, "did not answer within 10 s") {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestMetadataServiceThatNeverAnswers looks for credentials where only a silent
// metadata service could have them.
func TestMetadataServiceThatNeverAnswers(t *testing.T) {
	plainEnvironment(t)
	os.Unsetenv("AWS_EC2_METADATA_DISABLED")
	t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", silent(t))
	log, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	stderr := os.Stderr
	os.Stderr = log
	start := time.Now()
	_, err = Kind.Open(t.Context(), scanners.Store{URL: "s3://b?endpoint=http://127.0.0.1:1", Budget: &scanners.Budget{}})
	took := time.Since(start)
	os.Stderr = stderr
	if err == nil || !strings.Contains(err.Error(), "no AWS credentials were found") {
		t.Errorf("got %v", err)
	}
	if took > 3*time.Second {
		t.Errorf("it took %v", took)
	}
	if b, _ := os.ReadFile(log.Name()); len(b) > 0 {
		t.Errorf("the SDK wrote to stderr: %s", b)
	}
}

// metadata serves a role as the first version of the service does, without
// tokens.
func metadata(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch strings.TrimSuffix(r.URL.Path, "/") {
		case "/latest/meta-data/iam/security-credentials":
			fmt.Fprint(w, "role")
		case "/latest/meta-data/iam/security-credentials/role":
			fmt.Fprintf(w, `{"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"fromrole","SecretAccessKey":"s","Token":"t","Expiration":%q}`,
				time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// TestRoleOfTheInstance finds credentials at a metadata service.
func TestRoleOfTheInstance(t *testing.T) {
	plainEnvironment(t)
	os.Unsetenv("AWS_EC2_METADATA_DISABLED")
	t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata(t))
	v := &vendor{objects: many(2)}
	sc := openURL(t, "s3://b?region=ap-south-1&endpoint="+v.start(t))
	if all := listed(t, sc); len(all) != 2 {
		t.Errorf("%d keys", len(all))
	}
	if got := v.headers[0].Get("Authorization"); !strings.Contains(got, "Credential=fromrole/") {
		t.Errorf("signed %q", got)
	}
}
