package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Surnames in the order of the national statistics, and characters that given
// names have. A name is drawn from both, so that it is nobody's in particular.
var (
	surnames = strings.Fields(`王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 邓 冯 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余
		于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 黎 史 陶 贺 毛 郝 顾 龚 邵 万 覃 武 钱 戴 严 莫 孔 向 常
		汤 康 易 乔 赖 文 欧阳 司马 诸葛 上官`)
	givenChars  = strings.Split(`伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅鑫浩宇轩涵梓欣怡佳雨晨思琪子萱博文嘉俊豪雅婷慧莹波斌鹏飞辉旭阳建国海燕春雪琳颖倩薇倩瑶诗语泽铭瑞峰志凯林森诚毅悦彤晓`, "")
	familyNames = strings.Fields("Smith Johnson Brown Taylor Miller Wilson Clark Walker Hughes Edwards Turner Parker Cooper Bennett Foster Murphy Hayes Sullivan Griffin Wallace Schmidt Keller Novak Rossi Moreau Jensen Kowalski Petrov Tanaka Nakamura Nguyen Patel Sharma")
	givenNames  = strings.Fields("James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Daniel Karen Emily Laura Oliver Sophie Lucas Hannah Anna Peter Julia Martin Clara Simon Priya Kenji")
)

func chineseName(r *rand.Rand) string {
	s := pick(r, surnames) + pick(r, givenChars)
	if r.IntN(4) > 0 {
		s += pick(r, givenChars)
	}
	return s
}

func englishName(r *rand.Rand) string { return pick(r, givenNames) + " " + pick(r, familyNames) }

// towns are places of GB/T 2260 at three levels.
var towns = strings.Split(`北京市,,朝阳区|北京市,,海淀区|上海市,,浦东新区|上海市,,徐汇区|天津市,,南开区|重庆市,,渝北区|广东省,深圳市,南山区|广东省,广州市,天河区|浙江省,杭州市,西湖区|浙江省,宁波市,鄞州区|江苏省,南京市,鼓楼区|江苏省,苏州市,昆山市|四川省,成都市,武侯区|湖北省,武汉市,洪山区|陕西省,西安市,雁塔区|山东省,青岛市,市南区|福建省,厦门市,思明区|湖南省,长沙市,岳麓区|河南省,郑州市,金水区|辽宁省,大连市,沙河口区|广西壮族自治区,南宁市,青秀区|云南省,昆明市,五华区|河北省,石家庄市,长安区|安徽省,合肥市,蜀山区|新疆维吾尔自治区,乌鲁木齐市,天山区|贵州省,遵义市,湄潭县|江西省,赣州市,于都县|甘肃省,定西市,陇西县`, "|")

var roads = strings.Fields("中山路 人民路 解放大道 建设北路 文苑街 科技园南路 学院路 和平里西街 长江东路 滨河大道 青年路 朝晖路 新华路 湖滨南路 松江巷 景田北街")

var estates = strings.Fields("翠湖花园 金地名苑 阳光小区 锦绣家园 万科城 绿洲新村 碧桂苑 华府 书香里 东方豪庭")

func chineseAddress(r *rand.Rand) string {
	t := strings.Split(pick(r, towns), ",")
	head := t[0] + t[1] + t[2]
	switch r.IntN(8) {
	case 0:
		head = t[1] + t[2] // without the province
		if t[1] == "" {
			head = t[0] + t[2]
		}
	case 1:
		head = strings.TrimSuffix(strings.TrimSuffix(t[0], "省"), "市") + strings.TrimSuffix(t[1], "市") + t[2]
	case 2:
		head = strings.TrimRight(t[0]+" "+t[1], " ") + " " + t[2] + " "
	}
	n := 1 + r.IntN(300)
	switch r.IntN(6) {
	case 0:
		return fmt.Sprintf("%s%s%d号", head, pick(r, roads), n)
	case 1:
		return fmt.Sprintf("%s%s%d栋%d单元%d室", head, pick(r, estates), 1+r.IntN(20), 1+r.IntN(4), 101+r.IntN(1800))
	case 2:
		return fmt.Sprintf("%s%s%d号%s%d号楼%d室", head, pick(r, roads), n, pick(r, estates), 1+r.IntN(20), 101+r.IntN(1800))
	case 3:
		return fmt.Sprintf("%s%s镇%s村%d组%d号", head, pick(r, strings.Fields("永兴 石桥 新店 龙泉 白沙")), pick(r, strings.Fields("大塘 李家 上河 王庄")), 1+r.IntN(9), 1+r.IntN(90))
	}
	return fmt.Sprintf("%s%s%d弄%d号%d室", head, pick(r, roads), n, 1+r.IntN(60), 101+r.IntN(1200))
}

func englishAddress(r *rand.Rand) string {
	n := 1 + r.IntN(1990)
	street := pick(r, strings.Fields("Maple Oak Willow Chapel Mill Station Orchard Highland Juniper Lakeview")) + " " + pick(r, strings.Fields("Street Avenue Road Lane Drive"))
	switch r.IntN(3) {
	case 0:
		return fmt.Sprintf("%d %s, Springfield, IL 62%s", n, street, digits(r, 3))
	case 1:
		return fmt.Sprintf("%d %s, Apt %d, Portland, OR 97%s", n, street, 1+r.IntN(40), digits(r, 3))
	}
	return fmt.Sprintf("%d %s, Leeds LS%d %d%s", n, street, 1+r.IntN(20), r.IntN(10), upper(r, 2))
}

var peopleSubjects = []*subject{
	{
		category: "identity.name", make: chineseName, near: func(r *rand.Rand) string { return pick(r, ordinaryWords) },
		fields: list("name real_name full_name contact consignee 姓名 真实姓名 联系人 收件人 户名 xingming user.realName 客户姓名"),
		zh:     list("姓名 联系人 收件人 客户姓名"), en: list("name ~contact_person"), alone: true, nearFields: list("name title label"),
		sentences: []string{"{w}：{}", "{w}:{}，请尽快处理", `{"{w}":"{}"}`, "【工单】{w}：{}，来电咨询退款", "{w}={}"},
	},
	{
		category: "identity.name", make: englishName, near: func(r *rand.Rand) string { return pick(r, ordinaryPhrases) },
		fields: list("full_name real_name customer_name contactName employee_name recipient"),
		zh:     list("姓名"), en: list("name ~full_name ~contact_name"), nearFields: list("name item_name title"),
		sentences: []string{"{w}: {}", `{"{w}":"{}"}`, "{w}={}"},
	},
	{
		category: "contact.address", make: chineseAddress, near: func(r *rand.Rand) string { return pick(r, noAddresses) },
		fields: list("address addr street shipping_address 地址 住址 通讯地址 收货地址 户籍地址 家庭住址 user.address.detail"),
		zh:     list("地址 住址 收货地址 家庭住址"), en: list("address ~shipping_address"), alone: true, bare: true, may: []string{"contact.region"},
	},
	{
		category: "contact.address", make: englishAddress, near: func(r *rand.Rand) string { return pick(r, noAddresses) },
		fields:    list("address street_address shippingAddress home_address billing_address"),
		cellsOnly: true, may: []string{"contact.region"},
	},
}

// What is in a field of names or of addresses and is none.
var (
	ordinaryWords   = strings.Fields("系统管理 待审核 已发货 默认分组 蓝色大号 有限公司 平板电脑 黄金会员 高级套餐 方便食品 金属零件 安全帽 温度计 无 测试数据 白色 周报 成功 任务中心 万能充 江苏分部 钱包余额 程序更新")
	ordinaryPhrases = strings.Split("Order Confirmation|Default Group|Blue Cotton Shirt|North Region|Annual Report|Payment Gateway|System Update|Wireless Mouse|Storage Cluster|Quality Assurance|main-db-01|batch_import_7", "|")
	noAddresses     = strings.Split("0x7ffd3a10|10.0.3.17:8080|同上|省电模式已开启|3号线末班车|路由表更新|tcp://0.0.0.0:2379|市场部负责|第二章 号码规则|unknown|/var/run/app.sock|系统路径无效", "|")
)
