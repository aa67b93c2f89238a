package reports

// Summary returns the outcome in one line without a newline, for stderr and the
// logs of a CI run.
func Summary(r *Report) string {
	w, t := wordsFor(r), totals(r)
	key := "summary." + t.Verdict
	if r.Launch != nil && r.Declaration == nil && t.Verdict != "inventory" {
		key = "summary.launch-" + t.Verdict
	}
	line := w.t(key, "id", declarationID(r),
		"broken", t.Broken, "unverifiable", t.Unverifiable, "unexamined", t.NotExamined)
	if t.Waived > 0 {
		line += w.t("summary.waived", "n", t.Waived)
	}
	line += w.t("summary.found", "categories", t.Categories, "with", t.DatasetsWith,
		"datasets", t.Datasets, "stores", t.Stores)
	if t.Unresolved > 0 {
		line += w.t("summary.unresolved", "n", t.Unresolved)
	}
	switch {
	case t.Interrupted:
		line += w.t("summary.interrupted")
	case !t.Complete:
		line += w.t("summary.incomplete")
	}
	return line
}
