package content

import (
	"bufio"
	"bytes"
	stdlzw "compress/lzw"
	"encoding/ascii85"
	"errors"
	"io"

	"github.com/klauspost/compress/flate"
	"golang.org/x/image/tiff/lzw"
)

// stream opens a stream, decrypts it and undoes its filters (ISO 32000-1, 7.4) up
// to the first one that makes a picture or that nobody knows; the filters that
// remain are returned.
func (f *pdfFile) stream(s *pdfStream) (io.Reader, []string) {
	r := f.crypt.stream(io.NewSectionReader(f, s.off, f.length(s)), s)
	filters, parms := f.list(s.dict, "Filter", "F"), f.list(s.dict, "DecodeParms", "DP")
	for i, v := range filters {
		p := pdfDict{}
		if i < len(parms) {
			p = f.dict(parms[i])
		}
		switch f.name(v) {
		case "FlateDecode", "Fl":
			r = f.predicted(&inflater{r: bufio.NewReader(r)}, p)
		case "LZWDecode", "LZW":
			if f.int(p["EarlyChange"], 1) == 0 {
				r = f.predicted(stdlzw.NewReader(r, stdlzw.MSB, 8), p)
			} else {
				r = f.predicted(lzw.NewReader(r, lzw.MSB, 8), p)
			}
		case "ASCIIHexDecode", "AHx":
			r = &hexReader{r: bufio.NewReader(r)}
		case "ASCII85Decode", "A85":
			r = ascii85.NewDecoder(&until85{r: bufio.NewReader(r)})
		case "RunLengthDecode", "RL":
			r = &runLength{r: bufio.NewReader(r)}
		case "Crypt":
		default:
			var rest []string
			for _, v := range filters[i:] {
				rest = append(rest, f.name(v))
			}
			return &noted{r, f}, rest
		}
		r = f.l.bound(r, f.l.got)
	}
	return &noted{r, f}, nil
}

// noted notes what ends a stream before its end.
type noted struct {
	r io.Reader
	f *pdfFile
}

func (n *noted) Read(p []byte) (int, error) {
	k, err := n.r.Read(p)
	switch {
	case err == nil || err == io.EOF || n.f.fatal != nil:
	case errors.Is(err, errExpanded) || n.f.l.ctx.Err() != nil:
		n.f.fatal = err
	default:
		n.f.lost++
		err = io.EOF
	}
	return k, err
}

// list is the value of a key that is an array or one element.
func (f *pdfFile) list(d pdfDict, keys ...string) pdfArray {
	for _, k := range keys {
		switch v := f.get(d[k]).(type) {
		case nil:
		case pdfArray:
			return v[:min(len(v), 8)]
		default:
			return pdfArray{v}
		}
	}
	return nil
}

// length is how many bytes a stream has: what its dictionary says if "endstream"
// stands there, else up to the next one.
func (f *pdfFile) length(s *pdfStream) int64 {
	n, ok := f.num(s.dict["Length"])
	if ok && n >= 0 && s.off+int64(n) <= f.size {
		var b [32]byte
		k, _ := f.ReadAt(b[:], s.off+int64(n))
		if bytes.HasPrefix(bytes.TrimLeft(b[:k], "\r\n \t"), []byte("endstr")) || bytes.HasPrefix(bytes.TrimLeft(b[:k], "\r\n \t"), []byte("endobj")) {
			return int64(n)
		}
	}
	buf := make([]byte, pdfBlock+16)
	for off := s.off; off < f.size; off += pdfBlock {
		k, err := f.ReadAt(buf, off)
		if i := bytes.Index(buf[:k], []byte("endstream")); i >= 0 {
			s.dict["Length"] = float64(off + int64(i) - s.off)
			return off + int64(i) - s.off
		}
		if err != nil {
			break
		}
	}
	return f.size - s.off
}

// inflater reads deflate with the header of zlib. What follows a broken place is
// lost, what came before is not, and the checksum is nobody's concern.
type inflater struct {
	r io.Reader
	z io.Reader
}

func (z *inflater) Read(p []byte) (int, error) {
	if z.z == nil {
		var head [2]byte
		if _, err := io.ReadFull(z.r, head[:]); err != nil {
			return 0, io.EOF
		}
		if head[0]&15 == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			z.z = flate.NewReader(z.r)
		} else {
			z.z = flate.NewReader(io.MultiReader(bytes.NewReader(head[:]), z.r))
		}
	}
	return z.z.Read(p)
}

// predicted undoes a predictor.
func (f *pdfFile) predicted(r io.Reader, p pdfDict) io.Reader {
	kind := f.int(p["Predictor"], 1)
	colors, bits, columns := f.int(p["Colors"], 1), f.int(p["BitsPerComponent"], 8), f.int(p["Columns"], 1)
	if kind < 2 || colors < 1 || colors > 32 || bits < 1 || bits > 16 || columns < 1 || columns > 1<<20 {
		return r
	}
	row := (colors*bits*columns + 7) / 8
	if row > 4<<20 || kind == 2 && bits != 8 {
		return r
	}
	return &predictor{r: r, png: kind >= 10, step: max(1, colors*bits/8), now: make([]byte, row), last: make([]byte, row)}
}

// A predictor undoes the differences between neighbouring bytes, as PNG (RFC 2083,
// section 6) and TIFF have them.
type predictor struct {
	r         io.Reader
	png       bool
	step      int
	now, last []byte
	rest      []byte
}

func (p *predictor) Read(b []byte) (int, error) {
	if len(p.rest) == 0 {
		kind := [1]byte{1}
		if p.png {
			if _, err := io.ReadFull(p.r, kind[:]); err != nil {
				return 0, err
			}
		}
		p.now, p.last = p.last, p.now
		n, err := io.ReadFull(p.r, p.now)
		if n == 0 {
			return 0, err
		}
		clear(p.now[n:])
		for i := range p.now {
			var left, up, corner byte
			if i >= p.step {
				left, corner = p.now[i-p.step], p.last[i-p.step]
			}
			up = p.last[i]
			switch kind[0] {
			case 1:
				p.now[i] += left
			case 2:
				p.now[i] += up
			case 3:
				p.now[i] += byte((int(left) + int(up)) / 2)
			case 4:
				p.now[i] += paeth(left, up, corner)
			}
		}
		p.rest = p.now[:n]
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

func paeth(a, b, c byte) byte {
	pa, pb := int(b)-int(c), int(a)-int(c)
	pc := pa + pb
	pa, pb, pc = max(pa, -pa), max(pb, -pb), max(pc, -pc)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

// hexReader undoes ASCIIHexDecode.
type hexReader struct{ r *bufio.Reader }

func (h *hexReader) Read(p []byte) (n int, err error) {
	for n < len(p) {
		var d [2]byte
		for k := 0; k < 2; {
			c, err := h.r.ReadByte()
			if err != nil || c == '>' {
				if k == 1 {
					p[n] = d[0] << 4
					n++
				}
				return n, io.EOF
			}
			if v := pdfDigit(c); v < 16 {
				d[k] = v
				k++
			}
		}
		p[n] = d[0]<<4 | d[1]
		n++
	}
	return n, nil
}

// until85 ends at the mark "~>" of ASCII85Decode.
type until85 struct{ r *bufio.Reader }

func (u *until85) Read(p []byte) (n int, err error) {
	for n < len(p) {
		c, err := u.r.ReadByte()
		if err != nil || c == '~' {
			return n, io.EOF
		}
		p[n] = c
		n++
	}
	return n, nil
}

// runLength undoes RunLengthDecode.
type runLength struct {
	r    *bufio.Reader
	n    int
	same bool
	c    byte
}

func (z *runLength) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if z.n == 0 {
			c, err := z.r.ReadByte()
			if err != nil || c == 128 {
				return n, io.EOF
			}
			if z.same = c > 128; z.same {
				z.n = 257 - int(c)
				if z.c, err = z.r.ReadByte(); err != nil {
					return n, io.EOF
				}
			} else {
				z.n = int(c) + 1
			}
		}
		p[n] = z.c
		if !z.same {
			if p[n], err = z.r.ReadByte(); err != nil {
				return n, io.EOF
			}
		}
		z.n--
		n++
	}
	return n, nil
}
