package policy

// A question is what rules decide for a category in a system.
type question struct {
	matter           lintMatter
	system, category string
}

// resolve is resolve for all rules of the declaration, asked once for each question: every
// dataset of a system asks the same. What it returns is not to be changed.
func (c *checker) resolve(m lintMatter, system, category string, speaks func(*Rule, string) (Pattern, bool)) []*Rule {
	q := question{m, system, category}
	rules, ok := c.resolved[q]
	if !ok {
		rules = resolve(c.rulesOf(system), system, func(r *Rule) (Pattern, bool) { return speaks(r, category) })
		c.resolved[q] = rules
	}
	return rules
}

// rulesOf returns the rules that cover a system, in the order of their ids.
func (c *checker) rulesOf(system string) []*Rule {
	rules, ok := c.covering[system]
	if !ok {
		for _, r := range c.rules {
			if systemRank(r, system) >= 0 {
				rules = append(rules, r)
			}
		}
		c.covering[system] = rules
	}
	return rules
}
