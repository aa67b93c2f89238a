package detectors

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
)

// Values that are not in the clear (masked, hashed, encrypted) are no values of a
// category: 138****8000 is nobody's number. They are told by their form, or by
// their form in a field whose name speaks of a category: phone_md5, id_card_enc.
// This is looked for apart from the walk over the bytes, since it needs either a
// star or a field that speaks of a category.

// A hidden is a value, or a piece of a text, that is not in the clear.
type hidden struct {
	start, end, det int
	state           State
}

// stateNames is what a field's name says of the state of its values. The words for
// digests and ciphers are taken out of the name before it is asked what it names:
// phone_md5 is a name of telephones here, and phone_count is none.
type stateNames struct {
	det    int // the category that the name speaks of in full, or -1
	others []strength
	digest bool // the name says that a digest stands there
	cipher bool // … a ciphertext
}

// digestWords and cipherWords are elements of names for what stands in place of a
// value. Those with a trailing * may also end a longer element: phonemd5.
const (
	digestWords = `md5* sha sha1* sha2 sha224 sha256* sha384 sha512* sm3* hash* hashed hashcode digest* hmac* bcrypt 摘要 哈希 散列 杂凑`
	cipherWords = `enc encrypt* encrypted* encryption cipher* ciphertext* crypt aes* des des3 3des tripledes rsa sm2 sm4* kms fpe jiami miwen 密文 加密`
	maskWords   = `mask* masked* masking desensitized* desensitised hidden tuomin 脱敏 掩码 打码`
)

// stateWords maps the words to what they say; tails are those that may end a longer
// element, and Chinese words, which stand anywhere.
var stateWords, stateTails = func() (map[string]State, map[string]State) {
	words, tails := map[string]State{}, map[string]State{}
	for state, list := range map[State]string{Hashed: digestWords, Encrypted: cipherWords, Masked: maskWords} {
		for _, w := range strings.Fields(list) {
			bare := strings.TrimSuffix(w, "*")
			words[bare] = state
			if bare != w || w[0] >= 0x80 {
				tails[bare] = state
			}
		}
	}
	return words, tails
}()

// stateNames reads a field's name. Answers are kept as those of named are.
func (e *Engine) stateNames(field string) stateNames {
	if field == "" {
		return stateNames{det: -1}
	}
	key := maphash.String(e.seed, field)
	if known, ok := e.states.Load(key); ok {
		return *known.(*stateNames)
	}
	n := e.readStates(field)
	if e.statesKept.Add(1) <= maxNames {
		e.states.Store(key, &n)
	}
	return n
}

func (e *Engine) readStates(field string) stateNames {
	n := stateNames{det: -1}
	rest := n.without(strings.Map(halfWidth, field))
	n.others = e.read(rest)
	longest, last := 0, lastElement([]byte(rest))
	for w := range e.lexicon.words([]byte(rest)) {
		if w.end <= last {
			continue
		}
		for _, m := range w.entry.meanings {
			if m.det == len(e.dets) || m.strength != full || n.others[m.det] != full {
				continue
			}
			if l := w.end - w.start; l > longest || l == longest && m.det == mobileIndex() {
				longest, n.det = l, m.det
			}
		}
	}
	return n
}

// without takes the words for states out of a name and notes them.
func (n *stateNames) without(field string) string {
	note := func(s State) {
		n.digest = n.digest || s == Hashed
		n.cipher = n.cipher || s == Encrypted
	}
	var out strings.Builder
	for i := 0; i < len(field); {
		end := i
		for end < len(field) && (isLetter(field[end]) || isDigit(field[end])) {
			end++
			if end < len(field) && field[end]-'A' <= 25 && field[end-1]-'A' > 25 {
				break
			}
		}
		if end == i {
			out.WriteByte(field[i])
			i++
			continue
		}
		word := strings.ToLower(field[i:end])
		i = end
		if s, ok := stateWords[word]; ok {
			note(s)
			continue
		}
		if k := len(word); k > 4 {
			for tail, s := range stateTails {
				if strings.HasSuffix(word, tail) && len(word)-len(tail) > 1 && k == len(word) {
					note(s)
					word = word[:len(word)-len(tail)]
				}
			}
		}
		out.WriteString(word)
		if i < len(field) && (isLetter(field[i]) || isDigit(field[i])) {
			out.WriteByte('_') // the next word began with a capital
		}
	}
	rest := out.String()
	for tail, s := range stateTails {
		if tail[0] >= 0x80 && strings.Contains(rest, tail) {
			note(s)
			rest = strings.ReplaceAll(rest, tail, "")
		}
	}
	return strings.Trim(rest, "_- ")
}

// hidden finds what is not in the clear in one column, in the order of the starts.
func (e *Engine) hidden(out []hidden, field string, data []byte, ends []int32) []hidden {
	n := e.stateNames(field)
	if n.det >= 0 {
		start := 0
		for _, end := range ends {
			last := min(int(end), len(data))
			for start < last { // each line of a value, which may be an array
				next := last
				if k := bytes.IndexByte(data[start:last], '\n'); k >= 0 {
					next = start + k
				}
				a, b := trimmed(data, start, next)
				if s := e.stateOf(&n, data[a:b]); s != Clear {
					out = append(out, hidden{a, b, e.formOr(data, a, b, s, n.det), s})
				}
				start = next + 1
			}
			start = int(end) + 1
		}
	}
	whole := len(out)
	for i := 0; ; {
		k := bytes.Index(data[i:], []byte("**"))
		if k < 0 {
			break
		}
		i += k
		h, ok := e.maskedAt(data, i)
		if !ok {
			for i < len(data) && data[i] == '*' {
				i++
			}
			continue
		}
		i = max(h.end, i+2)
		if !overlaps(out[:whole], h.start, h.end) {
			out = append(out, h)
		}
	}
	if len(out) > whole && whole > 0 {
		slices.SortStableFunc(out, func(a, b hidden) int { return cmp.Compare(a.start, b.start) })
	}
	return out
}

// formOr returns the category that the form of a masked value shows, unless it is
// of the same group as the one that the field's name speaks of, or numbers of that
// have as many places.
func (e *Engine) formOr(data []byte, a, b int, s State, named int) int {
	if s != Masked {
		return named
	}
	k := bytes.Index(data[a:b], []byte("**"))
	if k < 0 {
		return named
	}
	h, ok := e.maskedAt(data, a+k)
	if !ok || h.start != a || h.end != b || group(e.dets[h.det].category) == group(e.dets[named].category) {
		return named
	}
	if places := bytes.Count(data[a:b], []byte("*")) + digitsIn(data[a:b]); slices.Contains(e.dets[named].lengths, places) {
		return named
	}
	return h.det
}

func digitsIn(v []byte) int {
	n := 0
	for _, c := range v {
		if isDigit(c) {
			n++
		}
	}
	return n
}

func group(c Category) string {
	g, _, _ := strings.Cut(string(c), ".")
	return g
}

// overlaps says whether any of the hits, which are in the order of their starts,
// overlaps data[start:end].
func overlaps(hits []hidden, start, end int) bool {
	i, _ := slices.BinarySearchFunc(hits, start, func(h hidden, at int) int { return cmp.Compare(h.end, at+1) })
	return i < len(hits) && hits[i].start < end
}

// stateOf says in what state a whole value is, in a field whose name speaks of a
// category.
func (e *Engine) stateOf(n *stateNames, v []byte) State {
	if len(v) < 2 {
		return Clear
	}
	c := e.dets[n.det].category
	if len(v) <= maxMasked && maskable(c, v) && masked(v, short(c)) {
		return Masked
	}
	if ownForms[c] {
		return Clear
	}
	if s := sealed(v); s != Clear {
		return s
	}
	if len(v) < leastDigest || len(v) > maxSealed {
		return Clear
	}
	if natural(c) && !n.digest && !n.cipher && !(c == "contact.address" && plainDigest(v)) {
		return Clear
	}
	return digestOrCipher(n, c, v)
}

// ownForms are categories whose detectors tell digests themselves, or whose values
// look like digests and are none.
var ownForms = map[Category]bool{"account.password": true, "account.credential": true}

// natural says whether values of a category may look like a digest or a ciphertext
// while they are in the clear: keys, tokens, templates, addresses of wallets.
func natural(c Category) bool {
	switch c {
	case "device.imei", "device.imsi", "device.iccid", "device.mac": // digits, or twelve hexadecimal ones
		return false
	}
	switch group(c) {
	case "account", "online", "device", "biometric", "health", "comm", "x":
		return true
	}
	switch c {
	case "contact.address", "contact.im", "contact.url", "finance.transaction", "finance.invoice", "finance.virtual", "identity.portrait", "id.card_image":
		return true
	}
	return false
}

// plainDigest says whether a value has the form of an MD5, SHA-256 or SHA-512 and none
// that addresses of wallets and of memory have.
func plainDigest(v []byte) bool {
	n, ok := hexBytes(v)
	return ok && (n == 16 || n == 32 || n == 64) && v[1] != 'x'
}

// hiddenCandidate writes down what is not in the clear.
func (e *Engine) hiddenCandidate(h hidden, data []byte, ends []int32) Candidate {
	row, _ := slices.BinarySearch(ends, int32(h.start))
	from, end := 0, min(int(ends[row]), len(data))
	if row > 0 {
		from = int(ends[row-1]) + 1
	}
	return Candidate{
		Category: e.dets[h.det].category, Row: int32(row), Start: int32(h.start), End: int32(h.end), State: h.state,
		Whole: whole(data[from:end], h.start-from, h.end-from),
	}
}

// fewMasked is the number of masked values below which they are a hint only in a field
// that does not name their category.
const fewMasked = 3

// stateVerdict says what values that are not in the clear amount to. The form of a
// mask speaks for itself; a digest or a ciphertext is as sure as the name of the
// field, and surer when the name says that it is one.
func (e *Engine) stateVerdict(det int, field string, ev Evidence) Verdict {
	n := e.stateNames(field)
	v := Verdict{Confidence: Medium, Reasons: []string{ev.State.String()}}
	if ev.Valid <= 0 {
		return Verdict{}
	}
	v.PassRate = 1
	if n.det < 0 || n.others[det] != full {
		if ev.Valid < fewMasked {
			v.Confidence = Low
		}
		return v
	}
	v.Header = full.String()
	v.Reasons = []string{"header", ev.State.String()}
	said := ev.State == Masked || ev.State == Hashed && n.digest || ev.State == Encrypted && n.cipher || ownForms[e.dets[det].category]
	if said && 2*ev.Valid >= ev.Values {
		v.Confidence = High
	}
	return v
}
