package detectors

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
)

// rulesVersion is raised with every change of a check, a word or a verdict, so
// that inventories taken by different rules can be told apart.
const rulesVersion = 5

var rules = sync.OnceValue(func() string {
	h := sha256.New()
	fmt.Fprintln(h, rulesVersion, otherNumbers, otherKeys, otherSubjects, turningWords)
	fmt.Fprintln(h, areaTable, phoneTable, chineseIssuerTable, categoryTable, mappingTable)
	for _, d := range detectorTable {
		fmt.Fprintln(h, d.category, d.lengths, d.groups, d.letter, d.plus, d.mail, d.chance, d.strength, d.words)
	}
	return fmt.Sprintf("%d-%s", rulesVersion, hex.EncodeToString(h.Sum(nil)[:6]))
})

// Rules identifies the rules of this version: a number and twelve hexadecimal
// digits over the embedded tables and the detectors' words. Two programs with
// equal Rules give equal verdicts on equal data and options.
func Rules() string { return rules() }
