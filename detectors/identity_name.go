package detectors

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// The name of a person. No name can be told for sure, so the column decides: what
// it is called, and how many of its values look like names. A value looks like one
// when its characters are likelier to be a surname and a given name than an
// ordinary word (Chinese), or when its words are in the dictionaries in their
// places (English, Hanyu Pinyin). In running text there must be a word that says
// so: 姓名, 收件人, 先生, Mr.
var _ = register(detector{
	category:   "identity.name",
	evidence:   "dictionary",
	value:      true,
	hanValue:   true,
	latinValue: true,
	weakKeys:   true,
	closing:    true,
	peaceful:   true,
	han:        func() []string { return append(append(bytesToStrings(titles), nameLabels...), "男", "女") },
	lengths:    []int{11, 18},
	groups:     []string{"3-4-4"},
	plus:       true,
	letter:     true,
	mail:       true,
	literals:   []string{"Mr. ", "Mr ", "Mrs. ", "Mrs ", "Ms. ", "Ms ", "Dr. ", "Dear ", "Sincerely,", "Regards,", "regards,", "my name is ", "My name is ", valuesUpper, valuesLower},
	// One in a hundred Chinese words of two or three characters passes (measured with
	// the words of nodejieba, see data/README.md).
	chance:   1.0 / 50,
	strength: 1,
	words: `fullname realname truename legalname contactname contactperson consignee consigneename receivername recipientname recipient addressee
		shipname shippingname billingname firstname lastname middlename surname familyname givenname forename fname lname customername clientname
		patientname studentname employeename staffname teachername doctorname membername ownername holdername cardholder cardholdername
		accountholder buyername sellername passengername guestname guardianname parentname fathername mothername spousename applicantname insuredname beneficiaryname
		beneficiary personname peoplename chinesename englishname sendername payeename payername signatory legalperson legalrepresentative
		guardian emergencycontact nextofkin nameofcontact nameofapplicant attn attention xingming lianxiren shoujianren shouhuoren
		~name ~names ~nameen ~namecn ~namezh ~username ~nickname ~author ~receiver ~sender ~payee ~payer ~consignor ~operator ~creator ~owner ~contact ~contacts ~applicant
		~customer ~client ~buyer ~seller ~patient ~guest ~passenger ~manager ~leader ~principal ~assignee ~reporter ~approver ~teacher ~student ~insured
		~attendee ~attendees ~participant ~participants ~invitee ~invitees ~presenter ~speaker ~speakers ~cc ~signer ~displayname ~holder ~shipto ~billto ~xm ~lxr ~sjr ~shr
		姓名 真实姓名 名字 姓氏 中文名 英文名 中文姓名 英文姓名 曾用名 联系人 联系人姓名 收件人 收货人 寄件人 发件人 发货人 取件人 签收人 提货人 持卡人 户名 开户名
		开户人 账户名 账户姓名 法人 法人代表 法定代表人 负责人 经办人 申请人 投保人 被保险人 被保人 受益人 监护人 紧急联系人 患者姓名 病人姓名 客户姓名 会员姓名
		学生姓名 员工姓名 教师姓名 家长姓名 父亲姓名 母亲姓名 配偶姓名 业主姓名 乘客姓名 旅客姓名 乘机人 乘车人 入住人 预订人 预定人 订票人 购票人 收款人 付款人 借款人
		担保人 承租人 出租人 面试人 应聘者 报名人 参会人 签字人 参会人员 与会人 与会人员 出席人 出席人员 参加人员 参会者 与会者 列席人员 同行人 同住人 随行人员 值班人 值班人员 组员 委托人 代理人 当事人 亲属姓名 户主 本人姓名 收件人姓名 收货人姓名 法人姓名 负责人姓名 纳税人姓名
		聯絡人 聯繫人 收貨人 寄件人 真實姓名 戶名 負責人 =~user =~用户 =~用戶 ~登录用户 ~当前用户 ~操作用户 ~登录人 ~处理人 ~審核人 ~审核人 ~提交人 ~发起人 ~创建者 ~修改人 ~更新人 ~执行人 ~登记人 ~责任人 ~跟进人 ~制单人 ~开单人 ~指派人 ~處理人 ~提交者 ~审批者 ~operatorname ~creatorname ~updatername ~approvername ~auditorname ~currentuser ~操作者 ~使用者 ~当前登录人 ~登入用戶 ~称呼 ~昵称 ~用户名 ~出席 ~列席 ~抄送 ~主持人 ~主讲人 ~讲师 ~嘉宾 ~评委 ~成员 ~记录人 ~作者 ~操作人 ~操作员 ~创建人 ~审批人 ~客户 ~顾客 ~患者 ~学生 ~教师 ~老师 ~员工 ~店长
		~客户名称 ~甲方 ~乙方 ~丙方 ~原告 ~被告 ~被告人 ~上诉人 ~被上诉人 ~被执行人 ~委托代理人 ~嫌疑人 ~犯罪嫌疑人 ~病人 ~住户 ~记者 ~录入人 ~经纪人 ~业务员 ~销售员 ~客户经理 acctnm accnm accountnm custnm cstnm clientnm usrrealnm khxm ryxm brxm hzxm frxm fddbr fddbrxm fzrxm jbrxm sqrxm jhrxm fqxm mqxm lxrxm sjrxm shrxm xsxm ygxm cym ~khmc ~zhmc` + inLanguages(),
	check: checkName,
	next:  (*number).nextName,
	judge: judgeName,
})

// inLanguages are the names of fields with the name of a person in one language:
// customer_name_en. Without the person they speak of things as well.
func inLanguages() string {
	var b strings.Builder
	for _, w := range strings.Fields(`fullname realname legalname firstname lastname surname familyname givenname contactname consigneename receivername recipientname
		customername clientname patientname studentname employeename staffname teachername doctorname membername ownername holdername cardholdername
		buyername sellername passengername guestname guardianname applicantname insuredname personname sendername payeename payername username`) {
		for _, language := range []string{"en", "cn", "zh"} {
			b.WriteString(" " + w + language)
		}
	}
	return b.String()
}

func bytesToStrings(list [][]byte) []string {
	out := make([]string, 0, len(list))
	for _, b := range list {
		out = append(out, string(b))
	}
	return out
}

// nameLabels stand before a name, with or without a sign between.
var nameLabels = []string{
	"姓名", "收件人", "收货人", "联系人", "寄件人", "发件人", "持卡人", "户名", "法定代表人", "法人代表", "经办人", "申请人", "投保人", "被保险人", "监护人",
	"我叫", "名叫", "我是", "尊敬的", "亲爱的", "客户", "患者", "会员", "业主", "乘客", "收貨人", "聯絡人",
	"用户", "用戶", "原告", "被告人", "上诉人", "被执行人", "委托代理人", "犯罪嫌疑人", "住户", "病人", "记者", "借款人", "出租人", "承租人",
}

func checkName(n *number) finding {
	switch n.by {
	case byNumber:
		return n.nameBeforeNumber()
	case byHan:
		if len(n.digits) == 3 {
			return n.nameBeforeSex()
		}
		return n.nameInChinese()
	case byLiteral:
		return n.nameInEnglish()
	case byKeyed:
		return n.keyedName()
	}
	v := n.digits
	switch {
	case n.named < full && n.named >= weak && n.ofThing():
		return finding{}
	case v[0] >= 0xe3 && v[0] <= 0xe9:
		return n.hanName(v)
	case latinLetter(v[0]):
		return n.latinName(v)
	}
	return finding{formed: n.named >= weak && !isDigit(v[0])}
}

// placeholders stand in the place of names that are not known.
var placeholders = latinSet("未填写 未知 未提供 未登记 未命名 测试 测试用户 暂无 不详 匿名 保密 无名 无名氏 待定 待补充 没有 管理员 系统 系统管理员 客服 本人 同上 先生 女士 空白 默认 其他")

// isFirm says whether v ends as the names of firms do.
func isFirm(v []byte) bool {
	for _, end := range []string{" Inc", " Inc.", " LLC", " Ltd", " Ltd.", " Corp", " Corp.", " GmbH", " Co.", " AG", " Group"} {
		if bytes.HasSuffix(v, []byte(end)) {
			return true
		}
	}
	return false
}

// ofThing says whether the field's name speaks of what is no person.
func (n *number) ofThing() bool { return n.others[len(n.e.dets)+1] > silent }

// elsewhere says whether the field's name speaks of something else in full.
func (n *number) elsewhere() bool {
	if n.ofThing() || n.others[len(n.e.dets)] > silent {
		return true
	}
	for _, s := range n.others[:len(n.e.dets)] {
		if s == full {
			return true
		}
	}
	return false
}

// hanName judges a whole value that begins with a Chinese character.
func (n *number) hanName(v []byte) finding {
	t := hanNames()
	f := finding{formed: true}
	if n.named < full && isPlace(v) {
		return f
	}
	run := hanRun(v)
	if n.named < weak { // the whole value, as the trigger has it
		if len(v) > 12 && !t.foreign(v) {
			return finding{}
		}
		w := t.name(v)
		f.valid = w >= clearName || t.foreign(v)
		f.loose = true
		if !f.valid && w == noName || f.valid && n.elsewhere() {
			return finding{}
		}
		return f
	}
	if run == 0 {
		return f
	}
	if run < len(v) {
		r, _ := utf8.DecodeRune(v[run:])
		if r < 0x80 && (isLetter(byte(r)) || isDigit(byte(r))) || r == '：' || r == ':' {
			return f
		}
		n.end = n.start + run
		v = v[:run]
	}
	bare := withoutTitle(v)
	if surname, w := t.surnameOf(bare); len(bare) < len(v) && surname == len(bare) {
		f.valid, f.loose = w >= 20, true // 王女士
		return f
	}
	v = bare
	n.end = n.start + len(v)
	if placeholders[string(v)] {
		return f
	}
	w := t.name(v)
	switch {
	case bytes.Contains(v, []byte("·")):
		f.valid = t.foreign(v)
	case w > noName:
		f.valid = w >= namedName && n.named == full || w >= clearName
	case n.named == full && len(v) == 6 && t.isWord(v): // words that are people's names, too: 王国, 高洋
		size, weight := t.surnameOf(v)
		f.valid, f.loose = size == 3 && weight >= 20 || t.namelikeWord(v), true
	case n.named == full && len(v) >= 6 && len(v) <= 15 && !t.isWord(v):
		f.valid = t.ending(v) >= -45 // names of other languages in Chinese characters
		f.loose = true
	}
	return f
}

// isPlace says whether a value is the whole name of a division of China, or ends as
// those of counties and towns do, and no given name does: 吴江区, 敖汉旗, 谢岗镇.
func isPlace(v []byte) bool {
	if endsWithAny(v, "县", "镇", "乡", "省", "市", "区") {
		return true
	}
	size, d := divisionsOfChina().at(v)
	return size == len(v) && d&shortName == 0
}

// latinName judges a whole value of Latin letters.
func (n *number) latinName(v []byte) finding {
	size, grade := latinName(v, true)
	if n.named < weak {
		if size == 0 || grade < gradePart || n.elsewhere() || territories().has(v) {
			return finding{}
		}
		return finding{formed: true, valid: true, loose: true}
	}
	f := finding{formed: true, loose: grade < gradeWhole, modest: n.named < full}
	f.valid = n.named == full && grade >= gradeForm && !isFirm(v) || grade >= gradePart && bytes.IndexByte(v, ' ') > 0 && (n.named == full || !territories().has(v))
	return f
}

// keyedName judges what stands behind a word and a sign.
func (n *number) keyedName() finding {
	rest := n.data[n.start:min(len(n.data), n.start+maxKeyed)]
	if len(rest) == 0 {
		return finding{}
	}
	if rest[0] < 0xe3 {
		return n.keyedLatinName(rest)
	}
	run := hanRun(rest)
	list := n.quoted() && run < len(n.digits) && bytes.HasPrefix(rest[run:], []byte("、"))
	if !n.quoted() || list || run == len(n.digits) {
		f := n.nameAhead(rest[:run], n.unsure)
		if !f.formed || !n.quoted() {
			return f
		}
		if left := run - (n.end - n.start); left > 0 && run-len(withoutTitle(rest[:run])) != left {
			return finding{} // "张江高科"
		}
		return f
	}
	return finding{}
}

// keyedLatinName judges a name in Latin letters behind a word and a sign. In quotes
// the value ends where they do, else where no name goes on.
func (n *number) keyedLatinName(rest []byte) finding {
	v := line(rest)
	var size int
	var grade nameGrade
	if n.quoted() {
		v = n.digits
		if k := bytes.IndexAny(v, "<("); k > 0 {
			v = bytes.TrimRight(v[:k], " ")
		}
		if size, grade = latinName(v, false); !listsNames(v, size, grade) {
			size, grade = latinName(v, true)
		}
	} else {
		if rest[0]-'A' > 25 && rest[0] < 0xc3 {
			return finding{}
		}
		size, grade = latinName(v, false)
		switch {
		case size == 0 || size >= len(v):
		case v[size] == ':' || v[size] == '=' || v[size] == '_' || v[size] == '@' || v[size] == '/':
			size, grade = n.beforeKey(v, size)
		case v[size] == ',' && bytes.IndexByte(v[:size], ' ') < 0:
			if k := givenBehind(v, size); k > 0 {
				if _, g := latinName(v[:k], true); g == gradeWhole {
					size, grade = k, g
				}
			}
		}
	}
	if size == 0 || grade < gradePart || n.unsure && (grade < gradeWhole || placeLike(v[:size])) {
		return finding{}
	}
	if n.end = n.start + size; n.ofTypeface() || n.unsure && n.ofWare() {
		return finding{}
	}
	return finding{formed: true, valid: true, loose: grade < gradeWhole, hinted: n.unsure}
}

// givenBehind returns where the given name ends that follows a surname and a comma,
// with an initial, or 0.
func givenBehind(v []byte, comma int) int {
	k := comma + 2
	if k >= len(v) || v[k-1] != ' ' || v[k]-'A' > 25 {
		return 0
	}
	k += nameWord(v[k:])
	if k+1 < len(v) && v[k] == ' ' && v[k+1]-'A' <= 25 && (k+2 == len(v) || !isLetter(v[k+2])) {
		if k += 2; k < len(v) && v[k] == '.' {
			k++
		}
	}
	return k
}

// beforeKey cuts the last word off, which is the key of what follows.
func (n *number) beforeKey(v []byte, size int) (int, nameGrade) {
	k := bytes.LastIndexByte(v[:size], ' ')
	if k < 0 {
		return 0, gradeNone
	}
	return latinName(v[:k], true)
}

// quoted says whether a quotation mark stands directly before the value.
func (n *number) quoted() bool {
	return n.start > 0 && (n.data[n.start-1] == '"' || n.data[n.start-1] == '\'')
}

// line is v up to the end of the line.
func line(v []byte) []byte {
	if k := bytes.IndexByte(v, '\n'); k >= 0 {
		return v[:k]
	}
	return v
}

// nameAhead judges a run of Chinese characters behind a word that asks for a name.
func (n *number) nameAhead(run []byte, strict bool) finding {
	t := hanNames()
	f := finding{formed: true, hinted: strict}
	if len(run) > 12 && bytes.Contains(run, []byte("·")) && t.foreign(run) {
		n.end = n.start + len(run)
		f.valid = true
		return f
	}
	bar := namedName / 2
	if strict {
		bar = surelyName
	}
	if bare := withoutTitle(run); len(bare) >= 3 && len(bare) <= 12 {
		size, w := t.surnameOf(bare)
		switch {
		case len(bare) < len(run) && size == len(bare) && w >= 20:
			n.end = n.start + len(run)
			return finding{formed: true, valid: !strict, loose: true}
		case t.name(bare) >= bar, !strict && t.namelikeWord(bare):
			n.end = n.start + len(bare)
			f.valid = true
			return f
		}
	}
	size, w := t.prefix(run)
	if w < max(bar, surelyName) {
		return finding{}
	}
	n.end = n.start + size
	f.valid, f.loose = true, strict
	return f
}

// namelikeWord says whether a word of two characters may be a name, too: a surname and
// what given names end in (万峰).
func (t *hanWeights) namelikeWord(v []byte) bool {
	size, weight := t.surnameOf(v)
	return len(v) == 6 && size == 3 && weight >= 5 && t.ending(v) >= 0 && t.isWord(v)
}

// judgeName gives the verdict of a column. Whole values count; what was found in
// running text counts by the words beside it.
func judgeName(e *Engine, in *verdictInput) Verdict {
	v := in.Verdict
	give := func(c Confidence, reasons ...string) Verdict {
		v.Confidence, v.Reasons = c, reasons
		return v
	}
	values := max(in.Values, in.Valid)
	share := float64(in.Valid) / float64(values)
	many := in.Distinct >= minDistinct && (in.Distinct >= 10*minDistinct || 5*in.Distinct >= in.Valid)
	switch {
	case 2*in.Whole < in.Valid && in.header < full: // running text
		if in.Keyword > 0 && 2*in.Keyword >= in.Valid {
			return give(Medium, "keyword", "dictionary")
		}
		v.Unresolved = true
		return give(Low, "dictionary")
	case in.header == full && share >= 0.6:
		return give(High, "header", "pass-rate", "dictionary")
	case in.header == full && share >= 0.3:
		return give(Medium, "header", "pass-rate", "dictionary")
	case in.header == weak && share >= 0.7 && in.Distinct >= 5:
		return give(High, "header-weak", "pass-rate", "dictionary")
	case in.header == weak && share >= 0.5 && in.Distinct >= 3:
		return give(Medium, "header-weak", "pass-rate", "dictionary")
	case in.header <= faint && share >= 0.85 && many && in.Distinct >= 50:
		return give(High, "pass-rate", "distinct", "dictionary")
	case in.header <= faint && share > 0.7 && many:
		return give(Medium, "pass-rate", "distinct", "dictionary")
	}
	v.Unresolved = true
	return give(Low, "few", "dictionary")
}
