package exchange

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxSize is the size in bytes above which a file is refused: the largest file of the
// public examples has some 100 KiB. maxVisits bounds the work of a file that repeats
// itself through aliases.
const (
	maxSize   = 8 << 20
	maxVisits = 1 << 18
)

// reader keeps account of what was read of a file, so that the rest can be listed.
type reader struct {
	used   map[*yaml.Node]bool
	visits int
}

// read reads a YAML or JSON file.
func read(name string, data []byte) (*reader, value, error) {
	switch {
	case len(data) > maxSize:
		return nil, value{}, fmt.Errorf("%s is larger than %d bytes; is it the right file?", name, maxSize)
	case !utf8.Valid(data):
		return nil, value{}, fmt.Errorf("%s is not UTF-8; save it as UTF-8", name)
	}
	var doc, second yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&doc); err != nil {
		return nil, value{}, fmt.Errorf("%s is not YAML: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if err := dec.Decode(&second); err == nil {
		return nil, value{}, fmt.Errorf("%s holds several documents; put each into a file of its own", name)
	} else if !errors.Is(err, io.EOF) {
		return nil, value{}, fmt.Errorf("%s is not YAML: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	r := &reader{used: map[*yaml.Node]bool{}}
	v := value{r: r, n: &doc}
	if doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
		v.n = doc.Content[0]
	}
	if v.n.Kind != yaml.MappingNode {
		return nil, value{}, fmt.Errorf("%s is not a mapping of keys", name)
	}
	return r, v, nil
}

func (r *reader) exhausted() bool { return r.visits > maxVisits }

// A value is a part of the file, or nothing.
type value struct {
	r    *reader
	n    *yaml.Node
	path string
}

// ok says that the part is there and says something.
func (v value) ok() bool {
	return v.n != nil && !(v.n.Kind == yaml.ScalarNode && v.n.ShortTag() == "!!null")
}

func (v value) step(n *yaml.Node, path string) value {
	if v.r.visits++; v.r.exhausted() {
		return value{r: v.r}
	}
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	return value{v.r, n, path}
}

// peek returns the part under a key without taking it for read.
func (v value) peek(key string) value {
	if v.n == nil || v.n.Kind != yaml.MappingNode {
		return value{r: v.r}
	}
	for i := 0; i+1 < len(v.n.Content); i += 2 {
		if v.n.Content[i].Value == key {
			return v.step(v.n.Content[i+1], strings.TrimPrefix(v.path+"."+key, "."))
		}
	}
	return value{r: v.r}
}

// key returns the part under a key. A list or a block counts as read by what is read in
// it, a text by reading it.
func (v value) key(key string) value { return v.peek(key) }

// list returns the items of a list; of one value alone, that.
func (v value) list() []value {
	switch {
	case !v.ok():
		return nil
	case v.n.Kind != yaml.SequenceNode:
		return []value{v}
	}
	var out []value
	for i, c := range v.n.Content {
		if item := v.step(c, fmt.Sprintf("%s[%d]", v.path, i)); item.ok() {
			out = append(out, item)
		}
	}
	return out
}

// plain returns a text without taking it for read.
func (v value) plain() string {
	if !v.ok() || v.n.Kind != yaml.ScalarNode {
		return ""
	}
	return v.n.Value
}

// text returns a text.
func (v value) text() string {
	if v.ok() && v.n.Kind == yaml.ScalarNode {
		v.r.used[v.n] = true
	}
	return strings.TrimSpace(v.plain())
}

// texts returns the texts of a list.
func (v value) texts() []string {
	var out []string
	for _, item := range v.list() {
		if t := item.text(); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// all takes everything in a part for read.
func (v value) all() {
	if v.n != nil && !v.r.used[v.n] {
		v.r.used[v.n] = true
		for i, c := range v.n.Content {
			if v.n.Kind != yaml.MappingNode || i%2 == 1 {
				v.step(c, v.path).all()
			}
		}
	}
}

// A leftover is a key that was not read, and how often it stands in the file.
type leftover struct {
	path string
	n    int
}

// left lists what was not read, by the paths without the places in lists.
func (r *reader) left(root value) []leftover {
	counts := map[string]int{}
	seen := map[*yaml.Node]bool{}
	known := map[*yaml.Node]bool{}
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		if n.Kind == yaml.AliasNode && n.Alias != nil {
			n = n.Alias
		}
		if seen[n] || r.used[n] || n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" {
			return
		}
		seen[n] = true
		switch {
		case n.Kind == yaml.ScalarNode:
			counts[path]++
		case len(n.Content) > 0 && !r.touched(n, known):
			counts[path]++ // nothing in it was looked at
		case n.Kind == yaml.SequenceNode:
			for _, c := range n.Content {
				walk(c, path+"[]")
			}
		case n.Kind == yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				walk(n.Content[i+1], strings.TrimPrefix(path+"."+n.Content[i].Value, "."))
			}
		}
	}
	walk(root.n, "")
	var out []leftover
	for path, n := range counts {
		out = append(out, leftover{path, n})
	}
	slices.SortFunc(out, func(a, b leftover) int { return cmp.Compare(a.path, b.path) })
	return out
}

// touched says that something in a part was read. What is known of parts that are met
// again is kept, since aliases may repeat them without end.
func (r *reader) touched(n *yaml.Node, known map[*yaml.Node]bool) bool {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	is, ok := known[n]
	if !ok {
		known[n] = false
		is = r.used[n] || slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return r.touched(c, known) })
		known[n] = is
	}
	return is
}
