package policy

import "piiventory/detectors"

var qiniu = policyTest{name: "qiniu", estate: qiniuEstate, ways: qiniuWays}

func qiniuEstate() *estate {
	return newEstate(
		kept("postgres", "accounts", "CN", holding("public.users", nil,
			"account.username login", "contact.email email", "contact.mobile mobile", "account.password password hashed",
			"identity.name name encrypted", "id.cn_resident id_no encrypted", "id.card_image card encrypted", "finance.bank_account account encrypted",
			"org.uscc uscc", "org.licence licence")),
		kept("postgres", "payments", "CN", holding("public.payments", nil,
			"finance.transaction amount", "finance.invoice invoice", "identity.name addressee", "contact.address address", "contact.postal_code zip",
			"contact.mobile mobile", "contact.email email", "finance.bank_account account", "finance.bank_card card")),
		kept("postgres", "support", "CN", holding("public.tickets", nil,
			"identity.name name", "contact.mobile mobile", "contact.email email", "comm.content text")),
		kept("s3", "weblog", "CN", holding(productLogs, nil,
			"device.info device", "online.search q", "online.ip ip", "online.user_agent ua", "online.browsing url", "location.precise lat")),
		kept("s3", "backup", "CN", holding(dumps, aged("object", "2026-06-10", 2, "2026-06-14", 2),
			"account.username users.login", "contact.email users.email", "contact.mobile users.mobile")),
		kept("s3", "tenant-1", "SG", holding("data/{n}.csv", nil, "contact.mobile mobile")),
	)
}

var qiniuWays = map[int]func(*estate){
	1:  func(e *estate) { e.add("accounts", "public.users", "biometric.face face") },
	2:  func(e *estate) { e.add("backup", dumps, "biometric.face users.face hashed") },
	3:  func(e *estate) { e.state("accounts", "public.users", "password", detectors.Clear) },
	4:  func(e *estate) { e.add("weblog", productLogs, "account.password pwd") },
	5:  func(e *estate) { e.state("accounts", "public.users", "id_no", detectors.Clear) },
	6:  func(e *estate) { e.state("accounts", "public.users", "id_no", detectors.Hashed) },
	7:  func(e *estate) { e.add("weblog", productLogs, "finance.bank_card card") },
	8:  func(e *estate) { e.place("accounts", "HK") },
	9:  func(e *estate) { e.place("backup", "SG") },
	10: func(e *estate) { e.copies("accounts", "SG") },
	11: func(e *estate) { e.place("weblog", "") },
	12: func(e *estate) { e.says("weblog", "jurisdiction", "HK", "endpoint host") },
	13: func(e *estate) { e.aged("backup", dumps, aged("object", "2026-05-20", 4)) },
	14: func(e *estate) { e.aged("backup", dumps, aged("object", "2026-05-01", 2, "2026-06-14", 2)) },
	15: func(e *estate) {
		e.add("support", "public.tickets", "identity.birth_date birthday")
		e.persons("support", "public.tickets", "birthday", "13", 4)
	},
	16: func(e *estate) { e.add("weblog", productLogs, "contact.email {key}") },
	17: func(e *estate) { e.opened("weblog") },
	18: func(e *estate) { e.beside("weblog", productLogs, "uid") },
	19: func(e *estate) { e.add("support", "public.tickets", "contact.address_book friends") },
	20: func(e *estate) { e.place("tenant-1", "HK") },
	21: func(e *estate) { e.add("tenant-1", "data/{n}.csv", "biometric.face face") },
	22: func(e *estate) { e.closed("backup") },
	23: func(e *estate) { e.add("payments", "public.payments", "org.uscc uscc") },
	24: func(e *estate) { e.add("payments", "public.payments", "id.cn_resident id") },
}
