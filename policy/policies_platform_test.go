package policy

import "piiventory/inventory"

var platform = policyTest{name: "platform", estate: platformEstate, ways: platformWays}

const accessLogs = "access/dt={date}/{n}.json"

func platformEstate() *estate {
	return newEstate(
		kept("s3", "logs", "CN", holding(accessLogs, aged("field:ts", "2026-05-20", 40, "2026-06-14", 40),
			"online.ip ip", "online.browsing path", "online.user_agent ua", "device.info device", "location.precise lat")),
		kept("mysql", "app", "CN",
			holding("users", nil, "identity.name name", "id.cn_resident id_no", "id.social_security_card social", "contact.mobile mobile",
				"account.password password hashed", "health.metric weight", "work.employer employer", "finance.bank_account account"),
			holding("orders", nil, "contact.address address", "finance.transaction amount"),
			holding("messages", nil, "comm.content text", "contact.address_book friends")),
	)
}

// clocked gives the access logs the times of their records.
func (e *estate) clocked(days ...string) {
	var list []any
	for _, d := range days {
		list = append(list, d, 20)
	}
	e.aged("logs", accessLogs, aged("field:ts", list...))
}

var platformWays = map[int]func(*estate){
	1: func(e *estate) { e.clocked("2026-05-01", "2026-06-14") },
	2: func(e *estate) { e.clocked("2026-05-13", "2026-06-14") },
	3: func(e *estate) { e.clocked("2026-05-14", "2026-06-14") },
	4: func(e *estate) { e.clocked("2026-01-31", "2026-03-01") },
	5: func(e *estate) { e.clocked("2026-01-31", "2026-03-01") },
	6: func(e *estate) { e.clocked("2028-01-31", "2028-03-01") },
	7: func(e *estate) {
		times := aged("field:ts", "2026-06-01", 70)
		times[0].Missing = 10
		e.aged("logs", accessLogs, times)
	},
	8: func(e *estate) { e.aged("logs", accessLogs, aged("object", "2026-06-01", 4)) },
	9: func(e *estate) { e.add("app", "users", "online.ip last_ip") },
	10: func(e *estate) {
		e.dataset("logs", accessLogs).Lifecycle = &inventory.Lifecycle{Expiring: 4, Longest: 30}
	},
	11: func(e *estate) { e.persons("app", "users", "id_no", "14", 3) },
	12: func(e *estate) { e.persons("app", "users", "id_no", "15", 3) },
	13: func(e *estate) { e.place("logs", "HK") },
	14: func(e *estate) { e.place("logs", "") },
	15: func(e *estate) { e.says("logs", "jurisdiction", "HK", "endpoint host") },
	16: func(e *estate) { e.copies("app", "SG") },
	17: func(e *estate) { e.says("app", "network", "public", "connection") },
	18: func(e *estate) { e.add("logs", accessLogs, "contact.mobile phone") },
	19: func(e *estate) { e.add("logs", accessLogs, "finance.bank_card card") },
	20: func(e *estate) { e.add("app", "users", "biometric.face face") },
	21: func(e *estate) { e.add("logs", accessLogs, "contact.mobile {key}") },
	22: func(e *estate) { e.found("logs", holding("dump/users.sql", nil, "id.cn_resident users.id_no")) },
	23: func(e *estate) { e.opened("logs") },
	24: func(e *estate) {
		e.appears(kept("s3", "share", "CN", holding("users.csv", nil, "contact.mobile mobile")))
	},
	25: func(e *estate) { e.unread("logs", accessLogs) },
	26: func(e *estate) { e.clocked("2026-02-28", "2026-03-31") },
	27: func(e *estate) { e.clocked("2026-03-01", "2026-03-31") },
}
