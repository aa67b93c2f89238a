package content

import (
	"fmt"
	"strings"
	"testing"
)

// TestMarkupLosesNothing holds that text in every place of these formats is found.
func TestMarkupLosesNothing(t *testing.T) {
	for _, tc := range []struct{ name, file, in string }{
		{"rtf", "a.rtf", `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset134 SimSun;}}{\stylesheet{\s0 Normal;}}` +
			`{\info{\author m1@example.com}{\*\company m2@example.com}{\doccomm m3@example.com}}{\*\userprops{\propname x}\proptype30{\staticval m4@example.com}}` +
			`{\*\docvar {who}{m5@example.com}}{\header {m6@example.com}}{\footer m7@example.com\par}\pard m8@exam{\*\bkmkstart m9@example.com}ple.com` +
			`{\footnote m10@example.com}{\*\annotation{\*\atndate 1}m11@example.com}{\*\atnauthor m12@example.com}\par` +
			`{\field{\*\fldinst HYPERLINK "mailto:m13@example.com"}{\fldrslt{m14@example.com}}}\par{\v m15@example.com}\par` +
			`\u20320\par m16@example.com\par \f1\'d5\'c5 m17@example.com\par{\*\bin8 }}}}}}}}}{\*\htmltag84 <a href="mailto:m18@example.com">}` +
			`{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv m19@example.com}}{\shptxt m20@example.com\par}}}` +
			`{\*\formfield{\*\ffname m21@example.com}{\*\ffdeftext m22@example.com}}{\upr{old}{\*\ud{m23@example.com}}}` +
			`\trowd m24@example.com\cell m25@example.com\cell\row}` + "\nm26@example.com\n"},
		{"html", "a.html", `<!DOCTYPE html><html><head><title>m1@example.com</title><meta name="author" content="m2@example.com"><meta content=m3@example.com name=x>` +
			`<script type="application/ld+json">{"email":"m4@example.com"}</script><style>/* m5@example.com */</style></head>` +
			`<body data-user="m6@example.com"><!-- m7@example.com --><img alt='m8@example.com'><a href="mailto:m9%40example.com">x</a><a href=tel:+86%2013800000000>y</a>` +
			`<input type=hidden name=mail value=m10@example.com><p>m11&#64example.com m12&#x40;example.com m13&commat;example.com</p>` +
			`<svg><![CDATA[m14@example.com]]></svg><!bogus m15@example.com></ m16@example.com><p class="m17@example.com">x</p><p m18@example.com>x</p>` +
			`<textarea>m19@example.com</textarea><select><option value="m20@example.com">o</select><noscript>m21@example.com</noscript><template>m22@example.com</template>` +
			`<iframe srcdoc="m23@example.com"></iframe><?php m24@example.com ?><details><summary>m25@example.com</summary></details><a href='?a=1&copy=m26@example.com'>z</a><!-- m27@example.com`},
		{"xml", "a.xml", `<?xml version="1.0"?><?style m1@example.com?><!DOCTYPE a [<!ENTITY who "m2@example.com"><!-- m3@example.com -->]><a xmlns:x="urn:m4@example.com" b="m5@example.com">` +
			`m6@example.com<b>m7@example.com</b>m8@example.com<![CDATA[m9@example.com]]><!-- m10@example.com --><x:c x:d='m11&#64;example.com'/>&who;` +
			`<e f="` + strings.Repeat("long ", 1000) + `m12@example.com"/></a><!-- m13@example.com -->`},
		{"yaml", "a.yaml", "# m1@example.com\nwho: &a m2@example.com # m3@example.com\nagain: *a\ntext: |\n  one\n  m4@example.com\nfolded: >-\n  m5@example.com\n  two\n" +
			"bin: !!binary bTZAZXhhbXBsZS5jb20=\n? [m7@example.com, x]\n: m8@example.com\ntagged: !m9@example.com x\nflow: {a: m10@example.com, m11@example.com: 1}\n" +
			"twice: m12@example.com\ntwice: m13@example.com\n? m14@example.com\n---\n# m15@example.com\n- m16@example.com\n# m17@example.com\n...\n"},
		{"helm", "a.yaml", "{{- if .Values.on }}\nkind: ConfigMap\nmail: m1@example.com\n{{- end }}\nname: {{ .Release.Name }}-m2@example.com\n"},
		{"vcard", "a.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN;X-NOTE=m1@example.com:m2@example.com\r\nitem1.EMAIL;TYPE=x:m3@exam\r\n ple.com\r\nNOTE;ENCODING=b:bTRAZXhhbXBsZS5jb20=\r\n" +
			"NOTE;QUOTED-PRINTABLE:m5=40example=\r\n.com\r\nADR:;;m6@example.com;x\r\nN:m7@example.com;b\r\nm8@example.com\r\nEND:VCARD\r\nm9@example.com\r\n"},
		{"icalendar", "a.ics", "BEGIN:VCALENDAR\r\nX-WR-CALNAME:m1@example.com\r\nBEGIN:VEVENT\r\nORGANIZER;CN=m2@example.com;SENT-BY=\"mailto:m3@example.com\":mailto:m4@example.com\r\n" +
			"DESCRIPTION:a\\nm5@example.com\r\nBEGIN:VALARM\r\nATTENDEE:mailto:m6@example.com\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"},
		{"ldif", "a.ldif", "version: 1\n# m1@example.com\ndn: mail=m2@example.com,o=x\nmail: m3@exam\n ple.com\ndescription:: bTRAZXhhbXBsZS5jb20=\nseeAlso:< file:///m5@example.com\n-\nm6@example.com\n"},
		{"plist", "a.plist", `<?xml version="1.0"?><plist version="1.0"><dict><key>a</key><string>m1@example.com</string><key>m2@example.com</key><integer>1</integer><key>c</key><array><string>m3@example.com</string></array></dict></plist>`},
	} {
		rows, drawn := gather(t, &standard, memory(tc.file, []byte(tc.in)), full)
		var b strings.Builder
		for _, r := range rows {
			fmt.Fprintln(&b, r.inside, table([]row{r}))
		}
		for i := 1; strings.Contains(tc.in, fmt.Sprintf("m%d", i)); i++ {
			if m := fmt.Sprintf("m%d@example.com", i); !strings.Contains(b.String(), m) {
				t.Errorf("%s: %s is lost", tc.name, m)
			}
		}
		if tc.name == "helm" {
			tc.name = "yaml"
		}
		if len(drawn.Gaps) > 0 && tc.name != "vcard" && tc.name != "ldif" || drawn.Format != tc.name && !strings.HasPrefix(drawn.Format, "xml") && drawn.Format != "text" {
			t.Errorf("%s: %s %+v", tc.name, drawn.Format, drawn.Gaps)
		}
		if t.Failed() {
			t.Log(b.String())
		}
	}
}
