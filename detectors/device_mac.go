package detectors

import "bytes"

// A MAC address (EUI-48 of IEEE 802): six groups of two hexadecimal digits with
// colons or hyphens, three of four with full stops, or twelve digits in a field that
// names it. Group addresses, the address of nothing and that of all belong to no
// device, and neither do those that container engines make of their networks (02:42:ac:1);
// 00-00-5E-00-53 is kept for documentation (RFC 7042).
var _ = register(detector{
	category:  "device.mac",
	evidence:  "format",
	hexGroups: true,
	tokens:    []int{4, 12},
	shapes:    map[int]string{4: "xxxx", 12: "xxxxx"},
	value:     true,
	literals:  []string{"%3A", "%3a"},
	// Of six pairs of hexadecimal digits half have the bit of group addresses.
	chance:   0.5,
	strength: 4,
	words: `mac macaddr macaddress macs macid wifimac wlanmac ethmac lanmac bluetoothmac btmac bluetoothaddress btaddr devicemac clientmac usermac
		hwaddr hwaddress hardwareaddress physicaladdress ether lladdr terminalmac stamac callingstationid
		物理地址 网卡地址 硬件地址 蓝牙地址 无线网卡地址 设备MAC MAC地址 MAC码 macdizhi wlmac macdz`,
	beside: []string{"MAC", "Mac", "mac"},
	check:  checkMAC,
})

// sampleMACs are addresses that manuals are full of.
var sampleMACs = map[[12]byte]bool{}

func init() {
	for _, m := range []string{
		"001122334455", "AABBCCDDEEFF", "123456789ABC", "0123456789AB", "DEADBEEFCAFE", "001A2B3C4D5E", "020000000000", "112233445566",
		"CAFEBABE0000", "665544332211", "A1B2C3D4E5F6", "0A1B2C3D4E5F", "525400123456",
	} {
		sampleMACs[[12]byte([]byte(m))] = true
	}
}

func checkMAC(n *number) finding {
	var d [12]byte
	switch n.by {
	case byHexGroups:
		if !n.pairsOfMAC(&d) || n.inDump() {
			return finding{}
		}
	case byToken:
		if n.end-n.start == 4 {
			if !n.quadsOfMAC(&d) {
				return finding{}
			}
			break
		}
		if letters, ok := hexDigits(n.digits); !ok || letters == 12 || !n.aside() {
			return finding{}
		}
		upperInto(d[:], n.digits)
		return macFinding(&d, true)
	case byValue, byKeyed:
		return n.wholeMAC(&d)
	case byLiteral:
		if !n.encodedPairs(&d) {
			return finding{}
		}
	}
	return macFinding(&d, false)
}

// macFinding judges twelve digits.
func macFinding(d *[12]byte, bare bool) finding {
	if uniform(d[:]) {
		return finding{} // 00:00:00:00:00:00, FF:FF:FF:FF:FF:FF
	}
	f := finding{formed: true}
	f.valid = hexValue(d[1])&1 == 0 && !bytes.HasPrefix(d[:], []byte("00005E0001")) // VRRP, RFC 9568
	f.known = f.valid && (bytes.HasPrefix(d[:], []byte("00005E0053")) || bytes.HasPrefix(d[:], []byte("0242AC1")) || sampleMACs[*d])
	letters, _ := hexDigits(d[:])
	f.needsWord = bare || !f.known && (letters == 0 || stepping(d))
	f.loose = hexValue(d[1])&2 != 0 // made up: by virtual machines, and by telephones for each network
	return f
}

// stepping says whether each pair is one more than that before it: the beginning
// of a table of bytes, and no address.
func stepping(d *[12]byte) bool {
	pair := func(i int) int { return hexValue(d[2*i])<<4 | hexValue(d[2*i+1]) }
	for i := 1; i < 6; i++ {
		if pair(i) != pair(i-1)+1 {
			return false
		}
	}
	return true
}

// pairsOfMAC reads six pairs with one and the same sign between them. What the row
// has beyond them may be a colon on either side or a full stop that ends a sentence.
func (n *number) pairsOfMAC(d *[12]byte) bool {
	v, start := n.data[n.start:n.end], n.start
	if len(v) > 17 && v[0] == ':' {
		v, start = v[1:], start+1
	}
	if len(v) == 18 && (v[17] == '.' || v[17] == ':') {
		v = v[:17]
	}
	if len(v) != 17 || !readPairs(v, d) {
		return false
	}
	n.start, n.end = start, start+17
	return true
}

// encodedPairs reads six pairs around the first colon between them, as URLs encode it.
func (n *number) encodedPairs(d *[12]byte) bool {
	const size, step = 6*2 + 5*3, 2 + 3
	data, start := n.data, n.start-2
	if start < 0 || start+size > len(data) || !isHex(data[start]) || !isHex(data[start+1]) || data[start+step+2] != '%' || !isHex(data[start+size-1]) {
		return false
	}
	if start > 0 && (isAlnum(data[start-1]) || data[start-1] == '%') && !(start > 2 && data[start-3] == '%' && data[start-2] == '3' && data[start-1]|0x20 == 'd') {
		return false
	}
	if end := start + size; end < len(data) && isAlnum(data[end]) || end+2 < len(data) && data[end] == '%' && data[end+1] == '3' && data[end+2]|0x20 == 'a' {
		return false
	}
	for i := range 6 {
		p := data[start+step*i:]
		if !isHex(p[0]) || !isHex(p[1]) || i < 5 && (p[2] != '%' || p[3] != '3' || p[4]|0x20 != 'a') {
			return false
		}
		upperInto(d[2*i:], p[:2])
	}
	n.start, n.end = start, start+size
	return true
}

func readPairs(v []byte, d *[12]byte) bool {
	for i := range 6 {
		if !isHex(v[3*i]) || !isHex(v[3*i+1]) || i < 5 && v[3*i+2] != v[2] {
			return false
		}
		d[2*i], d[2*i+1] = upperOf(v[3*i]), upperOf(v[3*i+1])
	}
	return true
}

// quadsOfMAC reads aabb.ccdd.eeff around one of its groups. The first that holds
// both digits and letters answers for all three.
func (n *number) quadsOfMAC(d *[12]byte) bool {
	data, start := n.data, n.start
	dots := 0
	for dots < 2 && start >= 5 && data[start-1] == '.' && hexQuad(data[start-5:start-1]) > 0 {
		if hexQuad(data[start-5:start-1]) == mixed {
			return false
		}
		start -= 5
		dots++
	}
	end := start + 14
	if end > len(data) || data[start+4] != '.' || data[start+9] != '.' {
		return false
	}
	for i := range 3 {
		q := data[start+5*i : start+5*i+4]
		if hexQuad(q) == 0 {
			return false
		}
		upperInto(d[4*i:], q)
	}
	if start > 1 && data[start-2] == '[' && (data[start-1] == '.' || data[start-1] == '*') {
		return false // a weight of the Unicode Collation Algorithm
	}
	if !wordEnds(data, start, end) || start > 1 && data[start-1] == '.' && isHex(data[start-2]) || end+1 < len(data) && data[end] == '.' && isHex(data[end+1]) {
		return false
	}
	n.start, n.end = start, end
	return true
}

const (
	decimalsOnly = 1
	lettersOnly  = 2
	mixed        = 3
)

// hexQuad says of four characters whether they are hexadecimal and what of.
func hexQuad(q []byte) (kinds int) {
	for _, c := range q {
		switch {
		case isDigit(c):
			kinds |= decimalsOnly
		case isHex(c):
			kinds |= lettersOnly
		default:
			return 0
		}
	}
	return kinds
}

// wordEnds says whether neither letters nor digits touch data[start:end].
func wordEnds(data []byte, start, end int) bool {
	joins := func(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }
	return (start == 0 || !joins(data[start-1])) && (end == len(data) || !joins(data[end]))
}

// wholeMAC reads what stands in a field or behind a word that names it and is found
// by no row of its own: twelve digits, three groups of four without a mixed one, six
// pairs with spaces, and six pairs that a colon ties to the word before them
// ("mac:00:1b:…").
func (n *number) wholeMAC(d *[12]byte) finding {
	v := n.data[n.start:n.end]
	switch {
	case len(v) == 12 && hexQuad(v) != 0 && !n.tokenLike():
		upperInto(d[:], v)
	case len(v) == 14 && v[4] == '.' && v[9] == '.':
		for i := range 3 {
			q := v[5*i : 5*i+4]
			if k := hexQuad(q); k == 0 || k == mixed {
				return finding{}
			}
			upperInto(d[4*i:], q)
		}
	case len(v) == 17 && v[2] == ' ' && readPairs(v, d):
	case len(v) == 17 && v[2] == ':' && n.by == byKeyed && n.start > 1 && n.data[n.start-1] == ':' && isHex(n.data[n.start-2]) && readPairs(v, d):
	default:
		return finding{}
	}
	return macFinding(d, true)
}

// inDump says whether the row goes on from the line before it:
// a dump of bytes, as of a key or a certificate.
func (n *number) inDump() bool {
	data := n.data
	i, lines := n.start, 0
	for i > 0 && n.start-i < 60 && (blank(data[i-1]) || data[i-1] == '\n') {
		if i--; data[i] == '\n' {
			lines++
		}
	}
	return lines > 0 && i > 2 && data[i-1] == ':' && isHex(data[i-2]) && isHex(data[i-3])
}

func upperOf(c byte) byte {
	if c-'a' <= 25 {
		return c - 0x20
	}
	return c
}

func upperInto(dst, src []byte) {
	for i, c := range src {
		dst[i] = upperOf(c)
	}
}

func hexValue(c byte) int {
	if isDigit(c) {
		return int(c - '0')
	}
	return int(c|0x20-'a') + 10
}
