package inventory

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"piiventory/scanners"
)

// LedgerFormat is the version of a saved ledger. One of the first version cannot be gone
// on from, since it says of more than 256 different values only that there are more.
const LedgerFormat, firstLedger = "ledger/v2", "ledger/v1"

// A Ledger is what a later scan needs in order to go on from an earlier one: what each
// asset gave that has a version, and the key with which its values and paths were
// digested. Whoever has both can test whether a value was seen, so that a ledger is kept
// like a secret; an inventory can be handed on.
type Ledger struct {
	Format   string   `json:"piiventory"`
	Settings Settings `json:"settings"`
	// Version is that of the program: another one may read what this one could not.
	Version string `json:"version"`
	// Key is that of the digests.
	Key []byte `json:"key"`
	// Scans are when this scan and those before it started, the oldest first.
	Scans []time.Time `json:"scans"`
	// Stores are digests of where each store was, by alias: an alias may come to stand
	// for another store, in which the same path is another asset.
	Stores map[string]string `json:"stores"`
	parts  map[string]*Part
}

const (
	// mostScans is how many earlier scans are told apart. What the oldest found new is
	// then counted by its quarter, as what lay there before the first.
	mostScans = 8
	// maxLedger bounds a ledger when it is read, in bytes before packing, and maxPart
	// what one asset gave.
	maxLedger, maxPart = 4 << 30, 64 << 20
)

// lasting are the gaps of an asset that reading it again would not close.
var lasting = []scanners.GapKind{scanners.GapSampled, scanners.GapFormat, scanners.GapCorrupt, scanners.GapOversized,
	scanners.GapEncrypted, scanners.GapImage, scanners.GapUnsupported, scanners.GapEmpty}

// carries says whether what an asset gave can stand for it while it does not change.
func (p *Part) carries() bool {
	s := p.Sample
	if s == nil || !s.Read || s.Version == "" || isTable(s.AssetKind) {
		return false
	}
	for _, g := range s.Drawn.Gaps {
		if !slices.Contains(lasting, g.Kind) {
			return false
		}
	}
	return true
}

// unread says that there is something in an asset that could not be read, as another
// version of the program may.
func (p *Part) unread() bool {
	return slices.ContainsFunc(p.Sample.Drawn.Gaps, func(g scanners.Gap) bool {
		return g.Kind != scanners.GapSampled && g.Kind != scanners.GapEmpty && g.Kind != scanners.GapEncrypted
	})
}

// fill notes what a scan gave. What an earlier one gave is kept as well where this scan
// did not come to the end of the store, or did not look at it: it may still be there.
func (l *Ledger) fill(t *take, s Settings, started time.Time) {
	l.Format, l.Version, l.Settings, l.Key, l.Stores, l.parts = LedgerFormat, t.Version, s, t.Key, t.stores, map[string]*Part{}
	l.Scans = append(slices.Clone(s.Since), started)
	for _, p := range t.fold.parts {
		if p.carries() {
			l.parts[p.Key] = p
		}
	}
	if t.from == nil {
		return
	}
	for key, p := range t.from.parts {
		at, seen := t.stores[p.Store]
		if t.ended[p.Store] && strings.HasPrefix(p.Sample.Path, t.scopes[p.Store]) || seen && at != t.from.Stores[p.Store] {
			continue
		}
		if l.parts[key] == nil {
			l.parts[key] = p
		}
		l.Stores[p.Store] = t.from.Stores[p.Store]
	}
}

// Elsewhere says that the alias of a store stood for another one in the earlier scan, so
// that nothing can be carried over of it.
func (l *Ledger) Elsewhere(s *scanners.Store) bool {
	at := l.Stores[s.Alias]
	return at != "" && at != whereabouts(l.Key, s)
}

// whereabouts digests where a store is, whoever asks and for whichever part of it.
func whereabouts(key []byte, s *scanners.Store) string {
	scheme, rest, _ := strings.Cut(s.URL, ":")
	scheme = strings.ToLower(scheme)
	if scheme == "file" || scheme == "sqlite" {
		path := strings.TrimPrefix(strings.TrimPrefix(rest, "//"), "localhost")
		if abs, err := filepath.Abs(path); err == nil {
			path = abs
		}
		return partKey(key, scheme, path)
	}
	u, err := url.Parse(s.URL)
	if err != nil {
		return partKey(key, s.URL)
	}
	path := u.Path
	if scheme == "s3" {
		path = "" // of a bucket any prefix may be scanned; keys are whole
	}
	return partKey(key, scheme, u.Opaque, u.Host, path, u.Query().Get("endpoint"))
}

// scopeOf is the prefix of the keys of a bucket that are scanned, empty for all and for
// other stores. What lies outside has not been looked at, so that it may still be there.
// Where the prefix holds personal data the paths that are known have it masked, and
// nothing is taken to lie inside.
func scopeOf(s *scanners.Store) string {
	u, err := url.Parse(s.URL)
	if err != nil || !strings.EqualFold(u.Scheme, "s3") {
		return ""
	}
	return strings.TrimPrefix(u.Path, "/")
}

// Fits says why nothing can be carried over into a scan with other settings, or nothing
// when it can.
func (l *Ledger) Fits(s *Settings) error {
	switch o := &l.Settings; {
	case l.Format == firstLedger:
		return errors.New("the earlier scan was made by a version that counts different values in another way")
	case s.ClosedAccounts > 0:
		return errors.New("values are compared with a list of closed accounts, and the earlier scan kept none to compare")
	case o.Rules != s.Rules || !reflect.DeepEqual(o.Own, s.Own) || !slices.Equal(o.Allowances, s.Allowances):
		return errors.New("the detectors or the rules have changed since")
	case o.Declaration != s.Declaration:
		return errors.New("the declaration has changed since")
	case o.OCR != s.OCR:
		return errors.New("only one of the two scans reads the text in pictures")
	case o.Depth == scanners.Names || s.Depth == scanners.Names:
		return errors.New("at depth names no content is read")
	case o.Seed != s.Seed:
		return errors.New("the seeds differ, so that the draws are not of one order")
	}
	return nil
}

// since returns when the scans were made from which this one goes on.
func (l *Ledger) since() []time.Time {
	return slices.Clone(l.Scans[max(0, len(l.Scans)-mostScans):])
}

// Write saves the ledger: a line of JSON with all but the parts, a line for each part,
// all of it packed by gzip.
func (l *Ledger) Write(w io.Writer) error {
	z := gzip.NewWriter(w)
	enc := json.NewEncoder(z)
	err := enc.Encode(l)
	for _, key := range slices.Sorted(maps.Keys(l.parts)) {
		if err == nil {
			p := *l.parts[key]
			p.Settings = Settings{} // those of the ledger
			err = enc.Encode(&p)
		}
	}
	return errors.Join(err, z.Close())
}

// ReadLedger reads a saved ledger. Its errors name no content.
func ReadLedger(r io.Reader) (*Ledger, error) {
	bad := errors.New("it is no ledger, or is broken; give the inventory that scan -o wrote with --ledger")
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, bad
	}
	lines := bufio.NewScanner(io.LimitReader(z, maxLedger))
	lines.Buffer(nil, maxPart)
	l := &Ledger{}
	if !lines.Scan() || json.Unmarshal(lines.Bytes(), l) != nil {
		return nil, bad
	}
	if l.Format == firstLedger && len(l.Scans) > 0 {
		l.parts = map[string]*Part{}
		return l, nil
	}
	if l.Format != LedgerFormat {
		return nil, fmt.Errorf("its format is %q and this version reads %q", l.Format, LedgerFormat)
	}
	if len(l.Key) < 16 || len(l.Scans) == 0 {
		return nil, bad
	}
	l.parts = map[string]*Part{}
	for lines.Scan() {
		p := &Part{}
		if json.Unmarshal(lines.Bytes(), p) != nil || p.Sample == nil {
			return nil, bad
		}
		l.parts[p.Key] = p
	}
	if lines.Err() != nil {
		return nil, bad
	}
	return l, nil
}

// carried returns what an earlier scan knows of an asset that is as it was, or nil. At
// depth full only what was read whole will do.
func (s *storeTake) carried(a *scanners.Asset) *Part {
	if s.from == nil || a.Version == "" || a.Unlisted != nil || isTable(a.Kind) {
		return nil
	}
	p := s.from.parts[partKey(s.Key, s.Alias, a.Path, a.Version)]
	if p == nil || p.Store != s.Alias || p.Sample.Size != a.Size || s.from.Stores[s.Alias] != s.at {
		return nil
	}
	if s.Depth == scanners.Full && p.Sample.Drawn.Design != scanners.Census {
		return nil
	}
	if s.from.Version != s.Version && p.unread() {
		return nil
	}
	if p.Sample.Modified.Equal(a.Modified) {
		return p
	}
	// The same content was written again, and is in the cell of that time.
	c, sample := *p, *p.Sample
	sample.Modified = a.Modified
	c.Sample = &sample
	return &c
}

// carry adds what an earlier scan knows of an asset. What is beside the draw counts as
// found and in no share.
func (s *storeTake) carry(p *Part, beside bool) {
	c, sample := *p, *p.Sample
	sample.Carried, sample.Beside = true, beside
	c.Sample = &sample
	s.add(&c)
	s.Progress.update(s.Alias, func(p *StoreProgress) { p.Sampled++ })
}
