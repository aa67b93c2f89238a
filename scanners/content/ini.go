package content

import (
	"bytes"
	"slices"
)

var _ = register(format{name: "ini", rank: 28, recognise: recogniseINI})

// iniFile reads settings: INI files and what is written like them (.properties of Java,
// .env, unit files of systemd, .my.cnf, .gitconfig, and TOML as far as its values
// stand on lines of their own). A section is a row, with columns called
// "section.key"; what stands before the first section is a row as well, and so a file
// without sections is one row. Comments, and lines that are nothing of the kind, are
// free text of the row.
type iniFile struct{ colon bool }

// Extensions of settings, and of what may look like them and is something else.
var (
	iniNames   = []string{".ini", ".cfg", ".conf", ".cnf", ".properties", ".env", ".toml", ".service", ".socket", ".timer", ".desktop", ".gitconfig", ".editorconfig"}
	iniForeign = []string{".log", ".mk", ".make", ".tex", ".sql", ".md", ".r", ".csv", ".tsv"}
	// programs are extensions of source code.
	programs = []string{".sh", ".bash", ".zsh", ".py", ".rb", ".pl", ".pm", ".go", ".js", ".ts", ".java", ".c", ".h", ".cc", ".cpp", ".lua", ".php", ".s", ".vim", ".rs", ".cs", ".kt", ".swift", ".jsx", ".tsx"}
)

// recogniseINI wants settings, sections and comments only, and two settings at least.
// With a name that says so three lines in five are enough.
func recogniseINI(h head) parser {
	named := slices.Contains(iniNames, h.ext)
	p := iniFile{colon: h.ext == ".properties"}
	if bytes.HasPrefix(h.text, []byte("#!")) || !named && (slices.Contains(iniForeign, h.ext) || slices.Contains(programs, h.ext)) {
		return nil
	}
	pairs, bare, numbered, sections, other := 0, 0, 0, 0, 0
	for _, l := range h.lines(sniffed) {
		l = bytes.TrimSpace(l)
		if len(l) == 0 || iniComment(l) {
			continue
		}
		key, v, ok := p.pair(l)
		switch {
		case iniSection(l) != nil:
			sections++
		case !ok:
			other++
		case !named && code(key, v):
			return nil
		default:
			pairs++
			if len(v) == 0 {
				bare++
			}
			if len(key) > 0 && key[0] >= '0' && key[0] <= '9' {
				numbered++
			}
		}
	}
	switch {
	case !named && bare*2 > pairs: // Base64 ends with "=" as well
		return nil
	case !named && numbered*4 > pairs: // a table of codes
		return nil
	case pairs == 0 || pairs+sections < 2 && !named:
		return nil
	case !named && other > 0, other*3 > (pairs+sections)*2:
		return nil
	}
	return p
}

// code reports whether an assignment is rather one of a program than a setting.
func code(key, v []byte) bool {
	if len(v) == 0 {
		return false
	}
	switch last := v[len(v)-1]; {
	case last == ';' || last == '{' || last == '(' || last == '[':
		return true
	case v[0] == '(' || v[0] == '`' || v[0] == '=' || v[0] == '>' || bytes.HasPrefix(v, []byte("$(")):
		return true
	case last == ')' && bytes.IndexByte(v, '(') > 0:
		return true
	}
	first, _, several := bytes.Cut(key, []byte{' '})
	return several && (slices.Contains(programWords, string(first)) || bytes.IndexByte(key, '[') >= 0 || bytes.Count(key, []byte{' '}) > 3)
}

// programWords begin assignments of programs.
var programWords = []string{"if", "elif", "while", "for", "local", "let", "var", "const", "set", "declare", "readonly", "return", "static", "int", "final", "private", "public", "def", "type", "alias", "select", "where"}

func iniComment(l []byte) bool { return l[0] == '#' || l[0] == ';' || l[0] == '!' }

// iniSection returns the name of the section that the line begins, or nil.
func iniSection(l []byte) []byte {
	if len(l) < 3 || l[0] != '[' || l[len(l)-1] != ']' || bytes.IndexByte(l, '=') >= 0 || bytes.IndexByte(l, ',') >= 0 {
		return nil
	}
	name := bytes.Trim(l, "[] ")
	if len(name) == 0 || len(name) > maxName || name[0] == '{' {
		return nil
	}
	return name
}

// pair takes a setting apart. The line has no blanks around it.
func (p iniFile) pair(l []byte) (key, v []byte, ok bool) {
	i := bytes.IndexByte(l, '=')
	if c := bytes.IndexByte(l, ':'); p.colon && c > 0 && (i < 0 || c < i) {
		i = c
	}
	if i < 1 || i > maxName {
		return nil, nil, false
	}
	key, v = bytes.TrimSpace(l[:i]), bytes.TrimSpace(l[i+1:])
	for _, c := range key {
		if !letter(c) && c < 0x80 && (c < '0' || c > '9') && bytes.IndexByte([]byte("_.-/ []@*:$\"'\\%"), c) < 0 {
			return nil, nil, false
		}
	}
	return bytes.Trim(bytes.TrimPrefix(key, []byte("export ")), `"'`), v, true
}

// iniReader reads one text.
type iniReader struct {
	iniFile
	o       *out
	r       record
	section []byte
	key     []byte
	fields  int
	until   []byte // what ends a string of several lines, nil outside of one
}

func (p iniFile) parse(in *input, o *out) error {
	r := iniReader{iniFile: p, o: o}
	row, goes := false, false
	for line := int64(1); ; line = nextLine(line) {
		b, state := in.line(o.s)
		if state == lineLong {
			if !row {
				o.begin(line)
			}
			if err := longTextLine(in, o, r.r.column(o, "")); err != nil {
				return err
			}
			row = false
			continue
		}
		if state == lineLast && !in.done() {
			b = o.s.sure(b, in)
		}
		l := bytes.TrimSpace(b)
		if row && r.until == nil && !goes && iniSection(l) != nil {
			if err := o.endRow(); err != nil {
				return err
			}
			row = false
		}
		if len(l) > 0 {
			if !row {
				o.begin(line)
				row = true
			}
			goes = r.take(b, l, goes)
		} else {
			goes = false
		}
		if state == lineLast {
			if row {
				return o.endRow()
			}
			return o.err
		}
	}
}

// take reads one line, l without the blanks around it, and reports whether its value
// goes on in the next.
func (r *iniReader) take(b, l []byte, goes bool) bool {
	if r.until != nil { // inside """…"""
		if i := bytes.Index(l, r.until); i >= 0 {
			r.remark(l[i+len(r.until):])
			l, r.until = l[:i], nil
		}
		r.put(l)
		return false
	}
	more := len(l) > 1 && l[len(l)-1] == '\\' && l[len(l)-2] != '\\'
	if more {
		l = l[:len(l)-1]
	}
	if goes {
		r.put(bytes.TrimSpace(l))
		return more
	}
	if name := iniSection(l); name != nil {
		r.section = append(append(r.section[:0], name...), '.')
		r.key = r.key[:0]
		return false
	}
	key, v, ok := r.pair(l)
	switch {
	case iniComment(l):
		r.o.cell(r.r.column(r.o, ""), l)
		return false
	case !ok && len(r.key) > 0 && (b[0] == ' ' || b[0] == '\t' || b[0] == ']'):
		r.put(l) // a value of several lines, or a list
		return more
	case !ok:
		r.o.cell(r.r.column(r.o, ""), l)
		return false
	}
	r.key = append(append(r.key[:0], r.section...), key...)
	if len(v) == 0 && personal(key) {
		r.o.cell(r.r.column(r.o, ""), key)
	}
	for _, mark := range []string{`"""`, "'''"} {
		if rest, ok := bytes.CutPrefix(v, []byte(mark)); ok {
			if i := bytes.Index(rest, []byte(mark)); i >= 0 {
				r.remark(rest[i+len(mark):])
				rest = rest[:i]
			} else {
				r.until = []byte(mark)
			}
			r.put(rest)
			return false
		}
	}
	if n := len(v); n > 1 && (v[0] == '"' || v[0] == '\'') {
		if v[n-1] == v[0] {
			v = v[1 : n-1]
		} else if i := bytes.IndexByte(v[1:], v[0]) + 1; i > 0 {
			if rest := bytes.TrimSpace(v[i+1:]); rest[0] == '#' || rest[0] == ';' {
				r.remark(rest)
				v = v[1:i]
			}
		}
	}
	r.put(v)
	return more
}

// remark hands a comment behind a value on as free text.
func (r *iniReader) remark(b []byte) {
	if b = bytes.TrimSpace(b); len(b) > 0 {
		r.o.cell(r.r.column(r.o, ""), b)
	}
}

// put adds a value to the setting that was read last.
func (r *iniReader) put(v []byte) {
	if len(v) == 0 {
		return
	}
	r.r.scratch = r.r.scratch[:0]
	if bytes.Contains(v, []byte(`\u`)) { // as Java writes what is not Latin-1
		v = r.r.plain(v)
	}
	r.fields++
	r.r.cell(r.o, r.fields%sniffed, r.key, v)
}
