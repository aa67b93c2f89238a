package mysql

import (
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

func TestPermissions(t *testing.T) {
	t.Parallel()
	_, run := database(t, "rights")
	run(`CREATE USER reader IDENTIFIED BY 'hunter2secret'`,
		`CREATE TABLE refused (v TEXT)`, `GRANT INSERT ON rights.refused TO reader`,
		"CREATE TABLE some (a TEXT, `b b` TEXT, c TEXT)", `INSERT INTO some VALUES ('1', '2', '3')`, `GRANT SELECT (a), SELECT (c) ON rights.some TO reader`,
		`CREATE TABLE open (v TEXT)`, `INSERT INTO open VALUES ('x')`, `GRANT SELECT ON rights.open TO reader`,
		`CREATE TABLE unseen (v TEXT)`)
	sc := opened(t, scannertest.MariaDB(t).URLAs("reader", "hunter2secret", "rights"))
	found := listed(t, sc)
	if got := strings.Join(paths(found), " "); got != "open refused some" {
		t.Errorf("listed %s", got)
	}
	_, err := sc.Sample(t.Context(), found["refused"], some, func(*scanners.Batch) error { return nil })
	if g := scanners.GapOf(err); g.Kind != scanners.GapPermission || !strings.Contains(g.Reason, "GRANT SELECT ON `rights`.`refused`") {
		t.Errorf("%+v", g)
	}
	for _, d := range []scanners.Draw{full, some} {
		rows, drawn := sampled(t, sc, "some", d)
		if len(rows) != 1 || len(rows[0]) != 2 || rows[0]["a"] != "1" || !strings.Contains(reasons(drawn.Gaps), "some columns only") {
			t.Errorf("%v, %s", rows, reasons(drawn.Gaps))
		}
		if rows, drawn := sampled(t, sc, "open", d); len(rows) != 1 || len(drawn.Gaps) != 0 {
			t.Errorf("%v, %s", rows, reasons(drawn.Gaps))
		}
	}
}

func TestMessagesOfFailedConnections(t *testing.T) {
	server := scannertest.MariaDB(t)
	execute(t, "", "CREATE DATABASE fenced", "CREATE USER outside IDENTIFIED BY 'hunter2secret'")
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	noise, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer noise.Close()
	go func() {
		for {
			c, err := noise.Accept()
			if err != nil {
				return
			}
			c.Write([]byte("SSH-2.0-OpenSSH_9.2 hunter2secret\r\n"))
			c.Close()
		}
	}()
	t.Setenv("HOME", t.TempDir())
	at := fmt.Sprintf("127.0.0.1:%d", server.Port)
	for _, c := range []struct {
		url  string
		kind scanners.GapKind
		want []string
	}{
		{server.URLAs("scannertest", "hunter2secret", "mysql"), scanners.GapPermission, []string{at, `password of user "scannertest" is wrong`, "MYSQL_PWD"}},
		{"mysql://scannertest@" + at + "/mysql", scanners.GapPermission, []string{at, "needs a password and none was given", "option file"}},
		{server.URLAs("outside", "hunter2secret", "fenced"), scanners.GapPermission, []string{"GRANT SELECT ON `fenced`.*"}},
		{server.URL("missing"), scanners.GapVanished, []string{`there is no database "missing"`}},
		{"mysql://u:hunter2secret@" + closed.Addr().String() + "/d", scanners.GapUnreachable, []string{closed.Addr().String(), "refused", "port"}},
		{"mysql://u:hunter2secret@" + noise.Addr().String() + "/d", scanners.GapUnreachable, []string{noise.Addr().String(), "protocol"}},
		{"mysql://u:hunter2secret@no-such-host.invalid/d", scanners.GapUnreachable, []string{"no-such-host.invalid:3306", "cannot be resolved"}},
		{"mysql://u:hunter2secret@h/d?socket=/nowhere/socket", scanners.GapUnreachable, []string{"/nowhere/socket", "not there"}},
		{server.URL("mysql") + "?tls=required", scanners.GapUnreachable, []string{at, "does not offer TLS"}},
		{server.URL("mysql") + "?tls=maybe", scanners.GapUnsupported, []string{"preferred, required"}},
		{server.URL("mysql") + "?charset=utf8", scanners.GapUnsupported, []string{`unknown option "charset"`}},
		{"mysql://u:hunter2%zzsecret@host/d", scanners.GapUnsupported, []string{"mysql://USER@HOST"}},
		{server.URL(""), scanners.GapUnsupported, []string{"names no database"}},
		{server.URL("mysql") + "?option_file=/nowhere/my.cnf", scanners.GapPermission, []string{"option file"}},
	} {
		sc, err := Kind.Open(t.Context(), scanners.Store{URL: c.url, Budget: &scanners.Budget{}})
		if err == nil {
			sc.Close()
			t.Errorf("%v: opened", c.want)
			continue
		}
		g := scanners.GapOf(err)
		if g.Kind != c.kind {
			t.Errorf("%+v", g)
		}
		for _, w := range c.want {
			if !strings.Contains(g.Reason, w) {
				t.Errorf("%q does not say %q", g.Reason, w)
			}
		}
		if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("tells the password: %v", err)
		}
		t.Log(g.Reason)
	}
}

// Passwords come from the URL, option files, the environment and the store's
// configuration, the last before all others.
func TestPasswordsComeFromEverywhere(t *testing.T) {
	server := scannertest.MariaDB(t)
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	at := fmt.Sprintf("127.0.0.1:%d", server.Port)
	bare := "mysql://" + server.User + "@" + at + "/mysql"
	file := write("own.cnf", fmt.Sprintf("[client]\nuser=%s\npassword = \"%s\"\nhost=127.0.0.1\nport=%d\n", server.User, server.Password, server.Port))
	home := filepath.Join(dir, "home")
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	write("home/.my.cnf", "[client-mariadb]\npassword="+server.Password+"\n")
	for name, c := range map[string]struct {
		env   map[string]string
		store scanners.Store
		ok    bool
	}{
		"none":              {nil, scanners.Store{URL: bare}, false},
		"MYSQL_PWD":         {map[string]string{"MYSQL_PWD": server.Password}, scanners.Store{URL: bare}, true},
		"~/.my.cnf":         {map[string]string{"HOME": home}, scanners.Store{URL: bare}, true},
		"option_file":       {nil, scanners.Store{URL: "mysql:///mysql?option_file=" + file}, true},
		"User":              {map[string]string{"MYSQL_PWD": server.Password}, scanners.Store{URL: "mariadb://" + at + "/mysql", User: server.User}, true},
		"MYSQL_HOST":        {map[string]string{"MYSQL_HOST": "127.0.0.1", "MYSQL_TCP_PORT": fmt.Sprint(server.Port), "MYSQL_PWD": server.Password}, scanners.Store{URL: "mysql://" + server.User + "@/mysql"}, true},
		"PasswordEnv":       {map[string]string{"CRM_PW": server.Password, "MYSQL_PWD": "wrong"}, scanners.Store{URL: bare, PasswordEnv: "CRM_PW"}, true},
		"PasswordEnv unset": {map[string]string{"MYSQL_PWD": server.Password}, scanners.Store{URL: bare, PasswordEnv: "CRM_PW_UNSET"}, false},
		"PasswordFile":      {nil, scanners.Store{URL: "mysql://" + server.User + ":wrong@" + at + "/mysql", PasswordFile: write("pw", server.Password+"\n")}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HOME", dir)
			for k, v := range c.env {
				t.Setenv(k, v)
			}
			c.store.Budget = &scanners.Budget{}
			sc, err := Kind.Open(t.Context(), c.store)
			if err == nil {
				sc.Close()
			}
			if (err == nil) != c.ok {
				t.Errorf("opened: %v (%v)", err == nil, err)
			}
			if err != nil && strings.Contains(err.Error(), server.Password) {
				t.Error("tells the password")
			}
		})
	}
}

func TestOptionFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if err := os.Mkdir(filepath.Join(dir, "more"), 0o700); err != nil {
		t.Fatal(err)
	}
	write("more/b.cnf", "[client]\nhost=b\nport=1\n")
	write("more/c.cnf", "[client]\nhost=c\n")
	write("more/ignored.txt", "[client]\nhost=ignored\n")
	path := write("my.cnf", `# a comment
[mysqld]
user=mysqld
[client]
user = alice   # not part of it
password="p#w;\"q\\ "
ssl_mode='REQUIRED'
skip-something
!includedir `+dir+`/more
!include `+dir+`/my.cnf
[client-mariadb]
socket=a\sb
[mysqldump]
user=dump
`)
	got, err := options(path)
	want := map[string]string{"user": "alice", "password": `p#w;"q\ `, "ssl-mode": "REQUIRED", "skip-something": "", "host": "c", "port": "1", "socket": "a b"}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	if err := os.Chmod(path, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := options(path); err == nil {
		t.Error("a file that everybody may write is read")
	}
}

func FuzzOption(f *testing.F) {
	for _, s := range []string{"a=b", `password="x#y"`, `\`, `"`, "=", "#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		key, _ := option(line)
		if strings.Contains(key, "=") || strings.TrimSpace(key) != key {
			t.Errorf("%q has the key %q", line, key)
		}
	})
}

func TestDiscovers(t *testing.T) {
	server := scannertest.MariaDB(t)
	execute(t, "", "CREATE DATABASE `disc/over?d 库`", "CREATE DATABASE hidden", "CREATE USER finder IDENTIFIED BY 'hunter2secret'", "GRANT SELECT ON `disc/over?d 库`.* TO finder")
	server.User, server.Password = "finder", "hunter2secret"
	for _, u := range []string{server.URL(""), strings.TrimSuffix(server.URL(""), "/"), server.URL("") + "?tls=preferred"} {
		found, err := Kind.Discover(t.Context(), scanners.Store{Alias: "crm", URL: u, Region: "CN", Budget: &scanners.Budget{}})
		if err != nil {
			t.Fatal(err)
		}
		if len(found) != 1 || found[0].Alias != "disc/over?d 库" || !found[0].Discovered || found[0].Region != "CN" {
			t.Errorf("found %d: %v", len(found), found)
		}
		if sc := opened(t, found[0].URL); sc.database != found[0].Alias {
			t.Errorf("opens %q", sc.database)
		}
	}
}
