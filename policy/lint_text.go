package policy

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
)

// placeholder finds what a template leaves for its user to fill in or to take out: the
// marks of template languages, blanks, notes such as TBD, and remarks in brackets in
// English and Chinese.
var placeholder = regexp.MustCompile(strings.Join([]string{
	`\{\{[^{}]*\}\}`, `\$\{[^{}]*\}`, `<%[^%]*%>`, `\{%[^%]*%\}`, `【[^】]*】`,
	`_{3,}`, `\bX{2,}\b`, `^x{3,}$`, `[Ｘ×]{2,}`, `X{2,}\p{Han}`, `\p{Han}X{2,}`, `某某+`, `\?{3,}`, `？{3,}`,
	`\b(?:TBD|TBC|TBA|TODO|FIXME)\b`,
	`(?i)\bto be (?:determined|confirmed|defined|decided|completed|filled in|added|announced|agreed)\b`,
	`(?i)\blorem ipsum\b`,
	`(?i)[\[<]\s*(?:please|modify|insert|fill|enter|add|replace|complete|choose|select|delete|adapt|specify|your|company|organi[sz]ation|name of|date of|address of|to be|as applicable|if applicable|placeholder)\b[^\]>]*[\]>]`,
	`[\[［（(〔<《]\s*(?:请|此处|按实际|按照实际|根据实际|如适用|可选|待|填写|填入|插入|公司名称|企业名称|单位名称|产品名称)[^\]］）)〕>》]*[\]］）)〕>》]`,
	`[<〈《‹＜\[［]\s*(?:(?i:x{2,})|[×＊*]{2,})[^>〉》›＞\]］]*[>〉》›＞\]］]`, `(?i)\bx{2,}(?:公司|企业|集团|平台|产品|科技|省|市|网)`, `‹[^›]*›`,
	`根据实际情况(?:修改|填写|调整|补充)`, `待(?:定|补充|填写|填入|确认|完善)`,
}, "|"))

// nowhere finds selectors that name no store yet: those that an import left open, and
// aliases that stand for one. Wildcards such as ??? are none.
var nowhere = regexp.MustCompile(`^(?:unknown://.*|[^/]*://(?:X{2,}|x{3,}|TBD|TODO|(?i:changeme))(?:/.*)?)$`)

// placeholders looks through every text of the file.
func (l *linter) placeholders() {
	for i := range l.d.Systems {
		for j, sel := range l.d.Systems[i].At {
			if nowhere.MatchString(sel.String()) {
				l.remark("lint.placeholder", selectorPath(i, j), Remark{System: l.d.Systems[i].ID, Evidence: map[string]string{"text": clip(sel.String())}})
			}
		}
	}
	texts(reflect.ValueOf(l.d).Elem(), "", func(path, text string) {
		if found := placeholder.FindString(text); found != "" {
			l.remark("lint.placeholder", path, Remark{Evidence: map[string]string{"text": clip(found)}})
		}
	})
}

// clip cuts what is quoted from the file to a length that fits a remark.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// texts calls take for each text in a part of the file, with its path.
func texts(v reflect.Value, path string, take func(path, text string)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			texts(v.Elem(), path, take)
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), fmt.Sprintf("%s[%d]", path, i), take)
		}
	case reflect.String:
		take(path, v.String())
	case reflect.Struct:
		for f := range fieldsOf(v.Type()) {
			texts(v.FieldByIndex(f.Index), join(path, f.Tag.Get("yaml")), take)
		}
	}
}

// missing says what the notice to the persons concerned has to tell and the
// declaration does not: PIPL art. 17(1) no. 1 (name and contact of the handler), and
// GDPR art. 13(1)(a) (identity and contact details of the controller). The date from
// which the policy holds is asked for by neither in so many words; without it nobody can
// say which text held when (PIPL art. 17(2): changes are told).
func (l *linter) missing() {
	d := l.d
	if strings.TrimSpace(d.Policy.Publisher) == "" {
		l.remark("lint.publisher_missing", "policy.publisher", Remark{})
	}
	if d.Policy.Effective.IsZero() {
		l.remark("lint.effective_missing", "policy.effective", Remark{})
	}
	contact := ""
	texts(reflect.ValueOf(d.Contact), "", func(_, text string) { contact += strings.TrimSpace(text) })
	if contact == "" {
		l.remark("lint.contact_missing", "contact", Remark{})
	}
	for i := range d.Systems {
		if s := &d.Systems[i]; s.Role == "" {
			l.remark("lint.role_missing", systemPath(i), Remark{System: s.ID})
		}
	}
	if m := d.Minors; m != nil && m.Needs == "" {
		l.remark("lint.minors_needs", "minors", Remark{Evidence: map[string]string{"age": number(int64(m.Age))}})
	}
}

// durations finds times that are no time, and deletions that take longer than the data
// may be kept.
func (l *linter) durations() {
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		if d, ok := v.Interface().(Duration); ok {
			if d.Given() && d.zero() && !strings.HasSuffix(path, ".grace") {
				l.remark("lint.duration_zero", path, Remark{Evidence: map[string]string{"duration": d.String()}})
			}
			return
		}
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem(), path)
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i))
			}
		case reflect.Struct:
			for f := range fieldsOf(v.Type()) {
				walk(v.FieldByIndex(f.Index), join(path, f.Tag.Get("yaml")))
			}
		}
	}
	walk(reflect.ValueOf(l.d).Elem(), "")
	for i := range l.d.Rules {
		r := &l.d.Rules[i]
		if t := r.Retention; t != nil && t.Max.Given() && !t.Max.zero() && t.Grace.Given() && t.Max.shorter(t.Grace) {
			l.remark("lint.grace_longer", rulePath(i)+".retention.grace", Remark{Rule: r.ID,
				Evidence: map[string]string{"max": t.Max.String(), "grace": t.Grace.String()}})
		}
	}
}
