// Package places knows where the regions of providers lie and what the names of
// hosts say of provider and region: one table for object storage and databases, with no
// client library of any.
package places

import (
	"net"
	"regexp"
	"strings"
)

// A Place is what the name of an endpoint host says. Region is empty when it
// says nothing of it, and Reason then says why.
type Place struct{ Provider, Region, Reason string }

// A hostPattern recognises the endpoint hosts of one provider, with and without
// a bucket in front. Its first group is the region; a group that matched empty
// means that the host names none.
type hostPattern struct {
	provider string
	pattern  *regexp.Regexp
	reason   string // why a host without region has none
}

// An optional bucket, or a virtual network's endpoint, in front of the host. A
// bucket's name may hold dots.
const front = `^(?:[a-z0-9_.-]+\.)?`

var hostPatterns = []hostPattern{
	// Accelerated and global hosts come first: they would match the others.
	{"aws", regexp.MustCompile(front + `s3-accelerate(?:\.dualstack)?\.amazonaws\.com()$`), "transfer acceleration names no region"},
	{"aws", regexp.MustCompile(front + `s3\.amazonaws\.com()$`), "the global host of S3 names no region"},
	{"aws", regexp.MustCompile(front + `s3(?:-fips)?(?:\.dualstack)?[.-]([a-z]{2,4}-(?:[a-z]+-)+[0-9]+)(?:\.vpce)?\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu)$`), ""},
	{"ks3", regexp.MustCompile(front + `ks3-([a-z0-9-]+?)(?:-internal)?\.(?:ksyuncs|ksyun)\.com$`), ""},
	{"qiniu", regexp.MustCompile(front + `s3[.-]([a-z0-9-]+)\.qiniucs\.com$`), ""},
	{"us3", regexp.MustCompile(front + `(?:s3-)?([a-z0-9-]+)\.ufileos\.com$`), ""},
	{"wangsu", regexp.MustCompile(front + `s3-([a-z0-9-]+)\.wcsapi\.com$`), ""},
	{"oss", regexp.MustCompile(front + `oss-accelerate(?:-overseas)?\.aliyuncs\.com()$`), "transfer acceleration names no region"},
	{"oss", regexp.MustCompile(front + `oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$`), ""},
	{"cos", regexp.MustCompile(front + `cos\.accelerate\.myqcloud\.com()$`), "transfer acceleration names no region"},
	{"cos", regexp.MustCompile(front + `cos\.([a-z0-9-]+)\.myqcloud\.com$`), ""},
	{"obs", regexp.MustCompile(front + `obs\.([a-z0-9-]+)\.myhuaweicloud\.com$`), ""},
	{"r2", regexp.MustCompile(front + `(eu|us)\.r2\.cloudflarestorage\.com$`), ""},
	{"r2", regexp.MustCompile(front + `r2\.cloudflarestorage\.com()$`), "R2 outside a jurisdiction guarantees no place"},
	{"gcs", regexp.MustCompile(front + `storage\.googleapis\.com()$`), "the host of GCS names no location"},
	{"b2", regexp.MustCompile(front + `s3\.([a-z0-9-]+)\.backblazeb2\.com$`), ""},
	{"eos", regexp.MustCompile(front + `eos-([a-z0-9-]+)\.cmecloud\.cn$`), ""},
}

// OfHost reads provider and region off an endpoint host, with or without a
// port. Both are empty for hosts of one's own: addresses, MinIO, Ceph, CDN and
// custom domains.
func OfHost(host string) Place { return ofHost(host, hostPatterns) }

func ofHost(host string, patterns []hostPattern) Place {
	if h, port, err := net.SplitHostPort(host); err == nil && strings.Trim(port, "0123456789") == "" {
		host = h
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	for _, p := range patterns {
		m := p.pattern.FindStringSubmatch(host)
		if m == nil {
			continue
		}
		if m[1] == "" {
			return Place{Provider: p.provider, Reason: p.reason}
		}
		return Place{Provider: p.provider, Region: m[1]}
	}
	return Place{Reason: "the host is not one of a known provider and names no region"}
}
