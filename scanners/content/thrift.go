package content

// A compact reads structures in the compact protocol of Apache Thrift, in which the
// metadata of Parquet is written. It reads the few fields that are asked for and
// skips the others. Lists are never allocated by the length that the bytes state:
// that is what a general decoder does, and 20 bytes would then ask for gigabytes.
type compact struct {
	b   []byte
	pos int
	bad bool // the bytes ended or are not of the protocol
}

// Types of fields in the compact protocol. A boolean field has its value in the
// type.
const (
	thriftTrue   = 1
	thriftFalse  = 2
	thriftByte   = 3
	thriftI16    = 4
	thriftI32    = 5
	thriftI64    = 6
	thriftDouble = 7
	thriftBinary = 8
	thriftList   = 9
	thriftSet    = 10
	thriftMap    = 11
	thriftStruct = 12
)

// thriftDeep is how deep structures may lie in one another.
const thriftDeep = 24

func (t *compact) byte() byte {
	if t.pos >= len(t.b) {
		t.bad = true
		return 0
	}
	t.pos++
	return t.b[t.pos-1]
}

func (t *compact) uvarint() uint64 {
	var v uint64
	for shift := 0; shift < 64; shift += 7 {
		c := t.byte()
		v |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return v
		}
	}
	t.bad = true
	return 0
}

// int reads an integer of any width.
func (t *compact) int() int64 {
	u := t.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

// binary returns bytes, which it shares.
func (t *compact) binary() []byte {
	n := t.uvarint()
	if n > uint64(len(t.b)-t.pos) {
		t.bad = true
	}
	if t.bad {
		return nil
	}
	t.pos += int(n)
	return t.b[t.pos-int(n) : t.pos]
}

// fields calls field for each field of a structure. Fields for which it returns
// false, having read nothing, are skipped.
func (t *compact) fields(field func(id int64, kind byte) bool) { t.within(thriftDeep, field) }

func (t *compact) within(deep int, field func(id int64, kind byte) bool) {
	id := int64(0)
	for !t.bad {
		h := t.byte()
		kind := h & 15
		if kind == 0 {
			return
		}
		if d := h >> 4; d != 0 {
			id += int64(d)
		} else {
			id = t.int()
		}
		if !t.bad && !field(id, kind) {
			t.skip(kind, deep)
		}
	}
}

// list calls item for each item of a list of the kind. A list of another kind is
// broken.
func (t *compact) list(kind byte, item func()) {
	got, n := t.listHead()
	if n > 0 && got != kind {
		t.bad = true
	}
	for ; n > 0 && !t.bad; n-- {
		item()
	}
}

func (t *compact) listHead() (kind byte, n uint64) {
	h := t.byte()
	if n = uint64(h >> 4); n == 15 {
		n = t.uvarint()
	}
	if n > uint64(len(t.b)-t.pos) { // each item has a byte at least
		t.bad = true
	}
	return h & 15, n
}

// skip reads over a value. Booleans in lists have a byte, those in structures none.
func (t *compact) skip(kind byte, deep int) {
	if deep == 0 {
		t.bad = true
	}
	if t.bad {
		return
	}
	item := func(kind byte) {
		if kind == thriftTrue || kind == thriftFalse {
			t.byte()
		} else {
			t.skip(kind, deep-1)
		}
	}
	switch kind {
	case thriftTrue, thriftFalse:
	case thriftByte:
		t.byte()
	case thriftI16, thriftI32, thriftI64:
		t.uvarint()
	case thriftDouble:
		if t.pos += 8; t.pos > len(t.b) {
			t.bad = true
		}
	case thriftBinary:
		t.binary()
	case thriftList, thriftSet:
		kind, n := t.listHead()
		for ; n > 0 && !t.bad; n-- {
			item(kind)
		}
	case thriftMap:
		n := t.uvarint()
		if n == 0 {
			return
		}
		kinds := t.byte()
		for ; n > 0 && !t.bad; n-- {
			item(kinds >> 4)
			item(kinds & 15)
		}
	case thriftStruct:
		t.within(deep-1, func(int64, byte) bool { return false })
	default:
		t.bad = true
	}
}
