package s3

import (
	"slices"
	"testing"

	"piiventory/scanners"
)

// What a policy denies counts where it is plain that nobody without credentials gets
// through, and nowhere else.
func TestWhatIsDeniedIsNotPublic(t *testing.T) {
	const open = `{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/open/*"]}`
	const doubt = "what the policy denies was not taken off"
	deny := func(rest string) string { return open + `,{"Effect":"Deny","Principal":"*",` + rest + `}` }
	strangers := `,"Condition":{"StringEquals":{"aws:PrincipalType":"Anonymous"}}`
	all := `"Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]`
	shut := []scanners.Fact{{Name: "public", Value: "no"}}
	list := scanners.Fact{Name: "public", Value: "list", Detail: doubt}
	read := scanners.Fact{Name: "public", Value: "read", Scope: "open/", Detail: doubt}
	for name, c := range map[string]struct {
		statements, provider string
		want                 []scanners.Fact
	}{
		"all of it":                         {deny(all), "minio", shut},
		"all of it to strangers":            {deny(all + strangers), "minio", shut},
		"to strangers at AWS":               {deny(all + strangers), "aws", []scanners.Fact{list, read}},
		"all of it at AWS":                  {deny(all), "aws", shut},
		"reading only":                      {deny(`"Action":"s3:Get*","Resource":"arn:aws:s3:::b/*"`), "minio", []scanners.Fact{list}},
		"that part only":                    {deny(`"Action":"s3:*","Resource":"arn:aws:s3:::b/open/*"`), "minio", []scanners.Fact{list}},
		"a smaller part":                    {deny(`"Action":"s3:*","Resource":"arn:aws:s3:::b/open/x/*"`), "minio", []scanners.Fact{list, read}},
		"some of it":                        {deny(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*.jpg"`), "minio", []scanners.Fact{list, read}},
		"but not to some":                   {open + `,{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"},` + all + `}`, "minio", []scanners.Fact{list, read}},
		"without TLS":                       {deny(all + `,"Condition":{"Bool":{"aws:SecureTransport":"false"}}`), "minio", []scanners.Fact{list, read}},
		"to strangers without TLS":          {deny(all + `,"Condition":{"StringEquals":{"aws:PrincipalType":"Anonymous"},"Bool":{"aws:SecureTransport":"false"}}`), "minio", []scanners.Fact{list, read}},
		"to strangers and somebody else":    {deny(all + `,"Condition":{"StringEquals":{"aws:PrincipalType":["Anonymous","User"]}}`), "minio", []scanners.Fact{list, read}},
		"to all that are no strangers":      {deny(all + `,"Condition":{"StringNotEquals":{"aws:PrincipalType":"Anonymous"}}`), "minio", []scanners.Fact{list, read}},
		"one object with that key":          {deny(`"Action":"s3:*","Resource":"arn:aws:s3:::b/open/"`), "minio", []scanners.Fact{list, read}},
		"keys of four characters at most":   {deny(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b????"`), "minio", []scanners.Fact{list, read}},
		"another part with a colon":         {deny(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/a:b/*"`), "minio", []scanners.Fact{list, read}},
		"all that begins with the name":     {deny(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b*"`), "minio", []scanners.Fact{list}},
		"everything but that, which leaves": {deny(`"NotAction":"s3:GetObject","Resource":"*"`), "minio", []scanners.Fact{list, read}},
	} {
		t.Run(name, func(t *testing.T) {
			v := &vendor{private: true, settings: map[string]setting{"policy": {body: `{"Version":"2012-10-17","Statement":[` + c.statements + `]}`}}}
			_, facts := factsOf(t, v, "&provider="+c.provider)
			if got := from(facts, fromPolicy); !slices.Equal(got, c.want) {
				t.Errorf("\n got %+v\nwant %+v", got, c.want)
			}
		})
	}
}
