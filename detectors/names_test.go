package detectors

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Columns are put together from parts, so that no row is a person's.
func from(r *rand.Rand, words string) string {
	w := strings.Fields(words)
	return w[r.IntN(len(w))]
}

const (
	genSurnames = `王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 邓 冯 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 欧阳 诸葛 上官`
	genMiddle   = `建 晓 志 国 玉 丽 永 海 春 文 明 新 德 秀 红 雪 俊 桂 美 子 梓 雨 思 佳 浩 宇 嘉 欣 一 若 天 金 振 云 立`
	genLast     = `华 平 明 英 军 林 芳 玲 红 生 霞 梅 文 荣 兰 娟 峰 云 辉 东 龙 敏 伟 强 燕 民 国 清 涵 轩 萱 怡 然 宁 豪 杰`
	genGiven    = `James Mary Robert Patricia Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Karen Daniel Lisa`
	genFamily   = `Smith Johnson Williams Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Taylor Moore Jackson Martin Thompson`
	genPinyin   = `Xiaoming Wei Lihua Jianguo Meiling Zhiqiang Yan Haiyan Xiaofeng Guoqiang Yuhan Jing Min Lei Yang Xiuying`
	genFamilyPY = `Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo`
)

func genName(r *rand.Rand) string {
	if r.IntN(5) == 0 {
		return from(r, genSurnames) + from(r, genLast)
	}
	return from(r, genSurnames) + from(r, genMiddle) + from(r, genLast)
}

func genAddress(r *rand.Rand) string {
	place := from(r, "北京市朝阳区 上海市徐汇区 广东省深圳市南山区 浙江省杭州市西湖区 四川省成都市武侯区 湖北省武汉市洪山区 江苏省南京市鼓楼区 山东省青岛市市南区 陕西省西安市雁塔区 河南省郑州市金水区")
	road := from(r, "人民 中山 解放 建设 和平 文化 新华 长江 友谊 光明") + from(r, "路 街 大道 东路 北街 一路")
	switch r.IntN(3) {
	case 0:
		return fmt.Sprintf("%s%s%d号", place, road, 1+r.IntN(900))
	case 1:
		return fmt.Sprintf("%s%s%d号%s%d栋%d室", place, road, 1+r.IntN(900), from(r, "阳光花园 锦绣小区 金色家园"), 1+r.IntN(20), 101+r.IntN(2000))
	}
	return fmt.Sprintf("%s%s%d号%d单元%d", place, road, 1+r.IntN(900), 1+r.IntN(6), 101+r.IntN(2000))
}

func genEnglishAddress(r *rand.Rand) string {
	return fmt.Sprintf("%d %s %s, %s, %s %05d", 1+r.IntN(9000), from(r, "Oak Maple Cedar Main Park Washington Lake Hill"), from(r, "Street Avenue Road Drive Lane St Ave Blvd"),
		from(r, "Springfield Franklin Clinton Georgetown Salem Madison"), from(r, "CA NY TX IL WA FL OH MA"), 10000+r.IntN(89999))
}

func columnOf(r *rand.Rand, n int, one func(r *rand.Rand) string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = one(r)
	}
	return out
}

func verdictOf(t *testing.T, e *Engine, c Category, field string, values []string) Verdict {
	t.Helper()
	return e.Judge(c, field, count(e, field, values)[c])
}

func TestNameColumns(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(7, 7))
	traditional := strings.NewReplacer("张", "張", "刘", "劉", "陈", "陳", "杨", "楊", "黄", "黃", "赵", "趙", "国", "國", "丽", "麗", "华", "華", "云", "雲", "辉", "輝", "东", "東", "龙", "龍", "强", "強", "兰", "蘭", "荣", "榮")
	for _, test := range []struct {
		kind, field string
		one         func(r *rand.Rand) string
		least       Confidence
	}{
		{"Chinese", "姓名", genName, High},
		{"Chinese", "contact_name", genName, High},
		{"Chinese", "name", genName, High},
		{"Chinese", "", genName, Medium},
		{"Chinese", "col_3", genName, Medium},
		{"traditional", "聯絡人", func(r *rand.Rand) string { return traditional.Replace(genName(r)) }, High},
		{"traditional", "", func(r *rand.Rand) string { return traditional.Replace(genName(r)) }, Medium},
		{"with titles", "收件人", func(r *rand.Rand) string { return from(r, genSurnames) + from(r, "先生 女士 小姐") }, High},
		{"English", "full_name", func(r *rand.Rand) string { return from(r, genGiven) + " " + from(r, genFamily) }, High},
		{"English", "name", func(r *rand.Rand) string { return from(r, genGiven) + " " + from(r, genFamily) }, High},
		{"English", "", func(r *rand.Rand) string { return from(r, genGiven) + " " + from(r, genFamily) }, Medium},
		{"English, surname first", "", func(r *rand.Rand) string {
			return from(r, genFamily) + ", " + from(r, genGiven) + " " + from(r, "J. M. K.")
		}, Medium},
		{"given names", "first_name", func(r *rand.Rand) string { return from(r, genGiven) }, High},
		{"surnames", "last_name", func(r *rand.Rand) string { return from(r, genFamily) }, High},
		{"pinyin", "name", func(r *rand.Rand) string { return from(r, genFamilyPY) + " " + from(r, genPinyin) }, High},
		{"pinyin", "", func(r *rand.Rand) string { return strings.ToUpper(from(r, genFamilyPY)) + " " + from(r, genPinyin) }, Medium},
		{"one in five is missing", "姓名", func(r *rand.Rand) string {
			if r.IntN(5) == 0 {
				return from(r, "- 无 未知")
			}
			return genName(r)
		}, High},
	} {
		if v := verdictOf(t, e, "identity.name", test.field, columnOf(r, 300, test.one)); v.Confidence < test.least || len(v.Reasons) == 0 {
			t.Errorf("%s in %q: %v %v, want %v", test.kind, test.field, v.Confidence, v.Reasons, test.least)
		}
	}
}

// What is no person stays below medium, whatever else the field's name says.
func TestColumnsOfOtherNames(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(8, 8))
	for kind, one := range map[string]func(r *rand.Rand) string{
		"companies": func(r *rand.Rand) string {
			return from(r, "华为 中兴 万科 恒安 金龙 康佳 安踏 江南 大华 新东方") + from(r, "科技有限公司 贸易公司 集团 股份有限公司 实业")
		},
		"short companies": func(r *rand.Rand) string {
			return from(r, "华 金 万 康 安 江 中 新 国 天 海 宏") + from(r, "达 通 源 兴 泰 盛 鑫 和 信 业 科 元")
		},
		"cities": func(r *rand.Rand) string {
			return from(r, "北京 上海 广州 深圳 武汉 成都 杭州 温州 常州 苏州 郑州 徐州 安庆 黄山 金华 石家庄 连云港 马鞍山 景德镇 张家界 秦皇岛 葫芦岛 牡丹江 佳木斯")
		},
		"counties": func(r *rand.Rand) string {
			return from(r, "朝阳 海淀 武侯 黄浦 徐汇 江宁 余杭 任丘 高邮 易县 安国 曲阳 白水 石泉 万年 丰城 古田 龙海") + from(r, "区 县 市")
		},
		"departments": func(r *rand.Rand) string {
			return from(r, "市场 财务 人事 计划 安全 管理 研发 法务 采购 后勤 党委 工程 信息 艺术 农业") + from(r, "部 处 科 中心 办公室")
		},
		"products": func(r *rand.Rand) string {
			return from(r, "金龙 康师傅 白猫 黄金 安井 高级 鲁花 马口铁 方便 雷达") + from(r, "鱼 面 洗衣粉 酒 饺子 花生油 罐头 手表 袋 盒")
		},
		"dishes": func(r *rand.Rand) string {
			return from(r, "宫保 鱼香 红烧 麻婆 清蒸 白切 黄焖 干煸 水煮 葱爆") + from(r, "鸡丁 肉丝 豆腐 鲈鱼 鸡 牛肉 羊肉 排骨 茄子")
		},
		"colours": func(r *rand.Rand) string {
			return from(r, "白色 黄色 红色 蓝色 金色 银灰 米白 藏青 石青 云母白 柳绿 梅红 丁香紫")
		},
		"jobs": func(r *rand.Rand) string {
			return from(r, "高级 初级 资深 安全 财务 计算机 软件 市场 人力") + from(r, "工程师 经理 主管 总监 专员 助理 顾问")
		},
		"English products": func(r *rand.Rand) string {
			return from(r, "Fresh Steel Handmade Golden Luxury Grace Dakota") + " " + from(r, "Cotton Wooden Marble Rubber Granite") + " " + from(r, "Chair Table Pizza Shoes Hat")
		},
		"English cities": func(r *rand.Rand) string {
			return from(r, "San Santa New Fort Lake Port Saint North Mount") + " " + from(r, "Francisco Clara York Wayne Jackson Arthur Paul Vernon Charles")
		},
		"English companies": func(r *rand.Rand) string {
			return from(r, genFamily) + " " + from(r, "Group Inc LLC Holdings Partners Systems")
		},
		"streets": func(r *rand.Rand) string {
			return from(r, genGiven+" "+genFamily) + " " + from(r, "Street Road Avenue Lane Drive")
		},
		"settings": func(r *rand.Rand) string {
			return from(r, "max min default http log cache") + "_" + from(r, "size level timeout path connections")
		},
		"menu": func(r *rand.Rand) string {
			return from(r, "系统 用户 权限 菜单 安全 应用 高级 常规 通用 成员") + from(r, "设置 管理 中心 列表 配置 日志")
		},
		"words": func(r *rand.Rand) string {
			return from(r, "高兴 安静 方便 平安 和平 马上 温和 任务 黄昏 白天 明白 金融 田野 石头 花园 江湖 江山 文化 文明 武器 万岁 成功 成立 关于 关心 于是 由于 时间 包子 车辆 计划 宣传")
		},
	} {
		for _, field := range []string{"", "name", "label", "remark", "title"} {
			values := columnOf(r, 300, one)
			for _, c := range []Category{"identity.name", "contact.address"} {
				if v := verdictOf(t, e, c, field, values); v.Confidence >= Medium {
					t.Errorf("%s in %q: %s is %v for %v", kind, field, c, v.Confidence, v.Reasons)
				}
			}
		}
	}
	for _, field := range []string{"product_name", "vendor_name", "hospitalName", "公司名称", "city_name", "部门", "file_name"} {
		if v := verdictOf(t, e, "identity.name", field, columnOf(r, 300, genName)); v.Confidence >= Medium {
			t.Errorf("%q: %v for %v", field, v.Confidence, v.Reasons)
		}
	}
}

func TestAddressColumns(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(9, 9))
	for _, test := range []struct {
		field string
		one   func(r *rand.Rand) string
		least Confidence
	}{
		{"地址", genAddress, High},
		{"shipping_address", genAddress, High},
		{"", genAddress, Medium},
		{"address", genEnglishAddress, High},
		{"", genEnglishAddress, Medium},
		{"street", func(r *rand.Rand) string { return strings.SplitN(genEnglishAddress(r), ",", 2)[0] }, Medium},
		{"家庭住址", func(r *rand.Rand) string { _, s, _ := strings.Cut(genAddress(r), "区"); return s }, High},
	} {
		if v := verdictOf(t, e, "contact.address", test.field, columnOf(r, 300, test.one)); v.Confidence < test.least {
			t.Errorf("%q: %v %v, want %v", test.field, v.Confidence, v.Reasons, test.least)
		}
	}
	for field, one := range map[string]func(r *rand.Rand) string{
		"address": func(r *rand.Rand) string {
			return fmt.Sprintf("10.%d.%d.%d:%d", r.IntN(256), r.IntN(256), r.IntN(256), 1024+r.IntN(9999))
		},
		"mac": func(r *rand.Rand) string {
			return fmt.Sprintf("02:00:5e:%02x:%02x:%02x", r.IntN(256), r.IntN(256), r.IntN(256))
		},
		"ip_address": func(r *rand.Rand) string { return fmt.Sprintf("192.0.2.%d", r.IntN(256)) },
		"addr":       func(r *rand.Rand) string { return fmt.Sprintf("0x%012x", r.Int64N(1<<47)) },
		"wallet":     func(r *rand.Rand) string { return fmt.Sprintf("0x%016x%016x%08x", r.Uint64(), r.Uint64(), r.Uint32()) },
		"room":       func(r *rand.Rand) string { return fmt.Sprintf("%d号会议室", 1+r.IntN(20)) },
		"news": func(r *rand.Rand) string {
			return from(r, "上海市 北京市 广东省广州市") + from(r, "南京路 长安街 天河路") + from(r, "今晨发生事故 车流量大增 正在施工")
		},
	} {
		if v := verdictOf(t, e, "contact.address", field, columnOf(r, 300, one)); v.Confidence >= Medium {
			t.Errorf("%q: %v for %v", field, v.Confidence, v.Reasons)
		}
	}
}

func TestRegionColumns(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(10, 10))
	for _, test := range []struct {
		field, words string
		want         Confidence
	}{
		{"省份", "浙江省 江苏省 广东 四川省 北京市 新疆", High},
		{"city", "杭州市 南京市 深圳 成都市 北京市 乌鲁木齐市", High},
		{"state", "CA NY TX California Ohio", High},
		{"state", "active running done failed", None},
		{"region", "us-east-1 cn-north-1 eu-west-2", None},
		{"", "浙江省 江苏省 广东省", None},
	} {
		v := verdictOf(t, e, "contact.region", test.field, columnOf(r, 200, func(r *rand.Rand) string { return from(r, test.words) }))
		if v.Confidence != test.want {
			t.Errorf("%q: %v %v, want %v", test.field, v.Confidence, v.Reasons, test.want)
		}
	}
}

// The exact extents in running text, and what must not be touched there.
func TestNamesInText(t *testing.T) {
	e := newEngine(t)
	for text, want := range map[string]string{
		"收件人张伟已签收":                   "张伟",
		"收件人：欧阳文静，电话另附":              "欧阳文静",
		"姓名:李娜性别:女":                  "李娜",
		"联系人 王建国 已确认":                "王建国",
		"联系人（周敏）":                    "周敏",
		"尊敬的刘女士：您好":                  "刘女士",
		"姓名：阿依古丽·买买提":                "阿依古丽·买买提",
		"Name: Mary Jones\tAge: 30":  "Mary Jones",
		"Contact: Li Xiaoming <x@y>": "Li Xiaoming",
		`"customerName":"Zhou Min"`:  "Zhou Min",
		"我们的老师和同学都很高兴":               "",
		"姓名：必填":                      "",
		"name: update dependencies":  "",
		"Name: Getting Started":      "",
		"先生产后销售":                     "",
		"由于女士优先的规定":                  "",
	} {
		got := ""
		for _, m := range matchesOf(e, "identity.name", "", text) {
			got += text[m.Start:m.End]
		}
		if got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{
		"name=\"张江高科\"", "姓名：阿依古丽·买买提", "收件人（周敏）", "由于女士", "Mr. O'Brien-Smith, J.R.R.", "name: Smith, J.", "北京市朝阳区建国路88号(A座)3#-502", "8樓之1",
		"1 A, B, CA 95014", "PO Box 1", "Hauptstraße 5, 10115 B", "address: 12 x", "于先生", "·", "中国号", "刘桥1号 套房 5",
	} {
		f.Add("", s)
		f.Add("name", s)
		f.Add("地址", s)
	}
	e := newEngine(f)
	f.Fuzz(func(t *testing.T, field, s string) {
		for _, m := range e.Text(field, s) {
			if m.Start < 0 || m.Start >= m.End || m.End > len(s) {
				t.Fatalf("%s at [%d:%d] of %d", m.Category, m.Start, m.End, len(s))
			}
		}
		checkColumn(t, e, field, strings.Split(s, "\n"))
	})
}
