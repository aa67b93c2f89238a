package content

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"image"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"piiventory/scanners"
)

// Bounds of reading pictures.
const (
	ocrPixels = 50_000_000 // of one picture
	ocrBytes  = 24 << 20   // of one picture
	ocrOutput = 4 << 20    // bytes of text
	ocrTime   = 60 * time.Second
	ocrLines  = 100_000
)

// ocrLimits bounds the memory of tesseract, in KiB, where the system can.
const ocrLimits = `ulimit -v 3000000 2>/dev/null; exec tesseract "$@"`

// ErrNoOCR says that the program which reads pictures is missing.
var ErrNoOCR = errors.New("--ocr needs the program tesseract; install it with the languages that the pictures are in, as with apt-get install tesseract-ocr tesseract-ocr-chi-sim or brew install tesseract tesseract-lang")

// CheckOCR returns ErrNoOCR when pictures cannot be read on this machine.
func CheckOCR() error {
	_, err := ocrLanguages()
	return err
}

// ocrLanguages are those of Chinese and English that tesseract has, in the form
// that it wants them; all others, if it has none of these.
var ocrLanguages = sync.OnceValues(func() (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	list, err := exec.CommandContext(ctx, "tesseract", "--list-langs").Output()
	if err != nil {
		return "", ErrNoOCR
	}
	have := strings.Fields(string(list))
	var want []string
	for _, l := range []string{"chi_sim", "chi_tra", "eng"} {
		for _, h := range have {
			if h == l {
				want = append(want, l)
			}
		}
	}
	if len(want) == 0 {
		return "", ErrNoOCR
	}
	return strings.Join(want, "+"), nil
})

// ocrTurn lets one picture be read at a time: each takes a core and some hundred
// MiB.
var ocrTurn = make(chan struct{}, 1)

// seePicture reads the text in an image, and says whether that was possible. What
// was not read is a gap.
func (l *layer) seePicture(r io.Reader, size int64, c image.Config, unknown error) (bool, error) {
	switch {
	case size > ocrBytes || unknown == nil && (c.Width > ocrPixels || c.Height > ocrPixels || c.Width*c.Height > ocrPixels):
		l.gap(scanners.GapImage, size, "an image is larger than --ocr reads, and was not read")
		return false, nil
	case unknown != nil:
		l.gap(scanners.GapImage, size, "an image is of a kind that --ocr does not read, or is broken; it was not read")
		return false, nil
	}
	lang, err := ocrLanguages()
	if err != nil {
		l.gap(scanners.GapImage, size, "an image was not read, since tesseract does not run here")
		return false, nil
	}
	select {
	case ocrTurn <- struct{}{}:
		defer func() { <-ocrTurn }()
	case <-l.ctx.Done():
		return false, l.ctx.Err()
	}
	ctx, cancel := context.WithTimeout(l.ctx, ocrTime)
	defer cancel()
	args := []string{"stdin", "stdout", "-l", lang, "--psm", "3"}
	cmd := exec.CommandContext(ctx, "tesseract", args...)
	if sh, err := exec.LookPath("sh"); err == nil {
		cmd = exec.CommandContext(ctx, sh, append([]string{"-c", ocrLimits, "sh"}, args...)...)
	}
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.Stdin = r
	text := &limited{left: ocrOutput}
	cmd.Stdout = text
	cmd.WaitDelay = 2 * time.Second
	err = cmd.Run()
	if l.ctx.Err() != nil {
		return false, l.ctx.Err()
	}
	if err != nil {
		l.gap(scanners.GapImage, size, "an image could not be read with tesseract, or took longer than a minute")
		return false, nil
	}
	return true, l.seen(text.b.Bytes())
}

// seen hands on the lines of a picture.
func (l *layer) seen(text []byte) error {
	defer clear(text)
	sc := bufio.NewScanner(bytes.NewReader(text))
	sc.Buffer(make([]byte, 0, 4096), ocrOutput)
	for n := 0; sc.Scan() && n < ocrLines; n++ {
		line := bytes.TrimSpace(sc.Bytes())
		if len(line) == 0 {
			continue
		}
		l.out.cell(l.out.named(""), tight(line))
		if err := l.out.endRow(); err != nil {
			return err
		}
	}
	return nil
}

// tight takes away the blanks between Chinese characters, which tesseract puts
// there.
func tight(line []byte) []byte {
	out := line[:0]
	r := []rune(string(line))
	for i, c := range r {
		if c == ' ' && i > 0 && i+1 < len(r) && wideText(string(r[i-1]), string(r[i+1])) {
			continue
		}
		out = append(out, string(c)...)
	}
	return out
}

// limited keeps so many bytes and drops the rest.
type limited struct {
	b    bytes.Buffer
	left int
}

func (w *limited) Write(p []byte) (int, error) {
	n := min(len(p), w.left)
	w.left -= n
	w.b.Write(p[:n])
	return len(p), nil
}
