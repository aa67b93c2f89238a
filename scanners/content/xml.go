package content

import (
	"bytes"
	"errors"
	"slices"
)

var _ = register(format{name: "xml", rank: 14, recognise: recogniseXML})

// xmlDoc reads an XML document or several one behind the other (XML 1.0, fifth
// edition), among them SVG, RSS, KML, GPX and property lists. Elements that
// repeat below the same parent are rows, the outermost ones; what stands beside
// them makes rows of its own. A path has the names of the elements without the
// one at the top and without prefixes, as in "person.phone"; an attribute is
// "person.@id". Elements that only say that something is a field or a table
// (<field name="phone">) go by their name.
//
// Comments, processing instructions and the document type are free text. No
// entity of a document type is expanded.
type xmlDoc struct{ root *jsonNode }

// templates are extensions of pages with instructions among the tags.
var templates = []string{".twig", ".tmpl", ".tpl", ".jsp", ".erb", ".ejs", ".hbs", ".mustache", ".phtml", ".php", ".vue", ".j2", ".md", ".markdown"}

// recogniseXML wants a text that begins with a tag or a declaration, follows the
// grammar at least as far as 256 bytes, and closes what it opens, so that chats
// with <nick> in front of each line are not taken for it. What it learns of
// repeated elements is of use from the first row on.
func recogniseXML(h head) parser {
	t := bytes.TrimLeft(h.text, " \t\r\n\ufeff")
	if len(t) < 4 || t[0] != '<' {
		return nil
	}
	if slices.Contains(templates, h.ext) {
		return nil
	}
	declared := bytes.HasPrefix(t, []byte("<?xml"))
	o := newOut(h.s, discard)
	defer o.free()
	r := newXMLReader(bytesInput(t), o)
	if !h.whole {
		r.learn = &xmlShape{}
	}
	err := r.read()
	var bad *corrupt
	if errors.As(err, &bad) && !bad.ended && bad.off < 256 && !declared {
		return nil
	}
	if r.opened == 0 && !declared {
		return nil
	}
	// The head may end inside an attribute, a picture often.
	begun := !h.whole && r.opened > 0 && r.root.structured
	if !declared && r.closed*4 < r.opened && (h.whole || r.closed == 0 && !begun) {
		return nil
	}
	d := xmlDoc{root: &r.root}
	if !h.whole && (err == nil || bad != nil && bad.ended) {
		if rows := r.learn.learned(t); rows != nil {
			return xmlPieces{d, rows}
		}
	}
	return d
}

func (d xmlDoc) parse(in *input, o *out) error {
	r := newXMLReader(in, o)
	if d.root != nil {
		r.root = *d.root
		r.root.unplaced()
		r.nodes = r.root.count()
	}
	err := r.read()
	var bad *corrupt
	if errors.As(err, &bad) {
		r.spill()
		return r.restAsText(bad)
	}
	return err
}

// unplaced forgets the columns of the node and of all below it, which belong to
// the rows of another reader.
func (n *jsonNode) unplaced() {
	n.gen, n.parent = 0, 0
	if n.elem != nil {
		n.elem.unplaced()
	}
	for _, k := range n.kids {
		k.unplaced()
	}
}

// count returns the number of nodes below this one.
func (n *jsonNode) count() int {
	sum := len(n.kids)
	if n.elem != nil {
		sum += n.elem.count()
	}
	for _, k := range n.kids {
		sum += k.count()
	}
	return sum
}
