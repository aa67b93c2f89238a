package tables

import "testing"

func TestCopiesStandWhereTheirHostsSay(t *testing.T) {
	for host, want := range map[string]string{
		"orders.c0ffee00.ap-southeast-1.rds.amazonaws.com": "SG",
		"orders.c0ffee00.ap-east-1.rds.amazonaws.com":      "HK",
		"10.1.2.3":         "unknown",
		"203.0.113.9":      "unknown",
		"replica.internal": "unknown",
		LocalHost:          "",
		"127.0.0.1":        "",
		"::1":              "",
	} {
		got := ""
		for _, f := range Copy("replica", host, "")[1:] {
			if got = f.Value; f.Unknown {
				got = "unknown"
			}
			if f.Detail != host || f.Unknown && f.Reason == "" {
				t.Errorf("%s: %+v", host, f)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", host, got, want)
		}
	}
}
