package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"piiventory/cmd/internal/people"
)

// A corpus is one kind of content.
type corpus struct {
	name, title string
	// ext is the extension of its files.
	ext string
	// head stands once at the top of each file, line makes line i.
	head string
	line func(r *rand.Rand, i int) string
	// planted counts what is in each line i for which i is a multiple of every.
	planted []string
	every   int
	// goal is how many times as fast as ripgrep piiventory should count in it.
	goal float64
}

var corpora = []corpus{
	{"json", "JSON access log, personal data on 1 % of lines", "json", "", accessLine, []string{"contact.mobile"}, 100, 6},
	{"csv", "CSV, personal data on every line", "csv", "name,id_card,mobile,email,bank_card,city\n", customerLine, []string{"id.cn_resident", "contact.mobile", "contact.email", "finance.bank_card"}, 1, 5},
	{"log", "log of timestamps, order numbers and UUIDs", "log", "", orderLine, []string{"contact.mobile"}, 1000, 4},
}

// parts is the number of files of a corpus, so that both programs can use all
// processors.
const parts = 4

// write makes the files of a corpus in a new folder and returns their size.
func (c *corpus) write(folder string, size int, seed uint64) (int64, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return 0, err
	}
	var total int64
	for i := range parts {
		n, _, _, err := c.writeFile(filepath.Join(folder, fmt.Sprintf("%s-%d.%s", c.name, i+1, c.ext)), size/parts, rand.New(rand.NewPCG(seed, uint64(i))))
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

// writeFile makes one file and returns its size, its lines and how many values of each
// category were planted in it.
func (c *corpus) writeFile(name string, size int, r *rand.Rand) (written int64, lines int, planted map[string]int, err error) {
	f, err := os.Create(name)
	if err != nil {
		return 0, 0, nil, err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	planted = map[string]int{}
	n, _ := w.WriteString(c.head)
	lines = strings.Count(c.head, "\n")
	for i := 0; n < size; i++ {
		m, err := w.WriteString(c.line(r, i))
		if err != nil {
			return 0, 0, nil, err
		}
		n += m
		lines++
		if i%c.every == 0 {
			for _, category := range c.planted {
				planted[category]++
			}
		}
	}
	if err := w.Flush(); err != nil {
		return 0, 0, nil, err
	}
	return int64(n), lines, planted, f.Close()
}

// start is the first instant in the corpora; lines are 137 ms apart.
var start = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

func at(i int) time.Time { return start.Add(time.Duration(i) * 137 * time.Millisecond) }

func accessLine(r *rand.Rand, i int) string {
	who := ""
	if i%100 == 0 { // as the corpus says
		who = fmt.Sprintf(`,"mobile":"%s"`, people.Mobile(r))
	}
	return fmt.Sprintf(`{"ts":"%s","method":"GET","path":"/goods/%d/picture-%d.jpg","status":200,"bytes":%d,"ms":%d,"agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/%d.0.0.0 Safari/537.36"%s}`+"\n",
		at(i).Format(time.RFC3339Nano), r.IntN(90000), r.IntN(9), r.IntN(90000), r.IntN(900), 100+r.IntN(60), who)
}

func customerLine(r *rand.Rand, i int) string {
	return fmt.Sprintf("客户%d,%s,%s,%s,%s,上海\n", i, people.ResidentID(r), people.Mobile(r), people.Email(r, fmt.Sprintf("kehu%d", i)), people.BankCard(r))
}

func orderLine(r *rand.Rand, i int) string {
	t := at(i)
	who := ""
	if i%1000 == 0 {
		who = ", mobile " + people.Mobile(r)
	}
	return fmt.Sprintf("%s INFO order %s%06d stored as %s by worker %d in %d ms, cursor %d%s\n",
		t.Format(time.DateTime), t.Format("20060102"), i%1000000, people.UUID(r), r.IntN(32), r.IntN(900), t.UnixMilli(), who)
}
