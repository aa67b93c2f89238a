package policy

// accounts holds a dataset against the list of closed accounts that the scan was given:
// whether ids of them are still there, and what follows where none was met.
func (c *checker) accounts(p *placed) {
	if c.inv.Settings.ClosedAccounts == 0 {
		return
	}
	if len(p.cands) == 0 {
		c.residue(p, nil, nil)
	}
	for i := range p.cands {
		cand := &p.cands[i]
		var promised, ending, longer []*Rule
		for _, r := range c.rulesOf(cand.sys.ID) {
			switch {
			case r.Retention == nil || r.Retention.Kind == "undeclared":
			case r.Retention.From == "account_closed":
				promised = append(promised, r)
			case r.Retention.ends():
				ending = append(ending, r)
			default:
				longer = append(longer, r)
			}
		}
		rules := promised
		if len(rules) == 0 {
			rules = ending
		}
		if len(rules) == 0 {
			rules = longer
		}
		switch {
		case len(p.ds.Closed) > 0:
			c.residue(p, cand, rules)
		case len(promised) > 0 && len(p.found) > 0:
			c.noResidue(p, *cand, promised)
		}
	}
}

// ends says that the closing of the account ends the retention: because the rule says so, or
// because nothing that it names goes on beyond it, as a time of the record, a law, a contract
// or what a customer decides may.
func (r *Retention) ends() bool {
	return r.From == "account_closed" || !r.timed() && r.Kind != "law_or_contract" && r.Kind != "customer_determined"
}

// residue reports ids of closed accounts. They break the declaration where the retention
// ends with the account. Where all rules give records a time of their own, they may still be
// within it; and a short number in a field that names no account may be another number.
func (c *checker) residue(p *placed, cand *candidate, rules []*Rule) {
	for i := range p.ds.Closed {
		field := &p.ds.Closed[i]
		f := Finding{
			Code: "accounts.residue", Verdict: Broken, Severity: High, Store: p.store.Alias, Dataset: p.ds.Path, Field: field.Field,
			Rule: ids(rules), Source: sources(rules), Part: "retention",
			Evidence: map[string]string{"rows": number(field.Rows), "accounts_closed": number(field.IDs.AtLeast), "listed": number(c.inv.Settings.ClosedAccounts)},
		}
		if !entire(p.ds.Coverage) {
			f.Evidence["drawn"] = "true"
		}
		var limits, extend []string
		for _, r := range rules {
			if r.Retention.Max.Given() {
				limits = append(limits, r.Retention.Max.String())
			}
			extend = append(extend, r.Retention.ExtendFor...)
		}
		if len(limits) > 0 {
			f.Evidence["max"] = list(limits)
		}
		if len(extend) > 0 {
			f.Evidence["extend_for"] = list(extend)
		}
		switch {
		case !field.Named && field.Telling == 0:
			f.Verdict, f.Severity, f.Evidence["cause"] = Note, Info, "short-numbers"
		case len(rules) == 0:
			f.Verdict, f.Severity, f.Evidence["cause"] = Note, Low, "no-retention"
		case !rules[0].Retention.ends():
			f.Verdict, f.Severity, f.Evidence["cause"] = Unverifiable, Medium, "own-time"
		}
		if cand == nil {
			c.add(f)
			continue
		}
		c.addFor(*cand, f)
	}
}

// noResidue says what it means that no closed account was met in a dataset with personal
// data. It is a pass in silence only where everything was read.
func (c *checker) noResidue(p *placed, cand candidate, rules []*Rule) {
	if entire(p.ds.Coverage) {
		return
	}
	f := Finding{
		Code: "accounts.unverifiable", Verdict: Unverifiable, Severity: Medium, Store: p.store.Alias, Dataset: p.ds.Path,
		Rule: ids(rules), Source: sources(rules), Part: "retention.from",
		Evidence: map[string]string{"listed": number(c.inv.Settings.ClosedAccounts)},
	}
	if b := p.ds.Bounds.Records; b != nil && b.AtMost < 1 {
		f.Code, f.Verdict, f.Severity = "accounts.sampled", Note, Info
		f.Evidence["draws"], f.Evidence["share"] = number(b.Draws), percent(b.AtMost)
		f.Evidence["confidence_level"] = c.inv.Settings.ConfidenceLevel()
	}
	c.addFor(cand, f)
}

// accountsKnown says whether the closing of accounts was looked at for a rule.
func (c *checker) accountsKnown(r *Rule) bool {
	return r.Retention.From == "account_closed" && c.inv.Settings.ClosedAccounts > 0 && c.inv.Settings.Depth != "names"
}
