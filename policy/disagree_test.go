package policy

import (
	"slices"
	"testing"

	"piiventory/scanners"
)

func TestDisagreements(t *testing.T) {
	type f = scanners.Fact
	for name, c := range map[string]struct {
		facts []f
		want  []string
	}{
		"nothing": {nil, nil},
		"one name of a region twice": {[]f{{Name: "provider", Value: "ks3", Source: "endpoint host"},
			{Name: "region", Value: "cn-hk-1", Source: "endpoint host"}, {Name: "region", Value: "HONGKONG", Source: "GetBucketLocation"},
			{Name: "jurisdiction", Value: "HK", Source: "endpoint host"}, {Name: "jurisdiction", Value: "HK", Source: "GetBucketLocation"}}, nil},
		"two regions of a country": {[]f{{Name: "provider", Value: "ks3", Source: "endpoint host"},
			{Name: "region", Value: "cn-shanghai", Source: "endpoint host"}, {Name: "region", Value: "BEIJING", Source: "GetBucketLocation"},
			{Name: "jurisdiction", Value: "CN", Source: "endpoint host"}, {Name: "jurisdiction", Value: "CN", Source: "GetBucketLocation"}}, []string{"region"}},
		"one region id, two providers": {[]f{{Name: "provider", Value: "obs", Source: "configuration"}, {Name: "provider", Value: "aws", Source: "endpoint host"},
			{Name: "region", Value: "ap-southeast-1", Source: "configuration"}, {Name: "region", Value: "ap-southeast-1", Source: "endpoint host"},
			{Name: "jurisdiction", Value: "HK", Source: "configuration"}, {Name: "jurisdiction", Value: "SG", Source: "endpoint host"}}, []string{"provider", "jurisdiction"}},
		"two names of a provider":   {[]f{{Name: "provider", Value: "aliyun", Source: "configuration"}, {Name: "provider", Value: "oss", Source: "endpoint host"}}, nil},
		"who runs on the other":     {[]f{{Name: "provider", Value: "neon", Source: "database host"}, {Name: "provider", Value: "aws", Source: "server"}}, nil},
		"a country of a set":        {[]f{{Name: "jurisdiction", Value: "EU", Source: "jurisdiction host"}, {Name: "jurisdiction", Value: "DE", Source: "configuration"}}, nil},
		"two countries of a set":    {[]f{{Name: "jurisdiction", Value: "EU", Source: "a"}, {Name: "jurisdiction", Value: "DE", Source: "b"}, {Name: "jurisdiction", Value: "FR", Source: "c"}}, []string{"jurisdiction"}},
		"sets that overlap":         {[]f{{Name: "jurisdiction", Value: "FI,NL", Source: "a"}, {Name: "jurisdiction", Value: "NL", Source: "b"}}, nil},
		"sets that do not":          {[]f{{Name: "jurisdiction", Value: "FI,NL", Source: "a"}, {Name: "jurisdiction", Value: "CH,DE", Source: "b"}}, []string{"jurisdiction"}},
		"Hong Kong is not CN":       {[]f{{Name: "jurisdiction", Value: "CN", Source: "a"}, {Name: "jurisdiction", Value: "HK", Source: "b"}}, []string{"jurisdiction"}},
		"unknown is no other value": {[]f{{Name: "jurisdiction", Value: "CN", Source: "a"}, {Name: "jurisdiction", Source: "b", Unknown: true}}, nil},
		"an answer that means nothing": {[]f{{Name: "provider", Value: "us3", Source: "endpoint host"},
			{Name: "region", Value: "hk", Source: "endpoint host"}, {Name: "jurisdiction", Value: "HK", Source: "endpoint host"},
			{Name: "region", Value: "cn-bj", Source: "GetBucketLocation"}, {Name: "jurisdiction", Source: "GetBucketLocation", Unknown: true}}, nil},
		"answers that both mean nothing": {[]f{
			{Name: "region", Value: "here", Source: "configuration"}, {Name: "jurisdiction", Source: "configuration", Unknown: true},
			{Name: "region", Value: "there", Source: "GetBucketLocation"}, {Name: "jurisdiction", Source: "GetBucketLocation", Unknown: true}}, []string{"region"}},
		"a host and its other name": {[]f{{Name: "provider", Value: "alibaba", Source: "database host"}, {Name: "provider", Value: "aws", Source: "CNAME of the host"},
			{Name: "region", Value: "singapore", Source: "database host"}, {Name: "region", Value: "ap-southeast-1", Source: "CNAME of the host"}}, []string{"provider"}},
		"a part of the store": {[]f{{Name: "jurisdiction", Value: "CN", Source: "a"}, {Name: "jurisdiction", Value: "SG", Source: "b", Scope: "logs/"}}, nil},
	} {
		if got := Disagreements(c.facts); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		slices.Reverse(c.facts)
		if got := Disagreements(c.facts); !slices.Equal(got, c.want) {
			t.Errorf("%s, the other way round: %q, want %q", name, got, c.want)
		}
	}
}
