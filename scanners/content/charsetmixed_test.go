package content

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/language"
)

func encoded8(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	b, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestASCIIIsKept holds that numbers, addresses and mails in ASCII come through, whatever
// a text is taken for: in each charset that it may be written in, read as any other.
func TestASCIIIsKept(t *testing.T) {
	values := []string{"11010519491231002X", "13912345678", "zhang.san@example.com", "4111111111111111", "192.0.2.1", "E12345678"}
	tags := map[string]language.Tag{"zh_CN": language.SimplifiedChinese, "zh_TW": language.TraditionalChinese, "ja": language.Japanese,
		"ko": language.Korean, "de": language.German, "fr": language.French, "ru": language.Russian}
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range spellings {
		tag, ok := tags[s.language]
		if !ok || strings.HasPrefix(s.charset, "utf-16") {
			continue
		}
		text := inTree("", tag)
		for i := range 200 {
			raw, _ := s.piecesOf(text, 4+r.IntN(30), 1, uint64(i))
			if len(raw) == 0 {
				continue
			}
			v := values[i%len(values)]
			// A digit is never part of a character in a charset of two bytes, so that
			// numbers may even stand right behind one.
			between := ","
			if v[0] >= '0' && v[0] <= '9' && s.charset != "utf-8" {
				between = ""
			}
			line := string(bytes.ReplaceAll(raw[0], []byte("\n"), []byte(" "))) + between + v + ";" + string(raw[0])
			for name := range tabled {
				d := newDecoder(&charset{name, 1, 0}, strings.NewReader(line))
				b := new(bytes.Buffer)
				b.ReadFrom(d)
				if !bytes.Contains(b.Bytes(), []byte(v)) {
					t.Errorf("%s in %s read as %s with %v: %q in %q", s.language, s.charset, name, d.odd(), v, b)
				}
			}
			if got, name := readAs([]byte(line)); !bytes.Contains(got, []byte(v)) {
				t.Errorf("%s in %s taken for %s: %q in %q", s.language, s.charset, name, v, got)
			}
		}
	}
}

// TestMixedLines reads one file whose lines are in several charsets, with any of them in
// most lines.
func TestMixedLines(t *testing.T) {
	lines := map[string][2]string{
		"utf-8":     {"用户登录成功，来源城市上海", "用户登录成功，来源城市上海"},
		"gb18030":   {gb("客户张三的订单已经发货，请查收"), "客户张三的订单已经发货，请查收"},
		"big5":      {encoded8(t, traditionalchinese.Big5, "使用者登入成功，工作階段已經建立"), "使用者登入成功，工作階段已經建立"},
		"shift-jis": {encoded8(t, japanese.ShiftJIS, "システムの起動に失敗しました。山田"), "システムの起動に失敗しました。山田"},
		"euc-kr":    {encoded8(t, korean.EUCKR, "네트워크 연결을 확인한 후 다시 시도하십시오"), "네트워크 연결을 확인한 후 다시 시도하십시오"},
		"latin1":    {encoded8(t, charmap.Windows1252, "Größe “geändert” – Straße der Höfe"), "Größe “geändert” – Straße der Höfe"},
	}
	for most := range lines {
		var raw, want strings.Builder
		for i := range 60 {
			for name, l := range lines {
				if name == most || i%7 == 3 {
					fmt.Fprintf(&raw, "2026-11-30 %d INFO %s\n", i, l[0])
					fmt.Fprintf(&want, "2026-11-30 %d INFO %s\n", i, l[1])
				}
			}
		}
		if got, name := readAs([]byte(raw.String())); string(got) != want.String() {
			g, w := strings.Split(string(got), "\n"), strings.Split(want.String(), "\n")
			for i := range min(len(g), len(w)) {
				if g[i] != w[i] {
					t.Errorf("most in %s, taken for %s: %q is %q", most, name, w[i], g[i])
					break
				}
			}
		}
	}
}

// TestBrokenUTF8 cuts lines of UTF-8 in the midst of a character: the rest of them stays
// what it is.
func TestBrokenUTF8(t *testing.T) {
	for _, text := range []string{"姓名张三丰", "氏名は山田太郎です", "이름은 홍길동", "Größe überprüft", "姓名"} {
		for cut := 1; cut < len(text); cut++ {
			if text[cut]&0xC0 != 0x80 {
				continue
			}
			for _, line := range []string{text[:cut], "2026 INFO " + text[:cut] + "\n2026 INFO ok\n", text + "\n" + text[:cut] + "\n"} {
				whole := len(strings.ToValidUTF8(text[:cut], ""))
				if whole < 6 && len(line) < len(text) {
					continue // a character and a half may be anything
				}
				if got, name := readAs([]byte(line)); !strings.Contains(string(got), text[:whole]) {
					t.Errorf("%q is %q, taken for %s", line, got, name)
				}
			}
		}
	}
}

// TestUTF16Packed reads UTF-16 without a byte order mark inside a compressed stream, in
// Chinese with hardly any byte that is zero, and from the middle.
func TestUTF16Packed(t *testing.T) {
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		want := "姓名，城市\n张三，上海市浦东新区\n李四，北京市海淀区\n"
		raw := encoded8(t, unicode.UTF16(order, unicode.IgnoreBOM), strings.Repeat(want, 200))
		w, err := zstd.NewWriter(nil)
		if err != nil {
			t.Fatal(err)
		}
		rows, drawn := gather(t, &standard, memory("a.txt.zst", w.EncodeAll([]byte(raw), nil)), full)
		if len(rows) != 600 || !strings.HasPrefix(drawn.Format, "text+utf-16") || !strings.HasSuffix(drawn.Format, "+zstd") || len(drawn.Gaps) > 0 {
			t.Errorf("%d rows, %+v", len(rows), drawn)
		}
		raw = encoded8(t, unicode.UTF16(order, unicode.IgnoreBOM), strings.Repeat(want, 9000))
		for seed := range uint64(4) {
			rows, drawn := gather(t, &standard, memory("a.txt", []byte(raw)), sampled(seed, 40<<10, 0))
			if len(rows) < 50 {
				t.Fatalf("%d rows, %+v", len(rows), drawn)
			}
			for _, r := range rows {
				if l := r.values[""]; !strings.Contains(want, l) {
					t.Fatalf("line %q of %+v", r.values, drawn)
				}
			}
		}
	}
}

// TestHeadersInCharsets finds the names of columns in each charset, with letters and
// digits in full width.
func TestHeadersInCharsets(t *testing.T) {
	for _, tc := range []struct {
		format string
		enc    encoding.Encoding
		text   string
		column string
	}{
		{"csv+gb18030", nil, "姓名,手机号,住址\n张三,13912345678,上海\n李四,13812345678,北京\n", "手机号"},
		{"csv+big5", traditionalchinese.Big5, "姓名,手機號碼,住址\n王小明,13912345678,台北市\n陳大文,13812345678,高雄市\n", "手機號碼"},
		{"csv+shift-jis", japanese.ShiftJIS, "氏名,電話番号,住所\nﾔﾏﾀﾞ ﾀﾛｳ,13912345678,東京都\nｽｽﾞｷ ﾊﾅｺ,13812345678,大阪府\n", "電話番号"},
		{"csv+euc-jp", japanese.EUCJP, "氏名,電話番号,住所\n山田太郎,13912345678,東京都\n鈴木花子,13812345678,大阪府\n", "電話番号"},
		{"csv+euc-kr", korean.EUCKR, "이름,전화번호,주소\n홍길동,13912345678,서울특별시\n김철수,13812345678,부산광역시\n", "전화번호"},
		{"csv+windows-1251", charmap.Windows1251, "Имя,Телефон,Адрес\nАнна,13912345678,Москва\nИван,13812345678,Казань\n", "Телефон"},
		{"csv+utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "姓名,手机号,住址\n张三,13912345678,上海\n李四,13812345678,北京\n", "手机号"},
		{"csv+gb18030", nil, "ＩＤ,姓名,手机号１,住址２\n１,张三,13912345678,上海市南京路１２号\n２,李四,13812345678,北京\n", "手机号１"},
		{"csv+big5", traditionalchinese.Big5, "ＩＤ,姓名,手機號碼１,住址\n１,王小明,13912345678,台北市１２號\n２,陳大文,13812345678,高雄市\n", "手機號碼１"},
		{"csv+shift-jis", japanese.ShiftJIS, "ＩＤ,氏名,電話番号１,住所\n１,山田太郎,13912345678,東京都１－２\n２,鈴木花子,13812345678,大阪府\n", "電話番号１"},
		{"csv+euc-jp", japanese.EUCJP, "ＩＤ,氏名,電話番号１,住所\n１,山田太郎,13912345678,東京都１－２\n２,鈴木花子,13812345678,大阪府\n", "電話番号１"},
		{"csv+euc-kr", korean.EUCKR, "ＩＤ,이름,전화번호１,주소\n１,홍길동,13912345678,서울특별시 １２\n２,김철수,13812345678,부산광역시\n", "전화번호１"},
		{"csv+utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "ＩＤ,姓名,手机号１,住址\n１,张三,13912345678,上海\n２,李四,13812345678,北京\n", "手机号１"},
	} {
		raw := gb(tc.text)
		if tc.enc != nil {
			raw = encoded8(t, tc.enc, tc.text)
		}
		rows, drawn := gather(t, &standard, memory("a.csv", []byte(raw)), full)
		if drawn.Format != tc.format || len(rows) != 2 || rows[0].values[tc.column] != "13912345678" {
			t.Errorf("%s: %v, %+v", tc.format, rows, drawn)
		}
	}
}

// TestEBCDIC says what text of mainframes is.
func TestEBCDIC(t *testing.T) {
	raw := encoded8(t, charmap.CodePage037, strings.Repeat("JOHN DOE            000123 NEW YORK    13912345678 ", 40))
	_, drawn := gather(t, &standard, memory("a.dat", []byte(raw)), full)
	if drawn.Format != "ebcdic" || len(drawn.Gaps) != 1 || !strings.Contains(drawn.Gaps[0].Reason, "(ebcdic): no reader for it") {
		t.Errorf("%+v", drawn)
	}
}
