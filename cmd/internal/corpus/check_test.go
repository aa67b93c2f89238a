package corpus

import "testing"

// TestChecksFitPublishedNumbers holds the check digits here against numbers that
// standards and authorities print as examples.
func TestChecksFitPublishedNumbers(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"GB 11643-1999", mod112("11010519491231002"), "X"},
		{"GB 11643-1999, another", mod112("44052418800101001"), "4"},
		{"ISO/IEC 7812-1", luhn("411111111111111"), "1"},
		{"ISO/IEC 7812-1, American Express", luhn("37828224631000"), "5"},
		{"3GPP TS 23.003", luhn("49015420323751"), "8"},
		{"GB 32100-2015", mod31("91110000600037341"), "L"},
		{"GB 11714-1997", organisation("60003734"), "1"},
		{"ISO 13616", iban("GB", "WEST12345698765432"), "GB82WEST12345698765432"},
		{"ISO 13616, Germany", iban("DE", "370400440532013000"), "DE89370400440532013000"},
		{"ICAO Doc 9303, number", mrz("L898902C3"), "6"},
		{"ICAO Doc 9303, birth", mrz("740812"), "2"},
		{"ICAO Doc 9303, expiry", mrz("120415"), "9"},
		{"ICAO Doc 9303, all", mrz("L898902C36" + "7408122" + "1204159" + "ZE184226B<<<<<1"), "0"},
		{"Hong Kong", hkid("A123456"), "3"},
		{"Hong Kong, two letters", hkid("AB987654"), "3"},
		{"Taiwan", taiwan("A12345678"), "9"},
		{"Taiwan, resident", taiwan("A80000001"), "4"},
		{"Taiwan, old resident", taiwan("AC0123456"), "7"},
		{"Singapore", nric("S0000001"), "I"},
		{"Singapore, F", nric("F0000001"), "U"},
		{"NHS", nhs("943476591"), "9"},
		{"Korea", rrn("971013901990"), "2"},
		{"Japan", myNumber("12345678901"), "8"},
		{"Verhoeff", verhoeff("236"), "3"},
		{"Aadhaar", verhoeff("23412341234"), "6"},
		{"49 CFR 565", vin("1M8GDM9A_KP042788"), "X"},
		{"49 CFR 565, ones", vin("11111111_11111111"), "1"},
	} {
		if c.got != c.want {
			t.Errorf("%s: the check digit is %s, want %s", c.name, c.got, c.want)
		}
	}
}

// TestSingaporeSeriesM: the letters of M are those of F and G with J for M.
func TestSingaporeSeriesM(t *testing.T) {
	seen := map[string]bool{}
	for _, body := range []string{"M0000000", "M0000010", "M0000100", "M0001000", "M0010000", "M0100000", "M1000000", "M0000011", "M2000000", "M0000020", "M0000030", "M0000040"} {
		seen[nric(body)] = true
	}
	for l := range seen {
		if l == "M" || l < "J" {
			t.Errorf("the series M has no letter %s", l)
		}
	}
	if nric("M0000000") != "T" {
		t.Errorf("a sum of 3 stands for T, not %s", nric("M0000000"))
	}
}
