package detectors

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// The tables of names are described in data/README.md.
//
//go:embed data/names_zh.txt
var chineseNameTable string

//go:embed data/names_en.txt
var englishNameTable string

// firstHan is the first character of the block that the tables cover, and manyHan
// how many there are.
const (
	firstHan = 0x4e00
	manyHan  = 0xa000 - firstHan
)

// noSurname stands where a character is no surname.
const noSurname = -128

// hanWeights hold ten times the natural logarithm of how much likelier a character
// is in its place of a name than in the same place of an ordinary word.
type hanWeights struct {
	surname, middle, last, only [manyHan]int8
	fold                        [manyHan]uint16 // traditional to simplified
	compound, word              map[string]bool
}

var hanNames = sync.OnceValue(func() *hanWeights {
	t := &hanWeights{compound: map[string]bool{}, word: map[string]bool{}}
	for i := range t.fold {
		t.surname[i], t.fold[i] = noSurname, uint16(i)
	}
	kinds := map[string]*[manyHan]int8{"surname": &t.surname, "middle": &t.middle, "last": &t.last, "only": &t.only}
	for line := range strings.Lines(chineseNameTable) {
		f := strings.Fields(line)
		switch f[0] {
		case "#":
		case "fold":
			for pair := f[1]; pair != ""; {
				from, n := utf8.DecodeRuneInString(pair)
				to, m := utf8.DecodeRuneInString(pair[n:])
				t.fold[from-firstHan] = uint16(to - firstHan)
				pair = pair[n+m:]
			}
		case "compound":
			for _, w := range f[1:] {
				t.compound[w] = true
			}
		case "word":
			for _, w := range f[2:] {
				t.word[f[1]+w] = true
			}
		default:
			table := kinds[f[0]]
			if f[1] == "else" {
				n, _ := strconv.Atoi(f[2])
				for i := range table {
					table[i] = int8(n)
				}
				continue
			}
			n, err := strconv.Atoi(f[1])
			if err != nil {
				panic("data/names_zh.txt: " + err.Error())
			}
			for _, r := range f[2] {
				if r >= firstHan && r < firstHan+manyHan {
					table[r-firstHan] = int8(n)
				}
			}
		}
	}
	return t
})

// latinNames are names in lower case and without signs, with what they may be.
var latinNames = sync.OnceValue(func() map[string]latinKind {
	t := map[string]latinKind{}
	for line := range strings.Lines(englishNameTable) {
		f := strings.Fields(line)
		kind := latinGiven
		switch f[0] {
		case "#":
			continue
		case "family":
			kind = latinFamily
		}
		for _, rest := range f[2:] {
			t[f[1]+strings.TrimPrefix(rest, "-")] |= kind
		}
	}
	for _, s := range strings.Fields(pinyinSurnames) {
		t[s] |= pinyinFamily
	}
	for _, s := range strings.Fields(pinyinSyllables) {
		t[s] |= pinyinSyllable
	}
	return t
})

// latinKind says what a word of Latin letters may be; the kinds add up.
type latinKind uint8

const (
	latinGiven latinKind = 1 << iota
	latinFamily
	pinyinFamily
	pinyinSyllable
)

// pinyinSurnames are the spellings of Chinese surnames in Hanyu Pinyin (GB/T
// 28039).
const pinyinSurnames = `wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang
	han deng feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lv lu ding ren yao shen zhong cui tan
	fan liao shi jin jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan duan lei long tao mao hao gu gong shao wan qin wu qian
	dai mo kong xiang chang kang yi qiao lai wen pang yue zhuang nie zhan xing geng guan jiao ji zu ge ruan lan bi jiang ning
	qi ouyang shangguan sima zhuge situ huangfu murong dongfang an bao bian bu cen che chi chu cong dou fei gan gou hua huan
	huo jian jing ju kuang lang lao leng lian ling lou man mei mi miao mu nan ni pei pu qu quan rao rong ruan sang sha shan
	shang shi shu shui si tong tu wo xi xian xin xuan ying you zang zhai zhen zhi zuo`

// pinyinSyllables are the syllables of Hanyu Pinyin of two letters and more that
// occur in given names.
const pinyinSyllables = `ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bin bing bo bu cai can cang cao ce cen ceng cha chai chan
	chang chao che chen cheng chi chong chou chu chuan chuang chun ci cong cui cun da dai dan dang dao de deng di dian diao
	ding dong dou du duan dui dun duo e en er fa fan fang fei fen feng fu gai gan gang gao ge gen geng gong gu gua guan guang
	gui guo hai han hang hao he hen heng hong hou hu hua huai huan huang hui huo ji jia jian jiang jiao jie jin jing jiong jiu ju
	juan jue jun kai kan kang ke kong kuan kuang kui kun lai lan lang lao le lei leng li lian liang liao lie lin ling liu long lou lu
	lv luan lun luo ma mai man mang mao mei men meng mi mian miao min ming mo mu na nan nao nei neng ni nian niang ning niu nong
	nuan nuo ou pan pang pei peng pi pian piao pin ping po pu qi qia qian qiang qiao qin qing qiong qiu qu quan que qun ran rang
	rao ren rong rou ru ruan rui run ruo san sang sen sha shan shang shao she shen sheng shi shou shu shuai shuang shui shun shuo
	si song su sui sun suo tai tan tang tao te teng ti tian tiao tie ting tong tu tuan wan wang wei wen weng wo wu xi xia xian
	xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yong you yu yuan yue yun zai zan zang zao
	ze zeng zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhuan zhuang zhui zhuo zi zong zou zu zuo`
