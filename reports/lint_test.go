package reports

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"piiventory/policy"
)

// linted lints one of the real policies.
func linted(t *testing.T, name, lang string) *Linted {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../testdata/declarations", name))
	if err != nil {
		t.Fatal(err)
	}
	d, err := policy.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return &Linted{File: name, ID: d.ID, Remarks: policy.Lint(d, nil), Lang: lang}
}

// Every code has its texts, and every text a code.
func TestEveryRemarkHasTexts(t *testing.T) {
	known := map[string]bool{}
	for _, code := range policy.LintCodes() {
		for _, part := range []string{".title", ".text", ".remedy"} {
			if messagesEN[code+part] == "" {
				t.Errorf("%s has no text", code+part)
			}
			known[code+part] = true
		}
	}
	for key := range lintEN {
		if strings.Count(key, ".") == 2 && !known[key] {
			t.Errorf("%s belongs to no code", key)
		}
	}
}

func TestLintAsText(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {
			"platform.yaml:19:5: medium: The time that online.ip, online.browsing may stay in the database accounts is limited (p-browse), and",
			"platform.yaml:40:35: high: Rule p-browse keeps online.ip in web-logs, accounts, messages, sessions for P1M at most, and csl-logs asks for P6M at least (Cybersecurity Law, network logs). (lint.legal_minimum)\n    Raise the maximum to P6M,",
		},
		"zh": {"platform.yaml:40:35: 高：规则 p-browse 规定 web-logs, accounts, messages, sessions 中的 online.ip 最多保存 P1M，而 csl-logs 要求至少保存 P6M（Cybersecurity Law, network logs）。（lint.legal_minimum）\n    把上限提高到 P6M"},
	} {
		var b bytes.Buffer
		l := linted(t, "platform.yaml", lang)
		if err := WriteLint(&b, "text", l); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("no %q in\n%s", w, b.String())
			}
		}
		if regexp.MustCompile(`\{[a-z?]|\[\[`).MatchString(strings.ReplaceAll(b.String(), "{{", "")) {
			t.Errorf("a text is not filled:\n%s", b.String())
		}
	}
	if got := LintSummary(linted(t, "channel.yaml", "en")); !strings.HasPrefix(got, "8 remarks on channel-cloud-2022-01-28: 2 medium, 6 low") {
		t.Error(got)
	}
	if got := LintSummary(&Linted{ID: "x", Lang: "zh"}); got != "x 没有需要指出之处" {
		t.Error(got)
	}
}

// A remark stands beside its line in GitHub, whatever the file holds.
func TestLintForGitHub(t *testing.T) {
	l := linted(t, "channel.yaml", "en")
	l.File = "a,b:\x1b.yaml"
	var b bytes.Buffer
	if err := WriteLint(&b, "github", l); err != nil {
		t.Fatal(err)
	}
	want := "::error file=a%2Cb%3A"
	if !strings.HasPrefix(b.String(), want) || !strings.Contains(b.String(), ",line=6,col=14,title=Left from a template (lint.placeholder)::“{{channelName}}” was never") || strings.Contains(b.String(), "\x1b") {
		t.Error(b.String())
	}
}

func TestLintAsJSON(t *testing.T) {
	var b bytes.Buffer
	if err := WriteLint(&b, "json", linted(t, "channel.yaml", "zh")); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Format  string `json:"piiventory"`
		File    string
		Remarks []struct {
			Code, Severity, Path, Text, Remedy string
			Line, Column                       int
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if r := got.Remarks[1]; len(got.Remarks) != 8 || got.Format != "lint/v1" || got.File != "channel.yaml" || r.Code != "lint.placeholder" ||
		r.Path != "policy.publisher" || r.Line != 6 || r.Column != 14 || !strings.Contains(r.Text, "channelName") || !strings.Contains(r.Remedy, "写明") {
		t.Errorf("%+v", got)
	}
	b.Reset()
	if err := WriteLint(&b, "json", &Linted{}); err != nil || !strings.Contains(b.String(), `"remarks": []`) {
		t.Errorf("%v: %s", err, b.String())
	}
}

// The texts read well where parts of them are left out.
func TestLintTexts(t *testing.T) {
	for _, c := range []struct {
		r      policy.Remark
		en, zh string
	}{
		{policy.Remark{Code: "lint.category_twice", Rule: "b", Evidence: map[string]string{"category": "contact.email", "within": "true"}},
			"contact.email stands in rule b twice.", "contact.email 在规则 b 中出现了两次。"},
		{policy.Remark{Code: "lint.category_twice", Rule: "b", Evidence: map[string]string{"category": "contact.email", "rules": "a", "systems": "crm"}},
			"contact.email stands in rule b, and for crm in a already.", "contact.email 在规则 b 中，对 crm 又已在 a 中。"},
		{policy.Remark{Code: "lint.rule_unreachable", Rule: "b", Evidence: map[string]string{"rules": "a"}},
			"Rule b never decides: wherever it applies, a more specific one does (a).", "规则 b 从不起作用：凡其适用之处，都由更具体的规则（a）决定。"},
		{policy.Remark{Code: "lint.backup_place", System: "copy", Evidence: map[string]string{"source": "crm", "categories": "contact.email", "allowed": "CN", "elsewhere": "true"}},
			"System copy is a backup of crm, whose data (contact.email) may lie in CN only, and may lie elsewhere.", "系统 copy 是 crm 的备份，后者的数据（contact.email）只能存放在 CN，而备份可以存放在别处。"},
		{policy.Remark{Code: "lint.backup_place", System: "copy", Evidence: map[string]string{"source": "crm", "categories": "contact.email", "allowed": "CN", "region": "HK"}},
			"System copy is a backup of crm, whose data (contact.email) may lie in CN only, and stands in HK.", "系统 copy 是 crm 的备份，后者的数据（contact.email）只能存放在 CN，而备份位于 HK。"},
		{policy.Remark{Code: "lint.retention_missing", Rule: "b", Evidence: map[string]string{"systems": "x", "categories": "a, b, c, d, e, f, g, h, i"}},
			"Rule b has a, b, c, d, e, f and 3 more in x, and no rule says how long. Persons have to be told (PIPL art. 17(1) no. 2, GDPR art. 13(2)(a)).", "规则 b 声明 x 中有 a, b, c, d, e, f等（另有 3 个），而没有规则写明保存多久。应当告知个人（《个人信息保护法》第十七条第一款第二项，GDPR 第 13 条第 2 款 (a) 项）。"},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			if got, remedy := lintText(wordsOf(lang), c.r); got != want || remedy == "" {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		}
	}
}
