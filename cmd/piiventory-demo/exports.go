package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"piiventory/cmd/internal/people"
)

// addExports makes what departments export and leave lying: CSV in two
// encodings, TSV, a JSON array, a chat, an empty file and a picture. One of the
// CSV files has a column of bank cards, which no rule of the declaration allows.
func addExports(c *Company, r *rand.Rand) {
	const store = "exports"
	b := Bucket{Name: store, Region: regionCN}
	add := func(key string, body []byte) { b.Objects = append(b.Objects, Object{key, body}) }

	var buf bytes.Buffer
	const payouts = "crm/payouts-{date}.csv"
	cards := c.Plan.plant(store, payouts, "bank_card", "finance.bank_card")
	mobiles := c.Plan.plant(store, payouts, "mobile", "contact.mobile")
	c.Plan.Breaks = append(c.Plan.Breaks, Break{store, payouts, "category", "bank cards in an export, where the declaration names none"})
	buf.WriteString("\xef\xbb\xbfpayee,mobile,bank_card,amount\r\n")
	for i := range 500 {
		fmt.Fprintf(&buf, "\"Payee %03d, Ltd.\",%s,%s,%d.%02d\r\n", i, people.Mobile(r), people.BankCard(r), r.IntN(9000), r.IntN(100))
		cards.Rows++
		mobiles.Rows++
	}
	add("crm/payouts-2026-11-01.csv", bytes.Clone(buf.Bytes()))

	buf.Reset()
	const members = "crm/会员-{date}.csv"
	users := c.Plan.plant(store, members, "会员名", "account.username")
	ids := c.Plan.plant(store, members, "身份证号码", "id.cn_resident")
	phones := c.Plan.plant(store, members, "联系电话", "contact.mobile")
	buf.WriteString("会员名,身份证号码,联系电话,等级\n")
	for i := range 400 {
		fmt.Fprintf(&buf, "会员%04d,%s,%s,%s\n", i, people.ResidentID(r), people.Mobile(r), []string{"普通", "银卡", "金卡"}[r.IntN(3)])
		users.Rows++
		ids.Rows++
		phones.Rows++
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes(buf.Bytes())
	must(err)
	add("crm/会员-2026-11-01.csv", gb)

	buf.Reset()
	const leads = "crm/leads.tsv"
	mails := c.Plan.plant(store, leads, "e-mail", "contact.email")
	buf.WriteString("lead\te-mail\tsource\n")
	for i := range 300 {
		fmt.Fprintf(&buf, "lead %d\t%s\t%s\n", i, people.Email(r, fmt.Sprintf("lead.%d", i)), []string{"fair", "web", "partner"}[r.IntN(3)])
		mails.Rows++
	}
	add("crm/leads.tsv", bytes.Clone(buf.Bytes()))

	const suppliers = "crm/suppliers.json"
	tels := c.Plan.plant(store, suppliers, "contact.tel", "contact.phone")
	addresses := c.Plan.plant(store, suppliers, "contact.email", "contact.email")
	var list []any
	for i := range 250 {
		list = append(list, map[string]any{"no": i, "contact": map[string]any{"tel": people.Landline(r), "email": people.Email(r, fmt.Sprintf("supplier%d", i))}})
		tels.Rows++
		addresses.Rows++
	}
	body, err := json.MarshalIndent(list, "", "  ")
	must(err)
	add("crm/suppliers.json", body)

	add("chat/2026-11-10.txt", chat(c, r, store, "chat/{date}.txt"))

	add("inbox/empty.csv", nil)
	add("img/banner.png", picture(r))
	c.Plan.Gaps = append(c.Plan.Gaps, PlannedGap{store, "img/banner.png", "image", "a picture, of which only what it says of itself is read"})
	c.Buckets = append(c.Buckets, b)
}

// chat makes a log of a service desk, plain text without any structure.
func chat(c *Company, r *rand.Rand, store, dataset string) []byte {
	mobiles := c.Plan.plant(store, dataset, "", "contact.mobile")
	emails := c.Plan.plant(store, dataset, "", "contact.email")
	var buf bytes.Buffer
	at := time.Date(2026, time.November, 10, 9, 0, 0, 0, time.UTC)
	for i := range 400 {
		at = at.Add(time.Duration(5+r.IntN(60)) * time.Second)
		fmt.Fprintf(&buf, "[%s] ", at.Format(time.TimeOnly))
		switch {
		case i%10 == 3:
			fmt.Fprintf(&buf, "顾客: 我的手机号是%s,谢谢\n", people.Mobile(r))
			mobiles.Rows++
		case i%10 == 7:
			fmt.Fprintf(&buf, "guest: please send the invoice by email to %s\n", people.Email(r, fmt.Sprintf("guest%d", i)))
			emails.Rows++
		default:
			fmt.Fprintf(&buf, "客服: 好的,已为您登记,单号 %d\n", 10000+r.IntN(80000))
		}
	}
	return buf.Bytes()
}

// picture makes the start of a PNG file and noise behind it.
func picture(r *rand.Rand) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x02\x00\x00\x00")
	for range 20000 {
		b = append(b, byte(r.Uint32()))
	}
	return b
}

// addArchive makes a bucket that answers that it is in Frankfurt, where the
// declaration allows China only.
func addArchive(c *Company, r *rand.Rand) {
	const store, dataset = "archive", "backup/customers-{n}.jsonl"
	emails := c.Plan.plant(store, dataset, "email", "contact.email")
	c.Plan.Breaks = append(c.Plan.Breaks, Break{store, "", "residency", "a backup in a bucket that says eu-central-1 of itself, where the declaration allows China only"})
	b := Bucket{Name: store, Region: regionDE}
	for part := range 3 {
		var buf bytes.Buffer
		for i := range 200 {
			fmt.Fprintf(&buf, "{\"no\":%d,\"email\":%q}\n", part*200+i, people.Email(r, fmt.Sprintf("backup%d", part*200+i)))
			emails.Rows++
		}
		b.Objects = append(b.Objects, Object{fmt.Sprintf("backup/customers-%d.jsonl", part+1), buf.Bytes()})
	}
	c.Buckets = append(c.Buckets, b)
}
