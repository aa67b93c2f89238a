package reports

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// void are the elements without an end tag.
var void = []atom.Atom{atom.Meta, atom.Br, atom.Link, atom.Img, atom.Input, atom.Hr}

// Each page is balanced, loads nothing, runs nothing and can be found one's way
// in without eyes.
func TestHTMLStructure(t *testing.T) {
	for _, c := range cases {
		for _, lang := range []string{"en", "zh"} {
			t.Run(c.name+"/"+lang, func(t *testing.T) {
				page := render(t, "html", load(t, c.name, c.checked, lang))
				var open []string
				ids, targets := map[string]bool{}, []string{}
				level, mains := 0, 0
				z := html.NewTokenizer(bytes.NewReader(page))
				for {
					kind := z.Next()
					if kind == html.ErrorToken {
						break
					}
					tok := z.Token()
					switch kind {
					case html.StartTagToken:
						if !slices.Contains(void, tok.DataAtom) {
							open = append(open, tok.Data)
						}
						if len(tok.Data) == 2 && tok.Data[0] == 'h' && tok.Data[1] >= '1' && tok.Data[1] <= '6' {
							if next := int(tok.Data[1] - '0'); next > level+1 {
								t.Errorf("heading %s comes after level %d", tok.Data, level)
							} else {
								level = next
							}
						}
						if tok.DataAtom == atom.Main {
							mains++
						}
						checkTag(t, tok, lang, ids, &targets)
					case html.EndTagToken:
						if len(open) == 0 || open[len(open)-1] != tok.Data {
							t.Fatalf("</%s> closes %v", tok.Data, open)
						}
						open = open[:len(open)-1]
					}
				}
				if len(open) > 0 {
					t.Errorf("never closed: %v", open)
				}
				if mains != 1 {
					t.Errorf("%d main elements", mains)
				}
				for _, id := range targets {
					if !ids[id] {
						t.Errorf("#%s leads nowhere", id)
					}
				}
			})
		}
	}
}

// checkTag holds one tag to what a page in a mail may do.
func checkTag(t *testing.T, tok html.Token, lang string, ids map[string]bool, targets *[]string) {
	t.Helper()
	switch tok.DataAtom {
	case atom.Script, atom.Link, atom.Img, atom.Iframe, atom.Object, atom.Embed, atom.Svg, atom.Form, atom.Base,
		atom.Audio, atom.Video, atom.Source, atom.Input, atom.Button:
		t.Errorf("the page has a <%s>: %s", tok.Data, tok)
	case atom.U, atom.I:
		t.Errorf("a name of the store became <%s>", tok.Data)
	}
	scope, langOf := "", ""
	for _, a := range tok.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on"), a.Key == "src", a.Key == "srcset", a.Key == "style", a.Key == "action":
			t.Errorf("attribute %s in %s", a.Key, tok)
		case a.Key == "href":
			if !strings.HasPrefix(a.Val, "#") {
				t.Errorf("link out of the page: %q", a.Val)
			}
			*targets = append(*targets, strings.TrimPrefix(a.Val, "#"))
		case a.Key == "aria-labelledby":
			*targets = append(*targets, a.Val)
		case a.Key == "id":
			if ids[a.Val] {
				t.Errorf("id %q stands twice", a.Val)
			}
			ids[a.Val] = true
		case a.Key == "scope":
			scope = a.Val
		case a.Key == "lang":
			langOf = a.Val
		}
	}
	if tok.DataAtom == atom.Th && scope == "" {
		t.Errorf("a header without scope: %s", tok)
	}
	if tok.DataAtom == atom.Html && !strings.HasPrefix(langOf, lang) {
		t.Errorf("lang is %q, want %s", langOf, lang)
	}
}

// visibleText is what a reader sees of a page, blanks folded.
func visibleText(t *testing.T, page []byte) string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode && n.Parent.DataAtom != atom.Style && n.Parent.DataAtom != atom.Title {
			b.WriteString(n.Data)
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return fold(b.String())
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// Every finding, entry, gap and dataset of the report is on the page.
func TestHTMLComplete(t *testing.T) {
	for _, c := range cases {
		for _, lang := range []string{"en", "zh"} {
			r := load(t, c.name, c.checked, lang)
			w := wordsOf(lang)
			seen := visibleText(t, render(t, "html", r))
			want := func(what, s string) {
				t.Helper()
				if !strings.Contains(seen, fold(s)) {
					t.Errorf("%s %s: %s is not on the page: %q", c.name, lang, what, s)
				}
			}
			for _, f := range r.Findings {
				text, remedy := findingText(w, f)
				want("the place", place(w, f))
				want("the text", text)
				want("the remedy", remedy)
				want("the rule", authority(w, f))
				want("the code", clean(f.Code))
				want("the fingerprint", clean(f.Fingerprint))
			}
			for _, s := range r.Inventory.Stores {
				want("the store", clean(s.Alias))
				for _, f := range s.Facts {
					name, value, by := fact(w, f)
					want("a fact", name+" "+value+" "+by)
				}
				gaps := s.Gaps
				for _, d := range s.Datasets {
					want("a dataset", clean(d.Path))
					gaps = append(gaps, d.Gaps...)
					for _, e := range d.Entries {
						want("a field", field(w, e.Field))
						want("a category", category(w, e.Category))
						want("the reasons", reasons(w, e))
					}
				}
				for _, g := range gaps {
					if !intended(g.Kind) {
						want("a gap", gapReason(w, g))
					}
				}
			}
			for _, part := range []string{"{date}", "{n}", "{hash}", "{uuid}"} {
				want("how a path is written", part)
			}
			if d := declared(r); d != nil {
				want("the declaration", d.ID)
				want("its digest", d.SHA256)
			}
		}
	}
}

// Names from a store are text and nothing else, in each format.
func TestHostileNames(t *testing.T) {
	raw := regexp.MustCompile("[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u200b\u2028\u202a-\u202e\u2066-\u2069]")
	for _, lang := range []string{"en", "zh"} {
		r := load(t, "hostile", true, lang)
		for _, format := range Names() {
			out := render(t, format, r)
			if at := raw.FindIndex(out); at != nil {
				t.Errorf("%s %s: a control character is passed on: %q", format, lang, out[max(at[0]-40, 0):at[1]])
			}
		}
		page := string(render(t, "html", r))
		for _, tag := range []string{"<script", "<img", "<svg", "<u>", "<i>", "javascript:alert(3)\"", "onerror=\""} {
			if strings.Contains(page, tag) {
				t.Errorf("%s: the page holds %s", lang, tag)
			}
		}
		text := string(render(t, "text", r))
		for _, line := range strings.Split(text, "\n") {
			if strings.HasPrefix(line, "forged") || strings.HasPrefix(strings.TrimSpace(line), "BROKEN 0") {
				t.Errorf("%s: a name forged the line %q", lang, line)
			}
		}
	}
}

// The JSON report means what was put in: escapes change its bytes only.
func TestJSONKeepsNames(t *testing.T) {
	r := load(t, "hostile", true, "en")
	out := render(t, "json", r)
	if !bytes.HasSuffix(out, []byte("}\n")) || bytes.HasSuffix(out, []byte("\n\n")) {
		t.Error("the document does not end in one newline")
	}
	var d Document
	if err := json.Unmarshal(out, &d); err != nil {
		t.Fatal(err)
	}
	want, _ := json.Marshal(r.Inventory)
	got, _ := json.Marshal(d.Inventory)
	if !bytes.Equal(want, got) {
		t.Error("the inventory in the document is another one")
	}
	if d.Format != "report/v1" || d.AsOf != "2026-11-24" || d.Lang != "en" || d.Declaration.SHA256 == "" || len(d.Findings) != 2 {
		t.Errorf("document: %+v", d)
	}
	if d.Findings[0].Text == "" || d.Findings[0].Remedy == "" {
		t.Error("a finding without its texts")
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(render(t, "json", load(t, "empty", false, "zh")), &keys); err != nil {
		t.Fatal(err)
	}
	if string(keys["declaration"]) != "null" || string(keys["findings"]) != "[]" {
		t.Errorf("without a declaration: declaration %s, findings %s", keys["declaration"], keys["findings"])
	}
}
