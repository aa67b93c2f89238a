package detectors

// What people are called in programs. The values are of any form, so the verdict
// rests on the field's name.

var _ = register(detector{
	category: "account.username",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `username loginname login loginid userlogin loginuser loginaccount accountname useraccount screenname usercode useracct memberaccount
		用户名 登录名 登录账号 登陆账号 登录帐号 用户账号 用户帐号 会员名 登入名 用戶名 使用者名稱 帳號名稱 yonghuming dlm yhm`,
	check: shape(withLetter(2, 64)),
})

var _ = register(detector{
	category: "account.user_id",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `userid useruid useruuid uid memberid customerid clientuserid patientid passengerid studentid employeeid openuserid subscriberid userno userguid accountid
		用户id 用户编号 用户标识 会员编号 会员id 客户编号 用戶編號 客戶編號 员工编号 学号 工号`,
	check: shape(ofLength(1, 64)),
})

var _ = register(detector{
	category: "account.nickname",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `nickname nick displayname petname wxnickname usernick 昵称 呢称 网名 花名 显示名 暱稱 微信昵称 nicheng`,
	check:    shape(ofLength(1, 64)),
})

var _ = register(detector{
	category: "account.third_party",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `openid unionid wxopenid wechatopenid thirdpartyid thirdpartyaccount thirduserid oauthid oauthuid oauthuserid facebookid googleid appleid weiboid githubid twitterid dingtalkid socialid
		第三方账号 第三方帐号 第三方平台账号 微博账号 钉钉账号 绑定账号`,
	check: shape(ofLength(3, 128)),
})

var _ = register(detector{
	category: "contact.im",
	evidence: "field name, form",
	value:    true,
	chance:   0.5, // most short names and numbers have the form
	strength: 1,
	words: `qq qqno qqnumber qqnum qqaccount wechat wechatid wechatno wechataccount weixin weixinhao wxid wxno wxaccount whatsappid telegram telegramid skype skypeid lineid imaccount
		微信 微信号 微信号码 微信账号 qq号 qq号码 扣扣 企鹅号 微信帳號 ~wx wxh`,
	check: shape(messenger),
})

// messenger says whether a value has the form of an account of QQ (5 to 11
// digits), of WeChat (a letter and 5 to 19 letters, digits, signs), or of others.
func messenger(v []byte) bool {
	if k := digitsFrom(v, 0); k == len(v) {
		return k >= 5 && k <= 11 && v[0] != '0'
	}
	if len(v) < 3 || len(v) > 64 {
		return false
	}
	for _, b := range v {
		if !isLetter(b) && !isDigit(b) && b != '_' && b != '-' && b != '.' && b != ':' && b != '@' && b != '+' {
			return false
		}
	}
	return true
}

var _ = register(detector{
	category: "contact.address_book",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `addressbook contactlist phonebook friendlist friends contactslist contactbook followers buddylist 通讯录 联系人列表 好友列表 好友 电话簿 通訊錄 聯絡人清單 txl`,
	check:    shape(ofLength(2, 1<<20)),
})
