package detectors

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// strength says how clearly a name speaks of a category.
type strength uint8

const (
	silent strength = iota
	weak
	full
)

// String returns what Verdict.Header holds.
func (s strength) String() string { return [...]string{"", "weak", "full"}[s] }

// Header returns the categories that a field's name speaks of, in the order of
// the detectors. Names are split at signs, dots and capitals; each element of a
// path counts ("user.contact.phoneNumber"); in Chinese the longest word counts
// ("客户身份证号码"); full-width letters are the same as others. Two-letter
// abbreviations of pinyin are weak, and so is a word whose neighbour turns it to
// something else ("email_verified", "phone_model").
func (e *Engine) Header(field string) []HeaderHit {
	var out []HeaderHit
	for i, s := range e.named(field)[:len(e.dets)] {
		if s != silent {
			out = append(out, HeaderHit{e.dets[i].category, s.String()})
		}
	}
	return out
}

// named returns how clearly a name speaks of each detector's category. The last
// element is for words of other things ("order_no", "时间戳").
func (e *Engine) named(field string) []strength {
	out := make([]strength, len(e.dets)+1)
	if field == "" {
		return out
	}
	text := []byte(strings.Map(halfWidth, field))
	words := slices.Collect(e.lexicon.words(text))
	turned := false
	for _, w := range words {
		turned = turned || w.entry.turns
	}
	for _, w := range words {
		for _, m := range w.entry.meanings {
			s := full
			if m.weak || turned {
				s = weak
			}
			out[m.det] = max(out[m.det], s)
		}
	}
	return out
}

func halfWidth(r rune) rune {
	if r >= 0xff01 && r <= 0xff5e {
		return r - 0xfee0
	}
	return r
}

// otherThings are words for what is none of the categories and looks like some
// of them. They compete with the words of the categories: the nearest one says
// what a number is.
const otherThings = `order orderno orderid ordernum ordernumber orderserial orderserialno ordersn ordercode trade tradeno tradeid outtradeno transaction
	transactionid transactionno txn txnid txnno paymentno paymentid paymentserial paymentserialno payno payid prepayid refundno refundid
	serial serialno serialnum serialnumber sn flowno waybill waybillno tracking trackingno trackingnumber trackno express expressno expressnumber logisticsno
	timestamp ts createdms updatedms epoch time createtime updatetime createdat updatedat millis unixtime snowflake snowflakeid
	traceid trace spanid requestid reqid sessionid messageid msgid mid uuid guid hash md5 sha sha1 sha256 checksum digest token nonce
	imei imsi iccid meid sku skuid upc ean isbn issn barcode qrcode productid productno goodsid itemid itemno batchno batch lot lotno version build
	ticketno ticketid caseid jobid taskid logid invoiceno invoice invoicenumber taxno vat contractno contract policyno
	price amount total balance qty quantity offset size bytes length latitude longitude lat lng lon
	memberno membercard membercardno vipcard vipcardno giftcard giftcardno simcard simcardno shopcardno couponno coupon couponcode
	qq qqno openid unionid stuno studentno empno employeeno staffno
	订单 订单号 订单编号 订单号码 单号 单据号 流水 流水号 交易号 交易单号 交易流水号 支付单号 支付流水号 退款单号 商户单号 商户订单号 运单 运单号 快递单号 快递号 物流单号 物流号 面单号
	时间戳 序列号 编号 批号 批次号 条码 条形码 商品编码 商品编号 货号 发票号 发票号码 发票代码 税号 纳税人识别号 统一社会信用代码 信用代码 合同号 合同编号 保单号
	会员卡号 会员号 会员卡 购物卡号 礼品卡号 积分卡号 优惠券 设备号 设备编号 工号 学号 考号 准考证号 取件码 金额 余额 价格 总价 版本 版本号 请求号 追踪号 车牌
	訂單 訂單號 訂單編號 單號 流水號 序列號 運單號 ddh ddbh lsh dingdan dingdanhao liushuihao yundanhao xuliehao bianhao`

// turningWords turn a name that holds them to something about the thing, not the
// thing itself.
const turningWords = `verified verify verification status state type kind model brand os count cnt total flag enabled disabled valid isvalid
	template subject body title content config setting settings length format pattern regex prefix suffix hash md5 sha256 masked mask
	encrypted cipher has is domain provider operator carrier bind bound attribution city province area
	类型 型号 状态 验证 归属地 运营商 品牌 次数 数量 是否 标识 模板 掩码 脱敏 加密`

// A meaning is a detector that a word speaks for; the index behind the last
// detector stands for other things.
type meaning struct {
	det  int
	weak bool
}

type entry struct {
	meanings []meaning
	turns    bool
}

// lexicon holds all words. Latin words are found as tokens, alone or up to five
// joined; Chinese ones at any place, the longest first.
type lexicon struct {
	latin   map[string]*entry
	longest int                // letters of the longest Latin word
	begins  [26 * 26]bool      // the first two letters of the Latin words
	han     [1 << 10][]hanWord // by a hash of the first character, the longest first
}

type hanWord struct {
	word  string
	entry *entry
}

// hanSlot hashes the first three bytes, one Chinese character.
func hanSlot(a, b, c byte) int { return (int(a)<<6 ^ int(b)<<4 ^ int(c)) & (1<<10 - 1) }

// wholeLexicon gathers the words of all detectors.
func wholeLexicon() *lexicon {
	l := &lexicon{latin: map[string]*entry{}}
	for i, d := range detectorTable {
		for _, w := range strings.Fields(d.words) {
			bare := strings.TrimPrefix(w, "~")
			l.add(bare, meaning{i, bare != w})
		}
	}
	for _, w := range strings.Fields(otherThings) {
		l.add(w, meaning{len(detectorTable), false})
	}
	for _, w := range strings.Fields(turningWords) {
		l.entry(w).turns = true
	}
	return l
}

// entry finds or makes the entry of a word.
func (l *lexicon) entry(w string) *entry {
	if w[0] >= utf8.RuneSelf {
		slot := &l.han[hanSlot(w[0], w[1], w[2])]
		for _, h := range *slot {
			if h.word == w {
				return h.entry
			}
		}
		e := &entry{}
		*slot = append(*slot, hanWord{w, e})
		slices.SortStableFunc(*slot, func(a, b hanWord) int { return len(b.word) - len(a.word) })
		return e
	}
	e := l.latin[w]
	if e == nil {
		e = &entry{}
		l.latin[w] = e
		l.longest = max(l.longest, len(w))
		l.begins[beginning(w[0], w[1])] = true
	}
	return e
}

// beginning numbers the first two letters of a word; both must be letters.
func beginning(a, b byte) int { return int(a|0x20-'a')*26 + int(b|0x20-'a') }

func (l *lexicon) add(w string, m meaning) {
	e := l.entry(w)
	if !slices.Contains(e.meanings, m) {
		e.meanings = append(e.meanings, m)
	}
}

// A wordHit is a word of the lexicon in a text.
type wordHit struct {
	start, end int
	entry      *entry
}

// words goes over the words in text, in order. Of words that overlap the longest
// counts.
func (l *lexicon) words(text []byte) iter.Seq[wordHit] {
	return func(yield func(wordHit) bool) {
		for i := 0; i < len(text); {
			c := text[i]
			switch {
			case isLetter(c):
				h, next := l.latinAt(text, i)
				if h.entry != nil && !yield(h) {
					return
				}
				i = next
			case c >= 0xe0 && i+2 < len(text):
				size := 3
				for _, h := range l.han[hanSlot(c, text[i+1], text[i+2])] {
					n := len(h.word)
					if len(text)-i < n || string(text[i:i+n]) != h.word {
						continue
					}
					if !yield(wordHit{i, i + n, h.entry}) {
						return
					}
					size = n
					break
				}
				i += size
			default:
				i++
			}
		}
	}
}

// latinAt looks at the token that starts at i, joined with those behind it, and
// returns where to go on.
func (l *lexicon) latinAt(text []byte, i int) (wordHit, int) {
	if i+1 < len(text) && isLetter(text[i+1]) && !l.begins[beginning(text[i], text[i+1])] {
		return wordHit{}, tokenEnd(text, i)
	}
	var joined [48]byte
	n, p, next := 0, i, 0
	var best wordHit
	for range 5 {
		end := tokenEnd(text, p)
		if next == 0 {
			next = end
		}
		if n+end-p > min(l.longest, len(joined)) {
			break
		}
		for ; p < end; p++ {
			joined[n] = text[p] | 0x20
			n++
		}
		if n > 1 {
			if !l.begins[beginning(joined[0], joined[1])] {
				break
			}
			if e := l.latin[string(joined[:n])]; e != nil {
				best = wordHit{i, p, e}
			}
		}
		if p < len(text) && (text[p] == '_' || text[p] == '-' || text[p] == ' ') {
			p++
		}
		if p >= len(text) || !isLetter(text[p]) {
			break
		}
	}
	if best.entry != nil {
		return best, best.end
	}
	return best, next
}

// tokenEnd is the end of the token at i: letters up to a change from small to
// capital, or to the last of several capitals ("IDCard" is ID, Card).
func tokenEnd(text []byte, i int) int {
	upper := func(b byte) bool { return b-'A' <= 25 }
	j := i + 1
	for j < len(text) && isLetter(text[j]) {
		if upper(text[j]) && !upper(text[j-1]) {
			break
		}
		if j+1 < len(text) && upper(text[j-1]) && upper(text[j]) && isLetter(text[j+1]) && !upper(text[j+1]) {
			break
		}
		j++
	}
	return j
}

// glued says whether the letters that end at i are a word of a category, as in
// "tel13800138000".
func (l *lexicon) glued(text []byte, i int) bool {
	j := i
	for j > 0 && i-j < 20 && isLetter(text[j-1]) {
		j--
	}
	if j > 0 && (isDigit(text[j-1]) || i-j < 2) {
		return false
	}
	var low [20]byte
	for k := j; k < i; k++ {
		low[k-j] = text[k] | 0x20
	}
	e := l.latin[string(low[:i-j])]
	return e != nil && len(e.meanings) > 0 && e.meanings[0].det < len(detectorTable)
}
