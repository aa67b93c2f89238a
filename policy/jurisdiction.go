package policy

import (
	"fmt"
	"slices"
	"strings"
)

// A Jurisdiction is an ISO 3166-1 alpha-2 code, upper case, or one of the sets
// "EU" and "EEA". CN is mainland China only: Hong Kong (HK), Macau (MO) and
// Taiwan (TW) have codes of their own.
type Jurisdiction string

// iso3166 holds the 249 officially assigned codes of ISO 3166-1 alpha-2.
const iso3166 = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ " +
	"BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
	"CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ " +
	"EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY " +
	"HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
	"KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY " +
	"MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
	"NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA " +
	"RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ " +
	"TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ " +
	"VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"

// eu are the 27 member states of the European Union since 2020-02-01; the
// European Economic Area adds Iceland, Liechtenstein and Norway.
const eu = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"

var (
	countries = strings.Fields(iso3166)
	sets      = map[string][]string{
		"EU":  strings.Fields(eu),
		"EEA": append(strings.Fields(eu), "IS", "LI", "NO"),
	}
	// misnamed are codes that people write for others.
	misnamed = map[string]string{
		"UK": "GB", "EL": "GR", "CHN": "CN", "PRC": "CN", "HKG": "HK", "MAC": "MO", "TWN": "TW",
		"USA": "US", "GER": "DE", "DEU": "DE", "GBR": "GB", "SGP": "SG", "JPN": "JP",
	}
)

// members returns the countries that a code stands for, or nil when it is none
// that is known here (a provider's "ASIA", say).
func members(code string) []string {
	if set := sets[code]; set != nil {
		return set
	}
	if _, ok := slices.BinarySearch(countries, code); ok {
		return []string{code}
	}
	return nil
}

// ParseJurisdiction reads a code. The error says what was meant, perhaps.
func ParseJurisdiction(s string) (Jurisdiction, error) {
	var j Jurisdiction
	err := j.set(s)
	return j, err
}

func (j *Jurisdiction) set(s string) error {
	if members(s) != nil {
		*j = Jurisdiction(s)
		return nil
	}
	up := strings.ToUpper(s)
	hint := "write two capital letters as in CN, HK, DE, or EU, EEA"
	if good := misnamed[up]; good != "" {
		hint = "did you mean " + good + "?"
	} else if members(up) != nil {
		hint = "did you mean " + up + "?"
	}
	return fmt.Errorf("%s is not an ISO 3166-1 country code; %s", quote(s), hint)
}

// expand returns all countries of a list of codes.
func expand(codes []Jurisdiction) map[string]bool {
	out := map[string]bool{}
	for _, c := range codes {
		for _, m := range members(string(c)) {
			out[m] = true
		}
	}
	return out
}
