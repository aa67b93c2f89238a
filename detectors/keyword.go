package detectors

import "unicode/utf8"

// reach is how far a word may stand from a value in free text, in characters, as
// Amazon Macie has it.
const reach = 30

// nearby is what the words around a value say.
type nearby struct {
	// near: the nearest word speaks of the value's category.
	near bool
	// far: a word of the category is within reach, but a word of something else
	// is nearer.
	far bool
	// rival: the nearest word before the value speaks of something else only.
	rival bool
}

// keyword looks for words within reach of v[start:end], in the same line. A word
// before the value counts for what it is; one behind it only where it speaks of
// the category, and as if it stood further away.
func (e *Engine) keyword(v []byte, start, end, det int) nearby {
	from, to := start, end
	for n := 0; from > 0 && n < reach && v[from-1] != '\n'; {
		if from--; utf8.RuneStart(v[from]) {
			n++
		}
	}
	for n := 0; to < len(v) && v[to] != '\n'; to++ {
		if utf8.RuneStart(v[to]) {
			if n++; n > reach {
				break
			}
		}
	}
	for from > 0 && from < start && isLetter(v[from]) && isLetter(v[from-1]) {
		from++ // not the tail of a longer word
	}
	own, rival := 1<<20, 1<<20
	for w := range e.lexicon.words(v[from:start]) {
		d := start - from - w.end
		mine, others := w.entry.speaks(det, w.end-w.start)
		if mine {
			own = d
		} else if others {
			rival = d
		}
	}
	for w := range e.lexicon.words(v[end:to]) {
		if mine, _ := w.entry.speaks(det, w.end-w.start); mine {
			own = min(own, 2*w.start+6)
		}
	}
	return nearby{near: own < 1<<20 && own <= rival, far: own < 1<<20 && own > rival, rival: rival < own}
}

// speaks says whether a word is for the detector or for something else. In text
// the abbreviations of two letters are no words.
func (e *entry) speaks(det, size int) (mine, others bool) {
	for _, m := range e.meanings {
		switch {
		case m.weak || size < 3 && m.det != det:
		case m.det == det:
			mine = true
		default:
			others = true
		}
	}
	return mine, others
}
