package content

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"piiventory/scanners"
)

// msgFile reads a mail, a contact or a date of Outlook (MS-OXMSG). Its properties are
// fields of a row with the names that their documentation gives them; recipients are
// rows; bodies are text, whichever of plain text, HTML and RTF there is; attachments are
// content of their own.
type msgFile struct {
	d     *oleDoc
	page  string
	named map[uint16]string // of properties that have no number of their own
}

var _ = registerOLE(oleKind{"msg", "__properties_version1.0", readMSG})

// Bounds of one message.
const (
	msgText  = 4 << 20 // one property
	msgNames = 1 << 20
)

func readMSG(d *oleDoc, s oleStorage) error {
	m := &msgFile{d: d, named: map[uint16]string{}}
	if i, ok := s.find("__nameid_version1.0", 1); ok {
		d.done[i] = true
		if err := d.one(m.names(oleStorage{s.f, i})); err != nil {
			return err
		}
	}
	return m.message(s)
}

// message reads the properties, the recipients, the bodies and the attachments.
func (m *msgFile) message(s oleStorage) error {
	fixed := m.fixed(s, 32)
	if err := m.row(s, fixed, ""); err != nil {
		return err
	}
	for _, i := range m.kids(s) {
		if n := &s.f.dir[i]; n.kind == 1 && strings.HasPrefix(n.name, "__recip_version1.0") {
			m.d.done[i] = true
			in := oleStorage{s.f, i}
			if err := m.d.one(m.row(in, m.fixed(in, 8), "recipient.")); err != nil {
				return err
			}
		}
	}
	if err := m.d.one(m.bodies(s)); err != nil {
		return err
	}
	for _, i := range m.kids(s) {
		if n := &s.f.dir[i]; n.kind == 1 && strings.HasPrefix(n.name, "__attach_version1.0") {
			m.d.done[i] = true
			if err := m.d.one(m.attachment(oleStorage{s.f, i})); err != nil {
				return err
			}
		}
	}
	return nil
}

// kids are what lies in a storage, by name.
func (m *msgFile) kids(s oleStorage) []int {
	kids := slices.Clone(s.f.dir[s.node].kids)
	slices.SortFunc(kids, func(a, b int) int { return strings.Compare(s.f.dir[a].name, s.f.dir[b].name) })
	return kids
}

// fixed reads the properties that have no stream, behind a head of so many bytes, and
// returns those that are times.
func (m *msgFile) fixed(s oleStorage, head int) map[uint16]string {
	times := map[uint16]string{}
	p := m.d.stream(s, "__properties_version1.0")
	if p == nil {
		return times
	}
	b, _ := p.small(msgNames)
	if head == 32 && s.node != 0 { // of a message in another one
		head = 24
	}
	for b = b[min(head, len(b)):]; len(b) >= 16; b = b[16:] {
		kind, id := u16(b), u16(b[2:])
		switch kind {
		case 0x40:
			if v := fileTime(u64(b[8:])); v != nil && len(times) < 1000 {
				times[id] = string(v)
			}
		case 3:
			if v := u32(b[8:]); id == 0x3FFD || id == 0x3FDE && m.page == "" {
				m.page = pageName(int(v))
			}
		}
	}
	return times
}

// tagName is the number and the kind of a property that has a stream.
func tagName(name string) (id, kind uint16, ok bool) {
	const front = "__substg1.0_"
	if !strings.HasPrefix(name, front) || len(name) < len(front)+8 {
		return 0, 0, false
	}
	v, err := strconv.ParseUint(name[len(front):len(front)+8], 16, 32)
	return uint16(v >> 16), uint16(v), err == nil
}

// row reads the texts among the properties into one row.
func (m *msgFile) row(s oleStorage, times map[uint16]string, prefix string) error {
	for _, i := range m.kids(s) {
		n := &s.f.dir[i]
		id, kind, ok := tagName(n.name)
		if n.kind != 2 || !ok {
			continue
		}
		many := kind&0x1000 != 0
		kind &^= 0x1000
		if id == 0x1000 || id == 0x1013 || id == 0x1009 || id == 0x3701 && kind != 0x1F && kind != 0x1E {
			continue // read as what they are
		}
		m.d.done[i] = true
		if many && !strings.Contains(n.name, "-") || n.size == 0 {
			continue // the lengths of the values
		}
		if kind != 0x1F && kind != 0x1E {
			if kind == 0x0102 && id >= 0x8000 && n.size > 64 {
				m.d.lose(scanners.GapFormat, "properties of the message that hold bytes for some program were not looked at")
			}
			continue
		}
		v, err := m.text(s.f.stream(i), kind)
		if err != nil {
			return err
		}
		m.put(prefix, id, v)
	}
	for _, id := range sortedKeys(times) {
		if mapiTimes[id] || m.named[id] != "" {
			m.put(prefix, id, []byte(times[id]))
		}
	}
	if m.d.o.rowSize > 0 {
		return m.d.o.endRow()
	}
	return m.d.o.err
}

func sortedKeys(m map[uint16]string) []uint16 {
	keys := make([]uint16, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// put adds a property to the row.
func (m *msgFile) put(prefix string, id uint16, v []byte) {
	if v = bytes.TrimSpace(v); len(v) == 0 || mapiTechnical[id] {
		return
	}
	name := mapiNames[id]
	if name == "" {
		name = m.named[id]
	}
	if name == "" {
		name = fmt.Sprintf("property_%04x", id)
	}
	m.d.o.cell(m.d.o.named(prefix+name), v)
}

func (m *msgFile) text(s *oleStream, kind uint16) ([]byte, error) {
	b, err := s.small(msgText)
	if err != nil {
		return nil, err
	}
	if s.size > msgText {
		m.d.lose(scanners.GapOversized, "texts in the message are longer than 4 MiB; the rest of them was not read")
	}
	if kind == 0x1F {
		return wideString(b), nil
	}
	return toUTF8(trimZero(b), m.page), nil
}

// names reads what properties are called that have no number of their own.
func (m *msgFile) names(s oleStorage) error {
	var all [2][]byte
	for i, name := range []string{"__substg1.0_00030102", "__substg1.0_00040102"} {
		p := s.stream(name)
		if p == nil {
			return nil
		}
		b, err := p.small(msgNames)
		if err != nil {
			return err
		}
		all[i] = b
	}
	entries, texts := all[0], all[1]
	for ; len(entries) >= 8; entries = entries[8:] {
		at, kind, index := u32(entries), u16(entries[4:]), u16(entries[6:])
		id := 0x8000 + index
		if kind&1 == 0 {
			m.named[id] = mapiLong(at)
			continue
		}
		if int64(at)+4 > int64(len(texts)) {
			continue
		}
		n := int64(u32(texts[at:]))
		if b := texts[at+4:]; n <= int64(len(b)) && n < 512 {
			m.named[id] = entryName(string(wideString(b[:n])))
		}
	}
	return nil
}

// bodies reads the body in each form that it has.
func (m *msgFile) bodies(s oleStorage) error {
	for _, i := range m.kids(s) {
		n := &s.f.dir[i]
		id, kind, ok := tagName(n.name)
		if n.kind != 2 || !ok || id != 0x1000 && id != 0x1013 && id != 0x1009 {
			continue
		}
		m.d.done[i] = true
		var r io.Reader = s.f.stream(i).reader(0)
		var err error
		switch {
		case id == 0x1009:
			err = m.d.rtfBody(r)
		case kind == 0x1F:
			err = m.d.textBody(newDecoder(&charset{name: "utf-16le", unit: 2}, r), id == 0x1013)
		default:
			head := make([]byte, 4096)
			k, e := readFull(r, head)
			head = head[:k]
			rest := io.MultiReader(bytes.NewReader(head), r)
			if e != nil {
				rest = io.MultiReader(bytes.NewReader(head), failed{e})
			}
			err = m.d.textBody(inCharset(rest, head, e != nil, m.page), id == 0x1013)
		}
		if err = m.d.one(err); err != nil {
			return err
		}
	}
	return nil
}

// textBody reads a body in UTF-8, plain or HTML.
func (d *oleDoc) textBody(r io.Reader, html bool) error {
	if err := d.o.flush(); err != nil {
		return err
	}
	in := newInput(d.sizes, r)
	defer in.free()
	var p parser = text{}
	if html {
		p = htmlDoc{}
	}
	if err := p.parse(in, d.o); err != nil {
		return err
	}
	if err := d.o.flush(); err != nil {
		return err
	}
	d.o.forget()
	if in.err != nil && in.err != io.EOF {
		return in.err
	}
	return nil
}

// rtfBody reads a body in RTF that is packed.
func (d *oleDoc) rtfBody(r io.Reader) error {
	u, err := unpackRTF(r)
	if err != nil {
		return err
	}
	in := *d.layer
	in.r, in.object = u, false
	if err := d.o.flush(); err != nil {
		return err
	}
	t, err := rtfFile{}.read(&in)
	d.t.add(t)
	if flushed := d.o.flush(); err == nil {
		err = flushed
	}
	d.o.forget()
	return err
}

// attachment reads a file, a message or an object that is attached.
func (m *msgFile) attachment(s oleStorage) error {
	name := "attachment"
	for _, tag := range []string{"3704001F", "3704001E", "3001001F", "3001001E", "3707001F", "3707001E"} {
		if p := s.stream("__substg1.0_" + tag); p != nil {
			kind := uint16(0x1F)
			if strings.HasSuffix(tag, "E") {
				kind = 0x1E
			}
			if v, err := m.text(p, kind); err == nil && len(v) > 0 {
				name = string(v)
			}
		}
	}
	m.fixed(s, 8)
	if err := m.row(s, nil, "attachment."); err != nil {
		return err
	}
	if i, ok := s.find("__substg1.0_37010102", 2); ok {
		m.d.done[i] = true
		return m.d.within(strings.ReplaceAll(name, "/", "_"), s.f.dir[i].size, s.f.stream(i).reader(0))
	}
	if i, ok := s.find("__substg1.0_3701000D", 1); ok {
		m.d.done[i] = true
		in := oleStorage{s.f, i}
		return m.d.beneath(name, func(x *oleDoc) error {
			if in.stream("__properties_version1.0") == nil {
				return x.storage(in)
			}
			inner := &msgFile{d: x, page: m.page, named: m.named}
			if err := x.one(inner.message(in)); err != nil {
				return err
			}
			return x.rest(in)
		})
	}
	return nil
}
