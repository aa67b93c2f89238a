package scannertest

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// MinIOUser makes a user of a MinIO server who may do what a policy (JSON, as AWS writes
// it) allows and nothing else, and returns the server with the keys of that user.
func MinIOUser(t testing.TB, s Server, name, policy string) Server {
	t.Helper()
	user := s
	user.AccessKey, user.SecretKey = name, name+"-secret"
	body, err := sealed(s.SecretKey, fmt.Appendf(nil, `{"secretKey":%q,"status":"enabled"}`, user.SecretKey))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path  string
		query url.Values
		body  []byte
	}{
		{"add-canned-policy", url.Values{"name": {name}}, []byte(policy)},
		{"add-user", url.Values{"accessKey": {name}}, body},
		{"set-user-or-group-policy", url.Values{"policyName": {name}, "userOrGroup": {name}, "isGroup": {"false"}}, nil},
	} {
		if err := s.admin(t.Context(), c.path, c.query, c.body); err != nil {
			t.Fatal(err)
		}
	}
	return user
}

// admin sends a request to the part of MinIO that S3 does not have.
func (s Server) admin(ctx context.Context, path string, query url.Values, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, s.Endpoint+"/minio/admin/v3/"+path+"?"+query.Encode(), bytes.NewReader(body))
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	digest := hex.EncodeToString(sum[:])
	req.Header.Set("X-Amz-Content-Sha256", digest)
	credentials := aws.Credentials{AccessKeyID: s.AccessKey, SecretAccessKey: s.SecretKey}
	if err := v4.NewSigner().SignHTTP(ctx, credentials, req, digest, "s3", s.Region, time.Now()); err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(resp.Body, 1000))
		return fmt.Errorf("MinIO answers %s: %s: %s", path, resp.Status, text)
	}
	return nil
}

// sealed encrypts a text as MinIO wants it from its owner: a salt, the number of the
// method, a nonce, and one fragment of a stream in AES-GCM (github.com/minio/madmin-go,
// encrypt.go, and github.com/secure-io/sio-go). The key is made by PBKDF2 with 8,192
// rounds, method 2.
func sealed(password string, text []byte) ([]byte, error) {
	salt, nonce := make([]byte, 32), make([]byte, 8)
	_, _ = rand.Read(salt)
	_, _ = rand.Read(nonce)
	key, err := pbkdf2.Key(sha256.New, password, salt, 8192, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	// Number 0 authenticates the stream and number 1 is its only, and so last, fragment.
	first := binary.LittleEndian.AppendUint32(bytes.Clone(nonce), 0)
	last := binary.LittleEndian.AppendUint32(bytes.Clone(nonce), 1)
	out := append(append(salt, 2), nonce...)
	return gcm.Seal(out, last, text, append([]byte{0x80}, gcm.Seal(nil, first, nil, nil)...)), nil
}
