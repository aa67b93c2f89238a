package scannertest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"piiventory/scanners"
)

// fakeURL carries a password that nothing may tell.
const fakeURL = "fake://user:hunter2@host/store"

// fakeStore is a store in memory whose scanner keeps the contract, but for the
// one thing that fault names.
type fakeStore struct {
	fault  string
	mu     sync.Mutex
	values map[string][]string
	order  []string
}

func newFakeStore(fault string) *fakeStore {
	f := &fakeStore{fault: fault, values: map[string][]string{}}
	for _, name := range []string{"a", "b", "c"} {
		f.order = append(f.order, name)
		for i := range 40 {
			f.values[name] = append(f.values[name], fmt.Sprintf("%s-%03d", name, i))
		}
	}
	return f
}

func (f *fakeStore) want() Want {
	return Want{
		Assets:  []string{"a", "b", "c"},
		Planted: map[string][]Planted{"a": {{Column: "v", Value: "a-017"}}, "b": {{Value: "b-039"}}},
		Columns: map[string][]string{"a": {"v", "w"}},
		Vanish:  "c",
		Remove: func(_ *testing.T, path string) {
			f.mu.Lock()
			defer f.mu.Unlock()
			delete(f.values, path)
		},
		Fails: map[string]scanners.Store{"a wrong password": {URL: "fake://user:wrongword@host/store"}},
	}
}

func (f *fakeStore) kind() scanners.Kind {
	return scanners.Kind{
		Open: func(ctx context.Context, s scanners.Store) (scanners.Scanner, error) {
			if f.fault == "slow open" {
				time.Sleep(promptly + 100*time.Millisecond)
			}
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if s.URL != fakeURL {
				switch f.fault {
				case "opens anything":
					return &fake{f: f, b: s.Budget, last: map[string]int{}}, nil
				case "silent error":
					return nil, errors.New(" ")
				case "tells the password":
					return nil, fmt.Errorf("cannot open %s", s.URL)
				}
				return nil, scanners.Unreadable(scanners.GapPermission, "the password is wrong")
			}
			if err := s.Budget.Request(); err != nil {
				return nil, err
			}
			sc := &fake{f: f, b: s.Budget, last: map[string]int{}, done: make(chan struct{})}
			if f.fault == "stays open" {
				go func() { <-sc.done }()
			}
			return sc, nil
		},
		Discover: func(_ context.Context, s scanners.Store) ([]scanners.Store, error) {
			switch f.fault {
			case "discovers nothing":
				return nil, nil
			case "renames what it discovers":
				s.Alias = "other"
			}
			return []scanners.Store{s}, nil
		},
	}
}

type fake struct {
	f    *fakeStore
	b    *scanners.Budget
	mu   sync.Mutex
	last map[string]int // calls of Sample by asset
	busy atomic.Int32
	list int
	done chan struct{}
}

func (s *fake) Close() error {
	if s.f.fault == "close fails" {
		return errors.New("already closed")
	}
	return nil
}

func (s *fake) Assets(ctx context.Context, yield func(scanners.Asset) error) error {
	if err := s.charge(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	s.list++
	turn := s.list
	s.mu.Unlock()
	paths := append([]string(nil), s.f.order...)
	switch s.f.fault {
	case "forgets an asset":
		paths = paths[:2]
	case "repeats an asset":
		paths = append(paths, "b")
	case "lists in another order":
		if turn%2 == 0 {
			paths[0], paths[1] = paths[1], paths[0]
		}
	}
	for _, p := range paths {
		switch err := ctx.Err(); {
		case err == nil, s.f.fault == "listing ignores the context", s.f.fault == "slow listing":
		case s.f.fault == "listing hides that it stopped":
			return nil
		case s.f.fault == "listing names another reason":
			return errors.New("broken")
		default:
			return err
		}
		a := scanners.Asset{Path: p, Kind: "table", Size: 100, Rows: 40}
		switch s.f.fault {
		case "unknown kind of asset":
			a.Kind = "thing"
		case "size of nonsense":
			a.Size = -7
		case "local time":
			a.Modified = time.Now().In(time.FixedZone("here", 3600))
		case "slow listing":
			time.Sleep(600 * time.Millisecond)
		}
		err := yield(a)
		switch {
		case err == nil, s.f.fault == "goes on listing":
		case s.f.fault == "wraps the error of the listing":
			return fmt.Errorf("listing: %w", err)
		default:
			return err
		}
	}
	return nil
}

func (s *fake) Facts(context.Context) ([]scanners.Fact, error) {
	switch s.f.fault {
	case "facts fail":
		return nil, errors.New("501")
	case "no facts":
		return nil, nil
	case "fact without source":
		return []scanners.Fact{{Name: "region", Value: "x"}}, nil
	case "unknown without reason":
		return []scanners.Fact{{Name: "region", Source: "server", Unknown: true}}, nil
	case "empty fact":
		return []scanners.Fact{{Name: "region", Source: "server"}}, nil
	case "fact tells the password":
		return []scanners.Fact{{Name: "region", Source: "server", Value: "hunter2"}}, nil
	}
	return []scanners.Fact{{Name: "region", Source: "server", Value: "x"}}, nil
}

// charge is what each request does first.
func (s *fake) charge(ctx context.Context) error {
	if err := ctx.Err(); err != nil && s.f.fault != "sample ignores the context" && s.f.fault != "listing ignores the context" {
		return err
	}
	switch s.f.fault {
	case "charges nothing":
		return nil
	case "ignores the budget":
		_ = s.b.Request()
		return nil
	case "calls the end of the budget a failure":
		if s.b.Request() != nil {
			return errors.New("429")
		}
		return nil
	}
	return s.b.Request()
}

func (s *fake) Sample(ctx context.Context, a scanners.Asset, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	drawn := scanners.Drawn{Format: "table", Design: scanners.Census, Population: 4, Units: 4}
	if err := s.charge(ctx); err != nil {
		return drawn, err
	}
	s.f.mu.Lock()
	values, ok := s.f.values[a.Path]
	s.f.mu.Unlock()
	if !ok {
		switch s.f.fault {
		case "vanished is nothing":
			return drawn, nil
		case "vanished is unreachable":
			return drawn, errors.New("404")
		}
		return drawn, scanners.Unreadable(scanners.GapVanished, "the table is gone")
	}
	if d.Depth == scanners.Names && s.f.fault != "reads at depth names" {
		b := &scanners.Batch{Columns: []scanners.Column{{Path: "v"}, {Path: "w"}}}
		switch s.f.fault {
		case "forgets a column":
			b.Columns = b.Columns[:1]
		case "values at depth names":
			b.Columns[0].Append([]byte("x"))
		}
		return scanners.Drawn{Format: "table"}, yield(b)
	}
	s.mu.Lock()
	s.last[a.Path]++
	turn := s.last[a.Path]
	s.mu.Unlock()
	alone := s.busy.Add(1) == 1
	defer s.busy.Add(-1)
	if s.f.fault == "others disturb" {
		time.Sleep(20 * time.Millisecond)
		alone = s.busy.Load() == 1
		if !alone {
			values = values[1:]
		}
	}
	if s.f.fault == "fails beside others" && !alone {
		return drawn, errors.New("busy")
	}
	if s.f.fault == "fails beside others" {
		time.Sleep(20 * time.Millisecond)
	}
	switch s.f.fault {
	case "misses the last":
		values = values[:len(values)-1]
	case "gives one twice":
		values = append(values[:len(values):len(values)], values[17], values[39])
	}
	if d.Depth == scanners.Sample {
		r := rand.New(rand.NewPCG(d.Seed, uint64(a.Path[0])))
		switch s.f.fault {
		case "draws by the call":
			r = rand.New(rand.NewPCG(d.Seed, uint64(turn)))
		case "draws by the scanner":
			r = rand.New(rand.NewPCG(d.Seed, uint64(time.Now().UnixNano())))
		}
		if limit := min(int(d.MaxRows), len(values)); s.f.fault != "ignores MaxRows" {
			shuffled := append([]string(nil), values...)
			r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			values = shuffled[:limit]
			drawn.Design = scanners.Equal
		}
		if s.f.fault == "ignores MaxBytes" {
			drawn.Bytes += d.MaxBytes
		}
	}
	for len(values) > 0 {
		switch err := ctx.Err(); {
		case err == nil, s.f.fault == "sample ignores the context", s.f.fault == "slow sample":
		case s.f.fault == "sample names another reason":
			return drawn, errors.New("broken")
		default:
			return drawn, err
		}
		if s.f.fault == "slow sample" {
			time.Sleep(400 * time.Millisecond)
		}
		b := &scanners.Batch{Unit: "u", Columns: []scanners.Column{{Path: "v"}, {Path: "w"}}}
		for _, v := range values[:min(10, len(values))] {
			b.Columns[0].Append([]byte(v))
			b.Columns[1].Append(nil)
			b.Rows++
		}
		values = values[b.Rows:]
		drawn.Rows += int64(b.Rows)
		n := len(b.Columns[0].Data)
		drawn.Bytes += int64(n)
		if s.f.fault != "charges no bytes" {
			s.b.Read(n)
		}
		s.spoil(b, &drawn)
		err := yield(b)
		switch {
		case err == nil, s.f.fault == "goes on sampling":
		case s.f.fault == "wraps the error of the sample":
			return drawn, fmt.Errorf("sampling: %w", err)
		default:
			return drawn, err
		}
	}
	if s.f.fault == "gap tells a value" {
		drawn.Gaps = append(drawn.Gaps, scanners.Gap{Kind: scanners.GapOversized, Reason: "a-017 is too long"})
	}
	return drawn, nil
}

// spoil breaks a batch or what is said of it.
func (s *fake) spoil(b *scanners.Batch, drawn *scanners.Drawn) {
	c := &b.Columns[0]
	switch s.f.fault {
	case "fewer values than rows":
		c.Ends = c.Ends[1:]
	case "ends descend":
		c.Ends[0], c.Ends[1] = c.Ends[1], c.Ends[0]
	case "ends beyond the data":
		c.Ends[len(c.Ends)-1] = int32(len(c.Data))
	case "no newline":
		c.Data[c.Ends[0]] = ' '
	case "bytes of no value":
		c.Data = append(c.Data, 'x')
	case "not UTF-8":
		c.Data[0] = 0xff
	case "negative line":
		b.Line = -1
	case "counts wrong":
		drawn.Rows++
	case "unknown design":
		drawn.Design = "lucky"
	case "no format":
		drawn.Format = ""
	case "more units than there are":
		drawn.Units = 5
	case "full is no census":
		drawn.Design = scanners.NotRandom
	case "gap without reason":
		drawn.Gaps = []scanners.Gap{{Kind: scanners.GapFormat}}
	case "touches the batch later":
		data := c.Data
		go func() {
			time.Sleep(time.Millisecond)
			data[0] ^= 1
		}()
	}
}
