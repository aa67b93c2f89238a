package reports

import (
	"strings"

	"piiventory/policy"
)

// commentWidth is the number of columns of a comment in a declaration.
const commentWidth = 92

// Draft writes a declaration that a program wrote, with what a person has to know of it
// as comments, in the language.
func Draft(d *policy.Draft, lang string) ([]byte, error) {
	w := wordsOf(lang)
	comments := map[string][]string{}
	var left []policy.DraftNote
	for _, n := range d.Notes {
		if n.Path == "" && strings.HasPrefix(n.Code, "left.") {
			left = append(left, n)
			continue
		}
		text := noteText(w, n)
		if strings.HasPrefix(n.Code, "left.") {
			text = w.t("left.title") + " " + text
		}
		comments[n.Path] = append(comments[n.Path], wrap(text, commentWidth)...)
	}
	if len(left) > 0 {
		comments[""] = append(comments[""], w.t("left.title"))
		for _, n := range left {
			comments[""] = append(comments[""], "- "+noteText(w, n))
		}
	}
	return d.Declaration.Write(comments)
}

// Left says what was not carried over from one format, or from an inventory, into
// another, a line for each.
func Left(notes []policy.DraftNote, lang string) []string {
	w := wordsOf(lang)
	var out []string
	for _, n := range notes {
		if !strings.HasPrefix(n.Code, "left.") && n.Code != "draft.store_unnamed" && n.Code != "draft.category_unknown" {
			continue
		}
		line := noteText(w, n)
		if n.Path != "" {
			line = n.Path + ": " + line
		}
		out = append(out, line)
	}
	return out
}

// LeftTitle heads the list of what was not carried over.
func LeftTitle(lang string) string { return wordsOf(lang).t("left.title") }

// noteText is a note in words.
func noteText(w words, n policy.DraftNote) string {
	return fill(w.table[n.Code], func(name string) string {
		value := n.Evidence[name]
		switch name {
		case "n", "datasets", "assets":
			if value == "1" && n.Code == "left.key" {
				return "" // once is not worth a word
			}
			return value
		case "observed":
			return observed(w, value)
		case "source":
			return clean(source(w, value))
		}
		return clean(value)
	})
}
