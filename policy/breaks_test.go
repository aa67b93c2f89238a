package policy

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A breakList is what testdata/declarations/NAME.breaks.md says: what stays open of an
// estate that keeps the policy, and what each way of breaking it adds.
type breakList struct {
	now  time.Time
	kept []string
	ways []way
}

// A way is one change of the estate, and what comes of it.
type way struct {
	number         int
	title, section string
	now            time.Time
	// gone are findings of the kept estate that are there no more.
	want, gone []string
	evidence   []map[string]string
}

var (
	wayTitle  = regexp.MustCompile(`^(\d+)\. (.+) \(([^()]*(?:\([^()]*\)[^()]*)*)\)$`)
	wayLine   = regexp.MustCompile("^- (gone: )?`([a-z_]+\\.[a-z_]+ [^`]+)`(.*)$")
	wayFact   = regexp.MustCompile("`([a-z_]+): ([^`]*)`")
	wayDate   = regexp.MustCompile(`As of (\d{4}-\d{2}-\d{2}(?:T[0-9:]+Z)?)\.`)
	nothing   = "Nothing more."
	openTitle = "What stays open"
)

// readBreaks reads a list. Whatever in it is not understood is an error.
func readBreaks(t *testing.T, name string) breakList {
	t.Helper()
	data, err := os.ReadFile("../testdata/declarations/" + name + ".breaks.md")
	if err != nil {
		t.Fatal(err)
	}
	var list breakList
	for i, part := range strings.Split(string(data), "\n## ")[1:] {
		title, body, _ := strings.Cut(part, "\n")
		body = strings.ReplaceAll(body, "\n  ", " ") // a finding may go on below
		w := way{title: title, now: list.now}
		if m := wayDate.FindStringSubmatch(body); m != nil {
			w.now = day(m[1])
		}
		for line := range strings.SplitSeq(body, "\n") {
			if !strings.HasPrefix(line, "- ") {
				continue
			}
			m := wayLine.FindStringSubmatch(line)
			if m == nil {
				t.Fatalf("%s: %s: not understood: %s", name, title, line)
			}
			if m[1] != "" {
				w.gone = append(w.gone, m[2])
				continue
			}
			ev := map[string]string{}
			for _, f := range wayFact.FindAllStringSubmatch(m[3], -1) {
				ev[f[1]] = f[2]
			}
			w.want, w.evidence = append(w.want, m[2]), append(w.evidence, ev)
		}
		if i == 0 {
			if title != openTitle || w.now.IsZero() || len(w.want) == 0 {
				t.Fatalf("%s: the first part is %q", name, title)
			}
			list.now, list.kept = w.now, w.want
			continue
		}
		m := wayTitle.FindStringSubmatch(title)
		if m == nil {
			t.Fatalf("%s: %q is not NUMBER. TITLE (SECTION)", name, title)
		}
		w.number, _ = strconv.Atoi(m[1])
		w.title, w.section = m[2], m[3]
		if len(w.want)+len(w.gone) == 0 && !strings.Contains(body, nothing) || len(w.want) > 0 && strings.Contains(body, nothing) {
			t.Fatalf("%s: way %d has no findings and does not say %q, or both", name, w.number, nothing)
		}
		list.ways = append(list.ways, w)
	}
	return list
}

// a policyTest is a declaration, an estate that keeps it, and how that is changed, by the
// numbers of the list.
type policyTest struct {
	name   string
	estate func() *estate
	ways   map[int]func(*estate)
}

func TestPoliciesAreKeptAndBroken(t *testing.T) {
	files := samples(t)
	for _, p := range []policyTest{wangsu, kingsoft, channel, qiniu, platform} {
		t.Run(p.name, func(t *testing.T) {
			list := readBreaks(t, p.name)
			d, err := Parse(p.name+".yaml", files[p.name+".yaml"])
			if err != nil {
				t.Fatal(err)
			}
			breaks := 0
			t.Run("kept", func(t *testing.T) {
				compare(t, d, p.estate(), list.now, list.kept, nil)
			})
			for i, w := range list.ways {
				if w.number != i+1 || p.ways[w.number] == nil {
					t.Fatalf("way %d is number %d in the list, and a change for it: %v", i+1, w.number, p.ways[w.number] != nil)
				}
				if len(w.want) > 0 {
					breaks++
				}
				t.Run(strconv.Itoa(w.number)+" "+w.title, func(t *testing.T) {
					e := p.estate()
					e.t = t
					p.ways[w.number](e)
					compare(t, d, e, w.now, w.added(t, list.kept), &w)
				})
			}
			if len(p.ways) != len(list.ways) || breaks < 8 {
				t.Errorf("%d changes for %d ways, of which %d break it", len(p.ways), len(list.ways), breaks)
			}
		})
	}
}

// added returns the findings of the kept estate with what the way adds and takes away.
func (w *way) added(t *testing.T, kept []string) []string {
	t.Helper()
	out := slices.Clone(kept)
	for _, g := range w.gone {
		i := slices.Index(out, g)
		if i < 0 {
			t.Fatalf("nothing like %s stays open", g)
		}
		out = slices.Delete(out, i, i+1)
	}
	return append(out, w.want...)
}

func compare(t *testing.T, d *Declaration, e *estate, now time.Time, want []string, w *way) {
	t.Helper()
	var got []string
	evidence := map[string]map[string]string{}
	for _, f := range Check(e.inv, d, now) {
		got = append(got, line(f))
		evidence[line(f)] = f.Evidence
	}
	for _, l := range differ(want, got) {
		t.Error(l)
	}
	if w == nil {
		return
	}
	for i, l := range w.want {
		for k, v := range w.evidence[i] {
			if have := evidence[l][k]; have != v {
				t.Errorf("%s: %s is %q, want %q", l, k, have, v)
			}
		}
	}
}

// differ lists what one list has and the other has not, repetitions counted.
func differ(want, got []string) []string {
	n := map[string]int{}
	for _, l := range want {
		n[l]++
	}
	for _, l := range got {
		n[l]--
	}
	var out []string
	for l, k := range n {
		for ; k > 0; k-- {
			out = append(out, "missing: "+l)
		}
		for ; k < 0; k++ {
			out = append(out, "not expected: "+l)
		}
	}
	slices.Sort(out)
	return out
}

// Each rule of the declarations says where the policy has it, and the list of ways to
// break the policy speaks of it.
func TestPolicyRulesHaveSourcesAndTests(t *testing.T) {
	for name, data := range samples(t) {
		d, err := Parse(name, data)
		if err != nil {
			t.Fatal(err)
		}
		list := readBreaks(t, strings.TrimSuffix(name, ".yaml"))
		var all strings.Builder
		for _, l := range list.kept {
			all.WriteString(l + "\n")
		}
		for _, w := range list.ways {
			all.WriteString(strings.Join(append(w.want, w.gone...), "\n") + "\n(" + w.section + ")\n")
		}
		for _, r := range d.Rules {
			if r.Source == "" {
				t.Errorf("%s: rule %s has no source", name, r.ID)
			}
			if id := regexp.MustCompile(`[ =]` + regexp.QuoteMeta(r.ID) + `\b`); !id.MatchString(all.String()) && !spokenOf(r.Source, list.ways) {
				t.Errorf("%s: no way speaks of rule %s (%s)", name, r.ID, r.Source)
			}
		}
		for what, source := range map[string]string{"minors": sourceOf(d.Minors), "rights": d.Rights.Source} {
			if source == "" {
				t.Errorf("%s: %s have no source", name, what)
			}
		}
		for _, l := range d.LegalMinimum {
			if l.Source == "" {
				t.Errorf("%s: %s has no source", name, l.ID)
			}
		}
	}
}

func sourceOf(m *Minors) string {
	if m == nil {
		return "none"
	}
	return m.Source
}

// spokenOf says whether a way is about one of the sections of a source.
func spokenOf(source string, ways []way) bool {
	for section := range strings.SplitSeq(source, "; ") {
		if slices.ContainsFunc(ways, func(w way) bool { return strings.Contains("; "+w.section+";", "; "+section+";") }) {
			return true
		}
	}
	return false
}
