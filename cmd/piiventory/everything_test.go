package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// everything puts every sample of every format into one bucket and returns the
// sizes by key.
func everything(t *testing.T, store scannertest.Server, bucket string) map[string]int64 {
	t.Helper()
	c := client(store)
	if _, err := c.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &bucket}); err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int64{}
	root := filepath.Join("..", "..", "testdata", "content")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		key, _ := filepath.Rel(root, path)
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".want") || !strings.Contains(key, string(filepath.Separator)) {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		key = filepath.ToSlash(key)
		sizes[key] = int64(len(body))
		_, err = c.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: bytes.NewReader(body)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(sizes) < 40 {
		t.Fatalf("only %d samples", len(sizes))
	}
	return sizes
}

// Of a bucket with one of everything nothing is passed over in silence: each
// object is read to the last byte, or a gap says what was not.
func TestBucketWithOneOfEverything(t *testing.T) {
	store := scannertest.SharedMinIO(t)
	t.Setenv("AWS_ACCESS_KEY_ID", store.AccessKey)
	t.Setenv("AWS_SECRET_ACCESS_KEY", store.SecretKey)
	t.Setenv("AWS_REGION", store.Region)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	sizes := everything(t, store, "everything")
	url := "s3://everything?endpoint=" + store.Endpoint

	sc, err := kinds["s3"].Open(t.Context(), scanners.Store{Alias: "all", URL: url, Budget: &scanners.Budget{}})
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	listed := 0
	err = sc.Assets(t.Context(), func(a scanners.Asset) error {
		listed++
		for _, d := range []scanners.Draw{
			{Depth: scanners.Full},
			{Depth: scanners.Sample, Seed: 1, MaxBytes: 256 << 10, MaxRows: 3000},
			{Depth: scanners.Sample, Seed: 1, MaxBytes: 700, MaxRows: 5},
		} {
			accounted(t, sc, a, d, sizes[a.Path])
		}
		return nil
	})
	if err != nil || listed != len(sizes) {
		t.Fatalf("%d of %d objects: %v", listed, len(sizes), err)
	}

	var out, errs bytes.Buffer
	if code := run(context.Background(), []string{"scan", "all=" + url, "--depth", "full", "--format", "json"}, strings.NewReader(""), &out, &errs); code != 0 && code != 4 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	var report struct {
		Inventory inventory.Inventory `json:"inventory"`
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	var assets, bytes, all int64
	for _, n := range sizes {
		all += n
	}
	for _, d := range report.Inventory.Stores[0].Datasets {
		assets += d.Coverage.Listed
		bytes += d.Coverage.BytesListed
		if d.Coverage.Whole < d.Coverage.Listed && len(d.Gaps) == 0 {
			t.Errorf("%s: %d of %d read whole, and no gap", d.Path, d.Coverage.Whole, d.Coverage.Listed)
		}
	}
	if assets != int64(len(sizes)) || bytes != all {
		t.Errorf("the inventory has %d objects with %d bytes, the bucket %d with %d", assets, bytes, len(sizes), all)
	}
}

// accounted holds that what was drawn of an object and what was not are the object.
func accounted(t *testing.T, sc scanners.Scanner, a scanners.Asset, d scanners.Draw, size int64) {
	t.Helper()
	rows := int64(0)
	drawn, err := sc.Sample(t.Context(), a, d, func(b *scanners.Batch) error {
		rows += int64(b.Rows)
		return nil
	})
	if err != nil {
		t.Errorf("%s: %v", a.Path, err)
		return
	}
	if a.Size != size || drawn.Rows != rows || drawn.Format == "" || drawn.Design == "" {
		t.Errorf("%s: %d bytes are listed, %d were put, %d rows came: %+v", a.Path, a.Size, size, rows, drawn)
	}
	missing, unknown := int64(0), false
	for _, g := range drawn.Gaps {
		if g.Reason == "" || g.Kind == "" {
			t.Errorf("%s: a gap without a reason: %+v", a.Path, g)
		}
		unknown = unknown || g.Bytes < 0
		missing += max(0, g.Bytes)
	}
	switch {
	case drawn.Design == scanners.Census && drawn.Bytes < size:
		t.Errorf("%s: %d of %d bytes were read, and that is called all: %+v", a.Path, drawn.Bytes, size, drawn)
	case drawn.Design != scanners.Census && len(drawn.Gaps) == 0:
		t.Errorf("%s: not all was read, and no gap says so: %+v", a.Path, drawn)
	case !unknown && drawn.Design != scanners.Census && drawn.Bytes+missing < size:
		t.Errorf("%s: %d bytes were read and %d not, of %d: %+v", a.Path, drawn.Bytes, missing, size, drawn)
	}
	if d.Depth == scanners.Sample && size > d.MaxBytes && drawn.Bytes > d.MaxBytes {
		t.Errorf("%s: %d bytes were read, %d may be", a.Path, drawn.Bytes, d.MaxBytes)
	}
}
