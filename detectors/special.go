package detectors

// The special categories of GDPR articles 9 and 10 and the "specific identities" of
// GB/T 45574-2025. Few values tell them, so the names of the fields do; of
// religions the common words are known.

var _ = register(detector{
	category: "special.religion",
	evidence: "field name, set of values",
	value:    true,
	chance:   0.02, // few words name a religion
	strength: 1,
	words: `religion religions religioncode religionname religious religiousbelief religiousbeliefs religiousaffiliation religiousgroup religiousview =faith creed =denomination` + of("religion") + `
		宗教 宗教信仰 宗教信仰代码 信仰 信仰宗教 宗教代码 宗教类别 宗教信仰情况 zongjiao zongjiaoxinyang zjxy`,
	check: checkReligion,
	judge: judgeNamed,
})

func checkReligion(n *number) finding {
	v := n.digits
	none := string(v) == "无" || string(v) == "none" || string(v) == "None" || string(v) == "無"
	if nothing(v) && !(none && n.named == full) {
		return finding{}
	}
	word := religions.has(v) || none
	code := !word && religionCodes.has(v)
	if n.by == byKeyed && !word {
		return finding{}
	}
	return finding{formed: true, valid: word || code, needsWord: n.by == byValue && !word, loose: n.named < full}
}

var (
	religions = phrases(`buddhism,buddhist,christianity,christian,catholic,catholicism,roman catholic,protestant,protestantism,orthodox,eastern orthodox,greek orthodox,russian orthodox,islam,muslim,moslem,sunni,shia,hindu,hinduism,jewish,judaism,jew,
		sikh,sikhism,taoism,taoist,daoism,daoist,atheist,atheism,agnostic,agnosticism,mormon,lds,jain,jainism,shinto,shintoism,bahai,baha'i,anglican,church of england,baptist,methodist,lutheran,presbyterian,evangelical,pentecostal,episcopalian,jehovah's witness,
		jehovahs witness,quaker,zoroastrian,zoroastrianism,confucianism,confucian,pagan,wiccan,spiritual,no religion,not religious,nonreligious,non-religious,irreligious,secular,unaffiliated,other religion,
		佛教,佛教徒,道教,道教徒,基督教,基督徒,天主教,天主教徒,伊斯兰教,伊斯兰,穆斯林,东正教,新教,犹太教,印度教,锡克教,回教,藏传佛教,萨满教,神道教,巴哈伊教,摩门教,儒教,民间信仰,无宗教信仰,无宗教,无神论,无神论者,不信教,不信仰宗教,其他宗教,
		伊斯蘭教,東正教,猶太教,無宗教信仰,民間信仰,道教及民间信仰`)
	religionCodes = words("00 01 02 10 20 30 40 50 60 90 99")
)

var _ = register(detector{
	category: "special.politics",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `politicalopinion politicalopinions politicalparty politicalaffiliation politicalview politicalviews politicalstatus politicalstance politicalleaning politicalorientation politicaloutlook politicalface politicalidentity politicsstatus politicspart partymembership partyaffiliation
		partyregistration registeredparty voterparty votingpreference ispartymember partymember joinpartydate partyjoindate
		政治面貌 政治面貌代码 政治面貌名称 政治观点 政治倾向 政治立场 政治身份 政治信仰 党派 所属党派 党派名称 参加党派 民主党派 入党时间 入党日期 是否党员 党员身份 党员类型 政治面目 政治傾向 黨派 入黨時間 zhengzhimianmao ~zzmm zzmmdm`,
	check: shape(politicalValue),
})

// politicalValue is a party, an opinion, a date or a code: no number of a thing.
func politicalValue(v []byte) bool {
	if k := digitsFrom(v, 0); k == len(v) {
		return k <= 2 || k == 8
	}
	return ofLength(1, 80)(v) && !hexDump(v) && !isUUID36(v)
}

var _ = register(detector{
	category: "special.orientation",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `sexualorientation sexualorientationcode sexualpreference sexualpreferences sexuality sexualhistory sexlife sexualactivity sexualbehavior sexualbehaviour lgbt lgbtq lgbtstatus
		性取向 性倾向 性偏好 性生活 性经历 性行为 性傾向 性向 xingquxiang ~个性取向`,
	check: shape(withLetterOrCode),
})

// withLetterOrCode is what stands for one of a few choices: words, or a code of at
// most two digits.
func withLetterOrCode(v []byte) bool {
	if k := digitsFrom(v, 0); k == len(v) {
		return k <= 2
	}
	return ofLength(1, 80)(v) && lettered(v) && !hexDump(v) && !isUUID36(v)
}

var _ = register(detector{
	category: "special.union",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `unionmember unionmembers unionmembership unionmemberid unionmemberno tradeunion tradeunions tradeunionmember tradeunionmembership tradeunionname labourunion laborunion laborunionmember labourunionmember isunionmember unionstatus unionlocal unioncode uniondues unionjoindate unionname
		工会会员 工会会员号 工会会员证号 工会名称 工会编号 工会职务 是否工会会员 入会时间 加入工会时间 所属工会 工会会费 工會會員 工會名稱 gonghui`,
	check: shapeOf(func(v []byte) bool {
		return ofLength(1, 80)(v) && !hexDump(v) && !isUUID36(v)
	}, func(*number) bool { return true }),
})

var _ = register(detector{
	category: "special.criminal",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `criminalrecord criminalrecords criminalhistory criminaloffence criminaloffense criminalconviction criminalconvictions criminalbackground criminalcheck criminalcharge criminalcharges crimehistory crimerecord conviction convictions priorconvictions offence offences offense offenses
		arrestrecord arrestrecords arresthistory arrestdate felony felonies misdemeanor misdemeanors policerecord backgroundcheckresult sentencing probationstatus parolestatus
		犯罪记录 违法犯罪 违法犯罪记录 前科 犯罪前科 有无前科 有无犯罪记录 刑事处罚 刑事处罚记录 刑事记录 违法记录 无犯罪记录 无犯罪记录证明 处罚记录 涉案记录 涉诉情况 罪名 判决结果 服刑情况 犯罪紀錄 刑事紀錄 fanzuijilu`,
	check: shape(func(v []byte) bool {
		if k := digitsFrom(v, 0); k == len(v) {
			return k <= 2 || k == 8
		}
		return ofLength(1, 400)(v) && !hexDump(v) && !isUUID36(v)
	}),
})
