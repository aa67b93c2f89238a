package scannertest

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// MariaDB returns one MariaDB server for all tests of the package, on a free
// port of the loopback, with nothing in it. The tests must name their databases
// and users apart.
func MariaDB(t testing.TB) Database {
	t.Helper()
	return sharedMariaDB.get(t, func(dir string) (Database, func(), error) { return startMariaDB(dir) })
}

var sharedMariaDB shared[Database]

// MariaDBWith starts a MariaDB server for one test, with further options as the command
// line has them.
func MariaDBWith(t testing.TB, options ...string) Database {
	t.Helper()
	return own(t, func(dir string) (Database, func(), error) { return startMariaDB(dir, options...) })
}

func startMariaDB(dir string, options ...string) (Database, func(), error) {
	var programs [2]string
	for i, name := range []string{"mariadbd", "mariadb-install-db"} {
		var err error
		if programs[i], err = exec.LookPath(name); err != nil {
			if programs[i], err = exec.LookPath("/usr/sbin/" + name); err != nil {
				return Database{}, nil, fmt.Errorf("these tests run a real MariaDB and find no %s: install it with `make test-servers`", name)
			}
		}
	}
	d := Database{Host: "127.0.0.1", User: "scannertest", Password: "scannertest-secret", scheme: "mysql"}
	as, err := account(dir, "mysql")
	if err != nil {
		return Database{}, nil, err
	}
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir, "TZ=UTC"}
	data := filepath.Join(dir, "data")
	install := exec.Command(programs[1], "--no-defaults", "--datadir="+data, "--auth-root-authentication-method=normal", "--skip-test-db")
	install.Dir, install.Env, install.SysProcAttr = dir, env, as
	if out, err := install.CombinedOutput(); err != nil {
		return Database{}, nil, fmt.Errorf("mariadb-install-db: %w: %s", err, out)
	}
	script := filepath.Join(dir, "owner.sql")
	owner := fmt.Sprintf("CREATE USER '%s'@'%%' IDENTIFIED BY '%s';\nGRANT ALL ON *.* TO '%s'@'%%' WITH GRANT OPTION;\n", d.User, d.Password, d.User)
	if err := os.WriteFile(script, []byte(owner), 0o644); err != nil {
		return Database{}, nil, err
	}
	d.Log = filepath.Join(dir, "mariadb.log")
	for range 3 { // another program may take the port in between
		if d.Port, err = freePort(); err != nil {
			return Database{}, nil, err
		}
		cmd := exec.Command(programs[0], "--no-defaults", "--datadir="+data, "--port="+strconv.Itoa(d.Port), "--bind-address="+d.Host,
			"--socket="+filepath.Join(dir, "socket"), "--pid-file="+filepath.Join(dir, "pid"), "--tmpdir="+dir, "--init-file="+script,
			"--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--innodb-buffer-pool-size=256M")
		cmd.Args = append(cmd.Args, options...)
		cmd.Dir, cmd.Env, cmd.SysProcAttr = dir, env, clone(as)
		stop, err := run(cmd, d.Log, func() error { return greeted(d) })
		if errors.Is(err, errEnded) {
			continue
		}
		return d, stop, err
	}
	return Database{}, nil, fmt.Errorf("mariadbd ended three times: %s", tail(d.Log))
}

// greeted waits for the packet with which the server begins.
func greeted(d Database) error {
	c, err := net.DialTimeout("tcp", net.JoinHostPort(d.Host, strconv.Itoa(d.Port)), time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	_, err = c.Read(make([]byte, 5))
	return err
}
