package s3

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// contents writes objects as a listing has them.
func contents(keys ...string) string {
	var b strings.Builder
	for i, k := range keys {
		fmt.Fprintf(&b, "<Contents><Key>%s</Key><LastModified>2026-01-02T03:04:0%d.123Z</LastModified><ETag>&quot;e%d&quot;</ETag><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><Size>%d</Size><StorageClass>STANDARD</StorageClass><Owner><ID>x</ID><DisplayName/></Owner></Contents>", k, i%10, i, i)
	}
	return b.String()
}

// TestAnswersAreReadAsTheSDKReadsThem gives the same document twice, the second time
// with a comment in it, which is left to the SDK.
func TestAnswersAreReadAsTheSDKReadsThem(t *testing.T) {
	doc := ""
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, doc) }))
	defer srv.Close()
	doc = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
	sc := openURL(t, "s3://k:s@b?endpoint="+srv.URL)
	for name, c := range map[string]struct {
		body string
		here bool // read here and not by the SDK
	}{
		"plain":               {contents("a", "b/c d", "é/数据", " leading", "//"), true},
		"escaped":             {contents("a&amp;b", "&lt;&gt;&apos;", "tab&#9;new&#xA;line&#13;", "&#25968;"), true},
		"prefixes":            {contents("a") + "<CommonPrefixes><Prefix>x/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>y&amp;/</Prefix></CommonPrefixes>", true},
		"encoded":             {"<EncodingType>url</EncodingType>" + contents("a%01+b", "%E6%95%B0") + "<CommonPrefixes><Prefix>x%20y/</Prefix></CommonPrefixes>", true},
		"a token":             {"<NextContinuationToken>t&amp;1</NextContinuationToken>" + contents("a"), true},
		"little is told":      {"<Contents><Key>a</Key></Contents><Contents><Key>b</Key><LastModified>2026-01-02T03:04:05Z</LastModified></Contents>", true},
		"empty elements":      {"<Prefix/><Contents><Key/><Size>3</Size></Contents><Contents><Key>k</Key><ETag/><Owner/></Contents>", true},
		"attributes":          {`<Contents a="b"><Key>a</Key><Owner xmlns="http://x/" type="y"><ID>1</ID></Owner></Contents>`, true},
		"another class":       {"<Contents><Key>a</Key><StorageClass>GLACIER</StorageClass></Contents>", true},
		"lines between":       {"\n  <Contents>\n\t<Key>a</Key>\n </Contents>\n", true},
		"a time with an hour": {"<Contents><Key>a</Key><LastModified>2026-01-02T03:04:05.123456Z</LastModified></Contents>", true},
		"CDATA":               {"<Contents><Key><![CDATA[a<b]]></Key></Contents>", false},
		"other case":          {"<contents><key>a</key></contents>", false},
		"a carriage return":   {"<Contents><Key>a\rb</Key></Contents>", false},
		"a prefix of names":   {"<s:Contents><s:Key>a</s:Key></s:Contents>", false},
	} {
		t.Run(name, func(t *testing.T) {
			whole := `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">%s<Name>b</Name><IsTruncated>true</IsTruncated>` + strings.ReplaceAll(c.body, "%", "%%") + `</ListBucketResult>`
			plain := fmt.Sprintf(whole, "")
			if ok := new(answer).parse([]byte(plain), rootOfObjects); ok != c.here {
				t.Errorf("read here: %v", ok)
			}
			doc = plain
			got, err := sc.fetch(t.Context(), cursor{}, "")
			if err != nil {
				t.Fatal(err)
			}
			doc = fmt.Sprintf(whole, "<!-- left to the SDK -->")
			if new(answer).parse([]byte(doc), rootOfObjects) {
				t.Fatal("a comment is read here")
			}
			want, err := sc.fetch(t.Context(), cursor{}, "")
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got.objects, want.objects) || !slices.Equal(got.prefixes, want.prefixes) || got.more != want.more || got.next != want.next {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			if c.here && name == "plain" && len(got.objects) != 5 {
				t.Errorf("%d keys", len(got.objects))
			}
		})
	}
}

// FuzzAnswer holds that what is read here is what encoding/xml reads.
func FuzzAnswer(f *testing.F) {
	f.Add("<ListBucketResult>" + contents("a", "b&amp;c", "tab&#9;") + "<IsTruncated>true</IsTruncated><CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes></ListBucketResult>")
	f.Add(`<?xml version="1.0"?><ListBucketResult a="b"><X><Y/><Z>1</Z></X><Contents><Key/></Contents></ListBucketResult>`)
	f.Add("<ListBucketResult><Contents><Key>a<b></b></Key></Contents></ListBucketResult>")
	f.Add("<ListBucketResult>" + strings.Repeat("<a>", 100))
	f.Fuzz(func(t *testing.T, doc string) {
		var a answer
		if !a.parse([]byte(doc), rootOfObjects) {
			return
		}
		var want struct {
			IsTruncated bool
			Contents    []struct{ Key, ETag string }
			Prefixes    []string `xml:"CommonPrefixes>Prefix"`
		}
		if err := xml.Unmarshal([]byte(doc), &want); err != nil {
			t.Fatalf("encoding/xml refuses it: %v", err)
		}
		var keys, gotKeys []string
		for _, c := range want.Contents {
			keys = append(keys, c.Key)
		}
		for _, o := range a.objects {
			gotKeys = append(gotKeys, o.Path)
		}
		if !slices.Equal(keys, gotKeys) || a.more != want.IsTruncated || !slices.Equal(a.prefixes, want.Prefixes) {
			t.Errorf("got %q %q %v, want %+v", gotKeys, a.prefixes, a.more, want)
		}
	})
}

func TestMoments(t *testing.T) {
	for in, want := range map[string]time.Time{
		"2026-01-02T03:04:05.678Z":  time.Date(2026, 1, 2, 3, 4, 5, 678e6, time.UTC),
		"2026-01-02T03:04:05Z":      time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		"2026-01-02T03:04:05.1Z":    time.Date(2026, 1, 2, 3, 4, 5, 1e8, time.UTC),
		"2024-02-29T23:59:59.999Z":  time.Date(2024, 2, 29, 23, 59, 59, 999e6, time.UTC),
		"2026-02-30T03:04:05.000Z":  {},
		"2026-13-02T03:04:05.000Z":  {},
		"2026-01-02T24:04:05.000Z":  {},
		"2026-01-02T03:04:05.0x0Z":  {},
		"2026-01-02 03:04:05.0000Z": {},
		"":                          {},
	} {
		got, ok := moment([]byte(in))
		if ok == want.IsZero() || ok && !got.Equal(want) {
			t.Errorf("%q: %v, %v", in, got, ok)
		}
	}
	if a := (&described{key: "k", size: 3, modified: time.Unix(0, 0).UTC()}).asset(); a.Version != "time:3-1970-01-01T00:00:00Z" || a != (scanners.Asset{Path: "k", Kind: "object", Size: 3, Rows: -1, Version: a.Version, Modified: a.Modified}) {
		t.Errorf("%+v", a)
	}
}
