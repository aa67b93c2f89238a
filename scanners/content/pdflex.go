package content

import (
	"bufio"
	"errors"
	"io"
	"strconv"
)

// The objects of PDF (ISO 32000-1, 7.3): nil, bool, float64 for every number,
// string, pdfName, pdfArray, pdfDict, pdfRef, *pdfStream, and pdfOp for operators
// and keywords.
type (
	pdfName  string
	pdfOp    string
	pdfArray []any
	pdfDict  map[string]any
	pdfRef   struct{ num, gen int }
)

// A pdfStream is a dictionary with bytes in the file.
type pdfStream struct {
	dict pdfDict
	off  int64
	ref  pdfRef
}

var errPDF = errors.New("malformed")

// Bounds of one object of a PDF.
const (
	pdfTokens  = 200_000 // in one object
	pdfString  = 1 << 20 // bytes of one string
	pdfNesting = 64
)

// A pdfLexer reads objects from a file, a stream of objects or the content of a
// page.
type pdfLexer struct {
	r    *bufio.Reader
	pos  int64
	refs bool  // "1 0 R" is a reference, as it is everywhere but in content
	left int   // tokens that the object may still have
	held []any // tokens that were looked at ahead
	deep int
	buf  []byte
}

func newPDFLexer(r io.Reader, pos int64, refs bool) *pdfLexer {
	return &pdfLexer{r: bufio.NewReaderSize(r, 4096), pos: pos, refs: refs, left: pdfTokens}
}

func (x *pdfLexer) byte() (byte, error) {
	c, err := x.r.ReadByte()
	if err == nil {
		x.pos++
	}
	return c, err
}

func (x *pdfLexer) back() {
	x.r.UnreadByte()
	x.pos--
}

func pdfSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func pdfDelim(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// token returns a number, a string, a name, or an operator.
func (x *pdfLexer) token() (any, error) {
	if n := len(x.held); n > 0 {
		t := x.held[n-1]
		x.held = x.held[:n-1]
		return t, nil
	}
	if x.left--; x.left < 0 {
		return nil, errPDF
	}
	c, err := x.byte()
	for err == nil && (pdfSpace(c) || c == '%') {
		if c == '%' {
			for err == nil && c != '\n' && c != '\r' {
				c, err = x.byte()
			}
			continue
		}
		c, err = x.byte()
	}
	if err != nil {
		return nil, err
	}
	switch c {
	case '(':
		return x.literal()
	case '/':
		return x.name()
	case '[', ']', '{', '}', ')':
		return pdfOp(string(c)), nil
	case '<', '>':
		d, err := x.byte()
		if err == nil && d == c {
			return pdfOp(string([]byte{c, c})), nil
		}
		if err == nil {
			x.back()
		}
		if c == '<' {
			return x.hex()
		}
		return pdfOp(">"), nil
	}
	x.buf = append(x.buf[:0], c)
	for {
		c, err = x.byte()
		if err != nil {
			break
		}
		if pdfSpace(c) || pdfDelim(c) {
			x.back()
			break
		}
		if x.buf = append(x.buf, c); len(x.buf) > 4096 {
			return nil, errPDF
		}
	}
	if f, ok := pdfNumber(x.buf); ok {
		return f, nil
	}
	return pdfOp(x.buf), nil
}

// pdfNumber reads a number, also one with a second sign or point in it, as
// some producers write them.
func pdfNumber(b []byte) (float64, bool) {
	if len(b) == 0 || len(b) > 40 {
		return 0, false
	}
	neg, i := false, 0
	for i < len(b) && (b[i] == '-' || b[i] == '+') {
		neg = neg || b[i] == '-'
		i++
	}
	v, scale, digits := 0.0, 0.0, 0
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case c >= '0' && c <= '9':
			digits++
			v = v*10 + float64(c-'0')
			scale *= 10
		case c == '.' && scale == 0:
			scale = 1
		case c == '-' && digits > 0:
			i = len(b)
		default:
			return 0, false
		}
	}
	if digits == 0 {
		return 0, scale > 0
	}
	if scale > 1 {
		v /= scale
	}
	if neg {
		v = -v
	}
	return v, true
}

func (x *pdfLexer) literal() (any, error) {
	x.buf = x.buf[:0]
	for depth := 1; ; {
		c, err := x.byte()
		if err != nil || len(x.buf) > pdfString {
			return nil, errPDF
		}
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return string(x.buf), nil
			}
		case '\\':
			if c, err = x.byte(); err != nil {
				return nil, errPDF
			}
			switch c {
			case 'n':
				c = '\n'
			case 'r':
				c = '\r'
			case 't':
				c = '\t'
			case 'b':
				c = '\b'
			case 'f':
				c = '\f'
			case '\r':
				if d, err := x.byte(); err == nil && d != '\n' {
					x.back()
				}
				continue
			case '\n':
				continue
			default:
				if c < '0' || c > '7' {
					break
				}
				v := int(c - '0')
				for range 2 {
					d, err := x.byte()
					if err != nil {
						return nil, errPDF
					}
					if d < '0' || d > '7' {
						x.back()
						break
					}
					v = v*8 + int(d-'0')
				}
				c = byte(v)
			}
		}
		x.buf = append(x.buf, c)
	}
}

func (x *pdfLexer) hex() (any, error) {
	x.buf = x.buf[:0]
	half, n := byte(0), 0
	for {
		c, err := x.byte()
		if err != nil || len(x.buf) > pdfString {
			return nil, errPDF
		}
		if c == '>' {
			if n%2 == 1 {
				x.buf = append(x.buf, half<<4)
			}
			return string(x.buf), nil
		}
		d := pdfDigit(c)
		if d > 15 {
			continue
		}
		if n++; n%2 == 0 {
			x.buf = append(x.buf, half<<4|d)
		}
		half = d
	}
}

// pdfDigit is the value of a hexadecimal digit, 255 if it is none.
func pdfDigit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 255
}

func (x *pdfLexer) name() (any, error) {
	x.buf = x.buf[:0]
	for {
		c, err := x.byte()
		if err != nil {
			break
		}
		if pdfSpace(c) || pdfDelim(c) {
			x.back()
			break
		}
		if x.buf = append(x.buf, c); len(x.buf) > 4096 {
			return nil, errPDF
		}
	}
	b := x.buf[:0]
	for i := 0; i < len(x.buf); i++ {
		if x.buf[i] == '#' && i+2 < len(x.buf) {
			if v, err := strconv.ParseUint(string(x.buf[i+1:i+3]), 16, 8); err == nil {
				b = append(b, byte(v))
				i += 2
				continue
			}
		}
		b = append(b, x.buf[i])
	}
	return pdfName(b), nil
}

// object returns the next object, or a keyword.
func (x *pdfLexer) object() (any, error) {
	t, err := x.token()
	if err != nil {
		return nil, err
	}
	switch v := t.(type) {
	case float64:
		if x.refs {
			return x.ref(v)
		}
	case pdfOp:
		switch v {
		case "null":
			return nil, nil
		case "true":
			return true, nil
		case "false":
			return false, nil
		case "[", "<<":
			if x.deep++; x.deep > pdfNesting {
				return nil, errPDF
			}
			defer func() { x.deep-- }()
			if v == "[" {
				return x.array()
			}
			return x.dict()
		}
	}
	return t, nil
}

// ref tells a reference from a number.
func (x *pdfLexer) ref(num float64) (any, error) {
	if num < 0 || num != float64(int32(num)) {
		return num, nil
	}
	gen, err := x.token()
	if err != nil {
		return num, nil
	}
	g, ok := gen.(float64)
	if !ok || g < 0 || g > 65535 {
		x.held = append(x.held, gen)
		return num, nil
	}
	r, err := x.token()
	if err != nil {
		x.held = append(x.held, gen)
		return num, nil
	}
	if r == pdfOp("R") {
		return pdfRef{int(num), int(g)}, nil
	}
	x.held = append(x.held, r, gen)
	return num, nil
}

func (x *pdfLexer) array() (any, error) {
	a := pdfArray{}
	for {
		v, err := x.object()
		if err != nil {
			return nil, errPDF
		}
		if v == pdfOp("]") {
			return a, nil
		}
		if op, ok := v.(pdfOp); ok && (op == "endobj" || op == ">>") {
			return a, nil
		}
		a = append(a, v)
	}
}

func (x *pdfLexer) dict() (any, error) {
	d := pdfDict{}
	for {
		k, err := x.object()
		if err != nil {
			return nil, errPDF
		}
		if k == pdfOp(">>") {
			return d, nil
		}
		key, ok := k.(pdfName)
		if !ok {
			if k == pdfOp("endobj") || k == pdfOp("stream") {
				x.held = append(x.held, k)
				return d, nil
			}
			continue
		}
		v, err := x.object()
		if err != nil {
			return nil, errPDF
		}
		if v == pdfOp(">>") {
			return d, nil
		}
		d[string(key)] = v
	}
}
