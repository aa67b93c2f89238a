package detectors

import (
	"strings"
	"testing"
)

// Of a key in several lines the whole is one place of a text, and nothing else in it is
// found; a line of prose ends it.
func TestPrivateKeyInLines(t *testing.T) {
	e := newEngine(t)
	body := strings.Repeat("jUZFx5gVJ3P8MtU3gP12inwZuPyRuD1P0wdJIL9ENwEltX4i6tff6SYNHB2NEQ7x\n", 5) + "13800138000=\n"
	for _, test := range []struct{ name, text, rest string }{
		{"whole", "-----BEGIN RSA PRIVATE KEY-----\n" + body + "-----END RSA PRIVATE KEY-----", "\nmobile 13912345678"},
		{"with headers", "-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\n\r\n" + body + "-----END RSA PRIVATE KEY-----", "\r\n"},
		{"cut off", "-----BEGIN EC PRIVATE KEY-----\n" + strings.TrimRight(body, "\n"), ""},
		{"before prose", "-----BEGIN PRIVATE KEY-----\n" + strings.TrimRight(body, "\n"), "\n(and so on)."},
	} {
		m := e.Text("", test.text+test.rest)
		if len(m) == 0 || m[0].Category != "account.credential" || m[0].Start != 0 || m[0].End != len(test.text) {
			t.Errorf("%s: %+v, want one to %d", test.name, m, len(test.text))
		}
		if want := strings.Count(test.rest, "139"); len(m) != 1+want {
			t.Errorf("%s: %d places", test.name, len(m))
		}
	}
}
