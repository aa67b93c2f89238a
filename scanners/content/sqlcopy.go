package content

import "bytes"

// copy reads "COPY table (columns) FROM stdin;" and the lines below it up to "\.", in
// the text format of PostgreSQL. It reports false when the line is something else.
func (r *sqlReader) copy() (bool, error) {
	table, names, ok := r.copyHead()
	if !ok {
		return false, nil
	}
	r.into(table, names)
	return true, r.lines()
}

// copyHead skips the statement that begins here and returns what it says.
func (r *sqlReader) copyHead() (table string, names []string, ok bool) {
	ok = r.statement(func(l *sqlLexer) (ok bool) {
		l.word("copy")
		if table, ok = l.table(); !ok {
			return false
		}
		names = nil
		if l.blank(); l.pos < len(l.b) && l.b[l.pos] == '(' {
			if names, ok = l.list(); !ok {
				return false
			}
		}
		return l.word("from") && l.word("stdin") && l.sign(';') && l.end()
	})
	return table, names, ok
}

// lines reads the data of a COPY.
func (r *sqlReader) lines() error {
	for {
		if end, err := r.copied(); end || err != nil {
			return err
		}
	}
}

// end skips the rest of a line, which must be empty.
func (l *sqlLexer) end() bool {
	for l.pos < len(l.b) && (l.b[l.pos] == ' ' || l.b[l.pos] == '\r') {
		l.pos++
	}
	if l.pos < len(l.b) && l.b[l.pos] == '\n' {
		l.pos++
		return true
	}
	return false
}

// copied reads one line of data and reports whether the data ended.
func (r *sqlReader) copied() (end bool, err error) {
	r.o.begin(r.line)
	b, state := r.in.line(r.o.s)
	switch {
	case state == lineLong:
		if err := r.longCopied(); err != nil {
			return true, err
		}
		r.line = nextLine(r.line)
		return false, r.o.endRow()
	case state == lineLast && !r.in.done():
		b = r.o.s.sure(b, r.in)
	}
	r.line = nextLine(r.line)
	if string(b) == `\.` || state == lineLast && len(b) == 0 {
		return true, nil
	}
	for i, more := 0, true; more; i++ {
		v := b
		if tab := bytes.IndexByte(b, '\t'); tab >= 0 {
			v, b = b[:tab], b[tab+1:]
		} else {
			more = false
		}
		col := r.col(i)
		if string(v) == `\N` || len(v) == 0 {
			continue
		}
		if bytes.IndexByte(v, '\\') >= 0 {
			r.scratch = uncopy(r.scratch[:0], v)
			v = r.scratch
		}
		r.o.cell(col, v)
	}
	return state == lineLast, r.o.endRow()
}

// longCopied reads a line that is longer than a value may be.
func (r *sqlReader) longCopied() error {
	sub := newInput(r.o.s, &lineReader{in: r.in})
	defer sub.free()
	for i := 0; ; i++ {
		r.o.open(r.col(i))
		for {
			b := sub.rest()
			tab := bytes.IndexByte(b, '\t')
			n := tab
			if tab < 0 {
				if n = len(b); sub.err != nil {
					n = len(r.o.s.sure(b, sub))
				} else {
					// The last bytes stay: there must be something to cut at, and no
					// escape may be halved.
					for n = max(0, n-r.o.s.back); n > 0 && b[n-1] == '\\'; n-- {
					}
				}
			}
			r.scratch = uncopy(r.scratch[:0], b[:n])
			if string(r.scratch) != `\N` {
				r.o.write(r.scratch)
			}
			sub.pos += n
			if tab >= 0 {
				sub.pos++
				break
			}
			if sub.err != nil {
				r.o.shut()
				return r.o.err
			}
			sub.more()
		}
		r.o.shut()
	}
}

// uncopy appends v without the escapes of COPY ("SQL Commands: COPY, Text Format").
func uncopy(dst, v []byte) []byte {
	for {
		i := bytes.IndexByte(v, '\\')
		if i < 0 || i+1 == len(v) {
			return append(dst, v...)
		}
		dst = append(dst, v[:i]...)
		switch c := v[i+1]; c {
		case 'b':
			dst = append(dst, '\b')
		case 'f':
			dst = append(dst, '\f')
		case 'n':
			dst = append(dst, '\n')
		case 'r':
			dst = append(dst, '\r')
		case 't':
			dst = append(dst, '\t')
		case 'v':
			dst = append(dst, '\v')
		case 'N':
			dst = append(dst, '\\', 'N')
		default:
			dst = append(dst, c)
		}
		v = v[i+2:]
	}
}
