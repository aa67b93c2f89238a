package content

import (
	"bytes"
	"encoding/binary"
	"io"
	"maps"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// A decoder reads text of any charset as UTF-8. What is valid UTF-8 already
// goes through untouched. Where a text breaks its charset, each line is tried
// on its own: logs that several programs write are often in two charsets.
type decoder struct {
	r      io.Reader
	prefer string
	ascii  bool // nothing but ASCII came so far
	unit   int
	in     []byte // not decoded yet
	out    []byte // decoded
	pos    int    // delivered of out
	err    error
	wide   *encoding.Decoder // of UTF-32
	model  *model            // of the preferred charset
	others map[string]bool   // charsets of lines that were not of the preferred one
}

// patience is how many bytes of one line are decoded together.
const patience = 64 << 10

func newDecoder(c *charset, r io.Reader) *decoder {
	return &decoder{r: r, prefer: c.name, unit: c.unit, ascii: true}
}

// odd names the charsets of lines that were not of the preferred one.
func (d *decoder) odd() []string {
	if len(d.others) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(d.others))
}

func (d *decoder) met(name string) {
	if d.others == nil {
		d.others = map[string]bool{}
	}
	d.others[name] = true
}

func (d *decoder) Read(p []byte) (int, error) {
	for {
		if d.pos < len(d.out) {
			n := copy(p, d.out[d.pos:])
			d.pos += n
			return n, nil
		}
		if d.prefer == "utf-8" && d.err == nil && len(d.in) < len(p) {
			if n := d.fast(p); n > 0 {
				return n, nil
			}
			if len(d.in) == 0 && d.err != nil {
				return 0, d.err
			}
			if len(d.in) < utf8.UTFMax && d.err == nil {
				continue
			}
		}
		if len(d.in) == 0 && d.err != nil {
			return 0, d.err
		}
		d.slow()
	}
}

// fast reads straight into p and returns how much of it is valid UTF-8, or 0
// with the bytes in d.in.
func (d *decoder) fast(p []byte) int {
	n := copy(p, d.in)
	m, err := readFull(d.r, p[n:])
	d.err = err
	b := p[:n+m]
	d.in = d.in[:0]
	shifts := shifts(b)
	if d.ascii && !shifts && isASCII(b) {
		return len(b)
	}
	tail := cutRune(b)
	if !shifts && utf8.Valid(b[:len(b)-tail]) {
		d.ascii = d.ascii && tail == len(b)
		d.in = append(d.in, b[len(b)-tail:]...)
		return len(b) - tail
	}
	d.in = append(d.in, b...)
	return 0
}

// slow decodes what is in d.in up to the last newline, or all of it at the end.
func (d *decoder) slow() {
	d.out, d.pos = d.out[:0], 0
	for d.err == nil && len(d.in) < patience {
		if i := bytes.LastIndexByte(d.in, '\n'); i >= 0 && d.unit == 1 && d.prefer == "utf-8" {
			break
		}
		n := len(d.in)
		d.in = slices.Grow(d.in, patience-n)[:patience]
		m, err := readFull(d.r, d.in[n:])
		d.in, d.err = d.in[:n+m], err
	}
	b := d.in
	if d.unit > 1 {
		d.in = d.in[:copy(d.in, b[d.transcode(b, d.prefer):])]
		if d.err != nil {
			d.in = d.in[:0]
		}
		return
	}
	if d.prefer == "utf-8" && d.ascii && !utf8.Valid(b[:len(b)-cutRune(b)]) {
		if name, _ := likeliest(b, d.err != nil, ""); name != "utf-8" {
			d.prefer = name // the first text beyond ASCII decides
			d.met(name)
		}
	}
	if d.err == nil {
		if i := bytes.LastIndexByte(b, '\n'); i >= 0 {
			b = b[:i+1]
		} else {
			b = b[:len(b)-d.tail(b)]
		}
	}
	if d.err == errLimit {
		b = b[:len(b)-d.tail(b)]
		d.in = d.in[:len(b)] // half a character is none
	}
	d.decode(b)
	d.in = d.in[:copy(d.in, d.in[len(b):])]
}

// tail is the length of a character that is cut off at the end of b.
func (d *decoder) tail(b []byte) int {
	if d.prefer == "utf-8" {
		return cutRune(b)
	}
	// A character ends for sure before a byte that is ASCII and no digit, letter or
	// bracket; what is read from there on tells the rest.
	i := len(b)
	for i > 0 && len(b)-i < patience/2 && b[i-1] >= 0x30 && (b[i-1] <= 0x39 || b[i-1] >= 0x40) {
		i--
	}
	for m := modelNamed(d.prefer); m != nil && i < len(b); {
		n := 1
		if b[i] >= utf8.RuneSelf {
			n, _, _ = m.char(b[i:], blank)
		}
		if i+n > len(b) {
			return len(b) - i
		}
		i += n
	}
	return 0
}

// decode appends whole lines to d.out. Lines that are UTF-8, or look unlikely in the
// preferred charset, are looked at on their own; the others are decoded together.
func (d *decoder) decode(b []byte) {
	d.ascii = d.ascii && isASCII(b)
	from, at := 0, 0
	for d.prefer != "utf-8" && at < len(b) {
		n := bytes.IndexByte(b[at:], '\n') + 1
		if n == 0 {
			n = len(b) - at
		}
		if !d.usual(b[at : at+n]) {
			d.lines(b[from:at])
			d.line(b[at : at+n])
			from = at + n
		}
		at += n
	}
	d.lines(b[from:])
}

// lines appends lines that are taken to be of the preferred charset.
func (d *decoder) lines(b []byte) {
	if len(b) == 0 || d.prefer != "utf-8" && d.clean(b, d.prefer) {
		return
	}
	for len(b) > 0 {
		n := bytes.IndexByte(b, '\n') + 1
		if n == 0 {
			n = len(b)
		}
		if d.prefer == "utf-8" || !d.clean(b[:n], d.prefer) {
			d.line(b[:n])
		}
		b = b[n:]
	}
}

// usual says whether the line looks as if it were of the preferred charset, by its
// first few characters beyond ASCII: they are not UTF-8 as well, and are likely enough.
func (d *decoder) usual(l []byte) bool {
	at := 0
	for at+8 <= len(l) && binary.LittleEndian.Uint64(l[at:])&0x8080808080808080 == 0 {
		at += 8
	}
	for at < len(l) && l[at] < utf8.RuneSelf {
		at++
	}
	if at == len(l) {
		return true
	}
	if _, n := utf8.DecodeRune(l[at:]); n > 1 && utf8.Valid(l[at:]) {
		return false
	}
	if d.model == nil || d.model.name != d.prefer {
		if d.model = modelNamed(d.prefer); d.model == nil {
			return true
		}
	}
	sum, n, was := 0, 0, blank
	for n < 4 && at < len(l) {
		if l[at] < utf8.RuneSelf {
			at, was = at+1, blank
			continue
		}
		k, c, now := d.model.char(l[at:], was)
		sum, n, at, was = sum+c, n+1, at+k, now
		if now == halfWidth {
			return false // most text looks like that
		}
	}
	return sum <= 13*bit*n
}

// line appends one line in the charset that it is likeliest in.
func (d *decoder) line(b []byte) {
	if isASCII(b) {
		if shifts(b) {
			var name string
			if d.out, name = shifted(d.out, b); name != "" {
				d.met(name)
				return
			}
		}
		d.out = append(d.out, b...)
		return
	}
	name, _ := likeliest(b, true, d.prefer)
	if name == "utf-8" && utf8.Valid(b) {
		d.out = append(d.out, b...)
		if d.prefer != name {
			d.met(name)
		}
		return
	}
	if d.clean(b, name) {
		if d.prefer != name {
			d.met(name)
		}
		return
	}
	d.met("latin1")
	// What is of the charset in a broken line stays what it is.
	for t := tableNamed(name); len(b) > 0; {
		if t != nil {
			var n int
			if d.out, n = t.decode(d.out, b); n > 0 {
				b = b[n:]
				continue
			}
		} else if r, n := utf8.DecodeRune(b); r != utf8.RuneError || n > 1 {
			d.out = append(d.out, b[:n]...)
			b = b[n:]
			continue
		}
		d.out = utf8.AppendRune(d.out, charmap.Windows1252.DecodeByte(b[0]))
		b = b[1:]
	}
}

// clean appends b decoded from the charset if all of it is valid.
func (d *decoder) clean(b []byte, name string) bool {
	t := tableNamed(name)
	if t == nil {
		return false
	}
	start, n := len(d.out), 0
	if d.out, n = t.decode(d.out, b); n == len(b) {
		return true
	}
	d.out = d.out[:start]
	return false
}

// transcode appends b decoded from UTF-16 or UTF-32 and returns how many bytes it took.
func (d *decoder) transcode(b []byte, name string) (done int) {
	if d.unit == 2 {
		d.out, done = decodeUTF16(d.out, b, name == "utf-16be", d.err != nil)
		return done
	}
	if d.wide == nil {
		d.wide = encodingNamed(name).NewDecoder()
	}
	d.wide.Reset()
	for {
		if free := cap(d.out) - len(d.out); free < 2*(len(b)-done)+utf8.UTFMax {
			d.out = append(make([]byte, 0, 2*cap(d.out)+2*len(b)+utf8.UTFMax), d.out...)
		}
		n, m, err := d.wide.Transform(d.out[len(d.out):cap(d.out)], b[done:], d.err != nil)
		d.out = d.out[:len(d.out)+n]
		done += m
		if err != transform.ErrShortDst {
			return done
		}
	}
}

// cutRune is the length of a UTF-8 character that is cut off at the end of b.
func cutRune(b []byte) int {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-i:]) {
				return i
			}
			break
		}
	}
	return 0
}

// readFull reads until p is full or the reader returns an error, so that what
// is decoded together does not depend on how the bytes arrive.
func readFull(r io.Reader, p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var m int
		m, err = r.Read(p[n:])
		n += m
	}
	return n, err
}
