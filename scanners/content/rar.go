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
	window := min(windowFirst, l.free())
	head := make([]byte, 8)
	n, err := readFull(l.r, head)
	if err != nil && err != io.EOF {
		return part, err
	}
	blocks := newRarBlocks(io.MultiReader(bytes.NewReader(head[:n]), l.r), head[:n], window)
	under := &below{r: blocks}
	r, err := rardecode.NewReader(under, rardecode.MaxDictionarySize(window))
	if err != nil {
		return part, rarError(blocks, under, err)
	}
	t := whole
	for {
		h, err := r.Next()
		if err == io.EOF {
			return t, l.rarEnd(blocks, under)
		}
		if err != nil {
			return part, rarError(blocks, under, err)
		}
		if more := blocks.asked - l.claimed; more > 0 {
			l.claim(more)
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
			u := &unpacker{r: r, under: under}
			in, err = l.inner(entry{name: h.Name, size: size, packed: l.got, r: u})
			if err == nil && (h.Solid || blocks.solid) { // the library would unpack the rest without a bound
				_, rest := io.Copy(io.Discard, l.bound(u, l.got))
				if errors.Is(rest, errExpanded) || errors.Is(rest, errLimit) || l.ctx.Err() != nil || l.fatal(nil) != nil {
					err = rest
				}
			}
		}
		if err != nil {
			return part, err
		}
		t.add(in)
	}
}

var errEncrypted = refuse(scanners.GapEncrypted, "it is encrypted, a password is needed; decrypt it first, nothing in it was looked at")

// rarEnd looks at what stands behind the entries, and at whether they are all.
func (l *layer) rarEnd(blocks *rarBlocks, under *below) error {
	if _, err := io.Copy(io.Discard, under); err != nil {
		return err
	}
	switch {
	case blocks.more:
		return errRarParts
	case blocks.ends && !blocks.ended && !blocks.lost:
		l.gap(scanners.GapCorrupt, 0, "the rar archive has no mark at its end; it may have been cut off there")
	case blocks.behind > 0:
		l.gap(scanners.GapFormat, -1, "something stands behind the end of the rar archive, which was not looked at")
	}
	return nil
}

var errRarParts = refuse(scanners.GapFormat, "it is one part of a rar archive in several files; put the parts together first, what came before was read and the rest was not")

// rarError says in our own words why an archive cannot be read.
func rarError(blocks *rarBlocks, under *below, err error) error {
	switch {
	case blocks.err != nil:
		return blocks.err
	case blocks.later:
		return errRarParts
	case under.err != nil && under.err != io.EOF:
		return under.err
	case errors.Is(err, rardecode.ErrArchiveEncrypted) || errors.Is(err, rardecode.ErrArchivedFileEncrypted) || errors.Is(err, rardecode.ErrBadPassword):
		return errEncrypted
	case errors.Is(err, rardecode.ErrMultiVolume):
		return errRarParts
	case errors.Is(err, rardecode.ErrDictionaryTooLarge):
		return refuse(scanners.GapOversized, "the archive needs a dictionary that is larger than the memory for one object; unpack it first, nothing from there on was looked at")
	}
	return errBroken
}
