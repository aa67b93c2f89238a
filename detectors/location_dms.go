package detectors

import "bytes"

// A sexagesimal is one half of a place in degrees: 31°13'49"N, 东经121°28′25″, 31.2304° N.
type sexagesimal struct {
	start, end int
	sky        byte // N, S, E, W, or 0
	precise    bool // to within a second or four decimals
	valid      bool
}

// degreesMinutes judges what stands around a sign of degrees. Two halves side by side
// are one place, for which the first answers.
func (n *number) degreesMinutes() finding {
	data, at := n.data, n.start
	start := numberBefore(data, at)
	if start < 0 {
		return finding{}
	}
	a := sexagesimalAt(data, start)
	if a.sky == 0 || !a.precise {
		return finding{}
	}
	// Is this the second half?
	for p := a.start - 1; p > 0 && a.start-p < 40; p-- {
		if data[p] != 0xc2 || data[p+1] != 0xb0 {
			continue
		}
		if s := numberBefore(data, p); s >= 0 {
			if first := sexagesimalAt(data, s); first.sky != 0 && first.precise {
				if _, i := jointAt(data, first.end); i == a.start {
					return finding{}
				}
			}
		}
		break
	}
	n.start, n.end = a.start, a.end
	f := finding{formed: true, valid: a.valid}
	if _, i := jointAt(data, a.end); i < len(data) {
		k := i
		for k < len(data) && k-i < 8 && !isDigit(data[k]) {
			k++
		}
		if b := sexagesimalAt(data, k); b.sky != 0 && b.precise && b.start == i {
			n.end = b.end
			f.valid = a.valid && b.valid && (a.sky == 'N' || a.sky == 'S') != (b.sky == 'N' || b.sky == 'S')
		}
	}
	return f
}

// numberBefore returns where the decimal number that ends at i, or a space before it,
// starts, or -1.
func numberBefore(data []byte, i int) int {
	if i > 0 && data[i-1] == ' ' {
		i--
	}
	end := i
	for i > 0 && end-i < 12 && (isDigit(data[i-1]) || data[i-1] == '.' && i > 1 && isDigit(data[i-2])) {
		i--
	}
	if i == end || !isDigit(data[i]) {
		return -1
	}
	return i
}

// sexagesimalAt reads a half of a place whose degrees start at i.
func sexagesimalAt(data []byte, i int) (s sexagesimal) {
	s.start = i
	if i > 0 {
		switch c := data[i-1]; {
		case skyLetter(c) && (i < 2 || !isLetter(data[i-2])):
			s.sky, s.start = c, i-1
		case c == ' ' && i > 1 && skyLetter(data[i-2]) && leadsOn(data, i-2):
			s.sky, s.start = data[i-2], i-2
		case c >= 0x80 && i >= 6:
			if sky := hanSky(data[i-6 : i]); sky != 0 {
				s.sky, s.start = sky, i-6
			}
		}
	}
	degrees, decimals, p := fraction(data, i)
	if p = afterMark(data, p, "°", "度"); p < 0 || degrees > straight {
		return sexagesimal{}
	}
	s.precise, s.valid = decimals >= minDecimals, degrees <= straight
	total := degrees
	if m, d, q := fraction(data, afterBlank(data, p)); q > 0 {
		if q = afterMark(data, q, "'", "′", "’", "分"); q > 0 {
			s.valid = s.valid && m < 60_000_000
			s.precise = d >= 2
			total += m / 60
			p = q
			if sec, _, q := fraction(data, afterBlank(data, p)); q > 0 {
				if q = afterMark(data, q, `"`, "″", "”", "''", "′′", "秒", `\"`); q > 0 {
					s.valid = s.valid && sec < 60_000_000
					s.precise = true
					total += sec / 3600
					p = q
				}
			}
		}
	}
	s.end = p
	if s.sky == 0 {
		q := afterBlank(data, p)
		if q < len(data) && skyLetter(data[q]) && (q+1 == len(data) || !isLetter(data[q+1])) {
			s.sky, s.end = data[q], q+1
		}
	}
	if s.sky == 'N' || s.sky == 'S' {
		s.valid = s.valid && total <= rightAngle
	}
	s.valid = s.valid && total <= straight
	return s
}

// leadsOn says whether a letter of the sky with a space behind it belongs to what
// follows: it ends no word and no half of a place before it.
func leadsOn(data []byte, i int) bool {
	if i > 0 && data[i-1] == ' ' {
		i--
	}
	if i == 0 {
		return true
	}
	switch c := data[i-1]; c {
	case '"', '\'', 0xb0, 0xb2, 0xb3, 0x99, 0x9d: // ° ′ ″ ’ ” end with these
		return false
	default:
		return !isLetter(c) && !isDigit(c)
	}
}

func hanSky(v []byte) byte {
	switch string(v) {
	case "北纬", "北緯":
		return 'N'
	case "南纬", "南緯":
		return 'S'
	case "东经", "東經":
		return 'E'
	case "西经", "西經":
		return 'W'
	}
	return 0
}

func afterBlank(data []byte, i int) int {
	if i >= 0 && i < len(data) && data[i] == ' ' {
		return i + 1
	}
	return i
}

// fraction reads a number of up to three digits and its decimals, in millionths. It
// returns where it ends, or -1.
func fraction(data []byte, i int) (micro int64, decimals, end int) {
	if i < 0 || i >= len(data) {
		return 0, 0, -1
	}
	whole := digitsFrom(data, i)
	if whole < 1 || whole > 3 {
		return 0, 0, -1
	}
	if d, ok := degreeAt(data, i); ok {
		return d.micro, d.decimals, d.end
	}
	return int64(decimal(data[i:i+whole])) * 1e6, 0, i + whole
}

// afterMark returns where the mark at i ends, or -1 when none of the marks stands
// there.
func afterMark(data []byte, i int, marks ...string) int {
	if i < 0 {
		return -1
	}
	i = afterBlank(data, i)
	for _, m := range marks {
		if bytes.HasPrefix(data[min(i, len(data)):], []byte(m)) {
			return i + len(m)
		}
	}
	return -1
}
