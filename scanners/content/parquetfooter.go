package content

import (
	"encoding/binary"

	"piiventory/scanners"
)

// What is needed of the footer of a Parquet file (parquet-format 2.12,
// parquet.thrift): the schema, and where the column chunks lie.
type (
	parquetFooter struct {
		rows   int64
		schema []parquetNode
		groups []parquetGroup
	}
	// parquetNode is an element of the schema, which lies there as a tree in
	// depth-first order.
	parquetNode struct {
		name     string
		kind     int8 // the physical type, -1 for a group
		length   int32
		repeat   int8 // 0 required, 1 optional, 2 repeated
		children int64
		parquetMeaning
	}
	// parquetGroup is a row group.
	parquetGroup struct {
		rows   int64
		chunks []parquetChunk
	}
	// parquetChunk is a column chunk. Offsets and sizes are in bytes.
	parquetChunk struct {
		kind        int8
		codec       int8
		encrypted   bool
		elsewhere   bool // in another file
		bounded     bool // min and max are known
		size        int64
		data, dict  int64 // offsets of the first data page and of the dictionary, or 0
		index       int64 // offset of the offset index, or 0
		indexSize   int64
		min, max    int64 // of integers
		values, raw int64
	}
)

// Physical types.
const (
	parquetBoolean = iota
	parquetInt32
	parquetInt64
	parquetInt96
	parquetFloat
	parquetDouble
	parquetBytes
	parquetFixed
)

// A parquetMeaning is the logical type of a column, as far as it changes how values
// are shown.
type parquetMeaning struct {
	is    parquetLogical
	utc   bool  // of a time
	unit  int8  // of a time: 1 ms, 2 µs, 3 ns
	scale int32 // of a decimal
}

type parquetLogical int8

const (
	parquetPlain parquetLogical = iota
	parquetText
	parquetMap
	parquetList
	parquetDecimal
	parquetDate
	parquetTime
	parquetTimestamp
	parquetUnsigned
	parquetUUID
	parquetFloat16
	parquetInterval
	parquetOpaque // binary by definition
)

// parquetLogicals and parquetConverted say what the members of the union
// LogicalType and the values of the older enum ConvertedType mean here.
var (
	parquetLogicals = map[int64]parquetLogical{
		1: parquetText, 2: parquetMap, 3: parquetList, 4: parquetText, 5: parquetDecimal, 6: parquetDate, 7: parquetTime, 8: parquetTimestamp,
		12: parquetText, 13: parquetOpaque, 14: parquetUUID, 15: parquetFloat16, 17: parquetOpaque, 18: parquetOpaque,
	}
	parquetConverted = map[int64]parquetMeaning{
		0: {is: parquetText}, 1: {is: parquetMap}, 2: {is: parquetMap}, 3: {is: parquetList}, 4: {is: parquetText}, 5: {is: parquetDecimal}, 6: {is: parquetDate},
		7: {is: parquetTime, utc: true, unit: 1}, 8: {is: parquetTime, utc: true, unit: 2},
		9: {is: parquetTimestamp, utc: true, unit: 1}, 10: {is: parquetTimestamp, utc: true, unit: 2},
		11: {is: parquetUnsigned}, 12: {is: parquetUnsigned}, 13: {is: parquetUnsigned}, 14: {is: parquetUnsigned},
		19: {is: parquetText}, 20: {is: parquetOpaque}, 21: {is: parquetInterval},
	}
)

var errParquetFooter = refuse(scanners.GapCorrupt, "the footer of the Parquet file is broken; nothing can be found without it")

// parseParquetFooter reads the structure FileMetaData.
func parseParquetFooter(b []byte) (*parquetFooter, error) {
	f := &parquetFooter{}
	t := &compact{b: b}
	t.fields(func(id int64, kind byte) bool {
		switch {
		case id == 2 && kind == thriftList:
			t.list(thriftStruct, func() { f.schema = append(f.schema, parquetNodeOf(t)) })
		case id == 3 && kind == thriftI64:
			f.rows = t.int()
		case id == 4 && kind == thriftList:
			t.list(thriftStruct, func() { f.groups = append(f.groups, parquetGroupOf(t)) })
		default:
			return false
		}
		return true
	})
	if t.bad || len(f.schema) == 0 {
		return nil, errParquetFooter
	}
	return f, nil
}

func parquetNodeOf(t *compact) parquetNode {
	n := parquetNode{kind: -1}
	converted := parquetMeaning{}
	t.fields(func(id int64, kind byte) bool {
		switch {
		case id == 1 && kind == thriftI32:
			n.kind = int8(t.int())
		case id == 2 && kind == thriftI32:
			n.length = int32(t.int())
		case id == 3 && kind == thriftI32:
			n.repeat = int8(t.int())
		case id == 4 && kind == thriftBinary:
			n.name = string(t.binary())
		case id == 5 && kind == thriftI32:
			n.children = t.int()
		case id == 6 && kind == thriftI32:
			converted = parquetConverted[t.int()]
		case id == 7 && kind == thriftI32:
			n.scale = int32(t.int())
		case id == 10 && kind == thriftStruct:
			t.fields(func(id int64, kind byte) bool {
				if kind != thriftStruct {
					return false
				}
				n.is = parquetLogicals[id]
				parquetMeaningOf(t, id, &n.parquetMeaning)
				return true
			})
		default:
			return false
		}
		return true
	})
	if n.is == parquetPlain && converted.is != parquetPlain {
		converted.scale = n.scale
		n.parquetMeaning = converted
	}
	if n.children == 0 && n.kind < 0 {
		n.children = -1 // an empty group
	}
	return n
}

// parquetMeaningOf reads the parameters of a logical type.
func parquetMeaningOf(t *compact, member int64, m *parquetMeaning) {
	t.fields(func(id int64, kind byte) bool {
		switch {
		case member == 5 && id == 1 && kind == thriftI32:
			m.scale = int32(t.int())
		case (member == 7 || member == 8) && id == 1:
			m.utc = kind == thriftTrue
		case (member == 7 || member == 8) && id == 2 && kind == thriftStruct:
			t.fields(func(id int64, _ byte) bool {
				m.unit = int8(id)
				return false
			})
		case member == 10 && id == 2:
			if kind == thriftFalse {
				m.is = parquetUnsigned
			}
		default:
			return false
		}
		return true
	})
}

func parquetGroupOf(t *compact) parquetGroup {
	g := parquetGroup{}
	t.fields(func(id int64, kind byte) bool {
		switch {
		case id == 1 && kind == thriftList:
			t.list(thriftStruct, func() { g.chunks = append(g.chunks, parquetChunkOf(t)) })
		case id == 3 && kind == thriftI64:
			g.rows = t.int()
		default:
			return false
		}
		return true
	})
	return g
}

func parquetChunkOf(t *compact) parquetChunk {
	c := parquetChunk{kind: -1}
	t.fields(func(id int64, kind byte) bool {
		switch {
		case id == 1 && kind == thriftBinary:
			c.elsewhere = len(t.binary()) > 0
		case id == 3 && kind == thriftStruct:
			t.fields(func(id int64, kind byte) bool { return c.field(t, id, kind) })
		case id == 4 && kind == thriftI64:
			c.index = t.int()
		case id == 5 && kind == thriftI32:
			c.indexSize = t.int()
		case id == 8 || id == 9: // how it is encrypted
			c.encrypted = true
			return false
		default:
			return false
		}
		return true
	})
	return c
}

// field reads a field of ColumnMetaData.
func (c *parquetChunk) field(t *compact, id int64, kind byte) bool {
	switch {
	case id == 1 && kind == thriftI32:
		c.kind = int8(t.int())
	case id == 4 && kind == thriftI32:
		c.codec = int8(t.int())
	case id == 5 && kind == thriftI64:
		c.values = t.int()
	case id == 6 && kind == thriftI64:
		c.raw = t.int()
	case id == 7 && kind == thriftI64:
		c.size = t.int()
	case id == 9 && kind == thriftI64:
		c.data = t.int()
	case id == 11 && kind == thriftI64:
		c.dict = t.int()
	case id == 12 && kind == thriftStruct:
		var low, high bool
		t.fields(func(id int64, kind byte) bool {
			if kind != thriftBinary || id != 1 && id != 2 && id != 5 && id != 6 {
				return false
			}
			v, ok := parquetBound(c.kind, t.binary())
			if id == 1 || id == 5 {
				c.max, high = v, ok
			} else {
				c.min, low = v, ok
			}
			return true
		})
		c.bounded = low && high && c.min <= c.max
	default:
		return false
	}
	return true
}

// parquetBound reads a bound of a column of integers.
func parquetBound(kind int8, b []byte) (int64, bool) {
	switch {
	case kind == parquetInt32 && len(b) == 4:
		return int64(int32(binary.LittleEndian.Uint32(b))), true
	case kind == parquetInt64 && len(b) == 8:
		return int64(binary.LittleEndian.Uint64(b)), true
	}
	return 0, false
}

// start is where the chunk begins.
func (c *parquetChunk) start() int64 {
	if c.dict > 0 && c.dict < c.data {
		return c.dict
	}
	return c.data
}

// within says that the chunk lies in a file of the size.
func (c *parquetChunk) within(size int64) bool {
	return c.start() >= 4 && c.size >= 0 && c.data >= c.start() && c.data <= c.start()+c.size && c.start() <= size-c.size
}
