package detectors

import (
	"slices"
	"strings"
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
