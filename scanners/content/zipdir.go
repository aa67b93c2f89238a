package content

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"sync"
)

// A zipDirectory is the list of what a zip archive holds, as it stands at its end.
// It is read anew whenever it is asked for, so that a million entries need no
// memory; the names of the first ones are remembered.
type zipDirectory struct {
	l       *layer
	r       io.ReaderAt
	base    int64 // of the archive in r; programs that unpack themselves have it
	off     int64
	size    int64
	entries int64  // as stated
	is      string // the zipped format
	first   []zipEntry
	office  *office // the document that it is, once somebody looked
	beside  zipBeside
}

// A zipEntry is one line of the directory.
type zipEntry struct {
	name          string // in UTF-8
	flags, method uint16
	crc           uint32
	packed, size  int64
	off           int64  // of the local header
	note          string // the comment, which is not remembered
}

// errNoDirectory says that there is no directory, or that it breaks off.
var errNoDirectory = errors.New("directoryless")

const (
	zipFirst     = 2048 // entries whose names are remembered
	zipName      = 512  // bytes of a name that are kept, of its end
	zipEncrypted = 1
	zipStreamed  = 8
	zipUTF8      = 1 << 11
)

// readZipDirectory finds the directory and its first entries.
func readZipDirectory(l *layer, r io.ReaderAt, size int64) (*zipDirectory, error) {
	tail := make([]byte, min(size, 66<<10))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return nil, err
	}
	at := -1
	for i := len(tail) - 22; i >= 0; i-- {
		if at = bytes.LastIndex(tail[:i+4], []byte("PK\x05\x06")); at < 0 {
			return nil, errNoDirectory
		}
		if i = at; len(tail)-at >= 22 && at+22+int(binary.LittleEndian.Uint16(tail[at+20:])) <= len(tail) {
			break
		}
		at = -1
	}
	if at < 0 {
		return nil, errNoDirectory
	}
	end := tail[at:]
	if binary.LittleEndian.Uint32(end[4:]) != 0 && string(end[4:8]) != "\xff\xff\xff\xff" {
		return nil, errZipPart
	}
	z := &zipDirectory{
		l: l, r: r,
		entries: int64(binary.LittleEndian.Uint16(end[10:])),
		size:    int64(binary.LittleEndian.Uint32(end[12:])),
		off:     int64(binary.LittleEndian.Uint32(end[16:])),
	}
	pos := size - int64(len(tail)) + int64(at)
	if at >= 20 && string(tail[at-20:at-16]) == "PK\x06\x07" {
		if binary.LittleEndian.Uint32(tail[at-4:]) > 1 {
			return nil, errZipPart
		}
		b := make([]byte, 56)
		p := int64(binary.LittleEndian.Uint64(tail[at-12:]))
		for _, p := range []int64{p, pos - 20 - 56} { // it lies right before as a rule
			if p < 0 || p > size-56 {
				continue
			}
			if _, err := r.ReadAt(b, p); err != nil && err != io.EOF {
				return nil, err
			}
			if string(b[:4]) == "PK\x06\x06" {
				z.entries = int64(binary.LittleEndian.Uint64(b[32:]))
				z.size = int64(binary.LittleEndian.Uint64(b[40:]))
				z.off = int64(binary.LittleEndian.Uint64(b[48:]))
				pos = p
				break
			}
		}
	}
	if z.size < 0 || z.off < 0 || z.size > pos || z.off > pos || z.entries < 0 {
		return nil, errNoDirectory
	}
	if z.base = pos - z.size - z.off; z.base != 0 {
		// Something stands before the archive, or between the directory and its end.
		at := func(off int64) bool {
			b := make([]byte, 4)
			_, err := r.ReadAt(b, off)
			return err == nil && string(b) == "PK\x01\x02"
		}
		if z.base < 0 || !at(z.base+z.off) && at(z.off) {
			z.base = 0
		}
	}
	behind := 22 + int(binary.LittleEndian.Uint16(end[20:]))
	z.beside = zipBeside{comment: bytes.Clone(end[22:behind]), behind: trailing(end[behind:]), end: z.off}
	if z.base >= 30 { // less is the mark of an archive that was meant to be in parts
		z.beside.before = z.base
	}
	err := z.each(func(e *zipEntry) error {
		if e.empty() {
			return nil
		}
		z.first = append(z.first, *e)
		z.first[len(z.first)-1].note = ""
		if len(z.first) == zipFirst {
			return errRows
		}
		return nil
	})
	if err != nil && !errors.Is(err, errRows) && !errors.Is(err, errLimit) && (!errors.Is(err, errNoDirectory) || len(z.first) == 0) {
		return nil, err
	}
	return z, nil
}

var zipBuffers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 32<<10) }}

// each calls f for every file that is not empty, in the order of the directory.
func (z *zipDirectory) each(f func(*zipEntry) error) error {
	br := zipBuffers.Get().(*bufio.Reader)
	br.Reset(io.NewSectionReader(z.r, z.base+z.off, z.size))
	defer func() {
		br.Reset(nil)
		zipBuffers.Put(br)
	}()
	var head [46]byte
	var text []byte
	z.beside.listed, z.beside.slack = 0, 0
	for n := int64(0); ; n++ {
		if _, err := io.ReadFull(br, head[:]); err != nil {
			if err == io.EOF && n >= z.entries&0xffff {
				return nil
			}
			return brokeOff(err)
		}
		if string(head[:4]) != "PK\x01\x02" {
			if n >= z.entries&0xffff && string(head[:4]) == "PK\x05\x05" { // a signature
				return nil
			}
			return errNoDirectory
		}
		le := binary.LittleEndian
		name, extra, comment := int(le.Uint16(head[28:])), int(le.Uint16(head[30:])), int(le.Uint16(head[32:]))
		if all := name + extra + comment; cap(text) < all {
			text = make([]byte, all)
		}
		text = text[:name+extra+comment]
		if _, err := io.ReadFull(br, text); err != nil {
			return brokeOff(err)
		}
		e := zipEntry{
			flags: le.Uint16(head[8:]), method: le.Uint16(head[10:]), crc: le.Uint32(head[16:]),
			packed: int64(le.Uint32(head[20:])), size: int64(le.Uint32(head[24:])), off: int64(le.Uint32(head[42:])),
		}
		e.extra(text[name : name+extra])
		e.name = zipEntryName(text[:name], text[name:name+extra], e.flags)
		z.beside.listed += 30 + int64(name) + min(e.packed, max(0, z.off-e.off-30-int64(name)))
		z.beside.slack += int64(extra) + zipSlack
		if comment > 0 {
			e.note = zipText(text[name+extra:], e.flags)
		}
		if e.empty() && e.note == "" {
			continue
		}
		if err := f(&e); err != nil {
			return err
		}
	}
}

// empty says that the entry holds nothing: a directory, or a file without content.
func (e *zipEntry) empty() bool {
	return e.size == 0 && (e.packed == 0 || strings.HasSuffix(e.name, "/"))
}

func brokeOff(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return errNoDirectory
	}
	return err
}

// extra takes sizes and the offset from the extra field of Zip64, which holds
// those that do not fit 32 bits.
func (e *zipEntry) extra(b []byte) {
	for len(b) >= 4 {
		id, n := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		if n > len(b)-4 {
			return
		}
		field := b[4 : 4+n]
		b = b[4+n:]
		if id != 1 {
			continue
		}
		for _, v := range []*int64{&e.size, &e.packed, &e.off} {
			if *v == 1<<32-1 && len(field) >= 8 {
				*v = int64(binary.LittleEndian.Uint64(field) & (1<<63 - 1))
				field = field[8:]
			}
		}
	}
}

// zipEntryName returns the name in UTF-8: as it is flagged, by the field that
// some archivers add (0x7075), or in the charset that it seems to be in.
func zipEntryName(b, extra []byte, flags uint16) string {
	for rest := extra; len(rest) >= 4; {
		id, n := binary.LittleEndian.Uint16(rest), int(binary.LittleEndian.Uint16(rest[2:]))
		if n > len(rest)-4 {
			break
		}
		if id == 0x7075 && n > 5 && binary.LittleEndian.Uint32(rest[5:]) == crc32.ChecksumIEEE(b) {
			return string(nameEnd(rest[9 : 4+n]))
		}
		rest = rest[4+n:]
	}
	return zipText(nameEnd(b), flags)
}

// nameEnd is as much of a name as is kept. A name of 64 KiB for each entry would not
// fit the memory.
func nameEnd(b []byte) []byte { return b[max(0, len(b)-zipName):] }

func zipText(b []byte, flags uint16) string {
	if flags&zipUTF8 != 0 || isASCII(b) {
		return string(b)
	}
	return inAnyCharset(b)
}

// inAnyCharset decodes a short name whose charset nobody stated.
func inAnyCharset(b []byte) string {
	c := charsetOf(b, true)
	if c == nil {
		return string(b)
	}
	t, err := io.ReadAll(newDecoder(c, bytes.NewReader(b)))
	if err != nil {
		return string(b)
	}
	return string(t)
}

// find returns an entry by its name, whatever the case of its letters, or nil. It
// knows the first 2,048 entries.
func (z *zipDirectory) find(name string) *zipEntry {
	for i := range z.first {
		if strings.EqualFold(z.first[i].name, name) {
			return &z.first[i]
		}
	}
	return nil
}

// kind is what the entry "mimetype" says, with which OpenDocument, EPUB and others
// begin; empty if there is none.
func (z *zipDirectory) kind() string {
	e := z.find("mimetype")
	if e == nil || e.size > 200 {
		return ""
	}
	r, err := z.open(e)
	if err != nil {
		return ""
	}
	b := make([]byte, e.size)
	n, _ := readFull(r, b)
	return strings.TrimSpace(string(b[:n]))
}
