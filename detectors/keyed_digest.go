package detectors

import "strings"

// digestEndings are the ends of words, without their digits, that say a digest or a
// ciphertext stands behind them: mobile_md5=…, "phone_sha256":"…", id_card_enc: ….
const digestEndings = "md sha hash digest enc encrypted"

// endsInDigest says whether a word ends in one of them.
func endsInDigest(word []byte) bool {
	for ending := range strings.FieldsSeq(digestEndings) {
		if len(word) >= len(ending) && equalFold(word[len(word)-len(ending):], ending) {
			return true
		}
	}
	return false
}

// keyedDigest looks behind a word that names a category and says that a digest or a
// ciphertext of it follows. data[start:end] is the word without the digits that end it,
// after is where the sign ends.
func (w *walker) keyedDigest(start, end, after int) {
	data := w.data
	a, b := keyedValue(data, after)
	if b-a < 32 || b-a > 256 {
		return
	}
	if _, ok := hexBytes(data[a:b]); !ok {
		return
	}
	for end < len(data) && isDigit(data[end]) {
		end++
	}
	named := false
	for h := range w.e.lexicon.words(data[start:end]) {
		for _, m := range h.entry.meanings {
			named = named || m.strength == full && m.det < len(w.e.dets)
		}
	}
	if !named {
		return // most digests are of files
	}
	n := w.e.readStates(string(data[start:end])) // not kept: the name stands in the data
	if n.det < 0 || !n.digest && !n.cipher || ownForms[w.e.dets[n.det].category] {
		return
	}
	if s := digestOrCipher(&n, w.e.dets[n.det].category, data[a:b]); s != Clear {
		w.push(hit{start: a, end: b, det: n.det, by: byKeyed, finding: finding{formed: true, valid: true, state: s}})
	}
}
