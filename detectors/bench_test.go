package detectors

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// column is a column under construction.
type column struct {
	data []byte
	ends []int32
}

func (c *column) add(format string, args ...any) {
	c.data = fmt.Appendf(c.data, format, args...)
	c.ends = append(c.ends, int32(len(c.data)))
	c.data = append(c.data, '\n')
}

// The corpora have the shapes that the design's figures are about: an access log
// with personal data on one line in a hundred, rows dense with it, and a log of
// numbers that only look like it.
func benchCorpora() map[string]*column {
	const size = 4 << 20
	r := rand.New(rand.NewPCG(1, 2))
	out := map[string]*column{"log": {}, "dense": {}, "numbers": {}, "chinese": {}}
	for c := out["log"]; len(c.data) < size; {
		who := "-"
		if r.IntN(100) == 0 {
			who = genMobile(r)
		}
		c.add(`{"time":"2024-03-%02dT%02d:%02d:%02d.%03dZ","remote":"10.%d.%d.%d","method":"GET","path":"/api/v2/items/%d","status":200,"bytes":%d,"agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/122.0.0.0","user":"%s","rt":%.3f}`,
			1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1000), r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(100000), r.IntN(1000000), who, r.Float64())
	}
	for c := out["dense"]; len(c.data) < size; {
		c.add("%d,customer %d,%s,%s,%s,u%d@mail.qq.com,2024-03-01", r.IntN(1e6), r.IntN(1e6), genResident(r), genMobile(r), genCard(r), r.IntN(1e6))
	}
	for c := out["numbers"]; len(c.data) < size; {
		c.add("2024-03-%02d %02d:%02d:%02d,%03d INFO order=%018d trace=%08x-%04x-4%03x-a%03x-%012x ts=17%011d flake=%d",
			1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1000), r.Int64N(1e18), r.Uint32(), r.IntN(65536), r.IntN(4096), r.IntN(4096), r.Int64N(1<<48), r.Int64N(1e11), 1500000000000000000+r.Int64N(1e18))
	}
	for c := out["chinese"]; len(c.data) < size; {
		c.add("客户来电咨询发货时间,要求尽快处理,已转仓库;回访号码%s,备注:款式不符,金额%d元。", genMobile(r), r.IntN(1000))
	}
	return out
}

func BenchmarkScan(b *testing.B) {
	e := newEngine(b)
	corpora := benchCorpora()
	for _, name := range []string{"log", "dense", "numbers", "chinese"} {
		c := corpora[name]
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(c.data)))
			b.ReportAllocs()
			n := 0
			count := func(Candidate) { n++ }
			begun := processorTime()
			for b.Loop() {
				e.Scan("", c.data, c.ends, count)
			}
			b.ReportMetric(float64(len(c.data))*float64(b.N)/1e6/(processorTime()-begun).Seconds(), "MB/cpu-s")
			b.ReportMetric(float64(n)/float64(b.N), "candidates/op")
		})
	}
}

func BenchmarkText(b *testing.B) {
	e := newEngine(b)
	const text = "收件人电话：139 0000 1234，邮箱 u1@mail.qq.com，订单号 202403150001234567"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		e.Text("", text)
	}
}
