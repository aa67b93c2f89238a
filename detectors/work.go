package detectors

// Where a person works and as what.

var _ = register(detector{
	category: "work.employer",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `employer employername workunit workplace companyofemployment workcompany employercompany currentcompany currentemployer placeofwork
		工作单位 就职单位 任职单位 所在单位 单位名称 就业单位 任职公司 就职公司 工作單位 服務單位 gzdw`,
	check: shape(withLetter(2, 120)),
})

var _ = register(detector{
	category: "work.title",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `jobtitle jobposition occupation profession worktitle positiontitle jobrole professionaltitle empposition joblevel
		职务 职位 职称 职业 岗位 职级 職務 職位 職稱 職業 zhiwu zhiwei`,
	check: shape(withLetter(1, 80)),
})

var _ = register(detector{
	category: "work.industry",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `workindustry occupationindustry employerindustry jobindustry userindustry industryofwork 所属行业 从事行业 工作行业 就职行业 从业行业`,
	check:    shape(withLetter(1, 80)),
})
