package content

import (
	"bytes"
	"hash/maphash"
)

// An officeText is the reading of one part with text: a paragraph is a line, a table
// is rows, with names when its first row is a header. Text that was deleted while
// changes were tracked is text as well. So is what people wrote into attributes, and
// what stands in elements that nobody here knows.
type officeText struct {
	*officeReader
	spread bool   // tables are sheets with names
	loose  string // the field of text outside of paragraphs
	once   bool   // each line counts once in the document
	all    bool   // every attribute is a text

	para   []byte
	starts []officeStart // of the paragraphs in one another, in para
	edits  []officeEdit  // of the paragraphs, in para
	instr  []byte        // the instructions of a field
	notes  int           // annotations that are open, whose text belongs to no cell
	about  int           // elements with properties of the document that are open

	property string // of the document, that comes next

	// Of the same thing in two forms the second is read for what it has more.
	chosen              map[uint64]bool
	inChoice, fallenFor int

	officeTableText
}

// An officeStart is where a paragraph begins, or text that stands in one and is not
// part of it.
type officeStart struct {
	at, kind int
	field    string
}

// Bounds of one part.
const (
	officeDeep  = 1000    // paragraphs in one another
	officeKnown = 20_000  // texts that are remembered, so as not to be read twice
	officeLong  = 4 << 20 // bytes of a paragraph or of a row
)

// lines reads the text of a part.
func (d *officeReader) lines(e *zipEntry) error {
	return d.text(e, &officeText{officeReader: d, spread: d.sheet})
}

func (d *officeReader) text(e *zipEntry, t *officeText) error {
	err := d.each(e, t.tag)
	if end := t.finish(); err == nil {
		err = end
	}
	return err
}

func (t *officeText) tag(x *xmlPull) error {
	k := x.known
	if len(x.text) > 0 {
		switch {
		case x.end && (k.mute || t.odf && t.notes > 0 && k.name == "date"):
		case t.odf && len(t.starts) > 0, !t.odf && x.end && k.kind == officeRun:
			t.para = append(t.para, x.text...)
		case x.end && k.kind == officeField:
			t.instr = append(t.instr, x.text[:min(len(x.text), max(0, pullText-len(t.instr)))]...)
		default:
			if err := t.stray(x); err != nil {
				return err
			}
		}
		if len(t.para) > officeLong {
			if err := t.spill(); err != nil {
				return err
			}
		}
	}
	if !x.end && !k.quiet {
		if err := t.attributes(x); err != nil {
			return err
		}
	}
	if k.kind == 0 {
		return nil
	}
	return t.mean(x)
}

// mean does what the element is for.
func (t *officeText) mean(x *xmlPull) error {
	k := x.known
	switch k.kind {
	case officePara, officeAside, officeDrop:
		switch {
		case x.end:
			return t.end()
		case !x.empty:
			return t.start(x)
		}
	case officeRun:
		if x.end && x.name == "text" && !t.odf {
			return t.paragraph()
		}
	case officeFieldAt:
		if !x.end && string(x.attr("fldCharType")) != "begin" {
			return t.field()
		}
	case officeTab:
		if !x.end && !bytes.Contains(x.attrs, []byte("pos=")) {
			t.para = append(t.para, '\t')
		}
	case officeHyphen:
		if !x.end {
			t.para = append(t.para, '-')
		}
	case officeBlanks:
		if !x.end && t.odf {
			t.para = append(t.para, ' ')
		}
	case officeBreak:
		if !x.end {
			return t.paragraph()
		}
	case officeNote:
		t.notes = max(0, t.notes+step(x))
	case officeAbout:
		t.about = max(0, t.about+step(x))
	case officeEnds:
		if x.end {
			return t.paragraph()
		}
	case officeChange:
		t.edit(x)
	case officeChoices:
		if !x.end {
			t.chosen = map[uint64]bool{}
		}
	case officeChoice:
		t.inChoice = max(0, t.inChoice+step(x))
	case officeFallback:
		t.fallenFor = max(0, t.fallenFor+step(x))
	case officeTable, officeRow, officeCell:
		return t.tables(x)
	case officeBinary:
		if !x.end && !x.empty && t.z == nil {
			return t.embedded(x)
		}
	}
	return nil
}

// step is how much deeper the tag leads.
func step(x *xmlPull) int {
	switch {
	case x.end:
		return -1
	case x.empty:
		return 0
	}
	return 1
}

func (t *officeText) start(x *xmlPull) error {
	if len(t.starts) >= officeDeep {
		return errBroken
	}
	s := officeStart{at: len(t.para), kind: x.known.kind}
	switch x.name {
	case "creator":
		s.field = "author"
	case "rt", "ruby-text", "rPh":
		s.field = "phonetic"
	}
	t.starts = append(t.starts, s)
	return nil
}

// end ends a paragraph, or a text in one that is not part of it.
func (t *officeText) end() error {
	n := len(t.starts) - 1
	if n < 0 {
		return t.paragraph()
	}
	s := t.starts[n]
	if s.kind == officeDrop {
		t.para = t.para[:min(s.at, len(t.para))]
	}
	err := t.paragraph()
	t.starts = t.starts[:n]
	return err
}

// paragraph hands on what was read of the innermost paragraph: a line, or a line of
// a cell.
func (t *officeText) paragraph() error {
	if len(t.instr) > 0 {
		if err := t.field(); err != nil {
			return err
		}
	}
	at, beside, field := 0, false, ""
	if n := len(t.starts) - 1; n >= 0 {
		at, beside, field = min(t.starts[n].at, len(t.para)), t.starts[n].kind == officeAside, t.starts[n].field
	}
	p := t.para[at:]
	t.para = t.para[:at]
	if len(t.edits) == 0 || t.edits[len(t.edits)-1].from < at {
		return t.put(field, beside, p)
	}
	// What is edited counts as it was and as it is.
	was, is := t.versions(at, p)
	if err := t.put(field, beside, is); err != nil || bytes.Equal(was, is) {
		return err
	}
	return t.put(field, beside, was)
}

// put hands on a paragraph.
func (t *officeText) put(field string, beside bool, p []byte) error {
	p = bytes.TrimSpace(p)
	if len(p) == 0 || !t.fresh(p) {
		return nil
	}
	if t.inCell && t.notes == 0 && !beside && len(t.cell) < pullText {
		if len(t.cell) > 0 {
			t.cell = append(t.cell, '\n')
		}
		t.cell = append(t.cell, p...)
		return nil
	}
	return t.line(field, p)
}

// spill hands on the paragraphs that are open when they become too long to be held.
func (t *officeText) spill() error {
	p := t.para
	err := t.line("", p)
	t.para = append(t.para[:0], p[len(p)-t.o.s.overlap:]...)
	for i := range t.starts {
		t.starts[i].at = 0
	}
	t.edits = t.edits[:0]
	return err
}

// line hands on one text. The cells of a table are put into the batch only when
// their row is complete, so it may come in between.
func (d *officeReader) line(field string, p []byte) error {
	d.o.cell(d.o.named(field), p)
	return d.o.endRow()
}

// fresh says whether a text was not read already in another form of the same thing.
func (t *officeText) fresh(p []byte) bool {
	switch {
	case t.once:
		return t.unsaid("", p)
	case t.inChoice == 0 && t.fallenFor == 0 || t.chosen == nil:
		return true
	}
	h := maphash.Bytes(officeSeed, p)
	if t.fallenFor > 0 {
		return !t.chosen[h]
	}
	if len(t.chosen) < officeKnown {
		t.chosen[h] = true
	}
	return true
}

var officeSeed = maphash.MakeSeed()

// unsaid says whether the text was not met before in a field, and notes it.
func (d *officeReader) unsaid(field string, p []byte) bool {
	h := maphash.Bytes(officeSeed, p) ^ maphash.String(officeSeed, field)
	if d.said[h] {
		return false
	}
	if len(d.said) < officeKnown {
		if d.said == nil {
			d.said = map[uint64]bool{}
		}
		d.said[h] = true
	}
	return true
}

// finish hands on what was begun when the part breaks off.
func (t *officeText) finish() error {
	if err := t.finishTable(); err != nil {
		return err
	}
	for len(t.starts) > 0 {
		if err := t.end(); err != nil {
			return err
		}
	}
	return t.paragraph()
}
