package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"slices"

	"github.com/bodgit/sevenzip"
	"github.com/nwaples/rardecode/v2"
	"github.com/ulikunitz/xz/lzma"
)

// logs are what archives hold: texts of the same length each.
func logs(n, size int) (all []part) {
	log, _ := prose(size)()
	for i := range n {
		all = append(all, part{fmt.Sprintf("logs/day-%03d.log", i), string(log.bytes)})
	}
	return all
}

func zipOf(method uint16, n, size int) func() (made, error) {
	return func() (made, error) { return zipped(method, logs(n, size)...) }
}

func tarOf(n, size int) func() (made, error) {
	return func() (made, error) {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		plain := 0
		for _, p := range logs(n, size) {
			if err := w.WriteHeader(&tar.Header{Name: p.name, Size: int64(len(p.text)), Mode: 0o600}); err != nil {
				return made{}, err
			}
			if _, err := io.WriteString(w, p.text); err != nil {
				return made{}, err
			}
			plain += len(p.text)
		}
		err := w.Close()
		return made{b.Bytes(), int64(plain)}, err
	}
}

// sevenZip is an archive of one text packed with LZMA, with a plain header (7zFormat.txt
// of the LZMA SDK).
func sevenZip(size int) func() (made, error) {
	return func() (made, error) {
		log, err := prose(size)()
		if err != nil {
			return made{}, err
		}
		var z bytes.Buffer
		w, err := lzma.WriterConfig{DictCap: 1 << 20, SizeInHeader: true, Size: log.plain}.NewWriter(&z)
		if err != nil {
			return made{}, err
		}
		w.Write(log.bytes)
		if err := w.Close(); err != nil {
			return made{}, err
		}
		properties, packed := z.Bytes()[:5], z.Bytes()[13:]
		number := func(n int) []byte { return binary.LittleEndian.AppendUint64([]byte{0xff}, uint64(n)) }
		name := []byte("a\x00.\x00l\x00o\x00g\x00\x00\x00")
		header := slices.Concat([]byte{1, 4, 6, 0, 1, 9}, number(len(packed)), []byte{0, 7, 0x0b, 1, 0, 1, 0x23, 3, 1, 1, 5}, properties,
			[]byte{0x0c}, number(len(log.bytes)), []byte{0, 8, 0, 0, 5, 1, 0x11}, number(len(name)+1), []byte{0}, name, []byte{0, 0})
		b := make([]byte, 32)
		copy(b, "7z\xbc\xaf\x27\x1c\x00\x04")
		binary.LittleEndian.PutUint64(b[12:], uint64(len(packed)))
		binary.LittleEndian.PutUint64(b[20:], uint64(len(header)))
		binary.LittleEndian.PutUint32(b[28:], crc32.ChecksumIEEE(header))
		binary.LittleEndian.PutUint32(b[8:], crc32.ChecksumIEEE(b[12:]))
		return made{slices.Concat(b, packed, header), log.plain}, nil
	}
}

// rarOf is an archive of texts that are stored, since nothing free packs in that way
// (RAR 5.0 archive format, general archive block format).
func rarOf(n, size int) func() (made, error) {
	return func() (made, error) {
		b := []byte("Rar!\x1a\x07\x01\x00")
		plain := int64(0)
		block := func(h []byte) {
			h = append(binary.AppendUvarint(nil, uint64(len(h))), h...)
			b = append(binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(h)), h...)
		}
		block([]byte{1, 0, 0})
		for _, p := range logs(n, size) {
			h := binary.AppendUvarint([]byte{2, 2}, uint64(len(p.text))) // a file with data
			h = binary.AppendUvarint(append(h, 4), uint64(len(p.text)))  // with a checksum
			h = append(h, 0)                                             // attributes
			h = binary.LittleEndian.AppendUint32(h, crc32.ChecksumIEEE([]byte(p.text)))
			h = append(append(h, 0, 1, byte(len(p.name))), p.name...) // stored, Unix
			block(h)
			b = append(b, p.text...)
			plain += int64(len(p.text))
		}
		block([]byte{5, 0, 0})
		return made{b, plain}, nil
	}
}

// An opened is something that reads the entry of an archive.
type opened struct {
	what string
	read func(io.Reader) (int, error)
}

var (
	byScanner = opened{"lines by `bufio.Scanner`", scan}
	// byOurs shows what the archive costs and not the text in it. Where entries are stored,
	// a scanner of lines does little more than to copy them.
	byOurs = opened{"each entry read by ours as an object of its own", alone}
)

var entryRoom bytes.Buffer

func alone(r io.Reader) (int, error) {
	entryRoom.Reset()
	if _, err := entryRoom.ReadFrom(r); err != nil {
		return 0, err
	}
	return ours("x.log")(entryRoom.Bytes())
}

func archiveZip(o opened) bare {
	return bare{"`archive/zip`, " + o.what, func(in []byte) (int, error) {
		return entries(in, func(_ *zip.File, r io.Reader) (int, error) { return o.read(r) })
	}}
}

func archiveTar(o opened) bare {
	return bare{"`archive/tar`, " + o.what, func(in []byte) (n int, err error) {
		r := tar.NewReader(bytes.NewReader(in))
		for {
			if _, err := r.Next(); err == io.EOF {
				return n, nil
			} else if err != nil {
				return n, err
			}
			k, err := o.read(r)
			if n += k; err != nil {
				return n, err
			}
		}
	}}
}

var bodgitSevenZip = bare{"`bodgit/sevenzip`, lines by `bufio.Scanner`", func(in []byte) (n int, err error) {
	z, err := sevenzip.NewReader(bytes.NewReader(in), int64(len(in)))
	if err != nil {
		return 0, err
	}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			return n, err
		}
		k, err := scan(r)
		r.Close()
		if n += k; err != nil {
			return n, err
		}
	}
	return n, nil
}}

func rarDecode(o opened) bare {
	return bare{"`nwaples/rardecode/v2`, " + o.what, func(in []byte) (n int, err error) {
		r, err := rardecode.NewReader(bytes.NewReader(in))
		if err != nil {
			return 0, err
		}
		for {
			if _, err := r.Next(); err == io.EOF {
				return n, nil
			} else if err != nil {
				return n, err
			}
			k, err := o.read(r)
			if n += k; err != nil {
				return n, err
			}
		}
	}}
}
