package detectors

import (
	"bytes"
	"hash/maphash"
	"slices"
	"strings"
)

// strength says how clearly a name speaks of a category.
type strength uint8

const (
	silent strength = iota
	faint           // a word turned to something else, or a subject without a number of its own
	weak
	full
)

// String returns what Verdict.Header holds.
func (s strength) String() string { return [...]string{"", "weak", "weak", "full"}[s] }

// Header returns the categories that a field's name speaks of, in the order of
// the detectors. Names are split at signs, dots and capitals; each element of a
// path counts ("user.contact.phoneNumber"); in Chinese the longest word counts
// ("客户身份证号码"); full-width letters are the same as others. Two-letter
// abbreviations of pinyin are weak, and so is a word whose neighbour turns it to
// something else ("email_verified", "phone_count").
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
// element but one is for words of other things: full for numbers of theirs
// ("order_no", "时间戳"), weak for keys of records ("user_id"), faint for subjects
// ("token"). The last is weak when the name speaks of things that have names of
// their own and are no persons ("product_name", "公司名称").
//
// Answers are kept, since columns come in many batches: under a hash of the name,
// which is not itself kept, and a few thousand at most.
func (e *Engine) named(field string) []strength {
	key := maphash.String(e.seed, field)
	if known, ok := e.names.Load(key); ok {
		return known.([]strength)
	}
	out := e.read(field)
	if e.namesKept.Add(1) <= maxNames {
		e.names.Store(key, out)
	}
	return out
}

// maxNames bounds the names of fields whose meaning is kept.
const maxNames = 4096

// read finds the words in a name.
func (e *Engine) read(field string) []strength {
	out := make([]strength, len(e.dets)+2)
	// A function is in the index of a manual and holds nothing.
	if field == "" || strings.Contains(field, "()") {
		return out
	}
	text := []byte(strings.Map(halfWidth, field))
	words := slices.Collect(e.lexicon.words(text))
	turning := 0
	for _, w := range words {
		if w.entry.turns {
			turning++
		}
	}
	last := lastElement(text)
	for k, w := range words {
		for _, m := range w.entry.meanings {
			s := m.strength
			if w.end <= last && m.det < len(e.dets) && e.dets[m.det].nameOnly() {
				continue // "messages.list.id" is no message
			}
			if m.alone && !isAlone(text, w) {
				if s == weak {
					continue
				}
				s = weak
			}
			if m.det < len(e.dets) && e.dets[m.det].closing && e.leads(words[k+1:], m.det) {
				continue
			}
			if turned := turning > 1 || turning == 1 && !w.entry.turns; turned && m.det < len(e.dets) {
				s = faint
			}
			out[m.det] = max(out[m.det], s)
		}
	}
	if keyName(text) {
		out[len(e.dets)] = max(out[len(e.dets)], weak)
	}
	return out
}

// leads says whether one of the words behind a word of a detector speaks of
// something else, so that the first only says whose that is ("收货人手机号").
func (e *Engine) leads(behind []wordHit, det int) bool {
	for _, w := range behind {
		other := len(w.entry.meanings) > 0
		for _, m := range w.entry.meanings {
			other = other && m.det != det
		}
		if other {
			return true
		}
	}
	return false
}

// lastElement returns where the last element of a path starts that names anything:
// of "user.gender.value" it is gender.
func lastElement(path []byte) int {
	end := len(path)
	for {
		dot := bytes.LastIndexByte(path[:end], '.')
		if dot < 0 || !carrier(path[dot+1:end]) {
			return dot + 1
		}
		end = dot
	}
}

func carrier(v []byte) bool {
	v = bytes.Trim(v, "[]*0123456789")
	return len(v) == 0 || len(v) <= 16 && carriers[strings.ToLower(string(v))]
}

// carriers are elements of paths that hold what the element before them names.
var carriers = wordSet("value values val v text data string raw item items list element content")

// keyName says whether a name ends in id as a word of its own behind another
// ("group_id", "customerId").
func keyName(name []byte) bool {
	n := len(name)
	if n > 3 && (name[n-1] == 's' || name[n-1] == 'S') {
		n--
	}
	if n < 4 || name[n-1]|0x20 != 'd' || name[n-2]|0x20 != 'i' {
		return false
	}
	return !isLetter(name[n-3]) && name[n-3] < 0x80 || name[n-2] == 'I' && name[n-3] >= 'a'
}

func halfWidth(r rune) rune {
	if r >= 0xff01 && r <= 0xff5e {
		return r - 0xfee0
	}
	return r
}

// otherNumbers are words for numbers that are none of the categories and look
// like some of them. Directly before a number they say what it is.
const otherNumbers = `orderno orderid ordernum ordernumber orderserial orderserialno ordersn ordercode tradeno tradeid outtradeno
	transactionid transactionno txnid txnno paymentno paymentid paymentserial paymentserialno payno payid prepayid refundno refundid
	serial serialno serialnum serialnumber sn flowno waybill waybillno tracking trackingno trackingnumber trackno expressno expressnumber logisticsno
	timestamp ts createdms updatedms epoch createtime updatetime createdat updatedat millis unixtime snowflake snowflakeid
	traceid spanid requestid reqid sessionid messageid msgid mid uuid guid hash md5 sha sha1 sha256 checksum digest nonce
	imei imsi iccid meid sku skuid upc ean isbn issn barcode qrcode productid productno goodsid itemid itemno batchno lotno
	ticketno ticketid caseid jobid taskid logid invoiceno invoicenumber taxno vat contractno policyno
	price amount total balance qty quantity offset size bytes length latitude longitude lat lng lon
	memberno membercard membercardno vipcard vipcardno giftcard giftcardno simcard simcardno shopcardno couponno couponcode
	qq qqno openid unionid stuno studentno empno employeeno staffno
	订单号 订单编号 订单号码 单号 单据号 流水 流水号 交易号 交易单号 交易流水号 支付单号 支付流水号 退款单号 商户单号 商户订单号 运单 运单号 快递单号 快递号 物流单号 物流号 面单号
	时间戳 序列号 编号 批号 批次号 条码 条形码 商品编码 商品编号 货号 发票号 发票号码 发票代码 税号 纳税人识别号 统一社会信用代码 信用代码 合同号 合同编号 保单号
	会员卡号 会员号 会员卡 购物卡号 礼品卡号 积分卡号 订单ID 交易ID 流水ID 请求ID 追踪ID 链路ID 消息ID 日志ID ETC卡号 ETC卡 IC卡号 ID卡号 VIP卡号 VIP卡 NFC卡号 UID卡号 CPU卡号 RFID卡号 SD卡号 CPU序列号 SN序列号 SN号 SN码 设备号 设备编号 工号 学号 考号 准考证号 取件码 金额 价格 总价 版本号 请求号 追踪号
	訂單號 訂單編號 單號 流水號 序列號 運單號 ddh ddbh lsh dingdanhao liushuihao yundanhao xuliehao bianhao`

// otherKeys are words for keys of records and for codes, which may be a person's
// number and mostly are none.
const otherKeys = `id ids idx recordid recid userid uid seq seqid seqno groupid gid pid tid memberid accountid code codes rowid rownum partno
	商品ID 商户ID 店铺ID 门店ID 部门ID 公司ID 分类ID 活动ID 任务ID 记录ID 主键ID 批次ID 文章ID 视频ID 房间ID 模板ID 应用ID 角色ID 菜单ID 区域ID 项目ID`

// otherSubjects are words for what a number beside them may belong to.
const otherSubjects = `maxage minage cacheage averageage assetage fontface typeface order trade transaction txn express time trace token batch lot version build invoice contract coupon
	订单 优惠券 余额 版本 车牌 訂單 dingdan`

// turningWords turn a name that holds them to something about the thing, not the
// thing itself.
const turningWords = `verified verify verification status state type kind model brand os count cnt total flag enabled disabled valid isvalid
	template subject body title content rate rating ratings ratio percent percentage score probability average mean median required attempts attempt retries retry config setting settings length format pattern regex prefix suffix hash md md5 sha sha256 masked mask
	encrypted cipher has is msgid messageid domain provider operator carrier bind bound attribution city province area
	类型 型号 状态 验证 归属地 运营商 品牌 次数 数量 是否 占比 比例 平均 评分 得分 概率 标识 模板 掩码 脱敏 加密`

// otherThings are words for what has a name and is no person. They count in the
// names of fields only.
const otherThings = `product products goods item company corp corporation org organization organisation enterprise merchant shop store brand
	supplier vendor manufacturer city cities province country countries district region area street road department dept team group class
	course school college university hospital hotel bank branch building file filename path pathname table tablename column columnname
	field fieldname database db dbname schema host hostname server servername service servicename app appname application package packagename
	module modulename function func method methodname classname variable param parameter key keyname tag tags label category categories
	type color colour size device menu page site domain domainname project task job jobname event plan template role rolename permission
	position title industry album song book movie film game dish food drink animal plant species sport language font typeface psname postscript theme style unit
	policy rule metric queue topic bucket index node nodename cluster pod namespace image repo repository version plugin extension component
	widget companyname productname cityname schoolname shopname storename brandname goodsname itemname skuname groupname filenames
	displaycolor currency station airport airline route ship vessel drug medicine disease symptom ingredient stock fund security
	产品 商品 物品 货品 公司 企业 单位 机构 商户 商家 店铺 门店 店名 品牌 品名 供应商 厂家 厂商 城市 省份 省市 国家 地区 区县 街道 部门 科室 班级 课程 学校
	学院 专业 医院 酒店 银行 支行 楼盘 小区 文件 路径 表名 字段 字段名 列名 数据库 主机 服务 应用 模块 函数 变量 参数 标签 分类 类别 类型 颜色 尺寸 规格 型号
	设备 菜单 菜名 菜品 页面 站点 域名 项目 任务 活动 计划 模板 角色 权限 岗位 职位 职务 职称 行业 专辑 歌曲 歌名 书名 电影 片名 游戏 动物 植物 语言 名称 景点
	车型 药品 药名 股票 基金 证券 线路 车站 站名 仓库 渠道 标题 主题 组织 社团 军衔 疾病 症状 食材 產品 單位 機構 國家 部門 學校 名稱`
