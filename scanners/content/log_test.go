package content

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

func init() {
	access := `192.0.2.1 - - [02/Jan/2026:03:04:05 +0800] "GET /字 HTTP/1.1" 200 5 "-" "a \"b\""` + "\n"
	layouts["access-log"] = func(n int) string {
		return access + access + fill(n, access+"a stack trace\n"+access+access+access) + `192.0.2.1 - - [02/Jan/2026:03:04:05 +0800] "GET /?q= ` + planted + " HTTP/1.1\" 200 5\n" + fill(700, access)
	}
	layouts["w3c-log"] = func(n int) string {
		return "#Version: 1.0\n#Fields: date c-ip cs-uri-stem x\n2026-01-02 192.0.2.1 / 1\n" + fill(n, "2026-01-02 192.0.2.1 /字 \"a, b\"\n") + "2026-01-02 192.0.2.1 \" " + planted + "\" 1\n" + fill(700, "2026-01-02 192.0.2.1 /字 -\n")
	}
	layouts["syslog"] = func(n int) string {
		line := "Jan  2 03:04:05 web1 app[1]: 文 and words\n"
		return line + line + fill(n, line+"<12>1 2026-01-02T03:04:05Z web1 app - - [a@1 b=\"c\"] 字\n") + "Jan  2 03:04:05 web1 app: say " + planted + "\n" + fill(700, line)
	}
	layouts["logfmt"] = func(n int) string {
		line := "level=info msg=\"文 \\\"x\\\"\" n=1\n"
		return line + line + line + fill(n, line) + "level=info msg=\"say " + planted + "\"\n" + fill(700, line)
	}
	layouts["logfmt long"] = func(n int) string {
		line := "level=info msg=\"文 \\\"x\\\"\" n=1\n"
		return line + line + line + "level=info msg=\"" + fill(n, "word and word, ") + " " + planted + " " + fill(900, "word and word, ") + "\"\n" + line
	}
}

func TestLogs(t *testing.T) {
	access := `192.0.2.1 - - [02/Jan/2026:03:04:05 +0800] "GET / HTTP/1.1" 200 5`
	is := "bytes=5;client_ip=192.0.2.1;method=GET;protocol=HTTP/1.1;request_uri=/;status=200;time=02/Jan/2026:03:04:05 +0800"
	for _, tc := range []struct{ name, in, format, want string }{
		{"one line", access, "access-log", is},
		{"too few", strings.Repeat(access+"\n", 3) + "x\n", "text", ""},
		{"enough", strings.Repeat(access+"\n", 4) + "x\n\n", "access-log", strings.Repeat(is+"\n", 4) + "=x\n"},
		{"quote not closed", access + "\n" + access + "\n" + access + "\n" + access + "\n" + access + ` "a` + "\n", "access-log", strings.Repeat(is+"\n", 4) + "=" + access + ` "a`},
		{"agent only", access + ` "Mozilla/5.0 (X11)"`, "access-log", strings.Replace(is, "time=02/Jan/2026:03:04:05 +0800", "time=02/Jan/2026:03:04:05 +0800;user_agent=Mozilla/5.0 (X11)", 1)},
		{"client by name", strings.Replace(access, "192.0.2.1", "host.example.com", 1), "access-log", strings.Replace(is, "192.0.2.1", "host.example.com", 1)},
		{"proxies in front", "198.51.100.7, 198.51.100.8, " + access, "access-log", is + ";x_forwarded_for=198.51.100.7⏎198.51.100.8"},
		{"further", access + ` "-" "-" "198.51.100.7" 0.5 rt="0.1" "x" 17 "a=b; c=d"`, "access-log", "15=x;16=17;bytes=5;client_ip=192.0.2.1;cookie=a=b; c=d;method=GET;protocol=HTTP/1.1;request_time=0.5;request_uri=/;rt=0.1;status=200;time=02/Jan/2026:03:04:05 +0800;x_forwarded_for=198.51.100.7"},
		{"bytes of gb18030", strings.Replace(access, "GET /", `GET /\xd5\xc5`, 1), "access-log", strings.Replace(is, "uri=/", `uri=/\xd5\xc5`, 1)},
		{"fields change", "#Fields: a c-ip\n1 192.0.2.1\n#Fields: c-ip a b\n192.0.2.2 2 3\n1 2\n", "w3c-log", "=#Fields: a c-ip\na=1;c-ip=192.0.2.1\n=#Fields: c-ip a b\na=2;b=3;c-ip=192.0.2.2\n=1 2"},
		{"comment in a script", "#!/bin/sh\n# Fields: a b\nx 1\n", "text", "=#!/bin/sh\n=# Fields: a b\n=x 1"},
		{"nil of rfc 5424", "<34>1 - - - - - -\n<34>1 2026-01-02T03:04:05Z h a 1 m - \ufeffx", "syslog", "\napp=a;host=h;message=x;message_id=m;pid=1;time=2026-01-02T03:04:05Z"},
		{"years and fractions", "Jan  2 2026 03:04:05.123 h a: x\nJan  2 03:04:05 h a:", "syslog", "app=a;host=h;message=x;time=Jan  2 2026 03:04:05.123\napp=a;host=h;time=Jan  2 03:04:05"},
		{"dates in prose", "May 12 1999 was the day.\nJan  2 03:04:05 it rained\n", "text", "=May 12 1999 was the day.\n=Jan  2 03:04:05 it rained"},
		{"settings", "A=1\nB=2\nC=3\nD=4 E=5\n", "", ""},
		{"a shell script", "A=1 B=2 ls\nA=1 B=2\nif [ a = b ]; then\nC=1 D=2\n", "text", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory("a", []byte(tc.in)), full)
			if tc.format == "" {
				if drawn.Format == "logfmt" {
					t.Error("taken for a log")
				}
				return
			}
			if drawn.Format != tc.format || len(drawn.Gaps) > 0 || drawn.Design != scanners.Census {
				t.Errorf("%+v", drawn)
			}
			if got := table(rows); tc.want != "" && got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}

// TestLogPieces checks that pieces from the middle have the names of the head.
func TestLogPieces(t *testing.T) {
	in := "#Version: 1.0\n#Fields: date c-ip cs-uri-stem\n" + fill(400_000, "2026-01-02 192.0.2.1 /a\n")
	rows, drawn := gather(t, &standard, memory("u_ex260102.log", []byte(in)), sampled(3, 64<<10, 0))
	if drawn.Format != "w3c-log" || drawn.Design != scanners.Equal || len(rows) < 100 {
		t.Fatalf("%+v", drawn)
	}
	for _, r := range rows {
		if v := r.values; v[""] == "" && v["c-ip"] != "192.0.2.1" {
			t.Fatalf("%+v", r)
		}
	}
}

// TestLogKeys reads lines whose keys are data.
func TestLogKeys(t *testing.T) {
	var b strings.Builder
	for i := range 300 {
		for k := range 10 {
			fmt.Fprintf(&b, "user%d=1 ", 10*i+k)
		}
		b.WriteString("\n")
	}
	seen := 0
	_, err := tiny.sample(t.Context(), memory("a", []byte(b.String())), full, func(b *scanners.Batch) error {
		if len(b.Columns) > tiny.columns {
			t.Errorf("%d columns", len(b.Columns))
		}
		for i := range b.Columns {
			seen += strings.Count(string(b.Columns[i].Data), "1\n")
		}
		return nil
	})
	if err != nil || seen < 3000 {
		t.Errorf("%d values, %v", seen, err)
	}
}

// FuzzLogs reads anything as each kind of log: no line is lost, and the rows do not
// depend on the buffer.
func FuzzLogs(f *testing.F) {
	for _, name := range []string{"access-log", "w3c-log", "syslog", "logfmt"} {
		f.Add(layouts[name](10))
	}
	f.Add(`a b [02/Jan/2026:03:04:05 +0800] 192.0.2.1 c d e f "GET / HTTP/1.1" 200 - 1 2 3 4 "-" "-"`)
	f.Add(`h2 2026-01-02T03:04:05.1Z a [::1]:2 - 1 2 3 200 - 1 2 "GET / HTTP/1.1" "a\"" - -`)
	f.Add(`x="\x41\\x42\u00e9" y="` + "\\")
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 4000 {
			return
		}
		for _, s := range []syntax{accessLog{}, s3Log{}, elbLog{}, syslog{}, logfmt{}, &w3cLog{' ', []string{"a", "b"}}, &w3cLog{',', []string{"a", "b"}}} {
			read := func(block int) string {
				sizes := tiny
				sizes.block = block
				var rows []row
				o := newOut(&sizes, func(b *scanners.Batch) error {
					rows = append(rows, rowsOf(b)...)
					return nil
				})
				defer o.free()
				err := logLines{line: 1, syntax: s}.parse(newInput(&sizes, strings.NewReader(in)), o)
				if err == nil {
					err = o.flush()
				}
				if err != nil {
					t.Fatal(err)
				}
				if lines := strings.Count(in, "\n"); len(rows) < lines {
					t.Fatalf("%d rows of %d lines", len(rows), lines)
				}
				return table(rows)
			}
			if a, b := read(64), read(4096); a != b {
				t.Fatalf("%T\n%q\n%q", s, a, b)
			}
		}
	})
}
