package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// program writes a shell script in the place of piiventory.
func program(t *testing.T, script string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "piiventory")
	if err := os.WriteFile(name, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestRunFailsWhenTheChildDoes(t *testing.T) {
	nothing := `{"piiventory":"report/v1","inventory":{"stores":[{"alias":"shop"}]}}`
	for _, c := range []struct{ name, script, want string }{
		{"finds nothing to report", `exit 0`, "scan exited with 0, want 3"},
		{"is incomplete", `exit 4`, "scan exited with 4, want 3"},
		{"cannot write its report", `[ "$1" = scan ] && exit 3; exit 1`, "report exited with 1, want 0"},
		{"writes no report", `[ "$1" = scan ] && exit 3; exit 0`, "reading the report"},
		{"finds nothing", `[ "$1" = scan ] && exit 3; echo '` + nothing + `'`, "differs from what was planted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := run(t.Context(), []string{"-out", t.TempDir(), "-piiventory", program(t, c.script)}, io.Discard)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

func TestMissingProgramNamesTheRemedy(t *testing.T) {
	err := run(t.Context(), []string{"-out", t.TempDir(), "-piiventory", filepath.Join(t.TempDir(), "none")}, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "make build") {
		t.Errorf("got %v", err)
	}
}

func TestChildGetsNothingOfThePersonsOwn(t *testing.T) {
	t.Setenv("AWS_PROFILE", "mine")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "mine")
	dir := t.TempDir()
	err := run(t.Context(), []string{"-out", dir, "-piiventory", program(t, `env > environment; exit 9`)}, io.Discard)
	if err == nil {
		t.Fatal("no error")
	}
	env, err := os.ReadFile(filepath.Join(dir, "environment"))
	if err != nil {
		t.Fatal(err)
	}
	if s := string(env); strings.Contains(s, "mine") || !strings.Contains(s, "AWS_SECRET_ACCESS_KEY="+secretKey) {
		t.Errorf("the child's environment:\n%s", s)
	}
}

func TestInterruptStops(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("stopped"))
	if err := run(ctx, []string{"-out", t.TempDir(), "-piiventory", program(t, `exit 3`)}, io.Discard); err == nil {
		t.Error("no error")
	}
}
