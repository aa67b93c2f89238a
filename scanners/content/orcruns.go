package content

import (
	"encoding/binary"
	"math/bits"
)

// An orcMark is a place in a stream as the row index states it: where the chunk
// begins, how many bytes of it lie before the run, and how many values of the run (and
// bits of the last of them) are read.
type orcMark struct {
	at   int64
	pos  int
	used int64
	bit  int
}

// orcInts reads integers in run lengths, version 1 or 2.
type orcInts struct {
	s      *orcStream
	v2     bool
	signed bool
	run    []int64 // decoded
	used   int
	start  orcMark // of the run
	skip   int64   // values to be passed over before the next
}

const (
	orcRun   = 512 // values in a run, at most
	orcSlots = 1024
)

func (r *orcInts) mark() orcMark {
	if len(r.run) == 0 {
		return orcMark{at: r.s.at, pos: r.s.pos, used: r.skip}
	}
	return orcMark{at: r.start.at, pos: r.start.pos, used: int64(r.used) + r.skip}
}

func (r *orcInts) back(m orcMark) {
	r.s.seek(m.at, m.pos)
	r.run, r.used, r.skip = r.run[:0], 0, m.used
}

// drop frees what is decoded and read ahead.
func (r *orcInts) drop() {
	r.back(r.mark())
	r.run = nil
	r.s.drop()
}

// next fills dst.
func (r *orcInts) next(dst []int64) error {
	for len(dst) > 0 {
		if r.used == len(r.run) {
			if err := r.decode(); err != nil {
				return err
			}
		}
		if r.skip > 0 {
			n := min(r.skip, int64(len(r.run)-r.used))
			r.used += int(n)
			r.skip -= n
			continue
		}
		n := copy(dst, r.run[r.used:])
		r.used += n
		dst = dst[n:]
	}
	return nil
}

// decode reads the next run.
func (r *orcInts) decode() error {
	s := r.s
	if err := s.more(); err != nil {
		return err
	}
	if cap(r.run) == 0 {
		r.run = make([]int64, 0, orcRun)
	}
	r.start = orcMark{at: s.at, pos: s.pos}
	r.run, r.used = r.run[:0], 0
	head, err := s.byte()
	if err != nil {
		return err
	}
	if !r.v2 {
		return r.old(head)
	}
	if head>>6 == 0 { // short repeat
		v, err := r.big(int(head>>3&7) + 1)
		if err != nil {
			return err
		}
		r.repeat(r.signing(v), int(head&7)+3)
		return nil
	}
	low, err := s.byte()
	if err != nil {
		return err
	}
	n, width := int(head&1)<<8|int(low)+1, orcWidths[head>>1&31]
	switch head >> 6 {
	case 1:
		return r.direct(n, width)
	case 2:
		return r.patched(n, width)
	}
	if head>>1&31 == 0 {
		width = 0
	}
	return r.delta(n, width)
}

// old reads a run of version 1.
func (r *orcInts) old(head byte) error {
	if head < 128 {
		step, err := r.s.byte()
		if err != nil {
			return err
		}
		v, err := r.number()
		if err != nil {
			return err
		}
		for range int(head) + 3 {
			r.run = append(r.run, v)
			v += int64(int8(step))
		}
		return nil
	}
	for range 256 - int(head) {
		v, err := r.number()
		if err != nil {
			r.run = r.run[:0]
			return err
		}
		r.run = append(r.run, v)
	}
	return nil
}

func (r *orcInts) repeat(v int64, n int) {
	for range n {
		r.run = append(r.run, v)
	}
}

func (r *orcInts) signing(v uint64) int64 {
	if r.signed {
		return int64(v>>1) ^ -int64(v&1)
	}
	return int64(v)
}

// number reads a varint.
func (r *orcInts) number() (int64, error) {
	v, err := r.s.varint()
	return r.signing(v), err
}

// big reads a number of n bytes, the highest first.
func (r *orcInts) big(n int) (v uint64, err error) {
	b, err := r.s.take(n)
	for _, c := range b {
		v = v<<8 | uint64(c)
	}
	return v, err
}

// orcWidths are the widths in bits by their codes of five bits.
var orcWidths = [32]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26, 28, 30, 32, 40, 48, 56, 64}

// orcNearest is the next of these widths that holds n bits.
func orcNearest(n int) int {
	for _, w := range orcWidths {
		if w >= n {
			return w
		}
	}
	return 64
}

// packed fills dst with numbers of a width in bits, the highest bit first.
func (r *orcInts) packed(dst []int64, width int) error {
	b, err := r.s.take((len(dst)*width + 7) / 8)
	if err != nil {
		return err
	}
	i := 0
	if width <= 56 { // a number and the bits before it in its first byte fit into 64
		for bit := 0; i < len(dst) && bit>>3+8 <= len(b); i++ {
			dst[i] = int64(binary.BigEndian.Uint64(b[bit>>3:]) << (bit & 7) >> (64 - width))
			bit += width
		}
	}
	for ; i < len(dst); i++ {
		var v uint64
		for bit, need := i*width, width; need > 0; {
			n := min(need, 8-bit&7)
			v = v<<n | uint64(b[bit>>3])>>(8-bit&7-n)&(1<<n-1)
			bit += n
			need -= n
		}
		dst[i] = int64(v)
	}
	return nil
}

func (r *orcInts) direct(n, width int) error {
	r.run = r.run[:n]
	if err := r.packed(r.run, width); err != nil {
		r.run = r.run[:0]
		return err
	}
	if r.signed {
		for i, v := range r.run {
			r.run[i] = int64(uint64(v)>>1) ^ -(v & 1)
		}
	}
	return nil
}

// patched reads numbers above a base, of which some have further bits in a list
// behind them.
func (r *orcInts) patched(n, width int) error {
	three, err := r.s.byte()
	if err != nil {
		return err
	}
	four, err := r.s.byte()
	if err != nil {
		return err
	}
	size, more := int(three>>5)+1, orcWidths[three&31]
	gap, count := int(four>>5)+1, int(four&31)
	b, err := r.big(size)
	if err != nil {
		return err
	}
	base := int64(b)
	if sign := uint64(1) << (8*size - 1); b&sign != 0 {
		base = -int64(b &^ sign)
	}
	r.run = r.run[:n]
	if err := r.packed(r.run, width); err != nil {
		return err
	}
	var list [31]int64
	if gap+more > 64 {
		return errOrc
	}
	if err := r.packed(list[:count], orcNearest(gap+more)); err != nil {
		return err
	}
	at := 0
	for _, v := range list[:count] {
		patch := uint64(v) & (1<<more - 1)
		if at += int(uint64(v) >> more & 255); at >= n {
			if patch != 0 {
				return errOrc
			}
			continue
		}
		r.run[at] |= int64(patch << width)
	}
	for i := range r.run {
		r.run[i] += base
	}
	return nil
}

func (r *orcInts) delta(n, width int) error {
	first, err := r.number()
	if err != nil {
		return err
	}
	u, err := r.s.varint()
	if err != nil {
		return err
	}
	step := int64(u>>1) ^ -int64(u&1)
	r.run = append(r.run, first)
	if width == 0 || n < 2 {
		for range n - 1 {
			first += step
			r.run = append(r.run, first)
		}
		return nil
	}
	v := first + step
	r.run = append(r.run, v)[:n]
	if err := r.packed(r.run[2:], width); err != nil {
		r.run = r.run[:0]
		return err
	}
	for i, d := range r.run[2:] {
		if step < 0 {
			d = -d
		}
		v += d
		r.run[2+i] = v
	}
	return nil
}

// orcBytes reads bytes in run lengths.
type orcBytes struct {
	s     *orcStream
	run   []byte
	used  int
	start orcMark
	skip  int64
}

func (r *orcBytes) mark() orcMark {
	if len(r.run) == 0 {
		return orcMark{at: r.s.at, pos: r.s.pos, used: r.skip}
	}
	return orcMark{at: r.start.at, pos: r.start.pos, used: int64(r.used) + r.skip}
}

func (r *orcBytes) back(m orcMark) {
	r.s.seek(m.at, m.pos)
	r.run, r.used, r.skip = r.run[:0], 0, m.used
}

func (r *orcBytes) drop() {
	r.back(r.mark())
	r.run = nil
	r.s.drop()
}

// next reads a byte.
func (r *orcBytes) next() (byte, error) {
	for r.used == len(r.run) || r.skip > 0 {
		if r.used == len(r.run) {
			if err := r.decode(); err != nil {
				return 0, err
			}
		}
		n := min(r.skip, int64(len(r.run)-r.used))
		r.used += int(n)
		r.skip -= n
	}
	r.used++
	return r.run[r.used-1], nil
}

func (r *orcBytes) decode() error {
	s := r.s
	if err := s.more(); err != nil {
		return err
	}
	r.start = orcMark{at: s.at, pos: s.pos}
	r.run, r.used = r.run[:0], 0
	head, err := s.byte()
	if err != nil {
		return err
	}
	if head >= 128 {
		b, err := s.take(256 - int(head))
		r.run = append(r.run, b...)
		return err
	}
	c, err := s.byte()
	if err != nil {
		return err
	}
	for range int(head) + 3 {
		r.run = append(r.run, c)
	}
	return nil
}

// orcBits reads bits, eight in each byte of an orcBytes, the highest first.
type orcBits struct {
	orcBytes
	cur byte
	bit int // bits of cur that are taken, 0 for none
	// late are bits to be passed over of a byte that is not read yet.
	late int
}

func (r *orcBits) mark() orcMark {
	m := r.orcBytes.mark()
	if m.bit = r.late; r.bit > 0 {
		m.used--
		m.bit = r.bit
	}
	return m
}

func (r *orcBits) back(m orcMark) {
	if m.bit == 8 {
		m.used, m.bit = m.used+1, 0
	}
	r.orcBytes.back(m)
	r.bit, r.late = 0, m.bit
}

func (r *orcBits) drop() {
	r.back(r.mark())
	r.run = nil
	r.s.drop()
}

// next fills dst and returns how many of them are set.
func (r *orcBits) next(dst []bool) (set int, err error) {
	for i := 0; i < len(dst); {
		if r.bit == 0 {
			if r.cur, err = r.orcBytes.next(); err != nil {
				return 0, err
			}
			if r.bit, r.late = r.late, 0; r.bit == 0 && len(dst)-i >= 8 { // a whole byte
				for k := range 8 {
					dst[i+k] = r.cur>>(7-k)&1 == 1
				}
				set += bits.OnesCount8(r.cur)
				i += 8
				continue
			}
		}
		if dst[i] = r.cur>>(7-r.bit)&1 == 1; dst[i] {
			set++
		}
		i++
		r.bit = (r.bit + 1) & 7
	}
	return set, nil
}
