package content

import (
	"encoding/binary"
	"io"

	"piiventory/scanners"
)

// A rarBlocks passes a RAR archive through and follows its blocks (technote.txt of
// version 3, and the archive format of version 5), since the library does not tell an
// archive that ends from one that goes on in a further file or is cut off, and
// allocates what a text block of version 3 asks for. Where it cannot follow, because
// headers are encrypted or broken, it passes on the rest and tells nothing.
type rarBlocks struct {
	r      io.Reader
	window int64 // that a file may ask for
	five   bool
	lost   bool // it cannot follow

	asked int64 // the most that a file asked for, within the window

	solid  bool  // a file needs what came before it
	ends   bool  // there must be a block that ends the archive
	ended  bool  // and it was seen
	more   bool  // and said that the archive goes on in a further file
	later  bool  // this is not the first file of the archive
	behind int64 // bytes behind the end that are more than padding

	head []byte // of the block, as far as it came
	need int    // bytes of the header, as far as is known
	data int64  // bytes that follow the header
	text bool   // the next byte tells whether they begin with a text block
	err  error
}

// errRarText is the refusal of texts packed with PPMd, whose model is as large as the
// archive says. It is told by the first block of a file: where a later one asks for a
// model, only who decodes all before it knows, and the library has no bound for it.
var errRarText = scanners.Unreadable(scanners.GapOversized,
	"the archive is packed in the way for texts of RAR 3, with more memory than there is for one object; unpack it first, nothing from there on was looked at")

// rarText is the most that such a model may ask for, in MiB. The library takes about
// a third more.
const rarText = 24

func newRarBlocks(r io.Reader, head []byte, window int64) *rarBlocks {
	b := &rarBlocks{r: r, window: window, five: len(head) > 6 && head[6] == 1}
	b.ends = b.five
	b.data = 7 // the mark at the start
	if b.five {
		b.data = 8
	}
	b.next()
	return b
}

func (b *rarBlocks) next() { b.head, b.need = b.head[:0], 7 }

func (b *rarBlocks) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	n, err := b.r.Read(p)
	if b.follow(p[:n]); b.err != nil {
		return 0, b.err
	}
	return n, err
}

func (b *rarBlocks) follow(p []byte) {
	for len(p) > 0 && !b.lost && b.err == nil {
		if b.ended {
			b.behind += trailing(p)
			return
		}
		if b.data > 0 {
			if b.text {
				b.ppmd(p)
			}
			n := min(b.data, int64(len(p)))
			b.data -= n
			p = p[n:]
			continue
		}
		n := min(b.need-len(b.head), len(p))
		b.head = append(b.head, p[:n]...)
		if p = p[n:]; len(b.head) < b.need {
			return
		}
		if b.five {
			b.block5()
		} else {
			b.block3()
		}
	}
}

// block3 understands what there is of a header of version 3 (or 1.5), and asks for more
// of it.
func (b *rarBlocks) block3() {
	le, h := binary.LittleEndian, b.head
	kind, flags, size := h[2], le.Uint16(h[3:]), int(le.Uint16(h[5:]))
	if kind == 0x73 && flags&2 != 0 {
		size = 13 // a comment follows, which its length counts
	}
	if size < 7 {
		b.lost = true
		return
	}
	if len(h) < size {
		b.need = size
		return
	}
	file := kind == 0x74 || kind == 0x7a
	if file != (flags&0x8000 != 0) && (file || kind == 0x73) {
		b.err = errBroken // the library would see other blocks behind it
		return
	}
	if (file || flags&0x8000 != 0) && size >= 11 {
		b.data = int64(le.Uint32(h[7:]))
	}
	if file && size >= 32 {
		if flags&0x100 != 0 && size >= 36 {
			b.data |= int64(le.Uint32(h[32:])) << 32
		}
		// Compressed in the way of version 3, from its start, in the open.
		b.ask(0x10000 << (flags >> 5 & 7))
		b.text = kind == 0x74 && h[24] == 29 && h[25] > 0x30 && flags&5 == 0
		b.later = b.later || flags&1 != 0
		b.ends = b.ends || h[24] >= 29
	}
	switch kind {
	case 0x73: // the archive
		b.solid, b.lost = flags&8 != 0, flags&0x80 != 0
	case 0x7b: // the end
		b.ended, b.more = true, flags&1 != 0
	}
	b.next()
}

// ppmd looks at the start of compressed data of version 3.
func (b *rarBlocks) ppmd(p []byte) {
	b.head = append(b.head, p[:min(len(p), 2-len(b.head))]...)
	if len(b.head) < 2 && b.data >= 2 {
		return
	}
	if len(b.head) == 2 && b.head[0]&0xa0 == 0xa0 {
		n := int64(b.head[1]) + 1
		if n > rarText || n<<20/3*4 > b.window {
			b.err = errRarText
		}
		b.ask(b.asked + n<<20/3*4)
	}
	b.text = false
	b.next()
}

func (b *rarBlocks) ask(n int64) {
	if n <= b.window {
		b.asked = max(b.asked, n)
	}
}

// block5 does the same for version 5.
func (b *rarBlocks) block5() {
	at := 4
	number := func() int64 {
		v, n := binary.Uvarint(b.head[min(at, len(b.head)):])
		if n <= 0 {
			return -1
		}
		at += n
		return int64(v & (1<<62 - 1))
	}
	size := number()
	if size <= 0 || size > 2<<20 {
		b.lost = true
		return
	}
	if end := at + int(size); len(b.head) < end {
		b.need = end
		return
	}
	kind, flags := number(), number()
	if flags&1 != 0 {
		number()
	}
	if flags&2 != 0 {
		b.data = max(number(), 0)
	}
	switch kind {
	case 2: // a file
		flags, size, _ := number(), number(), number()
		for _, bit := range []int64{2, 4} { // a time, a checksum
			if flags&bit != 0 {
				at += 4
			}
		}
		if how := number(); how >= 0 && how>>7&7 != 0 {
			n := int64(0x20000) << (how >> 10 & 31)
			if flags&8 == 0 && how&64 == 0 { // the length is known, and it is not solid
				n = min(n, size)
			}
			b.ask(n)
		}
	case 1: // the archive
		flags := number()
		b.solid = flags&4 != 0
		b.later = flags&2 != 0 && number() > 0
	case 4: // headers are encrypted from here on
		b.lost = true
	case 5: // the end
		b.ended, b.more = true, number()&1 != 0
	}
	b.next()
}
