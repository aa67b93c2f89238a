package postgres

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// connectTimeout bounds a connection where neither the URL nor PGCONNECT_TIMEOUT
// does.
const connectTimeout = 10 * time.Second

// configure reads the URL of the store as libpq does: the environment (PGHOST,
// PGPASSWORD …), the password file and the service file fill in what it leaves
// out. The password that the store's own configuration names goes before all.
func configure(s scanners.Store) (*pgconn.Config, error) {
	address := s.URL
	if s.User != "" && !strings.Contains(authority(address), "@") {
		address = withParameter(address, "user", s.User)
	}
	cfg, err := pgconn.ParseConfig(address)
	if err != nil {
		return nil, scanners.Unreadable(scanners.GapUnsupported,
			"the URL of the store, or what PGSERVICE and the other PG variables add to it, cannot be read: write it as postgres://USER@HOST:5432/DATABASE?sslmode=require, with %-escapes for special characters")
	}
	password, ok, err := tables.Password(s)
	if err != nil {
		return nil, err
	}
	if ok {
		cfg.Password = password
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = connectTimeout
	}
	if cfg.RuntimeParams == nil {
		cfg.RuntimeParams = map[string]string{}
	}
	cfg.RuntimeParams["application_name"] = "piiventory"
	cfg.RuntimeParams["client_encoding"] = "UTF8"
	return cfg, nil
}

// cut splits a URL behind its authority. Several hosts, which net/url refuses,
// are kept as they are.
func cut(address string) (head, path, query string) {
	address, query, _ = strings.Cut(address, "?")
	start := strings.Index(address, "://") + len("://")
	if i := strings.IndexByte(address[start:], '/'); i >= 0 {
		return address[:start+i], address[start+i:], query
	}
	return address, "", query
}

func authority(address string) string {
	head, _, _ := cut(address)
	return head
}

func withParameter(address, name, value string) string {
	head, path, query := cut(address)
	if query != "" {
		query += "&"
	}
	return head + path + "?" + query + name + "=" + url.QueryEscape(value)
}

// withDatabase returns the URL of one database on the server.
func withDatabase(address, name string) string {
	head, _, query := cut(address)
	if query != "" {
		query = "?" + query
	}
	return head + "/" + url.PathEscape(name) + query
}

// place names the server in messages: host and port, or the folder of the
// socket.
func place(cfg *pgconn.Config) string {
	if strings.HasPrefix(cfg.Host, "/") {
		return fmt.Sprintf("the socket in %s, port %d", cfg.Host, cfg.Port)
	}
	if strings.Contains(cfg.Host, ":") {
		return fmt.Sprintf("[%s]:%d", cfg.Host, cfg.Port)
	}
	return fmt.Sprintf("%s:%d", cfg.Host, cfg.Port)
}
