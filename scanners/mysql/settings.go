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

func (a *about) listen() {
	addresses := strings.ReplaceAll(a.settings["bind_address"], " ", "")
	switch {
	case a.on("skip_networking"):
		addresses = "none"
	case addresses == "":
		addresses = "*"
	}
	a.fact("listen", addresses, "")
}

// retention tells how long the binary log is kept, in which the changes of rows stand.
func (a *about) retention() {
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
	if len(a.facts) == before {
		a.fact("audit", "off", "")
	}
}
