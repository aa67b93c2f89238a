package detectors

import "strings"

// minorWords are words in the names of fields that stand beside data of children:
// their guardians, and schools and classes. They prove nothing by themselves.
var minorWords = wordSet(`guardian guardians custodian pupil pupils student students schoolchild kindergarten preschool classmate juvenile underage
	jianhuren xuesheng nianji banji youeryuan`)

var minorWordsHan = strings.Fields(`监护人 家长 未成年 儿童 学生 学籍 年级 班级 幼儿园 小学 初中 監護人 家長 兒童 學生 學籍 年級 班級 幼兒園 小學`)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// SpeaksOfMinors says whether a field's name speaks of guardians, pupils or classes,
// which supports that ages beside it are those of children.
func SpeaksOfMinors(field string) bool {
	for _, w := range minorWordsHan {
		if strings.Contains(field, w) {
			return true
		}
	}
	for i := 0; i < len(field); {
		if !isLetter(field[i]) {
			i++
			continue
		}
		end := tokenEnd([]byte(field), i)
		if minorWords[strings.ToLower(field[i:end])] {
			return true
		}
		i = end
	}
	return false
}
