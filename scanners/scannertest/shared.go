package scannertest

import (
	"os"
	"sync"
	"testing"
)

// Main runs the tests of a package and afterwards stops the servers that they
// shared. A package whose tests call a Shared function has it as its TestMain:
//
//	func TestMain(m *testing.M) { scannertest.Main(m) }
func Main(m *testing.M) { os.Exit(Run(m)) }

// Run is Main for a TestMain that has more to do before the program ends. It
// returns the exit code.
func Run(m *testing.M) int {
	exits.Lock()
	exits.used = true
	exits.Unlock()
	code := m.Run()
	exits.Lock()
	for i := len(exits.calls) - 1; i >= 0; i-- {
		exits.calls[i]()
	}
	exits.Unlock()
	return code
}

var exits struct {
	sync.Mutex
	used  bool
	calls []func()
}

// A shared server is started by the first test that asks for it and stopped by
// Main.
type shared[T any] struct {
	once  sync.Once
	value T
	err   error
}

// get returns the server, opened in a temporary folder that Main removes. open
// returns how to stop it.
func (s *shared[T]) get(t testing.TB, open func(dir string) (T, func(), error)) T {
	t.Helper()
	s.once.Do(func() {
		exits.Lock()
		defer exits.Unlock()
		if !exits.used {
			t.Fatal("a shared server needs scannertest.Main as the TestMain of the package")
		}
		var dir string
		if dir, s.err = os.MkdirTemp("", "scannertest-"); s.err != nil {
			return
		}
		exits.calls = append(exits.calls, func() { _ = os.RemoveAll(dir) })
		var stop func()
		if s.value, stop, s.err = open(dir); s.err == nil {
			exits.calls = append(exits.calls, stop)
		}
	})
	if s.err != nil {
		t.Fatal(s.err)
	}
	return s.value
}

// own starts a server in a folder of its own and stops it with the test. The folder lies
// beside those of shared servers, since that of the test may be closed to the user whom the
// server runs as.
func own[T any](t testing.TB, open func(dir string) (T, func(), error)) T {
	t.Helper()
	dir, err := os.MkdirTemp("", "scannertest-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	value, stop, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return value
}
