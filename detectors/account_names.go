package detectors

import "bytes"

// What people are called in programs. The values are of any form, so the verdict
// rests on the field's name.

var _ = register(detector{
	category: "account.username",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `username usernames loginname loginuser loginuserid loginusername userlogin loginaccount loginid logonname logonid useraccount useraccountname useracct useracctname memberaccount memberlogin
		accountname screenname userhandle twitterhandle useridentityusername callerarn principalarn userarn =arn =requester =login =logon =handle signinname samaccountname userprincipalname
		用户名 用户账号 用户帐号 登录名 登录账号 登陆账号 登录帐号 登录用户名 登陆名 登入名 会员名 会员账号 账户名称 帐户名称 使用者名稱 用戶名 登入帳號 帳號名稱 yonghuming dengluming ~dlm yhm dlzh`,
	check: checkUsername,
})

var username = shape(accountLike)

// checkUsername takes what stands behind the word handle for an account's name only in
// quotes or with an @: to programs it is a thing that is open.
func checkUsername(n *number) finding {
	if v := n.data[n.start:n.end]; bytes.HasPrefix(v, []byte("arn:")) {
		return n.userOfARN(v)
	}
	if n.by == byKeyed && n.start > 3 && n.data[n.start-1] == ':' && bytes.HasPrefix(n.data[n.start:], []byte("aws")) {
		return finding{} // the rest of a resource name
	}
	if n.by == byKeyed && n.start > 0 && n.data[n.start-1] != '"' && n.data[n.start-1] != '\'' && n.data[n.start] != '@' {
		i := n.start
		for i > 0 && (n.data[i-1] == ' ' || n.data[i-1] == ':' || n.data[i-1] == '=' || n.data[i-1] == '"') {
			i--
		}
		const handle = "handle"
		if k := i - len(handle); k >= 0 && equalFold(n.data[k:i], handle) && (k == 0 || !isLetter(n.data[k-1])) {
			return finding{}
		}
	}
	return username(n)
}

// userOfARN reads the name of a user of AWS in its resource name,
// arn:aws:iam::123456789012:user/division/name. Of roles and of the account itself it
// has none.
func (n *number) userOfARN(v []byte) finding {
	k := bytes.Index(v, []byte(":user/"))
	if k < 0 || !bytes.Contains(v[:k], []byte(":iam::")) {
		return finding{}
	}
	name := v[bytes.LastIndexByte(v, '/')+1:]
	if !accountLike(name) {
		return finding{}
	}
	n.start = n.end - len(name)
	return finding{formed: true, valid: true}
}

// accountLike says whether v may be the name of a person's account: no blanks, a
// letter in it or a telephone number, and none of the accounts that machines have.
func accountLike(v []byte) bool {
	if len(v) < 2 || len(v) > 128 || bytes.ContainsAny(v, " \t/") || machineAccounts.has(v) {
		return false
	}
	return lettered(v) || len(v) >= 5 && digitsFrom(v, 0) == len(v)
}

var machineAccounts = words(`root admin administrator guest nobody daemon system sysadmin superuser anonymous test tester demo user users username default postgres mysql oracle sa sys dba
	redis mongodb nginx apache www-data http git svn jenkins gitlab ubuntu debian centos ec2-user hadoop hdfs hive spark kafka elasticsearch service svc bot ftp mail sshd systemd
	管理员 系统 超级管理员 游客 匿名`)

var _ = register(detector{
	category: "account.user_id",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `userid userids useruid useruuid userguid userno usernum usernumber usercode useridentifier useridentity appuserid wxuserid sysuserid
		memberid memberids memberno membernumber membercode memberuid memberuuid customerid customerids customerno customernumber customercode customeruuid custid custno clientuserid
		patientid patientno patientnumber passengerid studentid studentno studentnumber employeeid employeeno employeenumber empid empno staffid staffno workerid personid personuuid subscriberid
		accountid accountuuid playerid buyerid followerid voterid participantid visitorid guestid =uid =uids
		用户编号 用户标识 用户号 用户号码 用户代码 会员编号 会员标识 客户编号 客户号 客户代码 客户标识 员工编号 员工号 工号 学号 患者编号 用戶編號 會員編號 客戶編號 學號
		用户ID 用户id 用户Id 会员ID 会员id 客户ID 客户id 用戶ID yonghubianhao yhbh yhid kehuhao khbh ygbh rybh zgbh hybh xsbh custnbr`,
	check: shapeOf(userKey, func(n *number) bool { return n.by != byKeyed || n.keyOfPerson() }),
})

// userKey says whether v may be the key of a person's record.
func userKey(v []byte) bool {
	return len(v) <= 128 && !bytes.ContainsAny(v, " \t") && !flags.has(v) && !zeros(v) || decimalRun(v) && len(v) < 64 && len(bytes.TrimLeft(v, "0")) > 0
}

// keyOfPerson says whether the word before a value in text speaks of a person: uid=0
// is what systems write of processes.
func (n *number) keyOfPerson() bool {
	before := n.data[max(0, n.start-24):n.start]
	if k := bytes.LastIndexAny(before, "uU"); k >= 0 && k+3 <= len(before) && bytes.EqualFold(before[k:k+3], []byte("uid")) {
		return false
	}
	return true
}

var _ = register(detector{
	category: "account.nickname",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `nickname nicknames nickname usernick usernickname membernickname wxnickname wechatnickname qqnickname petname displayusername userdisplayname usernamedisplay =nick =displayname ~nick ~displayname
		昵称 呢称 用户昵称 会员昵称 微信昵称 网名 花名 暱稱 用戶暱稱 nicheng ~nc`,
	check: checkNickname,
})

var nickname = shape(func(v []byte) bool { return ofLength(1, 64)(v) && !isUUID36(v) && !bytes.Contains(v, []byte("://")) })

func checkNickname(n *number) finding {
	if n.ofComponent() {
		return finding{}
	}
	return nickname(n)
}

var _ = register(detector{
	category: "account.third_party",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `thirdpartyid thirdpartyaccount thirdpartyuserid thirdpartyuid thirduserid thirdaccount oauthid oauthuid oauthuserid oauthopenid socialid socialaccount socialaccountid socialuid sociallogin
		facebookid facebookuserid facebookuid fbid googleid googleuserid googlesub appleid appleuserid applesub weiboid weibouid weiboaccount githubid githubuser githubusername githublogin twitterid twitteruserid
		linkedinid linkedinprofile dingtalkid dingtalkuserid feishuid feishuopenid douyinid douyinopenid xiaohongshuid bilibiliuid taobaonick taobaoid instagramid instagramhandle tiktokid externalaccountid externaluserid
		第三方账号 第三方帐号 第三方账户 第三方平台账号 第三方登录账号 第三方用户标识 微博账号 微博号 微博昵称 抖音号 抖音账号 快手号 小红书号 钉钉账号 钉钉号 飞书账号 淘宝账号 绑定账号 绑定的第三方账号 社交账号 第三方帳號 微博帳號`,
	check: shape(func(v []byte) bool {
		return len(v) >= 3 && len(v) <= 200 && !flags.has(v) && bytes.IndexByte(v, ' ') < 0
	}),
})

var _ = register(detector{
	category: "account.security_answer",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `securityanswer securityanswers secretanswer secretanswers securityquestion securityquestions secretquestion passwordhint passwordquestion passwordanswer hintanswer hintquestion
		challengeanswer challengequestion recoveryanswer recoveryquestion mothersmaidenname mothermaidenname answertosecurityquestion protectquestion protectanswer pwdquestion pwdanswer
		密保 密保答案 密保问题 密码提示 密码提示问题 密码提示答案 密码保护问题 密码保护答案 密码问题 密码答案 安全问题 安全提示问题 安全问题答案 安全答案 找回密码答案 密保問題 安全問題 密碼提示 mibao mbda mbwt`,
	check: shape(func(v []byte) bool { return ofLength(1, 200)(v) && !flags.has(v) }),
})
