package inventory

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/detectors"
	"piiventory/scanners"
)

// BenchmarkTally counts batches in which every row has a mobile number and an e-mail
// address, with so many different ones, and says how many bytes it takes in a second.
func BenchmarkTally(b *testing.B) {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, different := range []int{100, 50_000} {
		b.Run(fmt.Sprint(different), func(b *testing.B) {
			const rows = 50_000
			var mobile, mail strings.Builder
			for i := range rows {
				n := (i % different) * 7919 % 100_000_000
				fmt.Fprintf(&mobile, "139%08d\n", n)
				fmt.Fprintf(&mail, "user%d@mail.example-shop.cn\n", n)
			}
			batch := &scanners.Batch{Unit: "u", Rows: rows}
			for path, text := range map[string]string{"mobile": mobile.String(), "email": mail.String()} {
				c := scanners.Column{Path: path, Data: []byte(text)}
				for i := range c.Data {
					if c.Data[i] == '\n' {
						c.Ends = append(c.Ends, int32(i))
					}
				}
				batch.Columns = append(batch.Columns, c)
			}
			b.SetBytes(int64(mobile.Len() + mail.Len()))
			for b.Loop() {
				newTally(engine, []byte("key"), "").batch(batch)
			}
		})
	}
}
