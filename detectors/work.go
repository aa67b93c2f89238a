package detectors

// Where a person works and as what. Companies and positions stand in many tables that
// are about no person, so only names of fields that speak of work count in full.

var _ = register(detector{
	category: "work.employer",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `employer employers employername employercompany employerorganization workunit workunitname workplace workplacename placeofwork placeofemployment companyofemployment workcompany workcompanyname jobcompany currentcompany currentemployer previousemployer formeremployer
		lastemployer employmentcompany organizationofwork affiliatedcompany ~company ~companyname =employedby employedby gzdwmc` + of("company") + of("employer") + `
		工作单位 工作单位名称 就职单位 就职公司 任职单位 任职公司 所在单位 所在公司 单位名称 就业单位 现工作单位 服务单位 用人单位 工作机构 工作公司 供职单位 毕业去向单位 工作單位 服務單位 任職公司 就職公司
		gongzuodanwei gzdw ~dw ~dwmc`,
	check: shape(phrase(2, 120)),
})

var _ = register(detector{
	category: "work.title",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `jobtitle jobtitles jobtitlename jobposition ~jobname jobrole joblevel jobgrade jobfunction occupation occupations occupationcode occupationname profession professions worktitle workposition positiontitle positionname professionaltitle roletitle empposition posttitle designation ~position` +
		of("title") + of("position") + of("occupation") + of("job") + `
		职务 职务名称 现任职务 职位 职位名称 职称 职称名称 职业 职业名称 职业代码 岗位 岗位名称 工作岗位 任职岗位 职级 头衔 工种 职衔 担任职务 職務 職位 職稱 職業 職級 崗位 頭銜 zhiwu zhiwei zhicheng zhiye gangwei ~zw ~zc ~zy ~gw`,
	check: shape(jobTitle),
})

var jobTitle = phrase(1, 80)

var _ = register(detector{
	category: "work.industry",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `workindustry occupationindustry employerindustry jobindustry industryofwork industryofemployment companyindustry industrysector industrycode industryname employmentsector =industry ~industry` + of("industry") + `
		行业 所属行业 所在行业 从事行业 工作行业 就职行业 从业行业 行业类别 行业名称 行业代码 客户行业 用户行业 行業 所屬行業 從事行業 hangye hangyeleibie ~hy ~hylb`,
	check: shape(func(v []byte) bool {
		if len(v) >= 1 && len(v) <= 5 && v[0]-'A' <= 'T'-'A' && digitsFrom(v, 1) == len(v)-1 { // GB/T 4754
			return true
		}
		return jobTitle(v)
	}),
})
