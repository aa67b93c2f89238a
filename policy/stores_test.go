package policy

import (
	"strings"
	"testing"
)

func TestParseStores(t *testing.T) {
	got, err := ParseStores("piiventory.yaml", []byte(`piiventory: stores/v1
stores:
  - {alias: crm, url: "postgres://db/crm", user: reader, password_env: CRM_PASSWORD, region: CN}
  - {alias: logs, url: "s3://logs?endpoint=http://127.0.0.1:9000", provider: aws}
`))
	if err != nil || len(got) != 2 || got[0].PasswordEnv != "CRM_PASSWORD" || got[1].Provider != "aws" {
		t.Fatalf("%+v, %v", got, err)
	}
	for want, text := range map[string]string{
		`f:2:10: stores[0]: the key "url" is missing`:                                  "piiventory: stores/v1\nstores: [{alias: a}]\n",
		`f:2:38: stores[1].alias: the alias "a" is there twice`:                        "piiventory: stores/v1\nstores: [{alias: a, url: x}, {alias: a, url: y}]\n",
		`f:2:29: stores[0]: there is no key "passwrd_env"; did you mean password_env?`: "piiventory: stores/v1\nstores: [{alias: a, url: x, passwrd_env: y}]\n",
		`f:1:13: piiventory: must be stores/v1`:                                        "piiventory: declaration/v1\nstores: []\n",
		`the store file is empty`:                                                      "",
	} {
		_, err := ParseStores("f", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v, want %q in it", text, err, want)
		}
	}
}
