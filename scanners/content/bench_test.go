package content

import (
	"bytes"
	"fmt"
	"testing"
)

// bench is 8 MiB of records of each format, made for the purpose: a log, a
// table of eight columns, and the same as JSON Lines.
func benchData(name string) []byte {
	var b bytes.Buffer
	if name == "csv" || name == "csv.quoted" {
		b.WriteString("id,name,phone,amount,city,status,created,note\n")
	}
	if name == "json" {
		b.WriteString("[\n")
	}
	switch name {
	case "xml":
		b.WriteString("<users>\n")
	case "html":
		htmlPage(&b, 8<<20)
	}
	if name == "sql copy" {
		b.WriteString("COPY public.users (id, name, phone, amount, city, status, created, note) FROM stdin;\n")
	}
	for i := 0; b.Len() < 8<<20; i++ {
		switch name {
		case "sql copy":
			fmt.Fprintf(&b, "%d\tuser%d\t1380000%04d\t%d.50\tShanghai\tactive\t2026-01-02 03:04:05\tsome words of a note\n", i, i, i%10000, i%977)
		case "sql insert":
			if i%1000 == 0 {
				b.WriteString("INSERT INTO `users` VALUES ")
			}
			fmt.Fprintf(&b, "(%d,'user%d','1380000%04d',%d.50,'Shanghai','active','2026-01-02 03:04:05','some words of a note')", i, i, i%10000, i%977)
			b.WriteString(map[bool]string{true: ";\n", false: ","}[i%1000 == 999])
		case "xml":
			fmt.Fprintf(&b, "<user id=\"%d\"><name>user%d</name><phone>1380000%04d</phone><amount>%d.50</amount><address><city>Shanghai</city></address><status>active</status><note>some words of a note</note></user>\n", i, i, i%10000, i%977)
		case "text":
			fmt.Fprintf(&b, "2026-01-02 03:04:05,123 INFO [http-%d] c.e.Orders - order %d for item %d placed in %d ms\n", i%16, i, i%199, i*37)
		case "access-log":
			fmt.Fprintf(&b, "10.1.%d.%d - - [02/Jan/2026:03:04:05 +0800] \"GET /item/%d HTTP/1.1\" 200 %d \"-\" \"Mozilla/5.0\"\n", i%256, i%199, i, i*37)
		case "gb18030", "chinese":
			fmt.Fprintf(&b, "2026-01-02 03:04:05 信息 用户%d登录成功，来源城市上海，耗时%d毫秒\n", i, i%977)
		case "csv":
			fmt.Fprintf(&b, "%d,user%d,1380000%04d,%d.50,Shanghai,active,2026-01-02 03:04:05,some words of a note\n", i, i, i%10000, i%977)
		case "logfmt":
			fmt.Fprintf(&b, "time=2026-01-02T03:04:05Z level=info msg=\"order placed by user%d\" path=/item/%d status=200 n=%d\n", i, i%199, i)
		case "syslog":
			fmt.Fprintf(&b, "Jan  2 03:04:05 web1 app[%d]: order %d placed by user%d, some words of a message\n", i%99, i, i)
		case "csv.quoted":
			fmt.Fprintf(&b, "\"%d\",\"user%d\",\"1380000%04d\",\"%d.50\",\"Shanghai\",\"active\",\"2026-01-02 03:04:05\",\"some words, of a note\"\n", i, i, i%10000, i%977)
		case "jsonl", "json":
			fmt.Fprintf(&b, `{"id":%d,"name":"user%d","phone":"1380000%04d","amount":%d.50,"address":{"city":"Shanghai"},"status":"active","created":"2026-01-02 03:04:05","note":"some words of a note"}`, i, i, i%10000, i%977)
			if name == "json" {
				b.WriteString(",")
			}
			b.WriteString("\n")
		}
	}
	if name == "xml" {
		b.WriteString("</users>")
	}
	if name == "json" {
		b.WriteString("{}]")
	}
	if name == "gb18030" {
		return []byte(gb(b.String()))
	}
	if name == "sql insert" {
		b.WriteString("(1);\n")
	}
	return b.Bytes()
}

func BenchmarkFormats(b *testing.B) {
	for _, name := range []string{"text", "chinese", "gb18030", "csv", "csv.quoted", "json", "jsonl", "xml", "access-log", "syslog", "logfmt", "html", "sql insert", "sql copy"} {
		in := benchData(name)
		b.Run(name, func(b *testing.B) { benchRead(b, memory("x", in), int64(len(in))) })
	}
	for _, name := range []string{"text", "csv", "jsonl"} {
		in := benchData(name)
		packed := []byte(gz(b, string(in)))
		b.Run(name+".gz", func(b *testing.B) { benchRead(b, memory("x", packed), int64(len(in))) })
	}
}

func benchRead(b *testing.B, src Source, size int64) {
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		d, err := Sample(b.Context(), src, full, discard)
		if err != nil || d.Rows == 0 || len(d.Gaps) > 0 {
			b.Fatal(d, err)
		}
	}
}

func BenchmarkPieces(b *testing.B) {
	in := benchData("csv")
	b.ReportAllocs()
	for b.Loop() {
		d, err := Sample(b.Context(), memory("x", in), sampled(1, 1<<20, 0), discard)
		if err != nil {
			b.Fatal(d, err)
		}
		b.SetBytes(d.Bytes)
	}
}

// BenchmarkSmall reads an object of one kilobyte, of which buckets have many.
func BenchmarkSmall(b *testing.B) {
	for _, name := range []string{"text", "csv", "jsonl"} {
		in := benchData(name)[:1000]
		b.Run(name, func(b *testing.B) {
			b.SetBytes(1000)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Sample(b.Context(), memory("x", in), full, discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
