package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// atOnce is how many objects of one store are read at the same time.
const atOnce = 4

// A gate is a bucket of small objects that answers a request for one only when there are
// four, and so counts whether as many are always under way.
type gate struct {
	keys int

	mu       sync.Mutex
	waiting  int
	together chan struct{} // closed when four wait
	gets     int
	alone    int // requests for which no others came
	most     int
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/b"), "/")
	const content = "mobile\n13912345671\n"
	switch {
	case r.Method == http.MethodGet && key != "":
		g.meet()
		fmt.Fprint(w, content)
	case r.Method == http.MethodGet && !r.URL.Query().Has("location"):
		fmt.Fprint(w, "<ListBucketResult><IsTruncated>false</IsTruncated>")
		for i := range g.keys {
			fmt.Fprintf(w, "<Contents><Key>small-%04d.csv</Key><Size>%d</Size></Contents>", i, len(content))
		}
		fmt.Fprint(w, "</ListBucketResult>")
	}
}

func (g *gate) meet() {
	g.mu.Lock()
	g.gets++
	g.waiting++
	g.most = max(g.most, g.waiting)
	together := g.together
	if g.waiting == atOnce {
		close(together)
		g.waiting, g.together = 0, make(chan struct{})
	}
	g.mu.Unlock()
	select {
	case <-together:
	case <-time.After(10 * time.Second):
		g.mu.Lock()
		g.alone++
		g.waiting--
		g.mu.Unlock()
	}
}

func TestReadsOfSmallObjectsFillTheConcurrency(t *testing.T) {
	g := &gate{keys: 200, together: make(chan struct{})}
	srv := httptest.NewServer(g)
	defer srv.Close()
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	inv, err := inventory.Take(t.Context(), []scanners.Store{{Alias: "b", URL: "s3://k:s@b?endpoint=" + srv.URL}}, inventory.Options{
		Engine: engine, Kinds: kinds, Seed: 1, Depth: scanners.Full, Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	if c := inv.Stores[0].Coverage; c.Whole != int64(g.keys) {
		t.Errorf("coverage %+v", c)
	}
	if g.gets != g.keys || g.most != atOnce || g.alone != 0 {
		t.Errorf("%d requests for %d objects, at most %d at once; %d waited for others in vain", g.gets, g.keys, g.most, g.alone)
	}
}
