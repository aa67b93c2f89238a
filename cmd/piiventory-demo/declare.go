package main

import (
	"fmt"
	"strings"
)

// declaration is what the company says of itself. Three things of it are not
// true; see Plan.Breaks.
const declaration = `piiventory: declaration/v1
id: demo-company
policy: {publisher: The synthetic company of the demo, title: Data retention schedule, effective: 2026-01-01}
systems:
  - {id: shop,     kind: rdb,            role: controller, at: ["sqlite://shop/**"]}
  - {id: web-logs, kind: object-storage, role: controller, at: ["s3://weblogs/**"], timestamp: {field: "$.ts"}}
  - {id: exports,  kind: object-storage, role: controller, at: ["s3://exports/**"]}
  - {id: archive,  kind: object-storage, role: controller, at: ["s3://archive/**"]}
  - {id: metrics,  kind: object-storage, role: controller, at: ["s3://metrics/**"]}
rules:
  - {id: customers, source: "section 2", systems: [shop, exports, archive], categories: [identity.name, id.cn_resident, contact.*, account.*, device.imei, finance.transaction]}
  - {id: logs, source: "section 3", systems: [web-logs], categories: [contact.mobile, online.user_agent],
     retention: {kind: fixed, max: P6M, from: record}}
  - {id: on-call, source: "section 4", systems: [metrics], categories: [contact.mobile, contact.email]}
  - {id: place, source: "section 5", systems: [web-logs, exports, archive, metrics], categories: ["*"],
     residency: {mode: list, allow: [CN]}}
`

// configuration maps the aliases of the declaration to the stores.
func configuration(database, endpoint string, buckets []Bucket) string {
	var b strings.Builder
	b.WriteString("piiventory: stores/v1\nstores:\n")
	fmt.Fprintf(&b, "  - {alias: %s, url: %q}\n", shop, "sqlite:"+database)
	for _, x := range buckets {
		fmt.Fprintf(&b, "  - {alias: %s, url: %q, provider: aws}\n", x.Name, "s3://"+x.Name+"?endpoint="+endpoint)
	}
	return b.String()
}
