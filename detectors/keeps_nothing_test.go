package detectors

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unsafe"
)

// holds says where in memory that v reaches one of the texts stands: in all bytes up to
// the capacity of slices, and in strings.
func holds(v reflect.Value, path string, texts []string, seen map[unsafe.Pointer]bool) string {
	inBytes := func(b []byte) string {
		for _, t := range texts {
			if bytes.Contains(b, []byte(t)) {
				return path
			}
		}
		return ""
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.UnsafePointer()] || v.Type() == reflect.TypeFor[*Engine]() {
			return ""
		}
		seen[v.UnsafePointer()] = true
		return holds(v.Elem(), path, texts, seen)
	case reflect.Struct:
		for i := range v.NumField() {
			if at := holds(v.Field(i), path+"."+v.Type().Field(i).Name, texts, seen); at != "" {
				return at
			}
		}
	case reflect.String:
		return inBytes([]byte(v.String()))
	case reflect.Slice, reflect.Array:
		n := v.Len()
		if v.Kind() == reflect.Slice {
			n = v.Cap()
			v = v.Slice(0, n)
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			b := make([]byte, n)
			for i := range b {
				b[i] = byte(v.Index(i).Uint())
			}
			return inBytes(b)
		}
		for i := range n {
			if at := holds(v.Index(i), fmt.Sprintf("%s[%d]", path, i), texts, seen); at != "" {
				return at
			}
		}
	case reflect.Int64:
		return inBytes(fmt.Append(nil, v.Int()))
	}
	return ""
}

// What is pooled from one call to the next holds nothing of the text.
func TestPoolKeepsNothing(t *testing.T) {
	e := newEngine(t)
	s := newScratch()
	e.scratches = sync.Pool{New: func() any { return s }}
	values := []string{"13012345678", "6512345", "zhang.keep", "SECRET_KEPT"}
	text := strings.Join([]string{
		"手机 １３０１２３４５６７８", "phone 13012345678", "13012345678", "＋65 6123 4567", "password=SECRET_KEPT",
		"mail ｚhang.keep@qq.com", "mail zhang.keep@qq.com", "id 1３0-1234-5678 and 130-1234-5678",
	}, "\n")
	check := func(how string) {
		t.Helper()
		if at := holds(reflect.ValueOf(s), "scratch", values, map[unsafe.Pointer]bool{}); at != "" {
			t.Errorf("after %s a value of the text is in %s", how, at)
		}
	}
	long := strings.Repeat(text+"\n", 200)
	for _, data := range []string{text, long, text} {
		if len(e.Text("", data)) < 4 {
			t.Fatal("the values are not found")
		}
		check("Text")
		e.MaskText(data)
		check("MaskText")
		if len(candidatesOf(e, "", []byte(data+"\n"))) < 4 {
			t.Fatal("the values are not found")
		}
		check("Scan")
	}
}

// What is remembered of telephone numbers is never a whole one.
func TestNumbersAreNotRememberedWhole(t *testing.T) {
	e := newEngine(t)
	for _, n := range []string{"2", "123", "51234", "512345", "5123456", "51234567", "512345678", "5123456789"} {
		e.kind(852, []byte(n))
	}
	if len(e.intl.kinds) == 0 {
		t.Fatal("nothing is remembered")
	}
	for key := range e.intl.kinds {
		size, lead := int(key>>40&0xff), int(key>>36&0xf)
		if lead > max(size-memoHidden, 0) || lead > memoDigits || key&(1<<36-1) >= 1_000_000 {
			t.Errorf("%d of %d digits are remembered", lead, size)
		}
	}
}
