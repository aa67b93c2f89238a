package scannertest

import (
	"errors"
	"net/http"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestMain(m *testing.M) { Main(m) }

func TestMinIOAnswersAndIsGoneAfterwards(t *testing.T) {
	var s Server
	t.Run("running", func(t *testing.T) {
		s = MinIO(t)
		if err := healthy(t.Context(), s.Endpoint); err != nil {
			t.Fatal(err)
		}
	})
	if err := healthy(t.Context(), s.Endpoint); err == nil {
		t.Error("the server still answers after its test ended")
	}
}

func TestSharedMinIOIsOne(t *testing.T) {
	a, b := SharedMinIO(t), SharedMinIO(t)
	if a != b {
		t.Errorf("two servers: %s and %s", a.Endpoint, b.Endpoint)
	}
	resp, err := http.Get(a.Endpoint + "/minio/health/live")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Error(resp.Status)
	}
}

func TestMissingMinIONamesTheRemedy(t *testing.T) {
	t.Setenv("PIIVENTORY_MINIO", "")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	if _, err := minioBinary(); err == nil || !strings.Contains(err.Error(), "make test-servers") {
		t.Errorf("got %v", err)
	}
}

func TestRunEndsTheWholeGroup(t *testing.T) {
	// The shell's child would outlive a plain kill of the shell.
	cmd := exec.Command("sh", "-c", "sleep 600 & wait")
	begun := time.Now()
	stop, err := run(cmd, t.TempDir()+"/log", func() error {
		if time.Since(begun) < 200*time.Millisecond {
			return errors.New("not yet")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	stop()
	for range 100 {
		if errors.Is(syscall.Kill(-cmd.Process.Pid, 0), syscall.ESRCH) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("a process of the group is still there")
}

func TestRunTellsWhatAServerThatEndedWrote(t *testing.T) {
	cmd := exec.Command("sh", "-c", "echo the port is taken; exit 3")
	_, err := run(cmd, t.TempDir()+"/log", func() error { return errors.New("never") })
	if !errors.Is(err, errEnded) || !strings.Contains(err.Error(), "the port is taken") {
		t.Errorf("got %v", err)
	}
}
