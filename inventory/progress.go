package inventory

import "sync"

// Progress tells how far a scan has come. It is safe for use from several
// goroutines; a nil *Progress takes everything and keeps nothing.
type Progress struct {
	mu     sync.Mutex
	order  []string
	stores map[string]*StoreProgress
}

// StoreProgress is how far the scan of one store has come.
type StoreProgress struct {
	Alias string
	// Listed assets so far; Listing is over when Planned is not zero or Done.
	Listed int64
	// Planned assets to read, and those done.
	Planned, Sampled int64
	// Bytes read from the store.
	Bytes int64
	// Found counts by category the assets in which valid values were met.
	Found map[string]int64
	Done  bool
}

// NewProgress returns an empty Progress.
func NewProgress() *Progress { return &Progress{stores: map[string]*StoreProgress{}} }

// Snapshot returns a copy for display, in the order in which stores began.
func (p *Progress) Snapshot() []StoreProgress {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := make([]StoreProgress, 0, len(p.order))
	for _, alias := range p.order {
		s := *p.stores[alias]
		found := make(map[string]int64, len(s.Found))
		for k, v := range s.Found {
			found[k] = v
		}
		s.Found = found
		out = append(out, s)
	}
	return out
}

func (p *Progress) update(alias string, f func(*StoreProgress)) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.stores[alias]
	if s == nil {
		s = &StoreProgress{Alias: alias, Found: map[string]int64{}}
		p.stores[alias] = s
		p.order = append(p.order, alias)
	}
	f(s)
}
