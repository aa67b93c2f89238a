package detectors

// The gender, told by the field's name and a small set of values: words, and the
// codes of GB/T 2261.1 and ISO/IEC 5218 (0 not known, 1 male, 2 female, 9 not
// stated). The codes alone are too common to say anything in a field that only may
// name the category.
var _ = register(detector{
	category: "identity.gender",
	evidence: "field name, set of values",
	value:    true,
	chance:   0.5, // flags are 0 and 1, too
	strength: 1,
	words: `gender genders sex sexcd gendercode sexcode genderid sexid gendercd sexatbirth biologicalsex genderidentity genderdesc gendername sexname sextype gendertype ~sexratio ~genderratio ~genderdistribution ~gendergap ~gendercount gndr xbmc` +
		of("gender") + of("sex") + ` 性别 性別 性别代码 性别名称 性别类型 xingbie ~xb xbdm xbmc`,
	check: checkGender,
	judge: judgeNamed,
})

func checkGender(n *number) finding {
	v := n.digits
	if nothing(v) || genderUnknown.has(v) {
		return finding{}
	}
	word, code := genderWords.has(v), genderCodes.has(v)
	if n.by == byKeyed && !word && !code {
		return finding{}
	}
	return finding{formed: true, valid: word || code, needsWord: n.by == byValue && !word, loose: n.named < full}
}

var (
	genderWords = phrases(`m,f,male,female,man,woman,boy,girl,nonbinary,non-binary,non binary,transgender,trans,trans male,trans female,intersex,genderqueer,agender,diverse,mr,mrs,ms,mr.,mrs.,ms.,
		homme,femme,männlich,weiblich,masculino,femenino,feminino,hombre,mujer,maschio,femmina,мужской,женский,
		男,女,男性,女性,男生,女生,男士,女士,先生,小姐,男孩,女孩,1-男,2-女,1男,2女,男(1),女(2),男（1）,女（2）,0-男,1-女,1:男,2:女,男♂,女♀,m-男,f-女,跨性别`)
	genderCodes   = words("0 1 2 9 01 02 1.0 2.0 0.0 x u d")
	genderUnknown = phrases(`other,o,prefer not to say,not known,not stated,undisclosed,未知的性别,未说明的性别,未说明,性别不详,不公开,全部`)
)
