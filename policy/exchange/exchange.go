// Package exchange reads declarations from what others write of their data, and writes
// them for others: fideslang (the language of Fides), the Open Data Contract Standard,
// the properties files of dbt, and the W3C Data Privacy Vocabulary. What the one side
// has no word for is listed, never dropped in silence.
package exchange

import (
	"fmt"
	"slices"
	"strings"

	"piiventory/policy"
)

// Sources are the formats that Import reads, Targets those that Export writes.
var (
	Sources = []string{"fideslang", "odcs", "dbt"}
	Targets = []string{"fideslang", "dpv"}
)

// Import reads a file of another format into a declaration for a person to correct. An
// empty format is told from the keys of the file. What is not carried over, and what
// only a person can say, is in the notes.
func Import(name string, data []byte, format string) (*policy.Draft, error) {
	r, root, err := read(name, data)
	if err != nil {
		return nil, err
	}
	if format == "" {
		if format = detect(root); format == "" {
			return nil, fmt.Errorf("%s is none of %s: it has none of the keys that these begin with; say which it is with --as", name, strings.Join(Sources, ", "))
		}
	}
	im := &importer{reader: r, draft: &policy.Draft{Declaration: &policy.Declaration{Version: policy.Format}}, taken: map[string]bool{}}
	im.draft.Note("", "import.head", "format", format)
	switch format {
	case "fideslang":
		im.fideslang(root)
	case "odcs":
		im.odcs(root)
	case "dbt":
		im.dbt(root)
	default:
		return nil, fmt.Errorf("--as must be one of %s, not %q", strings.Join(Sources, ", "), format)
	}
	d := im.draft.Declaration
	if len(d.Systems) == 0 {
		return nil, fmt.Errorf("%s has no system or dataset that a declaration could name", name)
	}
	if d.ID == "" {
		d.ID = "imported"
	}
	if r.exhausted() {
		return nil, fmt.Errorf("%s repeats itself through aliases more than can be read", name)
	}
	for _, l := range r.left(root) {
		im.draft.Note("", "left.key", "key", l.path, "n", fmt.Sprint(l.n))
	}
	return im.draft, nil
}

// Export writes a declaration in another format, and returns what it has no word for.
func Export(d *policy.Declaration, format string) ([]byte, []policy.DraftNote, error) {
	switch format {
	case "fideslang":
		return exportFideslang(d)
	case "dpv":
		return exportDPV(d)
	}
	return nil, nil, fmt.Errorf("--as must be one of %s, not %q", strings.Join(Targets, ", "), format)
}

// detect tells the format of a file from its keys.
func detect(root value) string {
	has := func(keys ...string) bool {
		return slices.ContainsFunc(keys, func(k string) bool { return root.peek(k).ok() })
	}
	switch {
	case root.peek("kind").plain() == "DataContract", strings.HasPrefix(root.peek("apiVersion").plain(), "v") && has("schema", "slaProperties"):
		return "odcs"
	case has("models", "sources", "seeds", "snapshots"):
		return "dbt"
	case has("system", "dataset", "organization", "data_category"):
		return "fideslang"
	}
	return ""
}

// importer holds the state of one Import.
type importer struct {
	*reader
	draft *policy.Draft
	taken map[string]bool
}

// addSystem adds a system with the selectors, and returns its place.
func (im *importer) addSystem(s policy.System, name string, selectors ...string) string {
	path := fmt.Sprintf("systems[%d]", len(im.draft.Declaration.Systems))
	s.ID = policy.NewID(name, "system", im.taken)
	for _, text := range selectors {
		sel, err := policy.ParseSelector(text)
		if err != nil {
			im.draft.Note(path, "left.selector", "selector", text)
			continue
		}
		s.At = append(s.At, sel)
	}
	if len(s.At) == 0 {
		sel, _ := policy.ParseSelector(unknownScheme + "://" + aliasOf(s.ID))
		s.At = append(s.At, sel)
		im.draft.Note(path, "import.no_store")
	} else if s.At[0].Scheme == unknownScheme {
		im.draft.Note(path, "import.no_store")
	}
	im.draft.Declaration.Systems = append(im.draft.Declaration.Systems, s)
	return path
}

// unknownScheme stands in a selector where the file does not say what kind of store it
// is. No scanner opens it, so that every check reports it until a person has said it.
const unknownScheme = "unknown"

// aliasOf makes an alias of a name.
func aliasOf(name string) string {
	out := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '_', r == '-':
			return r
		case r > 0x7f && strings.ContainsRune(name, r) && policy.IsAlias(string(r)):
			return r
		}
		return '-'
	}, name)
	if out == "" {
		return "store"
	}
	return out
}

// addRule adds a rule, unless it has no category. What is optional only is what the rule
// is about, and everything is declared by allowing it.
func (im *importer) addRule(r policy.Rule, name string) {
	if len(r.Categories) == 0 {
		r.Categories, r.Optional = r.Optional, nil
	}
	if len(r.Categories) == 0 {
		return
	}
	if slices.Contains(r.Categories, "*") && len(r.State) == 0 {
		r.State = []string{"allowed"}
	}
	r.ID = policy.NewID(name, "rule", im.taken)
	im.draft.Declaration.Rules = append(im.draft.Declaration.Rules, r)
}

// nextRule is where the next rule will stand.
func (im *importer) nextRule() string {
	return fmt.Sprintf("rules[%d]", len(im.draft.Declaration.Rules))
}
