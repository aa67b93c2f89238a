package s3

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"piiventory/scanners"
)

// credentials fills in what the URL leaves open: the access key id from User,
// the secret from PasswordEnv or PasswordFile. When nothing names a key the
// standard chain of AWS decides: environment, profile, web identity, instance.
func (a *address) credentials(s scanners.Store) error {
	if a.key == "" && !a.anonymous {
		a.key = s.User
	}
	if a.key == "" {
		if s.PasswordEnv != "" || s.PasswordFile != "" {
			return errors.New("a secret key is configured without the access key id it belongs to: state user beside it")
		}
		return nil
	}
	switch {
	case a.secret != "":
	case s.PasswordEnv != "":
		a.secret = os.Getenv(s.PasswordEnv)
		if a.secret == "" {
			return fmt.Errorf("the environment variable %s, which is to hold the secret key, is not set", s.PasswordEnv)
		}
	case s.PasswordFile != "":
		b, err := os.ReadFile(s.PasswordFile)
		if err != nil {
			return errors.New("the file that is to hold the secret key cannot be read: check password_file and its permissions")
		}
		if a.secret = strings.TrimRight(string(b), "\r\n"); a.secret == "" {
			return errors.New("the file that is to hold the secret key is empty")
		}
	default:
		return errors.New("an access key id is given without its secret: add the secret to the URL, or name it with password_env or password_file")
	}
	return nil
}
