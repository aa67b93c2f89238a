package content

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"slices"
	"sort"

	"piiventory/scanners"
)

// pieces reads a simple random sample of the pieces of a grid.
//
// The seam between two pieces is moved to the first record that starts at or
// after it. Both sides find that place from the same bytes, and so each record
// belongs to exactly one piece.
func (j *job) pieces(p aligned, c *contents) error {
	g := j.fit(p, c)
	chosen := draw(j.draw.Seed, j.src.Name, g.population, g.count)
	w := &window{j: j, buf: c.head, left: j.draw.MaxBytes - int64(len(c.head))}
	j.drawn.Population, j.drawn.Design = g.population, scanners.Equal
	unit := behind(p, c)
	var seen, cut, done int64
	var within inside
	surplus := false
	above := &view{j: j, w: w, c: c, last: chosen[len(chosen)-1] * g.piece}
	for i, k := range chosen {
		// Neighbours are read in one request, up to a limit.
		run := i + 1
		for run < len(chosen) && chosen[run] == chosen[run-1]+1 && (chosen[run]-k)*g.piece < j.span/8 {
			run++
		}
		w.keep = max(0, k*g.piece-unit)
		w.ahead = min((chosen[run-1]+1)*g.piece+g.slack, j.src.Size)
		w.reserve = int64(len(chosen)-run) * (g.piece + g.slack + g.tail + unit)
		from, to, whole, err := j.seams(w, p, c, k*g.piece, min((k+1)*g.piece, j.src.Size), g.slack)
		if err != nil {
			return j.sampled(seen, surplus, cut, err)
		}
		j.drawn.Units++
		if from >= to {
			if hi := min((k+1)*g.piece, j.src.Size); from >= hi && k*g.piece >= done {
				b, err := w.bytes(k*g.piece, hi)
				if err != nil && err != errLimit {
					return j.sampled(seen, surplus, cut, err)
				}
				within.add(k, b)
			}
			continue
		}
		b, err := w.bytes(from, to)
		if err != nil {
			return j.sampled(seen, surplus, cut, err)
		}
		if !whole {
			cut++
		}
		j.out.draw(fmt.Sprintf("piece %d", k))
		j.out.left = -1
		if j.draw.MaxRows > 0 {
			// What earlier pieces left over may be used by later ones.
			j.out.left = mulDiv(j.draw.MaxRows, int64(i+1), int64(len(chosen))) - j.out.total
		}
		err = j.readPiece(p, c, b, from, whole, above)
		if errors.Is(err, errRows) {
			surplus = true
			j.out.err = nil
		} else if err != nil {
			return j.sampled(seen, surplus, cut, err)
		}
		seen += to - from
		done = to
	}
	text, err := j.overlong(&within, p, c)
	return j.sampled(seen+text, surplus, cut, err)
}

// A settler is an aligned parser that may find in what follows that a piece does not
// begin with a record after all.
type settler interface {
	// settle returns how many units of the text, in ASCII, come before the first record.
	settle(t []byte) int
}

// readPiece reads the piece that begins at the offset.
func (j *job) readPiece(p aligned, c *contents, b []byte, from int64, whole bool, above *view) error {
	if s, ok := p.(settler); ok && from > 0 {
		if n := c.charset.settled(s, b); n > 0 {
			if j.out.broken++; n == len(b) {
				return j.records(text{}, c, b, from, whole)
			}
			if err := j.records(text{}, c, b[:n:n], from, true); err != nil {
				return err
			}
			b, from = b[n:], from+int64(n)
		}
	}
	piece := p.at(from)
	if r, ok := p.(rooted); ok && from > 0 {
		piece = r.below(from, b, above)
	}
	if r, ok := piece.(binaryPiece); ok {
		return r.bytes(b, whole)
	}
	return j.records(piece, c, b, from, whole)
}

// settled returns how many bytes come before the first record.
func (c *charset) settled(s settler, b []byte) int {
	if c.unit > 1 || c.name == "utf-8" {
		return s.settle(c.plain(b)) * c.unit
	}
	n := s.settle(c.part(b))
	if n == 0 {
		return 0
	}
	// Where that many bytes of UTF-8 end.
	return sort.Search(len(b), func(i int) bool { return len(c.part(b[:i])) >= n })
}

// sampled completes what is said of the sample.
func (j *job) sampled(seen int64, surplus bool, cut int64, err error) error {
	if surplus {
		j.drawn.Design = scanners.NotEqual
	}
	if rest := j.src.Size - seen; rest == 0 && !surplus && cut == 0 {
		// Every byte was looked at: a few long records, or a sample of all pieces.
		j.drawn.Design, j.drawn.Units = scanners.Census, j.drawn.Population
	} else if rest > 0 {
		j.gap(scanners.GapSampled, rest, "read as a random sample of pieces; use --depth full to read it all")
	}
	if cut > 0 {
		j.drawn.Gaps = append(j.drawn.Gaps, scanners.Gap{Kind: scanners.GapOversized, Rows: cut,
			Reason: "records that go on far beyond their piece were read in part; use --depth full to read them whole"})
	}
	(&layer{job: j}).rowGaps()
	return err
}

// records hands on the records in b, which lie at the offset from.
func (j *job) records(p parser, c *contents, b []byte, from int64, whole bool) error {
	if from == 0 {
		b = b[min(len(b), c.charset.bom):]
	}
	end := io.EOF
	if !whole {
		end = errLimit
	}
	dec := newDecoder(c.charset, &pieceReader{b, end})
	in := newInput(j.sizes, dec)
	defer in.free()
	err := p.parse(in, j.out)
	if err == nil || errors.As(err, new(*corrupt)) {
		err = j.out.flush()
	}
	c.saw(dec)
	return err
}

// A binaryPiece reads records that are no text in one charset, as they lie in the object.
type binaryPiece interface {
	// bytes reads the records in b. whole is false when the last of them is cut off.
	bytes(b []byte, whole bool) error
}

type pieceReader struct {
	b   []byte
	err error
}

func (r *pieceReader) Read(p []byte) (int, error) {
	n := copy(p, r.b)
	r.b = r.b[n:]
	if len(r.b) == 0 {
		return n, r.err
	}
	return n, nil
}

// seams returns the bytes of the records that start in [lo, hi). whole is false
// when the last of them could not be followed to its end.
func (j *job) seams(w *window, p aligned, c *contents, lo, hi, slack int64) (from, to int64, whole bool, err error) {
	if from, _, err = j.seam(w, p, c, lo, p.sight(lo, hi), slack); err != nil || from >= hi {
		return from, from, true, err
	}
	to, whole, err = j.seam(w, p, c, hi, hi+j.reach, slack)
	return from, to, whole, err
}

// seam returns where the first record starts that starts at or after the
// offset, if that can be told before the limit; else the limit, or how far the
// bytes that are left allow to look, with found false.
func (j *job) seam(w *window, p aligned, c *contents, at, limit, slack int64) (pos int64, found bool, err error) {
	if at == 0 || at >= j.src.Size {
		return min(at, j.src.Size), true, nil
	}
	unit := min(behind(p, c), at)
	for n := max(slack, unit); ; n *= 2 {
		to := min(at+n, j.src.Size)
		b, err := w.bytes(at-unit, to)
		if err != nil && err != errLimit {
			return 0, false, err
		}
		if i := startIn(p, b, int(unit), c.charset, to == j.src.Size && err == nil); i >= 0 {
			return at - unit + int64(i), true, nil
		}
		if err == errLimit {
			return at - unit + int64(len(b)), false, nil
		}
		if n >= j.smallest {
			if i := p.anywhere(b, c.charset); i >= 0 {
				return at - unit + int64(i), true, nil
			}
		}
		if to == j.src.Size {
			return to, true, nil
		}
		if to >= limit {
			return to, false, nil
		}
	}
}

// affords reports whether what may be read is much more than what a seam takes to find.
func (j *job) affords(p aligned, c *contents) bool {
	_, far := p.(backward)
	return !far || j.draw.MaxBytes-int64(len(c.head)) >= 16*behind(p, c)
}

// A grid says how an object is cut into pieces and how many are read.
type grid struct {
	piece, population int64
	count             int
	// slack is what a piece reads past its end to see where its last record ends.
	slack int64
	// tail is what is set aside for records that go on further.
	tail int64
}

// fit fits the grid to the draw: at least sixteen pieces if the bytes allow, so
// that there are independent draws to speak of, and not many more than 64, so
// that the number of requests stays small.
func (j *job) fit(p aligned, c *contents) grid {
	budget := j.draw.MaxBytes - int64(len(c.head))
	unit := int64(c.charset.unit)
	back := behind(p, c)
	all := budget
	if _, ok := p.(rooted); ok {
		budget -= min(budget/4, 4<<20) // for what stands above
	}
	rows, long := measured(p, c.text)
	if j.draw.MaxRows > 0 {
		// As many bytes as MaxRows rows have, going by the head.
		budget = min(budget, max(1, mulDiv(int64(len(c.head)), j.draw.MaxRows, rows)))
	}
	g := grid{piece: j.piece}
	for g.piece*16 > budget && g.piece > j.smallest || g.piece*4 > all && g.piece > 2 {
		g.piece /= 2
	}
	for g.piece < j.largest && (g.piece*max(64, 2*j.draw.Units) < budget || g.piece < 2*long && g.piece*8 < budget) {
		g.piece *= 2
	}
	for {
		g.piece = max(g.piece-g.piece%max(unit, 2), unit, 2)
		g.slack = min(p.window(g.piece), g.piece/2)
		// What reads on is doubled until the end of the record is seen.
		g.tail = min(max(0, long-g.slack), g.piece)
		g.population = (j.src.Size + g.piece - 1) / g.piece
		g.count = int(min(g.population, max(1, budget/(g.piece+g.slack+g.tail+back))))
		if int64(g.count) >= j.draw.Units || g.piece/2 < j.smallest || g.piece/2 < 2*long {
			return g
		}
		g.piece /= 2
	}
}

// measured returns how many records the text has and what meanRecord says of them.
func measured(p aligned, text []byte) (records, mean int64) {
	if m, ok := p.(measurer); ok {
		return m.measure(text)
	}
	return int64(max(1, bytes.Count(text, []byte{'\n'}))), meanRecord(text)
}

// meanRecord is the mean length of the record in which a random byte of the text
// lies, so that a seam is expected half as far from the next record.
func meanRecord(b []byte) int64 {
	var sum, squares int64
	for len(b) > 0 {
		n := bytes.IndexByte(b, '\n') + 1
		if n == 0 {
			n = len(b)
		}
		sum += int64(n)
		squares += int64(n) * int64(n)
		b = b[n:]
	}
	return squares / max(1, sum)
}

// A drawSeed numbers units at random: a simple random sample is those with the
// smallest digests.
type drawSeed struct{ k0, k1 uint64 }

func newSeed(seed uint64, name string) drawSeed {
	h := hmac.New(sha256.New, binary.BigEndian.AppendUint64(nil, seed))
	h.Write([]byte(name))
	sum := h.Sum(nil)
	return drawSeed{binary.BigEndian.Uint64(sum), binary.BigEndian.Uint64(sum[8:])}
}

func (s drawSeed) digest(unit uint64) uint64 { return mix(mix(unit^s.k0) ^ s.k1) }

// draw returns n of the numbers below population in ascending order: those with
// the smallest digests under a key made of the seed and the name.
func draw(seed uint64, name string, population int64, n int) []int64 {
	key := newSeed(seed, name)
	type unit struct{ digest, index uint64 }
	var best []unit // sorted by digest
	for i := range uint64(population) {
		u := unit{key.digest(i), i}
		if len(best) == n && u.digest >= best[n-1].digest {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, u, func(a, b unit) int {
			if a.digest < b.digest {
				return -1
			}
			return 1
		})
		if len(best) == n {
			best = best[:n-1]
		}
		best = slices.Insert(best, at, u)
	}
	out := make([]int64, len(best))
	for i, u := range best {
		out[i] = int64(u.index)
	}
	slices.Sort(out)
	return out
}

// mix is the finalizer of splitmix64 (Steele, Lea and Flood, 2014). Objects have
// up to millions of pieces; a keyed cryptographic digest of each would cost
// seconds and protect nothing.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// mulDiv is a*b/c without overflow, and the largest number when that does.
func mulDiv(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(c) {
		return 1<<63 - 1
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(min(q, 1<<63-1))
}
