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
	},
	"ks3": {
		"cn-beijing": "CN", "cn-shanghai": "CN", "cn-guangzhou": "CN", "cn-qingyang": "CN", "cn-northwest-1": "CN",
		"jr-beijing": "CN", "jr-shanghai": "CN", "gov-beijing": "CN",
		"cn-hk-1": "HK", "sgp": "SG", "rus": "RU", "eu-east-1": "RU", "us-west-1": "US",
	},
	"qiniu": {
		"cn-east-1": "CN", "cn-east-2": "CN", "cn-north-1": "CN", "cn-south-1": "CN", "cn-northwest-1": "CN",
		"us-north-1": "US", "ap-southeast-1": "SG", "ap-southeast-2": "VN", "ap-southeast-3": "VN", "ap-northeast-1": "KR",
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
		// Regions that only the table of abbreviations names.
		"bjjr": "CN", "shjr": "CN", "szjr": "CN", "szx": "CN", "tsn": "CN", "tpe": "TW",
	},
	"obs": {
		"cn-*": "CN", "ap-southeast-1": "HK", "ap-southeast-2": "TH", "ap-southeast-3": "SG", "af-south-1": "ZA",
		"sa-argentina-1": "AR", "sa-peru-1": "PE", "sa-chile-1": "CL", "sa-brazil-1": "BR", "na-mexico-1": "MX",
		"ru-northwest-2": "RU",
	},
	// R2 without a jurisdiction places objects where it likes; its location hints
	// are no guarantee and are not in here. EU is a set of countries.
	"r2": {"eu": "EU", "us": "US"},
	// Google's "Bucket locations". A dual-region or multi-region is a set of countries:
	// all of them, since nobody says in which an object lies. "ASIA" is not in here:
	// which countries it covers is not stated.
	"gcs": {
		"us-*": "US", "us": "US", "nam4": "US", "northamerica-northeast1": "CA", "northamerica-northeast2": "CA", "ca": "CA",
		"northamerica-south1": "MX", "southamerica-east1": "BR", "southamerica-west1": "CL",
		"europe-central2": "PL", "europe-north1": "FI", "europe-north2": "SE", "europe-southwest1": "ES", "europe-west1": "BE",
		"europe-west2": "GB", "europe-west3": "DE", "europe-west4": "NL", "europe-west6": "CH", "europe-west8": "IT",
		"europe-west9": "FR", "europe-west10": "DE", "europe-west12": "IT", "de": "DE", "it": "IT",
		"eu": "EU", "eur4": "FI,NL", "eur5": "BE,GB", "eur7": "DE,GB", "eur8": "CH,DE",
		"asia-east1": "TW", "asia-east2": "HK", "asia-northeast1": "JP", "asia-northeast2": "JP", "asia1": "JP",
		"asia-northeast3": "KR", "asia-southeast1": "SG", "asia-southeast2": "ID", "asia-southeast3": "TH",
		"asia-south1": "IN", "asia-south2": "IN", "in": "IN",
		"me-central1": "QA", "me-central2": "SA", "me-west1": "IL",
		"australia-southeast1": "AU", "australia-southeast2": "AU", "au": "AU", "africa-south1": "ZA",
	},
	// EOS names a city or a province and a number, but for the first of Yunnan. Those of
	// mainland China that rclone's provider file has; no other was found.
	"eos": {
		"wuxi-*": "CN", "jinan-*": "CN", "ningbo-*": "CN", "shanghai-*": "CN", "zhengzhou-*": "CN", "hunan-*": "CN",
		"zhuzhou-*": "CN", "guangzhou-*": "CN", "dongguan-*": "CN", "beijing-*": "CN", "huhehaote-*": "CN", "chengdu-*": "CN",
		"chongqing-*": "CN", "guiyang-*": "CN", "xian-*": "CN", "yunnan": "CN", "yunnan-*": "CN", "tianjin-*": "CN",
		"jilin-*": "CN", "hubei-*": "CN", "jiangxi-*": "CN", "gansu-*": "CN", "shanxi-*": "CN", "liaoning-*": "CN",
		"hebei-*": "CN", "fujian-*": "CN", "guangxi-*": "CN", "anhui-*": "CN",
	},
	// B2's clusters are numbered: us-west-004. Those of eu-central are in Amsterdam, those
	// of ca-east in Toronto (Backblaze's announcements of its regions).
	"b2": {"us-*": "US", "eu-central-*": "NL", "ca-east-*": "CA"},
	// Baidu's lists of service endpoints by region (cloud.baidu.com/doc/BLB, BLS, BMR).
	"baidu": {
		"bj": "CN", "gz": "CN", "su": "CN", "fwh": "CN", "bd": "CN", "fsh": "CN", "yq": "CN", "nj": "CN", "cd": "CN",
		"hkg": "HK", "sin": "SG",
	},
	// MinIO, Ceph and the like answer what their owner configured.
	"minio": {},
}

// runsOn names the provider in whose regions another one's servers stand, by its names.
var runsOn = map[string]string{"neon": "aws", "supabase": "aws"}

// aliases are other names of regions: those that GetBucketLocation answers, those that
// hosts of databases have, and older ones.
var aliases = map[string]map[string]string{
	"aws": {"EU": "eu-west-1", "ec2": "us-east-1", "compute-1": "us-east-1"},
	"ks3": {
		"BEIJING": "cn-beijing", "SHANGHAI": "cn-shanghai", "GUANGZHOU": "cn-guangzhou", "QINGYANG": "cn-qingyang",
		"JR_BEIJING": "jr-beijing", "GOV_BEIJING": "gov-beijing", "HONGKONG": "cn-hk-1", "SINGAPORE": "sgp", "RUSSIA": "rus",
	},
	"qiniu": {"z0": "cn-east-1", "z1": "cn-north-1", "z2": "cn-south-1", "na0": "us-north-1", "as0": "ap-southeast-1"},
	"oss": {
		"singapore": "ap-southeast-1", "kualalumpur": "ap-southeast-3", "japan": "ap-northeast-1", "germany": "eu-central-1",
		"dubai": "me-east-1", "zhangbei": "cn-zhangjiakou", "huhehaote": "cn-huhehaote",
	},
	"cos": {
		"bj": "ap-beijing", "sh": "ap-shanghai", "gz": "ap-guangzhou", "cd": "ap-chengdu", "cq": "ap-chongqing", "nj": "ap-nanjing",
		"hk": "ap-hongkong", "sg": "ap-singapore", "kr": "ap-seoul", "jp": "ap-tokyo", "th": "ap-bangkok", "in": "ap-mumbai",
		"de": "eu-frankfurt", "usw": "na-siliconvalley", "use": "na-ashburn",
	},
}

// canonical returns the key of the table for a provider in any spelling, and the id of
// a region for any of its names.
func canonical(provider, region string) (key, id string) {
	key = Provider(provider)
	if on, ok := runsOn[key]; ok {
		key = on
	}
	switch key {
	case "oss": // answers "oss-cn-hangzhou" for cn-hangzhou
		region = strings.TrimPrefix(region, "oss-")
	case "gcs": // answers in upper case
		region = strings.ToLower(region)
	case "eos":
		region = cityNumber.ReplaceAllString(region, "$1-$2")
	}
	if id, ok := aliases[key][region]; ok {
		return key, id
	}
	return key, region
}

// RegionID returns the id of a region for any of its names.
func RegionID(provider, region string) string {
	_, id := canonical(provider, region)
	return id
}

// SameRegion says whether two names are of one region of a provider.
func SameRegion(provider, a, b string) bool {
	_, a = canonical(provider, a)
	_, b = canonical(provider, b)
	return a == b
}

// Jurisdiction returns the country of a provider's region, or why it is not
// known. Where the region is several countries they stand one behind the other with
// commas, or as the set EU.
func Jurisdiction(provider, region string) (country, reason string) {
	key, id := canonical(provider, region)
	table, ok := regions[key]
	switch {
	case provider == "":
		return "", "region id means nothing without its provider: state provider or region in piiventory.yaml"
	case !ok:
		return "", "the regions of this provider are not known here: state the country as region in piiventory.yaml"
	case key == "minio":
		return "", "this server answers whatever its owner configured: state the country as region in piiventory.yaml"
	case key == "r2" && table[id] == "":
		return "", "R2 outside a jurisdiction guarantees no place: state the country as region in piiventory.yaml"
	case key == "gcs" && id == "asia":
		return "", "Google does not state which countries ASIA is: state them as region in piiventory.yaml, or move to a region"
	}
	if c, ok := table[id]; ok {
		return c, ""
	}
	for i := strings.LastIndexByte(id, '-'); i >= 0; i = strings.LastIndexByte(id[:i], '-') {
		if c, ok := table[id[:i+1]+"*"]; ok {
			return c, ""
		}
	}
	return "", "this region of the provider is not known here: state the country as region in piiventory.yaml"
}

// cityNumber is the form in which EOS answers its regions, "beijing1" for beijing-1.
var cityNumber = regexp.MustCompile(`^([a-z]+)([0-9]+)$`)

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
