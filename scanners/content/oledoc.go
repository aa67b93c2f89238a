package content

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"piiventory/scanners"
)

// oleFile reads compound files: Word, Excel and PowerPoint before 2007, and whatever
// else lies in such a file. What it is shows only when its directory was read.
type oleFile struct{ is string }

var _ = registerBinary(binaryFormat{name: "ole", rank: 20, recognise: func(h start) document {
	if !bytes.HasPrefix(h.b, []byte(oleMagic)) {
		return nil
	}
	return &oleFile{is: "ole"}
}})

func (d *oleFile) named() string { return d.is }

// An oleKind is a kind of document in a compound file. They register themselves from
// their own file.
type oleKind struct {
	name string
	// stream is one that only this kind has.
	stream string
	read   func(d *oleDoc, s oleStorage) error
}

var oleKinds []oleKind

func registerOLE(k oleKind) bool {
	oleKinds = append(oleKinds, k)
	slices.SortFunc(oleKinds, func(a, b oleKind) int { return strings.Compare(a.name+a.stream, b.name+b.stream) })
	return true
}

// kindOf finds what kind of document a storage is, nil if it is none of ours.
func (s oleStorage) kindOf() *oleKind {
	for i := range oleKinds {
		if k := &oleKinds[i]; s.stream(k.stream) != nil {
			return k
		}
	}
	return nil
}

func (d *oleFile) read(l *layer) (taken, error) {
	r, size, err := l.random()
	if err != nil {
		return part, err
	}
	f, err := openCompound(r, size)
	if err != nil {
		return part, err
	}
	x := &oleDoc{layer: l, o: l.out, t: whole, done: map[int]bool{}}
	if f.short {
		x.lose(scanners.GapCorrupt, "the directory of the file is broken or cut off; the streams that it names before were read, the rest cannot be")
	}
	if k := (oleStorage{f, 0}).kindOf(); k != nil {
		d.is = k.name
	}
	err = x.storage(oleStorage{f, 0})
	return x.t, err
}

// An oleDoc is the reading of one document in a compound file.
type oleDoc struct {
	*layer
	o    *out
	t    taken
	done map[int]bool    // streams that were read, or that hold nothing for people
	told map[string]bool // reasons that were given
	deep int
}

// storage reads a storage that is a document.
func (d *oleDoc) storage(s oleStorage) error {
	if d.o.unit == "" {
		d.o.unit = "whole"
	}
	if k := s.kindOf(); k != nil {
		if err := d.one(k.read(d, s)); err != nil {
			return err
		}
	}
	return d.rest(s)
}

// stream returns a stream of a document, which is then not looked at again.
func (d *oleDoc) stream(s oleStorage, name string) *oleStream {
	i, ok := s.find(name, 2)
	if !ok {
		return nil
	}
	d.done[i] = true
	return s.f.stream(i)
}

// lose tells of something that was not read.
func (d *oleDoc) lose(kind scanners.GapKind, reason string) {
	d.t = part
	if d.told[reason] {
		return
	}
	if d.told == nil {
		d.told = map[string]bool{}
	}
	d.told[reason] = true
	d.gap(kind, -1, reason)
}

// one deals with the error of one part. What is broken in it is a gap, and the other
// parts are read.
func (d *oleDoc) one(err error) error {
	if err == nil {
		return nil
	}
	var no *refusal
	if errors.Is(err, errExpanded) || errors.Is(err, errLimit) || errors.Is(err, errRows) || d.fatal(nil) != nil || d.late() {
		return err
	}
	d.o.settle()
	if errors.As(err, &no) {
		if no.kind == scanners.GapEncrypted {
			return err
		}
		d.lose(no.kind, no.reason)
		return nil
	}
	d.lose(scanners.GapCorrupt, "a stream of the document is broken or cut off; what came before in it was read, the rest of it cannot be")
	return nil
}

// line hands on one line of text.
func (d *oleDoc) line(b []byte) error { return d.field("", b) }

// field hands on a row of one field.
func (d *oleDoc) field(name string, b []byte) error {
	if b = bytes.TrimSpace(b); len(b) == 0 {
		return d.o.err
	}
	d.o.cell(d.o.named(name), b)
	return d.o.endRow()
}

// beneath reads something inside the document as a document of its own.
func (d *oleDoc) beneath(name string, read func(x *oleDoc) error) error {
	name = entryName(name)
	in := &layer{job: d.job, name: name, inside: name, size: -1, depth: d.depth + 1}
	if d.inside != "" {
		in.inside = d.inside + "!/" + name
	}
	if in.depth > d.deepest {
		d.t = part
		in.gap(scanners.GapOversized, -1, "objects lie too deep in one another; open them on their own, nothing in them was looked at")
		return nil
	}
	if err := d.o.flush(); err != nil {
		return err
	}
	unit, inside := d.o.unit, d.o.inside
	defer func() {
		d.o.forget()
		d.o.unit, d.o.inside = unit, inside
	}()
	d.o.forget()
	d.o.unit = "entry " + in.inside
	if err := d.o.enter(in.inside); err != nil {
		return err
	}
	x := &oleDoc{layer: in, o: d.o, t: whole, done: d.done, deep: d.deep + 1}
	err := read(x)
	d.t.add(x.t)
	if flushed := d.o.flush(); err == nil {
		err = flushed
	}
	return err
}

// within reads bytes that are a file of their own.
func (d *oleDoc) within(name string, size int64, r io.Reader) error {
	t, err := d.inner(entry{name: name, size: size, r: r})
	d.t.add(t)
	return err
}

// oleTechnical are streams that hold nothing for people.
var oleTechnical = map[string]bool{
	"\x01compobj": true, "\x01ole": true, "\x03objinfo": true, "\x03ocxname": true, "\x03print": true, "\x03eprint": true, "\x03linkinfo": true, "current user": true,
	"project": true, "projectwm": true, "projectlk": true, "_vba_project": true, "dir": true, "\x03accessobjsitedata": true,
	"\x06dataspaces": true, "encryptioninfo": true, "pp97_dualstorage": true, "\x01sh33tj5": true, "prop": true, "msodatastore": true,
}

// rest reads what lies in a storage beside its main streams, and tells of what
// nobody reads.
func (d *oleDoc) rest(s oleStorage) error {
	kids := slices.Clone(s.f.dir[s.node].kids)
	slices.SortFunc(kids, func(a, b int) int { return strings.Compare(s.f.dir[a].name, s.f.dir[b].name) })
	for _, i := range kids {
		n := &s.f.dir[i]
		if d.done[i] {
			continue
		}
		d.done[i] = true
		var err error
		name := strings.ToLower(n.name)
		switch {
		case n.kind == 1:
			err = d.store(oleStorage{s.f, i}, n.name)
		case oleTechnical[name], strings.HasPrefix(name, "__srp_"), n.size == 0:
		case name == "\x05summaryinformation", name == "\x05documentsummaryinformation":
			err = d.summary(s.f.stream(i))
		case name == "\x01ole10native":
			err = d.native(s.f.stream(i))
		case name == "package", name == "contents":
			err = d.within(name, n.size, s.f.stream(i).reader(0))
		case strings.HasPrefix(name, "\x02olepres"):
			d.lose(scanners.GapImage, "pictures of objects in the document were not looked at")
		default:
			d.lose(scanners.GapFormat, "streams in the file that belong to no format known here were not looked at")
		}
		if err = d.one(err); err != nil {
			return err
		}
	}
	return nil
}

// store reads a storage inside the document.
func (d *oleDoc) store(s oleStorage, name string) error {
	switch k := s.kindOf(); {
	case d.deep > 32:
		d.lose(scanners.GapOversized, "objects lie too deep in one another; open them on their own, nothing in them was looked at")
		return nil
	case strings.EqualFold(name, "VBA"):
		return d.macros(s)
	case strings.HasPrefix(name, "\x06DataSpaces"):
		return nil
	case strings.EqualFold(name, "_SX_DB_CUR"):
		return d.pivots(s)
	case k != nil:
		return d.beneath(name, func(x *oleDoc) error { return x.storage(s) })
	}
	d.deep++
	defer func() { d.deep-- }()
	return d.rest(s)
}

// native reads a file that was embedded as it is.
func (d *oleDoc) native(s *oleStream) error {
	h := make([]byte, min(4096, s.size))
	n, err := readFull(s.reader(0), h)
	if h = h[:n]; err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return err
	}
	// The length, 2, a label, the path it came from, a number, the length of a path, that
	// path, the length of the content; else all behind the length is content.
	at, name := 4, "object"
	if len(h) > 6 && h[4] == 2 && h[5] == 0 {
		at = 6
		var names [2]string
		for k := range names {
			i := bytes.IndexByte(h[at:], 0)
			if i < 0 {
				return errBroken
			}
			names[k] = string(toUTF8(h[at:at+i], ""))
			at += i + 1
			if err := d.field("file", []byte(names[k])); err != nil {
				return err
			}
		}
		if name = names[0]; name == "" {
			name = "object"
		}
		if at+8 > len(h) {
			return errBroken
		}
		path := int(u32(h[at+4:]))
		if at += 8; path < 0 || path > len(h)-at-4 {
			return errBroken
		}
		at += path
		size := int64(u32(h[at:]))
		return d.within(name, size, io.LimitReader(s.reader(int64(at+4)), size))
	}
	return d.within(name, s.size-4, s.reader(4))
}

func u16(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }

func u32(b []byte) uint32 { return uint32(u16(b)) | uint32(u16(b[2:]))<<16 }

func u64(b []byte) uint64 { return uint64(u32(b)) | uint64(u32(b[4:]))<<32 }

// Documents of Office 2007 and later that are encrypted lie in a compound file.
var _ = registerOLE(oleKind{name: "ole", stream: "EncryptedPackage", read: func(*oleDoc, oleStorage) error {
	return refuse(scanners.GapEncrypted, "this is a document of Office 2007 or later that is encrypted with a password or by rights management; decrypt it first, nothing in it was looked at")
}})
