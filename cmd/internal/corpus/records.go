package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// part is one field of a record: its name in English and in Chinese.
type part struct {
	en, zh string
	of     *subject
}

func find(category string) *subject { return subjectsOf(category)[0] }

func parts() []part {
	return []part{
		{"name", "姓名", find("identity.name")}, {"idCard", "身份证号", residentSubject}, {"mobile", "手机号", find("contact.mobile")},
		{"email", "邮箱", find("contact.email")}, {"address", "收货地址", find("contact.address")}, {"bankCard", "银行卡号", find("finance.bank_card")},
		{"plateNo", "车牌号", find("vehicle.plate")}, {"clientIp", "登录IP", find("online.ip")}, {"imei", "IMEI", find("device.imei")},
	}
}

// Records makes n texts that hold several categories at once, among numbers of
// other things: rows of JSON, XML and CSV without a head, mails, chats, contracts.
func Records(r *rand.Rand, n int) []Text {
	forms := []func(*rand.Rand, *builder) string{jsonRecord, quotedRecord, xmlRecord, yamlRecord, mailZH, mailEN, chat, contract, orderLine, urlRecord}
	out := make([]Text, 0, n)
	for i := range n {
		b := &builder{}
		kind := forms[i%len(forms)](r, b)
		out = append(out, Text{Text: b.String(), Spans: b.spans, About: "records", Kind: kind, May: recordMay})
	}
	return out
}

// recordMay are categories of what the records hold besides: order numbers,
// subjects, user numbers.
var recordMay = []string{"finance.transaction", "comm.content", "account.user_id", "contact.region", "subject.minor", "online.browsing"}

// some draws a few parts in random order.
func some(r *rand.Rand) []part {
	all := parts()
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:3+r.IntN(4)]
}

func jsonRecord(r *rand.Rand, b *builder) string {
	fmt.Fprintf(b, `{"orderNo":"%s","ts":%d`, digits(r, 6)+moment(r).Format("20060102")+digits(r, 4), moment(r).UnixMilli())
	for _, p := range some(r) {
		name := p.en
		if r.IntN(3) == 0 {
			name = p.zh
		}
		fmt.Fprintf(b, `,"%s":"`, name)
		b.mark(p.of, p.of.make(r), false)
		b.WriteByte('"')
	}
	fmt.Fprintf(b, `,"traceId":"%s","sku":"%s"}`, uuid(r), digits(r, 12))
	return "record, JSON"
}

// quotedRecord is JSON inside a string of a log line.
func quotedRecord(r *rand.Rand, b *builder) string {
	fmt.Fprintf(b, `%s DEBUG [pool-3-thread-1] c.q.pay.Client - req={\"seq\":\"%s\"`, moment(r).Format("2006-01-02 15:04:05,000"), snowflake(r))
	for _, p := range some(r) {
		fmt.Fprintf(b, `,\"%s\":\"`, p.en)
		b.mark(p.of, p.of.make(r), false)
		b.WriteString(`\"`)
	}
	b.WriteString("}")
	return "record, JSON in a string"
}

func xmlRecord(r *rand.Rand, b *builder) string {
	fmt.Fprintf(b, "<order no=\"%s\"><version>2.4.1.7</version>", digits(r, 16))
	for _, p := range some(r) {
		fmt.Fprintf(b, "<%s>", p.en)
		b.mark(p.of, p.of.make(r), false)
		fmt.Fprintf(b, "</%s>", p.en)
	}
	b.WriteString("</order>")
	return "record, XML"
}

func yamlRecord(r *rand.Rand, b *builder) string {
	fmt.Fprintf(b, "release: 10.4.2.1\nbuild: %s\n", hexes(r, 40))
	for _, p := range some(r) {
		name := p.en
		if r.IntN(2) == 0 {
			name = p.zh
		}
		b.WriteString("  " + name + ": ")
		b.mark(p.of, p.of.make(r), false)
		b.WriteByte('\n')
	}
	return "record, YAML"
}

func mailZH(r *rand.Rand, b *builder) string {
	fmt.Fprintf(b, "您好：\n  我在%s下的订单%s一直没有收到，快递单号SF%s。", moment(r).Format("2006年1月2日"), snowflake(r), digits(r, 13))
	for i, p := range some(r) {
		b.WriteString([]string{"我的", "另外", "登记的", "备用的"}[i%4] + p.zh + pick(r, []string{"是", "为", "：", "是："}))
		if last := p.zh[len(p.zh)-1]; last < 0x80 {
			b.WriteByte(' ')
		}
		b.mark(p.of, p.of.make(r), false)
		b.WriteString(pick(r, []string{"，", "。", "；"}))
	}
	b.WriteString("请于3个工作日内回复，客服热线400-" + digits(r, 3) + "-" + digits(r, 4) + "。\n此致")
	return "record, Chinese mail"
}

func mailEN(r *rand.Rand, b *builder) string {
	fmt.Fprintf(b, "Dear team,\n\nOrder %s has not arrived (tracking %s, SKU %s). My details are below.\n\n", snowflake(r), "1Z"+digits(r, 16), upper(r, 2)+digits(r, 6))
	for _, p := range some(r) {
		if p.en == "name" || p.en == "address" || p.en == "plateNo" {
			continue // the mail is English, these are not
		}
		word := map[string]string{"idCard": "Chinese ID card no.", "mobile": "Mobile", "email": "E-mail", "bankCard": "Card number", "clientIp": "IP address", "imei": "IMEI"}[p.en]
		b.WriteString("- " + word + ": ")
		b.mark(p.of, p.of.make(r), false)
		b.WriteByte('\n')
	}
	b.WriteString("\nVersion 5.12.0.3 of the app, build 20260114.\nBest regards")
	return "record, English mail"
}

func chat(r *rand.Rand, b *builder) string {
	m := find("contact.mobile")
	fmt.Fprintf(b, "[%s] 客服小柒: 请提供下单手机\n[%s] 用户: ", moment(r).Format("15:04:05"), moment(r).Format("15:04:05"))
	b.mark(m, m.make(r), true)
	b.WriteString(pick(r, []string{" 或者 ", "、", "/", "，不行打 "}))
	b.mark(m, m.make(r), true)
	fmt.Fprintf(b, "\n[%s] 客服小柒: 您的订单 %s 已退款 %d.00 元", moment(r).Format("15:04:05"), digits(r, 18), r.IntN(3000))
	return "record, chat"
}

func contract(r *rand.Rand, b *builder) string {
	name, addr, usc := find("identity.name"), find("contact.address"), find("org.uscc")
	fmt.Fprintf(b, "合同编号：HT-%s-%s\n甲方：杭州华瑞科技有限公司（统一社会信用代码：", moment(r).Format("20060102"), digits(r, 4))
	b.mark(usc, usc.make(r), false)
	b.WriteString("）\n乙方姓名：")
	b.mark(name, name.make(r), false)
	b.WriteString("\n身份证号码：")
	b.mark(residentSubject, resident(r), false)
	b.WriteString("\n住址：")
	b.mark(addr, addr.make(r), false)
	fmt.Fprintf(b, "\n第一条 乙方于%s起租用设备，型号为X%s，租金每月人民币%d元整。", moment(r).Format("2006年01月02日"), digits(r, 7), 1000+r.IntN(9000))
	return "record, contract"
}

// orderLine is a row of a table without its head.
func orderLine(r *rand.Rand, b *builder) string {
	b.WriteString(digits(r, 18) + "," + fmt.Sprint(moment(r).UnixMilli()) + ",")
	b.mark(residentSubject, resident(r), true)
	b.WriteByte(',')
	m := find("contact.mobile")
	b.mark(m, m.make(r), true)
	b.WriteByte(',')
	m = find("contact.email")
	b.mark(m, m.make(r), true)
	b.WriteString("," + uuid(r) + "," + fmt.Sprintf("%d.%02d", r.IntN(900), r.IntN(100)))
	return "record, row without a head"
}

func urlRecord(r *rand.Rand, b *builder) string {
	fmt.Fprintf(b, "https://api.tallgrass.io/v3/pay?order_no=%s&sign=%s&ts=%d", digits(r, 18), hexes(r, 32), moment(r).UnixMilli())
	for _, p := range some(r) {
		if p.en == "name" || p.en == "address" || p.en == "plateNo" {
			continue // written with percent signs in a URL
		}
		b.WriteString("&" + p.en + "=")
		b.mark(p.of, strings.TrimSpace(p.of.make(r)), false)
	}
	b.WriteString("&v=3.2.1.0")
	return "record, URL"
}
