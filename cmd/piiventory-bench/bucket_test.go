package main

import (
	"encoding/xml"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"
)

// TestBucketListsAlikeWithAndWithoutFolders goes through a made-up bucket page by page
// and folder by folder.
func TestBucketListsAlikeWithAndWithoutFolders(t *testing.T) {
	b := &bucket{keys: 5000}
	var list func(prefix, delimiter string) []string
	list = func(prefix, delimiter string) (keys []string) {
		token := ""
		for {
			q := url.Values{"list-type": {"2"}, "prefix": {prefix}, "delimiter": {delimiter}, "max-keys": {"300"}}
			if token != "" {
				q.Set("continuation-token", token)
			}
			w := httptest.NewRecorder()
			b.ServeHTTP(w, httptest.NewRequest("GET", "/b?"+q.Encode(), nil))
			var page struct {
				IsTruncated bool
				Token       string   `xml:"NextContinuationToken"`
				Keys        []string `xml:"Contents>Key"`
				Folders     []string `xml:"CommonPrefixes>Prefix"`
			}
			if err := xml.Unmarshal(w.Body.Bytes(), &page); err != nil {
				t.Fatal(err)
			}
			keys = append(keys, page.Keys...)
			for _, f := range page.Folders {
				keys = append(keys, list(f, delimiter)...)
			}
			if !page.IsTruncated {
				return keys
			}
			token = page.Token
		}
	}
	flat := list("", "")
	if len(flat) != 5000 || !slices.IsSorted(flat) || len(slices.Compact(slices.Clone(flat))) != 5000 {
		t.Fatalf("%d keys", len(flat))
	}
	if !slices.Equal(list("", "/"), flat) {
		t.Error("folder by folder other keys come")
	}
	if part := list("system-3/dt=2026-02-1", ""); len(part) != 50 {
		t.Errorf("%d keys of ten days, five in each", len(part))
	}
	if n := b.requests.Load(); n != 17+1+10+1000+1 {
		t.Errorf("%d requests counted", n)
	}
}
