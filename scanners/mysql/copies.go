package mysql

import (
	"context"
	"fmt"
	"strings"

	"piiventory/scanners/tables"
)

// dumping lists the connections over which the binary log is read. The list of connections
// shows a user without PROCESS only its own, without a word; the other table refuses it.
const dumping = `SELECT HOST FROM information_schema.PROCESSLIST WHERE COMMAND LIKE 'Binlog Dump%'
	UNION ALL SELECT NAME FROM information_schema.INNODB_METRICS WHERE NAME = ''`

// askReplicas tells who reads the binary log: replicas, and programs that copy changes. A
// user that may not see the connections may still be shown the replicas that registered.
func (a *about) askReplicas(ctx context.Context) error {
	var hosts []string
	err := a.ask(ctx, dumping, nil, func(row map[string]string) error {
		hosts = append(hosts, row["host"])
		return nil
	})
	if denied(err) {
		unnamed := 0
		list := "SHOW SLAVE HOSTS"
		if !a.mariadb && a.since(8, 0, 22) {
			list = "SHOW REPLICAS"
		}
		err = a.ask(ctx, list, nil, func(row map[string]string) error {
			if row["host"] == "" {
				unnamed++
			} else {
				hosts = append(hosts, row["host"])
			}
			return nil
		})
		if err != nil {
			return a.refused(err, "GRANT PROCESS ON *.*")
		}
		if unnamed > 0 {
			a.unsaid("replica", fmt.Sprintf("%d replicas do not say their host: set report_host there, or GRANT PROCESS ON *.* to user %q", unnamed, a.user))
		} else if hosts == nil {
			a.fact("replica", "none", "")
		}
	} else if err != nil {
		return err
	} else if a.settings == nil {
		a.unsaid("replica", "the server's settings could not be asked: scan again")
	} else if hosts == nil && !a.on("wsrep_on") && a.settings["group_replication_group_name"] == "" {
		a.fact("replica", "none", "")
	}
	for _, host := range hosts {
		if host = tables.HostOf(host); host == "localhost" {
			host = tables.LocalHost
		}
		a.facts = append(a.facts, tables.Copy("replica", host, "reads the binary log")...)
	}
	return nil
}

// askCluster tells of the servers that hold the same data as one cluster.
func (a *about) askCluster(ctx context.Context) error {
	node := func(address, detail string) {
		if host := tables.HostOf(strings.TrimSpace(address)); host != "" && host != "AUTO" {
			a.facts = append(a.facts, tables.Copy("replica", host, detail)...)
		}
	}
	if a.on("wsrep_on") {
		return a.ask(ctx, "SHOW GLOBAL STATUS LIKE 'wsrep_incoming_addresses'", nil, func(row map[string]string) error {
			for address := range strings.SplitSeq(row["value"], ",") {
				node(address, "a node of the cluster, of which this server is one")
			}
			return nil
		})
	}
	if a.settings["group_replication_group_name"] == "" {
		return nil
	}
	err := a.ask(ctx, "SELECT MEMBER_HOST AS host FROM performance_schema.replication_group_members ORDER BY MEMBER_HOST", nil, func(row map[string]string) error {
		node(row["host"], "a node of the cluster, of which this server is one")
		return nil
	})
	return a.refused(err, "GRANT SELECT ON performance_schema.replication_group_members")
}

// askSources tells of which servers this one is a replica, running or not. The user and
// the state of the connection stand beside the host and are left there.
func (a *about) askSources(ctx context.Context) error {
	list, grant := "SHOW SLAVE STATUS", "GRANT REPLICATION CLIENT ON *.*"
	switch {
	case a.mariadb && a.since(10, 5, 9):
		list, grant = "SHOW ALL SLAVES STATUS", "GRANT SLAVE MONITOR ON *.*"
	case a.mariadb:
		list = "SHOW ALL SLAVES STATUS"
	case a.since(8, 0, 22):
		list = "SHOW REPLICA STATUS"
	}
	some := false
	err := a.ask(ctx, list, nil, func(row map[string]string) error {
		host := row["master_host"] + row["source_host"]
		if host == "" {
			return nil
		}
		some = true
		if host == "localhost" {
			host = tables.LocalHost
		}
		detail := "this server is a replica"
		if row["slave_io_running"]+row["replica_io_running"] != "Yes" {
			detail = "this server is a replica, which gets nothing new at present"
		}
		a.facts = append(a.facts, tables.Copy("copy-of", host, detail)...)
		return nil
	})
	if err == nil && !some {
		a.fact("copy-of", "none", "")
	}
	return a.refused(err, grant)
}
