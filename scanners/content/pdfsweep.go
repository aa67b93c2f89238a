package content

import (
	"cmp"
	"hash/maphash"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A PDF has more places for text than anybody lists: bookmarks, descriptions of
// pictures, choices of a field, scripts, who signed. So all objects are gone over in
// the end, and what of their texts was not handed on before is.

// A pdfSweep is that last walk.
type pdfSweep struct {
	*pdfReader
	masks map[pdfRef]bool // pictures that belong to others
	spare []pdfImage      // pictures that no page shows
}

// pdfSaid bounds the texts that are remembered as handed on. Beyond that a text may
// be handed on twice.
const pdfSaid = 200_000

var pdfSeed = maphash.MakeSeed()

// once notes a text as handed on, and says whether it was not before.
func (d *pdfReader) once(s string) bool {
	h := maphash.String(pdfSeed, s)
	if d.said[h] {
		return false
	}
	if len(d.said) < pdfSaid {
		d.said[h] = true
	}
	return true
}

// sweep goes over the objects, all or those that only names.
func (d *pdfReader) sweep(only func(num int) bool) error {
	s := &pdfSweep{pdfReader: d, masks: map[pdfRef]bool{}}
	if d.l.depth == 0 {
		if err := d.o.flush(); err != nil {
			return err
		}
		d.o.unit = "document"
	}
	lock, _ := d.top["Encrypt"].(pdfRef)
	var nums []int32
	for num := range d.place {
		if d.place[num].used && num != lock.num && (only == nil || only(num)) {
			nums = append(nums, int32(num))
		}
	}
	// In the order of the file, so that no object stream is unpacked twice.
	slices.SortFunc(nums, func(a, b int32) int {
		p, q := &d.place[a], &d.place[b]
		return cmp.Or(cmp.Compare(p.pack, q.pack), cmp.Compare(p.off, q.off))
	})
	for _, num := range nums {
		v := d.object(int(num))
		if d.fatal != nil {
			return d.fatal
		}
		if err := s.one(v); err != nil {
			return err
		}
	}
	for _, i := range s.spare {
		if !s.masks[i.ref] && !d.shown[i.ref] {
			d.pages.hidden++
		}
	}
	return d.fatal
}

// one looks at one object.
func (s *pdfSweep) one(v any) error {
	if hasText(v) {
		s.walk(v, "", false)
		if s.o.rowSize > 0 {
			if err := s.o.endRow(); err != nil {
				return err
			}
		}
	}
	if st, ok := v.(*pdfStream); ok {
		return s.stream(st)
	}
	return s.scripts(v)
}

// scripts reads the scripts and the marked-up texts in an object that are streams.
func (s *pdfSweep) scripts(v any) error {
	switch v := v.(type) {
	case pdfArray:
		for _, e := range v {
			if err := s.scripts(e); err != nil {
				return err
			}
		}
	case pdfDict:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			switch e := v[k].(type) {
			case pdfDict, pdfArray:
				if err := s.scripts(e); err != nil {
					return err
				}
			case pdfRef:
				if k != "JS" && k != "RC" && k != "RV" {
					continue
				}
				if st, ok := s.get(e).(*pdfStream); ok {
					if err := s.lines(string(s.bytes(st, pdfString))); err != nil {
						return err
					}
				}
			}
		}
	}
	return s.o.err
}

// lines hands on text of several lines.
func (s *pdfSweep) lines(text string) error {
	for l := range strings.Lines(pdfText(text)) {
		if l = strings.TrimSpace(l); l != "" && s.once(l) {
			if err := s.text([]byte(l)); err != nil {
				return err
			}
		}
	}
	return nil
}

// stream looks at what a stream holds that was not read so far.
func (s *pdfSweep) stream(st *pdfStream) error {
	d := st.dict
	for _, k := range []string{"SMask", "Mask", "Alternates"} {
		if ref, ok := d[k].(pdfRef); ok && len(s.masks) < pdfObjects {
			s.masks[ref] = true
		}
	}
	kind, sub := s.name(d["Type"]), s.name(d["Subtype"])
	switch {
	case kind == "EmbeddedFile":
		s.loose = append(s.loose, st)
	case kind == "Metadata" || sub == "XML" && kind == "":
		if len(s.metas) < pdfFiles {
			s.metas = append(s.metas, st)
		} else {
			s.cut++
		}
	case sub == "Image":
		if !s.shown[st.ref] && s.int(d["Width"], 0) >= smallPicture && s.int(d["Height"], 0) >= smallPicture && len(s.spare) < pdfFiles {
			s.spare = append(s.spare, pdfImage{st, true})
		}
	case sub == "Form" && !s.ran[st.ref], s.int(d["PatternType"], 0) == 1:
		return s.drawing(st)
	}
	return nil
}

// drawing reads the text of a form or of a pattern that was not read with a page.
func (s *pdfSweep) drawing(st *pdfStream) error {
	if s.ran == nil {
		s.ran = map[pdfRef]bool{}
	}
	s.ran[st.ref] = true
	p := s.newPage(nil)
	emit := s.text
	p.emit = func(g []pdfGlyph) (err error) {
		s.line, err = linesOf(g, s.line, func(l []byte) error {
			if !s.once(string(l)) {
				return nil
			}
			return emit(l)
		})
		return err
	}
	if r, left := s.pdfFile.stream(st); len(left) == 0 {
		p.run(r, s.dict(st.dict["Resources"]), pdfMatrix{1, 0, 0, 1, 0, 0}, 0)
		p.flush()
	} else {
		p.broken++
	}
	if p.broken > 0 {
		s.pages.damaged++
	}
	if p.err != nil {
		return p.err
	}
	return s.told(p)
}

// hasText says that there is a string somewhere in the object.
func hasText(v any) bool {
	switch v := v.(type) {
	case string:
		return len(v) > 0
	case pdfArray:
		return slices.ContainsFunc(v, hasText)
	case pdfDict:
		for _, e := range v {
			if hasText(e) {
				return true
			}
		}
	case *pdfStream:
		return hasText(v.dict)
	}
	return false
}

// noText are keys whose strings are no text for people: checks, names of character
// collections, how something looks, times, programs.
var noText = map[string]bool{
	"ID": true, "O": true, "U": true, "OE": true, "UE": true, "Perms": true, "CheckSum": true, "CharSet": true, "Registry": true, "Ordering": true,
	"Panose": true, "DA": true, "DS": true, "NM": true, "Lang": true, "CreationDate": true, "ModDate": true, "M": true, "Producer": true, "LastModified": true,
	"Trapped": true, "RegistryName": true, "OutputConditionIdentifier": true, "OutputCondition": true, "DocChecksum": true, "PTEX.Fullbanner": true,
	"FontFamily": true, "Style": true, "ColorSpace": true, "CS": true, "Creator": true, "Filter": true, "ByteRange": true, "Lookup": true, "Headers": true,
}

// pdfLabels are keys whose strings name places in the document or in a tree.
var pdfLabels = map[string]bool{"D": true, "Dest": true, "Names": true, "Limits": true, "IDTree": true}

var fileNames = map[string]bool{"F": true, "UF": true, "DOS": true, "Mac": true, "Unix": true}

// telling says that a label may be personal data itself: it has an "@" or as many
// digits in a run as no counter has.
func telling[T string | []byte](t T) bool {
	run := 0
	for i := range len(t) {
		c := t[i]
		if c == '@' {
			return true
		}
		if run++; c < '0' || c > '9' {
			run = 0
		}
		if run > 8 {
			return true
		}
	}
	return false
}

// walk puts the texts of an object into a row. sealed says that it is a signature,
// whose contents are no text.
func (s *pdfSweep) walk(v any, key string, sealed bool) {
	switch v := v.(type) {
	case string:
		if noText[key] || sealed && key == "Contents" || strings.HasPrefix(v, "D:") {
			return
		}
		t := strings.TrimSpace(pdfText(v))
		if len(t) < 2 || pdfLabels[key] && !telling(t) || !readable(t) || !s.once(t) {
			return
		}
		if key == "" {
			key = "text"
		}
		s.o.cell(s.column("pdf."+entryName(pdfText(key))), []byte(t))
	case pdfArray:
		for _, e := range v {
			s.walk(e, key, sealed)
		}
	case *pdfStream:
		s.walk(v.dict, key, sealed)
	case pdfDict:
		sealed = v["ByteRange"] != nil
		if sealed {
			s.signed(v)
		}
		if v["EF"] != nil {
			s.attach("", v)
		}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if v["EF"] != nil && fileNames[k] { // the name of what is read for itself
				continue
			}
			s.walk(v[k], k, sealed)
		}
	}
}

// readable says that all characters of a text are some that people read.
func readable(t string) bool {
	if !utf8.ValidString(t) {
		return false
	}
	odd := 0
	for _, r := range t {
		if r == utf8.RuneError || !unicode.IsPrint(r) && !unicode.IsSpace(r) {
			odd++
		}
	}
	return odd*10 <= len(t) && odd < 8
}

// signed puts the names in the certificates of a signature into the row: who signed,
// for whom, and their addresses (RFC 5280).
func (s *pdfSweep) signed(d pdfDict) {
	for _, k := range []string{"Contents", "Cert"} {
		v := s.get(d[k])
		if a, ok := v.(pdfArray); ok && len(a) > 0 {
			v = s.get(a[0])
		}
		if b, ok := v.(string); ok {
			derTexts([]byte(b), 0, func(t string) {
				if s.once(t) {
					s.o.cell(s.column("signature.certificate"), []byte(t))
				}
			})
		}
	}
}

// derTexts calls each with the strings in DER or BER (X.690).
func derTexts(b []byte, depth int, each func(string)) {
	for len(b) >= 2 && depth < 32 {
		tag, n, at := b[0], int(b[1]), 2
		if tag&0x1f == 0x1f {
			return
		}
		switch {
		case n == 0x80: // up to a mark
			n = len(b) - at
		case n > 0x80:
			k := n & 0x7f
			if k > 4 || at+k > len(b) {
				return
			}
			n = 0
			for _, c := range b[at : at+k] {
				n = n<<8 | int(c)
			}
			at += k
		}
		n = min(n, len(b)-at)
		v := b[at : at+n]
		switch {
		case tag&0x20 != 0:
			derTexts(v, depth+1, each)
		case tag == 12 || tag == 19 || tag == 20 || tag == 22 || tag == 26: // UTF8, Printable, Teletex, IA5, Visible
			if t := string(v); len(t) > 2 && readable(t) {
				each(t)
			}
		case tag == 30: // BMP
			if t := utf16Text(string(v)); len(t) > 2 && readable(t) {
				each(t)
			}
		case tag == 0x81 || tag == 0x86: // rfc822Name and URI of alternative names
			if t := string(v); len(t) > 5 && readable(t) && strings.ContainsAny(t, "@:") {
				each(t)
			}
		case tag == 4 && len(v) > 2 && v[0] == 0x30: // DER in an octet string
			derTexts(v, depth+1, each)
		}
		b = b[at+n:]
	}
}

// attach notes a file that is attached.
func (d *pdfReader) attach(name string, spec any) {
	if len(d.notes) >= pdfFiles {
		d.cut++
		return
	}
	d.notes = append(d.notes, pdfNote{name, spec})
}

// told hands on what marked content says of itself.
func (d *pdfReader) told(p *pdfPage) error {
	for _, w := range p.words {
		if w = strings.TrimSpace(w); len(w) >= 2 && d.once(w) {
			if err := d.fields("text.alternative", w); err != nil {
				return err
			}
		}
	}
	p.words = nil
	return d.o.err
}

// metadata reads the XMP of the document and of what is in it (ISO 16684-1).
func (d *pdfReader) metadata() (taken, error) {
	t := whole
	for _, s := range d.metas {
		r, left := d.stream(s)
		if len(left) > 0 {
			d.pages.damaged++
			continue
		}
		head := make([]byte, 512)
		n, _ := io.ReadFull(r, head)
		if n == 0 {
			continue
		}
		in, err := d.l.inner(entry{name: "metadata.xml", size: -1, r: io.MultiReader(strings.NewReader(string(head[:n])), r)})
		t.add(in)
		if err != nil {
			return part, err
		}
	}
	return t, nil
}
