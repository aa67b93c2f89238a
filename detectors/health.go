package detectors

// Health: what is written about illness and treatment, and what is measured.

var _ = register(detector{
	category: "health.record",
	evidence: "field name, dictionary",
	value:    true,
	chance:   0.3,
	strength: 1,
	words: `diagnosis diagnoses diagnosiscode icd icdcode medicalrecord medicalrecordno medicalhistory mrn medication medications prescription allergy allergies disease diseasename illness symptom symptoms
		healthrecord surgeryhistory familyhistory chiefcomplaint treatmentplan vaccination vaccine labresult medicalcondition healthcondition bloodtype bloodgroup disability
		病历 病历号 诊断 诊断结果 诊断编码 病史 既往史 过敏史 过敏 处方 用药 疾病 疾病名称 症状 主诉 手术史 家族史 体检报告 检验结果 健康状况 疫苗 接种 血型 残疾 就诊记录 住院号 病案号 診斷 病歷 過敏史 xuexing zhenduan bingli`,
	check: shape(medical),
})

// medical says whether a value may be a diagnosis: a code of ICD-10, a group of
// blood, or words. Bare numbers are keys of other tables.
func medical(v []byte) bool {
	if icd10(v) || bloodGroups[lower(v[:min(len(v), 16)])] {
		return true
	}
	return withLetter(2, 1<<16)(v)
}

// says whether v is a code of ICD-10: a letter but U, two digits or a digit
// and a letter, and up to four characters behind a full stop.
func icd10(v []byte) bool {
	if len(v) < 3 || len(v) > 8 || !isLetter(v[0]) || !isDigit(v[1]) || !isDigit(v[2]) && !isLetter(v[2]) {
		return false
	}
	return len(v) == 3 || v[3] == '.' && len(v) > 4 || v[3] == 'x' || isDigit(v[3])
}

var bloodGroups = set("a b ab o a+ a- b+ b- ab+ ab- o+ o- a型 b型 ab型 o型 rh阴性 rh阳性 rh+ rh-")

var _ = register(detector{
	category: "health.metric",
	evidence: "field name, number",
	value:    true,
	chance:   0.9, // any number may be measured
	strength: 1,
	words: `heartrate pulse bloodpressure systolic diastolic bloodsugar bloodglucose glucose bodytemperature bodytemp heightcm weightkg bodyweight bodyheight bmi cholesterol bloodoxygen stepcount sleepduration hemoglobin
		心率 血压 收缩压 舒张压 血糖 体温 身高 体重 血氧 步数 睡眠时长 血红蛋白 体脂 體重 身高体重 xinlv xueya tizhong shengao`,
	check: shape(func(v []byte) bool {
		return len(v) > 0 && len(v) <= 32 && isDigit(v[0])
	}),
})
