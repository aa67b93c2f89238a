package s3

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

const (
	// widest is how many requests a store is sent at once at most. Only the head of an
	// answer is waited for; what a body brings is bounded by the budget.
	widest = 16
	// patience is how often a request that the store refuses for being too many is sent,
	// the first time included.
	patience = 6
	// A refusal stops all requests for shortest, and for twice as long each time until
	// one is answered, up to longestPause.
	shortestPause, longestPause = 50 * time.Millisecond, 2 * time.Second
	// longestAsked is how long a store may ask to wait.
	longestAsked = time.Minute
)

// A pace bounds the requests that a store is sent at once. It halves their number when
// the store asks to slow down, at most once for all that were under way together, and
// adds one for each round of answers, as TCP does (RFC 5681). Where even one at a time is
// too many, it keeps a distance between them, which answers shorten.
//
// The retry modes of the SDK do not serve: the standard one lets each call try again by
// itself and not know of the others, and the adaptive one, which is experimental, never
// gives back what its retries cost (aws-sdk-go-v2, issue 3550).
type pace struct {
	mu       sync.Mutex
	window   float64       // requests at once
	flying   int           // requests that wait for an answer
	again    int           // requests that were refused and are not answered yet
	round    int64         // counts the halvings
	streak   int           // halvings since the last answer
	distance time.Duration // between the beginnings of two requests
	next     time.Time     // nothing is sent before
	changed  chan struct{} // closed when one that waits may look again
	refused  int64         // requests so far
	most     int           // that were under way at once
}

func newPace() *pace { return &pace{window: widest, changed: make(chan struct{})} }

// begin waits until a request may be sent, and returns the round it belongs to. Those
// that were refused go first, so that none is refused again and again while others pass.
func (p *pace) begin(ctx context.Context, again bool) (int64, error) {
	for {
		p.mu.Lock()
		wait := time.Until(p.next)
		if wait <= 0 && p.flying < int(p.window) && (again || p.again == 0) {
			p.flying++
			p.most = max(p.most, p.flying)
			if p.distance > 0 {
				p.next = time.Now().Add(p.distance)
			}
			round := p.round
			p.mu.Unlock()
			return round, nil
		}
		if wait <= 0 {
			wait = math.MaxInt64 // until an answer makes room
		}
		changed := p.changed
		p.mu.Unlock()
		timer := time.NewTimer(wait)
		select {
		case <-changed:
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return 0, context.Cause(ctx)
		}
		timer.Stop()
	}
}

// end tells how the store answered a request: refused that it was too many, and for how
// long it asked to wait.
func (p *pace) end(round int64, refused bool, asked time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.flying--
	defer p.wake()
	if !refused {
		p.streak = 0
		if p.distance > 0 {
			if p.distance -= p.distance / 8; p.distance < shortestPause/8 {
				p.distance = 0
			}
			return
		}
		p.window = min(p.window+1/p.window, widest)
		return
	}
	p.refused++
	p.until(min(asked, longestAsked))
	if round != p.round {
		return // sent before the last halving, and so no news
	}
	p.round++
	if p.window == 1 {
		p.distance = min(max(2*p.distance, shortestPause), longestPause)
	}
	p.window = max(p.window/2, 1)
	p.until(min(shortestPause<<min(p.streak, 10), longestPause))
	p.streak++
}

// failed tells that a request came to nothing that says anything of the store's pace.
func (p *pace) failed() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.flying--
	p.wake()
}

// refusals counts the requests that were refused and will be sent again.
func (p *pace) refusals(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.again += n
	p.wake()
}

// until sends nothing for a time.
func (p *pace) until(d time.Duration) {
	if t := time.Now().Add(d); d > 0 && t.After(p.next) {
		p.next = t
	}
}

func (p *pace) wake() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// slowDown says that an answer refuses a request for being too many.
func slowDown(resp *http.Response) bool {
	return resp.StatusCode == http.StatusServiceUnavailable || resp.StatusCode == http.StatusTooManyRequests
}

// slowCodes are the codes by which stores say the same, some of them with the status of
// a faulty request.
var slowCodes = map[string]bool{
	"SlowDown": true, "Throttling": true, "ThrottlingException": true, "RequestLimitExceeded": true, "ServiceUnavailable": true,
	"TooManyRequests": true, "Busy": true, "ServerBusy": true, "QpsLimitExceeded": true, "RequestThrottled": true,
}

// retryAfter reads how long an answer asks to wait, in seconds or as a date; 0 when it
// does not.
func retryAfter(resp *http.Response) time.Duration {
	v := resp.Header.Get("Retry-After")
	if n, err := strconv.Atoi(v); err == nil {
		return time.Duration(min(max(n, 0), 3600)) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(time.Until(t), 0)
	}
	return 0
}
