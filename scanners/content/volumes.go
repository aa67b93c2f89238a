package content

import (
	"path"
	"strings"
)

// volumePart says that the name is one of those that archivers give to the parts of an
// archive in several files: x.7z.001, x.z01, x.r00, x.part2.rar.
func volumePart(name string) bool {
	name = strings.ToLower(name)
	ext := path.Ext(name)
	digits := func(s string) bool { return len(s) > 0 && strings.Trim(s, "0123456789") == "" }
	switch {
	case len(ext) < 4:
		return false
	case ext == ".rar":
		_, n, found := strings.Cut(path.Ext(strings.TrimSuffix(name, ext)), ".part")
		return found && digits(n)
	case strings.ContainsRune("zrsc", rune(ext[1])):
		return len(ext) <= 5 && digits(ext[2:])
	}
	return len(ext) == 4 && digits(ext[1:])
}
