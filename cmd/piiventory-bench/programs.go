package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// A form is what a category looks like to a search by pattern.
type form struct{ name, pattern string }

// forms are those of eleven categories that piiventory looks for. Ripgrep gets them all
// at once, without Unicode classes, which slow it down by far in text that is not ASCII
// and find nothing more here.
var forms = []form{
	{"resident ID", `\b[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]\b`},
	{"bank card", `\b(?:62\d{14,17}|4\d{15}|5[1-5]\d{14}|3[47]\d{13})\b`},
	{"mobile", `\b(?:\+?86[- ]?)?1[3-9]\d{9}\b`},
	{"telephone", `\b0\d{2,3}-\d{7,8}\b|\+\d{1,3}[ -]\d[\d -]{6,13}\d`},
	{"email", `[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`},
	{"IPv4", `\b(?:\d{1,3}\.){3}\d{1,3}\b`},
	{"MAC", `\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b`},
	{"IPv6", `\b(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}\b`},
	{"credit code", `\b[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}\b`},
	{"IBAN", `\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b`},
	{"IMEI", `\b(?:35|86|01)\d{13}\b`},
}

var patterns = func() (out []string) {
	for _, f := range forms {
		out = append(out, f.pattern)
	}
	return out
}()

// scan compares a stock of a folder with ripgrep's count in it, both with all processors.
func (b *bench) scan() error {
	var rows []row
	for _, c := range corpora {
		folder := filepath.Join(b.dir, c.name)
		fmt.Fprintf(b.stderr, "%s: making %d files with %d MiB\n", c.title, parts, b.size>>20)
		size, err := c.write(folder, b.size, b.seed)
		if err != nil {
			return err
		}
		args := stock(b.binary, folder)
		r, err := b.compare(c.title, size, 0,
			side{"piiventory", func() error { return taken(exec.CommandContext(b.ctx, args[0], args[1:]...), size) }},
			side{"ripgrep", func() error { return ripgrep(b.ctx, folder) }})
		if err != nil {
			return err
		}
		rows = append(rows, r)
		if err := os.RemoveAll(folder); err != nil {
			return err
		}
	}
	b.table("A stock of a folder, all processors", "piiventory", "ripgrep", "times as fast", rows)
	return nil
}

// stock is the command that takes stock of a folder to its last byte.
func stock(binary, folder string) []string {
	return []string{binary, "scan", "corpus=" + folder, "--depth", "full", "--format", "json"}
}

// taken runs such a command. A run that did not read size bytes is an error, since its
// time says nothing.
func taken(cmd *exec.Cmd, size int64) error {
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%w: %s", err, complaint.Bytes())
	}
	var report struct {
		Inventory struct {
			Stores []struct {
				Coverage struct {
					BytesRead int64 `json:"bytes_read"`
				} `json:"coverage"`
			} `json:"stores"`
		} `json:"inventory"`
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		return fmt.Errorf("reading the report: %w", err)
	}
	var read int64
	for _, s := range report.Inventory.Stores {
		read += s.Coverage.BytesRead
	}
	if read < size {
		return fmt.Errorf("%d of %d bytes were read, so that the time says nothing", read, size)
	}
	return nil
}

// ripgrep counts the matches of all patterns in a folder.
func ripgrep(ctx context.Context, folder string) error {
	args := []string{"--no-config", "--count-matches", "--text", "--no-ignore", "--no-unicode"}
	for _, p := range patterns {
		args = append(args, "-e", p)
	}
	cmd := exec.CommandContext(ctx, "rg", append(args, folder)...)
	cmd.Stdout = io.Discard
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 { // nothing matched
		return nil
	}
	return err
}
