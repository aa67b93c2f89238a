package content

import "unicode/utf8"

// Bytes that may stand inside a value: letters, digits, what addresses and
// numbers are written with, and everything beyond ASCII (full-width digits).
var inValue = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= '0' && c <= '9' || letter(byte(c)) || c >= 0x80
	}
	for _, c := range "@.-+_%" {
		t[c] = true
	}
	return t
}()

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// cut divides a value that is longer than s.value. It returns the end of the
// first part and the start of the next, which is earlier where the two share an
// overlap. The cut is at a place where no value can stand: between two bytes of
// which none can be inside a value, else at a space between two words of
// letters; if there is none within s.back, both parts share s.overlap bytes, so
// that a value up to that length is whole in one of them.
func (s *sizes) cut(b []byte) (end, next int) {
	if at := s.gapIn(b[:s.value], s.value-s.back); at > 0 {
		return at, at
	}
	end = s.value
	for end > s.value-utf8.UTFMax && !utf8.RuneStart(b[end]) {
		end--
	}
	next = end - s.overlap
	for next > end-s.overlap-utf8.UTFMax && !utf8.RuneStart(b[next]) {
		next--
	}
	return end, next
}

// gapIn returns the last place in b, not before from, where no value can stand,
// or 0.
func (s *sizes) gapIn(b []byte, from int) int {
	from = max(from, 1)
	word := 0
	for i := len(b) - 1; i >= from; i-- {
		if !inValue[b[i]] && !inValue[b[i-1]] {
			return i
		}
		if word == 0 && b[i] == ' ' && letter(b[i-1]) && i+1 < len(b) && letter(b[i+1]) {
			word = i
		}
	}
	return word
}
