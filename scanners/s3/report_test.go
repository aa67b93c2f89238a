package s3

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// A version is a row of the report in testdata.
type version struct {
	Key       string
	ID        string    `json:"version_id"`
	Latest    bool      `json:"is_latest"`
	Marker    bool      `json:"is_delete_marker"`
	Size      int64     `json:"size"`
	Modified  time.Time `json:"last_modified_date"`
	ETag      string    `json:"e_tag"`
	ClassName string    `json:"storage_class"`
}

func versions(t *testing.T) (all []version) {
	b, err := os.ReadFile("testdata/report/rows.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// current are the assets that the report in testdata has below a prefix, by path.
func current(t *testing.T, prefix string) map[string]scanners.Asset {
	out := map[string]scanners.Asset{}
	for _, v := range versions(t) {
		if v.Latest && !v.Marker && strings.HasPrefix(v.Key, prefix) {
			class := strings.TrimPrefix(v.ClassName, "STANDARD")
			out[v.Key] = scanners.Asset{Path: v.Key, Kind: "object", Size: v.Size, Rows: -1, Modified: v.Modified.UTC(), Version: `"` + v.ETag + `"`, Class: class}
		}
	}
	return out
}

const reportKey = "lists/source/daily/2026-01-31T01-00Z/manifest.json"

// reported is a report as it lies in a bucket, by key.
func reported(t *testing.T, format, bucket string) map[string]string {
	t.Helper()
	ext := map[string]string{"CSV": ".csv.gz", "Parquet": ".parquet", "ORC": ".orc"}[format]
	schema := map[string]string{
		"CSV":     "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass",
		"Parquet": "message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional int64 size; }",
		"ORC":     "struct<bucket:string,key:string,size:bigint>",
	}[format]
	m := map[string]any{
		"sourceBucket": bucket, "destinationBucket": "arn:aws:s3:::b", "version": "2016-11-30",
		"creationTimestamp": "1769821200000", "fileFormat": format, "fileSchema": schema,
	}
	out := map[string]string{}
	var files []any
	for _, name := range []string{"one", "two"} {
		b, err := os.ReadFile("testdata/report/data/" + name + ext)
		if err != nil {
			t.Fatal(err)
		}
		key := "lists/source/daily/data/" + name + ext
		out[key] = string(b)
		files = append(files, map[string]any{"key": key, "size": len(b), "MD5checksum": hexMD5(b)})
	}
	m["files"] = files
	doc, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	out[reportKey] = string(doc)
	out[path.Dir(reportKey)+"/manifest.checksum"] = hexMD5(doc) + "\n"
	return out
}

// onDisk writes a report into a folder and returns the path of its manifest.
func onDisk(t *testing.T, files map[string]string, flat bool) string {
	t.Helper()
	dir := t.TempDir()
	for key, text := range files {
		name := filepath.Join(dir, filepath.FromSlash(key))
		if flat {
			name = filepath.Join(dir, path.Base(key))
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if flat {
		return filepath.Join(dir, "manifest.json")
	}
	return filepath.Join(dir, filepath.FromSlash(reportKey))
}

func openListed(t *testing.T, u, listing string) (*scanner, error) {
	t.Helper()
	sc, err := Kind.Open(t.Context(), scanners.Store{Alias: "test", URL: u, Listing: listing, Budget: &scanners.Budget{}})
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { sc.Close() })
	return sc.(*scanner), nil
}

// olderOnes are the versions and markers that the report in testdata has, by kind, path and
// version.
func olderOnes(t *testing.T, prefix string) map[string]scanners.Asset {
	out := map[string]scanners.Asset{}
	for i, v := range versions(t) {
		if v.Latest && !v.Marker || !strings.HasPrefix(v.Key, prefix) {
			continue
		}
		a := scanners.Asset{Path: v.Key, Kind: kindVersion, Version: v.ID, Size: v.Size, Rows: -1, Modified: v.Modified.UTC()}
		if v.Marker {
			a.Kind, a.Size = kindMarker, 0
		}
		if !v.Latest {
			a.Superseded = versions(t)[i-1].Modified.UTC() // they stand newest first
		}
		out[called(a)] = a
	}
	return out
}

// taken lists a report: the current assets by path, the gaps by path, and the error. What
// is not current must be what the report in testdata has, as far as it was read.
func taken(t *testing.T, sc *scanner) (map[string]scanners.Asset, map[string]int64, error) {
	t.Helper()
	assets, gaps := map[string]scanners.Asset{}, map[string]int64{}
	old := olderOnes(t, sc.addr.prefix)
	err := sc.Assets(t.Context(), func(a scanners.Asset) error {
		if a.Unlisted != nil {
			gaps[a.Path] += a.Unlisted.Bytes
			return nil
		}
		if a.Kind != kindObject {
			if want := old[called(a)]; a != want {
				t.Errorf("got %+v, want %+v, once", a, want)
			}
			delete(old, called(a))
			return nil
		}
		if _, twice := assets[a.Path]; twice {
			t.Errorf("%q came twice", a.Path)
		}
		assets[a.Path] = a
		return nil
	})
	return assets, gaps, err
}

func TestReportsAreTakenForTheListing(t *testing.T) {
	missing := map[string]int64{laterName: -1}
	for _, format := range []string{"CSV", "Parquet", "ORC"} {
		files := reported(t, format, "b")
		v := &vendor{objects: files}
		u := v.url(t)
		for name, listing := range map[string]string{
			"bucket": "s3://b/" + reportKey, "folder": "file:" + onDisk(t, files, false), "one folder": onDisk(t, files, true),
		} {
			t.Run(format+" "+name, func(t *testing.T) {
				sc, err := openListed(t, u, listing)
				if err != nil {
					t.Fatal(err)
				}
				assets, gaps, err := taken(t, sc)
				if err != nil {
					t.Error(err)
				}
				if want := current(t, ""); !maps.Equal(assets, want) {
					for k := range want {
						if assets[k] != want[k] {
							t.Errorf("%q:\n got %+v\nwant %+v", k, assets[k], want[k])
						}
					}
					t.Errorf("%d assets, want %d", len(assets), len(want))
				}
				if !maps.Equal(gaps, missing) {
					t.Errorf("gaps %v, want %v", gaps, missing)
				}
				all, err := gatheredAsTheyAre(t, sc)
				if n := len(all) - len(assets) - len(gaps); err != nil || n != len(olderOnes(t, "")) || n != 4 {
					t.Errorf("%d versions and markers, %v", n, err)
				}
				facts, err := sc.Facts(t.Context())
				if err != nil || !slices.Contains(facts, scanners.Fact{Name: "listing", Value: "2026-01-31T01:00:00Z", Source: "inventory report"}) {
					t.Errorf("facts %+v, %v", facts, err)
				}
			})
		}
		t.Run(format+" below a prefix", func(t *testing.T) {
			sc, err := openListed(t, strings.Replace(u, "@b?", "@b/logs/dt=2026-01-0?", 1), "s3://b/"+reportKey)
			if err != nil {
				t.Fatal(err)
			}
			if assets, _, err := taken(t, sc); err != nil || len(assets) != 18 || !maps.Equal(assets, current(t, "logs/dt=2026-01-0")) {
				t.Errorf("%d assets, %v", len(assets), err)
			}
			parts, err := sc.Split(t.Context())
			if err != nil || len(parts) != 1 {
				t.Errorf("%d parts, %v", len(parts), err)
			}
		})
	}
}

// TestReportsThatAreNotWhole holds that what is listed stays and the rest is told.
func TestReportsThatAreNotWhole(t *testing.T) {
	for _, format := range []string{"CSV", "Parquet", "ORC"} {
		ext := map[string]string{"CSV": ".csv.gz", "Parquet": ".parquet", "ORC": ".orc"}[format]
		one, two := "lists/source/daily/data/one"+ext, "lists/source/daily/data/two"+ext
		for name, c := range map[string]struct {
			change func(files map[string]string)
			want   error
			least  int
		}{
			"a file is missing":    {func(f map[string]string) { delete(f, one) }, errMissing, 20},
			"a file was changed":   {func(f map[string]string) { f[one] = f[one][:40] + "X" + f[one][41:] }, errSum, 20},
			"a file was exchanged": {func(f map[string]string) { f[one] = strings.Repeat("x", len(f[one])) }, nil, 20},
			"a file is shorter":    {func(f map[string]string) { f[two] = f[two][:len(f[two])-9] }, nil, 20},
			"nothing is there":     {func(f map[string]string) { delete(f, one); delete(f, two) }, errMissing, 0},
			"the files are of OBS, short": {func(f map[string]string) {
				m := map[string]any{}
				_ = json.Unmarshal([]byte(f[reportKey]), &m)
				for _, file := range m["files"].([]any) {
					delete(file.(map[string]any), "MD5checksum")
					file.(map[string]any)["inventoriedRecord"] = 100
				}
				delete(f, path.Dir(reportKey)+"/manifest.checksum")
				doc, _ := json.Marshal(m)
				f[reportKey] = string(doc)
			}, errFewer, 40},
		} {
			t.Run(format+" "+name, func(t *testing.T) {
				files := reported(t, format, "b")
				c.change(files)
				v := &vendor{objects: files}
				for _, listing := range []string{"s3://b/" + reportKey, onDisk(t, files, false)} {
					sc, err := openListed(t, v.url(t), listing)
					if err != nil {
						t.Fatal(err)
					}
					assets, _, err := taken(t, sc)
					g := scanners.GapOf(err)
					if err == nil || c.want != nil && err != c.want || !strings.Contains(g.Reason, "incomplete") {
						t.Errorf("got %v, want %v", err, c.want)
					}
					if len(assets) < c.least {
						t.Errorf("%d assets are left", len(assets))
					}
				}
			})
		}
	}
}

func TestListingsThatCannotBeMeant(t *testing.T) {
	good := reported(t, "CSV", "b")
	with := func(change func(f map[string]string)) map[string]string {
		f := maps.Clone(good)
		delete(f, path.Dir(reportKey)+"/manifest.checksum")
		change(f)
		return f
	}
	replace := func(from, to string) map[string]string {
		return with(func(f map[string]string) { f[reportKey] = strings.ReplaceAll(f[reportKey], from, to) })
	}
	for name, c := range map[string]struct {
		files   map[string]string
		listing string
		want    error
		usage   bool
	}{
		"of another bucket":        {replace(`"sourceBucket":"b"`, `"sourceBucket":"bb"`), "", errOther, true},
		"in another format":        {replace(`"fileFormat":"CSV"`, `"fileFormat":"Avro"`), "", errReport, true},
		"without keys":             {replace("Key,", "Kay,"), "", errNoKeys, true},
		"no manifest":              {with(func(f map[string]string) { f[reportKey] = "bucket,key" }), "", errManifest, true},
		"a file of the report":     {good, "s3://b/lists/source/daily/data/one.csv.gz", errManifest, true},
		"altered":                  {with(func(f map[string]string) { f[path.Dir(reportKey)+"/manifest.checksum"] = hexMD5(nil) }), "", errAltered, false},
		"not there":                {good, "s3://b/nothing/manifest.json", errNoManifest, false},
		"no bucket":                {good, "s3:///manifest.json", errListingURL, true},
		"another scheme":           {good, "https://host/manifest.json", errListingURL, true},
		"not there on the machine": {good, filepath.Join(t.TempDir(), "manifest.json"), errNoManifest, false},
	} {
		t.Run(name, func(t *testing.T) {
			v := &vendor{objects: c.files}
			if c.listing == "" {
				c.listing = "s3://b/" + reportKey
			}
			u := v.url(t)
			if _, err := openListed(t, u, c.listing); err != c.want {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if err := CheckListing(t.Context(), scanners.Store{URL: u, Listing: c.listing}); (err != nil) != c.usage {
				t.Errorf("CheckListing: %v", err)
			}
		})
	}
	v := &vendor{objects: good}
	if err := CheckListing(t.Context(), scanners.Store{URL: v.url(t), Listing: "s3://b/" + reportKey}); err != nil {
		t.Errorf("a good one: %v", err)
	}
	if _, err := Kind.Discover(t.Context(), scanners.Store{URL: "s3://k:s@?endpoint=" + v.start(t), Listing: "s3://b/" + reportKey}); err == nil {
		t.Error("a listing of all buckets of a server")
	}
}

func TestDialectsOfReports(t *testing.T) {
	for name, c := range map[string]struct{ manifest, data string }{
		"OBS": {`{"sourceBucket":"b","destinationBucket":"d","version":"2019-01-03","fileFormat":"CSV","fileSchema":"Bucket,Key,Size,LastModifiedDate,ETag,StorageClass","files":[{"key":"x/data.csv","size":%d,"inventoriedRecord":2}]}`,
			"\"b\",\"a%2Fb+c\",\"3\",\"2026-01-31T00:00:00.000Z\",\"0cc175b9c0f1b6a831c399e269772661\",\"STANDARD\"\n\"b\",\"k\",\"4\",\"2026-01-31T00:00:00.000Z\",\"x\",\"WARM\"\n"},
		"OSS": {`{"creationTimestamp":"1769821200","destinationBucket":"d","fileFormat":"CSV","fileSchema":"Bucket, Key, Size, StorageClass, LastModifiedDate, ETag","files":[{"MD5checksum":"","key":"x/data.csv","size":%d}],"sourceBucket":"b","version":"2019-09-01"}`,
			"b,a%2Fb%20c,3,Standard,2026-01-31T00-00-00Z,0CC175B9C0F1B6A831C399E269772661\nb,k,4,IA,2026-01-31T00-00-00Z,X\n"},
		"COS, without the account": {`{"sourceBucket":"qcs::cos:ap-guangzhou::b","fileFormat":"CSV","creationTimestamp":1769821200000,"fileSchema":"Appid, Bucket, Key, Size, LastModifiedDate, ETag, StorageClass","files":[{"key":"x/data.csv","size":"%d","MD5Checksum":null}]}`,
			"1,b,a/b+c,3,2026-01-31T00:00:00Z,\"0cc175b9c0f1b6a831c399e269772661\",Standard\n1,b,k,4,2026-01-31 00:00:00,x,Standard\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "2026-01-31T01-00Z")
			files := map[string]string{"manifest.json": fmt.Sprintf(c.manifest, len(c.data)), "data.csv": c.data}
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			for n, text := range files {
				if err := os.WriteFile(filepath.Join(dir, n), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			v := &vendor{objects: many(1)}
			sc, err := openListed(t, v.url(t), filepath.Join(dir, "manifest.json"))
			if err != nil {
				t.Fatal(err)
			}
			assets, _, err := taken(t, sc)
			a := assets["a/b c"]
			if err != nil || len(assets) != 2 || a.Size != 3 || !strings.EqualFold(a.Version, `"0cc175b9c0f1b6a831c399e269772661"`) || !a.Modified.Equal(time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)) || !assets["k"].Modified.Equal(a.Modified) {
				t.Errorf("%+v, %v", assets, err)
			}
			if f := sc.manifest.fact(); f.Value != "2026-01-31T01:00:00Z" {
				t.Errorf("%+v", f)
			}
		})
	}
	for _, c := range []struct {
		source, bucket string
		same           bool
	}{
		{"b", "b", true}, {"arn:aws:s3:::b", "b", true}, {"b", "b-1250000000", true}, {"b-1250000000", "b-1250000000", true},
		{"b", "b-logs", false}, {"b", "b2", false}, {"bb", "b", false}, {"b", "c", false},
	} {
		if sameBucket(c.source, c.bucket) != c.same {
			t.Errorf("%s and %s", c.source, c.bucket)
		}
	}
}

// TestEndlessRecordIsBounded gives a field of a gigabyte that packs to a megabyte.
func TestEndlessRecordIsBounded(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := io.Copy(z, io.MultiReader(strings.NewReader("\"b\",\"first\"\n\"b\",\""), io.LimitReader(endless{}, 1<<30))); err != nil {
		t.Fatal(err)
	}
	z.Close()
	text := packed.String()
	files := map[string]string{
		"manifest.json": fmt.Sprintf(`{"sourceBucket":"b","fileFormat":"CSV","fileSchema":"Bucket, Key","files":[{"key":"x.csv.gz","size":%d}]}`, len(text)),
		"x.csv.gz":      text,
	}
	v := &vendor{objects: many(1)}
	sc, err := openListed(t, v.url(t), onDisk(t, files, true))
	if err != nil {
		t.Fatal(err)
	}
	if assets, _, err := taken(t, sc); len(assets) != 1 || err != errBroken {
		t.Errorf("%d assets, %v", len(assets), err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// TestReportOnARealServer lists a bucket of MinIO by a report, with objects in it that
// are gone, changed or archived since.
func TestReportOnARealServer(t *testing.T) {
	s := scannertest.SharedMinIO(t)
	objects := map[string]string{"changed.txt": "after\n", "new.txt": "not in the report\n", "logs/old.txt": "new\n"}
	for i := range 40 {
		objects[fmt.Sprintf("logs/dt=2026-01-%02d/part-%04d.txt", i/2+1, i)] = fmt.Sprintf("line %d\n", i)
	}
	for _, k := range []string{"a b+c%41.txt", "数据/用户 1.txt", "q\"uo,te.txt", "é.txt"} { // MinIO takes no "//"
		objects[k] = "text of " + k + "\n"
	}
	newBucket(t, s, "report-source", objects)
	for _, format := range []string{"CSV", "Parquet", "ORC"} {
		t.Run(format, func(t *testing.T) {
			lists := "report-lists-" + strings.ToLower(format)
			newBucket(t, s, lists, reported(t, format, "report-source"))
			budget := &scanners.Budget{}
			sc, err := Kind.Open(t.Context(), scanners.Store{Alias: "x", URL: urlOf(s, "report-source"), Listing: "s3://" + lists + "/" + reportKey, Budget: budget})
			if err != nil {
				t.Fatal(err)
			}
			defer sc.Close()
			before := budget.Requests()
			assets, _, err := taken(t, sc.(*scanner))
			if err != nil || !maps.Equal(assets, current(t, "")) {
				t.Fatalf("%d assets, %v", len(assets), err)
			}
			t.Logf("%d requests and %d bytes for the listing", budget.Requests()-before, budget.Bytes())
			for k, a := range assets {
				if strings.Contains(k, "//") {
					continue // MinIO refuses such keys
				}
				want := map[string]scanners.GapKind{
					"gone.txt": scanners.GapVanished, "changed.txt": scanners.GapVanished, "frozen.txt": scanners.GapArchived,
				}[k]
				got, err := text(t.Context(), sc, a)
				switch {
				case k == "frozen.txt": // a gap of Drawn and no error
					if got != "" {
						t.Errorf("%s was read", k)
					}
				case want != "":
					if err == nil || scanners.GapOf(err).Kind != want {
						t.Errorf("%s: %v", k, err)
					}
				case err != nil || got != objects[k]:
					t.Errorf("%s: %q, %v", k, got, err)
				}
			}
		})
	}
}
