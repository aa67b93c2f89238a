package content

import (
	"bytes"
	"slices"
	"strings"
)

var _ = register(format{name: "w3c-log", rank: 5, recognise: recogniseW3C})

// w3cLog reads logs whose directive names the fields: the Extended Log File Format
// (W3C Working Draft WD-logfile-960323) of IIS, CloudFront and Exchange, and the
// logs of Zeek. Fields are parted by blanks, tabs or commas, as the directive's
// names are. A line with another number of fields is free text, and so is each line
// that begins with "#". A directive further down holds for what is below it; a piece
// from the middle has the names of the first one, until it meets another.
type w3cLog struct {
	delim byte
	names []string
}

// recogniseW3C wants the directive among the lines that begin with "#" at the start.
func recogniseW3C(h head) parser {
	for _, l := range h.lines(sniffed) {
		if len(l) == 0 || l[0] != '#' {
			return nil
		}
		if delim, names := directive(l); len(names) > 1 {
			return logLines{line: 1, syntax: &w3cLog{delim, names}}
		}
	}
	return nil
}

// directive reads "#Fields: a b" and, as Zeek writes it, "#fields<tab>a<tab>b".
func directive(l []byte) (delim byte, names []string) {
	rest, ok := bytes.CutPrefix(l, []byte("#Fields:"))
	if !ok {
		if rest, ok = bytes.CutPrefix(l, []byte("#fields\t")); !ok {
			return 0, nil
		}
	}
	text := strings.TrimSpace(string(rest))
	delim = ' '
	if strings.Contains(text, "\t") || l[1] == 'f' {
		delim = '\t'
	} else if strings.Contains(text, ",") {
		delim = ','
	}
	for f := range strings.SplitSeq(text, string(delim)) {
		if f = strings.TrimSpace(f); f != "" {
			names = append(names, f)
		}
	}
	if len(names) < 2 || len(names) > standard.columns/2 {
		return 0, nil
	}
	return delim, distinct(names, len(names))
}

func (w *w3cLog) take(b []byte, r *record) bool {
	if len(b) == 0 {
		return false
	}
	if b[0] == '#' {
		if _, names := directive(b); names != nil {
			r.names = names
		}
		return false
	}
	names := w.names
	if r.names != nil {
		names = r.names
	}
	// CloudFront names its fields with blanks and writes them with tabs.
	delim := w.delim
	if delim == ' ' && bytes.Count(b, []byte{'\t'}) == len(names)-1 {
		delim = '\t'
	}
	n := 0
	for more := true; more; n++ {
		var v []byte
		doubled := false
		v, b, more, doubled = w3cField(b, delim)
		if n == len(names) {
			return false
		}
		name := names[n]
		if spaced := delim != ',' && bytes.IndexByte(v, ' ') < 0; spaced && agent(name) {
			v = unplus(r, v) // blanks are written as "+"
		}
		if doubled {
			n := len(r.scratch)
			r.scratch = unquote(r.scratch, v)
			v = r.scratch[n:]
		}
		if string(v) != "(empty)" {
			r.put(name, v)
		}
	}
	return n == len(names)
}

// w3cField cuts the first field off. It may stand in quotes; doubled says that there
// are quotes in it, which are then written twice.
func w3cField(b []byte, delim byte) (v, rest []byte, more, doubled bool) {
	if delim != '\t' && len(b) > 0 && b[0] == '"' {
		for i := 1; i < len(b); i++ {
			if b[i] != '"' {
				continue
			}
			if i+1 < len(b) && b[i+1] == '"' {
				i++
				doubled = true
				continue
			}
			if i+1 == len(b) {
				return b[1:i], nil, false, doubled
			}
			if b[i+1] == delim {
				return b[1:i], b[i+2:], true, doubled
			}
			break
		}
	}
	v, rest, more = bytes.Cut(b, []byte{delim})
	if delim == ' ' {
		rest = bytes.TrimLeft(rest, " ")
		more = more && len(rest) > 0
	}
	return v, rest, more, false
}

// agent reports whether the field is one in which IIS writes blanks as "+".
func agent(name string) bool {
	return slices.Contains([]string{"cs(User-Agent)", "cs(Cookie)", "cs(Referer)", "cs-username"}, name)
}

// unplus returns v with blanks for the signs "+". It is valid until the next line.
func unplus(r *record, v []byte) []byte {
	if bytes.IndexByte(v, '+') < 0 {
		return v
	}
	n := len(r.scratch)
	r.scratch = append(r.scratch, v...)
	for i, c := range r.scratch[n:] {
		if c == '+' {
			r.scratch[n+i] = ' '
		}
	}
	return r.scratch[n:]
}
