package detectors

import "unicode/utf8"

// reach is how far a word may stand from a value in free text, in characters, as
// Amazon Macie has it.
const reach = 30

// nearby is what the words around a value say.
type nearby struct {
	// near: the nearest word speaks of the value's category.
	near bool
	// rival: the nearest word before the value speaks of something else only.
	rival bool
}

// surroundings knows the words around the candidates of one value. It looks at a
// stretch of the value at a time, so that candidates that stand close share the
// work.
type surroundings struct {
	e        *Engine
	v        []byte
	from, to int // the stretch whose words are known
	words    []wordHit
}

// stretch is how far ahead words are looked for, in bytes.
const stretch = 256

// in starts with another value.
func (s *surroundings) in(v []byte) {
	if len(v) != len(s.v) || len(v) > 0 && &v[0] != &s.v[0] {
		s.v, s.from, s.to = v, 0, 0
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
	own, rival := far, far
	for i := range s.words {
		w := &s.words[i]
		switch {
		case w.end <= start && w.end >= from:
			mine, others := w.entry.speaks(det)
			if (mine || others) && s.reaches(w.end, start) {
				if mine {
					own = start - w.end
				} else {
					rival = start - w.end
				}
			}
		case w.start >= end && w.start < to:
			if mine, _ := w.entry.speaks(det); mine && s.reaches(end, w.start) {
				own = min(own, 2*(w.start-end)+6)
			}
		}
	}
	return nearby{near: own < far && own <= rival, rival: rival < own}
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

// read finds the words of a stretch that holds v[from:to].
func (s *surroundings) read(from, to int) {
	for from > 0 && isLetter(s.v[from]) && isLetter(s.v[from-1]) && to-from < 2*stretch {
		from-- // from the start of a word
	}
	to = min(max(to, from+stretch), len(s.v))
	s.from, s.to, s.words = from, to, s.words[:0]
	for w := range s.e.lexicon.words(s.v[from:to]) {
		w.start += from
		w.end += from
		s.words = append(s.words, w)
	}
}

// speaks says whether a word is for the detector or for something else. Weak
// words say nothing in text.
func (e *entry) speaks(det int) (mine, others bool) {
	for _, m := range e.meanings {
		switch {
		case m.weak:
		case m.det == det:
			mine = true
		default:
			others = true
		}
	}
	return mine, others
}
