package scannertest

import (
	"fmt"
	"net/url"
	"os"
	"strings"

	"piiventory/scanners"
)

// secretsOf collects what must not be said of a store.
func secretsOf(store scanners.Store, want Want) []string {
	secrets := append([]string(nil), want.Secrets...)
	if u, err := url.Parse(store.URL); err == nil {
		if p, ok := u.User.Password(); ok {
			secrets = append(secrets, p)
		}
	}
	if p := os.Getenv(store.PasswordEnv); store.PasswordEnv != "" && p != "" {
		secrets = append(secrets, p)
	}
	for _, planted := range want.Planted {
		for _, p := range planted {
			secrets = append(secrets, p.Value)
		}
	}
	return secrets
}

// heard notes a secret in the text of an error and returns the error.
func (s *subject) heard(err error) error {
	if err != nil {
		s.heardText("an error", err.Error())
	}
	return err
}

func (s *subject) heardGap(g scanners.Gap) { s.heardText("a gap", g.Reason) }

func (s *subject) heardDrawn(d scanners.Drawn) {
	for _, g := range d.Gaps {
		s.heardGap(g)
	}
}

func (s *subject) heardText(where, text string) {
	for _, secret := range s.secrets {
		if secret != "" && strings.Contains(text, secret) {
			s.leaks = append(s.leaks, fmt.Sprintf("%s tells a secret: %s", where, strings.ReplaceAll(text, secret, "[secret]")))
		}
	}
}
