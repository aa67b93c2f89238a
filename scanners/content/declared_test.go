package content

import (
	"testing"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/traditionalchinese"
)

func TestDeclaredCharsets(t *testing.T) {
	big5, err := traditionalchinese.Big5.NewEncoder().String("<?xml version='1.0' encoding='Big5'?><a><b>張</b></a>")
	if err != nil {
		t.Fatal(err)
	}
	sjis, err := japanese.ShiftJIS.NewEncoder().String("<html><head><META http-equiv=x content=\"text/html; charset=Shift_JIS\"></head><p>山下</p></html>")
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		big5: "xml+big5", sjis: "html+shift-jis",
		gb("<meta charset=gbk><p>丂</p>"):                             "html+gb18030",
		"<?xml version='1.0' encoding='big5'?><a><b>caf\xe9</b></a>": "xml+latin1",
		"<?xml version='1.0' encoding='gbk'?><a><b>张三李四</b></a>":     "xml", // it is UTF-8 for all that
	} {
		if _, drawn := gather(t, &standard, memory("a", []byte(in)), full); drawn.Format != want {
			t.Errorf("%q is %s, not %s", in, drawn.Format, want)
		}
	}
}
