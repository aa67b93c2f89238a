package mysql

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"

	"github.com/go-sql-driver/mysql"

	"piiventory/scanners"
)

// Numbers of server errors (MySQL 8.0 Error Message Reference, MariaDB Error
// Codes).
const (
	tooManyConnections  = 1040
	noDatabaseAccess    = 1044
	accessDenied        = 1045
	unknownDatabase     = 1049
	serverShutdown      = 1053
	unknownColumn       = 1054
	hostBlocked         = 1129
	hostNotAllowed      = 1130
	noGrants            = 1141
	tableDenied         = 1142
	columnDenied        = 1143
	noSuchTable         = 1146
	tableCrashed        = 1194
	tableCrashedRepair  = 1195
	userConnections     = 1203
	lockWaitTimeout     = 1205
	resourceLimit       = 1226
	specificDenied      = 1227
	queryInterrupted    = 1317
	viewInvalid         = 1356
	definitionChanged   = 1412
	mustChangePassword  = 1820
	passwordExpired     = 1862
	maxStatementTime    = 1969 // MariaDB
	connectionKilled    = 1927 // MariaDB
	maxExecutionTime    = 3024 // MySQL
	transportRequired   = 3159
	transportRequiredMA = 4151 // MariaDB: access denied, the account must use TLS
)

func (s *server) place() string {
	if s.address.cfg.Net == "unix" {
		return "the socket " + s.address.cfg.Addr
	}
	return s.address.cfg.Addr
}

// refused says why there is no connection. The texts of the driver and of the
// server are not passed on.
func (s *server) refused(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	cfg := s.address.cfg
	no := func(kind scanners.GapKind, format string, args ...any) error {
		return scanners.Unreadable(kind, fmt.Sprintf("cannot connect to the MySQL server at %s: ", s.place())+fmt.Sprintf(format, args...))
	}
	var my *mysql.MySQLError
	if errors.As(err, &my) {
		switch my.Number {
		case accessDenied:
			if !s.address.password {
				return no(scanners.GapPermission, "user %q needs a password and none was given: put it into an option file, set MYSQL_PWD, or name password_env or password_file for the store", cfg.User)
			}
			hint := ""
			if cfg.TLSConfig == "false" {
				hint = "; an account that requires TLS is refused in the same way, so try without tls=disabled"
			}
			return no(scanners.GapPermission, "the password of user %q is wrong, or there is no such user for connections from here: check both, and where the password comes from (URL, option file, MYSQL_PWD, password_env, password_file)%s", cfg.User, hint)
		case noDatabaseAccess:
			return no(scanners.GapPermission, "user %q may not use database %q: GRANT SELECT ON %s.* TO the user, or check the name", cfg.User, cfg.DBName, quote(cfg.DBName))
		case unknownDatabase:
			return no(scanners.GapVanished, "there is no database %q: check the name, or leave it out of the URL to scan all databases that user %q may see", cfg.DBName, cfg.User)
		case tooManyConnections, userConnections, resourceLimit:
			return no(scanners.GapUnreachable, "no connection is left for user %q: try again later, or raise the limit", cfg.User)
		case hostBlocked, hostNotAllowed:
			return no(scanners.GapPermission, "the server does not let this host in: create the user for it, or FLUSH HOSTS if it was blocked after errors")
		case mustChangePassword, passwordExpired:
			return no(scanners.GapPermission, "the password of user %q has expired: change it", cfg.User)
		case transportRequired, transportRequiredMA:
			return no(scanners.GapPermission, "the server takes encrypted connections only: add tls=required to the URL")
		}
		return no(scanners.GapUnreachable, "the server answered with error %d", my.Number)
	}
	var (
		dns   *net.DNSError
		cert  *tls.CertificateVerificationError
		alert tls.AlertError
		netw  net.Error
	)
	switch {
	case errors.Is(err, mysql.ErrNoTLS):
		return no(scanners.GapUnreachable, "the server does not offer TLS and the URL demands it: turn TLS on at the server, or use tls=preferred if the network is trusted")
	case errors.Is(err, mysql.ErrCleartextPassword), errors.Is(err, mysql.ErrOldPassword), errors.Is(err, mysql.ErrNativePassword), errors.Is(err, mysql.ErrUnknownPlugin):
		return no(scanners.GapUnsupported, "the account of user %q is checked in a way that is not safe or not known here: give the scan an account with caching_sha2_password or mysql_native_password", cfg.User)
	case errors.Is(err, syscall.ECONNREFUSED):
		return no(scanners.GapUnreachable, "the connection was refused: is the server running there, and is the port right?")
	case errors.Is(err, syscall.ENOENT), errors.Is(err, syscall.EACCES):
		return no(scanners.GapUnreachable, "the socket is not there or may not be opened")
	case errors.As(err, &dns):
		return no(scanners.GapUnreachable, "the host name cannot be resolved: check it, and the name server")
	case errors.As(err, &cert):
		return no(scanners.GapUnreachable, "the server's certificate is not trusted: name its authority with ssl-ca in the URL")
	case errors.As(err, &alert):
		return no(scanners.GapUnreachable, "the TLS handshake failed: check the option tls")
	case errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &netw) && netw.Timeout():
		return no(scanners.GapUnreachable, "it did not answer within %d s: check host, port and firewall", int(connectTimeout.Seconds()))
	}
	return no(scanners.GapUnreachable, "the server closed the connection or does not speak the protocol: check host, port and tls")
}

// explain turns the error of a statement into one that a person can act on.
func (s *server) explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var my *mysql.MySQLError
	if !errors.As(err, &my) {
		return scanners.Unreadable(scanners.GapUnreachable, fmt.Sprintf("the connection to the MySQL server at %s was lost", s.place()))
	}
	return s.explainNumber(my.Number)
}

func (s *server) explainNumber(number uint16) error {
	switch number {
	case noSuchTable:
		return scanners.Unreadable(scanners.GapVanished, "it is no longer there: it was dropped or renamed during the scan")
	case unknownColumn, definitionChanged:
		return scanners.Unreadable(scanners.GapVanished, "it was altered during the scan: scan again")
	case unknownDatabase:
		return scanners.Unreadable(scanners.GapVanished, "its database is no longer there")
	case tableDenied, columnDenied, specificDenied:
		return scanners.Unreadable(scanners.GapPermission, fmt.Sprintf("user %q may not read it: GRANT SELECT on it", s.address.cfg.User))
	case noGrants:
		return scanners.Unreadable(scanners.GapEmpty, "nothing was granted")
	case viewInvalid:
		return scanners.Unreadable(scanners.GapCorrupt, "the view refers to tables or columns that are gone, or that its definer may not read: mend or drop it")
	case lockWaitTimeout:
		return scanners.Unreadable(scanners.GapTimeout, "another session holds a lock that keeps readers out for more than a second: scan again when it is done")
	case maxStatementTime, maxExecutionTime, queryInterrupted:
		return scanners.Unreadable(scanners.GapTimeout, fmt.Sprintf("the server took longer than the statement timeout of %d s, or an administrator stopped the statement", int(shortStatement.Seconds())))
	case serverShutdown, connectionKilled:
		return scanners.Unreadable(scanners.GapUnreachable, "the server ended the connection: it is shutting down, or an administrator intervened")
	case tableCrashed, tableCrashedRepair:
		return scanners.Unreadable(scanners.GapCorrupt, "the server calls the table crashed: REPAIR TABLE")
	}
	return scanners.Unreadable(scanners.GapUnreachable, fmt.Sprintf("the server answered with error %d", number))
}

// denied says whether the server refused for want of a privilege.
func denied(err error) bool {
	var e *scanners.Error
	return errors.As(err, &e) && e.Kind == scanners.GapPermission
}
