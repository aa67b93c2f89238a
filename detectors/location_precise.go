package detectors

// A place to within some 11 metres: a latitude and a longitude with four decimals or
// more, side by side in text, each in a field that names it, in GeoJSON and in WKT, or
// in degrees, minutes and seconds. With fewer decimals it is no precise place, and 0, 0
// is where programs stand that know none.
var _ = register(detector{
	category: "location.precise",
	evidence: "format, range",
	decimals: true,
	literals: []string{"°"},
	value:    true,
	// A pair of numbers with many decimals is within 90 and 180 more often than not.
	chance:   0.8,
	strength: 5,
	words: `lat lats lng lngs lon lons latitude longitude latitudes longitudes latlng latlon lnglat lonlat latitudelongitude longitudelatitude geolat geolng geolon
		gpslat gpslng gpslon gpsposition gpslocation gpscoordinates gpslatitude gpslongitude coordinate coordinates coords coord geopoint geolocation
		geojson userlocation currentlocation lastlocation homelocation gpspoint latlong longlat -latp -latavg -latms -latus -latns -latmean -latmedian -latstd -latstddev -latpct -latpercentile -latsum -latcount -avglat -meanlat -medianlat -readlat -writelat -iolat -rpclat -netlat ~location ~position ~geo ~geometry ~gps
		经度 纬度 经纬度 坐标 定位坐标 地理坐标 精确位置 精准定位 位置坐标 当前位置 经纬坐标 用户位置 实时位置
		經度 緯度 經緯度 座標 定位座標 jingdu weidu jingweidu zuobiao ~定位 ~地理位置 ~jd ~wd ~dw ~zb`,
	check: checkPlace,
})

func checkPlace(n *number) finding {
	switch n.by {
	case byDecimals:
		return n.pairOfDegrees()
	case byLiteral:
		return n.degreesMinutes()
	}
	return n.wholeDegree()
}

// A degree is a decimal number with its sign, in micro-degrees.
type degree struct {
	micro      int64
	decimals   int
	start, end int
}

// degreeAt reads a number that starts at i, perhaps with a sign or a letter of the
// sky in front or behind.
func degreeAt(data []byte, i int) (d degree, ok bool) {
	d.start = i
	if i < len(data) && (data[i] == '-' || data[i] == '+') {
		i++
	}
	whole := digitsFrom(data, i)
	if whole < 1 || whole > 3 || i+whole >= len(data) || data[i+whole] != '.' {
		return d, false
	}
	d.decimals = digitsFrom(data, i+whole+1)
	d.end = i + whole + 1 + d.decimals
	d.micro = int64(decimal(data[i:i+whole])) * 1e6
	unit := int64(1e5)
	for _, c := range data[i+whole+1 : i+whole+1+min(6, d.decimals)] {
		d.micro += int64(c-'0') * unit
		unit /= 10
	}
	if data[d.start] == '-' {
		d.micro = -d.micro
	}
	return d, d.decimals > 0
}

const (
	rightAngle   = 90_000_000
	straight     = 180_000_000
	minDecimals  = 4  // 11 m
	maxDecimals  = 17 // as floating-point numbers are printed
	sureDecimals = 5
)

// A joint is what stands between two numbers of a row, the tighter the smaller.
type joint uint8

const (
	noJoint joint = iota
	blankJoint
	commaJoint
	looseJoint
)

// jointAt reads what joins two numbers at i and returns where it ends.
func jointAt(data []byte, i int) (joint, int) {
	j, start := noJoint, i
	for i < len(data) && i-start < 6 {
		switch c := data[i]; {
		case c == ' ' || c == '\t':
			j = max(j, blankJoint)
		case c == ',' && j < commaJoint:
			j = commaJoint
		case c == ';' || c == '|' || c == '/':
			if j >= commaJoint {
				return noJoint, start
			}
			j = looseJoint
		case c == '%' && j < commaJoint && i+2 < len(data) && data[i+1] == '2' && (data[i+2]|0x20 == 'c' || data[i+2] == '0'):
			if j = max(j, blankJoint); data[i+2] != '0' {
				j = commaJoint
			}
			i += 2
		case c >= 0xe3 && j < commaJoint && i+2 < len(data) && (string(data[i:i+3]) == "，" || string(data[i:i+3]) == "、"):
			j = commaJoint
			i += 2
		default:
			return j, i
		}
		i++
	}
	return j, i
}

// jointBefore reads backwards what joins the number that starts at i with another one
// before it.
func jointBefore(data []byte, i int) (joint, int) {
	j, end := noJoint, i
	for i > 0 && end-i < 6 {
		switch c := data[i-1]; {
		case c == ' ' || c == '\t':
			j = max(j, blankJoint)
		case c == ',' && j < commaJoint:
			j = commaJoint
		case (c == ';' || c == '|' || c == '/') && j < commaJoint:
			j = looseJoint
		default:
			return j, i
		}
		i--
	}
	return j, i
}

// pairOfDegrees judges a number and the one behind it. A row of three is a vector of
// something, unless it is said to be coordinates.
func (n *number) pairOfDegrees() finding {
	data, start := n.data, n.start
	if start > 0 && (data[start-1] == '-' || data[start-1] == '+') {
		start--
	}
	a, ok := degreeAt(data, start)
	if !ok || a.decimals > maxDecimals {
		return finding{}
	}
	i := a.end
	if i < len(data) && skyLetter(data[i]) {
		i++
	}
	within, next := jointAt(data, i)
	if within == noJoint {
		return finding{}
	}
	if next < len(data) && (data[next] == 'N' || data[next] == 'S' || data[next] == 'E' || data[next] == 'W') {
		next++
	}
	b, ok := degreeAt(data, next)
	if !ok || b.decimals < minDecimals-1 || b.decimals > maxDecimals {
		return finding{}
	}
	end := b.end
	if end < len(data) && skyLetter(data[end]) && (end+1 == len(data) || !isLetter(data[end+1])) {
		end++
	} else if end < len(data) && (isLetter(data[end]) || data[end] == 0xc2 || data[end] == '%' && (end+1 == len(data) || !isHex(data[end+1]))) {
		return finding{}
	}
	if end+1 < len(data) && data[end] == '.' && isDigit(data[end+1]) {
		return finding{}
	}
	if i > a.end || start > 0 && (data[start-1] == 'N' || data[start-1] == 'S' || data[start-1] == 'E' || data[start-1] == 'W') {
		if i == a.end && (start < 2 || !isLetter(data[start-2])) {
			start--
		}
	}
	if n.inCommand(a.start) || n.inShape(a.start, b.end) {
		return finding{}
	}
	said := n.inCoordinates(a.start)
	if !said && n.besideOthers(a.start, end, within) {
		return finding{}
	}
	n.start, n.end = start, end
	f := placeFinding(a, b)
	// Columns of numbers in text stand beside each other in the same way.
	f.needsWord = f.needsWord || within == blankJoint && !said && (f.loose || data[i] == '\t')
	return f
}

// inCommand says whether the number follows a command of path data of SVG: L40.12 117.55.
func (n *number) inCommand(i int) bool {
	data := n.data
	if i > 0 && (data[i-1] == '-' || data[i-1] == '+') {
		i--
	}
	for i > 0 && data[i-1] == ' ' {
		i--
	}
	if i == 0 {
		return false
	}
	switch data[i-1] {
	case 'M', 'm', 'L', 'l', 'C', 'c', 'H', 'h', 'V', 'v', 'Q', 'q', 'T', 't', 'A', 'a', 's':
		return i > 1 && (isDigit(data[i-2]) || (data[i-2]|0x20 == 'z' || blank(data[i-2])) && i > 2 && (isDigit(data[i-3]) || data[i-3]|0x20 == 'z')) || n.inDrawing()
	}
	return false
}

// nearShape is how far back the beginning of a shape is looked for, in bytes.
const nearShape = 128

// A rowOfPairs is what the last pair was of, and where that ended.
type rowOfPairs struct {
	end  int
	area bool
}

// inShape says whether a pair is a corner of an area: it stands in arrays of arrays of
// arrays, as GeoJSON (RFC 7946) has polygons, or in double brackets, as WKT has them. No
// person is there; a line and a point may be where one was. A pair that follows another
// is of the same.
func (n *number) inShape(start, end int) bool {
	r := &n.pairs
	if r.end == 0 || start > r.end+8 || start < r.end-32 || !joinsPairs(n.data[min(start, r.end):start]) {
		r.area = opensShape(n.data, start)
	}
	r.end = end
	return r.area
}

// joinsPairs says whether nothing but a comma, blanks and brackets around pairs stand
// between two of a row.
func joinsPairs(between []byte) bool {
	depth := 0
	for _, c := range between {
		switch c {
		case ',', ' ', '\n', '\r', '\t', '-':
		case ']', ')':
			depth--
		case '[', '(':
			depth++
		default:
			return false
		}
	}
	return depth == 0
}

// opensShape counts the brackets that are open before start.
func opensShape(data []byte, start int) bool {
	square, round := 0, 0
	for i := start; i > max(0, start-nearShape); i-- {
		switch c := data[i-1]; {
		case c == '[':
			square++
		case c == ']':
			square--
		case c == '(':
			round++
		case c == ')':
			round--
		case isDigit(c) || c == '.' || c == ',' || c == '-' || c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 'e' || c == 'E':
		default:
			return false
		}
		if square > 2 || round > 1 {
			return true
		}
		if square+round == 0 && data[i-1] == ' ' && i < start && !isDigit(data[i]) && data[i] != '-' {
			return false // of a sentence
		}
	}
	return false
}

func skyLetter(c byte) bool { return c == 'N' || c == 'S' || c == 'E' || c == 'W' }

// besideOthers says whether a further number with decimals is joined to the pair as
// tightly as its own two are.
func (n *number) besideOthers(start, end int, within joint) bool {
	data := n.data
	if j, i := jointAt(data, end); j != noJoint && j <= within {
		if d, ok := degreeAt(data, i); ok && d.decimals > 0 {
			return true
		}
	}
	j, i := jointBefore(data, start)
	if j == noJoint || j > within || i == 0 || !isDigit(data[i-1]) {
		return false
	}
	for i > 0 && isDigit(data[i-1]) {
		i--
	}
	return i > 1 && data[i-1] == '.' && isDigit(data[i-2])
}

// inCoordinates says whether GeoJSON or WKT says that the numbers are coordinates.
func (n *number) inCoordinates(start int) bool {
	v := n.data[max(0, start-24):start]
	k := len(v)
	for k > 0 && (v[k-1] == '[' || v[k-1] == '(' || v[k-1] == ' ' || v[k-1] == ':' || v[k-1] == '"') {
		k--
	}
	return k < len(v) && endsWithAny(v[:k], "coordinates", "POINT", "Point", "POINT Z", "POINTZ", "LINESTRING", "POLYGON", "MULTIPOINT")
}

// placeFinding judges two numbers as latitude and longitude, in either order.
func placeFinding(a, b degree) finding {
	if a.micro == 0 || b.micro == 0 || a.micro == b.micro {
		return finding{}
	}
	if a.decimals < minDecimals && b.decimals < minDecimals {
		return finding{}
	}
	x, y := abs(a.micro), abs(b.micro)
	f := finding{formed: true, valid: x <= rightAngle && y <= straight || x <= straight && y <= rightAngle}
	china := inChina(a.micro, b.micro) || inChina(b.micro, a.micro)
	sure := min(a.decimals, b.decimals) >= sureDecimals
	// Numbers of a measurement look the same; those of places have more decimals.
	f.loose = !sure || !china
	most := max(a.decimals, b.decimals)
	f.needsWord = !china && most > 9 || !sure && !(china && most >= sureDecimals) || x < 10e6 && y < 10e6
	return f
}

func abs(v int64) int64 { return max(v, -v) }

// inChina says whether a latitude and a longitude are within the frame of China and
// its waters.
func inChina(lat, lon int64) bool {
	return lat > 3_000_000 && lat < 54_000_000 && lon > 73_000_000 && lon < 136_000_000
}

// wholeDegree judges what stands alone in a field or behind a word that names it: one
// decimal number, or one that was multiplied by a million or ten millions.
func (n *number) wholeDegree() finding {
	v := n.data[n.start:n.end]
	d, ok := degreeAt(n.data, n.start)
	if ok && d.end == n.end {
		if j, i := jointAt(n.data, d.end); n.by == byKeyed && j != noJoint {
			if b, ok := degreeAt(n.data, i); ok && b.decimals >= minDecimals-1 {
				return finding{} // a pair
			}
		}
		if d.decimals < minDecimals || d.decimals > maxDecimals || d.micro == 0 {
			return finding{}
		}
		return finding{formed: true, valid: abs(d.micro) <= straight, needsWord: true}
	}
	digits := v
	if len(v) > 0 && v[0] == '-' {
		digits = v[1:]
	}
	if len(digits) < 8 || len(digits) > 10 || !decimalRun(digits) || digits[0] == '0' || n.by == byKeyed {
		return finding{}
	}
	e := decimal(digits)
	return finding{formed: true, valid: e <= 10*straight, needsWord: true}
}
