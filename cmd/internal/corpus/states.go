package corpus

import (
	"encoding/base64"
	"encoding/hex"
	"math/rand/v2"
	"strings"
)

// A StateColumn is one field of a table some of whose values are not in the clear.
type StateColumn struct {
	Field, Kind string
	// Category is what the values are of, empty where they are of nothing.
	Category string
	Values   []string
	// States says of each value how it is held: "masked", "hashed", "encrypted", or
	// empty for values in the clear, for none and for traps.
	States []string
}

// StatesOf are the states that are measured.
func StatesOf() []string { return []string{"masked", "hashed", "encrypted"} }

// A guarded category is one that systems mask, hash and encrypt.
type guarded struct {
	category string
	make     func(*rand.Rand) string
	masks    []func(*rand.Rand, string) string
	fields   []string
	// stems are what the fields of digests and ciphertexts begin with.
	stems []string
}

// stars hides all but the first and last characters.
func stars(keepFirst, keepLast int, sign string) func(*rand.Rand, string) string {
	return func(_ *rand.Rand, s string) string {
		c := []rune(s)
		if len(c) <= keepFirst+keepLast {
			return s
		}
		return string(c[:keepFirst]) + strings.Repeat(sign, len(c)-keepFirst-keepLast) + string(c[len(c)-keepLast:])
	}
}

func maskedMail(_ *rand.Rand, s string) string {
	local, host, _ := strings.Cut(s, "@")
	return local[:1] + "***" + local[len(local)-1:] + "@" + host
}

func maskedGroups(_ *rand.Rand, s string) string {
	return s[:4] + " **** **** " + s[len(s)-4:]
}

func maskedPlace(_ *rand.Rand, s string) string {
	c := []rune(s)
	return string(c[:len(c)*2/3]) + "****"
}

var guardedCategories = []guarded{
	{"contact.mobile", mobile, []func(*rand.Rand, string) string{
		stars(3, 4, "*"), stars(0, 4, "*"), stars(3, 4, "x"), stars(3, 2, "*"), stars(3, 4, "＊"),
		func(_ *rand.Rand, s string) string { return s[:3] + " **** " + s[7:] },
		func(_ *rand.Rand, s string) string { return "+86 " + s[:3] + "****" + s[7:] },
		func(_ *rand.Rand, s string) string { return s[:3] + "-****-" + s[7:] },
	}, list("mobile phone_number 手机号 user.mobile receiver_mobile sjh"), list("mobile phone 手机号")},
	{"id.cn_resident", resident, []func(*rand.Rand, string) string{stars(6, 4, "*"), stars(3, 4, "*"), stars(1, 1, "*"), stars(4, 2, "*"), stars(10, 4, "*")},
		list("id_card idCardNo 身份证号 身份证号码"), list("id_card idcard 身份证号")},
	{"finance.bank_card", card, []func(*rand.Rand, string) string{stars(6, 4, "*"), stars(0, 4, "*"), stars(4, 4, "•"), maskedGroups},
		list("card_no bankCardNo 银行卡号"), list("bank_card card_no 银行卡号")},
	{"contact.email", email, []func(*rand.Rand, string) string{maskedMail, func(_ *rand.Rand, s string) string { return "***" + s[strings.IndexByte(s, '@'):] }},
		list("email userEmail 邮箱"), list("email 邮箱")},
	{"identity.name", chineseName, []func(*rand.Rand, string) string{stars(1, 0, "*"), stars(0, 1, "*"),
		func(_ *rand.Rand, s string) string { return string([]rune(s)[:1]) + "**" }},
		list("real_name 姓名 receiver_name"), list("real_name 姓名")},
	{"contact.address", chineseAddress, []func(*rand.Rand, string) string{maskedPlace}, list("address 收货地址"), list("address 收货地址")},
	{"vehicle.plate", plate, []func(*rand.Rand, string) string{stars(2, 2, "*"), stars(3, 1, "*")}, list("plate_no 车牌号"), list("plate_no 车牌号")},
	{"device.imei", imei, []func(*rand.Rand, string) string{stars(6, 4, "*"), stars(0, 6, "*")}, list("imei"), list("imei")},
}

// digest has the form of a digest of 16, 20, 32 or 64 bytes.
func digest(r *rand.Rand) func() string {
	n := pick(r, []int{32, 40, 64, 128})
	if r.IntN(4) == 0 {
		return func() string { return strings.ToUpper(hexes(r, n)) }
	}
	return func() string { return hexes(r, n) }
}

// ciphertext has the form of blocks of sixteen bytes as databases hold them, or of
// what a tool writes around them.
func ciphertext(r *rand.Rand) func() string {
	blocks := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.IntN(256))
		}
		return b
	}
	std := base64.StdEncoding.EncodeToString
	switch r.IntN(5) {
	case 0:
		return func() string { return "ENC(" + std(blocks(16+16*r.IntN(3))) + ")" }
	case 1:
		return func() string { return "vault:v1:" + std(blocks(12+11+16)) }
	case 2:
		return func() string { return "gAAAAA" + base64.URLEncoding.EncodeToString(blocks(69)) }
	}
	return func() string { return std(blocks(16 + 16*r.IntN(2))) }
}

// hexCiphertext is the same as digits; it is told from a digest by the field's name.
func hexCiphertext(r *rand.Rand) func() string {
	return func() string {
		b := make([]byte, 16+16*r.IntN(2))
		for i := range b {
			b[i] = byte(r.IntN(256))
		}
		return hex.EncodeToString(b)
	}
}

// StateColumns makes columns of about the given number of rows whose values are
// masked, hashed or encrypted, columns half of which are, and columns that look so
// and hold none.
func StateColumns(r *rand.Rand, rows int) []StateColumn {
	var out []StateColumn
	for _, g := range guardedCategories {
		for _, field := range g.fields {
			for _, mask := range g.masks {
				out = append(out, g.column(r, field, "masked", rows, func() string { return mask(r, g.make(r)) }))
			}
			out = append(out, g.column(r, field, "hashed", rows, digest(r)))
		}
		for _, stem := range g.stems {
			for _, end := range list("_md5 _sha256 _hash MD5 Hash _digest") {
				out = append(out, g.column(r, stem+end, "hashed", rows, digest(r)))
			}
			for _, end := range list("_enc _encrypted _cipher Encrypt _aes") {
				out = append(out, g.column(r, stem+end, "encrypted", rows, ciphertext(r)), g.column(r, stem+end, "encrypted", rows, hexCiphertext(r)))
			}
			if stem[0] >= 0x80 {
				out = append(out, g.column(r, stem+"密文", "encrypted", rows, ciphertext(r)), g.column(r, stem+"哈希", "hashed", rows, digest(r)))
			}
		}
	}
	for _, t := range openTraps {
		for _, field := range t.fields {
			c := StateColumn{Field: field, Kind: "trap " + t.name}
			for range rows {
				c.Values, c.States = append(c.Values, t.make(r)), append(c.States, "")
			}
			out = append(out, c)
		}
	}
	return out
}

// column fills a column with values in a state, every third of a masked column in the
// clear.
func (g *guarded) column(r *rand.Rand, field, state string, rows int, make func() string) StateColumn {
	c := StateColumn{Field: field, Kind: "column of what is " + state, Category: g.category}
	mix := state == "masked" && r.IntN(2) == 0
	for range rows/2 + r.IntN(rows) {
		v, s := make(), state
		switch n := r.IntN(30); {
		case n == 0:
			v, s = "", ""
		case mix && n < 10:
			v, s = g.make(r), ""
		}
		c.Values, c.States = append(c.Values, v), append(c.States, s)
	}
	return c
}

// openTraps look masked, hashed or encrypted and are of nobody.
var openTraps = []trap{
	{name: "digest of a file", make: func(r *rand.Rand) string { return hexes(r, pick(r, []int{32, 40, 64})) }, fields: list("md5 etag file_md5 sha256 content_hash commit checksum 文件摘要 image_digest")},
	{name: "identifier in base64", make: func(r *rand.Rand) string {
		return base64.StdEncoding.EncodeToString([]byte(alnum(r, 16)))
	}, fields: list("cursor next_page content_md5 nonce value c3")},
	{name: "glob", make: func(r *rand.Rand) string {
		return pick(r, []string{"/data/**/" + lower(r, 4) + "/*.gz", "*." + lower(r, 5) + ".cn", "src/**", lower(r, 4) + "-*", "**/*.go"})
	}, fields: list("pattern path_glob rule exclude domain_pattern 匹配规则")},
	{name: "emphasis", make: func(r *rand.Rand) string {
		return pick(r, []string{"**注意**：请先备份", "this is **bold** text", "*** 已取消 ***", "a**b + c", "SELECT * FROM t WHERE a = 1", "/* comment */"})
	}, fields: list("remark description 备注 note")},
	{name: "stars of a rating", make: func(r *rand.Rand) string { return strings.Repeat("*", 1+r.IntN(5)) }, fields: list("rating stars 评分 level")},
	{name: "size", make: func(r *rand.Rand) string {
		return digits(r, 3) + pick(r, []string{"*", "x", "×", " x "}) + digits(r, 3) + pick(r, []string{"", "*" + digits(r, 2)})
	}, fields: list("size resolution 尺寸 规格 dimension")},
	{name: "wildcard of a part", make: func(r *rand.Rand) string { return upper(r, 2) + "-" + digits(r, 3) + "xxx" + digits(r, 2) }, fields: list("part_no 型号 model_no")},
}
