package content

import (
	"bytes"
	"slices"
	"strings"
)

// stray reads text that stands in no paragraph: what charts keep of their numbers,
// names, formulas, text in elements that nobody here knows.
func (t *officeText) stray(x *xmlPull) error {
	p := bytes.TrimSpace(x.text)
	if len(p) == 0 {
		return nil
	}
	k, field := x.known, t.loose
	if x.end {
		switch {
		case k.kind == officeFormula:
			return t.literals(p)
		case k.kind == officeMargin:
			p = plainMargin(p)
		case t.about > 0:
			if t.property == "" || !typedProperty(k.name) && k.name != "user-defined" && k.name != "property" {
				t.property = k.name
			}
			if officeTechnical[t.property] || officeTechnical[k.name] || t.property == "TitlesOfParts" && automatic(p) {
				return nil
			}
			field = "properties." + entryName(t.property)
		case t.odf && (k.name == "text" || k.name == "date"):
			return nil
		case k.name == "author", k.name == "userName":
			field = "author"
		}
	}
	if len(p) == 0 || !t.fresh(p) {
		return nil
	}
	return t.line(field, p)
}

// attributes reads what people wrote into attributes: names, addresses, texts for
// those who do not see. Each counts once in a document.
func (t *officeText) attributes(x *xmlPull) error {
	k := x.known
	if t.about > 0 && !typedProperty(k.name) {
		if t.property = k.name; k.name == "property" || k.name == "user-defined" {
			if v := x.attr("name"); v != nil {
				t.property = string(v)
			}
			return nil
		}
	}
	for key, value, b := nextAttr(x.attrs); key != nil; key, value, b = nextAttr(b) {
		if len(value) == 0 {
			continue
		}
		name := localName(key)
		field, said := officeSaid[string(name)]
		switch {
		case bytes.HasPrefix(key, []byte("xmlns")):
			continue
		case k.all, t.all:
			field = ""
		case field == "name":
			if field = ""; !k.says && automatic(value) {
				continue
			}
		case said:
		case k.says && (string(name) == "val" || string(name) == "value" || string(name) == "v" || string(name) == "Value"):
		case !foreignText(value):
			continue
		}
		v := bytes.TrimSpace(x.plain(value))
		if k.name == "Header" || k.name == "Footer" {
			v = plainMargin(v)
		}
		switch {
		case field == "field":
			if err := t.fieldOf(v); err != nil {
				return err
			}
			continue
		case field == "link" && inward(v), !wordy(v, k.name == "lvlText"), !t.unsaid(field, v):
			continue
		}
		if err := t.line(field, v); err != nil {
			return err
		}
	}
	return nil
}

// foreignText says that an attribute, whatever it is, holds an address of mail or
// letters beyond ASCII.
func foreignText(v []byte) bool {
	if bytes.IndexByte(v, '@') >= 0 {
		return true
	}
	for _, c := range v {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

// automatic says that a name is one that programs give, as "Picture 3" or "Sheet1".
func automatic(v []byte) bool {
	head := bytes.TrimRight(v, "0123456789")
	if digits := len(v) - len(head); digits > 4 {
		return false
	} else if digits > 0 {
		return !bytes.ContainsAny(head, "0123456789@")
	}
	for _, c := range v {
		if c >= 0x80 || !letter(c) && c != '_' && c != '.' && c != '-' {
			return false
		}
	}
	return true
}

// wordy says that there are at least two letters or digits in a text, or only
// letters count.
func wordy(v []byte, letters bool) bool {
	if string(v) == "true" || string(v) == "false" {
		return false
	}
	n := 0
	for _, r := range string(v) {
		switch {
		case r >= 0xe000 && r < 0xf900: // signs of fonts
		case r >= 0x80, r|0x20 >= 'a' && r|0x20 <= 'z', !letters && r >= '0' && r <= '9':
			if n++; n > 1 {
				return true
			}
		}
	}
	return false
}

// inward says that a link leads to a place in the document.
func inward(v []byte) bool {
	for _, p := range []string{"#", "./", "Pictures/", "ObjectReplacements/", "media/", "Object ", "vnd.sun.star.", "wordml://", "http://schemas."} {
		if bytes.HasPrefix(v, []byte(p)) {
			return true
		}
	}
	return len(v) < 4
}

// field ends the instructions of a field of a text.
func (t *officeText) field() error {
	v := bytes.TrimSpace(t.instr)
	t.instr = t.instr[:0]
	if len(v) == 0 {
		return nil
	}
	word, _, _ := bytes.Cut(v, []byte(" "))
	if slices.Contains(officeFields, strings.ToUpper(string(word))) || !t.fresh(v) {
		return nil
	}
	return t.line("", v)
}

// officeFields are fields that say nothing but what programs make of them.
var officeFields = strings.Fields("PAGE NUMPAGES PAGEREF TOC REF NOTEREF SEQ STYLEREF DATE TIME SECTION SECTIONPAGES CREATEDATE SAVEDATE PRINTDATE EDITTIME NUMWORDS NUMCHARS FORMTEXT FORMCHECKBOX FORMDROPDOWN")

// fieldOf reads an attribute that is a formula, or the instructions of a field.
func (t *officeText) fieldOf(v []byte) error {
	word, _, _ := bytes.Cut(v, []byte(" "))
	if upper := bytes.ToUpper(word); !bytes.Equal(upper, word) || bytes.ContainsAny(word, "=(:;$") {
		return t.literals(v)
	}
	t.instr = append(t.instr, v...)
	return t.field()
}

// literals reads the texts in a formula.
func (d *officeReader) literals(f []byte) error {
	for {
		i := bytes.IndexByte(f, '"')
		if i < 0 {
			return nil
		}
		f = f[i+1:]
		if i = bytes.IndexByte(f, '"'); i < 0 {
			i = len(f)
		}
		v := bytes.TrimSpace(f[:i])
		f = f[min(len(f), i+1):]
		if len(v) < 4 || !wordy(v, false) || !d.unsaid("formula", v) {
			continue
		}
		if err := d.line("formula", v); err != nil {
			return err
		}
	}
}

// plainMargin takes the codes out of the header or footer of a printed sheet.
func plainMargin(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '&' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		switch from := i; {
		case b[i] == '&':
			out = append(out, '&')
			continue
		case b[i] == '"':
			n := bytes.IndexByte(b[i+1:], '"')
			i += max(0, n+1)
		case b[i] >= '0' && b[i] <= '9':
			for i+1 < len(b) && b[i+1] >= '0' && b[i+1] <= '9' && i < from+2 {
				i++
			}
		case b[i] == 'K':
			i = min(len(b)-1, i+6)
		}
		out = append(out, ' ')
	}
	return bytes.TrimSpace(out)
}
