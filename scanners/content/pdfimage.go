package content

import (
	"bytes"
	"image"
	"image/png"
	"io"
)

// see reads the text of a picture in a PDF, and says whether that was possible.
func (d *pdfReader) see(s *pdfStream) (bool, error) {
	r, filters := d.stream(s)
	var b []byte
	switch {
	case len(filters) == 1 && (filters[0] == "DCTDecode" || filters[0] == "DCT" || filters[0] == "JPXDecode"):
		var err error
		if b, err = io.ReadAll(io.LimitReader(r, ocrBytes+1)); err != nil {
			return false, d.fatal
		}
	case len(filters) == 0:
		m := d.samples(r, s.dict)
		if m == nil {
			return false, d.fatal
		}
		var out bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, m); err != nil {
			return false, nil
		}
		b = out.Bytes()
	default:
		return false, nil
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil && filters[0] == "JPXDecode" {
		config, err = image.Config{Width: d.int(s.dict["Width"], 0), Height: d.int(s.dict["Height"], 0)}, nil
	}
	return d.l.seePicture(bytes.NewReader(b), int64(len(b)), config, err)
}

// samplePixels bounds a picture that is not compressed as one.
const samplePixels = 20_000_000

// samples makes an image of bare samples: one or eight bits, grey, RGB or CMYK
// (ISO 32000-1, 8.9.5). It returns nil for others.
func (d *pdfReader) samples(r io.Reader, dict pdfDict) *image.Gray {
	w, h, bits := d.int(dict["Width"], 0), d.int(dict["Height"], 0), d.int(dict["BitsPerComponent"], 8)
	if d.get(dict["ImageMask"]) == true {
		bits = 1
	}
	if w <= 0 || h <= 0 || w > samplePixels || h > samplePixels || w*h > samplePixels || bits != 1 && bits != 8 {
		return nil
	}
	space := d.name(dict["ColorSpace"])
	n := map[string]int{"DeviceGray": 1, "G": 1, "CalGray": 1, "DeviceRGB": 3, "RGB": 3, "CalRGB": 3, "DeviceCMYK": 4, "CMYK": 4}[space]
	if a := d.array(dict["ColorSpace"]); len(a) > 1 {
		switch d.name(a[0]) {
		case "ICCBased":
			n = d.int(d.dict(a[1])["N"], 0)
		case "Indexed", "CalGray", "Separation":
			n = 1
		case "CalRGB":
			n = 3
		}
	}
	if n < 1 || n > 4 || bits == 1 && n != 1 {
		return nil
	}
	m := image.NewGray(image.Rect(0, 0, w, h))
	row := make([]byte, (w*n*bits+7)/8)
	for y := range h {
		if _, err := io.ReadFull(r, row); err != nil {
			break
		}
		for x := range w {
			var v byte
			switch {
			case bits == 1:
				v = -(row[x/8] >> (7 - x%8) & 1)
			case n == 1:
				v = row[x]
			case n == 3:
				v = byte((int(row[3*x])*3 + int(row[3*x+1])*6 + int(row[3*x+2])) / 10)
			default:
				v = byte(max(0, 255-int(row[4*x])/3-int(row[4*x+1])/3-int(row[4*x+2])/3-int(row[4*x+3])))
			}
			m.Pix[y*m.Stride+x] = v
		}
	}
	return m
}
