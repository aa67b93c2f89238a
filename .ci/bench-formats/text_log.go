package main

import (
	"bufio"
	"bytes"
	"fmt"
	"regexp"
	"time"

	"github.com/go-logfmt/logfmt"
	"github.com/leodido/go-syslog/v4/rfc3164"
	"github.com/leodido/go-syslog/v4/rfc5424"
)

func address(i int) string { return fmt.Sprintf("192.0.2.%d", i%256) }

const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

func accessLog(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "%s - user%d [%02d/Jan/2026:03:04:05 +0800] \"GET /item/%d HTTP/1.1\" 200 %d \"https://shop.example.com/list/%d\" \"%s\"\n", address(i), i%991, i%28+1, i, i*37%99991, i%13, agent)
	})
}

func w3cLog(size int) func() (made, error) {
	return textOf(size, "#Version: 1.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-username c-ip cs(User-Agent) sc-status time-taken\n", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "%s 192.0.2.1 GET /item/%d user%d %s Mozilla/5.0+(X11;+Linux+x86_64) 200 %d\n", day(i), i, i%991, address(i), i%977)
	})
}

func s3Log(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be bucket [%02d/Jan/2026:03:04:05 +0000] %s user%d 3E57427F3%07X REST.GET.OBJECT item/%d \"GET /item/%d HTTP/1.1\" 200 - %d %d 70 10 \"-\" \"%s\" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader bucket.s3.us-west-1.amazonaws.com TLSV1.2 - -\n",
			i%28+1, address(i), i%991, i, i, i, i*37%99991, i*37%99991, agent)
	})
}

func elbLog(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "https 2026-01-%02dT03:04:05.123456Z app/balancer/50dc6c495c0c9188 %s:2817 192.0.2.2:80 0.086 0.048 0.037 200 200 0 %d \"GET https://www.example.com:443/item/%d HTTP/1.1\" \"%s\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/targets/73e2d6bc24d8a067 \"Root=1-58337281-1d84f3d73c47ec4e58577259\" \"www.example.com\" \"arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012\" 1 2026-01-02T03:04:05.123456Z \"forward\" \"-\" \"-\" \"192.0.2.2:80\" \"200\" \"-\" \"-\"\n",
			i%28+1, address(i), i%977, i, agent)
	})
}

func syslogOld(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "<34>Jan %2d 03:04:05 web%d app[%d]: order %d placed by user%d, some words of a message\n", i%28+1, i%9, i%99, i, i)
	})
}

func syslogNew(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "<34>1 2026-01-%02dT03:04:05.003Z web%d.example.com app %d ID47 [origin ip=\"%s\"] order %d placed by user%d, some words of a message\n", i%28+1, i%9, i%99, address(i), i, i)
	})
}

func logfmtLines(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "time=2026-01-%02dT03:04:05Z level=info msg=\"order placed by user%d\" path=/item/%d status=200 ip=%s n=%d\n", i%28+1, i, i%199, address(i), i)
	})
}

// matching takes the lines apart with a regular expression, as most readers of such logs
// do.
func matching(expression string) bare {
	re := regexp.MustCompile(expression)
	return bare{"`regexp` for each line", func(in []byte) (n int, err error) {
		s := bufio.NewScanner(bytes.NewReader(in))
		for s.Scan() {
			m := re.FindSubmatchIndex(s.Bytes())
			if m == nil {
				return n, fmt.Errorf("a line does not match")
			}
			n += len(m)/2 - 1
		}
		return n, s.Err()
	}}
}

// byHand cuts the lines at blanks, quotes and brackets, as one would for a log whose form
// is known: the least that the work asks for.
var byHand = bare{"`bytes.IndexByte`, lines cut by hand at blanks, quotes and brackets; a lower bound", func(in []byte) (n int, err error) {
	s := bufio.NewScanner(bytes.NewReader(in))
	for s.Scan() {
		for b := s.Bytes(); len(b) > 0; n++ {
			end, skip := byte(' '), 0
			switch b[0] {
			case '"':
				end, skip = '"', 1
			case '[':
				end, skip = ']', 1
			}
			i := bytes.IndexByte(b[skip:], end)
			if i < 0 {
				break
			}
			b = bytes.TrimLeft(b[skip+i+1:], " ")
		}
		n++
	}
	return n, s.Err()
}}

var goLogfmt = bare{"`go-logfmt/logfmt`, Decoder", func(in []byte) (n int, err error) {
	d := logfmt.NewDecoder(bytes.NewReader(in))
	for d.ScanRecord() {
		for d.ScanKeyval() {
			n++
		}
	}
	return n, d.Err()
}}

var goSyslogOld = bare{"`leodido/go-syslog`, rfc3164", func(in []byte) (n int, err error) {
	p := rfc3164.NewParser(rfc3164.WithYear(rfc3164.Year{YYYY: 2026}), rfc3164.WithTimezone(time.UTC))
	for l := range bytes.Lines(in) {
		if _, err := p.Parse(bytes.TrimSuffix(l, []byte{'\n'})); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}}

var goSyslogNew = bare{"`leodido/go-syslog`, rfc5424", func(in []byte) (n int, err error) {
	p := rfc5424.NewParser()
	for l := range bytes.Lines(in) {
		if _, err := p.Parse(bytes.TrimSuffix(l, []byte{'\n'})); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}}
