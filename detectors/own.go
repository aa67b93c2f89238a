package detectors

import (
	"crypto/hmac"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// An Own is a category that an organisation adds: the form of its values, where
// they are looked for, and the words that name them. Exactly one of Begins,
// Digits, Tokens and Whole says where the pattern is tried, so that the one pass
// over the bytes serves it too.
type Own struct {
	// Category is the key: "x." and more.
	Category Category
	// English and Chinese name it in reports; empty stands for the key.
	English, Chinese string
	// Sensitive: the organisation holds it to be sensitive.
	Sensitive bool
	// Begins is what every value begins with: three ASCII bytes or more, or one
	// Chinese character or more.
	Begins string
	// Digits are the lengths of the runs of digits that may be a value (4 to 20), and
	// Tokens those of runs of letters and digits with some of both (4 to 128).
	Digits, Tokens []int
	// Whole: a value is all of a field (or stands behind a word and a sign in text),
	// where the name or the word is one of Words.
	Whole bool
	// Pattern is a regular expression after RE2 that the whole value fulfils. It may
	// be empty with Digits, Tokens and Whole.
	Pattern string
	// Check names a check digit: one of Checks, or empty. It is computed over the
	// letters and digits of the value.
	Check string
	// Words are the words that name the category in field names and in text, as in
	// "staff_no", "工号".
	Words []string
	// NeedsWord: the form is so common that it counts only in a field with such a
	// name, or beside such a word.
	NeedsWord bool
	// Hits and Misses are values that the rule must find and must not find. They
	// are tried when the engine is made; one of each at least is needed.
	Hits, Misses []string
}

// Checks lists the check digits that an Own may name.
func Checks() []string { return checkNames() }

// maxOwnLength bounds the length of a value of one's own category, in bytes.
const maxOwnLength = 256

// maxProgram bounds the size of a compiled pattern, in instructions of RE2: the
// time for one byte grows with it.
const maxProgram = 400

// maxAsked bounds how often a rule may be asked in a MiB of ordinary text.
const maxAsked = 3000

// ordinary is text of many kinds: it shows how often a rule would be asked.
//
//go:embed data/ordinary.txt
var ordinary []byte

// checkChance says how often an arbitrary value passes a check.
var checkChance = map[string]float64{
	"": 0.5, "luhn": 0.1, "verhoeff": 0.1, "damm": 0.1, "ean": 0.1, "mod11-2": 1.0 / 11, "mod37-2": 1.0 / 37, "mod97-10": 1.0 / 97,
	"mod11-10": 0.1, "mod37-36": 1.0 / 36, "mod31": 1.0 / 31,
}

// detector makes the detector of an own category, or says why it cannot be.
func (o *Own) detector() (*detector, error) {
	if name, ok := strings.CutPrefix(string(o.Category), "x."); !ok || name == "" {
		return nil, errors.New(`the key of a category of one's own begins with "x."`)
	}
	d := &detector{
		category: o.Category, evidence: "own rule", chance: checkChance[o.Check], checksum: o.Check != "", strength: 4, value: o.Whole,
		lengths: o.Digits, tokens: o.Tokens,
	}
	check, ok := checkDigits[o.Check]
	if !ok && o.Check != "" {
		return nil, fmt.Errorf("there is no check %q; there are %s", o.Check, strings.Join(Checks(), ", "))
	}
	ways := 0
	for _, given := range []bool{o.Begins != "", len(o.Digits) > 0, len(o.Tokens) > 0, o.Whole} {
		if given {
			ways++
		}
	}
	if ways != 1 {
		return nil, errors.New("it must say in exactly one way where values stand: begins, digits, tokens or whole")
	}
	if err := o.bounds(d); err != nil {
		return nil, err
	}
	words, err := ownWords(o.Words)
	if err != nil {
		return nil, err
	}
	d.words = words
	if (o.NeedsWord || o.Whole) && len(o.Words) == 0 {
		return nil, errors.New("words are needed, since values count only beside them")
	}
	if o.Whole && o.Pattern == "" && o.Check == "" {
		d.headerOnly = true
	}
	re, err := o.compile()
	if err != nil {
		return nil, err
	}
	d.check = ownCheck(o, re, check)
	return d, nil
}

// bounds holds the triggers against what the engine can serve.
func (o *Own) bounds(d *detector) error {
	for _, n := range o.Digits {
		if n < 4 || n > maxRun {
			return fmt.Errorf("digits are 4 to %d, not %d", maxRun, n)
		}
	}
	for _, n := range o.Tokens {
		if n < 4 || n > maxToken {
			return fmt.Errorf("tokens have 4 to %d characters, not %d", maxToken, n)
		}
	}
	if o.Begins == "" {
		if len(o.Digits) > 0 && o.Check == "" && !o.NeedsWord {
			return errors.New("a number without a check digit is like any other: set needs_word, or name its check")
		}
		return nil
	}
	if o.Pattern == "" {
		return errors.New("a pattern is needed, to say where the value ends")
	}
	first, _ := utf8.DecodeRuneInString(o.Begins)
	switch {
	case first >= 0x3000 && first < 0xa000:
		d.han = func() []string { return []string{o.Begins} }
	case first < utf8.RuneSelf && len(o.Begins) >= 3 && len(o.Begins) <= 16 && isASCII(o.Begins):
		d.literals = []string{o.Begins}
	default:
		return fmt.Errorf("what values begin with must be three to sixteen ASCII characters, or Chinese, and %q is not: the pattern would be tried too often", o.Begins)
	}
	return nil
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// ownWords brings words into the form of the lexicon.
func ownWords(words []string) (string, error) {
	var out []string
	for _, w := range words {
		bare := strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "", ".", "").Replace(w))
		han := strings.IndexFunc(bare, func(r rune) bool { return r < 0x3400 || r > 0x9fff }) < 0
		latin := strings.IndexFunc(bare, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
		if bare == "" || !han && !latin || latin && len(bare) < 2 {
			return "", fmt.Errorf("the word %q must be two Latin letters or more, or Chinese, without digits", w)
		}
		out = append(out, bare)
	}
	return strings.Join(out, " "), nil
}

// compile makes the expression, and refuses what is slow.
func (o *Own) compile() (*regexp.Regexp, error) {
	if o.Pattern == "" {
		return nil, nil
	}
	tree, err := syntax.Parse(o.Pattern, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("the pattern is no RE2 expression: %w", err)
	}
	if n := longest(tree); n > maxOwnLength {
		return nil, fmt.Errorf("the pattern would be slow: a value could be longer than %d bytes; give each * and + an upper bound, as in {1,20}", maxOwnLength)
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return nil, fmt.Errorf("the pattern is no RE2 expression: %w", err)
	}
	if len(prog.Inst) > maxProgram {
		return nil, fmt.Errorf("the pattern would be slow: it compiles to %d steps, and %d are the most; make it shorter", len(prog.Inst), maxProgram)
	}
	return regexp.Compile(`\A(?:` + o.Pattern + `)`)
}

// longest is the length in bytes of the longest text that an expression fulfils,
// or more than maxOwnLength where there is no bound.
func longest(re *syntax.Regexp) int {
	const endless = maxOwnLength + 1
	switch re.Op {
	case syntax.OpLiteral:
		n := 0
		for _, r := range re.Rune {
			n += utf8.RuneLen(r)
		}
		return n
	case syntax.OpCharClass:
		if len(re.Rune) == 0 {
			return 0
		}
		return utf8.RuneLen(re.Rune[len(re.Rune)-1])
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return utf8.UTFMax
	case syntax.OpStar, syntax.OpPlus:
		return endless
	case syntax.OpRepeat:
		if re.Max < 0 {
			return endless
		}
		return min(endless, re.Max*longest(re.Sub[0]))
	case syntax.OpAlternate:
		most := 0
		for _, s := range re.Sub {
			most = max(most, longest(s))
		}
		return most
	default:
		n := 0
		for _, s := range re.Sub {
			n = min(endless, n+longest(s))
		}
		return n
	}
}

// ownCheck is the check of an own category. It runs on a candidate only, and on
// so many bytes as a value may have.
func ownCheck(o *Own, re *regexp.Regexp, check func([]byte) bool) func(n *number) finding {
	whole := o.Begins == ""
	return func(n *number) finding {
		if re != nil {
			text := n.data[n.start:n.end]
			if !whole {
				text = n.data[n.start:min(len(n.data), n.start+maxOwnLength)]
			}
			m := re.FindIndex(text)
			if m == nil || whole && m[1] != len(text) {
				return finding{formed: o.Whole}
			}
			n.end = n.start + m[1]
		}
		if !whole && !ownFree(n.data, n.start, n.end) {
			return finding{}
		}
		f := finding{formed: true, valid: true, needsWord: o.NeedsWord, loose: o.Check == "" && (len(o.Digits) > 0 || len(o.Tokens) > 0)}
		if check != nil {
			var buf [maxOwnLength]byte
			f.valid = check(signsOf(buf[:0], n.data[n.start:n.end]))
		}
		return f
	}
}

// ownFree says whether no letter or digit goes on beside a value.
func ownFree(data []byte, start, end int) bool {
	joins := func(a, b byte) bool { return (isLetter(a) || isDigit(a)) && (isLetter(b) || isDigit(b)) }
	return (start == 0 || !joins(data[start-1], data[start])) && (end == len(data) || !joins(data[end-1], data[end]))
}

// signsOf appends the letters and digits of v in upper case.
func signsOf(dst, v []byte) []byte {
	for _, c := range v {
		switch {
		case isDigit(c) || c == '*':
			dst = append(dst, c)
		case isLetter(c):
			dst = append(dst, c&^0x20)
		}
	}
	return dst
}

// addOwn adds the categories of an organisation to the engine.
func (e *Engine) addOwn(list []Own) error {
	for i := range list {
		o := &list[i]
		d, err := o.detector()
		if err == nil && slices.ContainsFunc(e.dets, func(d *detector) bool { return d.category == o.Category }) {
			err = errors.New("the key is there twice")
		}
		if err != nil {
			return &OwnError{i, o.Category, err}
		}
		e.dets = append(e.dets, d)
	}
	return nil
}

// tryOwn runs the examples, and counts how often a rule is asked.
func (e *Engine) tryOwn(list []Own) error {
	for i := range list {
		if err := e.tryExamples(&list[i]); err != nil {
			return &OwnError{i, list[i].Category, err}
		}
	}
	return nil
}

func (e *Engine) tryExamples(o *Own) error {
	if len(o.Hits) == 0 || len(o.Misses) == 0 {
		return errors.New("a rule needs examples: at least one under hits and one under misses")
	}
	field := ""
	if len(o.Words) > 0 && (o.NeedsWord || o.Whole) {
		field = o.Words[0]
	}
	found := func(text string) bool {
		return slices.ContainsFunc(e.Text(field, text), func(m TextMatch) bool {
			return m.Category == o.Category && m.Start == 0 && m.End == len(text)
		})
	}
	for k, text := range o.Hits {
		if !found(text) {
			return fmt.Errorf("example %d of hits is not found as one value", k+1)
		}
	}
	for k, text := range o.Misses {
		if slices.ContainsFunc(e.Text(field, text), func(m TextMatch) bool { return m.Category == o.Category }) {
			return fmt.Errorf("example %d of misses is found", k+1)
		}
	}
	if o.Whole {
		return nil
	}
	asked := 0
	d := e.dets[e.index(o.Category)]
	check := d.check
	d.check = func(n *number) finding { asked++; return check(n) }
	e.Scan("", ordinary, []int32{int32(len(ordinary))}, func(Candidate) {})
	d.check = check
	if perMiB := asked << 20 / len(ordinary); perMiB > maxAsked {
		return fmt.Errorf("the rule would be slow: in a MiB of ordinary text its pattern would be tried %d times, and %d are the most; let values begin with something rarer, or give fewer lengths", perMiB, maxAsked)
	}
	return nil
}

// An OwnError says which of the own categories is wrong, and why.
type OwnError struct {
	// Index counts from 0 in Options.Own.
	Index    int
	Category Category
	Err      error
}

func (e *OwnError) Error() string { return fmt.Sprintf("%s: %s", e.Category, e.Err) }

// Unwrap returns what is wrong.
func (e *OwnError) Unwrap() error { return e.Err }

// Digest is the keyed digest by which an allowance names a value: HMAC-SHA-256 in
// hexadecimal digits over the value in lower case, without spaces, hyphens,
// brackets and other signs that people leave out.
func Digest(key, value string) string {
	h := hmac.New(sha256.New, []byte(key))
	for _, r := range strings.ToLower(value) {
		if r >= utf8.RuneSelf || r == '@' || r == '.' || isLetter(byte(r)) || isDigit(byte(r)) {
			h.Write(utf8.AppendRune(nil, r))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
