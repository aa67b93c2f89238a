package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/rclone/gofakes3"
	"github.com/rclone/gofakes3/s3mem"
)

// The credentials of the embedded server. They open nothing else.
const (
	accessKey = "demo-access-key"
	secretKey = "demo-secret-key"
)

// A Server is the embedded S3 server.
type Server struct {
	// Endpoint is its URL.
	Endpoint string
	http     *http.Server
}

// Serve puts the buckets into an S3 server that keeps them in memory, on a free
// port of the loopback interface.
func Serve(ctx context.Context, buckets []Bucket) (*Server, error) {
	store := s3mem.New(s3mem.WithTimeSource(gofakes3.FixedTimeSource(written)), s3mem.WithVersionSeed(1))
	regions := map[string]string{}
	for _, b := range buckets {
		if err := store.CreateBucket(ctx, b.Name); err != nil {
			return nil, fmt.Errorf("creating bucket %s: %w", b.Name, err)
		}
		regions[b.Name] = b.Region
		for _, o := range b.Objects {
			if _, err := store.PutObject(ctx, b.Name, o.Key, map[string]string{}, bytes.NewReader(o.Body), int64(len(o.Body))); err != nil {
				return nil, fmt.Errorf("storing an object of bucket %s: %w", b.Name, err)
			}
		}
	}
	fake := gofakes3.New(store, gofakes3.WithV4Auth(map[string]string{accessKey: secretKey}))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting the embedded S3 server: %w", err)
	}
	s := &Server{
		Endpoint: "http://" + l.Addr().String(),
		http:     &http.Server{Handler: readOnly(located(regions, fake.Server())), ReadHeaderTimeout: 10 * time.Second},
	}
	go func() { _ = s.http.Serve(l) }() // ends with Close
	return s, nil
}

// Close stops the server.
func (s *Server) Close() error { return s.http.Close() }

// located answers GetBucketLocation, to which gofakes3 always says nothing, and
// adds the header that HeadBucket carries. All else it passes on.
func located(regions map[string]string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		region, ok := regions[bucket]
		if ok {
			w.Header().Set("X-Amz-Bucket-Region", region)
		}
		if _, asked := r.URL.Query()["location"]; !ok || !asked || key != "" || r.Method != http.MethodGet {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/xml")
		fmt.Fprint(w, xml.Header)
		_ = xml.NewEncoder(w).Encode(struct { // a client that left needs no answer
			XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ LocationConstraint"`
			Region  string   `xml:",chardata"`
		}{Region: region})
	})
}

// readOnly refuses every request that would change something: a scanner has no
// business to make one.
func readOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "read-only", http.StatusMethodNotAllowed)
			return
		}
		next.ServeHTTP(w, r)
	})
}
