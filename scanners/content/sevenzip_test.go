package content

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ulikunitz/xz/lzma"

	"piiventory/scanners"
)

// rawSeven makes an archive of packed bytes and a header.
func rawSeven(packed, header []byte) []byte {
	b := make([]byte, 32, 32+len(packed)+len(header))
	copy(b, "7z\xbc\xaf\x27\x1c\x00\x04")
	le := binary.LittleEndian
	le.PutUint64(b[12:], uint64(len(packed)))
	le.PutUint64(b[20:], uint64(len(header)))
	le.PutUint32(b[28:], crc32.ChecksumIEEE(header))
	le.PutUint32(b[8:], crc32.ChecksumIEEE(b[12:32]))
	return slices.Concat(b, packed, header)
}

// sevenNumber writes a number of up to 64 bits in the longest form.
func sevenNumber(n uint64) []byte {
	return binary.LittleEndian.AppendUint64([]byte{0xff}, n)
}

// sevenOf makes an archive of folders of one coder each, whose files have the given
// lengths.
func sevenOf(coder, packed []byte, folders int, sizes ...uint64) []byte {
	h := []byte("\x01\x04\x06\x00")
	h = append(append(h, sevenNumber(uint64(folders))...), 9)
	for range folders {
		h = append(h, sevenNumber(uint64(len(packed)))...)
	}
	h = append(append(append(h, 0, 7, 0x0b), sevenNumber(uint64(folders))...), 0)
	for range folders {
		h = append(append(h, 1), coder...)
	}
	h = append(h, 0x0c)
	all := uint64(0)
	for _, n := range sizes {
		all += n
	}
	for range folders {
		h = append(h, sevenNumber(all)...)
	}
	h = append(h, 0, 8, 0x0d)
	for range folders {
		h = append(h, byte(len(sizes)))
	}
	if len(sizes) > 1 {
		h = append(h, 9)
		for range folders {
			for _, n := range sizes[1:] {
				h = append(h, sevenNumber(n)...)
			}
		}
	}
	h = append(h, 0, 0, 5)
	files := folders * len(sizes)
	h = append(h, sevenNumber(uint64(files))...)
	names := bytes.Repeat([]byte("a\x00\x00\x00"), files)
	h = append(append(append(append(h, 0x11), sevenNumber(uint64(len(names)+1))...), 0), names...)
	return rawSeven(bytes.Repeat(packed, folders), append(h, 0, 0))
}

// packedLZMA is content packed with LZMA, without a header.
func packedLZMA(t testing.TB, in []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := lzma.WriterConfig{DictCap: 1 << 20, SizeInHeader: true, Size: int64(len(in))}.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(in)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()[13:]
}

// encodedSeven packs the header of an archive, as 7-Zip does.
func encodedSeven(t testing.TB, in, coder []byte) []byte {
	t.Helper()
	at := 32 + binary.LittleEndian.Uint64(in[12:])
	packed := packedLZMA(t, in[at:])
	h := slices.Concat([]byte{0x17, 6}, sevenNumber(at-32), []byte{1, 9}, sevenNumber(uint64(len(packed))),
		[]byte{0, 7, 0x0b, 1, 0, 1}, coder, []byte{0x0c}, sevenNumber(uint64(len(in))-at), []byte{0, 0})
	return rawSeven(append(in[32:at:at], packed...), h)
}

// TestSevenZipHeaders reads headers that are made to be read otherwise than they
// look: whatever they ask for, the memory stays below the bound.
func TestSevenZipHeaders(t *testing.T) {
	line := strings.Repeat("a word\n", 1000)
	packed := packedLZMA(t, []byte(line))
	broken := slices.Concat(packed[:20], bytes.Repeat([]byte{0xff}, 100))
	usual := []byte("\x23\x03\x01\x01\x05\x5d\x00\x00\x10\x00")
	long := []byte("\x23\x03\x01\x01\x80\x05\x5d\xff\xff\xff\xff") // the number 5 in two bytes
	complex := []byte("\x33\x03\x01\x01\x01\x01\x05\x5d\xff\xff\xff\xff")
	big := uint64(1) << 33
	files := func(n uint64) []byte { return slices.Concat([]byte{1, 5}, sevenNumber(n), []byte{0, 0}) }
	for name, c := range map[string]struct {
		in   []byte
		kind scanners.GapKind
	}{
		"good":               {sevenOf(usual, packed, 1, 7000), ""},
		"good, packed":       {encodedSeven(t, sevenOf(usual, packed, 1, 7000), usual), ""},
		"long number":        {sevenOf(long, packed, 1, 7000), ""}, // the content is short
		"long number, big":   {sevenOf(long, packed, 1, big), scanners.GapCorrupt},
		"complex coder":      {sevenOf(complex, packed, 1, big), scanners.GapCorrupt},
		"LZMA2":              {sevenOf([]byte("\x21\x21\x80\x01\x28"), packed, 1, big), scanners.GapCorrupt},
		"PPMd":               {sevenOf([]byte("\x23\x03\x04\x01\x80\x05\x06\x00\x00\x00\xf0"), packed, 1, big), scanners.GapOversized},
		"two at once":        {sevenOf(slices.Concat([]byte("\x23\x03\x01\x01\x05\x5d\x00\x00\x00\x10")), packed, 1, big), scanners.GapCorrupt},
		"AES of many rounds": {sevenOf([]byte("\x24\x06\xf1\x07\x01\x01\x3e"), packed, 1, 7000), scanners.GapEncrypted},
		"many files":         {rawSeven(nil, files(1<<32-1)), scanners.GapOversized},
		"many files, packed": {encodedSeven(t, rawSeven(nil, files(1<<32-1)), usual), scanners.GapOversized},
		"packed wide":        {encodedSeven(t, sevenOf(usual, packed, 1, 7000), long), ""},
		"checksum":           {wrongSum(), scanners.GapCorrupt},
		"properties":         {sevenOf(slices.Concat([]byte("\x23\x03\x01\x01"), sevenNumber(1<<32-1)), packed, 1, 7000), scanners.GapCorrupt},
		"many inputs":        {sevenOf(slices.Concat([]byte("\x11\x00"), sevenNumber(1<<31), []byte{1}), packed, 1, 7000), scanners.GapOversized},
		"many folders":       {rawSeven(nil, slices.Concat([]byte{1, 4, 7, 0x0b}, sevenNumber(1<<32-1), []byte{0, 1, 1, 0})), scanners.GapOversized},
		"many parts":         {rawSeven(nil, slices.Concat([]byte{1, 4, 7, 0x0b, 1, 0, 1, 1, 0, 0x0c, 1, 0, 8, 0x0d}, sevenNumber(1<<32-1), []byte{0x0a, 1})), scanners.GapOversized},
		"broken folders":     {sevenOf([]byte("\x23\x03\x01\x01\x05\x5d\x00\x00\x00\x01"), broken, 40, 20<<20, 20<<20), scanners.GapCorrupt},
		"cut folders":        {sevenOf([]byte("\x23\x03\x01\x01\x05\x5d\x00\x00\x00\x01"), packed, 40, 3500, 20<<20), scanners.GapCorrupt},
	} {
		t.Run(name, func(t *testing.T) {
			var got string
			var drawn scanners.Drawn
			began := time.Now()
			most := peak(t, func() { got, drawn = told(t, &standard, memory("x.7z", c.in), full) })
			if most > bound {
				t.Errorf("%d MiB", most>>20)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			kind := scanners.GapKind("")
			if len(drawn.Gaps) > 0 {
				kind = drawn.Gaps[0].Kind
			}
			if kind != c.kind {
				t.Errorf("%d MiB, %.300s %+v", most>>20, got, drawn)
			}
		})
	}
}

// wrongSum is an archive of one file whose checksum is another.
func wrongSum() []byte {
	content := []byte("a word\n")
	b := sevenOf([]byte("\x01\x00"), content, 1, 7)
	return rawSeven(content, bytes.Replace(b[32+7:], []byte("\x08\x0d\x01\x00"), []byte("\x08\x0d\x01\x0a\x01sum!\x00"), 1))
}
