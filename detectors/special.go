package detectors

// The special categories of GDPR article 9 and 10 and the "specific identities" of
// GB/T 45574-2025. Few values tell them, so the names of the fields do; of
// religions the common words are known.

var _ = register(detector{
	category: "special.religion",
	evidence: "field name, set of values",
	value:    true,
	chance:   0.02, // few words name a religion
	strength: 1,
	words:    `religion religious religiousbelief faith religiousaffiliation creed denomination 宗教 宗教信仰 信仰 zongjiao zjxy`,
	check: shape(oneOf(`buddhism buddhist christianity christian catholic protestant orthodox islam muslim hindu hinduism jewish judaism sikh taoism taoist atheist atheism agnostic mormon jain shinto bahai none
		佛教 道教 基督教 天主教 伊斯兰教 东正教 新教 犹太教 印度教 回教 无宗教信仰 无神论 不信教 00 10 20 30 40 50 99`)),
})

var _ = register(detector{
	category: "special.politics",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `politicalopinion politicalparty politicalaffiliation politicalview politicalviews politicalstatus partymembership partyaffiliation politics ispartymember
		政治面貌 政治观点 党派 政治倾向 政治身份 入党时间 党员 政治面貌代码 zzmm`,
	check: shape(ofLength(1, 80)),
})

var _ = register(detector{
	category: "special.orientation",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `sexualorientation sexualpreference sexuality sexlife 性取向 性倾向 性偏好 性傾向 性生活`,
	check:    shape(ofLength(1, 80)),
})

var _ = register(detector{
	category: "special.union",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `unionmember unionmembership tradeunion labourunion laborunion isunionmember tradeunionmembership unionno 工会会员 工会 工会编号 入会时间 工會會員`,
	check:    shape(ofLength(1, 80)),
})

var _ = register(detector{
	category: "special.criminal",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `criminalrecord criminalhistory conviction convictions offence offense arrestrecord crimerecord felony backgroundcheckresult
		犯罪记录 违法犯罪 前科 犯罪前科 刑事处罚 违法记录 无犯罪记录 处罚记录 犯罪紀錄`,
	check: shape(ofLength(1, 200)),
})
