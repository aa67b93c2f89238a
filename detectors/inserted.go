package detectors

import "bytes"

// Bounds of a statement of SQL that puts rows into a table: how far before VALUES its
// columns begin, how many there are, and how many bytes of rows are read.
const (
	maxColumnList = 1024
	maxColumns    = 32
	maxInserted   = 8 << 10
)

// The word before the rows of a statement, as identity.name has it among its literals.
const (
	valuesUpper = "VALUES"
	valuesLower = "values"
)

// inserted reads the rows behind VALUES, which ends at i, of an INSERT or REPLACE that
// names its columns, as programs write it into their logs. Each text in quotes is asked
// about as what stands behind the name of its column and a sign is. What is found waits
// in w.ahead until the walk has come there.
func (w *walker) inserted(i int) {
	data := w.data
	var columns [maxColumns]span
	count := columnsBefore(data, i-len(valuesUpper), columns[:])
	if count == 0 {
		return
	}
	limit := min(len(data), i+maxInserted)
	for {
		for i < limit && (blank(data[i]) || data[i] == '\n' || data[i] == ',') {
			i++
		}
		if i >= limit || data[i] != '(' {
			return
		}
		i++
		for k := 0; ; k++ {
			for i < limit && (blank(data[i]) || data[i] == '\n') {
				i++
			}
			start, end, next := sqlValue(data, i, limit)
			if next < 0 || k >= count {
				return
			}
			if start > i && end > start {
				w.askInserted(columns[k], start, end)
			}
			if i = next + 1; data[next] == ')' {
				break
			}
		}
	}
}

// askInserted asks about data[start:end], which stands in a column.
func (w *walker) askInserted(column span, start, end int) {
	data := w.data
	dets, _ := w.keys(column.start, column.end)
	for _, m := range dets {
		d := m.det
		w.n.span = span{start: start, end: end, digits: data[start:end], by: byKeyed, unsure: m.strength < full}
		w.n.named = w.named[d]
		if f := w.e.dets[d].check(&w.n); f.formed {
			w.ahead = append(w.ahead, hit{start: w.n.start, end: w.n.end, det: d, by: byKeyed, finding: f})
		}
	}
}

// columnsBefore reads the names in the brackets that end before end, behind INSERT INTO
// or REPLACE INTO and the name of a table, and returns how many there are.
func columnsBefore(data []byte, end int, out []span) int {
	for end > 0 && (blank(data[end-1]) || data[end-1] == '\n') {
		end--
	}
	if end == 0 || data[end-1] != ')' {
		return 0
	}
	end--
	from := max(0, end-maxColumnList)
	open := bytes.LastIndexByte(data[from:end], '(')
	if open < 0 {
		return 0
	}
	open += from
	head := data[max(0, open-96):open]
	var low [96]byte
	lower := lowerInto(low[:], head)
	if k := bytes.LastIndex(lower, []byte("into ")); k < 0 || bytes.IndexByte(lower[k:], ';') >= 0 || !bytes.Contains(lower[:k], []byte("insert ")) && !bytes.Contains(lower[:k], []byte("replace ")) {
		return 0
	}
	count := 0
	for i := open + 1; i < end; {
		k := bytes.IndexByte(data[i:end], ',')
		if k < 0 {
			k = end - i
		}
		if count == len(out) {
			return 0
		}
		a, b := i, i+k
		for a < b && !isAlnum(data[a]) && data[a] < 0x80 {
			a++
		}
		for b > a && !isAlnum(data[b-1]) && data[b-1] < 0x80 {
			b--
		}
		out[count] = span{start: a, end: b}
		count++
		i += k + 1
	}
	return count
}

// sqlValue reads the value that starts at i: a text in quotes, without them, or anything
// else, which is of no length. next is the sign behind it, or -1 where the row ends in no
// proper way.
func sqlValue(data []byte, i, limit int) (start, end, next int) {
	start, end = i, i
	if i < limit && (data[i] == 'N' || data[i] == '_') && i+1 < limit && data[i+1] == '\'' {
		i++ // N'…'
	}
	if i < limit && (data[i] == '\'' || data[i] == '"') {
		quote := data[i]
		start = i + 1
		for end = start; ; end++ {
			switch {
			case end >= limit || data[end] == '\n':
				return 0, 0, -1
			case data[end] == '\\' && end+1 < limit && data[end+1] != quote:
				end++
				continue
			case data[end] == quote && end+1 < limit && data[end+1] == quote && end > start:
				end++
				continue
			case data[end] != quote:
				continue
			}
			break
		}
		for i = end + 1; i < limit && (blank(data[i]) || data[i] == '\n'); i++ {
		}
		if i >= limit || data[i] != ',' && data[i] != ')' {
			return 0, 0, -1
		}
		return start, end, i
	}
	depth := 0
	for ; i < limit; i++ {
		switch c := data[i]; {
		case c == '(':
			depth++
		case c == ')' && depth == 0, c == ',' && depth == 0:
			return start, start, i
		case c == ')':
			depth--
		case c == '\n' || c == '\'' && depth == 0:
			return 0, 0, -1
		}
	}
	return 0, 0, -1
}

// comeTo pushes what waits ahead and begins before i.
func (w *walker) comeTo(i int) {
	for len(w.ahead) > 0 && w.ahead[0].start <= i {
		h := w.ahead[0]
		w.ahead = w.ahead[1:]
		w.pushNow(h)
	}
}
