package policy

var kingsoft = policyTest{name: "kingsoft", estate: kingsoftEstate, ways: kingsoftWays}

const (
	papers      = "real-name/{n}.json"
	productLogs = "dt={date}/{n}.log"
	dumps       = "accounts-{date}.sql"
)

func kingsoftEstate() *estate {
	return newEstate(
		kept("mysql", "krds", "CN",
			holding("accounts", nil, "account.username login", "contact.mobile mobile", "account.password password hashed", "identity.name name", "contact.email email"),
			holding("payments", nil, "identity.name holder", "finance.pay_account alipay", "finance.bank_card card"),
			holding("invoices", nil, "contact.phone phone", "contact.region city", "contact.address address", "contact.postal_code zip"),
			holding("tickets", nil, "account.user_id uid", "account.username login", "identity.name name", "contact.mobile mobile", "comm.content text", "finance.transaction order"),
			holding("activities", nil, "contact.mobile mobile", "contact.address address")),
		kept("s3", "kyc", "CN", holding(papers, nil,
			"identity.name name", "id.cn_resident id_no", "id.passport passport", "biometric.face face", "finance.bank_card card")),
		kept("s3", "filing", "CN", holding("{n}.json", nil,
			"identity.name name", "id.cn_resident id_no", "contact.mobile mobile", "contact.email email", "org.domain_cert certificate", "identity.portrait photo")),
		kept("s3", "klog", "CN", holding(productLogs, nil,
			"account.user_id uid", "online.ip ip", "online.user_agent ua", "device.info device", "online.browsing url", "online.cookie cookie")),
		kept("s3", "backup", "CN", holding(dumps, aged("object", "2026-06-10", 2, "2026-06-14", 2),
			"account.username accounts.login", "contact.mobile accounts.mobile")),
		kept("s3", "tenant-1", "SG", holding("data/{n}.csv", nil, "contact.mobile mobile")),
	)
}

var kingsoftWays = map[int]func(*estate){
	1:  func(e *estate) { e.add("krds", "accounts", "identity.birth_date birthday") },
	2:  func(e *estate) { e.add("krds", "accounts", "finance.bank_card card") },
	3:  func(e *estate) { e.add("klog", productLogs, "finance.bank_card card") },
	4:  func(e *estate) { e.add("klog", productLogs, "id.cn_resident id") },
	5:  func(e *estate) { e.add("klog", productLogs, "comm.content message") },
	6:  func(e *estate) { e.add("krds", "tickets", "id.card_image picture") },
	7:  func(e *estate) { e.add("filing", "{n}.json", "biometric.face face") },
	8:  func(e *estate) { e.persons("kyc", papers, "id_no", "13", 2) },
	9:  func(e *estate) { e.persons("kyc", papers, "id_no", "14", 2) },
	10: func(e *estate) { e.place("krds", "HK") },
	11: func(e *estate) { e.place("backup", "SG") },
	12: func(e *estate) { e.place("backup", "") },
	13: func(e *estate) { e.copies("klog", "SG") },
	14: func(e *estate) { e.says("klog", "jurisdiction", "HK", "endpoint host") },
	15: func(e *estate) { e.opened("kyc") },
	16: func(e *estate) { e.found("krds", holding("export_tmp", nil, "contact.mobile mobile")) },
	17: func(e *estate) {
		e.appears(kept("s3", "share", "CN", holding("list.csv", nil, "contact.mobile mobile")))
	},
	18: func(e *estate) { e.add("klog", productLogs, "contact.mobile {key}") },
	19: func(e *estate) { e.place("tenant-1", "HK") },
	20: func(e *estate) { e.closed("kyc") },
	21: func(e *estate) { e.add("krds", "invoices", "finance.transaction goods") },
	22: func(e *estate) { e.add("krds", "activities", "identity.name name") },
	23: func(e *estate) { e.add("krds", "invoices", "finance.bank_card card") },
	24: func(e *estate) { e.add("klog", productLogs, "online.search q") },
}
