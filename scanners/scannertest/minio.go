package scannertest

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// minioVersion is the version of MinIO that the tests run against.
const minioVersion = "v0.0.0-20260212201848-7aac2a2c5b7c"

// A Server is a running S3 server. Its buckets are its own and go with it.
type Server struct {
	// Endpoint is the base URL, "http://127.0.0.1:port".
	Endpoint string
	// AccessKey and SecretKey are those of the server's owner.
	AccessKey, SecretKey string
	// Region is what the server answers to GetBucketLocation.
	Region string
}

// MinIO starts a MinIO server in region cn-north-1 for one test and returns
// when it answers. MinIO is under the AGPL: it is a program of its own beside
// the tests and never linked into them.
func MinIO(t testing.TB) Server {
	t.Helper()
	return MinIOIn(t, "cn-north-1")
}

// MinIOIn is MinIO in another region.
func MinIOIn(t testing.TB, region string) Server {
	t.Helper()
	s, stop, err := startMinIO(t.Context(), t.TempDir(), region)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return s
}

// SharedMinIO returns one MinIO server for all tests of the package, which
// saves each of them about a second. The tests must name their buckets apart.
func SharedMinIO(t testing.TB) Server {
	t.Helper()
	return sharedMinIO.get(t, func(dir string) (Server, func(), error) {
		return startMinIO(context.Background(), dir, "cn-north-1")
	})
}

var sharedMinIO shared[Server]

func startMinIO(ctx context.Context, dir, region string) (Server, func(), error) {
	binary, err := minioBinary()
	if err != nil {
		return Server{}, nil, err
	}
	s := Server{AccessKey: "scannertest", SecretKey: "scannertest-secret", Region: region}
	for range 3 { // another program may take the port in between
		port, err := freePort()
		if err != nil {
			return Server{}, nil, err
		}
		address := fmt.Sprintf("127.0.0.1:%d", port)
		s.Endpoint = "http://" + address
		cmd := exec.Command(binary, "server", "--quiet", "--address", address, filepath.Join(dir, "data"))
		cmd.Dir = dir
		cmd.Env = []string{
			"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + dir,
			"MINIO_ROOT_USER=" + s.AccessKey, "MINIO_ROOT_PASSWORD=" + s.SecretKey,
			"MINIO_REGION=" + region, "MINIO_SITE_REGION=" + region,
			// With a key it can encrypt, where a bucket asks for it.
			"MINIO_KMS_SECRET_KEY=scannertest:" + base64.StdEncoding.EncodeToString(make([]byte, 32)),
			"MINIO_UPDATE=off", "MINIO_BROWSER=off", "MINIO_CI_CD=1",
		}
		stop, err := run(cmd, filepath.Join(dir, "minio.log"), func() error { return healthy(ctx, s.Endpoint) })
		if errors.Is(err, errEnded) {
			continue
		}
		return s, stop, err
	}
	return Server{}, nil, fmt.Errorf("minio ended three times: %s", tail(filepath.Join(dir, "minio.log")))
}

// healthy asks for the buckets as somebody whom MinIO does not know. It refuses
// with 503 as long as its storage or its accounts are not loaded, which its own
// readiness probe does not wait for.
func healthy(ctx context.Context, endpoint string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, endpoint+"/", nil)
	if err != nil {
		return err
	}
	now := time.Now().UTC()
	req.Header.Set("X-Amz-Date", now.Format("20060102T150405Z"))
	req.Header.Set("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
	req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=nobody/"+now.Format("20060102")+
		"/us-east-1/s3/aws4_request, SignedHeaders=host, Signature="+strings.Repeat("0", 64))
	resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		return fmt.Errorf("it answers %s", resp.Status)
	}
	return nil
}

// minioBinary finds the program: $PIIVENTORY_MINIO, else the cache that the
// Makefile fills.
func minioBinary() (string, error) {
	name := os.Getenv("PIIVENTORY_MINIO")
	if name == "" {
		cache := os.Getenv("XDG_CACHE_HOME")
		if cache == "" {
			home, err := os.UserHomeDir()
			if err != nil {
				return "", fmt.Errorf("looking for the MinIO of the tests: %w", err)
			}
			cache = filepath.Join(home, ".cache")
		}
		name = filepath.Join(cache, "piiventory", "minio-"+minioVersion, "minio")
	}
	if _, err := exec.LookPath(name); err != nil {
		return "", fmt.Errorf("these tests run a real MinIO and find none at %s: build it once with `make test-servers`, or name one in PIIVENTORY_MINIO", name)
	}
	return name, nil
}
