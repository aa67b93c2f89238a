package exchange

import (
	"reflect"
	"slices"
	"strings"

	"piiventory/policy"
)

// unsaid lists the parts of a declaration that a format has no word for, each with the
// rules or systems that state it. The parts that it does say are given by their paths
// without numbers, "rules[].retention.max"; a path says all below it too.
func unsaid(d *policy.Declaration, said []string) []policy.DraftNote {
	owners := map[string][]string{}
	var order []string
	add := func(path, owner string) {
		if slices.ContainsFunc(said, func(s string) bool { return s == path || strings.HasPrefix(path, s+".") }) {
			return
		}
		if _, ok := owners[path]; !ok {
			order = append(order, path)
		}
		if owner != "" && !slices.Contains(owners[path], owner) {
			owners[path] = append(owners[path], owner)
		} else if owner == "" {
			owners[path] = owners[path][:len(owners[path]):len(owners[path])]
		}
		if owners[path] == nil {
			owners[path] = []string{}
		}
	}
	var walk func(v reflect.Value, path, owner string)
	walk = func(v reflect.Value, path, owner string) {
		if v.IsZero() {
			return
		}
		switch v.Interface().(type) {
		case policy.Duration, policy.Date, policy.Selector:
			add(path, owner)
			return
		}
		switch v.Kind() {
		case reflect.Pointer:
			walk(v.Elem(), path, owner)
		case reflect.Struct:
			if f := v.FieldByName("ID"); f.IsValid() && owner == "" && path != "" {
				owner = f.String()
			}
			for i := range v.NumField() {
				if tag := v.Type().Field(i).Tag.Get("yaml"); tag != "" && tag != "-" {
					walk(v.Field(i), strings.TrimPrefix(path+"."+tag, "."), owner)
				}
			}
		case reflect.Slice:
			if e := v.Type().Elem(); e.Kind() == reflect.Struct && e != reflect.TypeFor[policy.Selector]() {
				for i := range v.Len() {
					walk(v.Index(i), path+"[]", owner)
				}
				return
			}
			add(path, owner)
		default:
			add(path, owner)
		}
	}
	walk(reflect.ValueOf(d).Elem(), "", "")
	var out []policy.DraftNote
	for _, path := range order {
		e := map[string]string{"part": path}
		if len(owners[path]) > 0 {
			e["of"] = strings.Join(owners[path], ", ")
		}
		out = append(out, policy.DraftNote{Code: "left.part", Evidence: e})
	}
	return out
}
