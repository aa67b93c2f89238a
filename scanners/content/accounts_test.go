package content

import (
	"archive/tar"
	"bytes"
	"io"
	"strings"
	"testing"

	"piiventory/scanners"
)

// accounts counts the things inside an object that were read, and those that gaps
// speak of. A thing of which both are true is not in these tests.
func accounts(t testing.TB, name string, in []byte) (read, gaps int) {
	t.Helper()
	seen := map[string]bool{}
	drawn, err := standard.sample(t.Context(), memory(name, in), full, func(b *scanners.Batch) error {
		if len(b.Columns) > 0 { // not only that it is there
			seen[b.Inside] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range drawn.Gaps {
		n := int(g.Things)
		if n == 0 || !strings.HasPrefix(g.Reason, "inside it: ") {
			t.Errorf("a gap that is of nothing inside: %+v", g)
		}
		gaps += n
	}
	return len(seen), gaps
}

// TestAccounts packs things of every kind: each that holds anything is read or in a
// gap.
func TestAccounts(t *testing.T) {
	png := "\x89PNG\r\n\x1a\n\x00"
	binary := "\x01\x02\x03\x04\xff\xfe\x00\x00 and so on \x00"
	things := []file{
		{"a.csv", "id,phone\n1,13800000000\n"}, {"b.txt", "a text\n"}, {"c.json", `[{"a":1}]`}, {"d.log.gz", gz(t, "one\ntwo\n")}, // read
		{"e.png", png}, {"f.png", png}, {"g.bin", binary}, {"h.gz", "\x1f\x8b\x08 cut"}, // gaps
		{"empty.txt", ""}, {"dir/", ""}, // nothing
	}
	const reads, holes = 4, 4

	var entries []zipEntry
	for _, f := range things {
		entries = append(entries, stored(f.name, f.body))
	}
	secret, odd := stored("secret.csv", "xxxxxxxxxxxxxxx"), stored("odd.csv", "xxxxxxxxxx")
	secret.flags, odd.method = zipEncrypted, 9
	entries = append(entries, secret, odd)
	if read, gaps := accounts(t, "x.zip", rawZip(entries...)); read != reads || gaps != holes+2 {
		t.Errorf("zip: %d read, %d in gaps", read, gaps)
	}

	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range things {
		h := &tar.Header{Name: f.name, Size: int64(len(f.body)), Mode: 0o600}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, f.body)
	}
	for _, kind := range []byte{tar.TypeSymlink, tar.TypeLink, tar.TypeFifo, tar.TypeDir} {
		w.WriteHeader(&tar.Header{Name: "special" + string(kind), Linkname: "a.csv", Typeflag: kind})
	}
	w.Close()
	if read, gaps := accounts(t, "x.tar", b.Bytes()); read != reads || gaps != holes {
		t.Errorf("tar: %d read, %d in gaps", read, gaps)
	}
}
