package detectors

import (
	"bytes"
	"unicode/utf8"
)

// Health: what is written about illness and treatment, and what is measured.

var _ = register(detector{
	category: "health.record",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `diagnosis diagnoses diagnosiscode diagnosisname diagnosistext diagnosisdesc diagnosisdescription primarydiagnosis secondarydiagnosis admissiondiagnosis dischargediagnosis maindiagnosis clinicaldiagnosis icd icdcode icdcodes icdten icdname
		medicalrecord medicalrecords medicalrecordno medicalrecordnumber medicalhistory medicalcondition medicalconditions medicalnotes clinicalnotes doctornotes nursingnotes mrn =emr =ehr medication medications medicationname currentmedication prescription prescriptions prescribeddrug drugname drugnames
		allergy allergies allergyhistory allergen disease diseasename diseases diseasecode diseasehistory illness illnesses symptom symptoms chiefcomplaint presentillness pasthistory familyhistory surgeryhistory surgery surgeries operationhistory
		treatmentplan treatment treatments vaccination vaccinations vaccine vaccinename immunization immunizations immunisation labresult labresults testresults pathologyreport radiologyreport imagingreport healthrecord healthrecords healthcondition healthconditions healthhistory healthissues
		disability disabilities disabilitytype pregnancy pregnancystatus hivstatus mentalhealth mentalhealthcondition infectiousdisease hospitalization dischargesummary
		病历 病历号 病历内容 病案号 住院号 门诊号 就诊记录 就诊号 诊断 诊断结果 诊断名称 诊断编码 诊断代码 诊断说明 初步诊断 主要诊断 出院诊断 入院诊断 临床诊断 疾病诊断 病史 现病史 既往史 既往病史 家族史 家族病史 过敏史 药物过敏 药物过敏史 过敏 过敏原 处方 处方内容 用药 用药记录 用药情况 用药史 药品名称
		疾病 疾病名称 疾病编码 病名 病种 症状 主诉 手术史 手术记录 手术名称 治疗方案 治疗记录 体检报告 体检结果 体检结论 检查报告 检验结果 检验报告 化验结果 化验单 健康状况 健康档案 健康记录 医嘱 疫苗 疫苗接种 接种记录 接种史 残疾 残疾类型 残疾类别 残疾情况 孕产史 生育史 传染病 传染病史 护理记录 病程记录 出院小结 医疗记录 慢性病 精神病史 病因 ~诊断日志
		診斷 診斷結果 病歷 病歷號 病史 過敏史 處方 用藥 症狀 體檢報告 檢驗結果 醫囑 bingli bingshi zhenduan guominshi ~zd ~bl ~bs`,
	check: shape(medical),
})

// medical says whether a value may be what is written of a patient: a code of ICD-10,
// the number of a record, or words. Short numbers and flags are keys of other tables.
func medical(v []byte) bool {
	if icd10(v) {
		return true
	}
	if k := digitsFrom(v, 0); k == len(v) {
		return k >= 6 && k <= 18
	}
	if bytes.Contains(v, []byte("://")) || isUUID36(v) || hexDump(v) {
		return false
	}
	return utf8.RuneCount(v) >= 2 && len(v) <= 1<<16 && lettered(v) && !flags.has(v)
}

// icd10 says whether v is a code of ICD-10, or several: a letter, a digit, a digit or
// a letter, and up to four characters behind a full stop (A01.0, S72.001A, E11.9).
func icd10(v []byte) bool {
	if k := bytes.IndexAny(v, ",;|"); k > 0 {
		return icd10(v[:k]) && icd10(bytes.TrimLeft(v[k+1:], " "))
	}
	if len(v) < 3 || len(v) > 10 || v[0]-'A' > 25 && v[0]-'a' > 25 || !isDigit(v[1]) || !isDigit(v[2]) && v[2] != 'A' && v[2] != 'B' {
		return false
	}
	rest := v[3:]
	if len(rest) > 1 && rest[0] == '.' {
		rest = rest[1:]
	}
	for i, c := range rest {
		if !isDigit(c) && (c|0x20 != 'x') && !(i == len(rest)-1 && isLetter(c)) && c != '+' && c != '*' {
			return false
		}
	}
	return true
}

var _ = register(detector{
	category: "health.metric",
	evidence: "field name, range, set of values",
	value:    true,
	chance:   0.9, // any number may be measured
	strength: 1,
	words: `heartrate heartrates restingheartrate maxheartrate heartbeat pulserate =pulse bpm bloodpressure bloodpressures systolic diastolic systolicbp diastolicbp sbp dbp =bp bloodsugar bloodglucose fastingglucose glucose glucoselevel hbac
		bodytemperature bodytemp heightcm heightinches weightkg weightlbs weightlb bodyweight bodyheight bodyfat bodyfatrate bodymass bodymassindex bmi cholesterol triglycerides hdl ldl spo bloodoxygen oxygensaturation respiratoryrate
		stepcount dailysteps stepscount sleepduration sleephours hemoglobin haemoglobin hematocrit whitebloodcellcount wbc rbc platelets creatinine uricacid vitalsigns menstrualcycle visionleft visionright eyesight
		bloodtype bloodgroup aboblood abogroup bloodtypeabo rhfactor rhtype bloodtypecode` + of("height") + of("weight") + of("bloodtype") + ` ~height ~weight ~temperature ~pulse ~steps
		心率 静息心率 心跳 脉搏 血压 血压值 收缩压 舒张压 高压 低压 血糖 空腹血糖 餐后血糖 糖化血红蛋白 体温 身高 体重 身高体重 体重指数 体质指数 体脂 体脂率 血氧 血氧饱和度 呼吸频率 步数 睡眠时长 睡眠时间 血红蛋白 胆固醇 甘油三酯 尿酸 肌酐 白细胞 红细胞 血小板 视力 左眼视力 右眼视力 裸眼视力 腰围 臀围 胸围 肺活量
		血型 ABO血型 RH血型 血型代码 身高cm 体重kg 體溫 體重 血壓 血糖值 xinlv xueya xuetang tizhong shengao tiwen xuexing ~sg ~tz ~xx ~xl ~xy`,
	check: checkMetric,
})

func checkMetric(n *number) finding {
	v := n.digits
	if nothing(v) {
		return finding{}
	}
	group := bloodGroups.has(v)
	ok := group || measured(v)
	if n.by == byKeyed && !ok {
		return finding{}
	}
	return finding{formed: true, valid: ok, needsWord: n.by == byValue}
}

// measured says whether v is a number or two as they are measured of a body: "72",
// "36.5℃", "120/80", "170 cm", "5'11\"".
func measured(v []byte) bool {
	if len(v) > 32 {
		return false
	}
	if v[0] == '+' || v[0] == '<' || v[0] == '>' {
		v = v[1:]
	}
	i := digitsFrom(v, 0)
	if i < 1 || i > 5 {
		return false
	}
	if i < len(v) && v[i] == '.' {
		k := digitsFrom(v, i+1)
		if k < 1 || k > 6 {
			return false
		}
		i += k + 1
	}
	if i+1 < len(v) && (v[i] == '/' || v[i] == '-' || v[i] == '~') && isDigit(v[i+1]) {
		k := digitsFrom(v, i+1)
		if k > 3 || i > 4 {
			return false
		}
		i += k + 1
	}
	if i == len(v) {
		return true
	}
	if v[i] == '\'' {
		k := digitsFrom(v, i+1)
		return k <= 2 && len(bytes.Trim(v[i+1+k:], `"' `)) == 0
	}
	return units.has(bytes.TrimLeft(v[i:], " "))
}

var (
	bloodGroups = phrases(`a,b,ab,o,a+,a-,b+,b-,ab+,ab-,o+,o-,a型,b型,ab型,o型,a 型,b 型,ab 型,o 型,a型血,b型血,ab型血,o型血,a rh+,b rh+,ab rh+,o rh+,a rh-,b rh-,ab rh-,o rh-,a positive,b positive,ab positive,o positive,
		a negative,b negative,ab negative,o negative,a pos,b pos,ab pos,o pos,a neg,b neg,ab neg,o neg,rh+,rh-,rh阴性,rh阳性,rh(+),rh(-),阴性,阳性,positive,negative,a型rh阳性,b型rh阳性,ab型rh阳性,o型rh阳性,a型rh阴性,b型rh阴性,ab型rh阴性,o型rh阴性,a rh阳性,o rh阳性,b rh阳性,ab rh阳性`)
	units = phrases(`cm,m,mm,in,inch,inches,ft,kg,g,lb,lbs,斤,公斤,千克,厘米,米,℃,°c,c,f,°f,度,摄氏度,bpm,次/分,次/分钟,次,mmhg,mmol/l,mg/dl,g/l,g/dl,%,kpa,步,小时,分钟,h,hours,min,kg/m2,kg/m²,μmol/l,umol/l,u/l,ml,10^9/l,steps`)
)
