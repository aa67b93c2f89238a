package policy

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// scalar is a type that reads itself from one word of the file.
type scalar interface{ set(string) error }

// decode fills v from a node. The enum is the list of words that the field's
// tag allows, which holds for each element of a list.
func (p *parser) decode(n *yaml.Node, path string, v reflect.Value, enum string) {
	if p.visited++; p.visited > maxNodes {
		if p.visited == maxNodes+1 {
			p.errorf(n, path, "the %s repeats itself through aliases more than %d times", p.what, maxNodes)
		}
		return
	}
	n = deref(n)
	p.nodes[path] = n
	switch t := v.Type(); {
	case isScalar(t):
		if text, ok := p.text(n, path); ok {
			if err := v.Addr().Interface().(scalar).set(text); err != nil {
				p.errorf(n, path, "%s", err)
			}
		}
	case t.Kind() == reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		p.decode(n, path, v.Elem(), enum)
	case t.Kind() == reflect.Struct:
		p.mapping(n, path, v)
	case t.Kind() == reflect.Slice:
		p.list(n, path, v, enum)
	case t.Kind() == reflect.String:
		p.word(n, path, v, enum)
	case t.Kind() == reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil {
			p.errorf(n, path, "must be a whole number, not %s", describe(n))
			return
		}
		v.SetInt(int64(i))
	case t.Kind() == reflect.Float64:
		f, err := strconv.ParseFloat(n.Value, 64)
		if n.Kind != yaml.ScalarNode || err != nil {
			p.errorf(n, path, "must be a number, not %s", describe(n))
			return
		}
		v.SetFloat(f)
	case t.Kind() == reflect.Bool:
		if n.Kind != yaml.ScalarNode || n.Value != "true" && n.Value != "false" {
			p.errorf(n, path, "must be true or false, not %s", describe(n))
			return
		}
		v.SetBool(n.Value == "true")
	}
}

func isScalar(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[scalar]())
}

// mapping fills a struct from a mapping.
func (p *parser) mapping(n *yaml.Node, path string, v reflect.Value) {
	keys, fields := keysOf(v.Type())
	if n.Kind != yaml.MappingNode {
		p.errorf(n, path, "must have keys of its own (%s), not %s", strings.Join(keys, ", "), describe(n))
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := deref(n.Content[i]), n.Content[i+1]
		at := join(path, key.Value)
		f, ok := fields[key.Value]
		switch line, dup := seen[key.Value]; {
		case key.Kind != yaml.ScalarNode:
			p.errorf(key, path, "a key must be a word")
			continue
		case key.ShortTag() == "!!merge":
			p.errorf(key, path, "merge keys (<<) are not part of the format; write the keys out")
			continue
		case !ok:
			hint := didYouMean(key.Value, keys)
			if hint == "" {
				hint = "; the keys here are " + strings.Join(keys, ", ")
			}
			p.errorf(key, path, "there is no key %s%s", quote(key.Value), hint)
			continue
		case dup:
			p.errorf(key, path, "the key %s is repeated; it stands in line %d already", quote(key.Value), line)
			continue
		}
		seen[key.Value] = key.Line
		field := v.FieldByIndex(f.Index)
		if isNull(val) {
			// null says "not stated" where one word would stand. Where more is
			// expected it is most likely a slip of indentation.
			if k := field.Kind(); (k == reflect.Slice || k == reflect.Pointer || k == reflect.Struct) && !isScalar(field.Type()) {
				p.errorf(val, at, "is empty; give it a value or leave the key out")
			}
			continue
		}
		p.decode(val, at, field, f.Tag.Get("enum"))
		if slices.Contains(strings.Split(f.Tag.Get("decl"), ","), "id") && !idForm.MatchString(field.String()) && field.String() != "" {
			p.errorf(deref(val), at, "%s is not an id; use lower-case letters, digits, dots, dashes and underscores", quote(field.String()))
		}
	}
	for _, k := range keys {
		f := fields[k]
		if slices.Contains(strings.Split(f.Tag.Get("decl"), ","), "required") && v.FieldByIndex(f.Index).IsZero() && p.quiet(join(path, k)) {
			p.errorf(n, path, "the key %q is missing or has no value", k)
		}
	}
}

// quiet says that no error was reported for the path or below it yet.
func (p *parser) quiet(path string) bool {
	return !slices.ContainsFunc(p.errs, func(e *Error) bool {
		return e.Path == path || strings.HasPrefix(e.Path, path+"[") || strings.HasPrefix(e.Path, path+".")
	})
}

// list fills a slice from a sequence.
func (p *parser) list(n *yaml.Node, path string, v reflect.Value, enum string) {
	if n.Kind != yaml.SequenceNode {
		p.errorf(n, path, "must be a list, not %s; write it in brackets, or one line with a dash for each", describe(n))
		return
	}
	if len(n.Content) == 0 {
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, c := range n.Content {
		at := fmt.Sprintf("%s[%d]", path, i)
		if isNull(c) {
			p.errorf(c, at, "is empty; give it a value or leave it out")
			continue
		}
		p.decode(c, at, out.Index(i), enum)
	}
	v.Set(out)
}

// word fills a string and holds it against the words that are allowed.
func (p *parser) word(n *yaml.Node, path string, v reflect.Value, enum string) {
	text, ok := p.text(n, path)
	if !ok {
		return
	}
	if enum != "" {
		words := strings.Split(enum, ",")
		if !slices.Contains(words, text) {
			hint := didYouMean(text, words)
			p.errorf(n, path, "%s is none of %s%s", quote(text), strings.Join(words, ", "), hint)
			return
		}
	}
	v.SetString(text)
}

// text returns a scalar as it was written, so that a version 1.10 stays 1.10
// and NO stays Norway.
func (p *parser) text(n *yaml.Node, path string) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		p.errorf(n, path, "must be one word or text, not %s", describe(n))
		return "", false
	}
	return n.Value, true
}

func deref(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		return n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool {
	n = deref(n)
	return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}

func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a block of keys"
	case yaml.SequenceNode:
		return "a list"
	default:
		return quote(n.Value)
	}
}

// keysOf returns the keys of a struct, in its order, and their fields.
func keysOf(t reflect.Type) ([]string, map[string]reflect.StructField) {
	var keys []string
	fields := map[string]reflect.StructField{}
	for f := range fieldsOf(t) {
		keys = append(keys, f.Tag.Get("yaml"))
		fields[f.Tag.Get("yaml")] = f
	}
	return keys, fields
}

// fieldsOf yields the fields of a struct that stand in the file.
func fieldsOf(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && f.Tag.Get("yaml") != "" && f.Tag.Get("yaml") != "-" && !yield(f) {
				return
			}
		}
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
