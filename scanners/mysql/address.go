package mysql

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/user"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

const (
	connectTimeout = 10 * time.Second
	// readTimeout is above the longest statement, for servers that do not keep to
	// their own timeout.
	readTimeout = longStatement + 15*time.Second
)

// An address is where and as whom to connect.
type address struct {
	cfg      *mysql.Config
	password bool // one was given, even an empty one
}

const form = "write it as mysql://USER@HOST:3306/DATABASE, with %-escapes for special characters and the options tls, ssl-ca, socket and option_file behind a question mark"

// configure reads the URL of the store. What it leaves out is taken from the
// option files and then from the environment, as MySQL's own programs do. The
// password that the store's configuration names goes before all.
func configure(s scanners.Store) (*address, error) {
	u, err := url.Parse(s.URL)
	name, err2 := "", err
	if err == nil {
		name, err2 = url.PathUnescape(strings.Trim(u.EscapedPath(), "/"))
	}
	if err2 != nil || u.Opaque != "" || strings.Contains(strings.Trim(u.EscapedPath(), "/"), "/") {
		return nil, scanners.Unreadable(scanners.GapUnsupported, "the URL of the store cannot be read: "+form)
	}
	q := u.Query()
	for name := range q {
		switch name {
		case "tls", "ssl-mode", "ssl-ca", "socket", "option_file":
		default:
			return nil, scanners.Unreadable(scanners.GapUnsupported, fmt.Sprintf("the URL of the store has the unknown option %q: %s", name, form))
		}
	}
	o, err := options(q.Get("option_file"))
	if err != nil {
		return nil, err
	}
	cfg := mysql.NewConfig()
	a := &address{cfg: cfg}
	password, inURL := u.User.Password()
	fromStore, ok, err := tables.Password(s)
	switch {
	case err != nil:
		return nil, err
	case ok:
		cfg.Passwd, a.password = fromStore, true
	case inURL:
		cfg.Passwd, a.password = password, true
	default:
		if cfg.Passwd, a.password = o["password"]; !a.password {
			cfg.Passwd, a.password = os.LookupEnv("MYSQL_PWD")
		}
	}
	cfg.User = first(u.User.Username(), s.User, o["user"], osUser())
	cfg.DBName = name
	if socket := first(q.Get("socket"), when(u.Host == "" && o["host"] == "" && os.Getenv("MYSQL_HOST") == "", first(o["socket"], os.Getenv("MYSQL_UNIX_PORT")))); socket != "" {
		cfg.Net, cfg.Addr = "unix", socket
	} else {
		cfg.Net = "tcp"
		cfg.Addr = net.JoinHostPort(first(u.Hostname(), o["host"], os.Getenv("MYSQL_HOST"), "127.0.0.1"),
			first(u.Port(), o["port"], os.Getenv("MYSQL_TCP_PORT"), "3306"))
	}
	if err := encrypt(cfg, strings.ToLower(first(q.Get("tls"), q.Get("ssl-mode"), o["ssl-mode"])), first(q.Get("ssl-ca"), o["ssl-ca"])); err != nil {
		return nil, err
	}
	cfg.Timeout, cfg.ReadTimeout, cfg.WriteTimeout = connectTimeout, readTimeout, connectTimeout
	cfg.ConnectionAttributes = "program_name:piiventory"
	cfg.InterpolateParams = true
	cfg.Logger = &mysql.NopLogger{}
	return a, nil
}

// encrypt sets up TLS by the names of MySQL's ssl-mode and of the driver's tls.
func encrypt(cfg *mysql.Config, mode, authority string) error {
	host, _, _ := net.SplitHostPort(cfg.Addr)
	switch mode {
	case "", "preferred":
		cfg.TLSConfig, cfg.AllowFallbackToPlaintext = "preferred", true
		return nil
	case "false", "disabled":
		cfg.TLSConfig = "false"
		return nil
	case "skip-verify", "required":
		cfg.TLSConfig = "skip-verify"
		return nil
	case "true", "verify_identity", "verify_ca":
		cfg.TLS = &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	default:
		return scanners.Unreadable(scanners.GapUnsupported, "the option tls of the store is unknown: it is one of preferred, required, verify_identity and disabled")
	}
	if authority == "" {
		return nil
	}
	pem, err := os.ReadFile(authority)
	cfg.TLS.RootCAs = x509.NewCertPool()
	if err != nil || !cfg.TLS.RootCAs.AppendCertsFromPEM(pem) {
		return scanners.Unreadable(scanners.GapUnsupported, "the file that ssl-ca names cannot be read, or holds no certificate in PEM form")
	}
	return nil
}

// withDatabase returns the URL of one database on the server.
func withDatabase(address, name string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", scanners.Unreadable(scanners.GapUnsupported, "the URL of the store cannot be read: "+form)
	}
	u.Path, u.RawPath = "/"+name, "/"+url.PathEscape(name)
	return u.String(), nil
}

// host is the server's host name, empty for a socket.
func (s *server) host() string {
	host, _, _ := net.SplitHostPort(s.address.cfg.Addr)
	return host
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func when(condition bool, value string) string {
	if condition {
		return value
	}
	return ""
}

func osUser() string {
	u, err := user.Current()
	if err != nil {
		return os.Getenv("USER")
	}
	return u.Username
}
