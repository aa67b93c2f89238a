package detectors

import "bytes"

// A nameGrade says how much speaks for a name in Latin letters.
type nameGrade uint8

const (
	gradeNone  nameGrade = iota
	gradeForm            // capitalised words in the number that names have
	gradePart            // one of them is in the dictionary in its place
	gradeWhole           // given name and surname are
)

// honorifics and degrees stand beside names; particles are parts of surnames.
var (
	honorifics = latinSet("mr mrs ms miss mx dr prof professor sir madam mme mlle herr frau hr fr")
	degrees    = latinSet("jr sr ii iii iv v phd md dds dvm esq mba cpa rn")
	particles  = latinSet("de da di del della der den van von la le du dos das el al bin ibn ben ter ten st y e")
)

// noPersons are words that end names of places, firms and things, and hardly ever a
// person's.
var noPersons = latinSet(`street road avenue drive lane court boulevard way terrace place square circle trail highway parkway alley roads streets
	county city town village island islands lake lakes river mountain mountains beach valley hills heights parks garden gardens forest
	creek springs falls harbor harbour airport station bridge port bay coast point north south east northern southern eastern western
	inc llc ltd corp company co group holdings partners sons associates industries systems solutions services international global
	university college school hospital hotel restaurant museum church library bank center centre store shop house building tower
	manager director engineer assistant officer designer developer analyst coordinator consultant specialist technician administrator
	agent representative supervisor executive associate architect producer planner strategist facilitator orchestrator liaison president
	salad pizza chicken cheese soup cake bread sauce sandwich tart pie burger pasta beef pork duck curry steak
	shirt shoes pants hat gloves chair table computer keyboard mouse car bike ball towels soap bacon sausages tuna chips
	model type version edition series set box kit pro plus max mini lite test user admin unknown name none default home page news blog
	the and for with from this that not all new old big great 
	dog cat bird hound terrier spaniel retriever shepherd pointer pinscher mastiff horse bear snake music song night
	states republic kingdom territory dakota carolina virginia hampshire jersey mexico york zealand africa america guinea korea
	fields view views shores ridge meadow meadows close crescent grove mews row walk wharf crossing junction manor mall plaza
	loaf mills lodge estate estates stream union centers pass path pike pines plains port ports prairie ranch rapids rest route run shoal
	shoals spring spur spurs squares stravenue summit track trace trafficway turnpike via viaduct ville vista well wells`)

// placeBeginnings begin the names of places.
var placeBeginnings = latinSet("san santa saint new fort lake port north south east west mount los las grand upper lower old cape royal")

func latinSet(words string) map[string]bool {
	t := map[string]bool{}
	for _, w := range bytes.Fields([]byte(words)) {
		t[string(w)] = true
	}
	return t
}

// latinLetter says whether a byte may stand in a word of a name: a letter, or a
// part of an accented one.
func latinLetter(b byte) bool { return isLetter(b) || b >= 0x80 && b <= 0xbf || b >= 0xc3 && b <= 0xc5 }

// nameWord returns where the word at the start of v ends: letters, and hyphens and
// apostrophes between them.
func nameWord(v []byte) int {
	n := 0
	for n < len(v) && (latinLetter(v[n]) || n > 0 && n+1 < len(v) && (v[n] == '-' || v[n] == '\'') && latinLetter(v[n+1])) {
		n++
	}
	return n
}

// latinKindOf looks a word up; of a word in parts the best part counts.
func latinKindOf(w []byte) latinKind {
	var low [32]byte
	kind, n, most := latinKind(0), 0, 0
	table := latinNames()
	syllables := true
	for i := 0; i <= len(w); i++ {
		if i < len(w) && w[i] != '-' && w[i] != '\'' {
			if n == len(low) {
				return 0
			}
			low[n] = w[i] | 0x20
			n++
			continue
		}
		if i < len(w) && w[i] == '\'' && n <= 2 {
			continue // O'Brien, D'Angelo
		}
		k := table[string(low[:n])]
		kind |= k &^ pinyinSyllable
		syllables = syllables && n > 0 && isPinyin(table, low[:n])
		most = max(most, n)
		n = 0
	}
	if syllables && most > 1 {
		kind |= pinyinSyllable
	}
	return kind
}

// isPinyin says whether w is one or two syllables of Hanyu Pinyin.
func isPinyin(table map[string]latinKind, w []byte) bool {
	if table[string(w)]&pinyinSyllable != 0 {
		return true
	}
	for k := 1; k < len(w); k++ {
		if (k > 1 || w[0] == 'a' || w[0] == 'e') && table[string(w[:k])]&pinyinSyllable != 0 && table[string(w[k:])]&pinyinSyllable != 0 {
			return true
		}
	}
	return false
}

// latinName reads the name that v begins with, at most five words, and returns its
// length and how much speaks for it. With whole nothing but the name may stand in v.
func latinName(v []byte, whole bool) (size int, grade nameGrade) {
	var kinds [5]latinKind
	words, initials, comma, particle, things := 0, 0, -1, false, false
	lower, i, end := 0, 0, 0
	for i < len(v) {
		n := nameWord(v[i:])
		if n == 0 {
			break
		}
		w := v[i : i+n]
		upper := w[0]-'A' <= 25 || w[0] >= 0xc3
		var low [12]byte
		is := func(set map[string]bool) bool {
			if n > len(low) {
				return false
			}
			for k := range w {
				low[k] = w[k] | 0x20
			}
			return set[string(low[:n])]
		}
		dot := i+n < len(v) && v[i+n] == '.'
		next := i + n
		if dot {
			next++
		}
		switch {
		case words == 0 && is(honorifics):
		case words > 0 && is(degrees) && upper:
		case words > 0 && !upper && is(particles) || words == 0 && is(particles) && particle:
			particle = true
		case n == 1 && upper:
			initials++
			for next+1 < len(v) && dot && v[next]-'A' <= 25 && v[next+1] == '.' { // J.R.R.
				next += 2
			}
		case n < 2:
			return 0, gradeNone
		default:
			if words == len(kinds) || dot && whole && next < len(v) {
				return 0, gradeNone
			}
			if !upper {
				if !whole {
					i = len(v) + 1
					break
				}
				lower++
			}
			if words > 0 && is(noPersons) || words == 0 && comma < 0 && is(placeBeginnings) || n > 2 && w[n-2] == '\'' || words == 1 && i == n+1 && bytes.Equal(v[:n], w) {
				things = true
			}
			kinds[words] = latinKindOf(w)
			words++
		}
		if i > len(v) {
			break
		}
		i, end = next, next
		if dot && !is(honorifics) && n > 1 && !is(degrees) {
			end--
			if !whole {
				break
			}
		}
		if i < len(v) && v[i] == ',' && (comma < 0 && words > 0 && i+2 < len(v) && v[i+1] == ' ') {
			if !whole {
				break
			}
			comma = words
			i++
		}
		if i >= len(v) || v[i] != ' ' {
			break
		}
		i++
		if !whole && words >= 3 {
			break
		}
	}
	if whole && end < len(v) || words == 0 || lower > 0 && lower < words {
		return 0, gradeNone
	}
	grade = gradeOf(kinds[:words], initials, comma, lower)
	if things {
		grade = min(grade, gradeForm)
	}
	return end, grade
}

func gradeOf(kinds []latinKind, initials, comma, lower int) nameGrade {
	n := len(kinds)
	first, last := kinds[0], kinds[n-1]
	if comma > 0 && comma < n {
		first, last = kinds[comma], kinds[comma-1]
	}
	pinyin := n == 2 && (first&pinyinFamily != 0 && last&pinyinSyllable != 0 || last&pinyinFamily != 0 && first&pinyinSyllable != 0)
	switch {
	case lower > 0 && !(first&latinGiven != 0 && last&latinFamily != 0 || pinyin):
		return gradeNone
	case n == 1 && initials > 0 && first&(latinFamily|latinGiven) != 0:
		return gradePart
	case n == 1 && initials > 0:
		return gradeForm
	case n == 1 && first&(latinGiven|latinFamily) != 0:
		return gradePart
	case n == 1:
		return gradeForm
	case first&latinGiven != 0 && last&latinFamily != 0, pinyin:
		return gradeWhole
	case n == 3 && first&pinyinFamily != 0 && kinds[1]&pinyinSyllable != 0 && last&pinyinSyllable != 0:
		return gradeWhole
	case first&latinGiven != 0 || last&latinFamily != 0:
		return gradePart
	}
	return gradeForm
}
