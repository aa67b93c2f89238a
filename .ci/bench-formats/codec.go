package main

import (
	"bytes"
	"compress/bzip2"
	"encoding/binary"
	"hash/crc32"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/ulikunitz/xz"
	"github.com/ulikunitz/xz/lzma"
	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// packed is a log, packed.
func packed(size int, writer func(io.Writer) (io.WriteCloser, error)) func() (made, error) {
	return func() (made, error) {
		log, err := prose(size)()
		if err != nil {
			return made{}, err
		}
		var b bytes.Buffer
		w, err := writer(&b)
		if err != nil {
			return made{}, err
		}
		if _, err := w.Write(log.bytes); err != nil {
			return made{}, err
		}
		err = w.Close()
		return made{b.Bytes(), log.plain}, err
	}
}

func gzipped(w io.Writer) (io.WriteCloser, error)  { return gzip.NewWriter(w), nil }
func zlibbed(w io.Writer) (io.WriteCloser, error)  { return zlib.NewWriter(w), nil }
func zstded(w io.Writer) (io.WriteCloser, error)   { return zstd.NewWriter(w) }
func xzed(w io.Writer) (io.WriteCloser, error)     { return xz.NewWriter(w) }
func lzmaed(w io.Writer) (io.WriteCloser, error)   { return lzma.NewWriter(w) }
func lz4ed(w io.Writer) (io.WriteCloser, error)    { return lz4.NewWriter(w), nil }
func snapped(w io.Writer) (io.WriteCloser, error)  { return snappy.NewBufferedWriter(w), nil }
func brotlied(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriterLevel(w, 5), nil }

// repeated is a sample of testdata/content, many times one behind the other, which is
// valid in most compressions. plain is the length of what is in it.
func repeated(name string, times int, plain int64) func() (made, error) {
	return func() (made, error) {
		c, err := specimen(name)()
		return made{bytes.Repeat(c.bytes, times), plain * int64(times)}, err
	}
}

// framed is a log in blocks, each packed on its own: with the header of snappy-java, or in
// the way of Hadoop, where the length of the content stands before each block.
func framed(size int, header string, hadoop bool, pack func([]byte) []byte) func() (made, error) {
	return func() (made, error) {
		log, err := prose(size)()
		b := []byte(header)
		for rest := log.bytes; len(rest) > 0; {
			n := min(len(rest), 64<<10)
			z := pack(rest[:n])
			if hadoop {
				b = binary.BigEndian.AppendUint32(b, uint32(n))
			}
			b = append(binary.BigEndian.AppendUint32(b, uint32(len(z))), z...)
			rest = rest[n:]
		}
		return made{b, log.plain}, err
	}
}

func snappyBlock(b []byte) []byte { return snappy.Encode(nil, b) }

func lz4Block(b []byte) []byte {
	var c lz4.Compressor
	z := make([]byte, lz4.CompressBlockBound(len(b)))
	n, err := c.CompressBlock(b, z)
	if err != nil || n == 0 {
		panic("lz4: a log does not become smaller")
	}
	return z[:n]
}

// unpacking reads lines of what a library unpacks.
func unpacking(what string, open func(io.Reader) (io.Reader, error)) bare {
	return bare{"`" + what + "`, lines by `bufio.Scanner`", func(in []byte) (int, error) {
		r, err := open(bytes.NewReader(in))
		if err != nil {
			return 0, err
		}
		n, err := scan(r)
		if c, ok := r.(*zstd.Decoder); ok {
			c.Close()
		}
		return n, err
	}}
}

var (
	gunzip     = unpacking("klauspost/compress/gzip", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) })
	unzlib     = unpacking("klauspost/compress/zlib", func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) })
	unzstd     = unpacking("klauspost/compress/zstd", func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r, zstd.WithDecoderConcurrency(1)) })
	bunzip     = unpacking("compress/bzip2", func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil })
	unxz       = unpacking("ulikunitz/xz", func(r io.Reader) (io.Reader, error) { return xz.NewReader(r) })
	unlzma     = unpacking("ulikunitz/xz/lzma", func(r io.Reader) (io.Reader, error) { return lzma.NewReader(r) })
	unlz4      = unpacking("pierrec/lz4", func(r io.Reader) (io.Reader, error) { return lz4.NewReader(r), nil })
	unsnap     = unpacking("klauspost/compress/snappy", func(r io.Reader) (io.Reader, error) { return snappy.NewReader(r), nil })
	unbrotli   = unpacking("andybalholm/brotli", func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil })
	snapBlocks = blocksOf("klauspost/compress/snappy, blocks", 16, false, func(dst, b []byte) ([]byte, error) { return snappy.Decode(dst, b) })
	snapHadoop = blocksOf("klauspost/compress/snappy, blocks", 0, true, func(dst, b []byte) ([]byte, error) { return snappy.Decode(dst, b) })
	lz4Hadoop  = blocksOf("pierrec/lz4, blocks", 0, true, func(dst, b []byte) ([]byte, error) {
		n, err := lz4.UncompressBlock(b, dst)
		return dst[:max(n, 0)], err
	})
)

func blocksOf(what string, header int, hadoop bool, unpack func(dst, b []byte) ([]byte, error)) bare {
	return unpacking(what, func(r io.Reader) (io.Reader, error) {
		all, err := io.ReadAll(r)
		return &blocks{in: all[header:], hadoop: hadoop, unpack: unpack, dst: make([]byte, 64<<10)}, err
	})
}

// blocks reads content that framed packed.
type blocks struct {
	in, out, dst []byte
	hadoop       bool
	unpack       func(dst, b []byte) ([]byte, error)
}

func (b *blocks) Read(p []byte) (n int, err error) {
	if len(b.out) == 0 {
		if len(b.in) == 0 {
			return 0, io.EOF
		}
		if b.hadoop {
			b.in = b.in[4:]
		}
		k := binary.BigEndian.Uint32(b.in)
		if b.out, err = b.unpack(b.dst, b.in[4:4+k]); err != nil {
			return 0, err
		}
		b.in = b.in[4+k:]
	}
	n = copy(p, b.out)
	b.out = b.out[n:]
	return n, nil
}

// foreign is a text of which half is Chinese, Japanese or Korean, in the charset.
func foreign(size int, e encoding.Encoding, words string) func() (made, error) {
	return func() (made, error) {
		utf8, err := textOf(size, "", "", func(b []byte, i int) []byte {
			return append(append(append(append(append(b, day(i)...), ' '), words...), phone(i)...), '\n')
		})()
		if err != nil {
			return made{}, err
		}
		b, err := e.NewEncoder().Bytes(utf8.bytes)
		return made{b, int64(len(b))}, err
	}
}

func decoding(e encoding.Encoding) bare {
	return bare{"`golang.org/x/text`, transform.Reader, lines by `bufio.Scanner`", func(in []byte) (int, error) {
		return scan(transform.NewReader(bytes.NewReader(in), e.NewDecoder()))
	}}
}

// lzipped packs with LZMA in the way of lzip: other bytes in front and behind (lzip
// manual, "File format").
func lzipped(size int) func() (made, error) {
	return func() (made, error) {
		log, err := prose(size)()
		if err != nil {
			return made{}, err
		}
		z, err := packed(size, func(w io.Writer) (io.WriteCloser, error) {
			return lzma.WriterConfig{DictCap: 1 << 22, EOSMarker: true}.NewWriter(w)
		})()
		if err != nil {
			return made{}, err
		}
		b := append([]byte("LZIP\x01\x16"), z.bytes[13:]...)
		b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(log.bytes))
		b = binary.LittleEndian.AppendUint64(b, uint64(log.plain))
		return made{binary.LittleEndian.AppendUint64(b, uint64(len(b)+8)), log.plain}, nil
	}
}

var unlzip = unpacking("ulikunitz/xz/lzma", func(r io.Reader) (io.Reader, error) {
	if _, err := io.CopyN(io.Discard, r, 6); err != nil {
		return nil, err
	}
	head := "\x5d\x00\x00\x40\x00\xff\xff\xff\xff\xff\xff\xff\xff"
	return lzma.NewReader(io.MultiReader(strings.NewReader(head), r))
})
