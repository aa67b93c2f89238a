package content

import (
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestUTF8ReadsEveryCharset(t *testing.T) {
	want := strings.Repeat("姓名,电话\n张三丰,13912345671\n", 5000)
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(want)
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(want)
	for name, text := range map[string]string{"utf-8": want, "bom": "\ufeff" + want, "gb18030": gb, "utf-16": utf16} {
		r, err := UTF8(strings.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got, err := io.ReadAll(r); err != nil || string(got) != want {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
	if _, err := UTF8(strings.NewReader("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x02\x03\x04\x05\x06")); !errors.Is(err, ErrNotText) {
		t.Errorf("a picture is read as text: %v", err)
	}
	if r, err := UTF8(strings.NewReader("")); err != nil {
		t.Error(err)
	} else if b, _ := io.ReadAll(r); len(b) != 0 {
		t.Error("nothing is read as something")
	}
}
