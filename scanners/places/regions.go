package places

import (
	"regexp"
	"strings"
)

// A region id means nothing without its provider: "ap-southeast-1" is Singapore
// at AWS and Hong Kong at Huawei, "cn-north-1" is Beijing at AWS and Hebei at
// Qiniu. The table is therefore keyed by both.
//
// The sources are the vendors' own endpoint lists and the provider files of
// widely used S3 clients. What only one unverified memory says is not in here;
// a region that is missing is unknown, which is never a pass.

// regions maps provider and region id to ISO 3166-1 alpha-2. Mainland China,
// Hong Kong, Macau and Taiwan are four jurisdictions: CN, HK, MO, TW. An id that
// ends in "*" stands for all ids with that beginning that have no entry of
// their own.
var regions = map[string]map[string]string{
	"aws": {
		"us-*": "US", "ca-*": "CA", "mx-central-1": "MX", "sa-east-1": "BR",
		"eu-central-1": "DE", "eu-central-2": "CH", "eu-west-1": "IE", "eu-west-2": "GB", "eu-west-3": "FR",
		"eu-north-1": "SE", "eu-south-1": "IT", "eu-south-2": "ES", "eusc-de-east-1": "DE",
		"il-central-1": "IL", "me-south-1": "BH", "me-central-1": "AE", "af-south-1": "ZA",
		"ap-east-1": "HK", "ap-east-2": "TW",
		"ap-northeast-1": "JP", "ap-northeast-2": "KR", "ap-northeast-3": "JP",
		"ap-south-1": "IN", "ap-south-2": "IN",
		"ap-southeast-1": "SG", "ap-southeast-2": "AU", "ap-southeast-3": "ID", "ap-southeast-4": "AU",
		"ap-southeast-5": "MY", "ap-southeast-6": "NZ", "ap-southeast-7": "TH",
		"cn-north-1": "CN", "cn-northwest-1": "CN",
		"EU": "IE", // GetBucketLocation's old name of eu-west-1
	},
	"ks3": {
		"cn-beijing": "CN", "cn-shanghai": "CN", "cn-guangzhou": "CN", "cn-qingyang": "CN", "cn-northwest-1": "CN",
		"jr-beijing": "CN", "jr-shanghai": "CN", "gov-beijing": "CN",
		"cn-hk-1": "HK", "sgp": "SG", "rus": "RU", "eu-east-1": "RU", "us-west-1": "US",
		// As GetBucketLocation answers.
		"BEIJING": "CN", "SHANGHAI": "CN", "GUANGZHOU": "CN", "QINGYANG": "CN", "JR_BEIJING": "CN", "GOV_BEIJING": "CN",
		"HONGKONG": "HK", "SINGAPORE": "SG", "RUSSIA": "RU",
	},
	"qiniu": {
		"cn-east-1": "CN", "z0": "CN", "cn-east-2": "CN", "cn-north-1": "CN", "z1": "CN",
		"cn-south-1": "CN", "z2": "CN", "cn-northwest-1": "CN",
		"us-north-1": "US", "na0": "US", "ap-southeast-1": "SG", "as0": "SG",
		"ap-southeast-2": "VN", "ap-southeast-3": "VN", "ap-northeast-1": "KR",
	},
	"us3": {
		"cn-bj": "CN", "cn-wlcb": "CN", "cn-sh2": "CN", "cn-gd": "CN", "cn-guiyang1": "CN",
		"hk": "HK", "tw-tp": "TW", "us-ca": "US", "us-ws": "US", "sg": "SG", "idn-jakarta": "ID",
		"afr-nigeria": "NG", "bra-saopaulo": "BR", "uae-dubai": "AE", "ge-fra": "DE", "vn-sng": "VN",
		"ind-mumbai": "IN", "kr-seoul": "KR", "jpn-tky": "JP", "th-bkk": "TH", "uk-london": "GB",
		"rus-mosc": "RU", "pk-khi": "PK",
	},
	"wangsu": {"cn-south-1": "CN", "cn-east-1": "CN", "cn-north-1": "CN", "sin1": "SG"},
	"oss": {
		"cn-hongkong": "HK", "cn-hongkong-*": "HK", "cn-*": "CN", "us-*": "US",
		"ap-southeast-1": "SG", "ap-southeast-2": "AU", "ap-southeast-3": "MY", "ap-southeast-5": "ID",
		"ap-northeast-1": "JP", "ap-south-1": "IN", "eu-central-1": "DE", "eu-west-1": "GB", "me-east-1": "AE",
	},
	"cos": {
		"ap-beijing": "CN", "ap-nanjing": "CN", "ap-shanghai": "CN", "ap-guangzhou": "CN", "ap-chengdu": "CN",
		"ap-chongqing": "CN", "ap-hongkong": "HK", "ap-singapore": "SG", "ap-mumbai": "IN", "ap-seoul": "KR",
		"ap-bangkok": "TH", "ap-tokyo": "JP", "na-siliconvalley": "US", "na-ashburn": "US", "na-toronto": "CA",
		"eu-frankfurt": "DE", "eu-moscow": "RU",
	},
	"obs": {
		"cn-*": "CN", "ap-southeast-1": "HK", "ap-southeast-2": "TH", "ap-southeast-3": "SG", "af-south-1": "ZA",
		"sa-argentina-1": "AR", "sa-peru-1": "PE", "sa-chile-1": "CL", "sa-brazil-1": "BR", "na-mexico-1": "MX",
		"ru-northwest-2": "RU",
	},
	// R2 without a jurisdiction places objects where it likes; its location hints
	// are no guarantee and are not in here. EU is a set of countries.
	"r2": {"eu": "EU", "us": "US"},
	// The other locations of GCS, multi-regions among them, are not verified.
	"gcs": {"asia-east1": "TW", "asia-east2": "HK"},
	// EOS names a city of mainland China and a number; see Jurisdiction.
	"eos": {},
	// Which country a B2 cluster is in is not verified.
	"b2": {},
	// MinIO, Ceph and the like answer what their owner configured.
	"minio": {},
}

// providers maps the names that people use to the keys of the table.
var providers = map[string]string{
	"amazon": "aws", "kingsoft": "ks3", "ksyun": "ks3", "ksc": "ks3", "kodo": "qiniu", "ucloud": "us3",
	"wos": "wangsu", "wcs": "wangsu", "alibaba": "oss", "aliyun": "oss", "tencent": "cos", "qcloud": "cos",
	"huawei": "obs", "huaweicloud": "obs", "cloudflare": "r2", "google": "gcs", "backblaze": "b2", "cmcc": "eos", "ecloud": "eos",
}

// Provider returns the key of the table for a name in any spelling; a name that
// is not known stays as it is, in lower case.
func Provider(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	if key, ok := providers[name]; ok {
		return key
	}
	return name
}

// Jurisdiction returns the country of a provider's region, or why it is not
// known.
func Jurisdiction(provider, region string) (country, reason string) {
	table, ok := regions[provider]
	switch {
	case provider == "":
		return "", "region id means nothing without its provider: state provider or region in piiventory.yaml"
	case !ok:
		return "", "the regions of this provider are not known here: state the country as region in piiventory.yaml"
	case provider == "minio":
		return "", "this server answers whatever its owner configured: state the country as region in piiventory.yaml"
	case provider == "r2" && table[region] == "":
		return "", "R2 outside a jurisdiction guarantees no place: state the country as region in piiventory.yaml"
	}
	switch provider {
	case "oss": // answers "oss-cn-hangzhou" for cn-hangzhou
		region = strings.TrimPrefix(region, "oss-")
	case "gcs": // answers in upper case
		region = strings.ToLower(region)
	}
	if c, ok := table[region]; ok {
		return c, ""
	}
	if provider == "eos" && cityNumber.MatchString(region) {
		return "CN", ""
	}
	for i := strings.LastIndexByte(region, '-'); i >= 0; i = strings.LastIndexByte(region[:i], '-') {
		if c, ok := table[region[:i+1]+"*"]; ok {
			return c, ""
		}
	}
	return "", "this region of the provider is not known here: state the country as region in piiventory.yaml"
}

// cityNumber is the form of EOS's regions, "beijing-1".
var cityNumber = regexp.MustCompile(`^[a-z]+-[0-9]+$`)

// IsCountry says whether s has the form of a jurisdiction that a person
// stated: two upper case letters.
func IsCountry(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}

// IsRegion says whether s has the form of a region's id, whatever the provider. What
// a server answers is believed to be one only then, so that nothing else that it sends
// reaches a report.
func IsRegion(s string) bool { return regionID.MatchString(s) }

var regionID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)
