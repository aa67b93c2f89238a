package detectors

import (
	"regexp"
	"testing"
	"unicode"
)

func TestCatalog(t *testing.T) {
	key := regexp.MustCompile(`^[a-z]+\.[a-z0-9_]+$`)
	list := Categories()
	if len(list) < 95 {
		t.Errorf("%d categories", len(list))
	}
	for k, i := range list {
		if !key.MatchString(string(i.Key)) || i.English == "" || i.Evidence == "" || len(i.Sensitivity) != len(Profiles) {
			t.Errorf("incomplete: %+v", i)
		}
		han := false
		for _, r := range i.Chinese {
			han = han || unicode.Is(unicode.Han, r)
		}
		if !han && i.Key != "online.cookie" {
			t.Errorf("%s has no Chinese name", i.Key)
		}
		for n, s := range i.Sensitivity {
			switch s.Level {
			case "sensitive", "context", "personal", "none":
			default:
				t.Errorf("%s: level %q", i.Key, s.Level)
			}
			if s.Profile != Profiles[n] {
				t.Errorf("%s: profile %q", i.Key, s.Profile)
			}
		}
		if got, ok := Lookup(i.Key); !ok || got.Key != i.Key || !Valid(string(i.Key)) {
			t.Errorf("%s is not found", i.Key)
		}
		if i.Detected != (tableIndex(i.Key) >= 0 || i.Key == "subject.minor") || i.Detected == (i.Evidence == NotDetected) {
			t.Errorf("%s: detected is %v, with evidence %q", i.Key, i.Detected, i.Evidence)
		}
		for _, o := range list[:k] {
			if o.Key == i.Key || o.English == i.English || o.Chinese == i.Chinese {
				t.Errorf("%s and %s are alike", o.Key, i.Key)
			}
		}
	}
	for _, d := range detectorTable {
		if _, ok := Lookup(d.category); !ok {
			t.Errorf("the detector of %s has no line in data/categories.tsv", d.category)
		}
	}
	for k, want := range map[string]bool{"contact.mobile": true, "x.loyalty": true, "x.": false, "x": false, "contact": false, "": false, "contact.mobil": false} {
		if Valid(k) != want {
			t.Errorf("Valid(%q) = %v", k, !want)
		}
	}
	id, _ := Lookup("id.cn_resident")
	if id.Name("zh") != "居民身份证号码" || id.Name("en") != "Chinese resident ID number" || !id.Sensitive() {
		t.Errorf("%+v", id)
	}
	if id.Sensitivity[0].Level != "sensitive" || id.Sensitivity[1].Level != "personal" {
		t.Errorf("a bare ID number is sensitive after GB/T 35273 and not listed in GB/T 45574: %+v", id.Sensitivity)
	}
	if org, _ := Lookup("org.uscc"); org.Sensitive() {
		t.Error("a company's code is no sensitive personal data")
	}
}

func TestRules(t *testing.T) {
	first, again := Rules(), Rules()
	if !regexp.MustCompile(`^[0-9]+-[0-9a-f]{12}$`).MatchString(first) || first != again {
		t.Errorf("rules %q, then %q", first, again)
	}
}

func TestRegisterRefuses(t *testing.T) {
	n := len(detectorTable)
	check := func(*number) finding { return finding{} }
	for name, d := range map[string]detector{
		"no category":  {check: check, chance: 0.1},
		"no check":     {category: "x.a", chance: 0.1},
		"no chance":    {category: "x.a", check: check},
		"too long":     {category: "x.a", check: check, chance: 0.1, lengths: []int{maxRun + 1}},
		"second of it": {category: "contact.email", check: check, chance: 0.1},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s is taken", name)
				}
			}()
			register(d)
		}()
	}
	if len(detectorTable) != n {
		t.Error("a refused detector is in the table")
	}
}
