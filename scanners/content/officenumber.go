package content

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
)

// A numberFormat is how a style of cells shows numbers.
type numberFormat struct {
	date bool
	mask string // of zeros, as "000-00-0000"; else empty
}

// styles learns how the styles of cells show numbers.
func (w *workbook) styles(e *zipEntry) {
	own := map[int]numberFormat{}
	in := false
	_ = w.d.each(e, func(x *xmlPull) error {
		switch {
		case x.name == "numFmt" && !x.end:
			if len(own) < 10_000 {
				code := string(x.attr("formatCode"))
				own[x.number("numFmtId", -1)] = numberFormat{date: dateFormat(code), mask: zeroFormat(code)}
			}
		case x.name == "cellXfs":
			in = !x.end && !x.empty
		case in && x.name == "xf" && !x.end && len(w.formats) < 100_000:
			id := x.number("numFmtId", 0)
			f, known := own[id]
			f.date = f.date || !known && (id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58)
			w.formats = append(w.formats, f)
		}
		return nil
	})
}

// dateFormat says that a number format writes dates or times.
func dateFormat(s string) bool {
	s, _, _ = strings.Cut(s, ";")
	quoted, bracket := false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case strings.IndexByte("ymdhsYMDHS", c) >= 0:
			return true
		}
	}
	return false
}

// number is what a cell shows of a number: all its digits, zeros in front where its
// style asks for them, dates as ISO 8601 writes them. It is valid until the next call.
func (w *workbook) number(style int, v []byte) []byte {
	if style >= 0 && style < len(w.formats) {
		switch f := w.formats[style]; {
		case f.date:
			if n, err := strconv.ParseFloat(string(v), 64); err == nil {
				w.shown = w.date(w.shown[:0], n)
				return w.shown
			}
		case f.mask != "":
			if v = plainNumber(v); len(v) < len(f.mask) && !bytes.ContainsAny(v, ".-") {
				w.shown = masked(w.shown[:0], f.mask, v)
				return w.shown
			}
		}
	}
	v = plainNumber(v)
	w.d.rounded(v)
	return v
}

// zeroFormat returns a number format that only gives zeros and signs between them,
// as those for telephone and social security numbers do; else "".
func zeroFormat(s string) string {
	s, _, _ = strings.Cut(s, ";")
	s = strings.NewReplacer(`\`, "", `"`, "").Replace(s)
	if strings.Count(s, "0") < 4 || strings.Trim(s, "0- ()/.") != "" || strings.Contains(s, "0.") {
		return ""
	}
	return s
}

// masked writes the digits of v into the zeros of the mask.
func masked(to []byte, mask string, v []byte) []byte {
	zeros := strings.Count(mask, "0")
	if len(v) > zeros {
		return append(to, v...)
	}
	missing := zeros - len(v)
	for i := range len(mask) {
		switch {
		case mask[i] != '0':
			to = append(to, mask[i])
		case missing > 0:
			missing--
			to = append(to, '0')
		default:
			to = append(to, v[0])
			v = v[1:]
		}
	}
	return to
}

// rounded notes numbers of more digits than spreadsheets keep: of those that a
// person typed in the last digits are zeros.
func (d *officeReader) rounded(v []byte) {
	if len(v) < 16 || len(v) > 19 {
		return
	}
	for _, c := range v {
		if c < '0' || c > '9' {
			return
		}
	}
	d.round = d.round || len(bytes.TrimRight(v, "0")) > 10 && len(bytes.TrimRight(v[15:], "0")) == 0
}

// date renders a serial number.
func (w *workbook) date(to []byte, f float64) []byte {
	if f < 0 || f > 2958466 {
		return strconv.AppendFloat(to, f, 'f', -1, 64)
	}
	day := math.Trunc(f)
	at := w.epoch.AddDate(0, 0, int(day)).Add(time.Duration(math.Round((f-day)*86400)) * time.Second)
	switch {
	case f < 1:
		return at.AppendFormat(to, "15:04:05")
	case f == math.Trunc(f):
		return at.AppendFormat(to, "2006-01-02")
	}
	return at.AppendFormat(to, "2006-01-02 15:04:05")
}

// plainNumber writes a number without an exponent.
func plainNumber(v []byte) []byte {
	if bytes.IndexByte(v, 'E') < 0 && bytes.IndexByte(v, 'e') < 0 {
		return v
	}
	f, err := strconv.ParseFloat(string(v), 64)
	if err != nil || math.Abs(f) > 1e30 {
		return v
	}
	return []byte(strconv.FormatFloat(f, 'f', -1, 64))
}
