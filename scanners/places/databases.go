package places

import "regexp"

// databasePatterns recognise the hosts of managed databases.
var databasePatterns = []hostPattern{
	// Amazon RDS and Aurora: NAME.ID.REGION.rds.amazonaws.com and, in China, also
	// NAME.ID.rds.REGION.amazonaws.com.cn (Amazon RDS User Guide, "Finding the
	// connection information").
	{"aws", regexp.MustCompile(`\.([a-z]{2}(?:-[a-z]+)+-\d)\.rds\.amazonaws\.com(?:\.cn)?$`), ""},
	{"aws", regexp.MustCompile(`\.rds\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com\.cn$`), ""},
}

// OfDatabase reads provider and region off the host name of a database server, with
// or without a port, as OfHost does for object storage.
func OfDatabase(host string) Place { return ofHost(host, databasePatterns) }
