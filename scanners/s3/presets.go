package s3

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"piiventory/scanners/places"
)

// A preset is what is known of one provider's dialect of S3.
//
// What all of them need is not in here, since it is done for everyone: requests are
// signed with Signature Version 4, Accept-Encoding is not signed (Google changes it on
// the way), x-id is left out, checksums are asked for by nobody, and pages that repeat
// themselves end a listing.
type preset struct {
	// endpoint is where a store is that names none, with {region} for its region; empty
	// where there is no such rule, and lacking then says what to state.
	endpoint, lacking string
	// path says that buckets are addressed below one host, and not as hosts.
	path bool
	// v1 says to list with ListObjects: ListObjectsV2 is not known to work.
	v1 bool
	// plainKeys says not to ask for encoding-type=url, even where a key cannot stand in
	// XML: the answer would be wrong.
	plainKeys bool
	// signing is the region for which requests are signed, where it is not the store's.
	signing string
	// emptyLocation is what an empty answer to GetBucketLocation means.
	emptyLocation string
	// untrue are the questions whose answers are always the same, whatever is true.
	untrue []string
}

// presets are by the provider's key in places.
//
// The sources are the vendors' documents of their S3 interfaces and the provider files
// of rclone (backend/s3/provider); docs/providers.md says more of each.
var presets = map[string]preset{
	"aws":    {emptyLocation: "us-east-1"},
	"ks3":    {endpoint: "https://ks3-{region}.ksyuncs.com", v1: true},
	"qiniu":  {endpoint: "https://s3.{region}.qiniucs.com", path: true, plainKeys: true},
	"us3":    {endpoint: "https://s3-{region}.ufileos.com", v1: true, untrue: []string{"GetBucketLocation", "GetBucketVersioning", "GetBucketAcl"}},
	"wangsu": {endpoint: "https://s3-{region}.wcsapi.com", v1: true},
	"oss":    {endpoint: "https://oss-{region}.aliyuncs.com"},
	"cos":    {endpoint: "https://cos.{region}.myqcloud.com", v1: true},
	"obs":    {endpoint: "https://obs.{region}.myhuaweicloud.com", v1: true, plainKeys: true},
	"eos":    {endpoint: "https://eos-{region}.cmecloud.cn", v1: true},
	"r2": {path: true, signing: "auto",
		lacking: "R2 has an endpoint for each account: add endpoint=https://ACCOUNT.r2.cloudflarestorage.com to the URL, with .eu or .us behind the account where the bucket has a jurisdiction"},
	"gcs": {endpoint: "https://storage.googleapis.com", path: true, signing: "auto"},
	"b2":  {endpoint: "https://s3.{region}.backblazeb2.com"},
	"minio": {path: true,
		lacking: "MinIO stands where its owner put it: add endpoint=https://HOST:9000 to the URL"},
}

// Providers are the names of the presets, as a person writes them.
func Providers() []string {
	var names []string
	for key := range presets {
		if key == "qiniu" {
			key = "kodo"
		}
		names = append(names, key)
	}
	slices.Sort(names)
	return names
}

// CheckProvider says which providers there are where a name is of none of them.
func CheckProvider(name string) error {
	if _, ok := presets[places.Provider(name)]; ok {
		return nil
	}
	const tooFar = 3
	var nearest []string // all that are as near as the nearest
	least := tooFar - 1
	for _, known := range Providers() {
		n := levenshtein.ComputeDistance(places.Provider(name), known)
		if n < least {
			nearest, least = nil, n
		}
		if n == least && n < len(known) {
			nearest = append(nearest, known)
		}
	}
	if len(nearest) > 0 {
		return fmt.Errorf("the provider is unknown; did you mean %s? Known are %s; leave it out for another server that speaks S3", strings.Join(nearest, ", "), strings.Join(Providers(), ", "))
	}
	return fmt.Errorf("the provider is unknown; known are %s; leave it out for another server that speaks S3", strings.Join(Providers(), ", "))
}

// at returns the endpoint of a region, or "" where AWS's own rules decide.
func (p preset) at(provider, region string) (string, error) {
	switch {
	case p.lacking != "":
		return "", errors.New(p.lacking)
	case !strings.Contains(p.endpoint, "{region}"):
		return p.endpoint, nil
	case region == "":
		return "", errors.New("the provider has an endpoint for each region, and none is named: add region= to the URL, or give --region")
	case !places.IsRegion(region):
		return "", errors.New("the region is no name that a provider gives: letters, digits and hyphens")
	}
	return strings.Replace(p.endpoint, "{region}", strings.ToLower(places.RegionID(provider, region)), 1), nil
}

// disbelieves says whether the provider answers a question the same whatever is true.
func (c *conn) disbelieves(question string) bool { return slices.Contains(c.preset.untrue, question) }
