package reports

// findings shows where inventory and declaration disagree, worst first.
func (t *text) findings() {
	if t.report.Declaration == nil && len(t.report.Findings) == 0 {
		return
	}
	t.section("section.findings", "n", len(t.report.Findings))
	if len(t.report.Findings) == 0 {
		t.say(0, "findings.none")
		return
	}
	for i, g := range grouped(t.report.Findings) {
		if i > 0 {
			t.blank()
		}
		s := severityStyle(g.Severity, g.Verdict)
		head := t.words.or("verdict-word."+string(g.Verdict), string(g.Verdict)) + " · " +
			severity(t.words, g.Severity) + " · " + title(t.words, g.Code)
		if g.Waived {
			head, s = t.t("waived.head")+" · "+head, faint
		}
		if n := len(g.Findings); n > 1 {
			head += " · " + t.t("times", "n", n)
		}
		t.para(0, head, s)
		last := ""
		for j, f := range g.Findings {
			if j == shownFindings {
				t.item(2, "•", t.t("more.findings", "n", len(g.Findings)-j), faint)
				break
			}
			text, remedy := findingText(t.words, f)
			t.item(2, "•", shorten(place(t.words, f), 3*t.width-t.width/2), plain)
			t.para(4, text, plain)
			if f.Waiver != nil {
				t.para(4, waiverLine(t.words, f.Waiver), faint)
			}
			if rule := authority(t.words, f); rule != "" {
				t.para(4, rule, faint)
			}
			// The same advice is given once, behind the last finding it is for.
			if j > 0 && remedy != last {
				t.remedy(last)
			}
			last = remedy
		}
		t.remedy(last)
	}
}

func (t *text) remedy(text string) {
	if text != "" {
		t.item(4, "→", text, plain)
	}
}
