package detectors

import "golang.org/x/text/language"

// regions holds one bit for each pair of letters that is a country of ISO 3166-1, or
// Kosovo, which banks write as XK.
var regions = func() (t [26 * 26]bool) {
	for i := range t {
		name := string([]byte{'A' + byte(i/26), 'A' + byte(i%26)})
		r, err := language.ParseRegion(name)
		t[i] = err == nil && r.IsCountry() || name == "XK"
	}
	return t
}()

// bankCode judges a BIC, ISO 9362: four letters of the institution, two of the
// country, two characters of the place, and perhaps three of the branch.
func bankCode(v []byte) finding {
	for i, c := range v {
		if !(c >= 'A' && c <= 'Z') && (i < 6 || !isDigit(c)) {
			return finding{}
		}
	}
	if !regions[beginning(v[4], v[5])] {
		return finding{}
	}
	return finding{formed: true, valid: true, needsWord: true, known: string(v[:8]) == "AAAABB2L"}
}

// bicBehindWord looks for a code behind "BIC" or "SWIFT" and a space, with "code"
// between them or not. What stands behind a sign is found by the sign.
func (n *number) bicBehindWord() finding {
	data := n.data
	i := n.end
	for _, skip := range [...]string{"code ", "Code ", "CODE "} {
		if i+len(skip) <= len(data) && string(data[i:i+len(skip)]) == skip {
			i += len(skip)
		}
	}
	k := i
	for k < len(data) && k-i < 12 && (isDigit(data[k]) || data[k] >= 'A' && data[k] <= 'Z') {
		k++
	}
	if k-i != 8 && k-i != 11 || !wordEnds(data, i, k) || n.start > 0 && isLetter(data[n.start-1]) {
		return finding{}
	}
	n.start, n.end = i, k
	return bankCode(data[i:k])
}
