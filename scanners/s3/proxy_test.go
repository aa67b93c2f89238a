package s3

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"piiventory/scanners/scannertest"
)

// TestMain sends all hosts but this machine's through a proxy that leads to stand, so
// that requests to vendors' hosts are sent as they would be and leave nobody's machine.
func TestMain(m *testing.M) {
	if err := stand.open(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
		os.Setenv(name, "http://"+stand.proxy.Addr().String())
	}
	scannertest.Main(m)
}

// stand stands in for every HTTPS host of the world, with certificates of its own
// authority.
var stand worldStand

type worldStand struct {
	proxy net.Listener
	ca    *x509.Certificate
	key   *ecdsa.PrivateKey
	conns chan net.Conn

	mu      sync.Mutex
	handler http.Handler
}

func (w *worldStand) open() (err error) {
	if w.proxy, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	if w.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, &w.key.PublicKey, w.key)
	if err != nil {
		return err
	}
	if w.ca, err = x509.ParseCertificate(signed); err != nil {
		return err
	}
	w.conns = make(chan net.Conn)
	go w.serve()
	go func() { _ = http.Serve(w, http.HandlerFunc(w.answer)) }()
	return nil
}

// serve takes the requests to the proxy, each of which opens a tunnel.
func (w *worldStand) serve() {
	for {
		conn, err := w.proxy.Accept()
		if err != nil {
			return
		}
		go func() {
			req, err := http.ReadRequest(bufio.NewReader(conn))
			if err != nil || req.Method != http.MethodConnect {
				conn.Close()
				return
			}
			_, _ = fmt.Fprint(conn, "HTTP/1.1 200 OK\r\n\r\n")
			w.conns <- tls.Server(conn, &tls.Config{GetCertificate: w.certificate})
		}()
	}
}

func (w *worldStand) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	template := &x509.Certificate{SerialNumber: big.NewInt(2), DNSNames: []string{hello.ServerName}, NotBefore: w.ca.NotBefore, NotAfter: w.ca.NotAfter}
	signed, err := x509.CreateCertificate(rand.Reader, template, w.ca, &w.key.PublicKey, w.key)
	return &tls.Certificate{Certificate: [][]byte{signed}, PrivateKey: w.key}, err
}

// Accept, Close and Addr make it the listener of the servers at the ends of the tunnels.
func (w *worldStand) Accept() (net.Conn, error) { return <-w.conns, nil }
func (w *worldStand) Close() error              { return nil }
func (w *worldStand) Addr() net.Addr            { return w.proxy.Addr() }

func (w *worldStand) answer(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	handler := w.handler
	w.mu.Unlock()
	if handler == nil {
		http.Error(rw, "nobody stands here", http.StatusTeapot)
		return
	}
	handler.ServeHTTP(rw, r)
}

// stands puts a server behind all hosts for the time of a test, and has its
// certificates trusted.
func stands(t *testing.T, handler http.Handler) {
	t.Helper()
	bundle := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(bundle, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: stand.ca.Raw}), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CA_BUNDLE", bundle)
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_REGION", "eu-west-1") // of AWS; no other vendor's requests are signed for it
	stand.mu.Lock()
	stand.handler = handler
	stand.mu.Unlock()
	t.Cleanup(func() {
		stand.mu.Lock()
		stand.handler = nil
		stand.mu.Unlock()
	})
}
