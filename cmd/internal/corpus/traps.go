package corpus

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// A trap looks like some category and is something else.
type trap struct {
	name           string
	make           func(*rand.Rand) string
	fields, zh, en []string
	// may are categories that it would be no mistake to report.
	may []string
}

func moment(r *rand.Rand) time.Time {
	return Day.Add(-time.Duration(r.Int64N(int64(3 * 365 * 24 * time.Hour))))
}

// snowflake is 41 bits of milliseconds since an epoch, ten bits of a machine and
// twelve of a counter.
func snowflake(r *rand.Rand) string {
	epoch := pick(r, []int64{1288834974657, 1420070400000, 1577808000000})
	return strconv.FormatInt((moment(r).UnixMilli()-epoch)<<22|r.Int64N(1<<22), 10)
}

var orderFields = list("order_no order_id trade_no orderNo out_trade_no 订单号 订单编号 交易单号 ddh")

// The number of a transaction is a record of one.
var orderMay = []string{"finance.transaction"}

var orderZH, orderEN = list("订单号 订单编号 交易流水号"), list("~order_no. ~order_number ~trade_no")

var traps = []trap{
	{name: "snowflake", make: snowflake, fields: list("snowflake_id order_id message_id msg_id 消息编号"), zh: list("消息编号 单号"), en: list("~message_id ~order_id")},
	{name: "order number with a date", make: func(r *rand.Rand) string { return digits(r, 6) + moment(r).Format("20060102") + digits(r, 4) }, fields: orderFields, zh: orderZH, en: orderEN, may: orderMay},
	{name: "date first order number", make: func(r *rand.Rand) string { return moment(r).Format("20060102150405") + digits(r, 4+r.IntN(3)) }, fields: orderFields, zh: orderZH, en: orderEN, may: orderMay},
	{name: "sixteen-digit order number", make: func(r *rand.Rand) string { return drawn(r, "12345678", 1) + digits(r, 15) }, fields: orderFields, zh: orderZH, en: orderEN, may: orderMay},
	{name: "tracking number", make: func(r *rand.Rand) string { return pick(r, []string{"SF1", "YT8", "JT5", "7", "4"}) + digits(r, 12) }, fields: list("tracking_no waybill_no express_no 运单号 快递单号"), zh: list("运单号 快递单号"), en: list("~tracking_no. waybill")},
	{name: "milliseconds", make: func(r *rand.Rand) string { return strconv.FormatInt(moment(r).UnixMilli(), 10) }, fields: list("ts timestamp created_ms create_time 时间戳 updatedAt"), zh: list("时间戳"), en: list("timestamp ts")},
	{name: "seconds", make: func(r *rand.Rand) string { return strconv.FormatInt(moment(r).Unix(), 10) }, fields: list("ts timestamp expires_at iat"), zh: list("时间戳"), en: list("timestamp ~expires_at")},
	{name: "nanoseconds", make: func(r *rand.Rand) string { return strconv.FormatInt(moment(r).UnixNano(), 10) }, fields: list("time_ns start_ns timestamp"), zh: list("时间戳"), en: list("start_ns timestamp")},
	{name: "request id", make: uuid, fields: list("request_id trace_id uuid job_id order_uuid 请求号"), zh: list("请求号 追踪号"), en: list("~request_id trace_id")},
	{name: "MD5", make: func(r *rand.Rand) string { return hexes(r, 32) }, fields: list("md5 etag checksum file_md5 content_hash"), zh: list("MD5 文件摘要"), en: list("md5 checksum")},
	{name: "SHA-256", make: func(r *rand.Rand) string { return hexes(r, 64) }, fields: list("sha256 digest image_digest"), zh: list("文件摘要"), en: list("sha256 digest")},
	{name: "commit", make: func(r *rand.Rand) string { return hexes(r, pick(r, []int{7, 12, 40})) }, fields: list("commit git_commit revision"), zh: list("提交"), en: list("commit revision")},
	{name: "version", make: func(r *rand.Rand) string {
		return fmt.Sprintf("%d.%d.%d.%d", 1+r.IntN(12), r.IntN(20), r.IntN(30), r.IntN(200))
	}, fields: list("version app_version build_version 版本号 driver_version"), zh: list("版本号 固件版本"), en: list("version ~driver_version")},
	{name: "model number", make: func(r *rand.Rand) string { return upper(r, 1) + digits(r, 6+r.IntN(3)) }, fields: list("model_no part_no sku_code 型号 物料编码"), zh: list("型号 物料编码"), en: list("model ~part_no.")},
	{name: "service number", make: func(r *rand.Rand) string {
		return pick(r, []string{"400-", "800-"}) + digits(r, 3) + "-" + digits(r, 4)
	}, fields: list("service_hotline hotline 客服热线"), zh: list("客服热线"), en: list("hotline")},
	{name: "server address", make: func(r *rand.Rand) string { return fmt.Sprintf("10.%d.%d.%d", r.IntN(256), r.IntN(256), 1+r.IntN(254)) }, fields: list("server_ip upstream_addr backend_host listen_addr pod_ip"), zh: list("后端服务"), en: list("upstream listening_on"), may: []string{"online.ip"}},
	{name: "EAN", make: func(r *rand.Rand) string { return "69" + digits(r, 11) }, fields: list("ean barcode 条码 upc_code"), zh: list("条码"), en: list("barcode EAN")},
	{name: "ISBN", make: func(r *rand.Rand) string { return "978-7-" + digits(r, 3) + "-" + digits(r, 5) + "-" + digits(r, 1) }, fields: list("isbn isbn13"), zh: list("书号 ISBN"), en: list("ISBN")},
	{name: "amount", make: func(r *rand.Rand) string { return fmt.Sprintf("%d.%02d", r.IntN(100000), r.IntN(100)) }, fields: list("price unit_price weight temperature pressure 温度 重量"), zh: list("温度 重量"), en: list("weight temperature")},
	{name: "icon", make: func(r *rand.Rand) string { return lower(r, 5) + "@" + pick(r, []string{"2x", "3x"}) + ".png" }, fields: list("icon image_name asset_file"), zh: list("图标"), en: list("icon asset")},
	{name: "repository", make: func(r *rand.Rand) string {
		return "git@" + lower(r, 5) + ".io:" + lower(r, 6) + "/" + lower(r, 4) + ".git"
	}, fields: list("repo repository remote_url git_url"), zh: list("仓库"), en: list("~git_clone repository")},
	{name: "package", make: func(r *rand.Rand) string {
		return "@" + lower(r, 6) + "/" + lower(r, 5) + "@" + fmt.Sprintf("%d.%d.%d", r.IntN(9), r.IntN(20), r.IntN(9))
	}, fields: list("dependency npm_package module"), zh: list("依赖"), en: list("dependency ~npm_install")},
	{name: "image tag", make: func(r *rand.Rand) string {
		return "registry.tallgrass.io/" + lower(r, 5) + ":" + moment(r).Format("20060102") + "." + digits(r, 4)
	}, fields: list("image docker_image container_image"), zh: list("镜像"), en: list("image ~docker_pull")},
	{name: "log time", make: func(r *rand.Rand) string { return moment(r).Format("2006-01-02 15:04:05.000") }, fields: list("created_at updated_at log_time 创建时间 modified"), zh: list("创建时间"), en: list("~created_at")},
	{name: "telemetry", make: func(r *rand.Rand) string { return fmt.Sprintf("%.3f", r.Float64()*200-50) }, fields: list("value reading cpu_usage latency_ms 电压 读数"), zh: list("读数"), en: list("reading")},
	{name: "device serial", make: func(r *rand.Rand) string { return upper(r, 2) + digits(r, 10) }, fields: list("sn serial_no device_sn 序列号 设备编号"), zh: list("序列号 设备编号"), en: list("~serial_number SN")},
	{name: "masked mobile", make: func(r *rand.Rand) string { return "1" + drawn(r, "35789", 1) + digits(r, 1) + "****" + digits(r, 4) }, fields: list("mobile phone 手机号"), zh: list("手机号"), en: list("mobile"), may: []string{"contact.mobile", "contact.phone"}},
	{name: "masked identity", make: func(r *rand.Rand) string { return digits(r, 6) + "********" + digits(r, 4) }, fields: list("id_card 身份证号"), zh: list("身份证号"), en: list("~ID_card"), may: []string{"id.cn_resident"}},
}

// namesOfThings are traps for names and addresses: what columns called "name" or
// "title" hold.
var namesOfThings = []trap{
	{name: "product", make: func(r *rand.Rand) string {
		return pick(r, strings.Fields("无线鼠标 蓝牙耳机 保温水杯 机械键盘 高清电视 全棉毛巾 金属支架 黄山毛峰 马克杯 白色衬衫 安踏跑鞋 江小白 方便面 龙井茶叶 石榴汁 熊猫玩偶 田园犬粮 程控电源")) + pick(r, []string{"", digits(r, 2), " " + upper(r, 1)})
	}, fields: list("product_name goods_name item_name 商品名称 品名 title")},
	{name: "company", make: func(r *rand.Rand) string {
		return pick(r, strings.Fields("杭州 深圳 北京 成都 苏州")) + pick(r, strings.Fields("云栖 华瑞 金桥 方正 百川 高远 安信")) + pick(r, strings.Fields("科技 贸易 网络 物流")) + "有限公司"
	}, fields: list("vendor_name supplier 供应商 厂商名称"), may: []string{"work.employer", "contact.region"}},
	{name: "configuration", make: func(r *rand.Rand) string {
		return pick(r, strings.Fields("timeout max_conn log_level feature_x retry cache_ttl theme region_id pool_size debug")) + digits(r, 2)
	}, fields: list("name config_name param_name key 参数名")},
	{name: "state of an order", make: func(r *rand.Rand) string {
		return pick(r, strings.Fields("待付款 已发货 已完成 退款中 已关闭 待评价 高优先 成功 失败 任务中"))
	}, fields: list("status order_status 状态 state label")},
	{name: "department", make: func(r *rand.Rand) string {
		return pick(r, strings.Fields("市场部 研发部 财务部 安全组 运维组 华东大区 高管 方案部 项目组 金融部"))
	}, fields: list("dept department 部门 team"), may: []string{"work.title", "work.employer", "work.industry"}},
	{name: "city", make: func(r *rand.Rand) string {
		return pick(r, strings.Fields("石家庄 江门 金华 安阳 温州 马鞍山 常州 黄冈 鲁山 秦皇岛 武汉 连云港"))
	}, fields: list("station 站点 warehouse 仓库"), may: []string{"contact.region", "location.coarse"}},
	{name: "poem", make: func(r *rand.Rand) string {
		return pick(r, strings.Fields("白日依山尽，黄河入海流。 明月松间照，清泉石上流。 江流天地外，山色有无中。 高山流水，知音难觅。 金风玉露一相逢，便胜却人间无数。"))
	}, fields: list("sentence 例句 quote")},
	{name: "page title", make: func(r *rand.Rand) string {
		return pick(r, strings.Split("How to Bake Bread|Spring Sale Starts Today|Release Notes 4.2|Privacy Policy|John Deere Tractors|Washington Monument Tickets|Paris Fashion Week", "|"))
	}, fields: list("page_title title subject_line headline")},
	{name: "host", make: func(r *rand.Rand) string {
		return pick(r, []string{"web", "db", "cache", "mq"}) + "-" + digits(r, 2) + ".prod.internal"
	}, fields: list("hostname host node instance_name server")},
	{name: "file", make: func(r *rand.Rand) string {
		return "/data/" + lower(r, 4) + "/" + moment(r).Format("20060102") + "/part-" + digits(r, 5) + ".parquet"
	}, fields: list("file_path path object_key 文件路径")},
	{name: "short code", make: func(r *rand.Rand) string { return digits(r, 6) }, fields: list("stock_code error_code batch_no code 股票代码")},
	{name: "eight digits", make: func(r *rand.Rand) string { return digits(r, 8) }, fields: list("ticket_no job_no case_id 批次号 serial_no")},
	{name: "flag", make: func(r *rand.Rand) string { return pick(r, []string{"0", "1"}) }, fields: list("is_deleted enabled flag type level")},
	{name: "count", make: func(r *rand.Rand) string { return strconv.Itoa(r.IntN(120)) }, fields: list("retry_count stock page_size quantity usage 数量 coverage")},
	{name: "log message", make: func(r *rand.Rand) string {
		return pick(r, []string{"connection reset by peer", "GC pause (young)", "flush finished in", "cache miss for key", "任务调度完成"}) + " " + digits(r, 4)
	}, fields: list("message msg log_message"), may: []string{"comm.content"}},
}
