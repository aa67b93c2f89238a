package s3

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/md5"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"piiventory/scanners"
	"piiventory/scanners/content"
)

var (
	errMissing = scanners.Unreadable(scanners.GapUnreachable, "a file that the manifest of the inventory report names is not there; the listing is incomplete")
	errSum     = scanners.Unreadable(scanners.GapCorrupt, "a file of the inventory report is not the one whose checksum the manifest has; the listing is wrong or incomplete")
	errBroken  = scanners.Unreadable(scanners.GapCorrupt, "a file of the inventory report is broken; the listing is incomplete")
	errFewer   = scanners.Unreadable(scanners.GapCorrupt, "a file of the inventory report has fewer records than the manifest says; the listing is incomplete")
)

// older is the gap of a version that is not the current one, of which the report does not
// say by which id it is read.
var older = scanners.Gap{Kind: scanners.GapUnsupported, Reason: "an older version of the object is kept in the store, and the inventory report does not have its id, so that it was not read"}

// later is the gap of what no report can have, and laterName stands for it.
var later = scanners.Gap{Kind: scanners.GapUnsupported, Bytes: -1, Reason: "objects that were written after the inventory report was begun are not in it; scan without it, or with a newer one"}

const laterName = "{later}"

// A report is a list that the store has written of its objects.
type report struct {
	*manifest
	at     reportPlace
	prefix string // of the keys that are wanted
	names  []string
	yield  func(scanners.Asset) error
	// follow and one go over the records, which reports have in the order of the listing.
	follow follower
	one    page
	// stopped is what yield ended the listing with.
	stopped error
}

// listReport lists what a report of the store says. It goes on after a file that is
// missing or broken, and tells the first such at the end.
func (s *scanner) listReport(ctx context.Context, yield func(scanners.Asset) error) error {
	names, err := s.manifest.columns()
	if err != nil {
		return err
	}
	r := &report{manifest: s.manifest, at: s.reports, prefix: s.addr.prefix, names: names, yield: yield}
	r.follow = follower{s: s}
	gap := later
	if err := yield(scanners.Asset{Path: r.prefix + laterName, Kind: "object", Size: -1, Rows: -1, Unlisted: &gap}); err != nil {
		return err
	}
	var first error
	for _, f := range r.Files {
		err := r.file(ctx, f)
		switch {
		case r.stopped != nil:
			return r.stopped
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, scanners.ErrBudget):
			return err
		case err != nil && first == nil:
			var known *scanners.Error
			if first = errBroken; errors.Is(err, fs.ErrNotExist) {
				first = errMissing
			} else if errors.As(err, &known) {
				if first = known; known.Kind == scanners.GapVanished {
					first = errMissing
				}
			}
		}
	}
	return first
}

// file lists what one file says.
func (r *report) file(ctx context.Context, f reportFile) error {
	in, err := r.at.file(ctx, f)
	if err != nil {
		return err
	}
	if f.Size > 0 && in.size != int64(f.Size) {
		return errSum
	}
	var rows int64
	if r.names != nil {
		rows, err = r.csv(ctx, f, in)
	} else {
		rows, err = r.columnar(ctx, f, in)
	}
	if err == nil && rows < int64(f.Records) {
		err = errFewer
	}
	return err
}

// sum reads a file to its end and compares its checksum, where there is one.
func (f reportFile) sum(r io.Reader) error {
	want := strings.ToLower(f.MD5)
	if !checksum.MatchString(want) {
		return nil // OBS has none
	}
	h := md5.New()
	if _, err := io.Copy(h, r); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != want {
		return errSum
	}
	return nil
}

// longestRecord bounds a record of a CSV file: a key has at most 1,024 bytes, which the
// encoding makes three times as long.
const longestRecord = 256 << 10

// csv reads a file of CSV, packed with gzip where it is, with the keys URL-encoded. The
// checksum is known at its end only; what was listed until then stands.
func (r *report) csv(ctx context.Context, f reportFile, in ranged) (int64, error) {
	body, err := in.open(ctx, 0, in.size)
	if err != nil {
		return 0, err
	}
	defer body.Close()
	h := md5.New()
	raw := bufio.NewReaderSize(io.TeeReader(body, h), 64<<10)
	rows, err := r.records(ctx, raw)
	if r.stopped != nil || ctx.Err() != nil {
		return rows, err
	}
	// Of a file that breaks off it is told first that it is another.
	if _, rest := io.Copy(io.Discard, raw); rest != nil {
		return rows, rest
	}
	if want := strings.ToLower(f.MD5); checksum.MatchString(want) && hex.EncodeToString(h.Sum(nil)) != want {
		return rows, errSum
	}
	return rows, err
}

// records lists the records of a file of CSV.
func (r *report) records(ctx context.Context, raw *bufio.Reader) (rows int64, err error) {
	var text io.Reader = raw
	if head, _ := raw.Peek(2); len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b {
		if text, err = gzip.NewReader(raw); err != nil {
			return 0, err
		}
	}
	bound := &boundedRecord{r: text}
	c := csv.NewReader(bound)
	c.FieldsPerRecord, c.ReuseRecord, c.LazyQuotes = -1, true, true
	var row record
	for {
		bound.left = longestRecord
		fields, err := c.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		rows++
		row = record{}
		for i, v := range fields[:min(len(fields), len(r.names))] {
			row.set(r.names[i], v)
		}
		if strings.ContainsAny(row.key, "%+") {
			if key, err := url.QueryUnescape(row.key); err == nil {
				row.key = key
			}
		}
		if err := r.take(&row); err != nil {
			return rows, err
		}
		if rows%1000 == 0 && ctx.Err() != nil {
			return rows, ctx.Err()
		}
	}
}

// A boundedRecord ends a text of which too much is read for one record.
type boundedRecord struct {
	r    io.Reader
	left int
}

func (b *boundedRecord) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errBroken
	}
	n, err := b.r.Read(p)
	b.left -= n
	return n, err
}

// columnar reads a file of Parquet or ORC as the content of any object is read. Its
// checksum is looked at beforehand, since it is not read from its start to its end.
func (r *report) columnar(ctx context.Context, f reportFile, in ranged) (int64, error) {
	if checksum.MatchString(strings.ToLower(f.MD5)) {
		body, err := in.open(ctx, 0, in.size)
		if err != nil {
			return 0, err
		}
		err = f.sum(body)
		_ = body.Close()
		if err != nil {
			return 0, err
		}
	}
	rows := int64(0)
	src := content.Source{Name: path.Base(f.Key), Size: in.size, Range: in.open}
	drawn, err := content.Sample(ctx, src, scanners.Draw{Depth: scanners.Full}, func(b *scanners.Batch) error {
		if b.Inside != "" {
			return nil
		}
		names := make([]string, len(b.Columns))
		for i := range b.Columns {
			names[i] = columnName(b.Columns[i].Path)
		}
		for row := range b.Rows {
			rec := record{}
			for i := range b.Columns {
				if wanted(names[i]) {
					rec.set(names[i], string(b.Columns[i].Value(row)))
				}
			}
			rows++
			if err := r.take(&rec); err != nil {
				return err
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return rows, err
	case len(drawn.Gaps) > 0 || drawn.Format != r.format():
		return rows, errBroken
	}
	return rows, nil
}

// A record is what a report says of one object or version.
type record struct {
	key, version, etag, class, size, modified, latest, deleted string
}

func wanted(name string) bool {
	switch name {
	case "key", "versionid", "etag", "storageclass", "size", "lastmodifieddate", "islatest", "isdeletemarker":
		return true
	}
	return false
}

func (r *record) set(name, v string) {
	switch name {
	case "key":
		r.key = v
	case "versionid":
		r.version = v
	case "etag":
		r.etag = v
	case "storageclass":
		r.class = v
	case "size":
		r.size = v
	case "lastmodifieddate":
		r.modified = v
	case "islatest":
		r.latest = v
	case "isdeletemarker":
		r.deleted = v
	}
}

// take hands on what a record says, like the listing does.
func (r *report) take(rec *record) error {
	if rec.key == "" || !strings.HasPrefix(rec.key, r.prefix) {
		return nil
	}
	o := described{key: strings.ToValidUTF8(strings.Clone(rec.key), "\uFFFD"), size: -1}
	if rec.class != "STANDARD" {
		o.class = strings.Clone(rec.class)
	}
	if n, err := strconv.ParseInt(rec.size, 10, 64); err == nil {
		o.size = n
	}
	o.modified = reportTime(rec.modified)
	if rec.etag != "" { // as the listing of the store writes it
		o.etag = `"` + bare(rec.etag) + `"`
	}
	e := edition{strings.Clone(rec.version), !strings.EqualFold(rec.latest, "false")}
	marker := strings.EqualFold(rec.deleted, "true")
	if e.id == "" && !e.latest && !marker {
		gap := older
		gap.Bytes = o.size
		r.stopped = r.yield(scanners.Asset{Path: o.key, Kind: kindVersion, Size: o.size, Rows: -1, Modified: o.modified, Unlisted: &gap})
		return r.stopped
	}
	r.one.objects, r.one.editions = append(r.one.objects[:0], e.asset(&o, marker)), append(r.one.editions[:0], e)
	r.follow.next(&r.one, 0) // without an end of a page nothing counts as repeated
	r.stopped = r.yield(r.one.objects[0])
	return r.stopped
}

// reportLayouts are how reports write times, all of them in UTC.
var reportLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", "2006-01-02T15-04-05Z", "2006-01-02T15:04Z"}

func reportTime(s string) time.Time {
	if t, ok := moment([]byte(s)); ok {
		return t
	}
	for _, layout := range reportLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 1e9 {
		if n > 1e11 {
			return time.UnixMilli(n).UTC()
		}
		return time.Unix(n, 0).UTC()
	}
	return time.Time{}
}
