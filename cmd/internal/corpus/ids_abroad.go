package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

func hkidNumber(r *rand.Rand) string {
	body := drawn(r, "ABCDEFGHKMPRVYZ", 1) + digits(r, 6)
	if r.IntN(10) == 0 {
		body = pick(r, strings.Fields("WX XA XD XE XH")) + digits(r, 6)
	}
	return body + "(" + hkid(body) + ")"
}

func taiwanNumber(r *rand.Rand) string {
	body := upper(r, 1) + drawn(r, "12", 1) + digits(r, 7)
	return body + taiwan(body)
}

func taiwanARC(r *rand.Rand) string {
	body := upper(r, 1) + drawn(r, "89", 1) + digits(r, 7)
	if r.IntN(2) == 0 {
		body = upper(r, 1) + drawn(r, "ABCD", 1) + digits(r, 7)
	}
	return body + taiwan(body)
}

func nricNumber(r *rand.Rand) string {
	body := drawn(r, "STFGM", 1) + digits(r, 7)
	if body[0] == 'S' {
		body = "S" + drawn(r, "0123456789", 1) + body[2:]
	}
	return body + nric(body)
}

// rrnNumber makes a number of before October 2020, when the last digit was a
// check and the seventh told the century.
func rrnNumber(r *rand.Rand) string {
	b := birth(r)
	century := 0
	if b.Year() >= 2000 {
		century = 2
	}
	body := b.Format("060102") + string(rune('1'+century+r.IntN(2))) + digits(r, 5)
	return body[:6] + "-" + body[6:] + rrn(body)
}

func nhsNumber(r *rand.Rand) string {
	for {
		body := drawn(r, "467", 1) + digits(r, 8)
		if c := nhs(body); c != "" {
			return body + c
		}
	}
}

func aadhaar(r *rand.Rand) string {
	body := drawn(r, "23456789", 1) + digits(r, 10)
	return body + verhoeff(body)
}

func sin(r *rand.Rand) string {
	body := drawn(r, "1234567", 1) + digits(r, 7)
	return body + luhn(body)
}

func japanNumber(r *rand.Rand) string {
	body := digits(r, 11)
	return body + myNumber(body)
}

func nino(r *rand.Rand) string {
	for {
		p := drawn(r, "ABCEGHJKLMNOPRSTWXYZ", 1) + drawn(r, "ABCEGHJKLMNPRSTWXYZ", 1)
		if !strings.Contains("BG GB KN NK NT TN ZZ", p) {
			return p + digits(r, 6) + drawn(r, "ABCD", 1)
		}
	}
}

func ssn(r *rand.Rand) string {
	area := 1 + r.IntN(898)
	if area >= 666 {
		area++
	}
	return fmt.Sprintf("%03d-%02d-%04d", area, 1+r.IntN(99), 1+r.IntN(9999))
}

// oneOf writes a value in one of a few ways.
func oneOf(ways ...func(string) string) func(*rand.Rand, string) string {
	return func(r *rand.Rand, s string) string {
		if r.IntN(2) == 0 {
			return s
		}
		return pick(r, ways)(s)
	}
}

func in(sep string, lengths ...int) func(string) string {
	return func(s string) string { return grouped(s, sep, lengths...) }
}

func without(cut string) func(string) string {
	return func(s string) string {
		return strings.Map(func(c rune) rune {
			if strings.ContainsRune(cut, c) {
				return -1
			}
			return c
		}, s)
	}
}

// wrongLast changes the last digit or letter, so that the check fails.
func wrongLast(make func(*rand.Rand) string) func(*rand.Rand) string {
	return func(r *rand.Rand) string {
		s := []byte(make(r))
		i := len(s) - 1
		if s[i] == ')' {
			i--
		}
		if c := s[i]; c >= 'A' {
			s[i] = 'A' + (c-'A'+1)%8 // no two of the first eight letters stand for one rest
		} else {
			s[i] = '0' + (c-'0'+1+byte(r.IntN(8)))%10
		}
		return string(s)
	}
}

var abroad = []*subject{
	{
		category: "id.hkid", make: hkidNumber, write: oneOf(without("()"), strings.ToLower),
		near:   wrongLast(hkidNumber),
		fields: list("hkid hkid_no hkIdNumber 香港身份证 香港身份证号 香港身份證號碼 xgsfz"),
		zh:     list("香港身份证 香港身份证号码 香港身份證"), en: list("HKID ~HKID_number ~Hong_Kong_ID"),
	},
	{
		category: "id.macau", make: func(r *rand.Rand) string { return drawn(r, "157", 1) + digits(r, 6) + "(" + digits(r, 1) + ")" },
		write:  oneOf(without("()"), func(s string) string { return s[:1] + "/" + s[1:7] + "/" + s[8:9] }),
		near:   func(r *rand.Rand) string { return drawn(r, "23489", 1) + digits(r, 6) + "(" + digits(r, 1) + ")" },
		fields: list("macau_id bir bir_no 澳门身份证 澳门身份证号码 amsfz"), zh: list("澳门身份证 澳门居民身份证号"), en: list("~Macau_ID ~BIR_number"),
	},
	{
		category: "id.taiwan", make: taiwanNumber, near: wrongLast(taiwanNumber),
		fields: list("taiwan_id tw_id 台湾身份证 台湾身份证号 台灣身分證字號 twsfz"), zh: list("台湾身份证 台湾身份证号码 身分證字號"), en: list("~Taiwan_ID ~ROC_ID"),
		may: []string{"id.taiwan_arc"},
	},
	{
		category: "id.taiwan_arc", make: taiwanARC, near: wrongLast(taiwanARC),
		fields: list("arc_no taiwan_arc 台湾居留证 居留证号 外僑居留證 統一證號"), zh: list("居留证号 台湾居留证 外僑居留證號碼"), en: list("~ARC_number ~alien_resident_certificate"),
	},
	{
		category: "id.sg_nric", make: nricNumber, write: oneOf(strings.ToLower), near: wrongLast(nricNumber),
		fields: list("nric nric_no nricFin fin_number 新加坡身份证"), zh: list("新加坡身份证 新加坡身份证号"), en: list("NRIC ~NRIC_number FIN"),
		bare: true, alone: true, plain: true,
	},
	{
		category: "id.kr_rrn", make: rrnNumber, write: oneOf(without("-")),
		// Since October 2020 the last digit is none that checks; the month must be one.
		near: func(r *rand.Rand) string { s := rrnNumber(r); return s[:2] + "1" + drawn(r, "3456789", 1) + s[4:] },

		fields: list("rrn rrn_no resident_registration_number 韩国身份证号 주민등록번호"), zh: list("韩国身份证号 韩国居民登录号"), en: list("RRN ~resident_registration_number 주민등록번호"),
	},
	{
		category: "id.us_ssn", make: ssn, write: oneOf(without("-")),
		near: func(r *rand.Rand) string {
			return pick(r, []string{"000", "666", "9" + digits(r, 2)}) + "-" + digits(r, 2) + "-" + digits(r, 4)
		},
		fields: list("ssn ssn_no social_security_number socialSecurityNumber employee.ssn 美国社会安全号"), zh: list("美国社会安全号 SSN"), en: list("SSN ~social_security_number ~Social_Security_No."),
	},
	{
		category: "id.uk_nino", make: nino, write: oneOf(in(" ", 2, 2, 2, 2), strings.ToLower),
		near: func(r *rand.Rand) string {
			return pick(r, strings.Fields("BG GB NK QQ DA FB UV ZZ")) + digits(r, 6) + "C"
		},
		fields: list("nino ni_number national_insurance_no nationalInsuranceNumber 英国国民保险号"), zh: list("英国国民保险号"), en: list("NINO ~national_insurance_number ~NI_number"),
	},
	{
		category: "id.uk_nhs", make: nhsNumber, write: oneOf(in(" ", 3, 3), in("-", 3, 3)), near: wrongLast(nhsNumber),
		fields: list("nhs nhs_number nhsNo patient.nhsNumber 英国医保号"), zh: list("NHS号码"), en: list("~NHS_number ~NHS_no."),
	},
	{
		category: "id.in_aadhaar", make: aadhaar, write: oneOf(in(" ", 4, 4), in("-", 4, 4)), near: wrongLast(aadhaar),
		fields: list("aadhaar aadhaar_no aadhaarNumber uidai 印度身份证号"), zh: list("印度Aadhaar号码"), en: list("Aadhaar ~Aadhaar_number ~Aadhaar_card"),
	},
	{
		category: "id.ca_sin", make: sin, write: oneOf(in("-", 3, 3), in(" ", 3, 3)), near: wrongLast(sin),
		fields: list("sin sin_number social_insurance_number socialInsuranceNo 加拿大社保号"), zh: list("加拿大社会保险号"), en: list("SIN ~social_insurance_number ~SIN_number"),
	},
	{
		category: "id.jp_mynumber", make: japanNumber, write: oneOf(in(" ", 4, 4), in("-", 4, 4)), near: wrongLast(japanNumber),
		fields: list("mynumber my_number individualNumber マイナンバー 个人番号"), zh: list("日本个人编号 マイナンバー"), en: list("~My_Number ~individual_number"),
	},
}
