package scanners

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Everybody is the fact of what every user of the machine may do with a file or a folder,
// by the permissions of others (POSIX.1-2017, 4.5 File Access Permissions): "read" and
// "write" of a file, "list", "enter" and "write" of a folder, and "none" where it, or a
// folder above it, is closed to them. What single users and groups may do, and what a disk
// that is shared lets others do, is not told.
func Everybody(path string) Fact {
	f := Fact{Name: "grant", Source: "file system"}
	if runtime.GOOS == "windows" { // which has no such permissions
		f.Unknown, f.Reason = true, "what others may do is not looked at on this system: see the permissions of the folder"
		return f
	}
	path, err := filepath.EvalSymlinks(path)
	if err == nil {
		path, err = filepath.Abs(path)
	}
	var info fs.FileInfo
	if err == nil {
		info, err = os.Stat(path)
	}
	for dir := filepath.Dir(path); err == nil; dir = filepath.Dir(dir) {
		var above fs.FileInfo
		if above, err = os.Stat(dir); err == nil && above.Mode()&0o001 == 0 {
			f.Value, f.Detail = "none", "a folder above it is closed to other users of the machine"
			return f
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	if err != nil {
		f.Unknown, f.Reason = true, "its permissions cannot be looked up: see who may read it"
		return f
	}
	names := [3]string{"read", "write", ""}
	f.Detail = "what every user of the machine may do"
	if info.IsDir() {
		names = [3]string{"list", "write", "enter"}
		f.Detail = "what every user of the machine may do; the files in it may be closed one by one"
	}
	var may []string
	for i, bit := range []fs.FileMode{0o004, 0o002, 0o001} {
		if info.Mode()&bit != 0 && names[i] != "" {
			may = append(may, names[i])
		}
	}
	if f.Value = strings.Join(may, ","); may == nil {
		f.Value, f.Detail = "none", "it is closed to other users of the machine"
	}
	return f
}
