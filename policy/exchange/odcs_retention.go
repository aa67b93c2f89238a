package exchange

import (
	"slices"
	"strings"

	"piiventory/policy"
)

// A keep is a retention of a contract: for how long (nil where that is free text), by
// which column, of which table (empty for all).
type keep struct {
	retention     *policy.Retention
	table, column string
}

// slaRetentions reads the retentions among the service levels. What is free text, and what
// is of a table that the contract does not have, is listed.
func (im *importer) slaRetentions(root value, objects []value) []keep {
	tables := map[string]bool{}
	for _, o := range objects {
		tables[o.peek("name").plain()], tables[o.peek("physicalName").plain()] = true, true
	}
	delete(tables, "")
	var out []keep
	for _, sla := range root.key("slaProperties").list() {
		if strings.ToLower(sla.peek("property").plain()) != "retention" {
			continue
		}
		sla.key("property").text()
		text := strings.TrimSpace(sla.key("value").text() + " " + sla.key("unit").text())
		var retention *policy.Retention
		if t, ok := duration(text); ok {
			retention = fixed(t)
		} else {
			im.draft.Note("", "left.retention", "text", text)
		}
		for e := range strings.SplitSeq(sla.key("element").text(), ",") {
			e = strings.TrimSpace(e)
			table, column, ok := strings.Cut(e, ".")
			// The name of a table may have a dot, and stand without a column.
			for name := range tables {
				if rest, has := strings.CutPrefix(e, name+"."); has && len(name) > len(table) {
					table, column, ok = name, rest, true
				}
			}
			switch {
			case tables[e]:
				table, column = e, ""
			case !ok:
				table, column = "", table
			case !tables[table] && len(objects) > 0:
				im.draft.Note("", "left.retention_table", "text", text, "table", table)
				continue
			}
			out = append(out, keep{retention, table, column})
		}
	}
	return out
}

// chosen returns, of the retentions that apply to a table by one of its names, the
// shortest, and the others that are longer. A maximum promises that nothing is kept
// beyond it, and so the shortest is the one that keeps all of the promises.
func chosen(keeps []keep, names ...string) (kept keep, others []keep) {
	for _, k := range keeps {
		switch {
		case k.table != "" && !slices.Contains(names, k.table):
		case k.retention == nil:
			if kept.retention == nil && kept.column == "" {
				kept.column = k.column
			}
		case kept.retention == nil:
			if k.column == "" {
				k.column = kept.column
			}
			kept = k
		case k.retention.Max.Shorter(kept.retention.Max):
			others = append(others, kept)
			if k.column == "" {
				k.column = kept.column
			}
			kept = k
		case k.retention.Max != kept.retention.Max:
			others = append(others, k)
		}
	}
	return kept, others
}
