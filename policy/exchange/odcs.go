package exchange

import (
	"slices"
	"strings"

	"piiventory/policy"
	"piiventory/scanners/places"
)

// schemeOf are the schemes of selectors for the types of servers of the Open Data
// Contract Standard (bitol-io/open-data-contract-standard, schema v3.1.0), and the kinds
// of systems. A type without one is taken as a scheme of its own, which no scanner opens.
var schemeOf = map[string][2]string{
	"postgres": {"postgres", "rdb"}, "postgresql": {"postgres", "rdb"}, "mysql": {"mysql", "rdb"}, "sqlserver": {"sqlserver", "rdb"}, "oracle": {"oracle", "rdb"},
	"clickhouse": {"clickhouse", "rdb"}, "s3": {"s3", "object-storage"}, "azure": {"azblob", "object-storage"}, "hive": {"hive", "mapreduce"}, "kafka": {"kafka", "log-service"},
	"sftp": {"sftp", "file"}, "local": {"file", "file"}, "athena": {"athena", "rdb"}, "bigquery": {"bigquery", "rdb"}, "databricks": {"databricks", "rdb"}, "denodo": {"denodo", "rdb"},
	"dremio": {"dremio", "rdb"}, "duckdb": {"duckdb", "rdb"}, "glue": {"glue", "rdb"}, "cloudsql": {"cloudsql", "rdb"}, "db2": {"db2", "rdb"}, "informix": {"informix", "rdb"},
	"kinesis": {"kinesis", "log-service"}, "presto": {"presto", "rdb"}, "pubsub": {"pubsub", "log-service"}, "redshift": {"redshift", "rdb"}, "snowflake": {"snowflake", "rdb"},
	"synapse": {"synapse", "rdb"}, "trino": {"trino", "rdb"}, "vertica": {"vertica", "rdb"},
}

// providerOf are the providers whose regions a type of server names.
var providerOf = map[string]string{"s3": "aws", "athena": "aws", "glue": "aws", "kinesis": "aws", "redshift": "aws", "azure": "azure", "bigquery": "gcs", "pubsub": "gcs", "cloudsql": "gcs"}

// odcs reads a data contract: its servers as systems, one for each table where there are
// several; the classification of its properties as categories; and its retention.
func (im *importer) odcs(root value) {
	d := im.draft.Declaration
	id := root.key("id").text()
	if name := root.key("name").text(); name != "" {
		id = name
	}
	d.ID = policy.NewID(id, "contract", map[string]bool{})
	root.key("kind").text()
	root.key("apiVersion").text()
	d.Policy.Version = root.key("version").text()
	objects := root.key("schema").list()
	servers := root.key("servers").list()
	keeps := im.slaRetentions(root, objects)
	if len(servers) == 0 {
		servers = []value{{r: root.r}}
	}
	for _, server := range servers {
		im.server(id, server, objects, keeps)
	}
}

// server adds the systems of one server.
func (im *importer) server(contract string, server value, objects []value, keeps []keep) {
	name := server.key("server").text()
	typ := server.key("type").text()
	known := schemeOf[typ]
	sys := policy.System{Kind: known[1]}
	scheme := known[0]
	if scheme == "" {
		scheme, sys.Kind = unknownScheme, "rdb"
	}
	if name == "" {
		name = contract
	}
	var regionNote string
	for _, key := range []string{"region", "regionName"} {
		region := server.key(key).text()
		if region == "" {
			continue
		}
		j, err := policy.ParseJurisdiction(region)
		if err != nil {
			if country, _ := places.Jurisdiction(providerOf[typ], region); country != "" {
				j, err = policy.ParseJurisdiction(country)
			}
		}
		if err != nil {
			regionNote = region
		} else if !slices.Contains(sys.Region, j) {
			sys.Region = append(sys.Region, j)
		}
	}
	schema := server.key("schema").text()
	note := func(path string) {
		if regionNote != "" {
			im.draft.Note(path, "left.region", "region", regionNote)
		}
		if known[0] == "" {
			im.draft.Note(path, "import.kind")
		}
	}
	store := scheme + "://" + aliasOf(name)
	if len(objects) == 0 {
		path := im.addSystem(sys, name, store)
		note(path)
		for _, k := range keeps {
			if k.retention != nil {
				im.draft.Note(path, "left.retention_alone", "text", k.retention.Max.String())
			}
		}
		return
	}
	for _, o := range objects {
		table := o.key("name").text()
		physical := o.key("physicalName").text()
		if physical != "" {
			table = physical
		}
		one := sys
		selector, id := store, name
		if len(objects) > 1 {
			id = name + "-" + table
		}
		if len(objects) > 1 || physical != "" {
			place := table
			if schema != "" && sys.Kind == "rdb" && !strings.HasPrefix(table, schema+".") {
				place = schema + "." + table
			}
			selector = store + "/" + escaped(place)
			if sys.Kind == "object-storage" || sys.Kind == "file" {
				selector += "/**"
			}
		}
		kept, others := chosen(keeps, o.peek("name").plain(), table)
		if kept.column != "" {
			one.Timestamp = &policy.Timestamp{Column: kept.column}
		}
		retention := kept.retention
		path := im.addSystem(one, id, selector)
		note(path)
		for _, k := range others {
			im.draft.Note(path, "left.retention_other", "text", k.retention.Max.String(), "table", table, "kept", retention.Max.String())
		}
		systems := im.draft.Declaration.Systems
		id = systems[len(systems)-1].ID
		at := im.nextRule()
		im.addRule(policy.Rule{Systems: []string{id}, Categories: im.classified(o, at), Retention: retention}, id+"-data")
		if im.nextRule() == at && retention != nil {
			im.draft.Note(path, "left.retention_alone", "text", retention.Max.String())
		}
	}
}

// escaped is a name as a selector has it: what a pattern reads as more than itself stands
// behind a backslash.
func escaped(name string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`, "]", `\]`, "{", `\{`, "}", `\}`).Replace(name)
}

// categoryKeys are the custom properties by which a column names its category.
var categoryKeys = []string{"piiventory", "dataCategory", "data_category", "data_categories", "dataCategories", "personalDataCategory", "pii_type", "piiType"}

// classified reads the categories of a table or column and of all below it: from its
// classification (which "can be anything"), its tags and its custom properties.
func (im *importer) classified(o value, path string) []policy.Pattern {
	var out []policy.Pattern
	var visit func(v value, depth int)
	visit = func(v value, depth int) {
		name := v.key("name").text()
		before := len(out)
		class := v.peek("classification")
		if ps := word(class.plain()); len(ps) > 0 {
			class.text()
			out = append(out, ps...)
		}
		for _, t := range v.key("tags").list() {
			if ps := word(t.plain()); len(ps) > 0 {
				t.text()
				out = append(out, ps...)
			}
		}
		for _, c := range v.key("customProperties").list() {
			if !slices.Contains(categoryKeys, c.peek("property").plain()) {
				continue
			}
			for _, t := range c.key("value").list() {
				if ps := word(t.plain()); len(ps) > 0 {
					t.text()
					c.key("property").text()
					out = append(out, ps...)
				}
			}
		}
		if c := class.plain(); c != "" && len(out) == before {
			class.text()
			if !harmless(c) {
				im.draft.Note(path, "left.classification", "word", c, "column", name)
			}
		}
		if depth > 20 {
			return
		}
		for _, p := range v.key("properties").list() {
			visit(p, depth+1)
		}
		if items := v.key("items"); items.ok() {
			visit(items, depth+1)
		}
	}
	visit(o, 0)
	slices.Sort(out)
	return slices.Compact(out)
}

// harmless says that a classification does not call a column personal or secret.
func harmless(c string) bool {
	return slices.Contains([]string{"public", "none", "non-pii", "non_pii", "not_pii", "unclassified"}, strings.ToLower(c))
}
