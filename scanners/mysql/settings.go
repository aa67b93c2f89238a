package mysql

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// asking are the global variables that tell something; every user may see them.
const asking = `SHOW GLOBAL VARIABLES WHERE Variable_name IN ('bind_address', 'skip_networking', 'have_ssl', 'require_secure_transport',
	'log_bin', 'binlog_expire_logs_seconds', 'expire_logs_days', 'binlog_expire_logs_auto_purge', 'encrypt_binlog', 'binlog_encryption',
	'server_audit_logging', 'server_audit_events', 'audit_log_policy', 'general_log', 'slow_query_log', 'long_query_time',
	'innodb_encrypt_tables', 'aria_encrypt_tables', 'default_table_encryption', 'wsrep_on', 'group_replication_group_name', 'mandatory_roles')`

// askSettings asks for all settings at once.
func (a *about) askSettings(ctx context.Context) error {
	settings := map[string]string{}
	err := a.ask(ctx, asking, nil, func(row map[string]string) error {
		settings[strings.ToLower(row["variable_name"])] = row["value"]
		return nil
	})
	if err != nil {
		return err
	}
	a.settings = settings
	a.listen()
	switch {
	case a.on("require_secure_transport"):
		a.fact("tls-required", "yes", "")
	case settings["have_ssl"] == "NO" || settings["have_ssl"] == "DISABLED":
		a.fact("tls-required", "no", "the server offers no encrypted connections")
	case (!a.mariadb && a.since(5, 7, 8) || a.mariadb && a.since(10, 5, 2)) && !a.shown("tls-required", "require_secure_transport"):
	default:
		a.fact("tls-required", "no", "single accounts may have to encrypt all the same")
	}
	a.retention()
	a.audit()
	a.unsaid("backup", "the server knows of no backups: ask who makes dumps, or copies of its disks")
	return nil
}

func (a *about) on(setting string) bool {
	v := strings.ToUpper(a.settings[setting])
	return v == "ON" || v == "1" || v == "FORCE" || v == "YES"
}

// shown says whether the server shows the setting. Where it does not the fact is unknown:
// what a setting that is not seen holds is not known, and not that it holds nothing.
func (a *about) shown(fact, setting string) bool {
	_, ok := a.settings[setting]
	if !ok {
		a.unsaid(fact, a.unseen(setting))
	}
	return ok
}

func (a *about) unseen(setting string) string {
	return fmt.Sprintf("the server does not show the setting %s to user %q: ask who runs it", setting, a.user)
}

func (a *about) listen() {
	addresses := strings.ReplaceAll(a.settings["bind_address"], " ", "")
	switch {
	case a.on("skip_networking"):
		addresses = "none"
	case !a.shown("listen", "bind_address"):
		return
	case addresses == "":
		addresses = "*"
	}
	a.fact("listen", addresses, "")
}

// retention tells how long the binary log is kept, in which the changes of rows stand.
func (a *about) retention() {
	expiry := "expire_logs_days"
	if !a.mariadb && a.since(8, 0, 1) {
		expiry = "binlog_expire_logs_seconds"
	}
	if !a.shown("log-retention", "log_bin") || a.on("log_bin") && !a.shown("log-retention", expiry) {
		return
	}
	if !a.on("log_bin") {
		a.fact("log-retention", "off", "")
		return
	}
	detail := "the binary log holds the rows that were written, or the statements that did"
	if a.on("encrypt_binlog") || a.on("binlog_encryption") {
		detail = "the binary log holds the rows that were written, or the statements that did; it is encrypted"
	}
	seconds, _ := strconv.ParseInt(a.settings["binlog_expire_logs_seconds"], 10, 64)
	if days, err := strconv.ParseFloat(a.settings["expire_logs_days"], 64); err == nil && seconds == 0 {
		seconds = int64(days * 24 * 60 * 60)
	}
	if purge, ok := a.settings["binlog_expire_logs_auto_purge"]; ok && strings.EqualFold(purge, "OFF") {
		seconds = 0
	}
	a.fact("log-retention", span(seconds), detail)
}

// span writes seconds in the largest unit that fits.
func span(seconds int64) string {
	switch {
	case seconds <= 0:
		return "unbounded"
	case seconds%(24*60*60) == 0:
		return fmt.Sprintf("%dd", seconds/(24*60*60))
	case seconds%(60*60) == 0:
		return fmt.Sprintf("%dh", seconds/(60*60))
	}
	return fmt.Sprintf("%ds", seconds)
}

// audit tells what of statements and connections the server writes down.
func (a *about) audit() {
	const values = "it holds the values that stand in statements"
	before := len(a.facts)
	if a.on("server_audit_logging") {
		if events := strings.ReplaceAll(a.settings["server_audit_events"], " ", ""); events != "" {
			a.fact("audit", "server_audit_events="+events, values)
		} else {
			a.fact("audit", "server_audit_logging=on", values)
		}
	}
	if policy := a.settings["audit_log_policy"]; policy != "" && policy != "NONE" {
		a.fact("audit", "audit_log_policy="+policy, values)
	}
	if a.on("general_log") {
		a.fact("audit", "general_log=on", values)
	}
	if a.on("slow_query_log") {
		after, _ := strconv.ParseFloat(a.settings["long_query_time"], 64)
		a.fact("audit", fmt.Sprintf("slow_query_log=%gs", after), values)
	}
	told := len(a.facts) > before
	if a.shown("audit", "general_log") && a.shown("audit", "slow_query_log") && !told {
		a.fact("audit", "off", "")
	}
}
