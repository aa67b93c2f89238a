package detectors

// A postal code says nothing by itself: six digits in China, five in the USA. Only
// the field's name or a word before it tells.
var _ = register(detector{
	category:   "contact.postal_code",
	evidence:   "field name, format",
	headerOnly: true,
	value:      true,
	closing:    true,
	// Nearly any number of five or six digits passes.
	chance: 9.0 / 10,
	words: `zip zipcode zipcodes postcode postalcode postcodes ziporpostalcode plz 邮编 邮政编码 郵編 郵政編碼 郵遞區號 郵政區號
		youbian youzhengbianma ~postal ~yb yzbm`,
	check: checkPostalCode,
})

func checkPostalCode(n *number) finding {
	v := n.digits
	f := finding{formed: true}
	digits := digitsFrom(v, 0)
	switch {
	case len(v) == 6 && digits == 6:
		f.valid = v[0] <= '8' && !(v[0] == '0' && v[1] == '0') && !monotonous(v)
	case len(v) == 5 && digits == 5, len(v) == 4 && digits == 4, len(v) == 7 && digits == 7:
		f.valid = true
	case len(v) == 10 && digits == 5 && v[5] == '-':
		f.valid = digitsFrom(v, 6) == 4
	case len(v) == 8 && digits == 3 && v[3] == '-': // Japan
		f.valid = digitsFrom(v, 4) == 4
	default:
		f.valid = wordPostcode(v)
	}
	if n.by == byKeyed && !f.valid {
		return finding{}
	}
	return f
}

// wordPostcode says whether v is a British or Canadian postcode, with or without
// the space.
func wordPostcode(v []byte) bool {
	if len(v) < 5 || len(v) > 8 {
		return false
	}
	k := len(v) - 3
	tail, head := v[k:], v[:k]
	if k > 0 && v[k-1] == ' ' {
		head = v[:k-1]
	}
	return isDigit(tail[0]) && postcodeTail(tail) && (outward(head) || canadian(head, tail))
}
