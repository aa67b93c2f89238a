package detectors

import (
	"strconv"

	"github.com/nyaruka/phonenumbers"
)

// exactKind asks the metadata about a whole number, through its parser.
func exactKind(cc int, national string) lineKind {
	n, err := phonenumbers.Parse("+"+strconv.Itoa(cc)+national, "ZZ")
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return noLine
	}
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.MOBILE, phonenumbers.PAGER:
		return mobileLine
	case phonenumbers.FIXED_LINE, phonenumbers.PERSONAL_NUMBER, phonenumbers.VOIP:
		return fixedLine
	case phonenumbers.FIXED_LINE_OR_MOBILE:
		return eitherLine
	}
	return serviceLine
}
