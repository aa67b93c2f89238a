package detectors

import "strings"

// The number of an identity card of the Chinese forces: a character for the
// headquarters, command or service that gave it out, 字第, six to eight digits and
// 号. Deeds and decrees are counted in the same way, so within a longer word it needs
// one that names it, and so do the bare digits.
var _ = register(detector{
	category: "id.military",
	evidence: "format",
	han:      militaryWords,
	lengths:  []int{7, 8},
	// Nothing tells the digits from others.
	chance:   0.5,
	strength: 4,
	words: `militaryid militaryidno militaryidcard militarycard militarycardno militaryno officercard officercardno officerid militaryofficerid soldierid
		军官证 军官证号 军官证号码 士官证 士官证号 士官证号码 士兵证 士兵证号 士兵证号码 军人证 军人证号 军人证件号 军人证件号码 军人身份证 军人身份证号 军人证件
		文职干部证 文职证 文职人员证 武警证 武警警官证 武警警官证号 警官证 警官证号 警官证号码 军队离退休干部证 军人保障卡号
		軍官證 軍官證號碼 jgz jgzh jgzhm junguanzheng junguanzhenghao shiguanzheng shibingzheng`,
	check: checkMilitary,
})

// services are the characters that such numbers begin with: services, the military
// regions and general departments until 2016, and the theatre commands since.
const services = "军南北沈兰成济广海空参政后装火武士东西中战联陆干兵"

func militaryWords() []string {
	var out []string
	for _, r := range services {
		out = append(out, string(r)+"字")
	}
	return out
}

func checkMilitary(n *number) finding {
	data := n.data
	if n.by == byNumber {
		if n.grouped || len(n.digits) == 8 && dateLike(n.digits) {
			return finding{}
		}
		if s := n.start; s >= 3 && data[s-3] >= 0xe3 && strings.Contains(services, string(data[s-3:s])) {
			n.start -= 3
		}
		return finding{formed: true, valid: !sameDigits(n.digits), needsWord: true, loose: true}
	}
	step := func(p int, signs ...string) int {
		for p < len(data) && data[p] == ' ' {
			p++
		}
		for _, s := range signs {
			if len(data)-p >= len(s) && string(data[p:p+len(s)]) == s {
				return p + len(s)
			}
		}
		return p
	}
	at := step(n.end, "第")
	named := at > n.end && data[at-1] != ' '
	p := step(at, "№", "No.", "NO.", "No", "NO", "：", ":")
	p = step(p)
	k := digitsFrom(data, p)
	if k < 5 || k > 8 {
		return finding{}
	}
	end := p + k
	if q := step(end, "号", "號"); q > end && data[q-1] != ' ' {
		end = q
	} else if end < len(data) && isLetter(data[end]) {
		return finding{}
	}
	// 房权证海字第…: a deed of a district.
	inWord := n.start >= 3 && data[n.start-3] >= 0xe4 && data[n.start-3] <= 0xe9 && !strings.Contains("是为持有", string(data[n.start-3:n.start]))
	n.end = end
	return finding{formed: true, valid: !sameDigits(data[p : p+k]), needsWord: inWord || !named || k == 5}
}
