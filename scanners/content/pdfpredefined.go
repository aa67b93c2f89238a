package content

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// The predefined maps of composite fonts (ISO 32000-2, 9.7.5.2) are the charsets of
// their countries, in eight bits or, as "GB-H" is, in the seven of ISO 2022.

// pdfCharsets are the charsets by the name of the map without its direction. Names
// that end in "-" begin those of several. Those without a charset are of none that is
// known here: their codes have lengths, and their characters are a gap.
var pdfCharsets = []struct {
	name    string
	charset encoding.Encoding
	seven   bool
}{
	{"GB", simplifiedchinese.GB18030, true},
	{"GB-", simplifiedchinese.GB18030, false}, {"GBpc-", simplifiedchinese.GB18030, false}, {"GBK", simplifiedchinese.GB18030, false},
	{"GBK-", simplifiedchinese.GB18030, false}, {"GBKp-", simplifiedchinese.GB18030, false}, {"GBK2K", simplifiedchinese.GB18030, false},
	{"B5", traditionalchinese.Big5, false}, {"B5pc", traditionalchinese.Big5, false}, {"ETen-", traditionalchinese.Big5, false},
	{"ETenms-", traditionalchinese.Big5, false}, {"HKscs-", traditionalchinese.Big5, false},
	{"", japanese.EUCJP, true}, {"78", japanese.EUCJP, true}, {"Add", japanese.EUCJP, true}, {"Ext", japanese.EUCJP, true}, {"NWP", japanese.EUCJP, true},
	{"EUC", japanese.EUCJP, false}, {"78-EUC", japanese.EUCJP, false},
	{"KSC", korean.EUCKR, true}, {"KSC-EUC", korean.EUCKR, false}, {"KSCms-", korean.EUCKR, false}, {"KSCpc-", korean.EUCKR, false},
}

// predefined gives the font what is known of a map by its name.
func (n *pdfFont) predefined(name string) {
	if name == "H" || name == "V" {
		name = ""
	}
	name = strings.TrimSuffix(strings.TrimSuffix(name, "-H"), "-V")
	if strings.Contains(name, "RKSJ") {
		n.charset = japanese.ShiftJIS
	}
	for _, c := range pdfCharsets {
		if name == c.name || strings.HasSuffix(c.name, "-") && strings.HasPrefix(name, c.name) {
			n.charset, n.seven = c.charset, c.seven
		}
	}
	n.blind = n.charset == nil
	n.cns = strings.HasPrefix(name, "CNS")
	n.seen = map[pdfCode]string{}
}

// eight is a code of seven bits in the eight of its charset.
func eight(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] |= 0x80
	}
	return string(b)
}
