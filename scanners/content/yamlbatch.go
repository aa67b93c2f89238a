package content

import (
	"bytes"
	"io"

	"go.yaml.in/yaml/v3"
)

// The library takes more time to begin than to read a tiny document, so that these are
// given to it together.
const (
	yamlTiny  = 2 << 10  // bytes of a document that is tiny
	yamlBatch = 32 << 10 // bytes of documents together
	yamlMark  = "---\n"
)

// tiny reports whether a part may be read together with others: nothing in it may reach
// beyond its document, as comments, directives and anchors do.
func (r *yamlReader) tiny(b []byte) bool {
	return len(r.known) == 0 && !r.learns && len(b) < yamlTiny && len(b) > 0 && b[len(b)-1] == '\n' &&
		!bytes.ContainsAny(b, "#%&*\uFEFF") && len(bytes.TrimSpace(b)) > 0
}

// drain reads the documents of the batch. If they are not as many documents as parts,
// each is read on its own.
func (r *yamlReader) drain() {
	if len(r.ends) == 0 {
		return
	}
	docs := parseYAMLs(r.batch, len(r.ends))
	from := 0
	for i, end := range r.ends {
		b := r.batch[from+len(yamlMark) : end]
		from = end
		if r.o.err != nil {
			break
		}
		if docs != nil {
			r.place(b, docs[i])
		} else {
			r.convert(b)
		}
	}
	r.batch, r.ends = r.batch[:0], r.ends[:0]
}

// parseYAMLs returns the documents if there are n of them, and else nil.
func parseYAMLs(b []byte, n int) (docs []*yaml.Node) {
	defer func() {
		if recover() != nil { // the library is not ours
			docs = nil
		}
	}()
	d := yaml.NewDecoder(bytes.NewReader(b))
	all := make([]yaml.Node, n+1)
	for i := range all {
		err := d.Decode(&all[i])
		switch {
		case i == n && err == io.EOF:
			return docs
		case i == n || err != nil || all[i].Kind != yaml.DocumentNode || len(all[i].Content) == 0:
			return nil
		}
		docs = append(docs, &all[i])
	}
	return docs
}
