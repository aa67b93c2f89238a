package content

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"piiventory/scanners"
)

// packed reads the samples of all codecs.
func packed(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, c := range codecs {
		files, err := filepath.Glob("../../testdata/content/" + c.name + "/*.csv.*")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, ".want") || strings.Contains(f, "filtered") {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all[c.name+"/"+filepath.Base(f)] = b
		}
	}
	if len(all) < 15 {
		t.Fatalf("only %d samples", len(all))
	}
	return all
}

// stride spares the formats whose dictionaries and blocks of 8 MiB take long to
// make.
func stride(name string) int {
	for _, slow := range []string{"lzma", "legacy", "xz", "snappy/", "bzip2"} {
		if strings.Contains(name, slow) {
			return 9
		}
	}
	return 1
}

// TestCutOff cuts the samples at every length: what comes out is the start of
// what was in, and a gap says that something is missing, but between streams that
// lie one behind the other.
func TestCutOff(t *testing.T) {
	for name, b := range packed(t) {
		t.Run(name, func(t *testing.T) {
			all, drawn := gather(t, &standard, memory(name, b), full)
			if len(drawn.Gaps) > 0 || len(all) != 40 {
				t.Fatalf("%d rows, %+v", len(all), drawn)
			}
			silent := 0
			for n := 1; n < len(b); n += stride(name) {
				rows, drawn := gather(t, &standard, memory(name, b[:n]), full)
				if len(drawn.Gaps) == 0 && n > 14 { // fewer bytes are told from text by nothing
					silent++
				}
				for _, g := range drawn.Gaps {
					if len(g.Reason) < 30 || g.Kind == "" {
						t.Errorf("%d bytes: gap %+v", n, g)
					}
				}
				if strings.HasPrefix(drawn.Format, "csv") && len(rows) > len(all) {
					t.Errorf("%d bytes: %d rows", n, len(rows))
				}
			}
			if silent > 2 {
				t.Errorf("%d of %d lengths without a gap", silent, len(b))
			}
		})
	}
}

// TestStreamsBehindOneAnother reads two copies, rubbish and padding behind the end.
func TestStreamsBehindOneAnother(t *testing.T) {
	single := []string{"lzma", "brotli"} // the formats have one stream only
	padded := []string{"gzip", "lzip", "xz", "snappy-hadoop", "lz4-hadoop"}
	for name, b := range packed(t) {
		codec, _, _ := strings.Cut(name, "/")
		twice, drawn := gather(t, &standard, memory(name, slices.Concat(b, b)), full)
		if legacy := strings.Contains(name, "legacy"); slices.Contains(single, codec) {
			if len(twice) != 40 && len(drawn.Gaps) == 0 {
				t.Errorf("%s twice: %d rows, %+v", name, len(twice), drawn)
			}
		} else if len(twice) != 81 || len(drawn.Gaps) > 0 { // the second header is a row
			t.Errorf("%s twice: %d rows, %+v, legacy %v", name, len(twice), drawn.Gaps, legacy)
		}
		rubbish, drawn := gather(t, &standard, memory(name, slices.Concat(b, []byte("some text that is no stream"))), full)
		if len(rubbish) < 39 || len(drawn.Gaps) == 0 {
			t.Errorf("%s and rubbish: %d rows, %+v", name, len(rubbish), drawn)
		}
		zeros, drawn := gather(t, &standard, memory(name, slices.Concat(b, make([]byte, 1<<10))), full)
		if len(zeros) < 39 || len(drawn.Gaps) > 0 && slices.Contains(padded, codec) {
			t.Errorf("%s and zeros: %d rows, %+v", name, len(zeros), drawn)
		}
	}
}

// TestDamaged turns single bytes over. Nothing may panic or come out that makes no
// sense of itself.
func TestDamaged(t *testing.T) {
	for name, b := range packed(t) {
		for i := 0; i < len(b); i += stride(name) {
			bad := slices.Clone(b)
			bad[i] ^= []byte{1, 0x80, 0xff}[i%3]
			gather(t, &standard, memory(name, bad), full)
		}
	}
}

// TestWindows reads streams whose window is larger than the bound: as far as the
// content needs no more, and a gap from there on.
func TestWindows(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	far := make([]byte, 1<<20)
	for i := range far {
		far[i] = "abcdefghijklmnopqrstuvwxyz \n"[r.IntN(28)]
	}
	far = append(far, far...)
	var b, z bytes.Buffer
	w, err := xz.WriterConfig{DictCap: 4 << 20}.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(far)
	w.Close()
	zw, err := zstd.NewWriter(&z, zstd.WithWindowSize(4<<20), zstd.WithSingleSegment(false))
	if err != nil {
		t.Fatal(err)
	}
	zw.Write(far)
	zw.Close()
	read := func(in []byte, window int) ([]byte, error) {
		k := *codecOf(in, "")
		open := k.open
		k.open = func(r io.Reader, _ int) (io.Reader, error) { return open(r, window) }
		u, err := k.unpack(bytes.NewReader(in), windowFirst)
		if err != nil {
			return nil, err
		}
		return io.ReadAll(u)
	}
	for name, in := range map[string][]byte{"xz": b.Bytes(), "zstd": z.Bytes()} {
		if out, err := read(in, 4<<20); err != nil || !bytes.Equal(out, far) {
			t.Errorf("%s: %d bytes, %v", name, len(out), err)
		}
		out, err := read(in, 768<<10)
		var own *scanners.Error
		if !errorsAs(err, &own) || own.Kind != scanners.GapOversized || !bytes.HasPrefix(far, out) {
			t.Errorf("%s: %d bytes, %v", name, len(out), err)
		}
		if name == "xz" && len(out) < 1<<19 {
			t.Errorf("only %d bytes were read", len(out))
		}
	}
}

func errorsAs(err error, own **scanners.Error) bool {
	e, ok := err.(*scanners.Error)
	*own = e
	return ok
}

// TestNotCompressed reads texts that begin like compressed streams.
func TestNotCompressed(t *testing.T) {
	for name, in := range map[string]string{
		"a":         "x^2 + y^2 = z^2\n",
		"b":         "BZh9 is how bzip2 begins\n",
		"c.br":      "plain text with the wrong extension\n",
		"d":         "LZIP files begin so\n",
		"e.snappy":  "plain text\n",
		"f":         "]\n[section]\n",
		"g.lz4":     "plain text as well, and more of it\n",
		"h.csv.zst": "id,name\n1,x\n",
	} {
		if _, drawn := gather(t, &standard, memory(name, []byte(in)), full); strings.Contains(drawn.Format, "+") || drawn.Format == "binary" || len(drawn.Gaps) > 0 {
			t.Errorf("%s: %+v", name, drawn)
		}
	}
}

// FuzzCodecs unpacks anything with one codec at a time: some of them fill tables of
// megabytes whatever the input is.
func FuzzCodecs(f *testing.F) {
	for _, b := range packed(f) {
		if k := codecOf(b, ""); k != nil {
			f.Add(k.name, b)
		}
	}
	for _, k := range codecs {
		f.Add(k.name, k.magic)
	}
	f.Fuzz(func(t *testing.T, name string, in []byte) {
		i := slices.IndexFunc(codecs, func(k codec) bool { return k.name == name })
		if i < 0 || len(in) > 1<<14 {
			return
		}
		k := codecs[i]
		open := k.open
		k.open = func(r io.Reader, _ int) (io.Reader, error) { return open(r, 1<<16) }
		u, err := k.unpack(bytes.NewReader(in), windowFirst)
		if err != nil {
			return
		}
		if n, _ := io.Copy(io.Discard, io.LimitReader(u, 1<<16)); n > 1<<16 {
			t.Fatal(n)
		}
	})
}
