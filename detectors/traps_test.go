package detectors

import (
	"regexp"
	"testing"
)

// knownTraps are what is known to look like a category and to be something else, by
// what lines of its corpus must hold: "field<tab>text".
var knownTraps = map[Category][]struct{ trap, line string }{
	"id.cn_resident": {
		{"a snowflake of 18 digits", `(?m)^(snowflake|message|msg)\w*\t\d{18}$`},
		{"an order number with a date", `(?m)^(order_\w+|orderNo|订单\S*)\t\d{6}20\d{6}\d{3}[\dX]$`},
		{"an order number with a date, in text", `(?m)^\t.*(order|订单).*\d{6}20\d{6}\d{3}[\dX]`},
	},
	"id.passport":         {{"an order code", `(?m)^\t?.*(order|订单).*[EG]\d{8}`}, {"a coupon code", `(?m)(coupon|优惠).*[EGDSP]\w?\d{7,8}`}},
	"id.hk_mo_tw_permit":  {{"a model number", `(?m)(model|型号).*[HMCW]\d{8}`}},
	"id.hkid":             {{"a part number", `(?m)(part|型号|零件).*[A-Z]\d{6}`}},
	"id.macau":            {{"eight digits", `(?m)^\t?\w*\t?[157]\d{7}$`}},
	"id.taiwan":           {{"the code of an article", `(?mi)(sku|货号|商品).*[A-Z][12]\d{8}`}},
	"id.taiwan_arc":       {{"the code of an article", `(?mi)(sku|货号|商品|part|model).*[A-Z][89A-D]\d{8}`}},
	"id.us_ssn":           {{"an id of nine digits", `(?m)\b\d{9}\b`}, {"a number that was printed", `(?m)078-05-1120|219-09-9999`}},
	"id.uk_nino":          {{"a product code", `(?mi)(product|sku|part|model).*[A-Z]{2}\d{6}[A-D]`}},
	"id.uk_nhs":           {{"ten digits", `(?m)\b\d{10}\b`}},
	"id.kr_rrn":           {{"digits that are no date", `(?m)\d{6}-?\d{7}`}},
	"id.in_aadhaar":       {{"twelve digits", `(?m)\b\d{12}\b`}},
	"id.ca_sin":           {{"nine digits", `(?m)\b\d{9}\b`}},
	"id.jp_mynumber":      {{"twelve digits", `(?m)\b\d{12}\b`}},
	"id.sg_nric":          {{"an article", `(?mi)[STFGM]\d{7}[A-Z]`}},
	"contact.mobile":      {{"a time in milliseconds", `(?m)\b1[5-8]\d{11}\b`}, {"a port of text messages", `(?m)\b106\d{5,}`}, {"an id of eleven digits", `(?m)(id|no|号)\w*\W+1[3-9]\d{9}\b`}},
	"contact.phone":       {{"a service number, 400", `(?m)\b400[- ]?\d`}, {"a service number, 800", `(?m)\b800[- ]?\d`}},
	"contact.email":       {{"an icon", `(?m)@2x\.png`}, {"a repository", `(?m)git@[\w.-]+:`}, {"a scope of npm", `(?m)(^|\s|"|')@[\w-]+/[\w-]+`}, {"an address of a package", `(?m)\w+@\d+\.\d+\.\d+`}},
	"identity.name":       {{"a company", `(?m)有限公司`}, {"a product", `(?m)(product|goods|item|商品|品名)\w*\t`}, {"a place", `(?m)\t\p{Han}{1,6}[市区县镇省]$`}, {"a setting", `(?m)^(config|param|setting|key|name)\w*\t[a-z]+[_.]`}, {"a name of an account", `(?m)^(user_?name|login\w*|用户名)\t`}},
	"contact.address":     {{"an address of the net", `(?m)(?i)address\W+\d+\.\d+\.\d+\.\d+|地址\W+\d+\.\d+`}, {"an address of a card", `(?mi)addr\w*\W+([0-9a-f]{2}:){5}`}, {"an address of memory", `(?mi)0x[0-9a-f]{6,}`}},
	"contact.postal_code": {{"a code for one use", `(?mi)(otp|code|验证码)\W+\d{6}\b`}, {"an id of six digits", `(?m)\w*(id|no|编号)\t\d{6}$`}},
	"contact.im":          {{"any number", `(?m)^(?:\w*id|no|)\t\d{5,11}$`}},
	"finance.bank_card": {
		{"a snowflake", `(?m)\b\d{18,19}\b`}, {"a time in milliseconds", `(?m)\b1[5-8]\d{11}\b`}, {"an IMEI", `(?mi)imei\w*\W+\d{15}`}, {"equal digits", `(?m)\b(0{12,}|1{12,}|6{12,}|4{12,}|8{12,})`},
	},
	"finance.bank_account": {{"an account for logins", `(?m)(账号|login|username)\W+\w+`}},
	"finance.pay_account":  {{"sixteen digits of something else", `(?m)\b\d{16}\b`}},
	"account.otp":          {{"a code", `(?m)^code\t`}, {"the status of a request", `(?m)status_?code\W+\d`}},
	"account.password":     {{"a UUID without hyphens", `(?mi)(uuid|id)\W+[0-9a-f]{32}`}, {"nothing", `(?m)\tnull$`}, {"a mask", `(?m)\t\*{4,}$`}},
	"account.credential":   {{"a public certificate", `BEGIN CERTIFICATE`}, {"a public key", `(BEGIN PUBLIC KEY|ssh-rsa)`}},
	"biometric.face":       {{"an interface", `(?m)interface`}, {"a surface", `(?m)surface`}},
	"health.record":        {{"a version", `(?m)[A-Z]\d{2}\.\d`}},
	"location.precise":     {{"prices", `(?mi)(price|金额|价格|amount|total)\W+\d+\.\d+`}, {"a type of data", `(?m)\blong\b`}, {"too few places", `(?m)\b\d{1,3}\.\d{1,2}\b`}},
	"device.imei":          {{"a card of fifteen digits", `(?m)\b3[47]\d{13}\b`}, {"noughts", `\b0{15}\b`}},
	"device.imsi":          {{"fifteen digits", `(?m)\b\d{15}\b`}},
	"device.iccid":         {{"a card of nineteen digits", `(?m)\b(62|4|5)\d{17,18}\b`}},
	"device.mac":           {{"noughts", `(?i)00:00:00:00:00:00`}, {"the address of all", `(?i)ff:ff:ff:ff:ff:ff`}, {"a time of day", `\b\d\d:\d\d:\d\d\b`}, {"IPv6", `(?i)[0-9a-f]{4}:[0-9a-f:]+:`}},
	"device.ad_id":         {{"the id of a request", `(?mi)(request|trace)\w*\W+[0-9a-f]{8}-`}},
	"device.android_id":    {{"sixteen digits of a trace", `(?mi)(trace|span|hash|commit)\w*\W+[0-9a-f]{16}\b`}},
	"online.ip":            {{"a version", `(?mi)(version|版本|v)\W*\d+\.\d+\.\d+\.\d+`}, {"an OID", `(?m)\b1\.3\.6\.1\.`}, {"a date", `(?m)^(date|日期)\t\d{1,2}\.\d{1,2}\.20\.\d`}, {"nobody", `\b0\.0\.0\.0\b`}, {"a server", `(?mi)(server|listen|upstream|服务器)\w*\W+\d+\.\d+\.\d+\.\d+`}},
	"online.browsing":      {{"a part of a page", `(?m)\.(js|css|png)`}, {"a question whether it lives", `(?m)/health`}},
	"online.session":       {{"an MD5 of an object", `(?mi)(etag|md5)\W+[0-9a-f]{32}`}},
	"online.user_agent":    {{"a robot", `(?mi)bot|spider`}},
	"comm.content":         {{"a line of a log", `(?mi)(log|message|msg)\w*\t.*(connection|timeout|started|failed|flush|GC|error)`}},
	"identity.birth_date":  {{"the day of a record", `(?mi)(created|updated|reg)\w*\W+(19|20)\d\d`}, {"a default", `1970-01-01|1900-01-01`}},
	"identity.age":         {{"the age of a cache", `(?mi)max[-_]?age`}},
	"identity.gender":      {{"a flag", `(?m)^(flag|is_\w+|enabled|type|status)\t`}},
	"work.title":           {{"the title of a page", `(?mi)(page_?title|title)\W`}},
	"vehicle.vin":          {{"an id of 17 characters", `(?m)\b[0-9A-HJ-NPR-Z]{17}\b`}},
	"org.uscc":             {{"a resident number", `(?mi)(id|身份证)\w*\W+\d{17}[\dX]`}},
	"vehicle.plate":        {{"a quantity", `(?m)[京沪津渝新云川]\w?\d`}},
}

// Every trap that is known has a line among the misses of its category, or among the
// hits of low confidence, which no verdict counts.
func TestKnownTrapsHaveLines(t *testing.T) {
	for c, traps := range knownTraps {
		lines := ""
		for _, l := range readCorpus(t, c, "misses.txt") {
			lines += l.field + "\t" + l.text + "\n"
		}
		for _, l := range readCorpus(t, c, "hits.txt") {
			if l.confidence == "low" {
				lines += l.field + "\t" + l.text + "\n"
			}
		}
		for _, trap := range traps {
			if !regexp.MustCompile(trap.line).MatchString(lines) {
				t.Errorf("testdata/detectors/%s/misses.txt has no line of %s: %s", c, trap.trap, trap.line)
			}
		}
	}
}
