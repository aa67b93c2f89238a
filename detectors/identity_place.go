package detectors

// Where a person was born or the family comes from. Any place may stand there, so
// the field's name is what tells.
var _ = register(detector{
	category: "identity.birth_place",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `birthplace placeofbirth birthlocation birthcity birthcountry birthprovince birthstate birthregion birthtown cityofbirth countryofbirth stateofbirth provinceofbirth townofbirth
		nativeplace placeoforigin hometown ancestralhome homeprovince nativeprovince borncity borncountry bornplace
		出生地 出生地点 出生地址 出生城市 出生省份 出生国家 出生国 出生地代码 籍贯 籍贯地 籍贯代码 籍貫 祖籍 家乡 故乡 生源地 出生地區 出身地 jiguan chushengdi csdd ~jg ~csd csdz`,
	check: shape(func(v []byte) bool {
		if k := digitsFrom(v, 0); k == len(v) {
			return k == 6 // a code of GB/T 2260
		}
		return birthPlace(v)
	}),
})

var birthPlace = phrase(2, 80)
