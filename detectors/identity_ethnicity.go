package detectors

import "bytes"

// The ethnic group: the 56 of GB/T 3304-1991 by name, by number (01 to 56, 97 others,
// 98 foreigners who became citizens) and by two letters, and words that forms of
// English use. Numbers and letters count in fields that name the category.
var _ = register(detector{
	category: "identity.ethnicity",
	evidence: "field name, set of values",
	value:    true,
	chance:   0.05, // few words are names of peoples
	strength: 1,
	words: `ethnicity ethnicities ethnic ethnicgroup ethnicorigin ethnicbackground ethniccode ethnicgroupcode nationcode raceethnicity racecode raceandethnicity minorityname
		=race ~race ~nation mzmc` + of("ethnicity") + of("race") + ` 民族 民族代码 民族名称 民族成分 民族成份 所属民族 族别 族群 族裔 minzu ~mz mzdm mzmc`,
	check: checkEthnicity,
	judge: judgeNamed,
})

func checkEthnicity(n *number) finding {
	v := n.digits
	if nothing(v) {
		return finding{}
	}
	name := ethnicName(v)
	code := !name && ethnicCode(v)
	if n.by == byKeyed && !name && !code {
		return finding{}
	}
	return finding{formed: true, valid: name || code, needsWord: n.by == byValue && !name, loose: n.named < full}
}

func ethnicName(v []byte) bool {
	if k := digitsFrom(v, 0); k == 2 && len(v) > 2 && v[0] <= '9' { // "01-汉族", "01 汉族"
		v = bytes.TrimLeft(v[2:], "-.: ")
	}
	if ethnicWords.has(v) {
		return true
	}
	if name, ok := bytes.CutSuffix(v, []byte("族")); ok && len(name) > 0 {
		return ethnicGroups.has(name)
	}
	return ethnicGroups.has(v)
}

func ethnicCode(v []byte) bool {
	if k := digitsFrom(v, 0); k > 0 {
		c := decimal(v)
		return k == len(v) && k <= 2 && (c >= 1 && c <= 56 || c == 97 || c == 98)
	}
	return len(v) == 2 && ethnicLetters.has(v)
}

var (
	ethnicGroups = words(`汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 毛难 仡佬
		锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 崩龙 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 漢 滿 壯 維吾爾 瑤 傣 蒙 维 穿青人 原住民`)
	ethnicLetters = words(`ha mg hu za ug mh yi zh by cs ma do ya ba tj hn kz da li ls va sh gs lh su dx nx jp kg tu du ml qi bl sl mn gl xb ac pm ta nu uz rs ew de bn yg gi tt dr or hz mb lb jn`)
	ethnicWords   = phrases(`asian,black,white,hispanic,latino,latina,latinx,caucasian,african,african american,african-american,black or african american,asian american,white british,white irish,
		white other,hispanic or latino,not hispanic or latino,native american,american indian or alaska native,american indian,alaska native,native hawaiian,
		native hawaiian or other pacific islander,pacific islander,middle eastern,arab,jewish,roma,romani,mixed,mixed race,multiracial,two or more races,biracial,chinese,indian,
		pakistani,bangladeshi,caribbean,black caribbean,black african,malay,south asian,east asian,southeast asian,indigenous,aboriginal,maori,
		han,han chinese,hui,uyghur,uighur,tibetan,mongol,mongolian,zhuang,manchu,miao,yi,tujia,korean,kazakh,dai,li,bai,dong,yao,
		other ethnic group,外国血统,外国血统中国籍人士,其他民族,少数民族,未识别民族`)
)
