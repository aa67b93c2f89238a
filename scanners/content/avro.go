package content

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/hamba/avro/v2"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"

	"piiventory/scanners"
)

// avroDoc reads object container files of Apache Avro (specification 1.12, "Object
// Container Files"): blocks of records, each followed by the same 16 bytes, by
// which blocks are found from the middle of a large file. The schema is read by a
// library; the records are walked here, since a library makes a map of each.
type avroDoc struct{}

var _ = registerBinary(binaryFormat{name: "avro", rank: 10, recognise: func(h start) document {
	if bytes.HasPrefix(h.b, []byte("Obj\x01")) {
		return avroDoc{}
	}
	return nil
}})

// Names with hyphens and the like are written by many programs.
func init() { avro.SkipNameValidation = true }

const (
	avroHeader = 4 << 20  // the longest header that is read, in bytes
	avroBlock  = 16 << 20 // the longest block, packed and unpacked
	avroPiece  = 128 << 10
	avroPieces = 32 // that are read of a large file, at most
)

// An avroFile is the reading of one file.
type avroFile struct {
	l      *layer
	root   *avroNode
	codec  string
	sync   []byte
	unpack parquetUnpacker
	known  map[string]int // columns of l.out by path
	gen    int
	text   parquetFile // counts values that are no text
	spare  []byte
	nodes  int  // places in the records that were met
	large  bool // blocks were left out of the sample because of their size
	deep   bool // values were left out because of how deep they lie
	long   bool // decimals were left out because of their length
}

var (
	errAvroHeader = refuse(scanners.GapCorrupt, "the header of the Avro file is broken; nothing can be read without it")
	errAvroLarge  = refuse(scanners.GapOversized, "the Avro file has blocks of more than %s; what lies behind the first of them was not read; write it with smaller blocks", human(avroBlock))
	errAvroNodes  = refuse(scanners.GapOversized, "records of the Avro file have too many fields within fields; what lies behind the first of them was not read")
	errAvro       = errors.New("a block is broken")
)

func (avroDoc) read(l *layer) (taken, error) {
	f := &avroFile{l: l, gen: -1}
	defer f.unpack.close()
	t, err := f.read()
	if f.deep {
		t.design = scanners.NotRandom
		l.gap(scanners.GapOversized, -1, fmt.Sprintf("values of the Avro file that lie more than %d deep in one another were not read", avroDeep))
	}
	if f.long {
		t.design = scanners.NotRandom
		l.gap(scanners.GapOversized, -1, fmt.Sprintf("decimals of more than %d bytes were not read", decimalLimit))
	}
	if n := f.text.binary; n > 0 {
		l.gaps(scanners.Gap{Kind: scanners.GapFormat, Rows: n, Inside: l.inside, Reason: "values that are binary data and no text were not looked at"})
	}
	return t, err
}

func (f *avroFile) read() (taken, error) {
	if f.l.object && f.l.partial {
		r, size, err := f.l.random()
		if err != nil {
			return nothing, err
		}
		return f.sample(&ranges{r: r, size: size})
	}
	in := bufio.NewReaderSize(f.l.r, 64<<10)
	if err := f.header(in); err != nil {
		return nothing, err
	}
	f.l.out.left = -1
	if f.l.depth == 0 {
		f.l.out.unit = "whole"
	}
	var buf []byte
	for {
		count, err := binary.ReadVarint(in)
		if err == io.EOF {
			return whole, f.l.out.flush()
		}
		size, err2 := binary.ReadVarint(in)
		if err = cmpErr(err, err2); err != nil || count < 0 || size < 0 {
			return part, cmpErr(err, errAvro)
		}
		if size > avroBlock {
			return part, errAvroLarge
		}
		if buf, err = readGrowing(in, buf[:0], int(size)+16); err != nil {
			return part, err
		}
		if !bytes.Equal(buf[size:], f.sync) {
			return part, errAvro
		}
		if err := f.block(count, buf[:size]); err != nil {
			return part, err
		}
	}
}

func cmpErr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// readGrowing reads n bytes into b without believing n: memory grows with what
// comes.
func readGrowing(r io.Reader, b []byte, n int) ([]byte, error) {
	for len(b) < n {
		step := min(n-len(b), 1<<20)
		b = slices.Grow(b, step)
		m, err := io.ReadFull(r, b[len(b):len(b)+step])
		b = b[:len(b)+m]
		if err != nil {
			return b, err
		}
	}
	return b, nil
}

// header reads the magic number, the metadata and the marker between blocks.
func (f *avroFile) header(in *bufio.Reader) error {
	if _, err := in.Discard(4); err != nil {
		return err
	}
	var schema []byte
	left := int64(avroHeader)
	text := func() (b []byte, err error) {
		n, err := binary.ReadVarint(in)
		if err != nil {
			return nil, err
		}
		if left -= n; n < 0 || left < 0 {
			return nil, errAvroHeader
		}
		return readGrowing(in, nil, int(n))
	}
	for {
		n, err := binary.ReadVarint(in)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
		if n < 0 { // the size of the map's block follows
			n = -n
			if _, err := binary.ReadVarint(in); err != nil {
				return err
			}
		}
		for ; n > 0; n-- {
			key, err := text()
			if err != nil {
				return err
			}
			value, err := text()
			if err != nil {
				return err
			}
			if left--; left < 0 {
				return errAvroHeader
			}
			switch string(key) {
			case "avro.schema":
				schema = value
			case "avro.codec":
				f.codec = string(value)
			}
		}
	}
	f.sync = make([]byte, 16)
	if _, err := io.ReadFull(in, f.sync); err != nil {
		return err
	}
	s, err := avro.ParseBytesWithCache(schema, "", new(avro.SchemaCache))
	if err != nil {
		return refuse(scanners.GapCorrupt, "the schema in the header of the Avro file is broken; nothing can be read without it")
	}
	switch f.codec {
	case "", "null", "deflate", "snappy", "zstandard", "bzip2", "xz":
	default:
		return refuse(scanners.GapFormat, "the Avro file is compressed in a way that nobody here reads; write it with deflate, snappy, zstandard, bzip2 or xz")
	}
	f.root = &avroNode{schema: s}
	return nil
}

// block hands on the records of a block.
func (f *avroFile) block(count int64, packed []byte) error {
	if err := f.l.ctx.Err(); err != nil {
		return err
	}
	b, err := f.unpacked(packed)
	if err != nil {
		return err
	}
	if err := f.l.expand(int64(len(b))); err != nil {
		return err
	}
	r := &avroReader{f: f, b: b}
	for ; count > 0; count-- {
		if f.gen != f.l.out.gen {
			f.gen, f.known = f.l.out.gen, map[string]int{}
		}
		left := len(r.b)
		r.value(f.root, 0)
		if r.bad || r.budget > 4<<20 {
			f.l.out.undo()
			if f.nodes > avroNodes {
				return errAvroNodes
			}
			return errAvro
		}
		// Records may lie in records without a byte.
		if idle := r.visits/4 - (left - len(r.b)); idle > 0 {
			if err := f.l.expand(int64(idle)); err != nil {
				return err
			}
		}
		r.budget, r.visits = 0, 0
		if len(r.b) == left { // records may have no bytes at all, and any number of them
			if err := f.l.expand(1 << 10); err != nil {
				return err
			}
		}
		if err := f.l.out.endRow(); err != nil {
			return err
		}
	}
	if len(r.b) > 0 {
		return errAvro
	}
	return f.l.out.flush()
}

// unpacked unpacks a block within its bound.
func (f *avroFile) unpacked(b []byte) ([]byte, error) {
	var r io.Reader
	switch f.codec {
	case "", "null":
		return b, nil
	case "snappy":
		if len(b) < 4 {
			return nil, errAvro
		}
		b = b[:len(b)-4]
		if n, err := snappy.DecodedLen(b); err != nil || n > avroBlock {
			return nil, cmpErr(err, errAvroLarge)
		}
		out, err := snappy.Decode(f.spare[:cap(f.spare)], b)
		f.spare = out[:0]
		return out, err
	case "deflate":
		r = flate.NewReader(bytes.NewReader(b))
	case "zstandard":
		z, err := zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return nil, err
		}
		defer z.Close()
		r = z
	default:
		k := slices.IndexFunc(codecs, func(c codec) bool { return c.name == f.codec })
		z, err := codecs[k].open(bytes.NewReader(b), avroBlock)
		if err != nil {
			return nil, err
		}
		r = z
	}
	out := bytes.NewBuffer(f.spare[:0])
	n, err := io.Copy(out, io.LimitReader(r, avroBlock+1))
	f.spare = out.Bytes()[:0]
	if n > avroBlock {
		return nil, errAvroLarge
	}
	return out.Bytes(), err
}

// sample reads a simple random sample of the pieces of a grid: of each, the blocks
// that begin in it.
func (f *avroFile) sample(src *ranges) (taken, error) {
	left := f.l.blocks.left
	head := bufio.NewReader(io.NewSectionReader(src.r, 0, src.size))
	if err := f.header(head); err != nil {
		return nothing, err
	}
	left = f.l.blocks.left - left/16
	piece := int64(avroPiece)
	for piece*8 > left && piece > 8<<10 {
		piece /= 2
	}
	population := (src.size + piece - 1) / piece
	count := min(population, avroPieces, max(1, left/(2*piece)))
	chosen := draw(f.l.draw.Seed, f.l.src.Name, population, int(count))
	t := taken{scanners.Equal, population, 0}
	for i, k := range chosen {
		f.l.out.unit, f.l.out.left = fmt.Sprintf("piece %d", k), -1
		if m := f.l.draw.MaxRows; m > 0 {
			f.l.out.left = mulDiv(m, int64(i+1), int64(len(chosen))) - f.l.out.total
		}
		err := f.piece(src, k*piece, min((k+1)*piece, src.size))
		if errors.Is(err, errRows) {
			f.l.out.err = nil
			t.design = scanners.NotEqual
		} else if errors.Is(err, errLimit) {
			t.design = scanners.NotEqual
			break
		} else if err != nil {
			return t, err
		}
		t.units++
	}
	if f.large { // nothing can be said of what is in them
		t.design = scanners.NotRandom
		f.l.gap(scanners.GapOversized, -1, fmt.Sprintf("blocks of the Avro file of more than %s were left out; write it with smaller blocks", human(avroBlock)))
	}
	f.l.gap(scanners.GapSampled, f.l.unread(), "read as a random sample of pieces; use --depth full to read it all")
	return t, nil
}

// piece reads the blocks that begin in [lo, hi): those whose marker in front ends
// there.
func (f *avroFile) piece(src *ranges, lo, hi int64) error {
	from := max(0, lo-16)
	b, err := src.bytes(from, hi-from)
	if err != nil {
		return err
	}
	for at := 0; ; {
		i := bytes.Index(b[at:], f.sync)
		if i < 0 {
			return nil
		}
		begin := at + i + 16
		at = begin
		if from+int64(begin) < lo || from+int64(begin) >= hi {
			continue
		}
		head := b[begin:min(len(b), begin+20)]
		if len(head) < 20 {
			if head, err = src.bytes(from+int64(begin), min(20, src.size-from-int64(begin))); err != nil {
				return err
			}
		}
		count, n := binary.Varint(head)
		if n <= 0 {
			continue
		}
		size, m := binary.Varint(head[n:])
		start := begin + n + m
		if m <= 0 || count < 0 || size < 0 || size > src.size-from-int64(start) {
			continue // the marker stands in a value by chance
		}
		if size > avroBlock {
			f.large = true
			continue
		}
		body := b[min(start, len(b)):min(int64(len(b)), int64(start)+size)]
		if int64(len(body)) < size {
			if body, err = src.bytes(from+int64(start), size); err != nil {
				return err
			}
		}
		if err := f.block(count, body); err != nil {
			return err
		}
		at = min(len(b), start+int(size))
	}
}
