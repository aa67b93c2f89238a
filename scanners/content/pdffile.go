package content

import (
	"bytes"
	"errors"
	"io"

	"piiventory/scanners"
)

// A pdfFile finds the objects of a PDF by its tables of cross-references.
type pdfFile struct {
	l     *layer
	r     io.ReaderAt
	size  int64
	place []pdfPlace // by the object's number
	top   pdfDict    // the trailer
	crypt *pdfCrypt

	cache   map[int]any
	cached  int // tokens in cache
	packs   map[int]*pdfPack
	deep    int
	rebuilt bool
	late    []int           // object streams that a search found
	found   map[int]int64   // offsets that a search found
	starts  []int64         // of the tables of each revision, the newest first
	revised bool            // there are objects that were replaced by others
	ran     map[pdfRef]bool // forms whose text was read
	shown   map[pdfRef]bool // pictures that were drawn
	cut     int64           // things that were left out since there are too many
	over    bool            // forms were left out where they are drawn
	lost    int64           // objects that are referred to and were not found
	fatal   error           // of the reader of the layer; it sticks
	fonts   map[pdfRef]*pdfFont
}

// A pdfPlace says where an object is: at an offset, or as number off of an object
// stream.
type pdfPlace struct {
	off  int64
	gen  uint16
	pack int32 // number of the object stream, 0 if it lies in the file
	used bool
}

// A pdfPack is an object stream, unpacked (ISO 32000-1, 7.5.7).
type pdfPack struct {
	data []byte
	at   map[int]int // offsets by number
}

// Bounds of one file.
const (
	pdfObjects  = 1 << 20  // numbers of objects
	pdfPackSize = 8 << 20  // bytes of one object stream
	pdfPackAll  = 2        // object streams kept
	pdfCache    = 300_000  // tokens kept
	pdfBlock    = 64 << 10 // bytes looked at in one step where the file is searched
)

func (f *pdfFile) at(off int64) io.Reader { return io.NewSectionReader(f, off, f.size-off) }

// ReadAt notes errors that are none of the file's own.
func (f *pdfFile) ReadAt(p []byte, off int64) (int, error) {
	if f.fatal != nil {
		return 0, f.fatal
	}
	if err := f.l.ctx.Err(); err != nil {
		f.fatal = err
		return 0, err
	}
	n, err := f.r.ReadAt(p, off)
	if err != nil && err != io.EOF {
		f.fatal = err
	}
	return n, err
}

// open finds the tables. It searches the whole file for objects where they are
// broken.
func (f *pdfFile) open() error {
	f.cache, f.packs = map[int]any{}, map[int]*pdfPack{}
	err := f.tables()
	if f.fatal != nil {
		return f.fatal
	}
	// Of an encrypted file the pages may not be seen yet.
	if err != nil || f.top["Encrypt"] == nil && f.pages() == nil {
		if err := f.rebuild(); err != nil {
			return err
		}
	}
	if err := f.unlock(); err != nil {
		return err
	}
	if f.top["Encrypt"] != nil && !f.rebuilt && f.pages() == nil {
		f.crypt = nil
		if err := f.rebuild(); err != nil {
			return err
		}
		if err := f.unlock(); err != nil {
			return err
		}
	}
	if f.late != nil {
		f.unpackAll()
		f.findRoot()
		if f.pages() == nil {
			return errPDF
		}
	}
	return f.fatal
}

// unlock prepares decryption, with the empty password that most encrypted files
// open with.
func (f *pdfFile) unlock() error {
	if f.top["Encrypt"] == nil {
		return nil
	}
	ref, _ := f.top["Encrypt"].(pdfRef)
	c, err := newPDFCrypt(f, ref)
	if err != nil {
		return refuse(scanners.GapEncrypted, "this pdf is protected by a password or a certificate; remove the protection first, nothing in it was looked at")
	}
	f.crypt = c
	f.cache, f.cached, f.packs = map[int]any{}, 0, map[int]*pdfPack{}
	return f.fatal
}

// pages is the dictionary at the top of the pages, nil if there is none.
func (f *pdfFile) pages() pdfDict {
	return f.dict(f.dict(f.top["Root"])["Pages"])
}

// get resolves a reference.
func (f *pdfFile) get(v any) any {
	for range 8 {
		ref, ok := v.(pdfRef)
		if !ok {
			return v
		}
		v = f.object(ref.num)
	}
	return nil
}

func (f *pdfFile) dict(v any) pdfDict {
	switch v := f.get(v).(type) {
	case pdfDict:
		return v
	case *pdfStream:
		return v.dict
	}
	return nil
}

func (f *pdfFile) array(v any) pdfArray {
	a, _ := f.get(v).(pdfArray)
	return a
}

func (f *pdfFile) num(v any) (float64, bool) {
	n, ok := f.get(v).(float64)
	return n, ok
}

func (f *pdfFile) int(v any, or int) int {
	if n, ok := f.num(v); ok && n >= -1<<31 && n < 1<<31 {
		return int(n)
	}
	return or
}

func (f *pdfFile) name(v any) string {
	n, _ := f.get(v).(pdfName)
	return string(n)
}

func (f *pdfFile) str(v any) string {
	s, _ := f.get(v).(string)
	return s
}

// object returns the object with the number, nil if it is not there.
func (f *pdfFile) object(num int) any {
	if v, ok := f.cache[num]; ok {
		return v
	}
	if num <= 0 || num >= len(f.place) || !f.place[num].used || f.deep > 16 || f.fatal != nil {
		if f.fatal == nil {
			f.lost++
		}
		return nil
	}
	f.deep++
	v, tokens := f.load(num)
	f.deep--
	if f.cached += tokens; f.cached > pdfCache {
		clear(f.cache)
		f.cached = tokens
	}
	f.cache[num] = v
	return v
}

func (f *pdfFile) load(num int) (any, int) {
	p := f.place[num]
	if p.pack > 0 {
		return f.packed(int(p.pack), num)
	}
	x := newPDFLexer(f.at(p.off), p.off, true)
	v, ref, err := x.definition()
	if err != nil || ref.num != num {
		off, ok := f.find(num)
		if ok {
			x = newPDFLexer(f.at(off), off, true)
			v, ref, err = x.definition()
		}
		if !ok || err != nil || ref.num != num {
			f.lost++
			return nil, 1
		}
	}
	if s, ok := v.(*pdfStream); ok {
		s.ref = ref
	}
	return f.crypt.object(v, ref), pdfTokens - x.left
}

// definition reads "1 0 obj … endobj".
func (x *pdfLexer) definition() (any, pdfRef, error) {
	var head [3]any
	for i := range head {
		t, err := x.token()
		if err != nil {
			return nil, pdfRef{}, err
		}
		head[i] = t
	}
	num, ok := head[0].(float64)
	gen, ok2 := head[1].(float64)
	if !ok || !ok2 || head[2] != pdfOp("obj") || num < 0 || num > pdfObjects {
		return nil, pdfRef{}, errPDF
	}
	ref := pdfRef{int(num), int(gen)}
	v, err := x.object()
	if err != nil {
		return nil, ref, err
	}
	d, ok := v.(pdfDict)
	if !ok {
		return v, ref, nil
	}
	if t, err := x.token(); err != nil || t != pdfOp("stream") {
		return d, ref, nil
	}
	if c, err := x.byte(); err == nil && c == '\r' {
		if c, err = x.byte(); err == nil && c != '\n' {
			x.back()
		}
	} else if err == nil && c != '\n' {
		x.back()
	}
	return &pdfStream{dict: d, off: x.pos, ref: ref}, ref, nil
}

// packed reads an object out of an object stream.
func (f *pdfFile) packed(pack, num int) (any, int) {
	p, ok := f.packs[pack]
	if !ok {
		p = f.unpack(pack)
		if len(f.packs) >= pdfPackAll {
			clear(f.packs)
		}
		f.packs[pack] = p
	}
	at, ok := p.at[num]
	if !ok || at >= len(p.data) {
		f.lost++
		return nil, 1
	}
	x := newPDFLexer(bytes.NewReader(p.data[at:]), 0, true)
	v, err := x.object()
	if err != nil {
		f.lost++
		return nil, 1
	}
	return v, pdfTokens - x.left
}

func (f *pdfFile) unpack(num int) *pdfPack {
	p := &pdfPack{at: map[int]int{}}
	if num >= len(f.place) || f.place[num].pack > 0 {
		return p
	}
	s, ok := f.object(num).(*pdfStream)
	if !ok || f.name(s.dict["Type"]) != "ObjStm" {
		return p
	}
	p.data = f.bytes(s, pdfPackSize)
	n, first := f.int(s.dict["N"], 0), f.int(s.dict["First"], 0)
	x := newPDFLexer(bytes.NewReader(p.data), 0, false)
	for range min(n, pdfTokens/2) {
		id, err := x.token()
		off, err2 := x.token()
		i, ok := id.(float64)
		o, ok2 := off.(float64)
		if err != nil || err2 != nil || !ok || !ok2 || o < 0 || o > pdfPackSize {
			break
		}
		p.at[int(i)] = first + int(o)
	}
	return p
}

// bytes reads a stream that is not longer than a bound; of a longer one it is the
// beginning.
func (f *pdfFile) bytes(s *pdfStream, most int64) []byte {
	r, left := f.stream(s)
	if len(left) > 0 {
		return nil
	}
	b, err := io.ReadAll(io.LimitReader(r, most))
	if errors.Is(err, errExpanded) && f.fatal == nil {
		f.fatal = err
	}
	return b
}
