package content

import (
	"strings"
	"testing"

	"piiventory/scanners"
)

func TestFolded(t *testing.T) {
	for _, tc := range []struct{ name, in, format, want string }{
		{"vcard 3", "BEGIN:VCARD\r\nVERSION:3.0\r\nN:张;三;;;\r\nFN:张三\r\nitem1.TEL;TYPE=CELL:+86 138\r\n  0000 0000\r\nEMAIL:a@example.com\r\nADR;TYPE=home:;;1\\, Main St;Shanghai;;200000;China\r\nNOTE:a\\nb\\;c\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:李四\r\nEND:VCARD\r\n",
			"vcard", "adr=1, Main St, Shanghai, 200000, China;email=a@example.com;fn=张三;n.family=张;n.given=三;note=a⏎b;c;tel=+86 138 0000 0000;version=3.0\nfn=李四"},
		{"vcard 2.1", "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=B8=\n=89;;;\nFN;CHARSET=GBK;QUOTED-PRINTABLE:=D5=C5=C8=FD\nTEL;CELL;PREF:13800000000\nEND:VCARD\n",
			"vcard", "fn=张三;n.family=张;n.given=三;tel=13800000000;version=2.1"},
		{"vcard 4", "BEGIN:VCARD\nVERSION:4.0\nFN:Jane Doe\nTEL;VALUE=uri;TYPE=\"voice,home\":tel:+1-555-555-0100\nBDAY:19900102\nGEO:geo:31.2,121.4\nEND:VCARD\n",
			"vcard", "bday=19900102;fn=Jane Doe;geo=geo:31.2,121.4;tel=+1-555-555-0100;version=4.0"},
		{"calendar", "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:x\nATTENDEE;CN=\"Doe: Jane\";ROLE=CHAIR:mailto:jane@example.com\nORGANIZER;CN=Joe:MAILTO:joe@exam\n ple.com\nBEGIN:VALARM\nDESCRIPTION:y\nEND:VALARM\nLOCATION:z\nEND:VEVENT\nBEGIN:VTODO\nSUMMARY:w\nEND:VTODO\nEND:VCALENDAR\n",
			"icalendar", "version=2.0\nattendee=jane@example.com;attendee.cn=Doe: Jane;location=z;organizer=joe@example.com;organizer.cn=Joe;summary=x;valarm.description=y\nsummary=w"},
		{"ldif", "# list\nversion: 1\n\ndn: cn=Jane Doe,dc=example,dc=com\ncn: Jane Doe\nmail: jane@exam\n ple.com\nsn;lang-zh:: 5byg\ntelephoneNumber: 1\ntelephoneNumber: 2\n\ndn:: Y249eA==\nphoto:: /wA=\n",
			"ldif", "=list;version=1\ncn=Jane Doe;dn=cn=Jane Doe,dc=example,dc=com;mail=jane@example.com;sn=张;telephonenumber=1⏎2\ndn=cn=x;photo=/wA="},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory("a", []byte(tc.in)), full)
			if got := table(rows); got != tc.want || drawn.Format != tc.format || len(drawn.Gaps) > 0 {
				t.Errorf("got %s %v\n%s\nwant\n%s", drawn.Format, drawn.Gaps, got, tc.want)
			}
		})
	}
	rows, drawn := gather(t, &standard, memory("a", []byte("BEGIN:VCARD\nFN:a\n13800000000\nEND:VCARD\nBEGIN:VCARD\nFN:b")), full)
	if got := table(rows); got != "=13800000000;fn=a\nfn=b" || len(drawn.Gaps) != 1 || drawn.Gaps[0].Rows != 1 {
		t.Errorf("%s %v", got, drawn.Gaps)
	}
	for _, in := range []string{"BEGIN:VCARDS\n", "dn: x\n", "begin: vcard\n"} {
		if _, drawn := gather(t, &standard, memory("a", []byte(in)), full); drawn.Format != "text" {
			t.Errorf("%q is %s", in, drawn.Format)
		}
	}
}

// FuzzFolded reads anything as cards and entries, with any buffers.
func FuzzFolded(f *testing.F) {
	f.Add("BEGIN:VCARD\nN:a;b\nTEL;ENCODING=QUOTED-PRINTABLE:=\n=41\n b\nEND:VCARD", false)
	f.Add("dn:: eA==\na: b\n c\n\n#x", true)
	f.Fuzz(func(t *testing.T, in string, ldif bool) {
		if len(in) > 4000 {
			return
		}
		for _, s := range []sizes{standard, tiny} {
			n := 0
			o := newOut(&s, func(b *scanners.Batch) error {
				for i := range b.Columns {
					if b.Columns[i].Path != "*" {
						n += len(strings.TrimSpace(string(b.Columns[i].Data)))
					}
				}
				return nil
			})
			if err := (folded{ldif: ldif}).parse(newInput(&s, strings.NewReader(in)), o); err != nil {
				t.Fatal(err)
			}
			if err := o.flush(); err != nil {
				t.Fatal(err)
			}
			if n > 4*len(in)+100 && s.value == standard.value {
				t.Fatalf("%d bytes became %d", len(in), n)
			}
		}
	})
}
