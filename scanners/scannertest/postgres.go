package scannertest

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A Database is a running database server and its owner, who may do anything.
type Database struct {
	// Host and Port are where it listens.
	Host string
	Port int
	// User and Password are the owner's.
	User, Password string
	// Log is the file to which it writes its log.
	Log    string
	scheme string
}

// URL returns the URL of one database on the server, with the owner's
// credentials, or that of the server when name is empty.
func (d Database) URL(name string) string { return d.URLAs(d.User, d.Password, name) }

// URLAs is URL for another user.
func (d Database) URLAs(user, password, name string) string {
	u := url.URL{Scheme: d.scheme, User: url.UserPassword(user, password), Host: fmt.Sprintf("%s:%d", d.Host, d.Port), Path: "/" + name}
	return u.String()
}

// Postgres returns one PostgreSQL server for all tests of the package, on a
// free port of the loopback, with passwords demanded and nothing in it. The
// tests must name their databases and roles apart.
func Postgres(t testing.TB) Database {
	t.Helper()
	return sharedPostgres.get(t, func(dir string) (Database, func(), error) { return startPostgres(dir) })
}

var sharedPostgres shared[Database]

// PostgresWith starts a PostgreSQL server for one test, with further settings as
// "name=value" has them.
func PostgresWith(t testing.TB, settings ...string) Database {
	t.Helper()
	return own(t, func(dir string) (Database, func(), error) { return startPostgres(dir, settings...) })
}

// Standby starts a physical standby of the server, which the server lists under the name
// of an application.
func (d Database) Standby(t testing.TB, application string) Database {
	t.Helper()
	return own(t, func(dir string) (Database, func(), error) {
		copied := func(p postgresProgram) error {
			return p.once("pg_basebackup", "--pgdata", p.data, "--write-recovery-conf", "--checkpoint=fast", "--no-sync",
				"--dbname", fmt.Sprintf("host=%s port=%d user=%s password=%s application_name=%s", d.Host, d.Port, d.User, d.Password, application))
		}
		return d.runPostgres(dir, copied)
	})
}

func startPostgres(dir string, settings ...string) (Database, func(), error) {
	d := Database{Host: "127.0.0.1", User: "scannertest", Password: "scannertest-secret", scheme: "postgres"}
	made := func(p postgresProgram) error {
		secret := filepath.Join(dir, "password")
		if err := os.WriteFile(secret, []byte(d.Password), 0o644); err != nil {
			return err
		}
		return p.once("initdb", "--pgdata", p.data, "--username", d.User, "--pwfile", secret, "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-sync")
	}
	return d.runPostgres(dir, made, settings...)
}

// A postgresProgram runs the programs of an installed server.
type postgresProgram struct {
	bin, dir, data string
	env            []string
	as             *syscall.SysProcAttr
}

func (p postgresProgram) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(p.bin, name), args...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = p.dir, p.env, clone(p.as)
	return cmd
}

func (p postgresProgram) once(name string, args ...string) error {
	if out, err := p.command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// runPostgres makes the data in dir and starts the server.
func (d Database) runPostgres(dir string, make func(postgresProgram) error, settings ...string) (Database, func(), error) {
	bin, err := postgresFolder()
	if err != nil {
		return Database{}, nil, err
	}
	as, err := account(dir, "postgres")
	if err != nil {
		return Database{}, nil, err
	}
	p := postgresProgram{bin: bin, dir: dir, data: filepath.Join(dir, "data"), as: as,
		env: []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir, "LC_ALL=C.UTF-8", "TZ=UTC"}}
	if err := make(p); err != nil {
		return Database{}, nil, err
	}
	d.Log = filepath.Join(dir, "postgres.log")
	for range 3 { // another program may take the port in between
		if d.Port, err = freePort(); err != nil {
			return Database{}, nil, err
		}
		// A server for tests may lose its data. Autovacuum would change estimates
		// while a test looks at them.
		args := []string{"-D", p.data, "-p", strconv.Itoa(d.Port), "-h", d.Host, "-k", dir,
			"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "autovacuum=off"}
		for _, s := range settings {
			args = append(args, "-c", s)
		}
		cmd := p.command("postgres", args...)
		stop, err := run(cmd, d.Log, func() error {
			return exec.Command(filepath.Join(bin, "pg_isready"), "-q", "-h", d.Host, "-p", strconv.Itoa(d.Port)).Run()
		})
		if errors.Is(err, errEnded) {
			continue
		}
		return d, func() { quit(cmd.Process.Pid); stop() }, err
	}
	return Database{}, nil, fmt.Errorf("postgres ended three times: %s", tail(d.Log))
}

// quit asks the server to end at once, which frees the segment of System V
// shared memory that a killed server would leave behind.
func quit(pid int) {
	_ = syscall.Kill(pid, syscall.SIGQUIT)
	for range 100 {
		if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// postgresFolder finds the newest installed server; Debian keeps its programs
// out of the PATH.
func postgresFolder() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil {
		return "", err
	}
	version := func(p string) int {
		n, _ := strconv.Atoi(strings.Split(p, "/")[4]) // what is no number sorts first
		return n
	}
	slices.SortFunc(found, func(a, b string) int { return version(b) - version(a) })
	if len(found) > 0 {
		return filepath.Dir(found[0]), nil
	}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		bin := strings.TrimSpace(string(out))
		if _, err := exec.LookPath(filepath.Join(bin, "postgres")); err == nil {
			return bin, nil
		}
	}
	return "", errors.New("these tests run a real PostgreSQL and find none: install it with `make test-servers`")
}

// account gives dir to the user whom the server runs as, since no server of a
// database runs as root. Others run it as themselves.
func account(dir, name string) (*syscall.SysProcAttr, error) {
	if os.Geteuid() != 0 {
		return &syscall.SysProcAttr{}, nil
	}
	u, err := user.Lookup(name)
	if err != nil {
		return nil, fmt.Errorf("as root the server needs the user %s to run as; `make test-servers` installs it: %w", name, err)
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err := errors.Join(err1, err2, os.Chown(dir, int(uid), int(gid))); err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
}

func clone(a *syscall.SysProcAttr) *syscall.SysProcAttr {
	c := *a
	return &c
}
