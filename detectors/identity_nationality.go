package detectors

import (
	"bytes"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// The nationality, told by the field's name and the names and codes of countries
// (ISO 3166-1; the names are those of the Unicode CLDR in x/text).
var _ = register(detector{
	category: "identity.nationality",
	evidence: "field name, names of countries",
	value:    true,
	chance:   0.1, // few words are countries
	strength: 1,
	words: `nationality nationalities nationalitycode nationalityname citizenship citizenships citizenof countryofcitizenship citizenshipcountry countryofnationality
		dualnationality secondnationality gjdm ntnlty` + of("nationality") + of("citizenship") + ` 国籍 國籍 国籍代码 国籍名称 国籍地区 国籍或地区 公民身份国 guoji ~gj`,
	check: checkNationality,
	judge: judgeNamed,
})

func checkNationality(n *number) finding {
	v := n.digits
	if nothing(v) {
		return finding{}
	}
	name := countries().has(bytes.TrimSuffix(v, []byte("籍")))
	code := !name && countryCode(v)
	if n.by == byKeyed && !name && !code {
		return finding{}
	}
	return finding{formed: true, valid: name || code, needsWord: n.by == byValue && !name, loose: n.named < full}
}

// countryCode says whether v is a code of ISO 3166-1: two letters, three letters or
// three digits.
func countryCode(v []byte) bool {
	switch len(v) {
	case 2, 3:
		if digitsFrom(v, 0) == 3 {
			return countryNumbers()[decimal(v)]
		}
		return countryLetters().has(v)
	}
	return false
}

// countries holds the names of countries in English and Chinese, and the adjectives
// of them that forms have.
var countries = sync.OnceValue(func() vocabulary {
	out := phrases(`chinese,american,british,english,scottish,irish,french,german,italian,spanish,portuguese,dutch,belgian,swiss,austrian,swedish,norwegian,danish,finnish,
		polish,czech,hungarian,romanian,bulgarian,greek,turkish,russian,ukrainian,canadian,mexican,brazilian,argentine,argentinian,chilean,colombian,peruvian,
		australian,new zealander,japanese,korean,south korean,north korean,indian,pakistani,bangladeshi,sri lankan,nepalese,thai,vietnamese,malaysian,singaporean,
		indonesian,filipino,filipina,burmese,cambodian,laotian,mongolian,kazakh,uzbek,iranian,iraqi,israeli,saudi,saudi arabian,emirati,egyptian,moroccan,algerian,tunisian,
		nigerian,kenyan,ghanaian,ethiopian,south african,stateless,taiwanese,hong konger,usa,u.s.,u.s.a.,us,uk,u.k.,uae,prc,p.r.c.,p.r. china,pr china,people's republic of china,
		united states of america,great britain,england,scotland,wales,republic of korea,korea,russian federation,viet nam,czech republic,holland,
		中华人民共和国,中國,大陆,中国大陆,香港,澳门,台湾,中国香港,中国澳门,中国台湾,英国,美國,英國,韓國,法國,德國,俄國,无国籍,南韩,北韩,新西兰,纽西兰`)
	english, chinese := display.English.Regions(), display.Chinese.Regions()
	for i := range 26 * 26 {
		r, err := language.ParseRegion(string([]byte{byte('A' + i/26), byte('A' + i%26)}))
		if err != nil || !r.IsCountry() {
			continue
		}
		for _, name := range []string{english.Name(r), chinese.Name(r)} {
			if name != "" {
				out[lowered(name)] = true
			}
		}
	}
	return out
})

// countryLetters are the codes of three and of two letters.
var countryLetters = sync.OnceValue(func() vocabulary {
	out := vocabulary{}
	for i := range 26 * 26 {
		r, err := language.ParseRegion(string([]byte{byte('A' + i/26), byte('A' + i%26)}))
		if err == nil && r.IsCountry() {
			out[lowered(r.ISO3())], out[lowered(r.String())] = true, true
		}
	}
	return out
})

// lowered writes capitals of ASCII small.
func lowered(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c-'A' <= 25 {
			b[i] = c | 0x20
		}
	}
	return string(b)
}
