package detectors

import (
	"strings"
	"testing"
	"time"
)

// endless are texts that go on for ever without a line break: what stands in them is
// repeated. Each makes some part of the engine start again and again.
var endless = map[string]string{
	"a digit": "1", "zeros": "0", "digits": "13912345678901", "digits and X": "1X", "a letter": "a", "a capital": "Z", "letters": "keyname",
	"letters and digits": "a1", "an escape of JSON": `\u4e2d`, "an escape of a URL": "%E4%B8", "percent signs": "%", "backslashes": `\`, "quotes": `"`, "apostrophes": "'",
	"an escape before digits": "%31", "ats": "@", "escaped ats": "%40", "addresses glued": "a@b.", "a local part": "a.b-c_d+e", "locals and ats": "abc.def@", "at domains": "@a.b",
	"Latin letters with marks": "é", "marked at": "éa@", "ampersands": "a&", "colons": ":", "hexadecimal groups": "a:b:c:", "IPv6": "2001:db8:", "MACs": "aa:bb:cc:dd:", "hyphened": "aa-bb-cc-dd-",
	"keys": "key=", "keys and values": "name=name&", "colon keys": "name:", "quoted keys": `"name":"`, "open quotes": `name="`, "Chinese keys": "姓名：", "wide colons": "：", "elements": "<name>", "greater than": ">",
	"open element": "<name>a", "passwords": "password=", "cookies": "Cookie: a=b; ", "set-cookies": "Set-Cookie: ", "queries": "?q=", "URLs": "http://", "URLs glued": "https://a.cn/", "a long URL": "/a/b",
	"user agents": "Mozilla/5.0 ", "bearers": "Bearer ", "JWTs": "eyJ", "private keys": "-----BEGIN ", "AKIAs": "AKIA", "hashes": "$2a$10$", "argon": "$argon2id$v=19$m=", "MRZ": "P<", "fillers": "<", "MRZ lines": "P<UTOERIKSSON<<ANNA<",
	"dots": ".", "dotted": "1.", "dotted quads": "10.0.0.1.", "decimals": "1.23456,", "degrees": "31°13'", "DMS": `31°13'47"N `, "dashes": "-", "dates": "2024-01-02", "dates and times": "2024-01-02T03:04:05.678Z ",
	"groups": "1234 ", "hyphen groups": "123-", "pluses": "+", "plus numbers": "+861", "double zeros": "0086 ", "brackets": "(010)", "parens": ")", "spaces": " ", "tabs": "\t", "commas": ",",
	"a mask": "*", "masks": "138****", "masked mail": "z**@q", "stars and digits": "1**", "Chinese": "中", "a surname": "张", "surnames": "欧阳张王李", "a province": "北京市", "an address": "北京市朝阳区建国路1号", "address words": "区路号楼", "cities": "北京上海广州",
	"regions": "朝阳区", "streets": "Main Street ", "house numbers": "12 High ", "names": "John Smith ", "John": "John", "plates": "京A", "plates and digits": "京A12345", "wide digits": "１", "wide letters": "Ａ", "half a wide digit": "\xef\xbc", "half a character": "\xe4", "continuations": "\x80", "zeros bytes": "\x00",
	"0xff": "\xff", "base64": "TWFuIGlzIGRpc3Rpbmd1aXNoZWQ", "base64 with signs": "ab+/cd==", "hexadecimal": "deadbeef01", "UUIDs": "123e4567-e89b-12d3-a456-426614174000", "UUIDs glued": "e89b-", "IBANs": "DE89370400440532013000", "letters of IBANs": "DE89 ",
	"braces": "{", "nested JSON": `{"name":`, "JSON arrays": `["`, "logs": "2024-01-02 INFO user=张伟 ", "ordinal": "No.", "carriage returns": "\r", "line feeds within": "a\r", "words of other things": "order id ", "words": "phone ", "words and numbers": "phone 13912345678 ", "cards": "4111111111111111 ", "4-4-4-4": "4111 1111 1111 1111 ",
	"resident IDs": "11010519491231002X", "resident IDs apart": "11010519491231002X ", "emails apart": "zhang@qq.com ", "underscores": "_", "snake": "user_name_", "camel": "userName", "ages": "12岁", "coordinates": "31.23041,121.4737 ", "coordinates glued": "31.23041,", "IMEIs": "490154203237518 ", "SIN": "046 454 286 ",
}

// Whatever goes on for ever takes time in proportion to its length: eight times as much
// of it takes less than 24 times as long, in one of several tries. Were one look to grow
// with what stands before or behind it, it would be 64 times.
func TestGrowthIsLinear(t *testing.T) {
	e := newEngine(t)
	const small, times, tries = 48 << 10, 8, 8
	scan := func(field string) func(c *column) {
		return func(c *column) { e.Scan(field, c.data, c.ends, func(Candidate) {}) }
	}
	ways := map[string]func(c *column){
		"Scan": scan(""), "Scan of a field of digests": scan("phone_md5"), "Scan of a field of names": scan("user_name"),
		"Text": func(c *column) { e.Text("", string(c.data)) },
	}
	for name, bit := range endless {
		text := strings.Repeat(bit, small*times/len(bit)+1)
		short, long := column{}, column{}
		short.add("%s", text[:small])
		long.add("%s", text[:small*times])
		for how, way := range ways {
			least, most := time.Hour, time.Hour
			for try := 1; ; try++ {
				least, most = min(least, timeOf(way, &short)), min(most, timeOf(way, &long))
				if most < 3*times*max(least, time.Millisecond) {
					break
				}
				if try == tries {
					t.Fatalf("%s of %s: %v for %d KiB, %v for %d times as much", how, name, least, small>>10, most, times)
				}
			}
		}
	}
}

func timeOf(way func(c *column), c *column) time.Duration {
	before := processorTime()
	way(c)
	return processorTime() - before
}
