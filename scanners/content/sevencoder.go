package content

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"

	"github.com/bodgit/sevenzip"
	"github.com/klauspost/compress/flate"
	"github.com/stangelandcl/ppmd"
	"github.com/ulikunitz/xz/lzma"
)

// The coders of 7z archives that hold much memory, or compute for long. They take
// the place of the library's own, which allocate as much as an archive asks for:
// none of these can be made to hold more than windowFirst, whatever the header
// says. The others (filters for programs) hold next to nothing.
const (
	sevenLZMA2   = "\x21"
	sevenLZMA    = "\x03\x01\x01"
	sevenPPMd    = "\x03\x04\x01"
	sevenDeflate = "\x04\x01\x08"
	sevenBzip2   = "\x04\x02\x02"
	sevenZstd    = "\x04\xf7\x11\x01"
	sevenBrotli  = "\x04\xf7\x11\x02"
	sevenLZ4     = "\x04\xf7\x11\x04"
	sevenAES     = "\x06\xf1\x07\x01"
)

var sevenOpeners = map[string]func(props []byte, size uint64, r io.Reader) (io.Reader, error){
	"\x00":       func(_ []byte, _ uint64, r io.Reader) (io.Reader, error) { return r, nil },
	sevenLZMA:    openSevenLZMA,
	sevenLZMA2:   openSevenLZMA2,
	sevenPPMd:    openSevenPPMd,
	sevenDeflate: func(_ []byte, _ uint64, r io.Reader) (io.Reader, error) { return flate.NewReader(r), nil },
	sevenBzip2:   openSevenCodec("bzip2"),
	sevenZstd:    openSevenCodec("zstd"),
	sevenLZ4:     openSevenCodec("lz4"),
	sevenBrotli:  openSevenCodec("brotli"),
	// The key takes as many rounds as the header says, up to 2^62.
	sevenAES: func([]byte, uint64, io.Reader) (io.Reader, error) { return nil, errEncrypted },
}

var _ = registerSeven()

func registerSeven() bool {
	for id, open := range sevenOpeners {
		sevenzip.RegisterDecompressor([]byte(id), func(props []byte, size uint64, in []io.ReadCloser) (io.ReadCloser, error) {
			if len(in) != 1 {
				return nil, errBroken
			}
			r, err := open(props, size, in[0])
			if err != nil {
				return nil, err
			}
			return &sevenCoded{r: r, in: in[0]}, nil
		})
	}
	return true
}

// sevenCoded lets go of a coder and its memory at the end and where it breaks,
// though the library may keep the reader.
type sevenCoded struct {
	r   io.Reader
	in  io.Closer
	err error
}

func (c *sevenCoded) Read(p []byte) (n int, err error) {
	if c.err != nil {
		return 0, c.err
	}
	defer func() {
		if recover() != nil {
			n, err = 0, errBroken
		}
		if err != nil {
			c.r, c.err = nil, err
		}
	}()
	return c.r.Read(p)
}

func (c *sevenCoded) Close() error {
	c.r = nil
	if c.err == nil {
		c.err = errors.New("closed")
	}
	return c.in.Close()
}

// memory is how much the coders of a folder hold together.
func (f sevenFolder) memory() (sum int64) {
	for _, c := range f.coders {
		switch n := int64(0); c.id {
		case sevenLZMA, sevenLZMA2:
			n, _ = sevenDictionary(c.id, c.props, c.size)
			sum += n
		case sevenPPMd:
			if len(c.props) == 5 {
				sum += int64(binary.LittleEndian.Uint32(c.props[1:]))
			}
		case sevenZstd, sevenBrotli, sevenLZ4, sevenBzip2:
			sum += windowDeep
		default:
			sum += 128 << 10
		}
	}
	return sum
}

// sevenDictionary is what a decoder of LZMA holds, and what the archive asks for.
func sevenDictionary(id string, props []byte, size uint64) (held, asked int64) {
	switch {
	case id == sevenLZMA && len(props) == 5:
		asked = int64(binary.LittleEndian.Uint32(props[1:]))
	case id == sevenLZMA2 && len(props) == 1:
		asked, _ = lzma.DecodeDictCap(props[0])
	}
	if uint64(asked) > size {
		asked = int64(size)
	}
	return min(asked, windowFirst), asked
}

func openSevenLZMA(props []byte, size uint64, r io.Reader) (io.Reader, error) {
	if len(props) != 5 {
		return nil, errBroken
	}
	head := binary.LittleEndian.AppendUint64(bytes.Clone(props), size)
	return openLZMA(bufio.NewReaderSize(r, 16<<10), head, windowFirst)
}

func openSevenLZMA2(props []byte, size uint64, r io.Reader) (io.Reader, error) {
	if len(props) != 1 || props[0] > 40 {
		return nil, errBroken
	}
	held, asked := sevenDictionary(sevenLZMA2, props, size)
	z, err := lzma.Reader2Config{DictCap: max(int(held), lzma.MinDictCap)}.NewReader2(bufio.NewReaderSize(r, 16<<10))
	if err != nil {
		return nil, errBroken
	}
	if asked == held {
		asked = 0
	}
	return &narrow{r: z, window: func() int64 { return asked }, most: windowFirst}, nil
}

func openSevenPPMd(props []byte, size uint64, r io.Reader) (io.Reader, error) {
	if len(props) != 5 {
		return nil, errBroken
	}
	memory := binary.LittleEndian.Uint32(props[1:])
	if memory > windowFirst {
		return nil, errSevenWide
	}
	z, err := ppmd.NewH7zReader(bufio.NewReaderSize(r, 16<<10), int(props[0]), int(memory), int(min(size, 1<<62)))
	if err != nil {
		return nil, errBroken
	}
	return &z, nil
}

// openSevenCodec opens what is a stream of its own elsewhere. Brotli stands behind
// a frame of 16 bytes that gives sizes.
func openSevenCodec(name string) func([]byte, uint64, io.Reader) (io.Reader, error) {
	return func(_ []byte, _ uint64, r io.Reader) (io.Reader, error) {
		br := bufio.NewReaderSize(r, 16<<10)
		if b, _ := br.Peek(16); name == "brotli" && len(b) == 16 && le32(b) == 0x184d2a50 && b[12] == 'B' && b[13] == 'R' {
			br.Discard(16)
		}
		i := slices.IndexFunc(codecs, func(k codec) bool { return k.name == name })
		return codecs[i].open(br, windowDeep)
	}
}
