package s3

import (
	"encoding/xml"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"piiventory/scanners"
)

// A shelf is a bucket of keys without content that lists by prefix and delimiter, in the
// order of its keys, and counts.
type shelf struct {
	keys        []string
	page        int // names in an answer; 1000 unless said otherwise
	noDelimiter bool
	slow        time.Duration

	requests, probes, flying, most atomic.Int64
}

func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.requests.Add(1)
	n := s.flying.Add(1)
	defer s.flying.Add(-1)
	for m := s.most.Load(); n > m && !s.most.CompareAndSwap(m, n); m = s.most.Load() {
	}
	time.Sleep(s.slow)
	q := r.URL.Query()
	prefix, delimiter := q.Get("prefix"), q.Get("delimiter")
	if delimiter != "" {
		s.probes.Add(1)
	}
	if s.noDelimiter {
		delimiter = ""
	}
	size := s.page
	if size == 0 {
		size = 1000
	}
	if k, err := strconv.Atoi(q.Get("max-keys")); err == nil {
		size = min(size, k)
	}
	at, _ := strconv.Atoi(q.Get("continuation-token"))
	text := func(key string) string {
		if q.Get("encoding-type") == "url" {
			return strings.ReplaceAll(httpEscape(key), "%2F", "/")
		}
		var b strings.Builder
		_ = xml.EscapeText(&b, []byte(key))
		return b.String()
	}
	var b strings.Builder
	b.WriteString("<ListBucketResult>")
	if q.Get("encoding-type") == "url" {
		b.WriteString("<EncodingType>url</EncodingType>")
	}
	names, folder := 0, ""
	for ; at < len(s.keys); at++ {
		key := s.keys[at]
		rest, ok := strings.CutPrefix(key, prefix)
		if !ok || folder != "" && strings.HasPrefix(key, folder) {
			continue
		}
		if names == size {
			break
		}
		names++
		if before, _, ok := strings.Cut(rest, delimiter); ok && delimiter != "" {
			folder = prefix + before + delimiter
			fmt.Fprintf(&b, "<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>", text(folder))
			continue
		}
		fmt.Fprintf(&b, "<Contents><Key>%s</Key><Size>1</Size><ETag>&quot;e&quot;</ETag></Contents>", text(key))
	}
	if at < len(s.keys) {
		fmt.Fprintf(&b, "<IsTruncated>true</IsTruncated><NextContinuationToken>%d</NextContinuationToken>", at)
	} else {
		b.WriteString("<IsTruncated>false</IsTruncated>")
	}
	b.WriteString("</ListBucketResult>")
	fmt.Fprint(w, b.String())
}

func (s *shelf) open(t *testing.T, prefix string) *scanner {
	slices.Sort(s.keys)
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	return openURL(t, "s3://k:s@b"+prefix+"?endpoint="+srv.URL)
}

// inParts lists all parts and counts how often each key came.
func inParts(t *testing.T, sc *scanner) (parts int, times map[string]int) {
	t.Helper()
	list, err := sc.Split(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	times = map[string]int{}
	for _, part := range list {
		if err := part(t.Context(), func(a scanners.Asset) error { times[a.Path]++; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	return len(list), times
}

// oddKeys are keys that lie around the places at which listings are parted.
func oddKeys() []string {
	keys := []string{"/", "//", "///x", "/lead", "a", "a/", "a//", "a//b", "a/b", "a/b/", "a/b/c", "a0", "a b/c d", " ", " /", "x&y/z<", "x&y/", "tab\there/k", "é", "é/é", "é/ê/x", "数据/一", "数据/二/三", "数据", "\U0001F600/x", "~", "~/~"}
	for i := range 40 {
		keys = append(keys, fmt.Sprintf("days/dt=2026-%02d-%02d/part", i/20+1, i%20+1), fmt.Sprintf("days/dt=2026-%02d", i), fmt.Sprintf("%c/k", 'A'+i))
	}
	return keys
}

func TestPartsComeToTheWholeListing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n int, letters string) (keys []string) {
		for range n {
			k := make([]rune, 1+r.IntN(12))
			for i := range k {
				k[i] = []rune(letters)[r.IntN(len([]rune(letters)))]
			}
			keys = append(keys, string(k))
		}
		return keys
	}
	flat := func(n int) (keys []string) {
		for i := range n {
			keys = append(keys, fmt.Sprintf("part-%05d", i))
		}
		return keys
	}
	for name, s := range map[string]*shelf{
		"odd keys":                  {keys: oddKeys(), page: 10},
		"odd keys, larger pages":    {keys: oddKeys(), page: 60},
		"slashes and letters":       {keys: random(3000, "ab/"), page: 50},
		"beyond ASCII":              {keys: random(3000, "é数据/😀-"), page: 50},
		"control characters":        {keys: append(random(500, "a\x01\x1f/"), "\x01/k", "\x02/"), page: 20},
		"a character replaced":      {keys: random(500, "a\uFFFD/"), page: 20},
		"flat":                      {keys: flat(2500)},
		"nothing":                   {},
		"one page":                  {keys: flat(1000)},
		"delimiters are ignored":    {keys: random(3000, "abc/"), page: 50, noDelimiter: true},
		"folders of folders":        {keys: random(5000, "0123/"), page: 1000},
		"a folder for each of many": {keys: append(flat(20), random(3000, "abcdefghijklmnopqrstuvwxyz0123456789/")...), page: 200},
	} {
		t.Run(name, func(t *testing.T) {
			slices.Sort(s.keys)
			s.keys = slices.Compact(s.keys)
			for _, prefix := range []string{"", "/a", "/a%2F"} {
				parts, times := inParts(t, s.open(t, prefix))
				want := map[string]int{}
				plain := strings.ReplaceAll(strings.TrimPrefix(prefix, "/"), "%2F", "/")
				for _, k := range s.keys {
					if strings.HasPrefix(k, plain) {
						want[k] = 1
					}
				}
				for k, n := range times {
					if want[k] != n {
						t.Errorf("prefix %q, %d parts: %q came %d times", prefix, parts, k, n)
					}
				}
				for k := range want {
					if times[k] == 0 {
						t.Errorf("prefix %q, %d parts: %q did not come", prefix, parts, k)
					}
				}
			}
		})
	}
}

func TestFoldersAreListedInSeveralParts(t *testing.T) {
	days := &shelf{}
	for d := range 200 {
		for i := range 50 {
			days.keys = append(days.keys, fmt.Sprintf("logs/dt=2026-%02d-%02d/part-%03d", d/28+1, d%28+1, i))
		}
	}
	sc := days.open(t, "")
	before := days.requests.Load()
	parts, times := inParts(t, sc)
	used := days.requests.Load() - before
	if parts < 8 || parts > 2*enoughParts || len(times) != len(days.keys) {
		t.Errorf("%d parts with %d of %d keys", parts, len(times), len(days.keys))
	}
	// Ten pages are needed; each part may leave its last one half empty.
	if used > int64(10+parts+mostProbes) || days.probes.Load() > mostProbes {
		t.Errorf("%d requests, %d of them probes, for %d parts", used, days.probes.Load(), parts)
	}
	small := &shelf{keys: days.keys[:900]}
	sc = small.open(t, "")
	before = small.requests.Load()
	if parts, times := inParts(t, sc); parts != 1 || len(times) != 900 || small.requests.Load()-before != 1 {
		t.Errorf("a bucket of one page: %d parts, %d keys, %d requests", parts, len(times), small.requests.Load()-before)
	}
	flat := &shelf{}
	for i := range 5000 {
		flat.keys = append(flat.keys, fmt.Sprint(i))
	}
	sc = flat.open(t, "")
	before = flat.requests.Load()
	if parts, _ := inParts(t, sc); parts != 1 || flat.requests.Load()-before != 6 {
		t.Errorf("a bucket without folders: %d parts, %d requests instead of five and a probe", parts, flat.requests.Load()-before)
	}
}

func TestAlike(t *testing.T) {
	for name, c := range map[string]struct {
		folders []string
		n       int
		want    []string
	}{
		"none":             {nil, 3, nil},
		"one":              {[]string{"p/a/"}, 3, []string{"p/a/"}},
		"enough room":      {[]string{"p/b/", "p/a/", "p/a/"}, 3, []string{"p/a/", "p/b/"}},
		"by month":         {[]string{"p/2025-12/", "p/2026-01/", "p/2026-02/", "p/2026-03/"}, 2, []string{"p/2025-12/", "p/2026"}},
		"within a rune":    {[]string{"p/é/", "p/ê/"}, 2, []string{"p/é/", "p/ê/"}},
		"too many letters": {[]string{"p/a/", "p/b/", "p/c/", "p/d/", "p/e/"}, 2, []string{"p/"}},
	} {
		var got []string
		for _, g := range alike(c.folders, "p/", c.n) {
			if got = append(got, g.prefix); g.one != strings.HasSuffix(g.prefix, "/") && name != "too many letters" {
				t.Errorf("%s: %+v", name, g)
			}
		}
		if !slices.Equal(got, c.want) && !(name == "by month" && slices.Equal(got, []string{"p/2025-12/", "p/2026-0"})) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestListingInPartsKeepsSeveralRequestsUnderWay runs the parts side by side, as taking
// stock does.
func TestListingInPartsKeepsSeveralRequestsUnderWay(t *testing.T) {
	s := &shelf{keys: nil, page: 100, slow: 5 * time.Millisecond}
	for i := range 8000 {
		s.keys = append(s.keys, fmt.Sprintf("%c/%05d", 'a'+i%16, i))
	}
	sc := s.open(t, "")
	list, err := sc.Split(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	times := map[string]int{}
	var wg sync.WaitGroup
	for _, part := range list {
		wg.Go(func() {
			if err := part(t.Context(), func(a scanners.Asset) error {
				mu.Lock()
				defer mu.Unlock()
				times[a.Path]++
				return nil
			}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(times) != 8000 || slices.Max(slices.Collect(maps.Values(times))) != 1 {
		t.Errorf("%d keys", len(times))
	}
	if n := s.most.Load(); n < 8 || n > widest {
		t.Errorf("at most %d requests were under way", n)
	}
}
