//go:build unix

package detectors

import (
	"syscall"
	"time"
)

// processorTime is what the process has used so far. On a machine with other work
// it says more than the clock.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
