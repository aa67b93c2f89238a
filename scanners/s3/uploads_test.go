package s3

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"piiventory/scanners"
)

// begun is a bucket with unfinished uploads, which it lists in pages.
type begun struct {
	*vendor
	uploads, page int
	repeats       bool
	asked         int
}

func (s *begun) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if !q.Has("uploads") {
		s.vendor.ServeHTTP(w, r)
		return
	}
	s.asked++
	from := 0
	if id := q.Get("upload-id-marker"); id != "" && !s.repeats {
		_, _ = fmt.Sscan(id, &from)
	}
	to := min(from+s.page, s.uploads)
	fmt.Fprintf(w, `<ListMultipartUploadsResult><IsTruncated>%t</IsTruncated><NextKeyMarker>k</NextKeyMarker><NextUploadIdMarker>%d</NextUploadIdMarker>`, to < s.uploads, to)
	for i := from; i < to; i++ {
		fmt.Fprintf(w, `<Upload><Key>k</Key><UploadId>u%d</UploadId><Initiated>2026-%02d-03T04:05:06.000Z</Initiated></Upload>`, i, 12-i%10)
	}
	fmt.Fprint(w, `</ListMultipartUploadsResult>`)
}

func TestUploadsAreCountedAndAGap(t *testing.T) {
	for name, c := range map[string]struct {
		s      begun
		count  string
		oldest string
	}{
		"none":                   {begun{page: 10}, "0", ""},
		"one":                    {begun{uploads: 1, page: 10}, "1", "the oldest since 2026-12-03T04:05:06Z"},
		"three pages":            {begun{uploads: 25, page: 10}, "25", "the oldest since 2026-03-03T04:05:06Z"},
		"more than are counted":  {begun{uploads: 31, page: 10}, "30+", "the oldest since 2026-03-03T04:05:06Z"},
		"the same page for ever": {begun{uploads: 31, page: 5, repeats: true}, "5+", "the oldest since 2026-08-03T04:05:06Z"},
	} {
		t.Run(name, func(t *testing.T) {
			s := c.s
			s.vendor = &vendor{objects: many(3), private: true}
			srv := httptest.NewServer(&s)
			defer srv.Close()
			sc := openURL(t, "s3://k:s@b?endpoint="+srv.URL)
			facts, err := sc.Facts(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got := from(facts, "ListMultipartUploads"); len(got) != 1 || got[0].Value != c.count || got[0].Detail != c.oldest {
				t.Errorf("%+v, want %s and %q", got, c.count, c.oldest)
			}
			if s.asked > uploadPages {
				t.Errorf("%d pages", s.asked)
			}
			all, err := gatheredAsTheyAre(t, sc)
			if err != nil {
				t.Fatal(err)
			}
			gaps := 0
			for _, a := range all {
				if a.Unlisted != nil {
					gaps++
					if a.Path != uploadsName || a.Unlisted.Kind != scanners.GapUnsupported || !strings.HasPrefix(a.Unlisted.Reason, c.count+map[bool]string{true: " upload was begun and not finished: it holds", false: " uploads were begun and not finished: they hold"}[c.count == "1"]) {
						t.Errorf("%+v", a.Unlisted)
					}
				}
			}
			if (c.count != "0") != (gaps == 1) || len(all) != 3+gaps {
				t.Errorf("%d assets, %d gaps", len(all), gaps)
			}
		})
	}
}

// TestServerThatListsNoUploads is one that is known to answer "none" whatever there is.
func TestServerThatListsNoUploads(t *testing.T) {
	s := begun{vendor: &vendor{objects: many(1), private: true}, page: 10}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Server", "MinIO")
		s.ServeHTTP(w, r)
	}))
	defer srv.Close()
	facts, err := openURL(t, "s3://k:s@b?endpoint="+srv.URL).Facts(t.Context())
	if got := from(facts, "ListMultipartUploads"); err != nil || len(got) != 1 || !got[0].Unknown || got[0].Reason != errOfOneKey.Error() {
		t.Errorf("%+v, %v", got, err)
	}
}
