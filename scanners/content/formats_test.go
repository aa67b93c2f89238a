package content

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"piiventory/scanners"
)

// table writes rows as "path=value;…" one a line, for comparison.
func table(rows []row) string {
	var b strings.Builder
	for i, r := range rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		for k, p := range slices.Sorted(maps.Keys(r.values)) {
			if k > 0 {
				b.WriteByte(';')
			}
			fmt.Fprintf(&b, "%s=%s", p, strings.ReplaceAll(r.values[p], "\n", "⏎"))
		}
	}
	return b.String()
}

var packer = gzip.NewWriter(nil) // a new one each time would be slow

func gz(t testing.TB, parts ...string) string {
	var b bytes.Buffer
	for _, p := range parts {
		w := packer
		w.Reset(&b)
		w.Write([]byte(p))
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func gb(s string) string {
	b, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return b
}

func utf16le(s string) string {
	b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return b
}

func TestFormats(t *testing.T) {
	for _, tc := range []struct{ name, file, in, format, want string }{
		{"csv", "a", "id,name,note\n1,x,\"say \"\"hi\"\"\"\n2,y,\"two\nlines\"\n", "csv", "id=1;name=x;note=say \"hi\"\nid=2;name=y;note=two⏎lines"},
		{"csv crlf", "a", "id,name,n\r\n1,x,3\r\n2,y,4\r\n", "csv", "id=1;n=3;name=x\nid=2;n=4;name=y"},
		{"csv bom", "a", "\ufeffid,name,n\n1,x,3\n2,y,4\n", "csv", "id=1;n=3;name=x\nid=2;n=4;name=y"},
		{"csv gb", "a", gb("编号,姓名,城市\n1,张三,北京\n2,李四,上海\n"), "csv+gb18030", "城市=北京;姓名=张三;编号=1\n城市=上海;姓名=李四;编号=2"},
		{"csv gbk bar", "a", gb("编号|姓名|城市\n1|張三|北京\n2|亅丨丂|上海\n"), "csv+gb18030", "城市=北京;姓名=張三;编号=1\n城市=上海;姓名=亅丨丂;编号=2"},
		{"csv utf-16", "a", utf16le("编号,姓名,n\n1,张三,3\n2,李四,4\n"), "csv+utf-16le", "n=3;姓名=张三;编号=1\nn=4;姓名=李四;编号=2"},
		{"csv without header", "a", "1,x,13800000000\n2,y,13800000001\n3,z,13800000002\n", "csv", "1=1;2=x;3=13800000000\n1=2;2=y;3=13800000001\n1=3;2=z;3=13800000002"},
		{"csv with repeated words", "a.csv", "active,north,red\nactive,south,blue\nclosed,north,blue\n", "csv", "1=active;2=north;3=red\n1=active;2=south;3=blue\n1=closed;2=north;3=blue"},
		{"csv with the header again", "a.csv", "state,area\nopen,x\nstate,area\nshut,y\n", "csv", "area=x;state=open\narea=area;state=state\narea=y;state=shut"},
		{"csv ragged", "a.csv", "a,b\n1,2,3\n4\n5,6\n7,8\n", "csv", "3=3;a=1;b=2\na=4\na=5;b=6\na=7;b=8"},
		{"csv twice the same name", "a.csv", "a, a ,,b\n1,2,3,4\n", "csv", "3=3;a=1;a_2=2;b=4"},
		{"csv one column", "a.csv", "email\na@example.com\nb@example.com\n", "csv", "email=a@example.com\nemail=b@example.com"},
		{"csv header only", "a.csv", "id,name\n", "csv", ""},
		{"csv preamble", "a.csv", "Report of May\n\nid,n,m\n1,2,3\n4,5,6\n", "csv", "id=Report of May\nid=1;m=3;n=2\nid=4;m=6;n=5"},
		{"csv lone quote", "a.csv", "a,b,c\n1,\"2,3\n4,5,6\n7,8,9\n", "csv", "a=1;b=\"2;c=3\na=4;b=5;c=6\na=7;b=8;c=9"},
		{"csv inch", "a.csv", "a,b\n1,5\" disk\n2,\"x\" y\n3,z\n", "csv", "a=1;b=5\" disk\na=2;b=x y\na=3;b=z"},
		{"csv last field open", "a.csv", "a,b\n1,2\n3,\"4", "csv", "a=1;b=2\na=3;b=4"},
		{"csv last field empty", "a.csv", "a,b\n1,2\n3,", "csv", "a=1;b=2\na=3"},
		{"tsv", "a", "id\tname\tn\n1\tx\t3\n2\ty\t4\n", "tsv", "id=1;n=3;name=x\nid=2;n=4;name=y"},
		{"semicolon", "a", "id;price;n\n1;2,50;3\n2;3,50;4\n", "csv", "id=1;n=3;price=2,50\nid=2;n=4;price=3,50"},
		{"two columns", "a.txt", "phone,n\n13800000000,1\n13800000001,2\n", "csv", "n=1;phone=13800000000\nn=2;phone=13800000001"},
		{"log with commas", "a.log", "2026-01-02 03:04:05,123 INFO up\n2026-01-02 03:04:06,123 INFO down\n2026-01-02 03:04:07,1 WARN x\n", "text",
			"=2026-01-02 03:04:05,123 INFO up\n=2026-01-02 03:04:06,123 INFO down\n=2026-01-02 03:04:07,1 WARN x"},
		{"log with brackets", "a", "[2026-01-02 03:04:05] INFO up\n[2026-01-02 03:04:06] INFO down\n", "text", "=[2026-01-02 03:04:05] INFO up\n=[2026-01-02 03:04:06] INFO down"},
		{"json array", "a", `[{"a":1,"b":{"c":"x"}},{"a":2.50,"b":{"c":null}}]`, "json", "a=1;b.c=x\na=2.50"},
		{"json nested", "a", `[{"a":[{"b":1},{"b":2}],"t":["x","y"],"m":[[1],[2,3]]}]`, "json", "a[].b=1⏎2;m[][]=1⏎2⏎3;t[]=x⏎y"},
		{"json wrapper", "a", `{"total":2,"page":{"n":1},"items":[{"id":1},{"id":2}],"next":null,"end":"z"}`, "json", "page.n=1;total=2\nitems[].id=1\nitems[].id=2\nend=z"},
		{"json concatenated", "a", "{\n\"a\":[1,2]}\n{\"a\":[3]}{\"a\":[]}", "json", "a[]=1⏎2\na[]=3\n"},
		{"json scalars", "a", `["x",1,true,null]`, "json", "[]=x\n[]=1\n[]=true\n"},
		{"json empty", "a.json", `[]`, "json", ""},
		{"json escapes", "a", `{"a":"\u0031\u5f20\ud83d\ude00\n\"\\\/\q\ud83d"}`, "json", "a=1张😀⏎\"\\/\\q\ufffd"},
		{"json escaped names", "a", `[{"\u0061":1},{"a":2}]`, "json", "a=1\na=2"},
		{"json big numbers", "a", `[{"n":12345678901234567890123,"f":1e400,"d":-0.10}]`, "json", "d=-0.10;f=1e400;n=12345678901234567890123"},
		{"json gb", "a", gb(`[{"姓名":"张三"},{"姓名":"李四"}]`), "json+gb18030", "姓名=张三\n姓名=李四"},
		{"jsonl", "a", "{\"a\":1}\n\n{\"a\":2,\"b\":[{\"c\":3},{\"c\":4}]}\n", "jsonl", "a=1\na=2;b[].c=3⏎4"},
		{"jsonl named json", "a.json", "{\"a\":1}\n{\"a\":2}", "jsonl", "a=1\na=2"},
		{"one json line", "a.jsonl", "{\"a\":[1,2]}", "jsonl", "a[]=1⏎2"},
		{"gzip", "a", gz(t, "{\"a\":1}\n", "{\"a\":2}\n"), "jsonl+gzip", "a=1\na=2"},
		{"gzip named", "a.csv.gz", gz(t, "x\n1\n"), "csv+gzip", "x=1"},
		{"gzip in gzip", "a.gz", gz(t, gz(t, gb("手机号\t\tn\n一\t二\t3\n一\t二\t3\n"))), "tsv+gb18030+gzip+gzip", "2=二;n=3;手机号=一\n2=二;n=3;手机号=一"},
		{"latin", "a", "caf\xe9 jos\xe9@example.com\nnaïve", "text+latin1", "=café josé@example.com\n=naïve"},
		{"two charsets", "a", strings.Repeat("ascii\n", 3) + "张三李四王五赵六钱七\n" + gb("张三") + "\n", "text+gb18030", "=ascii\n=ascii\n=ascii\n=张三李四王五赵六钱七\n=张三"},
		{"empty", "a", "", "empty", ""},
		{"only a bom", "a", "\ufeff", "text", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory(tc.file, []byte(tc.in)), full)
			if drawn.Format != tc.format {
				t.Errorf("format %q, want %q", drawn.Format, tc.format)
			}
			if got := table(rows); got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
			if len(drawn.Gaps) > 0 || drawn.Design != scanners.Census || drawn.Population != 1 || drawn.Units != 1 || drawn.Bytes != int64(len(tc.in)) {
				t.Errorf("%+v", drawn)
			}
		})
	}
}

func TestGaps(t *testing.T) {
	long := strings.Repeat("{\"a\":\"0123456789\"}\n", 20000)
	for _, tc := range []struct {
		name, file, in, format string
		kind                   scanners.GapKind
		reason, want           string
		design                 scanners.Design
	}{
		{"zip", "a", "PK\x03\x04\x14\x00rest", "zip", scanners.GapCorrupt, "the zip is broken or cut off", "", scanners.NotRandom},
		{"parquet", "a", "PAR1\x15\x04\x15\x10", "parquet", scanners.GapFormat, "(parquet)", "", scanners.NotRandom},
		{"pdf", "a", "%PDF-1.7\n", "pdf", scanners.GapCorrupt, "broken or cut off", "", scanners.NotRandom},
		{"png", "a", "\x89PNG\r\n\x1a\n\x00", "png", scanners.GapImage, "use --ocr", "", scanners.NotRandom},
		{"sqlite", "a", "SQLite format 3\x00\x10\x00", "sqlite", scanners.GapFormat, "(sqlite)", "", scanners.NotRandom},
		{"zstd", "a", "\x28\xb5\x2f\xfd\x04", "zstd", scanners.GapCorrupt, "header is broken or cut off", "", scanners.NotRandom},
		{"tar in gzip", "a.tgz", gz(t, strings.Repeat("\x00", 257)+"ustar\x00"), "tar", scanners.GapFormat, "(tar)", "", scanners.NotRandom},
		{"binary", "a", "\x01\x02\x00\x00\x03\x99", "binary", scanners.GapFormat, "01 02 00 00", "", scanners.NotRandom},
		{"broken json", "a", `[{"a":1},{"a":2,"b":x, "c":"13800000000"}]` + "\n", "json", scanners.GapCorrupt, "", "", scanners.Census},
		{"broken named json", "a.json", `[{"a":1},{"a":2,"b":x, "c":"13800000000"}]` + "\nmore\n", "json", scanners.GapCorrupt, "breaks off in the middle (neither a value nor an end)", "a=1\na=2\n=x, \"c\":\"13800000000\"}]\n=more", scanners.Census},
		{"json cut off", "a", `[{"a":1},{"a":2,"b":"xyz`, "json", scanners.GapCorrupt, "ends in the middle", "a=1\na=2\n=\"xyz", scanners.Census},
		{"jsonl with a broken line", "a", "{\"a\":1}\n{\"a\":2,\"b\":\n{\"a\":3}\n{\"a\":4}\n{\"a\":5} \n", "jsonl", scanners.GapCorrupt, "read as plain text", "a=1\n={\"a\":2,\"b\":\na=3\na=4\na=5", scanners.Census},
		{"gzip cut off", "a", gz(t, long)[:1000], "jsonl+gzip", scanners.GapCorrupt, "broken or cut off", "*", scanners.NotRandom},
		{"gzip header cut off", "a", "\x1f\x8b\x08", "gzip", scanners.GapCorrupt, "header", "", scanners.NotRandom},
		{"gzip and rubbish", "a", gz(t, "{\"a\":1}\n{\"a\":1}\n") + "rubbish that is no gzip", "jsonl+gzip", scanners.GapCorrupt, "", "a=1\na=1", scanners.NotRandom},
		{"gzip four times", "a", gz(t, gz(t, gz(t, gz(t, "x")))), "gzip+gzip+gzip", scanners.GapOversized, "3 times", "", scanners.NotRandom},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.name == "broken json" { // without the name it is text, and nothing is lost
				rows, drawn := gather(t, &standard, memory(tc.file, []byte(tc.in)), full)
				if drawn.Format != "text" || len(rows) != 1 {
					t.Errorf("%+v %v", drawn, rows)
				}
				return
			}
			rows, drawn := gather(t, &standard, memory(tc.file, []byte(tc.in)), full)
			if drawn.Format != tc.format {
				t.Errorf("format %q, want %q", drawn.Format, tc.format)
			}
			if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != tc.kind || !strings.Contains(drawn.Gaps[0].Reason, tc.reason) {
				t.Errorf("gaps %+v", drawn.Gaps)
			}
			if drawn.Design != tc.design {
				t.Errorf("design %s, want %s", drawn.Design, tc.design)
			}
			if got := table(rows); tc.want != "*" && got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			} else if tc.want == "*" && len(rows) < 100 {
				t.Errorf("only %d rows", len(rows))
			}
		})
	}
}
