package content

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"piiventory/scanners"
)

// wordOf is a text of Word in pieces, the odd ones with one byte a character.
func wordOf(flags uint16, pieces ...string) []file {
	le := binary.LittleEndian
	word := make([]byte, 1024)
	le.PutUint16(word, 0xA5EC)
	le.PutUint16(word[2:], 0xC1)
	le.PutUint16(word[10:], flags)
	word[32], word[62], word[152] = 14, 22, 93
	ends, table := []byte{0, 0, 0, 0}, []byte{}
	chars := 0
	for i, p := range pieces {
		fc := uint32(len(word))
		u := utf16.Encode([]rune(p))
		for _, c := range u {
			if i%2 == 1 {
				word = append(word, byte(c))
			} else {
				word = le.AppendUint16(word, c)
			}
		}
		if i%2 == 1 {
			fc = fc*2 | 0x4000_0000
		}
		chars += len(u)
		ends = le.AppendUint32(ends, uint32(chars))
		table = le.AppendUint16(append(le.AppendUint32(append(table, 0, 0), fc), 0), 0)[:8*(i+1)]
	}
	clx := append(le.AppendUint32([]byte{2}, uint32(len(ends)+len(table))), append(ends, table...)...)
	le.PutUint32(word[0x1A2:], 0)
	le.PutUint32(word[0x1A6:], uint32(len(clx)))
	return []file{{"WordDocument", string(word)}, {"0Table", string(clx)}}
}

func TestDocPieces(t *testing.T) {
	rows, drawn := gather(t, &standard, memory("a", compoundOf(wordOf(0, "张三 138000", "00001\rna\u00efve\u0093", " 文\r\x13HYPERLINK \"mailto:jane.doe@example.com\"\x14Jane Doe\x15\r"), nil)), full)
	want := "=张三 13800000001\n=naïve“ 文\n=HYPERLINK \"mailto:jane.doe@example.com\" Jane Doe"
	if table(rows) != want || drawn.Format != "doc" || len(drawn.Gaps) > 0 || drawn.Design != scanners.Census {
		t.Errorf("%q %+v", table(rows), drawn)
	}
	for _, tc := range []struct {
		flags uint16
		kind  scanners.GapKind
	}{{0x100, scanners.GapEncrypted}, {0x200, scanners.GapCorrupt}} {
		_, drawn = gather(t, &standard, memory("a", compoundOf(wordOf(tc.flags, "13800000001"), nil)), full)
		if len(drawn.Gaps) == 0 || drawn.Gaps[0].Kind != tc.kind || drawn.Design == scanners.Census {
			t.Errorf("%+v", drawn)
		}
	}
}

// TestDocHostile states pieces that overlap and are longer than what is there.
func TestDocHostile(t *testing.T) {
	files := wordOf(0, strings.Repeat("x", 3000), "y")
	clx := []byte(files[1].body)
	binary.LittleEndian.PutUint32(clx[9:], 0x7FFF_FFFF)
	files[1].body = string(clx)
	_, drawn := gather(t, &standard, memory("a", compoundOf(files, nil)), full)
	if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapCorrupt {
		t.Errorf("%+v", drawn)
	}
}

func FuzzDoc(f *testing.F) {
	for _, s := range wordOf(0, "a\rb\x07c\x07\x07", "d") {
		f.Add([]byte(s.body), []byte(s.body))
	}
	f.Fuzz(func(t *testing.T, fib, table []byte) {
		if len(fib)+len(table) > 1<<16 {
			return
		}
		files := wordOf(0, "text")
		word := []byte(files[0].body)
		copy(word[32:], fib[min(len(fib), 32):])
		for _, files := range [][]file{
			{{"WordDocument", string(word)}, {"0Table", string(table)}, {"Data", string(fib)}},
			{files[0], {"0Table", string(table)}},
		} {
			if _, err := standard.sample(t.Context(), memory("a", compoundOf(files, nil)), full, discard); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// slide is a record of PowerPoint.
func slide(inst, kind uint16, body string) string {
	le := binary.LittleEndian
	return string(le.AppendUint32(le.AppendUint16(le.AppendUint16(nil, inst), kind), uint32(len(body)))) + body
}

func TestPPTTexts(t *testing.T) {
	text := slide(15, 1000, slide(15, 0xF00D, slide(0, pptNarrow, "call\r13800000001\vna\xefve"))+slide(0, 1, "skipped")+slide(0, pptWide, "\x20\x5f\x09\x4e"))
	rows, drawn := gather(t, &standard, memory("a", compoundOf([]file{{"PowerPoint Document", text}}, nil)), full)
	if got := table(rows); got != "=call\n=13800000001\n=na\u00efve\n=张三" || drawn.Format != "ppt" || len(drawn.Gaps) > 0 {
		t.Errorf("%q %+v", got, drawn)
	}
	for _, files := range [][]file{
		{{"PowerPoint Document", slide(15, pptCrypt, "")}},
		{{"PowerPoint Document", text}, {"Current User", "\x00\x00\xf6\x0f\x14\x00\x00\x00\x14\x00\x00\x00\xdf\xc4\xd1\xf3\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"}},
		{{"PowerPoint Document", text}, {"EncryptedSummary", "x"}},
	} {
		rows, drawn = gather(t, &standard, memory("a", compoundOf(files, nil)), full)
		if len(rows) != 0 || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapEncrypted {
			t.Errorf("%v %+v", rows, drawn)
		}
	}
	_, drawn = gather(t, &standard, memory("a", compoundOf([]file{{"PowerPoint Document", text[:len(text)-3]}}, nil)), full)
	if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapCorrupt {
		t.Errorf("%+v", drawn)
	}
}

func FuzzPPT(f *testing.F) {
	f.Add([]byte(slide(15, 1000, slide(0, pptNarrow, "a\rb")+slide(16, pptObject, "\x04\x00\x00\x00\x78\x9c\x4b\x04\x00\x00\x62\x00\x62"))))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 1<<16 {
			return
		}
		b := compoundOf([]file{{"PowerPoint Document", string(in)}, {"Pictures", string(in)}, {"Current User", string(in)}, {"\x05SummaryInformation", string(in)}, {"VBA/Module1", string(in)}}, nil)
		if _, err := standard.sample(t.Context(), memory("a", b), full, discard); err != nil {
			t.Fatal(err)
		}
	})
}

func TestMSGParts(t *testing.T) {
	le := binary.LittleEndian
	rtf := `{\rtf1 body 13800000003\par}`
	packed := le.AppendUint32(le.AppendUint32(nil, uint32(len(rtf)+12)), uint32(len(rtf)))
	wide := func(s string) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			b = le.AppendUint16(b, u)
		}
		return string(b)
	}
	rows, drawn := gather(t, &standard, memory("a", compoundOf([]file{
		{"__properties_version1.0", strings.Repeat("\x00", 32)},
		{"__substg1.0_0037001F", wide("subject 张三")}, {"__substg1.0_0C1F001E", "jane.doe@example.com"}, {"__substg1.0_8000001F", wide("x1")},
		{"__nameid_version1.0/__substg1.0_00030102", "\x00\x00\x00\x00\x01\x00\x00\x00"}, {"__nameid_version1.0/__substg1.0_00040102", "\x06\x00\x00\x00" + wide("own")},
		{"__substg1.0_1000001F", wide("body 13800000001\r\nmore")}, {"__substg1.0_10130102", "<html><p>body 13800000002</p></html>"},
		{"__substg1.0_10090102", string(packed) + "MELA\x00\x00\x00\x00" + rtf},
		{"__recip_version1.0_#00000000/__substg1.0_3003001F", wide("lisi@example.com")},
		{"__attach_version1.0_#00000000/__substg1.0_3707001F", wide("a.csv")}, {"__attach_version1.0_#00000000/__substg1.0_37010102", "name,phone\nJane Doe,13800000004\n"},
	}, nil)), full)
	want := "own=x1;sender_email_address=jane.doe@example.com;subject=subject 张三\nrecipient.email_address=lisi@example.com\n=body 13800000001\n=more\n=body 13800000003\n=body 13800000002\nattachment.attach_long_filename=a.csv\nname=Jane Doe;phone=13800000004"
	if got := table(rows); got != want || drawn.Format != "msg(csv)" || len(drawn.Gaps) > 0 || drawn.Design != scanners.Census {
		t.Errorf("%q, want %q; %+v", got, want, drawn)
	}
}

func FuzzMSG(f *testing.F) {
	f.Add([]byte("\x2d\x00\x00\x00\x2b\x00\x00\x00LZFu\xf1\xc5\xc7\xa7\x03\x00\x0a\x00rcpg125B2\x0a\xf8 \x68\x65\x6c\x09\x00 bw\x05\xb0ld}\x0a\x80\x0f\xa0"))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 1<<16 {
			return
		}
		b := compoundOf([]file{{"__properties_version1.0", string(in)}, {"__substg1.0_10090102", string(in)}, {"__substg1.0_0037001E", string(in)}, {"__substg1.0_10130102", string(in)},
			{"__nameid_version1.0/__substg1.0_00030102", string(in)}, {"__nameid_version1.0/__substg1.0_00040102", string(in)}}, nil)
		if _, err := standard.sample(t.Context(), memory("a", b), full, discard); err != nil {
			t.Fatal(err)
		}
	})
}
