package reports

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"piiventory/inventory"
)

// WritePlan writes what a scan would cost as "text" or "json". Width is that of the
// terminal, and 0 means that there is none.
func WritePlan(w io.Writer, p *inventory.Plan, format, lang string, width int) error {
	switch format {
	case "json":
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		if err := e.Encode(p); err != nil {
			return err
		}
		_, err := w.Write(visible(b.Bytes()))
		return err
	case "text":
		if width == 0 {
			width = defaultWidth
		}
		t := &planText{page: &page{width: max(width, leastWidth)}, words: wordsOf(lang), plan: p}
		t.write()
		_, err := io.WriteString(w, t.page.b.String())
		return err
	}
	return fmt.Errorf("--format must be text or json, not %q", format)
}

// planText is a plan that is being written for a terminal.
type planText struct {
	*page
	words words
	plan  *inventory.Plan
}

func (t *planText) write() {
	s := t.plan.Settings
	t.para(0, t.words.t("plan.cost", "cost", costs(t.words, t.plan.Cost)), strong)
	t.para(0, t.words.t("plan.listing", "cost", costs(t.words, t.plan.Listing)), plain)
	if s.DetectAbove > 0 {
		t.para(0, t.words.t("plan.goal", "share", exact(s.DetectAbove), "confidence", s.ConfidenceLevel()), plain)
	}
	for i := range t.plan.Stores {
		t.store(&t.plan.Stores[i])
	}
	if s.DetectAbove == 0 {
		t.blank()
		t.para(0, t.words.t("plan.bound-means", "confidence", s.ConfidenceLevel()), faint)
	}
}

func (t *planText) store(s *inventory.StorePlan) {
	t.heading(t.words.t("plan.store", "store", clean(s.Alias), "cost", costs(t.words, s.Cost)))
	g := &grid{columns: []column{
		{title: t.words.t("col.dataset"), least: 20},
		{title: t.words.t("plan.assets"), least: 14, right: true},
		{title: t.words.t("plan.bytes"), least: 14, right: true},
		{title: t.words.t("plan.rows"), least: 8, right: true},
		{title: t.words.t("plan.requests"), right: true},
		{title: t.words.t("plan.bound"), right: true},
	}}
	list := slices.Clone(s.Datasets)
	slices.SortStableFunc(list, func(a, b inventory.DatasetPlan) int { return cmp.Compare(b.Cost.Bytes, a.Cost.Bytes) })
	for i := range list[:min(len(list), shownDatasets)] {
		d := &list[i]
		bytes := d.Cost.Bytes
		if bytes == 0 && d.BytesListed < 0 {
			bytes = -1
		}
		g.add(cell{shorten(clean(d.Path), 90), plain},
			cell{t.words.t("of", "part", t.words.number(d.Assets), "whole", t.words.number(d.Listed)), plain},
			cell{t.words.t("of", "part", t.words.size(bytes), "whole", t.words.size(d.BytesListed)), plain},
			cell{t.words.number(d.Cost.Rows), plain}, cell{t.words.number(d.Cost.Requests), plain},
			t.bound(d))
	}
	if len(g.rows) > 0 {
		g.write(t.page, 2)
	}
	unsized := int64(0)
	for i := range list {
		if list[i].Assets > 0 && list[i].Cost.Bytes == 0 && list[i].BytesListed < 0 {
			unsized++
		}
	}
	if unsized > 0 {
		t.para(2, t.words.t("plan.unsized", "n", unsized), faint)
	}
	if n := len(list) - shownDatasets; n > 0 {
		t.para(2, t.words.t("plan.more", "n", n), faint)
	}
	for _, gap := range s.Gaps {
		t.para(2, gapReason(t.words, gap), yellow)
	}
}

// bound says what the sample of a dataset would be good for.
func (t *planText) bound(d *inventory.DatasetPlan) cell {
	if d.AtMost == nil {
		return cell{t.words.t("plan.no-bound"), faint}
	}
	if goal := t.plan.Settings.DetectAbove; goal > 0 && *d.AtMost > goal {
		return cell{atMost(*d.AtMost), yellow}
	}
	return cell{atMost(*d.AtMost), plain}
}

// costs writes a cost in one line.
func costs(w words, c inventory.Cost) string {
	parts := []string{
		w.t("plan.n-requests", "n", c.Requests), w.size(c.Bytes), w.t("amount.rows", "n", c.Rows), seconds(w, c.Seconds),
	}
	if c.Currency != "" {
		parts = append(parts, money(c.Money)+" "+clean(c.Currency))
	}
	return strings.Join(parts, w.t("list"))
}

// limits writes the bounds of a scan.
func limits(w words, l inventory.Limits) string {
	var parts []string
	if l.Bytes > 0 {
		parts = append(parts, size(l.Bytes))
	}
	if l.Requests > 0 {
		parts = append(parts, w.t("plan.n-requests", "n", l.Requests))
	}
	if l.Rows > 0 {
		parts = append(parts, w.t("amount.rows", "n", l.Rows))
	}
	if l.Time > 0 {
		parts = append(parts, l.Time.String())
	}
	if l.Money > 0 {
		parts = append(parts, money(l.Money)+" "+clean(l.Currency))
	}
	if len(parts) == 0 {
		return w.t("doc.no-limits")
	}
	return strings.Join(parts, w.t("list"))
}

// sumOf adds up what stores cost that were scanned side by side; money is left out where
// it is of several currencies.
func sumOf(stores map[string]inventory.Cost) inventory.Cost {
	var sum inventory.Cost
	mixed := false
	for _, c := range stores {
		mixed = mixed || c.Currency != "" && sum.Currency != "" && c.Currency != sum.Currency
		sum.Requests += c.Requests
		sum.Bytes += c.Bytes
		sum.Rows += c.Rows
		sum.Seconds = max(sum.Seconds, c.Seconds)
		sum.Money += c.Money
		sum.Currency = max(sum.Currency, c.Currency)
	}
	if mixed {
		sum.Money, sum.Currency = 0, ""
	}
	return sum
}

// seconds writes a time that is a guess.
func seconds(w words, s float64) string {
	switch {
	case s < 1:
		return w.t("plan.below-second")
	case s < 120:
		return w.t("plan.seconds", "n", int64(math.Ceil(s)))
	case s < 2*3600:
		return w.t("plan.minutes", "n", int64(math.Ceil(s/60)))
	}
	return w.t("plan.hours", "n", int64(math.Ceil(s/3600)))
}

// money writes an amount with two digits behind the point, and more where it is little.
func money(m float64) string {
	if m > 0 && m < 0.01 {
		return "<0.01"
	}
	return strconv.FormatFloat(m, 'f', 2, 64)
}

// exact writes a share in per cent with all of its digits.
func exact(share float64) string {
	return strconv.FormatFloat(math.Round(share*1e12)/1e10, 'f', -1, 64) + " %"
}
