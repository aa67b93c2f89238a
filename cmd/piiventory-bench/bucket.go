package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sort"
	"strconv"
	"strings"
	"sync/atomic"
)

// A bucket is a store of made-up keys that lists by prefix and delimiter, counts what it
// is asked and keeps nothing: key i is made of i, and later keys are greater.
type bucket struct {
	keys     int
	requests atomic.Int64
}

// key returns the key of an object: ten systems, a hundred days in each.
func (b *bucket) key(i int) string {
	day := max(b.keys/1000, 1) // objects of one
	n := i / day
	return fmt.Sprintf("system-%d/dt=2026-%02d-%02d/part-%06d.json.gz", n/100, n%100/25+1, n%100%25+1, i%day)
}

func (b *bucket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/requests" {
		fmt.Fprint(w, b.requests.Swap(0))
		return
	}
	b.requests.Add(1)
	q := r.URL.Query()
	if r.Method != http.MethodGet || q.Has("location") {
		return
	}
	prefix := q.Get("prefix")
	at, err := strconv.Atoi(q.Get("continuation-token"))
	if err != nil {
		at = b.first(prefix)
	}
	size, err := strconv.Atoi(q.Get("max-keys"))
	if err != nil {
		size = 1000
	}
	var out bytes.Buffer
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><MaxKeys>1000</MaxKeys>`)
	names := 0
	for ; names < size && at < b.keys; names++ {
		key := b.key(at)
		rest, ok := strings.CutPrefix(key, prefix)
		if !ok {
			break
		}
		if folder, _, ok := strings.Cut(rest, "/"); ok && q.Get("delimiter") == "/" {
			folder = prefix + folder + "/"
			fmt.Fprintf(&out, "<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>", folder)
			at = b.first(folder[:len(folder)-1] + "0") // the character behind the slash
			continue
		}
		fmt.Fprintf(&out, `<Contents><Key>%s</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>&quot;%032x&quot;</ETag><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>`, key, at, 1000+at%100_000)
		at++
	}
	more := at < b.keys && strings.HasPrefix(b.key(at), prefix)
	if fmt.Fprintf(&out, "<KeyCount>%d</KeyCount><IsTruncated>%t</IsTruncated>", names, more); more {
		fmt.Fprintf(&out, "<NextContinuationToken>%d</NextContinuationToken>", at)
	}
	out.WriteString("</ListBucketResult>")
	w.Header().Set("Content-Length", strconv.Itoa(out.Len()))
	_, _ = w.Write(out.Bytes())
}

// first is the place of the first key from a text on.
func (b *bucket) first(text string) int {
	return sort.Search(b.keys, func(i int) bool { return b.key(i) >= text })
}

// serveBucket serves one until the program is ended, and prints where.
func serveBucket(ctx context.Context, keys string, stdout io.Writer) error {
	n, err := strconv.Atoi(keys)
	if err != nil || n < 1 {
		return fmt.Errorf("a bucket of %q keys", keys)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "http://%s\n", l.Addr())
	srv := &http.Server{Handler: &bucket{keys: n}}
	defer context.AfterFunc(ctx, func() { srv.Close() })()
	if err := srv.Serve(l); ctx.Err() == nil {
		return err
	}
	return nil
}
