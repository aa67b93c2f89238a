package content

import (
	"bufio"
	"io"
)

// rtfWords are what the window of packed RTF begins with (MS-OXRTFCP 2.2.2).
const rtfWords = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` + "\r\n" + `\par \pard\plain\f0\fs20\b\i\u\tab\tx`

// packedRTF unpacks the RTF of a mail, eight literals or copies behind a byte of flags.
// Copies come from a window of 4096 bytes.
type packedRTF struct {
	r      *bufio.Reader
	window [4096]byte
	at     int
	flags  byte
	bits   int
	from   int // of a copy that goes on
	left   int
	done   bool
}

// unpackRTF reads the head of packed RTF and returns what unpacks the rest.
func unpackRTF(r io.Reader) (io.Reader, error) {
	var h [16]byte
	if _, err := io.ReadFull(r, h[:]); err != nil {
		return nil, broken(err)
	}
	size := int64(u32(h[:])) - 12 // the length counts from behind itself
	switch string(h[8:12]) {
	case "MELA":
		return io.LimitReader(r, int64(u32(h[4:]))), nil
	case "LZFu":
		p := &packedRTF{r: bufio.NewReader(io.LimitReader(r, max(0, size))), at: len(rtfWords)}
		copy(p.window[:], rtfWords)
		return p, nil
	}
	return nil, errBroken
}

func (p *packedRTF) Read(b []byte) (n int, err error) {
	put := func(c byte) {
		p.window[p.at] = c
		p.at = (p.at + 1) & 4095
		b[n] = c
		n++
	}
	for n < len(b) {
		if p.left > 0 {
			put(p.window[p.from])
			p.from = (p.from + 1) & 4095
			p.left--
			continue
		}
		if p.done {
			return n, io.EOF
		}
		if p.bits == 0 {
			if p.flags, err = p.r.ReadByte(); err != nil {
				return n, p.ended(err)
			}
			p.bits = 8
		}
		c, err := p.r.ReadByte()
		if err != nil {
			return n, p.ended(err)
		}
		copied := p.flags&1 != 0
		p.flags >>= 1
		p.bits--
		if !copied {
			put(c)
			continue
		}
		d, err := p.r.ReadByte()
		if err != nil {
			return n, p.ended(err)
		}
		token := int(c)<<8 | int(d)
		if p.from = token >> 4; p.from == p.at { // the mark of the end
			p.done = true
			continue
		}
		p.left = token&15 + 2
	}
	return n, nil
}

// ended is what an error means in the middle of packed RTF. Some programs leave out
// the mark of the end.
func (p *packedRTF) ended(err error) error {
	if err == io.EOF {
		p.done = true
	}
	return err
}
