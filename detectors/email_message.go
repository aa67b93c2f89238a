package detectors

import "bytes"

// messageName says whether the part before the @ is one that mail programs make for the
// names of messages (RFC 5322, 3.6.4), which logs of changes and archives quote without
// their header: a time to the second (Mutt, git), eight hexadecimal digits and a number
// (Thunderbird), a UUID, or ".fsf" at the end (Gnus).
func messageName(local []byte) bool {
	const second, word = 14, 8
	switch {
	case len(local) < 12:
		return false
	case bytes.HasSuffix(local, []byte(".fsf")), isDigit(local[0]) && bytes.Contains(local, []byte("-git-send-email-")):
		return true
	case len(local) == uuidLength && isUUID(local):
		return true
	case !isHex(local[0]):
		return false
	}
	k := digitsFrom(local, 0)
	if k == second && len(local) > k && (local[k] == '.' || local[k] == '-') && (string(local[:2]) == "20" || string(local[:2]) == "19") {
		return true
	}
	if k == word || len(local) < 15 || local[word] != '.' { // eight decimal digits are a date
		return false
	}
	letters, ok := hexDigits(local[:word])
	return ok && letters < word && digitsFrom(local, word+1) == len(local)-word-1
}
