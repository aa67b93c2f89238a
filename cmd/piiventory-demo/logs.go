package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"piiventory/cmd/internal/people"
)

// regionCN is in China, regionDE is not: eu-central-1 is Frankfurt.
const (
	regionCN = "cn-north-1"
	regionDE = "eu-central-1"
)

// addAccessLogs makes compressed access logs by day. The declaration gives them
// six months; two days of March are still there.
func addAccessLogs(c *Company, r *rand.Rand) {
	const store, dataset = "weblogs", "access/dt={date}/part-{n}.json.gz"
	mobiles := c.Plan.plant(store, dataset, "user.mobile", "contact.mobile")
	request := c.Plan.trap(store, dataset, "request_id", "UUIDs")
	millis := c.Plan.trap(store, dataset, "ms", "milliseconds since 1970, 13 digits")
	agents := c.Plan.plant(store, dataset, "agent", "online.user_agent")
	c.Plan.Breaks = append(c.Plan.Breaks, Break{store, dataset, "retention", "access logs of March 2026, where the declaration gives six months"})

	days := []time.Time{
		time.Date(2026, time.March, 14, 0, 0, 0, 0, time.UTC),
		time.Date(2026, time.March, 15, 0, 0, 0, 0, time.UTC),
	}
	for month := time.June; month <= time.November; month++ {
		for _, day := range []int{3, 11, 17} {
			days = append(days, time.Date(2026, month, day, 0, 0, 0, 0, time.UTC))
		}
	}
	b := Bucket{Name: store, Region: regionCN}
	for _, day := range days {
		for part := range 2 {
			var buf bytes.Buffer
			z := gzip.NewWriter(&buf)
			lines := json.NewEncoder(z)
			lines.SetEscapeHTML(false)
			for range 250 {
				at := day.Add(time.Duration(r.IntN(24*3600)) * time.Second)
				user := map[string]any{"level": 1 + r.IntN(5)}
				if r.IntN(5) == 0 {
					user["mobile"] = people.Mobile(r)
					mobiles.Rows++
				}
				request.add(false)
				ms := fmt.Sprint(at.UnixMilli())
				millis.add(people.Luhn(ms[:12]) == ms[12])
				agents.Rows++
				must(lines.Encode(map[string]any{
					"ts": at.Format(time.RFC3339), "ms": at.UnixMilli(), "request_id": people.UUID(r),
					"method": "GET", "path": fmt.Sprintf("/goods/%d", r.IntN(90000)), "status": 200, "bytes": r.IntN(60000),
					"agent": fmt.Sprintf("Mozilla/5.0 (X11; Linux x86_64) Chrome/%d.0.0.0", 100+r.IntN(60)), "user": user,
				}))
			}
			must(z.Close())
			b.Objects = append(b.Objects, Object{fmt.Sprintf("access/dt=%s/part-%05d.json.gz", day.Format(time.DateOnly), part), buf.Bytes()})
		}
	}
	c.Buckets = append(c.Buckets, b)
}

// addMetrics makes a bucket of more than three thousand keys, which is more
// than three pages of a listing. Only the last key holds personal data.
func addMetrics(c *Company, r *rand.Rand) {
	const store = "metrics"
	b := Bucket{Name: store, Region: regionCN}
	for i := range 3200 {
		b.Objects = append(b.Objects, Object{fmt.Sprintf("cpu/%05d.txt", i), fmt.Appendf(nil, "host=node%02d load=%.2f\n", r.IntN(40), r.Float64()*8)})
	}
	const key = "zz-handover/contacts.csv"
	mobiles := c.Plan.plant(store, key, "mobile", "contact.mobile")
	emails := c.Plan.plant(store, key, "email", "contact.email")
	var buf bytes.Buffer
	buf.WriteString("team,mobile,email\n")
	for i := range 60 {
		fmt.Fprintf(&buf, "team %d,%s,%s\n", i%7, people.Mobile(r), people.Email(r, fmt.Sprintf("oncall%02d", i)))
		mobiles.Rows++
		emails.Rows++
	}
	b.Objects = append(b.Objects, Object{key, buf.Bytes()})
	c.Buckets = append(c.Buckets, b)
}

// must stops the demo on an error that cannot be: writing to memory.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
