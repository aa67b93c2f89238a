// Command piiventory finds personal data in object storage, databases and
// directories, and holds what it found against what was declared.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/term"
)

// Version is set by the linker; see the Makefile.
var version = "devel"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// console is what a command reads and writes: stdout carries the report, stderr
// is for people.
type console struct {
	in       io.Reader
	out, err io.Writer
	lang     string
}

// terminal says whether the report goes to a terminal.
func (c *console) terminal() bool {
	f, ok := c.out.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width is the number of columns of a report: those of the terminal, within
// reason, and 100 elsewhere.
func (c *console) width() int {
	if c.terminal() {
		if w, _, err := term.GetSize(int(c.out.(*os.File).Fd())); err == nil && w > 0 {
			return max(60, min(w, 160))
		}
	}
	return 100
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	c := &console{in: in, out: out, err: errw}
	root := newRoot(c)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errw)
	done := make(chan error, 1)
	go func() { done <- root.ExecuteContext(ctx) }()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		// A scan writes what it has; a command that waits for its input cannot be
		// waited for.
		select {
		case err = <-done:
		case <-time.After(stopWithin):
		}
	}
	if ctx.Err() != nil {
		return exitInterrupted
	}
	return c.exitCode(err)
}

// stopWithin is how long an interrupted command may take to write what it has.
// A scan stops reading within 0.7 s of it.
const stopWithin = 5 * time.Second
