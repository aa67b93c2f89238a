package s3

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/rclone/gofakes3"
	"github.com/rclone/gofakes3/s3mem"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// TestServerThatIsOpenToAll asks a server of another author, which looks at no signature
// and says of every bucket that its policy is public, though it has no policies.
func TestServerThatIsOpenToAll(t *testing.T) {
	server := scannertest.Server{Endpoint: serve(t, gofakes3.New(s3mem.New()).Server()), AccessKey: "k", SecretKey: "s", Region: "us-east-1"}
	newBucket(t, server, "open-to-all", map[string]string{"a.txt": "old\n"})
	c, bucket := owner(server), aws.String("open-to-all")
	if _, err := c.PutBucketVersioning(t.Context(), &sdk.PutBucketVersioningInput{Bucket: bucket, VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}}); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if _, err := c.PutObject(t.Context(), &sdk.PutObjectInput{Bucket: bucket, Key: aws.String("a.txt"), Body: strings.NewReader(fmt.Sprintf("new %d\n", i))}); err != nil {
			t.Fatal(err)
		}
	}
	sc := openURL(t, urlOf(server, "open-to-all"))
	facts, texts := scanned(t, sc)
	for source, want := range map[string]scanners.Fact{
		"GetBucketVersioning": {Name: "versioning", Value: "enabled"},
		fromPolicy:            {Name: "public", Value: "no"},
		fromAnybody:           {Name: "public", Value: "list"},
		"GetBucketLogging":    {Name: "logging", Unknown: true, Reason: notKnown},
	} {
		got := from(facts, source)
		if source == fromAnybody && len(got) == 2 && got[0] == (scanners.Fact{Name: "public", Value: "read", Scope: "a.txt", Exact: true}) {
			got = got[1:]
		}
		if !slices.Equal(got, []scanners.Fact{want}) {
			t.Errorf("%s: %+v", source, got)
		}
	}
	if got := from(facts, fromPolicyStatus); len(got) != 1 || !got[0].Unknown {
		t.Errorf("the status is believed: %+v", got)
	}
	all, err := gatheredAsTheyAre(t, sc)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, a := range all {
		kinds[a.Kind]++
	}
	if texts["object a.txt"] != "new 2\n" || !maps.Equal(kinds, map[string]int{kindObject: 1, kindVersion: 3}) {
		t.Errorf("%v, read %q", kinds, texts)
	}
}
