package content

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"

	"piiventory/scanners"
)

// append adds a value as people read it: times in RFC 3339 (without a zone when the
// column has none), decimals with their point, UUIDs with their hyphens. Binary
// values that are no text are counted and give nothing.
func (l *parquetLeaf) append(b []byte, v *parquet.Value) []byte {
	switch l.kind {
	case parquetBoolean:
		return strconv.AppendBool(b, v.Boolean())
	case parquetInt32:
		return l.integer(b, int64(v.Int32()))
	case parquetInt64:
		return l.integer(b, v.Int64())
	case parquetInt96:
		// Nanoseconds of the day and the Julian day, as Impala and Spark write times.
		n := v.Int96()
		nanos, day := int64(n[1])<<32|int64(n[0]), int64(n[2])
		return appendTime(b, time.Unix((day-2440588)*86400+nanos/1e9, nanos%1e9), true)
	case parquetFloat:
		return strconv.AppendFloat(b, float64(v.Float()), 'g', -1, 32)
	case parquetDouble:
		return appendFloat(b, v.Double())
	}
	raw := v.ByteArray()
	switch {
	case l.is == parquetDecimal && len(raw) > decimalLimit:
		l.f.lost(scanners.GapOversized, fmt.Sprintf("decimals of more than %d bytes were not read", decimalLimit))
		return b
	case l.is == parquetDecimal:
		return appendDecimal(b, raw, l.scale)
	case l.is == parquetUUID && len(raw) == 16:
		return appendUUID(b, raw)
	case l.is == parquetFloat16 && len(raw) == 2:
		return strconv.AppendFloat(b, half(binary.LittleEndian.Uint16(raw)), 'g', -1, 32)
	case l.is == parquetInterval && len(raw) == 12:
		for i, unit := range []string{" months ", " days ", " ms"} {
			b = strconv.AppendUint(b, uint64(binary.LittleEndian.Uint32(raw[4*i:])), 10)
			b = append(b, unit...)
		}
		return b
	}
	return l.f.text(b, raw)
}

// text adds bytes that are text. Others are counted.
func (f *parquetFile) text(b, raw []byte) []byte {
	if printed(raw) || utf8.Valid(raw) && controls(raw) == 0 {
		return append(b, raw...)
	}
	f.binary++
	return b
}

func (m *parquetMeaning) integer(b []byte, n int64) []byte {
	switch m.is {
	case parquetDate:
		return m.moment(n).AppendFormat(b, time.DateOnly)
	case parquetTimestamp:
		return appendTime(b, m.time(n), m.utc)
	case parquetTime:
		return m.time(n).UTC().AppendFormat(b, "15:04:05.999999999")
	case parquetDecimal:
		return appendPoint(b, strconv.AppendInt(nil, n, 10), m.scale)
	case parquetUnsigned:
		return strconv.AppendUint(b, uint64(n), 10)
	}
	return strconv.AppendInt(b, n, 10)
}

// time is the moment n units after 1970.
func (m *parquetMeaning) time(n int64) time.Time {
	switch m.unit {
	case 1:
		return time.UnixMilli(n)
	case 2:
		return time.UnixMicro(n)
	}
	return time.Unix(0, n)
}

// moment is the time that the number stands for.
func (m *parquetMeaning) moment(n int64) time.Time {
	if m.is == parquetDate {
		return time.Unix(min(max(n, -1<<31), 1<<31)*86400, 0).UTC()
	}
	return m.time(n).UTC()
}

// appendFloat adds a number as strconv does with 'g'. Amounts of money, which have at
// most two digits behind the point, take a fraction of the time: of numbers with so few
// digits each is the only one that is written so.
func appendFloat(b []byte, v float64) []byte {
	n := int64(v*100 + 0.5)
	if v < 0.01 || v >= 1e6 || float64(n)/100 != v {
		return strconv.AppendFloat(b, v, 'g', -1, 64)
	}
	b = strconv.AppendInt(b, n/100, 10)
	switch n %= 100; {
	case n == 0:
		return b
	case n%10 == 0:
		return append(b, '.', byte('0'+n/10))
	}
	return append(b, '.', byte('0'+n/10), byte('0'+n%10))
}

func appendTime(b []byte, t time.Time, utc bool) []byte {
	t = t.UTC()
	if utc {
		return t.AppendFormat(b, time.RFC3339Nano)
	}
	return t.AppendFormat(b, "2006-01-02T15:04:05.999999999")
}

// decimalLimit is the longest decimal that is read, in bytes.
const decimalLimit = 64

// appendDecimal adds a decimal of big-endian two's complement.
func appendDecimal(b, raw []byte, scale int32) []byte {
	n := new(big.Int).SetBytes(raw)
	if len(raw) > 0 && raw[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(raw))))
	}
	return appendPoint(b, n.Append(nil, 10), scale)
}

// appendPoint adds the digits with a point before the last scale of them.
func appendPoint(b, digits []byte, scale int32) []byte {
	if scale <= 0 || scale > 400 {
		return append(b, digits...)
	}
	if digits[0] == '-' {
		b, digits = append(b, '-'), digits[1:]
	}
	whole := len(digits) - int(scale)
	if whole <= 0 {
		b = append(b, "0."...)
		for ; whole < 0; whole++ {
			b = append(b, '0')
		}
		return append(b, digits...)
	}
	b = append(append(b, digits[:whole]...), '.')
	return append(b, digits[whole:]...)
}

func appendUUID(b, raw []byte) []byte {
	for i, part := range [][]byte{raw[:4], raw[4:6], raw[6:8], raw[8:10], raw[10:]} {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, part)
	}
	return b
}

// half reads a number of IEEE 754 binary16.
func half(n uint16) float64 {
	sign, exp, frac := 1.0, int(n>>10&31), float64(n&1023)
	if n&0x8000 != 0 {
		sign = -1
	}
	switch exp {
	case 0:
		return sign * math.Ldexp(frac, -24)
	case 31:
		if frac == 0 {
			return math.Inf(int(sign))
		}
		return math.NaN()
	}
	return sign * math.Ldexp(1024+frac, exp-25)
}
