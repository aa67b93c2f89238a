package places

import "strings"

// cdns are the domains below which content delivery networks give their customers
// names, as lists of CNAMEs in public code have them and customers' zones show them.
var cdns = map[string]string{
	"cloudfront.net": "Amazon CloudFront",
	"akamai.net":     "Akamai", "akamaiedge.net": "Akamai", "akadns.net": "Akamai",
	"fastly.net": "Fastly", "fastlylb.net": "Fastly",
	"cdn.cloudflare.net": "Cloudflare",
	"b-cdn.net":          "BunnyCDN",
	"cdn77.net":          "CDN77", "cdn77.org": "CDN77",
	"kunlunca.com": "Alibaba Cloud", "kunluncan.com": "Alibaba Cloud", "kunlunar.com": "Alibaba Cloud", "alikunlun.com": "Alibaba Cloud",
	"cdn.dnsv1.com": "Tencent Cloud", "tdnsv5.com": "Tencent Cloud", "file.myqcloud.com": "Tencent Cloud",
	"cdnhwc1.com": "Huawei Cloud", "cdnhwc2.com": "Huawei Cloud", "cdnhwc3.com": "Huawei Cloud",
	"ksyuncdn.com": "Kingsoft Cloud", "ks-cdn.com": "Kingsoft Cloud",
	"qiniudns.com": "Qiniu", "clouddn.com": "Qiniu",
	"lxdns.com": "Wangsu", "wscdns.com": "Wangsu", "wsdvs.com": "Wangsu", "wsglb0.com": "Wangsu", "cdn20.com": "Wangsu",
	"cdn30.com": "Wangsu", "ourplat.net": "Wangsu", "wswebcdn.com": "Wangsu", "wswebpic.com": "Wangsu",
	"wscloudcdn.com": "Wangsu", "mwcloudcdn.com": "Wangsu",
	"ccgslb.com": "ChinaCache", "ccgslb.net": "ChinaCache", "chinacache.net": "ChinaCache",
}

// cdnOf returns whose CDN a host belongs to, "" for none.
func cdnOf(name string) string {
	for at := strings.IndexByte(name, '.'); at >= 0; {
		if cdn := cdns[name[at+1:]]; cdn != "" {
			return cdn
		}
		next := strings.IndexByte(name[at+1:], '.')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return ""
}
