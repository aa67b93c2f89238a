package content

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
)

// A compound is a compound file (MS-CFB): streams in storages, whose sectors lie
// anywhere, chained by a table. Nothing is allocated by what a file states: chains are
// followed as far as somebody reads, and a sector that is met a second time breaks them.
type compound struct {
	r      io.ReaderAt
	size   int64
	shift  uint             // of the length of a sector
	cutoff int64            // streams shorter than this lie in the mini stream
	fat    []uint32         // the sectors of the table
	pages  map[int][]uint32 // of the table, those in use
	used   map[uint32]uint64
	mini   *oleStream // the mini stream
	minis  *oleStream // its table
	tiny   map[uint32]uint64
	dir    []oleNode
	short  bool // the directory was not read whole
}

// An oleNode is a stream or a storage.
type oleNode struct {
	name              string
	kind              byte // 1 storage, 2 stream, 5 the root
	left, right, down uint32
	first             uint32
	size              int64
	open              *oleStream
	kids              []int
	met               bool
}

// Bounds of one file.
const (
	oleMagic   = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	olePages   = 4096 // of the table that are kept, 2 MiB of short ones
	oleNodes   = 20_000
	oleFAT     = 1 << 20 // sectors of the table
	oleExtents = 1 << 18 // of one stream
	oleEnd     = 0xFFFFFFFE
	oleMost    = 0xFFFFFFFA
)

func openCompound(r io.ReaderAt, size int64) (*compound, error) {
	h := make([]byte, 512)
	if n, err := r.ReadAt(h, 0); n < len(h) {
		return nil, broken(err)
	}
	le := binary.LittleEndian
	f := &compound{r: r, size: size, shift: uint(le.Uint16(h[30:])), cutoff: int64(le.Uint32(h[56:])), pages: map[int][]uint32{}, used: map[uint32]uint64{}, tiny: map[uint32]uint64{}}
	if string(h[:8]) != oleMagic || f.shift != 9 && f.shift != 12 {
		return nil, errBroken
	}
	if f.cutoff > 1<<20 {
		f.cutoff = 4096
	}
	for i := 76; i < 512; i += 4 {
		if s := le.Uint32(h[i:]); s < oleMost {
			f.fat = append(f.fat, s)
		}
	}
	// Behind the header the list of the table's sectors goes on in a chain of its own.
	b := make([]byte, 1<<f.shift)
	for at := le.Uint32(h[68:]); at < oleMost; at = le.Uint32(b[len(b)-4:]) {
		if len(f.fat) > oleFAT || !mark(f.used, at) {
			break
		}
		if err := f.sector(b, at); err != nil {
			return nil, err
		}
		for i := 0; i+4 < len(b); i += 4 {
			if s := le.Uint32(b[i:]); s < oleMost {
				f.fat = append(f.fat, s)
			}
		}
	}
	if err := f.directory(le.Uint32(h[48:])); err != nil {
		return nil, err
	}
	f.minis = f.chain(le.Uint32(h[60:]), int64(le.Uint32(h[64:]))<<f.shift, false)
	f.mini = f.chain(f.dir[0].first, f.dir[0].size, false)
	f.tree()
	return f, nil
}

// broken is what an error of a short read means: that the file is cut off, unless
// the reader has a reason of its own.
func broken(err error) error {
	if err == nil || err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (f *compound) sector(b []byte, n uint32) error {
	if m, err := f.r.ReadAt(b, (int64(n)+1)<<f.shift); m < len(b) {
		return broken(err)
	}
	return nil
}

// mark notes that a sector is in use, and reports whether it was not before.
func mark(used map[uint32]uint64, n uint32) bool {
	k, bit := n>>6, uint64(1)<<(n&63)
	if used[k]&bit != 0 {
		return false
	}
	used[k] |= bit
	return true
}

// next is the sector behind another one.
func (f *compound) next(n uint32) (uint32, error) {
	per := uint32(1) << (f.shift - 2)
	i := int(n / per)
	p := f.pages[i]
	if p == nil {
		if i >= len(f.fat) {
			return 0, errBroken
		}
		b := make([]byte, 1<<f.shift)
		if err := f.sector(b, f.fat[i]); err != nil {
			return 0, err
		}
		if len(f.pages) >= olePages>>(f.shift-9) {
			clear(f.pages)
		}
		p = make([]uint32, per)
		for k := range p {
			p[k] = binary.LittleEndian.Uint32(b[4*k:])
		}
		f.pages[i] = p
	}
	return p[n%per], nil
}

// directory reads what streams there are.
func (f *compound) directory(first uint32) error {
	s := f.chain(first, f.size, false)
	b := make([]byte, 128)
	for off := int64(0); ; off += 128 {
		if len(f.dir) >= oleNodes {
			f.short = true
			break
		}
		if n, err := s.ReadAt(b, off); n < len(b) {
			if err != io.EOF && err != errChain && err != io.ErrUnexpectedEOF && err != errBroken {
				return err
			}
			f.short = f.short || err != errChain && err != io.EOF
			break
		}
		le := binary.LittleEndian
		n := oleNode{kind: b[66], left: le.Uint32(b[68:]), right: le.Uint32(b[72:]), down: le.Uint32(b[76:]), first: le.Uint32(b[116:]), size: int64(le.Uint32(b[120:]))}
		if f.shift == 12 {
			n.size |= int64(le.Uint32(b[124:])&0x7FFF_FFFF) << 32
		}
		if k := int(le.Uint16(b[64:])); k >= 2 && k <= 64 {
			n.name = oleName(b[:k-2])
		}
		f.dir = append(f.dir, n)
	}
	if len(f.dir) == 0 || f.dir[0].kind != 5 {
		return errBroken
	}
	return nil
}

func oleName(b []byte) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(u))
}

// tree finds what lies in each storage. What no storage leads to is put into the
// root, so that nothing is missed where the tree is broken.
func (f *compound) tree() {
	f.dir[0].met = true
	f.under(0)
	for i := range f.dir {
		if n := &f.dir[i]; !n.met && (n.kind == 1 || n.kind == 2) {
			n.met = true
			f.dir[0].kids = append(f.dir[0].kids, i)
			if n.kind == 1 {
				f.under(i)
			}
		}
	}
}

func (f *compound) under(root int) {
	storages := []int{root}
	for len(storages) > 0 {
		at := storages[len(storages)-1]
		storages = storages[:len(storages)-1]
		todo := []uint32{f.dir[at].down}
		for len(todo) > 0 {
			i := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if int64(i) >= int64(len(f.dir)) || f.dir[i].met || f.dir[i].kind != 1 && f.dir[i].kind != 2 {
				continue
			}
			n := &f.dir[i]
			n.met = true
			f.dir[at].kids = append(f.dir[at].kids, int(i))
			todo = append(todo, n.right, n.left)
			if n.kind == 1 {
				storages = append(storages, int(i))
			}
		}
	}
}

// An oleStream is one stream. Its chain is followed as far as it was read.
type oleStream struct {
	f       *compound
	size    int64
	mini    bool
	extents []oleExtent
	known   int64 // sectors in extents
	after   uint32
	err     error
}

// errChain says that a chain ended.
var errChain = errors.New("the chain of sectors ended")

// An oleExtent is some sectors one behind the other.
type oleExtent struct {
	at    int64 // how many sectors come before it in the stream
	first uint32
}

func (f *compound) chain(first uint32, size int64, mini bool) *oleStream {
	s := &oleStream{f: f, size: max(0, min(size, f.size)), mini: mini, after: first}
	if first >= oleMost {
		s.size = 0
	}
	return s
}

// stream opens a stream. It must not be a storage.
func (f *compound) stream(i int) *oleStream {
	n := &f.dir[i]
	if n.open == nil {
		n.open = f.chain(n.first, n.size, n.size < f.cutoff)
		if n.open.size < n.size && n.size > 0 {
			n.open.err = errBroken // it states more than the file has
		}
	}
	return n.open
}

// follow makes sector k of the stream known.
func (s *oleStream) follow(k int64) error {
	for s.known <= k {
		if s.err != nil && s.known*s.sector() >= s.size {
			return s.err
		}
		n := s.after
		if n >= oleMost {
			return errChain
		}
		used := s.f.used
		if s.mini {
			used = s.f.tiny
		}
		if !mark(used, n) {
			return errBroken
		}
		if e := len(s.extents); e == 0 || int64(s.extents[e-1].first)+s.known-s.extents[e-1].at != int64(n) {
			if e >= oleExtents {
				return errBroken
			}
			s.extents = append(s.extents, oleExtent{s.known, n})
		}
		var err error
		if s.mini {
			var b [4]byte
			if m, e := s.f.minis.ReadAt(b[:], 4*int64(n)); m < 4 {
				s.after, err = oleEnd, broken(e)
			} else {
				s.after = binary.LittleEndian.Uint32(b[:])
			}
		} else {
			s.after, err = s.f.next(n)
		}
		if err != nil {
			mend(used, n)
			return err
		}
		s.known++
	}
	return nil
}

// mend takes back that a sector is in use.
func mend(used map[uint32]uint64, n uint32) { used[n>>6] &^= 1 << (n & 63) }

func (s *oleStream) sector() int64 {
	if s.mini {
		return 64
	}
	return 1 << s.f.shift
}

// ReadAt implements io.ReaderAt. A chain that ends before the stream's length, or
// that leads back, is an error other than io.EOF.
func (s *oleStream) ReadAt(p []byte, off int64) (n int, err error) {
	size := s.sector()
	e := -1
	for n < len(p) {
		at := off + int64(n)
		if at >= s.size || off < 0 {
			if s.err != nil {
				return n, s.err
			}
			return n, io.EOF
		}
		if err := s.follow(at / size); err != nil {
			return n, err
		}
		if e < 0 {
			e = s.extent(at / size)
		} else if e+1 < len(s.extents) && s.extents[e+1].at <= at/size {
			e++
		}
		x := s.extents[e]
		// As much as lies together and is known.
		end := s.known
		if e+1 < len(s.extents) {
			end = s.extents[e+1].at
		}
		m := min(int64(len(p)-n), end*size-at, s.size-at)
		from := (int64(x.first)+at/size-x.at)*size + at%size
		var got int
		if s.mini {
			got, err = s.f.mini.ReadAt(p[n:n+int(m)], from)
		} else {
			got, err = s.f.r.ReadAt(p[n:n+int(m)], from+size)
		}
		n += got
		if int64(got) < m {
			return n, broken(err)
		}
	}
	return n, nil
}

// extent finds the extent of sector k.
func (s *oleStream) extent(k int64) int {
	lo, hi := 0, len(s.extents)
	for hi-lo > 1 {
		if m := (lo + hi) / 2; s.extents[m].at <= k {
			lo = m
		} else {
			hi = m
		}
	}
	return lo
}

// reader gives the stream from an offset.
func (s *oleStream) reader(off int64) io.Reader { return &oleReader{s, off} }

type oleReader struct {
	s   *oleStream
	off int64
}

func (r *oleReader) Read(p []byte) (int, error) {
	n, err := r.s.ReadAt(p, r.off)
	r.off += int64(n)
	return n, err
}

// An oleStorage is a storage with the streams and storages in it.
type oleStorage struct {
	f    *compound
	node int
}

// find returns the stream or storage of the name, nil if there is none.
func (s oleStorage) find(name string, kind byte) (int, bool) {
	for _, i := range s.f.dir[s.node].kids {
		if n := &s.f.dir[i]; n.kind == kind && strings.EqualFold(n.name, name) {
			return i, true
		}
	}
	return 0, false
}

func (s oleStorage) stream(name string) *oleStream {
	if i, ok := s.find(name, 2); ok {
		return s.f.stream(i)
	}
	return nil
}

// small reads a stream that is no longer than most. What is longer is cut.
func (s *oleStream) small(most int64) ([]byte, error) {
	var b bytes.Buffer
	_, err := io.Copy(&b, io.LimitReader(s.reader(0), min(most, s.size)))
	return b.Bytes(), err
}
