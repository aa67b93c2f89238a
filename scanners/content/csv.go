package content

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"
)

var _ = register(format{name: "csv", rank: 30, recognise: recogniseCSV})

// delimiters that are tried. Where two fit equally well the earlier one wins.
const delimiters = ",\t;|\x01~"

// csvFormat reads records of fields with a delimiter (RFC 4180 and its relatives):
// quoted fields may hold delimiters, newlines and doubled quotes. It is lenient:
// rows may be short or long, and a quote that nothing closes is a character like
// others.
type csvFormat struct {
	delim  byte
	names  []string
	header int   // number of the record that holds the names, or -1
	line   int64 // of the first record, 0 if unknown
}

// named returns "tsv" for a file with tabs.
func (c *csvFormat) named() string {
	if c.delim == '\t' {
		return "tsv"
	}
	return "csv"
}

// sniffed is the number of records that recognition looks at.
const sniffed = 200

// recogniseCSV wants the same number of fields in nearly all records. Without an
// extension that says so the evidence must be strong, since log lines have
// commas too: three fields or more, or two with a header that differs from what
// is below it, and delimiters that are not those of prose (a blank after each).
func recogniseCSV(h head) parser {
	named := slices.Contains([]string{".csv", ".tsv", ".tab", ".psv"}, h.ext)
	if slices.Contains(programs, h.ext) {
		return nil // tables in the source of a program
	}
	tried := delimiters
	if d, ok := declared(h.text); ok {
		named, tried = true, string(d)
	}
	if !named && h.ext == ".log" {
		return nil
	}
	var best [][]string
	var delim byte
	var share float64
	comments := 0
	t := firstRecords{b: h.text, n: sniffed, whole: h.whole}
	defer t.free()
	for _, d := range []byte(tried) {
		if bytes.IndexByte(h.text, d) < 0 || !named && t.uneven(d) {
			continue
		}
		recs := t.split(d)
		if len(recs) == 0 && named {
			// The first record is longer than the head; its last field may be half one.
			if recs = split(h.text, d, 1, true); len(recs) > 0 {
				recs[0] = recs[0][:len(recs[0])-1]
			}
		}
		width, same := usual(recs)
		lead := remarks(recs, width)
		recs = recs[lead:]
		s := float64(same) / float64(max(1, len(recs)))
		switch {
		case width < 2 || len(recs) == 0:
			continue
		case named && s < 0.5:
			continue
		case !named && (len(recs) < 3 || s < 0.95 || blanked(recs)):
			continue
		case !named && width == 2 && (s < 1 || headerOf(recs, width) < 0 || !differs(recs)):
			continue
		}
		if h.ext == ".tsv" && d == '\t' {
			s += 1
		}
		if s > share || s == share && width > len(best[0]) {
			best, delim, share, comments = recs, d, s, lead
		}
	}
	if best == nil {
		if !named {
			return nil
		}
		// One column only, or nothing that is alike: as lines with a name.
		delim = ','
		if h.ext == ".tsv" || h.ext == ".tab" {
			delim = '\t'
		}
		if best = t.split(delim); len(best) == 0 {
			return nil
		}
	}
	width, _ := usual(best)
	c := &csvFormat{delim: delim, header: headerOf(best, width), line: 1}
	var names []string
	if c.header >= 0 {
		names = best[c.header]
		c.header += comments
	}
	c.names = distinct(names, width)
	return c
}

// declared returns the delimiter of a first line "sep=;", which Excel heeds.
func declared(b []byte) (delim byte, ok bool) {
	if len(b) < 6 || !strings.EqualFold(string(b[:4]), "sep=") || b[5] != '\n' && b[5] != '\r' {
		return 0, false
	}
	return b[4], true
}

// remarks counts the records at the start that are comments or a declaration, and
// have another number of fields than the others or none that is empty.
func remarks(recs [][]string, width int) int {
	n := 0
	for n+1 < len(recs) && n < 10 && len(recs[n]) > 0 &&
		(strings.HasPrefix(recs[n][0], "#") && len(recs[n]) != width || n == 0 && strings.EqualFold(recs[n][0], "sep=")) {
		n++
	}
	return n
}

// usual returns the most frequent number of fields and how many records have it.
func usual(recs [][]string) (width, same int) {
	var few [64]int
	var many map[int]int
	for _, r := range recs {
		n := 0
		if len(r) < len(few) {
			few[len(r)]++
			n = few[len(r)]
		} else {
			if many == nil {
				many = map[int]int{}
			}
			many[len(r)]++
			n = many[len(r)]
		}
		if n > same || n == same && len(r) > width {
			width, same = len(r), n
		}
	}
	return
}

// blanked reports whether every delimiter is followed by a blank, as in prose.
func blanked(recs [][]string) bool {
	for _, r := range recs {
		for _, f := range r[min(1, len(r)):] {
			if !strings.HasPrefix(f, " ") {
				return false
			}
		}
	}
	return true
}

// differs reports whether some column has digits below its name and none in it.
func differs(recs [][]string) bool {
	for i, name := range recs[0] {
		if strings.ContainsAny(name, "0123456789") {
			continue
		}
		n := 0
		for _, r := range recs[1:] {
			if i < len(r) && strings.ContainsAny(r[i], "0123456789") {
				n++
			}
		}
		if n*2 > len(recs)-1 {
			return true
		}
	}
	return false
}

// distinct makes a name for each of the columns: trimmed, numbered where empty,
// and different from all others.
func distinct(names []string, width int) []string {
	seen := map[string]int{} // the number that is tried next
	out := make([]string, max(len(names), width))
	for i := range out {
		name := ""
		if i < len(names) {
			name = strings.TrimSpace(strings.TrimPrefix(names[i], "\uFEFF"))
		}
		if name == "" {
			name = strconv.Itoa(i + 1)
		}
		for base, n := name, seen[name]; n > 0; n = seen[name] {
			for ; seen[name] > 0; n++ {
				name = base + "_" + strconv.Itoa(n)
			}
			seen[base] = n
		}
		seen[name] = 2
		out[i] = name
	}
	return out
}

// split returns at most n records of the text. A record that the text breaks off
// in is left out unless the text is whole. A record in which something follows
// a closing quote has no fields.
func split(b []byte, delim byte, n int, whole bool) [][]string {
	return (&firstRecords{b: b, n: n, whole: whole}).split(delim)
}

// firstRecords are records at the start of a text, which may be split at one delimiter
// and another.
type firstRecords struct {
	b     []byte
	n     int
	whole bool
	// near are the first n lines. Mostly a record is a line; what stands behind so many
	// lines need not be copied.
	near  string
	begun bool
	rooms []*recordRoom
}

// A recordRoom is where records are when they are split, to be used again: recognition
// splits what no other format was found in.
type recordRoom struct {
	fields []string
	ends   []int
	recs   [][]string
}

var recordRooms = sync.Pool{New: func() any { return new(recordRoom) }}

func (t *firstRecords) room() *recordRoom {
	r := recordRooms.Get().(*recordRoom)
	t.rooms = append(t.rooms, r)
	return r
}

// free ends the use of all that was split. Names that were taken from it stay.
func (t *firstRecords) free() {
	for _, r := range t.rooms {
		if cap(r.fields) <= 64*sniffed {
			clear(r.fields)
			recordRooms.Put(r)
		}
	}
	t.rooms = nil
}

func (t *firstRecords) lines() string {
	if t.begun {
		return t.near
	}
	at := 0
	for range t.n {
		i := bytes.IndexByte(t.b[at:], '\n')
		if i < 0 {
			at = len(t.b)
			break
		}
		at += i + 1
	}
	t.near, t.begun = string(t.b[:at]), true
	return t.near
}

func (t *firstRecords) split(delim byte) [][]string {
	near := t.lines()
	room := t.room()
	recs := room.split(near, delim, t.n, t.whole && len(near) == len(t.b))
	if len(recs) < t.n && len(near) < len(t.b) {
		recs = room.split(string(t.b), delim, t.n, t.whole)
	}
	return recs
}

// uneven reports whether the first records differ so much in the number of their
// fields that nineteen in twenty of all cannot be alike: ten of the first may be
// remarks, and ten more of two hundred may be odd.
func (t *firstRecords) uneven(delim byte) bool {
	const few, odd = 50, 20
	if strings.Count(t.lines(), "\n") < few {
		return false
	}
	recs := t.room().split(t.lines(), delim, few, false)
	if len(recs) < few {
		return false
	}
	_, same := usual(recs)
	return same < few-odd
}

// split makes the fields of all records share their memory.
func (r *recordRoom) split(s string, delim byte, n int, whole bool) [][]string {
	clear(r.fields)
	fields, ends := r.fields[:0], r.ends[:0]
	for len(s) > 0 && len(ends) < n {
		start := len(fields)
		var used int
		var stray, done bool
		fields, used, stray, done = splitOne(fields, s, delim)
		if !done && !whole {
			break
		}
		s = s[used:]
		if stray {
			fields = fields[:start]
		}
		if len(fields) == start+1 && fields[start] == "" {
			fields = fields[:start]
			continue
		}
		ends = append(ends, len(fields))
	}
	recs := r.recs[:0]
	start := 0
	for _, end := range ends {
		var rec []string
		if end > start {
			rec = fields[start:end:end]
		}
		recs = append(recs, rec)
		start = end
	}
	r.fields, r.ends, r.recs = fields, ends, recs
	return recs
}

// splitOne appends the fields of the first record.
func splitOne(fields []string, s string, delim byte) (_ []string, used int, stray, done bool) {
	i, line := 0, -1 // where the line ends
	for {
		if line < i {
			if line = strings.IndexByte(s[i:], '\n'); line < 0 {
				line = len(s)
			} else {
				line += i
			}
		}
		var f string
		if i < len(s) && s[i] == '"' {
			i++
			start := i
			var doubled []byte
			for i < len(s) && (s[i] != '"' || i+1 < len(s) && s[i+1] == '"') {
				if s[i] == '"' {
					doubled = append(doubled, s[start:i]...)
					i++
					start = i
				}
				i++
			}
			f = s[start:min(i, len(s))]
			if doubled != nil {
				f = string(append(doubled, f...))
			}
			i++
			start = min(i, len(s))
			for i < len(s) && s[i] != delim && s[i] != '\n' {
				i++
			}
			tail := strings.TrimSpace(s[start:min(i, len(s))])
			stray = stray || tail != "" || i > len(s)
			f += tail
		} else {
			start := i
			if n := strings.IndexByte(s[i:line], delim); n >= 0 {
				i += n
			} else {
				i = line
			}
			f = s[start:i]
		}
		if i >= len(s) {
			return append(fields, strings.TrimSuffix(f, "\r")), len(s), stray, false
		}
		if s[i] == '\n' {
			return append(fields, strings.TrimSuffix(f, "\r")), i + 1, stray, true
		}
		fields = append(fields, f)
		i++
	}
}
