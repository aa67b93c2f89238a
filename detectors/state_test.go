package detectors

import (
	"fmt"
	"strings"
	"testing"
)

// states scans one value and lists what is not in the clear as category:state:text,
// and what is valid as category:clear:text.
func states(t *testing.T, e *Engine, field, value string) string {
	t.Helper()
	var out []string
	e.Scan(field, []byte(value+"\n"), []int32{int32(len(value))}, func(c Candidate) {
		if c.State != Clear && c.Valid {
			t.Errorf("%s %q: a %s candidate is valid", field, value, c.State)
		}
		if c.Valid || c.State != Clear {
			out = append(out, fmt.Sprintf("%s:%s:%s", c.Category, c.State, value[c.Start:c.End]))
		}
	})
	return strings.Join(out, " ")
}

const (
	md5hex    = "5f4dcc3b5aa765d61d8327deb882cf99"
	sha1hex   = "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8"
	sha256hex = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"
)

// Masked values are told by their form anywhere, digests and ciphertexts in fields
// whose name speaks of a category. "" means that nothing of the kind is there.
func TestStates(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ field, value, want string }{
		// Masks that show what they are.
		{"", "138****8000", "contact.mobile:masked:138****8000"},
		{"mobile", "138****8000", "contact.mobile:masked:138****8000"},
		{"remark", "尾号 138****8000 的客户来电", "contact.mobile:masked:138****8000"},
		{"", "called +86 138****8000, no answer", "contact.mobile:masked:+86 138****8000"},
		{"", "138 **** 8000", "contact.mobile:masked:138 **** 8000"},
		{"", "138-****-8000", "contact.mobile:masked:138-****-8000"},
		{"", "1390***4567", "contact.mobile:masked:1390***4567"},
		{"", "110105********0021", "id.cn_resident:masked:110105********0021"},
		{"", "证件 110105********002X。", "id.cn_resident:masked:110105********002X"},
		{"", "110***********0021", "id.cn_resident:masked:110***********0021"},
		{"", "440524****0014", "id.cn_resident:masked:440524****0014"},
		{"", "6222 **** **** 1234", "finance.bank_card:masked:6222 **** **** 1234"},
		{"", "622202******1234", "finance.bank_card:masked:622202******1234"},
		{"", "**** **** **** 1234", "finance.bank_card:masked:**** **** **** 1234"},
		{"", "6222********1234567", ""},
		{"", "0571-8765****", ""},
		{"", "0571-****1234", "contact.phone:masked:0571-****1234"},
		{"card_no", "379999*****3158", "finance.bank_card:masked:379999*****3158"},
		{"card_no", "622202********1234", "finance.bank_card:masked:622202********1234"},
		{"mobile", "110105********0021", "id.cn_resident:masked:110105********0021"},
		{"imei", md5hex, "device.imei:hashed:" + md5hex},
		{"mac", md5hex, "device.mac:hashed:" + md5hex},
		{"address", sha256hex, "contact.address:hashed:" + sha256hex},
		{"address", "0x" + sha256hex, ""},
		{"address", sha1hex, ""},
		{"", "z***@qq.com", "contact.email:masked:z***@qq.com"},
		{"", `{"to":"zh**an@qq.com"}`, "contact.email:masked:zh**an@qq.com"},
		{"", "***@163.com", "contact.email:masked:***@163.com"},
		{"", "**zhang@qq.com**", "contact.email:clear:zhang@qq.com"},
		{"", "**zhang@qq.com is the address** of", "contact.email:clear:zhang@qq.com"},
		// Masks that a name explains.
		{"mobile", "138xxxx8000", "contact.mobile:masked:138xxxx8000"},
		{"手机号", "138＊＊＊＊8000", "contact.mobile:masked:138＊＊＊＊8000"},
		{"code", "************1234", ""},
		{"bank_card", "************1234", "finance.bank_card:masked:************1234"},
		{"id_card", "1****************2", "id.cn_resident:masked:1****************2"},
		{"email", "****", "contact.email:masked:****"},
		{"id_card_masked", "110105****", "id.cn_resident:masked:110105****"},
		// What has stars and is no mask.
		{"", "2**10 and 138 ** 2", ""},
		{"", "/*****13800*****/", ""},
		{"", "rate ****1234", ""},
		{"", "char **argv", ""},
		{"", "**138**", ""},
		{"remark", "138xxxx8000", ""},
		// Digests.
		{"phone_md5", md5hex, "contact.mobile:hashed:" + md5hex},
		{"mobileSha256", sha256hex, "contact.mobile:hashed:" + sha256hex},
		{"mobile_hash", strings.ToUpper(sha1hex), "contact.mobile:hashed:" + strings.ToUpper(sha1hex)},
		{"id_card_md5", md5hex, "id.cn_resident:hashed:" + md5hex},
		{"idcardmd5", md5hex, "id.cn_resident:hashed:" + md5hex},
		{"手机号摘要", md5hex, "contact.mobile:hashed:" + md5hex},
		{"mobile", sha256hex, "contact.mobile:hashed:" + sha256hex},
		{"user.email_hash", "XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=", "contact.email:hashed:XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg="},
		{"mobile", "XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=", "contact.mobile:hashed:XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg="},
		{"file_md5", md5hex, ""},
		{"trace_id", md5hex, ""},
		{"", md5hex, ""},
		{"phone_count", md5hex, ""},
		// Ciphertexts.
		{"phone_enc", "q83vASNFZ4mrze8BI0VniQ==", "contact.mobile:encrypted:q83vASNFZ4mrze8BI0VniQ=="},
		{"id_card", "XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=", "id.cn_resident:encrypted:XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg="},
		{"id_card_cipher", sha256hex, "id.cn_resident:encrypted:" + sha256hex},
		{"mobile", "ENC(q83vASNFZ4mrze8BI0VniQ==)", "contact.mobile:encrypted:ENC(q83vASNFZ4mrze8BI0VniQ==)"},
		{"mobile", "vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w==", "contact.mobile:encrypted:vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w=="},
		{"email", "gAAAAABmQ2FsbG9mdGhld2lsZDEyMzQ1Njc4OTAxMjM0", "contact.email:encrypted:gAAAAABmQ2FsbG9mdGhld2lsZDEyMzQ1Njc4OTAxMjM0"},
		{"mobile", "internationalization/of/Everything", ""},
		{"email", "Customer-Service-Department-Of-Shanghai", ""},
		// In the clear.
		{"mobile", "13812345678", "contact.mobile:clear:13812345678"},
		{"phone_md5", "13812345678", "contact.mobile:clear:13812345678"},
	} {
		if got := states(t, e, c.field, c.value); got != c.want {
			t.Errorf("%q: %q\n got %s\nwant %s", c.field, c.value, got, c.want)
		}
	}
}

// The lines of a value that is an array are values each, and rows keep their numbers.
func TestStatesOfArraysAndRows(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	data := "138****8000\n139****0001\n13812345678\n\n" + md5hex + "\n"
	var got []string
	e.Scan("mobiles", []byte(data), []int32{23, 35, 36, int32(len(data) - 1)}, func(c Candidate) {
		if c.Valid || c.State != Clear {
			got = append(got, fmt.Sprintf("%d:%s:%s:%v", c.Row, c.State, data[c.Start:c.End], c.Whole))
		}
	})
	want := "[0:masked:138****8000:true 0:masked:139****0001:true 1:clear:13812345678:true]"
	if s := fmt.Sprint(got); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	got = nil
	e.Scan("mobile", []byte(data), []int32{23, 35, 36, int32(len(data) - 1)}, func(c Candidate) {
		got = append(got, fmt.Sprintf("%d:%s", c.Row, c.State))
	})
	if s := fmt.Sprint(got); s != "[0:masked 0:masked 1:clear 3:hashed]" {
		t.Errorf("got %s", s)
	}
}

// What is masked is no match in text.
func TestMaskedIsNoMatch(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"zh**an@qq.com", "手机 138****8000", "卡号 6222 **** **** 1234"} {
		if m := e.Text("", text); len(m) != 0 {
			t.Errorf("%q: %v", text, m)
		}
	}
	if m := e.Text("", "zh**an@qq.com, 13812345678"); len(m) != 1 || m[0].Category != "contact.mobile" {
		t.Errorf("beside a masked address: %v", m)
	}
}

func TestStateVerdicts(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		field string
		state State
		n, of int64
		want  string
	}{
		{"mobile", Masked, 90, 100, "high [header masked]"},
		{"mobile", Masked, 10, 100, "medium [header masked]"},
		{"note", Masked, 90, 100, "medium [masked]"},
		{"note", Masked, 2, 100, "low [masked]"},
		{"mobile", Hashed, 100, 100, "medium [header hashed]"},
		{"mobile_md5", Hashed, 100, 100, "high [header hashed]"},
		{"mobile_enc", Encrypted, 100, 100, "high [header encrypted]"},
		{"mobile_md5", Hashed, 0, 100, "none []"},
	} {
		v := e.Judge("contact.mobile", c.field, Evidence{Values: c.of, WellFormed: c.n, Valid: c.n, State: c.state})
		if got := fmt.Sprintf("%s %v", v.Confidence, v.Reasons); got != c.want || v.Unresolved {
			t.Errorf("%s %s: %s, want %s", c.field, c.state, got, c.want)
		}
	}
}
