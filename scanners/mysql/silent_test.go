package mysql

import (
	"net"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// TestServerThatNeverAnswersIsGivenUp connects to a server that accepts and
// never begins its handshake.
func TestServerThatNeverAnswersIsGivenUp(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() // what it accepted is never taken from its queue, and nothing is said
	done := make(chan error, 1)
	start := time.Now()
	go func() {
		_, err := Kind.Open(t.Context(), scanners.Store{URL: "mysql://u:hunter2secret@" + l.Addr().String() + "/d", Budget: &scanners.Budget{}})
		done <- err
	}()
	select {
	case err = <-done:
	case <-time.After(25 * time.Second):
		t.Fatal("it still waits after 25 s")
	}
	g := scanners.GapOf(err)
	if err == nil || g.Kind != scanners.GapUnreachable || !strings.Contains(g.Reason, "did not answer within 10 s") || strings.Contains(g.Reason, "hunter2") {
		t.Errorf("got %v after %v", err, time.Since(start))
	}
}
