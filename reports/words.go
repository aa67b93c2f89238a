package reports

import (
	"strconv"
	"strings"

	"piiventory/detectors"
	"piiventory/inventory"
)

// words are the texts of one language.
type words struct {
	lang  string
	table map[string]string
	// own are the categories that only this inventory knows.
	own []inventory.OwnCategory
	// confidence is that of the bounds.
	confidence string
}

// wordsFor returns the texts for a report.
func wordsFor(r *Report) words {
	w := wordsOf(r.Lang)
	if r.Inventory != nil {
		w.own = r.Inventory.Settings.Own
		w.confidence = r.Inventory.Settings.ConfidenceLevel()
	}
	return w
}

// ownCategory finds a category that only this inventory knows.
func (w words) ownCategory(c detectors.Category) (inventory.OwnCategory, bool) {
	for _, o := range w.own {
		if o.Key == c {
			return o, true
		}
	}
	return inventory.OwnCategory{}, false
}

// wordsOf returns the texts for "zh" (and "zh-CN" and the like), else those in
// English.
func wordsOf(lang string) words {
	if l := strings.ToLower(lang); l == "zh" || strings.HasPrefix(l, "zh-") || strings.HasPrefix(l, "zh_") {
		return words{lang: "zh", table: messagesZH, confidence: usualConfidence}
	}
	return words{lang: "en", table: messagesEN, confidence: usualConfidence}
}

// usualConfidence is that of bounds where the inventory does not say it.
var usualConfidence = (&inventory.Settings{}).ConfidenceLevel()

// has says whether a text exists under the key.
func (w words) has(key string) bool {
	_, ok := w.table[key]
	return ok
}

// t returns the text under the key with its placeholders filled from pairs of
// a name and a value. Integers get thousands separators, strings are cleaned.
// A key that does not exist is shown as it is; a test holds that none is asked
// for.
func (w words) t(key string, pairs ...any) string {
	text, ok := w.table[key]
	if !ok {
		return clean(key)
	}
	return fill(text, func(name string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return w.value(pairs[i+1])
			}
		}
		return ""
	})
}

// value writes one argument of a text.
func (w words) value(v any) string {
	switch v := v.(type) {
	case string:
		return clean(v)
	case int:
		return w.number(int64(v))
	case int64:
		return w.number(v)
	default:
		return ""
	}
}

// number writes a count, and says so when it is not known.
func (w words) number(n int64) string {
	if n < 0 {
		return w.table["unknown"]
	}
	return number(n)
}

// size writes a number of bytes, and says so when it is not known.
func (w words) size(n int64) string {
	if n < 0 {
		return w.table["unknown"]
	}
	return size(n)
}

// or returns the text under the key, or the cleaned fallback.
func (w words) or(key, fallback string) string {
	if text, ok := w.table[key]; ok {
		return text
	}
	return clean(fallback)
}

// fill replaces the placeholders of a text:
//
//	{name}           the value, nothing when it is empty
//	{name:one|many}  "one" where the value is the number 1, else "many"
//	{?name}          nothing, but counts as a value that may be missing
//	[[ … ]]          left out as a whole when a value inside it is empty
func fill(text string, get func(string) string) string {
	var b strings.Builder
	for {
		start := strings.Index(text, "[[")
		if start < 0 {
			break
		}
		end := strings.Index(text[start:], "]]")
		if end < 0 {
			break
		}
		plain, _ := fillPlain(text[:start], get)
		b.WriteString(plain)
		if part, whole := fillPlain(text[start+2:start+end], get); whole {
			b.WriteString(part)
		}
		text = text[start+end+2:]
	}
	plain, _ := fillPlain(text, get)
	b.WriteString(plain)
	return b.String()
}

// fillPlain fills a text without optional parts and says whether every value
// was there.
func fillPlain(text string, get func(string) string) (string, bool) {
	var b strings.Builder
	whole := true
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String(), whole
		}
		name, after, ok := strings.Cut(rest, "}")
		if !ok {
			b.WriteString("{" + rest)
			return b.String(), whole
		}
		text = after
		name, flag := strings.CutPrefix(name, "?")
		name, forms, plural := strings.Cut(name, ":")
		value := get(name)
		if value == "" {
			whole = false
		}
		if flag {
			continue
		}
		if plural {
			one, many, _ := strings.Cut(forms, "|")
			value = many
			if n, err := strconv.Atoi(get(name)); err == nil && n == 1 {
				value = one
			}
		}
		b.WriteString(value)
	}
}
