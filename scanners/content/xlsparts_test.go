package content

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// artWords is a property of a shape that is a text, in a record of such.
func artWords(id uint16, s string) string {
	le := binary.LittleEndian
	v := ""
	for _, c := range s {
		v += string(le.AppendUint16(nil, uint16(c)))
	}
	v += "\x00\x00"
	p := le.AppendUint32(le.AppendUint16(nil, id|0x8000), uint32(len(v)))
	return slide(0x13, 0xF00B, string(p)+v)
}

// TestXLSHidden sees what lies in formulas, names and shapes of a workbook, and what of
// it is told.
func TestXLSHidden(t *testing.T) {
	formula := "\x00\x00\x00\x00\x00\x00\xf0\x3f\x00\x00\x00\x00\x00\x00\x0e\x00\x17\x0b\x0013800000001"
	x := biff(biffLabel, biffCell(0, 0)+"\x01\x00\x00x")
	for _, tc := range []struct {
		name, globals, rows, want string
		kind                      scanners.GapKind
	}{
		{"a formula", "", biff(biffFormula, biffCell(0, 0)+formula) + biff(biffLabel, biffCell(0, 1)+"\x01\x00\x00x"), "S.1=1;S.2=x\nformula=13800000001", ""},
		{"the same in many rows", "", biff(biffFormula, biffCell(0, 0)+formula) + biff(biffFormula, biffCell(1, 0)+formula), "S.1=1\nS.1=1\nformula=13800000001", ""},
		{"a name", biff(biffName, "\x00\x00\x00\x01\x0e\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00n\x17\x0b\x0013800000002"), x, "formula=13800000002\nS.1=x", ""},
		{"no text", "", biff(biffFormula, biffCell(0, 0)+formula[:14]+"\x17\xff\x00abc\x17\x04\x00a\x01bc\x17"), "S.1=1", ""},
		{"art of words", "", x + biff(biffDrawing, slide(15, 0xF004, artWords(0xC0, "Jane Doe"))), "S.1=x\n=Jane Doe", ""},
		{"a picture behind", "", x + biff(biffBack, "12345678"), "S.1=x", scanners.GapImage},
	} {
		rows, drawn := gather(t, &standard, memory("a.xls", compoundOf([]file{{"Workbook", biffFile(t, tc.globals, tc.rows)}}, nil)), full)
		if got := table(rows); got != tc.want || (tc.kind == "") != (len(drawn.Gaps) == 0) || tc.kind != "" && (drawn.Gaps[0].Kind != tc.kind || drawn.Design == scanners.Census) {
			t.Errorf("%s: %q, want %q; %+v", tc.name, got, tc.want, drawn)
		}
	}
	// Some programs fill the stream up with zeros.
	for n := range 9 {
		rows, drawn := gather(t, &standard, memory("a.xls", compoundOf([]file{{"Workbook", biffFile(t, "", x) + strings.Repeat("\x00", n+4)}}, nil)), full)
		if table(rows) != "S.1=x" || len(drawn.Gaps) > 0 {
			t.Errorf("%d zeros: %q %+v", n, table(rows), drawn)
		}
	}
}

// TestXLSCharsets reads texts of Excel 95 in charsets of two bytes a character.
func TestXLSCharsets(t *testing.T) {
	for _, tc := range []struct{ page, text, want string }{
		{"\xa8\x03", "\xd5\xc5\xc8\xfd", "张三"},
		{"\xa4\x03", "\x93\x63\x92\x86", "田中"},
		{"\xe4\x04", "na\xefve", "na\u00efve"},
	} {
		b := []byte(biffFile(t, biff(biffPage, tc.page), biff(biffLabel, biffCell(0, 0)+string([]byte{byte(len(tc.text)), 0})+tc.text)))
		for i := 0; i+8 <= len(b); i++ {
			if u16(b[i:]) == biffBegin && u16(b[i+4:]) == 0x600 {
				b[i+5] = 5
			}
		}
		rows, drawn := gather(t, &standard, memory("a.xls", compoundOf([]file{{"Book", string(b)}}, nil)), full)
		if !strings.HasSuffix(table(rows), "="+tc.want) || len(drawn.Gaps) > 0 {
			t.Errorf("%q, want %q; %+v", table(rows), tc.want, drawn)
		}
	}
}

// docDrawing is a text with a table of drawings, and a picture behind its text.
func docDrawing(change func(entry []byte)) []file {
	le := binary.LittleEndian
	files := wordOf(0, "text\r")
	word := []byte(files[0].body)
	pic := slide(0x6E0<<4, 0xF01E, strings.Repeat("\x01", 17)+"13800000003 in a picture")
	entry := make([]byte, 36)
	le.PutUint32(entry[20:], uint32(len(pic)))
	le.PutUint32(entry[28:], uint32(len(word)))
	if change != nil {
		change(entry)
	}
	art := slide(15, 0xF000, slide(15, 0xF001, slide(2, 0xF007, string(entry)))) + "\x00" + slide(15, 0xF002, artWords(0xC0, "Jane Doe"))
	le.PutUint32(word[154+8*50:], uint32(len(files[1].body)))
	le.PutUint32(word[158+8*50:], uint32(len(art)))
	files[0].body = string(word) + pic
	files[1].body += art
	return files
}

// TestDocDrawings looks at pictures that float above a text, and at the words of shapes.
func TestDocDrawings(t *testing.T) {
	rows, drawn := gather(t, &standard, memory("a", compoundOf(docDrawing(nil), nil)), full)
	if got := table(rows); !strings.Contains(got, "=text\n") || !strings.Contains(got, "13800000003") || !strings.Contains(got, "=Jane Doe") || drawn.Format != "doc" && !strings.HasPrefix(drawn.Format, "doc(") {
		t.Errorf("%q %+v", got, drawn)
	}
	_, drawn = gather(t, &standard, memory("a", compoundOf(docDrawing(func(e []byte) { e[31] = 0x7f }), nil)), full)
	if len(drawn.Gaps) == 0 || drawn.Gaps[0].Kind != scanners.GapCorrupt {
		t.Errorf("%+v", drawn)
	}
}

// TestDocPiecesEnd states very many pieces that are all the whole stream.
func TestDocPiecesEnd(t *testing.T) {
	le := binary.LittleEndian
	const n, chars = 600_000, 500_000
	files := wordOf(0, strings.Repeat("\x01", chars))
	ends, pieces := make([]byte, 4*(n+1)), make([]byte, 8*n)
	for i := range n {
		le.PutUint32(ends[4*i+4:], uint32(min((i+1)*3000, 1<<31-1)))
		le.PutUint32(pieces[8*i+2:], 1024)
	}
	clx := append(append(le.AppendUint32([]byte{2}, uint32(len(ends)+len(pieces))), ends...), pieces...)
	word := []byte(files[0].body)
	le.PutUint32(word[0x1A6:], uint32(len(clx)))
	began := time.Now()
	_, drawn := gather(t, &standard, memory("a", compoundOf([]file{{"WordDocument", string(word)}, {"0Table", string(clx)}}, nil)), full)
	if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapCorrupt || time.Since(began) > 10*time.Second {
		t.Errorf("%v %+v", time.Since(began), drawn)
	}
}

// TestSummaryThumbnail sees that the picture among the properties of a document is told.
func TestSummaryThumbnail(t *testing.T) {
	le := binary.LittleEndian
	set := le.AppendUint32(le.AppendUint32(nil, 28), 1)
	set = le.AppendUint32(le.AppendUint32(set, 17), 16)
	set = append(le.AppendUint32(le.AppendUint32(set, 0x47), 4), 1, 2, 3, 4)
	b := make([]byte, 48)
	b[0], b[1], b[24], b[44] = 0xfe, 0xff, 1, 48
	copy(b[28:], "\xe0\x85\x9f\xf2\xf9\x4f\x68\x10\xab\x91\x08\x00\x2b\x27\xb3\xd9")
	book := biffFile(t, "", biff(biffLabel, biffCell(0, 0)+"\x01\x00\x00x"))
	_, drawn := gather(t, &standard, memory("a.xls", compoundOf([]file{{"Workbook", book}, {"\x05SummaryInformation", string(b) + string(set)}}, nil)), full)
	if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapImage || drawn.Design == scanners.Census {
		t.Errorf("%+v", drawn)
	}
}
