package places

import "strings"

// providers maps the names that people use to the keys of the table of regions.
var providers = map[string]string{
	"amazon": "aws", "kingsoft": "ks3", "ksyun": "ks3", "ksc": "ks3", "kodo": "qiniu", "ucloud": "us3",
	"wos": "wangsu", "wcs": "wangsu", "alibaba": "oss", "aliyun": "oss", "tencent": "cos", "qcloud": "cos",
	"huawei": "obs", "huaweicloud": "obs", "cloudflare": "r2", "google": "gcs", "gcp": "gcs", "backblaze": "b2",
	"cmcc": "eos", "ecloud": "eos",
}

// vendors are the names of vendors where the key of the table is that of their object
// storage, and the thing is none.
var vendors = map[string]string{"ks3": "kingsoft", "us3": "ucloud", "oss": "alibaba", "cos": "tencent", "obs": "huawei", "gcs": "google"}

// Provider returns the key of the table for a name in any spelling; a name that
// is not known stays as it is, in lower case.
func Provider(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	if key, ok := providers[name]; ok {
		return key
	}
	return name
}

// Vendor returns the name of the vendor for a name in any spelling, for things that are
// not object storage: a database at "aliyun" or "oss" is one of "alibaba".
func Vendor(name string) string {
	key := Provider(name)
	if v, ok := vendors[key]; ok {
		return v
	}
	return key
}

// SameProvider says whether two names are of one vendor, or of one that runs its
// servers at the other.
func SameProvider(a, b string) bool {
	x, _ := canonical(a, "")
	y, _ := canonical(b, "")
	return x == y
}
