package content

// plain returns text in the charset as bytes that may be compared with ASCII, one for
// each unit. What is beyond ASCII is some byte that is none, or, in a charset of one
// byte a unit, whatever it is written with: only what follows a newline, a blank, a
// quote or a comma is then surely a character of its own.
func (c *charset) plain(b []byte) []byte {
	if c.unit == 1 {
		return b
	}
	p := make([]byte, 0, len(b)/c.unit)
	for i := 0; i+c.unit <= len(b); i += c.unit {
		x := c.ascii(b[i:])
		if x == 0 {
			x = 0xFF
		}
		p = append(p, x)
	}
	return p
}

// lineSeam returns where the first line behind b[unit-1] begins that begins a record,
// or -1 when b does not tell. begins is asked for the first characters of each line, as
// many as ahead.
func lineSeam(b []byte, c *charset, end bool, ahead int, begins func(l []byte) bool) int {
	for i := 0; ; {
		n := c.index(b, i, '\n')
		if n < 0 {
			return -1
		}
		i = n + c.unit
		l := b[i:min(len(b), i+ahead*c.unit)]
		if n = c.index(l, 0, '\n'); n >= 0 {
			l = l[:n]
		} else if len(l) < ahead*c.unit && !end {
			return -1
		}
		if begins(c.plain(l)) {
			return i
		}
	}
}

// A backward parser has to see more in front of a record than one unit.
type backward interface {
	aligned
	// behind is how many units it sees at most, in bytes of ASCII.
	behind() int64
	// from is start for a place of interest at b[at]. What it sees of b in front of a
	// record is never more than behind, so that the answer is the same from each place.
	from(b []byte, at int, c *charset, end bool) int
}

// behind is how many bytes the parser sees in front of a place.
func behind(p aligned, c *contents) int64 {
	if b, ok := p.(backward); ok {
		return b.behind() * int64(c.charset.unit)
	}
	return int64(c.charset.unit)
}

// startIn returns the first record in b that starts at or after b[at].
func startIn(p aligned, b []byte, at int, c *charset, end bool) int {
	if r, ok := p.(backward); ok {
		return r.from(b, at, c, end)
	}
	return p.start(b, c, end)
}

// A measurer is an aligned parser whose records are no lines. It says how many begin in
// a text, which starts with one, and how long they are: the mean length of the record
// in which a random byte lies.
type measurer interface {
	measure(text []byte) (records, mean int64)
}

// measureBy measures with the parser's own seams.
func measureBy(p aligned, text []byte) (records, mean int64) {
	ascii := &charset{name: "utf-8", unit: 1}
	var squares int64
	for at := 0; at < len(text); {
		n, lo := len(text)-at, at
		if b, ok := p.(backward); ok {
			lo = max(0, at+1-int(b.behind()))
		}
		if i := startIn(p, text[lo:], at+1-lo, ascii, true); i >= 0 {
			n = lo + i - at
		}
		records++
		squares += int64(n) * int64(n)
		at += n
	}
	return records, squares / max(1, int64(len(text)))
}
