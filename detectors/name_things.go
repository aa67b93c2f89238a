package detectors

import (
	"bytes"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Countries, islands and typefaces have names that a person could have: Jan Mayen,
// Frank Ruhl.

// placeEndings are surnames that end the names of places, too.
var placeEndings = latinSet("park lake glen cove dale forest green grove hill wood hall banks brook rivers field fields land isle isles")

// placeLike says whether a name that stands where things have names as well ("name":…)
// is that of a country or an island, or ends as those of places do: Forest Park.
func placeLike(v []byte) bool {
	w := v[bytes.LastIndexByte(v, ' ')+1:]
	var low [12]byte
	return len(w) < len(v) && (len(w) <= len(low) && placeEndings[string(lowerInto(low[:], w))] || territories().has(v))
}

// territories holds the names of countries and territories in several words, as the
// Unicode CLDR has them in English, and the parts of those of several islands.
var territories = sync.OnceValue(func() vocabulary {
	out := vocabulary{}
	english := display.English.Regions()
	for i := range 26 * 26 {
		r, err := language.ParseRegion(string([]byte{byte('A' + i/26), byte('A' + i%26)}))
		if err != nil || !r.IsCountry() {
			continue
		}
		name := lowered(english.Name(r))
		for part := range strings.SplitSeq(strings.ReplaceAll(name, " and ", " & "), " & ") {
			if strings.Contains(part, " ") {
				out[part] = true
			}
		}
	}
	return out
})

// typefaceKeys are names of fields in which typefaces and people have their names.
var typefaceKeys = words(`name fullname full_name full-name familyname family_name family-name displayname display_name`)

// typefaceWords stand in descriptions of typefaces, in small letters.
var typefaceWords = [...]string{"postscript", "typeface", "unitsperem", "units_per_em", "glyph", "subfamily", "sub_family", "opentype", "truetype", "\"italic\"", "\"oblique\"", "\"regular\"",
	"\"weight\":400", "\"weight\":700", "\"weight\": 400", "\"weight\": 700", "weight=\"400", "weight=\"700", "fontweight", "font-weight", "font_weight", "fontstyle", "font-style", "font_style", "fontfile", "panose", ".ttf", ".otf", ".woff", "\"serif\"", "\"sans-serif\""}

// nearTypeface is how far such a word is looked for before and behind a name in its line,
// in bytes.
const nearTypeface = 160

// ofTypeface says whether the name behind a word and a sign is that of a typeface, since
// its record describes one.
func (n *number) ofTypeface() bool {
	data, at := n.data, n.start
	for range 4 {
		if at == 0 {
			return false
		}
		if at--; data[at] == ':' || data[at] == '=' || data[at] == '>' {
			break
		}
	}
	end := keyEnd(data, at)
	key := data[keyStart(data, end):end]
	if !typefaceKeys.has(key[bytes.LastIndexAny(key, ". ")+1:]) {
		return false
	}
	var low [nearTypeface]byte
	before := data[max(0, end-len(key)-nearTypeface) : end-len(key)]
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	for _, side := range [...][]byte{before, line(data[n.end:min(len(data), n.end+nearTypeface)])} {
		text := lowerInto(low[:], side)
		for _, w := range typefaceWords {
			if bytes.Contains(text, []byte(w)) {
				return true
			}
		}
	}
	return false
}

// wareKeys are names of fields of what is sold or of a colour, personKeys of those of a
// person, in small letters, with the quote before them.
var (
	wareKeys = [...]string{
		"\"price", "\"sku", "\"hex", "\"color", "\"colour", "\"rgb", "\"hsl", "\"cmyk", "\"swatch", "\"unitprice", "\"unit_price", "\"upc", "\"ean", "\"isbn", "\"barcode", "\"stock", "\"instock", "\"in_stock",
		"\"flavor", "\"flavour", "\"ingredients", "\"calories", "\"pantone", "\"fragrance", "\"productid", "\"product_id", "\"brand",
	}
	personKeys = [...]string{
		"phone", "mobile", "email", "\"age", "gender", "\"sex", "birth", "\"address", "\"user", "customer", "passport", "idcard", "id_card", "\"tel", "surname", "lastname", "last_name", "buyer", "\"ssn", "\"dob",
	}
)

// ofWare says whether the name behind "name" is that of something sold or of a colour,
// since the object of JSON that it stands in has a price or the like and nothing of a
// person.
func (n *number) ofWare() bool {
	data := n.data
	before := data[max(0, n.start-nearTypeface):n.start]
	if !n.quoted() || !endsWithAny(before[:len(before)-1], `"name":`, `"name": `, `'name':`, `'name': `) {
		return false
	}
	k := bytes.LastIndexAny(before, "{}")
	if k < 0 || before[k] != '{' {
		return false
	}
	before = before[k:]
	behind := line(data[n.end:min(len(data), n.end+nearTypeface)])
	if k := bytes.IndexAny(behind, "{}"); k >= 0 {
		behind = behind[:k]
	}
	var low [nearTypeface]byte
	ware := false
	for _, side := range [...][]byte{before, behind} {
		text := lowerInto(low[:], side)
		for _, w := range personKeys {
			if bytes.Contains(text, []byte(w)) {
				return false
			}
		}
		for _, w := range wareKeys {
			ware = ware || bytes.Contains(text, []byte(w))
		}
	}
	return ware
}
