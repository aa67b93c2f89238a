package content

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// mailPieces reads a mailbox of which random pieces are drawn. A mail begins with a From
// line behind an empty one, as in the whole, so that the mails are the same.
type mailPieces struct {
	l       *layer
	off     int64
	lengths *bool // mails state how long they are, as a piece showed
}

// sample draws from a mailbox that is longer than may be read. Where mails state how long
// they are it does not, since such lines may stand inside of them, and returns false.
func (d mailFile) sample(l *layer) (t taken, drawn bool, err error) {
	head := make([]byte, l.raw.off)
	n, err := readFull(l.r, head)
	if fatal := l.fatal(nil); fatal != nil {
		return part, true, fatal
	}
	if err != nil && err != io.EOF {
		return part, true, err
	}
	if bytes.Contains(bytes.ToLower(head), []byte("\ncontent-length:")) || int64(n) < l.raw.off {
		l.r = io.MultiReader(bytes.NewReader(head[:n]), l.r)
		return part, false, nil
	}
	l.raw.close()
	c := &contents{name: "mbox", charset: &charset{name: "utf-8", unit: 1}, head: head, text: head}
	err = l.pieces(mailPieces{l: l, lengths: new(bool)}, c)
	return taken{l.drawn.Design, l.drawn.Population, l.drawn.Units}, true, err
}

// fromSight is how much is looked at to tell a From line, which ends within a thousand
// bytes.
const fromSight = 1 << 10

func (mailPieces) behind() int64 { return 4 }

func (d mailPieces) start(b []byte, c *charset, end bool) int { return d.from(b, 1, c, end) }

func (mailPieces) from(b []byte, at int, _ *charset, end bool) int {
	for i := at; ; i++ {
		n := bytes.Index(b[min(i, len(b)):], []byte(fromMark+" "))
		if n < 0 {
			return -1
		}
		i += n
		if e := b[max(0, i-3):i]; !bytes.HasSuffix(e, []byte("\n\n")) && string(e) != "\n\r\n" {
			continue // behind a line that is not empty
		}
		if len(b)-i < 2*fromSight && !end {
			return -1 // the line behind it may not be there yet
		}
		l, next, _ := bytes.Cut(b[i:], []byte{'\n'})
		if fromLine(bytes.TrimRight(l, "\r")) && headerBegins(next) {
			return i
		}
	}
}

// mailFixed is the longest text of a mail whose stated length is believed.
const mailFixed = 60 << 10

var lengthField = []byte("\ncontent-length:")

// settle returns how many bytes of t come before the first mail. Where mails state their
// lengths, behind a head in which none did, what looks like a mail and does not may stand
// in the text of another one. The first piece behind that place may lie in such a text as
// a whole, and does not show it then.
func (d mailPieces) settle(t []byte) (skip int) {
	for skip < len(t) {
		n := headerLength(t[skip:])
		if bytes.Contains(bytes.ToLower(t[skip:skip+n]), lengthField) {
			*d.lengths = true
			return skip
		}
		if skip == 0 && !*d.lengths && !bytes.Contains(bytes.ToLower(t), lengthField) {
			return 0
		}
		if skip = d.from(t, skip+n, nil, true); skip < 0 {
			break
		}
	}
	return len(t)
}

// headerLength is the length of the header of a mail with the empty line behind it.
func headerLength(b []byte) int {
	i, j := bytes.Index(b, []byte("\n\n")), bytes.Index(b, []byte("\n\r\n"))
	switch {
	case i >= 0 && (j < 0 || i < j):
		return i + 2
	case j >= 0:
		return j + 3
	}
	return len(b)
}

func (mailPieces) window(piece int64) int64      { return max(piece/16, 4*fromSight) }
func (mailPieces) sight(_, hi int64) int64       { return hi + 4*fromSight }
func (mailPieces) anywhere([]byte, *charset) int { return -1 }

func (d mailPieces) at(off int64) parser {
	d.off = off
	return d
}

// measure counts lines, which are rows of text; in attachments a row is about as long, or
// shorter. That the lines of a header are one row makes up for it: rows that are more
// than was expected cost more than a few pieces less, since the draw is not equal then.
func (d mailPieces) measure(t []byte) (records, mean int64) {
	_, mean = measureBy(d, t)
	return int64(max(1, bytes.Count(t, []byte{'\n'}))), mean
}

// parse is not used: mails have charsets of their own.
func (d mailPieces) parse(in *input, o *out) error { return d.bytes(in.rest(), true) }

// bytes reads the mails in b.
func (d mailPieces) bytes(b []byte, whole bool) error {
	end := io.EOF
	if !whole {
		end = errLimit
	}
	l := d.l
	piece := l.out.unit
	defer func() { l.out.unit = piece }()
	m := &mailReader{l: l, r: bufio.NewReaderSize(&pieceReader{b, end}, 64<<10), box: true, hit: noBoundary, start: true, blank: true, fields: newJSONReader(bytesInput(nil), l.out)}
	n, err := m.mails(func(n int64) {
		l.out.unit = piece
		m.prefix = fmt.Sprintf("mail-%d-behind-%d/", n, d.off)
	})
	if err == nil {
		_, err = m.taken(taken{})
	}
	if n == 0 && err == nil {
		err = textLines(bytesInput(bytes.Clone(b)), l.out, 0)
	}
	if errors.Is(err, errLimit) && !whole {
		return l.out.flush() // the caller says that it was cut
	}
	return err
}
