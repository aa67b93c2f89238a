package policy

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// MaxSize is the size in bytes above which a declaration is refused. The
// longest policy that the format was made for takes 4 KiB.
const MaxSize = 1 << 20

// maxErrors is the number of errors after which the rest is only counted.
const maxErrors = 100

// An Error is one thing that is wrong with a declaration, and where.
type Error struct {
	// File is the name that was given to Parse; Line and Column count from 1,
	// the column in characters. Column is 0 where only the line is known.
	File         string
	Line, Column int
	// Path is the place in the document ("rules[2].retention.max"), empty for
	// the document itself.
	Path string
	// Message says what is wrong and what to write instead.
	Message string
}

// Error returns "file:line:column: path: message".
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
		if e.Column > 0 {
			fmt.Fprintf(&b, ":%d", e.Column)
		}
	}
	if e.Path != "" {
		b.WriteString(": " + e.Path)
	}
	b.WriteString(": " + e.Message)
	return b.String()
}

// Errors is everything that is wrong with a declaration, by line.
type Errors []*Error

// Error returns one line for each error.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the single errors for errors.As.
func (es Errors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

// Parse reads a declaration. It is strict: an unknown key, category, word or
// country, a bad duration or date, a repeated key or id and a rule that names no
// system are errors, and Parse collects them all before it returns them as
// Errors. The name stands in the errors and is kept in the declaration.
func Parse(name string, data []byte) (*Declaration, error) {
	p := &parser{file: name, what: "declaration", format: Format, nodes: map[string]*yaml.Node{}}
	root := p.document(data)
	if root == nil {
		return nil, p.result()
	}
	d := &Declaration{}
	p.decode(root, "", reflect.ValueOf(d).Elem(), "")
	p.validate(d)
	if err := p.result(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	d.Name, d.SHA256 = name, hex.EncodeToString(sum[:])
	d.places = make(map[string]place, len(p.nodes))
	for path, n := range p.nodes {
		d.places[path] = place{n.Line, n.Column}
	}
	return d, nil
}

// parser holds the state of one Parse.
type parser struct {
	file string
	// what and format name the kind of file, for the errors.
	what, format string
	errs         Errors
	// nodes finds the place of a path again when the parts are held against
	// each other.
	nodes map[string]*yaml.Node
	// more counts the errors beyond maxErrors.
	more int
	// visited counts nodes, those behind aliases each time that they are used.
	visited int
}

// maxNodes bounds the work of a document that repeats itself through aliases, to
// about a second. The longest policy that the format was made for has 300 nodes.
const maxNodes = 1 << 18

func (p *parser) errorf(n *yaml.Node, path, format string, args ...any) {
	e := &Error{File: p.file, Path: path, Message: fmt.Sprintf(format, args...)}
	if n != nil {
		e.Line, e.Column = n.Line, n.Column
	}
	if len(p.errs) == maxErrors {
		p.more++
		return
	}
	p.errs = append(p.errs, e)
}

// at reports an error at the place of a path that was decoded before.
func (p *parser) at(path, format string, args ...any) {
	p.errorf(p.nodes[path], path, format, args...)
}

// result returns the errors in the order of the file, or nil.
func (p *parser) result() error {
	if len(p.errs) == 0 {
		return nil
	}
	slices.SortStableFunc(p.errs, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if p.more > 0 {
		p.errs = append(p.errs, &Error{File: p.file, Message: fmt.Sprintf("and %d more errors", p.more)})
	}
	return p.errs
}

// document reads the YAML and returns its one mapping, or nil with an error.
func (p *parser) document(data []byte) *yaml.Node {
	switch {
	case len(data) > MaxSize:
		p.errorf(nil, "", "the %s is larger than %d bytes; is it the right file?", p.what, MaxSize)
		return nil
	case !utf8.Valid(data):
		p.errorf(nil, "", "the %s is not UTF-8; save it as UTF-8", p.what)
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
		p.errorf(nil, "", "the %s is empty; begin with piiventory: %s", p.what, p.format)
		return nil
	} else if err != nil {
		p.syntax(data, err)
		return nil
	}
	if err := dec.Decode(&second); err == nil {
		p.errorf(&second, "", "a file holds one %s; put the second document into a file of its own", p.what)
		return nil
	} else if !errors.Is(err, io.EOF) {
		p.syntax(data, err)
		return nil
	}
	root := &doc
	if doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
		root = doc.Content[0]
	}
	if root.Kind != yaml.MappingNode {
		p.errorf(root, "", "a %s is a mapping of keys; begin with piiventory: %s", p.what, p.format)
		return nil
	}
	return root
}

// yamlLine finds the line in an error of the YAML library, which has no other
// way to tell it.
var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

// offByOne are the errors of the library's parser. It counts their lines from 0,
// and those of its scanner from 1, and leaves a 0 out.
var offByOne = regexp.MustCompile(`^did not find expected (<document start>|node content|'-' indicator|key|',' or '[\]}]')$`)

// syntax reports an error of the YAML library.
func (p *parser) syntax(data []byte, err error) {
	m := yamlLine.FindStringSubmatch(err.Error())
	e := &Error{File: p.file, Message: "this is not YAML"}
	if m != nil {
		e.Message += ": " + m[2]
		e.Line, _ = strconv.Atoi(m[1])
		if m[1] == "" || offByOne.MatchString(m[2]) {
			e.Line++
		}
		if strings.Contains(m[2], "cannot start any token") && bytes.Contains(data, []byte("\t")) {
			e.Message += "; indent with spaces, not with tabs"
		}
	}
	// The library tells the line only. The column is where its text begins.
	if lines := bytes.Split(data, []byte("\n")); e.Line >= 1 && e.Line <= len(lines) {
		line := lines[e.Line-1]
		e.Column = len(line) - len(bytes.TrimLeft(line, " ")) + 1
	}
	p.errs = append(p.errs, e)
}
