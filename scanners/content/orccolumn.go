package content

import (
	"io"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"

	"piiventory/scanners"
)

// An orcNode is a column in the sense of ORC: a type of the schema, with the readers of
// its streams in the stripe that is open. Where it is a leaf it keeps the rows that
// are read as text.
type orcNode struct {
	f       *orcFile
	id      int64
	kind    int64
	path    string
	kids    []*orcNode
	locked  bool // encrypted
	foreign bool // of an unknown type

	present *orcBits
	raw     *orcStream // bytes one behind the other
	ints    *orcInts   // numbers, lengths, or places in the dictionary
	second  *orcInts   // nanoseconds or scales
	bytes   *orcBytes
	bits    *orcBits
	words   *orcWords
	index   extent // of the row index

	data []byte  // of the rows kept, one behind the other
	ends []int32 // of the complete rows
}

// Kinds of streams.
const (
	orcPresent    = 0
	orcData       = 1
	orcLength     = 2
	orcDictionary = 3
	orcSecondary  = 5
	orcRowIndex   = 6
)

// below adds the leaves of the tree.
func (n *orcNode) below(list []*orcNode) []*orcNode {
	for _, k := range n.kids {
		list = k.below(list)
	}
	if len(n.kids) == 0 && n.kind != orcStruct && n.kind != orcUnion {
		list = append(list, n)
	}
	return list
}

// all calls each with every node of the tree.
func (n *orcNode) all(each func(*orcNode)) {
	each(n)
	for _, k := range n.kids {
		k.all(each)
	}
}

// hidden says that part of the column is encrypted, and strange that it is of a type
// that is not known.
func (n *orcNode) hidden() (yes bool) {
	n.all(func(k *orcNode) { yes = yes || k.locked })
	return yes
}

func (n *orcNode) strange() (yes bool) {
	n.all(func(k *orcNode) { yes = yes || k.foreign })
	return yes
}

// start opens a stripe: its footer says where the streams lie.
func (f *orcFile) start(i int) error {
	if f.stripe == i {
		return nil
	}
	f.stripe = -1
	s := &f.tail.stripes[i]
	if s.footer > orcFooterLimit {
		return errOrcFooterLong
	}
	b, err := f.src.bytes(s.off+s.index+s.data, s.footer)
	if err != nil {
		return err
	}
	if b, err = f.message(b); err != nil {
		return err
	}
	var streams []orcStreamAt
	var encodings []orcEncoding
	f.moments = orcMoments{}
	at := s.off
	ok := orcFieldsOf(b, func(id protowire.Number, v int64, b []byte) bool {
		switch id {
		case 1:
			e := orcStreamAt{off: at}
			ok := orcFieldsOf(b, func(id protowire.Number, v int64, _ []byte) bool {
				switch id {
				case 1:
					e.kind = v
				case 2:
					e.column = v
				case 3:
					e.n = v
				}
				return true
			})
			if e.n < 0 || e.n > s.off+s.index+s.data-at {
				return false
			}
			at += e.n
			streams = append(streams, e)
			return ok
		case 2:
			e := orcEncoding{}
			ok := orcFieldsOf(b, func(id protowire.Number, v int64, _ []byte) bool {
				switch id {
				case 1:
					e.kind = v
				case 2:
					e.words = v
				}
				return true
			})
			encodings = append(encodings, e)
			return ok && len(encodings) <= 2*orcWide
		case 3:
			f.moments.in(string(b))
		}
		return true
	})
	if !ok {
		return refuse(scanners.GapCorrupt, "a stripe of the ORC file is broken; what came before was read, the rest cannot be")
	}
	chunks := int64(0)
	for _, e := range streams {
		if e.kind < orcRowIndex {
			chunks += min(f.tail.block, 4*e.n)
		}
	}
	if f.keep, f.pin = orcKept, orcPinned; chunks > orcPinned {
		f.keep, f.pin = orcKeptWide, orcPinnedWide
	}
	f.reach = min(max(f.keep/max(int64(len(streams)), 1), 16<<10), 1<<20)
	by := map[int64][]orcStreamAt{}
	for _, e := range streams {
		by[e.column] = append(by[e.column], e)
	}
	for _, d := range f.fields {
		d.failed, d.done, d.piece = false, 0, 16
		d.node.all(func(n *orcNode) {
			e := orcEncoding{}
			if n.id < int64(len(encodings)) {
				e = encodings[n.id]
			}
			n.start(by[n.id], e)
		})
	}
	// Columns may have their nulls at the root of the file too, which no writer does.
	if f.root.kind == orcStruct {
		for _, e := range by[f.root.id] {
			if e.kind == orcPresent && e.n > 0 {
				return refuse(scanners.GapFormat, "the ORC file has rows that are null as a whole, which nobody here reads")
			}
		}
	}
	f.stripe = i
	return nil
}

// start makes the readers for the streams of the column in a stripe.
func (n *orcNode) start(streams []orcStreamAt, e orcEncoding) {
	n.close()
	n.present, n.raw, n.ints, n.second, n.bytes, n.bits, n.words, n.index = nil, nil, nil, nil, nil, nil, nil, extent{}
	n.data, n.ends = n.data[:0], n.ends[:0]
	if cap(n.data) > 1<<20 {
		n.data = nil
	}
	var of [orcRowIndex + 1]*orcStream
	for _, s := range streams {
		if s.kind == orcRowIndex {
			n.index = extent{s.off, s.n}
		} else if s.kind >= 0 && s.kind < orcRowIndex {
			of[s.kind] = &orcStream{f: n.f, off: s.off, n: s.n}
		}
	}
	stream := func(kind int) *orcStream {
		if of[kind] == nil { // as where all values are null
			return &orcStream{f: n.f}
		}
		return of[kind]
	}
	ints := func(kind int, signed bool) *orcInts {
		return &orcInts{s: stream(kind), v2: e.kind >= 2, signed: signed}
	}
	if of[orcPresent] != nil {
		n.present = &orcBits{orcBytes: orcBytes{s: of[orcPresent]}}
	}
	switch n.kind {
	case orcBoolean:
		n.bits = &orcBits{orcBytes: orcBytes{s: stream(orcData)}}
	case orcByte, orcUnion:
		n.bytes = &orcBytes{s: stream(orcData)}
	case orcShort, orcInt, orcLong, orcDate:
		n.ints = ints(orcData, true)
	case orcFloat, orcDouble:
		n.raw = stream(orcData)
	case orcString, orcVarchar, orcChar, orcBinary, orcGeometry:
		if e.kind == 1 || e.kind == 3 {
			n.ints = ints(orcData, false)
			n.words = &orcWords{count: e.words, lengths: ints(orcLength, false), raw: stream(orcDictionary)}
		} else {
			n.raw, n.ints = stream(orcData), ints(orcLength, false)
		}
	case orcDecimal:
		n.raw, n.second = stream(orcData), ints(orcSecondary, true)
	case orcTimestamp, orcInstant:
		n.ints, n.second = ints(orcData, true), ints(orcSecondary, false)
	case orcList, orcMap:
		n.ints = ints(orcLength, false)
	}
}

// close frees what the tree holds.
func (n *orcNode) close() { n.all(func(k *orcNode) { k.drop() }) }

// drop frees what the column holds of its streams. Their places stay.
func (n *orcNode) drop() {
	if n.present != nil {
		n.present.drop()
	}
	if n.raw != nil {
		n.raw.drop()
	}
	if n.ints != nil {
		n.ints.drop()
	}
	if n.second != nil {
		n.second.drop()
	}
	if n.bytes != nil {
		n.bytes.drop()
	}
	if n.bits != nil {
		n.bits.drop()
	}
	if n.words != nil {
		n.words.drop(n.f)
	}
}

// mark adds the places of all streams of the tree.
func (n *orcNode) mark(m []orcMark) []orcMark {
	n.all(func(k *orcNode) {
		if k.present != nil {
			m = append(m, k.present.mark())
		}
		if k.raw != nil {
			m = append(m, orcMark{at: k.raw.at, pos: k.raw.pos})
		}
		if k.ints != nil {
			m = append(m, k.ints.mark())
		}
		if k.second != nil {
			m = append(m, k.second.mark())
		}
		if k.bytes != nil {
			m = append(m, k.bytes.mark())
		}
		if k.bits != nil {
			m = append(m, k.bits.mark())
		}
	})
	return m
}

// back goes to the places that mark returned.
func (n *orcNode) back(m []orcMark) {
	n.all(func(k *orcNode) {
		take := func() orcMark {
			first := m[0]
			m = m[1:]
			return first
		}
		if k.present != nil {
			k.present.back(take())
		}
		if k.raw != nil {
			to := take()
			k.raw.seek(to.at, to.pos)
		}
		if k.ints != nil {
			k.ints.back(take())
		}
		if k.second != nil {
			k.second.back(take())
		}
		if k.bytes != nil {
			k.bytes.back(take())
		}
		if k.bits != nil {
			k.bits.back(take())
		}
	})
}

// An orcScratch is what a level of the tree needs while it reads.
type orcScratch struct {
	set        [orcSlots]bool
	tags       [orcSlots]byte
	rows, kids [orcSlots]int32
	ints, more [orcSlots]int64
}

func (f *orcFile) level(deep int) *orcScratch {
	for len(f.scratch) <= deep {
		f.scratch = append(f.scratch, new(orcScratch))
	}
	return f.scratch[deep]
}

// read reads a value of the column for each of the rows, orcSlots at most. A row that
// stands there more than once has a list around the column.
func (n *orcNode) read(rows []int32, deep int) error {
	s := n.f.level(deep)
	if n.present != nil {
		set := s.set[:len(rows)]
		k, err := n.present.next(set)
		if err != nil {
			return orcCut(err)
		}
		if k < len(rows) {
			kept := s.rows[:0]
			for i, r := range rows {
				if set[i] {
					kept = append(kept, r)
				}
			}
			rows = kept
		}
	}
	if len(rows) > 0 {
		if err := n.inner(rows, deep, s); err != nil {
			return orcCut(err)
		}
	}
	if n.f.pinned > n.f.pin*3/2 { // within one column of very many
		n.drop()
	}
	return nil
}

func orcCut(err error) error {
	if err == io.EOF {
		return errOrc
	}
	return err
}

// inner reads the values that are not null.
func (n *orcNode) inner(rows []int32, deep int, s *orcScratch) error {
	switch n.kind {
	case orcStruct:
		for _, k := range n.kids {
			if err := k.read(rows, deep+1); err != nil {
				return err
			}
		}
		return nil
	case orcList, orcMap:
		lengths := s.ints[:len(rows)]
		if err := n.ints.next(lengths); err != nil {
			return err
		}
		kids := s.kids[:0]
		for i, left := range lengths {
			for left != 0 {
				if left < 0 {
					return errOrc
				}
				k := min(left, int64(orcSlots-len(kids)))
				for range k {
					kids = append(kids, rows[i])
				}
				left -= k
				if len(kids) == orcSlots {
					if err := n.items(kids, deep); err != nil {
						return err
					}
					kids = kids[:0]
				}
			}
		}
		return n.items(kids, deep)
	case orcUnion:
		tags := s.tags[:len(rows)]
		for i := range tags {
			tag, err := n.bytes.next()
			if err != nil {
				return err
			}
			if int(tag) >= len(n.kids) {
				return errOrc
			}
			tags[i] = tag
		}
		for k, kid := range n.kids {
			some := s.kids[:0]
			for i, tag := range tags {
				if int(tag) == k {
					some = append(some, rows[i])
				}
			}
			if err := kid.read(some, deep+1); err != nil {
				return err
			}
		}
		return nil
	}
	return n.values(rows, s)
}

// items reads the items of lists.
func (n *orcNode) items(rows []int32, deep int) error {
	if len(rows) == 0 {
		return nil
	}
	for _, k := range n.kids {
		if err := k.read(rows, deep+1); err != nil {
			return err
		}
	}
	return n.f.expand(int64(len(rows)))
}

// open completes the rows before this one and returns where its next value begins,
// behind those that it has.
func (n *orcNode) open(row int32) (at int) {
	n.finish(int(row))
	at = len(n.data)
	if from := n.begin(); at > from {
		n.data = append(n.data, '\n')
	}
	return at
}

// begin is where the row that is open begins.
func (n *orcNode) begin() int {
	if len(n.ends) == 0 {
		return 0
	}
	return int(n.ends[len(n.ends)-1])
}

// finish completes rows until there are so many.
func (n *orcNode) finish(rows int) {
	for len(n.ends) < rows {
		n.ends = append(n.ends, int32(len(n.data)))
	}
}

// cut drops all but so many rows.
func (n *orcNode) cut(rows int) {
	n.ends = n.ends[:min(rows, len(n.ends))]
	n.data = n.data[:n.begin()]
	n.finish(rows)
}

// forget drops the first rows, and memory that large ones needed.
func (n *orcNode) forget(rows int) {
	if rows == 0 || len(n.ends) == 0 {
		return
	}
	rows = min(rows, len(n.ends))
	cut := n.ends[rows-1]
	n.data = n.data[:copy(n.data, n.data[cut:])]
	n.ends = n.ends[:copy(n.ends, n.ends[rows:])]
	for i := range n.ends {
		n.ends[i] -= cut
	}
	if limit := int(n.f.keep)/len(n.f.fields) + 1<<10; cap(n.data) > 2*limit && len(n.data) < cap(n.data)/2 {
		n.data = slices.Clone(n.data)
	}
}
