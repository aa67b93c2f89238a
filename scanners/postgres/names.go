package postgres

import "strings"

// quote writes an identifier so that the server takes it for what it is,
// whatever it contains.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// joinPath writes the path of an asset: schema and name with a dot between, a
// part quoted as SQL does when it holds a dot or a quote.
func joinPath(schema, name string) string { return pathPart(schema) + "." + pathPart(name) }

func pathPart(part string) string {
	if strings.ContainsAny(part, `."`) {
		return quote(part)
	}
	return part
}

// splitPath is the inverse of joinPath.
func splitPath(path string) (schema, name string, ok bool) {
	schema, rest, ok := firstPart(path)
	if !ok || !strings.HasPrefix(rest, ".") {
		return "", "", false
	}
	name, rest, ok = firstPart(rest[1:])
	return schema, name, ok && rest == ""
}

// firstPart returns the first part of a path and what follows it.
func firstPart(path string) (part, rest string, ok bool) {
	if !strings.HasPrefix(path, `"`) {
		if i := strings.IndexByte(path, '.'); i >= 0 {
			return path[:i], path[i:], true
		}
		return path, "", true
	}
	for i := 1; i < len(path); i++ {
		if path[i] != '"' {
			continue
		}
		if strings.HasPrefix(path[i:], `""`) {
			i++
			continue
		}
		return strings.ReplaceAll(path[1:i], `""`, `"`), path[i+1:], true
	}
	return "", "", false
}
