package content

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/klauspost/compress/gzip"

	"piiventory/scanners"
)

// compoundOf is a compound file with the streams, the table of whose sectors lies at
// its end. A name such as "a/b" is a stream in a storage. change may alter the table and
// the directory.
func compoundOf(streams []file, change func(fat []uint32, dir []byte)) []byte {
	le := binary.LittleEndian
	var body []byte
	fat := []uint32{}
	add := func(b []byte) uint32 {
		first := uint32(len(fat))
		for i := 0; i < len(b); i += 512 {
			body = append(body, b[i:min(i+512, len(b))]...)
			body = append(body, make([]byte, (512-len(body)%512)%512)...)
			fat = append(fat, uint32(len(fat)+1))
		}
		if len(b) == 0 {
			return oleEnd
		}
		fat[len(fat)-1] = oleEnd
		return first
	}
	dir := make([]byte, 128)
	entry := func(e []byte, name string, kind byte, first uint32, size int) {
		clear(e)
		for i, u := range utf16.Encode([]rune(name)) {
			le.PutUint16(e[2*i:], u)
			le.PutUint16(e[64:], uint16(2*i+4))
		}
		e[66] = kind
		for _, at := range []int{68, 72, 76} {
			le.PutUint32(e[at:], 0xFFFFFFFF)
		}
		le.PutUint32(e[116:], first)
		le.PutUint32(e[120:], uint32(size))
	}
	entry(dir, "Root Entry", 5, oleEnd, 0)
	storages := map[string]int{"": 0}
	hang := func(parent, child int) { // each to the right of the one before
		at := 128*parent + 76
		for le.Uint32(dir[at:]) != 0xFFFFFFFF {
			at = 128*int(le.Uint32(dir[at:])) + 72
		}
		le.PutUint32(dir[at:], uint32(child))
	}
	for _, s := range streams {
		folder, name := "", s.name
		if i := strings.IndexByte(s.name, '/'); i >= 0 {
			folder, name = s.name[:i], s.name[i+1:]
		}
		if _, ok := storages[folder]; !ok {
			storages[folder] = len(dir) / 128
			dir = append(dir, make([]byte, 128)...)
			entry(dir[len(dir)-128:], folder, 1, 0, 0)
			hang(0, storages[folder])
		}
		dir = append(dir, make([]byte, 128)...)
		entry(dir[len(dir)-128:], name, 2, add([]byte(s.body)), len(s.body))
		hang(storages[folder], len(dir)/128-1)
	}
	if change != nil {
		change(fat, dir)
	}
	at := add(dir)
	h := make([]byte, 512)
	copy(h, oleMagic)
	le.PutUint16(h[26:], 3)
	le.PutUint16(h[30:], 9)
	le.PutUint32(h[48:], at)
	le.PutUint32(h[60:], oleEnd)
	le.PutUint32(h[68:], oleEnd)
	n := len(fat)
	for i := 76; i < 512; i += 4 {
		le.PutUint32(h[i:], 0xFFFFFFFF)
	}
	more := []uint32{}
	for len(fat) < n+(n+140)/126+2 { // with the sectors of the table itself
		fat = append(fat, 0xFFFFFFFD)
	}
	for i := 0; i < len(fat); i += 128 {
		s := make([]byte, 512)
		for k := range s[:min(512, 4*(len(fat)-i))] {
			s[k] = byte(fat[i+k/4] >> (k % 4 * 8))
		}
		if k := i / 128; k < 109 {
			le.PutUint32(h[76+4*k:], uint32(len(body)/512))
		} else {
			more = append(more, uint32(len(body)/512))
		}
		body = append(body, s...)
	}
	for i := 0; i < len(more); i += 127 {
		s := bytes.Repeat([]byte{0xff}, 512)
		for k, v := range more[i:min(i+127, len(more))] {
			le.PutUint32(s[4*k:], v)
		}
		if i == 0 {
			le.PutUint32(h[68:], uint32(len(body)/512))
		} else {
			le.PutUint32(body[len(body)-4:], uint32(len(body)/512))
		}
		if i+127 >= len(more) {
			le.PutUint32(s[508:], oleEnd)
		}
		body = append(body, s...)
	}
	return append(h, body...)
}

// TestCompound reads streams of all lengths.
func TestCompound(t *testing.T) {
	var streams []file
	for _, n := range []int{0, 1, 511, 512, 513, 70_000, 8 << 20} {
		streams = append(streams, file{fmt.Sprint("s", n), strings.Repeat("0123456789abcdefg", n/17+1)[:n]})
	}
	streams = append(streams, file{"folder/in it", "text"}, file{"folder/and", "more"})
	b := compoundOf(streams, nil)
	f, err := openCompound(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	root := oleStorage{f, 0}
	for _, s := range streams {
		in, name := root, s.name
		if folder, rest, ok := strings.Cut(s.name, "/"); ok {
			i, _ := root.find(folder, 1)
			in, name = oleStorage{f, i}, rest
		}
		got, err := in.stream(name).small(1 << 30)
		if err != nil || string(got) != s.body {
			t.Errorf("%s: %d bytes of %d, %v", s.name, len(got), len(s.body), err)
		}
	}
}

// oleSamples are the samples of all formats in compound files.
func oleSamples(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, k := range slices.Concat(oleKinds, []oleKind{{name: "ole"}}) {
		dir := "../../testdata/content/" + k.name
		es, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range es {
			if strings.HasSuffix(e.Name(), ".want") {
				continue
			}
			b, err := os.ReadFile(dir + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			if r, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
				if b, err = io.ReadAll(r); err != nil {
					t.Fatal(err)
				}
			}
			all[k.name+"/"+e.Name()] = b
		}
	}
	return all
}

// TestCompoundCut cuts samples at many lengths: each is a gap. (The last sector may be
// one that is not in use.)
func TestCompoundCut(t *testing.T) {
	for name, b := range oleSamples(t) {
		for _, n := range []int{512, len(b) / 8, len(b) / 3, len(b) / 2, len(b) - 600} {
			if n <= 8 || len(b) < 1500 {
				continue
			}
			_, drawn := gather(t, &standard, memory("x", b[:n]), full)
			if len(drawn.Gaps) == 0 {
				t.Errorf("%s cut to %d of %d: no gap", name, n, len(b))
			}
		}
	}
}

// TestCompoundRenamed reads samples without their names, and in an archive.
func TestCompoundRenamed(t *testing.T) {
	for name, b := range oleSamples(t) {
		rows, drawn := gather(t, &standard, memory("x.csv", b), full)
		again, inner := gather(t, &standard, memory("x", zipOf(t, file{"a", string(b)})), full)
		if want := strings.Split(name, "/")[0]; drawn.Format != want && !strings.HasPrefix(drawn.Format, want+"(") || len(rows) != len(again) || len(drawn.Gaps) != len(inner.Gaps) {
			t.Errorf("%s: %s with %d rows, in an archive %d; gaps %+v and %+v", name, drawn.Format, len(rows), len(again), drawn.Gaps, inner.Gaps)
		}
	}
}

// TestCompoundHostile reads files that are meant to do harm.
func TestCompoundHostile(t *testing.T) {
	le := binary.LittleEndian
	text := strings.Repeat("x", 5000)
	long := "\xff\x0f\x01" + strings.Repeat("\x2d\x4e", 0xfff)
	huge := biffFile(t, biff(biffTexts, "\xff\xff\xff\x7f\xff\xff\xff\x7f"+long)+strings.Repeat(biff(biffMore, long), 2500))
	many := []file{}
	for i := range 3000 {
		many = append(many, file{fmt.Sprint(i), ""})
	}
	for name, b := range map[string][]byte{
		"a chain that leads to itself": compoundOf([]file{{"Workbook", text}}, func(fat []uint32, dir []byte) { fat[0] = 0; le.PutUint32(dir[128+120:], 0x7FFF_FFFF) }),
		"a chain that leads back":      compoundOf([]file{{"Workbook", text}}, func(fat []uint32, dir []byte) { fat[5] = 2; le.PutUint32(dir[128+120:], 0x7FFF_FFFF) }),
		"huge sizes":                   compoundOf([]file{{"Workbook", text}}, func(fat []uint32, dir []byte) { le.PutUint32(dir[128+120:], 0x7FFF_FFFF) }),
		"a tree that leads to itself":  compoundOf([]file{{"a/Workbook", text}}, func(fat []uint32, dir []byte) { le.PutUint32(dir[256+76:], 1); le.PutUint32(dir[256+72:], 2) }),
		"all streams in one place": compoundOf(many, func(fat []uint32, dir []byte) {
			for i := 128; i < len(dir); i += 128 {
				le.PutUint32(dir[i+116:], 0)
				le.PutUint32(dir[i+120:], 0x7FFF_FFFF)
			}
		}),
		"many texts": compoundOf([]file{{"Workbook", huge}}, nil),
	} {
		for _, in := range [][]byte{b, zipOf(t, file{"a", string(b)})} {
			for _, d := range []scanners.Draw{full, sampled(1, 1<<20, 1000)} {
				var drawn scanners.Drawn
				var err error
				began := time.Now()
				most := peak(t, func() { drawn, err = standard.sample(t.Context(), memory("x", in), d, discard) })
				if err != nil || most > bound || len(drawn.Gaps) == 0 {
					t.Errorf("%s: %v, %d MiB, %+v", name, err, most>>20, drawn)
				}
				t.Logf("%s: %d MiB, %d bytes, %d rows, %v", name, most>>20, len(in), drawn.Rows, time.Since(began).Round(time.Millisecond))
			}
		}
	}
}

func FuzzCompound(f *testing.F) {
	for _, b := range oleSamples(f) {
		if len(b) < 1<<16 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 1<<17 {
			return
		}
		in = append([]byte(oleMagic), in[min(8, len(in)):]...)
		if _, err := standard.sample(t.Context(), memory("a", in), full, discard); err != nil {
			t.Fatal(err)
		}
	})
}
