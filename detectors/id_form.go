package detectors

// attached says whether a hyphen, an underscore, a full stop or another sign joins
// data[start:end] to more of the same: parts of longer codes, of names of files and
// of amounts.
func attached(data []byte, start, end int) bool {
	alnum := func(b byte) bool { return isLetter(b) || isDigit(b) }
	if start > 0 {
		switch data[start-1] {
		case '-', '_', '+', '$', '*', '\\', '%', '\'':
			return true
		case '.':
			if start > 1 && alnum(data[start-2]) {
				return true
			}
		}
	}
	if end+1 < len(data) {
		switch data[end] {
		case '-', '_', '.', '+', '*':
			return alnum(data[end+1])
		}
	}
	return false
}

// lettersBefore returns where one to most letters begin that stand before i with one
// space or hyphen between, as in "A 123456", or i when there are none.
func lettersBefore(data []byte, i, most int) int {
	if i < 2 || data[i-1] != ' ' && data[i-1] != '-' {
		return i
	}
	j := i - 1
	for j > 0 && isLetter(data[j-1]) {
		if j--; i-1-j > most {
			return i
		}
	}
	if j == i-1 || j > 0 && (isDigit(data[j-1]) || data[j-1] == '_' || data[j-1] == '-' || data[j-1] == '.') {
		return i
	}
	return j
}

// loneLetter says whether the letter at i has neither a letter nor a digit behind it.
func loneLetter(data []byte, i int) bool {
	return i < len(data) && isLetter(data[i]) && (i+1 == len(data) || !isLetter(data[i+1]) && !isDigit(data[i+1]))
}

// capital brings a letter into upper case.
func capital(b byte) byte { return b &^ 0x20 }

// capitals says whether v holds no small letter.
func capitals(v []byte) bool {
	for _, c := range v {
		if c-'a' <= 25 {
			return false
		}
	}
	return true
}

// allDigits says whether v holds digits only.
func allDigits(v []byte) bool {
	for _, c := range v {
		if !isDigit(c) {
			return false
		}
	}
	return true
}

// calendarDay says whether there is such a day.
func calendarDay(year, month, day int) bool {
	return month >= 1 && month <= 12 && day >= 1 && day <= monthDays(year, month)
}
