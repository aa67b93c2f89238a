package scannertest

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Wire puts a relay before a server that listens at addr and returns where the relay
// listens, and how many bytes the server has sent through it so far.
func Wire(t testing.TB, addr string) (port int, sent func() int64) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var n atomic.Int64
	var open sync.WaitGroup
	open.Go(func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return // the test is over
			}
			server, err := net.Dial("tcp", addr)
			if err != nil {
				client.Close()
				continue
			}
			open.Go(func() {
				_, _ = io.Copy(server, client) // either side may end it
				server.Close()
			})
			open.Go(func() {
				_, _ = io.Copy(io.MultiWriter(client, count{&n}), server)
				client.Close()
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		open.Wait()
	})
	return l.Addr().(*net.TCPAddr).Port, n.Load
}

type count struct{ n *atomic.Int64 }

func (c count) Write(p []byte) (int, error) {
	c.n.Add(int64(len(p)))
	return len(p), nil
}
