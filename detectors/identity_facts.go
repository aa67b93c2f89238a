package detectors

// Facts about a person that are told by the field's name and a small set of
// values.

var _ = register(detector{
	category: "identity.gender",
	evidence: "field name, set of values",
	value:    true,
	chance:   0.5, // flags are 0 and 1, too
	strength: 1,
	words:    `gender sex usergender usersex genderid sexid gendercode sexcode 性别 性別 xingbie ~xb`,
	// GB/T 2261.1 has 0, 1, 2, 9; ISO/IEC 5218 the same.
	check: shape(oneOf("m f male female man woman boy girl 0 1 2 9 x u d other unknown nonbinary non-binary 男 女 男性 女性 男生 女生 先生 女士 未说明 未说明的性别 未知的性别")),
})

var _ = register(detector{
	category: "identity.ethnicity",
	evidence: "field name, set of values",
	value:    true,
	chance:   0.05, // few words are names of peoples or their two letters
	strength: 1,
	words:    `ethnicity ethnic ethnicgroup nationcode minzu race 民族 名族 族别 ~mz`,
	check:    shape(ethnicGroup),
})

// ethnicGroups are the 56 names of GB/T 3304-1991 without the last 族, and their
// two letters.
var ethnicGroups = set(`汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米
	塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 漢 滿 壯 維吾爾 蒙 维
	ha mg hu za ug mi yi zh by cs ma do ya ba tj hn kz da li ls va sh gs lh su dx nx jp kg tu du ml qi bl sl mn gl xb ac pm ta nu uz rs ew de ba yg gi tt dr or hz mb lb jn
	asian black white hispanic latino caucasian african african-american mixed han uyghur tibetan zhuang hui`)

func ethnicGroup(v []byte) bool {
	if len(v) > 3 && string(v[len(v)-3:]) == "族" {
		v = v[:len(v)-3]
	}
	if k := digitsFrom(v, 0); k > 0 { // 01 to 56, 97 and 98
		return k == len(v) && k <= 2 && (decimal(v) >= 1 && decimal(v) <= 56 || decimal(v) == 97 || decimal(v) == 98)
	}
	return len(v) <= 16 && ethnicGroups[lower(v)]
}

var _ = register(detector{
	category: "identity.marital",
	evidence: "field name, set of values",
	value:    true,
	chance:   0.2,
	strength: 1,
	words:    `marital maritalstatus marriage marriagestatus married ismarried civilstatus 婚姻 婚姻状况 婚姻状态 婚否 婚姻狀況 已婚未婚 hyzk`,
	// GB/T 2261.2 has 10, 20 to 23, 30, 40, 90.
	check: shape(oneOf("single married divorced widowed separated unmarried cohabiting engaged s m d w 0 1 2 3 4 10 20 21 22 23 30 40 90 y n yes no 未婚 已婚 离异 离婚 丧偶 初婚 再婚 复婚 單身 单身 離婚 喪偶 是 否 true false")),
})

var _ = register(detector{
	category: "identity.nationality",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `nationality citizenship countryofcitizenship nationalitycode 国籍 國籍 公民身份国 guoji`,
	check:    shape(withLetter(2, 40)),
})

var _ = register(detector{
	category: "identity.birth_place",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `birthplace placeofbirth nativeplace hometown birthcity birthcountry cityofbirth countryofbirth 出生地 籍贯 出生地点 出生城市 籍貫 户籍地 祖籍 ~jg`,
	check:    shape(withLetter(2, 80)),
})

var _ = register(detector{
	category: "identity.portrait",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `avatar avatarurl headimg headimgurl headimage profilephoto profilepicture profilepic userphoto userpic portrait portraiturl headpic facephoto headurl 头像 头像地址 照片 个人照片 證件照 证件照 頭像 touxiang`,
	check:    shape(ofLength(4, 4096)),
})
