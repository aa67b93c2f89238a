package detectors

import "unicode/utf8"

// reach is how far a word may stand from a value in free text, in characters, as
// Amazon Macie has it.
const reach = 30

// nearby is what the words around a value say.
type nearby struct {
	// near: the nearest word speaks of the value's category.
	near bool
	// rival is how clearly the word directly before the value speaks of something
	// else only: full for a number of its own ("订单号："), weak for another
	// category or a key ("uid="), faint for a subject ("订单 ").
	rival strength
}

// surroundings knows the words around the candidates of one value. It looks at a
// stretch of the value at a time, so that candidates that stand close share the
// work.
type surroundings struct {
	e        *Engine
	v        []byte
	from, to int // the stretch whose words are known
	words    []wordHit
	at       int       // of words, where firstAt looked last
	spoken   [4]uint64 // bit k: a word of the stretch speaks for detector k, or for k+256 …
	alikes   *alikes   // of v
}

// stretch is how far ahead words are looked for, in bytes.
const stretch = 256

// in starts with another value.
func (s *surroundings) in(v []byte) {
	if len(v) != len(s.v) || len(v) > 0 && &v[0] != &s.v[0] {
		s.v, s.from, s.to, s.words, s.at = v, 0, 0, s.words[:0], 0
		if s.alikes != nil && s.alikes.any {
			*s.alikes = alikes{}
		}
	}
}

// around says what the words within reach of v[start:end] mean for a detector, in
// the same line. A word before the value counts for what it is; one behind it
// only where it speaks of the category, and as if it stood further away.
func (s *surroundings) around(start, end, det int) nearby {
	const widest = utf8.UTFMax * reach
	from, to := max(start-widest, 0), min(end+widest, len(s.v))
	if from < s.from || to > s.to {
		s.read(from, to)
	}
	const far = 1 << 20
	own, other, rival := far, far, silent
	before := func(w wordHit) {
		mine, others := s.e.speaks(w.entry, det)
		if !mine && others == silent || !s.reaches(w.end, start) {
			return
		}
		if mine {
			own, rival = start-w.end, silent
			return
		}
		if rival = silent; directly(s.v[w.end:start]) {
			rival = others
		}
		if others >= weak || rival > silent {
			other = start - w.end
		}
	}
	for i := s.firstAt(from); i < len(s.words); i++ {
		w := &s.words[i]
		if w.start >= to {
			break
		}
		switch {
		case w.end <= start:
			before(*w)
		case w.start < start: // it reaches into the candidate: IBAN NO93…
			var room [4]wordHit
			cut, _ := s.e.lexicon.appendWords(room[:0], s.v[:start], w.start, start)
			for _, w := range cut {
				before(w)
			}
		case w.start >= end:
			if mine, _ := s.e.speaks(w.entry, det); mine && s.reaches(end, w.start) {
				own = min(own, 2*(w.start-end)+6)
			}
		}
	}
	near := nearby{near: own < far && own <= other, rival: rival}
	if !near.near && (rival == silent || rival == weak && s.e.dets[det].checksum) {
		near.near = s.beside(start, det)
	}
	return near
}

// speaks says whether the nearest word to v[start:end] is one for a detector.
func (s *surroundings) speaks(start, end, det int) bool {
	if s.alikes == nil || start-utf8.UTFMax*reach >= s.from && end+utf8.UTFMax*reach <= s.to {
		return s.said(start, end, det)
	}
	a, known := s.alikes.of(s.v, start, end, det)
	switch {
	case a == nil:
		return s.said(start, end, det)
	case !known:
		a.near = s.said(start, end, det)
	}
	return a.near
}

// said is speaks without what is remembered.
func (s *surroundings) said(start, end, det int) bool {
	if s.silent(start, end, det) && !s.beside(start, det) && !(start > 0 && isLetter(s.v[start]) && !breaks[s.v[start-1]]) {
		return false // no word, and none that reaches into the candidate
	}
	return s.around(start, end, det).near
}

// firstAt returns the index of the first word that ends at i or behind it.
func (s *surroundings) firstAt(i int) int {
	if s.at > len(s.words) || s.at > 0 && s.words[s.at-1].end >= i {
		s.at = 0
	}
	for s.at < len(s.words) && s.words[s.at].end < i {
		s.at++
	}
	return s.at
}

// silent says without a look at distances that no word for a detector is near
// v[start:end], or within some more characters.
func (s *surroundings) silent(start, end, det int) bool {
	const widest = utf8.UTFMax * reach
	from, to := max(start-widest, 0), min(end+widest, len(s.v))
	if from < s.from || to > s.to {
		s.read(from, to)
	}
	return s.spoken[det/64%len(s.spoken)]>>(det%64)&1 == 0
}

// beside says whether one of the detector's short words stands directly before
// the value: words that elsewhere mean too many things.
func (s *surroundings) beside(start, det int) bool {
	words := s.e.dets[det].beside
	if len(words) == 0 || start < 3 {
		return false
	}
	for k := 0; k < 3 && start > 3 && (s.v[start-1] == ' ' || s.v[start-1] == '"' || s.v[start-1] == '\''); k++ {
		start--
	}
	last := s.v[start-1]
	for _, w := range words {
		if w[len(w)-1] == last && start >= len(w) && string(s.v[start-len(w):start]) == w {
			return true
		}
	}
	return false
}

// directly says whether nothing but signs stands between a word and a value.
func directly(between []byte) bool {
	for i := 0; i < len(between); i++ {
		c := between[i]
		if c < utf8.RuneSelf {
			if c == ',' || c == ';' || c == '&' || c == '|' || c == '\n' || c == '!' || c == '?' || c == '}' || c == ')' || isDigit(c) || isLetter(c) {
				return false
			}
			continue
		}
		if i+2 >= len(between) {
			return false
		}
		switch string(between[i : i+3]) {
		case "：", "＝", "＃", "（", "【", "「", "“", "‘", "为", "是", "　":
			i += 2
		default:
			return false
		}
	}
	return true
}

// reaches says whether v[a:b] is within one line and at most reach characters.
func (s *surroundings) reaches(a, b int) bool {
	n := 0
	for _, c := range s.v[a:b] {
		if c == '\n' {
			return false
		}
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n <= reach
}

// read finds the words of a stretch that holds v[from:to]. What is known of it already
// is kept, and a little of what stands before it, since hits wait to be settled.
func (s *surroundings) read(from, to int) {
	i, ahead, kept := max(0, from-stretch), stretch, s.words[:0]
	if from >= s.from && from <= s.to { // candidates stand close
		kept = append(kept, s.words[s.firstAt(i):]...)
		i, s.from, ahead = s.to, max(i, s.from), 4*stretch
	} else {
		for back := 0; i > 0 && isLetter(s.v[i]) && isLetter(s.v[i-1]) && back < stretch; back++ {
			i-- // from the start of a word
		}
		s.from = i
	}
	s.words, s.at = kept, 0
	s.words, s.to = s.e.lexicon.appendWords(s.words, s.v, i, min(max(to, i+ahead), len(s.v)))
	s.spoken = [len(s.spoken)]uint64{}
	for _, w := range s.words {
		for _, m := range w.entry.meanings {
			if m.strength == full {
				s.spoken[m.det/64%len(s.spoken)] |= 1 << (m.det % 64)
			}
		}
	}
}

// speaks says whether a word is for the detector, or else how clearly it is for
// something else. Weak words of categories say nothing in text, and words of
// mobiles and of other telephones do not rule each other out.
func (e *Engine) speaks(w *entry, det int) (mine bool, others strength) {
	for _, m := range w.meanings {
		if m.det == det && m.strength == weak { // a name that both have: 证件号
			return false, silent
		}
	}
	for _, m := range w.meanings {
		switch {
		case m.det == len(e.dets):
			others = max(others, m.strength)
		case m.strength < full || m.alone:
		case m.det == det:
			mine = true
		case m.det != e.sibling[det] && !e.dets[m.det].nameOnly() && !e.dets[m.det].peaceful:
			others = max(others, weak)
		}
	}
	return mine, others
}
