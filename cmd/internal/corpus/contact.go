package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

var mobileBlocks = strings.Fields("130 131 132 133 134 135 136 137 138 139 150 151 152 153 155 156 157 158 159 166 173 175 176 177 178 180 181 182 183 185 186 187 188 189 191 193 195 198 199")

func mobile(r *rand.Rand) string {
	for {
		// 1340 to 1348 are mobiles, 1349 was a satellite's.
		if s := pick(r, mobileBlocks) + drawn(r, "12345678", 1) + digits(r, 7); !strings.HasPrefix(s, "1349") {
			return s
		}
	}
}

var areaCodes = strings.Fields("010 021 022 023 024 025 027 028 029 0311 0371 0411 0431 0451 0512 0531 0532 0551 0571 0574 0591 0595 0731 0755 0757 0769 0851 0871 0898")

func landline(r *rand.Rand) string {
	code := pick(r, areaCodes)
	// Cities with eight digits; the ones with seven are left out.
	return code + "-" + drawn(r, "5678", 1) + digits(r, 7)
}

// international draws numbers by plans that public documents print: NANP (an
// exchange of 2 to 9), London, Tokyo, Hong Kong, Singapore.
func international(r *rand.Rand) string {
	switch r.IntN(5) {
	case 0:
		return fmt.Sprintf("+1 %s-%s%s-%s", pick(r, strings.Fields("212 415 206 312 617")), drawn(r, "3678", 1), drawn(r, "23456789", 1)+digits(r, 1), digits(r, 4))
	case 1:
		return "+44 20 7" + digits(r, 3) + " " + digits(r, 4)
	case 2:
		return "+81 3-" + drawn(r, "35", 1) + digits(r, 3) + "-" + digits(r, 4)
	case 3:
		return "+852 2" + drawn(r, "35678", 1) + digits(r, 2) + " " + digits(r, 4)
	}
	return "+65 6" + drawn(r, "23457", 1) + digits(r, 2) + " " + digits(r, 4)
}

// hosts are names that this generator made up below real top-level domains.
var hosts = strings.Fields("qiaomu-tech.com.cn heron-lane.com tallgrass.io postkarte.de yunzhou-mail.cn mail.luminarc.net box.kestrel-group.co.uk nanshan-edu.cn 163.com qq.com foxmail.com outlook.com")

func email(r *rand.Rand) string {
	host := pick(r, hosts)
	switch r.IntN(5) {
	case 0:
		return digits(r, 9) + "@" + host
	case 1:
		return strings.ToLower(pick(r, givenNames)) + "." + strings.ToLower(pick(r, familyNames)) + digits(r, 2) + "@" + host
	case 2:
		return pinyin(r) + pinyin(r) + "_" + digits(r, 3) + "@" + host
	case 3:
		return strings.ToLower(pick(r, givenNames)) + "+news" + digits(r, 1) + "@" + host
	}
	return lower(r, 1) + pinyin(r) + digits(r, 4) + "@" + host
}

func pinyin(r *rand.Rand) string {
	return pick(r, strings.Fields("wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang feng yu dong xiao cheng cao yuan deng"))
}

func homepage(r *rand.Rand) string {
	switch r.IntN(3) {
	case 0:
		return "https://" + pinyin(r) + pinyin(r) + digits(r, 2) + ".heron-lane.com/"
	case 1:
		return "https://blog.tallgrass.io/~" + pinyin(r) + digits(r, 3)
	}
	return "http://www." + pinyin(r) + lower(r, 4) + ".cn"
}

var contacts = []*subject{
	{
		category: "contact.mobile", make: mobile,
		write: func(r *rand.Rand, s string) string {
			switch r.IntN(9) {
			case 0:
				return "+86" + s
			case 1:
				return "+86 " + grouped(s, " ", 3, 4)
			case 2:
				return grouped(s, "-", 3, 4)
			case 3:
				return grouped(s, " ", 3, 4)
			case 4:
				return "0086" + s
			}
			return s
		},
		near: func(r *rand.Rand) string {
			return pick(r, []string{"10", "11", "12", "2" + digits(r, 1)}) + digits(r, 9)
		},
		fields: list("mobile mobile_no phone phoneNumber cell msisdn 手机 手机号 手机号码 联系电话 移动电话 sjh sjhm shouji user.contact.mobile 收货人手机"),
		zh:     list("手机 手机号 手机号码 联系电话"), en: list("mobile ~mobile_number phone ~cell_phone"),
		bare: true, alone: true, also: []string{"contact.phone"}, may: []string{"contact.phone"},
	},
	{
		category: "contact.phone", make: landline,
		write: func(r *rand.Rand, s string) string {
			switch r.IntN(8) {
			case 0:
				return "+86-" + s[1:]
			case 1:
				code, rest, _ := strings.Cut(s, "-")
				return "(" + code + ")" + rest
			case 2:
				return s + "-" + digits(r, 3)
			case 3:
				return strings.Replace(s, "-", " ", 1)
			}
			return s
		},
		near: func(r *rand.Rand) string {
			return pick(r, []string{"400-", "800-"}) + digits(r, 3) + "-" + digits(r, 4)
		},
		fields: list("tel telephone fax office_phone 电话 座机 固定电话 固话 传真 联系电话 company.telephone"),
		zh:     list("电话 座机 固定电话 传真"), en: list("tel telephone fax ~office_phone"),
		also: []string{"contact.mobile"}, may: []string{"contact.mobile"}, alone: true, bare: true,
	},
	{
		category: "contact.phone", make: international, near: func(r *rand.Rand) string { return "+999 " + digits(r, 3) + " " + digits(r, 4) },
		fields: list("tel phone_number telephone contact.phone 联系电话 海外电话"),
		zh:     list("电话 联系电话"), en: list("tel phone ~phone_number"),
		also: []string{"contact.mobile"}, may: []string{"contact.mobile"}, alone: true, bare: true,
	},
	{
		category: "contact.email", make: email,
		write: oneOf(func(s string) string { return s }, strings.ToUpper, func(s string) string { return s }),
		near: func(r *rand.Rand) string {
			return pick(r, []string{"icon-" + digits(r, 2) + "@2x.png", "git@" + lower(r, 6) + ":" + lower(r, 5), "@" + lower(r, 6) + "/core", lower(r, 5) + "@localhost", "user@" + lower(r, 5) + ".invalidtld"})
		},
		fields: list("email e_mail emailAddress mail 邮箱 电子邮件 邮件地址 yx youxiang user.email"),
		zh:     list("邮箱 电子邮件 邮箱地址"), en: list("email e-mail ~email_address"), bare: true, alone: true,
	},
	{
		category: "contact.url", make: homepage, near: func(r *rand.Rand) string { return "/static/" + lower(r, 6) + ".css" },
		fields: list("homepage personal_site blog_url 个人主页 个人网站 博客地址"),
		may:    []string{"online.browsing"}, cellsOnly: true,
	},
}
