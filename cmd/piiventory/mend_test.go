package main

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/rogpeppe/go-internal/testscript"

	"piiventory/scanners/scannertest"
)

// mend is "mend REPORT WHAT BUCKET|URL": it applies what a report of preflight says is to
// be applied, as a person would do it, and fails where there is no such thing in it.
func mend(ts *testscript.TestScript, store scannertest.Server, args []string) {
	var report struct {
		Mends []struct{ What, Document string }
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &report))
	ctx, applied := context.Background(), 0
	for _, m := range report.Mends {
		if m.What != args[1] {
			continue
		}
		applied++
		switch m.What {
		case "sql":
			sqlCmd(ts, false, append([]string{args[2]}, strings.Split(m.Document, "\n")...))
		case "lifecycle":
			rules := &types.BucketLifecycleConfiguration{}
			ts.Check(json.Unmarshal([]byte(m.Document), rules))
			_, err := client(store).PutBucketLifecycleConfiguration(ctx, &s3.PutBucketLifecycleConfigurationInput{Bucket: &args[2], LifecycleConfiguration: rules})
			ts.Check(err)
		case "encryption":
			set := &types.ServerSideEncryptionConfiguration{}
			ts.Check(json.Unmarshal([]byte(m.Document), set))
			_, err := client(store).PutBucketEncryption(ctx, &s3.PutBucketEncryptionInput{Bucket: &args[2], ServerSideEncryptionConfiguration: set})
			ts.Check(err)
		case "policy":
			addStatements(ts, store, args[2], m.Document)
		default:
			ts.Fatalf("nobody knows how to apply %q", m.What)
		}
	}
	if applied != 1 {
		ts.Fatalf("%s has %d mends of the kind %s", args[0], applied, args[1])
	}
}

// addStatements adds the statements of a policy to those that the bucket has.
func addStatements(ts *testscript.TestScript, store scannertest.Server, bucket, document string) {
	type policy struct {
		Version   string
		Statement []any
	}
	var has, more policy
	ctx := context.Background()
	if out, err := client(store).GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: &bucket}); err == nil {
		ts.Check(json.Unmarshal([]byte(*out.Policy), &has))
	}
	ts.Check(json.Unmarshal([]byte(document), &more))
	more.Statement = append(has.Statement, more.Statement...)
	text, err := json.Marshal(more)
	ts.Check(err)
	_, err = client(store).PutBucketPolicy(ctx, &s3.PutBucketPolicyInput{Bucket: &bucket, Policy: aws.String(string(text))})
	ts.Check(err)
}
