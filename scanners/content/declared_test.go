package content

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/traditionalchinese"
)

func TestDeclaredCharsets(t *testing.T) {
	big5 := encoded8(t, traditionalchinese.Big5, "<?xml version='1.0' encoding='Big5'?><a><b>張</b></a>")
	sjis := encoded8(t, japanese.ShiftJIS, "<html><head><META http-equiv=x content=\"text/html; charset=Shift_JIS\"></head><p>山下</p></html>")
	for in, want := range map[string]string{
		big5: "xml+big5", sjis: "html+shift-jis",
		gb("<meta charset=gbk><p>丂</p>"):                             "html+gb18030",
		"<?xml version='1.0' encoding='big5'?><a><b>caf\xe9</b></a>": "xml+latin1",
		"<?xml version='1.0' encoding='gbk'?><a><b>张三李四</b></a>":     "xml", // it is UTF-8 for all that
		// It says one thing and is plainly another.
		gb("<?xml version='1.0' encoding='iso-8859-1'?><a><b>客户张三的订单已经发货，请注意查收</b></a>"): "xml+gb18030",
	} {
		if _, drawn := gather(t, &standard, memory("a", []byte(in)), full); drawn.Format != want {
			t.Errorf("%q is %s, not %s", in, drawn.Format, want)
		}
	}
}

// TestDeclaredSingle reads what says to be in a charset of one byte a character.
func TestDeclaredSingle(t *testing.T) {
	for name, text := range map[string]string{
		"windows-1252": "Größe “x” – café", "iso-8859-1": "Größe café", "iso-8859-2": "Wałęsa Žižek", "ISO-8859-15": "Größe 5 €", "cp1250": "Łódź Žižek",
		"windows-1251": "Анна Петрова", "KOI8-R": "Анна Петрова", "ibm866": "Анна Петрова", "iso-8859-5": "Анна Петрова", "koi8-u": "Ганна Їжак",
		"windows-1253": "Γιώργος", "iso-8859-7": "Γιώργος", "windows-1254": "Şükrü Ağaoğlu", "windows-1255": "שלום", "windows-1256": "محمد",
		"windows-1257": "Jānis Bērziņš", "windows-1258": "Nguyễn"[:4] + "ê", "windows-874": "สมชาย", "macintosh": "Größe",
	} {
		e, err := htmlindex.Get(charsetNamed(name))
		if err != nil {
			t.Fatal(name, err)
		}
		if strings.EqualFold(name, "iso-8859-1") {
			e = charmap.ISO8859_1
		}
		for _, form := range []string{"<?xml version=\"1.0\" encoding=\"" + name + "\"?>\n<a><b>1</b><b>%s</b></a>", "<html><head><meta charset=" + name + "></head><body><p>%s</p></body></html>"} {
			raw := encoded8(t, e, strings.Replace(form, "%s", text, 1))
			rows, drawn := gather(t, &standard, memory("a", []byte(raw)), full)
			found := false
			for _, r := range rows {
				for _, v := range r.values {
					found = found || v == text
				}
			}
			if !found {
				t.Errorf("%s: %q in %v, %s", name, text, rows, drawn.Format)
			}
		}
	}
}
