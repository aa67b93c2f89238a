package s3

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
)

// names is a resolver that knows some names.
type names map[string]string

func (n names) LookupCNAME(_ context.Context, host string) (string, error) {
	if target, ok := n[host]; ok {
		return target, nil
	}
	return "", errors.New("no such host")
}

// said are facts about the place, each as "name=value source", with "?" for what is unknown.
func said(facts []scanners.Fact) []string {
	var out []string
	for _, f := range facts {
		if !slices.Contains([]string{"provider", "region", "jurisdiction", "network"}, f.Name) {
			continue
		}
		value := f.Value
		if f.Unknown {
			value = "?"
		}
		out = append(out, f.Name+"="+value+" "+f.Source)
	}
	slices.Sort(out)
	return out
}

func TestStoreAtAnAddressOfOnesOwn(t *testing.T) {
	v := &vendor{objects: many(1)}
	facts, err := openURL(t, v.url(t)).Facts(t.Context())
	want := []string{"jurisdiction=? GetBucketLocation", "jurisdiction=? endpoint host", "jurisdiction=? x-amz-bucket-region", "network=private connection",
		"provider=? endpoint host", "region=? GetBucketLocation", "region=? endpoint host", "region=? x-amz-bucket-region"}
	if got := said(facts); err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	for _, f := range facts {
		if f.Name == "jurisdiction" && f.Source == fromHost && !strings.Contains(f.Reason, "an IP address") {
			t.Errorf("%+v", f)
		}
	}
}

func TestCustomDomainOfABucketIsLookedUp(t *testing.T) {
	v := &vendor{objects: many(1)}
	sc := openURL(t, v.url(t))
	known := names{"logs.example.com.": "b.oss-cn-hongkong.aliyuncs.com.", "cdn.example.com.": "x.cloudfront.net.", "own.example.com.": "own.example.com."}
	for host, want := range map[string][]string{
		"logs.example.com:443":         {"jurisdiction=HK CNAME of the host", "provider=oss CNAME of the host", "region=cn-hongkong CNAME of the host"},
		"cdn.example.com":              {"jurisdiction=? CNAME of the host"},
		"own.example.com":              {"jurisdiction=? CNAME of the host"},
		"127.0.0.1:9000":               nil,
		"oss-cn-hangzhou.aliyuncs.com": nil,
		"":                             nil, // AWS's own
	} {
		sc.host = host
		if got := said(sc.renamed(t.Context(), known)); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", host, got, want)
		}
	}
	sc.host = "logs.example.com"
	sc.caller.proxied.Store(true)
	if got := sc.renamed(t.Context(), known); got != nil {
		t.Errorf("a name that a proxy resolves was looked up here: %+v", got)
	}
}

// What is at the other end of a connection to a proxy says nothing of the store.
func TestProxyHidesWhereTheStoreIs(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer srv.Close()
	proxy, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	for target, want := range map[string]string{"http://storage.example.com/": "?", srv.URL: "private"} {
		c := &caller{transport: &http.Transport{}, budget: &scanners.Budget{}, pace: newPace(), bodyWait: bodyWait}
		if want == "?" {
			c.transport.Proxy = http.ProxyURL(proxy)
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		c.transport.CloseIdleConnections()
		if got := said([]scanners.Fact{c.network()}); got[0] != "network="+want+" connection" {
			t.Errorf("%s: %q", target, got)
		}
	}
}
