package detectors

import (
	"strings"
	"testing"
)

func TestHeader(t *testing.T) {
	e := newEngine(t)
	for _, test := range []struct{ field, want string }{
		{"id_card", "id.cn_resident:full"},
		{"idCard", "id.cn_resident:full"},
		{"ID-Card", "id.cn_resident:full"},
		{"IDCARD", "id.cn_resident:full"},
		{"IDCardNo", "id.cn_resident:full"},
		{"id_card_no", "id.cn_resident:full"},
		{"ＩＤ＿ＣＡＲＤ", "id.cn_resident:full"},
		{"customer.idCardNumber", "id.cn_resident:full"},
		{"sfzh", "id.cn_resident:full"},
		{"zjh", "id.cn_resident:weak"},
		{"客户身份证号码", "id.cn_resident:full"},
		{"收货人手机号", "contact.mobile:full"},
		{"手机号归属地", "contact.mobile:weak"},
		{"student_id_card", "id.cn_resident:full"},
		{"userIdCardNo", "id.cn_resident:full"},
		{"user_id", "account.user_id:full"},
		{"SIM卡号", "device.iccid:full"},
		{"sim 卡号", "device.iccid:full"},
		{"设备SIM卡号", "device.iccid:full"},
		{"ETC卡号", ""},
		{"IP地址", "online.ip:weak"},
		{"MAC地址", "device.mac:full"},
		{"mac_地址", "device.mac:full"},
		{"登录IP", "online.ip:full"},
		{"登录 ip", "online.ip:full"},
		{"登录IPv4", "online.ip:full"},
		{"身份证ID", "id.cn_resident:full"},
		{"ＱＱ号", "contact.im:full"},
		{"用户Id", "account.user_id:full"},
		{"订单ID", ""},
		{"user.contact.phoneNumber", "contact.mobile:full contact.phone:full"},
		{"a[].mobile", "contact.mobile:full"},
		{"$.items[*].mobilePhone", "contact.mobile:full"},
		{"phone1", "contact.mobile:full contact.phone:full"},
		{"phone_model", "device.info:full"},
		{"phone_count", "contact.mobile:weak contact.phone:weak"},
		{"sj", "contact.mobile:weak"},
		{"fax", "contact.phone:full"},
		{"email", "contact.email:full"},
		{"e_mail", "contact.email:full"},
		{"E-Mail", "contact.email:full"},
		{"emailAddress", "contact.email:full"},
		{"email_verified", "contact.email:weak"},
		{"yx", "contact.email:weak"},
		{"card_no", "finance.bank_card:full"},
		{"bankCardNo", "finance.bank_card:full"},
		{"银行卡号", "finance.bank_card:full"},
		{"kh", "finance.bank_card:weak"},
		{"member_card_no", ""},
		{"会员卡号", ""},
		{"simCardNo", "device.iccid:full"},
		{"order_no", ""},
		{"headphones", ""},
		{"microphone", ""},
		{"automobile", ""},
		{"telemetry", ""},
		{"panel", ""},
		{"idle", ""},
		{"surface", ""},
		{"hotel", ""},
		{"", ""},
		{"id", ""},
		{"name", "identity.name:weak"},
	} {
		var got []string
		for _, h := range e.Header(test.field) {
			got = append(got, string(h.Category)+":"+h.Strength)
		}
		if s := strings.Join(got, " "); s != test.want && !sameWords(s, test.want) {
			t.Errorf("%q: %q, want %q", test.field, s, test.want)
		}
	}
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return false
	}
	in := map[string]bool{}
	for _, w := range x {
		in[w] = true
	}
	for _, w := range y {
		if !in[w] {
			return false
		}
	}
	return true
}

// A word counts within thirty characters, in the same line, and the nearest one
// wins.
func TestKeywords(t *testing.T) {
	e := newEngine(t)
	for _, test := range []struct {
		text string
		want Confidence
	}{
		{"手机：13012345678", High},
		{"手机" + strings.Repeat("啊", 30) + "13012345678", High},
		{"手机" + strings.Repeat("啊", 31) + "13012345678", Medium},
		{"手机\n13012345678", Medium},
		{"订单号：13012345678", None},
		{"订单号 A1 手机：13012345678", High},
		{"手机 A1 订单号：13012345678", None},
		{"订单号\n13012345678", Medium},
		{"13012345678 手机", High},
		{"13012345678，订单号 A1", Medium},
		{"订单号 13012345678 手机 13112345678", None},
		{"cell phone number: 13012345678", High},
		{"shouji 13012345678", High},
		{"sj 13012345678", Medium},
		{"microphone 13012345678", Medium},
	} {
		got := None
		if m := e.Text("", test.text); len(m) > 0 && m[0].Start < 120 && strings.HasPrefix(test.text[m[0].Start:], "13012345678") {
			got = m[0].Confidence
		}
		if got != test.want {
			t.Errorf("%q: %s, want %s", test.text, got, test.want)
		}
	}
}
