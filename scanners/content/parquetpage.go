package content

import (
	"encoding/binary"

	"github.com/parquet-go/parquet-go/encoding/delta"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	parquetformat "github.com/parquet-go/parquet-go/format"

	"piiventory/scanners"
)

const (
	// parquetPage is the largest page that the library decodes, in bytes, packed and
	// unpacked, and parquetValues the most values in one. The library holds such a page
	// twice, each time with up to half as much again.
	parquetPage   = 10 << 20
	parquetValues = 2 << 20
)

// A parquetHeader is the structure PageHeader, as far as it matters.
type parquetHeader struct {
	kind           int64 // 0 data, 1 index, 2 dictionary, 3 data in version 2
	packed, length int64 // of the body in bytes
	values         int64
	rows           int64 // of a page in version 2, otherwise -1
	nulls          int64 // likewise
	encoding       int64
	levels         int64 // bytes of the levels in version 2
	repetition     int64 // bytes of the repetition levels in version 2
	compressed     bool
	oldLevels      [2]bool // repetition and definition levels in an encoding that nobody writes any more
	size           int     // of the header itself
}

// parseParquetHeader reads the header at the start of b.
func parseParquetHeader(b []byte) (h parquetHeader, ok bool) {
	t := &compact{b: b}
	h = parquetHeader{kind: -1, packed: -1, length: -1, values: -1, rows: -1, encoding: -1, compressed: true}
	t.fields(func(id int64, kind byte) bool {
		switch {
		case kind == thriftI32 && id == 1:
			h.kind = t.int()
		case kind == thriftI32 && id == 2:
			h.length = t.int()
		case kind == thriftI32 && id == 3:
			h.packed = t.int()
		case kind == thriftStruct && (id == 5 || id == 7):
			t.fields(func(id int64, kind byte) bool {
				switch {
				case kind == thriftI32 && id == 1:
					h.values = t.int()
				case kind == thriftI32 && id == 2:
					h.encoding = t.int()
				case kind == thriftI32 && (id == 3 || id == 4):
					h.oldLevels[4-id] = t.int() != parquetEncRLE
				default:
					return false
				}
				return true
			})
		case kind == thriftStruct && id == 8:
			t.fields(func(id int64, kind byte) bool {
				switch {
				case kind == thriftI32 && id == 1:
					h.values = t.int()
				case kind == thriftI32 && id == 2:
					h.nulls = t.int()
				case kind == thriftI32 && id == 3:
					h.rows = t.int()
				case kind == thriftI32 && id == 4:
					h.encoding = t.int()
				case kind == thriftI32 && id == 5:
					h.levels += t.int()
				case kind == thriftI32 && id == 6:
					h.repetition = t.int()
					h.levels += h.repetition
				case id == 7:
					h.compressed = kind == thriftTrue
				default:
					return false
				}
				return true
			})
		default:
			return false
		}
		return true
	})
	h.size = t.pos
	ok = !t.bad && h.kind >= 0 && h.packed >= 0 && h.length >= 0 && h.levels >= 0 && h.repetition >= 0 && h.repetition <= h.levels
	if h.kind != 1 {
		ok = ok && h.values >= 0
	}
	return h, ok
}

var errParquetLarge = refuse(scanners.GapOversized, "columns of the Parquet file have pages of more than %s in an encoding or a compression that cannot be read in parts, and were left out; write them with smaller pages", human(parquetPage))

// tooLarge says that the page is beyond what may be held in memory.
func (h *parquetHeader) tooLarge(c *parquetColumn) bool {
	if h.packed > parquetPage || h.length > parquetPage || h.values > parquetValues {
		return true
	}
	width := int64(4) // of an index or an offset
	if h.kind == 2 || h.encoding != parquetEncDict && h.encoding != parquetEncDictOld {
		switch c.kind {
		case parquetInt64, parquetDouble:
			width = 8
		case parquetInt96:
			width = 12
		case parquetFixed:
			width = int64(c.length)
		}
	}
	return h.values*width > parquetPage
}

// cost is about what the page takes in memory when it is decoded.
func (h *parquetHeader) cost() int64 { return h.length + h.values*8 }

// Encodings of values.
const (
	parquetEncPlain     = 0
	parquetEncDictOld   = 2
	parquetEncRLE       = 3
	parquetEncPacked    = 4
	parquetEncDelta     = 5
	parquetEncDeltaLen  = 6
	parquetEncDeltaText = 7
	parquetEncDict      = 8
	parquetEncSplit     = 9
)

// sound looks at the counts inside an unpacked page, for the library believes them:
// a run of a few bytes may say that it has billions of values.
func (h *parquetHeader) sound(c *parquetColumn, b []byte, maxRep, maxDef int) bool {
	if h.kind == 2 {
		return h.encoding == parquetEncPlain || h.encoding == parquetEncDictOld
	}
	if h.kind == 3 {
		if h.levels > int64(len(b)) {
			return false
		}
		if !parquetRuns(b[:h.repetition], width(maxRep), h.values) || !parquetRuns(b[h.repetition:h.levels], width(maxDef), h.values) {
			return false
		}
		b = b[h.levels:]
	} else {
		for i, top := range [2]int{maxRep, maxDef} {
			if top == 0 {
				continue
			}
			if len(b) < 4 || h.oldLevels[i] {
				return false
			}
			n := int64(binary.LittleEndian.Uint32(b))
			if n > int64(len(b)-4) || !parquetRuns(b[4:4+n], width(top), h.values) {
				return false
			}
			b = b[4+n:]
		}
	}
	switch h.encoding {
	case parquetEncPlain, parquetEncSplit:
		return true
	case parquetEncDict, parquetEncDictOld:
		return len(b) == 0 || b[0] <= 32 && parquetRuns(b[1:], int(b[0]), h.values)
	case parquetEncRLE:
		return c.kind == parquetBoolean && len(b) >= 4 && parquetRuns(b[4:], 1, h.values)
	case parquetEncDelta, parquetEncDeltaLen:
		return parquetDelta(b, h.values)
	case parquetEncDeltaText:
		if !parquetDelta(b, h.values) {
			return false
		}
		// The prefix that a value shares with the one before may be named again and
		// again.
		var binary delta.BinaryPackedEncoding
		prefixes, err := binary.DecodeInt32(nil, b)
		if err != nil {
			return false
		}
		sum := int64(0)
		for _, n := range prefixes {
			if sum += int64(n); n < 0 || sum > parquetPage-int64(len(b)) {
				return false
			}
		}
		return true
	}
	return false
}

// width is the number of bits of levels up to top.
func width(top int) int {
	n := 0
	for ; top > 0; top >>= 1 {
		n++
	}
	return n
}

// parquetPad is how many values more than there are a run may state. DuckDB fills
// packs of bits up to 256.
const parquetPad = 4096

// parquetRuns says that the runs of the hybrid of run lengths and packed bits hold
// no more than the values.
func parquetRuns(b []byte, bits int, values int64) bool {
	sum := int64(0)
	for len(b) > 0 {
		head, n := binary.Uvarint(b)
		if n <= 0 || head>>1 > uint64(values)+parquetPad {
			return false
		}
		b = b[n:]
		if head&1 == 1 {
			packs := int64(head >> 1)
			sum += packs * 8
			b = b[min(packs*int64(bits), int64(len(b))):]
		} else {
			sum += int64(head >> 1)
			b = b[min((bits+7)/8, len(b)):]
		}
		if sum > values+parquetPad {
			return false
		}
	}
	return true
}

// parquetDelta says that the header of delta-packed integers states no more than the
// values.
func parquetDelta(b []byte, values int64) bool {
	for range 2 { // the size of a block, the number of its parts
		_, n := binary.Uvarint(b)
		if n <= 0 {
			return false
		}
		b = b[n:]
	}
	total, n := binary.Uvarint(b)
	return n > 0 && total <= uint64(values)
}

// unpacked writes the header of the same page with an unpacked body of n bytes.
func (h *parquetHeader) unpacked(n int) ([]byte, error) {
	p := parquetformat.PageHeader{Type: parquetformat.PageType(h.kind), CompressedPageSize: int32(n), UncompressedPageSize: int32(n)}
	encoding := parquetformat.Encoding(h.encoding)
	switch h.kind {
	case 0:
		p.DataPageHeader = thriftNull(parquetformat.DataPageHeader{NumValues: int32(h.values), Encoding: encoding,
			DefinitionLevelEncoding: parquetEncRLE, RepetitionLevelEncoding: parquetEncRLE})
	case 2:
		p.DictionaryPageHeader = thriftNull(parquetformat.DictionaryPageHeader{NumValues: int32(h.values), Encoding: encoding})
	case 3:
		p.DataPageHeaderV2 = thriftNull(parquetformat.DataPageHeaderV2{NumValues: int32(h.values), NumNulls: int32(h.nulls), NumRows: int32(h.rows), Encoding: encoding,
			DefinitionLevelsByteLength: int32(h.levels - h.repetition), RepetitionLevelsByteLength: int32(h.repetition)})
	}
	return thrift.Marshal(new(thrift.CompactProtocol), &p)
}
