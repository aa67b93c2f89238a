package content

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"strings"
	"testing"

	"piiventory/scanners"
)

// Text in pictures and in pages that are pictures is read with OCR, which needs
// tesseract with Chinese and English.
func TestOCR(t *testing.T) {
	if err := CheckOCR(); err != nil {
		t.Fatal(err, "(apt-get install tesseract-ocr tesseract-ocr-chi-sim)")
	}
	see := full
	see.OCR = true
	for _, file := range []string{"jpeg/card.jpg", "tiff/card.tif", "png/texts.png", "pdf/contract.pdf"} {
		in, err := os.ReadFile("../../testdata/content/" + file)
		if err != nil {
			t.Fatal(err)
		}
		rows, drawn := gather(t, &standard, memory(file, in), see)
		got := table(rows)
		for _, want := range []string{"13800000001", "jane.doe@example.com"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %s in\n%s", file, want, got)
			}
		}
		if file == "jpeg/card.jpg" && !strings.Contains(got, "张三") {
			t.Errorf("no Chinese in\n%s", got)
		}
		if file == "pdf/contract.pdf" && !strings.Contains(got, "13800000004") {
			t.Errorf("the page that is a picture was not read:\n%s", got)
		}
		if len(drawn.Gaps) != 0 || drawn.Design != scanners.Census {
			t.Errorf("%s: %+v", file, drawn)
		}
	}
}

// A picture that would unpack to too much is not handed to tesseract, and one that
// is broken ends as a gap.
func TestOCRBounds(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 100, 100))); err != nil {
		t.Fatal(err)
	}
	huge := bytes.Clone(b.Bytes())
	copy(huge[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65,536 pixels square
	see := full
	see.OCR = true
	for name, in := range map[string][]byte{"huge.png": huge, "cut.png": b.Bytes()[:60], "cut.heic": []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00")} {
		_, drawn := gather(t, &standard, memory(name, in), see)
		if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapImage || drawn.Design == scanners.Census {
			t.Errorf("%s: %+v", name, drawn)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Sample(ctx, memory("a.png", b.Bytes()), see, discard); err == nil {
		t.Error("a scan that was stopped went on")
	}
}

// An icon holds no text; a low picture that is long may hold a number.
func TestIcons(t *testing.T) {
	for _, tc := range []struct{ wide, high, gaps int }{{32, 32, 0}, {47, 16, 0}, {160, 24, 1}, {20, 300, 1}, {48, 48, 1}} {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, tc.wide, tc.high))); err != nil {
			t.Fatal(err)
		}
		_, drawn := gather(t, &standard, memory("a.png", b.Bytes()), full)
		if len(drawn.Gaps) != tc.gaps || (drawn.Design == scanners.Census) != (tc.gaps == 0) {
			t.Errorf("%d by %d: %+v", tc.wide, tc.high, drawn)
		}
	}
}

func FuzzImage(f *testing.F) {
	for _, name := range []string{"jpeg/photo.jpg", "png/texts.png", "tiff/photo.tif", "webp/photo.webp", "gif/photo.gif", "bmp/photo.bmp"} {
		b, err := os.ReadFile("../../testdata/content/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		k := pictureKind(in)
		if k == "" || len(in) > 1<<17 {
			return
		}
		j := standard.job(t.Context(), memory("a", in), full)
		j.out = newOut(&standard, discard)
		defer j.out.free()
		(picture{k}).read(j.object())
	})
}
