// What scanners/content is compared with. The workspace beside this file adds the module
// of the program, with the libraries that are in it.
module bench-formats

go 1.26.0

require (
	github.com/emersion/go-ical v0.0.0-20250329121855-f41e73efc392
	github.com/emersion/go-vcard v0.0.0-20260618161152-d854b7e0e2d3
	github.com/go-json-experiment/json v1.27.2
	github.com/go-ldap/ldif v0.0.0-20250910174327-aa3bc3095c92
	github.com/go-logfmt/logfmt v0.6.1
	github.com/ledongthuc/pdf v0.0.0-20260907135840-6c8c28e0e8a0
	github.com/leodido/go-syslog/v4 v4.6.0
	github.com/minio/simdjson-go v0.4.5
	github.com/valyala/fastjson v1.6.10
	github.com/xuri/excelize/v2 v2.11.1
	github.com/yuin/goldmark v1.8.7
	gopkg.in/ini.v1 v1.67.3
	howett.net/plist v1.0.1
)

require (
	github.com/golang/protobuf v1.5.4 // indirect
	github.com/golang/snappy v1.0.0 // indirect
	github.com/scritchley/orc v0.0.0-20210513144143-06dddf1ad665 // indirect
	google.golang.org/protobuf v1.33.0 // indirect
	github.com/richardlehane/mscfb v1.0.9
)
