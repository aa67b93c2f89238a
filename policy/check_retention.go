package policy

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"piiventory/inventory"
)

// timed says that the age of a record decides: the maximum is known and the
// clock starts with the record.
func (r *Retention) timed() bool {
	return r.Max.Given() && (r.From == "" || r.From == "record" || r.From == "collected")
}

// cutoff returns the instant before which every record is older than the
// retention allows, the grace period included.
func (r *Retention) cutoff(now time.Time) time.Time { return r.Max.Before(r.Grace.Before(now)) }

// retention holds the age of a dataset against the retention of the categories
// that were found in it. One finding covers all categories that fall under the
// same rules.
func (c *checker) retention(p *placed, cand candidate) {
	groups := map[string][]*inventory.Entry{}
	deciding := map[string][]*Rule{}
	for _, e := range p.found {
		rules := c.resolve(retention, cand.sys.ID, string(e.Category), (*Rule).retains)
		if len(rules) > 0 {
			groups[ids(rules)] = append(groups[ids(rules)], e)
			deciding[ids(rules)] = rules
		}
	}
	for key, entries := range groups {
		rules := deciding[key]
		var timed []*Rule
		for _, r := range rules {
			if r.Retention.timed() {
				timed = append(timed, r)
			}
		}
		if len(timed) == 0 {
			c.open(p, cand, rules, entries)
			continue
		}
		// The shortest maximum is the one with the latest cutoff.
		slices.SortStableFunc(timed, func(a, b *Rule) int {
			return b.Retention.cutoff(c.now).Compare(a.Retention.cutoff(c.now))
		})
		if len(timed) < len(rules) || !timed[0].Retention.cutoff(c.now).Equal(timed[len(timed)-1].Retention.cutoff(c.now)) {
			c.tie(cand.sys, rules, "retention", map[string]string{"max": timed[0].Retention.Max.String(), "used": timed[0].ID})
		}
		c.exceeded(p, cand, timed[0], entries)
	}
}

// open reports the oldest record of a dataset whose retention states no
// maximum that the age of a record can be held against. That is no pass.
func (c *checker) open(p *placed, cand candidate, rules []*Rule, entries []*inventory.Entry) {
	var kinds []string
	for _, r := range rules {
		kinds = append(kinds, r.Retention.Kind)
	}
	f := Finding{
		Code: "retention.open", Verdict: Note, Severity: Info,
		Store: p.store.Alias, Dataset: p.ds.Path, Rule: ids(rules), Source: sources(rules), Part: "retention.kind",
		Evidence: map[string]string{"kind": list(kinds), "categories": list(categoriesOf(entries))},
	}
	if src := c.source(p, cand.sys, entries); src != "" {
		if oldest, ok := oldestOf(p.ds, entries, src); ok {
			f.Evidence["source"], f.Evidence["oldest"] = src, instant(oldest)
		}
	}
	c.addFor(cand, f)
}

// source picks what tells the age: the declared field, or else one that the scan found or
// the times at the beginnings of lines, or else a date in the path, or else the store's own
// time. It is empty when nothing does.
func (c *checker) source(p *placed, sys *System, entries []*inventory.Entry) string {
	t := c.timestamp(p, sys)
	try := append(foundIn(p.ds), "key", "object")
	switch {
	case t.name() != "":
		try = []string{"field:" + t.name()}
	case t != nil && t.Object:
		try = []string{"object"}
	}
	for _, src := range try {
		if _, ok := oldestOf(p.ds, entries, src); ok {
			return src
		}
	}
	return ""
}

// foundIn lists the sources of records' times in a dataset that nobody declared.
func foundIn(ds *inventory.Dataset) []string {
	var out []string
	for i := range ds.Times {
		if x := &ds.Times[i]; x.Found && (strings.HasPrefix(x.Source, "field:") || x.Source == "line") {
			out = append(out, x.Source)
		}
	}
	return out
}

// statedIn returns what the store itself states of the times of a field, over all rows of
// what was opened and not only those that were read: by an index or by the statistics of
// a column; nil when it states nothing.
func statedIn(ds *inventory.Dataset, source string) *inventory.Times {
	name, field := strings.CutPrefix(source, "field:")
	if !field {
		return nil
	}
	if t := timesOf(ds.Times, "index:"+name); t != nil {
		return t
	}
	return timesOf(ds.Times, "statistics:"+name)
}

// timestamp returns the timestamp that the system declares, or else the one of
// the most specific other system that covers the dataset.
func (c *checker) timestamp(p *placed, sys *System) *Timestamp {
	if sys.Timestamp != nil {
		return sys.Timestamp
	}
	var best *Timestamp
	var top [4]int
	for i := range c.d.Systems {
		s := &c.d.Systems[i]
		for _, sel := range s.At {
			if s.Timestamp == nil || !sel.store(p.store.Kind, p.store.Alias) || sel.dataset(p.ds.Path) != yes {
				continue
			}
			if r := sel.rank(); best == nil || slices.Compare(r[:], top[:]) > 0 {
				best, top = s.Timestamp, r
			}
		}
	}
	return best
}

// timesOf returns the age by one source, nil when it tells nothing.
func timesOf(times []inventory.Times, source string) *inventory.Times {
	for i := range times {
		if t := &times[i]; t.Source == source && t.Count > 0 && !t.Oldest.IsZero() {
			return t
		}
	}
	return nil
}

func oldestOf(ds *inventory.Dataset, entries []*inventory.Entry, source string) (oldest time.Time, ok bool) {
	take := func(t *inventory.Times) {
		if t != nil && (!ok || t.Oldest.Before(oldest)) {
			oldest, ok = t.Oldest, true
		}
	}
	for _, e := range entries {
		take(timesOf(e.Times, source))
	}
	if !ok {
		take(timesOf(ds.Times, source))
	}
	return oldest, ok
}

// exceeded holds a dataset against a maximum.
func (c *checker) exceeded(p *placed, cand candidate, r *Rule, entries []*inventory.Entry) {
	ret := r.Retention
	cutoff := ret.cutoff(c.now)
	f := Finding{
		Store: p.store.Alias, Dataset: p.ds.Path, Rule: r.ID, Source: r.Source, Part: "retention.max",
		Evidence: map[string]string{
			"max": ret.Max.String(), "cutoff": instant(cutoff), "categories": list(categoriesOf(entries)),
		},
	}
	if ret.Grace.Given() {
		f.Evidence["grace"] = ret.Grace.String()
	}
	if len(ret.ExtendFor) > 0 {
		f.Evidence["extend_for"] = list(ret.ExtendFor)
	}
	if r.When != nil {
		f.Evidence["assumed"] = assumed(r.When)
	}
	src := c.source(p, cand.sys, entries)
	if src == "" {
		cause := "no-time"
		if name := c.timestamp(p, cand.sys).name(); name != "" {
			f.Evidence["field"], cause = name, "timestamp-missing"
		}
		c.unverifiable(cand, f, cause)
		return
	}
	f.Evidence["source"] = src
	if slices.Contains(foundIn(p.ds), src) {
		f.Evidence["found"] = "true"
	}
	a := c.age(p, entries, src, cutoff)
	if a.future > 0 {
		f.Evidence["future"] = number(a.future)
	}
	f.Evidence["oldest"] = instant(a.oldest)
	if a.missing > 0 {
		f.Evidence["missing"] = number(a.missing)
	}
	if whole := statedIn(p.ds, src); whole != nil {
		switch {
		case !a.before.any && whole.Oldest.Before(cutoff):
			// The sample holds none, and the store says that there is one.
			f.Evidence["source"] = whole.Source
			a.oldest, a.basis, a.before = whole.Oldest, "dataset", before{any: true, count: 1, atLeast: true}
			f.Evidence["oldest"] = instant(a.oldest)
		case whole.Oldest.Before(a.oldest) || !a.before.any:
			f.Evidence["oldest_stated"] = instant(whole.Oldest)
		}
	}
	if !a.before.any {
		c.within(p, cand, f, a, src, cutoff)
		return
	}
	f.Code, f.Verdict, f.Severity = "retention.exceeded", Broken, Medium
	if slices.ContainsFunc(categoriesOf(entries), c.sensitive) {
		f.Severity = High
	}
	f.Evidence["basis"] = a.basis
	count := "assets"
	if isField(src) {
		count = "records"
		if !entire(p.ds.Coverage) {
			f.Evidence["drawn"] = "true"
		}
	} else if listed := timesOf(p.ds.Times, src); listed != nil {
		f.Evidence["assets_before"] = number(countBefore(listed, cutoff).count)
	}
	f.Evidence[count] = number(a.before.count)
	if count == "records" {
		c.estimated(p.ds, src, cutoff, f.Evidence)
	}
	if a.before.atLeast {
		f.Evidence["lower_bound"] = "true"
	}
	c.addFor(cand, f)
}

// estimated adds how many records of the whole dataset are older, where the scan knew the
// limit and drew at random: all of them, whatever they hold.
func (c *checker) estimated(ds *inventory.Dataset, source string, cutoff time.Time, evidence map[string]string) {
	t := timesOf(ds.Times, source)
	if t == nil {
		return
	}
	for i := range t.Older {
		o := &t.Older[i]
		if o.Share == nil || !o.Before.Equal(wholeDay(cutoff)) {
			continue
		}
		evidence["confidence_level"] = c.inv.Settings.ConfidenceLevel()
		evidence["older_share"] = percentOf(o.Share.Estimate)
		evidence["older_share_least"], evidence["older_share_most"] = percentOf(o.Share.AtLeast), percentOf(o.Share.AtMost)
		if n := o.Records; n != nil {
			evidence["older"], evidence["older_least"], evidence["older_most"] = number(n.Estimate), number(n.AtLeast), number(n.AtMost)
		}
	}
}

// percentOf writes a share with three digits.
func percentOf(share float64) string {
	return strconv.FormatFloat(share*100, 'g', 3, 64) + " %"
}

func isField(source string) bool { return source != "key" && source != "object" }

// before is how many records or assets lie before a cutoff.
type before struct {
	any   bool
	count int64
	// atLeast says that there may be more than count.
	atLeast bool
}

// countBefore counts by UTC days, since nothing finer is kept: a day counts
// when it ends at or before the cutoff. A date in a path is a day too, and is
// older than the cutoff only when all of the day is.
func countBefore(t *inventory.Times, cutoff time.Time) before {
	oldest := t.Oldest.UTC()
	if t.Source == "key" {
		oldest = oldest.Truncate(24*time.Hour).AddDate(0, 0, 1).Add(-time.Nanosecond)
	}
	b := before{any: oldest.Before(cutoff)}
	if !b.any {
		return b
	}
	var counted int64
	for day, n := range t.Days {
		start, err := time.Parse(time.DateOnly, day)
		if err != nil || n <= 0 {
			continue
		}
		counted += n
		switch end := start.AddDate(0, 0, 1); {
		case !end.After(cutoff):
			b.count += n
		case start.Before(cutoff):
			b.atLeast = true // some of that day may be older
		}
	}
	b.atLeast = b.atLeast || counted < t.Count
	b.count = max(b.count, 1) // the oldest itself
	return b
}

// age is what a source tells of some entries of one dataset.
type age struct {
	oldest time.Time
	before before
	count  int64
	// missing are those without a time, future among them those whose time has not come
	// yet, which tells no age.
	missing, future int64
	// basis is "entry" where the records or assets that hold the category were
	// measured, "dataset" where only all of them together were.
	basis string
}

// age measures the entries of a dataset. The entries share their records, so
// the counts are not added up: the largest stands for them, as a lower bound
// when they differ.
func (c *checker) age(p *placed, entries []*inventory.Entry, src string, cutoff time.Time) age {
	a := age{basis: "entry"}
	var seen []*inventory.Times
	for _, e := range entries {
		if t := timesOf(e.Times, src); t != nil {
			seen = append(seen, t)
		}
	}
	if len(seen) == 0 {
		a.basis = "dataset"
		seen = append(seen, timesOf(p.ds.Times, src))
	}
	a.oldest = seen[0].Oldest
	for i, t := range seen {
		b := countBefore(t, cutoff)
		if t.Oldest.Before(a.oldest) {
			a.oldest = t.Oldest
		}
		a.count = max(a.count, t.Count)
		future := c.future(t)
		a.future = max(a.future, future)
		a.missing = max(a.missing, t.Missing+future)
		a.before.any = a.before.any || b.any
		a.before.atLeast = a.before.atLeast || b.atLeast || i > 0 && b.count != a.before.count || t.Missing+future > 0
		a.before.count = max(a.before.count, b.count)
	}
	// What was read is a sample, unless it is everything. Only the times of paths
	// and of the store are known of all assets that were listed.
	a.before.atLeast = a.before.atLeast || (a.basis == "entry" || isField(src)) && !entire(p.ds.Coverage)
	return a
}

// future counts the times that lie more than a day behind the check and the scan: a slip, a
// placeholder such as 9999-12-31, or a field that says until when something holds. The day
// is for zones and for clocks that are off.
func (c *checker) future(t *inventory.Times) int64 {
	limit := c.now
	if c.inv.Run.Finished.After(limit) {
		limit = c.inv.Run.Finished
	}
	if limit = limit.Add(24 * time.Hour); !t.Newest.After(limit) {
		return 0
	}
	var n int64
	for day, count := range t.Days {
		if start, err := time.Parse(time.DateOnly, day); err == nil && count > 0 && start.After(limit) {
			n += count
		}
	}
	return max(n, 1) // the newest itself
}

// instant writes a time for an evidence text.
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// assumed says under which condition a rule was applied that cannot be seen
// from the stores.
func assumed(w *When) string {
	var codes []string
	for _, j := range w.CollectedIn {
		codes = append(codes, string(j))
	}
	return "collected in " + list(codes)
}
