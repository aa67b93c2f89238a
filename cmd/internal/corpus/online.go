package corpus

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
)

// address draws an address of the public Internet.
func publicIP(r *rand.Rand) string {
	first := pick(r, []int{36, 42, 58, 61, 101, 111, 114, 117, 119, 120, 123, 180, 183, 202, 210, 218, 221, 223, 5, 31, 46, 62, 77, 81, 91})
	return fmt.Sprintf("%d.%d.%d.%d", first, 20+r.IntN(200), r.IntN(256), 1+r.IntN(254))
}

func publicIPv6(r *rand.Rand) string {
	return fmt.Sprintf("240%s:%s:%s:%s::%s", drawn(r, "89e", 1), hexes(r, 4), hexes(r, 3), "1"+hexes(r, 3), "a"+hexes(r, 2))
}

var agents = []string{
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/%d.3 Safari/605.1.15",
	"Mozilla/5.0 (Linux; Android 14; PJD110) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Mobile Safari/537.36",
	"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.%d",
	"Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:%[1]d.0) Gecko/20100101 Firefox/%[1]d.0",
}

func userAgent(r *rand.Rand) string { return fmt.Sprintf(pick(r, agents), 90+r.IntN(45)) }

var queries = []string{"附近的皮肤科医院", "怎么退订会员", "二手房 贷款 利率", "how to treat migraine", "cheap flights to osaka", "离婚协议书模板", "best running shoes 2026", "高血压吃什么药", "租房 合租", "visa renewal documents"}

func visited(r *rand.Rand) string {
	return "https://" + pick(r, []string{"www.heron-lane.com", "shop.tallgrass.io", "m.qiaomu-tech.com.cn"}) +
		pick(r, []string{"/item/", "/news/", "/doctor/", "/video/"}) + digits(r, 6) + pick(r, []string{"", "?from=feed", "?ref=" + lower(r, 4)})
}

// bcrypt has the form of a hash of modular crypt format and is one of nothing.
func bcrypt(r *rand.Rand) string {
	const alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	return "$2" + drawn(r, "aby", 1) + "$1" + drawn(r, "012", 1) + "$" + drawn(r, alphabet, 53)
}

func crypted(r *rand.Rand) string {
	b64 := func(n int) string {
		return strings.TrimRight(base64.StdEncoding.EncodeToString([]byte(alnum(r, n))), "=")
	}
	switch r.IntN(4) {
	case 0:
		return "$argon2id$v=19$m=65536,t=3,p=4$" + b64(16) + "$" + b64(32)
	case 1:
		return "$6$" + alnum(r, 12) + "$" + alnum(r, 86)
	case 2:
		return "$pbkdf2-sha256$29000$" + alnum(r, 22) + "$" + alnum(r, 43)
	}
	return bcrypt(r)
}

// typed is a password as people type them.
func typed(r *rand.Rand) string {
	return upper(r, 1) + pinyin(r) + drawn(r, "@!#%", 1) + digits(r, 4) + lower(r, 1)
}

func jwt(r *rand.Rand) string {
	enc := base64.RawURLEncoding.EncodeToString
	return enc([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + enc([]byte(`{"sub":"`+digits(r, 8)+`","iat":17`+digits(r, 8)+`}`)) + "." + alnum(r, 43)
}

func credential(r *rand.Rand) string {
	switch r.IntN(4) {
	case 0:
		return "AK" + "IA" + drawn(r, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)
	case 1:
		return "ghp" + "_" + alnum(r, 36)
	case 2:
		return "LT" + "AI5t" + alnum(r, 18)
	}
	return jwt(r)
}

var onlines = []*subject{
	{
		category: "online.ip", make: publicIP, near: func(r *rand.Rand) string {
			return pick(r, []string{fmt.Sprintf("%d.%d.%d.%d", 256+r.IntN(700), r.IntN(300), r.IntN(300), r.IntN(300)), fmt.Sprintf("v%d.%d.%d", r.IntN(9), r.IntN(30), r.IntN(10)), fmt.Sprintf("%d.0%d.1", r.IntN(9), r.IntN(9))})
		},
		fields: list("ip client_ip remote_addr x_forwarded_for login_ip clientIp 客户端IP 登录IP 用户IP IP地址"),
		zh:     list("登录IP 客户端IP IP地址"), en: list("~client_IP ~IP_address"), alone: true, bare: true,
	},
	{
		category: "online.ip", make: publicIPv6, near: func(r *rand.Rand) string { return hexes(r, 4) + "::" + hexes(r, 4) + "::1" },
		fields: list("ip client_ip remote_addr user_ip 客户端IP IPv6地址"), zh: list("登录IP 客户端IP"), en: list("~client_IP ~IP_address"), alone: true, bare: true,
	},
	{
		category: "online.user_agent", make: userAgent, near: func(r *rand.Rand) string { return "-" },
		fields: list("user_agent ua http_user_agent userAgent 浏览器标识"), zh: list("浏览器UA"), en: list("~user_agent"), alone: true, bare: true,
		may: []string{"device.info"},
	},
	{
		category: "online.browsing", make: visited, near: func(r *rand.Rand) string { return "/healthz" },
		fields: list("visited_url referer page_url browse_url 浏览记录 访问网址"), cellsOnly: true, may: []string{"contact.url"},
	},
	{
		category: "online.search", make: func(r *rand.Rand) string { return pick(r, queries) }, near: func(r *rand.Rand) string { return "" },
		fields: list("search_keyword search_query searchWord 搜索词 搜索关键词"), cellsOnly: true,
	},
	{
		category: "online.search", make: func(r *rand.Rand) string {
			return "https://www.tallgrass.io/search?q=" + url.QueryEscape(pick(r, queries)) + "&page=1"
		},
		near: func(r *rand.Rand) string { return "https://www.tallgrass.io/list?page=" + digits(r, 1) + "&sort=asc" },
		part: func(s string) (int, int) {
			i := strings.Index(s, "?q=") + 3
			return i, i + strings.IndexByte(s[i:], '&')
		},
		fields: list("request_url uri url"), zh: list("访问"), en: list("GET"), bare: true, may: []string{"online.browsing"}, also: []string{"online.browsing"},
		sentences: []string{`GET {} HTTP/1.1`, `{"level":"info","url":"{}"}`, "2026-03-02 11:20:01 visit {}"},
	},
	{
		category: "online.cookie", make: func(r *rand.Rand) string {
			return "_ga=GA1.2." + digits(r, 9) + ".17" + digits(r, 8)
		},
		part:   func(s string) (int, int) { return 0, len(s) },
		near:   func(r *rand.Rand) string { return "-" },
		fields: list("cookie http_cookie cookies 浏览器Cookie"), zh: list("Cookie"), en: list("Cookie"), bare: true,
		sentences: []string{"Cookie: {}; theme=dark", "Set-Cookie: {}; Path=/; HttpOnly", `curl -H "Cookie: {}"`}, may: []string{"online.session"}, also: []string{"online.session"},
	},
	{
		category: "online.session", make: func(r *rand.Rand) string { return strings.ToUpper(hexes(r, 32)) }, near: func(r *rand.Rand) string { return digits(r, 2) },
		fields:    list("session_id jsessionid phpsessid sessionId 会话ID 会话标识"),
		sentences: []string{"Cookie: JSESSIONID={}; theme=dark", "GET /cart;jsessionid={} HTTP/1.1", "Set-Cookie: PHPSESSID={}; path=/"},
		bare:      true, may: []string{"online.cookie"}, also: []string{"online.cookie"},
	},
	{
		category: "account.password", make: crypted, near: func(r *rand.Rand) string { return "********" },
		fields: list("password password_hash passwd pwd userPassword 密码 登录密码 mima"), zh: list("密码哈希"), en: list("~password_hash"), bare: true, alone: true,
	},
	{
		category: "account.password", make: typed, near: func(r *rand.Rand) string { return pick(r, []string{"******", "", "null"}) },
		fields:    list("password passwd pwd user_password loginPassword 密码 登录密码 口令"),
		sentences: []string{"password={}", `{"user":"u1","password":"{}"}`, "密码：{}", "POST /login username=u7&password={}&remember=1"},
		may:       []string{"account.username"},
	},
	{
		category: "account.credential", make: credential, near: func(r *rand.Rand) string {
			return pick(r, []string{"AK" + "IA" + lower(r, 5), "eyJ" + alnum(r, 6), "gh_" + alnum(r, 9)})
		},
		fields: list("access_token api_key token secret_key accessKeyId apiKey 访问密钥 密钥"), zh: list("密钥 令牌"), en: list("token ~API_key"), bare: true, alone: true,
	},
}
