package policy

import (
	"bytes"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// A DraftNote is something that a person has to know, or to decide, about a part of a
// declaration that a program wrote.
type DraftNote struct {
	// Path is the part ("systems[0]"), empty for the whole.
	Path string
	// Code names the text, and Evidence what it mentions.
	Code     string
	Evidence map[string]string
}

// A Draft is a declaration that a program wrote for a person to correct, with what that
// person has to know. What could not be carried into it is among the notes.
type Draft struct {
	Declaration *Declaration
	Notes       []DraftNote
}

// Note adds a note: where, its code, and what it mentions as pairs of a name and a text.
func (d *Draft) Note(path, code string, evidence ...string) {
	n := DraftNote{Path: path, Code: code, Evidence: map[string]string{}}
	for i := 0; i+1 < len(evidence); i += 2 {
		n.Evidence[evidence[i]] = evidence[i+1]
	}
	d.Notes = append(d.Notes, n)
}

// Write returns the declaration as a file that Parse reads to the same declaration. The
// comments stand above the parts that they are about, by path; what is about the whole
// stands at the head, and what is about a part that is not there above the part that
// would hold it.
func (d *Declaration) Write(comments map[string][]string) ([]byte, error) {
	w := &writer{comments: map[string][]string{}, paths: map[string]bool{}}
	w.node(reflect.ValueOf(d).Elem(), "") // for the paths alone
	for path, lines := range comments {
		for path != "" && !w.paths[path] {
			path = parentOf(path)
		}
		w.comments[path] = append(w.comments[path], lines...)
	}
	root := w.node(reflect.ValueOf(d).Elem(), "")
	doc := &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{root}, HeadComment: comment(w.comments[""])}
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(doc); err != nil {
		return nil, fmt.Errorf("the declaration cannot be written: %w", err)
	}
	return visible(b.Bytes()), nil
}

// visible writes what cannot be seen as escapes. It stands between double quotes only:
// comments have none, and text sees to the rest.
func visible(file []byte) []byte {
	var out []byte
	for _, r := range string(file) {
		switch {
		case strconv.IsPrint(r) || r == '\n':
			out = utf8.AppendRune(out, r)
		case r > 0xFFFF:
			out = fmt.Appendf(out, `\U%08X`, r)
		default:
			out = fmt.Appendf(out, `\u%04X`, r)
		}
	}
	return out
}

type writer struct {
	comments map[string][]string
	paths    map[string]bool
}

// comment writes lines as a comment of YAML, with nothing in them that ends it.
func comment(lines []string) string {
	var out []string
	for _, l := range lines {
		l = strings.Map(func(r rune) rune {
			if strconv.IsPrint(r) {
				return r
			}
			return '\uFFFD'
		}, strings.ToValidUTF8(l, "\uFFFD"))
		out = append(out, strings.TrimRight("# "+l, " "))
	}
	return strings.Join(out, "\n")
}

// node writes a part of the declaration, or returns nil where it says nothing.
func (w *writer) node(v reflect.Value, path string) *yaml.Node {
	if v.IsZero() {
		return nil
	}
	n := w.bare(v, path)
	if n != nil && path != "" {
		w.paths[path] = true
		n.HeadComment = comment(w.comments[path])
	}
	return n
}

func (w *writer) bare(v reflect.Value, path string) *yaml.Node {
	switch x := v.Interface().(type) {
	case Selector:
		return textNode(x.String())
	case Duration:
		return textNode(x.String())
	case Date:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: x.Format("2006-01-02")}
	}
	switch v.Kind() {
	case reflect.Pointer:
		return w.bare(v.Elem(), path)
	case reflect.String:
		return textNode(v.String())
	case reflect.Int:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: strconv.FormatInt(v.Int(), 10)}
	case reflect.Bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: strconv.FormatBool(v.Bool())}
	case reflect.Slice:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for i := range v.Len() {
			at := fmt.Sprintf("%s[%d]", path, i)
			item := w.bare(v.Index(i), at)
			if item.Kind == yaml.ScalarNode {
				n.Style = yaml.FlowStyle
			} else {
				w.paths[at] = true
				item.HeadComment = comment(w.comments[at])
			}
			n.Content = append(n.Content, item)
		}
		return n
	}
	n := &yaml.Node{Kind: yaml.MappingNode}
	for f := range fieldsOf(v.Type()) {
		key := f.Tag.Get("yaml")
		value := w.node(v.FieldByIndex(f.Index), join(path, key))
		if value == nil {
			continue
		}
		k := &yaml.Node{Kind: yaml.ScalarNode, Value: key, HeadComment: value.HeadComment}
		value.HeadComment = ""
		n.Content = append(n.Content, k, value)
	}
	// A block within a system or a rule is one line.
	if strings.Contains(path, "].") {
		n.Style = yaml.FlowStyle
	}
	return n
}

// text is a scalar that is read as text, whatever it looks like.
func textNode(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if strings.ContainsFunc(s, func(r rune) bool { return !strconv.IsPrint(r) && r != '\n' }) {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}
