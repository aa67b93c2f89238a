package content

import (
	"errors"
	"io"
	"math"
	"sync"
)

// A pdfPage collects the glyphs of one page.
type pdfPage struct {
	f      *pdfFile
	glyphs []pdfGlyph
	emit   func([]pdfGlyph) error
	err    error

	runs    int32
	text    int // glyphs with characters
	unknown int // glyphs that the fonts give no characters for
	paths   int // shapes that were drawn
	images  []pdfImage
	large   int     // pictures in the content that may hold text
	area    float64 // of the page
	drawn   map[pdfRef]bool
	forms   int
	broken  int // streams that end in the middle of something
	marks   []pdfMark
	over    int      // marks that are open beyond those
	words   []string // what marked content says of itself
}

// A pdfGlyph is a character or several at a place: along and across the line, for
// lines that run at an angle.
type pdfGlyph struct {
	text              string
	along, end, cross float64
	wide, size        float64
	angle             int16 // in degrees
	blank             bool  // a blank was written in front of it
	run               int32 // which of the strings that were shown it is of
}

// Bounds of one page.
const (
	pdfPageGlyphs = 50_000 // kept before their lines are handed on
	pdfPageForms  = 2000   // drawn
	pdfFormDepth  = 10
	pdfPageImages = 200
)

// glyphRooms are memory for the glyphs of a page, to be used again; pdfKeptGlyphs is how
// many of them at most.
var glyphRooms sync.Pool

const pdfKeptGlyphs = 8192

type pdfMatrix [6]float64

func (m pdfMatrix) mul(n pdfMatrix) pdfMatrix {
	return pdfMatrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// pdfState is the graphics state as far as it moves text.
type pdfState struct {
	ctm                        pdfMatrix
	font                       *pdfFont
	size, char, word, lead, up float64
	scale                      float64
}

// A pdfContent interprets one stream of content (ISO 32000-1, 9.4).
type pdfContent struct {
	p         *pdfPage
	res       pdfDict
	st        pdfState
	stack     []pdfState
	tm, line  pdfMatrix
	args      []any
	depth     int
	blank     bool // the last glyph was a blank
	fontNames map[string]*pdfFont
}

// run interprets the content and what it draws.
func (p *pdfPage) run(r io.Reader, res pdfDict, ctm pdfMatrix, depth int) {
	c := &pdfContent{p: p, res: res, depth: depth, fontNames: map[string]*pdfFont{}}
	c.st = pdfState{ctm: ctm, scale: 1}
	x := newPDFLexer(r, 0, false)
	for p.err == nil && p.f.fatal == nil {
		x.left = pdfTokens
		v, err := x.object()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				p.broken++
			}
			return
		}
		op, ok := v.(pdfOp)
		if !ok {
			if len(c.args) < 512 {
				c.args = append(c.args, v)
			}
			continue
		}
		if op == "BI" {
			c.inlineImage(x)
		} else {
			c.do(op)
		}
		c.args = c.args[:0]
	}
}

func (c *pdfContent) nums(n int) (v [6]float64, ok bool) {
	if len(c.args) < n {
		return v, false
	}
	for i, a := range c.args[len(c.args)-n:] {
		v[i], _ = a.(float64)
	}
	return v, true
}

func (c *pdfContent) do(op pdfOp) {
	n, _ := c.nums(1)
	switch op {
	case "q":
		if len(c.stack) < 500 {
			c.stack = append(c.stack, c.st)
		}
	case "Q":
		if k := len(c.stack); k > 0 {
			c.st, c.stack = c.stack[k-1], c.stack[:k-1]
		}
	case "cm":
		if m, ok := c.nums(6); ok {
			c.st.ctm = pdfMatrix(m).mul(c.st.ctm)
		}
	case "BT":
		c.tm, c.line = pdfMatrix{1, 0, 0, 1, 0, 0}, pdfMatrix{1, 0, 0, 1, 0, 0}
	case "Tc":
		c.st.char = n[0]
	case "Tw":
		c.st.word = n[0]
	case "Tz":
		c.st.scale = n[0] / 100
	case "TL":
		c.st.lead = n[0]
	case "Ts":
		c.st.up = n[0]
	case "Tf":
		if len(c.args) >= 2 {
			if name, ok := c.args[len(c.args)-2].(pdfName); ok {
				c.st.font = c.font(string(name))
			}
			c.st.size = n[0]
		}
	case "Td", "TD":
		if m, ok := c.nums(2); ok {
			if op == "TD" {
				c.st.lead = -m[1]
			}
			c.move(m[0], m[1])
		}
	case "T*":
		c.move(0, -c.st.lead)
	case "Tm":
		if m, ok := c.nums(6); ok {
			c.tm, c.line = m, m
		}
	case "'", "\"":
		if m, ok := c.nums(3); ok && op == "\"" {
			c.st.word, c.st.char = m[0], m[1]
		}
		c.move(0, -c.st.lead)
		fallthrough
	case "Tj":
		if k := len(c.args); k > 0 {
			if s, ok := c.args[k-1].(string); ok {
				c.p.runs++
				c.show(s)
			}
		}
	case "TJ":
		c.p.runs++
		if k := len(c.args); k > 0 {
			a, _ := c.args[k-1].(pdfArray)
			for _, v := range a {
				switch v := v.(type) {
				case string:
					c.show(v)
				case float64:
					c.advance(-v / 1000 * c.st.size)
				}
			}
		}
	case "Do":
		if k := len(c.args); k > 0 {
			if name, ok := c.args[k-1].(pdfName); ok {
				c.draw(string(name))
			}
		}
	case "BDC", "BMC":
		c.mark()
	case "EMC":
		c.unmark()
	case "f", "F", "f*", "B", "B*", "b", "b*", "S", "s":
		c.p.paths++
	}
}

func (c *pdfContent) move(x, y float64) {
	c.line = pdfMatrix{1, 0, 0, 1, x, y}.mul(c.line)
	c.tm = c.line
}

// advance moves along the line of writing, in units of text space.
func (c *pdfContent) advance(by float64) {
	if c.st.font != nil && c.st.font.vertical {
		c.tm = pdfMatrix{1, 0, 0, 1, 0, by}.mul(c.tm)
		return
	}
	c.tm = pdfMatrix{1, 0, 0, 1, by * c.st.scale, 0}.mul(c.tm)
}

func (c *pdfContent) font(name string) *pdfFont {
	if n, ok := c.fontNames[name]; ok {
		return n
	}
	f := c.p.f
	v := f.dict(c.res["Font"])[name]
	n := f.fontOf(v)
	c.fontNames[name] = n
	return n
}

// show places the glyphs of a string.
func (c *pdfContent) show(s string) {
	n := c.st.font
	if n == nil {
		n = &pdfFont{table: pdfBase("")}
	}
	inside, spaced := false, len(s) >= 4
	var way pdfWay
	n.decode(s, func(text string, width float64, blank bool) {
		m := pdfMatrix{c.st.size * c.st.scale, 0, 0, c.st.size, 0, c.st.up}.mul(c.tm).mul(c.st.ctm)
		step := width*c.st.size + c.st.char
		if blank {
			step += c.st.word
		}
		x, y := m[0], m[1]
		if n.vertical {
			step = -c.st.size + c.st.char
			x, y = -m[2], -m[3]
		}
		if now := ([4]float64{m[2], m[3], x, y}); !way.known || way.of != now {
			way.take(now)
		}
		size := way.size
		told := len(c.p.marks) > 0 && c.p.showed(text)
		if text == "" {
			if !told {
				c.p.unknown++
			}
		} else if blank || text == " " || text == "\u00a0" {
			c.blank = true
		} else if size > 0 && !math.IsInf(size, 0) && !math.IsNaN(m[4]+m[5]+x+y) {
			long := way.long
			x, y = way.x, way.y
			g := pdfGlyph{text: text, blank: c.blank, run: c.p.runs, size: max(size, long), angle: way.angle}
			g.along, g.cross = m[4]*x+m[5]*y, -m[4]*y+m[5]*x
			wide := width * long
			if n.vertical {
				wide = long
			}
			g.end = g.along + wide
			g.wide = wide
			// The distance between the characters of a string is part of them, so that
			// spaced text is not torn apart. Behind the last one, and
			// in very short ones, it is a distance between words.
			if k := len(c.p.glyphs); inside && spaced && !g.blank && k > 0 && c.st.char > 0 && c.st.size != 0 {
				c.p.glyphs[k-1].end += min(c.st.char/math.Abs(c.st.size), 0.5) * long
			}
			inside, c.blank = true, false
			if text == "\u00ad" { // the hyphen of Windows-1252
				g.text = "-"
			}
			c.p.add(g)
		}
		c.advance(step)
	})
}

// A pdfWay is what follows from the directions up and along of a glyph. It is mostly that
// of the one before.
type pdfWay struct {
	known      bool
	of         [4]float64
	size, long float64
	x, y       float64 // along, of length one
	angle      int16
}

func (w *pdfWay) take(of [4]float64) {
	x, y := of[2], of[3]
	*w = pdfWay{known: true, of: of, size: math.Hypot(of[0], of[1]), long: math.Hypot(x, y)}
	if w.long > 0 {
		x, y = x/w.long, y/w.long
	}
	w.x, w.y, w.angle = x, y, int16(math.Round(math.Atan2(y, x)*180/math.Pi))
}

func (p *pdfPage) add(g pdfGlyph) {
	p.text++
	if p.glyphs = append(p.glyphs, g); len(p.glyphs) >= pdfPageGlyphs {
		p.flush()
	}
}

func (p *pdfPage) flush() {
	if p.err == nil && len(p.glyphs) > 0 {
		p.err = p.emit(p.glyphs)
	}
	clear(p.glyphs)
	p.glyphs = p.glyphs[:0]
}

// draw draws a form or notes a picture.
func (c *pdfContent) draw(name string) {
	p, f := c.p, c.p.f
	s, ok := f.get(f.dict(c.res["XObject"])[name]).(*pdfStream)
	if !ok {
		return
	}
	switch f.name(s.dict["Subtype"]) {
	case "Image":
		c.picture(s, f.int(s.dict["Width"], 0), f.int(s.dict["Height"], 0))
	case "Form":
		if p.forms++; p.forms > pdfPageForms || c.depth >= pdfFormDepth {
			f.over = true // it is read once with all that no page shows
			return
		}
		if f.ran == nil {
			f.ran = map[pdfRef]bool{}
		}
		f.ran[s.ref] = true
		ctm := c.st.ctm
		if m := f.array(s.dict["Matrix"]); len(m) == 6 {
			var k pdfMatrix
			for i := range k {
				k[i], _ = f.num(m[i])
			}
			ctm = k.mul(ctm)
		}
		res := f.dict(s.dict["Resources"])
		if res == nil {
			res = c.res
		}
		if r, left := f.stream(s); len(left) == 0 {
			p.run(r, res, ctm, c.depth+1)
		} else {
			p.broken++
		}
	}
}

// picture notes a picture of so many pixels that is drawn. Small ones are signs and
// ornaments beside text; what counts is whether text in it could be read on the page.
func (c *pdfContent) picture(s *pdfStream, w, h int) {
	p, m := c.p, c.st.ctm
	size := math.Abs(m[0]*m[3] - m[1]*m[2])
	large := w >= smallPicture && h >= smallPicture/4 && w*h >= smallPicture*smallPicture &&
		(size*pictureShare >= p.area || w*h >= largePicture)
	if s == nil {
		if large {
			p.large++
		} else if p.area == 0 || size*4 >= p.area {
			p.paths++
		}
		return
	}
	if p.f.shown == nil {
		p.f.shown = map[pdfRef]bool{}
	}
	p.f.shown[s.ref] = true
	if p.drawn[s.ref] || p.f.get(s.dict["ImageMask"]) == true && !large {
		return
	}
	if len(p.images) >= pdfPageImages {
		p.f.cut++
		return
	}
	p.drawn[s.ref] = true
	p.images = append(p.images, pdfImage{s, large})
}

// A pdfImage is a picture of a page, and whether it may hold text that counts beside
// that of the page.
type pdfImage struct {
	*pdfStream
	large bool
}

const (
	// pictureShare is the part of the page, one in so many, that a picture covers which
	// may hold text: about a business card on a page of A4.
	pictureShare = 40
	// largePicture is the number of pixels of one that does so however small it is shown.
	largePicture = 1_000_000
)
