package main

// at returns a store of an estate.
func at(estate []*place, alias string) *place {
	for _, p := range estate {
		if p.alias == alias {
			return p
		}
	}
	panic("no store " + alias)
}

// gets lets all parts of a store whose name begins so have more fields.
func gets(estate []*place, alias, name string, fields ...string) {
	for i := range at(estate, alias).parts {
		if p := &at(estate, alias).parts[i]; len(p.name) >= len(name) && p.name[:len(name)] == name {
			p.fields = append(p.fields, fields...)
		}
	}
}

// turns gives a field of a part another form.
func turns(estate []*place, alias, name, from, to string) {
	for i := range at(estate, alias).parts {
		p := &at(estate, alias).parts[i]
		for k, f := range p.fields {
			if p.name == name && f == from {
				p.fields[k] = to
			}
		}
	}
}

// several makes objects of one form by their keys.
func several(fields []string, keys ...string) (out []part) {
	for _, k := range keys {
		out = append(out, part{k, append([]string(nil), fields...)})
	}
	return out
}

var realPlatform = realEstate{"platform", func() []*place {
	log := []string{"ip online.ip", "page_url online.browsing", "user_agent online.user_agent", "device_model device.info", "gps location.precise", "ts =2026-06-01T08:00:00Z"}
	return []*place{
		{scheme: "s3", alias: "logs", region: "CN", parts: several(log, "access/dt=2026-05-20/1.json", "access/dt=2026-05-21/2.json", "access/dt=2026-06-14/3.json")},
		{scheme: "mysql", alias: "app", region: "CN", parts: []part{
			{"users", []string{"real_name identity.name", "id_no id.cn_resident", "social_security_card_no id.social_security_card", "mobile contact.mobile",
				"password account.password hashed", "heart_rate health.metric", "employer work.employer", "bank_card_no finance.bank_card"}},
			{"orders", []string{"address contact.address", "pay_amount finance.transaction"}},
			{"messages", []string{"chat_content comm.content", "address_book contact.address_book"}},
		}},
	}
}, map[int]func([]*place){
	1: func(e []*place) {
		at(e, "logs").parts[0].fields[5] = "ts =2026-05-01T08:00:00Z"
	},
	2:  func(e []*place) { at(e, "logs").parts[0].fields[5] = "ts =2026-05-13T23:59:59Z" },
	3:  func(e []*place) { at(e, "logs").parts[0].fields[5] = "ts =2026-05-14T00:00:00Z" },
	9:  func(e []*place) { gets(e, "app", "users", "last_ip online.ip") },
	11: func(e []*place) { turns(e, "app", "users", "id_no id.cn_resident", "id_no minor.14") },
	13: func(e []*place) { at(e, "logs").region = "HK" },
	18: func(e []*place) { gets(e, "logs", "access/", "phone contact.mobile") },
	19: func(e []*place) { gets(e, "logs", "access/", "card finance.bank_card") },
	20: func(e []*place) { gets(e, "app", "users", "face biometric.face") },
	22: func(e []*place) {
		at(e, "logs").parts = append(at(e, "logs").parts, part{"dump/users.sql", []string{"id_no id.cn_resident"}})
	},
	23: func(e []*place) { at(e, "logs").open = true },
}}

var realWangsu = realEstate{"wangsu", func() []*place {
	log := []string{"ip online.ip", "page_url online.browsing", "user_agent online.user_agent", "bssid location.coarse"}
	return []*place{
		{scheme: "s3", alias: "cdn-logs", region: "SG", parts: several(log, "dt=2026-06-01/1.gz", "dt=2026-06-02/2.gz", "dt=2026-06-03/3.gz")},
		{scheme: "mysql", alias: "crm", region: "CN", parts: []part{
			{"contacts", []string{"real_name identity.name encrypted", "id_no id.cn_resident encrypted", "mobile contact.mobile encrypted", "email contact.email encrypted", "address contact.address encrypted"}},
			{"visits", []string{"ip online.ip encrypted", "mail contact.email encrypted"}},
		}},
	}
}, map[int]func([]*place){
	1: func(e []*place) { gets(e, "cdn-logs", "dt=", "phone contact.mobile") },
	2: func(e []*place) { gets(e, "cdn-logs", "dt=", "uid account.user_id") },
	4: func(e []*place) {
		turns(e, "crm", "contacts", "id_no id.cn_resident encrypted", "id_no id.cn_resident")
	},
	5: func(e []*place) {
		turns(e, "crm", "contacts", "mobile contact.mobile encrypted", "mobile contact.mobile hashed")
	},
	9: func(e []*place) { at(e, "cdn-logs").open = true },
}}

var realKingsoft = realEstate{"kingsoft", func() []*place {
	return []*place{
		{scheme: "mysql", alias: "krds", region: "CN", parts: []part{
			{"accounts", []string{"username account.username", "mobile contact.mobile", "password account.password hashed", "real_name identity.name", "email contact.email"}},
			{"payments", []string{"real_name identity.name", "alipay_user_id finance.pay_account", "bank_card_no finance.bank_card"}},
			{"invoices", []string{"tel contact.phone", "province contact.region", "address contact.address", "zip_code contact.postal_code"}},
			{"tickets", []string{"uid account.user_id", "username account.username", "real_name identity.name", "mobile contact.mobile", "chat_content comm.content", "pay_amount finance.transaction"}},
			{"activities", []string{"mobile contact.mobile", "address contact.address"}},
		}},
		{scheme: "s3", alias: "kyc", region: "CN", parts: several([]string{"real_name identity.name", "id_no id.cn_resident", "passport_no id.passport", "face_image biometric.face", "bank_card_no finance.bank_card"},
			"real-name/1.json", "real-name/2.json", "real-name/3.json")},
		{scheme: "s3", alias: "filing", region: "CN", parts: several([]string{"real_name identity.name", "id_no id.cn_resident", "mobile contact.mobile", "email contact.email", "domain_cert org.domain_cert", "avatar identity.portrait"},
			"1.json", "2.json", "3.json")},
		{scheme: "s3", alias: "klog", region: "CN", parts: several([]string{"uid account.user_id", "ip online.ip", "user_agent online.user_agent", "device_model device.info", "page_url online.browsing", "cookie online.cookie"},
			"dt=2026-06-01/1.log", "dt=2026-06-02/2.log", "dt=2026-06-03/3.log")},
		{scheme: "s3", alias: "backup", region: "CN", parts: several([]string{"username account.username", "mobile contact.mobile"},
			"accounts-2026-06-10.sql", "accounts-2026-06-12.sql", "accounts-2026-06-14.sql")},
		{scheme: "s3", alias: "tenant-1", region: "SG", parts: several([]string{"mobile contact.mobile"}, "data/1.csv", "data/2.csv", "data/3.csv")},
	}
}, map[int]func([]*place){
	1:  func(e []*place) { gets(e, "krds", "accounts", "birthday identity.birth_date") },
	2:  func(e []*place) { gets(e, "krds", "accounts", "bank_card_no finance.bank_card") },
	4:  func(e []*place) { gets(e, "klog", "dt=", "id id.cn_resident") },
	8:  func(e []*place) { turns(e, "kyc", "real-name/2.json", "id_no id.cn_resident", "id_no minor.13") },
	9:  func(e []*place) { turns(e, "kyc", "real-name/2.json", "id_no id.cn_resident", "id_no minor.14") },
	11: func(e []*place) { at(e, "backup").region = "SG" },
	15: func(e []*place) { at(e, "kyc").open = true },
	16: func(e []*place) {
		at(e, "krds").parts = append(at(e, "krds").parts, part{"export_tmp", []string{"mobile contact.mobile"}})
	},
}}

var realChannel = realEstate{"channel", func() []*place {
	return []*place{
		{scheme: "mysql", alias: "users", region: "CN", parts: []part{
			{"users", []string{"email contact.email", "password account.password hashed", "mobile contact.mobile", "real_name identity.name", "id_no id.cn_resident", "uscc org.uscc", "bank_account finance.bank_account"}},
		}},
		{scheme: "s3", alias: "kyc", region: "CN", parts: several([]string{"face_image biometric.face", "idcard_front id.card_image"}, "faces/1.json", "faces/2.json", "faces/3.json")},
		{scheme: "s3", alias: "filing", region: "CN", parts: several([]string{"real_name identity.name", "id_no id.cn_resident", "mobile contact.mobile", "email contact.email", "domain_cert org.domain_cert", "avatar identity.portrait"},
			"1.json", "2.json", "3.json")},
		{scheme: "mysql", alias: "tickets", region: "CN", parts: []part{{"tickets", []string{"chat_content comm.content", "call_duration comm.record", "mobile contact.mobile"}}}},
		{scheme: "s3", alias: "weblogs", region: "CN", parts: several([]string{"device_model device.info", "gps location.precise", "ip online.ip"},
			"dt=2026-06-01/1.log", "dt=2026-06-02/2.log", "dt=2026-06-03/3.log")},
		{scheme: "s3", alias: "tenant-1", region: "SG", parts: several([]string{"mobile contact.mobile"}, "data/1.csv", "data/2.csv", "data/3.csv")},
	}
}, map[int]func([]*place){
	1: func(e []*place) { gets(e, "users", "users", "religion special.religion") },
	2: func(e []*place) {
		turns(e, "users", "users", "password account.password hashed", "password account.password")
	},
	3:  func(e []*place) { gets(e, "tickets", "tickets", "account finance.bank_account") },
	4:  func(e []*place) { at(e, "users").region = "HK" },
	7:  func(e []*place) { gets(e, "weblogs", "dt=", "uid account.user_id") },
	16: func(e []*place) { gets(e, "weblogs", "dt=", "id id.cn_resident") },
}}

var realQiniu = realEstate{"qiniu", func() []*place {
	return []*place{
		{scheme: "postgres", alias: "accounts", region: "CN", parts: []part{
			{"users", []string{"username account.username", "email contact.email", "mobile contact.mobile", "password account.password hashed", "real_name identity.name encrypted",
				"id_no id.cn_resident encrypted", "uscc org.uscc", "business_license org.licence"}},
		}},
		{scheme: "postgres", alias: "payments", region: "CN", parts: []part{
			{"payments", []string{"pay_amount finance.transaction", "invoice_no finance.invoice", "real_name identity.name", "address contact.address", "zip_code contact.postal_code", "mobile contact.mobile",
				"email contact.email", "bank_card_no finance.bank_card"}},
		}},
		{scheme: "postgres", alias: "support", region: "CN", parts: []part{{"tickets", []string{"real_name identity.name", "mobile contact.mobile", "email contact.email", "chat_content comm.content"}}}},
		{scheme: "s3", alias: "weblog", region: "CN", parts: several([]string{"device_model device.info", "search_keyword online.search", "ip online.ip", "user_agent online.user_agent", "page_url online.browsing", "gps location.precise"},
			"dt=2026-06-01/1.log", "dt=2026-06-02/2.log", "dt=2026-06-03/3.log")},
		{scheme: "s3", alias: "backup", region: "CN", parts: several([]string{"username account.username", "email contact.email", "mobile contact.mobile"},
			"accounts-2026-06-10.sql", "accounts-2026-06-12.sql", "accounts-2026-06-14.sql")},
		{scheme: "s3", alias: "tenant-1", region: "SG", parts: several([]string{"mobile contact.mobile"}, "data/1.csv", "data/2.csv", "data/3.csv")},
	}
}, map[int]func([]*place){
	1: func(e []*place) { gets(e, "accounts", "users", "face biometric.face") },
	3: func(e []*place) {
		turns(e, "accounts", "users", "password account.password hashed", "password account.password")
	},
	5: func(e []*place) {
		turns(e, "accounts", "users", "id_no id.cn_resident encrypted", "id_no id.cn_resident")
	},
	7:  func(e []*place) { gets(e, "weblog", "dt=", "card finance.bank_card") },
	9:  func(e []*place) { at(e, "backup").region = "SG" },
	14: func(e []*place) { at(e, "backup").parts[0].name = "accounts-2026-05-01.sql" },
	15: func(e []*place) { gets(e, "support", "tickets", "birthday minor.birthday") },
	18: func(e []*place) { gets(e, "weblog", "dt=", "uid account.user_id") },
}}
