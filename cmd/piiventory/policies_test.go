package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"piiventory/policy"
	"piiventory/scanners/scannertest"
)

// A realEstate is an estate on real servers, and how it is changed, by the numbers of
// testdata/declarations/NAME.breaks.md.
type realEstate struct {
	name   string
	places func() []*place
	ways   map[int]func(estate []*place)
}

// TestPoliciesTheWholeWay puts estates that keep the five published policies, and some
// that break them, on real servers, scans them with the declarations as they stand, and
// holds what is found against the lists that were written by hand from the policies.
func TestPoliciesTheWholeWay(t *testing.T) {
	on := servers{scannertest.Postgres(t), scannertest.MariaDB(t), scannertest.SharedMinIO(t), map[string]string{}}
	for k, v := range map[string]string{"AWS_ACCESS_KEY_ID": on.s3.AccessKey, "AWS_SECRET_ACCESS_KEY": on.s3.SecretKey, "AWS_REGION": on.s3.Region, "AWS_EC2_METADATA_DISABLED": "true"} {
		t.Setenv(k, v)
	}
	for _, e := range []realEstate{realWangsu, realKingsoft, realChannel, realQiniu, realPlatform} {
		if len(e.ways) < 3 {
			t.Errorf("%s is broken in %d ways only", e.name, len(e.ways))
		}
		list := readList(t, e.name)
		for n := range e.ways {
			if n < 1 || n >= len(list.ways) {
				t.Errorf("%s: the list has no way %d", e.name, n)
			}
		}
		for n := range len(list.ways) {
			change := e.ways[n]
			if change == nil && n > 0 {
				continue
			}
			t.Run(e.name+"/"+strconv.Itoa(n), func(t *testing.T) {
				estate := e.places()
				if change != nil {
					change(estate)
				}
				got := checked(t, estate, on, e.name)
				for _, l := range differing(list.expected(t, n), got) {
					t.Error(l)
				}
			})
		}
	}
}

// checked scans an estate and returns the findings. That a category was not found is left
// out: the estates do not hold all that is declared.
func checked(t *testing.T, estate []*place, on servers, name string) []string {
	t.Helper()
	stores := "piiventory: stores/v1\nstores:\n"
	var targets []string
	for _, p := range estate {
		stores += p.config(t, on)
		targets = append(targets, p.alias)
	}
	config := filepath.Join(t.TempDir(), "piiventory.yaml")
	if err := os.WriteFile(config, []byte(stores), 0o600); err != nil {
		t.Fatal(err)
	}
	args := append([]string{"scan"}, targets...)
	args = append(args, "-c", config, "-d", "../../testdata/declarations/"+name+".yaml", "--as-of", "2026-06-15", "--depth", "full", "--seed", "1", "--format", "json")
	var out, errs bytes.Buffer
	if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != 3 && code != 4 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	var report struct {
		Findings []policy.Finding `json:"findings"`
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range report.Findings {
		if f.Code != "category.not_found" {
			lines = append(lines, findingLine(f))
		}
	}
	return lines
}

// findingLine writes a finding as the lists do.
func findingLine(f policy.Finding) string {
	s := fmt.Sprintf("%s %s %s", f.Code, f.Verdict, f.Severity)
	for _, p := range [][2]string{{"system", f.System}, {"store", f.Store}, {"dataset", f.Dataset},
		{"field", f.Field}, {"category", f.Category}, {"rule", f.Rule}, {"part", f.Part}} {
		if p[1] != "" {
			s += " " + p[0] + "=" + p[1]
		}
	}
	return s
}

// A policyList is what a list says: part 0 is what stays open, the others the ways by
// their numbers.
type policyList struct {
	want, gone [][]string
	ways       []string
}

func readList(t *testing.T, name string) policyList {
	t.Helper()
	data, err := os.ReadFile("../../testdata/declarations/" + name + ".breaks.md")
	if err != nil {
		t.Fatal(err)
	}
	finding := regexp.MustCompile("^- (gone: )?`([^`]+)`")
	var l policyList
	for part := range strings.SplitSeq(string(data), "\n## ") {
		if part = strings.TrimSpace(part); strings.HasPrefix(part, "# ") {
			continue
		}
		title, body, _ := strings.Cut(part, "\n")
		var want, gone []string
		for line := range strings.SplitSeq(body, "\n") {
			if m := finding.FindStringSubmatch(line); m != nil && m[1] == "" {
				want = append(want, m[2])
			} else if m != nil {
				gone = append(gone, m[2])
			}
		}
		l.ways, l.want, l.gone = append(l.ways, title), append(l.want, want), append(l.gone, gone)
	}
	return l
}

// expected are the findings of one way.
func (l policyList) expected(t *testing.T, n int) []string {
	t.Helper()
	out := slices.Clone(l.want[0])
	if n == 0 {
		return out
	}
	if !strings.HasPrefix(l.ways[n], strconv.Itoa(n)+". ") {
		t.Fatalf("part %d is %q", n, l.ways[n])
	}
	for _, g := range l.gone[n] {
		out = slices.DeleteFunc(out, func(s string) bool { return s == g })
	}
	return append(out, l.want[n]...)
}

// differing lists what one list has and the other has not.
func differing(want, got []string) []string {
	var out []string
	for _, w := range want {
		if i := slices.Index(got, w); i >= 0 {
			got = slices.Delete(slices.Clone(got), i, i+1)
		} else {
			out = append(out, "missing: "+w)
		}
	}
	for _, g := range got {
		out = append(out, "not expected: "+g)
	}
	slices.Sort(out)
	return out
}
