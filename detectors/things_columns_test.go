package detectors

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// withLuhn appends the digit that makes body right, by another sum than the
// detectors'.
func withLuhn(body string) string {
	for c := '0'; ; c++ {
		if luhnBySum(body + string(c)) {
			return body + string(c)
		}
	}
}

// genVIN makes a number of no maker. The values of the letters are written out, as
// 49 CFR 565.15 has them.
func genVIN(r *rand.Rand) string {
	const signs, values = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ", "012345678912345678123457923456789"
	b := []byte("LZZ" + string("BCDEFGHJ"[r.IntN(8)]) + digits(r, 4) + "0R0" + digits(r, 6))
	sum := 0
	for i, w := range [17]int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2} {
		sum += w * int(values[strings.IndexByte(signs, b[i])]-'0')
	}
	b[8] = "0123456789X"[sum%11]
	return string(b)
}

// genUSCC makes the code of an organisation of the test area.
func genUSCC(r *rand.Rand) string {
	const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	body := "91" + testArea + "MA" + digits(r, 7)
	sum, weight := 0, 1
	for i := range body {
		sum += weight * strings.IndexByte(signs, body[i])
		weight = weight * 3 % 31
	}
	return body + string(signs[(31-sum%31)%31])
}

func genIBAN(r *rand.Rand) string {
	bban := "00000000" + digits(r, 10)
	rest := 0
	for _, c := range bban + "131400" { // D is 13, E is 14
		rest = (rest*10 + int(c-'0')) % 97
	}
	return fmt.Sprintf("DE%02d%s", 98-rest, bban)
}

// things are columns of devices, vehicles, accounts and places.
func things(r *rand.Rand) map[Category]func() string {
	return map[Category]func() string{
		"device.imei":          func() string { return withLuhn("3599999" + digits(r, 7)) },
		"device.imsi":          func() string { return "46000" + digits(r, 10) },
		"device.iccid":         func() string { return withLuhn("898600" + digits(r, 13)) },
		"device.mac":           func() string { return fmt.Sprintf("f0:18:98:%02x:%02x:%02x", r.IntN(256), r.IntN(256), r.IntN(256)) },
		"vehicle.plate":        func() string { return "京A" + digits(r, 5) },
		"vehicle.vin":          func() string { return genVIN(r) },
		"org.uscc":             func() string { return genUSCC(r) },
		"finance.bank_account": func() string { return genIBAN(r) },
		"location.precise":     func() string { return fmt.Sprintf("%.6f,%.6f", 20+30*r.Float64(), 80+50*r.Float64()) },
	}
}

// A column of them is told without a name, but for numbers without a check digit,
// and for nothing else than what it is; and with its name.
func TestThingsInColumns(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(3, 3))
	names := map[Category]string{
		"device.imei": "imei", "device.imsi": "imsi", "device.iccid": "iccid", "device.mac": "mac", "vehicle.plate": "车牌号", "vehicle.vin": "vin",
		"org.uscc": "统一社会信用代码", "finance.bank_account": "iban", "location.precise": "坐标",
	}
	gens := things(r)
	for _, cat := range slices.Sorted(mapKeys(gens)) {
		values := many(300, gens[cat])
		for _, field := range []string{"", "value", names[cat]} {
			want := High
			if cat == "device.imsi" && field != names[cat] {
				want = None
			}
			got := best(e, field, values)
			if got[cat].Confidence != want {
				t.Errorf("300 of %s in a field %q: %+v, want %s", cat, field, got[cat], want)
			}
			for c, v := range got {
				if c != cat && v.Confidence >= Medium {
					t.Errorf("300 of %s in a field %q are %s of confidence %s: %v", cat, field, c, v.Confidence, v.Reasons)
				}
			}
		}
	}
}

// Numbers of one length that are of several categories go to the one that the name,
// the word, or the stronger check speaks of.
func TestThingsCompete(t *testing.T) {
	e := newEngine(t)
	jcb := withLuhn("352899970000123")
	sim := withLuhn("898600999123456789")
	for _, test := range []struct {
		field, text string
		want        string
	}{
		{"", jcb, "finance.bank_card"},
		{"imei", jcb, "device.imei"},
		{"", "IMEISV " + jcb, "device.imei"},
		{"", "信用卡 " + jcb, "finance.bank_card"},
		{"card_no", jcb, "finance.bank_card"},
		{"", sim, "device.iccid"},
		{"", "ICCID " + sim, "device.iccid"},
		{"imsi", "460001234567890", "device.imsi"},
		{"imei", "460001234567890", ""},
		{"", "378282246310005", "finance.bank_card"},
		{"imei", withLuhn("35999990123456"), "device.imei"},
		{"account_no", "6299000012345671", "finance.bank_card"},
		{"account_no", "0200999909000000001", "finance.bank_account"},
		{"device_mac", "f0:18:98:aa:10:2c", "device.mac"},
		{"", "fe80::f218:98ff:feaa:102c", ""},
	} {
		var got []string
		for _, m := range e.Text(test.field, test.text) {
			if !strings.HasPrefix(string(m.Category), "online.") {
				got = append(got, string(m.Category))
			}
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%q in a field %q: %q, want %q", test.text, test.field, s, test.want)
		}
	}
}

// The examples of the standards, and of those who explain them.
func TestVectorsOfThings(t *testing.T) {
	e := newEngine(t)
	for _, test := range []struct {
		cat          Category
		field, value string
	}{
		{"device.imei", "", "490154203237518"},                          // 3GPP TS 23.003 Annex B
		{"device.imei", "", "35-209900-176148-1"},                       // the same in groups
		{"device.meid", "meid", "A0000000002329"},                       // 3GPP2 S.R0048
		{"device.mac", "", "00-00-5E-00-53-01"},                         // RFC 7042
		{"vehicle.vin", "", "1M8GDM9AXKP042788"},                        // 49 CFR 565.15
		{"org.uscc", "", "91110000600037341L"},                          // python-stdnum
		{"finance.bank_account", "", "GB82 WEST 1234 5698 7654 32"},     // ISO 13616
		{"finance.bank_account", "", "MT84MALT011000012345MTLCAST001S"}, // registry of SWIFT
	} {
		if got := valid(e, test.cat, test.field, test.value); len(got) != 1 || got[0] != test.value {
			t.Errorf("%s %s: %v", test.cat, test.value, got)
		}
	}
}

// Every form of the registry of SWIFT has a length that ISO 13616 allows.
func TestIBANForms(t *testing.T) {
	count := 0
	for _, f := range ibanByCountry {
		if f.country == "" {
			continue
		}
		count++
		if n := 4 + len(f.signs); n < 15 || n > maxIBAN || strings.Trim(f.signs, "nac") != "" {
			t.Errorf("%s has %d characters, %q", f.country, n, f.signs)
		}
	}
	if count < 85 {
		t.Errorf("%d countries", count)
	}
}
