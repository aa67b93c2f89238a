package s3

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"piiventory/scanners"
)

func TestPaceHalvesOncePerRoundAndGrowsByOne(t *testing.T) {
	p := newPace()
	start := func(n int) (rounds []int64) {
		for range n {
			r, err := p.begin(t.Context(), false)
			if err != nil {
				t.Fatal(err)
			}
			rounds = append(rounds, r)
		}
		return rounds
	}
	for _, r := range start(widest) {
		p.end(r, true, 0)
	}
	if p.window != widest/2 || p.round != 1 || p.refused != widest || p.flying != 0 {
		t.Errorf("after %d refusals of one round: %+v", widest, p)
	}
	answers := 0
	for before := p.window; p.window < before+1; answers++ {
		p.end(start(1)[0], false, 0)
	}
	if answers < widest/2 || answers > widest/2+1 {
		t.Errorf("%d answers widened %d by one", answers, widest/2)
	}
	for want := p.window; p.window > 1; {
		want = max(want/2, 1)
		if p.end(start(1)[0], true, 0); p.window != want {
			t.Fatalf("a refusal leaves %v, not %v", p.window, want)
		}
	}
	p.end(start(1)[0], true, 0)
	if p.distance != shortestPause {
		t.Errorf("one at a time is too many, and the distance is %v", p.distance)
	}
	for range 100 { // distances get shorter by an eighth each
		p.next = time.Time{}
		p.end(start(1)[0], false, 0)
	}
	if p.distance != 0 || p.window < 2 {
		t.Errorf("after a hundred answers: %+v", p)
	}
}

// A limited store refuses what is beyond its bound and counts.
type limited struct {
	http.Handler
	refuse func(flying, n int64) (status int, code, after string) // status 0 to answer

	flying, n, refused, most atomic.Int64
}

func (l *limited) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet || strings.Trim(r.URL.Path, "/") == "b" {
		l.Handler.ServeHTTP(w, r)
		return
	}
	flying := l.flying.Add(1)
	defer l.flying.Add(-1)
	if status, code, after := l.refuse(flying, l.n.Add(1)); status != 0 {
		l.refused.Add(1)
		if after != "" {
			w.Header().Set("Retry-After", after)
		}
		refuse(w, status, code, "")
		return
	}
	for m := l.most.Load(); flying > m && !l.most.CompareAndSwap(m, flying); m = l.most.Load() {
	}
	time.Sleep(3 * time.Millisecond) // so that requests meet each other
	l.Handler.ServeHTTP(w, r)
}

// readMany reads n objects with as many readers at once as may wait for the store, and
// returns how many could be read.
func readMany(t *testing.T, l *limited, n, readers int) (*scanner, int64) {
	v := &vendor{objects: many(n)}
	l.Handler = v
	srv := httptest.NewServer(l)
	t.Cleanup(srv.Close)
	sc := openURL(t, "s3://k:s@b?endpoint="+srv.URL)
	assets := make(chan scanners.Asset, n)
	for _, a := range listed(t, sc) {
		assets <- a
	}
	close(assets)
	var read atomic.Int64
	var wg sync.WaitGroup
	for range readers {
		wg.Go(func() {
			for a := range assets {
				if got, err := text(t.Context(), sc, a); err != nil || got != "text\n" {
					t.Errorf("%s: %q, %v", a.Path, got, err)
					continue
				}
				read.Add(1)
			}
		})
	}
	wg.Wait()
	return sc, read.Load()
}

func TestStoreThatRefusesMoreThanFourAtOnce(t *testing.T) {
	const n = 900
	l := &limited{refuse: func(flying, k int64) (int, string, string) {
		if flying > 4 && k < n*2/3 {
			return 503, "SlowDown", ""
		}
		return 0, "", ""
	}}
	sc, read := readMany(t, l, n, widest)
	share := float64(l.refused.Load()) / float64(l.n.Load())
	t.Logf("%d requests for %d objects, %d refused (%.1f %%), at most %d answered at once, window %.1f at the end", l.n.Load(), n, l.refused.Load(), 100*share, l.most.Load(), sc.caller.pace.window)
	if read != n {
		t.Errorf("%d of %d objects were read", read, n)
	}
	if share > 0.15 {
		t.Errorf("%.0f %% of the requests were refused", 100*share)
	}
	if l.refused.Load() == 0 || l.most.Load() < 8 || sc.caller.pace.window < 8 {
		t.Errorf("%d refused, %d answered at once when the bound was gone, window %v", l.refused.Load(), l.most.Load(), sc.caller.pace.window)
	}
	if got := sc.caller.pace.refused; got != l.refused.Load() {
		t.Errorf("%d refusals counted of %d", got, l.refused.Load())
	}
}

func TestStoreThatRefusesMoreThanAHundredASecond(t *testing.T) {
	var mu sync.Mutex
	tokens, last := 10.0, time.Now()
	l := &limited{refuse: func(_, k int64) (int, string, string) {
		mu.Lock()
		defer mu.Unlock()
		now := time.Now()
		tokens, last = min(tokens+100*now.Sub(last).Seconds(), 10), now
		if tokens < 1 {
			return 429, "TooManyRequests", ""
		}
		tokens--
		return 0, "", ""
	}}
	const n = 400
	_, read := readMany(t, l, n, widest)
	share := float64(l.refused.Load()) / float64(l.n.Load())
	t.Logf("%d requests for %d objects, %d refused (%.1f %%)", l.n.Load(), n, l.refused.Load(), 100*share)
	if read != n || share > 0.3 {
		t.Errorf("%d of %d objects were read, %.0f %% of the requests were refused", read, n, 100*share)
	}
}

func TestEverySpellingOfSlowDownIsWaitedFor(t *testing.T) {
	for _, c := range []struct {
		status int
		code   string
	}{{503, "SlowDown"}, {503, ""}, {429, "TooManyRequests"}, {400, "RequestLimitExceeded"}, {400, "Throttling"}} {
		t.Run(fmt.Sprint(c.status, c.code), func(t *testing.T) {
			l := &limited{refuse: func(_, k int64) (int, string, string) {
				if k <= patience-1 {
					return c.status, c.code, ""
				}
				return 0, "", ""
			}}
			if _, read := readMany(t, l, 1, 1); read != 1 || l.n.Load() != patience {
				t.Errorf("%d objects, %d requests", read, l.n.Load())
			}
		})
	}
}

func TestRetryAfterIsKept(t *testing.T) {
	var refused, next time.Time
	l := &limited{refuse: func(_, k int64) (int, string, string) {
		if k == 1 {
			refused = time.Now()
			return 503, "SlowDown", "1"
		}
		if k == 2 {
			next = time.Now()
		}
		return 0, "", ""
	}}
	if _, read := readMany(t, l, 3, 1); read != 3 || next.Sub(refused) < 900*time.Millisecond {
		t.Errorf("%d objects; asked again after %v", read, next.Sub(refused))
	}
	for in, want := range map[string]time.Duration{"2": 2 * time.Second, "": 0, "-5": 0, "soon": 0, time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat): 0} {
		if got := retryAfter(&http.Response{Header: http.Header{"Retry-After": {in}}}); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
	if got := retryAfter(&http.Response{Header: http.Header{"Retry-After": {time.Now().Add(time.Minute).UTC().Format(http.TimeFormat)}}}); got < 50*time.Second {
		t.Errorf("a date: %v", got)
	}
}
