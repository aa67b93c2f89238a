package content

import (
	"encoding/binary"
	"math"
	"strconv"
	"time"

	"github.com/hamba/avro/v2"
)

// An avroNode is a place in the records: a schema and the path that leads to it.
// Schemas may hold themselves, so nodes are made when they are met.
type avroNode struct {
	schema avro.Schema
	path   string
	kids   []*avroNode
	col    int
	gen    int
	level  int // how deep it lies
	fresh  bool
}

const (
	// avroDeep is how deep values may lie in one another to be read. Those that lie
	// deeper are passed over, up to avroDeepest, where the block counts as broken.
	avroDeep    = 64
	avroDeepest = 4096
	// avroVisits bounds the values of a record, with those that have no bytes.
	avroVisits = 32 << 20
	// avroNodes bounds the places of a schema, which may be doubled with each level.
	avroNodes = 128 << 10
)

// kid returns the node of a field, a branch or an item.
func (n *avroNode) kid(i int, s avro.Schema, path string) *avroNode {
	for len(n.kids) <= i {
		n.kids = append(n.kids, nil)
	}
	if n.kids[i] == nil {
		n.kids[i] = &avroNode{schema: s, path: path, level: n.level + 1, fresh: true}
	}
	return n.kids[i]
}

func (n *avroNode) beneath(what string) string {
	if n.level > avroDeep {
		return n.path
	}
	return n.path + what
}

func (n *avroNode) field(name string) string {
	if n.path == "" {
		return name
	}
	if n.level > avroDeep { // nobody sees it, and it would grow with each step
		return n.path
	}
	return n.path + "." + name
}

// An avroReader reads the records of one block.
type avroReader struct {
	f      *avroFile
	b      []byte
	bad    bool
	budget int // items of arrays and maps in one record, which may have no bytes
	visits int // values in one record
	buf    []byte
}

func (r *avroReader) long() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *avroReader) take(n int64) []byte {
	if n < 0 || n > int64(len(r.b)) {
		r.bad = true
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

// put hands a value on.
func (r *avroReader) put(n *avroNode, v []byte) {
	if len(v) == 0 {
		return
	}
	if n.level > avroDeep {
		r.f.deep = true
		return
	}
	o := r.f.l.out
	if n.gen != o.gen+1 {
		col, ok := r.f.known[n.path]
		if !ok {
			col = o.column(n.path)
			r.f.known[n.path] = col
		}
		n.col, n.gen = col, o.gen+1
	}
	o.cell(n.col, v)
}

func logicalOf(s avro.Schema) (avro.LogicalType, int32) {
	l, ok := s.(avro.LogicalTypeSchema)
	if !ok || l.Logical() == nil {
		return "", 0
	}
	if d, ok := l.Logical().(*avro.DecimalLogicalSchema); ok {
		return avro.Decimal, int32(d.Scale())
	}
	return l.Logical().Type(), 0
}

// value reads one value of the node.
func (r *avroReader) value(n *avroNode, deep int) {
	if n.fresh {
		n.fresh = false
		r.f.nodes++
	}
	if r.visits++; deep > avroDeepest || r.visits > avroVisits || r.f.nodes > avroNodes {
		r.bad = true
	}
	if r.bad {
		return
	}
	switch s := n.schema.(type) {
	case *avro.RefSchema:
		r.value(n.kid(0, s.Schema(), n.path), deep+1)
	case *avro.RecordSchema:
		for i, field := range s.Fields() {
			r.value(n.kid(i, field.Type(), n.field(field.Name())), deep+1)
		}
	case *avro.UnionSchema:
		i := r.long()
		if i < 0 || i >= int64(len(s.Types())) {
			r.bad = true
			return
		}
		r.value(n.kid(int(i), s.Types()[i], n.path), deep+1)
	case *avro.ArraySchema:
		item := n.kid(0, s.Items(), n.beneath("[]"))
		r.items(func() { r.value(item, deep+1) })
	case *avro.MapSchema:
		key := n.kid(0, avro.NewPrimitiveSchema(avro.String, nil), n.beneath("[].key"))
		value := n.kid(1, s.Values(), n.beneath("[].value"))
		r.items(func() {
			r.value(key, deep+1)
			r.value(value, deep+1)
		})
	case *avro.EnumSchema:
		if i := r.long(); i >= 0 && i < int64(len(s.Symbols())) {
			r.put(n, append(r.buf[:0], s.Symbols()[i]...))
		} else {
			r.bad = true
		}
	case *avro.FixedSchema:
		r.bytes(n, r.take(int64(s.Size())))
	default:
		r.primitive(n)
	}
}

// items reads the blocks of an array or a map.
func (r *avroReader) items(item func()) {
	for !r.bad {
		count := r.long()
		if count == 0 {
			return
		}
		if count < 0 { // its size in bytes follows
			r.long()
			if count = -count; count < 0 {
				r.bad = true
			}
		}
		for ; count > 0 && !r.bad; count-- {
			if r.budget++; r.budget > 4<<20 {
				r.bad = true
			}
			item()
		}
	}
}

func (r *avroReader) primitive(n *avroNode) {
	logical, _ := logicalOf(n.schema)
	switch n.schema.Type() {
	case avro.Null:
	case avro.Boolean:
		if b := r.take(1); !r.bad {
			r.put(n, strconv.AppendBool(r.buf[:0], b[0] != 0))
		}
	case avro.Int, avro.Long:
		m := parquetMeaning{utc: true}
		switch logical {
		case avro.Date:
			m.is = parquetDate
		case avro.TimeMillis:
			m.is, m.unit = parquetTime, 1
		case avro.TimeMicros:
			m.is, m.unit = parquetTime, 2
		case avro.TimestampMillis:
			m.is, m.unit = parquetTimestamp, 1
		case avro.TimestampMicros:
			m.is, m.unit = parquetTimestamp, 2
		case avro.LocalTimestampMillis:
			m = parquetMeaning{is: parquetTimestamp, unit: 1}
		case avro.LocalTimestampMicros:
			m = parquetMeaning{is: parquetTimestamp, unit: 2}
		}
		if v := r.long(); !r.bad {
			r.put(n, m.integer(r.buf[:0], v))
		}
	case avro.Float:
		if b := r.take(4); !r.bad {
			r.put(n, strconv.AppendFloat(r.buf[:0], float64(math.Float32frombits(binary.LittleEndian.Uint32(b))), 'g', -1, 32))
		}
	case avro.Double:
		if b := r.take(8); !r.bad {
			r.put(n, appendFloat(r.buf[:0], math.Float64frombits(binary.LittleEndian.Uint64(b))))
		}
	case avro.String, avro.Bytes:
		r.bytes(n, r.take(r.long()))
	default:
		r.bad = true
	}
}

// bytes hands on a string or bytes by what they mean.
func (r *avroReader) bytes(n *avroNode, b []byte) {
	if r.bad {
		return
	}
	logical, scale := logicalOf(n.schema)
	switch {
	case logical == avro.Decimal && len(b) > decimalLimit:
		r.f.long = true
	case logical == avro.Decimal:
		r.put(n, appendDecimal(r.buf[:0], b, scale))
	case logical == avro.UUID && len(b) == 16 && n.schema.Type() == avro.Fixed:
		r.put(n, appendUUID(r.buf[:0], b))
	case logical == avro.Duration && len(b) == 12:
		d := time.Duration(binary.LittleEndian.Uint32(b[8:])) * time.Millisecond
		r.buf = strconv.AppendUint(r.buf[:0], uint64(binary.LittleEndian.Uint32(b)), 10)
		r.buf = append(strconv.AppendUint(append(r.buf, " months "...), uint64(binary.LittleEndian.Uint32(b[4:])), 10), " days "...)
		r.put(n, append(r.buf, d.String()...))
	default:
		r.buf = r.f.text.text(r.buf[:0], b)
		r.put(n, r.buf)
	}
}
