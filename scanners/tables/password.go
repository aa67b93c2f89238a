package tables

import (
	"fmt"
	"os"
	"strings"

	"piiventory/scanners"
)

// Password returns the password that the store's configuration points to, and
// whether it points to one. It goes before a password in the URL or in the
// files of the client libraries.
func Password(s scanners.Store) (password string, ok bool, err error) {
	switch {
	case s.PasswordEnv != "":
		p, ok := os.LookupEnv(s.PasswordEnv)
		if !ok {
			return "", false, scanners.Unreadable(scanners.GapPermission,
				fmt.Sprintf("the password is to come from the environment variable %s, which is not set: set it, or change password_env", s.PasswordEnv))
		}
		return p, true, nil
	case s.PasswordFile != "":
		b, err := os.ReadFile(s.PasswordFile)
		if err != nil {
			return "", false, scanners.Unreadable(scanners.GapPermission,
				fmt.Sprintf("the password is to come from the file %q, which cannot be read: make it readable, or change password_file", s.PasswordFile))
		}
		return strings.TrimRight(string(b), "\r\n"), true, nil
	}
	return "", false, nil
}
