package places

import "regexp"

// region is the form of a region's id at AWS, Huawei and most of those who run on AWS.
const region = `([a-z]{2,4}-(?:[a-z]+-)+[0-9]+)`

// databasePatterns recognise the hosts of managed databases. Of Kingsoft's KRDS and
// UCloud's UDB no public document shows the form of a host; they are missing, and so
// unknown.
var databasePatterns = []hostPattern{
	// Amazon RDS and Aurora with their clusters and proxies: NAME.ID.REGION.rds.
	// amazonaws.com and, in China, also NAME.ID.rds.REGION.amazonaws.com.cn (Amazon RDS
	// User Guide, "Finding the connection information").
	{provider: "aws", pattern: regexp.MustCompile(`\.` + region + `\.rds\.amazonaws\.com(?:\.cn)?$`)},
	{provider: "aws", pattern: regexp.MustCompile(`\.rds\.` + region + `\.amazonaws\.com\.cn$`)},

	// Alibaba RDS and PolarDB: NAME.ENGINE.REGION.rds.aliyuncs.com, where REGION is an id
	// or the older name of a city (RDS help, "Manage the proxy endpoints", on
	// rm-x.rwlb.cn-chengdu.rds.aliyuncs.com). The oldest regions and all of PolarDB's
	// public endpoints have NAME.ENGINE.rds.aliyuncs.com and name none.
	{provider: "alibaba", pattern: regexp.MustCompile(`^[a-z0-9_-]+\.[a-z0-9]+(?:\.polardb)?\.rds\.aliyuncs\.com()$`), reason: noRegionInHost},
	{provider: "alibaba", pattern: regexp.MustCompile(`^[a-z0-9_-]+\.[a-z0-9]+(?:\.polardb)?\.([a-z0-9-]+)\.rds\.aliyuncs\.com$`)},
	{provider: "alibaba", pattern: regexp.MustCompile(`\.mysql\.aliyun\.com()$`), reason: noRegionInHost},

	// TencentDB: REGION-TYPE-ID.sql.tencentcdb.com and the older cdb-ID.REGION.tencentcdb.
	// com, with REGION as in the table of abbreviations of cloud.tencent.com/document/
	// product/248/50863.
	{provider: "tencent", pattern: regexp.MustCompile(`^([a-z]{2,4})-(?:cdb|cynosdbmysql-grp|postgres)-[a-z0-9]+\.sql\.tencentcdb\.com$`)},
	{provider: "tencent", pattern: regexp.MustCompile(`\.sql\.tencentcdb\.com()$`), reason: noRegionInHost},
	{provider: "tencent", pattern: regexp.MustCompile(`^[a-z0-9_-]+\.([a-z]{2,4})\.tencentcdb\.com$`)},

	// Huawei RDS: ID.internal.REGION.ENGINE.rds.myhuaweicloud.com, as published
	// configurations have it from the console.
	{provider: "huawei", pattern: regexp.MustCompile(`\.` + region + `\.(?:mysql|postgresql|mariadb)\.rds\.myhuaweicloud\.com$`)},
	{provider: "huawei", pattern: regexp.MustCompile(`\.rds\.myhuaweicloud\.com()$`), reason: noRegionInHost},

	// Baidu RDS, NAME.ID.rds.REGION.baidubce.com, and Volcengine RDS, from published
	// configurations.
	{provider: "baidu", pattern: regexp.MustCompile(`\.rds\.([a-z]{2,4})\.baidubce\.com$`)},
	{provider: "volcengine", pattern: regexp.MustCompile(`\.rds\.i?volces\.com()$`), reason: noRegionInHost},

	// Azure names no region, but its clouds for China (operated by 21Vianet; docs.azure.cn,
	// "Azure regions list") and for the US government lie in one country each.
	{provider: "azure", pattern: regexp.MustCompile(`\.(?:postgres|mysql|mariadb)\.database\.azure\.com()$`), reason: noRegionInHost},
	{provider: "azure", pattern: regexp.MustCompile(`\.(?:postgres|mysql|mariadb)\.database\.chinacloudapi\.cn()$`), reason: noRegionInHost, country: "CN"},
	{provider: "azure", pattern: regexp.MustCompile(`\.(?:postgres|mysql|mariadb)\.database\.usgovcloudapi\.net()$`), reason: noRegionInHost, country: "US"},

	// Cloud SQL: ID.PROJECT.REGION.sql.goog, and a write endpoint that follows the primary
	// instance wherever it goes (Cloud SQL, "Connect using a write endpoint").
	{provider: "google", pattern: regexp.MustCompile(`^[a-z0-9]+\.[a-z0-9]+\.([a-z]+-[a-z]+[0-9]+)\.sql\.goog$`)},
	{provider: "google", pattern: regexp.MustCompile(`\.global\.sql-psa\.goog()$`), reason: "the write endpoint of Cloud SQL follows the primary instance and names no region: state the country as region in piiventory.yaml"},

	// Services that run in the regions of AWS and, Neon, of Azure.
	{provider: "neon", pattern: regexp.MustCompile(`^ep-[a-z0-9-]+\.(?:c-[0-9]+\.)?` + region + `\.aws\.neon\.tech$`)},
	{provider: "neon", pattern: regexp.MustCompile(`\.neon\.tech()$`), reason: noRegionInHost},
	{provider: "supabase", pattern: regexp.MustCompile(`^aws-[0-9]+-` + region + `\.pooler\.supabase\.com$`)},
	{provider: "supabase", pattern: regexp.MustCompile(`^db\.[a-z0-9]+\.supabase\.co()$`), reason: noRegionInHost},
	{provider: "aiven", pattern: regexp.MustCompile(`\.aivencloud\.com()$`), reason: noRegionInHost},
}

const noRegionInHost = "hosts of this form name no region: state the country as region in piiventory.yaml"

// machinePatterns recognise what machines of a cloud are called.
var machinePatterns = []hostPattern{
	// EC2: ip-10-0-0-1.REGION.compute.internal, in us-east-1 ip-10-0-0-1.ec2.internal;
	// ec2-1-2-3-4.REGION.compute.amazonaws.com, in us-east-1 compute-1 (Amazon EC2 User
	// Guide, "EC2 instance hostnames and domains").
	{provider: "aws", pattern: regexp.MustCompile(`\.` + region + `\.compute\.internal$`)},
	{provider: "aws", pattern: regexp.MustCompile(`\.` + region + `\.compute\.amazonaws\.com(?:\.cn)?$`)},
	{provider: "aws", pattern: regexp.MustCompile(`\.(ec2)\.internal$`)},
	{provider: "aws", pattern: regexp.MustCompile(`\.(compute-1)\.amazonaws\.com$`)},
	// Compute Engine: NAME.ZONE.c.PROJECT.internal, where a zone is a region and a letter
	// (Compute Engine, "Internal DNS").
	{provider: "google", pattern: regexp.MustCompile(`^[^.]+\.([a-z]+-[a-z]+[0-9]+)-[a-z]\.c\.[^/]+\.internal$`)},
}

// rdsAuthority matches the names of the authorities that sign the certificates of
// Amazon RDS.
var rdsAuthority = regexp.MustCompile(`^Amazon RDS ` + region + ` (?:Root|Subordinate) CA\b`)
