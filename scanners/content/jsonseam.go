package content

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
)

// jsonPieces reads JSON of which rows can be found from the middle: a long array of
// objects, at the top or inside an object, and objects one behind the other.
//
// A row begins where an object ends, with the comma, the blanks and the first name that
// rows have in the head and that no object in an array inside a row has there. A text
// that holds such signs cannot be taken for it: its quotes are escaped, so that what
// looks like the quote of a name would end the text, and no name follows that. The
// first row found is read to its end, where another one has to begin.
type jsonPieces struct {
	jsonDoc
	*jsonShape
}

// A jsonShape is what the rows of a text look like.
type jsonShape struct {
	kind   byte     // of the text: '[' and '{' for an array at the top and in an object, 0 for objects one behind the other
	around string   // the brackets and names around the rows
	begins []string // how a row begins, from behind the comma or the row before on to its first name
	names  map[string]bool
	// alone says that the text ends with the rows that it begins with, once that was
	// asked.
	asked, alone bool
}

const (
	jsonBegins = 16       // ways to begin a row
	jsonNames  = 512      // names in rows that are remembered
	jsonLook   = 64 << 10 // a row that is longer is not read to its end to find it
	jsonBegin  = 256      // bytes of the beginning of a row, with its blanks
)

// A jsonPlace is an object or array that is open, and the name that it has in the object
// around it.
type jsonPlace struct {
	open byte
	key  string
}

// jsonRows learns from the head how rows begin. It returns nil when they cannot be told
// from what lies inside them, or are no objects.
func jsonRows(t []byte, kind byte) *jsonShape {
	s := &jsonShape{kind: kind, names: map[string]bool{}}
	var stack []jsonPlace
	inner := map[string]bool{}
	rows, began, bad, key := 0, 0, false, ""
	level := -1 // of the array of the rows in the stack
	direct := func() bool { return kind != 0 && level >= 0 && level == len(stack)-1 || kind == 0 && len(stack) == 0 }
	for i := 0; i < len(t); i++ {
		switch c := t[i]; c {
		case '"':
			bad = bad || direct()
			n := closing(t[i+1:], '"')
			if n < 0 {
				i = len(t)
				break
			}
			raw := t[i+1 : i+1+n]
			i += n + 1
			if len(raw) < jsonBegin && nextSign(t[i+1:]) == ':' {
				if key = string(raw); level >= 0 && level == len(stack)-2 && len(s.names) < jsonNames {
					s.names[key] = true
				}
			}
		case '{', '[':
			place := jsonPlace{open: c}
			if len(stack) > 0 && stack[len(stack)-1].open == '{' {
				place.key = key
			}
			switch begin := jsonBeginning(t, i, len(stack) > 0); {
			case kind == '[' && len(stack) == 0 && rows > 0:
				return nil // several arrays
			case kind != 0 && level < 0 && c == '[':
				level, rows, began, bad, s.begins = len(stack), 0, 0, false, nil
				clear(s.names)
				clear(inner)
			case direct() && c == '[':
				bad = true
			case direct():
				if rows++; begin != nil {
					if began++; !slices.Contains(s.begins, string(begin)) && len(s.begins) <= jsonBegins {
						s.begins = append(s.begins, string(begin))
					}
				}
			case begin != nil && len(stack) > 0 && stack[len(stack)-1].open == '[' && len(inner) <= jsonNames:
				inner[string(begin)] = true
			}
			stack = append(stack, place)
		case '}', ']':
			if len(stack) == 0 {
				return nil
			}
			if stack = stack[:len(stack)-1]; len(stack) == level {
				level = -1
			}
		case ' ', '\t', '\r', '\n', ',', ':', 0x1e:
		case '/', '#', '\'', '`':
			return nil // remarks and other quotes, in which anything may stand
		default:
			bad = bad || direct()
		}
	}
	if bad || kind != 0 && level < 0 || began < 2 || began*10 < (rows-2)*9 || len(s.begins) > jsonBegins || len(inner) > jsonNames {
		return nil
	}
	for _, b := range s.begins {
		if kind != 0 && inner[b] {
			return nil
		}
	}
	for _, p := range stack[:level+1] {
		if p.key != "" {
			s.around += `"` + p.key + `":`
		}
		s.around += string(p.open)
	}
	return s
}

// jsonBeginning returns how the object begins that stands in t at i behind another
// object, or nil when that is not so, or when it stands in a text perhaps.
func jsonBeginning(t []byte, i int, comma bool) []byte {
	first := max(0, i-jsonBegin+1)
	from := i
	for from > first && jsonBlank[t[from-1]] {
		from--
	}
	before := from
	if comma {
		if from == first || t[from-1] != ',' {
			return nil
		}
		for before = from - 1; before > first && jsonBlank[t[before-1]]; before-- {
		}
	}
	if before == first || t[before-1] != '}' {
		return nil
	}
	to := i + 1
	for to < len(t) && jsonBlank[t[to]] {
		to++
	}
	if to+1 >= len(t) || t[to] != '"' || jsonBlank[t[to+1]] || strings.IndexByte(`,:]}"\`, t[to+1]) >= 0 {
		return nil
	}
	last := min(len(t), from+jsonBegin)
	if to+1 >= last {
		return nil // all of it is blanks
	}
	n := closing(t[to+1:last], '"')
	if n < 0 {
		return nil
	}
	return t[from : to+n+2]
}

var jsonBlank = [256]bool{' ': true, '\t': true, '\r': true, '\n': true, 0x1e: true}

// nextSign is the first byte behind blanks, 0 if there is none.
func nextSign(b []byte) byte {
	for _, c := range b {
		if !jsonBlank[c] {
			return c
		}
	}
	return 0
}

func (jsonPieces) behind() int64 { return jsonBegin }

func (d jsonPieces) start(b []byte, c *charset, end bool) int { return d.from(b, c.unit, c, end) }

func (d jsonPieces) from(b []byte, at int, c *charset, end bool) int {
	t := c.plain(b)
	for i := at / c.unit; ; {
		n := bytes.IndexByte(t[min(i, len(t)):], '{')
		if n < 0 {
			return -1
		}
		i += n
		if len(t)-i < jsonBegin && !end {
			return -1 // the beginning may not be there yet
		}
		if begin := jsonBeginning(t, i, d.kind != 0); begin != nil && (d.kind == 0 || slices.Contains(d.begins, string(begin))) {
			row, all := t[i:], end
			if len(row) >= jsonLook+2*jsonBegin {
				row, all = row[:jsonLook+2*jsonBegin], true
			}
			if c.unit == 1 && c.name != "utf-8" {
				row = c.part(row)
			}
			switch d.verify(row, all) {
			case 1:
				return i * c.unit
			case 0:
				return -1
			}
		}
		i++
	}
}

// verify reads the row at the start of t to its end and returns 1 when another row
// begins there, or the text ends, -1 when that is not so, 0 when more has to be seen. all
// says that no more can be, since the text ends or a row is not followed further.
func (d jsonPieces) verify(t []byte, all bool) int {
	depth := 0
	for i := 0; i < len(t); i++ {
		switch t[i] {
		case '"':
			n := closing(t[i+1:], '"')
			if n < 0 {
				i = len(t)
				break
			}
			i += n + 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth > 0 {
				continue
			}
			return d.follows(t[i+1:], all)
		}
	}
	if all {
		return 1
	}
	return 0
}

// follows judges what stands behind a row.
func (d jsonPieces) follows(t []byte, all bool) int {
	if t = t[:min(len(t), 2*jsonBegin)]; len(t) < 2*jsonBegin && !all {
		return 0
	}
	c := nextSign(t)
	switch {
	case c == 0:
		return 1
	case d.kind == 0:
		if c == '{' || c == '[' || c == '"' || c >= '0' && c <= '9' {
			return 1
		}
		return -1
	case c == ']':
		if d.kind == '[' && nextSign(t[bytes.IndexByte(t, ']')+1:]) != 0 {
			return -1
		}
		return 1
	case c != ',':
		return -1
	}
	t = t[bytes.IndexByte(t, ',')+1:]
	if slices.ContainsFunc(d.begins, func(b string) bool { return bytes.HasPrefix(t, []byte(b)) }) {
		return 1
	}
	return -1
}

// settle reads on from what was taken for the start of a row, and returns how many bytes
// of t come before the first row when it was none: objects in an array inside a row may
// begin as rows do, behind a head in which none did. What is around them shows it, where
// it ends in t.
func (s *jsonShape) settle(t []byte) (skip int) {
	if s.kind == 0 {
		return 0
	}
	around := strings.Count(s.around, "{")
	// inside says that the array of the rows has ended as it should, and lost that a row
	// has to be found.
	depth, inside, lost := 0, false, false
	for i := 0; i < len(t); i++ {
		c := t[i]
		switch c {
		case '"':
			n := closing(t[i+1:], '"')
			if n < 0 {
				return skip
			}
			i += n + 1
			continue
		case '{', '[':
			depth++
			continue
		case '}', ']':
			depth--
		default:
			continue
		}
		if depth >= 0 {
			continue
		}
		depth = 0
		next := bytes.TrimLeft(t[i+1:], " \t\r\n\x1e")
		if len(next) == 0 && !lost {
			return skip
		}
		then := byte(0)
		if len(next) > 0 && next[0] == ',' {
			then = nextSign(next[1:])
		}
		switch {
		case c == '}' && then == '{': // an object in an array has ended
			i = len(t) - len(next) + bytes.IndexByte(next, '{') - 1
			skip, inside, lost, around = i+1, false, false, strings.Count(s.around, "{")
		case lost:
		case c == ']' && !inside && around > 0 && then != '{' && then != '[':
			inside = true
		case c == '}' && inside && around > 1 && (then == '"' || len(next) > 0 && next[0] == '}'):
			around--
		default:
			skip, lost = len(t), true
		}
	}
	return skip
}

func (jsonPieces) window(piece int64) int64           { return max(piece/4, 4*jsonBegin) }
func (jsonPieces) sight(_, hi int64) int64            { return hi + 4*(jsonLook+4*jsonBegin) }
func (jsonPieces) anywhere([]byte, *charset) int      { return -1 }
func (jsonPieces) learns()                            {}
func (d jsonPieces) measure(t []byte) (n, mean int64) { return measureBy(d, t) }

func (d jsonPieces) at(off int64) parser {
	if off == 0 {
		return d.jsonDoc
	}
	return jsonPiece{d.jsonDoc, d.around}
}

// below looks once at the end of the text: where the array of the head is not the one
// that ends there, or its rows are others, the name of the array is not known.
//
// A row that has other names than those in the head may be an object in an array inside
// a row, one that is longer than the piece.
func (d jsonPieces) below(from int64, b []byte, v *view) parser {
	if d.kind != 0 && !d.named(v.c.charset.plain(b)) {
		return jsonPiece{d.jsonDoc, `{"…":[`}
	}
	if d.kind == '{' && !d.asked {
		d.asked = true
		for _, n := range []int64{4 << 10, jsonLook} {
			if d.alone = d.last(v, n); d.alone {
				break
			}
		}
	}
	if d.kind == '{' && !d.alone {
		return jsonPiece{d.jsonDoc, `{"…":[`}
	}
	return d.at(from)
}

// last reports whether a row with the names of those in the head ends the text, going by
// its last bytes.
func (d jsonPieces) last(v *view, n int64) bool {
	unit := int64(v.c.charset.unit)
	from := max(0, v.j.src.Size-n*unit)
	b := v.look(from-from%unit, v.j.src.Size)
	if b == nil {
		return false
	}
	t := v.c.charset.part(b)
	at := -1
	for _, begin := range d.begins {
		at = max(at, bytes.LastIndex(t, []byte(","+begin)))
	}
	if at < 0 {
		return false
	}
	known, all, end := d.shared(t[at:])
	// The array ends here, and what else stands in the object is no array.
	return end >= 0 && known*4 >= all*3 && !bytes.ContainsAny(t[at+end:], "[")
}

// named reports whether the row at the start of t has the names of those in the head:
// half of them, and not only the one by which it was found.
func (s *jsonShape) named(t []byte) bool {
	known, all, _ := s.shared(t[:s.row(t)])
	return known*2 >= all && (known > 1 || all < 2 || len(s.names) < 2)
}

// row is the length of the row at the start of t, or of t if it does not end there.
func (s *jsonShape) row(t []byte) int {
	depth := 0
	for i := 0; i < len(t); i++ {
		switch t[i] {
		case '"':
			n := closing(t[i+1:], '"')
			if n < 0 {
				return len(t)
			}
			i += n + 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(t)
}

// shared counts the names of the rows in t, and those of them that rows in the head have.
// end is where the array ends in which they stand, or -1.
func (s *jsonShape) shared(t []byte) (known, all, end int) {
	depth := 0
	for i := 0; i < len(t); i++ {
		switch t[i] {
		case '"':
			n := closing(t[i+1:], '"')
			if n < 0 {
				return known, all, -1
			}
			key := t[i+1 : i+1+n]
			if i += n + 1; depth == 1 && nextSign(t[i+1:]) == ':' {
				if all++; s.names[string(key)] {
					known++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return known, all, i + 1
			}
		}
	}
	return known, all, -1
}

// A jsonPiece reads a piece, which begins with a row.
type jsonPiece struct {
	jsonDoc
	around string // what the rows lie in
}

func (d jsonPiece) parse(in *input, o *out) error {
	in.r = io.MultiReader(strings.NewReader(d.around), in.r)
	return brokenPiece(d.jsonDoc.parse(in, o), o)
}

// brokenPiece counts a piece the end of which was read as text, since it is broken. That
// it breaks off behind a row is as it should be.
func brokenPiece(err error, o *out) error {
	if bad := (*corrupt)(nil); errors.As(err, &bad) && bad.text {
		o.broken++
	}
	return err
}
