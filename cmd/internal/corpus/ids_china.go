package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// Areas are six-digit codes that GB/T 2260 never gave out: 9998 below the first
// two digits of each province. The engine that is measured is told of them
// (detectors.Options.MoreAreaCodes), as it would be of a new county.
func Areas() []string {
	var out []string
	for _, province := range strings.Fields("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65") {
		out = append(out, province+"9998")
	}
	return out
}

// Day is "today" in everything that is made here.
var Day = time.Date(2026, time.June, 30, 0, 0, 0, 0, time.UTC)

// birth draws a date of birth as people have them: most between 18 and 70.
func birth(r *rand.Rand) time.Time {
	years := 18 + r.IntN(52)
	if r.IntN(12) == 0 {
		years = r.IntN(90)
	}
	return Day.AddDate(-years, 0, -1-r.IntN(360))
}

func resident(r *rand.Rand) string {
	body := pick(r, Areas()) + birth(r).Format("20060102") + "000"
	return body + mod112(body)
}

func residentHolds(s string) bool {
	return len(s) == 18 && mod112(s[:17]) == strings.ToUpper(s[17:])
}

// foreignerPR is the number on the card of 2023: 9, the province, the country in
// three digits of ISO 3166, the date of birth, a serial number, MOD 11-2.
func foreignerPR(r *rand.Rand) string {
	province := pick(r, strings.Fields("11 31 44 33 32 51"))
	country := pick(r, strings.Fields("840 826 124 392 410 276 250 036 702 643"))
	body := "9" + province + country + birth(r).Format("20060102") + "000"
	return body + mod112(body)
}

// passportCN draws a number of one of the rows that Chinese passports have.
func passportCN(r *rand.Rand) string {
	switch r.IntN(6) {
	case 0, 1:
		return "E" + digits(r, 8)
	case 2, 3:
		return "E" + drawn(r, "ABCDEFGHJKLMNPQRSTUVWXYZ", 1) + digits(r, 7)
	case 4:
		return "G" + digits(r, 8)
	}
	return pick(r, []string{"PE", "SE", "DE"}) + digits(r, 7)
}

// travelDocument is a machine-readable zone of ICAO Doc 9303 part 4 (two lines of
// 44). Utopia, the state that the standard keeps for examples, is left out, because
// a document of Utopia is nobody's and should be told of as such.
func travelDocument(r *rand.Rand) string {
	state := pick(r, []string{"D<<", "JPN", "CHN", "GBR", "KOR", "CAN"})
	name := strings.ToUpper(pick(r, familyNames) + "<<" + pick(r, givenNames))
	if r.IntN(2) == 0 {
		name += "<" + strings.ToUpper(pick(r, givenNames))
	}
	first := "P<" + state + name
	first += strings.Repeat("<", 44-len(first))
	number := upper(r, 1) + upper(r, 1) + digits(r, 7)
	born := birth(r).Format("060102")
	until := Day.AddDate(r.IntN(10), r.IntN(12), r.IntN(28)).Format("060102")
	second := number + mrz(number) + state + born + mrz(born) + pick(r, []string{"M", "F"}) + until + mrz(until) +
		strings.Repeat("<", 14) + "<"
	all := number + mrz(number) + born + mrz(born) + until + mrz(until) + strings.Repeat("<", 14) + "<"
	return first + "\n" + second + mrz(all)
}

var residentSubject = &subject{
	category: "id.cn_resident",
	make:     resident,
	write: func(r *rand.Rand, s string) string {
		switch r.IntN(14) {
		case 0:
			return strings.ToLower(s)
		case 1:
			return grouped(s, " ", 6, 8)
		case 2:
			return fullWidth(s)
		case 3:
			return grouped(s, "-", 6, 8)
		}
		return s
	},
	near:   func(r *rand.Rand) string { return spoiled(r, resident(r), residentHolds) },
	fields: list("id_card idCard ID_CARD_NO id_no cert_no identityNumber idcardno 身份证 身份证号 身份证号码 证件号码 公民身份号码 sfzh sfzhm zjhm user.identity.idCardNo 申请人身份证号"),
	zh:     list("身份证 身份证号 身份证号码 公民身份号码 证件号"),
	en:     list("~ID_card ~ID_card_number ~resident_identity_number ~Chinese_ID"),
	bare:   true, alone: true, may: []string{"id.social_security_card", "id.driving_licence", "subject.minor", "id.foreigner_pr"},
}

var foreignerSubject = &subject{
	category: "id.foreigner_pr",
	make:     foreignerPR,
	near:     func(r *rand.Rand) string { return spoiled(r, foreignerPR(r), residentHolds) },
	fields:   list("prc_id permanent_residence_no 永久居留证号 永久居留身份证 外国人永久居留身份证号码 yjjlz"),
	zh:       list("外国人永久居留身份证 永久居留证号 永居证"), en: list("~permanent_residence_card ~PR_card_no."),
	bare: true, alone: true, also: []string{"id.cn_resident"}, may: []string{"id.cn_resident"},
}

var passportSubject = &subject{
	category: "id.passport",
	make:     passportCN,
	write: func(r *rand.Rand, s string) string {
		if r.IntN(12) == 0 {
			return strings.ToLower(s)
		}
		return s
	},
	near: func(r *rand.Rand) string {
		return pick(r, []string{"B", "K", "X"}) + pick(r, []string{"AB", "OX"}) + digits(r, 9)
	},
	fields: list("passport passport_no passportNumber PassportNo 护照 护照号 护照号码 huzhao traveller.passportNo"),
	zh:     list("护照 护照号 护照号码"), en: list("passport ~passport_number ~passport_no."),
}

var travelDocumentSubject = &subject{
	category: "id.passport",
	make:     travelDocument,
	// The line with the numbers is the value; that the other line is told of as well
	// is right.
	part: func(s string) (int, int) { return strings.IndexByte(s, '\n') + 1, len(s) },
	near: func(r *rand.Rand) string {
		_, s, _ := strings.Cut(travelDocument(r), "\n")
		return s[:9] + string('0'+(s[9]-'0'+1)%10) + s[10:] // the check of the number, and with it that of the line
	},
	fields: list("mrz ocr_text scan_result 扫描结果"), zh: list("扫描件文字"), en: list("~scanned_page"),
	bare: true, alone: true, may: []string{"identity.name", "id.passport"},
	sentences: []string{"{}", "OCR result:\n{}\nend of page", "识别结果：\n{}"},
}

var permitSubject = &subject{
	category: "id.hk_mo_tw_permit",
	make: func(r *rand.Rand) string {
		switch r.IntN(5) {
		case 0:
			return "C" + digits(r, 8)
		case 1:
			return "C" + drawn(r, "ABCDEFGHJKLMNPQRSTUVWXYZ", 1) + digits(r, 7)
		case 2:
			return "M" + digits(r, 8)
		}
		return "H" + digits(r, 8)
	},
	near:   func(r *rand.Rand) string { return pick(r, []string{"AHX", "QMZ"}) + digits(r, 6) },
	fields: list("hk_permit travel_permit_no 港澳通行证 港澳通行证号码 往来港澳通行证 回乡证 回乡证号 gatxz"),
	zh:     list("港澳通行证 回乡证号码 往来港澳通行证号 港澳居民来往内地通行证"), en: list("~home_return_permit ~mainland_travel_permit ~travel_permit_number"),
	also: []string{"id.passport"}, may: []string{"id.passport"},
}

var militarySubject = &subject{
	category: "id.military",
	make: func(r *rand.Rand) string {
		return fmt.Sprintf("%s字第%s号", pick(r, strings.Fields("军 南 北 沈 兰 成 济 广 海 空 参 政 后 装")), digits(r, 6+r.IntN(3)))
	},
	near: func(r *rand.Rand) string {
		return fmt.Sprintf("%s字第%s号", pick(r, strings.Fields("京 沪文 国 粤环")), digits(r, 5))
	},
	fields: list("military_id officer_cert 军官证 军官证号 jgz 士官证号"), zh: list("军官证 军官证号 士官证"), en: list("~military_ID ~officer_card"),
	bare: true, alone: true,
}
