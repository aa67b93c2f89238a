package content

// window lets start see a good number of records.
func (c *csvFormat) window(piece int64) int64 { return max(piece/4, 64) }

// doubt is how many bytes are looked at before the case "outside" wins.
const doubt = 64 << 10

func (c *csvFormat) sight(lo, hi int64) int64 { return max(hi, lo+2*doubt) }

// at returns the parser for a piece. Only the first one has a header.
func (c *csvFormat) at(off int64) parser {
	p := *c
	p.line = lineAt(off)
	if off > 0 {
		p.header = -1
	}
	return &p
}

// anywhere never cuts inside a record.
func (c *csvFormat) anywhere([]byte, *charset) int { return -1 }

// start finds the first record. A newline ends a record unless it stands inside
// quotes, and from the middle nobody knows whether that is so. Both cases are
// tried: each quote changes between inside and outside (a doubled one twice, so
// it needs no care), which gives one place for each case. The place counts from
// which on the records have the usual number of fields. If that is so for
// neither, more is looked at, up to doubt; then the case "outside" wins.
func (c *csvFormat) start(b []byte, cs *charset, end bool) int {
	out := c.ends(b, cs, false)
	ins := c.ends(b, cs, true)
	fitOut, fitIns := c.fit(b, out, cs, end), c.fit(b, ins, cs, end)
	switch {
	case out >= 0 && fitOut >= 0.75 && fitOut >= fitIns:
		return out
	case ins >= 0 && fitIns >= 0.75:
		return ins
	case !end && len(b) < doubt:
		return -1
	case fitIns > fitOut:
		return ins
	}
	return out
}

// ends returns where the record ends that b begins in, or -1.
func (c *csvFormat) ends(b []byte, cs *charset, quoted bool) int {
	// b[:unit] lies before the seam; only a newline there matters, and only
	// outside of quotes.
	i := 0
	if quoted {
		i = cs.unit
	}
	q := cs.index(b, i, '"')
	if q >= 0 && q < cs.unit {
		q = cs.index(b, cs.unit, '"')
	}
	for {
		if !quoted {
			n := cs.index(b, i, '\n')
			if n >= 0 && (q < 0 || n < q) {
				return n + cs.unit
			}
		}
		if q < 0 {
			return -1
		}
		quoted = !quoted
		i = q + cs.unit
		q = cs.index(b, i, '"')
	}
}

// fit returns the share of the records from the offset on that have the usual
// number of fields, or -1 when there is no record to look at.
func (c *csvFormat) fit(b []byte, from int, cs *charset, end bool) float64 {
	if from < 0 || from >= len(b) {
		return -1
	}
	recs := split(cs.part(b[from:]), c.delim, 16, end)
	if len(recs) == 0 {
		return -1
	}
	fit := 0
	for _, r := range recs {
		if len(r) == len(c.names) {
			fit++
		}
	}
	return float64(fit) / float64(len(recs))
}
