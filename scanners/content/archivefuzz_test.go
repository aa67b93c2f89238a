package content

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"piiventory/scanners"
)

// fuzzArchive reads anything as an archive, whole and by a sample: no error, no end
// of the document by a panic of ours, and never less than everything without a gap.
func fuzzArchive(f *testing.F, name, magic string) {
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 1<<14 {
			return
		}
		if !strings.HasPrefix(string(in), magic) {
			in = append([]byte(magic), in...)
		}
		s := tiny
		s.expanded, s.floor, s.spool, s.deepest, s.slow = 1<<20, 1<<16, 1<<16, 2, time.Minute
		for _, d := range []scanners.Draw{full, sampled(1, int64(len(in)/2), 20)} {
			rows, drawn, err := collect(t, &s, memory(name, in), d)
			if err != nil {
				t.Fatal(err)
			}
			if drawn.Design != scanners.Census && len(drawn.Gaps) == 0 {
				t.Fatalf("no gap: %+v", drawn)
			}
			if len(rows) > 1<<20 {
				t.Fatalf("%d rows", len(rows))
			}
		}
	})
}

func FuzzZip(f *testing.F) {
	f.Add(zipOf(f, file{"a.csv", "id,phone\n1,13800000000\n"}, file{"b.txt", "a text\n"}))
	f.Add(rawZip(stored("a.txt", "a text\n"), stored("b.json", `[{"a":1}]`)))
	fuzzArchive(f, "x.zip", "PK")
}

func FuzzTar(f *testing.F) {
	f.Add([]byte(tarOf(f, file{"a.csv", "id,phone\n1,13800000000\n"}, file{"b.txt", "a text\n"})))
	fuzzArchive(f, "x.tar", "")
}

// FuzzSevenZip reads headers whose checksums are right, since nothing is read
// behind those that are not.
func FuzzSevenZip(f *testing.F) {
	b := sevenOf([]byte("\x01\x00"), []byte("a text\n"), 1, 7)
	f.Add(b[32:39], b[39:])
	packed := packedLZMA(f, []byte(strings.Repeat("a word\n", 100)))
	b = sevenOf([]byte("\x23\x03\x01\x01\x05\x5d\x00\x00\x10\x00"), packed, 2, 350, 350)
	f.Add(b[32:32+2*len(packed)], b[32+2*len(packed):])
	f.Fuzz(func(t *testing.T, packed, header []byte) {
		if len(packed)+len(header) > 1<<13 {
			return
		}
		s := tiny
		s.expanded, s.floor, s.spool, s.deepest, s.slow = 1<<20, 1<<16, 1<<16, 2, time.Minute
		_, drawn, err := collect(t, &s, memory("x.7z", rawSeven(packed, header)), full)
		if err != nil {
			t.Fatal(err)
		}
		if drawn.Design != scanners.Census && len(drawn.Gaps) == 0 {
			t.Fatalf("no gap: %+v", drawn)
		}
	})
}

// FuzzRar reads blocks whose checksums are put right, after the mark of either version.
func FuzzRar(f *testing.F) {
	text := rarEntry("a.txt", "a text\n", 0, '0', 7)
	f.Add(false, []byte(rarHead), []byte(text))
	f.Add(false, []byte(rarHead), []byte(rarEntry("a.txt", "\x0c\xc0\x0d\x50\xd0", 0, '3', 70)))
	f.Add(false, []byte(rarHead), []byte(rarEntry("a.txt", "\xa5\x01\x0d\x50\xd0", 0, '5', 70)))
	f.Add(true, []byte("\x01\x00\x00"), []byte("\x02\x02\x07\x04\x07\x00\x00\x00\x01\x05a.txt\x00\x00DATAa text\n"))
	f.Fuzz(func(t *testing.T, five bool, head, entry []byte) {
		if len(head)+len(entry) > 1<<13 || len(head) > 100 {
			return
		}
		var in []byte
		if five {
			in = rar5Of(string(head), string(entry), "\x05\x00\x00")
		} else {
			for _, b := range [][]byte{head, entry} {
				if len(b) < 5 || int(b[3])|int(b[4])<<8 > len(b)+2 || int(b[3])|int(b[4])<<8 < 7 {
					return
				}
			}
			in = rarOf(string(head), string(entry), rarTail)
		}
		s := tiny
		s.expanded, s.floor, s.spool, s.deepest, s.slow = 1<<20, 1<<16, 1<<16, 2, time.Minute
		_, drawn, err := collect(t, &s, memory("x.rar", in), full)
		if err != nil {
			t.Fatal(err)
		}
		if drawn.Design != scanners.Census && len(drawn.Gaps) == 0 {
			t.Fatalf("no gap: %+v", drawn)
		}
	})
}

// FuzzNames makes names of entries fit to be shown, whatever they are.
func FuzzNames(f *testing.F) {
	f.Add([]byte("../../a/b.txt"), []byte{}, uint16(0))
	f.Add([]byte("\xcd\xa8\xd1\xb6\xc2\xbc/a.txt"), []byte("\x75\x70\x06\x00\x01\x00\x00\x00\x00a"), uint16(zipUTF8))
	f.Fuzz(func(t *testing.T, name, extra []byte, flags uint16) {
		s := entryName(zipEntryName(name, extra, flags))
		if s == "" || len(s) > 210 || !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\n\r\x1b") || strings.HasPrefix(s, "/") || strings.HasPrefix(s, "../") {
			t.Fatalf("%q", s)
		}
		volumePart(s)
	})
}
