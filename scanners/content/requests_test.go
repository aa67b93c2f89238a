package content

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/hamba/avro/v2/ocf"

	"piiventory/scanners"
)

// A vast object of ten gigabytes has records of one length between a head and a
// tail, made as they are read. Requests and bytes are counted.
type vast struct {
	head, tail      string
	n, length       int64
	record          func(i int64) string
	requests, bytes int64
}

func newVast(head string, record func(i int64) string, tail string) *vast {
	e := &vast{head: head, tail: tail, record: record, length: int64(len(record(0)))}
	e.n = 10_000_000_000 / e.length
	return e
}

func (e *vast) size() int64 { return int64(len(e.head)) + e.n*e.length + int64(len(e.tail)) }

func (e *vast) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) {
		at := off + int64(n)
		switch in := at - int64(len(e.head)); {
		case in < 0:
			n += copy(p[n:], e.head[at:])
		case in < e.n*e.length:
			n += copy(p[n:], e.record(in / e.length)[in%e.length:])
		case in-e.n*e.length < int64(len(e.tail)):
			n += copy(p[n:], e.tail[in-e.n*e.length:])
		default:
			return n, io.EOF
		}
	}
	return n, nil
}

func (e *vast) source(name string) Source {
	return Source{Name: name, Size: e.size(), Range: func(_ context.Context, off, n int64) (io.ReadCloser, error) {
		e.requests++
		e.bytes += n
		return io.NopCloser(io.NewSectionReader(e, off, n)), nil
	}}
}

// TestRequests draws about a thousand rows from objects of ten gigabytes, which costs a
// few requests and megabytes in each format that can be read from the middle.
func TestRequests(t *testing.T) {
	avro := avroWritten(t, 200, ocf.Null)
	sync := avro[len(avro)-16:]
	block := string(avro[bytes.Index(avro, sync)+16:])
	content := fill(4_000_000, "a line of text in an entry, of some length or other, so that there are not many\n")
	var header bytes.Buffer
	if err := tar.NewWriter(&header).WriteHeader(&tar.Header{Name: "000000.txt", Mode: 0o600, Size: 3052<<16 - 512, Typeflag: tar.TypeReg}); err != nil {
		t.Fatal(err)
	}
	big := header.String()
	line := fill(1<<16, "a line of text in an entry, of some length or other, so that there are not many\n")
	for name, e := range map[string]*vast{
		"a.log":   newVast("", func(i int64) string { return fmt.Sprintf("line %012d of a log, with some more words behind it\n", i) }, ""),
		"a.csv":   newVast("id,name\n", func(i int64) string { return fmt.Sprintf("%012d,\"some name, and more\"\n", i) }, ""),
		"a.jsonl": newVast("", func(i int64) string { return fmt.Sprintf("{\"id\":\"%012d\",\"name\":\"some name\"}\n", i) }, ""),
		"a.json": newVast(`[{"id":"x","name":"first"}`, func(i int64) string {
			return fmt.Sprintf(`,{"id":"%012d","name":"some name","sub":[{"k":1},{"k":2}]}`, i)
		}, "]"),
		"b.json": newVast(`{"data":[{"id":"x","name":"first"}`, func(i int64) string {
			return fmt.Sprintf(`,{"id":"%012d","name":"some name","sub":[{"k":1},{"k":2}]}`, i)
		}, "]}"),
		"a.xml":  newVast(`<l>`, func(i int64) string { return fmt.Sprintf(`<p id="%012d"><name>some name</name></p>`, i) }, "</l>"),
		"a.ldif": newVast("version: 1\n\n", func(i int64) string { return fmt.Sprintf("dn: cn=%012d\ncn: some name\n\n", i) }, ""),
		"a.mbox": newVast("", func(i int64) string {
			return fmt.Sprintf("From x Mon Nov 30 19:51:32 2026\nSubject: mail %012d\nFrom: a@example.com\n\nsome text\n\n", i)
		}, ""),
		"a.sql":    newVast("--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE t (id integer, name text);\nCOPY t (id, name) FROM stdin;\n", func(i int64) string { return fmt.Sprintf("%012d\tsome name\n", i) }, "\\.\n"),
		"a.avro":   newVast(string(avro[:bytes.Index(avro, sync)+16]), func(int64) string { return block }, ""),
		"a.tar":    {head: "", n: 50 * 3052, length: 1 << 16, tail: strings.Repeat("\x00", 1024)},
		"many.zip": zipVast(content, 2500),
	} {
		if name == "a.tar" { // entries of 3,052 stretches, the first of which begins with the header
			e.record = func(i int64) string {
				if i%3052 == 0 {
					return big + line[:1<<16-512]
				}
				return line[:1<<16]
			}
		}
		t.Run(name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, e.source(name), sampled(1, 8<<20, 1000))
			t.Logf("%d rows of %d bytes: %d requests, %d bytes, %+v", len(rows), e.size(), e.requests, e.bytes, drawn)
			requests := int64(80)
			whole := strings.HasSuffix(name, "tar") || strings.HasSuffix(name, "zip") || strings.HasSuffix(name, "avro")
			if whole { // entries, or blocks, have more rows than were expected
				requests = 160
			}
			if len(rows) > 1000 || len(rows) < 200 || e.requests > requests || e.bytes > 8<<20 || e.bytes != drawn.Bytes || drawn.Population < 50 {
				t.Errorf("%d rows, %d requests, %d bytes", len(rows), e.requests, e.bytes)
			}
			if drawn.Design != scanners.Equal && drawn.Design != scanners.NotEqual || drawn.Design == scanners.NotEqual && !whole {
				t.Errorf("%+v", drawn)
			}
		})
	}
}

// zipVast is an archive of n entries with the same content, stored.
func zipVast(content string, n int) *vast {
	le := binary.LittleEndian
	var dir bytes.Buffer
	sum := crc32.ChecksumIEEE([]byte(content))
	local := func(i int64) string {
		h := append([]byte("PK\x03\x04"), make([]byte, 26)...)
		h[4] = 20
		le.PutUint32(h[14:], sum)
		le.PutUint32(h[18:], uint32(len(content)))
		le.PutUint32(h[22:], uint32(len(content)))
		le.PutUint16(h[26:], 10)
		return string(h) + fmt.Sprintf("%06d.txt", i)
	}
	length := int64(len(local(0)) + len(content))
	for i := range int64(n) {
		h := append([]byte("PK\x01\x02"), make([]byte, 42)...)
		h[4], h[6] = 45, 45
		le.PutUint32(h[16:], sum)
		le.PutUint32(h[20:], uint32(len(content)))
		le.PutUint32(h[24:], uint32(len(content)))
		le.PutUint16(h[28:], 10)
		le.PutUint16(h[30:], 12)
		le.PutUint32(h[42:], 1<<32-1)
		dir.Write(h)
		fmt.Fprintf(&dir, "%06d.txt", i)
		dir.Write([]byte{1, 0, 8, 0})
		dir.Write(le.AppendUint64(nil, uint64(i*length)))
	}
	start, size := int64(n)*length, int64(dir.Len())
	end := append([]byte("PK\x06\x06"), make([]byte, 52)...)
	le.PutUint64(end[4:], 44)
	le.PutUint64(end[24:], uint64(n))
	le.PutUint64(end[32:], uint64(n))
	le.PutUint64(end[40:], uint64(size))
	le.PutUint64(end[48:], uint64(start))
	dir.Write(end)
	dir.WriteString("PK\x06\x07\x00\x00\x00\x00")
	dir.Write(le.AppendUint64(nil, uint64(start+size)))
	dir.Write([]byte{1, 0, 0, 0})
	dir.WriteString("PK\x05\x06" + strings.Repeat("\x00", 4) + strings.Repeat("\xff", 12) + "\x00\x00")
	return &vast{n: int64(n), length: length, tail: dir.String(), record: func(i int64) string { return local(i) + content }}
}
