package content

import (
	"bytes"
	"errors"
	"io"

	"github.com/nwaples/rardecode/v2"

	"piiventory/scanners"
)

// rarFile reads RAR archives (versions 1.5 to 5) from their start, entry by entry.
// Memory: the dictionary, 32 MiB at most, which is what archivers use as a rule;
// archives that ask for more are gaps.
type rarFile struct{}

var _ = registerBinary(binaryFormat{name: "rar", rank: 20, recognise: func(h start) document {
	if bytes.HasPrefix(h.b, []byte("Rar!\x1a\x07\x00")) || bytes.HasPrefix(h.b, []byte("Rar!\x1a\x07\x01\x00")) {
		return rarFile{}
	}
	return nil
}})

func (rarFile) read(l *layer) (taken, error) {
	under := &below{r: l.r}
	window := int64(windowFirst)
	if l.depth > 0 {
		window = windowDeep
	}
	r, err := rardecode.NewReader(under, rardecode.MaxDictionarySize(window))
	if err != nil {
		return part, rarError(under, err)
	}
	t := whole
	for {
		h, err := r.Next()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return part, rarError(under, err)
		}
		if h.IsDir || h.UnPackedSize == 0 && !h.UnKnownSize {
			continue
		}
		size := h.UnPackedSize
		if h.UnKnownSize {
			size = -1
		}
		var in taken
		if h.Encrypted {
			in, err = l.refused(h.Name, size, errEncrypted)
		} else {
			in, err = l.inner(entry{name: h.Name, size: size, packed: l.got, r: &unpacker{r: r, under: under}})
		}
		if err != nil {
			return part, err
		}
		t.add(in)
	}
}

var errEncrypted = refuse(scanners.GapEncrypted, "it is encrypted, a password is needed; decrypt it first, nothing in it was looked at")

// rarError says in our own words why an archive cannot be read.
func rarError(under *below, err error) error {
	switch {
	case under.err != nil && under.err != io.EOF:
		return under.err
	case errors.Is(err, rardecode.ErrArchiveEncrypted) || errors.Is(err, rardecode.ErrArchivedFileEncrypted) || errors.Is(err, rardecode.ErrBadPassword):
		return errEncrypted
	case errors.Is(err, rardecode.ErrMultiVolume):
		return refuse(scanners.GapFormat, "the archive goes on in further files; put the parts together first, what came before was read and the rest was not")
	case errors.Is(err, rardecode.ErrDictionaryTooLarge):
		return refuse(scanners.GapOversized, "the archive needs a dictionary that is larger than the memory for one object; unpack it first, nothing from there on was looked at")
	}
	return errBroken
}
