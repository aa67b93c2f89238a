package content

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strconv"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"piiventory/scanners"
)

var _ = registerBinary(binaryFormat{name: "plist", rank: 20, recognise: func(h start) document {
	if !bytes.HasPrefix(h.b, []byte("bplist0")) {
		return nil
	}
	return plistFile{}
}})

// plistFile reads binary property lists of Apple's systems (bplist00). Dictionaries
// in the outermost array are rows, with paths as in JSON; a value of bytes that is
// no text is content of its own. An object that stands in several places is read
// once, so that lists that refer to themselves over and over stay small.
type plistFile struct{}

// A plistReader walks the objects of a list.
type plistReader struct {
	*jsonReader
	l       *layer
	at      io.ReaderAt
	size    int64
	offsets int64 // where the table of offsets begins
	width   int   // bytes of an offset, and of a reference
	ref     int
	count   uint64
	seen    map[uint64]bool
	blobs   []plistBlob
	buf     []byte
	depth   int
	cut     bool // there is more than is read of one
}

// A plistBlob is a value of bytes.
type plistBlob struct {
	name  string
	at, n int64
}

var errPlist = errors.New("broken")

// mostObjects bounds the objects of a list that are remembered.
const mostObjects = 1 << 20

func (plistFile) read(l *layer) (taken, error) {
	at, size, err := l.random()
	if err != nil {
		return nothing, err
	}
	r := &plistReader{jsonReader: newJSONReader(bytesInput(nil), l.out), l: l, at: at, size: size, seen: map[uint64]bool{}}
	if l.out.unit == "" {
		l.out.unit = "whole"
	}
	t, err := r.bytes(size-32, 32)
	if err != nil {
		return part, err
	}
	r.width, r.ref = int(t[6]), int(t[7])
	r.count = binary.BigEndian.Uint64(t[8:])
	top := binary.BigEndian.Uint64(t[16:])
	r.offsets = int64(binary.BigEndian.Uint64(t[24:]))
	if r.width < 1 || r.width > 8 || r.ref < 1 || r.ref > 8 || r.count > uint64(size) || r.offsets < 8 || r.offsets >= size {
		return part, errPlist
	}
	err = r.value(top, &r.root, 0)
	if l.out.rowSize > 0 {
		l.out.endRow() // also of what came before it broke
	}
	if err != nil {
		return part, err
	}
	done := whole
	for _, b := range r.blobs {
		in, err := l.inner(entry{name: b.name, size: b.n, r: io.NewSectionReader(r.at, b.at, b.n)})
		if err != nil {
			return part, err
		}
		done.add(in)
	}
	if r.cut {
		l.gap(scanners.GapOversized, -1, "the property list has more objects, or deeper ones, than are read of one; the others were not")
		done = part
	}
	return done, l.out.err
}

// bytes reads n bytes at the offset. They are valid until the next call.
func (r *plistReader) bytes(off, n int64) ([]byte, error) {
	if off < 0 || n < 0 || off > r.size-n {
		return nil, errPlist
	}
	if int64(cap(r.buf)) < n {
		r.buf = make([]byte, n)
	}
	r.buf = r.buf[:n]
	m, err := r.at.ReadAt(r.buf, off)
	if int64(m) == n {
		return r.buf, nil
	}
	return nil, err
}

// number reads an unsigned number of n bytes.
func (r *plistReader) number(off int64, n int) (uint64, error) {
	b, err := r.bytes(off, int64(n))
	if err != nil {
		return 0, err
	}
	v := uint64(0)
	for _, c := range b {
		v = v<<8 | uint64(c)
	}
	return v, nil
}

// object returns the kind of an object, its length or value in the low half of its
// marker, and where its content begins.
func (r *plistReader) object(id uint64) (kind byte, n, off int64, err error) {
	if id >= r.count {
		return 0, 0, 0, errPlist
	}
	p, err := r.number(r.offsets+int64(id)*int64(r.width), r.width)
	if err != nil || p >= uint64(r.size) {
		return 0, 0, 0, errors.Join(err, errPlist)
	}
	off = int64(p)
	m, err := r.number(off, 1)
	if err != nil {
		return 0, 0, 0, err
	}
	kind, n, off = byte(m)>>4, int64(m&15), off+1
	if n == 15 && kind >= 4 && kind != 8 {
		m, err := r.number(off, 1)
		if err != nil || m>>4 != 1 || m&15 > 3 {
			return 0, 0, 0, errors.Join(err, errPlist)
		}
		w := 1 << (m & 15)
		v, err := r.number(off+1, w)
		if err != nil || v > uint64(r.size) {
			return 0, 0, 0, errors.Join(err, errPlist)
		}
		n, off = int64(v), off+1+int64(w)
	}
	return kind, n, off, nil
}

// value puts an object into the row. arrays says how many arrays are around it.
func (r *plistReader) value(id uint64, at *jsonNode, arrays int) error {
	kind, n, off, err := r.object(id)
	if err != nil {
		return err
	}
	if kind < 10 {
		if n > longestName { // a long value in many places would be longer than the list
			if r.seen[id] || len(r.seen) >= mostObjects {
				r.cut = r.cut || !r.seen[id]
				return r.o.err
			}
			r.seen[id] = true
		}
		return r.scalar(kind, n, off, at)
	}
	if r.seen[id] || len(r.seen) >= mostObjects || r.depth >= 512 {
		r.cut = r.cut || !r.seen[id]
		return r.o.err
	}
	r.seen[id] = true
	r.depth++
	defer func() { r.depth-- }()
	if kind == 13 {
		at.next = 0
		for i := range n {
			k, err := r.number(off+i*int64(r.ref), r.ref)
			if err != nil {
				return err
			}
			v, err := r.number(off+(n+i)*int64(r.ref), r.ref)
			if err != nil {
				return err
			}
			name, err := r.name(k)
			if err != nil {
				return err
			}
			if err := r.value(v, r.kid(at, name), arrays); err != nil {
				return err
			}
		}
		return r.o.err
	}
	e := r.element(at)
	for i := range n {
		v, err := r.number(off+i*int64(r.ref), r.ref)
		if err != nil {
			return err
		}
		kind, _, _, err := r.object(v)
		if err != nil {
			return err
		}
		row := arrays == 0 && kind == 13
		if row && r.o.rowSize > 0 {
			r.o.endRow()
		}
		if err := r.value(v, e, arrays+1); err != nil {
			return err
		}
		if row && r.o.rowSize > 0 {
			r.o.endRow()
		}
	}
	return r.o.err
}

// name returns the text of a string, and nothing of another object.
func (r *plistReader) name(id uint64) ([]byte, error) {
	kind, n, off, err := r.object(id)
	if err != nil || kind < 5 || kind > 7 {
		return nil, err
	}
	return r.str(kind, min(n, 1024), off)
}

func (r *plistReader) str(kind byte, n, off int64) ([]byte, error) {
	if kind != 6 {
		return r.bytes(off, n)
	}
	b, err := r.bytes(off, 2*n)
	if err != nil {
		return nil, err
	}
	t := make([]byte, 0, 2*n)
	for i := 0; i+1 < len(b); i += 2 {
		c := rune(binary.BigEndian.Uint16(b[i:]))
		if utf16.IsSurrogate(c) && i+3 < len(b) {
			if d := utf16.DecodeRune(c, rune(binary.BigEndian.Uint16(b[i+2:]))); d != utf8.RuneError {
				c = d
				i += 2
			}
		}
		t = utf8.AppendRune(t, c)
	}
	return t, nil
}

// scalar puts one value into the row.
func (r *plistReader) scalar(kind byte, n, off int64, at *jsonNode) error {
	var v []byte
	switch kind {
	case 0:
		switch n {
		case 8:
			v = []byte("false")
		case 9:
			v = []byte("true")
		}
	case 1:
		if n > 4 {
			return errPlist
		}
		w := 1 << n
		if w == 16 {
			off, w = off+8, 8
		}
		u, err := r.number(off, w)
		if err != nil {
			return err
		}
		v = strconv.AppendInt(nil, int64(u), 10)
	case 2, 3:
		w := 8
		if n == 2 {
			w = 4
		}
		u, err := r.number(off, w)
		if err != nil {
			return err
		}
		f := math.Float64frombits(u)
		if w == 4 {
			f = float64(math.Float32frombits(uint32(u)))
		}
		if v = strconv.AppendFloat(nil, f, 'f', -1, 64); kind == 3 && math.Abs(f) < 1<<36 {
			v = time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(f*float64(time.Second))).AppendFormat(nil, time.RFC3339)
		}
	case 4:
		b, err := r.bytes(off, n)
		if err != nil {
			return err
		}
		if utf8.Valid(b) && controls(b) == 0 {
			v = b
		} else if r.cut = r.cut || len(r.blobs) >= mostNames; !r.cut {
			r.blobs = append(r.blobs, plistBlob{name: at.path, at: off, n: n})
		}
	case 5, 6, 7:
		b, err := r.str(kind, n, off)
		if err != nil {
			return err
		}
		v = b
	}
	r.put(at, v)
	return r.o.err
}

// mostNames bounds the values of bytes that are looked at.
const mostNames = 4096
