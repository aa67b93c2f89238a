package content

import (
	"encoding/base64"
	"strings"
	"testing"

	"piiventory/scanners"
)

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func TestMail(t *testing.T) {
	const top = "From: Jane Doe <jane@example.com>\r\nTo: joe@example.com,\r\n\tlisi@example.com\r\nMessage-ID: <1@example.com>\r\n"
	const row = "from=Jane Doe <jane@example.com>;message-id=<1@example.com>;to=joe@example.com, lisi@example.com"
	for _, tc := range []struct{ name, in, want string }{
		{"plain", top + "\r\nhello\r\n13800000000", row + "\n=hello\n=13800000000"},
		{"quoted", top + "Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=D5=C5=C8=FD call 138=\r\n0000=30000\r\n",
			row + "\n=张三 call 13800000000"},
		{"base64", top + "Content-Type: text/plain; charset=\"GBK\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(gb("张三\n李四")) + "\r\n", row + "\n=张三\n=李四"},
		{"japanese", top + "Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B;32<\x1b(B\r\n", row + "\n=山下"},
		{"words", "From: =?GB2312?B?1cXI/Q==?= <a@example.com>\nSubject: =?utf-8?Q?=E5=BC=A0?=\n =?utf-8?Q?=E4=B8=89?=\nReceived: from x\n\nb\n",
			"from=张三 <a@example.com>;received=from x;subject=张三\n=b"},
		{"html", top + "Content-Type: text/html\r\n\r\n<p>a<b>b</b></p><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", row + "\n=ab\nA=1;B=2"},
		{"parts", top + "Content-Type: multipart/mixed; boundary=\"x y\"\r\n\r\nwords\r\n--x y\r\nContent-Type: multipart/alternative; boundary=z\r\n\r\n--z\r\n\r\nplain\r\n--z\r\nContent-Type: text/html\r\n\r\n<i>html</i>\r\n--z--\r\n--x y\r\nContent-Type: text/csv; name=\"a.csv\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n" +
			b64("id,phone\n1,13800000000\n") + "\r\n--x y--\r\nbehind\r\n", row + "\n=words\n=plain\n=html\nid=1;phone=13800000000\n=behind"},
		{"mail in a mail", top + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nbody\r\n--x--\r\n", row + "\nsubject=inner\n=body"},
		{"never closed", top + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\na\r\n--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\nb\r\n", row + "\n=a\n=b"},
		{"broken header", top + "no header\r\nX-Phone: 1\r\n\r\nb", "=no header;" + row + ";x-phone=1\n=b"},
		{"broken parameters", top + "Content-Type: multipart/mixed; boundary=x; boundary=x; ;=\r\n\r\n--x\r\n\r\na\r\n--x--\r\n", row + "\n=a"},
		{"no boundary", top + "Content-Type: multipart/mixed\r\n\r\n--x\r\n\r\na\r\n--x--\r\n", row + "\n=a"},
		{"no boundary at all", top + "Content-Type: multipart/mixed\r\n\r\na\r\n--x\r\nb\r\n", row + "\n=a\n=--x\n=b"},
		{"utf-8 that says it is latin", top + "Content-Type: text/plain; charset=iso-8859-1\r\n\r\n张三\r\n", row + "\n=张三"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory("a", []byte(tc.in)), full)
			got := table(rows)
			for _, s := range []string{"content-type", "content-transfer-encoding"} { // as they stand in the mail
				for {
					i := strings.Index(got, s+"=")
					if i < 0 {
						break
					}
					j := strings.Index(got[i:], ";from=")
					got = got[:i] + got[i+j+1:]
				}
			}
			if got != tc.want || drawn.Format != "eml" && !strings.HasPrefix(drawn.Format, "eml(") || len(drawn.Gaps) > 0 {
				t.Errorf("got %s %v\n%s\nwant\n%s", drawn.Format, drawn.Gaps, got, tc.want)
			}
		})
	}
}

func TestMailbox(t *testing.T) {
	in := "From jane@example.com Fri Jan  2 03:04:05 2026\nFrom: a@example.com\nSubject: 1\n\n>From here\nFrom there\n\nFrom - Fri Jan  2 03:04:06 2026\nFrom: b@example.com\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nbody\n--x\nContent-Disposition: attachment; filename=\"a.json\"\n\n[{\"phone\":1}]\n\nFrom x Fri Jan 2 03:04:07 2026\nSubject: 3\n\n"
	rows, drawn := gather(t, &standard, memory("a", []byte(in)), full)
	want := "from=a@example.com;from_=jane@example.com Fri Jan  2 03:04:05 2026;subject=1\n=From here\n=From there\n\n" +
		"content-type=multipart/mixed; boundary=x;from=b@example.com;from_=- Fri Jan  2 03:04:06 2026\n=body\nphone=1\nfrom_=x Fri Jan 2 03:04:07 2026;subject=3"
	if got := table(rows); got != want || len(drawn.Gaps) > 0 || drawn.Units != 3 || drawn.Population != 3 || drawn.Design != scanners.Census || !strings.HasPrefix(drawn.Format, "mbox") {
		t.Errorf("%+v\n%s", drawn, got)
	}
}

func TestNoMail(t *testing.T) {
	for _, in := range []string{
		"From here on it is prose.\nTo: nobody\n", "HTTP/1.1 200 OK\nDate: x\nContent-Type: text/html\n\n", "Package: a\nVersion: 1\nDate: x\n\n", "Date: x\nSubject: y\n\nz\n",
		"from: a\nto: b\n",
	} {
		if _, drawn := gather(t, &standard, memory("a", []byte(in)), full); drawn.Format == "eml" || drawn.Format == "mbox" {
			t.Errorf("%q was taken for mail", in)
		}
	}
}

// TestHeadOfMail reads only the first bytes of a mail.
func TestHeadOfMail(t *testing.T) {
	in := "From: jane@example.com\nTo: a@example.com\nMessage-ID: <1>\n\n" + strings.Repeat("13800000000 and words\n", 1000)
	rows, drawn := gather(t, &standard, memory("a", []byte(in)), sampled(1, 2000, 0))
	if len(rows) < 50 || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapBudget || drawn.Design != scanners.NotRandom {
		t.Errorf("%d rows, %+v", len(rows), drawn)
	}
	for _, r := range rows[1:] {
		if v := r.values[""]; strings.HasPrefix("13800000000", v) && len(v) < 11 {
			t.Errorf("half a value: %q", v)
		}
	}
}

// FuzzMail reads anything as a mailbox.
func FuzzMail(f *testing.F) {
	f.Add("From a Fri Jan 2 03:04:05 2026\nFrom: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Transfer-Encoding: base64\n\nYQ==\n--x--\n")
	f.Add("From: a\nMessage-ID: b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n=41=\n=\n")
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 4000 {
			return
		}
		for _, d := range []scanners.Draw{full, sampled(1, 300, 0)} {
			s := standard
			s.head = 4096
			if _, _, err := collect(t, &s, memory("a.eml", []byte(in)), d); err != nil {
				t.Fatal(err)
			}
		}
	})
}
