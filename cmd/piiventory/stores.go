package main

import (
	"piiventory/scanners"
	"piiventory/scanners/files"
	"piiventory/scanners/mysql"
	"piiventory/scanners/postgres"
	"piiventory/scanners/s3"
	"piiventory/scanners/sqlite"
)

// kinds are the kinds of stores by URL scheme. A new one is one line here.
var kinds = map[string]scanners.Kind{
	"file":       files.Kind,
	"s3":         s3.Kind,
	"postgres":   postgres.Kind,
	"postgresql": postgres.Kind,
	"mysql":      mysql.Kind,
	"mariadb":    mysql.Kind,
	"sqlite":     sqlite.Kind,
}
