package mysql

import (
	"context"
	"errors"
	"slices"
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
	facts, err := opened(t, scannertest.MariaDB(t).URL("mysql")).Facts(t.Context())
	want := []string{"jurisdiction=? database host", "jurisdiction=? server", "network=private connection", "region=? database host"}
	if got := placed(facts); err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestCertificateTellsTheVendor(t *testing.T) {
	server := scannertest.MariaDBFor(t, "0ain01.internal.ap-southeast-1.mysql.rds.myhuaweicloud.com")
	want := []string{"jurisdiction=? database host", "jurisdiction=? server", "jurisdiction=HK server certificate", "network=private connection",
		"provider=huawei server certificate", "region=? database host", "region=ap-southeast-1 server certificate"}
	for _, mode := range []string{"", "?tls=required", "?tls=preferred"} {
		sc := opened(t, server.URL("mysql")+mode)
		facts, err := sc.Facts(t.Context())
		if got := placed(facts); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v", mode, got, err)
		}
		if sc.encrypted == "" {
			t.Errorf("%s: in the clear", mode)
		}
	}
	facts, err := opened(t, server.URL("mysql")+"?tls=disabled").Facts(t.Context())
	want = []string{"jurisdiction=? database host", "jurisdiction=? server", "network=private connection", "region=? database host"}
	if got := placed(facts); err != nil || !slices.Equal(got, want) {
		t.Errorf("in the clear: %q, %v", got, err)
	}
	if _, err := Kind.Open(t.Context(), scanners.Store{URL: server.URL("mysql") + "?tls=verify_identity", Budget: &scanners.Budget{}}); err == nil {
		t.Error("a certificate of nobody was taken for one of the host")
	}
}

func TestServerSaysItsOwnName(t *testing.T) {
	for name, c := range map[string]struct {
		end  *farEnd
		want places.Place
	}{
		"a machine of AWS": {&farEnd{hostname: "ip-10-0-0-1.cn-north-1.compute.internal"}, places.Place{Provider: "aws", Region: "cn-north-1"}},
		"a machine of GCP": {&farEnd{hostname: "db.asia-east2-a.c.p.internal"}, places.Place{Provider: "google", Region: "asia-east2"}},
		"RDS":              {&farEnd{hostname: "ip-10-0-0-1", folder: "/rdsdbbin/mysql-8.0.40/"}, places.Place{Provider: "aws"}},
		"one's own":        {&farEnd{hostname: "db1", folder: "/usr/"}, places.Place{}},
		"nothing":          {&farEnd{}, places.Place{}},
	} {
		got := c.end.said()
		if (got.Region == "") != (got.Reason != "") {
			t.Errorf("%s: %+v", name, got)
		}
		if got.Reason = ""; got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	if sc := opened(t, scannertest.MariaDB(t).URL("mysql")); sc.farEnd.hostname == "" || sc.farEnd.folder == "" {
		t.Errorf("the server was not heard: %q %q", sc.farEnd.hostname, sc.farEnd.folder)
	}
}

func TestCustomDomainOfADatabaseIsLookedUp(t *testing.T) {
	sc := opened(t, scannertest.MariaDB(t).URL("mysql"))
	sc.address.cfg.Addr = "db.example.com:3306"
	got := placed(sc.standing(t.Context(), scanners.Store{Region: "CN"}, names{"db.example.com.": "hk-cdb-abc.sql.tencentcdb.com."}))
	want := []string{"jurisdiction=? database host", "jurisdiction=? server", "jurisdiction=CN configuration", "jurisdiction=HK CNAME of the host",
		"network=private connection", "provider=tencent CNAME of the host", "region=? database host", "region=hk CNAME of the host"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
