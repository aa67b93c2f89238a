package s3

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/scanners"
)

// The kinds of what a listing of versions yields.
const (
	kindObject  = "object"
	kindVersion = "version"
	kindMarker  = "marker"
)

// nullVersion is the id of a version that was written while the bucket kept none. There
// is one of each key at most, and writing it again replaces it.
const nullVersion = "null"

// An edition is what a listing of versions says of an asset beside the asset.
type edition struct {
	id     string
	latest bool
}

// asset turns what a listing of versions says into an asset: an object when it is the
// current version, a version that is read by its id when it is not, or a marker.
func (e edition) asset(d *described, marker bool) scanners.Asset {
	a := d.asset()
	switch {
	case marker:
		a.Kind, a.Version, a.Size, a.Class = kindMarker, e.id, 0, ""
	case !e.latest:
		a.Kind, a.Version = kindVersion, e.id
	}
	return a
}

// versionsOf is a listing of versions that the SDK has read. It has versions and markers
// in lists of their own, and their order is that of keys and then of time.
func versionsOf(out *s3.ListObjectVersionsOutput) answer {
	a := answer{more: aws.ToBool(out.IsTruncated), encoding: string(out.EncodingType), marker: aws.ToString(out.NextKeyMarker), versionMarker: aws.ToString(out.NextVersionIdMarker)}
	type both struct {
		scanners.Asset
		edition
	}
	var all []both
	add := func(d described, id *string, latest *bool, modified *time.Time, marker bool) {
		if modified != nil {
			d.modified = modified.UTC()
		}
		e := edition{aws.ToString(id), aws.ToBool(latest)}
		all = append(all, both{e.asset(&d, marker), e})
	}
	for i := range out.Versions {
		v := &out.Versions[i]
		d := described{key: aws.ToString(v.Key), etag: aws.ToString(v.ETag), class: string(v.StorageClass), size: -1}
		if v.Size != nil {
			d.size = *v.Size
		}
		add(d, v.VersionId, v.IsLatest, v.LastModified, false)
	}
	for i := range out.DeleteMarkers {
		m := &out.DeleteMarkers[i]
		add(described{key: aws.ToString(m.Key)}, m.VersionId, m.IsLatest, m.LastModified, true)
	}
	slices.SortStableFunc(all, func(a, b both) int {
		if a.latest != b.latest && a.Path == b.Path {
			if a.latest {
				return -1
			}
			return 1
		}
		return cmp.Or(strings.Compare(a.Path, b.Path), b.Modified.Compare(a.Modified))
	})
	for _, v := range all {
		a.objects, a.editions = append(a.objects, v.Asset), append(a.editions, v.edition)
	}
	for i := range out.CommonPrefixes {
		a.prefixes = append(a.prefixes, aws.ToString(out.CommonPrefixes[i].Prefix))
	}
	return a
}

// A follower goes over a listing in its order and completes what it says. Versions of a
// key come newest first, also from page to page, so that what came before is what
// superseded the next.
type follower struct {
	s *scanner
	// key is the key before, and newer when what came before of it was written; zero for
	// a key of which nothing came.
	key   string
	newer time.Time
	// versions and markers are how many of either came that are not current.
	versions, markers int
	// tail are the ids of the last key on the page before, with which some stores begin
	// the next page again.
	tail map[string]bool
}

// next completes object i of a page. It says false for one that came already.
func (f *follower) next(p *page, i int) bool {
	a := &p.objects[i]
	if p.editions == nil {
		if i == 0 && a.Path == f.key {
			return false
		}
		f.key = a.Path
		f.s.rules.expire(a, f.s.versioning, edition{latest: true}, 0, 0)
		return true
	}
	e := p.editions[i]
	if a.Path != f.key {
		f.key, f.newer, f.versions, f.markers = a.Path, time.Time{}, 0, 0
		clear(f.tail)
	} else if f.tail[e.id] {
		return false
	}
	if !e.latest {
		if !f.newer.Before(a.Modified) { // what is older cannot have come after it
			a.Superseded = f.newer
		}
		if a.Kind == kindMarker {
			f.markers++
		} else {
			f.versions++
		}
	}
	f.newer = a.Modified
	f.s.rules.expire(a, f.s.versioning, e, f.versions, f.markers)
	return true
}

// end tells that a page is over.
func (f *follower) end(p *page) {
	if p.editions == nil {
		return
	}
	if f.tail == nil {
		f.tail = map[string]bool{}
	}
	clear(f.tail)
	for i := len(p.objects) - 1; i >= 0 && p.objects[i].Path == f.key; i-- {
		if id := p.editions[i].id; id != "" {
			f.tail[id] = true
		}
	}
}
