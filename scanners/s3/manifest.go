package s3

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/scanners"
)

// A manifest names the files of a list that a store has written of its objects, which
// AWS, OSS and JD Cloud call an inventory, COS and OBS likewise. All write the same
// document; OBS leaves out checksums and the time.
type manifest struct {
	SourceBucket      string       `json:"sourceBucket"`
	CreationTimestamp looseNumber  `json:"creationTimestamp"`
	FileFormat        string       `json:"fileFormat"`
	FileSchema        string       `json:"fileSchema"`
	Files             []reportFile `json:"files"`

	created time.Time // zero when nothing says
}

// A reportFile is one file of the list.
type reportFile struct {
	Key     string      `json:"key"`
	Size    looseNumber `json:"size"`
	MD5     string      `json:"MD5checksum"`
	Records looseNumber `json:"inventoriedRecord"` // OBS
}

// A looseNumber stands in JSON as a number or in quotes; 0 when it is none.
type looseNumber int64

func (n *looseNumber) UnmarshalJSON(b []byte) error {
	v, _ := strconv.ParseInt(strings.Trim(string(b), `"`), 10, 64)
	*n = looseNumber(v)
	return nil
}

// longestManifest is what is read of a manifest; a file in it takes some 200 bytes and
// holds up to some millions of objects.
const longestManifest = 16 << 20

// Every fault of a list that the user can see in what they asked for is of the kind
// GapUnsupported, so that CheckListing can tell it.
var (
	errListingURL = scanners.Unreadable(scanners.GapUnsupported, "the listing is not named as s3://bucket/path/manifest.json or as the path of a manifest.json on this machine")
	errManifest   = scanners.Unreadable(scanners.GapUnsupported, "the listing is no manifest of an inventory report: name the manifest.json that the store has written, not one of the files beside it")
	errOther      = scanners.Unreadable(scanners.GapUnsupported, "the inventory report is of another bucket than the one that is to be scanned")
	errReport     = scanners.Unreadable(scanners.GapUnsupported, "the inventory report is in a format that is not read; CSV, Parquet and ORC are")
	errNoKeys     = scanners.Unreadable(scanners.GapUnsupported, "the inventory report has no column of keys, by its manifest")
	errAltered    = scanners.Unreadable(scanners.GapCorrupt, "the manifest of the inventory report does not have the checksum that stands beside it; fetch it again")
	errNoManifest = scanners.Unreadable(scanners.GapUnreachable, "the manifest of the inventory report cannot be read: check its path and that it may be read")
)

// A place of a report is where its files lie: a bucket, or a folder of this machine.
type reportPlace interface {
	// whole reads a small file.
	whole(ctx context.Context, name string) ([]byte, error)
	// file finds a file of the report by the key that the manifest has for it.
	file(ctx context.Context, f reportFile) (ranged, error)
	close()
}

// ranged is a file that can be read in ranges.
type ranged struct {
	size int64
	open func(ctx context.Context, off, n int64) (io.ReadCloser, error)
}

// listingPlace finds where a listing lies, and the name of its manifest there.
func (s *scanner) listingPlace(ctx context.Context, raw string) (reportPlace, string, error) {
	if !strings.HasPrefix(raw, "s3:") {
		p := strings.TrimPrefix(raw, "file:")
		if rest, ok := strings.CutPrefix(p, "//"); ok { // file:///path, file://localhost/path
			p = strings.TrimPrefix(rest, "localhost")
		}
		if p == "" || strings.Contains(p, "://") {
			return nil, "", errListingURL
		}
		return reportFolder(filepath.Dir(p)), filepath.ToSlash(p), nil
	}
	a, err := parse(raw)
	if err != nil || a.bucket == "" || a.prefix == "" {
		return nil, "", errListingURL
	}
	// What the address of the list leaves open is as for the bucket itself.
	of := s.addr
	if a.key == "" && a.profile == "" && !a.anonymous {
		a.key, a.secret, a.profile, a.anonymous = of.key, of.secret, of.profile, of.anonymous
	}
	if a.endpoint == nil {
		a.endpoint = of.endpoint
	}
	if a.pathStyle == nil {
		a.pathStyle = of.pathStyle
	}
	if a.provider == "" {
		a.provider = of.provider
	}
	region := ""
	if a.region == "" {
		a.region, region = of.region, s.region // reports lie in the region of their bucket
	}
	c, err := connect(ctx, a, s.store, region)
	if err != nil {
		return nil, "", err
	}
	c.caller.pace = s.caller.pace
	return reportBucket{&scanner{conn: c, store: s.store}}, a.prefix, nil
}

// reportBucket is a report in a bucket.
type reportBucket struct{ *scanner }

func (b reportBucket) close() { _ = b.Close() }

func (b reportBucket) whole(ctx context.Context, name string) ([]byte, error) {
	out, err := b.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.addr.bucket, Key: &name})
	if err != nil {
		return nil, b.explainReport(ctx, err)
	}
	defer out.Body.Close()
	doc, err := io.ReadAll(io.LimitReader(out.Body, longestManifest+1))
	if err != nil {
		return nil, b.explain(ctx, err, anObject)
	}
	return doc, nil
}

func (b reportBucket) file(ctx context.Context, f reportFile) (ranged, error) {
	size := int64(f.Size)
	if size <= 0 {
		out, err := b.client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &b.addr.bucket, Key: &f.Key})
		if err != nil {
			return ranged{}, b.explainReport(ctx, err)
		}
		if out.ContentLength != nil {
			size = *out.ContentLength
		}
	}
	return ranged{size, b.ranges(scanners.Asset{Path: f.Key, Size: size})}, nil
}

// explainReport explains why something of a report could not be read, which is not
// among the objects that were listed.
func (b reportBucket) explainReport(ctx context.Context, err error) error {
	err = b.explain(ctx, err, anObject)
	if scanners.GapOf(err).Kind == scanners.GapVanished {
		return fs.ErrNotExist
	}
	return err
}

// reportFolder is a report that was copied to a folder of this machine.
type reportFolder string

func (reportFolder) close() {}

func (d reportFolder) whole(_ context.Context, name string) ([]byte, error) {
	f, err := os.Open(filepath.Join(string(d), path.Base(name)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, longestManifest+1))
}

// file looks for a file beside the manifest, in a folder data there or beside that, and
// at the end of its whole key.
func (d reportFolder) file(_ context.Context, f reportFile) (ranged, error) {
	base := path.Base(f.Key)
	for _, name := range []string{base, filepath.Join("data", base), filepath.Join("..", "data", base), filepath.FromSlash(f.Key)} {
		if base == ".." || base == "/" || name == filepath.FromSlash(f.Key) && !filepath.IsLocal(name) {
			continue
		}
		full := filepath.Join(string(d), name)
		info, err := os.Stat(full)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		return ranged{info.Size(), func(_ context.Context, off, n int64) (io.ReadCloser, error) {
			in, err := os.Open(full)
			if err != nil {
				return nil, fs.ErrNotExist
			}
			return withBody(io.NewSectionReader(in, off, n), in), nil
		}}, nil
	}
	return ranged{}, fs.ErrNotExist
}

// readManifest reads and checks the manifest of a report.
func (s *scanner) readManifest(ctx context.Context, at reportPlace, name string) (*manifest, error) {
	doc, err := at.whole(ctx, name)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		var known *scanners.Error
		if errors.As(err, &known) || errors.Is(err, scanners.ErrBudget) {
			return nil, err
		}
		return nil, errNoManifest
	}
	m := &manifest{}
	if len(doc) > longestManifest || json.Unmarshal(doc, m) != nil || m.SourceBucket == "" || m.FileFormat == "" && m.FileSchema == "" {
		return nil, errManifest
	}
	if sum, err := at.whole(ctx, strings.TrimSuffix(name, path.Base(name))+"manifest.checksum"); err == nil && path.Base(name) == "manifest.json" {
		if want := strings.ToLower(strings.TrimSpace(string(sum))); checksum.MatchString(want) && want != hexMD5(doc) {
			return nil, errAltered
		}
	}
	if !sameBucket(m.SourceBucket, s.addr.bucket) {
		return nil, errOther
	}
	m.created = m.when(name)
	return m, nil
}

var (
	checksum = regexp.MustCompile(`^[0-9a-f]{32}$`)
	account  = regexp.MustCompile(`^-[0-9]{6,12}$`)
	folderOf = regexp.MustCompile(`(?:^|/)([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2})Z/[^/]*$`)
)

func hexMD5(b []byte) string {
	sum := md5.Sum(b)
	return hex.EncodeToString(sum[:])
}

// sameBucket compares the bucket of a manifest, which may be written as a resource
// ("arn:aws:s3:::bucket", "qcs::cos:region::bucket"), with that of an address. COS has the
// account behind the name in addresses and may leave it out here.
func sameBucket(source, bucket string) bool {
	source = source[strings.LastIndexByte(source, ':')+1:]
	rest, ok := strings.CutPrefix(bucket, source)
	return ok && (rest == "" || account.MatchString(rest))
}

// when says when the report was begun: in milliseconds since 1970 (some write seconds),
// else by the folder that its manifest lies in.
func (m *manifest) when(name string) time.Time {
	switch n := int64(m.CreationTimestamp); {
	case n > 1e11:
		return time.UnixMilli(n).UTC()
	case n > 1e9:
		return time.Unix(n, 0).UTC()
	}
	if f := folderOf.FindStringSubmatch(name); f != nil {
		if t, err := time.Parse("2006-01-02T15-04", f[1]); err == nil {
			return t
		}
	}
	return time.Time{}
}

// CheckListing says whether the list that a store names is one of its bucket, as far as
// that can be told; that it cannot be reached is left to the scan.
func CheckListing(ctx context.Context, st scanners.Store) error {
	if st.Budget == nil {
		st.Budget = &scanners.Budget{}
	}
	a, err := resolve(st)
	if err != nil {
		return nil
	}
	c, err := connect(ctx, a, st, "")
	if err != nil {
		return nil
	}
	sc := &scanner{conn: c, store: st}
	defer sc.Close()
	_, _, err = sc.openListing(ctx)
	if scanners.GapOf(err).Kind == scanners.GapUnsupported && err != nil {
		return err
	}
	return nil
}

// openListing reads the manifest of the list that the store names.
func (s *scanner) openListing(ctx context.Context) (*manifest, reportPlace, error) {
	at, name, err := s.listingPlace(ctx, s.store.Listing)
	if err != nil {
		return nil, nil, err
	}
	m, err := s.readManifest(ctx, at, name)
	if err == nil {
		_, err = m.columns()
	}
	if err != nil {
		at.close()
		return nil, nil, err
	}
	return m, at, nil
}

// fact tells how old the listing is.
func (m *manifest) fact() scanners.Fact {
	f := scanners.Fact{Name: "listing", Source: "inventory report"}
	if m.created.IsZero() {
		f.Unknown, f.Reason = true, "the manifest does not say when the report was written"
		return f
	}
	f.Value = m.created.Format(time.RFC3339)
	return f
}

// format returns the format of the files, "csv", "parquet" or "orc".
func (m *manifest) format() string {
	f := strings.ToLower(m.FileFormat)
	if f == "" && len(m.Files) > 0 {
		f = strings.TrimPrefix(path.Ext(strings.TrimSuffix(m.Files[0].Key, ".gz")), ".")
	}
	return f
}

// columns are the names of the columns of CSV files, which have none in them; nil for
// the formats that name them.
func (m *manifest) columns() ([]string, error) {
	switch m.format() {
	case "parquet", "orc":
		return nil, nil
	case "csv":
	default:
		return nil, errReport
	}
	var names []string
	for name := range strings.SplitSeq(m.FileSchema, ",") {
		names = append(names, columnName(name))
	}
	if !slices.Contains(names, "key") {
		return nil, errNoKeys
	}
	return names, nil
}

// columnName spells a column alike in all formats: "LastModifiedDate" and
// "last_modified_date".
func columnName(s string) string {
	return strings.ToLower(strings.ReplaceAll(strings.Trim(strings.TrimSpace(s), `"`), "_", ""))
}
