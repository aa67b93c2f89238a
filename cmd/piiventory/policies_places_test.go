package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/scanners/scannertest"
)

// rowsOf is how many records each part of an estate holds.
const rowsOf = 40

// A place is one store of a made-up organisation: a bucket or a database.
type place struct {
	scheme, alias, region string
	parts                 []part
	open                  bool
}

// A part is an object, by its key, or a table, by its name, with fields "NAME CATEGORY
// [STATE]". A field without a category has what stands behind "=".
type part struct {
	name   string
	fields []string
}

func (p *part) names() (out []string) {
	for _, f := range p.fields {
		out = append(out, strings.Fields(f)[0])
	}
	return out
}

// inserts writes a table and its records as statements, with the quotes of a database.
func (p *part) inserts(t *testing.T, r *rand.Rand, table, quote string) []string {
	var cols []string
	for _, n := range p.names() {
		cols = append(cols, quote+n+quote+" text")
	}
	out := []string{"CREATE TABLE " + quote + table + quote + " (" + strings.Join(cols, ", ") + ")"}
	var rows []string
	for range rowsOf {
		var vals []string
		for _, f := range p.fields {
			vals = append(vals, "'"+strings.ReplaceAll(value(t, r, f), "'", "''")+"'")
		}
		rows = append(rows, "("+strings.Join(vals, ", ")+")")
	}
	return append(out, "INSERT INTO "+quote+table+quote+" VALUES "+strings.Join(rows, ", "))
}

// body writes an object in the form that its name says.
func (p *part) body(t *testing.T, r *rand.Rand) []byte {
	if table, ok := strings.CutSuffix(p.name, ".sql"); ok {
		table = table[strings.LastIndex(table, "/")+1:]
		table, _, _ = strings.Cut(table, "-")
		return []byte(strings.Join(p.inserts(t, r, table, "`"), ";\n") + ";\n")
	}
	var b bytes.Buffer
	for range rowsOf {
		rec := map[string]string{}
		for _, f := range p.fields {
			rec[strings.Fields(f)[0]] = value(t, r, f)
		}
		line, err := json.Marshal(rec)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	if !strings.HasSuffix(p.name, ".gz") {
		return b.Bytes()
	}
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	if _, err := w.Write(b.Bytes()); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return z.Bytes()
}

// servers are what the estates lie on.
type servers struct {
	pg, my scannertest.Database
	s3     scannertest.Server
	// filled are the URLs of the stores that are there, by what they hold.
	filled map[string]string
}

// config returns the line of piiventory.yaml for the store, which is made unless there is
// one that holds the same.
func (p *place) config(t *testing.T, on servers) string {
	t.Helper()
	holds := fmt.Sprint(p.scheme, p.alias, p.parts, p.open)
	if on.filled[holds] == "" {
		on.filled[holds] = p.fill(t, rand.New(rand.NewPCG(uint64(len(on.filled)), 7)), on, fmt.Sprintf("%s-%d", p.alias, len(on.filled)))
	}
	return fmt.Sprintf("  - {alias: %q, url: %q, region: %s}\n", p.alias, on.filled[holds], p.region)
}

// fill makes the store and returns its URL.
func (p *place) fill(t *testing.T, r *rand.Rand, on servers, name string) (url string) {
	t.Helper()
	switch p.scheme {
	case "s3":
		url = "s3://" + name + "?endpoint=" + on.s3.Endpoint
		p.bucket(t, r, on.s3, name)
	case "mysql":
		url = strings.TrimSuffix(on.my.URL(""), "/")
		statements(t, url+"/", "CREATE DATABASE `"+name+"` CHARACTER SET utf8mb4")
		url += "/" + name
		for _, part := range p.parts {
			statements(t, url, part.inserts(t, r, part.name, "`")...)
		}
	case "postgres":
		url = strings.TrimSuffix(on.pg.URL(""), "/")
		statements(t, url+"/postgres", `CREATE DATABASE "`+name+`"`)
		url += "/" + name
		for _, part := range p.parts {
			statements(t, url, part.inserts(t, r, part.name, `"`)...)
		}
	}
	return url
}

func (p *place) bucket(t *testing.T, r *rand.Rand, on scannertest.Server, name string) {
	c := client(on)
	if _, err := c.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &name}); err != nil {
		t.Fatal(err)
	}
	for _, part := range p.parts {
		if _, err := c.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &name, Key: &part.name, Body: bytes.NewReader(part.body(t, r))}); err != nil {
			t.Fatal(err)
		}
	}
	if !p.open {
		return
	}
	everybody := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::` + name + `/*"}]}`
	if _, err := c.PutBucketPolicy(t.Context(), &s3.PutBucketPolicyInput{Bucket: &name, Policy: aws.String(everybody)}); err != nil {
		t.Fatal(err)
	}
}

func statements(t *testing.T, url string, list ...string) {
	t.Helper()
	db, err := openDB(url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range list {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%.80s: %v", s, err)
		}
	}
}
