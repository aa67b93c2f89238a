package detectors

import "bytes"

// nextName looks for the name that follows the one found in a list: 张伟、李娜 and
// "John Smith, Mary Jones". It must fill its place in the list.
func (n *number) nextName() finding {
	data, i := n.data, n.end
	for _, t := range titles {
		if bytes.HasPrefix(data[i:], t) {
			i += len(t)
			break
		}
	}
	i, tight := n.listSign(i)
	if i < 0 || i >= len(data) {
		return finding{}
	}
	rest := line(data[i:min(len(data), i+64)])
	if len(rest) == 0 {
		return finding{}
	}
	if rest[0] >= 0xe3 && rest[0] <= 0xe9 {
		return n.nextHanName(rest, i, tight)
	}
	if rest[0]-'A' > 25 && rest[0] < 0xc3 {
		return finding{}
	}
	size, grade := latinName(rest, false)
	if grade < gradeWhole || n.unsure && placeLike(rest[:size]) || size < len(rest) && (isAlnum(rest[size]) || bytes.IndexByte([]byte(":=@_/"), rest[size]) >= 0) {
		return finding{}
	}
	n.start, n.end = i, i+size
	return finding{formed: true, valid: true, hinted: n.unsure}
}

// listSign returns where the next place of a list starts behind the sign at i, or -1.
// tight says that the sign parts the places of lists and little else.
func (n *number) listSign(i int) (next int, tight bool) {
	data := n.data
	skip := func(most int) {
		for k := 0; k < most && i < len(data) && data[i] == ' '; k++ {
			i++
		}
	}
	skip(1)
	sign := false
	switch {
	case i < len(data) && (data[i] == ',' || data[i] == ';' || data[i] == '&'):
		i, sign = i+1, true
	case i+2 < len(data) && data[i] >= 0xe3:
		switch string(data[i : i+3]) {
		case "、":
			i, sign, tight = i+3, true, true
		case "，", "；", "和", "与", "及":
			i, sign = i+3, true
		}
	}
	skip(2)
	if bytes.HasPrefix(data[i:], []byte("and ")) {
		i, sign = i+4, true
	}
	if !sign {
		return -1, false
	}
	return i, tight
}

// nextHanName judges the Chinese characters up to the next sign of a list.
func (n *number) nextHanName(rest []byte, at int, tight bool) finding {
	run := rest[:hanRun(rest)]
	if after := rest[len(run):]; len(after) > 0 && (isAlnum(after[0]) || after[0] == ':' || after[0] == '=' || after[0] == '_' || bytes.HasPrefix(after, []byte("："))) {
		return finding{}
	}
	t := hanNames()
	if k := bytes.Index(run, []byte("等")); k >= 6 && len(run)-k <= 12 { // 等, 等人, 等三人
		run = run[:k]
	}
	run = withoutTitle(run)
	bar := surelyName
	if tight {
		bar = clearName
	}
	if len(run) > 12 || len(run) < 6 || beginsKey(run) || placeholders[string(run)] || t.name(run) < bar {
		return finding{}
	}
	n.start, n.end = at, at+len(run)
	return finding{formed: true, valid: true, hinted: n.unsure}
}

// listsNames says whether v begins with a whole name, of size and grade as they were
// read, and goes on with another one: not "Smith, John".
func listsNames(v []byte, size int, grade nameGrade) bool {
	if grade < gradeWhole || size+2 >= len(v) || v[size] != ',' && v[size] != ';' || bytes.IndexByte(v[:size], ' ') < 0 {
		return false
	}
	rest := bytes.TrimLeft(v[size+1:], " ")
	_, next := latinName(rest, false)
	return next == gradeWhole && bytes.IndexByte(rest, ' ') > 0
}
