package postgres

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"

	"piiventory/scanners"
)

// SQLSTATE codes (PostgreSQL documentation, appendix A).
const (
	invalidPassword      = "28P01"
	invalidAuthorization = "28000"
	invalidCatalog       = "3D000"
	noPrivilege          = "42501"
	undefinedTable       = "42P01"
	undefinedColumn      = "42703"
	undefinedSchema      = "3F000"
	notPopulated         = "55000"
	lockNotAvailable     = "55P03"
	queryCanceled        = "57014"
	adminShutdown        = "57P01"
	crashShutdown        = "57P02"
	cannotConnectNow     = "57P03"
	tooManyConnections   = "53300"
	untranslatable       = "22P05"
	notInRepertoire      = "22021"
	dataCorrupted        = "XX001"
)

// errDatabase marks an error that another database may not have.
type errDatabase struct{ error }

func (e errDatabase) Unwrap() error { return e.error }

func wrongDatabase(err error) bool {
	var e errDatabase
	return errors.As(err, &e)
}

// refused says why there is no connection. The texts of the driver and of the
// server are not passed on.
func (p *pool) refused(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	at := place(p.cfg)
	database := p.cfg.Database
	if database == "" {
		database = p.cfg.User
	}
	no := func(kind scanners.GapKind, format string, args ...any) error {
		return scanners.Unreadable(kind, fmt.Sprintf("cannot connect to PostgreSQL at %s: ", at)+fmt.Sprintf(format, args...))
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case invalidPassword:
			if p.cfg.Password == "" {
				return no(scanners.GapPermission, "user %q needs a password and none was given: set PGPASSWORD or PGPASSFILE, or name password_env or password_file for the store", p.cfg.User)
			}
			return no(scanners.GapPermission, "the password of user %q is wrong, or there is no such user: check both, and where the password comes from (URL, PGPASSWORD, PGPASSFILE, password_env, password_file)", p.cfg.User)
		case invalidAuthorization:
			hint := ""
			if p.cfg.TLSConfig == nil {
				hint = ", or the server takes encrypted connections only: add sslmode=require to the URL"
			}
			return errDatabase{no(scanners.GapPermission, "the server does not let user %q into database %q from here: pg_hba.conf has no entry for it, or the role may not log in%s", p.cfg.User, database, hint)}
		case invalidCatalog:
			return errDatabase{no(scanners.GapVanished, "there is no database %q: check the name, or leave it out of the URL to scan all databases that user %q may see", database, p.cfg.User)}
		case noPrivilege:
			return errDatabase{no(scanners.GapPermission, "user %q may not connect to database %q: GRANT CONNECT ON DATABASE %s TO %s", p.cfg.User, database, quote(database), quote(p.cfg.User))}
		case tooManyConnections:
			return no(scanners.GapUnreachable, "the server has no connection left: try again later, or raise the connection limit of user %q", p.cfg.User)
		case cannotConnectNow:
			return no(scanners.GapUnreachable, "the server is starting up or shutting down: try again later")
		}
		return no(scanners.GapUnreachable, "the server answered with SQLSTATE %s", pg.Code)
	}
	var (
		dns   *net.DNSError
		cert  *tls.CertificateVerificationError
		netw  net.Error
		alert tls.AlertError
	)
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return no(scanners.GapUnreachable, "the connection was refused: is the server running there, and is the port right?")
	case errors.Is(err, syscall.ENOENT), errors.Is(err, syscall.EACCES):
		return no(scanners.GapUnreachable, "the socket is not there or may not be opened: name the host in the URL, or set PGHOST")
	case errors.As(err, &dns):
		return no(scanners.GapUnreachable, "the host name cannot be resolved: check it, and the name server")
	case errors.As(err, &cert):
		return no(scanners.GapUnreachable, "the server's certificate is not trusted: name its authority with sslrootcert in the URL")
	case errors.As(err, &alert):
		return no(scanners.GapUnreachable, "the TLS handshake failed: check sslmode, sslcert and sslkey")
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netw) && netw.Timeout():
		return no(scanners.GapUnreachable, "there was no answer in time: check host, port and firewall")
	case p.cfg.TLSConfig != nil && strings.Contains(err.Error(), "server refused TLS connection"): // pgconn has no error value for it
		return no(scanners.GapUnreachable, "the server does not offer TLS and sslmode demands it: turn TLS on at the server, or use sslmode=prefer if the network is trusted")
	}
	return no(scanners.GapUnreachable, "the server closed the connection or does not speak the protocol: check host, port and sslmode")
}

// explain turns the error of a statement into one that a person can act on.
func (p *pool) explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return scanners.Unreadable(scanners.GapUnreachable, fmt.Sprintf("the connection to PostgreSQL at %s was lost", place(p.cfg)))
	}
	switch pg.Code {
	case undefinedTable, undefinedSchema:
		return scanners.Unreadable(scanners.GapVanished, "it was dropped or renamed during the scan")
	case undefinedColumn:
		return scanners.Unreadable(scanners.GapVanished, "its columns changed during the scan")
	case noPrivilege:
		return scanners.Unreadable(scanners.GapPermission, fmt.Sprintf("user %q lacks a privilege that reading this needs (SQLSTATE 42501), possibly on something that it refers to: GRANT SELECT on it", p.cfg.User))
	case notPopulated:
		return scanners.Unreadable(scanners.GapEmpty, "it cannot be read in its present state (SQLSTATE 55000): a materialised view must be refreshed first")
	case lockNotAvailable:
		return scanners.Unreadable(scanners.GapTimeout, "another session holds a lock that keeps readers out for more than a second: scan again when it is done")
	case queryCanceled:
		return scanners.Unreadable(scanners.GapTimeout, "the server took longer than the statement timeout of 15 s")
	case adminShutdown, crashShutdown, cannotConnectNow:
		return scanners.Unreadable(scanners.GapUnreachable, "the server ended the connection: it is shutting down, or an administrator intervened")
	case untranslatable, notInRepertoire:
		return scanners.Unreadable(scanners.GapCorrupt, fmt.Sprintf("it holds text that the server cannot turn into UTF-8 (SQLSTATE %s)", pg.Code))
	case dataCorrupted:
		return scanners.Unreadable(scanners.GapCorrupt, "the server found its own data damaged (SQLSTATE XX001)")
	}
	return scanners.Unreadable(scanners.GapUnreachable, fmt.Sprintf("the server answered with SQLSTATE %s", pg.Code))
}
