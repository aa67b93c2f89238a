package content

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"piiventory/scanners"
)

// A workbook is what the sheets of an xlsx file need: the texts that they share,
// and how styles show numbers.
type workbook struct {
	d       *officeReader
	shared  []byte
	ends    []uint32 // of the texts in shared
	short   bool     // not all texts are held
	used    []uint64 // bits of the texts that cells show
	cut     bool     // not all sheets were read whole
	missing int      // sheets that are not where the workbook says
	formats []numberFormat
	epoch   time.Time
	shown   []byte
}

// Bounds of the texts that sheets share.
const (
	sharedBytes = 16 << 20
	sharedTexts = 2 << 20
)

type sheetRef struct{ name, id string }

func newWorkbook(d *officeReader) *workbook {
	return &workbook{d: d, epoch: time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)}
}

// workbook reads all sheets, hidden ones too, in their order.
func (d *officeReader) workbook(e *zipEntry) error {
	w := newWorkbook(d)
	d.book = w
	var sheets []sheetRef
	t := &officeText{officeReader: d}
	err := d.each(e, func(x *xmlPull) error {
		switch {
		case x.end:
		case x.name == "sheet" && len(sheets) < 10_000:
			name := strings.Join(strings.Fields(string(x.attr("name"))), " ")
			sheets = append(sheets, sheetRef{name, string(x.attr("id"))})
		case x.name == "workbookPr":
			if v := string(x.attr("date1904")); v == "1" || v == "true" {
				w.epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
			}
		}
		return t.tag(x)
	})
	if err == nil {
		err = t.finish()
	}
	if err != nil {
		return err
	}
	targets := map[string]string{}
	var texts, styles *zipEntry
	for _, r := range d.relations(e.name) {
		targets[r.id] = r.target
		switch r.kind {
		case "sharedStrings":
			texts = d.z.find(r.target)
		case "styles":
			styles = d.z.find(r.target)
		}
	}
	if texts == nil {
		texts = d.z.find("xl/sharedStrings.xml")
	}
	if styles == nil {
		styles = d.z.find("xl/styles.xml")
	}
	b := d.share()
	if texts != nil {
		d.mark(texts)
		b.part(2)
		err = w.texts(texts)
		b.back()
	}
	if b.on && err != nil && d.fatal(nil) == nil {
		w.short, err = true, nil
	}
	if err != nil {
		return err
	}
	if styles != nil {
		w.styles(styles)
	}
	for i, s := range sheets {
		e := d.z.find(targets[s.id])
		if e == nil {
			w.missing++
			continue
		}
		d.mark(e)
		b.part(int64(len(sheets) - i))
		err := w.sheet(s.name, e)
		used := b.back() // what unpacks may call it broken
		if b.on && (errors.Is(err, errLimit) || used && err != nil && d.fatal(nil) == nil) {
			d.t, err, w.cut = part, nil, true
			d.gap(scanners.GapBudget, -1, "a sheet of the workbook can only be read from its first row; it was read as far as the bytes allowed for one object go, with the other sheets; use --depth full or a larger --budget to read the rest")
		}
		if err != nil {
			w.cut = true
			if err := d.trouble(e, err); err != nil {
				return err
			}
		}
	}
	b.all()
	return nil
}

// A share is what each of several parts may take of the bytes that may be read, so
// that all give something. A part of the bytes is left for what comes after them.
type share struct {
	d          *officeReader
	on         bool
	rest, kept int64
}

func (d *officeReader) share() *share {
	s := &share{d: d, on: d.object && d.partial}
	if s.on {
		s.kept = d.blocks.left / 8
		d.blocks.left -= s.kept
	}
	return s
}

// part leaves one of n parts of the bytes.
func (s *share) part(n int64) {
	if s.on {
		one := s.d.blocks.left / n
		s.rest, s.d.blocks.left = s.d.blocks.left-one, one
	}
}

// back gives back what part took away, and says whether the part was used up.
func (s *share) back() bool {
	if !s.on {
		return false
	}
	used := s.d.blocks.left < 2*blockSize
	s.d.blocks.left += s.rest
	return used
}

func (s *share) all() {
	if s.on {
		s.d.blocks.left += s.kept
	}
}

// texts reads the shared texts. How they are spoken is text of its own.
func (w *workbook) texts(e *zipEntry) error {
	var one, spoken []byte
	phonetic := false
	return w.d.each(e, func(x *xmlPull) error {
		switch x.name {
		case "rPh":
			phonetic = !x.end && !x.empty
		case "t":
			switch {
			case x.end && phonetic:
				spoken = append(spoken[:0], bytes.TrimSpace(x.text)...)
				if len(spoken) > 0 && w.d.unsaid("phonetic", spoken) {
					return w.d.line("phonetic", spoken)
				}
			case x.end && len(one) < pullText:
				one = append(one, x.text...)
			}
		case "si":
			if !x.end && !x.empty {
				return nil
			}
			var err error
			if len(w.shared)+len(one) > sharedBytes || len(w.ends) >= sharedTexts {
				w.short = true
				err = w.d.line("", one)
			} else {
				w.shared = append(w.shared, one...)
				w.ends = append(w.ends, uint32(len(w.shared)))
			}
			one = one[:0]
			return err
		}
		return nil
	})
}

func (w *workbook) text(i int) []byte {
	if i < 0 || i >= len(w.ends) {
		return nil
	}
	for i>>6 >= len(w.used) {
		w.used = append(w.used, make([]uint64, len(w.ends)>>6+1-len(w.used))...)
	}
	w.used[i>>6] |= 1 << (i & 63)
	from := uint32(0)
	if i > 0 {
		from = w.ends[i-1]
	}
	return w.shared[from:w.ends[i]]
}

// close hands on the texts that no cell shows any more, and says what was not read.
func (w *workbook) close() error {
	if w.missing > w.d.orphans {
		w.d.t = part
		w.d.gap(scanners.GapCorrupt, -1, "a sheet of the workbook is not where the workbook says; it was not read")
	}
	if w.short {
		w.d.t = part
		w.d.gap(scanners.GapOversized, -1, fmt.Sprintf("the workbook has more texts than %s in the table that its sheets share; those behind were read as text without field names as far as the budget went", human(sharedBytes)))
	}
	if w.cut || w.missing > w.d.orphans {
		return nil
	}
	for i := range w.ends {
		if i>>6 < len(w.used) && w.used[i>>6]&(1<<(i&63)) != 0 {
			continue
		}
		if p := bytes.TrimSpace(w.text(i)); len(p) > 0 {
			if err := w.d.line("", p); err != nil {
				return err
			}
		}
	}
	return nil
}
