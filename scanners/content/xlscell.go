package content

import (
	"math"
	"strconv"
)

// cell deals with the records of cells.
func (x *xlsBook) cell(b []byte) error {
	switch x.id {
	case biffShared, biffNumber, biffLabel, biffRich, biffBool, biffRK, biffNumbers, biffFormula:
	case biffString:
		if x.wait < 0 {
			return nil
		}
		v, err := x.text(x.value[:0], 2)
		if err != nil {
			return err
		}
		x.value = v
		x.put(x.wait, v)
		x.wait = -1
		return nil
	default:
		return nil
	}
	row, col := int(u16(b)), int(u16(b[2:]))
	style := int(u16(b[4:]))
	x.wait = -1
	if x.chart || x.depth != 1 || x.grid == nil {
		return x.series(b)
	}
	if row != x.row {
		if err := x.endRow(); err != nil {
			return err
		}
		x.row = row
	}
	switch x.id {
	case biffShared:
		i := int(u32(b[6:]))
		x.lost = x.lost || i >= len(x.w.ends)
		x.put(col, x.w.text(i))
	case biffNumber:
		x.putNumber(col, style, math.Float64frombits(u64(b[6:])))
	case biffRK:
		x.putNumber(col, style, shortNumber(u32(b[6:])))
	case biffNumbers:
		for b = b[4:]; len(b) >= 8; col++ { // the last two bytes are the last column
			x.putNumber(col, int(u16(b)), shortNumber(u32(b[2:])))
			b = b[6:]
		}
	case biffLabel, biffRich:
		x.b = b[6:]
		v, err := x.text(x.value[:0], 2)
		if err != nil {
			return err
		}
		x.value = v
		x.put(col, v)
	case biffBool:
		if b[7] == 0 {
			x.put(col, strconv.AppendBool(x.value[:0], b[6] != 0))
		}
	case biffFormula:
		x.literals(b[14:])
		if u16(b[12:]) != 0xFFFF {
			x.putNumber(col, style, math.Float64frombits(u64(b[6:])))
			break
		}
		switch b[6] {
		case 0:
			x.wait = col
		case 1:
			x.put(col, strconv.AppendBool(x.value[:0], b[8] != 0))
		}
	}
	return nil
}

// series reads what a chart keeps of the cells that it shows.
func (x *xlsBook) series(b []byte) error {
	var v []byte
	var err error
	switch x.id {
	case biffLabel:
		x.b = b[6:]
		v, err = x.text(nil, 2)
	case biffNumber:
		v = plainFloat(x.value[:0], math.Float64frombits(u64(b[6:])))
	}
	if err != nil {
		return err
	}
	return x.besideText("", v)
}

// put puts a value into a cell of the row.
func (x *xlsBook) put(col int, v []byte) {
	if col >= gridWidth || len(v) == 0 {
		return
	}
	for len(x.cells) <= col {
		k := len(x.cells)
		if k == len(x.spare) {
			x.spare = append(x.spare, nil)
		}
		x.cells = append(x.cells, x.spare[k][:0])
	}
	x.spare[col] = append(x.cells[col][:0], v...)
	x.cells[col] = x.spare[col]
}

func (x *xlsBook) putNumber(col, style int, f float64) {
	if style < len(x.dates) && x.dates[style] {
		x.value = x.w.date(x.value[:0], f)
		x.put(col, x.value)
		return
	}
	x.value = plainFloat(x.value[:0], f)
	x.put(col, x.value)
}

// shortNumber is a number in four bytes: a whole one, or the upper half of a float,
// either of them perhaps in hundredths.
func shortNumber(v uint32) float64 {
	f := math.Float64frombits(uint64(v&^3) << 32)
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}
