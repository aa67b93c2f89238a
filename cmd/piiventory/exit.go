package main

import (
	"errors"
	"fmt"
	"strings"

	"piiventory/policy"
	"piiventory/reports"
)

// The exit codes, the same for every format.
const (
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// exitStatus is the part of every help text that says what the codes mean.
const exitStatus = `
EXIT STATUS
  0    nothing to report: complete, and no finding
  1    the command failed
  2    usage: a flag, a target or the declaration is wrong
  3    the declaration is broken at or above --fail-on (or personal data was
       found, with --fail-on-found)
  4    incomplete or unverifiable, and nothing as in 3
  130  interrupted`

// renderStatus is the same for commands that only print.
const renderStatus = `
EXIT STATUS
  0    printed
  1    the command failed
  2    usage: a flag or an argument is wrong`

// codeError carries an exit code and nothing to print.
type codeError int

func (e codeError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// usageError is a mistake of the person who called.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// exitCode prints the error, if there is one to print, and returns the code.
func (c *console) exitCode(err error) int {
	var code codeError
	var usage usageError
	var declared policy.Errors
	switch {
	case err == nil:
		return 0
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &declared):
		for _, e := range declared {
			one := *e
			one.Message = reports.Message(c.lang, e.Message)
			fmt.Fprintln(c.err, "piiventory:", one.Error())
		}
		return exitUsage
	case errors.As(err, &usage) || strings.HasPrefix(err.Error(), "unknown command"):
		fmt.Fprintln(c.err, "piiventory:", reports.Message(c.lang, err.Error()))
		if c.lang == "zh" {
			fmt.Fprintln(c.err, "piiventory: 提示：见 piiventory help")
		} else {
			fmt.Fprintln(c.err, "piiventory: hint: see piiventory help")
		}
		return exitUsage
	}
	fmt.Fprintln(c.err, "piiventory:", reports.Message(c.lang, err.Error()))
	return exitFailed
}

// outcome turns the outcome of a check into an exit code.
func outcome(o policy.Outcome) error {
	if o.Code == 0 {
		return nil
	}
	return codeError(o.Code)
}
