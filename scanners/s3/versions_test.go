package s3

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"golang.org/x/sync/errgroup"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// An entry is a version or a marker as an archive keeps it.
type entry struct {
	key, id  string
	marker   bool
	size     int
	modified time.Time
	latest   bool
}

// An archive is a bucket that keeps versions. It lists them by prefix and delimiter, in
// pages, and gets on as stores do, truly or not.
type archive struct {
	entries []entry // by key, newest first
	page    int
	// inclusive says that a page begins with the entry of its marker, repeats that pages
	// never end, noMarkers that no page says where to go on, comments that documents are
	// left to the SDK, encoded that keys are URL-encoded, and forbidden that versions may
	// not be listed.
	inclusive, repeats, noMarkers, comments, encoded, forbidden bool

	requests atomic.Int64
}

func (s *archive) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.requests.Add(1)
	q := r.URL.Query()
	switch {
	case q.Has("versioning"):
		fmt.Fprint(w, `<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>`)
	case q.Has("versions") && !s.forbidden:
		s.versions(w, r)
	case q.Has("list-type"):
		fmt.Fprint(w, `<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>current</Key><Size>1</Size></Contents></ListBucketResult>`)
	default:
		refuse(w, 403, "AccessDenied", "")
	}
}

func (s *archive) versions(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	prefix, delimiter := q.Get("prefix"), q.Get("delimiter")
	key, id := q.Get("key-marker"), q.Get("version-id-marker")
	size := s.page
	if n, err := strconv.Atoi(q.Get("max-keys")); err == nil {
		size = min(size, n)
	}
	name := func(k string) string {
		if s.encoded {
			return strings.ReplaceAll(httpEscape(k), "%2F", "/")
		}
		return strings.ReplaceAll(k, "&", "&amp;")
	}
	from := 0
	if key != "" && !s.repeats {
		from = slices.IndexFunc(s.entries, func(e entry) bool { return e.key == key && (id == "" || e.id == id) })
		if !s.inclusive {
			from++
		}
		if id == "" { // behind all versions of the key
			for from < len(s.entries) && s.entries[from].key == key {
				from++
			}
		}
	}
	var versions, prefixes strings.Builder
	seen := map[string]bool{}
	n, last := 0, entry{}
	more := false
	for _, e := range s.entries[from:] {
		rest, ok := strings.CutPrefix(e.key, prefix)
		if !ok {
			continue
		}
		folder := ""
		if i := strings.Index(rest, delimiter); delimiter != "" && i >= 0 {
			if folder = prefix + rest[:i+1]; seen[folder] {
				continue
			}
		}
		if more = n == size; more {
			break
		}
		n++
		if last = e; folder != "" {
			seen[folder] = true
			fmt.Fprintf(&prefixes, "<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>", name(folder))
			continue
		}
		element, rest := "Version", fmt.Sprintf(`<ETag>&quot;e%d&quot;</ETag><Size>%d</Size><StorageClass>STANDARD</StorageClass>`, e.size, e.size)
		if e.marker {
			element, rest = "DeleteMarker", ""
		}
		fmt.Fprintf(&versions, `<%s><Key>%s</Key><VersionId>%s</VersionId><IsLatest>%t</IsLatest><LastModified>%s</LastModified>%s<Owner><ID>o</ID></Owner></%[1]s>`,
			element, name(e.key), e.id, e.latest, e.modified.Format("2006-01-02T15:04:05.000Z"), rest)
	}
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix/><KeyMarker/><VersionIdMarker/><IsTruncated>%t</IsTruncated>`, more || s.repeats)
	if s.comments {
		fmt.Fprint(w, "<!-- for the SDK -->")
	}
	if s.encoded {
		fmt.Fprint(w, "<EncodingType>url</EncodingType>")
	}
	if more && !s.noMarkers {
		fmt.Fprintf(w, `<NextKeyMarker>%s</NextKeyMarker><NextVersionIdMarker>%s</NextVersionIdMarker>`, name(last.key), last.id)
	}
	fmt.Fprint(w, versions.String()+prefixes.String()+`</ListVersionsResult>`)
}

// written makes an archive of folders with keys of up to n versions, some deleted.
func written(n int) *archive {
	s := &archive{page: 1000}
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for folder := range 6 {
		for file := range 7 {
			key := fmt.Sprintf("f%d/k%d数 &", folder, file)
			if file == 6 {
				key = fmt.Sprintf("g%d", folder)
			}
			count := 1 + (folder*7+file)%n
			if file == 6 {
				count = 1 + folder%2
			}
			for v := range count {
				at = at.Add(time.Hour)
				s.entries = append(s.entries, entry{key: key, id: fmt.Sprintf("%s-%d", key[:2], v), size: v + 1, modified: at, marker: v%3 == 2})
			}
			s.entries[len(s.entries)-1].latest = true
		}
	}
	slices.SortStableFunc(s.entries, func(a, b entry) int {
		return cmp.Or(strings.Compare(a.key, b.key), b.modified.Compare(a.modified))
	})
	return s
}

// truth are the assets that an archive has below a prefix, by path, kind and version.
func (s *archive) truth(prefix string) map[string]scanners.Asset {
	out := map[string]scanners.Asset{}
	for i, e := range s.entries {
		a := scanners.Asset{Path: e.key, Kind: kindObject, Version: fmt.Sprintf(`"e%d"`, e.size), Size: int64(e.size), Rows: -1, Modified: e.modified}
		if e.marker {
			a.Kind, a.Version, a.Size = kindMarker, e.id, 0
		}
		if !e.latest {
			if a.Superseded = s.entries[i-1].modified; !e.marker {
				a.Kind, a.Version = kindVersion, e.id
			}
		}
		if strings.HasPrefix(a.Path, prefix) {
			out[called(a)] = a
		}
	}
	return out
}

func called(a scanners.Asset) string { return a.Kind + " " + a.Path + " " + a.Version }

// open opens an archive and learns that it keeps versions.
func (s *archive) open(t *testing.T, prefix string) *scanner {
	t.Helper()
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	sc := openURL(t, "s3://k:s@b"+prefix+"?provider=aws&endpoint="+srv.URL)
	if _, err := sc.Facts(t.Context()); err != nil {
		t.Fatal(err)
	}
	return sc
}

// gathered lists the parts one after the other.
func gathered(t *testing.T, parts ...scanners.Part) (map[string]scanners.Asset, error) {
	t.Helper()
	all := map[string]scanners.Asset{}
	for _, part := range parts {
		err := part(t.Context(), func(a scanners.Asset) error {
			a.Expiry, a.Expires = 0, time.Time{}
			if _, twice := all[called(a)]; twice {
				t.Errorf("%s came twice", called(a))
			}
			all[called(a)] = a
			return nil
		})
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

func same(t *testing.T, got, want map[string]scanners.Asset) {
	t.Helper()
	if maps.Equal(got, want) {
		return
	}
	shown := 0
	for k, w := range want {
		if g := got[k]; g != w && shown < 3 {
			shown++
			t.Errorf("%s:\n got %+v\nwant %+v", k, g, w)
		}
	}
	for k := range got {
		if _, ok := want[k]; !ok {
			t.Errorf("%s is too much", k)
		}
	}
	t.Errorf("%d listed, want %d", len(got), len(want))
}

func TestVersionsAreListedOverPages(t *testing.T) {
	for name, change := range map[string]func(*archive){
		"all on a page":                  func(s *archive) {},
		"pages of three":                 func(s *archive) { s.page = 3 },
		"pages of one":                   func(s *archive) { s.page = 1 },
		"pages begin with the last":      func(s *archive) { s.page, s.inclusive = 3, true },
		"pages say not where to go on":   func(s *archive) { s.page, s.noMarkers = 4, true },
		"documents are left to the SDK":  func(s *archive) { s.comments = true },
		"small ones are left to the SDK": func(s *archive) { s.page, s.comments = 3, true },
		"keys are encoded":               func(s *archive) { s.page, s.encoded = 5, true },
	} {
		t.Run(name, func(t *testing.T) {
			s := written(9)
			change(s)
			sc := s.open(t, "")
			got, err := gathered(t, sc.Assets)
			if err != nil {
				t.Fatal(err)
			}
			same(t, got, s.truth(""))
			sc = s.open(t, "/f1/k")
			if got, err = gathered(t, sc.Assets); err != nil {
				t.Fatal(err)
			}
			same(t, got, s.truth("f1/k"))
		})
	}
}

// TestMarkersOfOneKeyAreNotOfTheNext holds two older versions of a key, of which a rule
// keeps two, behind a key with markers.
func TestMarkersOfOneKeyAreNotOfTheNext(t *testing.T) {
	sc, _ := ruled(t, `<Rule><Filter/><Status>Enabled</Status><NoncurrentVersionExpiration><NoncurrentDays>10</NoncurrentDays><NewerNoncurrentVersions>2</NewerNoncurrentVersions></NoncurrentVersionExpiration></Rule>`)
	sc.versioning = versioningEnabled
	var p page
	at := day("2026-02-01")
	for _, e := range []struct{ path, kind, id string }{{"a", kindObject, "4"}, {"a", kindMarker, "3"}, {"a", kindMarker, "2"}, {"b", kindObject, "9"}, {"b", kindVersion, "8"}, {"b", kindVersion, "7"}} {
		at = at.Add(-time.Hour)
		p.objects = append(p.objects, scanners.Asset{Path: e.path, Kind: e.kind, Size: 1, Modified: at})
		p.editions = append(p.editions, edition{id: e.id, latest: e.kind == kindObject})
	}
	follow := follower{s: sc}
	for i := range p.objects {
		if !follow.next(&p, i) {
			t.Fatalf("%+v came already", p.objects[i])
		}
		if a := p.objects[i]; a.Path == "b" && a.Expiry != scanners.Kept {
			t.Errorf("%s %s: %v, want it kept", a.Kind, p.editions[i].id, a.Expiry)
		}
	}
}

func TestVersionsAreListedInParts(t *testing.T) {
	s := written(9)
	s.page = 20
	sc := s.open(t, "")
	parts, err := sc.Split(t.Context())
	if err != nil || len(parts) < 6 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	got, err := gathered(t, parts...)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, s.truth(""))
}

func TestVersionsThatNeverEndAreAnErrorAndNoLoop(t *testing.T) {
	s := written(9)
	s.page, s.repeats = 7, true
	sc := s.open(t, "")
	before := s.requests.Load()
	seen := 0
	err := sc.Assets(t.Context(), func(scanners.Asset) error {
		if seen++; seen > 10*s.page {
			return errors.New("it goes on and on")
		}
		return nil
	})
	if !errors.Is(err, errLoop) || s.requests.Load()-before > 3 {
		t.Errorf("%v after %d requests", err, s.requests.Load()-before)
	}
}

// TestVersionsThatMayNotBeListed falls back to what is current, and says so.
func TestVersionsThatMayNotBeListed(t *testing.T) {
	s := written(9)
	s.forbidden = true
	sc := s.open(t, "")
	for name, list := range map[string]func() (map[string]scanners.Asset, error){
		"in one": func() (map[string]scanners.Asset, error) { return gathered(t, sc.Assets) },
		"in parts": func() (map[string]scanners.Asset, error) {
			parts, err := sc.Split(t.Context())
			if err != nil {
				return nil, err
			}
			return gathered(t, parts...)
		},
	} {
		got, err := list()
		if err != nil || len(got) != 2 || got["object current "].Size != 1 {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		gap := got["version {older-versions} "].Unlisted
		if gap == nil || gap.Kind != scanners.GapPermission || !strings.Contains(gap.Reason, "grant s3:ListBucketVersions") {
			t.Errorf("%s: gap %+v", name, gap)
		}
	}
}

// TestVersionsOfARealServer writes more versions than a page holds and compares with what
// was written.
func TestVersionsOfARealServer(t *testing.T) {
	server := scannertest.SharedMinIO(t)
	newBucket(t, server, "many-versions", map[string]string{"a/before": "one\n"}) // "null"
	c, bucket := owner(server), aws.String("many-versions")
	if _, err := c.PutBucketVersioning(t.Context(), &sdk.PutBucketVersioningInput{Bucket: bucket, VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}}); err != nil {
		t.Fatal(err)
	}
	type id struct{ kind, path, version string }
	want := map[id]int64{} // size
	put := func(key, text string) string {
		out, err := c.PutObject(t.Context(), &sdk.PutObjectInput{Bucket: bucket, Key: &key, Body: strings.NewReader(text)})
		if err != nil {
			t.Error(err)
			return ""
		}
		return aws.ToString(out.VersionId)
	}
	remove := func(key string) string {
		out, err := c.DeleteObject(t.Context(), &sdk.DeleteObjectInput{Bucket: bucket, Key: &key})
		if err != nil {
			t.Error(err)
			return ""
		}
		return aws.ToString(out.VersionId)
	}
	put("a/before", "two\n")
	want[id{kindVersion, "a/before", "null"}] = 4
	want[id{kindObject, "a/before", ""}] = 4
	first := put("b/gone", "deleted text\n")
	want[id{kindVersion, "b/gone", first}] = 13
	want[id{kindMarker, "b/gone", remove("b/gone")}] = 0
	var group errgroup.Group
	group.SetLimit(8)
	ids := make([][]string, 12)
	for i := range ids {
		group.Go(func() error {
			for v := range 100 {
				ids[i] = append(ids[i], put(fmt.Sprintf("c/%02d 数据", i), strings.Repeat("x", v)))
			}
			return nil
		})
	}
	_ = group.Wait()
	for i, list := range ids {
		for v, version := range list[:99] {
			want[id{kindVersion, fmt.Sprintf("c/%02d 数据", i), version}] = int64(v)
		}
		want[id{kindObject, fmt.Sprintf("c/%02d 数据", i), ""}] = 99
	}

	sc := openURL(t, urlOf(server, "many-versions"))
	facts, err := sc.Facts(t.Context())
	if err != nil || !slices.Contains(facts, scanners.Fact{Name: "versioning", Value: "enabled", Source: "GetBucketVersioning"}) {
		t.Fatalf("%+v, %v", facts, err)
	}
	parts, err := sc.Split(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(parts) < 2 {
		t.Errorf("%d parts", len(parts))
	}
	for name, list := range map[string][]scanners.Part{"in one": {sc.Assets}, "in parts": parts} {
		got, err := gathered(t, list...)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d, want %d", name, len(got), len(want))
		}
		modified := map[string]map[string]time.Time{} // by path and version
		for _, a := range got {
			k := id{a.Kind, a.Path, a.Version}
			if a.Kind == kindObject {
				k.version = ""
			}
			if size, ok := want[k]; !ok || size != a.Size {
				t.Errorf("%s: %+v", name, a)
			}
			if modified[a.Path] == nil {
				modified[a.Path] = map[string]time.Time{}
			}
			modified[a.Path][k.version] = a.Modified
		}
		for _, a := range got {
			newer := time.Time{} // of what was written next
			for i, list := range ids {
				if at := slices.Index(list, a.Version); at >= 0 && a.Path == fmt.Sprintf("c/%02d 数据", i) && a.Kind == kindVersion {
					next := ""
					if at < 98 {
						next = list[at+1]
					}
					newer = modified[a.Path][next]
				}
			}
			switch {
			case a.Version == "null":
				newer = modified[a.Path][""]
			case a.Version == first:
				newer = got[called(scanners.Asset{Kind: kindMarker, Path: "b/gone", Version: markerOf(got)})].Modified
			}
			if !a.Superseded.Equal(newer) || a.Kind == kindVersion && newer.IsZero() {
				t.Errorf("%s: %s was superseded %v, want %v", name, called(a), a.Superseded, newer)
			}
		}
		for _, version := range []scanners.Asset{got["version b/gone "+first], got["version a/before null"], got["version c/03 数据 "+ids[3][7]]} {
			want := map[string]string{"b/gone": "deleted text\n", "a/before": "one\n"}[version.Path]
			if want == "" {
				want = "xxxxxxx\n"
			}
			if text, err := text(t.Context(), sc, version); err != nil || text != want {
				t.Errorf("%s: %q, %v", called(version), text, err)
			}
		}
	}
}

func markerOf(all map[string]scanners.Asset) string {
	for _, a := range all {
		if a.Kind == kindMarker {
			return a.Version
		}
	}
	return ""
}

// TestVersionWithoutAnIDMayBeAnother reads a version that was written anew after it was
// listed.
func TestVersionWithoutAnIDMayBeAnother(t *testing.T) {
	v := &vendor{objects: map[string]string{"k": "after\n"}, modified: "Sun, 01 Feb 2026 00:00:00 GMT"}
	sc := openURL(t, v.url(t))
	a := scanners.Asset{Path: "k", Kind: kindVersion, Version: nullVersion, Size: 6, Modified: day("2026-01-01")}
	if got, err := text(t.Context(), sc, a); scanners.GapOf(err).Kind != scanners.GapVanished || got != "" {
		t.Errorf("%q, %v", got, err)
	}
	a.Modified = day("2026-02-01")
	if got, err := text(t.Context(), sc, a); err != nil || got != "after\n" {
		t.Errorf("%q, %v", got, err)
	}
	if q := v.queries[len(v.queries)-1]; q.Get("versionId") != nullVersion {
		t.Errorf("asked for %v", q)
	}
}

func TestMarkerHasNoContent(t *testing.T) {
	v := &vendor{objects: many(1)}
	sc := openURL(t, v.url(t))
	before := len(v.log)
	drawn, err := sc.Sample(context.Background(), scanners.Asset{Path: "k", Kind: kindMarker, Version: "m"}, scanners.Draw{Depth: scanners.Full}, func(*scanners.Batch) error { return nil })
	if err != nil || len(drawn.Gaps) > 0 || drawn.Bytes != 0 || len(v.log) != before {
		t.Errorf("%+v, %v, %d requests", drawn, err, len(v.log)-before)
	}
}
