package policy

import (
	"piiventory/detectors"
	"piiventory/inventory"
)

var channel = policyTest{name: "channel", estate: channelEstate, ways: channelWays}

func channelEstate() *estate {
	return newEstate(
		kept("mysql", "users", "CN", holding("users", nil,
			"contact.email email", "account.password password hashed", "contact.mobile mobile", "identity.name name", "id.cn_resident id_no",
			"org.uscc uscc", "finance.bank_account account")),
		kept("s3", "kyc", "CN", holding("faces/{n}.json", nil, "biometric.face face", "id.card_image card")),
		kept("s3", "filing", "CN", holding("{n}.json", nil,
			"identity.name name", "id.cn_resident id_no", "contact.mobile mobile", "contact.email email", "org.domain_cert certificate", "identity.portrait photo")),
		kept("mysql", "tickets", "CN", holding("tickets", nil, "comm.content text", "comm.record calls", "contact.mobile mobile")),
		kept("s3", "weblogs", "CN", holding(productLogs, nil, "device.info device", "location.precise lat", "online.ip ip")),
		kept("s3", "tenant-1", "SG", holding("data/{n}.csv", nil, "contact.mobile mobile")),
	)
}

// beside puts an account into the records of a log.
func (e *estate) beside(alias, path, field string) {
	e.add(alias, path, "account.user_id "+field)
	e.dataset(alias, path).Joined = []inventory.Joined{
		{Trace: "device.info", TraceField: "device", Account: "account.user_id", AccountField: field, Rows: 12},
	}
}

var channelWays = map[int]func(*estate){
	1:  func(e *estate) { e.add("users", "users", "special.religion religion") },
	2:  func(e *estate) { e.state("users", "users", "password", detectors.Clear) },
	3:  func(e *estate) { e.add("tickets", "tickets", "finance.bank_account account") },
	4:  func(e *estate) { e.place("users", "HK") },
	5:  func(e *estate) { e.place("weblogs", "") },
	6:  func(e *estate) { e.says("weblogs", "jurisdiction", "HK", "endpoint host") },
	7:  func(e *estate) { e.beside("weblogs", productLogs, "uid") },
	8:  func(e *estate) { e.persons("filing", "{n}.json", "id_no", "17", 1) },
	9:  func(e *estate) { e.add("users", "users", "biometric.face face") },
	10: func(e *estate) { e.opened("weblogs") },
	11: func(e *estate) { e.add("weblogs", productLogs, "contact.mobile {key}") },
	12: func(e *estate) { e.copies("users", "SG") },
	13: func(e *estate) { e.copies("users", "") },
	14: func(e *estate) {
		e.appears(kept("s3", "share", "CN", holding("users.csv", nil, "contact.mobile mobile")))
	},
	15: func(e *estate) { e.place("tenant-1", "HK") },
	16: func(e *estate) { e.add("weblogs", productLogs, "id.cn_resident id") },
	17: func(e *estate) { e.add("tickets", "tickets", "id.card_image picture") },
	18: func(e *estate) { e.add("filing", "{n}.json", "contact.address address") },
	19: func(e *estate) { e.add("kyc", "faces/{n}.json", "finance.bank_account account") },
	20: func(e *estate) { e.add("kyc", "faces/{n}.json", "identity.name name") },
}
