package content

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/flate"

	"piiventory/scanners"
)

// zipFromStart reads a zip archive whose directory is missing or out of reach, by
// the headers before the entries.
func zipFromStart(l *layer, r io.Reader) (taken, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	t := whole
	for n := 0; ; n++ {
		var head [30]byte
		if _, err := io.ReadFull(br, head[:4]); err != nil {
			return part, unexpected(err)
		}
		switch sig := string(head[:4]); {
		case sig == "PK\x07\x08" && n == 0 || sig == "PK00": // an archive that was meant to be in parts
			continue
		case sig == "PK\x01\x02" || sig == "PK\x05\x06" || sig == "PK\x06\x06" || sig == "PK\x06\x08":
			return t, nil // the directory begins here
		case sig != "PK\x03\x04":
			return part, errBroken
		}
		if _, err := io.ReadFull(br, head[4:]); err != nil {
			return part, unexpected(err)
		}
		in, err := zipNext(l, br, head[:])
		if err != nil {
			return part, err
		}
		t.add(in)
	}
}

// zipNext reads the entry that follows its header.
func zipNext(l *layer, br *bufio.Reader, head []byte) (taken, error) {
	le := binary.LittleEndian
	text := make([]byte, int(le.Uint16(head[26:]))+int(le.Uint16(head[28:])))
	if _, err := io.ReadFull(br, text); err != nil {
		return part, unexpected(err)
	}
	name := text[:le.Uint16(head[26:])]
	e := zipEntry{
		flags: le.Uint16(head[6:]), method: le.Uint16(head[8:]), crc: le.Uint32(head[14:]),
		packed: int64(le.Uint32(head[18:])), size: int64(le.Uint32(head[22:])),
	}
	e.extra(text[len(name):])
	e.name = zipEntryName(name, text[len(name):], e.flags)
	streamed := e.flags&zipStreamed != 0
	if streamed && e.packed == 0 && (e.method != 8 || e.flags&zipEncrypted != 0) {
		return part, refuse(scanners.GapCorrupt,
			"the directory of the zip archive is missing, and the length of an entry stands nowhere else; what came before was read, the rest cannot be")
	}
	before := l.claimed
	defer func() { l.windows, l.claimed = l.windows-(l.claimed-before), before }()
	packed := &counted{r: br}
	var body io.Reader
	var err error
	if streamed && e.packed == 0 {
		e.size = -1
		body = l.bound(&unpacker{r: flate.NewReader(br), under: &below{}}, l.got) // it takes no byte too many from br
	} else {
		packed.r = io.LimitReader(br, e.packed)
		body, err = l.unzip(packed, e.method, e.flags, e.size)
		if !streamed || e.crc != 0 {
			body = &checked{r: body, sum: crc32.NewIEEE(), left: e.size, want: e.crc}
		}
	}
	t := whole
	switch {
	case err != nil:
		t, err = l.refused(e.name, e.size, err)
	case !e.empty():
		in := entry{name: e.name, size: e.size, packed: packed.count, r: body}
		if e.size < 0 {
			in.packed = nil // it is bounded already
		}
		t, err = l.inner(in)
	}
	if err != nil {
		return t, err
	}
	if e.size < 0 {
		if _, err := io.Copy(io.Discard, body); err != nil {
			return t, unexpected(err)
		}
	} else if n, err := io.Copy(io.Discard, packed.r); err != nil || packed.n+n < e.packed {
		return t, unexpected(err)
	}
	if streamed {
		skipDescriptor(br)
	}
	return t, nil
}

// skipDescriptor skips the checksum and the sizes behind a streamed entry, which
// have a signature or not, and sizes of four or eight bytes.
func skipDescriptor(br *bufio.Reader) {
	b, _ := br.Peek(28)
	for _, n := range []int{16, 24, 12, 20} {
		if (n == 16 || n == 24) != bytes.HasPrefix(b, []byte("PK\x07\x08")) {
			continue
		}
		if len(b) >= n+2 && string(b[n:n+2]) == "PK" {
			br.Discard(n)
			return
		}
	}
}

// unexpected makes the end of the bytes a broken archive.
func unexpected(err error) error {
	if err == nil || err == io.EOF || err == io.ErrUnexpectedEOF {
		return errBroken
	}
	return err
}
