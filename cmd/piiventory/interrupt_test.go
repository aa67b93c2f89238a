package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"piiventory/inventory"
)

// TestInterruptStopsWithinASecond sends the signal of Ctrl-C while objects hang:
// the command ends within a second, exits 130 and writes what it has.
func TestInterruptStopsWithinASecond(t *testing.T) {
	read := make(chan struct{})
	var once sync.Once
	hang := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Query().Has("location"):
			fmt.Fprint(w, `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">cn-north-1</LocationConstraint>`)
		case r.URL.Query().Has("list-type"):
			var keys strings.Builder
			for i := range 500 {
				fmt.Fprintf(&keys, `<Contents><Key>part-%05d.csv</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"%032x"</ETag><Size>20</Size></Contents>`, i, i)
			}
			fmt.Fprintf(w, `<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated><KeyCount>500</KeyCount>%s</ListBucketResult>`, keys.String())
		case r.Method == http.MethodHead:
		case strings.HasSuffix(r.URL.Path, "7.csv"):
			once.Do(func() { close(read) })
			select {
			case <-hang:
			case <-r.Context().Done():
			}
		default:
			w.Header().Set("ETag", fmt.Sprintf(`"%032x"`, 1))
			fmt.Fprint(w, "mobile\n13912345671\n")
		}
	}))
	defer srv.Close()
	defer close(hang)

	out := filepath.Join(t.TempDir(), "inv.json")
	cmd := exec.Command("piiventory", "scan", "s3://b?endpoint="+srv.URL+"&anonymous=true", "-o", out, "--lang", "en")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-read:
	case <-time.After(20 * time.Second):
		cmd.Process.Kill()
		t.Fatalf("the scan read nothing: %s%s", stdout.String(), stderr.String())
	}
	time.Sleep(100 * time.Millisecond)
	start := time.Now()
	cmd.Process.Signal(os.Interrupt)
	err := cmd.Wait()
	if took := time.Since(start); took > 1500*time.Millisecond {
		t.Errorf("it took %v to stop", took)
	}
	var failed *exec.ExitError
	if !errors.As(err, &failed) || failed.ExitCode() != exitInterrupted {
		t.Fatalf("exit %v, want %d\n%s", err, exitInterrupted, stderr.String())
	}
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	inv, err := inventory.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	if inv.Complete || !inv.Run.Interrupted || inv.Stores[0].Coverage.Listed != 500 {
		t.Errorf("complete %v, interrupted %v, coverage %+v", inv.Complete, inv.Run.Interrupted, inv.Stores[0].Coverage)
	}
	if !strings.Contains(stdout.String(), "nterrupted") {
		t.Errorf("the report does not say that the scan was interrupted:\n%s", stdout.String())
	}
}
