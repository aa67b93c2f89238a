package content

import (
	"bytes"
	"io"
	"strings"
)

// inlineImage reads a picture in the content, "BI … ID … EI" (ISO 32000-2, 8.9.7), and
// counts it. Where its end is missing the content is looked at from the next text on.
func (c *pdfContent) inlineImage(x *pdfLexer) {
	p := c.p
	p.paths++
	d := pdfDict{}
	for key := ""; ; {
		v, err := x.object()
		if err != nil {
			p.broken++
			return
		}
		if v == pdfOp("ID") {
			break
		}
		if name, ok := v.(pdfName); ok && key == "" {
			key = string(name)
		} else if key != "" {
			d[key], key = v, ""
		}
	}
	x.byte() // the blank behind ID
	of := func(keys ...string) any {
		for _, k := range keys {
			if v, ok := d[k]; ok {
				return v
			}
		}
		return nil
	}
	w, h := p.f.int(of("W", "Width"), 0), p.f.int(of("H", "Height"), 0)
	c.picture(nil, w, h)
	if n, ok := p.f.rawLength(of, c.res, w, h); ok {
		for ; n > 0; n-- {
			if _, err := x.byte(); err != nil {
				p.broken++
				return
			}
		}
		if v, err := x.token(); err == nil && v != pdfOp("EI") {
			x.held = append(x.held, v)
			p.broken++
		}
		return
	}
	var seen []byte
	for {
		b, err := x.byte()
		if err != nil {
			break
		}
		n := len(seen)
		if pdfSpace(b) && n >= 3 && seen[n-1] == 'I' && seen[n-2] == 'E' && (pdfSpace(seen[n-3]) || seen[n-3] == '>') && textAhead(x) {
			return
		}
		if seen = append(seen, b); len(seen) > pdfInline { // far longer than any may be
			seen = append(seen[:0], seen[len(seen)-8:]...)
		}
	}
	if bytes.HasSuffix(bytes.TrimRight(seen, "\r\n "), []byte("EI")) {
		return
	}
	p.broken++
	if i := bytes.Index(seen, []byte("\nBT")); i >= 0 {
		p.run(bytes.NewReader(bytes.Clone(seen[i:])), c.res, c.st.ctm, c.depth+1)
	}
}

// pdfInline bounds a picture in the content, of which the standard allows 4 KiB.
const pdfInline = 4 << 20

// textAhead reports whether content goes on: no byte that only data have.
func textAhead(x *pdfLexer) bool {
	b, err := x.r.Peek(24)
	if err != nil && err != io.EOF {
		return true
	}
	for _, c := range b {
		if c >= 0x7f || c < ' ' && !pdfSpace(c) {
			return false
		}
	}
	return true
}

// rawLength is how many bytes the samples of a picture have that is not packed.
func (f *pdfFile) rawLength(of func(...string) any, res pdfDict, w, h int) (int, bool) {
	if of("F", "Filter") != nil || w <= 0 || h <= 0 || w > 1<<16 || h > 1<<16 {
		return 0, false
	}
	bits, colours := f.int(of("BPC", "BitsPerComponent"), 8), 0
	if of("IM", "ImageMask") == true {
		bits, colours = 1, 1
	}
	switch v := of("CS", "ColorSpace").(type) {
	case pdfName:
		switch strings.TrimPrefix(string(v), "Device") {
		case "G", "Gray", "CalGray":
			colours = 1
		case "RGB", "CalRGB":
			colours = 3
		case "CMYK":
			colours = 4
		}
	case pdfArray:
		if len(v) > 0 && (v[0] == pdfName("I") || v[0] == pdfName("Indexed")) {
			colours = 1
		}
	}
	if colours == 0 {
		return 0, false
	}
	return (w*bits*colours + 7) / 8 * h, true
}
