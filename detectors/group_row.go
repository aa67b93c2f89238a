package detectors

// inRow says whether further groups of digits stand before and behind a number in
// groups, a space away: a row of a table, or of coordinates.
func (n *number) inRow() bool {
	data := n.data
	return n.start > 1 && n.end+1 < len(data) && data[n.start-1] == ' ' && isDigit(data[n.start-2]) && data[n.end] == ' ' && isDigit(data[n.end+1])
}

// besideGroup is inRow with one such group, or with the letter of a drawing: "q 222".
func (n *number) besideGroup() bool {
	data := n.data
	return n.start > 1 && data[n.start-1] == ' ' && isDigit(data[n.start-2]) || n.end+1 < len(data) && data[n.end] == ' ' && isDigit(data[n.end+1])
}

// firstGroup returns how long the first group of digits is and which
// sign ends it.
func (n *number) firstGroup() (size int, sign byte) {
	size = digitsFrom(n.data, n.start)
	if i := n.start + size; i < n.end {
		sign = n.data[i]
	}
	return size, sign
}

// fraction says whether a number in groups is one with decimals: 137.65776062.
func (n *number) fraction() bool {
	size, sign := n.firstGroup()
	return n.grouped && sign == '.' && digitsFrom(n.data, n.start+size+1) == n.end-n.start-size-1
}
