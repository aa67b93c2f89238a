package detectors

import (
	"bytes"
	"unicode/utf8"
)

// maxKeyed bounds the value behind a word, in bytes.
const maxKeyed = 1024

// maxKey bounds the word before a value, in bytes.
const maxKey = 48

// keyed looks at the sign data[at:after] (an equals sign or a colon, of either
// width) for a word before it that speaks of a category whose whole values can be
// told: name=…, "birthday":"…", 姓名：…
func (w *walker) keyed(at, after int) {
	data := w.data
	end := keyEnd(data, at)
	start := keyStart(data, end)
	var apart []meaning
	if end >= 6 && (end == start || end-start == 3 && data[start] >= 0xe4) {
		apart = w.keysApart(end)
	}
	if end-start < 2 && len(apart) == 0 {
		return
	}
	element := data[at] == '>' // of XML: <name>…</name>
	if element && (at > 0 && !isAlnum(data[at-1]) && data[at-1] < utf8.RuneSelf || start == 0 || data[start-1] != '<') {
		return
	}
	dets, digest := apart, false
	if len(dets) == 0 {
		dets, digest = w.keys(start, end)
	}
	if len(dets) == 0 {
		if digest {
			w.keyedDigest(start, end, after)
		}
		return
	}
	a, b := keyedValue(data, after)
	if element {
		a, b = elementValue(data, after)
	}
	if a == b {
		return
	}
	if a > 0 && inSource(data, start, end, at, a, b) {
		return
	}
	if escaped(data[a:b]) {
		w.keyedPlain(dets, a, b, start > 0 && (data[start-1] == '?' || data[start-1] == '&'))
		return
	}
	for _, m := range dets {
		d := m.det
		w.n.span = span{start: a, end: b, digits: data[a:b], by: byKeyed, unsure: m.strength < full}
		w.n.named = w.named[d]
		if f := w.e.dets[d].check(&w.n); f.formed {
			w.push(hit{start: w.n.start, end: w.n.end, det: d, by: byKeyed, finding: f})
			for k := 0; k < maxListed && f.valid && w.e.dets[d].next != nil; k++ {
				if f = w.e.dets[d].next(&w.n); f.valid {
					w.push(hit{start: w.n.start, end: w.n.end, det: d, by: byKeyed, finding: f})
				}
			}
		}
	}
}

// maxListed bounds the values of one list.
const maxListed = 64

// keyedPlain asks about the value behind a word as it is without its escapes. What is
// found is the whole of it.
func (w *walker) keyedPlain(dets []meaning, a, b int, query bool) {
	var buf [maxKeyed + utf8.UTFMax]byte
	v := plain(buf[:], w.data[a:b], query)
	if v == nil {
		v = w.data[a:b] // the percent sign is one
	}
	data, memos := w.n.data, w.n.memos
	w.n.memos = nil // of another text
	for _, m := range dets {
		d := m.det
		w.n.data, w.n.span, w.n.named = v, span{end: len(v), digits: v, by: byKeyed, unsure: m.strength < full}, w.named[d]
		if f := w.e.dets[d].check(&w.n); f.formed {
			w.push(hit{start: a, end: b, det: d, by: byKeyed, finding: f})
		}
	}
	w.n.data, w.n.memos = data, memos
}

// keyEnd returns where the word before the sign at i ends: before quotes and blanks,
// before 是 and 为 (姓名是：…), before the full stop of "No.", and before one or two digits
// that number it ("name2", "address_1").
func keyEnd(data []byte, i int) int {
	end := i
	for end > 0 && (data[end-1] == '"' || data[end-1] == '\'' || data[end-1] == '\\' || data[end-1] == ' ') && i-end < 4 {
		end--
	}
	if end < 3 {
		return end
	}
	switch c := data[end-1]; {
	case c == 0xaf || c == 0xba: // the last bytes of 是 and 为
		if w := string(data[end-3 : end]); w == "是" || w == "为" {
			return end - 3
		}
	case c == '.' && (data[end-2] == 'o' || data[end-2] == 'O'):
		return end - 1
	case isDigit(c):
		if end > 6 && (string(data[end-3:end]) == "256" || string(data[end-3:end]) == "512") && equalFold(data[end-6:end-3], "sha") {
			return end - 3
		}
		k := end - 1
		if end == i { // directly before a sign, where the bit maps let one digit pass
			if isLetter(data[k-1]) {
				return k
			}
			break
		}
		if isDigit(data[k-1]) {
			k--
		}
		if data[k-1] == '_' {
			k--
		}
		if k > 0 && (isLetter(data[k-1]) || data[k-1] >= utf8.RuneSelf) {
			return k
		}
	}
	return end
}

// keyStart returns where the words before a sign start that end at end: those of one
// name ("user.birth_date"), or up to four with a space between them ("date of
// birth"). A Chinese sign parts them from what stands before.
func keyStart(data []byte, end int) int {
	start, spaces := end, 0
	for start > 0 && end-start < maxKey {
		switch c := data[start-1]; {
		case c >= utf8.RuneSelf:
			if start >= 3 && partsKeys(data[start-3:start]) {
				return start
			}
		case isLetter(c), isDigit(c), c == '_', c == '-', c == '.':
		case c == ' ' && start < end && isLetter(data[start]) && start > 1 && isLetter(data[start-2]) && spaces < 3:
			spaces++
		default:
			return start
		}
		start--
	}
	return start
}

// partsKeys says whether a character of three bytes ends what stands before a word.
func partsKeys(c []byte) bool {
	switch string(c) {
	case "：", "＝", "（", "【", "「", "“", "‘", "《":
		return true
	}
	return endsValue(c)
}

// keySaid is what keys said of a word, where it is little.
type keySaid struct {
	many, digest bool
	size         int
	dets         [2]meaning
}

// keys returns the detectors of whole values that the word data[start:end] speaks of,
// and whether it says that a digest or a ciphertext follows.
func (w *walker) keys(start, end int) (dets []meaning, digest bool) {
	if w.memos == nil {
		return w.e.keys(w.spoken[:0], w.data[start:end]), endsInDigest(w.data[start:end])
	}
	said, known := w.memos.keys.of(w.data, start, end)
	if known && !said.many {
		return said.dets[:said.size], said.digest
	}
	dets = w.e.keys(w.spoken[:0], w.data[start:end])
	said.many, said.size = len(dets) > len(said.dets), copy(said.dets[:], dets)
	said.digest = endsInDigest(w.data[start:end])
	return dets, said.digest
}

// keysApart looks for the word before a sign where forms write it in another way: with
// blanks between its characters (姓　名：), with a remark in brackets behind it (姓名（必填）：),
// or in the brackets itself (乙方（承租人）：).
func (w *walker) keysApart(end int) []meaning {
	data := w.data
	size := bracketAt(data, end)
	if size == 0 {
		var buf [12]byte
		if word := spaced(buf[:], data[:end]); len(word) > 3 {
			return w.e.keys(w.spoken[:0], word)
		}
		return nil
	}
	inner, open := end-size, end-size
	for inner-open < maxKey && open > 2 && data[open-1] != '\n' && bracketAt(data, open) == 0 && opensAt(data, open) == 0 {
		open--
	}
	if size = opensAt(data, open); size == 0 || open == inner {
		return nil
	}
	if dets := w.e.keys(w.spoken[:0], data[open:inner]); len(dets) > 0 {
		return dets
	}
	if open -= size; open > 0 && data[open-1] == ' ' {
		open--
	}
	if start := keyStart(data, open); open-start > 1 {
		return w.e.keys(w.spoken[:0], data[start:open])
	}
	return nil
}

// spaced gathers the Chinese characters at the end of v between which blanks stand,
// in buf.
func spaced(buf, v []byte) []byte {
	han := func(i int) bool { return i >= 3 && v[i-3] >= 0xe4 && v[i-3] <= 0xe9 }
	at, i := len(buf), len(v)
	for at >= 3 && han(i) && !han(i-3) {
		at -= copy(buf[at-3:at], v[i-3:i])
		i -= 3
		for k := 0; k < 4 && i > 0; k++ {
			switch {
			case v[i-1] == ' ':
				i--
			case i > 2 && string(v[i-3:i]) == "　":
				i -= 3
			}
		}
	}
	return buf[at:]
}

// opensAt returns the length of the opening bracket that ends at end, or 0.
func opensAt(data []byte, end int) int {
	switch {
	case data[end-1] == '(':
		return 1
	case end > 2 && string(data[end-3:end]) == "（":
		return 3
	}
	return 0
}

// bracketAt returns the length of the closing bracket that ends at end, or 0.
func bracketAt(data []byte, end int) int {
	switch {
	case data[end-1] == ')':
		return 1
	case data[end-1] == 0x89 && string(data[end-3:end]) == "）":
		return 3
	}
	return 0
}

// keys returns the detectors of whole values that a word speaks of in full, or
// weakly where that is enough for them, in the memory of dets.
func (e *Engine) keys(dets []meaning, key []byte) []meaning {
	turned, thing := false, false
	name := bytes.LastIndexByte(key, ' ') // words before it turn nothing
	for h := range e.lexicon.words(key) {
		if h.end != len(key) && !numberBehind(key, h.end) {
			turned = turned || h.entry.turns && h.end > name
			thing = h.entry.thing && h.end > name
			continue
		}
		for _, m := range h.entry.meanings {
			weakly := m.strength == weak && m.det < len(e.dets) && e.dets[m.det].weakKeys && !thing
			if (m.strength == full || weakly) && m.det < len(e.dets) && e.dets[m.det].value && (!m.alone || isAlone(key, h) || m.strength == weak && h.start > 0 && key[h.start-1] == ' ') {
				dets = append(dets, m)
			}
		}
	}
	if turned {
		return nil
	}
	return dets
}

// elementValue returns where the text of an element of XML starts and ends, which
// has no elements of its own and stands on one line.
func elementValue(data []byte, i int) (start, end int) {
	limit := min(len(data), i+maxKeyed)
	k := bytes.IndexByte(data[i:limit], '<')
	if k < 0 || i+k+1 >= len(data) || data[i+k+1] != '/' || bytes.IndexByte(data[i:i+k], '\n') >= 0 {
		return i, i
	}
	return trimmed(data, i, i+k)
}

// keyedValue returns where the value behind a sign starts and ends: what stands
// in quotes, or all up to a sign that ends values.
func keyedValue(data []byte, i int) (start, end int) {
	for i < len(data) && (data[i] == ' ' || data[i] == '\\') {
		i++
	}
	if i >= len(data) {
		return i, i
	}
	limit := min(len(data), i+maxKeyed)
	if q := data[i]; q == '"' || q == '\'' {
		i++
		limit = min(len(data), i+maxKeyed)
		k := bytes.IndexByte(data[i:limit], q)
		if k < 0 || bytes.IndexByte(data[i:i+k], '\n') >= 0 {
			return i, i
		}
		if k > 0 && data[i+k-1] == '\\' {
			k--
		}
		return trimmed(data, i, i+k)
	}
	for end = i; end < limit; end++ {
		c := data[end]
		if c <= ' ' || c == ',' || c == ';' || c == '&' || c == '|' || c == '}' || c == ')' || c == ']' || c == '"' || c == '\'' || c == '<' {
			break
		}
		if c >= 0xe3 && end+2 < len(data) && endsValue(data[end:end+3]) {
			break
		}
	}
	if end == limit && limit < len(data) {
		return i, i
	}
	return i, end
}

// endsValue says whether a character of three bytes is a Chinese sign that ends a
// value.
func endsValue(c []byte) bool {
	switch string(c) {
	case "，", "。", "；", "、", "）", "】", "　", "｜", "！", "？", "”", "’":
		return true
	}
	return false
}
