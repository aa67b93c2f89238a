package detectors

import "bytes"

// Accounts of messengers: QQ (5 to 11 digits), WeChat (a letter and 5 to 19 letters,
// digits and signs; the openid and unionid that it gives to apps), and others, told by
// the field's name and their form.
var _ = register(detector{
	category: "contact.im",
	evidence: "field name, form",
	value:    true,
	chance:   0.5, // most short names and numbers have the form
	strength: 1,
	words: `qq qqno qqnum qqnumber qqid qqaccount userqq contactqq tencentqq wechat wechatid wechatno wechatnum wechataccount wechatname wechatnumber userwechat wechatuserid weixin weixinid weixinhao weixinno wxid wxno wxhao wxaccount wxcode
		openid openids wxopenid wechatopenid weixinopenid unionid unionids wxunionid wechatunionid miniopenid mpopenid qqopenid
		whatsapp whatsappid whatsappnumber whatsappno telegram telegramid telegramuserid telegramusername ~tgid tguserid usertgid tgaccount tgusername skype skypeid skypename lineid lineuserid kakaoid kakaotalk kakaotalkid viberid signalid discordid discordtag
		imaccount imid imuserid imusername instantmessenger messengerid wangwang wangwangid aliwangwang
		微信 微信号 微信号码 微信账号 微信帐号 个人微信 联系微信 企业微信号 加微信 微信标识 扣扣 扣扣号 企鹅号 电报账号 电报号 TG账号 TG号 旺旺 旺旺号 阿里旺旺 即时通信账号 即时通讯账号 微信號 微信帳號 weixinhaoma ~wx wxh ~qqh`,
	check: checkMessenger,
})

func checkMessenger(n *number) finding {
	v := n.digits
	if nothing(v) {
		return finding{}
	}
	ok := messenger(v)
	if n.by == byKeyed && (!ok || n.written(v)) {
		return finding{}
	}
	return finding{formed: true, valid: ok, needsWord: true}
}

// messenger says whether a value has the form of an account.
func messenger(v []byte) bool {
	if k := digitsFrom(v, 0); k == len(v) {
		return k >= 5 && k <= 15 && v[0] != '0'
	}
	v = bytes.TrimPrefix(v, []byte("+"))
	if len(v) < 4 || len(v) > 64 || !isLetter(v[0]) && !isDigit(v[0]) && v[0] != '@' && v[0] != '_' && v[0] != '-' && v[0] != '.' {
		return false
	}
	for _, b := range v {
		if !isLetter(b) && !isDigit(b) && b != '_' && b != '-' && b != '.' && b != ':' && b != '@' && b != '#' && b != ' ' {
			return false
		}
	}
	return bytes.Count(v, []byte(" ")) == 0 || decimalRun(bytes.ReplaceAll(v, []byte(" "), nil))
}

var _ = register(detector{
	category: "contact.address_book",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `addressbook addressbooks contactlist contactslist contactbook contactsbook phonebook phonebooks friendlist friendslist friendids buddylist rosterlist followerslist followinglist emergencycontacts
		usercontacts phonecontacts mobilecontacts contactsjson contactsdata uploadedcontacts syncedcontacts =contacts =friends =phonebook ~friends
		通讯录 通讯录联系人 通讯录列表 手机通讯录 联系人列表 联系人名单 好友列表 好友名单 好友关系 电话簿 电话本 群成员列表 通訊錄 聯絡人清單 好友清單 tongxunlu ~txl`,
	check: shapeOf(func(v []byte) bool {
		return ofLength(2, 1<<20)(v) && digitsFrom(v, 0) != len(v) && !flags.has(v)
	}, nil),
})
