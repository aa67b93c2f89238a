package exchange

import (
	"slices"
	"strings"

	"piiventory/policy"
)

// The keys of meta by which people say in dbt what a column holds, that it is personal,
// and how long it is kept. Meta is free (docs.getdbt.com, resource-configs/meta), so that
// these are customs and no standard.
var (
	metaCategory  = []string{"data_category", "data_categories", "category", "pii_type", "piiventory", "classification", "sensitivity"}
	metaPersonal  = []string{"contains_pii", "pii", "is_pii", "personal_data"}
	metaRetention = []string{"retention", "retention_period"}
)

// dbt reads a properties file: each source, and the models, seeds and snapshots, as a
// system with the categories that the meta of its columns names.
func (im *importer) dbt(root value) {
	im.draft.Declaration.ID = "dbt"
	root.key("version").text()
	for _, s := range root.key("sources").list() {
		im.tables(s.key("name").text(), s, s.key("tables").list(), s.key("schema").text())
	}
	for _, kind := range []string{"models", "seeds", "snapshots"} {
		if list := root.key(kind).list(); len(list) > 0 {
			im.tables(kind, value{r: root.r}, list, "")
		}
	}
}

// tables adds a system with a rule for the tables of a source, or for the models. Tables
// that are kept for another time than the rest are a rule of their own.
func (im *importer) tables(name string, source value, tables []value, schema string) {
	var times []string
	if at := loadedAt(source); at != "" {
		times = append(times, at)
	}
	for _, t := range tables {
		if at := loadedAt(t); at != "" {
			times = append(times, at)
		}
	}
	slices.Sort(times)
	times = slices.Compact(times)
	sys := policy.System{Kind: "rdb"}
	if len(times) == 1 {
		sys.Timestamp = &policy.Timestamp{Column: times[0]}
	}
	selector := unknownScheme + "://" + aliasOf(name)
	if schema != "" {
		selector += "/" + escaped(schema) + ".*"
	}
	path := im.addSystem(sys, name, selector)
	im.draft.Note(path, "import.kind")
	if len(times) > 1 {
		im.draft.Note(path, "import.timestamps", "columns", strings.Join(times, ", "))
	}
	systems := im.draft.Declaration.Systems
	id := systems[len(systems)-1].ID
	common := im.kept(source, path)
	type part struct {
		retention  *policy.Retention
		categories []policy.Pattern
		name       string
	}
	parts := []*part{{retention: common, name: id + "-data"}}
	parts[0].categories = append(parts[0].categories, im.meant(source, im.nextRule(), name)...)
	for _, t := range tables {
		table := t.key("name").text()
		p := parts[0]
		if keep := im.kept(t, path); keep != nil && (common == nil || keep.Max.String() != common.Max.String()) {
			p = &part{retention: keep, name: id + "-" + table}
			parts = append(parts, p)
		}
		p.categories = append(p.categories, im.meant(t, im.nextRule(), table)...)
		for _, c := range t.key("columns").list() {
			p.categories = append(p.categories, im.meant(c, im.nextRule(), table+"."+c.key("name").text())...)
		}
	}
	for _, p := range parts {
		slices.Sort(p.categories)
		im.addRule(policy.Rule{Systems: []string{id}, Categories: slices.Compact(p.categories), Retention: p.retention}, p.name)
		if len(p.categories) == 0 && p.retention != nil {
			im.draft.Note(path, "left.retention_alone", "text", p.retention.Max.String())
		}
	}
	if len(parts) > 1 {
		im.draft.Note(path, "import.tables_apart")
	}
}

// loadedAt returns the column that tells when a row was loaded.
func loadedAt(v value) string {
	if at := v.key("loaded_at_field").text(); at != "" {
		return at
	}
	return v.key("config").key("loaded_at_field").text()
}

// metas are the two places of meta: beside the name, and since dbt 1.10 under config.
func metas(v value) []value {
	return []value{v.key("meta"), v.key("config").key("meta")}
}

// meant reads the categories that the meta and the tags of a table or column name. One
// that is only called personal is noted.
func (im *importer) meant(v value, path, name string) []policy.Pattern {
	var out []policy.Pattern
	personal := false
	for _, meta := range metas(v) {
		for _, key := range metaCategory {
			for _, t := range meta.key(key).list() {
				if ps := word(t.plain()); len(ps) > 0 {
					t.text()
					out = append(out, ps...)
				}
			}
		}
		for _, key := range metaPersonal {
			switch said := meta.key(key); strings.ToLower(said.plain()) {
			case "true", "yes":
				said.text()
				personal = true
			case "false", "no":
				said.text()
			}
		}
	}
	for _, tags := range []value{v.key("tags"), v.key("config").key("tags")} {
		for _, t := range tags.list() {
			if ps := word(t.plain()); len(ps) > 0 {
				t.text()
				out = append(out, ps...)
			}
		}
	}
	if personal && len(out) == 0 {
		im.draft.Note(path, "left.unnamed", "column", name)
	}
	return out
}

// kept reads a retention from meta: a time, or a number of days.
func (im *importer) kept(v value, path string) *policy.Retention {
	for _, meta := range metas(v) {
		if days := meta.key("retention_days").text(); days != "" {
			if t, ok := duration(days + " days"); ok {
				return fixed(t)
			}
			im.draft.Note(path, "left.retention", "text", days)
		}
		for _, key := range metaRetention {
			if text := meta.key(key).text(); text != "" {
				if t, ok := duration(text); ok {
					return fixed(t)
				}
				im.draft.Note(path, "left.retention", "text", text)
			}
		}
	}
	return nil
}
