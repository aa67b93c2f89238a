package s3

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"

	"piiventory/scanners"
	"piiventory/scanners/places"
)

// Limits of one HTTP call.
const (
	headerWait  = 30 * time.Second // from the request to the head of the answer
	bodyWait    = 30 * time.Second // between two reads of a body
	dialWait    = 10 * time.Second
	openWait    = 10 * time.Second // for the first answer of a server, retries included
	connections = 64               // to the store at once
	errorBody   = 64 << 10
)

// regionHeader is how S3 names the region of a bucket.
const regionHeader = "X-Amz-Bucket-Region"

// A caller sends the requests of the SDK, attempts of a retry included, at the pace that
// the store bears. It charges the budget for each, bounds each in time, and follows no
// redirect, since a redirect could lead a signature elsewhere.
type caller struct {
	transport *http.Transport
	budget    *scanners.Budget
	pace      *pace
	bodyWait  time.Duration
	answered  atomic.Bool // the server has sent an answer, whatever it was
	proxied   atomic.Bool // a request went through a proxy
	remote    atomic.Pointer[net.Addr]
	server    atomic.Value // string: how the server named itself
}

// is says whether the server names itself so.
func (c *caller) is(name string) bool { return c.server.Load() == name }

// errSilent says that nothing at all came from a server.
var errSilent = errors.New("the server did not answer")

// first makes the first call to a server. One that accepts connections and never
// answers is given up after openWait; one that has answered anything, if only
// that it is busy, has the time of every other call.
func (c *caller) first(ctx context.Context, call func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	timer := time.AfterFunc(openWait, func() {
		if !c.answered.Load() {
			cancel(errSilent)
		}
	})
	defer timer.Stop()
	err := call(ctx)
	if err != nil && context.Cause(ctx) == errSilent {
		return errSilent
	}
	return err
}

// errSpent ends the SDK's retries.
type errSpent struct{}

func (errSpent) Error() string        { return scanners.ErrBudget.Error() }
func (errSpent) Unwrap() error        { return scanners.ErrBudget }
func (errSpent) RetryableError() bool { return false }

// errStalled says that a body stopped arriving.
var errStalled = errors.New("the store stopped sending")

// Do sends one request, and sends it again when the store asks to slow down.
func (c *caller) Do(req *http.Request) (*http.Response, error) {
	again := false
	defer func() {
		if again {
			c.pace.refusals(-1)
		}
	}()
	for try := 1; ; try++ {
		round, err := c.pace.begin(req.Context(), again)
		if err != nil {
			return nil, err
		}
		resp, slow, err := c.send(req)
		if err != nil {
			c.pace.failed()
			return nil, err
		}
		c.pace.end(round, slow, retryAfter(resp))
		if !slow || try == patience {
			return resp, nil
		}
		if !again {
			again = true
			c.pace.refusals(1)
		}
		_ = resp.Body.Close()
	}
}

// send sends a request once. slow says that the store finds it one too many.
func (c *caller) send(req *http.Request) (resp *http.Response, slow bool, err error) {
	if err := req.Context().Err(); err != nil {
		return nil, false, err
	}
	charge := c.budget.Request
	if lists(req) {
		charge = c.budget.List
	}
	if charge() != nil {
		return nil, false, errSpent{}
	}
	ctx, cancel := context.WithCancelCause(req.Context())
	req = req.Clone(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: c.connected}))
	if c.transport.Proxy != nil && !c.proxied.Load() {
		if proxy, err := c.transport.Proxy(req); err == nil && proxy != nil {
			c.proxied.Store(true)
		}
	}
	// Set here and not before, so that it is not signed: Google changes it on the
	// way. The bytes must arrive as they are stored.
	req.Header.Set("Accept-Encoding", "identity")
	resp, err = c.transport.RoundTrip(req)
	if err != nil {
		cancel(nil)
		return nil, false, err
	}
	c.answered.Store(true)
	c.server.Store(resp.Header.Get("Server"))
	timer := time.AfterFunc(c.bodyWait, func() { cancel(errStalled) })
	timer.Stop() // it runs during reads only, not while a reader thinks
	resp.Body = &body{ReadCloser: resp.Body, budget: c.budget, ctx: ctx, cancel: cancel, timer: timer, wait: c.bodyWait}
	slow = slowDown(resp)
	if resp.StatusCode == http.StatusMovedPermanently || resp.StatusCode == http.StatusBadRequest {
		slow = slowCodes[readError(resp)]
	}
	return resp, slow, nil
}

// connected notes the far end of the first connection.
func (c *caller) connected(conn httptrace.GotConnInfo) {
	if c.remote.Load() == nil {
		far := conn.Conn.RemoteAddr()
		c.remote.Store(&far)
	}
}

// network says whether the store was reached over the public internet.
func (c *caller) network() scanners.Fact {
	if c.proxied.Load() {
		return scanners.Fact{Name: "network", Source: "connection", Unknown: true,
			Reason: "the store was reached through a proxy, so that its own address was not seen"}
	}
	if far := c.remote.Load(); far != nil {
		return places.Network(*far)
	}
	return places.Network(nil)
}

// lists says whether a request lists, which costs more than one that reads.
func lists(req *http.Request) bool {
	q := req.URL.Query()
	return q.Has("list-type") || q.Has("max-keys") || q.Has("versions") || q.Has("uploads")
}

// readError reads an error document and returns its code. The region that it names goes
// into the header where other servers put it, since the SDK does not hand on that
// element.
func readError(resp *http.Response) string {
	head, err := io.ReadAll(io.LimitReader(resp.Body, errorBody))
	resp.Body = withBody(io.MultiReader(bytes.NewReader(head), resp.Body), resp.Body)
	if err != nil {
		return ""
	}
	var doc struct{ Code, Region string }
	if xml.Unmarshal(head, &doc) != nil {
		return ""
	}
	if resp.Header.Get(regionHeader) == "" && doc.Region != "" {
		resp.Header.Set(regionHeader, strings.TrimSpace(doc.Region))
	}
	return strings.TrimSpace(doc.Code)
}

// A body charges the budget for what is read and ends a read that waits too
// long.
type body struct {
	io.ReadCloser
	budget *scanners.Budget
	ctx    context.Context // of this call
	cancel context.CancelCauseFunc
	timer  *time.Timer
	wait   time.Duration
}

func (b *body) Read(p []byte) (int, error) {
	b.timer.Reset(b.wait)
	n, err := b.ReadCloser.Read(p)
	b.timer.Stop()
	b.budget.Read(n)
	if err != nil && err != io.EOF && context.Cause(b.ctx) == errStalled {
		err = errStalled
	}
	return n, err
}

func (b *body) Close() error {
	b.timer.Stop()
	b.cancel(nil)
	return b.ReadCloser.Close()
}
