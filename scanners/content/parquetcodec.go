package content

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
)

// Compressions of pages (parquet-format, "Compression").
const (
	parquetUncompressed = iota
	parquetSnappy
	parquetGzip
	parquetLZO
	parquetBrotli
	parquetLZ4Hadoop // deprecated: LZ4 blocks in the framing of Hadoop
	parquetZstd
	parquetLZ4
)

var (
	errParquetPage  = errors.New("a page is broken")
	errParquetCodec = errors.New("a page is compressed in an unknown way")
)

// parquetUnpacker unpacks pages. It never writes more than a page says that it
// holds.
type parquetUnpacker struct {
	zstd *zstd.Decoder
	gzip *gzip.Reader
}

// unpack returns the bytes of a page of the given unpacked length, in dst if they fit.
func (u *parquetUnpacker) unpack(codec int8, dst, src []byte, length int) ([]byte, error) {
	if cap(dst) < length {
		dst = make([]byte, length)
	}
	dst = dst[:length]
	n, err := 0, error(nil)
	switch codec {
	case parquetUncompressed:
		n = copy(dst, src)
		if len(src) != length {
			err = errParquetPage
		}
	case parquetSnappy:
		if n, err = snappy.DecodedLen(src); err == nil && n == length {
			_, err = snappy.Decode(dst, src)
		}
	case parquetLZ4:
		n, err = lz4.UncompressBlock(src, dst)
	case parquetLZ4Hadoop:
		n, err = unpackHadoopLZ4(dst, src)
	case parquetZstd:
		if u.zstd == nil {
			u.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(parquetPage+1))
		}
		if err == nil {
			var out []byte
			if out, err = u.zstd.DecodeAll(src, dst[:0]); len(out) == length {
				dst = out
			}
			n = len(out)
		}
	case parquetGzip:
		if u.gzip == nil {
			u.gzip = new(gzip.Reader)
		}
		if err = u.gzip.Reset(bytes.NewReader(src)); err == nil {
			n, err = io.ReadFull(u.gzip, dst)
		}
	case parquetBrotli:
		n, err = io.ReadFull(brotli.NewReader(bytes.NewReader(src)), dst)
	default:
		return nil, errParquetCodec
	}
	if err != nil || n != length {
		return nil, errParquetPage
	}
	return dst, nil
}

// unpackHadoopLZ4 reads blocks with their unpacked and packed lengths in front.
// Some writers left the lengths out.
func unpackHadoopLZ4(dst, src []byte) (int, error) {
	n := 0
	for rest := src; len(rest) >= 8; {
		unpacked, packed := binary.BigEndian.Uint32(rest), binary.BigEndian.Uint32(rest[4:])
		if uint64(packed) > uint64(len(rest)-8) || uint64(unpacked) > uint64(len(dst)-n) {
			break
		}
		m, err := lz4.UncompressBlock(rest[8:8+packed], dst[n:n+int(unpacked)])
		if err != nil || m != int(unpacked) {
			break
		}
		n += m
		if rest = rest[8+packed:]; len(rest) == 0 {
			return n, nil
		}
	}
	return lz4.UncompressBlock(src, dst)
}

func (u *parquetUnpacker) close() {
	if u.zstd != nil {
		u.zstd.Close()
	}
}
