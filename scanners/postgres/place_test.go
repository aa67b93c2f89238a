package postgres

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/places"
	"piiventory/scanners/scannertest"
)

// names is a resolver that knows some names.
type names map[string]string

func (n names) LookupCNAME(_ context.Context, host string) (string, error) {
	if target, ok := n[host]; ok {
		return target, nil
	}
	return "", errors.New("no such host")
}

// placed are the facts of where a store stands, each as "name=value source".
func placed(facts []scanners.Fact) []string {
	var out []string
	for _, f := range facts {
		switch f.Name {
		case "provider", "region", "jurisdiction", "network":
			value := f.Value
			if f.Unknown {
				value = "?"
			}
			out = append(out, f.Name+"="+value+" "+f.Source)
		}
	}
	slices.Sort(out)
	return out
}

func TestServerOfOnesOwnIsNowhere(t *testing.T) {
	facts, err := opened(t, scannertest.Postgres(t).URL("postgres")).Facts(t.Context())
	want := []string{"jurisdiction=? database host", "jurisdiction=? server", "network=private connection", "region=? database host"}
	if got := placed(facts); err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	for _, f := range facts {
		if f.Name == "region" && !strings.Contains(f.Reason, "an IP address") {
			t.Errorf("%+v", f)
		}
	}
}

func TestCertificateAndSettingsTellTheVendor(t *testing.T) {
	server := scannertest.PostgresFor(t, "crm.cabc.ap-east-1.rds.amazonaws.com")
	sql(t, server.URL("postgres"), `CREATE DATABASE crm; `)
	sql(t, server.URL("postgres"), `ALTER DATABASE crm SET "rds.extensions" = 'pg_stat_statements'; CREATE ROLE reader LOGIN PASSWORD 'reader-secret'`)
	facts, err := opened(t, server.URLAs("reader", "reader-secret", "crm")+"?sslmode=require").Facts(t.Context())
	want := []string{"jurisdiction=? database host", "jurisdiction=? server", "jurisdiction=HK server certificate", "network=private connection",
		"provider=aws server", "provider=aws server certificate", "region=? database host", "region=ap-east-1 server certificate"}
	if got := placed(facts); err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	facts, err = opened(t, server.URL("postgres")+"?sslmode=disable").Facts(t.Context())
	want = []string{"jurisdiction=? database host", "jurisdiction=? server", "network=private connection", "region=? database host"}
	if got := placed(facts); err != nil || !slices.Equal(got, want) {
		t.Errorf("another database, in the clear: %q, %v", got, err)
	}
}

// Several hosts are each evidence, and a custom domain is looked up.
func TestEveryHostOfTheURLIsEvidence(t *testing.T) {
	sc := opened(t, scannertest.Postgres(t).URL("postgres"))
	named, err := configure(scanners.Store{URL: "postgres://u@db.example.com:5432,crm.cabc.eu-west-2.rds.amazonaws.com:5432/x?sslmode=prefer"})
	if err != nil {
		t.Fatal(err)
	}
	sc.pool.cfg.Host, sc.pool.cfg.Fallbacks = named.Host, named.Fallbacks
	sc.farEnd.address = &net.TCPAddr{IP: net.ParseIP("8.8.8.8")}
	facts := sc.standing(t.Context(), names{"db.example.com.": "rm-x.mysql.singapore.rds.aliyuncs.com."}, places.Place{Reason: "nobody"})
	want := []string{"jurisdiction=? database host", "jurisdiction=? server", "jurisdiction=GB database host", "jurisdiction=SG CNAME of the host",
		"network=public connection", "provider=alibaba CNAME of the host", "provider=aws database host",
		"region=? database host", "region=eu-west-2 database host", "region=singapore CNAME of the host"}
	if got := placed(facts); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestVendorIsNotAskedBeyondTheBudget(t *testing.T) {
	sc, err := Kind.Open(t.Context(), scanners.Store{Alias: "db", URL: scannertest.Postgres(t).URL("postgres"), Budget: &scanners.Budget{MaxRequests: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	facts, err := sc.(*scanner).Facts(t.Context())
	if i := slices.IndexFunc(facts, func(f scanners.Fact) bool { return f.Source == "server" && f.Name == "jurisdiction" }); err != nil || i < 0 || !strings.Contains(facts[i].Reason, "budget") {
		t.Errorf("%+v, %v", facts, err)
	}
}
