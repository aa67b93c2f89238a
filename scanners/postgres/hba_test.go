package postgres

import (
	"os"
	"strings"
	"testing"

	"piiventory/scanners/scannertest"
)

// The first line that fits decides, here and on the server, which is asked for the lines.
func TestWhoGetsInWithoutAPassword(t *testing.T) {
	t.Parallel()
	hba := scannertest.ServerFile(t, "postgres", "pg_hba.conf", []byte("host all all all scram-sha-256\n"))
	cert, key := scannertest.Certificate(t, "postgres")
	server := scannertest.PostgresWith(t, "ssl=on", "ssl_cert_file="+cert, "ssl_key_file="+key, "hba_file="+hba)
	for _, c := range []struct{ name, lines, public, detail, tls string }{
		{"passwords", "host all all all scram-sha-256", "no", "", "no"},
		{"anybody", "host all all 127.0.0.1/32 scram-sha-256\nhost all all 0.0.0.0/0 trust", "connect", "line 2", "no"},
		{"one host", "host all all 127.0.0.1/32 scram-sha-256\nhost postgres all 10.1.2.3 255.255.255.255 trust", "connect", "line 2", "no"},
		{"another database", "host all all 127.0.0.1/32 scram-sha-256\nhostssl other all 0.0.0.0/0 trust", "no", "", "yes"},
		{"shadowed", "host all all all scram-sha-256\nhost all all 10.0.0.0/8 trust", "no", "", "no"},
		{"shadowed in part", "host all all 127.0.0.1/32 scram-sha-256\nhost all all 10.1.0.0/16 reject\nhost all all 10.0.0.0/8 trust", "connect", "line 3", "no"},
		{"copies", "host all all all scram-sha-256\nhost replication all 0.0.0.0/0 trust", "replicate", "line 2", "no"},
		{"near", "local all all trust\nhost all all 127.0.0.1/32 trust\nhostssl all all all scram-sha-256", "no", "everybody on the machine", "yes"},
		{"encrypted", "hostnossl all all all reject\nhost all all all scram-sha-256", "no", "", "yes"},
		{"encrypted, but for some", "host all all 127.0.0.1/32 scram-sha-256\nhostnossl all all 10.1.0.0/16 reject\nhost all all 10.0.0.0/8 scram-sha-256", "no", "", "no"},
	} {
		t.Run(c.name, func(t *testing.T) {
			// The server shows the file as it is now, and goes by what it read at its start.
			if err := os.WriteFile(hba, []byte(c.lines+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			k := factsOf(t, server.URL("postgres")+"?sslmode=prefer")
			if got := k.Value("public", ""); got != c.public || !strings.Contains(k.Said("public", ""), c.detail) {
				t.Errorf("public is %q (%s)", got, k.Said("public", ""))
			}
			if got := k.Value("tls-required", ""); got != c.tls {
				t.Errorf("tls-required is %q (%s)", got, k.Said("tls-required", ""))
			}
		})
	}
}
