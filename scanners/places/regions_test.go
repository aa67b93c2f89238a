package places

import (
	"slices"
	"strings"
	"testing"
)

func TestSameRegionIDIsAnotherCountryElsewhere(t *testing.T) {
	for region, countries := range map[string]map[string]string{
		"cn-north-1":     {"aws": "CN", "qiniu": "CN", "obs": "CN", "wangsu": "CN", "cos": "", "ks3": ""},
		"cn-northwest-1": {"aws": "CN", "qiniu": "CN", "ks3": "CN"},
		"cn-south-1":     {"aws": "", "qiniu": "CN", "obs": "CN", "wangsu": "CN"},
		"cn-east-1":      {"qiniu": "CN", "wangsu": "CN", "aws": ""},
		"ap-southeast-1": {"aws": "SG", "qiniu": "SG", "obs": "HK", "oss": "SG"},
		"ap-southeast-2": {"aws": "AU", "qiniu": "VN", "obs": "TH", "oss": "AU"},
		"ap-southeast-3": {"aws": "ID", "qiniu": "VN", "obs": "SG", "oss": "MY"},
		"ap-northeast-1": {"aws": "JP", "qiniu": "KR", "oss": "JP"},
		"eu-east-1":      {"ks3": "RU", "aws": ""},
		"us-north-1":     {"qiniu": "US", "wangsu": ""},
		"us-east-1":      {"aws": "US", "oss": "US", "minio": "", "r2": "", "gcs": "US", "b2": "US", "eos": "", "": "", "nobody": ""},
		"eu-west-1":      {"aws": "IE", "oss": "GB"},
		"EU":             {"aws": "IE", "oss": "", "": ""},
		"eu":             {"r2": "EU"},
		"auto":           {"r2": ""},
		"cn-hongkong":    {"oss": "HK"},
		"oss-cn-beijing": {"oss": "CN", "aws": ""},
		"oss-us-west-1":  {"oss": "US"},
		"cn-hk-1":        {"ks3": "HK"},
		"HONGKONG":       {"ks3": "HK", "oss": ""},
		"BEIJING":        {"ks3": "CN"},
		"RUSSIA":         {"ks3": "RU"},
		"ap-hongkong":    {"cos": "HK"},
		"ap-beijing":     {"cos": "CN"},
		"ap-guangzhou":   {"cos": "CN"},
		"eu-moscow":      {"cos": "RU"},
		"ap-east-1":      {"aws": "HK"},
		"ap-east-2":      {"aws": "TW"},
		"tw-tp":          {"us3": "TW"},
		"hk":             {"us3": "HK", "cos": "HK", "baidu": ""},
		"cn-bj":          {"us3": "CN"},
		"asia-east1":     {"gcs": "TW"},
		"ASIA-EAST2":     {"gcs": "HK"},
		"us":             {"gcs": "US", "r2": "US"},
		"US":             {"gcs": "US", "aws": ""},
		"NAM4":           {"gcs": "US", "oss": ""},
		"EUR4":           {"gcs": "FI,NL"},
		"EUR5":           {"gcs": "BE,GB"},
		"ASIA":           {"gcs": ""},
		"ASIA1":          {"gcs": "JP"},
		"europe-west6":   {"gcs": "CH", "google": "CH", "neon": ""},
		"eu-west-2":      {"aws": "GB", "neon": "GB", "supabase": "GB", "gcs": ""},
		"eu-central-003": {"b2": "NL", "aws": ""},
		"ca-east-006":    {"b2": "CA"},
		"bj":             {"tencent": "CN", "cos": "CN", "baidu": "CN", "oss": ""},
		"tpe":            {"tencent": "TW"},
		"hkg":            {"baidu": "HK"},
		"singapore":      {"alibaba": "SG", "aliyun": "SG", "cos": ""},
		"japan":          {"alibaba": "JP"},
		"zhangbei":       {"alibaba": "CN"},
		"z0":             {"kodo": "CN", "us3": ""},
		"as0":            {"qiniu": "SG"},
		"us-gov-west-1":  {"aws": "US"},
		"eusc-de-east-1": {"aws": "DE"},
		"cn-central-9":   {"obs": "CN", "oss": "CN", "aws": ""},
		"beijing-1":      {"eos": "CN", "oss": ""},
		"beijing1":       {"eos": "CN", "oss": ""},
		"yunnan":         {"eos": "CN"},
		"yunnan2":        {"eos": "CN"},
		"shanghai-3":     {"eos": "CN"},
		"hongkong-1":     {"eos": ""},
		"hongkong1":      {"eos": ""},
		"macau-1":        {"eos": ""},
		"taipei-1":       {"eos": ""},
		"singapore-1":    {"eos": ""},
		"":               {"aws": "", "oss": "", "eos": "", "ks3": ""},
	} {
		for provider, want := range countries {
			got, reason := Jurisdiction(provider, region)
			if got != want {
				t.Errorf("%q at %q: %q, want %q", region, provider, got, want)
			}
			if (got == "") != (reason != "") {
				t.Errorf("%q at %q: country %q and reason %q", region, provider, got, reason)
			}
		}
	}
}

func TestHostNamesProviderAndRegion(t *testing.T) {
	for host, want := range map[string][2]string{
		"s3.eu-west-2.amazonaws.com":                                   {"aws", "eu-west-2"},
		"s3-eu-west-2.amazonaws.com":                                   {"aws", "eu-west-2"},
		"bucket.s3.ap-east-2.amazonaws.com":                            {"aws", "ap-east-2"},
		"bucket.with.dots.s3.ap-east-1.amazonaws.com:443":              {"aws", "ap-east-1"},
		"s3.dualstack.us-east-2.amazonaws.com":                         {"aws", "us-east-2"},
		"s3-fips.us-gov-west-1.amazonaws.com":                          {"aws", "us-gov-west-1"},
		"s3-fips.dualstack.us-east-1.amazonaws.com":                    {"aws", "us-east-1"},
		"s3.cn-north-1.amazonaws.com.cn":                               {"aws", "cn-north-1"},
		"s3.eusc-de-east-1.amazonaws.eu":                               {"aws", "eusc-de-east-1"},
		"bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com":    {"aws", "us-east-1"},
		"s3.amazonaws.com":                                             {"aws", ""},
		"bucket.s3.amazonaws.com":                                      {"aws", ""},
		"bucket.s3-accelerate.amazonaws.com":                           {"aws", ""},
		"bucket.s3-accelerate.dualstack.amazonaws.com":                 {"aws", ""},
		"s3-external-1.amazonaws.com":                                  {"aws", ""},
		"www.example.com.s3-website-us-east-1.amazonaws.com":           {"aws", "us-east-1"},
		"b.s3-website.eu-central-1.amazonaws.com":                      {"aws", "eu-central-1"},
		"b.s3-website.cn-north-1.amazonaws.com.cn":                     {"aws", "cn-north-1"},
		"b.s3-website-.amazonaws.com":                                  {"", ""},
		"ap-111122223333.s3-accesspoint.us-west-2.amazonaws.com":       {"aws", "us-west-2"},
		"a.s3-accesspoint-fips.dualstack.us-east-1.amazonaws.com":      {"aws", "us-east-1"},
		"a.s3-accesspoint.cn-northwest-1.amazonaws.com.cn":             {"aws", "cn-northwest-1"},
		"a.s3-object-lambda.eu-west-1.amazonaws.com":                   {"aws", "eu-west-1"},
		"111122223333.s3-control.eu-west-1.amazonaws.com":              {"aws", "eu-west-1"},
		"b.op-01ac5d28a6a232904.s3-outposts.us-east-1.amazonaws.com":   {"aws", "us-east-1"},
		"mrap.accesspoint.s3-global.amazonaws.com":                     {"aws", ""},
		"b--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com": {"aws", "us-west-2"},
		"s3express-control.ap-northeast-1.amazonaws.com":               {"aws", "ap-northeast-1"},
		"s3express-fips-use1-az4.us-east-1.amazonaws.com":              {"aws", "us-east-1"},
		"cos.ap-beijing.tencentcos.cn":                                 {"cos", "ap-beijing"},
		"bucket-1250000000.cos.ap-hongkong.tencentcos.cn":              {"cos", "ap-hongkong"},
		"bucket-1250000000.cos-internal.ap-beijing.tencentcos.cn":      {"cos", "ap-beijing"},
		"bucket-1250000000.cos-website.ap-shanghai.myqcloud.com":       {"cos", "ap-shanghai"},
		"bucket-1250000000.cos.accelerate.tencentcos.cn":               {"cos", ""},
		"vpc100-oss-cn-beijing.aliyuncs.com":                           {"oss", "cn-beijing"},
		"bucket.vpc100-oss-cn-hongkong.aliyuncs.com":                   {"oss", "cn-hongkong"},
		"oss.aliyuncs.com":                                             {"oss", ""},
		"service.cos.myqcloud.com":                                     {"cos", ""},
		"bucket.obs-website.cn-north-1.myhwclouds.com":                 {"obs", "cn-north-1"},
		"obs.myhuaweicloud.com":                                        {"obs", ""},
		"bucket.obs.myhuaweicloud.com":                                 {"obs", ""},
		"bucket.obs-website.cn-north-4.myhuaweicloud.com":              {"obs", "cn-north-4"},
		"pub-0123abcd.r2.dev":                                          {"r2", ""},
		"commondatastorage.googleapis.com":                             {"gcs", ""},
		"eos.shanghai-3.cmecloud.cn":                                   {"eos", "shanghai-3"},
		"ks3-cn-beijing.ksyuncs.com":                                   {"ks3", "cn-beijing"},
		"bucket.ks3-cn-hk-1-internal.ksyuncs.com":                      {"ks3", "cn-hk-1"},
		"ks3-sgp.ksyun.com":                                            {"ks3", "sgp"},
		"s3.ap-southeast-2.qiniucs.com":                                {"qiniu", "ap-southeast-2"},
		"s3-cn-east-1.qiniucs.com":                                     {"qiniu", "cn-east-1"},
		"bucket.s3.cn-south-1.qiniucs.com":                             {"qiniu", "cn-south-1"},
		"s3-cn-bj.ufileos.com":                                         {"us3", "cn-bj"},
		"bucket.s3-tw-tp.ufileos.com":                                  {"us3", "tw-tp"},
		"bucket.hk.ufileos.com":                                        {"us3", "hk"},
		"s3-cn-south-1.wcsapi.com":                                     {"wangsu", "cn-south-1"},
		"bucket.wos.s3-sin1.wcsapi.com":                                {"wangsu", "sin1"},
		"oss-cn-hongkong.aliyuncs.com":                                 {"oss", "cn-hongkong"},
		"bucket.oss-cn-hangzhou-internal.aliyuncs.com":                 {"oss", "cn-hangzhou"},
		"s3.oss-ap-southeast-1.aliyuncs.com":                           {"oss", "ap-southeast-1"},
		"oss-accelerate.aliyuncs.com":                                  {"oss", ""},
		"bucket.oss-accelerate-overseas.aliyuncs.com":                  {"oss", ""},
		"cos.ap-hongkong.myqcloud.com":                                 {"cos", "ap-hongkong"},
		"bucket-1250000000.cos.ap-beijing.myqcloud.com":                {"cos", "ap-beijing"},
		"bucket.cos.accelerate.myqcloud.com":                           {"cos", ""},
		"obs.ap-southeast-1.myhuaweicloud.com":                         {"obs", "ap-southeast-1"},
		"bucket.obs.cn-north-4.myhuaweicloud.com":                      {"obs", "cn-north-4"},
		"0123abcd.r2.cloudflarestorage.com":                            {"r2", ""},
		"0123abcd.eu.r2.cloudflarestorage.com":                         {"r2", "eu"},
		"0123abcd.us.r2.cloudflarestorage.com":                         {"r2", "us"},
		"0123abcd.fedramp.r2.cloudflarestorage.com":                    {"r2", ""},
		"storage.googleapis.com":                                       {"gcs", ""},
		"storage.us-east4.rep.googleapis.com":                          {"gcs", "us-east4"},
		"s3.eu-central-003.backblazeb2.com":                            {"b2", "eu-central-003"},
		"eos-beijing-1.cmecloud.cn":                                    {"eos", "beijing-1"},
		"bucket.eos-yunnan.cmecloud.cn":                                {"eos", "yunnan"},
		"eos-hongkong-1.cmecloud.cn":                                   {"eos", "hongkong-1"},
		"S3.EU-WEST-2.AMAZONAWS.COM.":                                  {"aws", "eu-west-2"},
		"127.0.0.1:9000":                                               {"", ""},
		"[::1]:9000":                                                   {"", ""},
		"localhost":                                                    {"", ""},
		"minio.example.com":                                            {"", ""},
		"s3.eu-west-2.amazonaws.com.evil.example":                      {"", ""},
		"s3.eu-west-2.notamazonaws.com":                                {"", ""},
		"xs3.eu-west-2.amazonaws.com":                                  {"", ""},
		"":                                                             {"", ""},
	} {
		got := OfHost(host)
		if got.Provider != want[0] || got.Region != want[1] {
			t.Errorf("%q: %q %q, want %q", host, got.Provider, got.Region, want)
		}
		if (got.Region == "") != (got.Reason != "") {
			t.Errorf("%q: region %q and reason %q", host, got.Region, got.Reason)
		}
	}
}

// Every region id in the table must be one that a host can name or a server can
// answer, and every value a country or the one set that is in there.
func TestTableIsWellFormed(t *testing.T) {
	for p, table := range regions {
		if Provider(p) != p {
			t.Errorf("%q is a key of the table and an alias", p)
		}
		for id, country := range table {
			for _, one := range strings.Split(country, ",") {
				if !IsCountry(one) {
					t.Errorf("%s %q: %q", p, id, country)
				}
			}
			if !IsRegion(strings.TrimSuffix(id, "*")) {
				t.Errorf("%s %q: %q", p, id, country)
			}
		}
	}
	for alias, p := range providers {
		if _, ok := regions[p]; !ok {
			t.Errorf("alias %q stands for %q, which has no table", alias, p)
		}
	}
	for _, p := range slices.Concat(hostPatterns, databasePatterns, machinePatterns) {
		key, _ := canonical(p.provider, "")
		_, ok := regions[key]
		if names := !strings.Contains(p.pattern.String(), "()$"); names != (p.reason == "") || names && !ok {
			t.Errorf("%s: the pattern %v: names a region %v, reason %q, a table %v", p.provider, p.pattern, names, p.reason, ok)
		}
	}
	for p, names := range aliases {
		for alias, id := range names {
			if country, reason := Jurisdiction(p, id); country == "" {
				t.Errorf("%s: %q stands for %q: %s", p, alias, id, reason)
			}
			if regions[p][alias] != "" {
				t.Errorf("%s: %q is a region and another name of one", p, alias)
			}
		}
	}
}

func FuzzOfHost(f *testing.F) {
	for _, h := range []string{"s3.eu-west-2.amazonaws.com", "b.oss-cn-hangzhou-internal.aliyuncs.com:80", "[::1]:9", "cos.accelerate.myqcloud.com", "a..b", "rm-x.mysql.singapore.rds.aliyuncs.com", "Amazon RDS eu-west-1 Root CA RSA2048 G1", "ip-10-0-0-1.ec2.internal", "0.us.r2.cloudflarestorage.com"} {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, host string) {
		for _, p := range []Place{OfDatabase(host), OfMachine(host), OfAny(host), OfCertificate(host, []string{host})} {
			if p.Region == "" && p.Reason == "" || p.Region != "" && (p.Provider == "" || p.Custom) {
				t.Fatalf("%q: %+v", host, p)
			}
		}
		got := OfHost(host)
		if got.Region != "" && got.Provider == "" || (got.Region == "") == (got.Reason == "") {
			t.Fatalf("%q: %+v", host, got)
		}
		if got.Region != "" && !IsRegion(got.Region) && len(got.Region) <= 40 {
			t.Fatalf("%q: the region is no name: %q", host, got.Region)
		}
		if p := OfHost(strings.TrimSuffix(host, ".") + ".evil.example"); p.Provider != "" {
			t.Fatalf("%q below another domain is taken for %s", host, p.Provider)
		}
		if b := OfHost("bucket." + host); got.Provider != "" && b.Provider != got.Provider {
			t.Fatalf("%q is %s and %s with a bucket in front", host, got.Provider, b.Provider)
		}
	})
}
