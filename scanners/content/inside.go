package content

import (
	"errors"
	"fmt"

	"piiventory/scanners"
)

// Bounds of what is remembered of pieces that lie inside one record.
const (
	insidePiece = 64 << 10 // bytes of one piece
	insideAll   = 4 << 20  // bytes of all of them
)

// inside remembers the pieces in which no record begins. Such a piece belongs to
// the record that began before it and is left to that one's piece, as long as
// records are shorter than pieces or not much longer. Where one value fills most
// of the object nothing would be looked at that way; its bytes are then read as
// text.
type inside struct {
	pieces []insideText
	bytes  int
	count  int64 // of all such pieces, remembered or not
}

type insideText struct {
	index int64
	b     []byte
}

// add remembers the start of a piece. b is copied.
func (in *inside) add(index int64, b []byte) {
	in.count++
	b = b[:min(len(b), insidePiece, insideAll-in.bytes)]
	if len(b) == 0 {
		return
	}
	in.pieces = append(in.pieces, insideText{index, append([]byte(nil), b...)})
	in.bytes += len(b)
}

// overlong reads what inside remembers as text, when most of the sample lies
// there or nothing else was understood, and says so in a gap. It returns how many
// bytes it looked at.
//
// Where the places of records were learned from the head, a piece without any may also
// lie among records of another kind, which would have no chance to be read.
func (j *job) overlong(in *inside, p aligned, c *contents) (seen int64, err error) {
	_, learned := p.(interface{ learns() })
	if in.count == 0 || !learned && j.out.total > 0 && in.count*2 <= j.drawn.Units {
		return 0, nil
	}
	j.out.left = -1
	if j.draw.MaxRows > 0 {
		j.out.left = max(0, j.draw.MaxRows-j.out.total)
	}
	for _, p := range in.pieces {
		b := p.b[j.resume(p.b, c.charset):]
		if len(b) == 0 {
			continue
		}
		j.out.draw(fmt.Sprintf("piece %d", p.index))
		if err = j.records(text{}, c, b, -1, false); err != nil {
			break
		}
		seen += int64(len(b))
	}
	if errors.Is(err, errRows) {
		j.out.err, err = nil, nil
	}
	j.drawn.Design = scanners.NotEqual
	what := "their bytes were looked at in part, as text without field names"
	if seen == 0 {
		j.drawn.Design = scanners.NotRandom
		what = "nothing in them was looked at"
	}
	if learned {
		j.gap(scanners.GapOversized, -1, fmt.Sprintf(
			"in some of the pieces that were drawn no record was found, because records there are far longer than a piece or of another kind than those at the start; %s; use --depth full to read them whole", what))
		return seen, err
	}
	j.gap(scanners.GapOversized, -1, fmt.Sprintf(
		"no record begins in most of the pieces that were drawn, or in any that could be read, because records are far longer than a piece; %s; use --depth full to read them whole", what))
	return seen, err
}

// resume returns the first place in b, which begins anywhere in a text, from
// which on no half value is read; len(b) if there is none.
func (j *job) resume(b []byte, cs *charset) int {
	at := -1
	if cs.name == "utf-8" {
		at = j.gapIn(b[:min(len(b), int(j.smallest))], 1)
	} else {
		at = text{}.anywhere(b, cs)
	}
	if at <= 0 {
		return len(b)
	}
	return at
}
