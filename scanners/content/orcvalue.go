package content

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"piiventory/scanners"
)

// values reads values of a leaf and adds them to its rows.
func (n *orcNode) values(rows []int32, s *orcScratch) error {
	switch n.kind {
	case orcString, orcVarchar, orcChar, orcBinary, orcGeometry:
		if n.words != nil {
			return n.chosen(rows, s)
		}
		return n.strings(rows, s)
	}
	f, before := n.f, len(n.data)
	switch n.kind {
	case orcBoolean:
		set := s.set[:len(rows)]
		if _, err := n.bits.next(set); err != nil || f.dropping {
			return err
		}
		for i, r := range rows {
			n.open(r)
			n.data = strconv.AppendBool(n.data, set[i])
		}
	case orcByte:
		for _, r := range rows {
			b, err := n.bytes.next()
			if err != nil {
				return err
			}
			if !f.dropping {
				n.open(r)
				n.data = strconv.AppendInt(n.data, int64(int8(b)), 10)
			}
		}
	case orcShort, orcInt, orcLong, orcDate:
		if f.dropping {
			n.ints.skip += int64(len(rows))
			return nil
		}
		ints := s.ints[:len(rows)]
		if err := n.ints.next(ints); err != nil {
			return err
		}
		m := parquetMeaning{}
		if n.kind == orcDate {
			m.is = parquetDate
		}
		for i, r := range rows {
			n.open(r)
			n.data = m.integer(n.data, ints[i])
		}
	case orcFloat, orcDouble:
		if f.dropping {
			return n.raw.skip(int64(4 * (int(n.kind) - orcFloat + 1) * len(rows)))
		}
		for _, r := range rows {
			n.open(r)
			if n.kind == orcFloat {
				b, err := n.raw.take(4)
				if err != nil {
					return err
				}
				n.data = strconv.AppendFloat(n.data, float64(math.Float32frombits(binary.LittleEndian.Uint32(b))), 'g', -1, 32)
				continue
			}
			b, err := n.raw.take(8)
			if err != nil {
				return err
			}
			n.data = appendFloat(n.data, math.Float64frombits(binary.LittleEndian.Uint64(b)))
		}
	case orcDecimal:
		if err := n.decimals(rows, s); err != nil {
			return err
		}
	case orcTimestamp, orcInstant:
		if f.dropping {
			n.ints.skip += int64(len(rows))
			n.second.skip += int64(len(rows))
			return nil
		}
		seconds, nanos := s.ints[:len(rows)], s.more[:len(rows)]
		if err := n.ints.next(seconds); err != nil {
			return err
		}
		if err := n.second.next(nanos); err != nil {
			return err
		}
		for i, r := range rows {
			n.open(r)
			t := f.moments.time(seconds[i], orcNanos(nanos[i]), n.kind == orcInstant)
			n.data = appendTime(n.data, t, n.kind == orcInstant)
		}
	}
	return f.spend(len(n.data) - before)
}

// spend takes bytes from the room that there is.
func (f *orcFile) spend(n int) error {
	if f.space -= n; f.space < 0 {
		return errOrcFull
	}
	return nil
}

// strings reads values whose lengths stand in a stream of their own.
func (n *orcNode) strings(rows []int32, s *orcScratch) error {
	lengths := s.ints[:len(rows)]
	if err := n.ints.next(lengths); err != nil {
		return err
	}
	f := n.f
	for i, size := range lengths {
		if size < 0 {
			return errOrc
		}
		if f.dropping || size > orcValue {
			if err := n.raw.skip(size); err != nil {
				return err
			}
			if !f.dropping {
				f.lost(scanners.GapOversized, fmt.Sprintf("values of the ORC file of more than %s were not read", human(orcValue)))
			}
			continue
		}
		if err := f.spend(int(size) + 1); err != nil {
			return err
		}
		b, err := n.raw.take(int(size))
		if err != nil {
			return err
		}
		at := n.open(rows[i])
		n.text(at, b)
	}
	return nil
}

// text adds bytes that are text to the value that was opened at the place.
func (n *orcNode) text(at int, b []byte) {
	from := len(n.data)
	n.data = n.f.text.text(n.data, b)
	if len(n.data) == from { // nothing, so no line of its own
		n.data = n.data[:at]
	}
}

const (
	orcWordBytes = 16 << 20 // the longest dictionary
	orcWordCount = 4 << 20  // and the most entries of one
)

var errOrcWords = refuse(scanners.GapOversized, "columns of the ORC file have dictionaries of more than %s in some stripes and were left out there; write it with smaller stripes", human(orcWordBytes))

// An orcWords is the dictionary of a column in a stripe, which is read when it is
// needed.
type orcWords struct {
	count   int64
	lengths *orcInts
	raw     *orcStream
	loaded  bool
	sound   bool // all of it is text
	data    []byte
	ends    []uint32
	held    int64
}

func (w *orcWords) drop(f *orcFile) {
	f.pinned -= w.held
	w.lengths.drop()
	w.raw.drop()
	w.loaded, w.data, w.ends, w.held = false, nil, nil, 0
}

func (w *orcWords) load(n *orcNode) error {
	f := n.f
	if w.count < 0 || w.count > orcWordCount {
		return errOrcWords
	}
	if f.pinned > orcPinnedWide { // make room
		for _, d := range f.fields {
			if !slices.Contains(d.leaves, n) {
				d.node.close()
			}
		}
	}
	w.lengths.back(orcMark{})
	w.raw.seek(0, 0)
	w.sound = true
	sum := int64(0)
	var some [orcRun]int64
	for left := w.count; left > 0; {
		part := some[:min(left, orcRun)]
		if err := w.lengths.next(part); err != nil {
			return orcCut(err)
		}
		for _, size := range part {
			if sum += size; size < 0 || sum > orcWordBytes || size > orcWordBytes {
				return errOrcWords
			}
			w.ends = append(w.ends, uint32(sum))
		}
		left -= int64(len(part))
	}
	for int64(len(w.data)) < sum {
		if err := w.raw.more(); err != nil {
			return orcCut(err)
		}
		b, err := w.raw.take(int(min(int64(len(w.raw.b)-w.raw.pos), sum-int64(len(w.data)))))
		if err != nil {
			return err
		}
		w.data = append(w.data, b...)
	}
	w.sound = controls(w.data) == 0
	from := uint32(0)
	for _, end := range w.ends {
		if !w.sound {
			break
		}
		w.sound = utf8.Valid(w.data[from:end])
		from = end
	}
	w.lengths.drop()
	w.raw.drop()
	w.loaded, w.held = true, int64(cap(w.data)+4*cap(w.ends))
	f.pinned += w.held
	return f.expand(int64(len(w.ends)))
}

// chosen reads values that stand in the dictionary.
func (n *orcNode) chosen(rows []int32, s *orcScratch) error {
	f, w := n.f, n.words
	if f.dropping {
		n.ints.skip += int64(len(rows))
		return nil
	}
	if !w.loaded {
		if err := w.load(n); err != nil {
			return err
		}
	}
	places := s.ints[:len(rows)]
	if err := n.ints.next(places); err != nil {
		return err
	}
	before := len(n.data)
	for i, k := range places {
		if k < 0 || k >= int64(len(w.ends)) {
			return errOrc
		}
		from := uint32(0)
		if k > 0 {
			from = w.ends[k-1]
		}
		b := w.data[from:w.ends[k]]
		if len(b) == 0 {
			continue
		}
		if len(n.data)-before+len(b) > f.space {
			return errOrcFull
		}
		at := n.open(rows[i])
		if w.sound {
			n.data = append(n.data, b...)
		} else {
			n.text(at, b)
		}
	}
	return f.spend(len(n.data) - before)
}

// decimals reads numbers of any length and the places behind the point.
func (n *orcNode) decimals(rows []int32, s *orcScratch) error {
	scales := s.ints[:len(rows)]
	if err := n.second.next(scales); err != nil {
		return err
	}
	var digits [64]byte
	for i, r := range rows {
		var low uint64
		var all [24]byte // bytes of seven bits
		k := 0
		for more := true; more; k++ {
			c, err := n.raw.byte()
			if err != nil {
				return err
			}
			if k == len(all) {
				return errOrc
			}
			if all[k] = c & 127; k < 9 {
				low |= uint64(c&127) << (7 * k)
			}
			more = c >= 128
		}
		if n.f.dropping {
			continue
		}
		n.open(r)
		d := digits[:0]
		if k <= 9 {
			d = strconv.AppendInt(d, int64(low>>1)^-int64(low&1), 10)
		} else {
			v := new(big.Int)
			for k--; k >= 0; k-- {
				v.Or(v.Lsh(v, 7), big.NewInt(int64(all[k])))
			}
			odd := v.Bit(0) == 1
			if v.Rsh(v, 1); odd {
				v.Not(v)
			}
			d = v.Append(d, 10)
		}
		n.data = appendPoint(n.data, d, int32(min(max(scales[i], 0), 400)))
	}
	return nil
}

// orcNanos reads nanoseconds whose zeros at the end are left out and counted in the
// last three bits.
func orcNanos(v int64) int64 {
	zeros := v & 7
	if v = int64(uint64(v) >> 3); zeros > 0 {
		for range zeros + 1 {
			v *= 10
		}
	}
	return v
}

// orcMoments makes times of the seconds since the start of 2015 in the zone of the
// writer.
type orcMoments struct {
	zone *time.Location
	base int64
}

const orcEpoch = 1420070400 // the start of 2015 in UTC

// in sets the zone of the writer. Where it is not known here, hours that are set
// forward in summer do not show.
func (m *orcMoments) in(name string) {
	if zone, err := time.LoadLocation(name); err == nil && len(name) < 64 {
		m.zone, m.base = zone, time.Date(2015, 1, 1, 0, 0, 0, 0, zone).Unix()-orcEpoch
	}
}

// time returns the time on the wall of the writer, or the moment.
func (m *orcMoments) time(seconds, nanos int64, instant bool) time.Time {
	seconds += orcEpoch
	if !instant {
		seconds += m.base
	}
	if seconds < 0 && nanos > 999_999 { // as all writers have it since the first
		seconds--
	}
	t := time.Unix(seconds, nanos).UTC()
	if !instant && m.zone != nil {
		local := t.In(m.zone)
		_, offset := local.Zone()
		return t.Add(time.Duration(offset) * time.Second)
	}
	return t
}
