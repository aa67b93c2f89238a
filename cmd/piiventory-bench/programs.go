package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"
)

// patterns are the forms of eleven categories that piiventory looks for. Ripgrep gets
// them all at once, without Unicode classes, which slow it down by far in text that is
// not ASCII and find nothing more here.
var patterns = []string{
	`\b[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]\b`, // resident ID
	`\b(?:62\d{14,17}|4\d{15}|5[1-5]\d{14}|3[47]\d{13})\b`,                               // bank card
	`\b(?:\+?86[- ]?)?1[3-9]\d{9}\b`,                                                     // mobile
	`\b0\d{2,3}-\d{7,8}\b|\+\d{1,3}[ -]\d[\d -]{6,13}\d`,                                 // telephone
	`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`,                                // email
	`\b(?:\d{1,3}\.){3}\d{1,3}\b`,                                                        // IPv4
	`\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b`,                                        // MAC
	`\b(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}\b`,                                       // IPv6
	`\b[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}\b`,                             // credit code
	`\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b`,                                                   // IBAN
	`\b(?:35|86|01)\d{13}\b`,                                                             // IMEI
}

// piiventory scans the folder to its last byte and returns how long that took.
// A run that did not read everything is an error, since its time says nothing.
func piiventory(ctx context.Context, binary, folder string, size int64) (time.Duration, error) {
	var out, complaint bytes.Buffer
	cmd := exec.CommandContext(ctx, binary, "scan", "corpus="+folder, "--depth", "full", "--format", "json")
	cmd.Stdout, cmd.Stderr = &out, &complaint
	begun := time.Now()
	err := cmd.Run()
	took := time.Since(begun)
	if err != nil {
		return 0, fmt.Errorf("running piiventory: %w: %s", err, complaint.Bytes())
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
		return 0, fmt.Errorf("reading the report of piiventory: %w", err)
	}
	var read int64
	for _, s := range report.Inventory.Stores {
		read += s.Coverage.BytesRead
	}
	if read < size {
		return 0, fmt.Errorf("piiventory read %d of %d bytes, so that its time says nothing", read, size)
	}
	return took, nil
}

// ripgrep counts the matches of all patterns and returns how long that took.
func ripgrep(ctx context.Context, folder string) (time.Duration, error) {
	args := []string{"--no-config", "--count-matches", "--text", "--no-ignore", "--no-unicode"}
	for _, p := range patterns {
		args = append(args, "-e", p)
	}
	cmd := exec.CommandContext(ctx, "rg", append(args, folder)...)
	cmd.Stdout = io.Discard
	begun := time.Now()
	err := cmd.Run()
	took := time.Since(begun)
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 { // nothing matched
		err = nil
	}
	if err != nil {
		return 0, fmt.Errorf("running ripgrep: %w", err)
	}
	return took, nil
}
