package reports

import "piiventory/inventory"

// ClosedTotals say where ids of closed accounts stand.
type ClosedTotals struct {
	// Listed is the number of ids in the list, Rows that of sampled rows in which one of
	// them stands, in so many Fields of so many Datasets.
	Listed   int64 `json:"listed"`
	Rows     int64 `json:"rows"`
	Fields   int   `json:"fields"`
	Datasets int   `json:"datasets"`
}

// add adds a dataset, when there is a list.
func (c *ClosedTotals) add(d *inventory.Dataset) {
	if c == nil || len(d.Closed) == 0 {
		return
	}
	c.Datasets++
	for i := range d.Closed {
		c.Fields++
		c.Rows += d.Closed[i].Rows
	}
}

// sentence says it in the report's language.
func (c *ClosedTotals) sentence(w words) string {
	if c.Rows == 0 {
		return w.t("verdict.closed-none", "listed", c.Listed)
	}
	return w.t("verdict.closed", "listed", c.Listed, "rows", c.Rows, "fields", c.Fields, "datasets", c.Datasets)
}

// closedLines say in which fields of a dataset ids of closed accounts stand.
func closedLines(w words, d *inventory.Dataset) []string {
	var out []string
	for i := range d.Closed {
		c := &d.Closed[i]
		key := "closed.line"
		if !c.Named && c.Telling == 0 {
			key = "closed.short"
		}
		out = append(out, w.t(key, "field", field(w, c.Field), "rows", c.Rows, "ids", c.IDs.AtLeast))
	}
	return out
}
