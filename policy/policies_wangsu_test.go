package policy

import (
	"piiventory/detectors"
	"piiventory/scanners"
)

var wangsu = policyTest{name: "wangsu", estate: wangsuEstate, ways: wangsuWays}

const cdnLogs = "dt={date}/{n}.gz"

func wangsuEstate() *estate {
	return newEstate(
		kept("s3", "cdn-logs", "SG", holding(cdnLogs, nil,
			"online.ip ip", "online.browsing url", "online.user_agent ua", "location.coarse city")),
		kept("mysql", "crm", "CN",
			holding("contacts", nil, "identity.name name encrypted", "id.cn_resident id_no encrypted", "work.title post encrypted",
				"contact.mobile mobile encrypted", "contact.email email encrypted", "contact.address address encrypted"),
			holding("visits", nil, "online.ip ip encrypted", "online.cookie cookie encrypted")),
	)
}

var wangsuWays = map[int]func(*estate){
	1: func(e *estate) { e.add("cdn-logs", cdnLogs, "contact.mobile phone") },
	2: func(e *estate) { e.add("cdn-logs", cdnLogs, "account.user_id uid") },
	3: func(e *estate) { e.add("cdn-logs", cdnLogs, "location.precise lat") },
	4: func(e *estate) { e.state("crm", "contacts", "id_no", detectors.Clear) },
	5: func(e *estate) { e.state("crm", "contacts", "mobile", detectors.Hashed) },
	6: func(e *estate) { e.add("crm", "contacts", "contact.email note") },
	7: func(e *estate) { e.add("crm", "contacts", "finance.bank_card card encrypted") },
	8: func(e *estate) {
		e.found("cdn-logs", holding("dump/crm.sql", nil, "identity.name contacts.name", "id.cn_resident contacts.id_no"))
	},
	9: func(e *estate) { e.opened("cdn-logs") },
	10: func(e *estate) {
		e.store("cdn-logs").Facts[1] = scanners.Fact{Name: "public", Unknown: true, Reason: "the key may not ask", Source: "policy"}
	},
	11: func(e *estate) {
		e.appears(kept("mysql", "crm-old", "CN", holding("contacts", nil, "contact.mobile mobile encrypted")))
	},
	12: func(e *estate) { e.add("cdn-logs", cdnLogs, "contact.email {key}") },
	13: func(e *estate) { e.closed("crm") },
	14: func(e *estate) { e.unread("cdn-logs", cdnLogs) },
	15: func(e *estate) {
		e.state("crm", "contacts", "id_no", detectors.Clear)
		e.persons("crm", "contacts", "id_no", "16", 2)
	},
	16: func(e *estate) { e.place("cdn-logs", "DE") },
}
