package scannertest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// PostgresFor starts a PostgreSQL server for one test whose certificate is for a host,
// as the server of a vendor's would be.
func PostgresFor(t testing.TB, host string) Database {
	t.Helper()
	return startFor(t, host, func(dir, cert, key string) (Database, func(), error) {
		return startPostgres(dir, "-c", "ssl=on", "-c", "ssl_cert_file="+cert, "-c", "ssl_key_file="+key)
	})
}

// MariaDBFor is PostgresFor for MariaDB.
func MariaDBFor(t testing.TB, host string) Database {
	t.Helper()
	return startFor(t, host, func(dir, cert, key string) (Database, func(), error) {
		return startMariaDB(dir, "--ssl-cert="+cert, "--ssl-key="+key)
	})
}

func startFor(t testing.TB, host string, start func(dir, cert, key string) (Database, func(), error)) Database {
	t.Helper()
	dir, err := os.MkdirTemp("", "scannertest-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	cert, key, err := certificate(dir, host)
	if err != nil {
		t.Fatal(err)
	}
	d, stop, err := start(dir, cert, key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return d
}

// certificate writes a certificate for a host, and its key.
func certificate(dir, host string) (cert, key string, err error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", "", err
	}
	begins := time.Now().Add(-time.Hour)
	of := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host}, NotBefore: begins, NotAfter: begins.Add(24 * time.Hour)}
	signed, err := x509.CreateCertificate(rand.Reader, of, of, &private.PublicKey, private)
	if err != nil {
		return "", "", err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return "", "", err
	}
	cert, key = filepath.Join(dir, "server.crt"), filepath.Join(dir, "server.key")
	return cert, key, errors.Join(
		os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed}), 0o644),
		os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
}

// give makes files that are there belong to the user whom the server runs as.
func give(as *syscall.SysProcAttr, dir string) error {
	if as.Credential == nil {
		return nil
	}
	found, err := os.ReadDir(dir)
	for _, f := range found {
		err = errors.Join(err, os.Chown(filepath.Join(dir, f.Name()), int(as.Credential.Uid), int(as.Credential.Gid)))
	}
	return err
}
