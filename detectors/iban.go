package detectors

import (
	"slices"
	"strings"
)

// ibanForms are what follows the country and its two check digits, as the registry of
// SWIFT has it: numbers of digits (n), letters (a) and either (c).
const ibanForms = `AD8n12c AE19n AL8n16c AT16n AX14n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c CH5n12c CR18n CY8n16c CZ20n
	DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c GT24c HN4a20n HR17n HU24n
	IE4a14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MC10n11c2n MD20c
	ME18n MK3n10c2n MN16n MR23n MT4a5n18c MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c
	SA2n18c SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n VG4a16n XK16n YE4a4n18c`

// maxIBAN is the longest of them, in characters.
const maxIBAN = 34

type ibanForm struct {
	country string
	signs   string // one of n, a, c for each character behind the check digits
}

// ibanByCountry holds the forms by the letters of the country.
var ibanByCountry = func() *[26 * 26]ibanForm {
	t := &[26 * 26]ibanForm{}
	for _, f := range strings.Fields(ibanForms) {
		signs, count := "", 0
		for _, c := range f[2:] {
			if c >= '0' && c <= '9' {
				count = count*10 + int(c-'0')
				continue
			}
			signs += strings.Repeat(string(c), count)
			count = 0
		}
		t[beginning(f[0], f[1])] = ibanForm{f[:2], signs}
	}
	return t
}()

// ibanLengths lists the lengths that occur.
func ibanLengths() (out []int) {
	for _, f := range ibanByCountry {
		if f.country != "" && !slices.Contains(out, 4+len(f.signs)) {
			out = append(out, 4+len(f.signs))
		}
	}
	slices.Sort(out)
	return out
}

// ibanSamples are the examples that banks and standards print.
var ibanSamples = map[string]bool{}

func init() {
	for _, s := range strings.Fields(`GB82WEST12345698765432 GB29NWBK60161331926819 GB33BUKB20201555555555 DE89370400440532013000 FR1420041010050500013M02606
		NL91ABNA0417164300 NO9386011117947 BE68539007547034 CH9300762011623852957 ES9121000418450200051332 IT60X0542811101000000123456 SE4550000000058398257466
		AT611904300234573201 DK5000400440116243 FI2112345600000785 IE29AIBK93115212345678 PL61109010140000071219812874 PT50000201231234567890154
		SA0380000000608010167519 AE070331234567890123456 LU280019400644750000 MT84MALT011000012345MTLCAST001S TR330006100519786457841326`) {
		ibanSamples[s] = true
	}
}

// iban judges a token that begins like an IBAN, alone or as the first of groups of
// four with one and the same space or hyphen between them.
func (n *number) iban() finding {
	d := n.digits
	if !isLetter(d[0]) || !isLetter(d[1]) || !isDigit(d[2]) || !isDigit(d[3]) {
		return finding{}
	}
	form := &ibanByCountry[beginning(d[0], d[1])]
	want := 4 + len(form.signs)
	if form.country == "" || len(d) != 4 && len(d) != want || (d[0] >= 'a') != (d[1] >= 'a') {
		return finding{}
	}
	var v [maxIBAN]byte
	k := copy(v[:], d)
	end := n.end
	if len(d) == 4 {
		if end >= len(n.data) || n.data[end] != ' ' && n.data[end] != '-' {
			return finding{}
		}
		for sep := n.data[end]; k < want; {
			size := min(4, want-k)
			if end+1+size > len(n.data) || n.data[end] != sep {
				return finding{}
			}
			k += copy(v[k:], n.data[end+1:end+1+size])
			end += 1 + size
		}
		if !wordEnds(n.data, n.start, end) {
			return finding{}
		}
	}
	upperInto(v[:want], v[:want])
	for i, sign := range []byte(form.signs) {
		c := v[4+i]
		if digit, letter := isDigit(c), c >= 'A' && c <= 'Z'; !digit && !letter || sign == 'n' && !digit || sign == 'a' && !letter {
			return finding{}
		}
	}
	n.end = end
	check := decimal(v[2:4])
	var turned [maxIBAN]byte
	copy(turned[copy(turned[:], v[4:want]):], v[:4])
	f := finding{formed: true, valid: check >= 2 && check <= 98 && mod97(turned[:want])}
	f.known = f.valid && ibanSamples[string(v[:want])]
	return f
}

// ibanShapes says how the tokens begin that may be an IBAN or its first group.
func ibanShapes() map[int]string {
	out := map[int]string{4: "aa99"}
	for _, n := range ibanLengths() {
		out[n] = "aa99"
	}
	return out
}
