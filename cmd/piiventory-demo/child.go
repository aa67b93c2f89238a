package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A child runs the piiventory program in the folder of the demo.
type child struct {
	binary string
	settings
}

// newChild finds the program.
func newChild(s settings) (*child, error) {
	binary := s.binary
	if binary == "" {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("looking for the piiventory program: %w; name it with -piiventory", err)
		}
		binary = filepath.Join(filepath.Dir(self), "piiventory")
	}
	binary, err := filepath.Abs(binary)
	if err != nil {
		return nil, err
	}
	if _, err := exec.LookPath(binary); err != nil {
		return nil, fmt.Errorf("there is no piiventory program at %s; build it with make build, or name it with -piiventory", binary)
	}
	return &child{binary, s}, nil
}

// scan runs the scan with its report on stdout, has the saved inventory written
// down as HTML and JSON, and returns the latter.
func (c *child) scan(ctx context.Context, stdout io.Writer) (*Report, error) {
	check := []string{"-d", declarationFile, "--as-of", asOf.Format(time.DateOnly), "--lang", c.lang}
	scan := append([]string{"scan", "-o", inventoryFile, "--depth", "full", "--seed", strconv.FormatUint(c.seed, 10)}, check...)
	fmt.Fprintf(stdout, "$ piiventory %s\n\n", strings.Join(scan, " "))
	// The declaration is broken in three ways.
	if err := c.run(ctx, stdout, scan, exitFindings); err != nil {
		return nil, err
	}
	for _, x := range []struct{ format, file string }{{"html", htmlFile}, {"json", jsonFile}} {
		f, err := os.Create(filepath.Join(c.out, x.file))
		if err != nil {
			return nil, fmt.Errorf("writing the report: %w", err)
		}
		err = c.run(ctx, f, append([]string{"report", inventoryFile, "--format", x.format}, check...), exitNothing)
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
	}
	data, err := os.ReadFile(filepath.Join(c.out, jsonFile))
	if err != nil {
		return nil, err
	}
	return ReadReport(data)
}

// The exit codes of piiventory that the demo expects.
const (
	exitNothing  = 0
	exitFindings = 3
)

// run runs the program once. Any other exit code than the expected is an error.
func (c *child) run(ctx context.Context, stdout io.Writer, args []string, want int) error {
	cmd := exec.CommandContext(ctx, c.binary, args...)
	cmd.Dir = c.out
	cmd.Stdout, cmd.Stderr = stdout, os.Stderr
	// Nothing of the person's own configuration may reach the child.
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "TERM=" + os.Getenv("TERM"), "NO_COLOR=" + os.Getenv("NO_COLOR"),
		"AWS_ACCESS_KEY_ID=" + accessKey, "AWS_SECRET_ACCESS_KEY=" + secretKey,
		"AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull, "AWS_EC2_METADATA_DISABLED=true",
	}
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return fmt.Errorf("running piiventory %s: %w", args[0], err)
	}
	if got := cmd.ProcessState.ExitCode(); got != want {
		return fmt.Errorf("piiventory %s exited with %d, want %d", args[0], got, want)
	}
	return nil
}
