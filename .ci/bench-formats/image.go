package main

import (
	"bytes"
	"image"
	_ "image/gif" // for the size of a picture
	_ "image/jpeg"
	_ "image/png"

	"github.com/bep/imagemeta"
	_ "golang.org/x/image/bmp"
)

// tags reads the tags of an image, as our reader does with the same library.
func tags(format imagemeta.ImageFormat) bare {
	return bare{"`bep/imagemeta`, Decode of EXIF, IPTC and XMP", func(in []byte) (n int, err error) {
		_, err = imagemeta.Decode(imagemeta.Options{
			R: bytes.NewReader(in), ImageFormat: format, Sources: imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP,
			HandleTag: func(imagemeta.TagInfo) error { n++; return nil },
		})
		return n, err
	}}
}

var imageConfig = bare{"`image`, DecodeConfig", func(in []byte) (int, error) {
	_, _, err := image.DecodeConfig(bytes.NewReader(in))
	return 1, err
}}
