package content

import (
	"google.golang.org/protobuf/encoding/protowire"

	"piiventory/scanners"
)

// What is needed of the tail of an ORC file (orc_proto.proto): the schema, where the
// stripes lie, and the bounds of columns of times.
type (
	orcTail struct {
		codec   int64
		block   int64 // the longest chunk, unpacked
		rows    int64
		stride  int64 // rows of an entry of the row index, 0 without one
		types   []orcType
		stripes []orcStripe
		stats   []orcStats
		locked  map[int64]bool // roots of encrypted columns
	}
	orcType struct {
		kind  int64
		kids  []int64
		names []string
	}
	// orcStripe says where a stripe lies: its index, its data and its footer, one behind
	// the other.
	orcStripe struct{ off, index, data, footer, rows int64 }
	// orcStats are the bounds of a column of dates, in days, or of times, in
	// milliseconds of UTC.
	orcStats struct {
		values   int64
		min, max int64
		bounded  bool
	}
	// orcStreamAt says where a stream of a column lies.
	orcStreamAt struct{ kind, column, off, n int64 }
	// orcEncoding says how a column is encoded in a stripe.
	orcEncoding struct{ kind, words int64 }
)

// Kinds of types.
const (
	orcBoolean = iota
	orcByte
	orcShort
	orcInt
	orcLong
	orcFloat
	orcDouble
	orcString
	orcBinary
	orcTimestamp
	orcList
	orcMap
	orcStruct
	orcUnion
	orcDecimal
	orcDate
	orcVarchar
	orcChar
	orcInstant
	orcGeometry
)

const (
	orcFooterLimit = 8 << 20 // the longest footer, packed and unpacked
	orcChunk       = 8 << 20 // the longest chunk of a stream, packed and unpacked
	orcWide        = 20_000  // columns
	orcDeep        = 64      // levels of the schema
)

var (
	errOrcTail   = refuse(scanners.GapCorrupt, "the footer of the ORC file is broken; nothing can be found without it")
	errOrcSchema = refuse(scanners.GapCorrupt, "the schema of the ORC file is broken; nothing can be read without it")
)

// orcFieldsOf calls each with the fields of a message: number is that of a varint, b
// that of bytes. It says whether the message is sound.
func orcFieldsOf(b []byte, each func(id protowire.Number, number int64, b []byte) bool) bool {
	for len(b) > 0 {
		id, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			return false
		}
		b = b[n:]
		ok := true
		switch kind {
		case protowire.VarintType:
			v, n := protowire.ConsumeVarint(b)
			if n < 0 {
				return false
			}
			b = b[n:]
			ok = each(id, int64(v), nil)
		case protowire.BytesType:
			v, n := protowire.ConsumeBytes(b)
			if n < 0 {
				return false
			}
			b = b[n:]
			ok = each(id, 0, v)
		default:
			if n = protowire.ConsumeFieldValue(id, kind, b); n < 0 {
				return false
			}
			b = b[n:]
		}
		if !ok {
			return false
		}
	}
	return true
}

// orcNumbers adds the numbers of a repeated field, packed or not.
func orcNumbers(list []int64, number int64, b []byte) []int64 {
	if b == nil {
		return append(list, number)
	}
	for len(b) > 0 {
		v, n := protowire.ConsumeVarint(b)
		if n < 0 {
			return list
		}
		list, b = append(list, int64(v)), b[n:]
	}
	return list
}

// open reads the tail and makes the columns.
func (f *orcFile) open() error {
	size := f.src.size
	n := min(64<<10, size)
	if f.l.object && f.l.partial {
		n = min(n, max(f.l.blocks.left/4, 1<<10))
	}
	end, err := f.src.bytes(size-n, n)
	if err != nil {
		return err
	}
	if n < 8 || int(end[n-1])+1 > len(end) || string(end[n-4:n-1]) != "ORC" {
		return refuse(scanners.GapCorrupt, "the ORC file does not end with its footer: it was cut off or is still being written; nothing can be found without it")
	}
	post := end[n-1-int64(end[n-1]) : n-1]
	t := &orcTail{}
	var footer, writer int64
	var version []int64
	if !orcFieldsOf(post, func(id protowire.Number, v int64, b []byte) bool {
		switch id {
		case 1:
			footer = v
		case 2:
			t.codec = v
		case 3:
			t.block = v
		case 4:
			version = orcNumbers(version, v, b)
		case 6:
			writer = v
		}
		return true
	}) {
		return errOrcTail
	}
	if len(version) > 0 && version[0] > 0 {
		return refuse(scanners.GapFormat, "the ORC file is of a version that nobody here reads; write it as version 0.12")
	}
	if t.codec == orcLZO {
		return errOrcLZO
	}
	if t.codec < 0 || t.codec > orcBrotli {
		return refuse(scanners.GapFormat, "the ORC file is compressed in a way that nobody here reads; write it with another compression")
	}
	if t.block <= 0 || t.block > orcChunk {
		t.block = orcChunk
	}
	behind := int64(len(post)) + 1
	if footer < 0 || footer > size-behind {
		return errOrcTail
	}
	if footer > orcFooterLimit {
		return errOrcFooterLong
	}
	b := end[:n-behind]
	if footer <= int64(len(b)) {
		b = b[int64(len(b))-footer:]
	} else if b, err = f.src.bytes(size-behind-footer, footer); err != nil {
		return err
	}
	f.tail = t
	if b, err = f.message(b); err != nil {
		return err
	}
	if !t.parse(b) {
		return errOrcTail
	}
	if writer == 0 { // bounds of the first writers are of the last stripe only
		t.stats = nil
	}
	for i := range t.stripes {
		s := &t.stripes[i]
		if s.off < 0 || s.index < 0 || s.data < 0 || s.footer < 0 || s.rows < 0 || s.rows > 1<<50 ||
			s.off > size || s.index > size-s.off || s.data > size-s.off-s.index || s.footer > size-s.off-s.index-s.data {
			return errOrcTail
		}
	}
	return f.schema()
}

var errOrcFooterLong = refuse(scanners.GapOversized, "the footer of the ORC file is longer than %s; nothing can be found without it", human(orcFooterLimit))

// message unpacks a message, which is a stream of its own.
func (f *orcFile) message(b []byte) ([]byte, error) {
	if f.tail.codec == orcNone {
		return b, nil
	}
	var all []byte
	for len(b) > 0 {
		if len(b) < 3 {
			return nil, errOrcTail
		}
		head := int(b[0]) | int(b[1])<<8 | int(b[2])<<16
		if head>>1 > len(b)-3 {
			return nil, errOrcTail
		}
		chunk := b[3 : 3+head>>1]
		if b = b[3+head>>1:]; head&1 == 0 {
			var err error
			if chunk, err = f.unpack.unpack(f.tail.codec, chunk, int(f.tail.block)); err != nil {
				return nil, errOrcTail
			}
		}
		if len(all)+len(chunk) > orcFooterLimit {
			return nil, errOrcFooterLong
		}
		all = append(all, chunk...)
		if err := f.expand(int64(len(chunk))); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// parse reads the message Footer.
func (t *orcTail) parse(b []byte) bool {
	return orcFieldsOf(b, func(id protowire.Number, v int64, b []byte) bool {
		switch id {
		case 3:
			s := orcStripe{}
			ok := orcFieldsOf(b, func(id protowire.Number, v int64, _ []byte) bool {
				switch id {
				case 1:
					s.off = v
				case 2:
					s.index = v
				case 3:
					s.data = v
				case 4:
					s.footer = v
				case 5:
					s.rows = v
				}
				return true
			})
			t.stripes = append(t.stripes, s)
			return ok
		case 4:
			k := orcType{}
			ok := orcFieldsOf(b, func(id protowire.Number, v int64, b []byte) bool {
				switch id {
				case 1:
					k.kind = v
				case 2:
					k.kids = orcNumbers(k.kids, v, b)
				case 3:
					k.names = append(k.names, string(b))
				}
				return true
			})
			t.types = append(t.types, k)
			return ok && len(t.types) <= 2*orcWide
		case 6:
			t.rows = v
		case 7:
			s, ok := orcStatsOf(b)
			t.stats = append(t.stats, s)
			return ok
		case 8:
			t.stride = v
		case 10:
			t.locked = map[int64]bool{}
			return orcFieldsOf(b, func(id protowire.Number, _ int64, b []byte) bool {
				if id != 3 {
					return true
				}
				root := int64(0)
				ok := orcFieldsOf(b, func(id protowire.Number, v int64, _ []byte) bool {
					if id == 1 {
						root = v
					}
					return true
				})
				t.locked[root] = true
				return ok
			})
		}
		return true
	})
}

// orcStatsOf reads the message ColumnStatistics. Bounds of times are believed in UTC
// only: older writers added the offset of their own zone.
func orcStatsOf(b []byte) (s orcStats, ok bool) {
	var low, high bool
	ok = orcFieldsOf(b, func(id protowire.Number, v int64, b []byte) bool {
		first := protowire.Number(1)
		switch id {
		case 1:
			s.values = v
			return true
		case 7:
		case 9:
			first = 3
		default:
			return true
		}
		return orcFieldsOf(b, func(id protowire.Number, v int64, b []byte) bool {
			if b == nil && id == first {
				s.min, low = protowire.DecodeZigZag(uint64(v)), true
			} else if b == nil && id == first+1 {
				s.max, high = protowire.DecodeZigZag(uint64(v)), true
			}
			return true
		})
	})
	s.bounded = low && high && s.min <= s.max
	return s, ok
}

// schema makes the tree of columns.
func (f *orcFile) schema() error {
	t := f.tail
	if len(t.types) == 0 {
		if len(t.stripes) > 0 {
			return errOrcSchema
		}
		return nil
	}
	seen := 0
	var grow func(id int64, path string, deep int) *orcNode
	grow = func(id int64, path string, deep int) *orcNode {
		if id < 0 || id >= int64(len(t.types)) || deep > orcDeep {
			return nil
		}
		if seen++; seen > len(t.types) { // a type that stands in several places
			return nil
		}
		k := &t.types[id]
		n := &orcNode{f: f, id: id, kind: k.kind, path: path}
		if t.locked[id] {
			n.locked = true
		}
		kid := func(i int, path string) bool {
			c := grow(k.kids[i], path, deep+1)
			n.kids = append(n.kids, c)
			return c != nil
		}
		want := 0
		switch k.kind {
		case orcStruct:
			if want = len(k.names); want != len(k.kids) {
				return nil
			}
			for i, name := range k.names {
				if path != "" {
					name = path + "." + name
				}
				if !kid(i, name) {
					return nil
				}
			}
		case orcList:
			if want = 1; len(k.kids) != 1 || !kid(0, path+"[]") {
				return nil
			}
		case orcMap:
			if want = 2; len(k.kids) != 2 || !kid(0, path+"[].key") || !kid(1, path+"[].value") {
				return nil
			}
		case orcUnion:
			want = len(k.kids)
			for i := range k.kids {
				if !kid(i, path) {
					return nil
				}
			}
		default:
			if k.kind < 0 || k.kind > orcGeometry {
				n.foreign = true
			}
		}
		if len(k.kids) != want {
			return nil
		}
		return n
	}
	root := grow(0, "", 0)
	if root == nil {
		return errOrcSchema
	}
	f.root = root
	top := root.kids
	if root.kind != orcStruct {
		top = []*orcNode{root}
	}
	for _, n := range top {
		d := &orcField{f: f, node: n}
		d.leaves = n.below(nil)
		if root.locked || n.hidden() {
			f.lost(scanners.GapEncrypted, "columns of the ORC file are encrypted and were left out; give the scan a decrypted copy")
			continue
		}
		if n.strange() {
			f.lost(scanners.GapFormat, "columns of the ORC file are of a type that nobody here reads and were left out")
			continue
		}
		if len(d.leaves) > 0 {
			f.fields = append(f.fields, d)
		}
	}
	return nil
}
