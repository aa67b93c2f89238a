package detectors

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// divisionTable is described in data/README.md.
//
//go:embed data/divisions.txt
var divisionTable string

// A division is what a name of the administrative divisions of China may stand for.
type division uint8

const (
	ofProvince division = 1 << iota
	ofPrefecture
	ofCounty
	shortName // without 省, 市, 区, 县 at its end
)

// divisionNames holds the names of the divisions, simplified, and by their first
// character the longest length in characters.
type divisionNames struct {
	kind  map[string]division
	begin [manyHan]uint8
}

// divisionEnds are cut off for the short names, the longest first.
var divisionEnds = []string{"特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州", "自治县", "自治旗", "地区", "新区", "省", "市", "区", "县", "盟", "旗"}

var divisionsOfChina = sync.OnceValue(func() *divisionNames {
	t := &divisionNames{kind: map[string]division{}}
	put := func(name string, d division) {
		if old, ok := t.kind[name]; ok && old&shortName == 0 && d&shortName != 0 {
			return
		}
		t.kind[name] |= d
		r, _ := utf8.DecodeRuneInString(name)
		t.begin[r-firstHan] = max(t.begin[r-firstHan], uint8(utf8.RuneCountInString(name)))
	}
	lines := strings.Split(divisionTable, "\n")
	for _, short := range []bool{false, true} {
		for _, line := range lines {
			f := strings.Fields(line)
			if len(f) < 2 || f[0] == "#" {
				continue
			}
			d := division(1) << (f[0][0] - '1')
			for _, name := range f[1:] {
				if !short {
					put(name, d)
					continue
				}
				if s := shortDivision(name); s != name {
					put(s, d|shortName)
				}
			}
		}
	}
	return t
})

// shortDivision cuts the end off a name where two characters or more are left, and
// the names of minorities before 自治州.
func shortDivision(name string) string {
	for _, end := range divisionEnds {
		s, ok := strings.CutSuffix(name, end)
		if !ok || utf8.RuneCountInString(s) < 2 {
			continue
		}
		if end == "自治州" || end == "自治县" {
			for _, people := range []string{"朝鲜族", "土家族", "藏族", "彝族", "傣族", "哈尼族", "壮族", "苗族", "白族", "蒙古族", "回族", "满族", "侗族", "瑶族"} {
				if k := strings.Index(s, people); k >= 6 {
					return s[:k]
				}
			}
		}
		return s
	}
	return name
}

// at returns the longest name of a division that v begins with: its length in
// bytes and what it is.
func (t *divisionNames) at(v []byte) (size int, d division) {
	fold := &hanNames().fold
	var buf [48]byte
	text, most, read := buf[:0], 1, 0
	for k := 0; k < most && k < 15 && read < len(v); k++ {
		r, n := utf8.DecodeRune(v[read:])
		if r < firstHan || r >= firstHan+manyHan {
			break
		}
		c := fold[r-firstHan]
		if k == 0 {
			if most = int(t.begin[c]); most == 0 {
				return 0, 0
			}
		}
		text = utf8.AppendRune(text, rune(c)+firstHan)
		read += n
		if k == 0 {
			continue
		}
		if got, ok := t.kind[string(text)]; ok {
			size, d = read, got
		}
	}
	return size, d
}
