package detectors

import (
	"fmt"
	"strings"
)

// A detector finds one category. It is a value in a file of its own, put into
// the table by register:
//
//	var _ = register(detector{
//		category: "device.imei",
//		evidence: "checksum",
//		lengths:  []int{15},
//		chance:   1.0 / 10,
//		words:    "imei 国际移动设备识别码 ~cm",
//		check: func(n *number) finding {
//			if n.digits[0] == '0' {
//				return finding{}
//			}
//			return finding{formed: true, valid: luhn(n.digits)}
//		},
//	})
//
// To add one: write such a file; write testdata/detectors/<category>/hits.txt
// and misses.txt, whose lines are "field<tab>text" with the values to be found
// between « and »; raise rulesVersion. The tests pick the corpus up by
// themselves and fail while it is missing.
//
// The engine goes over the bytes once, for all detectors. It asks a detector
// only about places that its trigger (lengths, groups, plus, at) describes, so
// a check may take its time, but it must not search further in the data.
type detector struct {
	category Category
	// evidence says by what the category is told, in words of the catalogue:
	// "checksum", "issuer range", "numbering plan" and others, separated by commas.
	evidence string

	// lengths are the numbers of digits in an unbroken run that make a candidate.
	lengths []int
	// groups are the ways in which digits are written in groups, with one and the
	// same space, hyphen or full stop between them: "3-4-4".
	groups []string
	// letter says that the last digit may be the letter X.
	letter bool
	// plus asks for numbers that start with + or 00 and have 7 to 15 digits,
	// grouped in any way.
	plus bool
	// mail asks for what stands around an @. The check is told no digits.
	mail bool
	// tokens are the lengths of runs of ASCII letters and digits that hold both and
	// have neither beside them: "E12345678" is a token of 9.
	tokens []int
	// behind says, by the length of a run, which bytes may stand directly before it; the
	// check is not asked about others. It is for short runs, which are many.
	behind map[int]string
	// leads says, by the length of a run, with which two digits it may begin: "1" for 10
	// to 19, "86", "51-55", separated by spaces. The check is not asked about others.
	leads map[int]string
	// shapes says, by the length of a token, what its first bytes are: "a" a letter, "9"
	// a digit, "x" a hexadecimal digit, "*" any; what goes beyond the length is the byte
	// behind it. The check is not asked about others.
	shapes map[int]string
	// tokenBehind are the bytes that may stand directly before a token, or empty for
	// all; the check is not asked about others.
	tokenBehind string
	// uuid asks for five groups of 8-4-4-4-12 hexadecimal digits.
	uuid bool
	// dotted asks for four groups of one to three digits with full stops between
	// them and no further group beside them.
	dotted bool
	// hexGroups asks for rows of hexadecimal digits with colons or hyphens between
	// them: six groups of two, or groups of up to four with "::" or seven colons.
	hexGroups bool
	// decimals asks for numbers with one to three digits before a full stop and four or
	// more behind it, the first of a row of such numbers or any other. The check is
	// told the number without its sign.
	decimals bool
	// literals are two to sixteen ASCII bytes each, as they are written. The check is
	// told where the literal stands, and may move the end.
	literals []string
	// han are Chinese words, a hundred thousand at most; where several begin at one
	// place the check is asked about the longest. It may move start and end.
	han func() []string
	// value asks for whole values, without the white space around them, in fields
	// whose name speaks of the category, weakly at least; and in text for what stands
	// behind a word of the category and a sign (name=…, "name":"…", 姓名：…).
	value bool
	// hanValue asks also for values of two to eight Chinese characters in any field.
	hanValue bool
	// latinValue asks also for values of two to six words of Latin letters in any field,
	// the first of which begins with a capital.
	latinValue bool
	// weakKeys asks also for what stands behind a weak word of the category and a sign.
	weakKeys bool

	// check confirms or refuses one candidate. A detector with several triggers
	// sees in number.by which of them asks.
	check func(n *number) finding
	// next, where there is one, is asked behind a value that was found behind a word or
	// in a field: a further one may stand in a list. The check's number stands at the last
	// one; next moves it on.
	next func(n *number) finding
	// judge takes the place of the common verdict where a category needs another. It
	// is asked when something valid is there that is no specimen.
	judge func(e *Engine, v *verdictInput) Verdict

	// closing says that a word of the category counts in a field's name only where no
	// word of something else follows it: a 收货人手机号 is no name.
	closing bool
	// peaceful says that its words are no rivals of others: 联系人：13800138000.
	peaceful bool
	// holds says that a value may hold values of other categories, as the address of a
	// web page does. It competes with none of them.
	holds bool

	// headerOnly says that values cannot show the category: the verdict rests on the
	// field's name and is never high, and its words are no rivals of others.
	headerOnly bool
	// checksum says that the check rests on a check digit, not on a form alone.
	checksum bool

	// chance is how often a well-formed candidate that has nothing to do with the
	// category is valid, with its source beside it. Judge compares with it.
	chance float64
	// strength decides between two valid candidates on the same bytes: the larger
	// wins. It is the number of digits' worth of evidence in the checks, roughly.
	strength int
	// words name the category in field names and in text, separated by spaces:
	// in English and pinyin without separators and in lower case ("idcard" stands
	// for id_card, idCard and ID-Card), in Chinese as they are. A word with ~ in
	// front is weak: it supports what is found and proves nothing. A word with = in
	// front is weak but where it is the whole name ("age", not "max_age"), and says
	// nothing in text that has no sign behind it; with =~ it is weak there, and nothing
	// elsewhere. A word with - in front speaks of a
	// like thing that is nobody's (the address of a server). A + in front only keeps a
	// word out of the list that is shown.
	words string
	// beside are short words that count only directly before a value.
	beside []string
}

// A finding is what a check says of one candidate.
type finding struct {
	// formed: the candidate has the form of the category. When it is false the
	// rest is ignored.
	formed bool
	// valid: every check passed.
	valid bool
	// known: nobody's: a published specimen, the address of a program.
	known bool
	// needsWord: the form is so common that the candidate counts only in a field
	// that names the category, or beside a word of it.
	needsWord bool
	// against: in a column, where such a word is missing it counts against the field, as
	// what is well-formed and not valid does.
	against bool
	// loose: the form is common enough that without a word the confidence is low.
	loose bool
	// vague: so little speaks for it that the confidence is low in any case.
	vague bool
	// hinted: the word before it is a weak one, which does not prove it.
	hinted bool
	// modest: a weak word in the field's name makes it no surer; a mailbox is of a role.
	modest bool
	// sure: what stands around it says what it is, or nothing else has the form. In text
	// the confidence is high without a word.
	sure bool
	// either: a number of a country whose plan does not tell mobiles from others.
	either bool
	// aged: years says how old the person is whom the value speaks of.
	aged  bool
	years uint8
	// state says whether the value is in the clear.
	state State
}

// nameOnly says whether the category is told by names alone: its words say little
// about what a number beside them is.
func (d *detector) nameOnly() bool {
	return d.headerOnly || d.value && len(d.lengths)+len(d.groups)+len(d.tokens)+len(d.literals) == 0 && !d.plus && !d.mail && !d.dotted && !d.uuid && !d.hexGroups && d.han == nil
}

// addresses says whether what stands around an @ is the value itself.
func (d *detector) addresses() bool { return d.mail && len(d.lengths) == 0 }

// detectorTable holds the detectors in the order of their files. It is written
// while the package is initialised and only read afterwards.
var detectorTable []*detector

// register puts a detector into the table.
func register(d detector) *detector {
	if d.category == "" || d.evidence == "" || d.check == nil || d.chance <= 0 || d.chance >= 1 {
		panic(fmt.Sprintf("detector %q: category, evidence, check and chance are needed", d.category))
	}
	for _, n := range d.lengths {
		if n < 1 || n > maxRun {
			panic(fmt.Sprintf("detector %q: no run has %d digits", d.category, n))
		}
	}
	for _, n := range d.tokens {
		if n < 2 || n > maxToken {
			panic(fmt.Sprintf("detector %q: no token has %d characters", d.category, n))
		}
	}
	for _, o := range detectorTable {
		if o.category == d.category {
			panic(fmt.Sprintf("detector %q is registered twice", d.category))
		}
	}
	detectorTable = append(detectorTable, &d)
	return &d
}

// grouping is one way to write a number in groups, unpacked.
type grouping struct {
	sizes []int
	det   int
}

func parseGrouping(s string, det int) grouping {
	g := grouping{det: det}
	for part := range strings.SplitSeq(s, "-") {
		n := 0
		if _, err := fmt.Sscan(part, &n); err != nil || n < 1 || n > maxRun {
			panic(fmt.Sprintf("grouping %q of %s", s, detectorTable[det].category))
		}
		g.sizes = append(g.sizes, n)
	}
	return g
}
