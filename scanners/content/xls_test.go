package content

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"piiventory/scanners"
)

// biff is a record.
func biff(id uint16, body string) string {
	b := binary.LittleEndian.AppendUint16(nil, id)
	return string(binary.LittleEndian.AppendUint16(b, uint16(len(body)))) + body
}

// biffFile is a stream with the records of the workbook and one sheet "S" behind them.
func biffFile(t testing.TB, globals string, rows ...string) string {
	t.Helper()
	begin := biff(biffBegin, "\x00\x06\x05\x00")
	rest := globals + biff(biffEOF, "")
	at := len(begin) + len(biff(biffSheet, "\x00\x00\x00\x00\x00\x00\x01\x00S")) + len(rest)
	b := begin + biff(biffSheet, string(binary.LittleEndian.AppendUint32(nil, uint32(at)))+"\x00\x00\x01\x00S") + rest
	return b + biff(biffBegin, "\x00\x06\x10\x00") + strings.Join(rows, "") + biff(biffEOF, "")
}

// biffCell is the start of a record of a cell.
func biffCell(row, col byte) string { return string([]byte{row, 0, col, 0, 0, 0}) }

func float(f float64) string {
	return string(binary.LittleEndian.AppendUint64(nil, math.Float64bits(f)))
}

func TestXLSCells(t *testing.T) {
	for _, tc := range []struct{ name, globals, rows, want string }{
		{"numbers", "", biff(biffNumber, biffCell(0, 0)+float(13800000001)) + biff(biffNumber, biffCell(0, 2)+float(123456789012345678)), "S.1=13800000001;S.3=123456789012345680"},
		{"short numbers", "", biff(biffRK, biffCell(0, 0)+"\x02\x00\x00\x00") + biff(biffNumbers, "\x01\x00\x00\x00\x00\x00\x07\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00"), "S.1=0\nS.1=0.01;S.2=0"},
		{"a text of two widths", biff(biffTexts, "\x01\x00\x00\x00\x01\x00\x00\x00\x04\x00\x01\x2d\x4e") + biff(biffMore, "\x00ab") + biff(biffMore, "\x01\x87\x65"),
			biff(biffShared, biffCell(0, 0)+"\x00\x00\x00\x00"), "S.1=中ab文"},
		{"a text between its parts", biff(biffTexts, "\x02\x00\x00\x00\x02\x00\x00\x00\x02\x00\x08\x02\x0012\x00\x00\x00\x00") + biff(biffMore, "\x00\x00\x00\x00\x01\x00\x00c"),
			biff(biffShared, biffCell(0, 1)+"\x01\x00\x00\x00") + biff(biffShared, biffCell(0, 0)+"\x00\x00\x00\x00"), "S.1=12;S.2=c"},
		{"formulas", "", biff(biffFormula, biffCell(0, 0)+"\x00\x00\x00\x00\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00") + biff(biffString, "\x02\x00\x00ab") +
			biff(biffFormula, biffCell(0, 1)+float(13800000002)+"\x00\x00\x00\x00\x00\x00") + biff(biffFormula, biffCell(0, 2)+"\x01\x00\x01\x00\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00"), "S.1=ab;S.2=13800000002;S.3=true"},
		{"dates", biff(biffFormat, "\xa4\x00\x0a\x00\x00yyyy-mm-dd") + biff(biffStyle, "\x00\x00\xa4\x00"), biff(biffNumber, biffCell(0, 0)+float(32875.5)), "S.1=1990-01-02 12:00:00"},
		{"dates since 1904", biff(biffDate, "\x01\x00") + biff(biffStyle, "\x00\x00\x0e\x00"), biff(biffNumber, biffCell(0, 0)+float(1)), "S.1=1904-01-02"},
		{"a comment", "", biff(biffLabel, biffCell(0, 0)+"\x01\x00\x00x") + biff(biffBox, "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0b\x00\x10\x00\x00\x00\x00\x00") + biff(biffMore, "\x0013800000003") + biff(biffMore, "\x00\x00\x00\x00\x00\x00\x00\x00") +
			biff(biffNote, "\x00\x00\x00\x00\x00\x00\x01\x00\x08\x00\x00Jane Doe"), "S.1=x\n=13800000003\nauthor=Jane Doe"},
		{"cells of another workbook", "", biff(biffCached, "\x01\x00\x00\x00\x01"+float(13800000004)+"\x02\x02\x00\x00ab"), "=13800000004\n=ab"},
		{"what may be chosen", "", biff(biffRule, "\x03\x00\x00\x00\x02\x00\x00hi\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x06\x00\x00\x00\x17\x03\x00a\x00b"), "=hi\n=a,b"},
		{"the writer", biff(biffUser, "\x08\x00\x00Jane Doe  "), "", "properties.writeAccess=Jane Doe"},
	} {
		in := compoundOf([]file{{"Workbook", biffFile(t, tc.globals, tc.rows)}}, nil)
		rows, drawn := gather(t, &standard, memory("a.xls", in), full)
		if got := table(rows); got != tc.want || drawn.Format != "xls" || len(drawn.Gaps) > 0 || drawn.Design != scanners.Census {
			t.Errorf("%s: %q, want %q; %+v", tc.name, got, tc.want, drawn)
		}
	}
}

// TestXLSParts sees that what a workbook holds beside its sheets is read or told.
func TestXLSParts(t *testing.T) {
	book := biffFile(t, "", biff(biffLabel, biffCell(0, 0)+"\x01\x00\x00x"))
	for _, tc := range []struct {
		name    string
		streams []file
		want    string
		kinds   []scanners.GapKind
	}{
		{"a workbook inside", []file{{"Workbook", book}, {"MBD1/Workbook", book}}, "S.1=x\nS.1=x", nil},
		{"the same for old programs", []file{{"Workbook", book}, {"Book", "x"}}, "S.1=x", []scanners.GapKind{scanners.GapFormat}},
		{"a file inside", []file{{"Workbook", book}, {"MBD1/\x01Ole10Native", "\x2f\x00\x00\x00\x02\x00a.csv\x00C:\\a.csv\x00\x00\x00\x03\x00\x02\x00\x00\x00x\x00\x0b\x00\x00\x0013800000001"}}, "S.1=x\nfile=a.csv\nfile=C:\\a.csv\n1=13800000001", nil},
		{"a pivot table", []file{{"Workbook", book}, {"_SX_DB_CUR/0001", biff(0xC6, "12345678") + biff(biffPivotText, "\x08\x00\x00Jane Doe") + biff(biffPivotNumber, float(13800000001)) + biff(biffEOF, "")}}, "S.1=x\n=Jane Doe\n=13800000001", nil},
		{"something unknown", []file{{"Workbook", book}, {"Whatever", "x"}}, "S.1=x", []scanners.GapKind{scanners.GapFormat}},
		{"a broken workbook", []file{{"Workbook", book[:len(book)-9]}}, "", []scanners.GapKind{scanners.GapCorrupt}},
	} {
		rows, drawn := gather(t, &standard, memory("a.xls", compoundOf(tc.streams, nil)), full)
		var kinds []scanners.GapKind
		for _, g := range drawn.Gaps {
			kinds = append(kinds, g.Kind)
		}
		if got := table(rows); got != tc.want || len(kinds) != len(tc.kinds) || len(kinds) > 0 && (kinds[0] != tc.kinds[0] || drawn.Design == scanners.Census) {
			t.Errorf("%s: %q, %+v", tc.name, got, drawn)
		}
	}
}

func TestXLSBare(t *testing.T) {
	in := biffFile(t, "", biff(biffLabel, biffCell(0, 0)+"\x0b\x00\x0013800000001"))
	if rows, drawn := gather(t, &standard, memory("a", []byte(in)), full); table(rows) != "S.1=13800000001" || drawn.Format != "xls" {
		t.Errorf("%q %+v", table(rows), drawn)
	}
}

func FuzzXLS(f *testing.F) {
	f.Add([]byte(biff(biffTexts, "\x01\x00\x00\x00\x01\x00\x00\x00\x04\x00\x01\x2d\x4e")+biff(biffMore, "\x00ab")), false)
	f.Add([]byte(biff(biffLink, strings.Repeat("\x00", 24)+"\x02\x00\x00\x00\x17\x00\x00\x00\x01\x00\x00\x00a\x00")), false)
	f.Add([]byte(biff(biffPictures, "\x0f\x00\x00\xf0\x08\x00\x00\x00\x00\x00\x1e\xf0\x00\x00\x00\x00")), true)
	f.Add([]byte(biff(biffCached, "\x01\x00\x00\x00\x02\x02\x00\x00ab")+biff(biffNote, "\x00\x00\x00\x00\x00\x00\x01\x00\x08\x00\x00Jane Doe")), true)
	f.Fuzz(func(t *testing.T, in []byte, old bool) {
		if len(in) > 1<<16 {
			return
		}
		b := []byte(biffFile(t, string(in), string(in)))
		if old {
			b[5] = 5
		}
		if _, err := standard.sample(t.Context(), memory("a", b), full, discard); err != nil {
			t.Fatal(err)
		}
	})
}
