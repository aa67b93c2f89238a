package scannertest

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// readyWithin is how long a server may take from its start to its first answer.
// It is generous because several servers start at once on small machines.
const readyWithin = 60 * time.Second

// run runs cmd as a server in a process group of its own and returns when ready
// returns nil. What cmd writes goes to the file named log. stop ends the whole
// group and returns when the server is gone; the kernel ends it if the test
// binary dies before. A server that ends early or is not ready in time is an
// error with the last lines that it wrote.
//
// A server that must not run as root gets cmd.SysProcAttr.Credential; a wrapper
// such as su would lose the death signal.
func run(cmd *exec.Cmd, log string, ready func() error) (stop func(), err error) {
	out, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL

	// The death signal is sent when the thread that forked ends, not the
	// process, so the thread is kept until the server is gone.
	started, ended := make(chan error, 1), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer close(ended)
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // a killed server has no useful exit status
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting %s: %w", filepath.Base(cmd.Path), err)
	}
	stop = func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		<-ended
	}

	deadline := time.After(readyWithin)
	for {
		err := ready()
		if err == nil {
			return stop, nil
		}
		select {
		case <-ended:
			stop() // children of it may still run
			return nil, fmt.Errorf("%w: %s: %s", errEnded, filepath.Base(cmd.Path), tail(log))
		case <-deadline:
			stop()
			return nil, fmt.Errorf("%s was not ready after %v (%v): %s", filepath.Base(cmd.Path), readyWithin, err, tail(log))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// errEnded says that a server ended before it was ready, as it does when
// another program took its port in between.
var errEnded = errors.New("the server ended before it was ready")

// tail returns the last 2,000 bytes of a file.
func tail(name string) string {
	b, err := os.ReadFile(name)
	if err != nil {
		return err.Error()
	}
	if len(b) > 2000 {
		b = b[len(b)-2000:]
	}
	return strings.TrimSpace(string(b))
}

// freePort returns a port of 127.0.0.1 that nobody listened on just now.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
