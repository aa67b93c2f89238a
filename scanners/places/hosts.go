package places

import "regexp"

// An optional bucket, or a virtual network's endpoint, in front of the host. A
// bucket's name may hold dots.
const front = `^(?:[a-z0-9_.-]+\.)?`

// hostPatterns recognise the endpoints of object stores, as the vendors' lists of
// endpoints and the provider files of rclone have them.
var hostPatterns = []hostPattern{
	// Accelerated and global hosts come first: they would match the others.
	{provider: "aws", pattern: regexp.MustCompile(front + `s3-accelerate(?:\.dualstack)?\.amazonaws\.com()$`), reason: "transfer acceleration names no region"},
	{provider: "aws", pattern: regexp.MustCompile(front + `s3(?:-external-1)?\.amazonaws\.com()$`), reason: "the global host of S3 names no region"},
	{provider: "aws", pattern: regexp.MustCompile(front + `accesspoint\.s3-global\.amazonaws\.com()$`), reason: "an access point of several regions names none"},
	// Websites, access points, Object Lambda, the control hosts and S3 on Outposts (AWS
	// General Reference, "Amazon S3 endpoints and quotas").
	{provider: "aws", pattern: regexp.MustCompile(front + `s3-website[.-]` + region + `\.amazonaws\.com(?:\.cn)?$`)},
	{provider: "aws", pattern: regexp.MustCompile(front + `s3-(?:accesspoint|object-lambda|control|outposts)(?:-fips)?(?:\.dualstack)?\.` + region + `(?:\.vpce)?\.amazonaws\.com(?:\.cn)?$`)},
	// Directory buckets: BUCKET.s3express-ZONE.REGION.amazonaws.com.
	{provider: "aws", pattern: regexp.MustCompile(front + `s3express(?:-fips)?-[a-z0-9-]+(?:\.dualstack)?\.` + region + `(?:\.vpce)?\.amazonaws\.com$`)},
	{provider: "aws", pattern: regexp.MustCompile(front + `s3(?:-fips)?(?:\.dualstack)?[.-]([a-z]{2,4}-(?:[a-z]+-)+[0-9]+)(?:\.vpce)?\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu)$`)},
	{provider: "ks3", pattern: regexp.MustCompile(front + `ks3-([a-z0-9-]+?)(?:-internal)?\.(?:ksyuncs|ksyun)\.com$`)},
	{provider: "qiniu", pattern: regexp.MustCompile(front + `s3[.-]([a-z0-9-]+)\.qiniucs\.com$`)},
	{provider: "us3", pattern: regexp.MustCompile(front + `(?:s3-)?([a-z0-9-]+)\.ufileos\.com$`)},
	{provider: "wangsu", pattern: regexp.MustCompile(front + `s3-([a-z0-9-]+)\.wcsapi\.com$`)},
	{provider: "oss", pattern: regexp.MustCompile(front + `oss-accelerate(?:-overseas)?\.aliyuncs\.com()$`), reason: "transfer acceleration names no region"},
	{provider: "oss", pattern: regexp.MustCompile(front + `(?:vpc100-)?oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$`)},
	{provider: "oss", pattern: regexp.MustCompile(front + `oss\.aliyuncs\.com()$`), reason: globalHost},
	{provider: "cos", pattern: regexp.MustCompile(front + `cos(?:-internal)?\.accelerate\.(?:myqcloud\.com|tencentcos\.cn)()$`), reason: "transfer acceleration names no region"},
	{provider: "cos", pattern: regexp.MustCompile(front + `service\.cos\.(?:myqcloud\.com|tencentcos\.cn)()$`), reason: globalHost},
	{provider: "cos", pattern: regexp.MustCompile(front + `cos(?:-website|-internal)?\.([a-z0-9-]+)\.(?:myqcloud\.com|tencentcos\.cn)$`)},
	{provider: "obs", pattern: regexp.MustCompile(front + `obs(?:-website)?\.([a-z0-9-]+)\.(?:myhuaweicloud|myhwclouds)\.com$`)},
	{provider: "obs", pattern: regexp.MustCompile(front + `obs\.(?:myhuaweicloud|myhwclouds)\.com()$`), reason: globalHost},
	{provider: "r2", pattern: regexp.MustCompile(front + `(eu|us)\.r2\.cloudflarestorage\.com$`)},
	{provider: "r2", pattern: regexp.MustCompile(front + `r2\.(?:cloudflarestorage\.com|dev)()$`), reason: "R2 outside a jurisdiction guarantees no place"},
	{provider: "gcs", pattern: regexp.MustCompile(front + `(?:commondata)?storage\.googleapis\.com()$`), reason: "the host of GCS names no location"},
	{provider: "gcs", pattern: regexp.MustCompile(front + `storage\.([a-z]+-[a-z]+[0-9]+)\.rep\.googleapis\.com$`)},
	{provider: "b2", pattern: regexp.MustCompile(front + `s3\.([a-z0-9-]+)\.backblazeb2\.com$`)},
	{provider: "eos", pattern: regexp.MustCompile(front + `eos[.-]([a-z0-9-]+)\.cmecloud\.cn$`)},
}

// globalHost is why a host that stands for all regions of a vendor has none.
const globalHost = "the global host of the provider names no region"
