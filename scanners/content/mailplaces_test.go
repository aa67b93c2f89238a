package content

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"piiventory/scanners"
)

// TestMailPlaces holds that text in every place of a mail is found: fields, parts, what
// stands around them, names of files.
func TestMailPlaces(t *testing.T) {
	in, err := os.ReadFile("../../testdata/content/eml/places.eml")
	if err != nil {
		t.Fatal(err)
	}
	rows, drawn := gather(t, &standard, memory("places.eml", in), full)
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintln(&b, r.inside, table([]row{r}))
	}
	const markers = 49
	for i := 1; i <= markers; i++ {
		if m := fmt.Sprintf("m%d@example.com", i); !strings.Contains(b.String(), m) {
			t.Errorf("%s is lost", m)
		}
	}
	if !strings.Contains(b.String(), "张三") || !strings.Contains(b.String(), "subject=会议通知 m") {
		t.Error("characters are lost")
	}
	for _, f := range []string{"in-reply-to.message-id", "references.message-id", "message-id"} {
		if !strings.Contains(b.String(), f+"=<2026") {
			t.Errorf("no field %s", f)
		}
	}
	if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapEncrypted {
		t.Errorf("%+v", drawn.Gaps)
	}
}

// TestMailboxVariants reads mailboxes that part their mails in different ways.
func TestMailboxVariants(t *testing.T) {
	for _, name := range []string{"mboxo", "mboxrd", "mboxcl", "mboxcl2"} {
		in, err := os.ReadFile("../../testdata/content/mbox/" + name)
		if err != nil {
			t.Fatal(err)
		}
		rows, drawn := gather(t, &standard, memory(name, in), full)
		got := table(rows)
		for k := 1; k <= 2; k++ {
			for _, w := range []string{"from=a%d@", "from_=c%d@", "=From here on it is b%d@", "=From somebody Fri Jan  2 03:04:0%d 2026"} {
				if w = fmt.Sprintf(w, k); !strings.Contains(got, w) {
					t.Errorf("%s: no %s in\n%s", name, w, got)
				}
			}
		}
		if drawn.Units != 2 || len(drawn.Gaps) > 0 {
			t.Errorf("%s: %+v", name, drawn)
		}
	}
}

func TestMailWords(t *testing.T) {
	for in, want := range map[string]string{
		"=?utf-8?Q?=E5?= =?utf-8?q?=BC=A0?= x":                          "张 x",
		"=?GB2312?B?1cU=?=\t=?gb2312?B?yP0?=":                           "张三",
		"=?utf-8*zh?B?5byg?= =?latin1?Q?=E9?=":                          "张é",
		"a =?broken? b =?x?y?z":                                         "a =?broken? b =?x?y?z",
		"=?iso-2022-jp?B?GyRCOzMbKEI=?= =?iso-2022-jp?B?GyRCMjwbKEI=?=": "山下",
		"=?utf-7?Q?+AEA-?=":                                             "@",
	} {
		if got := decodeWords([]byte(in)); got != want {
			t.Errorf("%s: %q", in, got)
		}
	}
	for in, want := range map[string]string{
		`a/b; name*=gbk''%D5%C5.txt`:                               "张.txt",
		`a/b; name*0*=utf-8''%E5; name*1*=%BC%A0; name*2=" x.txt"`: "张 x.txt",
		`a/b; name="C:\dir\"a\".txt"; x`:                           `C:\dir"a".txt`,
		`a/b; name=a b.txt`:                                        "a b.txt",
		`a/b; x; name="never closed`:                               "never closed",
		`; ;=;name=x`:                                              "x",
	} {
		if _, p := mediaType([]byte(in)); p["name"] != want {
			t.Errorf("%s: %q", in, p["name"])
		}
	}
}

func TestMailLocked(t *testing.T) {
	const top = "From: a@example.com\nTo: b@example.com\nMessage-ID: <1@x>\n"
	for name, in := range map[string]string{
		"pgp/mime": top + "Content-Type: multipart/encrypted; boundary=x\n\n--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--x\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n\nxx\n--x--\n",
		"pgp":      top + "\nhello\n-----BEGIN PGP MESSAGE-----\n\nxx\n-----END PGP MESSAGE-----\n",
		"s/mime":   top + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHA6CAMIACAQAxgDCCAQAC\n",
		"pgp file": top + "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; name=a.asc\n\n-----BEGIN PGP MESSAGE-----\n\nxx\n--x--\n",
	} {
		_, drawn := gather(t, &standard, memory("a.eml", []byte(in)), full)
		if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapEncrypted || drawn.Design == scanners.Census {
			t.Errorf("%s: %+v", name, drawn)
		}
	}
}
