package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	_ "github.com/go-sql-driver/mysql"
	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"piiventory/scanners/scannertest"
)

// withServers runs the tests with servers that they share.
type withServers struct{ m *testing.M }

func (w withServers) Run() int { return scannertest.Run(w.m) }

func TestMain(m *testing.M) {
	testscript.Main(withServers{m}, map[string]func(){
		"piiventory": main,
	})
}

// TestEveryCommandSaysWhatItsCodesMean walks all commands, cobra's own too.
func TestEveryCommandSaysWhatItsCodesMean(t *testing.T) {
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if !strings.Contains(cmd.Long, "EXIT STATUS") {
			t.Errorf("the help of %q does not say what its exit codes mean", cmd.CommandPath())
		}
		if !strings.Contains(cmd.Example, "piiventory") {
			t.Errorf("the help of %q has no example", cmd.CommandPath())
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(newRoot(&console{}))
}

// TestHelpIsThereInChinese holds that no command and no flag is left out of the
// Chinese help.
func TestHelpIsThereInChinese(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}`)
	root := newRoot(&console{})
	translate(root)
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if !han.MatchString(cmd.Short) || !strings.Contains(cmd.Long, "退出码") {
			t.Errorf("%q has no Chinese help", cmd.CommandPath())
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !han.MatchString(f.Usage) {
				t.Errorf("the flag --%s of %q has no Chinese help", f.Name, cmd.CommandPath())
			}
		})
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(root)
}

// TestScripts runs the command as a person does. Each script is a use or a
// mistake; see testdata/scripts.
func TestScripts(t *testing.T) {
	pg, my := scannertest.Postgres(t), scannertest.MariaDB(t)
	store := scannertest.SharedMinIO(t)
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/scripts",
		Setup: func(env *testscript.Env) error {
			for k, v := range map[string]string{
				"LC_ALL": "C", "HOME": env.WorkDir,
				"PG": strings.TrimSuffix(pg.URL(""), "/"), "PGHOSTPORT": fmt.Sprintf("%s:%d", pg.Host, pg.Port), "PGOWNER": pg.User,
				"MY": strings.TrimSuffix(my.URL(""), "/"), "MYHOSTPORT": fmt.Sprintf("%s:%d", my.Host, my.Port),
				"S3": store.Endpoint, "AWS_ACCESS_KEY_ID": store.AccessKey, "AWS_SECRET_ACCESS_KEY": store.SecretKey, "AWS_REGION": store.Region,
				"AWS_EC2_METADATA_DISABLED": "true",
			} {
				env.Setenv(k, v)
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sql":         sqlCmd,
			"dropwaiting": dropWaiting,
			"bucket":      func(ts *testscript.TestScript, neg bool, args []string) { bucket(ts, store, args) },
			"put":         func(ts *testscript.TestScript, neg bool, args []string) { put(ts, store, args) },
			"stderrcount": countLines,
			"hugeobject":  func(ts *testscript.TestScript, neg bool, args []string) { hugeObject(ts, store, args) },
			"exits":       exits,
			"expand":      expand,
			"norun":       sameButForRun,
			"planned":     plannedCost,
			"mend":        func(ts *testscript.TestScript, neg bool, args []string) { mend(ts, store, args) },
		},
		RequireExplicitExec: false,
	})
}

// openDB opens "PG/name" or "MY/name" as it stands in a script, by its URL.
func openDB(url string) (*sql.DB, error) {
	if strings.HasPrefix(url, "postgres:") {
		return sql.Open("pgx", url)
	}
	rest := strings.TrimPrefix(url, "mysql://")
	user, host, _ := strings.Cut(rest, "@")
	host, db, _ := strings.Cut(host, "/")
	return sql.Open("mysql", user+"@tcp("+host+")/"+db+"?multiStatements=true")
}

// sqlCmd is "sql URL STATEMENT...": it runs statements on a database.
func sqlCmd(ts *testscript.TestScript, neg bool, args []string) {
	db, err := openDB(args[0])
	ts.Check(err)
	defer db.Close()
	for _, stmt := range args[1:] {
		_, err := db.Exec(stmt)
		ts.Check(err)
	}
}

// dropWaiting is "dropwaiting URL TABLE": it locks the table, and drops it as
// soon as somebody named piiventory waits for it.
func dropWaiting(ts *testscript.TestScript, neg bool, args []string) {
	db, err := openDB(args[0])
	ts.Check(err)
	tx, err := db.Begin()
	ts.Check(err)
	_, err = tx.Exec("LOCK TABLE " + args[1] + " IN ACCESS EXCLUSIVE MODE")
	ts.Check(err)
	ts.Defer(func() { db.Close() })
	go func() {
		for range 3000 {
			n := 0
			db.QueryRow(`SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'piiventory'`).Scan(&n)
			if n > 0 {
				tx.Exec("DROP TABLE " + args[1])
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		tx.Commit()
	}()
}

func client(store scannertest.Server) *s3.Client {
	return s3.New(s3.Options{
		BaseEndpoint: &store.Endpoint, Region: store.Region, UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider(store.AccessKey, store.SecretKey, ""),
	})
}

// bucket is "bucket NAME [POLICYFILE]": it makes a bucket.
func bucket(ts *testscript.TestScript, store scannertest.Server, args []string) {
	c := client(store)
	ctx := context.Background()
	if _, err := c.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &args[0]}); err != nil {
		_, err := c.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &args[0]})
		ts.Check(err)
	}
	if len(args) > 1 {
		_, err := c.PutBucketPolicy(ctx, &s3.PutBucketPolicyInput{Bucket: &args[0], Policy: aws.String(ts.ReadFile(args[1]))})
		ts.Check(err)
	}
}

// put is "put BUCKET KEY FILE [N]": it writes an object, or N of them, where
// "%" in the key is the number.
func put(ts *testscript.TestScript, store scannertest.Server, args []string) {
	n := 1
	if len(args) > 3 {
		var err error
		n, err = strconv.Atoi(args[3])
		ts.Check(err)
	}
	body := []byte(ts.ReadFile(args[2]))
	c := client(store)
	for i := range n {
		key := strings.ReplaceAll(args[1], "%", fmt.Sprintf("%05d", i))
		_, err := c.PutObject(context.Background(), &s3.PutObjectInput{Bucket: &args[0], Key: &key, Body: bytes.NewReader(body)})
		ts.Check(err)
	}
}

// hugeObject is "hugeobject BUCKET KEY N": it writes a table whose second field
// has a value of N bytes in its first row, and mobile numbers in the rows behind.
func hugeObject(ts *testscript.TestScript, store scannertest.Server, args []string) {
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	body := "mobile,note\n13912345670," + strings.Repeat("x", n) + "\n13912345671,a\n13812345672,b\n"
	_, err = client(store).PutObject(context.Background(), &s3.PutObjectInput{Bucket: &args[0], Key: &args[1], Body: strings.NewReader(body)})
	ts.Check(err)
}

// countLines is "stderrcount N TEXT": the text stands in N lines of stderr.
func countLines(ts *testscript.TestScript, neg bool, args []string) {
	n := 0
	for _, line := range strings.Split(ts.ReadFile("stderr"), "\n") {
		if strings.Contains(line, args[1]) {
			n++
		}
	}
	if strconv.Itoa(n) != args[0] {
		ts.Fatalf("%q stands in %d lines of stderr, want %s", args[1], n, args[0])
	}
}

// exits is "exits CODE COMMAND...": the command ends with this exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		code = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// expand is "expand FROM TO": it copies a file with $VARIABLES filled in.
func expand(ts *testscript.TestScript, neg bool, args []string) {
	text := os.Expand(ts.ReadFile(args[0]), ts.Getenv)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o644))
}

// sameButForRun is "norun A B": two inventories are equal but for their run.
func sameButForRun(ts *testscript.TestScript, neg bool, args []string) {
	var text [2]string
	for i, name := range args {
		head, _, found := strings.Cut(ts.ReadFile(name), "\n  \"run\": {")
		if !found {
			ts.Fatalf("%s has no run", name)
		}
		text[i] = head
	}
	if text[0] != text[1] {
		ts.Fatalf("%s and %s differ", args[0], args[1])
	}
}

// plannedCost is "planned INVENTORY STORE FIGURE LOW HIGH": what was asked of the store
// lies between LOW and HIGH times what was planned.
func plannedCost(ts *testscript.TestScript, neg bool, args []string) {
	var inv struct {
		Run struct{ Cost, Planned map[string]map[string]any }
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &inv))
	cost, _ := inv.Run.Cost[args[1]][args[2]].(float64)
	planned, _ := inv.Run.Planned[args[1]][args[2]].(float64)
	low, err := strconv.ParseFloat(args[3], 64)
	ts.Check(err)
	high, err := strconv.ParseFloat(args[4], 64)
	ts.Check(err)
	if planned == 0 || cost < low*planned || cost > high*planned {
		ts.Fatalf("%s: %v %s were planned, and %v were asked for", args[1], planned, args[2], cost)
	}
	ts.Logf("%s: %v %s were planned, and %v were asked for", args[1], planned, args[2], cost)
}
