package detectors

// A TextMatch is a place in a text that stands for personal data.
type TextMatch struct {
	Category Category
	// Start and End are byte offsets into the text.
	Start, End int
	Confidence Confidence
	// Reasons are stable words that say why, most important first: those of
	// Verdict, and "format" (the form is given out: a prefix, a domain).
	Reasons []string
}

// Text finds personal data in one short text: a line of chat or of a log, a cell
// of a table. field is the name of the field that holds it, or empty. Only what
// passes all checks is a match. Its confidence comes from the field's name, the
// words within 30 characters (the nearest one counts), the form and the checks.
// What is masked (z***@qq.com), or stands as a digest or a ciphertext in a field of
// its category, is no match.
//
//	a common form without a word of the category         no match
//	published specimen, address of nobody (noreply@)     low
//	the field or a word speaks of the category           high; medium when the word
//	                                                     directly before names another number
//	a form that nothing else has (a private key), or a
//	  place that says what it is (in an access log)      high
//	an e-mail address of a role (info@)                  medium
//	any other e-mail address                             high; low in a field of other
//	                                                     things or at the ending of a file
//	the field or the word directly before names another  no match; low for a
//	  number (order number, tracking number …)           number with a checksum
//	the same, but with another category, a key or a      low, but for a number with
//	  subject (user_id, order …)                         a checksum
//	a form that little else has                          medium
//	a form that other numbers have, too                  low
func (e *Engine) Text(field, text string) []TextMatch {
	data := []byte(text)
	named := e.named(field)
	var out []TextMatch
	s := e.scratches.Get().(*scratch)
	around := surroundings{e: e, v: data, words: s.column.lines.words[:0]}
	ends := []int32{int32(len(data))}
	s.hidden = e.hidden(s.hidden[:0], field, data, ends)
	key := 0 // where a private key in several lines ends
	e.each(s, data, ends, named, func(h hit) {
		if !h.valid || h.state != Clear && !ownForms[e.dets[h.det].category] || h.start < key || len(s.hidden) > 0 && overlaps(s.hidden, h.start, h.end) {
			return
		}
		if h.either {
			h.det = e.whichLine(named, &around, h.start, h.end, h.det)
		}
		if h.by == byLiteral && data[h.start] == '-' {
			h.end = keyBlockEnd(data, h.start, h.end)
			key = h.end
		}
		m := TextMatch{Category: e.dets[h.det].category, Start: h.start, End: h.end}
		near := around.around(h.start, h.end, h.det)
		near.near = near.near || h.by == byKeyed && !h.hinted
		m.Confidence, m.Reasons = e.sure(named, near, h)
		if m.Confidence > None {
			out = append(out, m)
		}
	})
	s.column.lines.words = around.words
	e.scratches.Put(s)
	return out
}

// sure says how sure a valid hit in free text is.
func (e *Engine) sure(named []strength, near nearby, h hit) (Confidence, []string) {
	d := e.dets[h.det]
	proof := proofOf(d)
	other := named[len(e.dets)]
	switch {
	case h.needsWord && named[h.det] < full && !near.near:
		return None, nil
	case h.known:
		return Low, []string{"specimen"}
	case d.headerOnly && named[h.det] == full:
		return Medium, []string{"header"}
	case d.headerOnly && (h.by == byKeyed || near.near):
		return Medium, []string{"keyword"}
	case d.headerOnly:
		return None, nil
	case h.vague && (named[h.det] == full || near.rival < full):
		return Low, []string{proof}
	case d.addresses() && h.modest: // of a role
		return Medium, []string{proof}
	case named[h.det] == full && near.rival == full:
		return Medium, []string{"header", proof}
	case named[h.det] == full:
		return High, []string{"header", proof}
	case near.near:
		return High, []string{"keyword", proof}
	case h.sure:
		return High, []string{proof}
	case d.addresses() && (h.loose || other == full):
		return Low, []string{proof}
	case d.addresses():
		return High, []string{proof}
	case max(other, near.rival) == full && (proof == "format" || h.loose):
		return None, nil
	case max(other, near.rival) == full, proof == "format" && (other == weak || near.rival > silent):
		return Low, []string{proof}
	case named[h.det] == weak && !h.loose && !h.modest:
		return High, []string{"header-weak", proof}
	case h.loose:
		return Low, []string{proof}
	}
	return Medium, []string{proof}
}

// whichLine says which detector of telephones a number belongs to that may be
// either: the one of mobiles when only the field's name, or else the nearest word,
// speaks of those.
func (e *Engine) whichLine(named []strength, s *surroundings, start, end, det int) int {
	m, p := mobileIndex(), phoneIndex()
	switch {
	case named[m] > named[p]:
		return m
	case named[m] < named[p]:
		return p
	case s.around(start, end, m).near && !s.around(start, end, p).near:
		return m
	}
	return det
}
