package reports

import "maps"

// messagesEN and messagesZH are all texts for people. Both have the same keys
// with the same placeholders; a test holds them to it.
var (
	messagesEN = merged(wordsEN, documentEN, findingsEN, evidenceEN, sensitivityEN, factsEN, launchEN, verdictsEN, lintEN, draftEN)
	messagesZH = merged(wordsZH, documentZH, findingsZH, evidenceZH, sensitivityZH, factsZH, launchZH, verdictsZH, lintZH, draftZH)
)

// merged joins tables that have no key in common.
func merged(tables ...map[string]string) map[string]string {
	out := map[string]string{}
	for _, t := range tables {
		maps.Copy(out, t)
	}
	return out
}
