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
var typefaceWords = [...]string{"postscript", "typeface", "unitsperem", "units_per_em", "glyph", "subfamily", "sub_family", "opentype", "truetype", "\"italic\"", "\"oblique\""}

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
	if !typefaceKeys.has(key[bytes.LastIndexByte(key, '.')+1:]) {
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
