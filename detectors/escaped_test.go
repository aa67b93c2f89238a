package detectors

import "testing"

func TestPlain(t *testing.T) {
	for _, c := range []struct {
		in    string
		query bool
		want  string
	}{
		{"%E5%BC%A0%E4%B8%89", false, "张三"},
		{`\u5f20\u4e09`, false, "张三"},
		{`\ud842\udfb7`, false, "𠮷"},
		{"Zhang+San", true, "Zhang San"},
		{"Zhang+San", false, "Zhang+San"},
		{"100%", false, "100%"},
		{"%zz", false, "%zz"},
		{"%E5%BC", false, ""}, // half a character
		{`\ud842`, false, ""},
		{`\u12`, false, ""},
	} {
		if got := string(plain(make([]byte, len(c.in)+4), []byte(c.in), c.query)); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

// Values of parameters and of JSON in a line of a log are told without their escapes.
func TestKeyedEscapes(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"GET /api?gender=%E7%94%B7&x=1 HTTP/1.1", "identity.gender %E7%94%B7"},
		{"GET /api?birthday=1990%2D03%2D07&x=1 HTTP/1.1", "identity.birth_date 1990%2D03%2D07"},
		{`INFO body={\"gender\":\"\u5973\"}`, `identity.gender \u5973`},
		{"GET /api?mobile=%2B8613812345678&x=1", "contact.mobile %2B8613812345678"},
		{"GET /cb?u=%7B%22mobile%22%3A%2213812345678%22%7D", "contact.mobile 13812345678"},
		{"GET /cb?mail=li.lei%40mail.sina.com.cn", "contact.email li.lei%40mail.sina.com.cn"},
		{`{"msg":"{\"mobile\":\"13812345678\"}"}`, "contact.mobile 13812345678"},
		{`{"msg":"{\\\"mobile\\\":\\\"13812345678\\\"}"}`, "contact.mobile 13812345678"},
		{`"{""mobile"":""13812345678""}"`, "contact.mobile 13812345678"},
	} {
		got := ""
		for _, m := range e.Text("", c.text) {
			got += string(m.Category) + " " + c.text[m.Start:m.End] + ";"
		}
		if got != c.want+";" {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
