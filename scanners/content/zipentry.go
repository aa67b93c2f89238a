package content

import (
	"bufio"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"io"
	"slices"

	"piiventory/scanners"
)

// zipMethods are the compressions of entries beside those that have a name of
// their own here.
var zipMethods = map[uint16]string{12: "bzip2", 20: "zstd", 93: "zstd", 95: "xz"}

// zipUnknown are names of methods that nobody here reads, for people.
var zipUnknown = map[uint16]string{
	1: "shrink", 2: "reduce", 3: "reduce", 4: "reduce", 5: "reduce", 6: "implode", 9: "deflate64",
	94: "mp3", 96: "jpeg", 97: "wavpack", 98: "ppmd",
}

// open returns a reader of the entry's content. A refusal says why it cannot be
// read. The reader is bounded as all that expands.
func (z *zipDirectory) open(e *zipEntry) (io.Reader, error) {
	r, packed, err := z.content(e)
	if err != nil {
		return nil, err
	}
	return z.l.bound(r, packed), nil
}

// inner reads the entry with whatever reader suits it.
func (z *zipDirectory) inner(e *zipEntry) (taken, error) {
	before := z.l.claimed
	defer func() { z.l.windows, z.l.claimed = z.l.windows-(z.l.claimed-before), before }()
	r, packed, err := z.content(e)
	if err != nil {
		return z.l.refused(e.name, e.size, err)
	}
	return z.l.inner(entry{name: e.name, size: e.size, packed: packed, r: r})
}

// refused records why an entry cannot be read. Errors that are not of the entry
// are returned.
func (l *layer) refused(name string, size int64, err error) (taken, error) {
	no, ok := err.(*refusal)
	if !ok {
		if fatal := l.fatal(nil); fatal != nil || err == errLimit {
			return nothing, err
		}
		no = refuse(scanners.GapCorrupt, "the entry does not lie where the directory says, or its header is broken; nothing in it was looked at").(*refusal)
	}
	l.gaps(scanners.Gap{Kind: no.kind, Bytes: size, Reason: no.reason, Inside: l.insideOf(name)})
	if err := l.out.flush(); err != nil {
		return nothing, err
	}
	outer := l.out.inside
	err = l.out.enter(l.insideOf(name))
	l.out.inside = outer
	return nothing, err
}

// insideOf is the path of an entry, as Batch.Inside states it.
func (l *layer) insideOf(name string) string {
	if name = entryName(name); l.inside != "" {
		return l.inside + "!/" + name
	}
	return name
}

func (z *zipDirectory) content(e *zipEntry) (io.Reader, func() int64, error) {
	var head [30]byte
	if e.flags&zipEncrypted == 0 && e.method != 99 {
		if _, err := z.r.ReadAt(head[:], z.base+e.off); err != nil {
			return nil, nil, err
		}
		if string(head[:4]) != "PK\x03\x04" {
			return nil, nil, errBroken
		}
	}
	at := z.base + e.off + 30 + int64(binary.LittleEndian.Uint16(head[26:])) + int64(binary.LittleEndian.Uint16(head[28:]))
	packed := &counted{r: io.NewSectionReader(z.r, at, e.packed)}
	r, err := z.l.unzip(packed, e.method, e.flags, e.size)
	if err != nil {
		return nil, nil, err
	}
	return &checked{r: r, sum: crc32.NewIEEE(), left: e.size, want: e.crc}, packed.count, nil
}

// unzip unpacks the content of an entry.
func (l *layer) unzip(r io.Reader, method, flags uint16, size int64) (io.Reader, error) {
	if flags&zipEncrypted != 0 || method == 99 {
		return nil, errEncrypted
	}
	switch name := zipMethods[method]; {
	case method == 0:
		return r, nil
	case method == 8:
		return &unpacker{r: newDeflated(r), under: &below{}}, nil
	case method == 14:
		k := codec{open: func(r io.Reader, window int) (io.Reader, error) { return unzipLZMA(r, flags, size, window) }}
		return k.unpack(r, int(l.claim(windowDeep)))
	case name != "":
		window, err := l.window(name, nil)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(codecs, func(k codec) bool { return k.name == name })
		return codecs[i].unpack(r, window)
	}
	name := zipUnknown[method]
	if name == "" {
		name = "unknown"
	}
	return nil, refuse(scanners.GapFormat, "it is packed with a method that no reader here knows (%s); unpack it first, nothing in it was looked at", name)
}

// unzipLZMA opens the form of LZMA that zip has: two bytes of version, two of
// length, properties, and the length of the content outside.
func unzipLZMA(r io.Reader, flags uint16, size int64, window int) (io.Reader, error) {
	br := bufio.NewReaderSize(r, 16<<10)
	var b [9]byte
	if _, err := io.ReadFull(br, b[:]); err != nil || b[2] != 5 || b[3] != 0 {
		return nil, errBroken
	}
	head := append(make([]byte, 0, 13), b[4:]...)
	if flags&2 != 0 || size < 0 { // it has an end marker
		size = -1
	}
	return openLZMA(br, binary.LittleEndian.AppendUint64(head, uint64(size)), window)
}

// counted counts what is read of it.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counted) count() int64 { return c.n }

// checked reads as much as was stated, and asks at the end for the checksum and
// whether there is more.
type checked struct {
	r    io.Reader
	sum  hash.Hash32
	left int64
	want uint32
}

func (c *checked) Read(p []byte) (int, error) {
	if c.left == 0 {
		if c.sum.Sum32() != c.want {
			return 0, errBroken
		}
		var more [1]byte
		if n, _ := c.r.Read(more[:]); n > 0 {
			return 0, errLonger
		}
		if u, ok := c.r.(*unpacker); ok {
			u.free()
		}
		return 0, io.EOF
	}
	if int64(len(p)) > c.left {
		p = p[:c.left]
	}
	n, err := c.r.Read(p)
	c.sum.Write(p[:n])
	if c.left -= int64(n); err == io.EOF && c.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	if err == io.EOF {
		err = nil
	}
	return n, err
}
