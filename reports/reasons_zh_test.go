package reports

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"piiventory/detectors"
)

// proseIn returns the sentences that the Go files below the folders build, each
// with the place of one of its builders. A sentence is a string of two words or
// more. Its variable parts are the verbs of fmt, and %s where strings are added
// up. Constants of the same file's package stand for themselves.
func proseIn(t *testing.T, folders ...string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() || d.Name() == "scannertest" {
				return err
			}
			set := token.NewFileSet()
			files, err := filepath.Glob(filepath.Join(path, "*.go"))
			if err != nil {
				return err
			}
			p := prose{set: set, constants: map[string]ast.Expr{}, found: found}
			var parsed []*ast.File
			for _, file := range files {
				if strings.HasSuffix(file, "_test.go") {
					continue
				}
				f, err := parser.ParseFile(set, file, nil, 0)
				if err != nil {
					return err
				}
				parsed = append(parsed, f)
				p.learn(f)
			}
			for _, f := range parsed {
				p.collect(f)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

// prose collects the sentences of one package.
type prose struct {
	set       *token.FileSet
	constants map[string]ast.Expr
	found     map[string]string
}

// learn notes the package's string constants.
func (p *prose) learn(f *ast.File) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, s := range g.Specs {
			v := s.(*ast.ValueSpec)
			for i, name := range v.Names {
				if i < len(v.Values) {
					p.constants[name.Name] = v.Values[i]
				}
			}
		}
	}
}

// collect notes the sentences below a node.
func (p *prose) collect(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.Field: // paths and struct tags are no sentences
			return false
		case *ast.AssignStmt:
			if n.Tok != token.ADD_ASSIGN {
				return true
			}
			if text, ok := p.text(n.Rhs[0]); ok {
				p.note("%s"+text, n)
				p.variable(n.Rhs[0])
				return false
			}
		case ast.Expr:
			if text, ok := p.text(n); ok {
				p.note(text, n)
				p.variable(n)
				return false
			}
		}
		return true
	})
}

// variable looks for sentences in the variable parts of one.
func (p *prose) variable(e ast.Expr) {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		for _, part := range []ast.Expr{e.X, e.Y} {
			if _, ok := p.text(part); ok {
				p.variable(part)
			} else {
				p.collect(part)
			}
		}
	case *ast.CallExpr:
		for _, a := range e.Args[1:] {
			p.collect(a)
		}
	case *ast.ParenExpr:
		p.variable(e.X)
	}
}

// text returns the pattern of a string expression with a literal in it.
func (p *prose) text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		x, okX := p.text(e.X)
		y, okY := p.text(e.Y)
		if e.Op != token.ADD || !okX && !okY {
			return "", false
		}
		if !okX {
			x = p.constant(e.X)
		}
		if !okY {
			y = p.constant(e.Y)
		}
		return x + y, true
	case *ast.CallExpr:
		if s, ok := e.Fun.(*ast.SelectorExpr); ok && len(e.Args) > 0 && (s.Sel.Name == "Sprintf" || s.Sel.Name == "Errorf") {
			return p.text(e.Args[0])
		}
	case *ast.ParenExpr:
		return p.text(e.X)
	}
	return "", false
}

// constant is the text of a constant of the package, %s for everything else.
func (p *prose) constant(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok && p.constants[id.Name] != nil {
		if text, ok := p.text(p.constants[id.Name]); ok {
			return text
		}
	}
	return "%s"
}

// sentence matches what has a word and a blank beside it.
var sentence = regexp.MustCompile(`[a-z]{2,} | [a-z]{2,}`)

// The readers of content are full of words of the formats that they read ("create
// table "). Their reasons have three words at least and no blank at the end.
func (p *prose) note(text string, n ast.Node) {
	if strings.HasSuffix(filepath.Dir(p.set.Position(n.Pos()).Filename), "content") &&
		(len(strings.Fields(text)) < 3 || strings.HasSuffix(text, " ") || strings.HasPrefix(text, "<")) {
		return
	}
	if sentence.MatchString(text) && p.found[text] == "" {
		at := p.set.Position(n.Pos())
		p.found[text] = fmt.Sprintf("%s:%d", at.Filename, at.Line)
	}
}

// sql matches statements for a database and parts of them.
var sql = regexp.MustCompile(`^[\s("]*(?:%s,? )?(?:SELECT|WITH|SET|SHOW|START|BEGIN|WHERE|FROM|LIMIT|ONLY|DECLARE|FETCH|CASE|LEFT|GRANT|FOR|UNION|AND|TABLESAMPLE|ORDER|FORCE)\b`)

// notReasons are strings of the scanners that no report shows as a reason, with
// what they are.
var notReasons = map[string]string{
	"two stores have the alias %q; name one of them with alias=URL":         "ends the command, before any report",
	"store %s: there is no scanner for the scheme %q":                       "ends the command, before any report",
	"taking stock needs an engine and kinds of stores":                      "a mistake in a program",
	"text recognises everything":                                            "a mistake in this program",
	"writing the inventory: %w":                                             "ends the command, without a report",
	"it is larger than an inventory can be":                                 "ends the command: no inventory to report",
	"its format is %q and this version reads %q; use a newer piiventory":    "ends the command: no inventory to report",
	"it is a report made of an inventory; give the file that scan -o wrote": "ends the command: no inventory to report",
	"it does not follow the format %s; was it changed by hand?":             "ends the command: no inventory to report",
	"the budget of the store is used up":                                    "ErrBudget, for which GapOf has a reason of its own",
	"listing cut off":                                                       "errListCut, for which the inventory has a reason of its own",
	"virtual table":                                                         "a format, not a reason",
	"materialised view":                                                     "a format, not a reason",
	"foreign table":                                                         "a format, not a reason",
	"-- phpMyAdmin SQL Dump\n":                                              "a text that is looked for",
	"inventory report":                                                      "the source of a fact, which the words of the reports have",
	"enough rows":                                                           "inside the reader of content, never passed on",
	"byte %d: %s":                                                           "inside the reader of content, whose gap has the parts",
	"the bytes that the draw allows are used up":                            "inside the reader of content, never passed on",
	"the content unpacks to too much":                                       "inside the reader of content, whose gap says it in other words",
	"too long to be held in memory":                                         "inside the reader of content, whose gap says it in other words",
	"the reader broke down":                                                 "inside the reader of content, whose gap says it in other words",
	"xml ":                                                                  "the beginning of a declaration",
	"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec":                       "the names of the months",
	"a stream is broken":                                                    "inside the reader of ORC, whose gap says it in other words",
	"more than is kept":                                                     "inside the reader of ORC, never passed on",
	"head of stripe %d":                                                     "the name of a unit",
	"rows %d of stripe %d":                                                  "the name of a unit",
	"a block is broken":                                                     "inside the reader of Avro, whose gap says it in other words",
	"the engine refused":                                                    "inside the reader of SQLite files, whose gap says it in other words",
	"the share of the table is used up":                                     "inside the reader of SQLite files, never passed on",
	"a page is broken":                                                      "inside the reader of Parquet, whose gap says it in other words",
	"a page is compressed in an unknown way":                                "inside the reader of Parquet, whose gap says it in other words",
	"a range beyond the end":                                                "inside the reader of content, whose gap says it in other words",
	" days ":                                                                "part of a value",
	" ms":                                                                   "part of a value",
	" months ":                                                              "part of a value",
	"head of row group %d":                                                  "the name of a unit",
	"rows %d of row group %d":                                               "the name of a unit",
	"a compressed block refers too far back":                                "inside the reader of content, whose gap says it in other words",
	"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx": "RTF",
	"the chain of sectors ended":    "inside the reader of compound files, whose gap says it in other words",
	"a compressed block is broken":  "inside the reader of content, whose gap says it in other words",
	"entry %s":                      "the name of a unit",
	"the draw is full":              "inside the reader of tables, never passed on",
	"everybody may write the file":  "inside the reader of option files, whose gap says it in other words",
	"the store stopped sending":     "errStalled, for which explainNetwork has a reason of its own",
	"listing the buckets of %s: %w": "GapOf takes the reason of the error inside",
	"reading the answer: %w":        "goes through explain, which has reasons of its own",
	"the server did not answer":     "errSilent, for which explainNetwork has a reason of its own",
	"server refused TLS connection": "what pgconn says, looked for and never passed on",
	"endpoint host":                 "a source of facts, which has a text of its own",
	"jurisdiction host":             "a source of facts, which has a text of its own",
	"database host":                 "a source of facts, which has a text of its own",
	"server certificate":            "a source of facts, which has a text of its own",
	"CNAME of the host":             "a source of facts, which has a text of its own",
	"^Amazon RDS ([a-z]{2,4}-(?:[a-z]+-)+[0-9]+) (?:Root|Subordinate) CA\\b": "a pattern of names",
	"SQLite %s":                     "a name and a version",
	"file system":                   "a source of facts, which has a text of its own",
	"SQLite format 3\x00":           "the beginning of a file",
	"-- PostgreSQL database dump\n": "the beginning of a file",
	"generated always as (":         "SQL",
	"entry %d, %s":                  "the name of a unit",
	"too many hops":                 "inside the reader of tar, whose gap says it in other words",
	", CASE WHEN octet_length(%s) > %d THEN x'%x' ELSE %[1]s END": "SQL",
	"bytes %d-%d/%d":               "a header of HTTP",
	"cursor %t %q %q":              "a key in a map",
	"expire %dd":                   "a value of a fact",
	"expire %s":                    "a value of a fact",
	"noncurrent %dd":               "a value of a fact",
	"noncurrent transition %s %dd": "a value of a fact",
	"transition %s %s":             "a value of a fact",
	"abort %dd":                    "a value of a fact",
	"anonymous request":            "a source of facts, which has a text of its own",
	"page %d":                      "a name of a part of an object",
	"ulimit -v 3000000 2>/dev/null; exec tesseract \"$@\"": "shell",
	"piece %d":                     "a name from which random numbers are drawn",
	"Select tables optimized away": "what EXPLAIN of MySQL says",
	"block %d":                     "a name from which random numbers are drawn",
	"!include ":                    "a line of option files",
	"!includedir ":                 "a line of option files",
	"ctid >= '(0,0)'":              "SQL",
	"ctid = ANY ($1::tid[])":       "SQL",
	"tableoid = %s AND (%s)":       "SQL",
	"%s, max(0, %s)":               "SQL",
	"%s + coalesce(min(octet_length(%s), %d), 0)":                                             "SQL",
	"substring((SELECT string_agg(e, '\\x0a'::bytea) FROM unnest(%s) AS u(e)) FROM 1 FOR %d)": "SQL",
}

// Every reason that the scanners and the inventory can give has a Chinese text:
// every sentence in their sources, but for SQL and the exceptions above. A text
// whose reason is gone stays, for the inventories that older versions saved.
func TestReasonsInChinese(t *testing.T) {
	found := proseIn(t, "../scanners", "../inventory")
	found["%s is no country or set of countries that is known"] = "the check of the residency"
	reasons := 0
	for text, at := range found {
		if sql.MatchString(text) {
			continue
		}
		_, excepted := notReasons[text]
		_, known := reasonsZH[text]
		switch {
		case known && excepted:
			t.Errorf("%s: %q is an exception and has a Chinese text", at, text)
		case known:
			reasons++
		case !excepted:
			t.Errorf("%s: %q has no Chinese text; add it to the table of reasons", at, text)
		}
	}
	if reasons < 200 {
		t.Errorf("only %d reasons were found in the sources: the search is broken", reasons)
	}
}

// Names and numbers keep their places; a reason in a reason is translated too.
func TestReason(t *testing.T) {
	zh, en := wordsOf("zh"), wordsOf("en")
	for in, want := range map[string]string{
		`%q 100% "x" is nothing that anybody says`: `%q 100% "x" is nothing that anybody says`,
		"": "",
		`cannot connect to PostgreSQL at 127.0.0.1:1: the connection was refused: is the server running there, and is the port right?`:                                                                              `无法连接位于 127.0.0.1:1 的 PostgreSQL：连接被拒绝：服务器是否在该处运行，端口是否正确？`,
		`user "a \" b" may not read the columns ["c d" "e"]: GRANT SELECT ON "s"."t" TO "a "" b"`:                                                                                                                   `用户 "a \" b" 无权读取列 ["c d" "e"]：请执行 GRANT SELECT ON "s"."t" TO "a "" b"`,
		"the listing broke off: the budget of the store was used up; give it more with --budget":                                                                                                                    "列举中断：该存储的预算已用尽；可用 --budget 增加预算",
		`the store did not answer: bucket "b" does not exist at AWS (region eu-west-1): check its name, the endpoint and the account`:                                                                               `该存储没有应答：AWS（地域 eu-west-1） 上不存在存储桶 "b"：请检查名称、端点和账户`,
		"a csv document can only be read from its start: the first 10 of 20 bytes were read; use --depth full to read it all":                                                                                       "csv 文档只能从头读取：已读取 20 字节中的前 10 字节；可用 --depth full 全部读取",
		"the compressed content unpacks to more than 100 times its size or to more than 1 GiB; only that much was read":                                                                                             "压缩内容解压后超过其大小的 100 倍或超过 1 GiB；只读取了这么多",
		"content starts with bytes 7f 45 4c 46 (elf program): no reader for it; nothing in it was looked at":                                                                                                        "内容以字节 7f 45 4c 46 开头（ELF 程序）：没有相应的读取程序；其中的内容均未查看",
		`"a%41b" has a percent sign that two hexadecimal digits do not follow: write %25, or file:PATH without slashes before the path`:                                                                             `"a%41b" 中的百分号后面没有两位十六进制数字：请写作 %25，或写作 file:PATH，路径前不带斜线`,
		`the table has no integer key by which rows could be drawn at random: only the first rows were read`:                                                                                                        "该表没有可用于随机抽取行的整数键：只读取了最前面的行",
		`the server does not let user "u" into database "d" from here: pg_hba.conf has no entry for it, or the role may not log in, or the server takes encrypted connections only: add sslmode=require to the URL`: `服务器不允许用户 "u" 从此处进入数据库 "d"：pg_hba.conf 中没有相应的条目，或该角色不得登录，或服务器只接受加密连接：请在 URL 中加上 sslmode=require`,
		`the server does not let user "u" into database "d" from here: pg_hba.conf has no entry for it, or the role may not log in`:                                                                                 `服务器不允许用户 "u" 从此处进入数据库 "d"：pg_hba.conf 中没有相应的条目，或该角色不得登录`,
	} {
		if got := reason(zh, in); got != want {
			t.Errorf("reason(%q)\n got %q\nwant %q", in, got, want)
		}
		if got := reason(en, in); got != in {
			t.Errorf("in English %q became %q", in, got)
		}
	}
}

// The check joins reasons with a mark that stands in reasons too, and puts the
// source of a fact before them.
func TestJoinedReasons(t *testing.T) {
	zh := wordsOf("zh")
	for in, want := range map[string]string{
		"the file could not be opened; something new; and more; the budget of the store was used up; give it more with --budget": "未能打开该文件；something new; and more；该存储的预算已用尽；可用 --budget 增加预算",
		"endpoint host: the global host of S3 names no region; GetBucketLocation: the store does not know this question":         "端点主机名：S3 的全局主机名不说明地域；GetBucketLocation：该存储不支持这一查询",
		"configuration: XX is no country or set of countries that is known":                                                      "配置：XX 不是已知的国家或国家集合",
		"of nobody: something new": "of nobody: something new",
	} {
		if got := joinedReasons(zh, in); got != want {
			t.Errorf("joinedReasons(%q)\n got %q\nwant %q", in, got, want)
		}
		if got := joinedReasons(wordsOf("en"), in); got != in {
			t.Errorf("in English %q became %q", in, got)
		}
	}
	for key := range reasonsZH {
		if strings.Count(key, "; ") > 2 { // the fourth part may come from a reason in it
			t.Errorf("%q has more parts than joinedReasons looks for", key)
		}
	}
	if got, want := observed(zh, "CN (configuration); SG (endpoint host); X (y)"), "CN（配置）；SG（端点主机名）；X (y)"; got != want {
		t.Errorf("observed: got %q, want %q", got, want)
	}
}

// A Chinese text uses every variable part of its reason once.
func TestReasonPlaceholders(t *testing.T) {
	for key, zh := range reasonsZH {
		n := 0
		for _, v := range verb.FindAllString(key, -1) {
			if v != "%%" {
				n++
			}
		}
		for i := 1; i <= n+1; i++ {
			want := 1
			if i > n {
				want = 0
			}
			if got := strings.Count(zh, fmt.Sprintf("{%d}", i)); got != want {
				t.Errorf("%q: {%d} stands %d times in %q, want %d", key, i, got, zh, want)
			}
		}
		if !regexp.MustCompile(`\p{Han}`).MatchString(zh) {
			t.Errorf("%q: %q is no Chinese", key, zh)
		}
		if regexp.MustCompile(`\p{Han}[,:;()]|[,:;]\p{Han}`).MatchString(zh) {
			t.Errorf("%q: %q has half-width punctuation", key, zh)
		}
	}
}

// What the categories are detected by, and the sources of facts, have Chinese
// words.
func TestDetectedBy(t *testing.T) {
	for _, i := range detectors.Categories() {
		for _, by := range strings.Split(i.Evidence, ", ") {
			if i.Detected && !wordsOf("zh").has("detected-by."+by) {
				t.Errorf("%s: %q has no Chinese word", i.Key, by)
			}
		}
	}
	if table := Categories("zh", 0); strings.Contains(table, "checksum") || !strings.Contains(table, "校验码") {
		t.Errorf("the table of categories is not Chinese:\n%s", table)
	}
}

// English matches four words of English after another. What stands between
// quotation marks, and what holds a point, a slash or another sign of a path or
// an identifier, is no word.
var english = regexp.MustCompile(`(?:(?:^|[\s>（(“])[A-Za-z]?[a-z]+[,;:]?){4,}(?:$|[\s<）)，。；：、”])`)

// commands are what is to be typed as it stands.
var commands = regexp.MustCompile(`GRANT [A-Z ]+ ON \S+|<style>(?s:.*?)</style>|<script(?s:.*?)</script>`)

// No English sentence stands in a Chinese report.
func TestChineseReports(t *testing.T) {
	for _, name := range []string{"rich", "empty", "interrupted"} {
		for _, format := range []string{"text", "html"} {
			b, err := os.ReadFile(filepath.Join(fixtures, "golden", name+".zh."+format))
			if err != nil {
				t.Fatal(err)
			}
			text := commands.ReplaceAllString(string(b), "")
			for _, m := range english.FindAllString(text, -1) {
				t.Errorf("%s.zh.%s: %q", name, format, m)
			}
		}
	}
	if !english.MatchString("原因：the store failed while this was read。") && !english.MatchString("（the store failed while）") {
		t.Error("the search does not find English")
	}
}

// What was written and the hint behind it are told apart, though nothing but the hint's
// own semicolon parts them.
func TestReasonsWithHintsInChinese(t *testing.T) {
	for text, want := range map[string]string{
		`"object-store" is none of object-storage, file, block; did you mean object-storage?`: `"object-store" 不在 object-storage, file, block 之中；是不是 object-storage？`,
		`"zzz" is none of delete, anonymize`:                                                  `"zzz" 不在 delete, anonymize 之中`,
		`"a; b" is none of delete, anonymize`:                                                 `"a; b" 不在 delete, anonymize 之中`,
		`there is no key "sistems"; did you mean systems?`:                                    `没有 "sistems" 这个键；是不是 systems？`,
		`there is no key "q"; the keys here are id, kind`:                                     `没有 "q" 这个键；这里可用的键为 id, kind`,
		`there is no system "crm"`:                                                            `没有 "crm" 这个系统`,
		`there is no finding "a.b"; did you mean access.public?`:                              `没有 "a.b" 这种结果；是不是 access.public？`,
	} {
		if got := reason(wordsOf("zh"), text); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}
