package scannertest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// PostgresFor starts a PostgreSQL server for one test whose certificate is for a host,
// as the server of a vendor's would be.
func PostgresFor(t testing.TB, host string) Database {
	t.Helper()
	cert, key := certificate(t, "postgres", host)
	return PostgresWith(t, "ssl=on", "ssl_cert_file="+cert, "ssl_key_file="+key)
}

// MariaDBFor is PostgresFor for MariaDB.
func MariaDBFor(t testing.TB, host string) Database {
	t.Helper()
	cert, key := certificate(t, "mysql", host)
	return MariaDBWith(t, "--ssl-cert="+cert, "--ssl-key="+key)
}

// Certificate writes a certificate for the loopback and its key into files that the user
// may read as whom a server runs: "postgres" or "mysql".
func Certificate(t testing.TB, user string) (cert, key string) {
	t.Helper()
	return certificate(t, user, "localhost")
}

func certificate(t testing.TB, user, host string) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		Subject: pkix.Name{CommonName: host}, DNSNames: []string{host}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	public, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return ServerFile(t, user, "server.crt", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: public})),
		ServerFile(t, user, "server.key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
}

// ServerFile writes a file that belongs to the user as whom a server runs and returns its
// path.
func ServerFile(t testing.TB, user, name string, content []byte) string {
	t.Helper()
	return own(t, func(dir string) (string, func(), error) {
		as, err := account(dir, user)
		if err != nil {
			return "", nil, err
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			return "", nil, err
		}
		if c := as.Credential; c != nil {
			err = os.Chown(path, int(c.Uid), int(c.Gid))
		}
		return path, func() {}, err
	})
}
