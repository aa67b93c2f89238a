package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"piiventory/scanners"
)

// A setting is one of pg_settings, as it holds for this session.
type setting struct {
	value, unit string
	own         bool // set for the user who scans, not for the server or the database
}

// asking reads settings, and what the user may see beyond them. Of the commands of the
// archive only whether there is one leaves the server, since they may hold passwords.
const asking = `SELECT name, CASE WHEN name IN ('archive_command', 'archive_library') THEN (setting NOT IN ('', '(disabled)'))::text ELSE setting END,
	coalesce(unit, ''), source IN ('user', 'database user')
FROM pg_settings WHERE name IN ('ssl', 'listen_addresses', 'archive_mode', 'archive_command', 'archive_library', 'wal_level',
	'wal_keep_size', 'wal_keep_segments', 'wal_segment_size', 'max_wal_size', 'max_slot_wal_keep_size', 'pgaudit.log', 'pgaudit.log_parameter',
	'log_statement', 'log_min_duration_statement', 'log_parameter_max_length', 'log_connections')
UNION ALL SELECT '?archived', coalesce(to_char(last_archived_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), ''), '', false FROM pg_stat_archiver
UNION ALL SELECT '?subconninfo', has_column_privilege('pg_subscription', 'subconninfo', 'SELECT')::text, '', false
UNION ALL SELECT '?hba', (has_table_privilege('pg_hba_file_rules', 'SELECT') AND has_function_privilege('pg_hba_file_rules()', 'EXECUTE'))::text, '', false`

// askSettings asks for all settings at once. Those that this version does not have, or
// does not show, are not there.
func (a *about) askSettings(ctx context.Context, c *conn) error {
	settings, rights := map[string]setting{}, map[string]bool{}
	err := c.query(ctx, asking, nil, nil, func(row [][]byte) error {
		name, value := string(row[0]), string(row[1])
		settings[name] = setting{value, string(row[2]), string(row[3]) == "t"}
		rights[name] = value == "true"
		return nil
	})
	if err != nil {
		return err
	}
	a.settings, a.rights = settings, rights
	a.listen()
	a.backup()
	a.audit()
	a.unknown("encryption", "PostgreSQL does not say whether its files or its disks are encrypted: ask who runs the machine")
	return nil
}

// shown says whether the server shows the settings. Where it does not the fact is unknown:
// what a setting that is not seen holds is not known, and not that it holds nothing.
func (a *about) shown(fact string, names ...string) bool {
	var missing []string
	for _, name := range names {
		if _, ok := a.settings[name]; !ok {
			missing = append(missing, name)
		}
	}
	if missing != nil {
		a.unknown(fact, fmt.Sprintf("the server does not show the setting %s to user %q: %s, or ask who runs it", strings.Join(missing, ", "), a.pool.cfg.User, a.monitor()))
	}
	return missing == nil
}

func (a *about) listen() {
	if !a.shown("listen", "listen_addresses") {
		return
	}
	addresses := strings.Join(strings.Fields(a.settings["listen_addresses"].value), "")
	if addresses == "" {
		addresses = "none"
	}
	a.fact("listen", addresses, "")
}

// backup tells whether the server hands its log to an archive. Dumps and copies of disks
// are made by others.
func (a *about) backup() {
	mode, archived := a.settings["archive_mode"].value, a.settings["?archived"].value
	some := a.rights["archive_command"] || a.rights["archive_library"]
	archivers := []string{"archive_mode"}
	switch {
	case mode == "off" || some:
	case major(a.version) < 15:
		archivers = append(archivers, "archive_command")
	default:
		archivers = append(archivers, "archive_command", "archive_library")
	}
	if !a.shown("backup", archivers...) {
		return
	}
	switch {
	case mode == "off":
		a.fact("backup", "none", "the server archives no log; of dumps and copies of disks it does not know")
	case !some:
		a.fact("backup", "none", "archiving is on, but no command or library is set that archives")
	case archived == "":
		a.fact("backup", "archive", "nothing was archived since the server counts")
	default:
		a.fact("backup", "archive", fmt.Sprintf("the log was last archived at %s", archived))
	}
}

// audit tells what of statements and connections the server writes down.
func (a *about) audit() {
	values := "the server's log then holds the values that stand in statements"
	if s, ok := a.settings["log_parameter_max_length"]; !ok || s.value != "0" {
		values = "the server's log then holds the values that stand in statements, and those that are bound to them"
	}
	written := false
	write := func(name, value, detail string) {
		if a.settings[name].own {
			detail = "set for the user who scans; what holds for others is not visible"
		}
		a.fact("audit", name+"="+value, detail)
		written = true
	}
	if s, ok := a.settings["pgaudit.log"]; ok && s.value != "" && s.value != "none" {
		detail := ""
		if a.settings["pgaudit.log_parameter"].value == "on" {
			detail = values
		}
		write("pgaudit.log", strings.ReplaceAll(s.value, " ", ""), detail)
	}
	if s := a.settings["log_statement"].value; s != "none" && s != "" {
		write("log_statement", s, values)
	}
	if s, err := strconv.Atoi(a.settings["log_min_duration_statement"].value); err == nil && s >= 0 {
		write("log_min_duration_statement", (time.Duration(s) * time.Millisecond).String(), values)
	}
	if s := a.settings["log_connections"].value; s != "off" && s != "" {
		write("log_connections", s, "")
	}
	if a.shown("audit", "log_statement", "log_min_duration_statement", "log_connections") && !written {
		a.fact("audit", "off", "")
	}
}

// retention tells how much of the write-ahead log is kept. waiting says that a replication
// slot that nobody reads holds some of it.
func (a *about) retention(waiting bool) {
	if a.settings == nil {
		a.unknown("log-retention", "the server's settings could not be asked: scan again")
		return
	}
	if !a.shown("log-retention", a.keeping(waiting)...) {
		return
	}
	kept := a.megabytes("wal_keep_size")
	if segments := a.megabytes("wal_keep_segments"); segments > 0 { // before version 13
		kept = segments * a.megabytes("wal_segment_size") >> 20
	}
	bound, bounded := a.settings["max_slot_wal_keep_size"]
	value := "checkpoint"
	switch {
	case waiting && (!bounded || bound.value == "-1"):
		value = "unbounded"
	case waiting:
		value = fmt.Sprintf("%dMB", max(kept, a.megabytes("max_slot_wal_keep_size")))
	case kept > 0:
		value = fmt.Sprintf("%dMB", kept)
	}
	a.facts = append(a.facts, scanners.Fact{Name: "log-retention", Value: value, Source: "server",
		Detail: fmt.Sprintf("the write-ahead log holds the rows that were written; what is done with is overwritten, up to %d MB later", a.megabytes("max_wal_size"))})
}

// keeping are the settings that say how much of the write-ahead log is kept, of which there
// were others before version 13.
func (a *about) keeping(waiting bool) []string {
	switch {
	case major(a.version) < 13:
		return []string{"wal_keep_segments", "wal_segment_size", "max_wal_size"}
	case waiting:
		return []string{"wal_keep_size", "max_slot_wal_keep_size", "max_wal_size"}
	}
	return []string{"wal_keep_size", "max_wal_size"}
}

// megabytes is the number of a setting, which is in megabytes for those of sizes.
func (a *about) megabytes(name string) int64 {
	return max(number([]byte(a.settings[name].value)), 0)
}
