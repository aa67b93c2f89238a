package detectors

import "testing"

// A digest behind a word of a category is one of it in any text, in no state is it in the
// clear, and digests of other things are none.
func TestDigestBehindWord(t *testing.T) {
	e := newEngine(t)
	const md5, sha256 = "5d41402abc4b2a76b9719d911017c592", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
	for _, test := range []struct {
		text     string
		category Category
		state    State
	}{
		{"uid=7 mobile_md5=" + md5 + " ok", "contact.mobile", Hashed},
		{`{"phone_sha256":"` + sha256 + `"}`, "contact.mobile", Hashed},
		{"imei_sha1: aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", "device.imei", Hashed},
		{"id_card_hash=" + sha256, "id.cn_resident", Hashed},
		{"email_md5: " + md5, "contact.email", Hashed},
		{"id_card_enc=" + sha256, "id.cn_resident", Encrypted},
		{"file_md5=" + md5, "", Clear},
		{"md5: " + md5, "", Clear},
		{"commit_hash=aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", "", Clear},
		{"mobile_md5=unknown", "", Clear},
	} {
		all, _ := scan(e, "", test.text)
		found := false
		for _, c := range all {
			if c.State != Clear && c.Category != "account.password" {
				found = true
				if c.Category != test.category || c.State != test.state || c.Valid {
					t.Errorf("%s: %+v", test.text, c)
				}
			}
		}
		if found != (test.category != "") {
			t.Errorf("%s: found %v in %+v", test.text, found, all)
		}
		for _, m := range e.Text("", test.text) {
			if m.Category == test.category {
				t.Errorf("%s: a digest is no match: %+v", test.text, m)
			}
		}
	}
}
