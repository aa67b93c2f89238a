package main

import (
	"fmt"
	"math/rand/v2"
	"time"

	"piiventory/cmd/internal/people"
)

// The store that the SQLite file stands for in the declaration.
const shop = "shop"

// addChineseCustomers makes the table of the domestic customers.
func addChineseCustomers(c *Company, r *rand.Rand) {
	const name = "客户表"
	ids := c.Plan.plant(shop, name, "身份证号", "id.cn_resident")
	names := c.Plan.plant(shop, name, "姓名", "identity.name")
	mobiles := c.Plan.plant(shop, name, "手机号码", "contact.mobile")
	emails := c.Plan.plant(shop, name, "电子邮箱", "contact.email")
	t := Table{Name: name, Columns: []Column{
		{"编号", "INTEGER"}, {"姓名", "TEXT"}, {"身份证号", "TEXT"}, {"手机号码", "TEXT"}, {"电子邮箱", "TEXT"}, {"注册时间", "TEXT"},
	}}
	for i := range 1200 {
		var mail any // one customer in eight has none
		if i%8 != 0 {
			mail = people.Email(r, fmt.Sprintf("kehu%04d", i))
			emails.Rows++
		}
		ids.Rows++
		names.Rows++
		mobiles.Rows++
		t.Rows = append(t.Rows, []any{i + 1, people.Name(r), people.ResidentID(r), people.Mobile(r), mail, recent(r, 700)})
	}
	c.Tables = append(c.Tables, t)
}

// addEnglishCustomers makes the table of the customers abroad.
func addEnglishCustomers(c *Company, r *rand.Rand) {
	const name = "customers"
	nicknames := c.Plan.plant(shop, name, "display_name", "account.nickname")
	emails := c.Plan.plant(shop, name, "email", "contact.email")
	phones := c.Plan.plant(shop, name, "phone", "contact.phone")
	t := Table{Name: name, Columns: []Column{
		{"id", "INTEGER"}, {"display_name", "TEXT"}, {"email", "TEXT"}, {"phone", "TEXT"}, {"created_at", "TEXT"},
	}}
	for i := range 800 {
		nicknames.Rows++
		emails.Rows++
		phones.Rows++
		t.Rows = append(t.Rows, []any{i + 1, fmt.Sprintf("Customer %04d", i+1), people.Email(r, fmt.Sprintf("customer%04d", i)), people.LondonPhone(r), recent(r, 700)})
	}
	c.Tables = append(c.Tables, t)
}

// addOrders makes a table in which little is personal data, the device and the payment,
// and much looks like it. About one in eleven of the order numbers passes the check of a resident
// ID, one in ten of the payment numbers that of a bank card, and every IMEI would.
func addOrders(c *Company, r *rand.Rand) {
	const name = "orders"
	order := c.Plan.trap(shop, name, "order_no", "18 digits: 6 of the shop, the day, a counter")
	payment := c.Plan.trap(shop, name, "payment_no", "16 digits that start with 4, as cards do")
	payments := c.Plan.plant(shop, name, "payment_no", "finance.transaction") // by its name; a card it is not
	device := c.Plan.plant(shop, name, "imei", "device.imei")
	snowflake := c.Plan.trap(shop, name, "snowflake", "19-digit identifiers")
	millis := c.Plan.trap(shop, name, "created_ms", "milliseconds since 1970, 13 digits")
	trace := c.Plan.trap(shop, name, "trace_id", "UUIDs")
	version := c.Plan.trap(shop, name, "app_version", "version numbers")
	sender := c.Plan.trap(shop, name, "sender", "addresses at example.com")
	service := c.Plan.trap(shop, name, "service_tel", "service numbers that start with 400")
	t := Table{Name: name, Columns: []Column{
		{"id", "INTEGER"}, {"order_no", "TEXT"}, {"payment_no", "TEXT"}, {"imei", "TEXT"}, {"snowflake", "INTEGER"},
		{"created_ms", "INTEGER"}, {"trace_id", "TEXT"}, {"app_version", "TEXT"}, {"sender", "TEXT"}, {"service_tel", "TEXT"},
		{"amount", "REAL"}, {"created_at", "TEXT"},
	}}
	for i := range 3000 {
		at := asOf.Add(-time.Duration(r.IntN(700*24*3600)) * time.Second)
		no := people.Areas[r.IntN(len(people.Areas))] + at.Format("20060102") + people.Digits(r, 4)
		pay := "4" + people.Digits(r, 15)
		dev := people.IMEI(r)
		flake := int64(1_600_000_000_000_000_000) + r.Int64N(300_000_000_000_000_000)
		order.add(people.MOD112(no[:17]) == no[17])
		payment.add(people.Luhn(pay[:15]) == pay[15])
		payments.Rows++
		device.Rows++
		f := fmt.Sprint(flake)
		snowflake.add(people.Luhn(f[:18]) == f[18])
		ms := fmt.Sprint(at.UnixMilli())
		millis.add(people.Luhn(ms[:12]) == ms[12])
		trace.add(false)
		version.add(false)
		sender.add(true)
		service.add(false)
		t.Rows = append(t.Rows, []any{
			i + 1, no, pay, dev, flake, at.UnixMilli(), people.UUID(r),
			fmt.Sprintf("%d.%d.%d.%d", 1+r.IntN(9), r.IntN(20), r.IntN(20), r.IntN(200)),
			fmt.Sprintf("orders%d@example.com", r.IntN(40)), fmt.Sprintf("400-%03d-%04d", 100+r.IntN(900), r.IntN(10000)),
			float64(r.IntN(100000)) / 100, at.Format(time.DateTime),
		})
	}
	c.Tables = append(c.Tables, t)
}

// addNotes makes a table of free text in which few rows name a number to call.
func addNotes(c *Company, r *rand.Rand) {
	const name = "service_notes"
	mobiles := c.Plan.plant(shop, name, "note", "contact.mobile")
	t := Table{Name: name, Columns: []Column{{"id", "INTEGER"}, {"note", "TEXT"}, {"created_at", "TEXT"}}}
	plain := []string{
		"Parcel arrived with a torn label, replaced on the same day.",
		"Asked about the opening hours of the store in the north.",
		"发票抬头已更正,等待财务确认。",
		"客户要求更换颜色,仓库有货。",
		"Refund of order %d was confirmed.",
	}
	for i := range 600 {
		note := plain[r.IntN(len(plain))]
		switch {
		case note == plain[4]:
			note = fmt.Sprintf(note, 10000+r.IntN(80000))
		case i%12 == 0:
			note = fmt.Sprintf("请回电,手机号 %s,下午方便。", people.Mobile(r))
			mobiles.Rows++
		case i%12 == 6:
			note = fmt.Sprintf("Wants a call back, mobile: %s, after six.", people.Mobile(r))
			mobiles.Rows++
		}
		t.Rows = append(t.Rows, []any{i + 1, note, recent(r, 300)})
	}
	c.Tables = append(c.Tables, t)
}

// recent returns a time within the last days before asOf.
func recent(r *rand.Rand, days int) string {
	return asOf.Add(-time.Duration(1+r.IntN(days*24*3600)) * time.Second).Format(time.DateTime)
}
