package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	// madeUp is how many keys the bucket has that is served by a stub, and stored how
	// many objects the real one.
	madeUp, stored = 1_000_000, 20_000
	// fewestKeys a second, and mostResident MiB, are the goals.
	fewestKeys, mostResident = 50_000, 300
)

// A listing is what one run of a program that lists a bucket took.
type listing struct {
	took     time.Duration
	busy     time.Duration // of processors
	resident int64         // MiB at most
	requests int64
}

// list lists and plans a bucket of a million keys on one processor, the bucket being
// served by another process, and then a real bucket in turn with rclone.
func (b *bench) list() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	served := on(b.ctx, "1", 1, self, "bucket", strconv.Itoa(madeUp))
	endpoint, stop, err := started(served)
	if err != nil {
		return err
	}
	defer stop()
	var runs []listing
	for i := range b.rounds + 1 {
		if _, err := asked(b.ctx, endpoint); err != nil {
			return err
		}
		r, err := listed(alone(b.ctx, lists(b.binary, "s3://b?anonymous=true&region=us-east-1&endpoint="+endpoint)...), madeUp)
		if err != nil {
			return err
		}
		if r.requests, err = asked(b.ctx, endpoint); err != nil {
			return err
		}
		if i > 0 {
			runs = append(runs, r)
			fmt.Fprintf(b.stderr, "listing: round %d: %.1f s, %.1f s of the processor, %d MiB resident, %d requests\n", i, r.took.Seconds(), r.busy.Seconds(), r.resident, r.requests)
		}
	}
	slices.SortFunc(runs, func(a, b listing) int { return int(b.took - a.took) })
	rate := func(r listing) float64 { return madeUp / r.took.Seconds() }
	var busy []float64
	for _, r := range runs {
		busy = append(busy, madeUp/r.busy.Seconds())
	}
	resident := slices.MaxFunc(runs, func(a, b listing) int { return int(a.resident - b.resident) }).resident
	fmt.Fprintf(b.stdout, "### A bucket of %d keys\n\n%d rounds, one processor, %s.\n\n| keys a second | a second of the processor | goal | MiB resident, at most | goal | requests |\n|---:|---:|---:|---:|---:|---:|\n| %.0f (%.0f–%.0f) | %.0f | %d | %d | %d | %d |\n\n",
		madeUp, b.rounds, runtime.Version(), rate(runs[len(runs)/2]), rate(runs[0]), rate(runs[len(runs)-1]), median(busy), fewestKeys, resident, mostResident, runs[0].requests)
	return b.listBeside()
}

// lists is the command that lists a bucket, folds its keys into datasets and plans, and
// reads nothing.
func lists(binary, url string) []string {
	return []string{binary, "scan", "bucket=" + url, "--depth", "names", "--budget", "none", "--format", "json"}
}

// listed runs such a command; one that did not list so many keys is an error.
func listed(cmd *exec.Cmd, keys int64) (listing, error) {
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	began := time.Now()
	err := cmd.Run()
	l := listing{took: time.Since(began)}
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 4) { // depth names looks into nothing
		return l, fmt.Errorf("%w: %s", err, complaint.Bytes())
	}
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		l.resident = u.Maxrss >> 10
		l.busy = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	var report struct {
		Inventory struct {
			Stores []struct {
				Coverage struct{ Listed int64 }
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		return l, fmt.Errorf("reading the report: %w", err)
	}
	if s := report.Inventory.Stores; len(s) != 1 || s[0].Coverage.Listed != keys {
		return l, fmt.Errorf("%+v of %d keys were listed", s, keys)
	}
	return l, nil
}

// started starts a server that prints its address, and returns that and how to end it.
func started(cmd *exec.Cmd) (address string, stop func(), err error) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }
	if address, err = bufio.NewReader(out).ReadString('\n'); err != nil {
		stop()
		return "", nil, fmt.Errorf("the server did not start: %w", err)
	}
	return strings.TrimSpace(address), stop, nil
}

// asked returns how many requests a made-up bucket has had since it was last asked.
func asked(ctx context.Context, endpoint string) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, endpoint+"/requests", nil)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	n, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err
	}
	return strconv.ParseInt(string(n), 10, 64)
}

// listBeside lists a bucket of a real server in turn with rclone.
func (b *bench) listBeside() error {
	minio, err := minioProgram()
	if err != nil {
		fmt.Fprintf(b.stderr, "piiventory-bench: list: there is no MinIO here to list; build it with make test-servers, or name one in PIIVENTORY_MINIO: %v\n", err)
		return nil
	}
	if _, err := exec.LookPath("rclone"); err != nil {
		fmt.Fprintln(b.stderr, "piiventory-bench: list: there is no rclone here to compare with; install it, on Debian with apt-get install rclone")
		return nil
	}
	const key, secret = "bench", "bench-secret"
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	address := l.Addr().String()
	l.Close()
	server := exec.CommandContext(b.ctx, minio, "server", "--quiet", "--address", address, filepath.Join(b.dir, "minio"))
	server.Env = append(os.Environ(), "HOME="+b.dir, "MINIO_ROOT_USER="+key, "MINIO_ROOT_PASSWORD="+secret, "MINIO_UPDATE=off", "MINIO_BROWSER=off", "MINIO_CI_CD=1")
	if err := server.Start(); err != nil {
		return err
	}
	defer func() { _ = server.Process.Kill(); _ = server.Wait() }()
	rclone := func(args ...string) *exec.Cmd {
		cmd := exec.CommandContext(b.ctx, "rclone", append(args, "--config", os.DevNull)...)
		// The SDK in it fails where AWS_CA_BUNDLE is set.
		cmd.Env = slices.DeleteFunc(os.Environ(), func(e string) bool { return strings.HasPrefix(e, "AWS_") })
		cmd.Env = append(cmd.Env, "RCLONE_CONFIG_M_TYPE=s3", "RCLONE_CONFIG_M_PROVIDER=Minio", "RCLONE_CONFIG_M_ENDPOINT=http://"+address, "RCLONE_CONFIG_M_ACCESS_KEY_ID="+key, "RCLONE_CONFIG_M_SECRET_ACCESS_KEY="+secret)
		return cmd
	}
	for try := 0; ; try++ { // until it is ready
		if out, err := rclone("mkdir", "m:bucket", "--retries", "1").CombinedOutput(); err == nil {
			break
		} else if try == 60 {
			return fmt.Errorf("making a bucket: %w: %s", err, out)
		}
		time.Sleep(500 * time.Millisecond)
	}
	fmt.Fprintf(b.stderr, "listing: putting %d objects into MinIO\n", stored)
	folder := filepath.Join(b.dir, "objects")
	keys := bucket{keys: stored}
	for i := range stored {
		name := filepath.Join(folder, filepath.FromSlash(keys.key(i)))
		if i%(stored/1000) == 0 {
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				return err
			}
		}
		if err := os.WriteFile(name, []byte{'x'}, 0o644); err != nil {
			return err
		}
	}
	if out, err := rclone("copy", folder, "m:bucket", "--transfers", "16", "--no-check-dest", "--s3-no-head").CombinedOutput(); err != nil {
		return fmt.Errorf("rclone copy: %w: %s", err, out)
	}
	size := func(args ...string) func() error {
		return func() error {
			out, err := rclone(append([]string{"size", "m:bucket", "--json"}, args...)...).Output()
			if err == nil && !bytes.Contains(out, []byte(fmt.Sprintf(`"count":%d,`, stored))) {
				err = fmt.Errorf("it counts %s", out)
			}
			return err
		}
	}
	ours := side{"piiventory", func() error {
		_, err := listed(exec.CommandContext(b.ctx, b.binary, lists(b.binary, fmt.Sprintf("s3://%s:%s@bucket?endpoint=http://%s", key, secret, address))[1:]...), stored)
		return err
	}}
	fmt.Fprintf(b.stdout, "### Beside rclone on MinIO\n\n%d objects in a thousand folders, %d rounds, %d processors, which the server shares.\n\n| beside | piiventory, keys a second | rclone, keys a second | times as fast |\n|---|---:|---:|---:|\n", stored, b.rounds, runtime.NumCPU())
	for _, other := range []struct {
		name string
		run  func() error
	}{{"rclone size", size()}, {"rclone size --fast-list", size("--fast-list")}} {
		r, err := b.compare("listing beside "+other.name, stored, 0, ours, side{other.name, other.run})
		if err != nil {
			return err
		}
		fmt.Fprintf(b.stdout, "| `%s` | %.0f | %.0f | %.2f (%.2f–%.2f) |\n", other.name, median(r.ours)*1e6, median(r.theirs)*1e6, median(r.ratios), slices.Min(r.ratios), slices.Max(r.ratios))
	}
	fmt.Fprintln(b.stdout)
	return nil
}

// minioProgram finds the MinIO that the tests use.
func minioProgram() (string, error) {
	if name := os.Getenv("PIIVENTORY_MINIO"); name != "" {
		return exec.LookPath(name)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	found, err := filepath.Glob(filepath.Join(cache, "piiventory", "minio-*", "minio"))
	if err != nil || len(found) == 0 {
		return "", errors.New("none in the cache")
	}
	return found[len(found)-1], nil
}
