package corpus

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

func from(words string) func(*rand.Rand) string {
	l := strings.Fields(words)
	return func(r *rand.Rand) string { return pick(r, l) }
}

// facts are categories that only a field's name tells, with values as such fields
// have them. They are measured by the verdict of the column.
var facts = []*subject{
	{category: "identity.birth_date", make: func(r *rand.Rand) string { return birth(r).Format("2006-01-02") }, fields: list("birthday birth_date dateOfBirth dob 生日 出生日期 csrq")},
	{category: "identity.age", make: func(r *rand.Rand) string { return strconv.Itoa(18 + r.IntN(60)) }, fields: list("age user_age 年龄")},
	{category: "identity.gender", make: from("男 女"), fields: list("gender sex 性别 xingbie")},
	{category: "identity.gender", make: from("M F"), fields: list("gender user_gender sex")},
	{category: "identity.nationality", make: from("中国 美国 日本 韩国 法国 德国"), fields: list("nationality 国籍")},
	{category: "identity.ethnicity", make: from("汉族 回族 满族 壮族 藏族 苗族"), fields: list("ethnicity 民族 ethnic_group")},
	{category: "identity.marital", make: from("已婚 未婚 离异 丧偶"), fields: list("marital_status 婚姻状况 maritalStatus")},
	{category: "identity.birth_place", make: from("江苏南京 四川成都 湖北武汉 陕西西安"), fields: list("birth_place 籍贯 出生地 native_place"), may: []string{"contact.region"}},
	{category: "contact.postal_code", make: func(r *rand.Rand) string { return drawn(r, "1234567", 1) + digits(r, 5) }, fields: list("postcode zip_code postalCode 邮编 邮政编码")},
	{category: "contact.region", make: from("广东省深圳市 浙江省杭州市 四川省成都市 江苏省苏州市"), fields: list("province 省份 省市 所在城市"), may: []string{"location.coarse"}},
	{category: "contact.im", make: func(r *rand.Rand) string { return drawn(r, "123456789", 1) + digits(r, 8) }, fields: list("qq qq_no QQ号")},
	{category: "contact.im", make: func(r *rand.Rand) string { return "wx_" + pinyin(r) + digits(r, 4) }, fields: list("wechat wechat_id 微信号 微信")},
	{category: "account.username", make: func(r *rand.Rand) string { return pinyin(r) + digits(r, 3) }, fields: list("username user_name login_name 用户名 登录名")},
	{category: "account.user_id", make: func(r *rand.Rand) string { return digits(r, 8) }, fields: list("user_id uid userId 用户ID 用户编号")},
	{category: "account.nickname", make: from("小太阳 追风少年 一只猫 夜空 tiger88 moonlight"), fields: list("nickname nick_name 昵称")},
	{category: "account.otp", make: func(r *rand.Rand) string { return digits(r, 6) }, fields: list("otp sms_code 短信验证码 动态口令")},
	{category: "account.security_answer", make: from("蓝色 第一小学 旺财 北京烤鸭"), fields: list("security_answer 密保答案")},
	{category: "finance.card_security", make: func(r *rand.Rand) string { return digits(r, 3) }, fields: list("cvv cvv2 card_cvc")},
	{category: "finance.transaction", make: func(r *rand.Rand) string { return fmt.Sprintf("%d.%02d", r.IntN(9000), r.IntN(100)) }, fields: list("pay_amount recharge_amount 交易金额 充值金额")},
	{category: "finance.tax_no", make: uscc, fields: list("tax_no 税号 纳税人识别号"), may: []string{"org.uscc", "finance.invoice"}},
	{category: "health.record", make: from("高血压 二型糖尿病 胃炎 J45.9 I10 哮喘"), fields: list("diagnosis 诊断 病史 诊断结果")},
	{category: "health.metric", make: from("A O B AB"), fields: list("blood_type 血型"), also: []string{"health.record"}},
	{category: "work.employer", make: func(r *rand.Rand) string {
		return pick(r, strings.Fields("杭州 深圳 北京")) + pick(r, strings.Fields("云栖 华瑞 金桥")) + "科技有限公司"
	}, fields: list("employer 工作单位 employer_name"), may: []string{"contact.region"}},
	{category: "work.title", make: from("工程师 经理 会计 教师 店员"), fields: list("job_title 职务 职位")},
	{category: "special.religion", make: from("佛教 基督教 伊斯兰教 无 道教"), fields: list("religion 宗教信仰")},
	{category: "location.travel", make: func(r *rand.Rand) string {
		return "MU" + digits(r, 4) + " 上海-" + pick(r, strings.Fields("北京 成都 西安"))
	}, fields: list("itinerary 行程 航班行程")},
	{category: "device.info", make: from("PJD110 SM-G9980 iPhone15,2 V2309A M2102J2SC"), fields: list("device_model phone_model 机型 设备型号")},
	{category: "comm.content", make: from("请问什么时候发货 麻烦尽快处理 谢谢客服 我想退货"), fields: list("chat_content sms_content 聊天记录 短信内容")},
}
