package places

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestDatabaseHostsNameProviderAndRegion(t *testing.T) {
	for host, want := range map[string][3]string{ // provider, region, country
		"crm.cabc.eu-central-1.rds.amazonaws.com":                         {"aws", "eu-central-1", "DE"},
		"crm.cluster-ro-cabc.us-gov-west-1.rds.amazonaws.com.":            {"aws", "us-gov-west-1", "US"},
		"p.proxy-cabc.ap-east-1.rds.amazonaws.com:5432":                   {"aws", "ap-east-1", "HK"},
		"crm.cabc.rds.cn-north-1.amazonaws.com.cn":                        {"aws", "cn-north-1", "CN"},
		"crm.cabc.cn-northwest-1.rds.amazonaws.com.cn":                    {"aws", "cn-northwest-1", "CN"},
		"rm-x.mysql.rds.aliyuncs.com":                                     {"alibaba", "", ""},
		"rm-x.mysql.singapore.rds.aliyuncs.com":                           {"alibaba", "singapore", "SG"},
		"pgm-x.pgsql.japan.rds.aliyuncs.com":                              {"alibaba", "japan", "JP"},
		"rm-x.rwlb.cn-chengdu.rds.aliyuncs.com":                           {"alibaba", "cn-chengdu", "CN"},
		"rm-x.mysql.cn-hongkong.rds.aliyuncs.com":                         {"alibaba", "cn-hongkong", "HK"},
		"rm-x.mysql.ap-southeast-5.rds.aliyuncs.com":                      {"alibaba", "ap-southeast-5", "ID"},
		"rm-x.mysql.kualalumpur.rds.aliyuncs.com":                         {"alibaba", "kualalumpur", "MY"},
		"pc-x.mysql.polardb.rds.aliyuncs.com":                             {"alibaba", "", ""},
		"pc-x.pg.polardb.germany.rds.aliyuncs.com":                        {"alibaba", "germany", "DE"},
		"r1.mysql.aliyun.com":                                             {"alibaba", "", ""},
		"hk-cdb-abc.sql.tencentcdb.com":                                   {"tencent", "hk", "HK"},
		"sh-cynosdbmysql-grp-abc.sql.tencentcdb.com":                      {"tencent", "sh", "CN"},
		"bj-postgres-abc.sql.tencentcdb.com":                              {"tencent", "bj", "CN"},
		"sg-cdb-abc.sql.tencentcdb.com":                                   {"tencent", "sg", "SG"},
		"cdb-abc.bj.tencentcdb.com":                                       {"tencent", "bj", "CN"},
		"tdsql-abc.sql.tencentcdb.com":                                    {"tencent", "", ""},
		"0ain01.internal.cn-north-4.mysql.rds.myhuaweicloud.com":          {"huawei", "cn-north-4", "CN"},
		"0ain03.internal.ap-southeast-1.postgresql.rds.myhuaweicloud.com": {"huawei", "ap-southeast-1", "HK"},
		"mysql57.rdsmabc.rds.bj.baidubce.com":                             {"baidu", "bj", "CN"},
		"mysqlabc.rds.ivolces.com":                                        {"volcengine", "", ""},
		"crm.postgres.database.azure.com":                                 {"azure", "", ""},
		"crm.postgres.database.chinacloudapi.cn":                          {"azure", "", "CN"},
		"crm.mysql.database.usgovcloudapi.net":                            {"azure", "", "US"},
		"29a.25p.asia-east2.sql.goog":                                     {"google", "asia-east2", "HK"},
		"primary.103u.2rb3.global.sql-psa.goog":                           {"google", "", ""},
		"ep-x-y-123-pooler.c-10.us-east-1.aws.neon.tech":                  {"neon", "us-east-1", "US"},
		"ep-x-y-123.eastus2.azure.neon.tech":                              {"neon", "", ""},
		"aws-0-ap-south-1.pooler.supabase.com":                            {"supabase", "ap-south-1", "IN"},
		"db.abc.supabase.co":                                              {"supabase", "", ""},
		"pg-1.aivencloud.com":                                             {"aiven", "", ""},
		"crm.cabc.eu-central-1.rds.amazonaws.com.evil.example":            {"", "", ""},
		"evilrds.amazonaws.com":                                           {"", "", ""},
		"rm-x.mysql.rds.aliyuncs.com.example.net":                         {"", "", ""},
		strings.Repeat("a.", 120) + "eu-west-1.rds.amazonaws.com":         {"", "", ""}, // too long for a name
	} {
		p := OfDatabase(host)
		country := p.Country
		if p.Region != "" {
			country, _ = Jurisdiction(p.Provider, p.Region)
		}
		if got := [3]string{p.Provider, p.Region, country}; got != want {
			t.Errorf("%s: %q, want %q", host, got, want)
		}
		if (p.Region == "") != (p.Reason != "") {
			t.Errorf("%s: region %q and reason %q", host, p.Region, p.Reason)
		}
	}
}

func TestMachinesNameTheirRegion(t *testing.T) {
	for host, want := range map[string][3]string{
		"ip-10-0-0-1.ap-east-1.compute.internal":                 {"aws", "ap-east-1", "HK"},
		"ip-10-0-0-1.cn-north-1.compute.internal":                {"aws", "cn-north-1", "CN"},
		"ip-10-0-0-1.ec2.internal":                               {"aws", "ec2", "US"},
		"ec2-192-0-2-1.eu-west-1.compute.amazonaws.com":          {"aws", "eu-west-1", "IE"},
		"ec2-192-0-2-1.compute-1.amazonaws.com":                  {"aws", "compute-1", "US"},
		"db.asia-east1-b.c.my-project.internal":                  {"google", "asia-east1", "TW"},
		"db.europe-west6-a.c.my-project.example.com.internal":    {"google", "europe-west6", "CH"},
		"db.c.my-project.internal":                               {"", "", ""},
		"ip-10-0-0-1":                                            {"", "", ""},
		"0ain01.internal.cn-north-4.mysql.rds.myhuaweicloud.com": {"huawei", "cn-north-4", "CN"},
	} {
		p := OfMachine(host)
		country, _ := Jurisdiction(p.Provider, p.Region)
		if got := [3]string{p.Provider, p.Region, country}; got != want {
			t.Errorf("%s: %q, want %q", host, got, want)
		}
	}
}

func TestHostsThatNameNothingAreToldApart(t *testing.T) {
	for host, says := range map[string]string{
		"192.0.2.7":                       "an IP address",
		"192.0.2.7:5432":                  "an IP address",
		"[2001:db8::1]:9000":              "an IP address",
		"2001:db8::1":                     "an IP address",
		"/var/run/postgresql":             "a socket",
		"":                                "a socket",
		"localhost":                       "a local network",
		"db:5432":                         "a local network",
		"db.internal":                     "a local network",
		"minio.corp.local":                "a local network",
		"d111.cloudfront.net":             "the CDN Amazon CloudFront,",
		"img.example.com.w.kunlunca.com":  "the CDN Alibaba Cloud,",
		"img.example.com.cdn.dnsv1.com":   "the CDN Tencent Cloud,",
		"img.example.com.wscdns.com":      "the CDN Wangsu,",
		"img.example.com.cdn20.com":       "the CDN Wangsu,",
		"x.qiniudns.com":                  "the CDN Qiniu,",
		"s03.gslb.ksyuncdn.com":           "the CDN Kingsoft Cloud,",
		"www.example.com.c.cdnhwc1.com":   "the CDN Huawei Cloud,",
		"storage.example.com":             "a custom domain",
		"cloudfront.net.example.com":      "a custom domain",
		"mycloudfront.net":                "a custom domain",
		"s3-accelerate.amazonaws.com":     "transfer acceleration",
		"oss-accelerate.aliyuncs.com":     "transfer acceleration",
		"b-1.cos.accelerate.myqcloud.com": "transfer acceleration",
	} {
		p := OfAny(host)
		if p.Region != "" || !strings.Contains(p.Reason, says) || p.Custom != (says == "a custom domain") {
			t.Errorf("%q: %+v, want %q", host, p, says)
		}
	}
}

func TestOneRegionHasSeveralNames(t *testing.T) {
	for _, c := range []struct {
		provider, a, b string
		same           bool
	}{
		{"ks3", "cn-beijing", "BEIJING", true},
		{"kingsoft", "cn-hk-1", "HONGKONG", true},
		{"oss", "oss-cn-hangzhou", "cn-hangzhou", true},
		{"alibaba", "singapore", "ap-southeast-1", true},
		{"aws", "EU", "eu-west-1", true},
		{"gcs", "ASIA-EAST1", "asia-east1", true},
		{"kodo", "z0", "cn-east-1", true},
		{"tencent", "hk", "ap-hongkong", true},
		{"aws", "z0", "cn-east-1", false},
		{"aws", "eu-west-1", "eu-west-2", false},
		{"ks3", "cn-beijing", "HONGKONG", false},
		{"", "eu-west-1", "eu-west-1", true},
	} {
		if got := SameRegion(c.provider, c.a, c.b); got != c.same {
			t.Errorf("%s: %q and %q: %v", c.provider, c.a, c.b, got)
		}
	}
}

func TestVendorsHaveOneName(t *testing.T) {
	for name, want := range map[string]string{
		"oss": "alibaba", "aliyun": "alibaba", "Alibaba": "alibaba", "cos": "tencent", "obs": "huawei", "gcp": "google",
		"aws": "aws", "amazon": "aws", "kodo": "qiniu", "ks3": "kingsoft", "us3": "ucloud", "azure": "azure", "": "",
	} {
		if got := Vendor(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
		if key := Provider(Vendor(name)); key != Provider(name) {
			t.Errorf("%q has the regions of %q, and its vendor those of %q", name, Provider(name), key)
		}
	}
}

func TestCertificatesNameTheRegion(t *testing.T) {
	for name, c := range map[string]struct {
		issuer string
		names  []string
		want   Place
	}{
		"RDS by its host":      {"", []string{"crm.cabc.eu-west-2.rds.amazonaws.com"}, Place{Provider: "aws", Region: "eu-west-2"}},
		"RDS by its authority": {"Amazon RDS ap-east-1 Subordinate CA RSA2048 G1.A.3", nil, Place{Provider: "aws", Region: "ap-east-1"}},
		"both":                 {"Amazon RDS eu-west-2 Root CA RSA2048 G1", []string{"crm.cabc.eu-west-2.rds.amazonaws.com", "x"}, Place{Provider: "aws", Region: "eu-west-2"}},
		"they disagree":        {"Amazon RDS eu-west-1 Root CA RSA2048 G1", []string{"crm.cabc.eu-west-2.rds.amazonaws.com"}, Place{Reason: "the certificate of the server is for hosts in several regions"}},
		"Azure China":          {"DigiCert", []string{"*.postgres.database.chinacloudapi.cn"}, Place{Provider: "azure", Country: "CN", Reason: noRegionInHost}},
		"Cloud SQL":            {"", []string{"29a.25p.asia-east2.sql.goog"}, Place{Provider: "google", Region: "asia-east2"}},
		"one's own":            {"My CA", []string{"db.example.com"}, Place{Reason: "the certificate of the server names no host of a known provider"}},
		"a forged authority":   {"Not Amazon RDS eu-west-1 Root CA", nil, Place{Reason: "the certificate of the server names no host of a known provider"}},
	} {
		if got := OfCertificate(c.issuer, c.names); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// names is a resolver that knows some names.
type names map[string]string

func (n names) LookupCNAME(_ context.Context, host string) (string, error) {
	if target, ok := n[host]; ok {
		return target, nil
	}
	return "", errors.New("no such host")
}

func TestCustomDomainIsAnotherNameOfAHost(t *testing.T) {
	known := names{
		"logs.example.com.": "bucket.oss-cn-hongkong.aliyuncs.com.", "db.example.com.": "crm.cabc.eu-west-2.rds.amazonaws.com.",
		"site.example.com.": "site.example.com.s3-website.ap-east-1.amazonaws.com.", "cos.example.com.": "b-1250000000.file.myqcloud.com.",
		"img.example.com.": "img.example.com.w.kunlunca.com.", "plain.example.com.": "plain.example.com.", "other.example.com.": "elsewhere.example.net.",
		"localhost.": "s3.eu-west-1.amazonaws.com.", "ec2.example.com.": "ec2-192-0-2-1.ap-east-1.compute.amazonaws.com.",
	}
	for host, want := range map[string]struct {
		region, says string
		asked        bool
	}{
		"logs.example.com:443":       {"cn-hongkong", "", true},
		"DB.example.com.":            {"eu-west-2", "", true},
		"ec2.example.com":            {"ap-east-1", "", true},
		"img.example.com":            {"", "the CDN Alibaba Cloud", true},
		"site.example.com":           {"ap-east-1", "", true},
		"cos.example.com":            {"", "the CDN Tencent Cloud", true},
		"plain.example.com":          {"", "no other name", true},
		"other.example.com":          {"", "names no region", true},
		"gone.example.com":           {"", "did not say", true},
		"localhost":                  {"", "", false},
		"192.0.2.1":                  {"", "", false},
		"s3.eu-west-1.amazonaws.com": {"", "", false},
	} {
		p, asked := CNAME(t.Context(), known, host)
		if asked != want.asked || p.Region != want.region || !strings.Contains(p.Reason, want.says) {
			t.Errorf("%s: %+v, asked %v, want %+v", host, p, asked, want)
		}
	}
}
